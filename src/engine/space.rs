//! F2. The variables of a compilation: facts cut into the finitely many cells that a rule can tell
//! apart. An amount has a cell between each two bounds, a date between each two days on which some
//! test turns, a list of records a cell for each outcome.

mod breaks;
mod cut;

use std::collections::BTreeMap;

use crate::engine::Dates;
use crate::engine::condition::Expr;
use crate::engine::deadline::{self, DeadlineProgram};
use crate::engine::facts::{Record, Value};
use crate::engine::space::breaks::{amount_break, date_breaks, sorted};
use crate::logic::date::{self, Date};
use crate::logic::diagram::{CellSet, Var};
use crate::logic::outcome::OutcomeSet;
use crate::logic::value::{Amount, Unit};
use crate::pack::raw::{Bound, Condition, Kind, Reading};

pub use cut::{Cut, UNKNOWN, bits, bits_of, has_number, number, of_bits, of_number};

/// What a variable stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A fact, or a field of a record.
    Fact(String),
    /// One option of a fact that may have several.
    Member(String, usize),
    /// The records of a fact under the rule of one node.
    Records(String, String),
    /// On which side of a deadline a day lies, with the facts it rests on.
    Deadline(String, Vec<String>),
    /// A reading of the text.
    Reading(String),
}

impl Key {
    /// The facts behind it; none for a reading.
    pub fn facts(&self) -> &[String] {
        match self {
            Key::Fact(fact) | Key::Member(fact, _) | Key::Records(fact, _) => {
                std::slice::from_ref(fact)
            }
            Key::Deadline(_, facts) => facts,
            Key::Reading(_) => &[],
        }
    }
}

#[derive(Debug, Clone)]
enum Cells {
    Count(u32),
    Amounts { bounds: Vec<Amount>, negative: bool },
    Dates { breaks: Vec<Date>, last: Option<Date> },
    Outcomes(OutcomeSet),
}

#[derive(Debug, Clone)]
struct Variable {
    key: Key,
    cells: Cells,
}

/// All variables, in the order in which diagrams decide them.
#[derive(Debug, Clone, Default)]
pub struct Space {
    variables: Vec<Variable>,
    vars: BTreeMap<Key, Var>,
    options: BTreeMap<String, Vec<String>>,
    deadlines: BTreeMap<String, Key>,
    dates: Option<Dates>,
}

impl Space {
    /// Cuts the named facts into cells, as the conditions need them.
    pub fn new<'a>(
        names: impl IntoIterator<Item = (&'a String, &'a Kind)>,
        conditions: &[&Condition],
        dates: Dates,
    ) -> Space {
        let mut space = Space { dates: Some(dates), ..Space::default() };
        for (name, kind) in names {
            match kind {
                Kind::YesNo => space.add(Key::Fact(name.clone()), Cells::Count(2)),
                Kind::Choice(choice) => {
                    let ids = choice.options.iter().map(|o| o.id.clone()).collect::<Vec<_>>();
                    let count = u32::try_from(ids.len()).unwrap_or(u32::MAX);
                    space.options.insert(name.clone(), ids);
                    space.add(Key::Fact(name.clone()), Cells::Count(count));
                }
                Kind::Choices(choice) => {
                    let ids = choice.options.iter().map(|o| o.id.clone()).collect::<Vec<_>>();
                    for place in 0..ids.len() {
                        space.add(Key::Member(name.clone(), place), Cells::Count(2));
                    }
                    space.options.insert(name.clone(), ids);
                }
                Kind::Amount(kind) => {
                    let bounds = sorted(conditions, &mut |c| amount_break(c, name));
                    let cells = Cells::Amounts { bounds, negative: kind.negative };
                    space.add(Key::Fact(name.clone()), cells);
                }
                Kind::Date(kind) => {
                    let breaks = sorted(conditions, &mut |c| date_breaks(c, name, dates));
                    let last = kind.past.then_some(dates.on);
                    space.add(Key::Fact(name.clone()), Cells::Dates { breaks, last });
                }
                Kind::Text(_) | Kind::Identifier(_) | Kind::Records(_) | Kind::Table(_) => {}
            }
        }
        space
    }

    fn add(&mut self, key: Key, cells: Cells) {
        let var = Var::try_from(self.variables.len()).unwrap_or(Var::MAX);
        self.vars.insert(key.clone(), var);
        self.variables.push(Variable { key, cells });
    }

    /// Adds the records of a fact under one node's rule; `possible` is what one list can come to.
    pub fn add_records(&mut self, fact: &str, node: &str, possible: OutcomeSet) {
        self.add(Key::Records(fact.to_owned(), node.to_owned()), Cells::Outcomes(possible));
    }

    /// Adds the comparison with a deadline.
    pub fn add_deadline(&mut self, deadline: &DeadlineProgram) {
        let key = deadline.key();
        self.deadlines.insert(deadline.id.clone(), key.clone());
        self.add(key, Cells::Count(3));
    }

    /// Adds the readings; they come last, so that they can be settled below all facts.
    pub fn add_readings(&mut self, readings: &[Reading]) -> Var {
        let first = Var::try_from(self.variables.len()).unwrap_or(Var::MAX);
        for reading in readings {
            let ids = reading.alternatives.iter().map(|a| a.id.clone()).collect::<Vec<_>>();
            let count = u32::try_from(ids.len()).unwrap_or(u32::MAX);
            self.options.insert(reading.id.clone(), ids);
            self.add(Key::Reading(reading.id.clone()), Cells::Count(count));
        }
        first
    }

    /// The variable of a key.
    pub fn var(&self, key: &Key) -> Option<Var> {
        self.vars.get(key).copied()
    }

    /// The keys of all variables, in order.
    pub fn keys(&self) -> impl Iterator<Item = (Var, &Key)> {
        (0..).zip(self.variables.iter().map(|v| &v.key))
    }

    /// The key of a variable.
    pub fn key(&self, var: Var) -> Option<&Key> {
        self.variables.get(usize::from(var)).map(|v| &v.key)
    }

    /// Number of cells of a variable.
    pub fn count(&self, var: Var) -> u32 {
        match self.variables.get(usize::from(var)).map(|v| &v.cells) {
            Some(Cells::Count(count)) => *count,
            Some(Cells::Amounts { bounds, .. }) => cell_count(bounds.len()),
            Some(Cells::Dates { breaks, .. }) => cell_count(breaks.len()),
            Some(Cells::Outcomes(_)) => 4,
            None => 1,
        }
    }

    /// The cells that an unknown value of the variable may lie in.
    pub fn feasible(&self, var: Var) -> CellSet {
        let all = mask(self.count(var));
        match self.variables.get(usize::from(var)).map(|v| &v.cells) {
            Some(Cells::Amounts { bounds, negative: false }) => {
                let below = bounds.partition_point(|b| *b <= Amount::ZERO);
                all & !mask(u32::try_from(below).unwrap_or(0))
            }
            Some(Cells::Dates { breaks, last: Some(last) }) => {
                let cells = breaks.partition_point(|b| b <= last) + 1;
                mask(u32::try_from(cells).unwrap_or(64))
            }
            Some(Cells::Outcomes(possible)) => possible.bits() & all,
            _ => all,
        }
    }

    /// The cells that a known value leaves to the variable.
    pub fn cells(&self, var: Var, value: &Value) -> CellSet {
        let Some(variable) = self.variables.get(usize::from(var)) else {
            return 1;
        };
        let place = match (&variable.cells, value, &variable.key) {
            (Cells::Count(_), Value::Bool(yes), _) => usize::from(*yes),
            (Cells::Count(_), Value::Choice(place), _) => *place,
            (Cells::Count(_), Value::Choices(places), Key::Member(_, option)) => {
                usize::from(places.contains(option))
            }
            (Cells::Amounts { bounds, .. }, Value::Amount(amount), _) => {
                bounds.partition_point(|b| b <= amount)
            }
            (Cells::Dates { breaks, .. }, Value::Date(day), _) => {
                breaks.partition_point(|b| b <= day)
            }
            _ => return self.feasible(var),
        };
        1 << place
    }

    /// The cells that a record leaves to the variable of one of its fields.
    pub fn cells_in(&self, var: Var, record: &Record) -> CellSet {
        let fields = self.key(var).map(Key::facts);
        let value = fields.and_then(<[String]>::first).and_then(|field| record.get(field));
        value.map_or_else(|| self.feasible(var), |value| self.cells(var, value))
    }

    /// The values at which the cells of an amount or a date begin, but for the first.
    pub fn starts(&self, var: Var) -> Vec<Value> {
        match self.variables.get(usize::from(var)).map(|v| &v.cells) {
            Some(Cells::Amounts { bounds, .. }) => {
                bounds.iter().map(|bound| Value::Amount(*bound)).collect()
            }
            Some(Cells::Dates { breaks, .. }) => {
                breaks.iter().map(|day| Value::Date(*day)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The least amount above `value` at which some rule turns, and the cells from there.
    pub fn bounds_above(&self, var: Var, value: Amount) -> Vec<(Amount, CellSet)> {
        match self.variables.get(usize::from(var)).map(|v| &v.cells) {
            Some(Cells::Amounts { bounds, .. }) => {
                let above = (1u32..).zip(bounds).filter(|(_, bound)| **bound > value);
                above.map(|(cell, bound)| (*bound, 1 << cell)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A condition as an expression over the variables.
    pub fn expr(&self, condition: &Condition) -> Expr {
        match condition {
            Condition::All(list) => Expr::all(list.iter().map(|c| self.expr(c))),
            Condition::Any(list) => Expr::any(list.iter().map(|c| self.expr(c))),
            Condition::Not(inner) => self.expr(inner).negate(),
            Condition::Yes(fact) => self.cells_of(&Key::Fact(fact.clone()), 1 << 1),
            Condition::Is(is) => self.is(&is.fact, &is.any_of),
            Condition::AtLeast(bound) => self.amount_from(bound, false),
            Condition::Above(bound) => self.amount_from(bound, true),
            Condition::Lasted(_) | Condition::Within(_) | Condition::NotBefore(_) => {
                self.date_test(condition)
            }
            Condition::Reading(taken) => {
                let key = Key::Reading(taken.reading.clone());
                self.cells_of(
                    &key,
                    self.option_mask(&taken.reading, std::slice::from_ref(&taken.takes)),
                )
            }
            Condition::Deadline(test) => {
                let cells = test.is.iter().fold(0, |all, place| all | deadline::cell(*place));
                let key = self.deadlines.get(&test.id);
                key.map_or(Expr::Const(false), |key| self.cells_of(key, cells))
            }
            // Refused by the check outside conflicts, and conflicts are not compiled.
            Condition::Given(_)
            | Condition::Greater(_)
            | Condition::Earlier(_)
            | Condition::StartsWith(_) => Expr::Const(false),
        }
    }

    /// The records of a fact under a node's rule come to one of these outcomes.
    pub fn records(&self, fact: &str, node: &str, outcomes: OutcomeSet) -> Expr {
        self.cells_of(&Key::Records(fact.to_owned(), node.to_owned()), outcomes.bits())
    }

    fn cells_of(&self, key: &Key, cells: CellSet) -> Expr {
        self.var(key).map_or(Expr::Const(false), |var| Expr::In(var, cells))
    }

    fn option_mask(&self, name: &str, ids: &[String]) -> CellSet {
        let known = self.options.get(name).map_or(&[][..], Vec::as_slice);
        let places = (0u32..).zip(known).filter(|(_, id)| ids.contains(id));
        places.fold(0, |all, (place, _)| all | 1 << place)
    }

    fn is(&self, fact: &str, ids: &[String]) -> Expr {
        if self.vars.contains_key(&Key::Fact(fact.to_owned())) {
            return self.cells_of(&Key::Fact(fact.to_owned()), self.option_mask(fact, ids));
        }
        let known = self.options.get(fact).map_or(&[][..], Vec::as_slice);
        let chosen = known.iter().enumerate().filter(|(_, id)| ids.contains(id));
        Expr::any(
            chosen.map(|(place, _)| self.cells_of(&Key::Member(fact.to_owned(), place), 1 << 1)),
        )
    }

    fn amount_from(&self, bound: &Bound, above: bool) -> Expr {
        let key = Key::Fact(bound.fact.clone());
        let Some(var) = self.var(&key) else {
            return Expr::Const(false);
        };
        let Some(Cells::Amounts { bounds, .. }) =
            self.variables.get(usize::from(var)).map(|v| &v.cells)
        else {
            return Expr::Const(false);
        };
        let Some(least) = least(bound, above) else {
            return Expr::Const(false);
        };
        let first = bounds.partition_point(|b| *b < least) + 1;
        let below = mask(u32::try_from(first).unwrap_or(64));
        Expr::In(var, mask(self.count(var)) & !below)
    }

    fn date_test(&self, condition: &Condition) -> Expr {
        let Some(dates) = self.dates else {
            return Expr::Const(false);
        };
        let Some(fact) = date_fact(condition) else {
            return Expr::Const(false);
        };
        let Some(var) = self.var(&Key::Fact(fact.to_owned())) else {
            return Expr::Const(false);
        };
        let Some(Cells::Dates { breaks, .. }) =
            self.variables.get(usize::from(var)).map(|v| &v.cells)
        else {
            return Expr::Const(false);
        };
        // Every test is constant within a cell: try the first day of each.
        let starts = std::iter::once(Date::MIN).chain(breaks.iter().copied());
        let cells = (0u32..)
            .zip(starts)
            .filter(|(_, day)| holds_on(condition, *day, dates))
            .fold(0, |all, (cell, _)| all | 1 << cell);
        Expr::In(var, cells)
    }
}

/// Whether a date test holds for a date.
pub fn holds_on(condition: &Condition, day: Date, dates: Dates) -> bool {
    match condition {
        Condition::Lasted(p) => day <= date::last_start(p.years, dates.of(p.clock)),
        Condition::Within(p) => {
            let clock = dates.of(p.clock);
            day >= date::first_within(p.years, clock) && day <= clock
        }
        Condition::NotBefore(m) => day >= dates.of(m.clock),
        _ => false,
    }
}

/// The fact that a date test looks at.
pub fn date_fact(condition: &Condition) -> Option<&str> {
    match condition {
        Condition::Lasted(p) | Condition::Within(p) => Some(&p.fact),
        Condition::NotBefore(m) => Some(&m.fact),
        _ => None,
    }
}

/// The least amount that satisfies a bound.
pub fn least(bound: &Bound, above: bool) -> Option<Amount> {
    let amount = Amount::parse(&bound.value, &Unit::named(&bound.unit)).ok()?;
    Some(if above { amount.just_above() } else { amount })
}

fn cell_count(breaks: usize) -> u32 {
    u32::try_from(breaks).unwrap_or(62).min(62) + 1
}

fn mask(cells: u32) -> CellSet {
    if cells >= 64 { CellSet::MAX } else { (1 << cells) - 1 }
}
