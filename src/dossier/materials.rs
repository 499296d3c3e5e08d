//! F3. Materials of a dossier: what was noted of each, its validity, how ready they are.

use serde::{Deserialize, Serialize};

use crate::dossier::Dossier;
use crate::engine::answer::Answer;
use crate::engine::{Assessment, Dates, conditions};
use crate::logic::date::{self, Date};
use crate::pack::raw::{Basis, Condition, Material, Rule, Track, Validity};

/// What was noted of a material.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaterialNote {
    /// Whether it is at hand; nothing if that was not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<MaterialState>,
    /// Day of issue or of expiry, as typed, where the material has a validity.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// See [`MaterialNote::state`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MaterialState {
    /// At hand in the form required.
    Ready,
    /// Still to be got.
    Missing,
    /// Not needed in this case.
    NotApplicable,
}

/// Whether a dated material is good on the planned filing date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValidityState {
    /// No date was given, or the material has no validity.
    NoDate,
    /// The text typed is no date.
    NotADate,
    /// Issued after the date of assessment.
    Future,
    /// Good until this day, included.
    GoodUntil(Date),
    /// Past since this day.
    PastSince(Date),
}

/// Readiness of the materials, counted over those needed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Readiness {
    /// Needed, or possibly needed.
    pub needed: usize,
    /// At hand and good on the filing date.
    pub ready: usize,
    /// Said to be missing, or past its validity.
    pub missing: usize,
    /// Not said.
    pub unknown: usize,
}

impl Dossier {
    /// What was noted of a material, with the date that an answer gave for it.
    pub fn dated_material(
        &self,
        track: &Track,
        found: &Assessment,
        material: &Material,
    ) -> MaterialNote {
        let mut note = self.material(&material.id);
        let fact = dated_by(track, found, material);
        if let Some(Answer::Text(day)) = fact.and_then(|fact| self.answers.get(fact)) {
            note.date.clone_from(day);
        }
        note
    }

    /// Readiness over the materials of a track. Papers on request count once something is said
    /// of them.
    pub fn readiness(&self, track: &Track, found: &Assessment) -> Readiness {
        let mut all = Readiness::default();
        for (material, needed) in track.materials.iter().zip(&found.materials) {
            let note = self.dated_material(track, found, material);
            let optional = material.basis == Basis::OnRequest && note.state.is_none();
            let skipped = note.state == Some(MaterialState::NotApplicable);
            if *needed == Some(false) || skipped || optional {
                continue;
            }
            all.needed += 1;
            let past =
                matches!(validity(material, &note, found.dates), ValidityState::PastSince(_));
            match note.state {
                Some(MaterialState::Missing) => all.missing += 1,
                Some(MaterialState::Ready) if past => all.missing += 1,
                Some(MaterialState::Ready) => all.ready += 1,
                _ => all.unknown += 1,
            }
        }
        all
    }
}

/// The fact whose answer gave the date of a paper that carries an expiry already: a requirement
/// that the paper proves tests it against a clock, so asking again could only produce two dates.
pub fn dated_by<'a>(track: &'a Track, found: &Assessment, material: &Material) -> Option<&'a str> {
    if !matches!(material.validity, Some(Validity::Expires)) {
        return None;
    }
    let proved = track.requirements.iter().filter(|r| material.proves.contains(&r.id));
    let mut tested = proved.flat_map(|requirement| expiries(&requirement.rule));
    tested.find(|fact| found.relevance.used.contains(*fact))
}

/// The facts that a rule tests as an expiry.
fn expiries(rule: &Rule) -> Vec<&str> {
    let mut found = Vec::new();
    for condition in conditions::of_rule(rule) {
        conditions::visit(condition, &mut |c| {
            if let Condition::NotBefore(moment) = c {
                found.push(moment.fact.as_str());
            }
        });
    }
    found
}

/// Whether a material is good on the filing date.
pub fn validity(material: &Material, note: &MaterialNote, dates: Dates) -> ValidityState {
    let Some(rule) = &material.validity else { return ValidityState::NoDate };
    if note.date.trim().is_empty() {
        return ValidityState::NoDate;
    }
    let Some(day) = date::parse(&note.date) else { return ValidityState::NotADate };
    let last = match rule {
        Validity::Expires => day,
        Validity::IssuedWithin(_) if day > dates.on => return ValidityState::Future,
        Validity::IssuedWithin(years) => date::add_years(day, *years),
    };
    match last >= dates.filing {
        true => ValidityState::GoodUntil(last),
        false => ValidityState::PastSince(date::next_day(last)),
    }
}
