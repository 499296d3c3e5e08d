//! F2. What can be wrong with a track although every word of it can be read.

use crate::engine::Dates;
use crate::engine::answer::Answers;
use crate::logic::outcome::Verdict;

/// Something wrong, and who shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// Where.
    pub place: String,
    /// What.
    pub what: What,
    /// Who shows it; none where nobody could.
    pub witnesses: Vec<Witness>,
}

/// A persona: a whole answer sheet and the days on which it shows what it is to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// The answers.
    pub answers: Answers,
    /// The days.
    pub dates: Dates,
}

/// See [`Defect::what`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Nobody meets the requirement, by itself or by exemption, not even in someone's judgement.
    NeverMet,
    /// The requirement ends in judgement at best, and nobody is named who judges.
    NoDecider,
    /// Everybody meets the requirement.
    NeverFails,
    /// The requirement applies to nobody.
    NeverApplies,
    /// A condition that everybody fulfils.
    AlwaysHolds,
    /// A case that decides for nobody: earlier cases take everyone it is written for.
    TakenCase,
    /// A case whose condition nobody fulfils.
    EmptyCase,
    /// What holds otherwise decides for nobody: the cases leave nobody.
    NoOtherwise,
    /// A part of a condition whose removal changes nothing.
    IdlePart(String),
    /// A rule asks for a field of a record that is not asked for records of that kind.
    UnaskedField {
        /// Kind of record.
        kind: String,
        /// The field.
        field: String,
    },
    /// A verdict that the requirements allow one by one and nobody comes to.
    Unreachable {
        /// The verdict.
        verdict: Verdict,
        /// Requirements that exclude it together, where it is they who do.
        excluding: Vec<String>,
    },
    /// Answers to the question change nothing.
    IdleQuestion(String),
    /// The exemption lifts its requirement for nobody.
    NeverLifts,
    /// More of an amount makes the requirement worse, although it is said not to.
    Hurts(String),
    /// Nobody needs the material.
    NeverNeeded,
    /// Nobody claims the advantage.
    NeverClaimed,
    /// Everybody claims the advantage.
    AlwaysClaimed,
    /// No result turns on the reading.
    IdleReading,
    /// Two alternatives of a reading give the same results everywhere.
    SameReadings(String, String),
    /// Answers cannot contradict each other in this way.
    NeverConflicts,
    /// An example has an answer that cannot be used.
    ExampleAnswer(String),
    /// An example comes to another verdict.
    ExampleVerdict {
        /// As the example says.
        expected: String,
        /// As assessed.
        found: &'static str,
    },
    /// A requirement of an example has another status.
    ExampleStatus {
        /// Id of the requirement.
        requirement: String,
        /// As the example says.
        expected: String,
        /// As assessed; `none` if there is no such requirement.
        found: &'static str,
    },
    /// The proof names a witness whose assessment does not show it: a fault of this program.
    Unproven,
}

impl What {
    /// Whether one person on one day is enough to show it; the rest is true of everybody, and a
    /// defect only if it is so on every day that is tried.
    pub(super) fn once(&self) -> bool {
        matches!(self, What::Hurts(_) | What::UnaskedField { .. } | What::Unproven)
    }
}
