//! F1. Tracks as written: what is asked, demanded, handed in and promised.

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::pack::raw::Text;
use crate::pack::raw::deadline::Deadline;
use crate::pack::raw::form::Form;
use crate::pack::raw::material::{Material, MissingDocument};
use crate::pack::raw::rule::{Condition, Rule};

/// A route to one decision: what is asked, demanded, handed in and promised. A slice has what the
/// page of the track and its first question show; it skips the rest.
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Track {
    /// Lower-case id, such as `js-lib-m`.
    pub id: String,
    /// What is found at its end; absent means an admission.
    #[serde(default, skip_serializing_if = "TrackKind::is_admission")]
    pub kind: TrackKind,
    /// Who applies.
    pub role: Role,
    /// Name: `制造业组织进入培育库`.
    pub name: Text,
    /// Steps under which the start page offers it: `["制造业", "培育库"]`.
    pub path: Vec<Text>,
    /// What it leads to.
    pub leads_to: Text,
    /// What it does not lead to.
    pub leads_not_to: Text,
    /// Who decides.
    pub decides: Text,
    /// Whom to ask about doubts.
    pub ask: Text,
    /// What to have at hand before starting.
    pub at_hand: Vec<Text>,
    /// Things the applicant should know that are no condition.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// The procedure in order: who does what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Note>,
    /// The interview: sections in order, each a list of fact ids.
    pub sections: Vec<Section>,
    /// The particulars of the form, in groups of fact ids.
    pub particulars: Vec<Section>,
    /// Days by which something is due.
    #[borsh(skip)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<Deadline>,
    /// What the alliance demands. The verdict is computed from these alone.
    #[borsh(skip)]
    pub requirements: Vec<Requirement>,
    /// Exemptions, each from one requirement.
    #[borsh(skip)]
    #[serde(default)]
    pub waivers: Vec<Waiver>,
    /// Advantages under equal conditions; no part of the verdict.
    #[borsh(skip)]
    #[serde(default)]
    pub preferences: Vec<Preference>,
    /// Ways to read an open text.
    #[borsh(skip)]
    #[serde(default)]
    pub readings: Vec<Reading>,
    /// Answers that cannot both be right.
    #[borsh(skip)]
    #[serde(default)]
    pub conflicts: Vec<Conflict>,
    /// Evidence to hand in.
    #[borsh(skip)]
    pub materials: Vec<Material>,
    /// Documents that the source refers to and that were not supplied.
    #[serde(default)]
    pub missing_documents: Vec<MissingDocument>,
    /// What the applicant promises, in our words.
    #[borsh(skip)]
    pub duties: Vec<Note>,
    /// The application document, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// Several tracks assessed together, where the applicant does not know which is its own.
    #[borsh(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joint: Option<Joint>,
    /// Personas with what is to be found of them, kept true by the check.
    #[borsh(skip)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
}

/// See [`Track::kind`].
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TrackKind {
    /// A verdict on an application.
    #[default]
    Admission,
    /// Days by which something is due.
    Deadlines,
    /// What the text says of a way that it leaves to other documents: nothing to assess.
    Information,
}

impl TrackKind {
    /// Whether it may be left out.
    pub(crate) fn is_admission(&self) -> bool {
        *self == TrackKind::Admission
    }
}

/// A track made of other tracks: the requirements of each part apply if the applicant names it, and
/// each part has a verdict of its own. Thresholds are never mixed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Joint {
    /// The fact of kind `choices` by which the applicant names the parts that may be its own.
    pub fact: String,
    /// Id of the requirement that the parts agree.
    pub id: String,
    /// Its noun phrase.
    pub label: Text,
    /// It in our words.
    pub statement: Text,
    /// Its citations.
    pub cite: Vec<String>,
    /// Who decides to which part the applicant belongs.
    pub decider: Text,
    /// The parts.
    pub parts: Vec<JointPart>,
}

/// A part of a joint track.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct JointPart {
    /// The option that names it.
    pub option: String,
    /// The track.
    pub track: String,
    /// Its short name, put before the labels of its own requirements.
    pub label: Text,
}

/// A persona and what is to be found of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Id within the track.
    pub id: String,
    /// Who it is.
    pub persona: Text,
    /// Date of assessment, `YYYY-MM-DD`.
    pub on: String,
    /// Planned filing date; absent means the date of assessment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filing: Option<String>,
    /// Answers by fact.
    pub facts: BTreeMap<String, serde_json::Value>,
    /// Wire name of the verdict.
    pub verdict: String,
    /// Wire names of statuses by requirement, as many as the example is about.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub statuses: BTreeMap<String, String>,
}

/// Who applies.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// An enterprise that wants a certification.
    Enterprise,
    /// A body that wants to join.
    Body,
    /// A holder or member that watches a deadline.
    Holder,
}

/// A cited remark.
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// In our words.
    pub text: Text,
    /// Citations (ids); may be empty for a usage of the field rather than the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cite: Vec<String>,
}

/// A titled list of facts.
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Id within the track.
    pub id: String,
    /// Heading.
    pub title: Text,
    /// Fact ids in order.
    pub facts: Vec<String>,
}

/// One demand of the alliance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Lower-case id, such as `js-g1a`.
    pub id: String,
    /// Noun phrase: `在江苏省内注册`.
    pub label: Text,
    /// The condition in our words.
    pub statement: Text,
    /// Citations, the pinpoint first.
    pub cite: Vec<String>,
    /// When it applies at all; absent means always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies: Option<Condition>,
    /// How it is decided.
    pub rule: Rule,
    /// Met by the applicant's own word, to be verified by the deciding body.
    #[serde(default)]
    pub self_declared: bool,
    /// Who decides where the text leaves discretion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decider: Option<Text>,
    /// Whether a failure can be cured.
    pub curable: Curable,
    /// How to cure it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cure: Option<Text>,
    /// Amounts of which more never makes the status worse; the check proves it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more_never_hurts: Vec<String>,
    /// The amount whose distance to the threshold is reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortfall: Option<String>,
    /// Assumptions made in encoding it, shown with the clause.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Text>,
}

/// See [`Requirement::curable`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Curable {
    /// By doing something.
    Yes,
    /// Not.
    No,
    /// By the passing of time.
    Wait,
}

/// An exemption from one requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Id.
    pub id: String,
    /// Requirement it lifts.
    pub of: String,
    /// Noun phrase.
    pub label: Text,
    /// The exemption in our words.
    pub statement: Text,
    /// Citations, the pinpoint first.
    pub cite: Vec<String>,
    /// When it is proven.
    pub rule: Rule,
    /// Who decides where the text leaves discretion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decider: Option<Text>,
}

/// An advantage under equal conditions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Preference {
    /// Id.
    pub id: String,
    /// Noun phrase.
    pub label: Text,
    /// In our words.
    pub statement: Text,
    /// Citations.
    pub cite: Vec<String>,
    /// When it is claimed.
    pub when: Condition,
}

/// A doubt of the text with its tenable readings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Id.
    pub id: String,
    /// Name of the doubt.
    pub label: Text,
    /// Citations.
    pub cite: Vec<String>,
    /// Tenable readings, at least two.
    pub alternatives: Vec<Alternative>,
    /// Id of the recommended reading.
    pub recommended: String,
    /// Why it is recommended.
    pub because: Text,
    /// The question to put to the body.
    pub question: Text,
}

/// One tenable reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// Id.
    pub id: String,
    /// In one line.
    pub text: Text,
}

/// Two answers that cannot both be right: warned about, never corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// Id.
    pub id: String,
    /// Interpreted on known answers only.
    pub when: Condition,
    /// The warning.
    pub text: Text,
    /// The facts among which the fault lies.
    pub facts: Vec<String>,
    /// Requirements that stay open until it is resolved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opens: Vec<String>,
}
