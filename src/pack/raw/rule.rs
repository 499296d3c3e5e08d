//! F1. Rules as written: decision lists over conditions. A small total language: no recursion, no
//! arithmetic, every condition two-valued once its facts are known.

use serde::{Deserialize, Serialize};

use crate::pack::raw::Text;

/// How a node is decided. Total: every completion of the facts has exactly one outcome.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Met if the condition holds, else failed.
    MetWhen(Condition),
    /// The first case whose condition holds gives the outcome.
    Cases(Cases),
    /// Each record of the given kinds is decided by the cases; the worst decides.
    Records(RecordRule),
    /// The rule lies in no supplied document: always deferred.
    Deferred(Deferral),
    /// Met if all parts of a joint track come to one verdict, else to be judged. Written by the
    /// program, see [`Joint`](crate::pack::raw::Joint).
    #[serde(skip_deserializing)]
    Agreement,
}

/// A decision list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cases {
    /// Tried in order.
    pub cases: Vec<Case>,
    /// When none holds.
    pub otherwise: Then,
    /// Why, when none holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// One case of a decision list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Condition.
    pub when: Condition,
    /// Outcome.
    pub then: Then,
    /// Why, in a sentence that the person reads as the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// Outcome of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Then {
    /// Satisfied.
    Met,
    /// Contradicted.
    Failed,
    /// Facts known, text open: a human decides.
    Judge,
    /// Under way elsewhere: not decided yet.
    Open,
}

/// A rule over records.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordRule {
    /// A fact of kind `records`.
    pub fact: String,
    /// Kinds of record that count.
    pub kinds: Vec<String>,
    /// Decides one record; conditions name fields of the record instead of facts.
    pub each: Cases,
}

/// A deferral.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Deferral {
    /// What is missing, and where it should be.
    pub note: Text,
}

/// A condition over facts (or over the fields of a record). Two-valued once all facts are known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// All hold.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// Does not hold.
    Not(Box<Condition>),
    /// A yes/no fact is yes.
    Yes(String),
    /// A choice is one of these options, or several options include one of these.
    Is(Is),
    /// An amount is at least this (the bound included).
    AtLeast(Bound),
    /// An amount is above this (the bound excluded).
    Above(Bound),
    /// A period begun on a date has lasted: `add_years(date, years) <= clock`.
    Lasted(Period),
    /// An event lies in the look-back: `add_years(date, years) >= clock`.
    Within(Period),
    /// A date is not before the clock's day (an expiry whose last day counts).
    NotBefore(Moment),
    /// A day lies before, on or after a deadline of the track.
    Deadline(DeadlineTest),
    /// A date or record field has a value at all (a removal date, for example).
    Given(String),
    /// A reading of the text is taken.
    Reading(Taken),
    /// First amount greater than the second. Only in conflicts.
    Greater(Pair),
    /// First date earlier than the second. Only in conflicts.
    Earlier(Pair),
    /// A text begins with this and its form is right. Only in conflicts.
    StartsWith(Prefix),
}

/// See [`Condition::Is`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Is {
    /// Fact or field.
    pub fact: String,
    /// Options.
    pub any_of: Vec<String>,
}

/// See [`Condition::AtLeast`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Bound {
    /// Amount fact.
    pub fact: String,
    /// Decimal number, as text, never rounded.
    pub value: String,
    /// Unit of `value`, of the fact's family.
    pub unit: String,
}

/// See [`Condition::Lasted`] and [`Condition::Within`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Date fact or field.
    pub fact: String,
    /// Calendar years.
    pub years: u32,
    /// Which of the two dates of an assessment.
    pub clock: Clock,
}

/// See [`Condition::NotBefore`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Moment {
    /// Date fact or field.
    pub fact: String,
    /// Which of the two dates of an assessment.
    pub clock: Clock,
}

/// The two dates of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    /// Date of assessment.
    On,
    /// Planned filing date.
    Filing,
}

/// See [`Condition::Deadline`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DeadlineTest {
    /// A deadline of the track.
    pub id: String,
    /// Where the compared day lies.
    pub is: Vec<Place>,
}

/// Where a day lies as seen from a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Before its day.
    Before,
    /// On its day.
    OnDay,
    /// After its day.
    After,
}

/// See [`Condition::Reading`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Taken {
    /// A reading of the track.
    pub reading: String,
    /// One of its alternatives.
    pub takes: String,
}

/// Two facts of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// Left.
    pub fact: String,
    /// Right.
    pub than: String,
}

/// See [`Condition::StartsWith`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Prefix {
    /// Text or identifier fact.
    pub fact: String,
    /// Beginning of the value.
    pub text: String,
}
