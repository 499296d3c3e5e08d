//! F2. How findings are worked out from a compiled track and the cells that the answers leave.

use std::collections::BTreeSet;

use crate::engine::Dates;
use crate::engine::compile::{Node, Program};
use crate::engine::conditions::{self, visit};
use crate::engine::facts::{FactSheet, Record, Value};
use crate::engine::relevance::{cells, is_open};
use crate::engine::space::{Key, date_fact};
use crate::engine::together::{self, Together};
use crate::logic::date::{self, Date};
use crate::logic::diagram::{CellSet, Diagram, Var};
use crate::logic::outcome::{Outcome, OutcomeSet, Status, Verdict};
use crate::logic::value::Unit;
use crate::pack::RulePack;
use crate::pack::raw::{Condition, Curable, Kind, RecordRule, Requirement, Rule, Text, Track};

use crate::engine::assessment::joint::Taken;
use crate::engine::assessment::standing::{Standing, settled};
use crate::engine::assessment::{Finding, ReadingFinding, Shortfall};

/// The assessment of one sheet at one moment.
pub(super) struct Work<'a> {
    pub(super) program: &'a Program,
    pub(super) pack: &'a RulePack,
    pub(super) track: &'a Track,
    pub(super) sheet: &'a FactSheet,
    /// What is known without the answers that no longer matter.
    pub(super) counted: &'a FactSheet,
    /// Cells left by the answers that are used.
    pub(super) allowed: &'a [CellSet],
    /// What linked variables can come to together.
    pub(super) together: &'a [Together],
    /// Facts whose answer was typed and cannot be used.
    pub(super) rejected: &'a BTreeSet<String>,
}

impl Work<'_> {
    pub(super) fn reach(&self, diagram: &Diagram) -> u64 {
        together::reach(diagram, self.allowed, self.together)
    }

    pub(super) fn decided(&self, diagram: &Diagram) -> Option<bool> {
        match self.reach(diagram) {
            1 => Some(false),
            2 => Some(true),
            _ => None,
        }
    }

    fn finding(&self, id: &str, node: &Node, status: Status) -> Finding {
        let named = |vars: BTreeSet<Var>| {
            let keys = vars.into_iter().filter_map(|var| self.program.space.key(var));
            let mut facts: Vec<String> = Vec::new();
            for fact in keys.flat_map(Key::facts) {
                if !facts.contains(fact) {
                    facts.push(fact.clone());
                }
            }
            facts
        };
        let mut open = named(node.settled.support(&|var| cells(self.allowed, var)));
        open.retain(|fact| is_open(self.sheet, fact));
        Finding {
            reasons: self.reasons(id, node, status),
            facts: named(node.detail.variables()),
            open: if status == Status::Open { open } else { Vec::new() },
            readings: if status == Status::Judge { self.turns_on(node) } else { Vec::new() },
            self_declared: false,
            shortfall: None,
            from: None,
            conflict: None,
            status,
        }
    }

    fn reasons(&self, id: &str, node: &Node, status: Status) -> Vec<Text> {
        let wanted = match status {
            Status::Failed => Outcome::Failed,
            Status::Judge => Outcome::Judge,
            Status::Waived => Outcome::Waived,
            Status::Met => Outcome::Met,
            _ => Outcome::Open,
        };
        let mut notes = self.program.record_notes(id, self.sheet, wanted);
        let reached = self.reach(&node.detail);
        let leaves = (0u32..).zip(&node.leaves).filter(|(at, _)| reached & (1 << at) != 0);
        for (_, leaf) in leaves.filter(|(_, leaf)| leaf.outcome == wanted) {
            notes.extend(leaf.note.clone().filter(|note| !notes.contains(note)));
        }
        notes
    }

    /// The readings on which the outcome depends, as far as the facts are known.
    fn turns_on(&self, node: &Node) -> Vec<usize> {
        let support = together::support(&node.by_reading, self.allowed, self.together);
        let turning = |id: &String| {
            let var = self.program.space.var(&Key::Reading(id.clone()));
            var.is_some_and(|var| support.contains(&var))
        };
        let readings = self.track.readings.iter().enumerate();
        readings.filter(|(_, r)| turning(&r.id)).map(|(at, _)| at).collect()
    }

    pub(super) fn requirement(&self, at: usize, standing: &Standing) -> Option<Finding> {
        let requirement = self.track.requirements.get(at)?;
        let node = self.program.requirements.get(at)?;
        let mut finding = self.finding(&requirement.id, node, standing.settled);
        finding.status = standing.status;
        finding.conflict = standing.conflict;
        if let Some(fact) = &standing.rejected {
            finding.open = vec![fact.clone()];
            finding.reasons.clear();
        }
        finding.self_declared = requirement.self_declared && finding.status == Status::Met;
        if finding.status == Status::Failed {
            finding.shortfall = self.shortfall(requirement, node);
            if requirement.curable == Curable::Wait {
                finding.from = self.from(at, requirement);
            }
        }
        Some(finding)
    }

    pub(super) fn waiver(&self, at: usize) -> Option<Finding> {
        let (waiver, node) = (self.track.waivers.get(at)?, self.program.waivers.get(at)?);
        Some(self.finding(&waiver.id, node, settled(node, self.reach(&node.settled))))
    }

    /// The least raise of the amount that would meet the requirement, all else unchanged.
    fn shortfall(&self, requirement: &Requirement, node: &Node) -> Option<Shortfall> {
        let fact = requirement.shortfall.as_ref()?;
        let Some(Value::Amount(value)) = self.sheet.get(fact) else {
            return None;
        };
        let Some(Kind::Amount(kind)) = self.pack.fact(fact).map(|f| &f.kind) else {
            return None;
        };
        let var = self.program.space.var(&Key::Fact(fact.clone()))?;
        let raised = self.program.space.bounds_above(var, *value).into_iter();
        let enough = |cell: CellSet| {
            let mut allowed = self.allowed.to_vec();
            allowed.get_mut(usize::from(var)).into_iter().for_each(|own| *own = cell);
            let reached = together::reach(&node.settled, &allowed, self.together);
            Status::from(OutcomeSet::from_bits(reached)) == Status::Met
        };
        raised.filter(|(_, cell)| enough(*cell)).map(|(bound, _)| bound).min().map(|bound| {
            Shortfall { amount: value.below(bound), bound, unit: Unit::named(&kind.unit) }
        })
    }

    /// The first day on which the requirement is met if nothing changes but the date.
    ///
    /// Statuses change only on the anniversaries of the dates involved and the days after them.
    fn from(&self, at: usize, requirement: &Requirement) -> Option<Date> {
        let mut days = BTreeSet::new();
        for years in years_of(requirement) {
            for day in self.days_of(requirement) {
                let anniversary = date::add_years(day, years);
                days.extend([anniversary, date::next_day(anniversary)]);
            }
        }
        let now = self.program.dates;
        days.into_iter().filter(|day| *day > now.on).find(|day| {
            let dates = Dates::new(*day, Some(now.filing));
            let program = Program::of_one(self.pack, self.track, dates, at);
            // The answers are those of today; every used one stays used.
            let known: BTreeSet<&str> = self.sheet.values.keys().map(String::as_str).collect();
            let allowed = program.allowed(self.sheet, &|fact| known.contains(fact));
            let together = program.together(self.sheet, &|fact| known.contains(fact));
            program.requirements.first().is_some_and(|node| {
                let reached = together::reach(&node.settled, &allowed, &together);
                Status::from(OutcomeSet::from_bits(reached)) == Status::Met
            })
        })
    }

    fn days_of(&self, requirement: &Requirement) -> Vec<Date> {
        let mut days = Vec::new();
        for condition in conditions::of_rule(&requirement.rule) {
            visit(condition, &mut |c| {
                if let Some(Value::Date(day)) = date_fact(c).and_then(|f| self.sheet.get(f)) {
                    days.push(*day);
                }
            });
        }
        if let Rule::Records(rule) = &requirement.rule {
            let values = self.records(rule).into_iter().flat_map(|record| record.values());
            days.extend(values.filter_map(|v| match v {
                Value::Date(day) => Some(*day),
                _ => None,
            }));
        }
        days
    }

    /// The readings, each with what the verdict would be under its alternatives.
    pub(super) fn readings(
        &self,
        requirements: &[Finding],
        standings: &[Standing],
        verdict: Verdict,
    ) -> Vec<ReadingFinding> {
        let one = |(at, reading): (usize, &crate::pack::raw::Reading)| {
            let turning = |f: &&Finding| f.readings.contains(&at);
            let affects: Vec<usize> = requirements
                .iter()
                .enumerate()
                .filter(|(_, f)| turning(f))
                .map(|(place, _)| place)
                .collect();
            let status = |(place, finding): (usize, &Finding), cell| match affects.contains(&place)
            {
                true => self.status_under(place, &reading.id, cell),
                false => finding.status,
            };
            let under = |cell: usize| match &self.track.joint {
                _ if affects.is_empty() => verdict,
                Some(joint) => {
                    let taken = Taken { reading: &reading.id, cell, affects: &affects };
                    self.joint(joint, standings, Some(taken)).verdict
                }
                None => Verdict::of(requirements.iter().enumerate().map(|f| status(f, cell))),
            };
            let cells = 0..reading.alternatives.len();
            let each = |place: &usize| {
                cells.clone().map(|cell| self.status_under(*place, &reading.id, cell)).collect()
            };
            ReadingFinding {
                statuses: affects.iter().map(each).collect(),
                verdicts: cells.clone().map(under).collect(),
                affects,
            }
        };
        self.track.readings.iter().enumerate().map(one).collect()
    }

    fn status_under(&self, requirement: usize, reading: &str, cell: usize) -> Status {
        let Some(node) = self.program.requirements.get(requirement) else {
            return Status::Open;
        };
        let settled = self.settled_under(node, reading, cell);
        Status::from(OutcomeSet::from_bits(self.reach(&settled)))
    }

    /// A node settled over all readings but one, which is taken.
    pub(super) fn settled_under(&self, node: &Node, reading: &str, cell: usize) -> Diagram {
        let fixed = self.program.space.var(&Key::Reading(reading.to_owned()));
        let all = |var| if Some(var) == fixed { 1 << cell } else { CellSet::MAX };
        self.program.settle(&node.by_reading.narrowed(&all))
    }

    /// The known records that a rule looks at.
    pub(super) fn records(&self, rule: &RecordRule) -> Vec<&Record> {
        match self.sheet.get(&rule.fact) {
            Some(Value::Records(lists)) => {
                rule.kinds.iter().filter_map(|kind| lists.get(kind)).flatten().collect()
            }
            _ => Vec::new(),
        }
    }
}

/// All lengths of period that a requirement speaks of.
fn years_of(requirement: &Requirement) -> BTreeSet<u32> {
    let mut years = BTreeSet::new();
    let mut see = |condition: &Condition| {
        if let Condition::Lasted(period) | Condition::Within(period) = condition {
            years.insert(period.years);
        }
    };
    for condition in conditions::of_rule(&requirement.rule) {
        visit(condition, &mut see);
    }
    if let Rule::Records(rule) = &requirement.rule {
        for case in &rule.each.cases {
            visit(&case.when, &mut see);
        }
    }
    years
}
