//! F2. A compiled track in the form in which it is decided fastest: its diagrams laid out in one
//! list and walked with numbers. Only for tracks whose verdict is that of their rules alone.

use crate::engine::assessment::settled;
use crate::engine::compile::Program;
use crate::engine::rules::{Hear, Sheet};
use crate::engine::space::{Cut, Key, UNKNOWN};
use crate::logic::diagram::{CellSet, Laid, Left, Reached, Root, Var};
use crate::logic::outcome::{Outcome, Status, Verdict};
use crate::pack::raw::Track;

/// The track.
#[derive(Debug, Clone)]
pub(super) struct Quick {
    laid: Laid<Test>,
    /// By requirement: its diagram, and the status of each outcome.
    requirements: Vec<(Root, [Status; Outcome::ALL.len()])>,
    /// By variable: what an unknown value leaves.
    feasible: Vec<CellSet>,
}

/// What is tested at a node.
#[derive(Debug, Clone)]
struct Test {
    cut: Cut,
    slot: usize,
    var: Var,
}

impl Quick {
    /// Lays a track out; nothing where more than its rules decides.
    pub(super) fn of(track: &Track, program: &Program, slots: &[(String, usize)]) -> Option<Quick> {
        let overridden = track.conflicts.iter().any(|conflict| !conflict.opens.is_empty());
        if overridden || track.joint.is_some() || !track.deadlines.is_empty() {
            return None;
        }
        let test = |var: Var| {
            let fact = program.space.key(var).map(Key::facts).and_then(<[String]>::first);
            let slot = slots.iter().find(|(id, _)| Some(id) == fact);
            // No slot has the other place: a reading has no answer.
            let slot = slot.map_or(usize::MAX, |(_, place)| *place);
            Test { cut: program.space.cut(var), slot, var }
        };
        let mut laid = Laid::default();
        let requirements = program.requirements.iter().map(|node| {
            let status = |outcome: Outcome| settled(node, 1 << outcome as u8);
            (laid.add(&node.settled, &test), Outcome::ALL.map(status))
        });
        let requirements = requirements.collect();
        let feasible = program.space.keys().map(|(var, _)| program.space.feasible(var)).collect();
        Some(Quick { laid, requirements, feasible })
    }

    /// Decides the track.
    pub(super) fn decide(
        &self,
        track: usize,
        program: &Program,
        sheet: &Sheet,
        hear: &mut impl Hear,
    ) -> Verdict {
        let left = |test: &Test| match sheet.numbers.get(test.slot) {
            None | Some(&UNKNOWN) => Left::Some(self.feasible(test.var)),
            Some(number) => test
                .cut
                .cell(*number)
                .map_or_else(|| Left::Some(self.valued(program, test, sheet)), Left::One),
        };
        Verdict::of(self.requirements.iter().enumerate().map(|(at, (root, statuses))| {
            let status = match self.laid.reach(*root, &left) {
                Reached::One(leaf) => statuses.get(usize::from(leaf)).copied(),
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

    fn feasible(&self, var: Var) -> CellSet {
        self.feasible.get(usize::from(var)).copied().unwrap_or(1)
    }

    /// The cells that only the value itself tells.
    fn valued(&self, program: &Program, test: &Test, sheet: &Sheet) -> CellSet {
        let value = sheet.values.get(test.slot).and_then(Option::as_ref);
        value.map_or(self.feasible(test.var), |value| program.cells_of(test.var, value))
    }
}
