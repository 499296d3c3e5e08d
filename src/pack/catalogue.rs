//! F1. The catalogue of packs: `index.json`, what the start page shows before any pack is read.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::pack::RulePack;
use crate::pack::raw::{Force, Role, Text, TrackKind};

/// The catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// Version of this shape.
    pub format: u32,
    /// Packs in the order shown.
    pub packs: Vec<Entry>,
}

/// One pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Id of the pack.
    pub id: String,
    /// File beside the catalogue.
    pub file: String,
    /// Version of the rules.
    pub version: String,
    /// SHA-256 (hex) of the file.
    pub sha256: String,
    /// Name of the alliance or brand.
    pub name: Text,
    /// What it is for.
    pub purpose: Text,
    /// Code of the governing source.
    pub document: String,
    /// Title of the governing source.
    pub source: Text,
    /// Legal force of the governing source.
    pub force: Force,
    /// Tracks.
    pub tracks: Vec<TrackEntry>,
}

/// One track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackEntry {
    /// Id of the track.
    pub id: String,
    /// What is found at its end; absent means an admission.
    #[serde(default, skip_serializing_if = "TrackKind::is_admission")]
    pub kind: TrackKind,
    /// Who applies.
    pub role: Role,
    /// Name.
    pub name: Text,
    /// Steps under which it is offered.
    pub path: Vec<Text>,
    /// Questions at most.
    pub questions: usize,
    /// Requirements.
    pub requirements: usize,
}

impl Entry {
    /// The entry of a checked pack.
    pub fn of(pack: &RulePack, file: &str) -> Option<Entry> {
        let raw = pack.raw();
        let source = pack.source()?;
        let tracks = raw.tracks.iter().map(|track| TrackEntry {
            id: track.id.clone(),
            kind: track.kind,
            role: track.role,
            name: track.name.clone(),
            path: track.path.clone(),
            questions: track.sections.iter().map(|section| section.facts.len()).sum(),
            requirements: track.requirements.len(),
        });
        Some(Entry {
            id: raw.id.clone(),
            file: file.to_owned(),
            version: raw.version.clone(),
            sha256: pack.hash().to_owned(),
            name: raw.name.clone(),
            purpose: raw.purpose.clone(),
            document: source.document.clone(),
            source: source.title.clone(),
            force: source.force.clone(),
            tracks: tracks.collect(),
        })
    }
}
