//! F2. The verdict of a joint track: one for each part, and what they come to together.
//!
//! Where all parts that may be the applicant's own agree, their verdict is the verdict. Where they
//! differ, it is open while completions of the open facts could still make them agree, else it is
//! for a human to say to which part the applicant belongs. What the completions of one part can
//! come to is taken requirement by requirement: never less than they can, so that nothing is called
//! decided that is not.

use crate::engine::assessment::work::Work;
use crate::engine::assessment::{Finding, JointFinding, PartFinding};
use crate::engine::facts::Value;
use crate::engine::relevance::cells;
use crate::engine::space::Key;
use crate::logic::diagram::Var;
use crate::logic::outcome::{Outcome, OutcomeSet, Status, Verdict};
use crate::pack::raw::{Joint, JointPart, Kind};

/// What a part can come to, as far as its requirements tell.
#[derive(Debug, Clone, Copy)]
struct Reach {
    verdict: Verdict,
    possible: [bool; 4],
}

impl Work<'_> {
    /// The verdicts of the parts and what they come to.
    pub(super) fn joint(&self, joint: &Joint, requirements: &[Finding]) -> JointFinding {
        let reached: Vec<(Option<bool>, Reach)> = joint
            .parts
            .iter()
            .map(|part| (self.named(joint, part), self.part(joint, part, requirements)))
            .collect();
        let own: Vec<Reach> =
            reached.iter().filter(|(named, _)| *named != Some(false)).map(|(_, r)| *r).collect();
        let certain = reached.iter().all(|(named, _)| named.is_some());
        let first = own.first().map_or(Verdict::Undetermined, |reach| reach.verdict);
        let common = (0..4).any(|at| own.iter().all(|reach| reach.possible.get(at) == Some(&true)));
        let status = match own.iter().all(|reach| reach.verdict == first) {
            _ if own.is_empty() => Status::Open,
            true => Status::Met,
            false if common || !certain => Status::Open,
            false => Status::Judge,
        };
        let parts =
            reached.iter().map(|(named, r)| PartFinding { named: *named, verdict: r.verdict });
        JointFinding {
            parts: parts.collect(),
            verdict: match status {
                Status::Met => first,
                Status::Judge => Verdict::NeedsJudgement,
                _ => Verdict::Undetermined,
            },
            status,
        }
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

    /// What a part comes to if it alone is the applicant's own.
    fn part(&self, joint: &Joint, part: &JointPart, requirements: &[Finding]) -> Reach {
        let member = |part| Some(Key::Member(joint.fact.clone(), self.option(joint, part)?));
        let var = |part| member(part).and_then(|key| self.program.space.var(&key));
        let mine = var(part);
        let others: Vec<Var> = joint.parts.iter().filter_map(var).collect();
        let allowed = |v: Var| match v {
            _ if Some(v) == mine => 1 << 1,
            _ if others.contains(&v) => 1,
            _ => cells(self.allowed, v),
        };
        let own = self.pack.track(&part.track).map_or(&[][..], |track| &track.requirements);
        let (mut statuses, mut can) = (Vec::new(), [true; 4]);
        let [fails, opens, judges, eligible] = &mut can;
        (*fails, *opens, *judges) = (false, false, false);
        let nodes = self.track.requirements.iter().zip(&self.program.requirements);
        for ((requirement, node), finding) in nodes.zip(requirements) {
            if !own.iter().any(|r| r.id == requirement.id) {
                continue;
            }
            let outcomes = OutcomeSet::from_bits(node.settled.reach(&allowed));
            let has = |o: Outcome| outcomes.iter().any(|found| found == o);
            let status = match Status::from(outcomes) {
                _ if finding.conflict.is_some() => Status::Open,
                lifted @ (Status::NotApplicable | Status::Waived) => lifted,
                _ if node.deferred => Status::Deferred,
                status => status,
            };
            let waits = node.deferred && status == Status::Deferred;
            let good = has(Outcome::Met) || has(Outcome::Waived) || has(Outcome::NotApplicable);
            *fails |= has(Outcome::Failed);
            *opens |= waits || has(Outcome::Open) || finding.conflict.is_some();
            *judges |= has(Outcome::Judge);
            *eligible &= good && !waits;
            statuses.push((status, waits));
        }
        let stuck = |wanted: Status| statuses.iter().any(|(status, _)| *status == wanted);
        let waits = statuses.iter().any(|(_, waits)| *waits);
        let fails_for_good = stuck(Status::Failed);
        let possible = [
            *fails,
            *opens && !fails_for_good,
            *judges && !fails_for_good && !waits,
            *eligible && !fails_for_good && !stuck(Status::Judge),
        ];
        Reach { verdict: Verdict::of(statuses.into_iter().map(|(status, _)| status)), possible }
    }
}
