//! F1. The pack as it is written: one JSON file, unknown fields refused.
//!
//! These types are the pack format. They carry no behaviour; `pack::check` turns them into the
//! [`RulePack`](crate::pack::RulePack) that the engine reads. Every list is a JSON array of objects
//! with an `id` (never a JSON map), so that a repeated id is a fault that can be named, and every
//! choice between shapes is externally tagged (`{"all": […]}`), so that a fault keeps its place.

mod deadline;
mod fact;
mod form;
mod material;
mod rule;
mod track;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

pub use deadline::*;
pub use fact::*;
pub use form::*;
pub use material::*;
pub use rule::*;
pub use track::*;

/// A text in both languages of the product. Neither may be empty.
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, BorshSerialize, BorshDeserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Simplified Chinese, the master.
    pub zh: String,
    /// English.
    pub en: String,
}

/// One rule pack: everything one alliance asks, for all its tracks.
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Address of the JSON Schema, for editors.
    #[borsh(skip)]
    #[serde(default, rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
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
    /// Which days are working days, where a deadline counts them.
    #[borsh(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Calendar>,
}

/// A source document and its legal force.
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
    /// The warning instead of it after the last day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_after: Option<Text>,
    /// Day on which the encoding was last compared with the text, `YYYY-MM-DD`.
    pub reviewed: String,
}

/// Legal force of a source on its face.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
    /// What it replaces or is replaced by, as far as that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<Text>,
}

/// See [`Force::status`].
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
