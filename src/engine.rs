//! F2. The engine: `assess(pack, track, facts, on, filing)`, pure.
//!
//! The status of a requirement is defined by completions: it is evaluated for every completion of
//! its open facts and, in each, for every tenable reading. All completions met, failed or needing
//! judgement give that status; otherwise it is open if the completions differ. Both dates are
//! arguments; there is no clock, locale or storage here.

pub mod answer;
pub mod assessment;
mod compile;
mod condition;
pub mod conditions;
pub mod deadline;
pub mod explain;
pub mod facts;
pub mod opening;
pub mod proof;
mod relevance;
mod space;

pub use assessment::{Assessment, assess};
pub use compile::Program;
pub use facts::FactSheet;

use crate::logic::date::Date;

/// The two dates of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    /// Date of assessment.
    pub on: Date,
    /// Planned filing date, never before `on`.
    pub filing: Date,
}

impl Dates {
    /// Both dates; a filing date before the assessment is moved to it.
    pub fn new(on: Date, filing: Option<Date>) -> Dates {
        Dates { on, filing: filing.unwrap_or(on).max(on) }
    }

    /// The date that a condition of the pack looks at.
    pub fn of(self, clock: crate::pack::raw::Clock) -> Date {
        match clock {
            crate::pack::raw::Clock::On => self.on,
            crate::pack::raw::Clock::Filing => self.filing,
        }
    }
}
