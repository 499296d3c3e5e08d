//! F2. The statuses of the requirements and the verdict, without what else is said of them.

use std::collections::BTreeSet;

use crate::engine::assessment::JointFinding;
use crate::engine::assessment::work::Work;
use crate::engine::compile::{Node, Program};
use crate::engine::interview::Interview;
use crate::engine::relevance::cells;
use crate::engine::space::Key;
use crate::logic::diagram::{CellSet, LeafSet, Var};
use crate::logic::outcome::{OutcomeSet, Status, Verdict};
use crate::pack::RulePack;
use crate::pack::raw::Track;

/// The status of a requirement, and what it was before answers that cannot be right.
#[derive(Debug, Clone)]
pub struct Standing {
    /// By the rules and the used answers alone.
    pub settled: Status,
    /// Status.
    pub status: Status,
    /// Whether a conflict keeps it open.
    pub conflict: Option<usize>,
    /// A fact whose refused answer keeps it open.
    pub rejected: Option<String>,
}

/// The status of a node of which these outcomes are left.
pub fn settled(node: &Node, outcomes: LeafSet) -> Status {
    // A missing rule defers only what applies and is not lifted by a proven exemption.
    match Status::from(OutcomeSet::from_bits(outcomes)) {
        lifted @ (Status::NotApplicable | Status::Waived) => lifted,
        _ if node.deferred => Status::Deferred,
        status => status,
    }
}

/// What is found of a track, without what else is said of it.
#[derive(Debug, Clone)]
pub struct Standings {
    /// One for each requirement, in order.
    pub statuses: Vec<Status>,
    /// The verdict over them.
    pub verdict: Verdict,
}

impl Standings {
    /// Finds them, given what the rules alone make of each requirement.
    pub fn of(
        program: &Program,
        pack: &RulePack,
        track: &Track,
        interview: &Interview,
        settled: &[Status],
        rejected: &BTreeSet<String>,
    ) -> Standings {
        let together = interview.together(program);
        let work = Work {
            program,
            pack,
            track,
            sheet: interview.sheet(),
            counted: interview.sheet(),
            allowed: interview.allowed(),
            together: &together,
            rejected,
        };
        let standings = work.standings(settled, &work.conflicts());
        let (verdict, joint) = work.verdict(&standings);
        let mut statuses: Vec<Status> = standings.iter().map(|own| own.status).collect();
        if let (Some(joint), Some(agreement)) = (joint, statuses.last_mut()) {
            *agreement = joint.status;
        }
        Standings { statuses, verdict }
    }
}

impl Work<'_> {
    /// The status of every requirement, given what the rules alone make of each.
    pub(super) fn standings(&self, settled: &[Status], conflicts: &[usize]) -> Vec<Standing> {
        let nodes = self.track.requirements.iter().zip(&self.program.requirements);
        let each = nodes.zip(settled).map(|((requirement, node), settled)| {
            let opens = |c: &&usize| {
                let conflict = self.track.conflicts.get(**c);
                conflict.is_some_and(|conflict| conflict.opens.contains(&requirement.id))
            };
            let conflict = conflicts.iter().find(opens).copied();
            let status = if conflict.is_some() { Status::Open } else { *settled };
            let rejected = self.rejected_decider(node, status);
            let status = if rejected.is_some() { Status::Open } else { status };
            Standing { settled: *settled, status, conflict, rejected }
        });
        each.collect()
    }

    /// The verdict, and what it comes from where the track is made of parts.
    pub(super) fn verdict(&self, standings: &[Standing]) -> (Verdict, Option<JointFinding>) {
        match &self.track.joint {
            Some(joint) => {
                let found = self.joint(joint, standings, None);
                (found.verdict, Some(found))
            }
            None => (Verdict::of(standings.iter().map(|standing| standing.status)), None),
        }
    }

    pub(super) fn conflicts(&self) -> Vec<usize> {
        let holds = crate::engine::explain::Known {
            sheet: self.sheet,
            dates: self.program.dates,
            pack: self.pack,
            deadlines: &self.program.deadlines,
        };
        let list = self.track.conflicts.iter().enumerate();
        list.filter(|(_, c)| holds.truth(&c.when) == Some(true)).map(|(at, _)| at).collect()
    }

    /// A fact whose refused answer might be right after all, and would then decide otherwise: what
    /// was refused says nothing, not even that it lies within the bounds it was refused for.
    fn rejected_decider(&self, node: &Node, status: Status) -> Option<String> {
        if self.rejected.is_empty() || status == Status::Open {
            return None;
        }
        let mine = |var: Var| {
            // In a record a refused field is an unknown one, and only that record's.
            let key = self.program.space.key(var).filter(|key| !matches!(key, Key::Records(..)));
            key.into_iter().flat_map(Key::facts).find(|fact| self.rejected.contains(*fact))
        };
        let fact = node.settled.variables().into_iter().find_map(mine)?.clone();
        let allowed = |var: Var| match mine(var) {
            Some(_) => CellSet::MAX,
            None => cells(self.allowed, var),
        };
        let decided = Status::from(OutcomeSet::from_bits(node.settled.reach(&allowed)));
        (decided == Status::Open).then_some(fact)
    }
}
