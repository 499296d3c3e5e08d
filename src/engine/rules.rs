//! F2. Rules that decide at once: tracks compiled side by side, for the same two dates and the same
//! answers. What is found here of a track is what [`assess`](crate::engine::assess) finds of it.

mod quick;
mod sheet;

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::engine::Dates;
use crate::engine::answer::Answer;
use crate::engine::assessment::{Standings, settled};
use crate::engine::compile::{Node, Program};
use crate::engine::facts::{FactSheet, Fault, value_of};
use crate::engine::interview::Interview;
use crate::engine::rules::quick::Quick;
use crate::engine::rules::sheet::Layout;
use crate::engine::together::{self, Together};
use crate::logic::outcome::{Status, Verdict};
use crate::pack::raw::Track;
use crate::pack::{RulePack, track_facts};

pub use sheet::Sheet;

/// Tracks, compiled.
#[derive(Debug, Clone)]
pub struct Rules {
    dates: Dates,
    tracks: Vec<Ruled>,
    layout: Rc<Layout>,
}

#[derive(Debug, Clone)]
struct Ruled {
    pack: Rc<RulePack>,
    track: String,
    program: Program,
    /// The slot of each fact of the track.
    slots: Vec<(String, usize)>,
    quick: Option<Quick>,
}

/// What hears the verdicts, track by track.
pub trait Hear {
    /// A failed requirement of the track whose verdict comes next.
    fn failed(&mut self, track: usize, requirement: usize);
    /// The verdict over a track.
    fn verdict(&mut self, track: usize, verdict: Verdict);
}

impl Rules {
    /// No track yet.
    pub fn new(dates: Dates) -> Rules {
        Rules { dates, tracks: Vec::new(), layout: Rc::default() }
    }

    /// The two dates.
    pub fn dates(&self) -> Dates {
        self.dates
    }

    /// Compiles one more track; nothing if the pack has none of that id.
    pub fn add(&mut self, pack: Rc<RulePack>, id: &str) -> Option<&Track> {
        let track = pack.track(id)?;
        let program = Program::compile(&pack, track, self.dates);
        // Sheets keep the slots that they were read for.
        let layout = Rc::make_mut(&mut self.layout);
        let facts = track_facts(track).filter_map(|fact| pack.fact(fact));
        let slots: Vec<_> = facts.map(|fact| (fact.id.clone(), layout.slot(fact))).collect();
        let quick = Quick::of(track, &program, &slots, layout);
        self.tracks.push(Ruled { pack, track: id.to_owned(), program, slots, quick });
        self.track(self.tracks.len() - 1)
    }

    /// The track of that place.
    pub fn track(&self, at: usize) -> Option<&Track> {
        self.tracks.get(at).and_then(Ruled::track)
    }

    /// How many tracks there are.
    pub fn len(&self) -> usize {
        self.tracks.len()
    }

    /// Whether there is no track yet.
    pub fn is_empty(&self) -> bool {
        self.tracks.is_empty()
    }

    /// The pack and the track of that place.
    pub fn of(&self, at: usize) -> Option<(&RulePack, &Track)> {
        let ruled = self.tracks.get(at)?;
        Some((&ruled.pack, ruled.track()?))
    }

    /// The ids of all facts that are asked; one may stand twice.
    pub fn facts(&self) -> impl Iterator<Item = &str> {
        self.layout.slots.iter().map(|slot| slot.fact.id.as_str())
    }

    /// A pack and a track that ask a fact.
    pub fn asking(&self, fact: &str) -> Option<(&RulePack, &Track)> {
        let mut tracks = self.tracks.iter();
        let ruled = tracks.find(|ruled| ruled.slots.iter().any(|(id, _)| id == fact))?;
        Some((&ruled.pack, ruled.track()?))
    }

    /// A sheet without answers.
    pub fn sheet(&self) -> Sheet {
        Sheet::blank(&self.layout)
    }

    /// Writes an answer into a sheet, or takes it out; says what is wrong with it. Nothing if no track
    /// asks the fact.
    pub fn answer(
        &self,
        sheet: &mut Sheet,
        fact: &str,
        answer: Option<&Answer>,
    ) -> Option<Vec<Fault>> {
        let mut faults = None;
        sheet.rejected.remove(fact);
        let slots = self.layout.slots.iter().enumerate();
        for (place, slot) in slots.filter(|(_, slot)| slot.fact.id == fact) {
            let (value, found) =
                answer.map(|answer| value_of(&slot.fact, answer, self.dates)).unwrap_or_default();
            if found.iter().any(|fault| !fault.problem.is_warning()) {
                sheet.rejected.insert(fact.to_owned());
            }
            faults.get_or_insert_with(Vec::new).extend(found);
            sheet.put(place, value);
        }
        faults
    }

    /// Decides every track.
    pub fn decide(&self, sheet: &Sheet, hear: &mut impl Hear) {
        let moved;
        let sheet = if self.layout.same(&sheet.layout) {
            sheet
        } else {
            moved = sheet.moved(&self.layout);
            &moved
        };
        for (at, ruled) in self.tracks.iter().enumerate() {
            let verdict = match ruled.quick.as_ref().filter(|_| sheet.rejected.is_empty()) {
                Some(quick) => quick.decide(at, &ruled.program, sheet, hear),
                None => ruled.work_out(at, sheet, hear),
            };
            hear.verdict(at, verdict);
        }
    }

    /// An interview with all tracks at once, in which nothing is answered yet.
    pub fn session(self: &Rc<Rules>) -> Session {
        let sheet = self.sheet();
        let start = |ruled: &Ruled| {
            let interview = Interview::of(&ruled.program, FactSheet::default());
            let settled = ruled.settled(&interview);
            (interview, settled)
        };
        let states = self.tracks.iter().map(start).collect();
        Session { rules: Rc::clone(self), sheet, states }
    }
}

impl Ruled {
    fn track(&self) -> Option<&Track> {
        self.pack.track(&self.track)
    }

    /// What a sheet knows of the facts of the track.
    fn known(&self, sheet: &Sheet) -> FactSheet {
        let values = self
            .slots
            .iter()
            .filter_map(|(fact, place)| Some((fact.clone(), sheet.value(*place)?)));
        FactSheet { values: values.collect() }
    }

    /// Decides the track step by step. Apart from what decides at once, so that that stays short.
    #[inline(never)]
    fn work_out(&self, track: usize, sheet: &Sheet, hear: &mut impl Hear) -> Verdict {
        let interview = Interview::of(&self.program, self.known(sheet));
        self.tell(track, &interview, &self.settled(&interview), sheet, hear)
    }

    fn settled(&self, interview: &Interview) -> Vec<Status> {
        let together = interview.together(&self.program);
        let nodes = self.program.requirements.iter();
        nodes.map(|node| status(node, interview, &together)).collect()
    }

    fn tell(
        &self,
        track: usize,
        interview: &Interview,
        settled: &[Status],
        sheet: &Sheet,
        hear: &mut impl Hear,
    ) -> Verdict {
        let alone = self.quick.is_some() && sheet.rejected.is_empty();
        let found = self.track().filter(|_| !alone).map(|track| {
            Standings::of(&self.program, &self.pack, track, interview, settled, &sheet.rejected)
        });
        let statuses = found.as_ref().map_or(settled, |found| &found.statuses);
        for (at, _) in statuses.iter().enumerate().filter(|(_, own)| **own == Status::Failed) {
            hear.failed(track, at);
        }
        found.map_or_else(|| Verdict::of(settled.iter().copied()), |found| found.verdict)
    }
}

/// What the rules alone make of a requirement.
fn status(node: &Node, interview: &Interview, together: &[Together]) -> Status {
    settled(node, together::reach(&node.settled, interview.allowed(), together))
}

/// An interview with several tracks at once: one answer after another, each followed only where it
/// leads.
#[derive(Debug, Clone)]
pub struct Session {
    rules: Rc<Rules>,
    sheet: Sheet,
    states: Vec<(Interview, Vec<Status>)>,
}

impl Session {
    /// The rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Takes another answer, or none. What is wrong with it is told, and what cannot be used is open.
    /// Nothing if no track asks the fact.
    pub fn set(&mut self, fact: &str, answer: Option<&Answer>) -> Option<Vec<Fault>> {
        let answered = self.rules.answer(&mut self.sheet, fact, answer);
        for (ruled, (interview, settled)) in self.rules.tracks.iter().zip(&mut self.states) {
            let Some((_, place)) = ruled.slots.iter().find(|(id, _)| id == fact) else { continue };
            interview.set(&ruled.program, fact, self.sheet.value(*place));
            if !ruled.program.links_variables() {
                let nodes = ruled.program.requirements.iter().zip(settled);
                for (at, (node, own)) in nodes.enumerate() {
                    if interview.touched(at) {
                        *own = status(node, interview, &[]);
                    }
                }
            } else {
                *settled = ruled.settled(interview);
            }
        }
        answered
    }

    /// The verdict over every track.
    pub fn standings(&self, hear: &mut impl Hear) {
        let tracks = self.rules.tracks.iter().zip(&self.states).enumerate();
        for (at, (ruled, (interview, settled))) in tracks {
            let verdict = ruled.tell(at, interview, settled, &self.sheet, hear);
            hear.verdict(at, verdict);
        }
    }

    /// The facts whose answer can still change something in some track, in the order of the
    /// interview of the first that asks them.
    pub fn wanted(&self, mut tell: impl FnMut(&str)) {
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for (ruled, (interview, _)) in self.rules.tracks.iter().zip(&self.states) {
            for place in interview.wanted(&ruled.program) {
                let Some(fact) = ruled.program.links.facts().get(place) else { continue };
                // One track asks no fact twice.
                if self.states.len() == 1 || told.insert(fact) {
                    tell(fact);
                }
            }
        }
    }
}
