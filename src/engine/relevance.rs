//! F2. Which questions matter: a property of the compiled rules, never hand-routed.
//!
//! A question matters while some answer to it can change the status of any requirement or waiver
//! (or whether a requirement stands under one reading of an open text), or a preference, or whether a
//! material is needed. Answers are taken in the order of the
//! interview: an answer that no longer matters beside the answers before it is kept, and unused.

use std::collections::BTreeSet;

use crate::engine::compile::Program;
use crate::engine::facts::{FactSheet, Value};
use crate::engine::interview::Interview;
use crate::logic::diagram::{CellSet, Var};

/// Which facts of a track matter now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relevance {
    /// Known facts that the statuses rest on.
    pub used: BTreeSet<String>,
    /// Facts, open in whole or in part, whose answer can still change something.
    pub wanted: BTreeSet<String>,
}

impl Relevance {
    /// Finds what matters, given what is known.
    pub fn of(program: &Program, sheet: FactSheet) -> Relevance {
        Interview::of(program, sheet).relevance(program)
    }
}

/// Whether something of a fact is still open: all of it, or the records of some kind.
pub fn is_open(sheet: &FactSheet, fact: &str) -> bool {
    matches!(sheet.get(fact), None | Some(Value::Records(_)))
}

/// The cells of a variable in a list by variable.
pub fn cells(allowed: &[CellSet], var: Var) -> CellSet {
    allowed.get(usize::from(var)).copied().unwrap_or(1)
}
