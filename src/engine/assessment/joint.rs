//! F2. The verdict of a joint track: one for each part, and what they come to together.
//!
//! Where all parts that may be the applicant's own agree in every completion of the open facts,
//! their verdict is the verdict. Where they differ in every completion it is for a human to say to
//! which part the applicant belongs; else it is open. While it is open which parts it names, it
//! names at least one; if it names none, what all parts demand is all that can be said.

use std::borrow::Cow;

use crate::engine::assessment::standing::Standing;
use crate::engine::assessment::work::Work;
use crate::engine::assessment::{JointFinding, PartFinding};
use crate::engine::compile::Node;
use crate::engine::condition::DecisionList;
use crate::engine::facts::Value;
use crate::engine::relevance::cells;
use crate::engine::space::Key;
use crate::engine::together;
use crate::logic::diagram::{CellSet, Diagram, Var};
use crate::logic::outcome::{Outcome, OutcomeSet, Status, Verdict};
use crate::pack::raw::{Joint, JointPart, Kind};

/// One alternative of a reading, taken in the requirements that turn on it.
#[derive(Clone, Copy)]
pub(super) struct Taken<'a> {
    pub(super) reading: &'a str,
    pub(super) cell: usize,
    pub(super) affects: &'a [usize],
}

/// Leaves of the verdict of a part in one completion, worst first, and of parts that differ.
const FAILED: u8 = 0;
const OPEN: u8 = 1;
const JUDGE: u8 = 2;
const GOOD: u8 = 3;
const DIFFER: u8 = 4;

impl Work<'_> {
    /// The verdicts of the parts and what they come to, with a reading settled or not.
    pub(super) fn joint(
        &self,
        joint: &Joint,
        requirements: &[Standing],
        taken: Option<Taken<'_>>,
    ) -> JointFinding {
        let part = |part: &JointPart| PartFinding {
            named: self.named(joint, part),
            verdict: self.part_verdict(joint, part, requirements, taken),
        };
        let parts: Vec<PartFinding> = joint.parts.iter().map(part).collect();
        let own: Vec<(&JointPart, &PartFinding)> =
            joint.parts.iter().zip(&parts).filter(|(_, p)| p.named != Some(false)).collect();
        let first = own.first().map_or(Verdict::Undetermined, |(_, found)| found.verdict);
        let equal = own.iter().all(|(_, found)| found.verdict == first);
        let certain = parts.iter().all(|part| part.named.is_some());
        let leaves = || {
            let each = own.iter().map(|(p, _)| self.completions(joint, p, requirements, taken));
            let all = each
                .reduce(|one, other| one.combine(&other, &|a, b| if a == b { a } else { DIFFER }));
            all.map_or(0, |all| self.reach(&all))
        };
        let status = if own.is_empty() {
            Status::Open
        } else if equal && first != Verdict::Undetermined {
            Status::Met
        } else {
            match leaves() {
                all if all & (1 << DIFFER) == 0 => Status::Met,
                all if all == 1 << DIFFER && certain => Status::Judge,
                _ => Status::Open,
            }
        };
        let verdict = match status {
            Status::Met if equal => first,
            Status::Judge => Verdict::NeedsJudgement,
            _ if own.is_empty() => self.general(requirements, taken),
            _ => Verdict::Undetermined,
        };
        JointFinding { parts, status, verdict }
    }

    /// What is found where no part is named: the agreement is open, and what parts demand of their
    /// own does not apply.
    fn general(&self, requirements: &[Standing], taken: Option<Taken<'_>>) -> Verdict {
        let nodes = self.program.requirements.iter().zip(requirements).enumerate();
        Verdict::of(nodes.map(|(at, (node, finding))| {
            match taken.filter(|taken| taken.affects.contains(&at)) {
                Some(taken) => {
                    let settled = self.settled_under(node, taken.reading, taken.cell);
                    Status::from(OutcomeSet::from_bits(self.reach(&settled)))
                }
                None => finding.status,
            }
        }))
    }

    /// Whether the applicant names a part; nothing while that is open.
    fn named(&self, joint: &Joint, part: &JointPart) -> Option<bool> {
        let Some(Value::Choices(places)) = self.sheet.get(&joint.fact) else {
            return None;
        };
        self.option(joint, part).map(|place| places.contains(&place))
    }

    fn option(&self, joint: &Joint, part: &JointPart) -> Option<usize> {
        match self.pack.fact(&joint.fact).map(|fact| &fact.kind) {
            Some(Kind::Choices(choice)) => choice.options.iter().position(|o| o.id == part.option),
            _ => None,
        }
    }

    /// The cells that are left if a part alone is the applicant's own.
    fn alone(&self, joint: &Joint, part: &JointPart) -> Vec<CellSet> {
        let mut allowed = self.allowed.to_vec();
        for other in &joint.parts {
            let key = self.option(joint, other).map(|at| Key::Member(joint.fact.clone(), at));
            let var = key.and_then(|key| self.program.space.var(&key));
            if let Some(cell) = var.and_then(|var| allowed.get_mut(usize::from(var))) {
                *cell = if other.option == part.option { 1 << 1 } else { 1 };
            }
        }
        allowed
    }

    /// The requirements of a part, with what is found of each and how it is settled.
    fn own<'b>(
        &'b self,
        part: &JointPart,
        requirements: &'b [Standing],
        taken: Option<Taken<'b>>,
    ) -> impl Iterator<Item = (&'b Node, &'b Standing, Cow<'b, Diagram>)> {
        let own = self.pack.track(&part.track).map_or(&[][..], |track| &track.requirements);
        let nodes = self.track.requirements.iter().zip(&self.program.requirements);
        let all = nodes.zip(requirements).enumerate();
        let mine = all.filter(|(_, ((r, _), _))| own.iter().any(|other| other.id == r.id));
        mine.map(move |(at, ((_, node), finding))| {
            let settled = match taken.filter(|taken| taken.affects.contains(&at)) {
                Some(taken) => Cow::Owned(self.settled_under(node, taken.reading, taken.cell)),
                None => Cow::Borrowed(&node.settled),
            };
            (node, finding, settled)
        })
    }

    /// What a part comes to if it alone is the applicant's own.
    fn part_verdict(
        &self,
        joint: &Joint,
        part: &JointPart,
        requirements: &[Standing],
        taken: Option<Taken<'_>>,
    ) -> Verdict {
        let allowed = self.alone(joint, part);
        let own = self.own(part, requirements, taken);
        Verdict::of(own.map(|(node, finding, settled)| {
            let reached = together::reach(&settled, &allowed, self.together);
            match Status::from(OutcomeSet::from_bits(reached)) {
                _ if finding.conflict.is_some() => Status::Open,
                lifted @ (Status::NotApplicable | Status::Waived) => lifted,
                _ if node.deferred => Status::Deferred,
                status => status,
            }
        }))
    }

    /// The verdict of a part in each completion, as far as it is not decided.
    fn completions(
        &self,
        joint: &Joint,
        part: &JointPart,
        requirements: &[Standing],
        taken: Option<Taken<'_>>,
    ) -> Diagram {
        let allowed = self.alone(joint, part);
        // What is known falls away; the cells of the rest keep their places.
        let known = |var: Var| match cells(&allowed, var) {
            one if one.is_power_of_two() => one,
            _ => CellSet::MAX,
        };
        let leaf = |node: &Node, finding: &Standing, outcome: u8| match Outcome::of(outcome) {
            _ if finding.conflict.is_some() => OPEN,
            Outcome::NotApplicable | Outcome::Waived => GOOD,
            _ if node.deferred => OPEN,
            Outcome::Failed => FAILED,
            Outcome::Open => OPEN,
            Outcome::Judge => JUDGE,
            Outcome::Met => GOOD,
        };
        let constant = |leaf| Diagram::build(&DecisionList::new([], leaf), &|_| 0);
        let each = self.own(part, requirements, taken).map(|(node, finding, settled)| {
            settled.narrowed(&known).relabel(&|outcome| leaf(node, finding, outcome))
        });
        each.reduce(|one, other| one.combine(&other, &|a, b| a.min(b)))
            .unwrap_or_else(|| constant(OPEN))
    }
}
