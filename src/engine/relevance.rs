//! F2. Which questions matter: a property of the compiled rules, never hand-routed.
//!
//! A question matters while some answer to it can change the status of any requirement or waiver
//! (or whether a requirement stands under one reading of an open text), or a preference, or whether a
//! material is needed. Answers are taken in the order of the
//! interview: an answer that no longer matters beside the answers before it is kept, and unused.

use std::collections::BTreeSet;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::engine::compile::Program;
use crate::engine::facts::{FactSheet, Value};
use crate::engine::space::Key;
use crate::logic::diagram::{CellSet, Diagram, Var};
use crate::pack::raw::Track;

/// Which facts of a track matter now.
#[derive(Debug, Clone, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Relevance {
    /// Known facts that the statuses rest on.
    pub used: BTreeSet<String>,
    /// Facts, open in whole or in part, whose answer can still change something.
    pub wanted: BTreeSet<String>,
}

impl Relevance {
    /// Finds what matters, given what is known.
    pub fn of(program: &Program, track: &Track, sheet: &FactSheet) -> Relevance {
        let diagrams = diagrams(program);
        let mut found = Relevance::default();
        let order: Vec<&String> = crate::pack::track_facts(track).collect();
        for fact in order.iter().filter(|f| sheet.get(f).is_some()) {
            let allowed = program.allowed(sheet, &|f| found.used.contains(f));
            if matters(program, &diagrams, fact, &allowed) {
                found.used.insert((*fact).clone());
            }
        }
        let allowed = program.allowed(sheet, &|f| found.used.contains(f));
        for diagram in &diagrams {
            for var in diagram.support(&|var| cells(&allowed, var)) {
                let facts = program.space.key(var).into_iter().flat_map(Key::facts);
                found.wanted.extend(facts.filter(|fact| is_open(sheet, fact)).cloned());
            }
        }
        found
    }
}

fn diagrams(program: &Program) -> Vec<&Diagram> {
    let nodes = program.requirements.iter();
    let standing = nodes.clone().map(|node| &node.standing);
    let settled = nodes.chain(&program.waivers).map(|node| &node.settled);
    settled.chain(standing).chain(&program.preferences).chain(&program.materials).collect()
}

fn matters(program: &Program, diagrams: &[&Diagram], fact: &str, allowed: &[CellSet]) -> bool {
    let mine = |var: &Var| {
        program.space.key(*var).is_some_and(|key| key.facts().iter().any(|f| f == fact))
    };
    diagrams
        .iter()
        .filter(|diagram| diagram.variables().iter().any(mine))
        .any(|diagram| diagram.support(&|var| cells(allowed, var)).iter().any(mine))
}

/// Whether something of a fact is still open: all of it, or the records of some kind.
pub fn is_open(sheet: &FactSheet, fact: &str) -> bool {
    matches!(sheet.get(fact), None | Some(Value::Records(_)))
}

/// The cells of a variable in a list by variable.
pub fn cells(allowed: &[CellSet], var: Var) -> CellSet {
    allowed.get(usize::from(var)).copied().unwrap_or(1)
}
