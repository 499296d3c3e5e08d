//! F2. What is found before anything is answered. It is the same on every day, so it is worked out
//! where a slice is written, and the first question waits for no engine. With one exception: a
//! planned filing date may lie after a deadline, wherever that is counted from.

use std::io;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::engine::Dates;
use crate::engine::assessment::{Assessment, Finding, JointFinding, LegalForce, ReadingFinding};
use crate::engine::deadline::DeadlineFinding;
use crate::engine::facts::FactSheet;
use crate::engine::relevance::Relevance;
use crate::logic::outcome::Verdict;
use crate::pack::RulePack;
use crate::pack::raw::Track;

#[derive(BorshSerialize, BorshDeserialize)]
struct Opening {
    relevance: Relevance,
    verdict: Verdict,
    requirements: Vec<Finding>,
    waivers: Vec<Finding>,
    preferences: Vec<Option<bool>>,
    materials: Vec<Option<bool>>,
    readings: Vec<ReadingFinding>,
    joint: Option<JointFinding>,
}

/// The assessment of a track without answers, as bytes for [`read`].
#[cfg(not(target_arch = "wasm32"))]
pub fn write(pack: &RulePack, track: &Track) -> Result<Vec<u8>, io::Error> {
    let dates = Dates::new(crate::logic::date::Date::default(), None);
    let found = crate::engine::assess(pack, track, &Default::default(), dates);
    borsh::to_vec(&Opening {
        relevance: found.relevance,
        verdict: found.verdict,
        requirements: found.requirements,
        waivers: found.waivers,
        preferences: found.preferences,
        materials: found.materials,
        readings: found.readings,
        joint: found.joint,
    })
}

/// The assessment of a track without answers on a day. An error means that the engine must find it.
pub fn read(
    bytes: &[u8],
    pack: &RulePack,
    track: &Track,
    dates: Dates,
) -> Result<Assessment, io::Error> {
    if dates.filing != dates.on && !track.deadlines.is_empty() {
        return Err(io::Error::from(io::ErrorKind::Unsupported));
    }
    let found = Opening::try_from_slice(bytes)?;
    let open = DeadlineFinding { due: None, place: None };
    Ok(Assessment {
        dates,
        sheet: FactSheet::default(),
        faults: Vec::new(),
        relevance: found.relevance,
        verdict: found.verdict,
        requirements: found.requirements,
        waivers: found.waivers,
        preferences: found.preferences,
        materials: found.materials,
        readings: found.readings,
        conflicts: Vec::new(),
        boundaries: Vec::new(),
        deadlines: vec![open; track.deadlines.len()],
        joint: found.joint,
        force: LegalForce::of_pack(pack, dates),
    })
}
