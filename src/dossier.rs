//! F3. The dossier: one person's case, saved in this browser and in files.
//!
//! Answers are kept as typed and for ever: what no longer matters is unused, never deleted. A file
//! that cannot be read is refused with the place of the fault, and nothing else changes.

mod materials;
mod merge;

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::engine::Dates;
use crate::engine::answer::Answers;
use crate::logic::date::{self, Date};
use crate::pack::RulePack;
use crate::pack::raw::Text;

pub use materials::{MaterialNote, MaterialState, Readiness, ValidityState, dated_by, validity};
pub use merge::{Merged, merge, same};

/// Version of the saved shape; a change that old files cannot follow raises it.
pub const FORMAT: u32 = 1;

/// One case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dossier {
    /// Version of this shape.
    pub format: u32,
    /// Id on this device.
    pub id: String,
    /// Name given by the person; empty means the applicant's name.
    #[serde(default)]
    pub title: String,
    /// The rules it was last assessed by.
    pub pack: PackRef,
    /// Track of the pack.
    pub track: String,
    /// Who it is about if it is a sample: a persona of the pack, nobody's own case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<Text>,
    /// Date of assessment if it is not simply today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// Planned filing date if it is not the date of assessment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filing: Option<String>,
    /// Every answer ever given, by fact.
    #[serde(default)]
    pub answers: Answers,
    /// What was noted of each material.
    #[serde(default)]
    pub materials: BTreeMap<String, MaterialNote>,
    /// When it was last edited, `YYYY-MM-DDTHH:MM`, in the person's own time.
    #[serde(default)]
    pub edited: String,
}

/// Which pack, exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackRef {
    /// Id.
    pub id: String,
    /// Version of the rules.
    pub version: String,
    /// SHA-256 of the file.
    pub hash: String,
}

impl PackRef {
    /// The reference of a pack.
    pub fn of(pack: &RulePack) -> PackRef {
        PackRef {
            id: pack.raw().id.clone(),
            version: pack.raw().version.clone(),
            hash: pack.hash().to_owned(),
        }
    }
}

impl Dossier {
    /// A new case.
    pub fn new(id: String, pack: &RulePack, track: &str) -> Dossier {
        Dossier {
            format: FORMAT,
            id,
            title: String::new(),
            pack: PackRef::of(pack),
            track: track.to_owned(),
            sample: None,
            on: None,
            filing: None,
            answers: Answers::new(),
            materials: BTreeMap::new(),
            edited: String::new(),
        }
    }

    /// The two dates of its assessment, given today.
    pub fn dates(&self, today: Date) -> Dates {
        let day = |text: &Option<String>| text.as_deref().and_then(date::parse);
        Dates::new(day(&self.on).unwrap_or(today), day(&self.filing))
    }

    /// What was noted of a material.
    pub fn material(&self, id: &str) -> MaterialNote {
        self.materials.get(id).cloned().unwrap_or_default()
    }
}

/// Why a file is no dossier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// Nothing but white space.
    #[error("empty")]
    Empty,
    /// An archive, as Word and WPS write them.
    #[error("an archive, such as a Word file")]
    Archive,
    /// The beginning of JSON.
    #[error("cut off in line {line}")]
    CutOff {
        /// Line, from 1.
        line: usize,
    },
    /// Not JSON at all.
    #[error("not JSON: line {line}, column {column}")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON, but not a file of this program.
    #[error("no file of this program: `{missing}` is missing")]
    NotOurs {
        /// The field that every such file has.
        missing: &'static str,
    },
    /// Written by a later version.
    #[error("written in format {found}, this program reads {FORMAT}")]
    Newer {
        /// Format of the file.
        found: u64,
    },
    /// Ours, but damaged.
    #[error("damaged at {place}: {problem}")]
    Damaged {
        /// Path within the file.
        place: String,
        /// What the reader says.
        problem: String,
    },
}

/// Reads a dossier from an exported file: a record, or a bare dossier.
pub fn read(json: &str) -> Result<Dossier, FileFault> {
    read_value(&parse(json)?)
}

/// Reads what [`write_all`] wrote, or a file of one dossier. Of several, each is read by itself.
pub fn read_each(json: &str) -> Result<Vec<Result<Dossier, FileFault>>, FileFault> {
    let value = parse(json)?;
    match value.get("dossiers").and_then(Value::as_array) {
        Some(list) => refuse_newer(&value).map(|()| list.iter().map(read_value).collect()),
        None => read_value(&value).map(|dossier| vec![Ok(dossier)]),
    }
}

/// Several dossiers as one file.
pub fn write_all(dossiers: &[&Rc<Dossier>]) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&serde_json::json!({ "format": FORMAT, "dossiers": dossiers }))
}

fn parse(json: &str) -> Result<Value, FileFault> {
    let json = json.trim_start_matches('\u{FEFF}');
    serde_json::from_str(json).map_err(|fault| match fault.is_eof() {
        _ if json.trim().is_empty() => FileFault::Empty,
        _ if json.starts_with("PK\u{3}\u{4}") => FileFault::Archive,
        true if json.trim_start().starts_with('{') => FileFault::CutOff { line: fault.line() },
        _ => FileFault::NotJson { line: fault.line(), column: fault.column() },
    })
}

fn read_value(value: &Value) -> Result<Dossier, FileFault> {
    let body = value.get("dossier").unwrap_or(value);
    for missing in ["format", "pack", "track"] {
        if body.get(missing).is_none() {
            return Err(FileFault::NotOurs { missing });
        }
    }
    refuse_newer(body)?;
    serde_path_to_error::deserialize(body.clone()).map_err(|fault| FileFault::Damaged {
        place: fault.path().to_string(),
        problem: fault.into_inner().to_string(),
    })
}

fn refuse_newer(value: &Value) -> Result<(), FileFault> {
    let format = value.get("format").and_then(Value::as_u64);
    match format.filter(|found| *found > u64::from(FORMAT)) {
        Some(found) => Err(FileFault::Newer { found }),
        None => Ok(()),
    }
}
