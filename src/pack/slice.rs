//! F1. A slice: one track of a checked pack in a few compact bytes, so that its first question
//! needs neither the rest of the pack nor the program that reads and checks JSON.
//!
//! Slices are written beside the packs by `packs index`. They hold what the page of a track and its
//! interview show, in one language; the rest is left to the whole pack, which is read once it is
//! wanted.

use std::io;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::pack::RulePack;
use crate::pack::raw::Pack;

/// First bytes of a slice; the last is the version of its shape, raised whenever the types of
/// [`raw`](crate::pack::raw) change.
const MAGIC: [u8; 4] = *b"ACS\x01";

/// What is in a slice.
#[derive(BorshSerialize, BorshDeserialize)]
struct Slice {
    magic: [u8; 4],
    /// SHA-256 (hex) of the pack.
    hash: String,
    pack: Pack,
    /// What the engine finds before anything is answered, in its own words.
    opening: Vec<u8>,
}

/// The file of a slice beside the catalogue; `lang` is `zh` or `en`.
pub fn file(pack: &str, track: &str, lang: &str) -> String {
    format!("slices/{lang}/{pack}/{track}.bin")
}

/// Reads a slice that this version of the program wrote: the pack and the opening. Whether it is of
/// the pack that the catalogue lists is told by its hash.
pub fn read(bytes: &[u8]) -> Result<(RulePack, Vec<u8>), io::Error> {
    let found = bytes.get(..MAGIC.len()).unwrap_or_default();
    if found != MAGIC {
        return Err(io::Error::from(io::ErrorKind::InvalidData));
    }
    let slice = Slice::try_from_slice(bytes)?;
    Ok((RulePack::of_checked(slice.pack, slice.hash), slice.opening))
}

#[cfg(not(target_arch = "wasm32"))]
pub use write::write;

#[cfg(not(target_arch = "wasm32"))]
mod write {
    use std::collections::BTreeSet;

    use serde::Serialize;
    use serde_json::Value;

    use super::{MAGIC, Slice};
    use crate::pack::raw::{Citation, Condition, Fact, Form, Material, Pack, Rule, Text, Track};
    use crate::pack::{RulePack, track_facts};

    /// The slice of a track in a language, `zh` or `en`, with its opening; nothing if the pack has no
    /// such track.
    pub fn write(pack: &RulePack, track: &str, lang: &str, opening: Vec<u8>) -> Option<Vec<u8>> {
        let (raw, whole) = (pack.raw(), pack.track(track)?);
        let track = Track {
            materials: whole.materials.iter().map(condition).collect(),
            duties: Vec::new(),
            form: whole.form.as_ref().map(|_| blank_form()),
            examples: Vec::new(),
            ..whole.clone()
        };
        let parts = whole.joint.iter().flat_map(|joint| &joint.parts);
        let parts = parts.filter_map(|part| pack.track(&part.track)).map(demands);
        let asked: BTreeSet<&String> = track_facts(whole).collect();
        let facts = raw.facts.iter().filter(|fact| asked.contains(&fact.id)).cloned();
        let facts: Vec<Fact> = facts.collect();
        let cited = cited(&(&track, &facts));
        let citations = raw.citations.iter().filter(|citation| cited.contains(&citation.id));
        let citations = citations.map(|c| Citation { sha256: String::new(), ..c.clone() });
        let sliced = Pack {
            schema: None,
            citations: citations.collect(),
            facts,
            tracks: std::iter::once(track).chain(parts).collect(),
            ..raw.clone()
        };
        let (hash, pack) = (pack.hash().to_owned(), only(lang, sliced)?);
        borsh::to_vec(&Slice { magic: MAGIC, hash, pack, opening }).ok()
    }

    fn blank() -> Text {
        Text { zh: String::new(), en: String::new() }
    }

    /// That there is a form: the last step is named by it.
    fn blank_form() -> Form {
        let (cover, notices, sections) = (Vec::new(), Vec::new(), Vec::new());
        Form { title: blank(), purpose: blank(), cover, notices, sections }
    }

    /// What of a material can make a question matter.
    fn condition(material: &Material) -> Material {
        Material {
            name: blank(),
            form: blank(),
            alternatives: None,
            help: None,
            cite: Vec::new(),
            ..material.clone()
        }
    }

    /// The same pack with its texts in one language, the other left empty.
    fn only(lang: &str, mut pack: Pack) -> Option<Pack> {
        // The one rule that no file can hold.
        let mut agreements = Vec::new();
        for requirement in pack.tracks.iter_mut().flat_map(|track| &mut track.requirements) {
            agreements.push(requirement.rule == Rule::Agreement);
            if requirement.rule == Rule::Agreement {
                requirement.rule = Rule::MetWhen(Condition::All(Vec::new()));
            }
        }
        let mut value = serde_json::to_value(&pack).ok()?;
        leave_one(lang, &mut value);
        let mut pack: Pack = serde_json::from_value(value).ok()?;
        let requirements = pack.tracks.iter_mut().flat_map(|track| &mut track.requirements);
        for (requirement, _) in requirements.zip(agreements).filter(|(_, agreement)| *agreement) {
            requirement.rule = Rule::Agreement;
        }
        Some(pack)
    }

    fn leave_one(lang: &str, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| leave_one(lang, item)),
            Value::Object(fields) if fields.contains_key("zh") && fields.contains_key("en") => {
                let other = fields.iter_mut().filter(|(key, _)| *key != lang);
                other.for_each(|(_, text)| *text = Value::String(String::new()));
            }
            Value::Object(fields) => fields.values_mut().for_each(|field| leave_one(lang, field)),
            _ => {}
        }
    }

    /// What a part of a joint track demands; all else of it has gone into the joint track.
    fn demands(part: &Track) -> Track {
        Track {
            notes: Vec::new(),
            steps: Vec::new(),
            sections: Vec::new(),
            particulars: Vec::new(),
            deadlines: Vec::new(),
            waivers: Vec::new(),
            preferences: Vec::new(),
            readings: Vec::new(),
            conflicts: Vec::new(),
            materials: Vec::new(),
            missing_documents: Vec::new(),
            duties: Vec::new(),
            form: None,
            examples: Vec::new(),
            ..part.clone()
        }
    }

    /// The citations that anything within rests on.
    fn cited(within: &impl Serialize) -> BTreeSet<String> {
        fn visit(value: &Value, cited: &mut BTreeSet<String>) {
            match value {
                Value::Array(items) => items.iter().for_each(|item| visit(item, cited)),
                Value::Object(fields) => {
                    let ids = fields.get("cite").and_then(Value::as_array).into_iter().flatten();
                    cited.extend(ids.filter_map(Value::as_str).map(str::to_owned));
                    fields.values().for_each(|field| visit(field, cited));
                }
                _ => {}
            }
        }
        let mut all = BTreeSet::new();
        visit(&serde_json::to_value(within).unwrap_or_default(), &mut all);
        all
    }
}
