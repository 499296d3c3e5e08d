//! F2. Dates that deadlines compare, taken together.
//!
//! The place of a day as seen from a deadline says something about the two dates, and so do other
//! tests of them: not every combination of their cells has days that lie in it. What can happen
//! together is found by trying days. For a choice of cells that has days at all, the least such
//! days are each the first of their cell or forced by another date through a deadline; so it is
//! enough to try the first days of all cells, and what deadlines make of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::deadline::{DeadlineProgram, Side, cell, place};
use crate::engine::facts::{FactSheet, Value};
use crate::engine::space::{Key, Space};
use crate::engine::together::{self, Together, Way};
use crate::logic::date::{self, Date};
use crate::logic::diagram::Var;
use crate::logic::working_days::Due;
use crate::pack::raw::Shift;

/// More combinations of days are not tried; the dates are then taken apart, which only ever leaves
/// more open.
const MOST_TRIED: usize = 100_000;

/// The groups of a track, given the values that are used.
pub fn groups(
    deadlines: &[DeadlineProgram],
    space: &Space,
    sheet: &FactSheet,
    used: &dyn Fn(&str) -> bool,
) -> Vec<Together> {
    let all: Vec<&DeadlineProgram> = deadlines.iter().collect();
    let groups = together::groups(&all, &|one, other| {
        one.facts.iter().any(|fact| other.facts.contains(fact))
    });
    let together = groups.into_iter().filter_map(|deadlines| {
        let facts: BTreeSet<&String> = deadlines.iter().flat_map(|d| &d.facts).collect();
        let facts = facts.into_iter().collect();
        Group { deadlines, facts, space, sheet, used }.together()
    });
    together.collect()
}

struct Group<'a> {
    deadlines: Vec<&'a DeadlineProgram>,
    facts: Vec<&'a String>,
    space: &'a Space,
    sheet: &'a FactSheet,
    used: &'a dyn Fn(&str) -> bool,
}

impl<'a> Group<'a> {
    fn together(&self) -> Option<Together> {
        let days = self.days();
        let count = days.values().map(BTreeSet::len).try_fold(1usize, usize::checked_mul);
        if count.is_none_or(|count| count > MOST_TRIED) {
            return None;
        }
        let due: Vec<BTreeMap<Date, Due>> = self
            .deadlines
            .iter()
            .map(|d| self.of(&days, &d.base).map(|day| (day, d.shifted(day))).collect())
            .collect();
        let mut points: Vec<BTreeMap<&str, Date>> = vec![BTreeMap::new()];
        for (fact, days) in &days {
            let with = |(point, day): (&BTreeMap<&'a str, Date>, &Date)| {
                let mut longer = point.clone();
                longer.insert(*fact, *day);
                longer
            };
            let pairs = points.iter().flat_map(|point| days.iter().map(move |day| (point, day)));
            points = pairs.map(with).collect();
        }
        let ways = points.iter().flat_map(|point| self.ways(point, &due)).collect();
        let key = |d: &&DeadlineProgram| self.space.var(&d.key());
        Some(Together { links: self.deadlines.iter().filter_map(key).collect(), ways })
    }

    fn of(&self, days: &BTreeMap<&str, BTreeSet<Date>>, side: &Side) -> impl Iterator<Item = Date> {
        match side {
            Side::Clock(day) => BTreeSet::from([*day]),
            Side::Fact { fact, .. } => days.get(fact.as_str()).cloned().unwrap_or_default(),
        }
        .into_iter()
    }

    /// The day of a date that is known and used.
    fn known(&self, fact: &str) -> Option<Date> {
        match self.sheet.get(fact).filter(|_| (self.used)(fact)) {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        }
    }

    /// The days to try of each date.
    fn days(&self) -> BTreeMap<&'a str, BTreeSet<Date>> {
        let open = |fact: &str| self.known(fact).is_none();
        let mut days: BTreeMap<&str, BTreeSet<Date>> = BTreeMap::new();
        for fact in &self.facts {
            let var = self.space.var(&Key::Fact((*fact).clone()));
            let starts = var.map(|var| self.space.starts(var)).unwrap_or_default();
            let starts = starts.into_iter().filter_map(|value| match value {
                Value::Date(day) => Some(day),
                _ => None,
            });
            let own = match self.known(fact) {
                Some(day) => BTreeSet::from([day]),
                None => starts.chain([date::FIRST]).collect(),
            };
            days.insert(fact.as_str(), own);
        }
        for _ in &self.facts {
            let before = days.clone();
            for deadline in &self.deadlines {
                let (base, against) = (&deadline.base, &deadline.against);
                if let Side::Fact { fact, .. } = base
                    && let Some(mine) = days.get_mut(fact.as_str()).filter(|_| open(fact))
                {
                    mine.extend(self.of(&before, against).flat_map(|day| deadline.bases(day)));
                }
                if let Side::Fact { fact, .. } = against
                    && let Some(mine) = days.get_mut(fact.as_str()).filter(|_| open(fact))
                {
                    let due = self.of(&before, base).map(|day| deadline.shifted(day));
                    mine.extend(
                        due.flat_map(|due| date::days(due.earliest, date::next_day(due.latest))),
                    );
                }
            }
            let lasts = self.deadlines.iter().flat_map(|d| [&d.base, &d.against]);
            for side in lasts {
                if let Side::Fact { fact, past } = side
                    && let Some(mine) = days.get_mut(fact.as_str()).filter(|_| open(fact))
                {
                    let last = self.deadlines.first().filter(|_| *past).map(|d| d.dates.on);
                    mine.retain(|day| (date::FIRST..=last.unwrap_or(date::LAST)).contains(day));
                }
            }
        }
        days
    }

    /// The cells that a day for each date lies in: one way for each day on which something is due.
    fn ways(&self, point: &BTreeMap<&str, Date>, due: &[BTreeMap<Date, Due>]) -> BTreeSet<Way> {
        let cells = point.iter().filter_map(|(fact, day)| {
            let var = self.space.var(&Key::Fact((*fact).to_owned()))?;
            Some((var, self.space.cells(var, &Value::Date(*day))))
        });
        let mut ways = BTreeSet::from([cells.collect::<Way>()]);
        let day = |side: &Side| match side {
            Side::Clock(day) => Some(*day),
            Side::Fact { fact, .. } => point.get(fact.as_str()).copied(),
        };
        let mut done: Vec<(&Side, Shift)> = Vec::new();
        for (deadline, due) in self.deadlines.iter().zip(due) {
            let event = (&deadline.base, deadline.shift);
            let Some(due) = day(&deadline.base).and_then(|base| due.get(&base)) else { continue };
            if done.contains(&event) {
                continue;
            }
            done.push(event);
            // What is counted alike from one date is due on one day.
            let alike: Vec<(Var, Date)> = self
                .deadlines
                .iter()
                .filter(|other| (&other.base, other.shift) == event)
                .filter_map(|d| Some((self.space.var(&d.key())?, day(&d.against)?)))
                .collect();
            let placed = |due: Date| -> Way {
                alike.iter().map(|(var, day)| (*var, cell(place(*day, due)))).collect()
            };
            let placed: BTreeSet<Way> =
                deadline.calendar.possible(*due).into_iter().map(placed).collect();
            let longer = |way: &Way| {
                placed.iter().map(|more| [&way[..], &more[..]].concat()).collect::<Vec<Way>>()
            };
            ways = ways.iter().flat_map(longer).collect();
        }
        ways
    }
}
