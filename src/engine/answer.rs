//! F2. Answers as they are given: typed text kept as typed, "I do not know" an answer of its own.
//!
//! This is also the shape of a fact in a fact file: `true`, `"option"`, `{"value","unit"}`,
//! `"2026-11-20"`, a list of options, a list of records, or `{"unknown": true}`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// "I do not know."
    Unknown(Unknown),
    /// Yes or no.
    Bool(bool),
    /// An amount as typed, with its unit.
    Amount(TypedAmount),
    /// An option, a date or a text, as typed.
    Text(String),
    /// Several options.
    Options(Vec<String>),
    /// Records, or rows of a table.
    Items(Vec<Item>),
}

/// See [`Answer::Unknown`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, bool>")]
pub struct Unknown {
    unknown: bool,
}

/// An amount as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, String>")]
pub struct TypedAmount {
    /// Decimal text.
    pub value: String,
    /// Name of the unit.
    pub unit: String,
}

// Both are read through maps: a plain struct would also take a list, and a list is options.
impl TryFrom<BTreeMap<String, bool>> for Unknown {
    type Error = &'static str;

    fn try_from(map: BTreeMap<String, bool>) -> Result<Self, Self::Error> {
        match (map.get("unknown"), map.len()) {
            (Some(true), 1) => Ok(Unknown { unknown: true }),
            _ => Err("only `{\"unknown\": true}` says that something is not known"),
        }
    }
}

impl TryFrom<BTreeMap<String, String>> for TypedAmount {
    type Error = &'static str;

    fn try_from(mut map: BTreeMap<String, String>) -> Result<Self, Self::Error> {
        match (map.remove("value"), map.remove("unit"), map.is_empty()) {
            (Some(value), Some(unit), true) => Ok(TypedAmount { value, unit }),
            _ => Err("an amount has `value` and `unit`, both as text"),
        }
    }
}

/// A record or a row: values by field or column.
///
/// A record names its `kind`. `{"kind": "credit", "unknown": true}` says that it is not known
/// whether there are records of that kind; `"unanswered": true` that it was not asked yet.
pub type Item = BTreeMap<String, Field>;

/// A value within an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Field {
    /// Yes or no.
    Bool(bool),
    /// An option, a date or a text, as typed.
    Text(String),
}

/// All answers of a person, by fact.
pub type Answers = BTreeMap<String, Answer>;

impl Answer {
    /// "I do not know."
    pub const UNKNOWN: Answer = Answer::Unknown(Unknown { unknown: true });

    /// Whether the person said that they do not know.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Answer::Unknown(_))
    }

    /// The items of a list of records or rows.
    pub fn items(&self) -> &[Item] {
        match self {
            Answer::Items(items) => items,
            _ => &[],
        }
    }
}

/// The text of a field of an item, empty if it has none.
pub fn field_text<'a>(item: &'a Item, name: &str) -> &'a str {
    match item.get(name) {
        Some(Field::Text(text)) => text,
        _ => "",
    }
}

/// Whether a mark such as `unknown` is set on an item.
pub fn marked(item: &Item, name: &str) -> bool {
    matches!(item.get(name), Some(Field::Bool(true)))
}
