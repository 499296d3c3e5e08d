//! F2. Why: the derivation of a status, down to the person's own answers.
//!
//! The tree is read off the rule as written, so nothing can be decided that it does not show. It
//! lists only what decided the result: of a group that fails, the parts that fail; of a group of
//! alternatives that holds, the one that holds.

use serde::Serialize;

use crate::engine::Dates;
use crate::engine::deadline::DeadlineProgram;
use crate::engine::facts::{FactSheet, Value};
use crate::engine::space::{date_fact, holds_on, least};
use crate::logic::identifier;
use crate::pack::RulePack;
use crate::pack::raw::{Condition, Fact, Identifier, Kind, Rule, Text, Then};

/// What is known, as an interpreter of conditions: three-valued, for display and conflicts only.
/// Statuses never come from here.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// What is known.
    pub sheet: &'a FactSheet,
    /// The two dates.
    pub dates: Dates,
    /// The pack whose facts are named.
    pub pack: &'a RulePack,
    /// The deadlines of the track.
    pub deadlines: &'a [DeadlineProgram],
}

/// A step of a derivation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What is tested.
    pub test: Test,
    /// Whether it holds; nothing if that is open.
    pub truth: Option<bool>,
    /// What decided it.
    pub parts: Vec<Step>,
}

/// See [`Step::test`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Test {
    /// All of the parts.
    All,
    /// One of the parts.
    Any,
    /// None of the part.
    Not,
    /// One condition over a fact or a reading.
    Condition(Box<Condition>),
}

/// A case of a rule with its derivation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseStep {
    /// What the case gives.
    pub then: Then,
    /// The reason that the pack gives.
    pub note: Option<Text>,
    /// Whether it holds, and why.
    pub step: Step,
}

/// The derivation of a rule: its cases in order, up to the first that holds.
pub fn derive(rule: &Rule, known: Known<'_>) -> Vec<CaseStep> {
    let cases: Vec<(&Condition, Then, Option<Text>)> = match rule {
        Rule::MetWhen(condition) => vec![(condition, Then::Met, None)],
        Rule::Cases(cases) => {
            cases.cases.iter().map(|c| (&c.when, c.then, c.note.clone())).collect()
        }
        Rule::Records(_) | Rule::Deferred(_) | Rule::Agreement => Vec::new(),
    };
    let mut steps = Vec::new();
    for (when, then, note) in cases {
        let step = known.step(when);
        let holds = step.truth == Some(true);
        steps.push(CaseStep { then, note, step });
        if holds {
            break;
        }
    }
    steps
}

impl Known<'_> {
    /// Whether a particular of the form is asked for: unless it is known that it does not apply.
    pub fn applies(self, fact: &Fact) -> bool {
        fact.when.as_ref().is_none_or(|when| self.truth(when) != Some(false))
    }

    /// Whether a condition holds; nothing if that is open.
    pub fn truth(self, condition: &Condition) -> Option<bool> {
        self.step(condition).truth
    }

    /// Whether a condition holds, and what decided it.
    pub fn step(self, condition: &Condition) -> Step {
        match condition {
            Condition::All(list) => self.group(list, false, Test::All),
            Condition::Any(list) => self.group(list, true, Test::Any),
            Condition::Not(inner) => {
                let part = self.step(inner);
                Step { test: Test::Not, truth: part.truth.map(|t| !t), parts: vec![part] }
            }
            leaf => Step {
                test: Test::Condition(Box::new(leaf.clone())),
                truth: self.leaf(leaf),
                parts: Vec::new(),
            },
        }
    }

    fn group(self, list: &[Condition], decisive: bool, test: Test) -> Step {
        let mut parts: Vec<Step> = list.iter().map(|c| self.step(c)).collect();
        let truth = if parts.iter().any(|p| p.truth == Some(decisive)) {
            parts.retain(|p| p.truth == Some(decisive));
            Some(decisive)
        } else if parts.iter().all(|p| p.truth == Some(!decisive)) {
            Some(!decisive)
        } else {
            parts.retain(|p| p.truth.is_none());
            None
        };
        if decisive && truth == Some(true) {
            parts.truncate(1);
        }
        match (parts.len(), parts.pop()) {
            (1, Some(only)) => only,
            (_, last) => {
                parts.extend(last);
                Step { test, truth, parts }
            }
        }
    }

    fn leaf(self, condition: &Condition) -> Option<bool> {
        match condition {
            Condition::Yes(fact) => match self.sheet.get(fact)? {
                Value::Bool(yes) => Some(*yes),
                _ => None,
            },
            Condition::Is(is) => self.is(&is.fact, &is.any_of),
            Condition::AtLeast(bound) | Condition::Above(bound) => {
                match self.sheet.get(&bound.fact)? {
                    Value::Amount(value) => {
                        Some(*value >= least(bound, matches!(condition, Condition::Above(_)))?)
                    }
                    _ => None,
                }
            }
            Condition::Lasted(_) | Condition::Within(_) | Condition::NotBefore(_) => {
                match self.sheet.get(date_fact(condition)?)? {
                    Value::Date(day) => Some(holds_on(condition, *day, self.dates)),
                    _ => None,
                }
            }
            Condition::Deadline(test) => {
                let deadline = self.deadlines.iter().find(|d| d.id == test.id)?;
                deadline.finding(self.sheet).place.map(|place| test.is.contains(&place))
            }
            Condition::Given(fact) => Some(self.sheet.get(fact).is_some()),
            Condition::Greater(pair) => {
                match (self.sheet.get(&pair.fact)?, self.sheet.get(&pair.than)?) {
                    (Value::Amount(a), Value::Amount(b)) => Some(a > b),
                    _ => None,
                }
            }
            Condition::Earlier(pair) => {
                match (self.sheet.get(&pair.fact)?, self.sheet.get(&pair.than)?) {
                    (Value::Date(a), Value::Date(b)) => Some(a < b),
                    _ => None,
                }
            }
            Condition::StartsWith(prefix) => match self.sheet.get(&prefix.fact)? {
                Value::Text(text) => Some(
                    text.to_uppercase().starts_with(&prefix.text)
                        && self.well_formed(&prefix.fact, text),
                ),
                _ => None,
            },
            Condition::Reading(_) | Condition::All(_) | Condition::Any(_) | Condition::Not(_) => {
                None
            }
        }
    }

    fn well_formed(self, fact: &str, text: &str) -> bool {
        match self.pack.fact(fact).map(|f| &f.kind) {
            Some(Kind::Identifier(Identifier::Uscc)) => {
                identifier::uscc(text) == identifier::Uscc::Right
            }
            _ => true,
        }
    }

    fn is(self, fact: &str, any_of: &[String]) -> Option<bool> {
        let (Kind::Choice(choice) | Kind::Choices(choice)) = &self.pack.fact(fact)?.kind else {
            return None;
        };
        let chosen =
            |place: &usize| choice.options.get(*place).is_some_and(|o| any_of.contains(&o.id));
        match self.sheet.get(fact)? {
            Value::Choice(place) => Some(chosen(place)),
            Value::Choices(places) => Some(places.iter().any(chosen)),
            _ => None,
        }
    }
}
