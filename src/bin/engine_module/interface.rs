//! The types of the module, as TypeScript sees them.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("interface.ts");

#[wasm_bindgen]
extern "C" {
    /// What a file of rules is given as.
    #[wasm_bindgen(typescript_type = "string")]
    pub type GivenText;
    /// Answers by fact.
    #[wasm_bindgen(typescript_type = "Facts")]
    pub type GivenFacts;
    /// The two dates.
    #[wasm_bindgen(typescript_type = "Dates")]
    pub type GivenDates;
    /// One answer, or none.
    #[wasm_bindgen(typescript_type = "Answer | null")]
    pub type GivenAnswer;
    /// A verdict for each track.
    #[wasm_bindgen(typescript_type = "Standing[]")]
    pub type Standings;
    /// Where the answers lead.
    #[wasm_bindgen(typescript_type = "Step")]
    pub type Step;
    /// See [`crate::module::pack::check`].
    #[wasm_bindgen(typescript_type = "Diagnostic[]")]
    pub type Diagnostics;
    /// The tracks of a pack.
    #[wasm_bindgen(typescript_type = "TrackName[]")]
    pub type TrackNames;
    /// What a track asks.
    #[wasm_bindgen(typescript_type = "Fact[]")]
    pub type FactList;
    /// What was found.
    #[wasm_bindgen(typescript_type = "Assessment")]
    pub type AssessmentFound;
    /// Why.
    #[wasm_bindgen(typescript_type = "Explanation[]")]
    pub type Explanations;
}
