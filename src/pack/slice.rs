//! F1. A slice: what the page of a track and the first section of its interview show, in a few
//! compact bytes, so that its first question needs neither the rest of the pack nor the program that
//! reads and checks JSON.
//!
//! Slices are written beside the packs by `packs index`, in one language each. Nothing is assessed by
//! them: the whole pack is read as soon as the first question is shown.

use std::io;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::pack::RulePack;
use crate::pack::catalogue::Catalogue;
use crate::pack::raw::Pack;

/// First bytes of a slice; the last is the version of its shape, raised whenever the types of
/// [`raw`](crate::pack::raw) change.
const MAGIC: [u8; 4] = *b"ACS\x02";

/// What is in a slice.
#[derive(BorshSerialize, BorshDeserialize)]
struct Slice {
    magic: [u8; 4],
    /// SHA-256 (hex) of the pack.
    hash: String,
    pack: Pack,
    /// The facts of the first section that are asked for before anything is answered.
    asked: Vec<String>,
    /// How many facts are asked for in all.
    waiting: u32,
}

/// What a slice says beside its pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opening {
    /// The facts of the first section that are asked for before anything is answered.
    pub asked: Vec<String>,
    /// How many facts the interview asks for in all.
    pub waiting: usize,
}

/// The file of the catalogue in the form of the slices, beside `index.json`.
pub const CATALOGUE: &str = "slices/index.bin";

/// Reads the catalogue that this version of the program wrote.
pub fn read_catalogue(bytes: &[u8]) -> Result<Catalogue, io::Error> {
    match bytes.split_at_checked(MAGIC.len()) {
        Some((found, catalogue)) if found == MAGIC => borsh::from_slice(catalogue),
        _ => Err(io::Error::from(io::ErrorKind::InvalidData)),
    }
}

/// The file of a slice beside the catalogue; `lang` is `zh` or `en`.
pub fn file(pack: &str, track: &str, lang: &str) -> String {
    format!("slices/{lang}/{pack}/{track}.bin")
}

/// Reads a slice that this version of the program wrote. Whether it is of the pack that the catalogue
/// lists is told by its hash.
pub fn read(bytes: &[u8]) -> Result<(RulePack, Opening), io::Error> {
    let found = bytes.get(..MAGIC.len()).unwrap_or_default();
    if found != MAGIC {
        return Err(io::Error::from(io::ErrorKind::InvalidData));
    }
    let Slice { hash, pack, asked, waiting, .. } = Slice::try_from_slice(bytes)?;
    let waiting = usize::try_from(waiting).unwrap_or_default();
    Ok((RulePack::of_checked(pack, hash), Opening { asked, waiting }))
}

#[cfg(not(target_arch = "wasm32"))]
pub use write::{write, write_catalogue};

#[cfg(not(target_arch = "wasm32"))]
mod write {
    use std::collections::BTreeSet;

    use serde::Serialize;
    use serde_json::Value;

    use super::{MAGIC, Slice};
    use crate::pack::RulePack;
    use crate::pack::catalogue::Catalogue;
    use crate::pack::raw::{Citation, Fact, Pack, Track};

    /// The catalogue for [`read_catalogue`](super::read_catalogue).
    pub fn write_catalogue(catalogue: &Catalogue) -> Option<Vec<u8>> {
        borsh::to_vec(&(MAGIC, catalogue)).ok()
    }

    /// The slice of a track in a language, `zh` or `en`; `wanted` are the facts that are asked for
    /// before anything is answered. Nothing if the pack has no such track.
    pub fn write(
        pack: &RulePack,
        track: &str,
        lang: &str,
        wanted: &BTreeSet<String>,
    ) -> Option<Vec<u8>> {
        let (raw, whole) = (pack.raw(), pack.track(track)?);
        let asked = |sections: usize| {
            let facts = whole.sections.iter().take(sections).flat_map(|section| &section.facts);
            facts.filter(|id| wanted.contains(*id))
        };
        let waiting = u32::try_from(asked(whole.sections.len()).count()).ok()?;
        let asked: Vec<String> = asked(1).cloned().collect();
        let facts = raw.facts.iter().filter(|fact| asked.contains(&fact.id)).cloned();
        let facts: Vec<Fact> = facts.collect();
        let track = Track {
            deadlines: Vec::new(),
            requirements: Vec::new(),
            waivers: Vec::new(),
            preferences: Vec::new(),
            readings: Vec::new(),
            conflicts: Vec::new(),
            materials: Vec::new(),
            duties: Vec::new(),
            joint: None,
            examples: Vec::new(),
            ..whole.clone()
        };
        let cited = cited(&(&track, &facts));
        let citations = raw.citations.iter().filter(|citation| cited.contains(&citation.id));
        let citations = citations.map(|c| Citation { sha256: String::new(), ..c.clone() });
        let citations = citations.collect();
        let tracks = vec![track];
        let sliced = Pack { schema: None, calendar: None, citations, facts, tracks, ..raw.clone() };
        let (hash, pack) = (pack.hash().to_owned(), only(lang, &sliced)?);
        borsh::to_vec(&Slice { magic: MAGIC, hash, pack, asked, waiting }).ok()
    }

    /// The same pack with its texts in one language, the other left empty.
    fn only(lang: &str, pack: &Pack) -> Option<Pack> {
        let mut value = serde_json::to_value(pack).ok()?;
        leave_one(lang, &mut value);
        serde_json::from_value(value).ok()
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
