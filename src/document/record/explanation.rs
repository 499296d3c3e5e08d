//! F4. The derivation of every status as data: which case of which rule decided, on which answers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::document::record::{Both, CitationRecord, Writer};
use crate::engine::answer::{Answer, Answers};
use crate::engine::assessment::{Finding, assess_with};
use crate::engine::explain::{CaseStep, Known, Step, derive};
use crate::engine::{Dates, Program};
use crate::pack::RulePack;
use crate::pack::raw::{Condition, Rule, Text, Then, Track};

/// Why one requirement or exemption has its status.
#[derive(Debug, Serialize)]
pub struct ExplanationRecord {
    id: String,
    /// The requirement that it lifts, if it is an exemption.
    of: Option<String>,
    label: Text,
    statement: Text,
    citations: Vec<CitationRecord>,
    status: &'static str,
    reason: Option<Text>,
    /// Whether it applies at all, where the rule says when.
    applies: Option<Step>,
    /// The cases in order, up to the first that holds.
    cases: Vec<CaseStep>,
    /// What holds where no case does; absent while a case may still hold.
    otherwise: Option<Otherwise>,
    /// The answers that the rule looks at, as given.
    answers: BTreeMap<String, Answer>,
    /// Open facts that would settle it.
    open: Vec<String>,
    /// Readings of the text on which it turns.
    readings: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Otherwise {
    then: Then,
    note: Option<Text>,
}

/// A node of a track as it is written.
struct Written<'a> {
    id: &'a str,
    of: Option<&'a str>,
    label: &'a Text,
    statement: &'a Text,
    cite: &'a [String],
    applies: Option<&'a Condition>,
    rule: &'a Rule,
}

/// Why every requirement and every exemption of a track has its status, in their order.
pub fn explanations(
    pack: &RulePack,
    track: &Track,
    answers: &Answers,
    dates: Dates,
    words: Both<'_>,
) -> Vec<ExplanationRecord> {
    let program = Program::compile(pack, track, dates);
    let found = assess_with(&program, pack, track, answers);
    let known = Known { sheet: &found.sheet, dates, pack, deadlines: &program.deadlines };
    let writer = Writer { pack, track, words };
    let requirements = track.requirements.iter().map(|r| Written {
        id: &r.id,
        of: None,
        label: &r.label,
        statement: &r.statement,
        cite: &r.cite,
        applies: r.applies.as_ref(),
        rule: &r.rule,
    });
    let waivers = track.waivers.iter().map(|w| Written {
        id: &w.id,
        of: Some(&w.of),
        label: &w.label,
        statement: &w.statement,
        cite: &w.cite,
        applies: None,
        rule: &w.rule,
    });
    let found = found.requirements.iter().chain(&found.waivers);
    let nodes = requirements.chain(waivers).zip(found);
    nodes.map(|(node, finding)| writer.explanation(&node, finding, known, answers)).collect()
}

/// The one of an id, if one is named.
pub fn one_of(
    all: Vec<ExplanationRecord>,
    id: Option<&str>,
) -> Result<Vec<ExplanationRecord>, String> {
    let Some(id) = id else { return Ok(all) };
    let known: Vec<String> = all.iter().map(|node| node.id.clone()).collect();
    let named: Vec<ExplanationRecord> = all.into_iter().filter(|node| node.id == id).collect();
    match named.is_empty() {
        true => Err(format!("no requirement or exemption `{id}`; there are: {}", known.join(", "))),
        false => Ok(named),
    }
}

impl Writer<'_> {
    fn explanation(
        &self,
        node: &Written<'_>,
        finding: &Finding,
        known: Known<'_>,
        answers: &Answers,
    ) -> ExplanationRecord {
        let cases = derive(node.rule, known);
        let none = cases.iter().all(|case| case.step.truth == Some(false));
        let otherwise = match node.rule {
            Rule::MetWhen(_) => Some((Then::Failed, None)),
            Rule::Cases(cases) => Some((cases.otherwise, cases.note.clone())),
            Rule::Records(_) | Rule::Deferred(_) | Rule::Agreement => None,
        };
        let given = finding.facts.iter();
        let given = given.filter_map(|id| Some((id.clone(), answers.get(id)?.clone())));
        let applies = node.applies.map(|condition| known.step(condition));
        let reading = |at: &usize| self.track.readings.get(*at).map(|r| r.id.clone());
        ExplanationRecord {
            id: node.id.to_owned(),
            of: node.of.map(str::to_owned),
            label: node.label.clone(),
            statement: node.statement.clone(),
            citations: node.cite.iter().filter_map(|id| self.cite_one(id)).collect(),
            status: finding.status.name(),
            reason: self.why(finding),
            applies,
            cases,
            otherwise: otherwise.filter(|_| none).map(|(then, note)| Otherwise { then, note }),
            answers: given.collect(),
            open: finding.open.clone(),
            readings: finding.readings.iter().filter_map(reading).collect(),
        }
    }
}
