//! F7. The derivation of days by which something is due: with what they are compared, which were missed.

use yew::prelude::*;

use super::{Teller, leaves};
use crate::engine::explain::CaseStep;
use crate::pack::raw::{Against, Condition, DeadlineTest, Then, Track};
use crate::words::telling;

impl Teller<'_> {
    /// The days that were missed, where a case holds that is no better for it.
    pub(super) fn missed(&self, track: &Track, cases: &[CaseStep]) -> Vec<Html> {
        let harms = |case: &CaseStep| case.step.truth == Some(true) && case.then != Then::Met;
        if !cases.iter().any(harms) {
            return Vec::new();
        }
        let shown = telling::deadlines(track, &self.case.found);
        let missed = |(condition, truth, turned): &(&Condition, Option<bool>, bool)| match condition
        {
            Condition::Deadline(tested) if *truth == Some(false) && !turned => {
                shown.iter().any(|(deadline, _)| deadline.id == tested.id)
            }
            _ => false,
        };
        let better = cases.iter().filter(|case| case.then == Then::Met);
        let days = better.flat_map(|case| leaves(&case.step, false)).filter(missed);
        let look = ("failed", "failed", "why.holds-not");
        days.map(|(condition, ..)| self.leaf(track, condition, look)).collect()
    }

    /// What a deadline is compared with, and when it is.
    pub(super) fn compared(&self, track: &Track, tested: &DeadlineTest) -> Html {
        let (shell, found) = (self.shell, &self.case.found);
        let pairs = track.deadlines.iter().zip(&found.deadlines);
        let Some((deadline, finding)) = pairs.into_iter().find(|(d, _)| d.id == tested.id) else {
            return Html::default();
        };
        let against = match &deadline.against {
            Against::Fact(fact) => self.answer(track, fact),
            Against::Clock(clock) => html! { shell.words.date(found.dates.of(*clock)) },
        };
        let due = match telling::due(finding, &shell.words) {
            Some(day) => html! { day },
            None => self.answer(track, &deadline.base),
        };
        html! { <>{ self.told("why.against", against) }{ self.told("why.due", due) }</> }
    }
}
