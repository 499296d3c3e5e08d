//! F2. Variables that say something about each other: not every combination of their cells can
//! happen. Dates that deadlines compare are such variables, and rules over the same records.

use std::collections::BTreeSet;

use crate::engine::relevance::cells;
use crate::logic::diagram::{CellSet, Diagram, LeafSet, Var};

/// The cells of some variables that occur together.
pub type Way = Vec<(Var, CellSet)>;

/// Variables that are linked to each other.
#[derive(Debug, Clone)]
pub struct Together {
    /// Those that link; a diagram that looks at none of them takes all its variables apart.
    pub links: BTreeSet<Var>,
    /// What can happen.
    pub ways: BTreeSet<Way>,
}

/// What is linked, through others too, in one group.
pub fn groups<T: Copy>(all: &[T], linked: &dyn Fn(T, T) -> bool) -> Vec<Vec<T>> {
    let mut left = all.to_vec();
    let mut groups = Vec::new();
    while let Some(first) = left.pop() {
        let mut mine = vec![first];
        while let Some(at) = left.iter().position(|other| mine.iter().any(|m| linked(*m, *other))) {
            mine.push(left.swap_remove(at));
        }
        groups.push(mine);
    }
    groups
}

/// The leaves that a diagram can come to, linked variables taken together.
pub fn reach(diagram: &Diagram, allowed: &[CellSet], together: &[Together]) -> LeafSet {
    let mut all = 0;
    each_way(diagram, allowed, together, &mut |left| all |= diagram.reach(&|var| cells(left, var)));
    all
}

/// The variables on which a diagram depends, linked variables taken together.
pub fn support(diagram: &Diagram, allowed: &[CellSet], together: &[Together]) -> BTreeSet<Var> {
    let mut all = BTreeSet::new();
    each_way(diagram, allowed, together, &mut |left| {
        all.extend(diagram.support(&|var| cells(left, var)));
    });
    all
}

/// Shows the cells that are left in each way that a diagram can tell from the others.
fn each_way(
    diagram: &Diagram,
    allowed: &[CellSet],
    together: &[Together],
    see: &mut dyn FnMut(&[CellSet]),
) {
    let mine = if together.is_empty() { BTreeSet::new() } else { diagram.variables() };
    let ways = together.iter().filter(|group| !group.links.is_disjoint(&mine)).map(|group| {
        let own = |way: &Way| way.iter().filter(|(var, _)| mine.contains(var)).copied().collect();
        group.ways.iter().map(own).collect::<BTreeSet<Way>>()
    });
    fn go(left: &mut Vec<CellSet>, groups: &[BTreeSet<Way>], see: &mut dyn FnMut(&[CellSet])) {
        let Some((ways, rest)) = groups.split_first() else {
            return see(left);
        };
        for way in ways {
            let before = left.clone();
            for (var, only) in way {
                if let Some(cell) = left.get_mut(usize::from(*var)) {
                    *cell = *only;
                }
            }
            go(left, rest, see);
            *left = before;
        }
    }
    go(&mut allowed.to_vec(), &ways.collect::<Vec<_>>(), see);
}
