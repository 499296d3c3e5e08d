//! F1. A ledger against a text: span by span, wherever the span has gone.
//!
//! The supplied text may carry running heads or lack a page, so each span is sought by its hash near
//! the place where it should stand, given where the spans before it were found.

use crate::pack::diagnostic::Diagnostic;
use crate::pack::ledger::{Ledger, Span};
use crate::pack::sha256;
use crate::pack::source_text::SourceText;

/// How far from its expected place a span is sought, in characters.
const REACH: u32 = 4096;

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
    let mut shift = 0;
    let mut found = Vec::new();
    for span in &ledger.spans {
        let at = seek(span, text, shift);
        if let Some(at) = at {
            shift = i64::from(at) - i64::from(span.start);
        }
        found.push(at);
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
    Comparison { whole: sha256(text.whole().as_bytes()) == ledger.sha256, places }
}

/// The first character of a span in a text, the place nearest to the expected one.
fn seek(span: &Span, text: &SourceText, shift: i64) -> Option<u32> {
    let expected = i64::from(span.start) + shift;
    let stands = |at: i64| {
        let at = u32::try_from(at).ok()?;
        let own = text.span(at, at.checked_add(span.len())?)?;
        (sha256(own.as_bytes()) == span.sha256).then_some(at)
    };
    // Where the ledger has it comes first, lest a repeated heading count as moved.
    stands(i64::from(span.start)).or_else(|| {
        let near = |away: i64| stands(expected + away).or_else(|| stands(expected - away));
        (0..=i64::from(REACH)).find_map(near)
    })
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
