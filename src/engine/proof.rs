//! F2. What can be proven of a track without asking anyone: every verdict that the text supports is
//! reached by someone, nothing contradicts itself, nothing is dead.
//!
//! All answers, open ones included, are known through the cells of the compiled track, so each
//! sentence here is about everybody who could ever answer. Whoever is named as a witness is a whole
//! answer sheet, read back and assessed before it is shown.

mod answers;
mod clause;
mod conflicts;
mod defect;
mod examples;
mod kept;
mod monotone;
mod parts;
mod people;
mod records;
mod requirements;
mod rules;
mod telling;
mod verdicts;

use std::collections::BTreeSet;

use crate::engine::Dates;
use crate::engine::answer::{Answer, Answers};
use crate::engine::assessment::Assessment;
use crate::engine::compile::Program;
use crate::engine::proof::people::{Completion, People};
use crate::logic::date;
use crate::logic::diagram::Diagram;
use crate::logic::outcome::{Status, Verdict};
use crate::pack::RulePack;
use crate::pack::raw::{Track, TrackKind};

pub use defect::{Defect, What, Witness};

/// As many days after the assessment the application of a proof is filed.
const FILED_AFTER: i32 = 45;

/// What is proven of a track.
#[derive(Debug, Clone, Default)]
pub struct Proof {
    /// Verdicts that someone comes to, the best first, with someone who does.
    pub verdicts: Vec<(Verdict, Witness)>,
    /// Number of questions of the interview.
    pub questions: usize,
    /// Number of rules, cases and parts of conditions that were tried.
    pub tried: usize,
    /// Number of examples that were assessed.
    pub examples: usize,
    /// Everything that is wrong.
    pub defects: Vec<Defect>,
}

/// The days on which a pack is proven: the day on which it was last compared with its source, with
/// a filing on that day and with a later one. What is dead is dead on both.
pub fn dates(pack: &RulePack) -> [Dates; 2] {
    let reviewed = pack.source().and_then(|source| date::parse(&source.reviewed));
    let on = reviewed.unwrap_or_default();
    [Dates::new(on, Some(date::add_days(on, FILED_AFTER))), Dates::new(on, None)]
}

/// Proves what can be proven of a track.
pub fn prove(pack: &RulePack, track: &Track) -> Proof {
    let [later, at_once] = dates(pack).map(|dates| prove_on(pack, track, dates));
    let mut proof = Proof { tried: later.tried.max(at_once.tried), ..later };
    for (verdict, witness) in at_once.verdicts {
        if !proof.verdicts.iter().any(|(known, _)| *known == verdict) {
            proof.verdicts.push((verdict, witness));
        }
    }
    let same = |one: &Defect, other: &Defect| one.place == other.place && one.what == other.what;
    proof.defects.retain(|d| d.what.once() || at_once.defects.iter().any(|o| same(d, o)));
    for defect in at_once.defects.into_iter().filter(|defect| defect.what.once()) {
        if !proof.defects.iter().any(|known| same(known, &defect)) {
            proof.defects.push(defect);
        }
    }
    let at = place(pack, track);
    for example in &track.examples {
        let place = format!("{at}.examples({})", example.id);
        proof.examples += 1;
        proof.defects.extend(examples::differences(pack, track, example, &place));
    }
    proof
}

/// Proves what can be proven of a track on two dates alone.
pub fn prove_on(pack: &RulePack, track: &Track, dates: Dates) -> Proof {
    if track.kind == TrackKind::Information || track.requirements.is_empty() {
        return Proof::default();
    }
    let program = Program::compile(pack, track, dates);
    let people = People::new(pack, track, &program);
    let mut prover = Prover::new(&people);
    prover.verdicts();
    prover.requirements();
    prover.rules();
    prover.waivers();
    prover.monotone();
    prover.kept();
    prover.conflicts();
    prover.proof
}

/// A proof under way.
struct Prover<'a> {
    people: &'a People<'a>,
    /// Place of the track.
    at: String,
    /// Verdicts by rank, see [`verdicts`].
    verdict: Diagram,
    /// Someone with the best verdict.
    best: Completion,
    proof: Proof,
}

impl<'a> Prover<'a> {
    fn new(people: &'a People<'a>) -> Prover<'a> {
        let verdict = verdicts::of(people, &|_| true);
        let best = verdicts::best(people, &verdict);
        Prover {
            people,
            at: place(people.pack, people.track),
            verdict,
            best,
            proof: Proof {
                questions: people.track.sections.iter().map(|s| s.facts.len()).sum(),
                ..Proof::default()
            },
        }
    }

    fn track(&self) -> &'a Track {
        self.people.track
    }

    /// Notes a defect, with whoever shows it.
    fn found(&mut self, place: &str, what: What, personas: Vec<Answers>) {
        let place = format!("{}.{place}", self.at);
        let witnesses = personas.into_iter().map(|answers| self.witness(answers)).collect();
        self.proof.defects.push(Defect { place, what, witnesses });
    }

    fn witness(&self, answers: Answers) -> Witness {
        Witness { answers, dates: self.people.program.dates }
    }

    /// The answers of someone, once their assessment shows what they are to show.
    fn shown(
        &mut self,
        person: Option<Completion>,
        shows: &dyn Fn(&Assessment) -> bool,
    ) -> Vec<Answers> {
        let Some(answers) = person.map(|person| self.people.answers(&person)) else {
            return Vec::new();
        };
        self.typed(answers, shows)
    }

    /// Answers, once their assessment shows what they are to show.
    fn typed(&mut self, answers: Answers, shows: &dyn Fn(&Assessment) -> bool) -> Vec<Answers> {
        let found = self.people.assess(&answers);
        if !found.faults.is_empty() || !shows(&found) {
            self.found("proof", What::Unproven, vec![answers.clone()]);
        }
        vec![answers]
    }

    /// The same with the answers alone that count.
    fn shortly(
        &mut self,
        person: Option<Completion>,
        shows: &dyn Fn(&Assessment) -> bool,
    ) -> Vec<Answers> {
        let whole = self.shown(person, shows);
        let short = |answers: Answers| {
            let used = self.people.assess(&answers).relevance.used;
            let short: Answers =
                answers.iter().filter(|(f, _)| used.contains(*f)).map(own).collect();
            if shows(&self.people.assess(&short)) { short } else { answers }
        };
        whole.into_iter().map(short).collect()
    }

    /// Place of a requirement in the words of the check.
    fn requirement_at(&self, at: usize) -> String {
        let id = self.track().requirements.get(at).map_or("", |r| r.id.as_str());
        format!("requirements[{at}]({id})")
    }
}

/// Place of a track in the words of the check.
fn place(pack: &RulePack, track: &Track) -> String {
    let at = pack.raw().tracks.iter().position(|known| known.id == track.id).unwrap_or(0);
    format!("tracks[{at}]({})", track.id)
}

fn own((fact, answer): (&String, &Answer)) -> (String, Answer) {
    (fact.clone(), answer.clone())
}

/// The status of a requirement.
fn status(found: &Assessment, at: usize) -> Option<Status> {
    found.requirements.get(at).map(|finding| finding.status)
}

/// The facts that can open a requirement through a conflict, or give a day.
fn otherwise_used(track: &Track) -> BTreeSet<&String> {
    let opening = track.conflicts.iter().filter(|conflict| !conflict.opens.is_empty());
    let mut facts: BTreeSet<&String> = opening.flat_map(|conflict| &conflict.facts).collect();
    for deadline in &track.deadlines {
        facts.insert(&deadline.base);
        if let crate::pack::raw::Against::Fact(fact) = &deadline.against {
            facts.insert(fact);
        }
    }
    facts
}
