//! F2. Conflicts: each can hold for someone. They compare answers with each other, so they are no
//! part of the diagrams; answers at and beside every bound are tried instead.

use std::collections::BTreeSet;

use crate::engine::answer::{Answer, Answers, TypedAmount};
use crate::engine::conditions::visit;
use crate::engine::explain::Known;
use crate::engine::facts::{FactSheet, Value};
use crate::engine::proof::answers::{Candidates, amounts};
use crate::engine::proof::{Prover, What};
use crate::engine::space::{date_fact, least};
use crate::logic::date;
use crate::logic::identifier::{self, Uscc};
use crate::pack::raw::{Condition, Conflict, Kind};

/// More combinations than this are not tried; the conflict is then left alone.
const MOST_TRIED: usize = 200_000;

impl Prover<'_> {
    /// Every conflict of the track.
    pub(super) fn conflicts(&mut self) {
        for (at, conflict) in self.track().conflicts.iter().enumerate() {
            let place = format!("conflicts[{at}]({})", conflict.id);
            match self.conflicting(conflict) {
                None => {}
                Some(None) => {
                    let shown =
                        self.shown(Some(self.best.clone()), &|f| !f.conflicts.contains(&at));
                    self.found(&place, What::NeverConflicts, shown);
                }
                Some(Some(answers)) => {
                    let found = self.people.assess(&answers);
                    if !found.conflicts.contains(&at) {
                        self.found(&place, What::Unproven, vec![answers]);
                    }
                }
            }
        }
    }

    /// Someone for whom a conflict holds, if there is anyone; nothing if there are too many to try.
    fn conflicting(&self, conflict: &Conflict) -> Option<Option<Answers>> {
        let facts = facts(&conflict.when);
        let choices: Vec<(&String, Vec<Answer>)> =
            facts.iter().map(|fact| (fact, self.tried(fact, &conflict.when))).collect();
        // One more for no answer at all.
        let counts = choices.iter().map(|(_, list)| list.len() + 1);
        let number = counts.fold(1, usize::saturating_mul);
        if number > MOST_TRIED {
            return None;
        }
        let mut sheets = vec![Answers::new()];
        for (fact, answers) in choices {
            let with = |sheet: &Answers, answer: &Answer| {
                let mut sheet = sheet.clone();
                sheet.insert(fact.clone(), answer.clone());
                sheet
            };
            let more: Vec<Answers> =
                sheets.iter().flat_map(|s| answers.iter().map(|a| with(s, a))).collect();
            sheets.extend(more);
        }
        Some(sheets.into_iter().find(|sheet| self.holds_for(sheet, &conflict.when)))
    }

    fn holds_for(&self, answers: &Answers, condition: &Condition) -> bool {
        let people = self.people;
        let dates = people.program.dates;
        let (sheet, faults) = FactSheet::read(people.pack, people.track, answers, dates);
        let deadlines = &people.program.deadlines;
        let known = Known { sheet: &sheet, dates, pack: people.pack, deadlines };
        !faults.iter().any(|f| !f.problem.is_warning()) && known.truth(condition) == Some(true)
    }

    /// Answers to a fact that a condition could tell apart.
    fn tried(&self, fact: &str, condition: &Condition) -> Vec<Answer> {
        let kind = self.people.pack.fact(fact).map(|f| &f.kind);
        let mut all = Candidates { people: self.people }.of(fact, &Answers::new());
        match kind {
            Some(Kind::Amount(kind)) => {
                all.extend(amounts(kind, &bounds(condition)));
                let small = |n: u32| TypedAmount { value: n.to_string(), unit: kind.unit.clone() };
                all.extend((0..4).map(|n| Answer::Amount(small(n))));
            }
            Some(Kind::Date(_)) => {
                let on = self.people.program.dates.on;
                let days = (1..4).map(|n| date::add_days(on, -n));
                all.extend(days.map(|day| Answer::Text(date::iso(day))));
            }
            Some(Kind::Choices(choice)) => {
                let one = |id: &String| Answer::Options(vec![id.clone()]);
                all.extend(choice.options.iter().map(|option| one(&option.id)));
                all.push(Answer::Options(Vec::new()));
            }
            Some(Kind::Text(_) | Kind::Identifier(_)) => {
                all.extend(texts(fact, condition).into_iter().map(Answer::Text));
            }
            _ => {}
        }
        let mut known = Vec::new();
        for answer in all {
            if !known.contains(&answer) {
                known.push(answer);
            }
        }
        known
    }
}

fn facts(condition: &Condition) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    visit(condition, &mut |c| match c {
        Condition::Yes(fact) | Condition::Given(fact) => facts.extend([fact.clone()]),
        Condition::Is(is) => facts.extend([is.fact.clone()]),
        Condition::AtLeast(bound) | Condition::Above(bound) => facts.extend([bound.fact.clone()]),
        Condition::Greater(pair) | Condition::Earlier(pair) => {
            facts.extend([pair.fact.clone(), pair.than.clone()]);
        }
        Condition::StartsWith(prefix) => facts.extend([prefix.fact.clone()]),
        Condition::Lasted(_) | Condition::Within(_) | Condition::NotBefore(_) => {
            facts.extend(date_fact(c).map(str::to_owned));
        }
        Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_)
        | Condition::Deadline(_)
        | Condition::Reading(_) => {}
    });
    facts
}

fn bounds(condition: &Condition) -> Vec<Value> {
    let mut all = Vec::new();
    visit(condition, &mut |c| match c {
        Condition::AtLeast(bound) => all.extend(least(bound, false)),
        Condition::Above(bound) => all.extend(least(bound, true)),
        _ => {}
    });
    all.sort();
    all.into_iter().map(Value::Amount).collect()
}

/// The beginning that a condition asks for, made up to a credit code that is right, and as it is.
fn texts(fact: &str, condition: &Condition) -> Vec<String> {
    let mut all = vec!["1".to_owned()];
    visit(condition, &mut |c| {
        if let Condition::StartsWith(prefix) = c
            && prefix.fact == fact
        {
            let body = format!("{:0<17}", prefix.text);
            let codes = ('0'..='9').chain('A'..='Z').map(|check| format!("{body}{check}"));
            all.extend(codes.filter(|code| identifier::uscc(code) == Uscc::Right));
            all.push(prefix.text.clone());
        }
    });
    all
}
