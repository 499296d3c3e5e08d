//! Rules that decide at once say what the assessment says: over a sheet read as a whole, and after
//! every step of an interview, whatever was answered before.

use std::collections::BTreeSet;
use std::rc::Rc;

use alliance_check::engine::answer::Answers;
use alliance_check::engine::rules::{Hear, Rules};
use alliance_check::logic::outcome::{Status, Verdict};

use crate::Engine;
use crate::brute::{self, Said, Sheet};

/// The verdict over one track, and which of its requirements failed.
#[derive(Debug, Default, PartialEq)]
struct Heard {
    failed: Vec<usize>,
    verdict: Option<Verdict>,
}

impl Hear for Heard {
    fn failed(&mut self, _: usize, requirement: usize) {
        self.failed.push(requirement);
    }

    fn verdict(&mut self, _: usize, verdict: Verdict) {
        self.verdict = Some(verdict);
    }
}

/// What the assessment finds: verdict, failed requirements, and the questions that still matter.
fn assessed(engine: &Engine<'_>, answers: &Answers) -> (Heard, BTreeSet<String>) {
    let found = engine.assess(answers);
    let failed = found.requirements.iter().enumerate();
    let failed = failed.filter(|(_, finding)| finding.status == Status::Failed);
    let failed = failed.map(|(at, _)| at).collect();
    (Heard { failed, verdict: Some(found.verdict) }, found.relevance.wanted)
}

pub fn say_the_same(engine: &Engine<'_>, sheet: &Sheet) {
    let mut rules = Rules::new(engine.program.dates);
    rules.add(Rc::new(engine.pack.clone()), &engine.track.id).unwrap();
    let rules = Rc::new(rules);

    let answers = brute::answers(sheet);
    let mut read = rules.sheet();
    for (fact, answer) in &answers {
        assert_eq!(rules.answer(&mut read, fact, Some(answer)), Some(Vec::new()), "{fact}");
    }
    let mut heard = Heard::default();
    rules.decide(&read, &mut heard);
    assert_eq!(heard, assessed(engine, &answers).0, "read as a whole");

    let mut session = rules.session();
    let mut given = Answers::new();
    let mut step = |fact: &str, said: &Said| {
        let answer = brute::answer(said);
        match &answer {
            Some(answer) => given.insert(fact.to_owned(), answer.clone()),
            None => given.remove(fact),
        };
        session.set(fact, answer.as_ref());
        let (mut heard, mut wanted) = (Heard::default(), BTreeSet::new());
        session.standings(&mut heard);
        session.wanted(|fact| assert!(wanted.insert(fact.to_owned()), "{fact} is asked twice"));
        assert_eq!((heard, wanted), assessed(engine, &given), "after {fact}");
    };
    // From the last to the first, some taken back at once, and some at the end.
    for (at, (fact, said)) in sheet.iter().enumerate().rev() {
        step(fact, said);
        if sheet.len() < 8 || at % 4 == 0 {
            step(fact, &Said::Nothing);
            step(fact, said);
        }
    }
    for (fact, _) in sheet.iter().take(4) {
        step(fact, &Said::Nothing);
    }
}
