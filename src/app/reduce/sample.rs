//! F5. Samples: a persona of the pack as a dossier, marked for good and never taken for the person's
//! own.

use serde::Deserialize;

use crate::app::route::{Route, Step};
use crate::app::{Effect, Loaded, Moment, State};
use crate::dossier::Dossier;
use crate::engine::answer::Answer;
use crate::pack::examples;

impl State {
    /// Leads on from the place of a persona to its sample, once there is what that needs. One that
    /// was looked at before is shown as it was left.
    #[inline(never)]
    pub(super) fn show_sample(&mut self, moment: &Moment) {
        let Route::Sample { pack, track, example } = self.route.clone() else { return };
        let Some(file) = self.packs.get(&pack).and_then(Loaded::ready).cloned() else { return };
        // A slice of a pack has no personas.
        let whole = file.text().is_some();
        let (true, Some(all), Some(of)) = (whole, self.dossiers.ready(), file.pack.track(&track))
        else {
            return;
        };
        let chosen = examples(of).iter().find(|known| example.is_empty() || known.id == example);
        let Some(chosen) = chosen else { return };
        let persona = Some(chosen.persona.clone());
        let known = all
            .values()
            .find(|known| known.sample == persona && known.pack.id == pack && known.track == track);
        let id = known.map_or_else(|| moment.fresh.clone(), |known| known.id.clone());
        let new = known.is_none();
        let route = Route::Case { dossier: id.clone(), step: Step::Verdict };
        self.go_to(route.clone());
        self.push(Effect::GoInstead(route));
        if new {
            let mut dossier = Dossier::new(id, &file.pack, &track);
            dossier.sample = persona;
            dossier.on = Some(chosen.on.clone());
            dossier.filing = chosen.filing.clone();
            let answer = |(fact, value): (&String, &serde_json::Value)| {
                Some((fact.clone(), Answer::deserialize(value).ok()?))
            };
            dossier.answers = chosen.facts.iter().filter_map(answer).collect();
            dossier.edited = super::dossiers::stamp(moment);
            self.put(dossier);
        }
    }
}
