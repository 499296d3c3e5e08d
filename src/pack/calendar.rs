//! F1. The calendar of a pack, from its dates as written.

use crate::logic::date::{self, Date};
use crate::logic::working_days::{WorkingDays, Year};
use crate::pack::raw::{Calendar, CalendarYear};

/// The working days of a calendar. Dates that cannot be read are left to the check.
pub fn working_days(calendar: &Calendar) -> WorkingDays {
    let day = |text: &String| date::parse(text);
    let year = |year: &CalendarYear| {
        let off = year.off.iter().filter_map(|[first, last]| Some((day(first)?, day(last)?)));
        let work: Vec<Date> = year.work.iter().filter_map(day).collect();
        (year.year, Year { off: off.collect(), work })
    };
    WorkingDays {
        years: calendar.years.iter().map(year).collect(),
        always_off: calendar.unpublished.off.iter().filter_map(|text| month_day(text)).collect(),
        most_off: calendar.unpublished.most_off,
        most_work: calendar.unpublished.most_work,
    }
}

/// Reads `01-31`.
pub fn month_day(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.split_once('-')?;
    // A leap year has every day that there is.
    let found = date::parse(&format!("2024-{month}-{day}"))?;
    let (_, month, day) = date::parts(found);
    Some((month, day))
}
