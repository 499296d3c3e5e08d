//! F2. The assessment: every finding for a track, its facts and two dates.

mod boundaries;
mod joint;
mod standing;
mod work;

pub use standing::{Standings, settled};

use std::collections::BTreeSet;

use crate::engine::Dates;
use crate::engine::answer::Answers;
use crate::engine::compile::Program;
use crate::engine::deadline::DeadlineFinding;
use crate::engine::facts::{FactSheet, Fault, Problem};
use crate::engine::interview::Interview;
use crate::engine::relevance::Relevance;
use crate::logic::date::{self, Date};
use crate::logic::diagram::Diagram;
use crate::logic::outcome::{Status, Verdict};
use crate::logic::value::{Amount, Unit};
use crate::pack::RulePack;
use crate::pack::raw::{Force, ForceStatus, Source, Text, Track};

/// Everything that is to be said about a track now.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// The two dates.
    pub dates: Dates,
    /// What is known.
    pub sheet: FactSheet,
    /// What was typed and cannot be used, or looks wrong.
    pub faults: Vec<Fault>,
    /// Which facts matter.
    pub relevance: Relevance,
    /// The verdict over the requirements.
    pub verdict: Verdict,
    /// One for each requirement, in order.
    pub requirements: Vec<Finding>,
    /// One for each waiver, in order.
    pub waivers: Vec<Finding>,
    /// Whether each preference is claimed; nothing if that is open.
    pub preferences: Vec<Option<bool>>,
    /// Whether each material is needed; nothing if that is open.
    pub materials: Vec<Option<bool>>,
    /// One for each reading, in order.
    pub readings: Vec<ReadingFinding>,
    /// Places of the conflicts that hold.
    pub conflicts: Vec<usize>,
    /// Answers that stand exactly on a boundary.
    pub boundaries: Vec<Boundary>,
    /// One for each deadline, in order.
    pub deadlines: Vec<DeadlineFinding>,
    /// The parts of a joint track.
    pub joint: Option<JointFinding>,
    /// Legal force of the governing source on the date of assessment.
    pub force: LegalForce,
}

impl Assessment {
    /// What is known before the rules are here: that these facts are asked for, and nothing more.
    pub fn before(pack: &RulePack, dates: Dates, asked: &[String]) -> Assessment {
        let relevance =
            Relevance { used: BTreeSet::new(), wanted: asked.iter().cloned().collect() };
        Assessment {
            dates,
            sheet: FactSheet::default(),
            faults: Vec::new(),
            relevance,
            verdict: Verdict::Undetermined,
            requirements: Vec::new(),
            waivers: Vec::new(),
            preferences: Vec::new(),
            materials: Vec::new(),
            readings: Vec::new(),
            conflicts: Vec::new(),
            boundaries: Vec::new(),
            deadlines: Vec::new(),
            joint: None,
            force: LegalForce::of_pack(pack, dates),
        }
    }
}

/// What is found of the parts of a joint track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JointFinding {
    /// One for each part, in order.
    pub parts: Vec<PartFinding>,
    /// Whether the parts agree.
    pub status: Status,
    /// The verdict that they come to together.
    pub verdict: Verdict,
}

/// What is found of one part of a joint track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartFinding {
    /// Whether the applicant names it; nothing while that is open.
    pub named: Option<bool>,
    /// The verdict if it is the applicant's own.
    pub verdict: Verdict,
}

/// What is found of one requirement or waiver.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Status.
    pub status: Status,
    /// Met by the applicant's own word.
    pub self_declared: bool,
    /// Reasons that the pack gives for the status.
    pub reasons: Vec<Text>,
    /// Facts that it rests on or that would settle it, in the order of the interview.
    pub facts: Vec<String>,
    /// Open facts that would settle it.
    pub open: Vec<String>,
    /// How far an amount is below the bound that would meet it.
    pub shortfall: Option<Shortfall>,
    /// The day from which time alone meets it.
    pub from: Option<Date>,
    /// Whether a conflict keeps it open.
    pub conflict: Option<usize>,
    /// Readings on which it turns.
    pub readings: Vec<usize>,
}

/// See [`Finding::shortfall`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortfall {
    /// Distance.
    pub amount: Amount,
    /// The bound it is the distance to.
    pub bound: Amount,
    /// Unit of the fact.
    pub unit: Unit,
}

/// What is found of a reading.
#[derive(Debug, Clone)]
pub struct ReadingFinding {
    /// Requirements whose outcome turns on it.
    pub affects: Vec<usize>,
    /// The status of each of them under each alternative, in order.
    pub statuses: Vec<Vec<Status>>,
    /// The verdict under each alternative, in order.
    pub verdicts: Vec<Verdict>,
}

impl ReadingFinding {
    /// The status of a requirement under each alternative; none where it does not turn on the
    /// reading.
    pub fn of(&self, requirement: usize) -> &[Status] {
        let place = self.affects.iter().position(|place| *place == requirement);
        place.and_then(|place| self.statuses.get(place)).map_or(&[], Vec::as_slice)
    }
}

/// An answer that stands exactly on a boundary of a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boundary {
    /// The fact.
    pub fact: String,
    /// Place of the requirement.
    pub requirement: usize,
    /// The kind of boundary.
    pub edge: Edge,
}

/// See [`Boundary::edge`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edge {
    /// An amount equals the threshold.
    Threshold,
    /// A period ends on this day; the prudent day is the next.
    PeriodEnds(Date),
    /// A look-back ends on this day, which still counts; from the next it does not.
    LookBackEnds(Date),
    /// The day compared with the deadline of this place is its very day.
    OnDeadline(usize, Date),
    /// A validity ends on this day, which still counts.
    LastDay(Date),
    /// A validity that holds on the date of assessment ends on this day, before the filing date.
    EndsBeforeFiling(Date),
}

/// Legal force of a source on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegalForce {
    /// A consultation draft.
    Draft,
    /// A trial text.
    Trial,
    /// Undated.
    Undated,
    /// In force.
    InForce,
    /// Not yet in force.
    NotYet,
    /// Past its last day.
    Expired,
}

impl LegalForce {
    /// The force of a text on a day.
    pub fn of(force: &Force, on: Date) -> LegalForce {
        let day = |text: &Option<String>| text.as_deref().and_then(date::parse);
        match force.status {
            ForceStatus::Draft => LegalForce::Draft,
            _ if day(&force.until).is_some_and(|last| on > last) => LegalForce::Expired,
            _ if day(&force.from).is_some_and(|first| on < first) => LegalForce::NotYet,
            ForceStatus::Trial => LegalForce::Trial,
            ForceStatus::Undated => LegalForce::Undated,
            ForceStatus::InForce => LegalForce::InForce,
        }
    }

    /// The force of the governing source of a pack on the date of assessment.
    pub fn of_pack(pack: &RulePack, dates: Dates) -> LegalForce {
        pack.source().map_or(LegalForce::Undated, |s| LegalForce::of(&s.force, dates.on))
    }

    /// The warning that goes with a source of this force.
    pub fn notice(self, source: &Source) -> &Text {
        let after = source.notice_after.as_ref().filter(|_| self == LegalForce::Expired);
        after.unwrap_or(&source.notice)
    }

    /// Key of the words for it.
    pub fn key(self) -> &'static str {
        match self {
            LegalForce::Draft => "force.draft",
            LegalForce::Trial => "force.trial",
            LegalForce::Undated => "force.undated",
            LegalForce::InForce => "force.in-force",
            LegalForce::NotYet => "force.not-yet",
            LegalForce::Expired => "force.expired",
        }
    }
}

/// Assesses a track: pure, and the same for the same arguments.
pub fn assess(pack: &RulePack, track: &Track, answers: &Answers, dates: Dates) -> Assessment {
    let program = Program::compile(pack, track, dates);
    assess_with(&program, pack, track, answers)
}

/// Assesses a track with a program compiled for it before.
pub fn assess_with(
    program: &Program,
    pack: &RulePack,
    track: &Track,
    answers: &Answers,
) -> Assessment {
    let dates = program.dates;
    let (sheet, faults) = FactSheet::read(pack, track, answers, dates);
    let interview = Interview::of(program, sheet);
    let relevance = interview.relevance(program);
    let (sheet, allowed) = (interview.sheet().clone(), interview.allowed());
    let together = interview.together(program);
    let counted = counted(track, &sheet, &relevance);
    let refused =
        faults.iter().filter(|f| !f.problem.is_warning() && f.problem != Problem::NoSuchFact);
    let rejected: BTreeSet<String> = refused.map(|fault| fault.fact.clone()).collect();
    let work = work::Work {
        program,
        pack,
        track,
        sheet: &sheet,
        counted: &counted,
        allowed,
        together: &together,
        rejected: &rejected,
    };
    let conflicts = work.conflicts();
    let nodes = program.requirements.iter();
    let alone: Vec<Status> = nodes.map(|node| settled(node, work.reach(&node.settled))).collect();
    let standings = work.standings(&alone, &conflicts);
    let each = standings.iter().enumerate();
    let mut requirements: Vec<Finding> =
        each.filter_map(|(at, standing)| work.requirement(at, standing)).collect();
    let waivers = (0..track.waivers.len()).filter_map(|at| work.waiver(at)).collect();
    let (verdict, joint) = work.verdict(&standings);
    if let (Some(found), Some(joint), Some(agreement)) =
        (&joint, &track.joint, requirements.last_mut())
    {
        agreement.status = found.status;
        agreement.facts = vec![joint.fact.clone()];
        agreement.open.clear();
        match found.status {
            Status::Judge => agreement.reasons = vec![joint.statement.clone()],
            Status::Open if sheet.get(&joint.fact).is_none() => {
                agreement.open = agreement.facts.clone()
            }
            _ => agreement.reasons.clear(),
        }
    }
    let readings = work.readings(&requirements, &standings, verdict);
    let claimed = |list: &[Diagram]| list.iter().map(|d| work.decided(d)).collect();
    let boundaries = work.boundaries();
    Assessment {
        dates,
        verdict,
        deadlines: program.deadlines.iter().map(|d| d.finding(&counted)).collect(),
        preferences: claimed(&program.preferences),
        materials: claimed(&program.materials),
        force: LegalForce::of_pack(pack, dates),
        faults,
        relevance,
        requirements,
        waivers,
        readings,
        conflicts,
        boundaries,
        joint,
        sheet,
    }
}

/// What is known without the answers of the interview that no longer matter: those count nowhere.
fn counted(track: &Track, sheet: &FactSheet, relevance: &Relevance) -> FactSheet {
    let asked: BTreeSet<&String> = track.sections.iter().flat_map(|s| &s.facts).collect();
    let counts = |fact: &String| relevance.used.contains(fact) || !asked.contains(fact);
    let values = sheet.values.iter().filter(|(fact, _)| counts(fact));
    FactSheet { values: values.map(|(fact, value)| (fact.clone(), value.clone())).collect() }
}
