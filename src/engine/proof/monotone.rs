//! F2. More never hurts: where a requirement says so of an amount, a larger amount beside the same
//! other answers never makes it worse, under any reading and over all of them.

use crate::engine::compile::Node;
use crate::engine::proof::people::Completion;
use crate::engine::proof::verdicts::rank;
use crate::engine::proof::{Prover, What, status};
use crate::engine::space::Key;
use crate::logic::diagram::{Diagram, Var};
use crate::logic::outcome::Status;

impl Prover<'_> {
    /// Every amount of which a requirement says that more never hurts.
    pub(super) fn monotone(&mut self) {
        for (at, requirement) in self.track().requirements.iter().enumerate() {
            let Some(node) = self.people.program.requirements.get(at) else { continue };
            for fact in &requirement.more_never_hurts {
                if let Some(var) = self.people.program.space.var(&Key::Fact(fact.clone())) {
                    self.one(at, node, fact, var);
                }
            }
        }
    }

    fn one(&mut self, at: usize, node: &Node, fact: &str, var: Var) {
        let place = format!("{}.more_never_hurts", self.requirement_at(at));
        // The settled one is what the person is told; the others are the readings one by one.
        for (told, diagram) in [(true, &node.settled), (false, &node.by_reading)] {
            let ranked = diagram.relabel(&rank);
            let cells = self.people.possible(var);
            for (less, more) in cells.iter().zip(cells.iter().skip(1)) {
                let worse = worse(&ranked, var, *less, *more);
                let Some(person) = self.people.at(&worse, 1 << 1, var, *less, &self.best) else {
                    continue;
                };
                let richer = moved(&person, var, *more);
                let before = self.people.assess(&self.people.answers(&person));
                let before = status(&before, at).map(weight);
                let mut shown = self.shown(Some(person), &|_| true);
                shown.extend(
                    self.shown(Some(richer), &|found| {
                        !told || status(found, at).map(weight) < before
                    }),
                );
                self.found(&place, What::Hurts(fact.to_owned()), shown);
                return;
            }
        }
    }
}

/// The same person with another cell of one variable.
fn moved(person: &[u32], var: Var, cell: u32) -> Completion {
    let place = |(at, own): (usize, &u32)| if at == usize::from(var) { cell } else { *own };
    person.iter().enumerate().map(place).collect()
}

/// Leaf 1 where more of an amount is worse than less.
fn worse(ranked: &Diagram, var: Var, less: u32, more: u32) -> Diagram {
    let only = |cell: u32| ranked.narrowed(&|v: Var| if v == var { 1 << cell } else { u64::MAX });
    only(less).combine(&only(more), &|before, after| u8::from(after < before))
}

fn weight(status: Status) -> u8 {
    match status {
        Status::Failed => 0,
        Status::Open | Status::Deferred => 1,
        Status::Judge => 2,
        Status::Met | Status::Waived | Status::NotApplicable => 3,
    }
}
