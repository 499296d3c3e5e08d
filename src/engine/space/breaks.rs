//! F2. Where rules turn: the amounts and days at which a cell begins.

use crate::engine::Dates;
use crate::engine::conditions::visit;
use crate::engine::space::{date_fact, least};
use crate::logic::date::{self, Date};
use crate::logic::value::Amount;
use crate::pack::raw::Condition;

pub(super) fn sorted<T: Ord>(
    conditions: &[&Condition],
    breaks: &mut dyn FnMut(&Condition) -> Vec<T>,
) -> Vec<T> {
    let mut all = Vec::new();
    for condition in conditions {
        visit(condition, &mut |c| all.extend(breaks(c)));
    }
    all.sort();
    all.dedup();
    all
}

pub(super) fn amount_break(condition: &Condition, name: &str) -> Vec<Amount> {
    match condition {
        Condition::AtLeast(b) if b.fact == name => least(b, false).into_iter().collect(),
        Condition::Above(b) if b.fact == name => least(b, true).into_iter().collect(),
        _ => Vec::new(),
    }
}

pub(super) fn date_breaks(condition: &Condition, name: &str, dates: Dates) -> Vec<Date> {
    if date_fact(condition) != Some(name) {
        return Vec::new();
    }
    match condition {
        Condition::Lasted(p) => vec![date::next_day(date::last_start(p.years, dates.of(p.clock)))],
        Condition::Within(p) => {
            let clock = dates.of(p.clock);
            vec![date::first_within(p.years, clock), date::next_day(clock)]
        }
        Condition::NotBefore(m) => vec![dates.of(m.clock)],
        _ => Vec::new(),
    }
}
