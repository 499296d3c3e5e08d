//! F1. Tracks as written: what is asked, demanded, handed in and promised.

use serde::{Deserialize, Serialize};

use crate::pack::raw::Text;
use crate::pack::raw::form::Form;
use crate::pack::raw::rule::{Condition, Rule};

/// A route to one decision: what is asked, demanded, handed in and promised.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Track {
    /// Lower-case id, such as `js-lib-m`.
    pub id: String,
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
    /// The interview: sections in order, each a list of fact ids.
    pub sections: Vec<Section>,
    /// The particulars of the form, in groups of fact ids.
    pub particulars: Vec<Section>,
    /// What the alliance demands. The verdict is computed from these alone.
    pub requirements: Vec<Requirement>,
    /// Exemptions, each from one requirement.
    #[serde(default)]
    pub waivers: Vec<Waiver>,
    /// Advantages under equal conditions; no part of the verdict.
    #[serde(default)]
    pub preferences: Vec<Preference>,
    /// Ways to read an open text.
    #[serde(default)]
    pub readings: Vec<Reading>,
    /// Answers that cannot both be right.
    #[serde(default)]
    pub conflicts: Vec<Conflict>,
    /// Evidence to hand in.
    pub materials: Vec<Material>,
    /// Documents that the source refers to and that were not supplied.
    #[serde(default)]
    pub missing_documents: Vec<MissingDocument>,
    /// What the applicant promises, in our words.
    pub duties: Vec<Note>,
    /// The application document.
    pub form: Form,
}

/// Who applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// In our words.
    pub text: Text,
    /// Citations (ids); may be empty for a usage of the field rather than the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cite: Vec<String>,
}

/// A titled list of facts.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Serialize, Deserialize)]
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
    /// The amount whose distance to the threshold is reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortfall: Option<String>,
    /// Assumptions made in encoding it, shown with the clause.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Text>,
}

/// See [`Requirement::curable`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// Id.
    pub id: String,
    /// In one line.
    pub text: Text,
}

/// Two answers that cannot both be right: warned about, never corrected.
#[derive(Debug, Clone, Serialize, Deserialize)]
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

/// A paper to hand in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Explicit in the text, implied by a condition, or on request.
    pub basis: Basis,
    /// In which form.
    pub form: Text,
    /// What may stand in for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternatives: Option<Text>,
    /// What to look at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// Needed only then; absent means always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Requirements, waivers or preferences that it proves.
    pub proves: Vec<String>,
    /// Citations; an implied material cites the condition that it proves.
    pub cite: Vec<String>,
    /// Until when it is good on the planned filing date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validity: Option<Validity>,
}

/// See [`Material::basis`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The text demands it.
    Explicit,
    /// A condition implies it.
    Implied,
    /// The text names it as an example, on request.
    OnRequest,
}

/// A validity rule of a material.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Validity {
    /// It carries an expiry date, whose last day counts.
    Expires,
    /// It must have been issued within so many years.
    IssuedWithin(u32),
}

/// A document that the source refers to and that was not supplied.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissingDocument {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What it may hold.
    pub role: Text,
    /// Where the source mentions it.
    pub cite: Vec<String>,
}
