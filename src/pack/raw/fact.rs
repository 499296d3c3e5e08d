//! F1. Facts as written: what can be known of an applicant, and what an answer looks like.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::pack::raw::{Condition, Text};

/// Something that can be known of the applicant.
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
    /// When a particular of the form is asked for, else always. Where it is not, the form says that
    /// it does not apply. Slices have no particulars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[borsh(skip)]
    pub when: Option<Condition>,
    /// Whether a particular of the form may be left empty.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[borsh(skip)]
    pub optional: bool,
}

/// What an answer to a fact looks like. "I do not know" is an answer to every kind.
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// In the order shown.
    pub options: Vec<ChoiceOption>,
}

/// One option.
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DateKind {
    /// Whether a day after the date of assessment is impossible (a founding date).
    #[serde(default)]
    pub past: bool,
}

/// Free text.
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TextKind {
    /// More than one line is usual.
    #[serde(default)]
    pub long: bool,
    /// So many characters are asked for at most; more are pointed out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[borsh(skip)]
    pub most: Option<u32>,
}

/// Identifiers whose form is checked.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
    /// Kinds under which the same event may also fall, for the rules of another alliance.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub may_also: Vec<String>,
}

/// A field of a record.
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Columns from left to right.
    pub columns: Vec<Column>,
}

/// A column of a table.
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Id within the table.
    pub id: String,
    /// Heading.
    pub label: Text,
}
