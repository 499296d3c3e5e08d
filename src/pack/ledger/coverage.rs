//! F1. A ledger against the packs: what rests on each span, and on which span each node rests.

use std::collections::BTreeSet;

use crate::pack::RulePack;
use crate::pack::diagnostic::{Diagnostic, nearest};
use crate::pack::ledger::{Class, Ledger, Span};
use crate::pack::raw::{Source, Track};
use crate::pack::sha256;
use crate::pack::source_text::SourceText;

/// A node of a pack as far as it rests on one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// `track/node`, such as `js-lib-m/js-g1a`.
    pub name: String,
    /// What it is.
    pub kind: NodeKind,
    /// The ranges that it cites.
    pub ranges: Vec<(u32, u32)>,
}

/// See [`Node::kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// A requirement.
    Requirement,
    /// A waiver.
    Waiver,
    /// A preference.
    Preference,
    /// A reading.
    Reading,
    /// A deadline.
    Deadline,
    /// A material.
    Material,
}

impl NodeKind {
    /// Whether a result is computed from it, so that a span must be classed as encoded for it.
    fn decides(self) -> bool {
        !matches!(self, NodeKind::Reading | NodeKind::Material)
    }
}

/// The nodes that cite a document, by name; a node that cites it in no place is left out.
pub fn nodes(packs: &[RulePack], document: &str) -> Vec<Node> {
    let mut all: Vec<Node> = Vec::new();
    for pack in packs {
        for track in &pack.raw().tracks {
            for (kind, id, cite) in cited(track) {
                let ranges: Vec<(u32, u32)> = cite
                    .iter()
                    .filter_map(|id| pack.citation(id))
                    .filter(|citation| citation.document == document)
                    .map(|citation| (citation.start, citation.end))
                    .collect();
                if !ranges.is_empty() {
                    all.push(Node { name: format!("{}/{id}", track.id), kind, ranges });
                }
            }
        }
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

/// The nodes of a track with their citations.
fn cited(track: &Track) -> impl Iterator<Item = (NodeKind, &str, &[String])> {
    let requirements = track.requirements.iter();
    let requirements = requirements.map(|n| (NodeKind::Requirement, n.id.as_str(), &n.cite[..]));
    let waivers = track.waivers.iter();
    let waivers = waivers.map(|n| (NodeKind::Waiver, n.id.as_str(), &n.cite[..]));
    let preferences = track.preferences.iter();
    let preferences = preferences.map(|n| (NodeKind::Preference, n.id.as_str(), &n.cite[..]));
    let readings = track.readings.iter();
    let readings = readings.map(|n| (NodeKind::Reading, n.id.as_str(), &n.cite[..]));
    let deadlines = track.deadlines.iter();
    let deadlines = deadlines.map(|n| (NodeKind::Deadline, n.id.as_str(), &n.cite[..]));
    let materials = track.materials.iter();
    let materials = materials.map(|n| (NodeKind::Material, n.id.as_str(), &n.cite[..]));
    requirements.chain(waivers).chain(preferences).chain(readings).chain(deadlines).chain(materials)
}

/// The names of the nodes that touch a span, each once.
fn touching<'a>(nodes: &'a [Node], span: &Span) -> Vec<&'a str> {
    let touch = nodes.iter().filter(|node| node.ranges.iter().any(|range| span.touches(*range)));
    let mut names: Vec<&str> = touch.map(|node| node.name.as_str()).collect();
    names.dedup();
    names
}

/// The source of a document in each pack that has it.
fn sources<'a>(packs: &'a [RulePack], document: &str) -> Vec<&'a Source> {
    let all = packs.iter().flat_map(|pack| &pack.raw().sources);
    all.filter(|source| source.document == document).collect()
}

/// Checks a ledger against the packs; an empty list means that each accounts for the other.
pub fn coverage(ledger: &Ledger, packs: &[RulePack]) -> Vec<Diagnostic> {
    let mut faults = header(ledger, packs);
    let nodes = nodes(packs, &ledger.document);
    let known: BTreeSet<String> = packs
        .iter()
        .flat_map(|pack| &pack.raw().tracks)
        .flat_map(|t| cited(t).map(move |(_, id, _)| format!("{}/{id}", t.id)))
        .collect();
    for (i, span) in ledger.spans.iter().enumerate() {
        let touching = touching(&nodes, span);
        faults.extend(named(ledger.place(i), span, &touching, &known));
        if span.class == Class::Encoded && touching.is_empty() {
            faults.push(Diagnostic::new(
                ledger.place(i),
                ("归为“已编码”，却没有节点引用", "classed as encoded, but no node rests on it"),
                ("编入规则，或改归其他类", "encode it, or class it otherwise"),
            ));
        }
    }
    faults.extend(nodes.iter().filter_map(|node| resting(ledger, node)));
    faults
}

/// The same text on both sides: code, file, length, hash.
fn header(ledger: &Ledger, packs: &[RulePack]) -> Vec<Diagnostic> {
    let sources = sources(packs, &ledger.document);
    if sources.is_empty() {
        let known = packs.iter().flat_map(|pack| &pack.raw().sources);
        let (zh, en) = match nearest(&ledger.document, known.map(|s| s.document.as_str())) {
            Some(near) => (format!("是否应为“{near}”"), format!("did you mean `{near}`")),
            None => {
                ("编入规则包，或删除此账".to_owned(), "encode it, or remove the ledger".to_owned())
            }
        };
        let code = &ledger.document;
        return vec![Diagnostic::new(
            "document",
            (&format!("没有规则包以“{code}”为依据"), &format!("no pack has a source `{code}`")),
            (&zh, &en),
        )];
    }
    let differs = |source: &&Source| {
        (&source.sha256, source.chars, &source.file) != (&ledger.sha256, ledger.chars, &ledger.file)
    };
    let fault = |source: &Source| {
        Diagnostic::new(
            "sha256",
            (
                &format!("与规则包所载“{}”的文件名、字数或散列不一致", source.document),
                &format!(
                    "file, length or hash differ from the pack's source `{}`",
                    source.document
                ),
            ),
            ("两边须取自同一份文本", "both must be made from the same text"),
        )
    };
    sources.into_iter().filter(differs).map(fault).collect()
}

/// The nodes that a span names against those that touch it.
fn named(
    place: String,
    span: &Span,
    touching: &[&str],
    known: &BTreeSet<String>,
) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let strange = span.nodes.iter().filter(|name| !touching.contains(&name.as_str()));
    for name in strange {
        let (message, hint) = if known.contains(name) {
            (
                (format!("节点“{name}”并不引用此处"), format!("node `{name}` does not cite this")),
                ("运行 packs ledger".to_owned(), "run `packs ledger`".to_owned()),
            )
        } else {
            let hint = match nearest(name, known.iter().map(String::as_str)) {
                Some(near) => (format!("是否应为“{near}”"), format!("did you mean `{near}`")),
                None => ("运行 packs ledger".to_owned(), "run `packs ledger`".to_owned()),
            };
            ((format!("没有名为“{name}”的节点"), format!("no node named `{name}`")), hint)
        };
        faults.push(Diagnostic::new(place.clone(), (&message.0, &message.1), (&hint.0, &hint.1)));
    }
    let missing: Vec<&str> = touching
        .iter()
        .copied()
        .filter(|name| !span.nodes.iter().any(|named| named == name))
        .collect();
    if !missing.is_empty() {
        faults.push(Diagnostic::new(
            place,
            (
                &format!("引用此处的节点未列出：{}", missing.join("、")),
                &format!("nodes that cite this are not named: {}", missing.join(", ")),
            ),
            ("运行 packs ledger", "run `packs ledger`"),
        ));
    }
    faults
}

/// A result rests, by its pinpoint citation, on a span classed as encoded; nothing rests on spans
/// outside the checker alone.
fn resting(ledger: &Ledger, node: &Node) -> Option<Diagnostic> {
    let touched = |ranges: &[(u32, u32)], fits: fn(Class) -> bool| {
        let touch = |span: &&Span| ranges.iter().any(|range| span.touches(*range));
        ledger.spans.iter().filter(touch).any(|span| fits(span.class))
    };
    let (fits, message) = match (node.kind.decides(), node.ranges.get(..1)) {
        (true, Some(pinpoint)) => (
            touched(pinpoint, |class| class == Class::Encoded),
            ("首引之处没有归为“已编码”的片段", "its pinpoint touches no span classed as encoded"),
        ),
        _ => (
            touched(&node.ranges, |class| class != Class::Outside),
            ("所引各处都归为“范围之外”", "rests on spans outside the checker alone"),
        ),
    };
    (!fits).then(|| {
        Diagnostic::new(
            node.name.clone(),
            message,
            ("改正该处的类别，或改正引用", "correct the class of the span, or the citation"),
        )
    })
}

/// The ledger with hashes and nodes computed anew; ranges, labels and classes stay. Refused unless
/// the text is the one that the packs encode.
pub fn refresh(
    ledger: &Ledger,
    packs: &[RulePack],
    text: &SourceText,
) -> Result<Ledger, Vec<Diagnostic>> {
    let whole = sha256(text.whole().as_bytes());
    let encoded = sources(packs, &ledger.document);
    if encoded.iter().any(|source| source.sha256 != whole) || encoded.is_empty() {
        return Err(vec![Diagnostic::new(
            "sha256",
            ("这份文本不是规则包所编入的文本", "the text is not the one that the packs encode"),
            ("先按新文本编入规则包", "encode the new text in the pack first"),
        )]);
    }
    let nodes = nodes(packs, &ledger.document);
    let mut fresh = Ledger {
        file: encoded.first().map_or(String::new(), |source| source.file.clone()),
        chars: u32::try_from(text.len()).unwrap_or(u32::MAX),
        sha256: whole,
        ..ledger.clone()
    };
    for span in &mut fresh.spans {
        let own = text.span(span.start, span.end).unwrap_or_default();
        span.sha256 = sha256(own.as_bytes());
        span.nodes = touching(&nodes, span).into_iter().map(str::to_owned).collect();
    }
    let faults = super::partition(&fresh);
    if faults.is_empty() { Ok(fresh) } else { Err(faults) }
}

/// Spans that say something to the applicant and that no citation of a pack touches: told nowhere.
pub fn untold<'a>(ledger: &'a Ledger, packs: &[RulePack]) -> Vec<&'a Span> {
    let ranges: Vec<(u32, u32)> = packs
        .iter()
        .flat_map(|pack| &pack.raw().citations)
        .filter(|citation| citation.document == ledger.document)
        .map(|citation| (citation.start, citation.end))
        .collect();
    let silent = |span: &&Span| {
        let heard = !matches!(span.class, Class::Outside | Class::Defect);
        heard && !ranges.iter().any(|range| span.touches(*range))
    };
    ledger.spans.iter().filter(silent).collect()
}
