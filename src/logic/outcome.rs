//! F0. Outcomes of one completion, and the status that a set of possible outcomes amounts to.
//!
//! A status is never computed by connective tables over unknowns: it is read off the set of
//! outcomes that the open facts still allow.

/// What one complete set of facts makes of a node, under one reading of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Outcome {
    /// The facts contradict the text.
    Failed = 0,
    /// Under way elsewhere: not decided yet although every fact is known.
    Open = 1,
    /// Facts known, text open: a human decides.
    Judge = 2,
    /// Satisfied.
    Met = 3,
    /// Not satisfied, but lifted by a proven exemption.
    Waived = 4,
    /// Belongs to another branch.
    NotApplicable = 5,
}

impl Outcome {
    /// All outcomes, in the order of their codes.
    pub const ALL: [Outcome; 6] = [
        Outcome::Failed,
        Outcome::Open,
        Outcome::Judge,
        Outcome::Met,
        Outcome::Waived,
        Outcome::NotApplicable,
    ];

    /// The outcome with that code.
    pub fn of(code: u8) -> Outcome {
        Outcome::ALL.get(usize::from(code)).copied().unwrap_or(Outcome::Open)
    }

    /// Conjunction of two outcomes of one completion: failed, then open, then judgement, then met.
    pub fn and(self, other: Outcome) -> Outcome {
        self.min(other)
    }
}

/// A set of outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OutcomeSet(u8);

impl OutcomeSet {
    /// The empty set.
    pub const EMPTY: OutcomeSet = OutcomeSet(0);

    /// The set whose bits are the codes of its outcomes.
    pub fn from_bits(bits: u64) -> Self {
        OutcomeSet((bits & 0x3f) as u8)
    }

    /// A bit for the code of each outcome.
    pub fn bits(self) -> u64 {
        u64::from(self.0)
    }

    /// The set of one outcome.
    pub fn only(outcome: Outcome) -> Self {
        OutcomeSet(1 << outcome as u8)
    }

    /// Adds an outcome.
    pub fn insert(&mut self, outcome: Outcome) {
        self.0 |= 1 << outcome as u8;
    }

    /// Whether the outcome is possible.
    pub fn contains(self, outcome: Outcome) -> bool {
        self.0 & (1 << outcome as u8) != 0
    }

    /// The outcomes in the set.
    pub fn iter(self) -> impl Iterator<Item = Outcome> {
        Outcome::ALL.into_iter().filter(move |o| self.contains(*o))
    }

    /// Everything that [`Outcome::and`] can make of one outcome from each set.
    pub fn and(self, other: OutcomeSet) -> OutcomeSet {
        self.iter().flat_map(|a| other.iter().map(move |b| a.and(b))).collect()
    }

    /// The one outcome of the set, or nothing where completions disagree.
    ///
    /// Met in some completions and waived in the others is waived in all of them: whether the
    /// condition holds by itself no longer matters once its exemption is proven.
    pub fn agreed(self) -> Option<Outcome> {
        let met_or_waived = [Outcome::Met, Outcome::Waived].into_iter().collect();
        if self == met_or_waived {
            return Some(Outcome::Waived);
        }
        let mut all = self.iter();
        match (all.next(), all.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    }
}

impl FromIterator<Outcome> for OutcomeSet {
    fn from_iter<I: IntoIterator<Item = Outcome>>(outcomes: I) -> Self {
        let mut set = OutcomeSet::EMPTY;
        outcomes.into_iter().for_each(|o| set.insert(o));
        set
    }
}

/// The standing of a requirement or waiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Satisfied.
    Met,
    /// The facts contradict the text on every tenable reading.
    Failed,
    /// Not known yet: completions of the open facts disagree.
    Open,
    /// Facts known, text open: a human decides.
    Judge,
    /// The rule lies in a document that was not supplied.
    Deferred,
    /// Lifted by a proven exemption.
    Waived,
    /// Belongs to another branch.
    NotApplicable,
}

impl Status {
    /// Name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Status::Met => "met",
            Status::Failed => "failed",
            Status::Open => "open",
            Status::Judge => "judge",
            Status::Deferred => "deferred",
            Status::Waived => "waived",
            Status::NotApplicable => "not-applicable",
        }
    }
}

impl From<OutcomeSet> for Status {
    fn from(set: OutcomeSet) -> Self {
        let one = set.0.is_power_of_two().then(|| Outcome::of(set.0.trailing_zeros() as u8));
        match one.or_else(|| set.agreed()) {
            Some(Outcome::Met) => Status::Met,
            Some(Outcome::Failed) => Status::Failed,
            Some(Outcome::Judge) => Status::Judge,
            Some(Outcome::Waived) => Status::Waived,
            Some(Outcome::NotApplicable) => Status::NotApplicable,
            Some(Outcome::Open) | None => Status::Open,
        }
    }
}

/// The result of a track.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Every requirement is met, waived or not applicable.
    Eligible,
    /// At least one requirement failed.
    NotEligible,
    /// None failed; at least one is open or deferred.
    Undetermined,
    /// None failed, open or deferred; at least one needs judgement.
    NeedsJudgement,
}

impl Verdict {
    /// Name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Eligible => "eligible",
            Verdict::NotEligible => "not-eligible",
            Verdict::Undetermined => "undetermined",
            Verdict::NeedsJudgement => "needs-judgement",
        }
    }

    /// The verdict over the statuses of all requirements. No requirement at all decides nothing.
    pub fn of(statuses: impl IntoIterator<Item = Status>) -> Verdict {
        let seen = statuses.into_iter().fold(0u8, |seen, status| seen | 1 << status as u8);
        let any = |these: &[Status]| these.iter().any(|status| seen & 1 << *status as u8 != 0);
        if any(&[Status::Failed]) {
            Verdict::NotEligible
        } else if seen == 0 || any(&[Status::Open, Status::Deferred]) {
            Verdict::Undetermined
        } else if any(&[Status::Judge]) {
            Verdict::NeedsJudgement
        } else {
            Verdict::Eligible
        }
    }
}
