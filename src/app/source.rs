//! F5. The text of a source document beside the rules: supplied by the host or by the person,
//! compared with the ledger span by span, and shown only where it is word for word the text that
//! was encoded.

use std::rc::Rc;

use crate::pack::ledger::{Comparison, Ledger, Place, Span, compare};
use crate::pack::raw::Citation;
use crate::pack::sha256;
use crate::pack::source_text::SourceText;

/// A supplied text, compared.
#[derive(Debug)]
pub struct SourceFile {
    /// Name of the file that the person opened; nothing if the host supplies the text.
    pub name: Option<String>,
    /// The ledger of the document.
    pub ledger: Rc<Ledger>,
    /// As supplied.
    pub raw: String,
    /// The text in normal form.
    pub text: SourceText,
    /// Where each span of the ledger stands in it.
    pub found: Comparison,
}

/// A passage of a supplied text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passage {
    /// Word for word the text that was encoded.
    Verified(String),
    /// Other words stand there, or it is not there at all.
    Differs,
}

impl SourceFile {
    /// Compares a text with a ledger.
    pub fn new(name: Option<String>, ledger: Rc<Ledger>, raw: String) -> SourceFile {
        let text = SourceText::of(&raw);
        let found = compare(&ledger, &text);
        SourceFile { name, ledger, raw, text, found }
    }

    /// Whether the whole text is the one that was encoded.
    pub fn is_whole(&self) -> bool {
        self.found.whole
    }

    /// Whether so little of the document is in the text that it must be another one.
    pub fn is_other(&self) -> bool {
        let pairs = self.ledger.spans.iter().zip(&self.found.places);
        let found = pairs.filter(|(_, place)| !matches!(place, Place::Changed(..)));
        let chars: u32 = found.map(|(span, _)| span.end.saturating_sub(span.start)).sum();
        chars.saturating_mul(10) < self.ledger.chars
    }

    /// Spans that are not word for word in the text.
    pub fn changed(&self) -> usize {
        let changed = |place: &&Place| matches!(place, Place::Changed(..));
        self.found.places.iter().filter(changed).count()
    }

    /// The first span that is not word for word in the text, and what stands in its place.
    pub fn first_difference(&self) -> Option<(&Span, String)> {
        /// So much of the supplied text shows where to look.
        const SHOWN: u32 = 24;
        let mut pairs = self.ledger.spans.iter().zip(&self.found.places);
        pairs.find_map(|(span, place)| match place {
            Place::Changed(from, to) => {
                let to = (*to).min(from.saturating_add(SHOWN));
                Some((span, self.text.span(*from, to).unwrap_or_default()))
            }
            Place::Same | Place::Moved(_) => None,
        })
    }

    /// The passage of a span of the ledger.
    pub fn span(&self, at: usize) -> Passage {
        let pair = self.ledger.spans.get(at).zip(self.found.places.get(at));
        let text = pair.and_then(|(span, place)| {
            let start = match place {
                Place::Same => span.start,
                Place::Moved(start) => *start,
                Place::Changed(..) => return None,
            };
            self.text.span(start, start.saturating_add(span.end.saturating_sub(span.start)))
        });
        text.map_or(Passage::Differs, Passage::Verified)
    }

    /// The passage of a citation, verified by its own hash. It is put together from the spans that
    /// it touches, each from where it was found: a page number between two is left out.
    pub fn citation(&self, citation: &Citation) -> Passage {
        let pairs = self.ledger.spans.iter().zip(&self.found.places);
        let touched = pairs.filter(|(s, _)| s.start < citation.end && citation.start < s.end);
        let pieces: Option<String> = touched
            .map(|(span, place)| {
                let start = match place {
                    Place::Same => span.start,
                    Place::Moved(start) => *start,
                    Place::Changed(..) => return None,
                };
                let from = citation.start.max(span.start).saturating_sub(span.start);
                let to = citation.end.min(span.end).saturating_sub(span.start);
                self.text.span(start.saturating_add(from), start.saturating_add(to))
            })
            .collect();
        match pieces.filter(|text| sha256(text.as_bytes()) == citation.sha256) {
            Some(text) => Passage::Verified(text),
            None => Passage::Differs,
        }
    }
}

/// Why a file that a person opened gave no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// Something with a message of its own: its key.
    Told(&'static str),
    /// A reason in the words of whoever failed.
    Reason(String),
}

/// What a file is that a person opened as a source, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileForm {
    /// A Word file of today.
    Docx,
    /// Plain text, in an encoding that browsers know by this name.
    Text(&'static str),
    /// One that holds no text to be read here: the key of what to do about it.
    Foreign(&'static str),
}

impl FileForm {
    /// What a file is. Text that is not UTF-8 is taken for that of Chinese Windows.
    pub fn of(bytes: &[u8]) -> FileForm {
        match bytes {
            [b'P', b'K', 3 | 5, 4 | 6, ..] => FileForm::Docx,
            [b'%', b'P', b'D', b'F', ..] => FileForm::Foreign("source.pdf"),
            // Word and WPS before 2007, and today's Word under a password.
            [0xD0, 0xCF, 0x11, 0xE0, ..] => FileForm::Foreign("source.old-word"),
            [b'{', b'\\', b'r', b't', b'f', ..] => FileForm::Foreign("source.old-word"),
            [0xFF, 0xFE, ..] => FileForm::Text("utf-16le"),
            [0xFE, 0xFF, ..] => FileForm::Text("utf-16be"),
            _ if std::str::from_utf8(bytes).is_ok() => FileForm::Text("utf-8"),
            _ => FileForm::Text("gb18030"),
        }
    }
}
