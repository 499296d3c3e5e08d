//! F0. Diagrams laid out for walking: the nodes of several in one list, each with the test that
//! chooses its edge.

use crate::logic::diagram::{CellSet, Diagram, LeafSet, Ref, Var};

/// Set in an edge that ends at a leaf.
const LEAF: u32 = 1 << 31;

/// The diagrams; `T` is what is tested at a node.
#[derive(Debug, Clone)]
pub struct Laid<T> {
    /// Test, and place of the first edge.
    nodes: Vec<(T, u32)>,
    edges: Vec<u32>,
}

/// Where a diagram begins.
#[derive(Debug, Clone, Copy)]
pub struct Root {
    first: u32,
    top: u32,
}

/// The cells that a test leaves.
#[derive(Debug, Clone, Copy)]
pub enum Left {
    /// The cell of that place.
    One(u32),
    /// Any of these.
    Some(CellSet),
}

/// What a diagram comes to.
#[derive(Debug, Clone, Copy)]
pub enum Reached {
    /// This leaf.
    One(u8),
    /// Any of these.
    Some(LeafSet),
}

impl<T> Default for Laid<T> {
    fn default() -> Self {
        Laid { nodes: Vec::new(), edges: Vec::new() }
    }
}

impl<T> Laid<T> {
    /// Adds a diagram.
    pub fn add(&mut self, diagram: &Diagram, test: &impl Fn(Var) -> T) -> Root {
        let number = |count: usize| u32::try_from(count).unwrap_or(LEAF - 1);
        let first = number(self.nodes.len());
        let edge = |to: Ref| match to {
            Ref::Leaf(leaf) => LEAF | u32::from(leaf),
            Ref::Node(index) => first + index,
        };
        for node in &diagram.nodes {
            self.nodes.push((test(node.var), number(self.edges.len())));
            self.edges.extend(node.children.iter().map(|child| edge(*child)));
        }
        Root { first, top: edge(diagram.root) }
    }

    /// What a diagram comes to, given what its tests leave: a walk while each leaves one cell.
    pub fn reach(&self, root: Root, left: &impl Fn(&T) -> Left) -> Reached {
        let mut at = root.top;
        while at & LEAF == 0 {
            let Some((test, first)) = self.nodes.get(at as usize) else { break };
            let Left::One(cell) = left(test) else {
                let seen = at.saturating_sub(root.first) as usize + 1;
                return Reached::Some(self.several(root.first, at, left, &mut vec![0; seen]));
            };
            match self.edges.get((first + cell) as usize) {
                Some(next) => at = *next,
                None => break,
            }
        }
        Reached::One((at & 63) as u8)
    }

    #[cold]
    fn several(
        &self,
        base: u32,
        at: u32,
        left: &impl Fn(&T) -> Left,
        seen: &mut [LeafSet],
    ) -> LeafSet {
        if at & LEAF != 0 {
            return 1 << (at & 63);
        }
        let place = at.saturating_sub(base) as usize;
        let known = seen.get(place).copied().unwrap_or(0);
        let Some((test, first)) = self.nodes.get(at as usize).filter(|_| known == 0) else {
            return known;
        };
        let end = self.nodes.get(at as usize + 1).map_or(self.edges.len(), |next| next.1 as usize);
        let children = self.edges.get(*first as usize..end).unwrap_or_default();
        let cells = match left(test) {
            Left::One(cell) => 1 << cell,
            Left::Some(cells) => cells,
        };
        let chosen = (0u32..).zip(children).filter(|(cell, _)| cells & (1 << cell) != 0);
        let all = chosen.fold(0, |all, (_, child)| all | self.several(base, *child, left, seen));
        if let Some(own) = seen.get_mut(place) {
            *own = all;
        }
        all
    }
}
