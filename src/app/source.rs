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
    pub fn new(name: Option<String>, ledger: Rc<Ledger>, text: &str) -> SourceFile {
        let text = SourceText::of(text);
        let found = compare(&ledger, &text);
        SourceFile { name, ledger, text, found }
    }

    /// Whether the whole text is the one that was encoded.
    pub fn is_whole(&self) -> bool {
        self.found.whole
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

    /// The passage of a citation, verified by its own hash.
    pub fn citation(&self, citation: &Citation) -> Passage {
        // The citation moves with the span in which it begins.
        let mut spans = self.ledger.spans.iter().zip(&self.found.places);
        let inside = spans.find(|(span, _)| (span.start..span.end).contains(&citation.start));
        let shift = match inside {
            Some((span, Place::Moved(at))) => i64::from(*at) - i64::from(span.start),
            _ => 0,
        };
        let moved = |at: u32| u32::try_from(i64::from(at) + shift).ok();
        let range = moved(citation.start).zip(moved(citation.end));
        let text = range.and_then(|(start, end)| self.text.span(start, end));
        match text.filter(|text| sha256(text.as_bytes()) == citation.sha256) {
            Some(text) => Passage::Verified(text),
            None => Passage::Differs,
        }
    }
}
