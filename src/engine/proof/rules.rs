//! F2. Dead cases and idle parts of every rule, over facts and over the fields of records.

use crate::engine::answer::{Answers, Item};
use crate::engine::assessment::Assessment;
use crate::engine::condition::{DecisionList, Expr};
use crate::engine::conditions;
use crate::engine::proof::clause::{Clause, Reach};
use crate::engine::proof::records::{Sorts, list, of_kinds};
use crate::engine::proof::{Prover, What, status};
use crate::engine::relevance::cells;
use crate::engine::space::Key;
use crate::logic::diagram::{Diagram, LeafSet, Var};
use crate::logic::outcome::{Outcome, OutcomeSet, Status};
use crate::pack::raw::{Condition, Kind, RecordKind, RecordRule, Requirement, Rule};

impl Prover<'_> {
    /// Every condition of the track. Those of a joint track are proven in its parts.
    pub(super) fn rules(&mut self) {
        if self.track().joint.is_some() {
            return;
        }
        for (at, requirement) in self.track().requirements.iter().enumerate() {
            let place = self.requirement_at(at);
            let applies = requirement.applies.as_ref();
            if let Some(applies) = applies {
                self.condition(&format!("{place}.applies"), applies, true);
            }
            let about = applies.map(|applies| self.holds(applies));
            self.rule(&place, Some(at), &requirement.rule, about);
        }
        for (at, waiver) in self.track().waivers.iter().enumerate() {
            let of = self.track().requirements.iter().find(|r| r.id == waiver.of);
            // Those whom the requirement applies to and who do not meet it by themselves.
            let about = of.map(|of| {
                self.own(of).relabel(&|outcome| {
                    let met = [Outcome::Met as u8, Outcome::NotApplicable as u8];
                    u8::from(!met.contains(&outcome))
                })
            });
            self.rule(&format!("waivers[{at}]({})", waiver.id), None, &waiver.rule, about);
        }
        for (at, preference) in self.track().preferences.iter().enumerate() {
            let place = format!("preferences[{at}]({}).when", preference.id);
            self.condition(&place, &preference.when, false);
        }
        for (at, material) in self.track().materials.iter().enumerate() {
            if let Some(when) = &material.when {
                self.condition(&format!("materials[{at}]({}).when", material.id), when, true);
            }
        }
    }

    /// Leaf 1 where a condition holds.
    pub(super) fn holds(&self, condition: &Condition) -> Diagram {
        let people = self.people;
        people.build(&DecisionList::new([(people.program.space.expr(condition), 1)], 0))
    }

    /// What a requirement comes to without its exemption; leaves are outcomes.
    pub(super) fn own(&self, of: &Requirement) -> Diagram {
        let space = &self.people.program.space;
        let code = |outcome: Outcome| outcome as u8;
        let elsewhere =
            of.applies.as_ref().map(|c| (space.expr(c).negate(), code(Outcome::NotApplicable)));
        let then = |then| code(conditions::outcome(then));
        let (cases, otherwise): (Vec<(Expr, u8)>, u8) = match &of.rule {
            Rule::MetWhen(condition) => {
                (vec![(space.expr(condition), code(Outcome::Met))], code(Outcome::Failed))
            }
            Rule::Cases(list) => {
                let cases = list.cases.iter().map(|c| (space.expr(&c.when), then(c.then)));
                (cases.collect(), then(list.otherwise))
            }
            Rule::Records(rule) => {
                let come_to = |o| space.records(&rule.fact, &of.id, OutcomeSet::only(o));
                let bad = [Outcome::Failed, Outcome::Open, Outcome::Judge];
                (bad.map(|o| (come_to(o), code(o))).into(), code(Outcome::Met))
            }
            Rule::Deferred(_) | Rule::Agreement => (Vec::new(), code(Outcome::Open)),
        };
        self.people.build(&DecisionList::new(elsewhere.into_iter().chain(cases), otherwise))
    }

    fn rule(&mut self, place: &str, of: Option<usize>, rule: &Rule, about: Option<Diagram>) {
        let people = self.people;
        let reach = |diagram: &Diagram| people.reach(diagram);
        let free = |diagram: &Diagram| people.free(diagram);
        let reach = Reach { reach: &reach, free: &free };
        let space = &people.program.space;
        match rule {
            Rule::MetWhen(condition) => {
                self.condition(&format!("{place}.rule.met-when"), condition, false);
            }
            Rule::Cases(cases) => {
                let clause = Clause::of(space, cases, about, reach);
                self.clause(&format!("{place}.rule"), &clause, &|_| true);
            }
            Rule::Records(rule) => self.record_rule(place, of, rule),
            Rule::Deferred(_) | Rule::Agreement => {}
        }
    }

    /// The parts of a condition, and whether it holds for everyone. That it holds for someone is
    /// proven of the node that it belongs to.
    fn condition(&mut self, place: &str, condition: &Condition, always: bool) {
        let people = self.people;
        let reach = |diagram: &Diagram| people.reach(diagram);
        let free = |diagram: &Diagram| people.free(diagram);
        let reach = Reach { reach: &reach, free: &free };
        let clause = Clause::single(&people.program.space, condition, reach);
        self.clause(place, &clause, &|what| match what {
            What::EmptyCase => false,
            What::AlwaysHolds => always,
            _ => true,
        });
    }

    fn clause(&mut self, place: &str, clause: &Clause<'_>, counts: &dyn Fn(&What) -> bool) {
        self.proof.tried += clause.cases.len();
        let usable = |f: &Assessment| f.faults.is_empty();
        for dead in clause.dead() {
            let told = clause.told(place, &dead);
            if counts(&told.what) {
                let person = self.people.someone(&told.shown_by, told.leaves, Some(&self.best));
                let shown = self.shown(person, &usable);
                self.found(&told.place, told.what, shown);
            }
        }
    }

    fn record_rule(&mut self, place: &str, of: Option<usize>, rule: &RecordRule) {
        let people = self.people;
        let Some(Kind::Records(records)) = people.pack.fact(&rule.fact).map(|f| &f.kind) else {
            return;
        };
        let sorts = Sorts::new(records, &[rule], people.program.dates);
        let kinds: Vec<&RecordKind> =
            records.kinds.iter().filter(|kind| rule.kinds.contains(&kind.id)).collect();
        let reach = |diagram: &Diagram| -> LeafSet {
            kinds.iter().fold(0, |all, kind| {
                let allowed = sorts.allowed(kind);
                all | diagram.reach(&|var| cells(&allowed, var))
            })
        };
        let about = sorts.space.expr(&of_kinds(&rule.kinds));
        let about = sorts.build(&DecisionList::new([(about, 1)], 0));
        let clause = Clause::of(
            &sorts.space,
            &rule.each,
            Some(about),
            Reach { reach: &reach, free: &reach },
        );
        self.proof.tried += clause.cases.len();
        let place = format!("{place}.rule.each");
        for dead in clause.dead() {
            let told = clause.told(&place, &dead);
            let someone = |kind: &&RecordKind| sorts.someone(kind, &told.shown_by, told.leaves);
            let mut items = kinds.iter().filter_map(someone);
            let shown = match items.next() {
                Some(item) => self.typed(self.with(rule, item), &|f| f.faults.is_empty()),
                None => Vec::new(),
            };
            self.found(&told.place, told.what, shown);
        }
        let deciding = clause.deciding();
        for kind in kinds {
            self.asked(&place, of, rule, &sorts, kind, &deciding);
        }
    }

    /// Someone with one record.
    fn with(&self, rule: &RecordRule, item: Item) -> Answers {
        let mut answers = self.people.answers(&self.best);
        answers.insert(rule.fact.clone(), list(vec![item]));
        answers
    }

    /// Whatever decides a record of a kind is asked for records of that kind.
    fn asked(
        &mut self,
        place: &str,
        of: Option<usize>,
        rule: &RecordRule,
        sorts: &Sorts<'_>,
        kind: &RecordKind,
        deciding: &Diagram,
    ) {
        let allowed = sorts.allowed(kind);
        let turning = deciding.support(&|var: Var| cells(&allowed, var));
        let names = turning.into_iter().filter_map(|var| sorts.space.key(var));
        let names: Vec<String> =
            names.flat_map(Key::facts).filter(|f| !kind.fields.contains(f)).cloned().collect();
        for field in names.into_iter().filter(|name| name != "kind") {
            let outcomes: u64 = deciding.reach(&|var| cells(&allowed, var));
            let item = sorts.someone(kind, deciding, outcomes);
            let open = |f: &Assessment| {
                of.is_none_or(|at| status(f, at).is_some_and(|s| s != Status::Deferred))
            };
            let shown = match item {
                Some(item) => self.typed(self.with(rule, item), &open),
                None => Vec::new(),
            };
            let kind = kind.id.clone();
            self.found(place, What::UnaskedField { kind, field }, shown);
        }
    }
}
