//! F1. Deadlines and the calendar of working days as written.

use serde::{Deserialize, Serialize};

use crate::pack::raw::Text;
use crate::pack::raw::rule::Clock;

/// A day by which something is due: a date of the applicant, shifted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// Id within the track.
    pub id: String,
    /// What is due: `复核申请的截止日`.
    pub label: Text,
    /// Citations, the pinpoint first.
    pub cite: Vec<String>,
    /// Date fact from which it is counted; that day itself is not counted.
    pub base: String,
    /// How far the day lies from it.
    pub shift: Shift,
    /// The day that is compared with it.
    pub against: Against,
}

/// See [`Deadline::shift`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Shift {
    /// Calendar months, later or (negative) earlier; a day that does not exist is the last of its
    /// month.
    Months(i32),
    /// Calendar days, later or (negative) earlier.
    Days(i32),
    /// Working days later, by the calendar of the pack.
    WorkingDays(u32),
}

/// See [`Deadline::against`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Against {
    /// One of the two dates of an assessment.
    Clock(Clock),
    /// The date on which it was done.
    Fact(String),
}

/// Which days are working days: Monday to Friday, but for the days off, and the days named to work.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// The years for which the days off are published.
    pub years: Vec<CalendarYear>,
    /// What is assumed of every other year.
    pub unpublished: Unpublished,
}

/// A published year.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CalendarYear {
    /// Calendar year.
    pub year: i32,
    /// Day of the notice, `YYYY-MM-DD`.
    pub published: String,
    /// Who published it where.
    pub source: Text,
    /// Days off: first and last day of each holiday, both included.
    pub off: Vec<[String; 2]>,
    /// Weekend days that are worked.
    pub work: Vec<String>,
}

/// What is assumed of a year without a published calendar. The provisional day takes Monday to
/// Friday without the days that are always off; the day is firm where no calendar within these
/// bounds would change which side of it a day lies on.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Unpublished {
    /// Days that are off in every year, `MM-DD`.
    pub off: Vec<String>,
    /// At most so many days between Monday and Friday are off, besides those.
    pub most_off: u32,
    /// At most so many weekend days are worked.
    pub most_work: u32,
}
