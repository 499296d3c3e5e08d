//! What is given from JavaScript, read; what is handed back, made; what cannot be used, thrown.
//!
//! Input goes through JSON: what JSON cannot say cannot be an answer, and depth and cycles are
//! refused before they are followed.

use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

use alliance_check::engine::Dates;
use alliance_check::engine::answer::Answers;
use alliance_check::engine::fact_file::FactFile;
use alliance_check::pack::RulePack;
use alliance_check::pack::raw::Track;

use super::interface::{GivenDates, GivenFacts};

/// An `Error` with a line for each fault.
pub fn error(faults: &[String]) -> JsValue {
    js_sys::Error::new(&faults.join("\n")).into()
}

/// An `Error` with one fault.
pub fn refused(fault: impl Into<String>) -> JsValue {
    error(&[fault.into()])
}

/// A text; `name` is what it is to be.
pub fn text(value: &JsValue, name: &str) -> Result<String, JsValue> {
    value.as_string().ok_or_else(|| {
        let kind = value.js_typeof().as_string().unwrap_or_default();
        refused(format!("{name}: is of type {kind}; give a string"))
    })
}

/// The track of that id.
pub fn track<'a>(pack: &'a RulePack, id: &JsValue) -> Result<&'a Track, JsValue> {
    let id = text(id, "track")?;
    pack.track(&id).ok_or_else(|| {
        let known: Vec<&str> = pack.raw().tracks.iter().map(|t| t.id.as_str()).collect();
        refused(format!("track: no track named `{id}`; there are: {}", known.join(", ")))
    })
}

/// The two dates as they are given.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Days {
    on: String,
    #[serde(default)]
    filing: Option<String>,
}

/// The two dates.
pub fn dates(given: &GivenDates) -> Result<Dates, JsValue> {
    let days: Days = serde_json::from_str(&json(given, "dates")?).map_err(|fault| {
        refused(format!("dates: {fault}; give {{ on: \"2026-11-20\", filing: \"2026-12-01\" }}"))
    })?;
    Dates::read(&days.on, days.filing.as_deref()).map_err(|fault| refused(format!("dates.{fault}")))
}

/// Answers by fact, every one of which can be used.
pub fn answers(
    given: &GivenFacts,
    pack: &RulePack,
    track: &Track,
    dates: Dates,
) -> Result<Answers, JsValue> {
    let named = |fault: &String| format!("facts: {fault}");
    let file = FactFile::parse(&json(given, "facts")?).map_err(|fault| refused(named(&fault)))?;
    file.answers(pack, track, dates)
        .map_err(|faults| error(&faults.iter().map(named).collect::<Vec<_>>()))
}

/// What JSON says of a value.
pub fn json(value: &JsValue, name: &str) -> Result<String, JsValue> {
    let told = |fault: &JsValue| {
        let said = fault.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
        said.unwrap_or_else(|| "it cannot be written".to_owned())
    };
    let unusable =
        |why: String| refused(format!("{name}: is no JSON ({why}); give a plain object"));
    let written = js_sys::JSON::stringify(value).map_err(|fault| unusable(told(&fault)))?;
    // Of a function or of nothing at all, nothing is written.
    JsValue::from(written).as_string().ok_or_else(|| unusable("nothing was given".to_owned()))
}

/// Data as JavaScript has it: plain objects and arrays.
pub fn data<T: JsCast>(value: &impl Serialize) -> Result<T, JsValue> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map(JsCast::unchecked_into)
        .map_err(|fault| refused(fault.to_string()))
}
