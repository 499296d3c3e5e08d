//! F0. The ways through a diagram: which cells of which variables lead to which leaf.

use crate::logic::diagram::{CellSet, Diagram, Ref, Var};

/// A way: the cells that each variable on it may take, and the leaf at its end.
pub type Way = (Vec<(Var, CellSet)>, u8);

impl Diagram {
    /// Every way from the top to a leaf; nothing if there are more than `most`.
    pub fn ways(&self, most: usize) -> Option<Vec<Way>> {
        let mut found = Vec::new();
        self.ways_from(self.root, &mut Vec::new(), &mut found, most).then_some(found)
    }

    /// The number of cells of a variable, if the function depends on it.
    pub fn cells(&self, var: Var) -> usize {
        self.nodes.iter().find(|node| node.var == var).map_or(0, |node| node.children.len())
    }

    fn ways_from(
        &self,
        at: Ref,
        before: &mut Vec<(Var, CellSet)>,
        found: &mut Vec<Way>,
        most: usize,
    ) -> bool {
        let Some(node) = self.node(at) else {
            if let Ref::Leaf(leaf) = at {
                found.push((before.clone(), leaf));
            }
            return found.len() <= most;
        };
        let cells_to = |to: &Ref| {
            let children = (0u32..).zip(&node.children);
            children.filter(|(_, child)| *child == to).fold(0, |all, (cell, _)| all | 1 << cell)
        };
        (0u32..).zip(&node.children).all(|(cell, child)| {
            let cells: CellSet = cells_to(child);
            // Cells that lead to one place are one way.
            if cells.trailing_zeros() != cell {
                return true;
            }
            before.push((node.var, cells));
            let within = self.ways_from(*child, before, found, most);
            before.pop();
            within
        })
    }
}
