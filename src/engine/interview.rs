//! F2. An interview: what is known, and what matters of it, one answer after another.
//!
//! An answer that changes is followed only where it leads: to the diagrams that look at it, and from
//! there to later answers whose use it changes.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::compile::Program;
use crate::engine::facts::{FactSheet, Value};
use crate::engine::relevance::{Relevance, cells, is_open};
use crate::engine::space::Key;
use crate::engine::together::Together;
use crate::logic::diagram::{CellSet, Diagram, Narrowing, Var};
use crate::pack::raw::Track;

/// Which facts, variables and diagrams of a program belong together.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// The facts that have variables, in the order of the interview.
    facts: Vec<String>,
    places: BTreeMap<String, usize>,
    /// The variables of each fact.
    vars: Vec<Vec<Var>>,
    /// The diagrams that depend on each fact, by their places in [`Links::diagrams`].
    diagrams: Vec<Vec<usize>>,
    /// Whether a fact has a part in a deadline.
    in_deadline: Vec<bool>,
    /// The requirements whose outcome may depend on a reading. Without one, the standing says
    /// nothing that the settled outcome does not.
    doubtful: Vec<usize>,
}

impl Links {
    /// The links of a program whose diagrams are compiled.
    pub fn of(program: &Program, track: &Track) -> Links {
        let nodes = program.requirements.iter().enumerate();
        let doubtful = nodes.filter(|(_, node)| program.has_reading(&node.by_reading));
        let doubtful = doubtful.map(|(place, _)| place).collect();
        let mut links = Links { doubtful, ..Links::default() };
        let supports: Vec<BTreeSet<Var>> =
            links.diagrams(program).iter().map(|diagram| diagram.variables()).collect();
        for fact in crate::pack::track_facts(track) {
            let keys = program.space.keys();
            let own: Vec<(Var, &Key)> =
                keys.filter(|(_, key)| key.facts().contains(fact)).collect();
            if own.is_empty() || links.places.contains_key(fact) {
                continue;
            }
            let mine = |support: &BTreeSet<Var>| own.iter().any(|(var, _)| support.contains(var));
            let looking = supports.iter().enumerate().filter(|(_, support)| mine(support));
            links.places.insert(fact.clone(), links.facts.len());
            links.facts.push(fact.clone());
            links.diagrams.push(looking.map(|(place, _)| place).collect());
            links.in_deadline.push(own.iter().any(|(_, key)| matches!(key, Key::Deadline(..))));
            links.vars.push(own.into_iter().map(|(var, _)| var).collect());
        }
        links
    }

    /// The facts that have variables, in the order of the interview.
    pub fn facts(&self) -> &[String] {
        &self.facts
    }

    /// Every diagram that an answer may change; the settled ones of the requirements stand first.
    fn diagrams<'a>(&self, program: &'a Program) -> Vec<&'a Diagram> {
        let standing = self.doubtful.iter().filter_map(|at| program.requirements.get(*at));
        let standing = standing.map(|node| &node.standing);
        let settled = program.requirements.iter().chain(&program.waivers);
        let settled = settled.map(|node| &node.settled);
        settled.chain(standing).chain(&program.preferences).chain(&program.materials).collect()
    }

    fn list<'a, T>(&self, by_fact: &'a [Vec<T>], place: usize) -> &'a [T] {
        by_fact.get(place).map_or(&[], Vec::as_slice)
    }
}

/// What is known of an applicant, and what matters of it.
#[derive(Debug, Clone)]
pub struct Interview {
    sheet: FactSheet,
    /// By fact.
    known: Vec<bool>,
    open: Vec<bool>,
    used: Vec<bool>,
    /// By variable: the cells that the known value leaves, used or not; then those that the used
    /// values leave.
    given: Vec<CellSet>,
    allowed: Vec<CellSet>,
    /// By diagram: the variables on which it still depends, and whether the last change reached it.
    supports: Vec<Vec<Var>>,
    touched: Vec<bool>,
    narrowing: Narrowing,
}

impl Interview {
    /// All that is known, taken at once.
    pub fn of(program: &Program, sheet: FactSheet) -> Interview {
        let links = &program.links;
        let count = links.diagrams(program).len();
        let known = |fact: &String| sheet.get(fact).is_some();
        let mut interview = Interview {
            known: links.facts.iter().map(known).collect(),
            open: links.facts.iter().map(|fact| is_open(&sheet, fact)).collect(),
            used: vec![false; links.facts.len()],
            given: program.allowed(&sheet, &|_| true),
            allowed: Vec::new(),
            supports: vec![Vec::new(); count],
            touched: vec![true; count],
            narrowing: Narrowing::default(),
            sheet,
        };
        interview.allowed =
            program.space.keys().map(|(var, key)| interview.cell(program, var, key)).collect();
        interview.follow(program, 0);
        interview
    }

    /// Takes another answer to a fact, or none.
    pub fn set(&mut self, program: &Program, fact: &str, value: Option<Value>) {
        self.touched.fill(false);
        let place = program.links.places.get(fact).copied();
        if let Some(place) = place {
            for var in program.links.list(&program.links.vars, place) {
                let cells = value.as_ref().map(|value| program.cells_of(*var, value));
                let cells = cells.unwrap_or_else(|| program.space.feasible(*var));
                put(&mut self.given, usize::from(*var), cells);
            }
        }
        match value {
            Some(value) => self.sheet.values.insert(fact.to_owned(), value),
            None => self.sheet.values.remove(fact),
        };
        let Some(place) = place else { return };
        let known = self.sheet.get(fact).is_some();
        let newly = known && !flag(&self.known, place);
        put(&mut self.known, place, known);
        put(&mut self.open, place, is_open(&self.sheet, fact));
        if newly {
            // Whether it matters is not known yet; of a known one its own value says nothing.
            let looking = program.links.list(&program.links.diagrams, place);
            looking.iter().for_each(|diagram| put(&mut self.touched, *diagram, true));
        }
        self.follow(program, place);
    }

    /// Decides anew which of the facts from there on are used, as far as what has changed bears on
    /// it: the changed fact stands first.
    fn follow(&mut self, program: &Program, from: usize) {
        let links = &program.links;
        let diagrams = links.diagrams(program);
        let (were_used, were_allowed) = (self.used.clone(), self.allowed.clone());
        self.used.iter_mut().skip(from).for_each(|used| *used = false);
        for var in links.vars.iter().skip(from).flatten() {
            self.refresh(program, *var);
        }
        for place in from..links.facts.len() {
            let was = flag(&were_used, place);
            let vars = links.list(&links.vars, place);
            let looking = links.list(&links.diagrams, place);
            let used = flag(&self.known, place)
                && match looking.iter().any(|diagram| flag(&self.touched, *diagram)) {
                    true => looking.iter().any(|at| {
                        let mut turning = self.depends(diagrams.get(*at).copied());
                        turning.any(|var| vars.contains(&var))
                    }),
                    false => was,
                };
            put(&mut self.used, place, used);
            let mut changed = flag(&links.in_deadline, place) && (place == from || used != was);
            for var in vars {
                self.refresh(program, *var);
                changed |= self.allowed.get(usize::from(*var))
                    != were_allowed.get(usize::from(*var))
                    && !flag(&links.in_deadline, place);
            }
            if changed {
                looking.iter().for_each(|diagram| put(&mut self.touched, *diagram, true));
            }
        }
        for (at, diagram) in diagrams.iter().enumerate() {
            if flag(&self.touched, at) {
                let support = self.depends(Some(diagram)).collect();
                put(&mut self.supports, at, support);
            }
        }
    }

    fn refresh(&mut self, program: &Program, var: Var) {
        if let Some(key) = program.space.key(var) {
            let cells = self.cell(program, var, key);
            put(&mut self.allowed, usize::from(var), cells);
        }
    }

    /// The cells that the used values leave to a variable.
    fn cell(&self, program: &Program, var: Var, key: &Key) -> CellSet {
        let used = |fact: &str| {
            program.links.places.get(fact).is_some_and(|place| flag(&self.used, *place))
        };
        match key {
            Key::Deadline(id, _) => {
                let deadline = program.deadlines.iter().find(|deadline| deadline.id == *id);
                deadline.map_or(0b111, |deadline| deadline.places(&self.sheet, &used))
            }
            key if key.facts().iter().any(|fact| used(fact)) => cells(&self.given, var),
            _ => program.space.feasible(var),
        }
    }

    /// The variables on which a diagram still depends.
    fn depends(&mut self, diagram: Option<&Diagram>) -> impl Iterator<Item = Var> {
        let allowed = &self.allowed;
        if let Some(diagram) = diagram {
            self.narrowing.of(diagram, &|var| cells(allowed, var));
        }
        self.narrowing.variables()
    }

    /// What is known.
    pub fn sheet(&self) -> &FactSheet {
        &self.sheet
    }

    /// The cells that the used values leave to each variable.
    pub fn allowed(&self) -> &[CellSet] {
        &self.allowed
    }

    /// What linked variables can come to together, given the used values.
    pub fn together(&self, program: &Program) -> Vec<Together> {
        program.together(&self.sheet, &|fact| {
            let place = program.links.places.get(fact);
            place.is_some_and(|place| flag(&self.used, *place))
        })
    }

    /// Whether the last change reached the requirement of that place.
    pub fn touched(&self, requirement: usize) -> bool {
        flag(&self.touched, requirement)
    }

    /// The known facts that are used, in the order of the interview.
    pub fn used<'a>(&'a self, program: &'a Program) -> impl Iterator<Item = &'a String> {
        let facts = program.links.facts.iter().zip(&self.used);
        facts.filter(|(_, used)| **used).map(|(fact, _)| fact)
    }

    /// The places of the facts whose answer can still change something.
    pub fn wanted(&self, program: &Program) -> Vec<usize> {
        let mut turning = vec![false; self.allowed.len()];
        self.supports.iter().flatten().for_each(|var| put(&mut turning, usize::from(*var), true));
        let vars = program.links.vars.iter().zip(&self.open).enumerate();
        let turns = |vars: &Vec<Var>| vars.iter().any(|var| flag(&turning, usize::from(*var)));
        vars.filter(|(_, (vars, open))| **open && turns(vars)).map(|(place, _)| place).collect()
    }

    /// What matters, by name.
    pub fn relevance(&self, program: &Program) -> Relevance {
        let name = |place: usize| program.links.facts.get(place).cloned();
        Relevance {
            used: self.used(program).cloned().collect(),
            wanted: self.wanted(program).into_iter().filter_map(name).collect(),
        }
    }
}

fn flag(list: &[bool], place: usize) -> bool {
    list.get(place).copied().unwrap_or(false)
}

fn put<T>(list: &mut [T], place: usize, value: T) {
    if let Some(own) = list.get_mut(place) {
        *own = value;
    }
}
