//! F1. The pack as it is written: one JSON file, unknown fields refused.
//!
//! These types are the pack format. They carry no behaviour; `pack::check` turns them into the
//! [`RulePack`](crate::pack::RulePack) that the engine reads. Every list is a JSON array of objects
//! with an `id` (never a JSON map), so that a repeated id is a fault that can be named, and every
//! choice between shapes is externally tagged (`{"all": […]}`), so that a fault keeps its place.

use serde::{Deserialize, Serialize};

/// A text in both languages of the product. Neither may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Simplified Chinese, the master.
    pub zh: String,
    /// English.
    pub en: String,
}

/// One rule pack: everything one alliance asks, for all its tracks.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Version of this JSON shape; this program reads 1.
    pub format: u32,
    /// Kebab-case id, the same as in `index.json`.
    pub id: String,
    /// Version of the rules, `year.month.number`; raised whenever a verdict could change.
    pub version: String,
    /// Name of the alliance or brand.
    pub name: Text,
    /// What the alliance's certification or membership is for, in one sentence.
    pub purpose: Text,
    /// The documents the pack encodes; the first is the governing one.
    pub sources: Vec<Source>,
    /// Pinpoint citations, referred to by id from every node.
    pub citations: Vec<Citation>,
    /// Facts: everything that can be known of an applicant.
    pub facts: Vec<Fact>,
    /// Routes to a decision of the alliance.
    pub tracks: Vec<Track>,
}

/// A source document and its legal force.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Short code used by citations, such as `JS`.
    pub document: String,
    /// Full title as printed, without book-title marks.
    pub title: Text,
    /// Name of the file in which a host or a user supplies the text.
    pub file: String,
    /// SHA-256 (hex) of the whole normalised text.
    pub sha256: String,
    /// Length of the normalised text in Unicode scalar values.
    pub chars: u32,
    /// Legal force.
    pub force: Force,
    /// The warning that every page and export of this pack carries.
    pub notice: Text,
    /// Day on which the encoding was last compared with the text, `YYYY-MM-DD`.
    pub reviewed: String,
}

/// Legal force of a source on its face.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Force {
    /// Standing that the text itself shows.
    pub status: ForceStatus,
    /// First day in force, if the text names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day in force (included), if the text names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// See [`Force::status`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForceStatus {
    /// A consultation draft.
    Draft,
    /// A text that names its first day in force.
    InForce,
    /// A trial text.
    Trial,
    /// A text without a date.
    Undated,
}

/// A pinpoint: where in which document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Id by which nodes refer to it.
    pub id: String,
    /// Code of a source of the pack.
    pub document: String,
    /// Label as printed, canonical form of this project: `第八条（二）2（1）`.
    pub label: String,
    /// First character (Unicode scalar value) in the normalised text.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// SHA-256 (hex) of the UTF-8 of the span.
    pub sha256: String,
}

/// Something that can be known of the applicant.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Kebab-case id, shared by all packs in which the fact means the same.
    pub id: String,
    /// What an answer looks like.
    pub kind: Kind,
    /// Noun phrase for tables and forms: `成立日期`.
    pub label: Text,
    /// The question of the interview. A particular of the form may do without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Text>,
    /// Why it is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
    /// Where the answer is found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub find: Option<Text>,
    /// How to answer: what counts and what does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// Citations (ids) that the question rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cite: Vec<String>,
    /// Fact under whose answer this question is indented, as its follow-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<String>,
}

/// What an answer to a fact looks like. "I do not know" is an answer to every kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// `true` or `false`.
    YesNo,
    /// One option.
    Choice(Choice),
    /// Several options; the empty list means "none of them".
    Choices(Choice),
    /// An amount with a unit: money, area, heads, tonnes.
    Amount(AmountKind),
    /// A civil date.
    Date(DateKind),
    /// Free text.
    Text(TextKind),
    /// Text with a form of its own: warned about, never blocked.
    Identifier(Identifier),
    /// Dated records of several kinds, each kind a list of its own that may be empty or unknown.
    Records(Records),
    /// Rows of text for a table of the form.
    Table(Table),
}

/// The options of a choice.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// In the order shown.
    pub options: Vec<ChoiceOption>,
}

/// One option.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceOption {
    /// Id within the choice.
    pub id: String,
    /// Shown to the person.
    pub label: Text,
    /// A line of help under the option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
}

/// An amount.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmountKind {
    /// Unit offered first; it fixes the family (元 万元 亿元; ㎡ 亩 公顷; 头 羽 吨 人 …).
    pub unit: String,
    /// Whether a value below zero is possible (profit).
    #[serde(default)]
    pub negative: bool,
    /// Whether only whole numbers are possible (heads).
    #[serde(default)]
    pub whole: bool,
}

/// A date.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateKind {
    /// Whether a day after the date of assessment is impossible (a founding date).
    #[serde(default)]
    pub past: bool,
}

/// Free text.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextKind {
    /// More than one line is usual.
    #[serde(default)]
    pub long: bool,
}

/// Identifiers whose form is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Identifier {
    /// Unified social credit code, GB 32100-2015.
    Uscc,
    /// Mobile telephone.
    Mobile,
    /// Fixed or service telephone.
    Phone,
    /// E-mail address.
    Email,
    /// Six-digit postcode.
    Postcode,
}

/// A list of dated records, sorted by kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Records {
    /// The kinds asked for, each with its own "none / these / not known".
    pub kinds: Vec<RecordKind>,
    /// All fields a record may have.
    pub fields: Vec<RecordField>,
}

impl Records {
    /// The kind of a record as a field of it: conditions may name it like any other choice.
    pub fn kind_field(&self) -> (String, Kind) {
        let option = |kind: &RecordKind| ChoiceOption {
            id: kind.id.clone(),
            label: kind.label.clone(),
            hint: None,
        };
        let options = self.kinds.iter().map(option).collect();
        ("kind".to_owned(), Kind::Choice(Choice { options }))
    }
}

/// One kind of record.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordKind {
    /// Id, the value of a record's `kind`.
    pub id: String,
    /// Name of the kind.
    pub label: Text,
    /// The question for this kind alone.
    pub question: Text,
    /// Fields that matter for this kind.
    pub fields: Vec<String>,
    /// Citations of this kind.
    pub cite: Vec<String>,
}

/// A field of a record.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordField {
    /// Id within the record.
    pub id: String,
    /// Name shown.
    pub label: Text,
    /// `yes-no`, `choice`, `date` or `text`.
    pub kind: Kind,
    /// A line of help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
}

/// A table of text rows.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Columns from left to right.
    pub columns: Vec<Column>,
}

/// A column of a table.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Id within the table.
    pub id: String,
    /// Heading.
    pub label: Text,
}

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

/// How a node is decided. Total: every completion of the facts has exactly one outcome.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
}

/// A decision list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[serde(deny_unknown_fields)]
pub struct Deferral {
    /// What is missing, and where it should be.
    pub note: Text,
}

/// A condition over facts (or over the fields of a record). Two-valued once all facts are known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[serde(deny_unknown_fields)]
pub struct Is {
    /// Fact or field.
    pub fact: String,
    /// Options.
    pub any_of: Vec<String>,
}

/// See [`Condition::AtLeast`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[serde(deny_unknown_fields)]
pub struct Moment {
    /// Date fact or field.
    pub fact: String,
    /// Which of the two dates of an assessment.
    pub clock: Clock,
}

/// The two dates of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    /// Date of assessment.
    On,
    /// Planned filing date.
    Filing,
}

/// See [`Condition::Reading`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    /// A reading of the track.
    pub reading: String,
    /// One of its alternatives.
    pub takes: String,
}

/// Two facts of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// Left.
    pub fact: String,
    /// Right.
    pub than: String,
}

/// See [`Condition::StartsWith`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prefix {
    /// Text or identifier fact.
    pub fact: String,
    /// Beginning of the value.
    pub text: String,
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

/// The application document of a track.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Title on the cover.
    pub title: Text,
    /// Purpose in the file name: `自评申报书`.
    pub purpose: Text,
    /// Facts on the cover, below the applicant's name and seal.
    pub cover: Vec<String>,
    /// Warnings of the cover besides the general ones.
    #[serde(default)]
    pub notices: Vec<Text>,
    /// Sections in order; numbered 一、二、三 when printed.
    pub sections: Vec<FormSection>,
}

/// A section of the form.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSection {
    /// Heading without its number.
    pub title: Text,
    /// Contents.
    pub blocks: Vec<FormBlock>,
}

/// A part of a form section.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormBlock {
    /// A table of label and value for these facts.
    Fields(Vec<String>),
    /// A fact of kind `table` or `records`, as a table of its own.
    Rows(String),
    /// The table of conditions: clause, answer, result.
    Requirements,
    /// Exemptions and preferences with their evidence.
    Waivers,
    /// The matters that need judgement, with the questions to ask.
    Judgements,
    /// The checklist of materials with tick columns.
    Materials,
    /// The undertaking: common part, duties of the track, signature.
    Undertaking,
    /// A paragraph.
    Paragraph(Text),
    /// Blank boxes with seal and date, for the bodies named.
    Opinions(Vec<Text>),
}
