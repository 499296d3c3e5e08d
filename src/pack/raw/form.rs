//! F1. The application document as written.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::pack::raw::Text;

/// The application document of a track.
#[derive(Debug, Clone, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Title on the cover.
    pub title: Text,
    /// Purpose in the file name: `自评申报书`.
    pub purpose: Text,
    /// Facts on the cover, below the applicant's name and seal.
    #[borsh(skip)]
    pub cover: Vec<String>,
    /// Warnings of the cover besides the general ones.
    #[borsh(skip)]
    #[serde(default)]
    pub notices: Vec<Text>,
    /// Sections in order; numbered 一、二、三 when printed.
    #[borsh(skip)]
    pub sections: Vec<FormSection>,
}

/// A section of the form.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FormSection {
    /// Heading without its number.
    pub title: Text,
    /// Contents.
    pub blocks: Vec<FormBlock>,
}

/// A part of a form section.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
