//! F2. The examples of a track: personas with what its author says is to be found of them.

use serde::Deserialize;

use crate::engine::Dates;
use crate::engine::answer::{Answer, Answers};
use crate::engine::assessment::assess;
use crate::engine::proof::{Defect, What, Witness};
use crate::logic::date;
use crate::pack::RulePack;
use crate::pack::raw::{Example, Track};

/// Everything that differs from what an example says.
pub(super) fn differences(
    pack: &RulePack,
    track: &Track,
    example: &Example,
    place: &str,
) -> Vec<Defect> {
    let mut what = Vec::new();
    let mut answers = Answers::new();
    for (fact, value) in &example.facts {
        match Answer::deserialize(value) {
            Ok(answer) => drop(answers.insert(fact.clone(), answer)),
            Err(_) => what.push(What::ExampleAnswer(fact.clone())),
        }
    }
    let day = |text: &String| date::parse(text);
    let Some(on) = day(&example.on) else {
        return Vec::new();
    };
    let dates = Dates::new(on, example.filing.as_ref().and_then(day));
    let found = assess(pack, track, &answers, dates);
    let faults = found.faults.iter().filter(|fault| !fault.problem.is_warning());
    what.extend(faults.map(|fault| What::ExampleAnswer(format!("{}{}", fault.fact, fault.within))));
    if example.verdict != found.verdict.name() {
        let (expected, found) = (example.verdict.clone(), found.verdict.name());
        what.push(What::ExampleVerdict { expected, found });
    }
    for (id, expected) in &example.statuses {
        let at = track.requirements.iter().position(|r| r.id == *id);
        let status = at.and_then(|at| found.requirements.get(at)).map(|f| f.status.name());
        if status != Some(expected) {
            let (requirement, expected) = (id.clone(), expected.clone());
            let found = status.unwrap_or("none");
            what.push(What::ExampleStatus { requirement, expected, found });
        }
    }
    let witness = Witness { answers, dates };
    let defect = |what| Defect { place: place.to_owned(), what, witnesses: vec![witness.clone()] };
    what.into_iter().map(defect).collect()
}
