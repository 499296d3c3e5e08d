//! F0. Decision diagrams: a total function of finitely many finite variables, compiled once.
//!
//! A diagram is reduced and ordered: no node has only equal children, no node stands twice, and
//! variables appear in increasing order on every path. Hence a variable matters exactly when it is
//! in the support. What later work derives (shortest interview, minimal reasons, change sets)
//! reads the same structure.

mod laid;
mod ways;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use laid::{Laid, Left, Reached, Root};
pub use ways::Way;

/// A variable; smaller ones are decided first.
pub type Var = u16;

/// A set of cells of one variable, a bit each; a variable has at most 64 cells.
pub type CellSet = u64;

/// A set of leaves, a bit each; a diagram has at most 64 leaves.
pub type LeafSet = u64;

/// What a diagram is built from: a function that can be narrowed by deciding its first variable.
pub trait Residual: Clone + Eq + std::hash::Hash {
    /// The leaf, if nothing is left to decide.
    fn leaf(&self) -> Option<u8>;
    /// The least variable it still mentions.
    fn first(&self) -> Option<Var>;
    /// The function with one variable decided.
    fn assign(&self, var: Var, cell: u32) -> Self;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Ref {
    Leaf(u8),
    Node(u32),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Node {
    var: Var,
    children: Vec<Ref>,
}

/// A reduced ordered multi-valued decision diagram.
#[derive(Debug, Clone)]
pub struct Diagram {
    nodes: Vec<Node>,
    root: Ref,
}

#[derive(Default)]
struct Builder {
    nodes: Vec<Node>,
    unique: HashMap<Node, Ref>,
}

impl Builder {
    fn node(&mut self, var: Var, children: Vec<Ref>) -> Ref {
        if let Some(first) = children.first()
            && children.iter().all(|c| c == first)
        {
            return *first;
        }
        let node = Node { var, children };
        if let Some(known) = self.unique.get(&node) {
            return *known;
        }
        let made = Ref::Node(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(node.clone());
        self.unique.insert(node, made);
        made
    }
}

impl Diagram {
    /// Compiles a function; `cells` gives the number of cells of each variable.
    pub fn build<E: Residual>(function: &E, cells: &dyn Fn(Var) -> u32) -> Diagram {
        fn go<E: Residual>(
            function: &E,
            cells: &dyn Fn(Var) -> u32,
            builder: &mut Builder,
            seen: &mut HashMap<E, Ref>,
        ) -> Ref {
            if let Some(known) = seen.get(function) {
                return *known;
            }
            let made = match (function.leaf(), function.first()) {
                (Some(leaf), _) => Ref::Leaf(leaf),
                // Neither leaf nor variable cannot be written; any leaf keeps this total.
                (None, None) => Ref::Leaf(0),
                (None, Some(var)) => {
                    let children = (0..cells(var))
                        .map(|cell| go(&function.assign(var, cell), cells, builder, seen))
                        .collect();
                    builder.node(var, children)
                }
            };
            seen.insert(function.clone(), made);
            made
        }
        let mut builder = Builder::default();
        let root = go(function, cells, &mut builder, &mut HashMap::new());
        Diagram { nodes: builder.nodes, root }
    }

    fn node(&self, at: Ref) -> Option<&Node> {
        match at {
            Ref::Leaf(_) => None,
            Ref::Node(index) => self.nodes.get(index as usize),
        }
    }

    /// The leaves reachable when each variable may only take the given cells.
    pub fn reach(&self, allowed: &dyn Fn(Var) -> CellSet) -> LeafSet {
        // Where every variable is decided this is a walk; the rest is worked out from the first one
        // that is not.
        let mut at = self.root;
        while let Some(node) = self.node(at) {
            match only(node, allowed(node.var)) {
                Some(child) => at = child,
                None => return leaves_at(&self.leaves_below(at, allowed), at),
            }
        }
        leaves_at(&[], at)
    }

    /// For each node up to that one, the leaves it can lead to. Children are made before their
    /// parents, so one pass upwards sees every child first.
    fn leaves_below(&self, last: Ref, allowed: &dyn Fn(Var) -> CellSet) -> Vec<LeafSet> {
        let count = match last {
            Ref::Leaf(_) => 0,
            Ref::Node(index) => index as usize + 1,
        };
        let mut below: Vec<LeafSet> = Vec::with_capacity(count);
        for node in self.nodes.iter().take(count) {
            let cells = allowed(node.var);
            let set = (0u32..)
                .zip(&node.children)
                .filter(|(cell, _)| cells & (1 << cell) != 0)
                .fold(0, |all, (_, child)| all | leaves_at(&below, *child));
            below.push(set);
        }
        below
    }

    /// The variables on which the function depends when each may only take the given cells.
    pub fn support(&self, allowed: &dyn Fn(Var) -> CellSet) -> BTreeSet<Var> {
        let mut narrowing = Narrowing::default();
        narrowing.of(self, allowed);
        narrowing.variables().collect()
    }

    /// The variables on which the function depends.
    pub fn variables(&self) -> BTreeSet<Var> {
        self.nodes.iter().map(|node| node.var).collect()
    }

    /// The function restricted to the given cells: each variable keeps only its allowed ones.
    pub fn narrowed(&self, allowed: &dyn Fn(Var) -> CellSet) -> Diagram {
        self.rewrite(&mut |builder, var, children| {
            let cells = allowed(var);
            let kept = (0u32..).zip(children).filter(|(cell, _)| cells & (1 << cell) != 0);
            builder.node(var, kept.map(|(_, child)| child).collect())
        })
    }

    /// Replaces every leaf by another and reduces again.
    pub fn relabel(&self, leaf: &dyn Fn(u8) -> u8) -> Diagram {
        self.redirect(&|r| match r {
            Ref::Leaf(old) => Ref::Leaf(leaf(old)),
            node => node,
        })
    }

    /// Decides every variable from `first` on: each choice among them becomes the one leaf that
    /// `settle` makes of all leaves it can lead to.
    pub fn settle(&self, first: Var, settle: &dyn Fn(LeafSet) -> u8) -> Diagram {
        let last = self.nodes.len().checked_sub(1).and_then(|last| u32::try_from(last).ok());
        let below = self.leaves_below(last.map_or(self.root, Ref::Node), &|_| CellSet::MAX);
        let late = |index: u32| self.nodes.get(index as usize).is_some_and(|n| n.var >= first);
        self.redirect(&|r| match r {
            Ref::Node(index) if late(index) => Ref::Leaf(settle(leaves_at(&below, r))),
            other => other,
        })
    }

    /// The function that takes what two functions give for the same choices to one leaf.
    pub fn combine(&self, other: &Diagram, leaf: &dyn Fn(u8, u8) -> u8) -> Diagram {
        let mut pair = Pair { of: (self, other), leaf, builder: Builder::default() };
        let root = pair.at(self.root, other.root, &mut HashMap::new());
        Diagram { nodes: pair.builder.nodes, root }
    }

    /// The cheapest choices that lead to one of the leaves: a cell for each variable that is
    /// decided on the way. A cell without a cost may not be chosen.
    pub fn way(
        &self,
        wanted: LeafSet,
        cost: &dyn Fn(Var, u32) -> Option<u32>,
    ) -> Option<Vec<(Var, u32)>> {
        // For each node the cost from there and the cell to take.
        let mut best: Vec<Option<(u32, u32)>> = Vec::with_capacity(self.nodes.len());
        let rest = |best: &[Option<(u32, u32)>], at: Ref| match at {
            Ref::Leaf(leaf) => (wanted & (1 << leaf) != 0).then_some(0),
            Ref::Node(index) => best.get(index as usize).copied().flatten().map(|(cost, _)| cost),
        };
        for node in &self.nodes {
            let ways = (0u32..).zip(&node.children).filter_map(|(cell, child)| {
                Some((cost(node.var, cell)?.saturating_add(rest(&best, *child)?), cell))
            });
            let cheapest = ways.min();
            best.push(cheapest);
        }
        rest(&best, self.root)?;
        let (mut way, mut at) = (Vec::new(), self.root);
        while let Ref::Node(index) = at {
            let node = self.nodes.get(index as usize)?;
            let (_, cell) = best.get(index as usize).copied().flatten()?;
            way.push((node.var, cell));
            at = *node.children.get(cell as usize)?;
        }
        Some(way)
    }

    /// Sends every edge elsewhere and reduces again.
    fn redirect(&self, moved: &dyn Fn(Ref) -> Ref) -> Diagram {
        let nodes = self.nodes.iter().map(|node| Node {
            var: node.var,
            children: node.children.iter().map(|c| moved(*c)).collect(),
        });
        let sent = Diagram { nodes: nodes.collect(), root: moved(self.root) };
        sent.rewrite(&mut |builder, var, children| builder.node(var, children))
    }

    /// Rebuilds the reachable part from below; the result is reduced, children before parents.
    fn rewrite(&self, step: &mut dyn FnMut(&mut Builder, Var, Vec<Ref>) -> Ref) -> Diagram {
        let mut builder = Builder::default();
        let mut done: BTreeMap<u32, Ref> = BTreeMap::new();
        let moved = |done: &BTreeMap<u32, Ref>, r: Ref| match r {
            Ref::Node(index) => done.get(&index).copied().unwrap_or(r),
            leaf => leaf,
        };
        for (index, node) in (0u32..).zip(&self.nodes) {
            let children = node.children.iter().map(|c| moved(&done, *c)).collect();
            let made = step(&mut builder, node.var, children);
            done.insert(index, made);
        }
        let root = moved(&done, self.root);
        Diagram { nodes: builder.nodes, root }.reachable()
    }

    fn reachable(self) -> Diagram {
        let mut kept = BTreeSet::new();
        let mut todo = vec![self.root];
        while let Some(at) = todo.pop() {
            let Ref::Node(index) = at else { continue };
            if kept.insert(index)
                && let Some(node) = self.nodes.get(index as usize)
            {
                todo.extend(node.children.iter().copied());
            }
        }
        let place: BTreeMap<u32, u32> = kept.iter().copied().zip(0u32..).collect();
        let moved = |r: Ref| match r {
            Ref::Node(index) => Ref::Node(place.get(&index).copied().unwrap_or(index)),
            leaf => leaf,
        };
        let nodes = kept.iter().filter_map(|index| self.nodes.get(*index as usize));
        let nodes = nodes.map(|node| Node {
            var: node.var,
            children: node.children.iter().map(|c| moved(*c)).collect(),
        });
        Diagram { nodes: nodes.collect(), root: moved(self.root) }
    }
}

/// The child of a node that one cell leads to; nothing if more than one is allowed.
fn only(node: &Node, cells: CellSet) -> Option<Ref> {
    let single = cells.is_power_of_two();
    single.then(|| node.children.get(cells.trailing_zeros() as usize).copied()).flatten()
}

/// A diagram restricted to some cells, only as far as to see on what it still depends; its memory
/// can be used for one diagram after another.
#[derive(Debug, Clone, Default)]
pub struct Narrowing {
    seen: Vec<Option<Ref>>,
    /// The nodes of the restricted diagram: variable, first child and number of children.
    made: Vec<(Var, usize, usize)>,
    children: Vec<Ref>,
    stack: Vec<Ref>,
}

impl Narrowing {
    /// Restricts a diagram.
    pub fn of(&mut self, diagram: &Diagram, allowed: &dyn Fn(Var) -> CellSet) {
        self.seen.clear();
        self.seen.resize(diagram.nodes.len(), None);
        self.made.clear();
        self.children.clear();
        self.stack.clear();
        self.at(diagram, diagram.root, allowed);
    }

    /// The variables on which the restricted diagram depends; some more than once. Every node that
    /// was made is reachable: what is not kept sends its children up in its own place.
    pub fn variables(&self) -> impl Iterator<Item = Var> {
        self.made.iter().map(|(var, ..)| *var)
    }

    fn at(&mut self, diagram: &Diagram, mut at: Ref, allowed: &dyn Fn(Var) -> CellSet) -> Ref {
        let (index, node, cells) = loop {
            let Ref::Node(index) = at else { return at };
            let Some(node) = diagram.nodes.get(index as usize) else { return at };
            let cells = allowed(node.var);
            match only(node, cells) {
                Some(child) => at = child,
                None => break (index as usize, node, cells),
            }
        };
        if let Some(known) = self.seen.get(index).copied().flatten() {
            return known;
        }
        let base = self.stack.len();
        for (_, child) in (0u32..).zip(&node.children).filter(|(cell, _)| cells & (1 << cell) != 0)
        {
            let child = self.at(diagram, *child, allowed);
            self.stack.push(child);
        }
        let made = self.node(node.var, base);
        self.stack.truncate(base);
        if let Some(place) = self.seen.get_mut(index) {
            *place = Some(made);
        }
        made
    }

    /// The node with the children on the stack, as reduced as [`Builder::node`] would have it.
    fn node(&mut self, var: Var, base: usize) -> Ref {
        let own = self.stack.get(base..).unwrap_or_default();
        if let Some(first) = own.first()
            && own.iter().all(|child| child == first)
        {
            return *first;
        }
        let same = |(known, first, count): &(Var, usize, usize)| {
            *known == var && self.children.get(*first..first + count) == Some(own)
        };
        let place = self.made.iter().position(same).unwrap_or_else(|| {
            self.made.push((var, self.children.len(), own.len()));
            self.children.extend_from_slice(own);
            self.made.len() - 1
        });
        Ref::Node(u32::try_from(place).unwrap_or(u32::MAX))
    }
}

/// Two functions followed side by side.
struct Pair<'a> {
    of: (&'a Diagram, &'a Diagram),
    leaf: &'a dyn Fn(u8, u8) -> u8,
    builder: Builder,
}

impl Pair<'_> {
    fn at(&mut self, left: Ref, right: Ref, seen: &mut HashMap<(Ref, Ref), Ref>) -> Ref {
        if let Some(known) = seen.get(&(left, right)) {
            return *known;
        }
        let (a, b) = (self.of.0.node(left), self.of.1.node(right));
        let made = match (left, right, a.into_iter().chain(b).map(|node| node.var).min()) {
            (Ref::Leaf(one), Ref::Leaf(two), _) => Ref::Leaf((self.leaf)(one, two)),
            (_, _, None) => left,
            (_, _, Some(var)) => {
                let (a, b) = (a.filter(|n| n.var == var), b.filter(|n| n.var == var));
                let cells = a.or(b).map_or(0, |node| node.children.len());
                let below = |node: Option<&Node>, at: Ref, cell: usize| {
                    node.and_then(|n| n.children.get(cell)).copied().unwrap_or(at)
                };
                let children = (0..cells)
                    .map(|cell| self.at(below(a, left, cell), below(b, right, cell), seen))
                    .collect();
                self.builder.node(var, children)
            }
        };
        seen.insert((left, right), made);
        made
    }
}

fn leaves_at(below: &[LeafSet], at: Ref) -> LeafSet {
    match at {
        Ref::Leaf(leaf) => 1 << leaf,
        Ref::Node(index) => below.get(index as usize).copied().unwrap_or(0),
    }
}
