//! F0. Working days: Monday to Friday, but for published days off and weekend days that are worked.
//!
//! A year whose arrangement is not published leaves a day uncertain. The calendar then gives three
//! days: the one stated (weekdays without the days that are off in every year), and the earliest
//! and the latest that any arrangement within the assumed bounds could give.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::logic::date::{Date, days, next_day};

/// Which days are worked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkingDays {
    /// Published years.
    pub years: BTreeMap<i32, Year>,
    /// Month and day that are off in every year.
    pub always_off: Vec<(u32, u32)>,
    /// In a year that is not published, at most so many weekdays are off besides those.
    pub most_off: u32,
    /// In a year that is not published, at most so many weekend days are worked.
    pub most_work: u32,
}

/// A published year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Year {
    /// First and last day of each holiday, both included.
    pub off: Vec<(Date, Date)>,
    /// Weekend days that are worked.
    pub work: Vec<Date>,
}

/// A day that is reached by counting, firm or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The day to state.
    pub stated: Date,
    /// No arrangement gives an earlier day.
    pub earliest: Date,
    /// No arrangement gives a later day.
    pub latest: Date,
}

impl Due {
    /// A day that depends on no calendar.
    pub fn firm(day: Date) -> Due {
        Due { stated: day, earliest: day, latest: day }
    }

    /// Whether some arrangement gives another day than the one stated.
    pub fn provisional(&self) -> bool {
        self.earliest != self.latest
    }
}

/// How a year that is not published is filled in.
#[derive(Clone, Copy)]
enum Guess {
    Stated,
    MostWorked,
    MostOff,
}

impl WorkingDays {
    /// The `count`th working day after a day, which itself is not counted.
    pub fn after(&self, day: Date, count: u32) -> Due {
        let [stated, earliest, latest] = [Guess::Stated, Guess::MostWorked, Guess::MostOff]
            .map(|guess| self.count(day, count, guess));
        Due { stated, earliest, latest }
    }

    /// The days that a count can end on under some arrangement: all that can be worked from the
    /// earliest to the latest, for an arrangement may take any number of working days in between.
    pub fn possible(&self, due: Due) -> Vec<Date> {
        if !due.provisional() {
            return vec![due.stated];
        }
        let can_be_worked = |day: &Date| self.worked(*day, Guess::MostWorked, &mut 0);
        days(due.earliest, due.latest).into_iter().filter(can_be_worked).collect()
    }

    fn count(&self, day: Date, count: u32, guess: Guess) -> Date {
        let mut day = day;
        let mut left = count;
        let mut spent: BTreeMap<i32, u32> = BTreeMap::new();
        while left > 0 && day < NaiveDate::MAX {
            day = next_day(day);
            let spent = spent.entry(day.year()).or_default();
            left -= u32::from(self.worked(day, guess, spent));
        }
        day
    }

    /// Whether a day is worked. `spent` counts the exceptions that a guess has made in the year.
    fn worked(&self, day: Date, guess: Guess, spent: &mut u32) -> bool {
        let weekday = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        if let Some(year) = self.years.get(&day.year()) {
            let off = year.off.iter().any(|(first, last)| (*first..=*last).contains(&day));
            return year.work.contains(&day) || (weekday && !off);
        }
        if self.always_off.contains(&(day.month(), day.day())) {
            return false;
        }
        let mut except = |most: u32| {
            let free = *spent < most;
            *spent += u32::from(free);
            free
        };
        match (guess, weekday) {
            (Guess::MostWorked, false) => except(self.most_work),
            (Guess::MostOff, true) => !except(self.most_off),
            _ => weekday,
        }
    }
}
