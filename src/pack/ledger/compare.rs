//! F1. A ledger against a text: span by span, wherever the span has gone.
//!
//! The supplied text may carry running heads or lack a page, so each span is sought by its hash near
//! the place where it should stand, given where the spans before it were found: all of them nearby
//! first, then those still missing farther off. The number of places looked at is bounded, so a text
//! that is no version of the document is given up soon. What is reported as found is word for word
//! there; what was given up counts as changed.

use sha2::{Digest, Sha256};

use crate::pack::diagnostic::Diagnostic;
use crate::pack::ledger::{Ledger, Span};
use crate::pack::sha256;
use crate::pack::source_text::SourceText;

/// How far from its expected place a span is sought, in characters: near, then ever farther.
const REACHES: [u32; 4] = [8, 64, 512, 4096];

/// So many places are looked at. The document with a hundred spans, five of them altered, takes fifty
/// thousand; another document of its length would take a million.
const MOST_LOOKS: u32 = 200_000;

/// A text compared with a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Whether the text as a whole is the one that was cut.
    pub whole: bool,
    /// Where each span of the ledger stands, in their order.
    pub places: Vec<Place>,
}

/// Where a span stands in the supplied text. Ranges count characters of its normal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Word for word where the ledger has it.
    Same,
    /// Word for word, beginning at another character.
    Moved(u32),
    /// Not found word for word; if it was only altered, it stands within these bounds.
    Changed(u32, u32),
}

/// Compares a text with a ledger.
pub fn compare(ledger: &Ledger, text: &SourceText) -> Comparison {
    let whole = text.whole();
    let mut search = Search::new(&whole);
    let wanted: Vec<Wanted> = ledger.spans.iter().map(Wanted::new).collect();
    // Where the ledger has it comes first, lest a repeated heading count as moved.
    let mut found: Vec<Option<u32>> = Vec::new();
    for span in &wanted {
        found.push(search.stands(span, i64::from(span.start)));
    }
    for reach in REACHES {
        let mut shift = 0;
        for (span, found) in wanted.iter().zip(&mut found) {
            if found.is_none() {
                *found = search.near(span, shift, reach);
            }
            if let Some(at) = found {
                shift = i64::from(*at) - i64::from(span.start);
            }
        }
    }
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let mut reached = 0;
    let mut places = Vec::new();
    for (i, span) in ledger.spans.iter().enumerate() {
        places.push(match found.get(i).copied().flatten() {
            Some(at) => {
                reached = at + span.len();
                if at == span.start { Place::Same } else { Place::Moved(at) }
            }
            None => {
                let next = found.iter().skip(i).flatten().find(|at| **at >= reached);
                Place::Changed(reached, next.copied().unwrap_or(length))
            }
        });
    }
    Comparison { whole: sha256(whole.as_bytes()) == ledger.sha256, places }
}

/// A span with its hash as bytes.
struct Wanted {
    start: u32,
    len: u32,
    hash: Vec<u8>,
}

impl Wanted {
    fn new(span: &Span) -> Wanted {
        let digits = span.sha256.as_bytes().chunks(2);
        let pairs = digits.filter_map(|pair| std::str::from_utf8(pair).ok());
        let hash = pairs.filter_map(|pair| u8::from_str_radix(pair, 16).ok()).collect();
        Wanted { start: span.start, len: span.len(), hash }
    }
}

/// A text in which spans are sought, and how many places may still be looked at.
struct Search<'a> {
    text: &'a str,
    /// Where each character begins, and where the last one ends.
    begins: Vec<usize>,
    left: u32,
}

impl<'a> Search<'a> {
    fn new(text: &'a str) -> Search<'a> {
        let begins = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Search { text, begins, left: MOST_LOOKS }
    }

    /// The place itself, if the span stands there word for word.
    fn stands(&mut self, span: &Wanted, at: i64) -> Option<u32> {
        let at = u32::try_from(at).ok()?;
        let first = self.begins.get(at as usize)?;
        let last = self.begins.get(at.checked_add(span.len)? as usize)?;
        self.left = self.left.checked_sub(1)?;
        let own = self.text.get(*first..*last)?;
        (Sha256::digest(own.as_bytes()).as_slice() == span.hash).then_some(at)
    }

    /// The place nearest to the expected one, within a reach.
    fn near(&mut self, span: &Wanted, shift: i64, reach: u32) -> Option<u32> {
        let expected = i64::from(span.start) + shift;
        (0..=i64::from(reach)).find_map(|away| {
            let after = self.stands(span, expected + away);
            after.or_else(|| self.stands(span, expected - away))
        })
    }
}

/// What a comparison found against the text: the whole, each changed span, each run of moved spans.
pub fn differences(ledger: &Ledger, comparison: &Comparison) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let first = comparison.places.iter().position(|place| *place != Place::Same);
    if !comparison.whole {
        let (zh, en) = match first.and_then(|i| ledger.spans.get(i)) {
            Some(span) => (
                format!(
                    "与登记时的文本不同；首处在“{}”（{}..{}）",
                    span.label, span.start, span.end
                ),
                format!(
                    "differs from the text that was cut, first in `{}` ({}..{})",
                    span.label, span.start, span.end
                ),
            ),
            None => (
                "各片段都在，但全文不同".to_owned(),
                "every span stands, but the whole differs".to_owned(),
            ),
        };
        faults.push(Diagnostic::new(
            "sha256",
            (&zh, &en),
            ("换用原来的文本，或重新编入", "supply the same text, or encode the new one"),
        ));
    }
    let mut run = None;
    for (i, place) in comparison.places.iter().enumerate() {
        let Some(span) = ledger.spans.get(i) else { continue };
        let shift = match place {
            Place::Moved(at) => Some(i64::from(*at) - i64::from(span.start)),
            _ => None,
        };
        if let Some(shift) = shift.filter(|shift| run != Some(*shift)) {
            let follow = comparison.places.iter().zip(&ledger.spans).skip(i + 1);
            let more = follow
                .take_while(|(place, span)| match place {
                    Place::Moved(at) => i64::from(*at) - i64::from(span.start) == shift,
                    _ => false,
                })
                .count();
            faults.push(Diagnostic::new(
                ledger.place(i),
                (
                    &format!("移动了 {shift:+} 个字符，其后 {more} 个片段随之移动"),
                    &format!("moved by {shift:+} characters, and {more} spans after it"),
                ),
                ("核对条款位置后改正范围", "check where the clause stands and correct the ranges"),
            ));
        }
        run = shift;
        if let Place::Changed(..) = place {
            faults.push(Diagnostic::new(
                ledger.place(i),
                (
                    &format!("{}..{} 的文字与散列不符", span.start, span.end),
                    &format!("the text at {}..{} no longer has its hash", span.start, span.end),
                ),
                (
                    "重读该条，改正规则，再运行 packs ledger",
                    "read the clause anew, correct the rules, then run `packs ledger`",
                ),
            ));
        }
    }
    faults
}
