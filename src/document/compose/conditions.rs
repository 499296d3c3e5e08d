//! F4. The table of conditions with the verdict over it, and the exemptions with their evidence.

use crate::document::compose::values::Shown;
use crate::document::compose::{Subheads, Writer, missing, table, value};
use crate::document::record::{Both, notices};
use crate::document::{Block, Cell};
use crate::engine::assessment::Finding;
use crate::logic::outcome::Status;
use crate::pack::raw::{Condition, Kind, Material, Requirement, Rule};
use crate::words::{sentences, telling};

/// Number, condition, applicant, result.
const CONDITIONS: [u32; 4] = [80, 320, 340, 260];
/// Exemption or advantage with its clause, claim, evidence.
const WAIVERS: [u32; 3] = [360, 280, 360];

/// One line of a cell, and the fact it is missing for.
struct Line {
    text: String,
    missing: Option<String>,
}

impl Writer<'_> {
    /// The verdict, the table, and what is to be known with it.
    pub(super) fn requirements(&self, heads: &mut Subheads) -> Vec<Block> {
        let verdict = sentences::verdict_sentence(self.pack, self.track, self.found, self.words);
        let mut blocks = vec![
            heads.next(&self.words.get("doc.verdict"), self.words),
            Block::Paragraph(verdict),
            Block::Paragraph(self.words.get("doc.notice.disclaimer")),
        ];
        blocks.extend(self.sectors(heads));
        blocks.extend(self.deadlines(heads));
        let pairs = self.track.requirements.iter().zip(&self.found.requirements);
        let rows: Vec<Vec<Cell>> = pairs
            .enumerate()
            .map(|(at, (requirement, finding))| {
                let condition =
                    lines(&[self.words.pick(&requirement.label), &self.clause(&requirement.cite)]);
                vec![
                    value(at.saturating_add(1).to_string()),
                    value(condition),
                    self.situation(requirement, finding),
                    value(self.result(requirement, finding)),
                ]
            })
            .collect();
        if !rows.is_empty() {
            let head = ["doc.number", "doc.condition", "doc.situation", "doc.result"];
            blocks.push(heads.next(&self.words.get("doc.conditions"), self.words));
            blocks.push(table(&CONDITIONS, self.heads(&head), rows));
        }
        blocks.extend(self.remarks(heads));
        blocks
    }

    /// Contradictions, answers on a boundary and documents that were not supplied.
    fn remarks(&self, heads: &mut Subheads) -> Vec<Block> {
        let words = Both { zh: self.words, en: self.words };
        let told = notices(self.pack, self.track, self.found, words);
        let wanted = [
            "invalid-value",
            "conflict",
            "boundary",
            "provisional",
            "shared-record",
            "missing-document",
        ];
        let items: Vec<String> = told
            .iter()
            .filter(|notice| wanted.contains(&notice.kind))
            .map(|notice| self.words.pick(&notice.text))
            .zip(1_usize..)
            .map(|(text, n)| self.numbered("doc.item", n, text, ""))
            .collect();
        if items.is_empty() {
            return Vec::new();
        }
        vec![heads.next(&self.words.get("doc.remarks"), self.words), Block::Items(items)]
    }

    /// A numbered line of the catalogue.
    pub(super) fn numbered(&self, key: &str, n: usize, text: &str, clause: &str) -> String {
        let n = n.to_string();
        let said = self.words.say(key, &[("n", &n), ("text", text), ("clause", clause)]);
        said.trim_end().to_owned()
    }

    /// The answers that a finding rests on.
    fn situation(&self, requirement: &Requirement, finding: &Finding) -> Cell {
        let mut told: Vec<Line> = Vec::new();
        for id in &finding.facts {
            told.extend(self.lines_of(id, requirement, finding));
        }
        let open = told.iter().find_map(|line| line.missing.clone());
        if told.is_empty() {
            return value(self.words.get("doc.not-applicable"));
        }
        if told.iter().all(|line| line.missing.is_some()) {
            return missing(open.as_deref());
        }
        let texts: Vec<&str> = told.iter().map(|line| line.text.as_str()).collect();
        Cell { fact: open, ..value(lines(&texts)) }
    }

    fn lines_of(&self, id: &str, requirement: &Requirement, finding: &Finding) -> Vec<Line> {
        let Some(fact) = self.pack.fact(id) else { return Vec::new() };
        if matches!(finding.status, Status::NotApplicable | Status::Deferred) {
            return Vec::new();
        }
        let gap = self.words.get("doc.to-fill");
        let line = |name: &str, told: Option<String>| {
            let absent = told.is_none().then(|| id.to_owned());
            let told = told.unwrap_or_else(|| gap.clone());
            let same = name == self.words.pick(&requirement.label);
            Line { text: if same { told } else { self.field(name, &told) }, missing: absent }
        };
        if let (Kind::Records(records), Rule::Records(rule)) = (&fact.kind, &requirement.rule) {
            let kinds = records.kinds.iter().filter(|kind| rule.kinds.contains(&kind.id));
            let told = kinds.map(|kind| {
                let count = self.record_count(id, &kind.id);
                line(self.words.pick(&kind.label), count.map(|n| self.count(n)))
            });
            return told.collect();
        }
        let name = self.words.pick(&fact.label);
        match self.shown(id) {
            Shown::Value(told) => vec![line(name, Some(told))],
            Shown::Missing if finding.open.iter().any(|open| open == id) => vec![line(name, None)],
            Shown::Missing | Shown::NotApplicable => Vec::new(),
        }
    }

    fn count(&self, records: usize) -> String {
        match records {
            0 => self.words.get("doc.none"),
            n => self.words.say("answer.records", &[("n", &n.to_string())]),
        }
    }

    /// The status, and what it depends on or how far it is off.
    fn result(&self, requirement: &Requirement, finding: &Finding) -> String {
        let mut told = vec![sentences::status(finding, self.words)];
        if let Some(shortfall) = &finding.shortfall {
            let amount = self.words.amount(shortfall.amount, &shortfall.unit);
            told.push(self.words.say("doc.result.short", &[("amount", &amount)]));
        }
        if let Some(day) = finding.from {
            told.push(self.words.say("doc.result.from", &[("day", &self.words.date(day))]));
        }
        if finding.conflict.is_some() {
            told.push(self.words.get("doc.result.conflict"));
        }
        match finding.status {
            Status::Judge if !finding.readings.is_empty() => {
                told.push(self.words.get("doc.result.readings"));
            }
            Status::Judge => {
                let body = sentences::decider(self.track, self.found, requirement);
                told.extend(body.map(|body| {
                    let body = self.words.pick(body);
                    self.words.say("doc.result.decider", &[("decider", body)])
                }));
            }
            Status::Waived => {
                let waiver = self.track.waivers.iter().find(|w| w.of == requirement.id);
                let clause = waiver.map(|waiver| self.clause(&waiver.cite)).unwrap_or_default();
                told.push(self.words.say("doc.result.waived", &[("clause", &clause)]));
            }
            Status::Deferred => told.push(telling::reasons(&finding.reasons, self.words)),
            _ => {}
        }
        told.retain(|line| !line.is_empty());
        told.join("\n")
    }

    /// Whether a requirement belongs to another branch.
    fn elsewhere(&self, requirement: &str) -> bool {
        let mut pairs = self.track.requirements.iter().zip(&self.found.requirements);
        pairs.any(|(r, f)| r.id == requirement && f.status == Status::NotApplicable)
    }

    /// Exemptions and advantages with what is claimed and what proves it.
    pub(super) fn waivers(&self) -> Block {
        let waivers = self.track.waivers.iter().zip(&self.found.waivers);
        let waivers = waivers.map(|(waiver, finding)| {
            let claim = match finding.status {
                Status::Met => self.words.get("doc.claim.waived"),
                Status::Judge => self.words.get("doc.claim.judge"),
                Status::Failed => self.words.get("doc.claim.failed"),
                Status::Deferred => self.words.get("doc.claim.deferred"),
                Status::Waived | Status::NotApplicable if self.elsewhere(&waiver.of) => {
                    self.words.get("doc.not-applicable")
                }
                Status::Waived | Status::NotApplicable => self.words.get("doc.claim.not-needed"),
                Status::Open => String::new(),
            };
            (&waiver.label, &waiver.cite, claim, &waiver.id, first(&finding.open))
        });
        let advantages = self.track.preferences.iter().zip(&self.found.preferences);
        let advantages = advantages.map(|(advantage, claimed)| {
            let claim = match claimed {
                Some(true) => self.words.get("doc.claim.yes"),
                Some(false) => self.words.get("doc.claim.no"),
                None => String::new(),
            };
            let wanted = |fact: &str| self.found.relevance.wanted.contains(fact);
            let open = fact_of(&advantage.when, &wanted);
            (&advantage.label, &advantage.cite, claim, &advantage.id, open)
        });
        let rows: Vec<Vec<Cell>> = waivers
            .chain(advantages)
            .map(|(label, cite, claim, id, open)| {
                let claim = if claim.is_empty() { missing(open) } else { value(claim) };
                let label = lines(&[self.words.pick(label), &self.clause(cite)]);
                vec![value(label), claim, self.evidence(id)]
            })
            .collect();
        if rows.is_empty() {
            return Block::Paragraph(self.words.get("doc.no-waivers"));
        }
        let head = ["doc.waiver", "doc.claim", "doc.evidence"];
        table(&WAIVERS, self.heads(&head), rows)
    }

    /// The papers that prove a node, as far as they may be needed.
    fn evidence(&self, node: &String) -> Cell {
        let papers = self.track.materials.iter().zip(&self.found.materials);
        let named = |(material, needed): (&Material, &Option<bool>)| {
            let proves = *needed != Some(false) && material.proves.contains(node);
            proves.then(|| self.words.pick(&material.name).to_owned())
        };
        let names: Vec<String> = papers.filter_map(named).collect();
        match names.is_empty() {
            true => value(self.words.get("doc.not-applicable")),
            false => value(self.words.list(&names)),
        }
    }
}

fn first(list: &[String]) -> Option<&str> {
    list.first().map(String::as_str)
}

fn lines(texts: &[&str]) -> String {
    let kept: Vec<&str> = texts.iter().copied().filter(|text| !text.is_empty()).collect();
    kept.join("\n")
}

/// The first fact of a condition for which this holds.
fn fact_of<'a>(condition: &'a Condition, wanted: &dyn Fn(&str) -> bool) -> Option<&'a str> {
    let fact = match condition {
        Condition::All(list) | Condition::Any(list) => {
            return list.iter().find_map(|part| fact_of(part, wanted));
        }
        Condition::Not(part) => return fact_of(part, wanted),
        Condition::Yes(fact) | Condition::Given(fact) => fact,
        Condition::Is(is) => &is.fact,
        Condition::AtLeast(bound) | Condition::Above(bound) => &bound.fact,
        Condition::Lasted(period) | Condition::Within(period) => &period.fact,
        Condition::NotBefore(moment) => &moment.fact,
        // A reading is no fact, and the others occur in conflicts only.
        _ => return None,
    };
    wanted(fact).then_some(fact.as_str())
}
