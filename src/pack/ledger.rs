//! F1. Coverage ledgers: every character of a source accounted for, without its words.
//!
//! A ledger cuts the normal form of one source (`pack::source_text`) into spans that follow one
//! another without gap or overlap. Each span has a label, a class and a hash, and names the nodes of
//! the packs whose citations touch it. Ranges and hashes only: a ledger never holds text.

mod compare;
mod coverage;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::pack::diagnostic::Diagnostic;
use crate::pack::shape;

pub use compare::{Comparison, Place, compare, differences};
pub use coverage::{Node, NodeKind, coverage, nodes, refresh, untold};

/// Version of the ledger format that this program reads.
const FORMAT: u32 = 1;

/// A label has at most this many characters: it names a place and quotes nothing.
const LONGEST_LABEL: usize = 24;

/// The ledger of one source document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// Version of this JSON shape; this program reads 1.
    pub format: u32,
    /// Code of the source, as in the packs: `JS`.
    pub document: String,
    /// Name of the file in which a host or a user supplies the text.
    pub file: String,
    /// SHA-256 (hex) of the whole normalised text.
    pub sha256: String,
    /// Length of the normalised text in Unicode scalar values.
    pub chars: u32,
    /// The spans in order; together they are the whole text.
    pub spans: Vec<Span>,
}

/// A piece of the text that one class fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// First character (Unicode scalar value) in the normalised text.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// SHA-256 (hex) of the UTF-8 of the span.
    pub sha256: String,
    /// Where it stands, canonical form of this project: `第八条（一）4前段`. No text.
    pub label: String,
    /// What it is to the checker.
    pub class: Class,
    /// The nodes whose citations touch it, `track/node`, sorted. Generated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<String>,
}

/// See [`Span::class`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Encoded: a requirement, waiver, preference, reading, deadline or material rests on it.
    Encoded,
    /// Who does what, in which order.
    Procedure,
    /// What an applicant, holder or member must do or leave.
    Duty,
    /// What an applicant, holder or member may do or is given.
    Right,
    /// A decision left to a body.
    Discretion,
    /// The meaning of a word, or the scope or the force of the text.
    Definition,
    /// Outside the checker: headings, aims, organisation and affairs of the alliance.
    Outside,
    /// A defect of the source: blank date, missing text, misnumbering.
    Defect,
}

impl Class {
    /// Every class, in the order in which they are told.
    pub const ALL: [Class; 8] = [
        Class::Encoded,
        Class::Procedure,
        Class::Duty,
        Class::Right,
        Class::Discretion,
        Class::Definition,
        Class::Outside,
        Class::Defect,
    ];

    /// Wire name.
    pub fn name(self) -> &'static str {
        match self {
            Class::Encoded => "encoded",
            Class::Procedure => "procedure",
            Class::Duty => "duty",
            Class::Right => "right",
            Class::Discretion => "discretion",
            Class::Definition => "definition",
            Class::Outside => "outside",
            Class::Defect => "defect",
        }
    }
}

impl Ledger {
    /// Reads a ledger as it is written, unchecked: one that is to be written anew.
    pub fn parse(json: &str) -> Result<Ledger, Vec<Diagnostic>> {
        shape::parse(json, "ledger")
    }

    /// Reads a ledger and checks that its spans partition the document. The error lists every fault.
    pub fn read(json: &str) -> Result<Ledger, Vec<Diagnostic>> {
        let ledger = Ledger::parse(json)?;
        let faults = partition(&ledger);
        if faults.is_empty() { Ok(ledger) } else { Err(faults) }
    }

    /// The ledger as it is written to disk: one line for each span.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        let spans: Result<Vec<String>, _> = self
            .spans
            .iter()
            .map(|span| serde_json::to_string(span).map(|line| format!("  {line}")))
            .collect();
        Ok(format!(
            "{{\n \"format\": {},\n \"document\": {},\n \"file\": {},\n \"sha256\": {},\n \"chars\": {},\n \"spans\": [\n{}\n ]\n}}\n",
            self.format,
            serde_json::to_string(&self.document)?,
            serde_json::to_string(&self.file)?,
            serde_json::to_string(&self.sha256)?,
            self.chars,
            spans?.join(",\n")
        ))
    }

    /// Characters that the spans cover.
    pub fn covered(&self) -> u32 {
        self.spans.iter().map(Span::len).sum()
    }

    /// Spans and characters of a class.
    pub fn extent(&self, class: Class) -> (usize, u32) {
        let of = self.spans.iter().filter(|span| span.class == class);
        of.fold((0, 0), |(spans, chars), span| (spans + 1, chars + span.len()))
    }

    /// Where a span stands in the file, for a diagnostic.
    fn place(&self, index: usize) -> String {
        let label = self.spans.get(index).map_or("", |span| span.label.as_str());
        format!("spans[{index}]({label})")
    }
}

impl Span {
    /// Characters.
    fn len(&self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it shares a character with a range.
    fn touches(&self, (start, end): (u32, u32)) -> bool {
        self.start < end && start < self.end
    }
}

/// What keeps a ledger from being a partition of its document; needs neither pack nor source.
fn partition(ledger: &Ledger) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut fault = |place: String, message: (&str, &str), hint: (&str, &str)| {
        faults.push(Diagnostic::new(place, message, hint));
    };
    if ledger.format != FORMAT {
        fault(
            "format".to_owned(),
            (&format!("格式版本 {}", ledger.format), &format!("format {}", ledger.format)),
            ("本程序读取格式 1", "this program reads format 1"),
        );
    }
    let hashes = std::iter::once(("sha256".to_owned(), &ledger.sha256))
        .chain(ledger.spans.iter().enumerate().map(|(i, s)| (ledger.place(i), &s.sha256)));
    for (place, hash) in hashes {
        let hex = |b: u8| b.is_ascii_digit() || matches!(b, b'a'..=b'f');
        if hash.len() != 64 || !hash.bytes().all(hex) {
            fault(
                place,
                ("不是 SHA-256", "no SHA-256"),
                ("运行 packs ledger 重新计算", "let `packs ledger` compute it"),
            );
        }
    }
    let mut reached = 0;
    let mut labels = BTreeSet::new();
    for (i, span) in ledger.spans.iter().enumerate() {
        let place = ledger.place(i);
        let range = format!("{}..{}", span.start, span.end);
        if span.start >= span.end {
            fault(
                place.clone(),
                (&format!("范围 {range} 是空的"), &format!("the range {range} is empty")),
                ("范围为前闭后开，止大于起", "half-open: the end lies behind the start"),
            );
        }
        if span.start > reached {
            fault(
                place.clone(),
                (
                    &format!("其前 {reached}..{} 无人认领", span.start),
                    &format!("{}: {reached}..{} belongs to no span", "gap", span.start),
                ),
                ("补一个片段，或移动起点", "add a span for it, or move the start"),
            );
        }
        if span.start < reached {
            fault(
                place.clone(),
                (
                    &format!("{}..{reached} 已属前一片段", span.start),
                    &format!("overlap: {}..{reached} belongs to the span before", span.start),
                ),
                ("把起点移到前一片段的终点", "start where the span before ends"),
            );
        }
        reached = reached.max(span.end);
        if !labels.insert(&span.label) {
            fault(
                place.clone(),
                ("标签重复", "the label stands twice"),
                ("分段的加“前段”“后段”", "tell the halves apart by 前段 and 后段"),
            );
        }
        let text = span.label.chars().any(|c| "。，；：,;:".contains(c));
        let long = span.label.chars().count() > LONGEST_LABEL;
        if text || long || span.label.trim().is_empty() {
            fault(
                place.clone(),
                ("标签须是条款号，不得带原文", "a label names a place and holds no text"),
                ("写成 第八条（一）4", "write 第八条（一）4"),
            );
        }
        if !span.nodes.is_sorted_by(|a, b| a < b) {
            fault(
                place,
                ("节点须排序且不重复", "nodes are sorted and stand once"),
                ("运行 packs ledger 重新生成", "let `packs ledger` write them"),
            );
        }
    }
    if reached != ledger.chars {
        let (from, to) = (reached.min(ledger.chars), reached.max(ledger.chars));
        let beyond = reached > ledger.chars;
        let message = if beyond {
            (format!("{from}..{to} 在文件之外"), format!("{from}..{to} lies outside the document"))
        } else {
            (format!("末尾 {from}..{to} 无人认领"), format!("gap: {from}..{to} belongs to no span"))
        };
        fault(
            format!("{}.end", ledger.place(ledger.spans.len().saturating_sub(1))),
            (&message.0, &message.1),
            ("各片段须恰好覆盖全文", "the spans cover the whole document, no more and no less"),
        );
    }
    faults
}
