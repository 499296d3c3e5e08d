//! F4. The record: an assessment as data, for the command line and the saved file.

mod explanation;
mod notices;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::dossier::{Dossier, PackRef};
use crate::engine::Assessment;
use crate::engine::assessment::{Finding, PartFinding};
use crate::engine::deadline::DeadlineFinding;
use crate::logic::date::{self, Date};
use crate::logic::outcome::Status;
use crate::logic::working_days::Due;
use crate::pack::RulePack;
use crate::pack::raw::{
    Basis, Curable, Deadline, JointPart, Material, MissingDocument, Place, Preference, Reading,
    Requirement, Text, Track, Waiver,
};
use crate::words::telling;

pub use explanation::{ExplanationRecord, explanations, one_of};
pub use notices::{Both, Notice, notices};

/// The file that holds a dossier and what was found of it.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    program: &'static str,
    program_version: &'static str,
    pack: PackRef,
    dossier: &'a Dossier,
    assessment: AssessmentRecord,
}

impl<'a> Record<'a> {
    /// The record of a dossier.
    pub fn new(dossier: &'a Dossier, pack: &RulePack, assessment: AssessmentRecord) -> Record<'a> {
        Record {
            program: env!("CARGO_PKG_NAME"),
            program_version: env!("CARGO_PKG_VERSION"),
            pack: PackRef::of(pack),
            dossier,
            assessment,
        }
    }
}

/// An assessment as data.
#[derive(Debug, Serialize)]
pub struct AssessmentRecord {
    pack: String,
    version: String,
    hash: String,
    unofficial: bool,
    track: String,
    on: String,
    filing: String,
    verdict: &'static str,
    force: Text,
    requirements: Vec<RequirementRecord>,
    waivers: Vec<WaiverRecord>,
    preferences: Vec<PreferenceRecord>,
    readings: Vec<ReadingRecord>,
    sectors: Vec<SectorRecord>,
    materials: Vec<MaterialRecord>,
    missing_documents: Vec<MissingRecord>,
    deadline: Option<String>,
    deadlines: Vec<DeadlineRecord>,
    unused: Vec<String>,
    wanted: Vec<String>,
    notices: Vec<Notice>,
}

#[derive(Debug, Serialize)]
struct CitationRecord {
    document: String,
    label: String,
}

#[derive(Debug, Serialize)]
struct RequirementRecord {
    id: String,
    citation: Option<CitationRecord>,
    status: &'static str,
    self_declared: bool,
    decider: Option<Text>,
    curable: Option<&'static str>,
    from: Option<String>,
    shortfall: Option<ShortfallRecord>,
    reason: Option<Text>,
    waived_by: Option<String>,
    open: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ShortfallRecord {
    value: String,
    unit: String,
}

#[derive(Debug, Serialize)]
struct WaiverRecord {
    id: String,
    of: String,
    citation: Option<CitationRecord>,
    status: &'static str,
    reason: Option<Text>,
}

#[derive(Debug, Serialize)]
struct PreferenceRecord {
    id: String,
    citation: Option<CitationRecord>,
    claimed: &'static str,
}

#[derive(Debug, Serialize)]
struct ReadingRecord {
    id: String,
    depends: bool,
    affects: Vec<String>,
    alternatives: Vec<AlternativeRecord>,
    recommended: String,
    question: Text,
    ask: Text,
}

#[derive(Debug, Serialize)]
struct AlternativeRecord {
    id: String,
    text: Text,
    /// By requirement that turns on the reading.
    statuses: BTreeMap<String, &'static str>,
    verdict: &'static str,
}

/// A part of a joint track: the sector, whether the applicant names it, its own verdict.
#[derive(Debug, Serialize)]
struct SectorRecord {
    sector: String,
    track: String,
    named: Option<bool>,
    verdict: &'static str,
}

#[derive(Debug, Serialize)]
struct DeadlineRecord {
    id: String,
    citation: Option<CitationRecord>,
    day: Option<String>,
    provisional: bool,
    earliest: Option<String>,
    latest: Option<String>,
    place: Option<Place>,
}

#[derive(Debug, Serialize)]
struct MaterialRecord {
    id: String,
    required: Option<bool>,
    basis: &'static str,
    why: Vec<String>,
}

#[derive(Debug, Serialize)]
struct MissingRecord {
    id: String,
    title: Text,
    role: Text,
}

struct Writer<'a> {
    pack: &'a RulePack,
    track: &'a Track,
    words: Both<'a>,
}

/// The record of an assessment.
pub fn record(
    pack: &RulePack,
    track: &Track,
    found: &Assessment,
    words: Both<'_>,
) -> AssessmentRecord {
    let writer = Writer { pack, track, words };
    let asked = track.sections.iter().flat_map(|section| &section.facts);
    let unused =
        |fact: &&String| found.sheet.get(fact).is_some() && !found.relevance.used.contains(*fact);
    let wanted = |fact: &&String| found.relevance.wanted.contains(*fact);
    AssessmentRecord {
        pack: pack.raw().id.clone(),
        version: pack.raw().version.clone(),
        hash: pack.hash().to_owned(),
        unofficial: pack.is_own(),
        track: track.id.clone(),
        on: date::iso(found.dates.on),
        filing: date::iso(found.dates.filing),
        verdict: found.verdict.name(),
        force: words.say(found.force.key(), &|_| Vec::new()),
        requirements: writer.each(&track.requirements, &found.requirements, |w, node, finding| {
            w.requirement(node, finding, found)
        }),
        waivers: writer.each(&track.waivers, &found.waivers, Writer::waiver),
        preferences: writer.each(&track.preferences, &found.preferences, Writer::preference),
        readings: writer.each(&track.readings, &found.readings, Writer::reading),
        sectors: sectors(track, found),
        materials: writer.each(&track.materials, &found.materials, Writer::material),
        missing_documents: track.missing_documents.iter().map(missing).collect(),
        deadline: found.deadlines.iter().find_map(|d| d.due).map(|due| date::iso(due.stated)),
        deadlines: writer.each(&track.deadlines, &found.deadlines, Writer::deadline),
        unused: asked.clone().filter(unused).cloned().collect(),
        wanted: asked.filter(wanted).cloned().collect(),
        notices: notices(pack, track, found, words),
    }
}

impl Writer<'_> {
    fn each<N, F, R>(&self, nodes: &[N], found: &[F], one: impl Fn(&Self, &N, &F) -> R) -> Vec<R> {
        nodes.iter().zip(found).map(|(node, found)| one(self, node, found)).collect()
    }

    fn cite(&self, ids: &[String]) -> Option<CitationRecord> {
        self.cite_one(ids.first()?)
    }

    fn cite_one(&self, id: &str) -> Option<CitationRecord> {
        let citation = self.pack.citation(id)?;
        let (document, label) = (citation.document.clone(), citation.label.clone());
        Some(CitationRecord { document, label })
    }

    fn requirement(
        &self,
        requirement: &Requirement,
        finding: &Finding,
        found: &Assessment,
    ) -> RequirementRecord {
        let is = |status: Status| finding.status == status;
        let waiver = self.track.waivers.iter().find(|w| w.of == requirement.id);
        RequirementRecord {
            id: requirement.id.clone(),
            citation: self.cite(&requirement.cite),
            status: finding.status.name(),
            self_declared: finding.self_declared,
            decider: requirement.decider.clone().filter(|_| is(Status::Judge)),
            curable: is(Status::Failed).then(|| match requirement.curable {
                _ if telling::still_due(requirement, self.track, found).is_some() => "yes",
                Curable::Yes => "yes",
                Curable::No => "no",
                Curable::Wait => "wait",
            }),
            from: finding.from.map(date::iso),
            shortfall: finding.shortfall.as_ref().map(|shortfall| ShortfallRecord {
                value: shortfall.amount.text(&shortfall.unit),
                unit: shortfall.unit.name.clone(),
            }),
            reason: self.why(finding),
            waived_by: waiver.filter(|_| is(Status::Waived)).map(|waiver| waiver.id.clone()),
            open: finding.open.clone(),
        }
    }

    fn why(&self, finding: &Finding) -> Option<Text> {
        let said = |words| telling::why(finding, self.pack, self.track, words);
        Some(Text { zh: said(self.words.zh)?, en: said(self.words.en)? })
    }

    fn waiver(&self, waiver: &Waiver, finding: &Finding) -> WaiverRecord {
        WaiverRecord {
            id: waiver.id.clone(),
            of: waiver.of.clone(),
            citation: self.cite(&waiver.cite),
            status: finding.status.name(),
            reason: self.why(finding),
        }
    }

    fn preference(&self, preference: &Preference, claimed: &Option<bool>) -> PreferenceRecord {
        PreferenceRecord {
            id: preference.id.clone(),
            citation: self.cite(&preference.cite),
            claimed: match claimed {
                Some(true) => "yes",
                Some(false) => "no",
                None => "unknown",
            },
        }
    }

    fn reading(
        &self,
        reading: &Reading,
        finding: &crate::engine::assessment::ReadingFinding,
    ) -> ReadingRecord {
        let id_of = |at: &usize| self.track.requirements.get(*at).map(|r| r.id.clone());
        let alternatives = reading.alternatives.iter().zip(&finding.verdicts).enumerate();
        let statuses = |n: usize| {
            let status = |at: &usize| Some((id_of(at)?, finding.of(*at).get(n)?.name()));
            finding.affects.iter().filter_map(status).collect()
        };
        ReadingRecord {
            id: reading.id.clone(),
            depends: !finding.affects.is_empty(),
            affects: finding.affects.iter().filter_map(id_of).collect(),
            alternatives: alternatives
                .map(|(n, (alternative, verdict))| AlternativeRecord {
                    id: alternative.id.clone(),
                    text: alternative.text.clone(),
                    statuses: statuses(n),
                    verdict: verdict.name(),
                })
                .collect(),
            recommended: reading.recommended.clone(),
            question: reading.question.clone(),
            ask: self.track.ask.clone(),
        }
    }

    fn deadline(&self, deadline: &Deadline, finding: &DeadlineFinding) -> DeadlineRecord {
        let day = |pick: fn(&Due) -> Date| finding.due.as_ref().map(pick).map(date::iso);
        DeadlineRecord {
            id: deadline.id.clone(),
            citation: self.cite(&deadline.cite),
            day: day(|due| due.stated),
            provisional: finding.due.is_some_and(|due| due.provisional()),
            earliest: day(|due| due.earliest),
            latest: day(|due| due.latest),
            place: finding.place,
        }
    }

    fn material(&self, material: &Material, required: &Option<bool>) -> MaterialRecord {
        MaterialRecord {
            id: material.id.clone(),
            required: *required,
            basis: match material.basis {
                Basis::Explicit => "explicit",
                Basis::Implied => "implied",
                Basis::OnRequest => "on-request",
            },
            why: material.proves.clone(),
        }
    }
}

fn sectors(track: &Track, found: &Assessment) -> Vec<SectorRecord> {
    let parts = track.joint.iter().flat_map(|joint| &joint.parts);
    let findings = found.joint.iter().flat_map(|joint| &joint.parts);
    let one = |(part, finding): (&JointPart, &PartFinding)| SectorRecord {
        sector: part.option.clone(),
        track: part.track.clone(),
        named: finding.named,
        verdict: finding.verdict.name(),
    };
    parts.zip(findings).map(one).collect()
}

fn missing(missing: &MissingDocument) -> MissingRecord {
    MissingRecord {
        id: missing.id.clone(),
        title: missing.title.clone(),
        role: missing.role.clone(),
    }
}
