//! F2. A track compiled for two dates: one decision diagram for each node of the track.

mod linked;
mod records;

use crate::engine::Dates;
use crate::engine::compile::linked::LinkedRecords;
use crate::engine::compile::records::RecordProgram;
use crate::engine::condition::{DecisionList, Expr};
use crate::engine::conditions;
use crate::engine::deadline::{self, DeadlineProgram};
use crate::engine::facts::{FactSheet, Record, Value};
use crate::engine::interview::Links;
use crate::engine::space::{Key, Space};
use crate::engine::together::Together;
use crate::logic::diagram::{CellSet, Diagram, Var};
use crate::logic::outcome::{Outcome, OutcomeSet};
use crate::pack::RulePack;
use crate::pack::raw::{Cases, Kind, Material, RecordRule, Requirement, Rule, Text, Then, Track};

/// A compiled track.
#[derive(Debug, Clone)]
pub struct Program {
    /// The variables.
    pub space: Space,
    /// The dates for which the cells were cut.
    pub dates: Dates,
    /// One for each requirement, in order; a waiver of it is compiled in.
    pub requirements: Vec<Node>,
    /// One for each waiver, in order.
    pub waivers: Vec<Node>,
    /// Leaf 1 where a preference is claimed.
    pub preferences: Vec<Diagram>,
    /// Leaf 1 where a material is needed.
    pub materials: Vec<Diagram>,
    /// The deadlines of the track, in order.
    pub deadlines: Vec<DeadlineProgram>,
    /// Which facts, variables and diagrams belong together.
    pub links: Links,
    first_reading: Var,
    records: Vec<RecordProgram>,
    linked_records: Vec<LinkedRecords>,
}

/// A node with a status.
#[derive(Debug, Clone)]
pub struct Node {
    /// The rule lies in no supplied document.
    pub deferred: bool,
    /// What each leaf of `detail` means.
    pub leaves: Vec<Leaf>,
    /// Which case decides, readings included.
    pub detail: Diagram,
    /// Which outcome, readings included; leaves are codes of [`Outcome`].
    pub by_reading: Diagram,
    /// Which outcome under each reading, whether met by itself or by exemption.
    pub standing: Diagram,
    /// Which outcome when every tenable reading is taken into account.
    pub settled: Diagram,
}

/// A leaf of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Outcome.
    pub outcome: Outcome,
    /// The reason that the pack gives for it.
    pub note: Option<Text>,
}

/// A rule as cases with outcomes: `(when, what)` in order, then what holds otherwise.
struct Decided {
    cases: Vec<(Expr, Leaf)>,
    otherwise: Leaf,
}

impl Program {
    /// Compiles a track of a checked pack.
    pub fn compile(pack: &RulePack, track: &Track, dates: Dates) -> Program {
        let mut program = Program::cut(pack, track, dates);
        let requirements = track.requirements.iter();
        program.requirements = requirements.map(|r| program.requirement(track, r)).collect();
        program.waivers = program.compile_waivers(track);
        // Needed, or claimed, under some reading is needed: readings never spare a paper.
        let under_any = |leaves: u64| u8::from(leaves & 0b10 != 0);
        let needed = |p: &Program, list| {
            Diagram::build(&list, &|var| p.space.count(var)).settle(p.first_reading, &under_any)
        };
        program.preferences = track
            .preferences
            .iter()
            .map(|p| needed(&program, DecisionList::new([(program.space.expr(&p.when), 1)], 0)))
            .collect();
        program.materials =
            track.materials.iter().map(|m| needed(&program, program.material(track, m))).collect();
        program.links = Links::of(&program, track);
        program
    }

    /// Compiles one requirement of a track alone.
    pub fn of_one(pack: &RulePack, track: &Track, dates: Dates, at: usize) -> Program {
        let mut program = Program::cut(pack, track, dates);
        let requirement = track.requirements.get(at).into_iter();
        program.requirements = requirement.map(|r| program.requirement(track, r)).collect();
        program
    }

    /// The variables of a track, cut for two dates, and no diagram yet.
    fn cut(pack: &RulePack, track: &Track, dates: Dates) -> Program {
        let kinds: Vec<(&String, &Kind)> = crate::pack::track_facts(track)
            .filter_map(|id| pack.fact(id).map(|fact| (&fact.id, &fact.kind)))
            .collect();
        let mut space = Space::new(kinds.iter().copied(), &conditions::of_track(track), dates);
        let (mut records, mut linked_records) = (Vec::new(), Vec::new());
        let rules = track.requirements.iter().map(|r| (&r.id, &r.rule));
        let rules: Vec<(&String, &RecordRule)> = rules
            .chain(track.waivers.iter().map(|w| (&w.id, &w.rule)))
            .filter_map(|(id, rule)| match rule {
                Rule::Records(rule) => Some((id, rule)),
                _ => None,
            })
            .collect();
        for (fact, kind) in &kinds {
            let Kind::Records(kind) = kind else { continue };
            let mine: Vec<_> = rules.iter().copied().filter(|(_, r)| r.fact == **fact).collect();
            for (id, rule) in &mine {
                let program = RecordProgram::compile(id, rule, kind, dates);
                space.add_records(fact, id, program.any_list());
                records.push(program);
            }
            linked_records.extend(LinkedRecords::groups(&mine, kind, dates));
        }
        let deadlines = deadline::compile(pack, track, dates);
        deadlines.iter().for_each(|deadline| space.add_deadline(deadline));
        let first_reading = space.add_readings(&track.readings);
        Program {
            space,
            dates,
            requirements: Vec::new(),
            waivers: Vec::new(),
            preferences: Vec::new(),
            materials: Vec::new(),
            deadlines,
            links: Links::default(),
            first_reading,
            records,
            linked_records,
        }
    }

    /// The cells each variable may lie in, given the values that are used.
    pub fn allowed(&self, sheet: &FactSheet, used: &dyn Fn(&str) -> bool) -> Vec<CellSet> {
        self.space
            .keys()
            .map(|(var, key)| {
                if let Key::Deadline(id, _) = key {
                    let deadline = self.deadlines.iter().find(|deadline| deadline.id == *id);
                    return deadline.map_or(0b111, |deadline| deadline.places(sheet, used));
                }
                let fact = key.facts().first().filter(|fact| used(fact));
                match fact.and_then(|fact| sheet.get(fact)) {
                    Some(value) => self.cells_of(var, value),
                    None => self.space.feasible(var),
                }
            })
            .collect()
    }

    /// The cells that a known value of its fact leaves to a variable.
    pub fn cells_of(&self, var: Var, value: &Value) -> CellSet {
        let Value::Records(lists) = value else { return self.space.cells(var, value) };
        let program = self.records.iter().find(|r| Some(&r.key) == self.space.key(var));
        program.map_or_else(|| self.space.feasible(var), |p| p.outcomes(lists).bits())
    }

    /// Whether a diagram depends on a reading.
    pub fn has_reading(&self, diagram: &Diagram) -> bool {
        diagram.variables().last().is_some_and(|last| *last >= self.first_reading)
    }

    /// Whether variables say something about each other: what is open is then not free of the rest.
    pub fn links_variables(&self) -> bool {
        !self.deadlines.is_empty() || !self.linked_records.is_empty()
    }

    /// What linked variables can come to together, given the values that are used.
    pub fn together(&self, sheet: &FactSheet, used: &dyn Fn(&str) -> bool) -> Vec<Together> {
        let mut together = deadline::groups(&self.deadlines, &self.space, sheet, used);
        let records = self.linked_records.iter();
        together.extend(records.map(|linked| linked.together(&self.space, sheet, used)));
        together
    }

    /// Decides a diagram whose leaves are outcomes, with one reading fixed, under all the others.
    pub fn settle(&self, by_reading: &Diagram) -> Diagram {
        by_reading.settle(self.first_reading, &settle)
    }

    fn records_of(&self, node: &str) -> Option<&RecordProgram> {
        let mine = |r: &&RecordProgram| matches!(&r.key, Key::Records(_, id) if id == node);
        self.records.iter().find(mine)
    }

    /// What one record comes to by the rule of a node.
    pub fn record_outcomes(&self, node: &str, record: &Record) -> OutcomeSet {
        let leaves =
            self.records_of(node).into_iter().flat_map(|program| program.leaves_of(record));
        leaves.map(|leaf| leaf.outcome).collect()
    }

    /// Why the records of a node came to an outcome: the notes of the records that did.
    pub fn record_notes(&self, node: &str, sheet: &FactSheet, outcome: Outcome) -> Vec<Text> {
        let Some(program) = self.records_of(node) else {
            return Vec::new();
        };
        let Some(Value::Records(lists)) = program.key.facts().first().and_then(|f| sheet.get(f))
        else {
            return Vec::new();
        };
        let mut notes = Vec::new();
        for record in program.kinds.iter().filter_map(|(kind, _)| lists.get(kind)).flatten() {
            for leaf in program.leaves_of(record).filter(|leaf| leaf.outcome == outcome) {
                notes.extend(leaf.note.clone().filter(|note| !notes.contains(note)));
            }
        }
        notes
    }

    fn node(&self, deferred: bool, cases: Vec<(Expr, Leaf)>, otherwise: Leaf) -> Node {
        let (list, leaves) = numbered(cases, otherwise);
        let detail = Diagram::build(&list, &|var| self.space.count(var));
        let by_reading = detail.relabel(&|leaf| {
            leaves.get(usize::from(leaf)).map_or(Outcome::Open as u8, |l| l.outcome as u8)
        });
        let settled = self.settle(&by_reading);
        let standing = by_reading.relabel(&|outcome| match Outcome::of(outcome) {
            Outcome::Waived => Outcome::Met as u8,
            _ => outcome,
        });
        Node { deferred, leaves, detail, by_reading, standing, settled }
    }

    fn decided(&self, id: &str, rule: &Rule) -> Decided {
        let plain = |outcome| Leaf { outcome, note: None };
        match rule {
            Rule::MetWhen(condition) => Decided {
                cases: vec![(self.space.expr(condition), plain(Outcome::Met))],
                otherwise: plain(Outcome::Failed),
            },
            Rule::Cases(cases) => decided(&self.space, cases),
            Rule::Records(rule) => {
                let when = |o| self.space.records(&rule.fact, id, OutcomeSet::only(o));
                let bad = [Outcome::Failed, Outcome::Open, Outcome::Judge];
                Decided {
                    cases: bad.into_iter().map(|o| (when(o), plain(o))).collect(),
                    otherwise: plain(Outcome::Met),
                }
            }
            // Settled by the assessment, from the verdicts of the parts.
            Rule::Agreement => Decided { cases: Vec::new(), otherwise: plain(Outcome::Open) },
            Rule::Deferred(deferral) => Decided {
                cases: Vec::new(),
                otherwise: Leaf { outcome: Outcome::Open, note: Some(deferral.note.clone()) },
            },
        }
    }

    fn requirement(&self, track: &Track, requirement: &Requirement) -> Node {
        let own = self.decided(&requirement.id, &requirement.rule);
        let waiver = track.waivers.iter().find(|w| w.of == requirement.id);
        let waiver = waiver.map(|w| self.decided(&w.id, &w.rule));
        let mut cases = Vec::new();
        if let Some(applies) = &requirement.applies {
            let elsewhere = Leaf { outcome: Outcome::NotApplicable, note: None };
            cases.push((self.space.expr(applies).negate(), elsewhere));
        }
        for (when, leaf) in &own.cases {
            cases.extend(lifted(when, leaf, waiver.as_ref()));
            cases.push((when.clone(), leaf.clone()));
        }
        cases.extend(lifted(&Expr::Const(true), &own.otherwise, waiver.as_ref()));
        let deferred = matches!(requirement.rule, Rule::Deferred(_));
        self.node(deferred, cases, own.otherwise)
    }

    fn compile_waivers(&self, track: &Track) -> Vec<Node> {
        let compile = |waiver: &crate::pack::raw::Waiver| {
            let of = track.requirements.iter().find(|r| r.id == waiver.of);
            let mine = self.decided(&waiver.id, &waiver.rule);
            let mut cases: Vec<(Expr, Leaf)> = of
                .map(|of| self.own_met(of))
                .map(|met| (met, Leaf { outcome: Outcome::NotApplicable, note: None }))
                .into_iter()
                .collect();
            cases.extend(mine.cases);
            self.node(matches!(waiver.rule, Rule::Deferred(_)), cases, mine.otherwise)
        };
        track.waivers.iter().map(compile).collect()
    }

    /// When a requirement is met, or does not apply, without its waiver.
    fn own_met(&self, of: &Requirement) -> Expr {
        let own = self.decided(&of.id, &of.rule);
        let elsewhere = of.applies.as_ref().map(|c| self.space.expr(c).negate());
        let mut before: Vec<Expr> = Vec::new();
        let mut met: Vec<Expr> = elsewhere.into_iter().collect();
        for (when, leaf) in own.cases {
            if leaf.outcome == Outcome::Met {
                let none_before = before.iter().map(|e| e.clone().negate());
                met.push(Expr::all(none_before.chain([when.clone()])));
            }
            before.push(when);
        }
        if own.otherwise.outcome == Outcome::Met {
            met.push(Expr::all(before.into_iter().map(Expr::negate)));
        }
        Expr::any(met)
    }

    /// A material that only proves waivers is needed only where one of them is.
    fn material(&self, track: &Track, material: &Material) -> DecisionList {
        let waivers: Vec<_> =
            material.proves.iter().map(|id| track.waivers.iter().find(|w| w.id == *id)).collect();
        let moot = match waivers.into_iter().collect::<Option<Vec<_>>>() {
            Some(waivers) if !waivers.is_empty() => Expr::all(waivers.iter().map(|w| {
                let of = track.requirements.iter().find(|r| r.id == w.of);
                of.map_or(Expr::Const(false), |of| self.own_met(of))
            })),
            _ => Expr::Const(false),
        };
        let when = material.when.as_ref().map_or(Expr::Const(true), |c| self.space.expr(c));
        DecisionList::new([(moot, 0), (when, 1)], 0)
    }
}

fn decided(space: &Space, cases: &Cases) -> Decided {
    let leaf = |then: Then, note: &Option<Text>| Leaf {
        outcome: conditions::outcome(then),
        note: note.clone(),
    };
    Decided {
        cases: cases.cases.iter().map(|c| (space.expr(&c.when), leaf(c.then, &c.note))).collect(),
        otherwise: leaf(cases.otherwise, &cases.note),
    }
}

/// The cases in which a waiver changes what a requirement comes to by itself: a proven one lifts
/// it, a doubtful one makes a failure doubtful, one under way keeps a failure open.
fn lifted(when: &Expr, own: &Leaf, waiver: Option<&Decided>) -> Vec<(Expr, Leaf)> {
    let Some(waiver) = waiver.filter(|_| own.outcome != Outcome::Met) else {
        return Vec::new();
    };
    let with = |w: &Leaf| match (w.outcome, own.outcome) {
        (Outcome::Met, _) => Leaf { outcome: Outcome::Waived, note: w.note.clone() },
        (Outcome::Judge | Outcome::Open, Outcome::Failed) => w.clone(),
        _ => own.clone(),
    };
    let mut cases: Vec<(Expr, Leaf)> = waiver
        .cases
        .iter()
        .map(|(w, leaf)| (Expr::all([when.clone(), w.clone()]), with(leaf)))
        .collect();
    cases.push((when.clone(), with(&waiver.otherwise)));
    cases
}

fn numbered(cases: Vec<(Expr, Leaf)>, otherwise: Leaf) -> (DecisionList, Vec<Leaf>) {
    let mut leaves: Vec<Leaf> = Vec::new();
    let mut number = |leaf: Leaf| {
        let place = leaves.iter().position(|known| *known == leaf).unwrap_or_else(|| {
            leaves.push(leaf);
            leaves.len() - 1
        });
        u8::try_from(place).unwrap_or(63).min(63)
    };
    let list: Vec<(Expr, u8)> =
        cases.into_iter().map(|(when, leaf)| (when, number(leaf))).collect();
    let end = number(otherwise);
    (DecisionList::new(list, end), leaves)
}

/// What the readings of one completion come to together. A node that some reading sends to
/// another branch is decided by the readings under which it applies.
fn settle(outcomes: u64) -> u8 {
    let set = OutcomeSet::from_bits(outcomes);
    let applying: OutcomeSet = set.iter().filter(|o| *o != Outcome::NotApplicable).collect();
    let decisive = if applying == OutcomeSet::EMPTY { set } else { applying };
    decisive.agreed().unwrap_or(Outcome::Judge) as u8
}
