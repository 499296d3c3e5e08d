//! F2. A compiled track in the form in which it is decided fastest. Only for tracks whose verdict is
//! that of their rules alone.
//!
//! Every cell that an answer may lie in has a bit, and that it is not known has one too. Whether one
//! answer settles a requirement, or several together, is then seen by masks, with no step that waits
//! for the one before. What they do not decide is walked, and what is open worked out. Numbers that only
//! walks look at have no bits: most sheets need none of them.

mod masks;

use std::collections::BTreeSet;

use crate::engine::assessment::settled;
use crate::engine::compile::Program;
use crate::engine::rules::Hear;
use crate::engine::rules::quick::masks::{Glance, Masks, Words, word};
use crate::engine::rules::sheet::{Layout, Place, Sheet};
use crate::engine::space::{Cut, Key, UNKNOWN};
use crate::logic::diagram::{CellSet, Laid, Left, Reached, Root, Var};
use crate::logic::outcome::{Outcome, Status, Verdict};
use crate::pack::raw::Track;

/// A number with more bounds has no bits.
const MOST_BOUNDS: usize = 62;

/// The track.
#[derive(Debug, Clone)]
pub(super) struct Quick {
    laid: Laid<Test>,
    requirements: Vec<Requirement>,
    /// The words of the sheet in which answers to its facts have their bits.
    given: Vec<usize>,
    /// The numbers whose cells have bits, by the word in which they have them: behind the others.
    compared: Vec<Compared>,
    /// Where the cells of the other numbers begin, all but their first ones.
    bounds: Vec<i64>,
    /// By variable: what an unknown value leaves.
    feasible: Vec<CellSet>,
}

#[derive(Debug, Clone)]
struct Requirement {
    masks: Masks,
    root: Root,
    /// The status of each outcome.
    statuses: [Status; Outcome::ALL.len()],
}

/// The cells of numbers that have their bits in one word.
#[derive(Debug, Clone, Default)]
struct Compared {
    bounds: Vec<Edge>,
    /// The bits of what is not known, and those of last cells.
    unknown: u64,
    last: u64,
}

/// Where a cell begins.
#[derive(Debug, Clone, Copy)]
struct Edge {
    from: i64,
    /// Where in a sheet the number is.
    number: usize,
    /// The bit of the cell.
    shift: u32,
}

/// What is tested at a node.
#[derive(Debug, Clone, Copy)]
struct Test {
    var: Var,
    seen: Seen,
}

/// How the cell of a variable is seen.
#[derive(Debug, Clone, Copy)]
enum Seen {
    Bits(InBits),
    /// The number of this word of the sheet, among so many bounds from there on.
    Number {
        number: usize,
        from: usize,
        count: usize,
    },
    /// By the value in this slot; a slot that is not there has none.
    Value(usize),
}

/// The bits of the cells of a variable.
#[derive(Debug, Clone, Copy)]
struct InBits {
    word: usize,
    /// The bit of its first cell, and that of what is not known.
    shift: u32,
    unknown: u32,
    /// So many cells.
    count: u32,
}

impl Quick {
    /// Lays a track out; nothing where more than its rules decides, or where it is too large.
    pub(super) fn of(
        track: &Track,
        program: &Program,
        own: &[(String, usize)],
        layout: &Layout,
    ) -> Option<Quick> {
        let overridden = track.conflicts.iter().any(|conflict| !conflict.opens.is_empty());
        if overridden || track.joint.is_some() || program.links_variables() {
            return None;
        }
        let place = |slot: &usize| layout.slots.get(*slot).map(|slot| slot.place);
        let given = own.iter().filter_map(|(_, slot)| match place(slot)? {
            Place::Bits(word, _) => Some(word),
            _ => None,
        });
        let given: Vec<usize> = given.collect::<BTreeSet<_>>().into_iter().collect();
        let glances: Vec<Glance> =
            program.requirements.iter().map(|node| Glance::of(&node.settled)).collect();
        let glanced: BTreeSet<Var> = glances.iter().flat_map(Glance::variables).collect();
        let mut quick = Quick {
            laid: Laid::default(),
            requirements: Vec::new(),
            compared: Vec::new(),
            bounds: Vec::new(),
            feasible: program.space.keys().map(|(var, _)| program.space.feasible(var)).collect(),
            given,
        };
        let mut filled = u64::BITS;
        let test = |(var, key): (Var, &Key)| {
            let fact = key.facts().first();
            let slot = own.iter().find(|(id, _)| Some(id) == fact).map(|(_, slot)| *slot);
            let seen = match (program.space.cut(var), slot.as_ref().and_then(place)) {
                (Cut::Bits(first, count), Some(Place::Bits(word, shift))) => {
                    let word = quick.given.iter().position(|own| *own == word).unwrap_or(0);
                    Seen::Bits(InBits { word, shift: shift + first, unknown: shift, count })
                }
                (Cut::Numbers(bounds), Some(Place::Number(number)))
                    if glanced.contains(&var) && bounds.len() < MOST_BOUNDS =>
                {
                    Seen::Bits(quick.compare(number, &bounds, &mut filled))
                }
                (Cut::Numbers(bounds), Some(Place::Number(number))) => {
                    let (from, count) = (quick.bounds.len(), bounds.len());
                    quick.bounds.extend(bounds);
                    Seen::Number { number, from, count }
                }
                _ => Seen::Value(slot.unwrap_or(usize::MAX)),
            };
            Test { var, seen }
        };
        let tests: Vec<Test> = program.space.keys().map(test).collect();
        if quick.given.len() + quick.compared.len() > masks::ALWAYS {
            return None;
        }
        let test = |var: Var| tests.get(usize::from(var)).copied();
        let bits = |var: Var| match test(var)?.seen {
            Seen::Bits(bits) => Some(bits),
            _ => None,
        };
        for (node, glance) in program.requirements.iter().zip(&glances) {
            let statuses = Outcome::ALL.map(|outcome| settled(node, 1 << outcome as u8));
            let status = |leaf: u8| statuses.get(usize::from(leaf)).copied();
            let masks = Masks::of(glance, &bits, &status);
            // Every variable has a test.
            let root = tests
                .last()
                .map(|last| quick.laid.add(&node.settled, &|var| test(var).unwrap_or(*last)))?;
            quick.requirements.push(Requirement { masks, root, statuses });
        }
        Some(quick)
    }

    /// Gives bits to the cells of a number; `filled` says how much of the last word is taken.
    fn compare(&mut self, number: usize, bounds: &[i64], filled: &mut u32) -> InBits {
        let count = u32::try_from(bounds.len() + 1).unwrap_or(u64::BITS);
        if *filled + count >= u64::BITS {
            self.compared.push(Compared::default());
            *filled = 0;
        }
        let (unknown, shift) = (*filled, *filled + 1);
        *filled += count + 1;
        if let Some(last) = self.compared.last_mut() {
            last.add(number, unknown, bounds);
        }
        let word = self.given.len() + self.compared.len() - 1;
        InBits { word, shift, unknown, count }
    }

    /// Decides the track.
    pub(super) fn decide(
        &self,
        track: usize,
        program: &Program,
        sheet: &Sheet,
        hear: &mut impl Hear,
    ) -> Verdict {
        let mut words = masks::NONE;
        self.fill(&mut words, sheet);
        Verdict::of(self.requirements.iter().enumerate().map(|(at, requirement)| {
            let status = match requirement.masks.settle(&words) {
                Some(status) => status,
                None => self.walk(at, requirement, program, sheet, &words),
            };
            if status == Status::Failed {
                hear.failed(track, at);
            }
            status
        }))
    }

    /// What the masks did not settle.
    #[inline(never)]
    fn walk(
        &self,
        at: usize,
        requirement: &Requirement,
        program: &Program,
        sheet: &Sheet,
        words: &Words,
    ) -> Status {
        let left = |test: &Test| {
            let one = match test.seen {
                Seen::Bits(own) => {
                    let bits = word(words, own.word) >> own.shift & ones(own.count);
                    bits.is_power_of_two().then(|| bits.trailing_zeros())
                }
                Seen::Number { number, from, count } => self.cell(sheet, number, from, count),
                Seen::Value(_) => None,
            };
            one.map_or_else(|| Left::Some(self.valued(program, test, sheet)), Left::One)
        };
        let status = match self.laid.reach(requirement.root, &left) {
            Reached::One(leaf) => requirement.statuses.get(usize::from(leaf)).copied(),
            Reached::Some(leaves) => program.requirements.get(at).map(|node| settled(node, leaves)),
        };
        status.unwrap_or(Status::Open)
    }

    /// Takes the bits of the sheet, and those of the cells of its numbers.
    fn fill(&self, words: &mut Words, sheet: &Sheet) {
        let mut words = words.iter_mut();
        for (at, own) in self.given.iter().zip(&mut words) {
            *own = sheet.block.get(*at).copied().unwrap_or(0);
        }
        for (compared, own) in self.compared.iter().zip(&mut words) {
            *own = compared.cells(&sheet.block);
        }
    }

    /// The cell of a number, if it is known.
    fn cell(&self, sheet: &Sheet, number: usize, from: usize, count: usize) -> Option<u32> {
        let number = sheet.block.get(number)?.cast_signed();
        let bounds = self.bounds.get(from..from + count)?;
        let cell = bounds.partition_point(|bound| *bound <= number);
        u32::try_from(cell).ok().filter(|_| number != UNKNOWN)
    }

    /// The cells that are left where neither bits nor a number say: those of the value, or what is
    /// feasible.
    #[cold]
    fn valued(&self, program: &Program, test: &Test, sheet: &Sheet) -> CellSet {
        let feasible = self.feasible.get(usize::from(test.var)).copied().unwrap_or(1);
        let value = match test.seen {
            Seen::Value(slot) => sheet.value(slot),
            _ => None,
        };
        value.map_or(feasible, |value| program.cells_of(test.var, &value))
    }
}

impl Compared {
    /// Adds a number: a bit for what is not known, and one for each cell.
    fn add(&mut self, number: usize, unknown: u32, bounds: &[i64]) {
        self.unknown |= 1 << unknown;
        let froms = std::iter::once(&(UNKNOWN + 1)).chain(bounds);
        self.bounds.extend((unknown + 1..).zip(froms).map(|(shift, from)| Edge {
            from: *from,
            number,
            shift,
        }));
        self.last |= 1 << unknown << (bounds.len() + 1);
    }

    /// The bit of the cell in which each number lies.
    fn cells(&self, block: &[u64]) -> u64 {
        let reached = self.bounds.iter().fold(self.unknown, |all, edge| {
            let number = block.get(edge.number).map_or(UNKNOWN, |own| own.cast_signed());
            all | u64::from(edge.from <= number) << edge.shift
        });
        // It lies in the last cell of which it has reached the beginning.
        reached & !(reached >> 1 & !self.last)
    }
}

fn ones(count: u32) -> u64 {
    1u64.checked_shl(count).map_or(u64::MAX, |above| above - 1)
}
