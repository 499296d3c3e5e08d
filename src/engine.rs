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
pub mod fact_file;
pub mod facts;
mod interview;
pub mod proof;
mod relevance;
pub mod rules;
mod space;
mod together;

pub use assessment::{Assessment, assess};
pub use compile::Program;
pub use facts::FactSheet;

use crate::logic::date::{self, Date};

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

    /// Both dates as written; what cannot be used is told with its name and what to write.
    pub fn read(on: &str, filing: Option<&str>) -> Result<Dates, String> {
        let day = |name: &str, text: &str| {
            date::parse(text)
                .ok_or_else(|| format!("{name}: `{text}` is no date; write 2026-11-20"))
        };
        let on = day("on", on)?;
        let filing = filing.map(|text| day("filing", text)).transpose()?;
        if filing.is_some_and(|filing| filing < on) {
            return Err("filing: lies before on; name that day or a later one".to_owned());
        }
        Ok(Dates::new(on, filing))
    }

    /// The date that a condition of the pack looks at.
    pub fn of(self, clock: crate::pack::raw::Clock) -> Date {
        match clock {
            crate::pack::raw::Clock::On => self.on,
            crate::pack::raw::Clock::Filing => self.filing,
        }
    }
}
