//! F2. Conditions as functions of finite cells: what a decision diagram is compiled from.

use crate::logic::diagram::{CellSet, Residual, Var};

/// A two-valued expression over variables.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Expr {
    /// Decided.
    Const(bool),
    /// A variable lies in one of these cells.
    In(Var, CellSet),
    /// All hold.
    All(Vec<Expr>),
    /// At least one holds.
    Any(Vec<Expr>),
    /// Does not hold.
    Not(Box<Expr>),
}

impl Expr {
    /// Conjunction, simplified.
    pub fn all(list: impl IntoIterator<Item = Expr>) -> Expr {
        Expr::group(list, false, Expr::All)
    }

    /// Disjunction, simplified.
    pub fn any(list: impl IntoIterator<Item = Expr>) -> Expr {
        Expr::group(list, true, Expr::Any)
    }

    /// `decisive` decides the group at once; its negation is left out.
    fn group(
        list: impl IntoIterator<Item = Expr>,
        decisive: bool,
        make: fn(Vec<Expr>) -> Expr,
    ) -> Expr {
        let mut kept = Vec::new();
        for expr in list {
            match expr {
                Expr::Const(value) if value == decisive => return Expr::Const(decisive),
                Expr::Const(_) => {}
                other if kept.contains(&other) => {}
                other => kept.push(other),
            }
        }
        match (kept.len(), kept.pop()) {
            (1, Some(only)) => only,
            (_, Some(last)) => {
                kept.push(last);
                make(kept)
            }
            (_, None) => Expr::Const(!decisive),
        }
    }

    /// Negation, simplified.
    pub fn negate(self) -> Expr {
        match self {
            Expr::Const(value) => Expr::Const(!value),
            Expr::Not(inner) => *inner,
            other => Expr::Not(Box::new(other)),
        }
    }

    fn first(&self) -> Option<Var> {
        match self {
            Expr::Const(_) => None,
            Expr::In(var, _) => Some(*var),
            Expr::All(list) | Expr::Any(list) => list.iter().filter_map(Expr::first).min(),
            Expr::Not(inner) => inner.first(),
        }
    }

    fn assign(&self, var: Var, cell: u32) -> Expr {
        match self {
            Expr::In(mine, cells) if *mine == var => Expr::Const(cells & (1 << cell) != 0),
            Expr::Const(_) | Expr::In(..) => self.clone(),
            Expr::All(list) => Expr::all(list.iter().map(|e| e.assign(var, cell))),
            Expr::Any(list) => Expr::any(list.iter().map(|e| e.assign(var, cell))),
            Expr::Not(inner) => inner.assign(var, cell).negate(),
        }
    }
}

/// A decision list: the first case that holds gives the leaf.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DecisionList {
    cases: Vec<(Expr, u8)>,
    otherwise: u8,
}

impl DecisionList {
    /// A list of cases and the leaf when none holds.
    pub fn new(cases: impl IntoIterator<Item = (Expr, u8)>, otherwise: u8) -> DecisionList {
        let mut kept = Vec::new();
        for (when, leaf) in cases {
            match when {
                Expr::Const(false) => {}
                Expr::Const(true) => {
                    return DecisionList { cases: kept, otherwise: leaf }.trimmed();
                }
                other => kept.push((other, leaf)),
            }
        }
        DecisionList { cases: kept, otherwise }.trimmed()
    }

    /// Drops trailing cases that give what the end gives anyway.
    fn trimmed(mut self) -> DecisionList {
        while self.cases.last().is_some_and(|(_, leaf)| *leaf == self.otherwise) {
            self.cases.pop();
        }
        self
    }
}

impl Residual for DecisionList {
    fn leaf(&self) -> Option<u8> {
        self.cases.is_empty().then_some(self.otherwise)
    }

    fn first(&self) -> Option<Var> {
        self.cases.iter().filter_map(|(when, _)| when.first()).min()
    }

    fn assign(&self, var: Var, cell: u32) -> DecisionList {
        let cases = self.cases.iter().map(|(when, leaf)| (when.assign(var, cell), *leaf));
        DecisionList::new(cases, self.otherwise)
    }
}
