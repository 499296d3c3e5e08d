//! F2. Questions, materials, advantages and readings that change nothing.

use crate::engine::facts::FactSheet;
use crate::engine::proof::{Prover, What, otherwise_used};
use crate::engine::relevance::Relevance;
use crate::engine::space::Key;
use crate::logic::diagram::{Diagram, Var};
use crate::pack::raw::Reading;

impl Prover<'_> {
    /// Everything that the track keeps has a use for someone.
    pub(super) fn kept(&mut self) {
        self.questions();
        self.materials();
        self.preferences();
        for (at, reading) in self.track().readings.iter().enumerate() {
            self.reading(&format!("readings[{at}]({})", reading.id), reading);
        }
    }

    fn questions(&mut self) {
        let people = self.people;
        let wanted = Relevance::of(people.program, FactSheet::default()).wanted;
        let used = otherwise_used(people.track);
        for section in &people.track.sections {
            let idle = |fact: &&String| !wanted.contains(*fact) && !used.contains(fact);
            for fact in section.facts.iter().filter(idle) {
                let statuses = |answers: &_| -> Vec<_> {
                    people.assess(answers).requirements.iter().map(|f| f.status).collect()
                };
                let mine = statuses(&people.answers(&self.best));
                let mut shown = self.shown(Some(self.best.clone()), &|_| true);
                let other = people.other(fact, &self.best);
                shown.extend(self.shown(other, &|found| {
                    found.requirements.iter().map(|f| f.status).collect::<Vec<_>>() == mine
                }));
                let place = format!("sections({}).{fact}", section.id);
                self.found(&place, What::IdleQuestion(fact.clone()), shown);
            }
        }
    }

    fn materials(&mut self) {
        for (at, material) in self.track().materials.iter().enumerate() {
            let Some(needed) = self.people.program.materials.get(at) else { continue };
            if self.people.reach(needed) & (1 << 1) == 0 {
                let best = Some(self.best.clone());
                let shown = self.shown(best, &|f| f.materials.get(at) == Some(&Some(false)));
                self.found(&format!("materials[{at}]({})", material.id), What::NeverNeeded, shown);
            }
        }
    }

    fn preferences(&mut self) {
        for (at, preference) in self.track().preferences.iter().enumerate() {
            let Some(claimed) = self.people.program.preferences.get(at) else { continue };
            let what = match self.people.reach(claimed) {
                1 => What::NeverClaimed,
                2 => What::AlwaysClaimed,
                _ => continue,
            };
            let told = what == What::AlwaysClaimed;
            let best = Some(self.best.clone());
            let shown = self.shown(best, &|f| f.preferences.get(at) == Some(&Some(told)));
            self.found(&format!("preferences[{at}]({})", preference.id), what, shown);
        }
    }

    /// Everything that can turn on a reading.
    fn turning(&self) -> Vec<Diagram> {
        let people = self.people;
        let nodes = people.program.requirements.iter().chain(&people.program.waivers);
        let conditions = people.track.preferences.iter().map(|p| &p.when);
        let conditions =
            conditions.chain(people.track.materials.iter().filter_map(|m| m.when.as_ref()));
        let holds = conditions.map(|condition| self.holds(condition));
        nodes.map(|node| node.by_reading.clone()).chain(holds).collect()
    }

    fn reading(&mut self, place: &str, reading: &Reading) {
        let Some(var) = self.people.program.space.var(&Key::Reading(reading.id.clone())) else {
            return;
        };
        let turning = self.turning();
        let taken = |diagram: &Diagram, alternative: usize| {
            diagram.narrowed(&|v: Var| if v == var { 1 << alternative } else { u64::MAX })
        };
        let same = |a: usize, b: usize| {
            turning.iter().all(|diagram| {
                let differs =
                    taken(diagram, a).combine(&taken(diagram, b), &|a, b| u8::from(a != b));
                self.people.reach(&differs) & (1 << 1) == 0
            })
        };
        let count = reading.alternatives.len();
        let mut pairs = (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b)));
        let what = match (1..count).all(|b| same(0, b)) {
            true => What::IdleReading,
            false => {
                let name = |at: usize| {
                    reading.alternatives.get(at).map_or(String::new(), |a| a.id.clone())
                };
                match pairs.find(|(a, b)| same(*a, *b)) {
                    Some((a, b)) => What::SameReadings(name(a), name(b)),
                    None => return,
                }
            }
        };
        let shown = self.shown(Some(self.best.clone()), &|_| true);
        self.found(place, what, shown);
    }
}
