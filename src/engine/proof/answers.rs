//! F2. Answers worth trying: one for each cell that a rule can tell from the others, as a person
//! would type it. An amount stands at a bound where it can, a day on the day on which a test turns.

use std::collections::BTreeSet;

use crate::engine::answer::{Answer, Answers, TypedAmount};
use crate::engine::deadline::DeadlineProgram;
use crate::engine::facts::{FactSheet, Value};
use crate::engine::proof::people::People;
use crate::engine::proof::records;
use crate::engine::space::Key;
use crate::logic::date::{self, Date};
use crate::logic::value::{Amount, Unit};
use crate::pack::raw::{AmountKind, Kind, Place};

/// As many days before and after the assessment are searched for the turn of a deadline.
const DAYS: i32 = 40_000;

/// Answers to the facts of a track.
pub(super) struct Candidates<'a, 'b> {
    pub(super) people: &'b People<'a>,
}

impl Candidates<'_, '_> {
    /// Facts in the order in which answers to them are tried: what is compared with a deadline comes
    /// after what the deadline is counted from.
    pub(super) fn order(&self, facts: &BTreeSet<String>) -> Vec<String> {
        let compared = |fact: &String| {
            let deadlines = &self.people.program.deadlines;
            deadlines.iter().any(|deadline| deadline.facts.get(1) == Some(fact))
        };
        let mut order: Vec<String> = facts.iter().cloned().collect();
        order.sort_by_key(compared);
        order
    }

    /// Answers to a fact, beside answers to facts that are tried before it.
    pub(super) fn of(&self, fact: &str, beside: &Answers) -> Vec<Answer> {
        let people = self.people;
        let starts = || {
            let var = people.program.space.var(&Key::Fact(fact.to_owned()));
            var.map(|var| people.program.space.starts(var)).unwrap_or_default()
        };
        match people.pack.fact(fact).map(|f| &f.kind) {
            Some(Kind::YesNo) => [false, true].map(Answer::Bool).into(),
            Some(Kind::Choice(choice)) => {
                choice.options.iter().map(|option| Answer::Text(option.id.clone())).collect()
            }
            Some(Kind::Amount(kind)) => amounts(kind, &starts()),
            Some(Kind::Date(_)) => {
                let days = self.days(fact, &starts(), beside);
                days.into_iter().map(|day| Answer::Text(date::iso(day))).collect()
            }
            Some(Kind::Records(kind)) => records::lists(people, fact, kind),
            _ => Vec::new(),
        }
    }

    fn days(&self, fact: &str, starts: &[Value], beside: &Answers) -> Vec<Date> {
        let dates = self.people.program.dates;
        let mut days = turns(starts);
        days.extend([dates.on, dates.filing, date::next_day(dates.filing)]);
        days.push(date::sub_years(dates.on, 1));
        for deadline in &self.people.program.deadlines {
            match deadline.facts.as_slice() {
                [base] if base == fact => days.extend(self.turn(deadline, base)),
                [_, against] if against == fact => {
                    let sheet = self.sheet(beside);
                    if let Some(due) = deadline.due(&sheet) {
                        let (first, last) = (due.earliest, due.latest);
                        days.extend([date::add_days(first, -1), first, date::next_day(last)]);
                    }
                }
                _ => {}
            }
        }
        days
    }

    /// The first days from which the clock surely lies before and surely lies not after a deadline.
    fn turn(&self, deadline: &DeadlineProgram, base: &str) -> Vec<Date> {
        let on = self.people.program.dates.on;
        let place = |offset: i32| {
            let day = Answer::Text(date::iso(date::add_days(on, offset)));
            let sheet = self.sheet(&Answers::from([(base.to_owned(), day)]));
            deadline.finding(&sheet).place
        };
        // Later bases never give earlier deadlines.
        let first = |turned: &dyn Fn(i32) -> bool| {
            let (mut before, mut after) = (-DAYS, DAYS);
            while after - before > 1 {
                let middle = before.midpoint(after);
                if turned(middle) { after = middle } else { before = middle }
            }
            after
        };
        let not_after = first(&|offset| place(offset) != Some(Place::After));
        let before = first(&|offset| place(offset) == Some(Place::Before));
        let offsets = [not_after - 1, not_after, before - 1, before];
        offsets.into_iter().map(|offset| date::add_days(on, offset)).collect()
    }

    fn sheet(&self, answers: &Answers) -> FactSheet {
        let People { pack, track, program, .. } = self.people;
        FactSheet::read(pack, track, answers, program.dates).0
    }
}

/// The days on which cells begin, and those before them.
pub(super) fn turns(starts: &[Value]) -> Vec<Date> {
    let day = |value: &Value| match value {
        Value::Date(day) => Some(*day),
        _ => None,
    };
    starts.iter().filter_map(day).flat_map(|day| [day, date::add_days(day, -1)]).collect()
}

/// Amounts in the unit of a fact: each bound, round where the cell has a round amount; nought; and
/// something below all bounds.
pub(super) fn amounts(kind: &AmountKind, starts: &[Value]) -> Vec<Answer> {
    let unit = Unit::named(&kind.unit);
    let typed =
        |value: String, unit: &str| Answer::Amount(TypedAmount { value, unit: unit.to_owned() });
    let mut all = Vec::new();
    for bound in starts.iter().filter_map(amount) {
        let text = bound.text(&unit);
        if let Some(round) = whole(&text).filter(|_| text.contains('.')) {
            all.push(typed((round + 1).to_string(), &kind.unit));
        }
        all.push(typed(text, &kind.unit));
        for other in unit.family_names() {
            all.push(typed(bound.text(&Unit::named(&other)), &other));
        }
    }
    let least = starts.first().and_then(amount).and_then(|least| whole(&least.text(&unit)));
    all.extend([0, 1, least.unwrap_or(0) - 1, -1].map(|n| typed(n.to_string(), &kind.unit)));
    all
}

fn amount(value: &Value) -> Option<Amount> {
    match value {
        Value::Amount(amount) => Some(*amount),
        _ => None,
    }
}

fn whole(text: &str) -> Option<i64> {
    text.split('.').next().and_then(|whole| whole.parse().ok())
}
