//! F1. Joint tracks: several tracks merged into one, each requirement kept to the parts it is of.
//!
//! A joint track lists its parts; what they ask and demand is taken over from them. What all parts
//! share stays as it is; the rest applies only where the applicant names one of its parts.

use std::collections::BTreeSet;

use crate::pack::raw::{
    Condition, Curable, Is, Joint, Material, Pack, Preference, Requirement, Rule, Section, Text,
    Track, Waiver,
};

/// Fills in every joint track of a pack. Parts that do not exist are left to the check.
pub fn expand(pack: &mut Pack) {
    let plain: Vec<Track> = pack.tracks.iter().filter(|t| t.joint.is_none()).cloned().collect();
    for track in &mut pack.tracks {
        if let Some(joint) = track.joint.clone() {
            Merge { joint: &joint, plain: &plain }.into(track);
        }
    }
}

struct Merge<'a> {
    joint: &'a Joint,
    plain: &'a [Track],
}

impl<'a> Merge<'a> {
    fn parts(&self) -> impl Iterator<Item = &'a Track> {
        let find = |id: &str| self.plain.iter().find(|track| track.id == id);
        self.joint.parts.iter().filter_map(move |part| find(&part.track))
    }

    fn into(self, track: &mut Track) {
        let mut asked: BTreeSet<String> = crate::pack::track_facts(track).cloned().collect();
        for part in self.parts() {
            merge_sections(&mut track.sections, &part.sections, &mut asked);
        }
        for part in self.parts() {
            merge_sections(&mut track.particulars, &part.particulars, &mut asked);
            let requirements: Vec<Requirement> =
                part.requirements.iter().map(|r| self.requirement(r)).collect();
            add(&mut track.requirements, &requirements, |r| &r.id);
            let waivers: Vec<Waiver> = part.waivers.iter().map(|w| self.waiver(w)).collect();
            add(&mut track.waivers, &waivers, |w| &w.id);
            let preferences: Vec<Preference> =
                part.preferences.iter().map(|p| self.preference(p)).collect();
            add(&mut track.preferences, &preferences, |p| &p.id);
            add(&mut track.readings, &part.readings, |r| &r.id);
            add(&mut track.conflicts, &part.conflicts, |c| &c.id);
            let materials: Vec<Material> =
                part.materials.iter().map(|m| self.material(m)).collect();
            add(&mut track.materials, &materials, |m| &m.id);
            add(&mut track.missing_documents, &part.missing_documents, |m| &m.id);
            add(&mut track.deadlines, &part.deadlines, |d| &d.id);
        }
        track.requirements.push(self.agreement());
    }

    fn agreement(&self) -> Requirement {
        Requirement {
            id: self.joint.id.clone(),
            label: self.joint.label.clone(),
            statement: self.joint.statement.clone(),
            cite: self.joint.cite.clone(),
            applies: None,
            rule: Rule::Agreement,
            self_declared: false,
            decider: Some(self.joint.decider.clone()),
            curable: Curable::No,
            cure: None,
            more_never_hurts: Vec::new(),
            shortfall: None,
            remarks: Vec::new(),
        }
    }

    /// The condition that one of the parts with a node is named; nothing if all parts have it.
    fn gate(&self, has: &dyn Fn(&Track) -> bool) -> Option<Condition> {
        let with = |track: &str| self.plain.iter().any(|t| t.id == track && has(t));
        let options: Vec<String> =
            self.joint.parts.iter().filter(|p| with(&p.track)).map(|p| p.option.clone()).collect();
        let all = options.len() == self.joint.parts.len();
        let is = Is { fact: self.joint.fact.clone(), any_of: options };
        (!all).then_some(Condition::Is(is))
    }

    fn requirement(&self, requirement: &Requirement) -> Requirement {
        let mut own = requirement.clone();
        let has = |t: &Track| t.requirements.iter().any(|r| r.id == requirement.id);
        if let Some(gate) = self.gate(&has) {
            own.applies = Some(both(gate, own.applies));
            own.label = self.named(&own.label, &has);
        }
        own
    }

    /// The name of a node with the parts that have it before it.
    fn named(&self, own: &Text, has: &dyn Fn(&Track) -> bool) -> Text {
        let label = |pick: fn(&Text) -> &str| {
            let with = |track: &str| self.plain.iter().any(|t| t.id == track && has(t));
            let parts = self.joint.parts.iter().filter(|part| with(&part.track));
            parts.map(|p| pick(&p.label).to_owned()).collect::<Vec<_>>()
        };
        Text {
            zh: format!("{}：{}", label(|t| &t.zh).join("、"), own.zh),
            en: format!("{}: {}", label(|t| &t.en).join(", "), own.en),
        }
    }

    fn waiver(&self, waiver: &Waiver) -> Waiver {
        let has = |t: &Track| t.waivers.iter().any(|w| w.id == waiver.id);
        let label = match self.gate(&has) {
            Some(_) => self.named(&waiver.label, &has),
            None => waiver.label.clone(),
        };
        Waiver { label, ..waiver.clone() }
    }

    fn preference(&self, preference: &Preference) -> Preference {
        let mut own = preference.clone();
        let has = |t: &Track| t.preferences.iter().any(|p| p.id == preference.id);
        if let Some(gate) = self.gate(&has) {
            own.when = both(gate, Some(own.when));
            own.label = self.named(&own.label, &has);
        }
        own
    }

    fn material(&self, material: &Material) -> Material {
        let mut own = material.clone();
        let has = |t: &Track| t.materials.iter().any(|m| m.id == material.id);
        if let Some(gate) = self.gate(&has) {
            own.when = Some(both(gate, own.when));
        }
        own
    }
}

fn both(gate: Condition, own: Option<Condition>) -> Condition {
    Condition::All(std::iter::once(gate).chain(own).collect())
}

fn add<T: Clone>(list: &mut Vec<T>, more: &[T], id: fn(&T) -> &String) {
    for node in more {
        if !list.iter().any(|known| id(known) == id(node)) {
            list.push(node.clone());
        }
    }
}

/// Adds the facts that are not asked yet, each to the section of its id.
fn merge_sections(list: &mut Vec<Section>, more: &[Section], asked: &mut BTreeSet<String>) {
    for section in more {
        let fresh = section.facts.iter().filter(|fact| asked.insert((*fact).clone()));
        let facts: Vec<String> = fresh.cloned().collect();
        match list.iter_mut().find(|known| known.id == section.id) {
            Some(known) => known.facts.extend(facts),
            None if facts.is_empty() => {}
            None => list.push(Section { facts, ..section.clone() }),
        }
    }
}
