//! F2. Requirements that decide nothing, and exemptions that lift nothing.

use crate::engine::proof::{Prover, What, status, verdicts};
use crate::logic::outcome::{Outcome, OutcomeSet, Status};
use crate::pack::raw::Rule;

/// Whether a requirement stands in nobody's way.
fn good(status: Option<Status>) -> bool {
    matches!(status, Some(Status::Met | Status::Waived | Status::NotApplicable))
}

impl Prover<'_> {
    /// Each requirement can be met, and can fail or be in doubt.
    pub(super) fn requirements(&mut self) {
        for (at, requirement) in self.track().requirements.iter().enumerate() {
            let Some(node) = self.people.program.requirements.get(at) else { continue };
            if node.deferred || matches!(requirement.rule, Rule::Agreement) {
                continue;
            }
            let set = OutcomeSet::from_bits(self.people.reach(&node.settled));
            let only = |allowed: &[Outcome]| set.iter().all(|o| allowed.contains(&o));
            let place = self.requirement_at(at);
            let lifted = set.contains(Outcome::Met) || set.contains(Outcome::Waived);
            if only(&[Outcome::NotApplicable]) {
                let best = self.shown(Some(self.best.clone()), &|f| good(status(f, at)));
                self.found(&place, What::NeverApplies, best);
            } else if !lifted && !set.contains(Outcome::Judge) {
                // Someone who does as well as can be in all else.
                let others = verdicts::of(self.people, &|other| other != at);
                let person = verdicts::best(self.people, &others);
                let person = self.applying(at, &person);
                let shown = self.shown(Some(person), &|f| !good(status(f, at)));
                self.found(&place, What::NeverMet, shown);
            } else if !lifted && requirement.decider.is_none() {
                let judged = 1 << Outcome::Judge as u8;
                let person = self.people.someone(&node.settled, judged, Some(&self.best));
                let shown = self.shown(person, &|f| status(f, at) == Some(Status::Judge));
                self.found(&place, What::NoDecider, shown);
            } else if only(&[Outcome::Met, Outcome::Waived, Outcome::NotApplicable]) {
                let worst = self.people.someone(&self.verdict, 0b0111, None);
                let worst = worst.or_else(|| Some(self.best.clone()));
                let shown = self.shown(worst, &|f| good(status(f, at)));
                self.found(&place, What::NeverFails, shown);
            }
        }
    }

    /// Someone like another, to whom a requirement applies.
    fn applying(&self, at: usize, like: &[u32]) -> Vec<u32> {
        let applies = !(1 << Outcome::NotApplicable as u8) & 0x3f;
        let node = self.people.program.requirements.get(at);
        let like = like.to_vec();
        let person = node.and_then(|n| self.people.someone(&n.settled, applies, Some(&like)));
        person.unwrap_or(like)
    }

    /// Each exemption changes something for someone: it lifts the requirement, under one reading at
    /// least, or makes a failure doubtful.
    pub(super) fn waivers(&mut self) {
        for (at, waiver) in self.track().waivers.iter().enumerate() {
            let of = self.track().requirements.iter().position(|r| r.id == waiver.of);
            let node = of.and_then(|of| Some((of, self.people.program.requirements.get(of)?)));
            let own = self.people.program.waivers.get(at);
            let (Some((of, node)), Some(own)) = (node, own) else { continue };
            let reached = OutcomeSet::from_bits(self.people.reach(&node.by_reading));
            if own.deferred || reached.contains(Outcome::Waived) {
                continue;
            }
            let Some(requirement) = self.track().requirements.get(of) else { continue };
            let doubtful = self.own(requirement).combine(&own.by_reading, &|own, waiver| {
                let failed = own == Outcome::Failed as u8;
                let doubt = [Outcome::Judge as u8, Outcome::Open as u8].contains(&waiver);
                u8::from(failed && doubt)
            });
            if self.people.reach(&doubtful) & (1 << 1) != 0 {
                continue;
            }
            let bad = OutcomeSet::from_iter([Outcome::Failed, Outcome::Open, Outcome::Judge]);
            let person = self.people.someone(&node.settled, bad.bits(), Some(&self.best));
            let shown = self.shown(person, &|f| !good(status(f, of)));
            self.found(&format!("waivers[{at}]({})", waiver.id), What::NeverLifts, shown);
        }
    }
}
