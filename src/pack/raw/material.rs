//! F1. Papers as written: what is handed in, and what was not supplied.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::pack::raw::Text;
use crate::pack::raw::rule::Condition;

/// A paper to hand in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Validity {
    /// It carries an expiry date, whose last day counts.
    Expires,
    /// It must have been issued within so many years.
    IssuedWithin(u32),
}

/// A document that the source refers to and that was not supplied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
