//! F1. The check of a track: every reference resolves, every node is cited, nothing is asked twice.

use std::collections::BTreeSet;

use crate::pack::check::Check;
use crate::pack::check::conditions::Scope;
use crate::pack::raw::{Condition, FormBlock, Rule, Track};

/// The check of one track.
pub(super) struct TrackCheck<'a, 'b> {
    pub(super) at: String,
    pub(super) track: &'a Track,
    pub(super) check: &'b mut Check<'a>,
}

impl<'a> TrackCheck<'a, '_> {
    pub(super) fn run(&mut self) {
        let track = self.track;
        let at = self.at.clone();
        let mut seen = BTreeSet::new();
        for section in track.sections.iter().chain(&track.particulars) {
            for fact in &section.facts {
                let place = format!("{at}.{}", section.id);
                self.check.known_fact(&place, fact);
                if !seen.insert(fact) {
                    self.check.fault(
                        place,
                        (&format!("“{fact}”问了两次"), &format!("`{fact}` is asked twice")),
                        ("只保留一处", "keep one place"),
                    );
                }
            }
        }
        self.sections();
        let nodes = track.requirements.iter().map(|r| r.id.as_str());
        let nodes = nodes.chain(track.waivers.iter().map(|w| w.id.as_str()));
        let nodes: Vec<&str> =
            nodes.chain(track.preferences.iter().map(|p| p.id.as_str())).collect();
        self.check.unique(&format!("{at}.requirements"), nodes.iter().copied());
        self.check
            .unique(&format!("{at}.materials"), track.materials.iter().map(|m| m.id.as_str()));
        self.check.unique(&format!("{at}.readings"), track.readings.iter().map(|r| r.id.as_str()));
        self.kind();
        self.deadlines();
        self.joint();
        self.requirements();
        self.waivers();
        self.readings();
        self.others(&nodes);
        self.form();
    }

    fn sections(&mut self) {
        let track = self.track;
        let all = track.sections.iter().chain(&track.particulars);
        self.check.unique(&format!("{}.sections", self.at), all.map(|s| s.id.as_str()));
        for id in track.sections.iter().flat_map(|section| &section.facts) {
            let fact = self.check.pack.facts.iter().find(|fact| fact.id == *id);
            if fact.is_some_and(|fact| fact.cite.is_empty()) {
                self.check.fault(
                    format!("{}.sections", self.at),
                    (&format!("“{id}”没有引用条款"), &format!("`{id}` cites no clause")),
                    ("写明问题依据的条款", "cite the clause that the question rests on"),
                );
            }
            if fact.is_some_and(|fact| fact.question.is_none()) {
                self.check.fault(
                    format!("{}.sections", self.at),
                    (&format!("“{id}”没有问句"), &format!("`{id}` has no question")),
                    ("写出问句，或移到填表事项", "write one, or move it to the particulars"),
                );
            }
        }
    }

    fn requirements(&mut self) {
        let track = self.track;
        for (i, requirement) in track.requirements.iter().enumerate() {
            let at = format!("{}.requirements[{i}]({})", self.at, requirement.id);
            // That of an agreement is the one of its joint track, checked there.
            self.check.cited(&at, &requirement.cite, requirement.rule != Rule::Agreement);
            if let Some(applies) = &requirement.applies {
                self.condition(&at, applies, Scope::Facts, false);
            }
            self.rule(&at, &requirement.rule);
            let waivers = track.waivers.iter().filter(|w| w.of == requirement.id);
            let rules = waivers.map(|w| &w.rule).chain([&requirement.rule]);
            let conditions = rules.flat_map(conditions_of).chain(&requirement.applies);
            self.one_count(&at, &conditions.collect::<Vec<_>>());
            for fact in requirement.shortfall.iter().chain(&requirement.more_never_hurts) {
                self.kind_of(&at, fact, Scope::Facts, "amount");
            }
        }
    }

    fn waivers(&mut self) {
        let track = self.track;
        let mut lifted = BTreeSet::new();
        for (i, waiver) in track.waivers.iter().enumerate() {
            let at = format!("{}.waivers[{i}]({})", self.at, waiver.id);
            self.check.cited(&at, &waiver.cite, true);
            self.rule(&at, &waiver.rule);
            let known = track.requirements.iter().map(|r| r.id.as_str());
            if !track.requirements.iter().any(|r| r.id == waiver.of) {
                self.check.unknown(&at, ("条件", "requirement"), &waiver.of, known);
            }
            if !lifted.insert(&waiver.of) {
                self.check.fault(
                    at,
                    ("同一条件有两个豁免", "two waivers of one requirement"),
                    ("合并为一个，用多个情形表示", "merge them, one case for each way"),
                );
            }
        }
    }

    fn readings(&mut self) {
        for (i, reading) in self.track.readings.iter().enumerate() {
            let at = format!("{}.readings[{i}]({})", self.at, reading.id);
            self.check.cited(&at, &reading.cite, true);
            if self.check.pack.facts.iter().any(|fact| fact.id == reading.id) {
                self.check.fault(
                    &at,
                    ("理解与事实同名", "a reading is named like a fact"),
                    ("给其中一个换名", "rename one of them"),
                );
            }
            self.check.unique(&at, reading.alternatives.iter().map(|a| a.id.as_str()));
            if reading.alternatives.len() < 2 {
                self.check.fault(
                    &at,
                    ("理解少于两种", "fewer than two alternatives"),
                    ("只有一种理解就不是歧义", "with one reading there is no doubt"),
                );
            }
            if !reading.alternatives.iter().any(|a| a.id == reading.recommended) {
                let known = reading.alternatives.iter().map(|a| a.id.as_str());
                self.check.unknown(&at, ("理解", "alternative"), &reading.recommended, known);
            }
        }
    }

    fn others(&mut self, nodes: &[&str]) {
        let track = self.track;
        let at = self.at.clone();
        for (i, preference) in track.preferences.iter().enumerate() {
            let place = format!("{at}.preferences[{i}]({})", preference.id);
            self.check.cited(&place, &preference.cite, true);
            self.condition(&place, &preference.when, Scope::Facts, false);
            self.one_count(&place, &[&preference.when]);
        }
        for (i, conflict) in track.conflicts.iter().enumerate() {
            let place = format!("{at}.conflicts[{i}]({})", conflict.id);
            self.condition(&place, &conflict.when, Scope::Facts, true);
            for fact in &conflict.facts {
                self.check.known_fact(&place, fact);
            }
            for id in conflict.opens.iter().filter(|id| !nodes.contains(&id.as_str())) {
                self.check.unknown(&place, ("条件", "requirement"), id, nodes.iter().copied());
            }
        }
        for (i, section) in track.particulars.iter().enumerate() {
            let facts = section.facts.iter().enumerate();
            let pack = self.check.pack;
            let known = |id: &String| pack.facts.iter().find(|fact| fact.id == *id);
            for (n, fact) in facts.filter_map(|(n, id)| Some((n, known(id)?))) {
                if let Some(when) = &fact.when {
                    let place = format!("{at}.particulars[{i}].facts[{n}]({}).when", fact.id);
                    self.condition(&place, when, Scope::Facts, false);
                }
            }
        }
        for (i, material) in track.materials.iter().enumerate() {
            let place = format!("{at}.materials[{i}]({})", material.id);
            self.check.cited(&place, &material.cite, true);
            if let Some(when) = &material.when {
                self.condition(&place, when, Scope::Facts, false);
                self.one_count(&place, &[when]);
            }
            for id in material.proves.iter().filter(|id| !nodes.contains(&id.as_str())) {
                self.check.unknown(&place, ("条件", "requirement"), id, nodes.iter().copied());
            }
        }
        self.examples();
        let notes = track.notes.iter().chain(&track.steps).chain(&track.duties);
        for (place, cite) in notes
            .map(|n| ("notes", &n.cite))
            .chain(track.missing_documents.iter().map(|m| ("missing_documents", &m.cite)))
        {
            self.check.cited(&format!("{at}.{place}"), cite, false);
        }
    }

    fn examples(&mut self) {
        let at = format!("{}.examples", self.at);
        self.check.unique(&at, self.track.examples.iter().map(|e| e.id.as_str()));
        for example in &self.track.examples {
            let days = std::iter::once(&example.on).chain(&example.filing);
            for day in days.filter(|day| crate::logic::date::parse(day).is_none()) {
                self.check.no_date(&format!("{at}({})", example.id), day);
            }
        }
    }

    fn form(&mut self) {
        let track = self.track;
        let Some(form) = &track.form else {
            return;
        };
        let blocks = form.sections.iter().flat_map(|section| &section.blocks);
        let fields = blocks.flat_map(|block| match block {
            FormBlock::Fields(facts) => facts.clone(),
            FormBlock::Rows(fact) => vec![fact.clone()],
            _ => Vec::new(),
        });
        let printed: Vec<String> = form.cover.iter().cloned().chain(fields).collect();
        let asked: BTreeSet<&String> = crate::pack::track_facts(track).collect();
        for fact in printed {
            let at = format!("{}.form", self.at);
            if self.check.known_fact(&at, &fact) && !asked.contains(&fact) {
                self.check.fault(
                    at,
                    (
                        &format!("表格用到“{fact}”，却从未询问"),
                        &format!("`{fact}` is printed but never asked"),
                    ),
                    ("把它列入某一节或填表事项", "put it into a section or the particulars"),
                );
            }
        }
    }
}

/// The conditions of a rule over facts.
fn conditions_of(rule: &Rule) -> Vec<&Condition> {
    match rule {
        Rule::MetWhen(condition) => vec![condition],
        Rule::Cases(cases) => cases.cases.iter().map(|case| &case.when).collect(),
        Rule::Records(_) | Rule::Deferred(_) | Rule::Agreement => Vec::new(),
    }
}
