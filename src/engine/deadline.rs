//! F2. Deadlines: the day by which something is due, and on which side of it another day lies.

mod together;

use std::cmp::Ordering;

use crate::engine::Dates;
use crate::engine::facts::{FactSheet, Value};
use crate::engine::space::Key;
use crate::logic::date::{self, Date};
use crate::logic::diagram::CellSet;
use crate::logic::working_days::{Due, WorkingDays};
use crate::pack::RulePack;
use crate::pack::raw::{Against, Deadline, Kind, Place, Shift, Track};

pub use together::groups;

/// The deadline of a track as the rules use it.
#[derive(Debug, Clone)]
pub struct DeadlineProgram {
    /// Id within the track.
    pub id: String,
    /// The date fact from which it is counted, then the one compared with it, if it is a fact.
    pub facts: Vec<String>,
    base: Side,
    against: Side,
    shift: Shift,
    calendar: WorkingDays,
    dates: Dates,
}

/// A day of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Side {
    Clock(Date),
    Fact { fact: String, past: bool },
}

/// What is found of a deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineFinding {
    /// The day; nothing while the date it is counted from is open.
    pub due: Option<Due>,
    /// Where the compared day lies; nothing while that is open.
    pub place: Option<Place>,
}

/// The cell of a place in the variable of a deadline.
pub fn cell(place: Place) -> CellSet {
    match place {
        Place::Before => 1,
        Place::OnDay => 1 << 1,
        Place::After => 1 << 2,
    }
}

/// Where a day lies as seen from the day on which something is due.
fn place(day: Date, due: Date) -> Place {
    match day.cmp(&due) {
        Ordering::Less => Place::Before,
        Ordering::Equal => Place::OnDay,
        Ordering::Greater => Place::After,
    }
}

/// The deadlines of a track.
pub fn compile(pack: &RulePack, track: &Track, dates: Dates) -> Vec<DeadlineProgram> {
    let fact = |id: &String| Side::Fact {
        fact: id.clone(),
        past: matches!(pack.fact(id).map(|f| &f.kind), Some(Kind::Date(kind)) if kind.past),
    };
    let compile = |deadline: &Deadline| {
        let (against, other) = match &deadline.against {
            Against::Clock(clock) => (Side::Clock(dates.of(*clock)), None),
            Against::Fact(id) => (fact(id), Some(id.clone())),
        };
        DeadlineProgram {
            id: deadline.id.clone(),
            facts: std::iter::once(deadline.base.clone()).chain(other).collect(),
            base: fact(&deadline.base),
            against,
            shift: deadline.shift,
            calendar: pack.calendar().clone(),
            dates,
        }
    };
    track.deadlines.iter().map(compile).collect()
}

impl DeadlineProgram {
    /// Its variable.
    pub fn key(&self) -> Key {
        Key::Deadline(self.id.clone(), self.facts.clone())
    }

    /// The day; nothing while the date it is counted from is not known.
    pub fn due(&self, sheet: &FactSheet) -> Option<Due> {
        self.known(&self.base, sheet, &|_| true).map(|base| self.shifted(base))
    }

    /// The cells that the values in use leave to the comparison.
    pub fn places(&self, sheet: &FactSheet, used: &dyn Fn(&str) -> bool) -> CellSet {
        let (first, last) = self.range(&self.base, sheet, used);
        let (from, until) = self.range(&self.against, sheet, used);
        // Later bases never give earlier days, so the ends of the range bound the day.
        let earliest = first.map_or(Date::MIN, |day| self.shifted(day).earliest);
        let latest = last.map_or(Date::MAX, |day| self.shifted(day).latest);
        let before = from.is_none_or(|from| from < latest);
        let after = until.is_none_or(|until| until > earliest);
        let in_range = |base: &Date| {
            first.is_none_or(|first| first <= *base) && last.is_none_or(|last| *base <= last)
        };
        let on = match (from, until) {
            // Nothing is due on some days: not on a Sunday, not on the 30th after a February.
            (Some(day), Some(_)) => self
                .bases(day)
                .into_iter()
                .filter(in_range)
                .any(|base| self.calendar.possible(self.shifted(base)).contains(&day)),
            _ => until.is_none_or(|until| until >= earliest),
        };
        let cells = [(Place::Before, before), (Place::OnDay, on), (Place::After, after)];
        cells.into_iter().filter(|(_, possible)| *possible).fold(0, |all, (p, _)| all | cell(p))
    }

    /// What is found of it.
    pub fn finding(&self, sheet: &FactSheet) -> DeadlineFinding {
        let cells = self.places(sheet, &|_| true);
        let places = [Place::Before, Place::OnDay, Place::After];
        let place = places.into_iter().find(|place| cells == cell(*place));
        DeadlineFinding { due: self.due(sheet), place }
    }

    fn shifted(&self, day: Date) -> Due {
        match self.shift {
            Shift::Months(months) => Due::firm(date::add_months(day, months)),
            Shift::Days(days) => Due::firm(date::add_days(day, days)),
            Shift::WorkingDays(count) => self.calendar.after(day, count),
        }
    }

    /// The days counted from which a day can be due: from the first on which it may be reached to
    /// the first on which it is passed for certain.
    fn bases(&self, day: Date) -> Vec<Date> {
        let first = date::first(|base| self.shifted(base).latest >= day);
        let last = date::first(|base| self.shifted(base).earliest > day);
        date::days(first, last)
    }

    fn known(&self, side: &Side, sheet: &FactSheet, used: &dyn Fn(&str) -> bool) -> Option<Date> {
        match side {
            Side::Clock(day) => Some(*day),
            Side::Fact { fact, .. } => match sheet.get(fact).filter(|_| used(fact)) {
                Some(Value::Date(day)) => Some(*day),
                _ => None,
            },
        }
    }

    /// The first and the last day that it can be; nothing where there is no bound.
    fn range(
        &self,
        side: &Side,
        sheet: &FactSheet,
        used: &dyn Fn(&str) -> bool,
    ) -> (Option<Date>, Option<Date>) {
        match (self.known(side, sheet, used), side) {
            (Some(day), _) => (Some(day), Some(day)),
            (None, Side::Fact { past: true, .. }) => (None, Some(self.dates.on)),
            (None, _) => (None, None),
        }
    }
}
