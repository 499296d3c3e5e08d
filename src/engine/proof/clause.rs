//! F2. What is dead in a list of cases: cases that nobody reaches, parts whose removal changes
//! nothing.

use std::collections::BTreeSet;

use crate::engine::condition::{DecisionList, Expr};
use crate::engine::proof::What;
use crate::engine::proof::parts::{self, Path};
use crate::engine::space::Space;
use crate::logic::diagram::{Diagram, LeafSet};
use crate::pack::raw::{Cases, Condition, Text, Then};

/// A leaf for whoever the clause is not about.
const ELSEWHERE: u8 = 63;

/// Cases in order, over facts or over the fields of a record.
pub(super) struct Clause<'a> {
    pub(super) space: &'a Space,
    /// Whom the cases are about, leaf 1; nothing if everyone.
    pub(super) about: Option<Diagram>,
    /// Conditions with the result of each; equal results tell the person the same.
    pub(super) cases: Vec<(&'a Condition, usize)>,
    /// The result when none holds.
    pub(super) otherwise: usize,
    reach: Reach<'a>,
    /// It is a condition, no list.
    single: bool,
}

/// Which leaves are reached.
#[derive(Clone, Copy)]
pub(super) struct Reach<'a> {
    /// By someone.
    pub(super) reach: &'a dyn Fn(&Diagram) -> LeafSet,
    /// Where each variable is chosen for itself. A part is idle only here: what follows from the
    /// calendar alone may be said all the same.
    pub(super) free: &'a dyn Fn(&Diagram) -> LeafSet,
}

/// Something dead in a clause.
pub(super) enum Dead {
    /// A case; the one past the end is what holds otherwise.
    Case(usize),
    /// A part of a case.
    Part { case: usize, path: Path },
}

/// Something dead as it is told: where it is, and those it is written for, if there are any.
pub(super) struct Told {
    pub(super) place: String,
    pub(super) what: What,
    pub(super) shown_by: Diagram,
    pub(super) leaves: LeafSet,
}

impl<'a> Clause<'a> {
    /// The clause of a decision list.
    pub(super) fn of(
        space: &'a Space,
        cases: &'a Cases,
        about: Option<Diagram>,
        reach: Reach<'a>,
    ) -> Clause<'a> {
        let mut results: Vec<(Then, &Option<Text>)> = Vec::new();
        let mut result = |then: Then, note: &'a Option<Text>| {
            results.iter().position(|known| *known == (then, note)).unwrap_or_else(|| {
                results.push((then, note));
                results.len() - 1
            })
        };
        let listed = cases.cases.iter().map(|c| (&c.when, result(c.then, &c.note))).collect();
        let otherwise = result(cases.otherwise, &cases.note);
        Clause { space, about, cases: listed, otherwise, reach, single: false }
    }

    /// Whether a condition holds.
    pub(super) fn single(
        space: &'a Space,
        condition: &'a Condition,
        reach: Reach<'a>,
    ) -> Clause<'a> {
        Clause {
            space,
            about: None,
            cases: vec![(condition, 1)],
            otherwise: 0,
            reach,
            single: true,
        }
    }

    fn build(&self, list: impl IntoIterator<Item = (Expr, u8)>, otherwise: u8) -> Diagram {
        let list = DecisionList::new(list, otherwise);
        let diagram = Diagram::build(&list, &|var| self.space.count(var));
        match &self.about {
            Some(about) => {
                diagram.combine(about, &|leaf, mine| if mine == 1 { leaf } else { ELSEWHERE })
            }
            None => diagram,
        }
    }

    /// Which case decides; the number of cases where none does.
    pub(super) fn deciding(&self) -> Diagram {
        let exprs = self.cases.iter().map(|(when, _)| self.space.expr(when));
        self.build(exprs.zip(0..), u8::try_from(self.cases.len()).unwrap_or(62))
    }

    /// Whom a case is written for, leaf 1, whether or not an earlier case decides.
    fn meant(&self, case: usize) -> Diagram {
        let when = self.cases.get(case).map(|(when, _)| self.space.expr(when));
        self.build([(when.unwrap_or(Expr::Const(true)), 1)], 0)
    }

    /// Where something dead stands, what it is, and whom it is written for.
    pub(super) fn told(&self, place: &str, dead: &Dead) -> Told {
        let within = |case: usize, more: &str| match self.single {
            true => format!("{place}{more}"),
            false if case == self.cases.len() => format!("{place}.otherwise"),
            false if more.is_empty() => format!("{place}.cases[{case}]"),
            false => format!("{place}.cases[{case}].when{more}"),
        };
        match dead {
            Dead::Case(case) => {
                let shown_by = self.meant(*case);
                let someone = (self.reach.reach)(&shown_by) & (1 << 1) != 0;
                let what = match (*case == self.cases.len(), self.single, someone) {
                    (true, true, _) => What::AlwaysHolds,
                    (true, false, _) => What::NoOtherwise,
                    (false, _, true) => What::TakenCase,
                    (false, _, false) => What::EmptyCase,
                };
                Told { place: within(*case, ""), what, shown_by, leaves: 1 << 1 }
            }
            Dead::Part { case, path } => {
                let when = self.cases.get(*case).map(|(when, _)| *when);
                let (part, name) = when.map(|when| parts::named(when, path)).unwrap_or_default();
                Told {
                    place: within(*case, &part),
                    what: What::IdlePart(name),
                    shown_by: self.deciding(),
                    leaves: 1 << *case,
                }
            }
        }
    }

    fn results(&self, cases: &[(Expr, usize)]) -> Diagram {
        let leaf = |result: usize| u8::try_from(result).unwrap_or(62);
        self.build(cases.iter().map(|(when, at)| (when.clone(), leaf(*at))), leaf(self.otherwise))
    }

    /// Everything dead, cases first.
    pub(super) fn dead(&self) -> Vec<Dead> {
        let deciding = (self.reach.reach)(&self.deciding());
        let mut dead = Vec::new();
        let unreached = |at: &usize| deciding & (1 << at) == 0;
        dead.extend((0..=self.cases.len()).filter(unreached).map(Dead::Case));
        for (at, (when, _)) in self.cases.iter().enumerate() {
            if deciding & (1 << at) != 0 {
                let parts = self.dead_parts(at, when);
                dead.extend(parts.into_iter().map(|path| Dead::Part { case: at, path }));
            }
        }
        dead
    }

    /// Parts of a case that can be left out together without changing any result.
    fn dead_parts(&self, at: usize, when: &Condition) -> Vec<Path> {
        let mut cases: Vec<(Expr, usize)> =
            self.cases.iter().map(|(when, result)| (self.space.expr(when), *result)).collect();
        let as_written = self.results(&cases);
        let mut drop = BTreeSet::new();
        for path in parts::paths(when) {
            if drop.iter().any(|dropped: &Path| path.starts_with(dropped)) {
                continue;
            }
            let mut more = drop.clone();
            more.insert(path);
            let Some(shorter) = parts::without(when, &more) else { continue };
            if let Some((expr, _)) = cases.get_mut(at) {
                *expr = self.space.expr(&shorter);
            }
            let differs = as_written.combine(&self.results(&cases), &|a, b| u8::from(a != b));
            if (self.reach.free)(&differs) & (1 << 1) == 0 {
                drop = more;
            }
        }
        drop.into_iter().collect()
    }
}
