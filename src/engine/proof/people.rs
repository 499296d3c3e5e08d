//! F2. People for proofs: a whole answer sheet for a choice of cells.
//!
//! Cells of one variable are chosen freely, but some variables look at the same answers: two rules
//! over one list of records, two deadlines counted from one date. Such variables stand in one group,
//! and only what some answers really come to fits. Whatever is found here was typed and read back.

use std::collections::BTreeSet;

use crate::engine::answer::{Answer, Answers};
use crate::engine::assessment::{Assessment, assess_with};
use crate::engine::compile::Program;
use crate::engine::condition::{DecisionList, Expr};
use crate::engine::facts::FactSheet;
use crate::engine::proof::answers::Candidates;
use crate::engine::relevance::cells;
use crate::engine::space::Key;
use crate::logic::diagram::{CellSet, Diagram, LeafSet, Var};
use crate::pack::RulePack;
use crate::pack::raw::{Kind, Track};

/// More combinations of answers than this are not tried for one group.
const MOST_TRIED: usize = 20_000;

/// A leaf for what does not fit together; rules have fewer leaves.
const UNFIT: u8 = 63;

/// A cell for each variable, in order.
pub(super) type Completion = Vec<u32>;

/// Everyone who can answer the questions of a track.
pub(super) struct People<'a> {
    pub(super) pack: &'a RulePack,
    pub(super) track: &'a Track,
    pub(super) program: &'a Program,
    groups: Vec<Group>,
    /// Cells that some answer lies in.
    cells: Vec<CellSet>,
    /// Leaf 1 where the cells of each group fit together; nothing if all do.
    fitting: Option<Diagram>,
}

/// Variables that look at the same answers.
#[derive(Default)]
struct Group {
    facts: BTreeSet<String>,
    vars: Vec<Var>,
    fits: Vec<Fit>,
}

/// Answers to the facts of a group, with their cells in the order of its variables.
struct Fit {
    cells: Vec<u32>,
    answers: Answers,
}

impl Group {
    fn cells(&self, fit: &Fit) -> impl Iterator<Item = (Var, u32)> {
        self.vars.iter().copied().zip(fit.cells.iter().copied())
    }
}

impl<'a> People<'a> {
    pub(super) fn new(pack: &'a RulePack, track: &'a Track, program: &'a Program) -> People<'a> {
        let mut people =
            People { pack, track, program, groups: Vec::new(), cells: Vec::new(), fitting: None };
        people.groups = people.grouped();
        people.cells = program.space.keys().map(|(var, _)| program.space.feasible(var)).collect();
        let fits: Vec<Vec<Fit>> = people.groups.iter().map(|group| people.fits(group)).collect();
        for (group, fits) in people.groups.iter_mut().zip(fits) {
            for (at, var) in group.vars.iter().enumerate() {
                let met = fits.iter().filter_map(|fit| fit.cells.get(at));
                if let Some(cells) = people.cells.get_mut(usize::from(*var)) {
                    *cells = met.fold(0, |all, cell| all | 1 << cell);
                }
            }
            group.fits = fits;
        }
        people.fitting = people.fitting();
        people
    }

    /// The groups, without their fits. A choice of several options is free in each of them.
    fn grouped(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let used = self.used();
        for (var, key) in self.program.space.keys() {
            if !key.facts().iter().any(|fact| used.contains(fact)) {
                continue;
            }
            let facts: BTreeSet<String> = match key {
                Key::Reading(_) => continue,
                Key::Member(..) => BTreeSet::new(),
                key => key.facts().iter().cloned().collect(),
            };
            let mut joined = Group { facts, vars: vec![var], fits: Vec::new() };
            let (same, other): (Vec<Group>, Vec<Group>) =
                groups.into_iter().partition(|group| !group.facts.is_disjoint(&joined.facts));
            for group in same {
                joined.facts.extend(group.facts);
                joined.vars.extend(group.vars);
            }
            joined.vars.sort_unstable();
            groups = other;
            groups.push(joined);
        }
        groups
    }

    /// Facts that are asked in the interview or that some rule looks at.
    fn used(&self) -> BTreeSet<String> {
        let nodes = self.program.requirements.iter().chain(&self.program.waivers);
        let diagrams = nodes.map(|node| &node.detail);
        let diagrams = diagrams.chain(&self.program.preferences).chain(&self.program.materials);
        let vars: BTreeSet<Var> = diagrams.flat_map(Diagram::variables).collect();
        let facts = vars.into_iter().filter_map(|var| self.program.space.key(var));
        let asked = self.track.sections.iter().flat_map(|section| &section.facts);
        facts.flat_map(Key::facts).chain(asked).cloned().collect()
    }

    fn fits(&self, group: &Group) -> Vec<Fit> {
        if group.facts.is_empty() {
            return [0, 1].map(|cell| Fit { cells: vec![cell], answers: Answers::new() }).into();
        }
        let candidates = Candidates { people: self };
        let mut sheets = vec![Answers::new()];
        for fact in candidates.order(&group.facts) {
            let mut longer = Vec::new();
            for sheet in &sheets {
                for answer in candidates.of(&fact, sheet) {
                    let mut sheet = sheet.clone();
                    sheet.insert(fact.clone(), answer);
                    longer.push(sheet);
                }
            }
            longer.truncate(MOST_TRIED);
            sheets = longer;
        }
        let mut known = BTreeSet::new();
        let fit = |answers: Answers| {
            let cells = self.read(&answers, &group.vars)?;
            known.insert(cells.clone()).then_some(Fit { cells, answers })
        };
        sheets.into_iter().filter_map(fit).collect()
    }

    /// The one cell of each variable in which typed answers lie; nothing if they cannot be used.
    fn read(&self, answers: &Answers, vars: &[Var]) -> Option<Vec<u32>> {
        let (sheet, faults) = FactSheet::read(self.pack, self.track, answers, self.program.dates);
        let allowed = self.program.allowed(&sheet, &|_| true);
        let one = |var: &Var| {
            let cells = cells(&allowed, *var);
            (cells.count_ones() == 1).then(|| cells.trailing_zeros())
        };
        faults.is_empty().then(|| vars.iter().map(one).collect())?
    }

    fn fitting(&self) -> Option<Diagram> {
        let mut all: Option<Diagram> = None;
        for group in &self.groups {
            let free: usize = group
                .vars
                .iter()
                .map(|var| cells(&self.cells, *var).count_ones() as usize)
                .product();
            if free == group.fits.len() {
                continue;
            }
            let fits = group.fits.iter().map(|fit| {
                let each = group.vars.iter().zip(&fit.cells);
                (Expr::all(each.map(|(var, cell)| Expr::In(*var, 1 << cell))), 1)
            });
            let fits = self.build(&DecisionList::new(fits, 0));
            all = Some(match all {
                Some(others) => others.combine(&fits, &|a, b| a & b),
                None => fits,
            });
        }
        all
    }

    /// Compiles a list over the facts of the track.
    pub(super) fn build(&self, list: &DecisionList) -> Diagram {
        Diagram::build(list, &|var| self.program.space.count(var))
    }

    /// The leaves that someone reaches.
    pub(super) fn reach(&self, diagram: &Diagram) -> LeafSet {
        let all = |var: Var| cells(&self.cells, var);
        match &self.fitting {
            Some(fitting) => fitted(diagram, fitting).reach(&all) & !(1 << UNFIT),
            None => diagram.reach(&all),
        }
    }

    /// The leaves that are reached where each variable is chosen for itself.
    pub(super) fn free(&self, diagram: &Diagram) -> LeafSet {
        diagram.reach(&|var: Var| cells(&self.cells, var))
    }

    /// Someone who reaches one of the leaves, as like to someone else as can be.
    pub(super) fn someone(
        &self,
        diagram: &Diagram,
        leaves: LeafSet,
        like: Option<&[u32]>,
    ) -> Option<Completion> {
        let cost = |var: Var, cell: u32| {
            let possible = cells(&self.cells, var) & (1 << cell) != 0;
            let same = like.and_then(|like| like.get(usize::from(var))).is_none_or(|c| *c == cell);
            possible.then_some(u32::from(!same))
        };
        let way = match &self.fitting {
            Some(fitting) => fitted(diagram, fitting).way(leaves & !(1 << UNFIT), &cost),
            None => diagram.way(leaves, &cost),
        }?;
        Some(self.complete(&way, like))
    }

    fn complete(&self, way: &[(Var, u32)], like: Option<&[u32]>) -> Completion {
        let mut all: Completion = self.program.space.keys().map(|_| 0).collect();
        let mut set = |var: Var, cell: u32| {
            if let Some(place) = all.get_mut(usize::from(var)) {
                *place = cell;
            }
        };
        way.iter().for_each(|(var, cell)| set(*var, *cell));
        for group in &self.groups {
            let decided = |fit: &&Fit| {
                let fits = |(var, cell)| way.iter().all(|(v, c)| *v != var || *c == cell);
                group.cells(fit).all(fits)
            };
            let unlike = |fit: &&Fit| {
                let was = |var: Var| like.and_then(|like| like.get(usize::from(var))).copied();
                group.cells(fit).filter(|(var, cell)| was(*var).is_some_and(|c| c != *cell)).count()
            };
            if let Some(fit) = group.fits.iter().filter(decided).min_by_key(unlike) {
                group.cells(fit).for_each(|(var, cell)| set(var, cell));
            }
        }
        all
    }

    /// What that person answers.
    pub(super) fn answers(&self, completion: &[u32]) -> Answers {
        let cell = |var: Var| completion.get(usize::from(var)).copied();
        let mut answers = Answers::new();
        for group in &self.groups {
            let same = |fit: &&Fit| group.cells(fit).all(|(var, c)| cell(var) == Some(c));
            if let Some(fit) = group.fits.iter().find(same) {
                answers.extend(fit.answers.iter().map(|(id, a)| (id.clone(), a.clone())));
            }
        }
        for (var, key) in self.program.space.keys() {
            let Key::Member(fact, place) = key else { continue };
            let Some(Kind::Choices(choice)) = self.pack.fact(fact).map(|f| &f.kind) else {
                continue;
            };
            if !self.groups.iter().any(|group| group.vars.contains(&var)) {
                continue;
            }
            let chosen = answers.entry(fact.clone()).or_insert_with(|| Answer::Options(Vec::new()));
            if let (Answer::Options(chosen), Some(1)) = (chosen, cell(var)) {
                chosen.extend(choice.options.get(*place).map(|option| option.id.clone()));
            }
        }
        answers
    }

    /// Someone with another answer to a fact.
    pub(super) fn other(&self, fact: &str, than: &[u32]) -> Option<Completion> {
        let mine = |var: &Var| {
            self.program.space.key(*var).is_some_and(|key| key.facts().iter().any(|f| f == fact))
        };
        let var = self.groups.iter().flat_map(|g| &g.vars).copied().find(mine)?;
        let now = *than.get(usize::from(var))?;
        let other = self.build(&DecisionList::new([(Expr::In(var, !(1 << now)), 1)], 0));
        self.someone(&other, 1 << 1, Some(than))
    }

    /// Someone who reaches one of the leaves and stands in a cell of a variable.
    pub(super) fn at(
        &self,
        diagram: &Diagram,
        leaves: LeafSet,
        var: Var,
        cell: u32,
        like: &[u32],
    ) -> Option<Completion> {
        let here = self.build(&DecisionList::new([(Expr::In(var, 1 << cell), 1)], 0));
        self.someone(&fitted(diagram, &here), leaves & !(1 << UNFIT), Some(like))
    }

    /// The cells of a variable in which some answer lies, in order.
    pub(super) fn possible(&self, var: Var) -> Vec<u32> {
        let possible = cells(&self.cells, var);
        (0..u64::BITS).filter(|cell| possible & (1 << cell) != 0).collect()
    }

    /// What the assessment says of answers.
    pub(super) fn assess(&self, answers: &Answers) -> Assessment {
        assess_with(self.program, self.pack, self.track, answers)
    }
}

fn fitted(diagram: &Diagram, fitting: &Diagram) -> Diagram {
    diagram.combine(fitting, &|leaf, fits| if fits == 1 { leaf } else { UNFIT })
}
