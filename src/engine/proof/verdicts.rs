//! F2. Which verdicts a track comes to.
//!
//! Leaves of a verdict are ranks: 0 not eligible, 1 undetermined, 2 for judgement, 3 eligible.

use std::collections::BTreeSet;

use crate::engine::answer::Answers;
use crate::engine::compile::Node;
use crate::engine::condition::{DecisionList, Expr};
use crate::engine::proof::people::{Completion, People};
use crate::engine::proof::{Prover, What};
use crate::engine::space::Key;
use crate::logic::diagram::{CellSet, Diagram, Var};
use crate::logic::outcome::{Outcome, Verdict};
use crate::pack::raw::{Joint, JointPart, Kind, Requirement, Rule};

/// Verdicts in the order of their ranks.
const RANKED: [Verdict; 4] =
    [Verdict::NotEligible, Verdict::Undetermined, Verdict::NeedsJudgement, Verdict::Eligible];

const OPEN: u8 = 1;
const JUDGE: u8 = 2;
const GOOD: u8 = 3;
/// A part of a joint track that is not the applicant's own.
const NOT_NAMED: u8 = 6;
/// No part named so far.
const NONE_YET: u8 = 4;
/// Parts that differ.
const MIXED: u8 = 5;

/// How an outcome weighs in the verdict.
pub(super) fn rank(outcome: u8) -> u8 {
    match Outcome::of(outcome) {
        Outcome::Failed => 0,
        Outcome::Open => OPEN,
        Outcome::Judge => JUDGE,
        Outcome::Met | Outcome::Waived | Outcome::NotApplicable => GOOD,
    }
}

fn ranked(node: &Node) -> Diagram {
    node.settled.relabel(&|outcome| match Outcome::of(outcome) {
        Outcome::Met | Outcome::Failed | Outcome::Judge if node.deferred => OPEN,
        _ => rank(outcome),
    })
}

/// The verdict over some of the requirements.
pub(super) fn of(people: &People<'_>, counts: &dyn Fn(usize) -> bool) -> Diagram {
    let nodes = people.track.requirements.iter().zip(&people.program.requirements);
    let mut counted = nodes.enumerate().filter(|(at, _)| counts(*at)).map(|(_, node)| node);
    let Some(joint) = &people.track.joint else {
        return over(people, &mut counted.map(|(_, node)| ranked(node)));
    };
    let counted: Vec<(&Requirement, &Node)> = counted.by_ref().collect();
    let none = people.build(&DecisionList::new([], NONE_YET));
    let together = joint.parts.iter().fold(none, |all, part| {
        let own = of_part(people, joint, part, &counted);
        all.combine(&own, &|all, own| match (all, own) {
            (all, NOT_NAMED) => all,
            (NONE_YET, own) => own,
            (all, own) if all == own => all,
            _ => MIXED,
        })
    });
    together.relabel(&|leaf| match leaf {
        NONE_YET => OPEN,
        MIXED => JUDGE,
        verdict => verdict,
    })
}

fn over(people: &People<'_>, nodes: &mut dyn Iterator<Item = Diagram>) -> Diagram {
    let good = people.build(&DecisionList::new([], GOOD));
    nodes.fold(good, |all, node| all.combine(&node, &|a, b| a.min(b)))
}

/// The verdict of one part of a joint track, where the applicant names it.
fn of_part(
    people: &People<'_>,
    joint: &Joint,
    part: &JointPart,
    counted: &[(&Requirement, &Node)],
) -> Diagram {
    let var = |part: &JointPart| {
        let Some(Kind::Choices(choice)) = people.pack.fact(&joint.fact).map(|f| &f.kind) else {
            return None;
        };
        let place = choice.options.iter().position(|o| o.id == part.option)?;
        people.program.space.var(&Key::Member(joint.fact.clone(), place))
    };
    let mine = var(part);
    let others: Vec<Var> = joint.parts.iter().filter_map(var).collect();
    let alone = |v: Var| match v {
        _ if Some(v) == mine => 1 << 1,
        _ if others.contains(&v) => 1,
        _ => CellSet::MAX,
    };
    let own = people.pack.track(&part.track).map_or(&[][..], |track| &track.requirements);
    let nodes = counted.iter().filter(|(r, _)| own.iter().any(|known| known.id == r.id));
    let verdict = over(people, &mut nodes.map(|(_, node)| ranked(node).narrowed(&alone)));
    let named = mine.map_or(Expr::Const(false), |var| Expr::In(var, 1 << 1));
    let named = people.build(&DecisionList::new([(named, 1)], 0));
    named.combine(&verdict, &|named, verdict| if named == 1 { verdict } else { NOT_NAMED })
}

/// Someone with the best verdict.
pub(super) fn best(people: &People<'_>, verdict: &Diagram) -> Completion {
    let reached = people.reach(verdict);
    let ranks = (0..4).rev().filter(|rank| reached & (1 << rank) != 0);
    let mut found = ranks.filter_map(|rank| people.someone(verdict, 1 << rank, None));
    found.next().unwrap_or_default()
}

impl Prover<'_> {
    /// Finds who comes to which verdict, and which verdict nobody comes to although the
    /// requirements allow it one by one.
    pub(super) fn verdicts(&mut self) {
        let reached = self.people.reach(&self.verdict);
        for (rank, verdict) in RANKED.into_iter().enumerate().rev() {
            let known = reached & (1 << rank) != 0;
            let like = self.best.clone();
            let answers = match (known, verdict) {
                (true, _) => {
                    let person = self.people.someone(&self.verdict, 1 << rank, Some(&like));
                    self.shortly(person, &|found| found.verdict == verdict)
                }
                // Whoever has answered nothing is not determined, unless nothing could change it.
                (false, Verdict::Undetermined) => {
                    let nothing = Answers::new();
                    let open = self.people.assess(&nothing).verdict == verdict;
                    if open { vec![nothing] } else { Vec::new() }
                }
                (false, _) => Vec::new(),
            };
            let witnesses = answers.into_iter().map(|answers| self.witness(answers));
            let reached: Vec<_> = witnesses.map(|witness| (verdict, witness)).collect();
            self.proof.verdicts.extend(reached);
            if !known && self.supported(rank) {
                let best = self.shown(Some(like), &|found| found.verdict != verdict);
                let excluding = self.excluding(rank);
                self.found("requirements", What::Unreachable { verdict, excluding }, best);
            }
        }
    }

    /// Requirements of which no one can be left out if they are to exclude a verdict together; none
    /// where it is not excluded by being worse.
    fn excluding(&self, rank: usize) -> Vec<String> {
        let excluded = |kept: &BTreeSet<usize>| {
            self.people.reach(&of(self.people, &|at| kept.contains(&at))) >> rank == 0
        };
        let mut kept: BTreeSet<usize> = (0..self.track().requirements.len()).collect();
        if !excluded(&kept) {
            return Vec::new();
        }
        for at in 0..self.track().requirements.len() {
            kept.remove(&at);
            if !excluded(&kept) {
                kept.insert(at);
            }
        }
        let named = kept.into_iter().filter_map(|at| self.track().requirements.get(at));
        named.map(|requirement| requirement.id.clone()).collect()
    }

    /// Whether each requirement alone allows a verdict: nothing worse in one, it in another.
    fn supported(&self, rank: usize) -> bool {
        let ranked = |(requirement, node): (&Requirement, &Node)| {
            let agreement = matches!(requirement.rule, Rule::Agreement);
            (!agreement).then(|| self.people.reach(&ranked(node)))
        };
        let nodes = self.track().requirements.iter().zip(&self.people.program.requirements);
        let each: Vec<u64> = nodes.filter_map(ranked).collect();
        let lets_pass = |reached: &u64| reached >> rank != 0;
        let gives = |reached: &u64| reached & (1 << rank) != 0;
        match u8::try_from(rank) {
            Ok(OPEN) => false,
            Ok(0) => each.iter().any(gives),
            _ => each.iter().all(lets_pass) && each.iter().any(gives),
        }
    }
}
