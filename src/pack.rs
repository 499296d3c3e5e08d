//! F1. Rule packs: read, checked, immutable.
//!
//! A [`RulePack`] exists only after every check has passed: whoever holds one may rely on each id
//! resolving, each condition fitting the kind of its fact, each node having a citation and each
//! text both languages. Faults are reported all at once, each with place and hint.

pub mod asked;
mod calendar;
pub mod catalogue;
pub mod check;
pub mod diagnostic;
mod joint;
pub mod ledger;
pub mod raw;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
mod shape;
pub mod slice;
pub mod source_text;

use std::borrow::Cow;
use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::logic::working_days::WorkingDays;
use crate::pack::diagnostic::Diagnostic;
use crate::pack::raw::{
    Citation, Example, Fact, Form, FormBlock, FormSection, Pack, RecordKind, Records, Rule, Source,
    Track,
};

/// Before the id of a pack that a person opened. No pack of the site can be named so, as an id has
/// no colon: the two never meet, whatever a file calls itself.
pub const OWN: &str = "own:";

/// A checked pack.
#[derive(Debug, Clone)]
pub struct RulePack {
    raw: Pack,
    hash: String,
    facts: BTreeMap<String, usize>,
    citations: BTreeMap<String, usize>,
    calendar: WorkingDays,
}

impl RulePack {
    /// Reads and checks a pack. The error lists every fault found.
    pub fn read(json: &str) -> Result<RulePack, Vec<Diagnostic>> {
        let mut raw = check::parse(json)?;
        let mut faults = check::texts(json, &raw);
        joint::expand(&mut raw);
        faults.extend(check::check(&raw));
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(RulePack::of_checked(raw, sha256(json.as_bytes())))
    }

    /// A pack that was checked, its joint tracks filled in.
    fn of_checked(raw: Pack, hash: String) -> RulePack {
        let places = |ids: Vec<&String>| {
            ids.into_iter().enumerate().map(|(place, id)| (id.clone(), place)).collect()
        };
        RulePack {
            facts: places(raw.facts.iter().map(|f| &f.id).collect()),
            citations: places(raw.citations.iter().map(|c| &c.id).collect()),
            hash,
            calendar: raw.calendar.as_ref().map(calendar::working_days).unwrap_or_default(),
            raw,
        }
    }

    /// Reads and checks a pack that a person opened: no pack of the site, and marked so for good.
    pub fn read_own(json: &str) -> Result<RulePack, Vec<Diagnostic>> {
        RulePack::read(json).map(RulePack::into_own)
    }

    /// The same pack as one that a person opened.
    pub fn into_own(mut self) -> RulePack {
        self.raw.id.insert_str(0, OWN);
        self
    }

    /// Reads a pack again, by the id that it had before.
    pub fn read_as(id: &str, json: &str) -> Result<RulePack, Vec<Diagnostic>> {
        if id.starts_with(OWN) { RulePack::read_own(json) } else { RulePack::read(json) }
    }

    /// Whether a person opened it.
    pub fn is_own(&self) -> bool {
        self.raw.id.starts_with(OWN)
    }

    /// The pack as written, its joint tracks filled in.
    pub fn raw(&self) -> &Pack {
        &self.raw
    }

    /// SHA-256 (hex) of the file.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The track of that id.
    pub fn track(&self, id: &str) -> Option<&Track> {
        self.raw.tracks.iter().find(|t| t.id == id)
    }

    /// The fact of that id.
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.get(id).and_then(|place| self.raw.facts.get(*place))
    }

    /// The citation of that id.
    pub fn citation(&self, id: &str) -> Option<&Citation> {
        self.citations.get(id).and_then(|place| self.raw.citations.get(*place))
    }

    /// The working days of the pack's calendar.
    pub fn calendar(&self) -> &WorkingDays {
        &self.calendar
    }

    /// The governing source, the first one listed.
    pub fn source(&self) -> Option<&Source> {
        self.raw.sources.first()
    }
}

/// Every fact that a track asks or prints: the interview first, then the particulars.
pub fn track_facts(track: &Track) -> impl Iterator<Item = &String> {
    track.sections.iter().chain(&track.particulars).flat_map(|section| &section.facts)
}

/// The personas of a track with their answers. Everything that shows a sample asks here.
pub fn examples(track: &Track) -> &[Example] {
    &track.examples
}

/// The kinds of record that some rule of a track counts; all, where no rule looks at the fact.
pub fn counted_kinds<'a>(track: &Track, fact: &str, records: &'a Records) -> Vec<&'a RecordKind> {
    let rules = track.requirements.iter().map(|r| &r.rule);
    let rules = rules.chain(track.waivers.iter().map(|w| &w.rule));
    let rules: Vec<_> = rules
        .filter_map(|rule| match rule {
            Rule::Records(rule) if rule.fact == fact => Some(rule),
            _ => None,
        })
        .collect();
    let counts = |kind: &&RecordKind| rules.iter().any(|rule| rule.kinds.contains(&kind.id));
    records.kinds.iter().filter(|kind| rules.is_empty() || counts(kind)).collect()
}

/// The application document of a track. One without a form of its own prints what was found.
pub fn form_of(track: &Track) -> Cow<'_, Form> {
    let plain = || Form {
        title: track.name.clone(),
        purpose: track.path.last().unwrap_or(&track.name).clone(),
        cover: Vec::new(),
        notices: Vec::new(),
        sections: vec![FormSection {
            title: track.name.clone(),
            blocks: vec![FormBlock::Requirements, FormBlock::Judgements],
        }],
    };
    track.form.as_ref().map_or_else(|| Cow::Owned(plain()), Cow::Borrowed)
}

/// SHA-256 in lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
