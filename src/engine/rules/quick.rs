//! F2. A compiled track in the form in which it is decided fastest. Only for tracks whose verdict is
//! that of their rules alone.
//!
//! Every cell that an answer may lie in has a bit. A way through a diagram is then a few masks, and
//! the shortest ways of a requirement are tried first: the next does not wait for what the last
//! came to, as the steps of a walk do. What they do not decide is walked, and what is open worked out.

use crate::engine::assessment::settled;
use crate::engine::compile::Program;
use crate::engine::rules::{Hear, Sheet, Slot};
use crate::engine::space::{Cut, Key, UNKNOWN};
use crate::logic::diagram::{CellSet, Diagram, Laid, Left, Reached, Root, Var, Way};
use crate::logic::outcome::{Outcome, Status, Verdict};
use crate::pack::raw::Track;

/// More words of bits than these are not tried.
const MOST_WORDS: usize = 16;

/// So many ways of a requirement are tried before it is walked.
const MOST_TRIED: usize = 3;

/// More ways through one diagram are not looked at.
const MOST_WAYS: usize = 1000;

type Words = [u64; MOST_WORDS];

/// The track.
#[derive(Debug, Clone)]
pub(super) struct Quick {
    laid: Laid<Test>,
    requirements: Vec<Requirement>,
    /// The numbers that are compared, each for the bits of its cells.
    compared: Vec<Compared>,
    /// The ways that are tried.
    masks: Vec<Mask>,
    /// By variable: what an unknown value leaves.
    feasible: Vec<CellSet>,
}

#[derive(Debug, Clone)]
struct Requirement {
    root: Root,
    /// The status of each outcome.
    statuses: [Status; Outcome::ALL.len()],
    /// The ways that are tried: the end of each among the masks, and its outcome.
    tried: Vec<(usize, u8)>,
    first: usize,
    /// What is left where none of them is taken: the end of the masks that say that everything is
    /// known, and the outcome.
    rest: Option<(usize, u8)>,
}

/// Bits of one word of which all, or one, must be there.
#[derive(Debug, Clone, Copy)]
struct Mask {
    word: usize,
    bits: u64,
    all: bool,
}

#[derive(Debug, Clone)]
struct Compared {
    number: usize,
    word: usize,
    shift: u32,
    bounds: Vec<i64>,
}

/// What is tested at a node: bits of a word, or the value in a slot.
#[derive(Debug, Clone, Copy)]
struct Test {
    var: Var,
    word: usize,
    shift: u32,
    count: u32,
    slot: usize,
}

impl Quick {
    /// Lays a track out; nothing where more than its rules decides, or where it is too large.
    pub(super) fn of(
        track: &Track,
        program: &Program,
        own: &[(String, usize)],
        slots: &[Slot],
        words: usize,
    ) -> Option<Quick> {
        let overridden = track.conflicts.iter().any(|conflict| !conflict.opens.is_empty());
        if overridden || track.joint.is_some() || !track.deadlines.is_empty() {
            return None;
        }
        // The cells of numbers have their bits behind those of the sheet.
        let mut compared: Vec<Compared> = Vec::new();
        let mut next = (words, 0);
        let mut test = |(var, key): (Var, &Key)| {
            let fact = key.facts().first();
            let slot = own.iter().find(|(id, _)| Some(id) == fact).map(|(_, place)| *place);
            let written = slot.and_then(|slot| slots.get(slot));
            // A word or slot that is not there: a reading has no answer, records have no bits.
            let none = Test { var, word: usize::MAX, shift: 0, count: 0, slot: usize::MAX };
            let none = Test { slot: slot.unwrap_or(usize::MAX), ..none };
            let Some(written) = written else { return none };
            match (program.space.cut(var), written.number) {
                (Cut::Bits(first, count), _) => match written.bits {
                    Some((word, shift)) => Test { word, shift: shift + first, count, ..none },
                    None => none,
                },
                (Cut::Numbers(bounds), Some(number)) => {
                    let count = u32::try_from(bounds.len() + 1).unwrap_or(64);
                    if next.1 + count > 64 {
                        next = (next.0 + 1, 0);
                    }
                    let (word, shift) = next;
                    next.1 += count;
                    compared.push(Compared { number, word, shift, bounds });
                    Test { word, shift, count, ..none }
                }
                _ => none,
            }
        };
        let tests: Vec<Test> = program.space.keys().map(&mut test).collect();
        if next.0 >= MOST_WORDS {
            return None;
        }
        let feasible = program.space.keys().map(|(var, _)| program.space.feasible(var)).collect();
        let mut quick = Quick {
            laid: Laid::default(),
            requirements: Vec::new(),
            compared,
            masks: Vec::new(),
            feasible,
        };
        for node in &program.requirements {
            let status = |outcome: Outcome| settled(node, 1 << outcome as u8);
            quick.add(&node.settled, Outcome::ALL.map(status), &tests)?;
        }
        Some(quick)
    }

    fn add(
        &mut self,
        diagram: &Diagram,
        statuses: [Status; Outcome::ALL.len()],
        tests: &[Test],
    ) -> Option<()> {
        let test = |var: Var| tests.get(usize::from(var)).copied();
        // Every variable has a test.
        let last = *tests.last()?;
        let root = self.laid.add(diagram, &|var| test(var).unwrap_or(last));
        let first = self.masks.len();
        let mut tried = Vec::new();
        let mut ways = diagram.ways(MOST_WAYS).unwrap_or_default();
        let ends = |leaf: u8| ways.iter().filter(|(_, end)| *end == leaf).count();
        let rest = ways.iter().map(|(_, leaf)| *leaf).max_by_key(|leaf| ends(*leaf));
        ways.retain(|(_, leaf)| Some(*leaf) != rest);
        ways.sort_by_key(|(way, _)| way.len());
        let all_tried = ways.len() <= MOST_TRIED;
        for (way, leaf) in ways.into_iter().take(MOST_TRIED) {
            let Some(masks) = masks(&(way, leaf), &test) else { continue };
            self.masks.extend(masks);
            tried.push((self.masks.len(), leaf));
        }
        let known = |var: Var| {
            let test = test(var).filter(|test| test.count > 0)?;
            let bits = ones(test.count) << test.shift;
            Some(Mask { word: test.word, bits, all: false })
        };
        let known: Option<Vec<Mask>> = diagram.variables().into_iter().map(known).collect();
        let rest = match (rest, known) {
            (Some(leaf), Some(known)) if all_tried => {
                self.masks.extend(known);
                Some((self.masks.len(), leaf))
            }
            _ => None,
        };
        self.requirements.push(Requirement { root, statuses, tried, first, rest });
        Some(())
    }

    /// Decides the track.
    pub(super) fn decide(
        &self,
        track: usize,
        program: &Program,
        sheet: &Sheet,
        hear: &mut impl Hear,
    ) -> Verdict {
        let words = self.words(sheet);
        let left = |test: &Test| {
            let bits = words.get(test.word).map_or(0, |word| word >> test.shift & ones(test.count));
            match bits.is_power_of_two() {
                true => Left::One(bits.trailing_zeros()),
                false => Left::Some(self.valued(program, test, sheet)),
            }
        };
        Verdict::of(self.requirements.iter().enumerate().map(|(at, requirement)| {
            let reached = match self.tried(requirement, &words) {
                Some(leaf) => Reached::One(leaf),
                None => self.laid.reach(requirement.root, &left),
            };
            let status = match reached {
                Reached::One(leaf) => requirement.statuses.get(usize::from(leaf)).copied(),
                Reached::Some(leaves) => {
                    program.requirements.get(at).map(|node| settled(node, leaves))
                }
            };
            let status = status.unwrap_or(Status::Open);
            if status == Status::Failed {
                hear.failed(track, at);
            }
            status
        }))
    }

    /// The bits of the sheet, and those of the cells of its numbers.
    fn words(&self, sheet: &Sheet) -> Words {
        let mut words = [0; MOST_WORDS];
        words.iter_mut().zip(&sheet.bits).for_each(|(word, bits)| *word = *bits);
        for compared in &self.compared {
            let number = sheet.numbers.get(compared.number).copied().unwrap_or(UNKNOWN);
            let cell = compared.bounds.iter().filter(|bound| **bound <= number).count();
            if let Some(word) = words.get_mut(compared.word) {
                *word |= u64::from(number != UNKNOWN) << (compared.shift + cell as u32);
            }
        }
        words
    }

    /// The outcome of a requirement, if one of the ways that are tried is taken, or none can be.
    fn tried(&self, requirement: &Requirement, words: &Words) -> Option<u8> {
        let hold = |from: usize, to: usize| {
            self.masks.get(from..to).is_some_and(|masks| masks.iter().all(|mask| mask.holds(words)))
        };
        let mut from = requirement.first;
        for (to, leaf) in &requirement.tried {
            if hold(from, *to) {
                return Some(*leaf);
            }
            from = *to;
        }
        requirement.rest.filter(|(to, _)| hold(from, *to)).map(|(_, leaf)| leaf)
    }

    /// The cells that are left where no bit says: those of the value, or what is feasible.
    fn valued(&self, program: &Program, test: &Test, sheet: &Sheet) -> CellSet {
        let value = sheet.values.get(test.slot).and_then(Option::as_ref);
        let feasible = self.feasible.get(usize::from(test.var)).copied().unwrap_or(1);
        value.map_or(feasible, |value| program.cells_of(test.var, value))
    }
}

impl Mask {
    fn holds(self, words: &Words) -> bool {
        let found = words.get(self.word).map_or(0, |word| word & self.bits);
        if self.all { found == self.bits } else { found != 0 }
    }
}

/// A way as masks: single cells of one word together. Nothing if a variable on it has no bits.
fn masks((way, _): &Way, test: &impl Fn(Var) -> Option<Test>) -> Option<Vec<Mask>> {
    let mut masks: Vec<Mask> = Vec::new();
    for (var, cells) in way {
        let test = test(*var).filter(|test| test.count > 0)?;
        let (word, bits) = (test.word, cells << test.shift);
        let all = cells.is_power_of_two();
        match masks.iter_mut().find(|mask| mask.all && all && mask.word == word) {
            Some(mask) => mask.bits |= bits,
            None => masks.push(Mask { word, bits, all }),
        }
    }
    Some(masks)
}

fn ones(count: u32) -> u64 {
    1u64.checked_shl(count).map_or(u64::MAX, |above| above - 1)
}
