//! Random small packs and random partial answers. Every choice is drawn from one list of numbers,
//! so that a failing case shrinks by itself: zeros mean the first of everything.

use std::fmt;

use alliance_check::engine::Dates;
use alliance_check::pack::RulePack;
use alliance_check::pack::raw::*;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;

use crate::brute::{Brute, Record, Said, Sheet, V, day};
use crate::joint;

/// A pack, two dates, and what is said of every fact of its last track.
#[derive(Clone)]
pub struct Skeleton {
    pub pack: RulePack,
    pub dates: Dates,
    pub sheet: Sheet,
}

impl Skeleton {
    pub fn track(&self) -> &Track {
        self.pack.raw().tracks.last().unwrap()
    }

    pub fn brute(&self) -> Brute<'_> {
        Brute { pack: &self.pack, track: self.track(), dates: self.dates }
    }
}

impl fmt::Debug for Skeleton {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let track = self.track();
        let json = |value: serde_json::Result<String>| value.unwrap_or("of the parts".to_owned());
        for fact in &self.pack.raw().facts {
            writeln!(f, "fact {} {}", fact.id, json(serde_json::to_string(&fact.kind)))?;
        }
        if let Some(calendar) = &self.pack.raw().calendar {
            writeln!(f, "calendar {}", json(serde_json::to_string(calendar)))?;
        }
        for d in &track.deadlines {
            writeln!(f, "deadline {}: {} {:?} {:?}", d.id, d.base, d.shift, d.against)?;
        }
        for part in track.joint.iter().flat_map(|joint| &joint.parts) {
            let own = self.pack.track(&part.track).unwrap();
            let ids: Vec<&String> = own.requirements.iter().map(|r| &r.id).collect();
            writeln!(f, "part {} {ids:?}", part.option)?;
        }
        for r in &track.requirements {
            let applies = json(serde_json::to_string(&r.applies));
            writeln!(f, "{}: {} applies {applies}", r.id, json(serde_json::to_string(&r.rule)))?;
        }
        for w in &track.waivers {
            writeln!(f, "{} of {}: {}", w.id, w.of, json(serde_json::to_string(&w.rule)))?;
        }
        for p in &track.preferences {
            writeln!(f, "{}: {}", p.id, json(serde_json::to_string(&p.when)))?;
        }
        for m in &track.materials {
            let when = json(serde_json::to_string(&m.when));
            writeln!(f, "{} proves {:?} when {when}", m.id, m.proves)?;
        }
        writeln!(f, "{:?}\n{:?}", self.dates, self.sheet)
    }
}

/// What random packs are like, and how many completions may be tried: facts are answered until
/// they are no more.
#[derive(Clone, Copy)]
struct Shape {
    /// At most so many facts.
    facts: usize,
    /// Two cells a fact, nearly all of them open.
    few_cells: bool,
    /// Two to three tracks and one that joins them.
    joint: bool,
    /// The track is real: its nodes are tried one by one.
    real: bool,
    about: About,
    completions: usize,
}

/// What the rules are about.
#[derive(Clone, Copy, PartialEq)]
enum About {
    /// All kinds of facts.
    All,
    /// Nearly all of them about the same records, of which little is known.
    Records,
    /// Dates and deadlines, under readings.
    Dates,
}

const SMALL: Shape = Shape {
    facts: 5,
    few_cells: false,
    joint: false,
    real: false,
    about: About::All,
    completions: 400,
};

fn drawn(shape: Shape) -> impl Strategy<Value = Skeleton> {
    prop::collection::vec(any::<u16>(), 400).prop_map(move |numbers| {
        let mut draw = Draw { numbers, at: 0, shape };
        draw.skeleton()
    })
}

/// Random packs with random partial answers.
pub fn skeletons() -> impl Strategy<Value = Skeleton> {
    drawn(SMALL)
}

/// Random packs of up to twelve facts, nearly all of them open.
pub fn wide_skeletons() -> impl Strategy<Value = Skeleton> {
    drawn(Shape { facts: 12, few_cells: true, completions: 5_000, ..SMALL })
}

/// Random joint tracks.
pub fn joint_skeletons() -> impl Strategy<Value = Skeleton> {
    drawn(Shape { facts: 6, few_cells: true, joint: true, ..SMALL })
}

/// Random tracks, joint or not, nearly all of whose rules are about the same records.
pub fn record_skeletons(joint: bool) -> impl Strategy<Value = Skeleton> {
    drawn(Shape {
        facts: 3,
        few_cells: true,
        joint,
        about: About::Records,
        completions: 150,
        ..SMALL
    })
}

/// Random packs about dates that deadlines link, under readings.
pub fn dated_skeletons() -> impl Strategy<Value = Skeleton> {
    drawn(Shape { facts: 4, few_cells: true, about: About::Dates, ..SMALL })
}

/// Random partial answers to a real track, with up to twelve open facts.
pub fn sheets(track: Brute<'_>) -> impl Strategy<Value = Sheet> {
    let shape = Shape { facts: 12, real: true, completions: 600, ..SMALL };
    prop::collection::vec(any::<u16>(), 400).prop_map(move |numbers| {
        let mut draw = Draw { numbers, at: 0, shape };
        draw.sheet(track, &[])
    })
}

struct Draw {
    numbers: Vec<u16>,
    at: usize,
    shape: Shape,
}

fn text() -> Text {
    Text { zh: "文".to_owned(), en: "text".to_owned() }
}

fn cite() -> Vec<String> {
    vec!["c".to_owned()]
}

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        let number = self.numbers.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(number) % n
    }

    /// True in so many of ten; zero is false.
    fn often(&mut self, of_ten: usize) -> bool {
        self.below(10) >= 10 - of_ten
    }

    fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    fn skeleton(&mut self) -> Skeleton {
        let days: [NaiveDate; 5] = [
            day(2026, 11, 20),
            day(2024, 2, 29),
            day(2025, 2, 28),
            day(2028, 2, 29),
            day(2027, 3, 1),
        ];
        let on = self.pick(&days);
        let filing = on + Days::new(self.pick(&[0, 0, 1, 466]));
        let dates = Dates::new(on, Some(filing));
        let least = if self.shape.few_cells { self.shape.facts - 2 } else { 1 };
        let count = least + self.below(self.shape.facts + 1 - least);
        let dated = self.shape.about == About::Dates || self.often(4);
        let mut facts: Vec<Fact> = (0..count).map(|at| self.fact(at, dated)).collect();
        let of_ten = match self.shape.about {
            About::All if !self.shape.few_cells => 4,
            About::All => 1,
            About::Records => 10,
            About::Dates => 0,
        };
        if self.often(of_ten) {
            facts.push(records());
        }
        let least = usize::from(self.shape.about == About::Dates);
        let count = (least + self.below(3)).min(2);
        let readings: Vec<Reading> = (0..count).map(|at| self.reading(at)).collect();
        let deadlines = self.deadlines(&facts);
        let calendar = Some(self.calendar());
        let tracks = match self.shape.joint {
            true => self.joint_tracks(&mut facts, &readings, &deadlines),
            false => vec![self.track("t", "q", &facts, readings, deadlines)],
        };
        let pack = Pack {
            schema: None,
            format: 1,
            id: "p".to_owned(),
            version: "2026.11.1".to_owned(),
            name: text(),
            purpose: text(),
            sources: vec![source()],
            citations: vec![citation()],
            facts,
            tracks,
            calendar,
        };
        let json = serde_json::to_string(&pack).unwrap();
        let pack = RulePack::read(&json).unwrap_or_else(|faults| panic!("{faults:?}\n{json}"));
        let track = pack.raw().tracks.last().unwrap();
        let options = if self.shape.joint { self.named() } else { Vec::new() };
        let sheet = self.sheet(Brute { pack: &pack, track, dates }, &options);
        Skeleton { sheet, dates, pack }
    }

    /// The parts that are named; mostly some.
    fn named(&mut self) -> Vec<&'static str> {
        let sets: [&[&'static str]; 6] =
            [&["o0", "o1"], &["o0", "o1"], &["o0", "o1", "o2"], &["o1", "o2"], &["o1"], &[]];
        self.pick(&sets).to_vec()
    }

    fn fact(&mut self, at: usize, dated: bool) -> Fact {
        let kind = match self.below(if dated { 9 } else { 5 }) {
            0 => Kind::YesNo,
            1 => Kind::Choice(options(if self.shape.few_cells { 2 } else { 3 })),
            2 => Kind::Amount(AmountKind {
                unit: "万元".to_owned(),
                negative: self.often(5),
                whole: false,
            }),
            3 if self.shape.few_cells => Kind::YesNo,
            3 => Kind::Choices(options(2)),
            _ => Kind::Date(DateKind { past: self.often(5) }),
        };
        fact(&format!("f{at}"), kind)
    }

    /// Up to three deadlines, where there are dates; a date is not compared with itself.
    fn deadlines(&mut self, facts: &[Fact]) -> Vec<Deadline> {
        let dates: Vec<&Fact> = facts.iter().filter(|f| matches!(f.kind, Kind::Date(_))).collect();
        let least = usize::from(self.shape.about == About::Dates);
        let count = if dates.is_empty() { 0 } else { (least + self.below(4)).min(3) };
        let mut deadlines: Vec<Deadline> = Vec::new();
        for at in 0..count {
            let base = self.pick(&dates).id.clone();
            let other = self.pick(&dates).id.clone();
            let against = match self.often(5) && other != base {
                true => Against::Fact(other),
                false => Against::Clock(self.pick(&[Clock::On, Clock::Filing])),
            };
            let shift = match self.below(4) {
                0 => Shift::Months(self.pick(&[-3, -1, 1, 12, 36])),
                1 => Shift::Days(self.pick(&[0, 1, -1, 30])),
                _ => Shift::WorkingDays(self.pick(&[0, 1, 2, 3, 4])),
            };
            // One rule may not count working days in two ways: all of a track count alike.
            let counted = |d: &&Deadline| matches!(d.shift, Shift::WorkingDays(_));
            let (base, shift) = match deadlines.iter().find(counted) {
                Some(first) if matches!(shift, Shift::WorkingDays(_)) => {
                    (first.base.clone(), first.shift)
                }
                _ => (base, shift),
            };
            let against = match against {
                Against::Fact(other) if other == base => Against::Clock(Clock::On),
                other => other,
            };
            let (id, cite) = (format!("d{at}"), cite());
            deadlines.push(Deadline { id, label: text(), cite, base, shift, against });
        }
        deadlines
    }

    /// Some of the years published, each with a holiday and a day worked; the bounds of the others
    /// are small.
    fn calendar(&mut self) -> Calendar {
        let mut years = Vec::new();
        for year in 2023..=2029 {
            if self.often(4) {
                let first = day(year, 1, 1) + Days::new(self.pick(&[0, 0, 50, 55, 320, 360]));
                let last = first + Days::new(u64::try_from(self.below(4)).unwrap());
                let last = last.min(day(year, 12, 31));
                let work = (0..7).map(|n| first + Days::new(n) - Days::new(9));
                let work = work.filter(|d| d.year() == year && d.weekday() == Weekday::Sun);
                years.push(CalendarYear {
                    year,
                    published: "2025-11-04".to_owned(),
                    source: text(),
                    off: vec![[first.to_string(), last.to_string()]],
                    work: work.map(|d| d.to_string()).collect(),
                });
            }
        }
        let off = if self.often(5) { vec!["01-01".to_owned()] } else { Vec::new() };
        let (most_off, most_work) = (self.pick(&[1, 0, 2]), self.pick(&[1, 0, 2]));
        Calendar { years, unpublished: Unpublished { off, most_off, most_work } }
    }

    /// Two to three tracks that share requirements, and the track that joins them.
    fn joint_tracks(
        &mut self,
        facts: &mut Vec<Fact>,
        readings: &[Reading],
        deadlines: &[Deadline],
    ) -> Vec<Track> {
        let general: Vec<Requirement> = (0..self.below(3))
            .map(|at| self.requirement(&format!("g{at}"), facts, readings, deadlines))
            .collect();
        let count = 2 + self.below(2);
        let mut tracks: Vec<Track> = Vec::new();
        for at in 0..count {
            let (id, own) = (format!("t{at}"), format!("q{at}"));
            let mut track = self.track(&id, &own, facts, readings.to_vec(), deadlines.to_vec());
            track.requirements.splice(0..0, general.iter().cloned());
            tracks.push(track);
        }
        facts.push(fact("parts", Kind::Choices(options(count))));
        let part =
            |at| JointPart { option: format!("o{at}"), track: format!("t{at}"), label: text() };
        let asked =
            Section { id: "first".to_owned(), title: text(), facts: vec!["parts".to_owned()] };
        let joint = Joint {
            fact: "parts".to_owned(),
            id: "agree".to_owned(),
            label: text(),
            statement: text(),
            cite: cite(),
            decider: text(),
            parts: (0..count).map(part).collect(),
        };
        tracks.push(Track {
            id: "all".to_owned(),
            sections: vec![asked],
            requirements: Vec::new(),
            waivers: Vec::new(),
            preferences: Vec::new(),
            readings: Vec::new(),
            materials: Vec::new(),
            deadlines: Vec::new(),
            joint: Some(joint),
            ..tracks[0].clone()
        });
        tracks
    }

    fn reading(&mut self, at: usize) -> Reading {
        let alternatives = (0..2 + self.below(2))
            .map(|n| Alternative { id: format!("a{n}"), text: text() })
            .collect();
        Reading {
            id: format!("w{at}"),
            label: text(),
            cite: cite(),
            alternatives,
            recommended: "a0".to_owned(),
            because: text(),
            question: text(),
        }
    }

    fn track(
        &mut self,
        id: &str,
        own: &str,
        facts: &[Fact],
        readings: Vec<Reading>,
        deadlines: Vec<Deadline>,
    ) -> Track {
        let requirements: Vec<Requirement> = (0..1 + self.below(3))
            .map(|at| self.requirement(&format!("{own}{at}"), facts, &readings, &deadlines))
            .collect();
        let waived = self.below(requirements.len());
        let waivers: Vec<Waiver> = self
            .often(6)
            .then(|| Waiver {
                id: format!("{own}-lift"),
                of: requirements[waived].id.clone(),
                label: text(),
                statement: text(),
                cite: cite(),
                rule: match self.shape.about == About::Records && self.often(7) {
                    true => Rule::Records(self.record_rule()),
                    false => self.plain_rule(facts, &readings, &deadlines),
                },
                decider: None,
            })
            .into_iter()
            .collect();
        let preferences = (0..self.below(2))
            .map(|at| Preference {
                id: format!("{own}-pref{at}"),
                label: text(),
                statement: text(),
                cite: cite(),
                when: self.condition(facts, &readings, &deadlines, 2),
            })
            .collect();
        let materials = (0..1 + self.below(2))
            .map(|at| {
                let proves = match (self.below(3), waivers.first()) {
                    (0, _) => vec![requirements[0].id.clone()],
                    (1, Some(w)) => vec![w.id.clone()],
                    (2, Some(w)) => vec![w.id.clone(), requirements[0].id.clone()],
                    _ => Vec::new(),
                };
                let when = self.often(6).then(|| self.condition(facts, &readings, &deadlines, 1));
                material(&format!("{own}-m{at}"), proves, when)
            })
            .collect();
        Track {
            id: id.to_owned(),
            kind: TrackKind::Admission,
            role: Role::Enterprise,
            name: text(),
            path: vec![text()],
            leads_to: text(),
            leads_not_to: text(),
            decides: text(),
            ask: text(),
            at_hand: Vec::new(),
            notes: Vec::new(),
            steps: Vec::new(),
            sections: vec![Section {
                id: "s".to_owned(),
                title: text(),
                facts: facts.iter().map(|f| f.id.clone()).collect(),
            }],
            particulars: Vec::new(),
            deadlines,
            requirements,
            waivers,
            preferences,
            readings,
            conflicts: Vec::new(),
            materials,
            missing_documents: Vec::new(),
            duties: Vec::new(),
            form: Some(form()),
            joint: None,
            examples: Vec::new(),
        }
    }

    fn requirement(
        &mut self,
        id: &str,
        facts: &[Fact],
        readings: &[Reading],
        deadlines: &[Deadline],
    ) -> Requirement {
        let records = facts.iter().any(|f| f.id == "r");
        let rule = match self.below(10) {
            9 => Rule::Deferred(Deferral { note: text() }),
            6..=8 if records => Rule::Records(self.record_rule()),
            2..=5 if self.shape.about == About::Records => Rule::Records(self.record_rule()),
            _ => self.plain_rule(facts, readings, deadlines),
        };
        let applies = self.often(3).then(|| self.condition(facts, readings, deadlines, 1));
        Requirement {
            id: id.to_owned(),
            label: text(),
            statement: text(),
            cite: cite(),
            applies,
            rule,
            self_declared: false,
            decider: None,
            curable: Curable::Yes,
            cure: None,
            more_never_hurts: Vec::new(),
            shortfall: None,
            remarks: Vec::new(),
        }
    }

    fn plain_rule(&mut self, facts: &[Fact], readings: &[Reading], deadlines: &[Deadline]) -> Rule {
        if self.below(2) == 0 {
            return Rule::MetWhen(self.condition(facts, readings, deadlines, 2));
        }
        let cases = (0..1 + self.below(3))
            .map(|_| Case {
                when: self.condition(facts, readings, deadlines, 1),
                then: self.then(),
                note: None,
            })
            .collect();
        Rule::Cases(Cases { cases, otherwise: self.then(), note: None })
    }

    fn then(&mut self) -> Then {
        self.pick(&[Then::Met, Then::Failed, Then::Judge, Then::Open])
    }

    fn record_rule(&mut self) -> RecordRule {
        let kinds = match self.below(3) {
            0 => vec!["k0".to_owned()],
            1 => vec!["k1".to_owned()],
            _ => vec!["k0".to_owned(), "k1".to_owned()],
        };
        let fields = [
            fact("flag", Kind::YesNo),
            fact("day", Kind::Date(DateKind { past: true })),
            fact("grade", Kind::Choice(options(2))),
        ];
        let cases = (0..1 + self.below(3))
            .map(|_| {
                let when = match self.below(5) {
                    4 => Condition::Is(Is {
                        fact: "kind".to_owned(),
                        any_of: vec![self.pick(&["k0", "k1"]).to_owned()],
                    }),
                    _ => self.condition(&fields, &[], &[], 1),
                };
                Case { when, then: self.then(), note: None }
            })
            .collect();
        let each = Cases { cases, otherwise: self.then(), note: None };
        RecordRule { fact: "r".to_owned(), kinds, each }
    }

    fn condition(
        &mut self,
        facts: &[Fact],
        readings: &[Reading],
        deadlines: &[Deadline],
        depth: usize,
    ) -> Condition {
        if depth > 0 && self.often(6) {
            let group: Vec<Condition> = (0..1 + self.below(3))
                .map(|_| self.condition(facts, readings, deadlines, depth - 1))
                .collect();
            return match self.below(3) {
                0 => Condition::All(group),
                1 => Condition::Any(group),
                _ => Condition::Not(Box::new(Condition::All(group))),
            };
        }
        let plain: Vec<&Fact> =
            facts.iter().filter(|f| !matches!(f.kind, Kind::Records(_))).collect();
        let at = self.below(plain.len() + readings.len());
        match (plain.get(at), readings.get(at.saturating_sub(plain.len()))) {
            (Some(fact), _) => self.leaf(fact, deadlines),
            (None, Some(reading)) => {
                let takes = reading.alternatives[self.below(reading.alternatives.len())].id.clone();
                Condition::Reading(Taken { reading: reading.id.clone(), takes })
            }
            (None, None) => unreachable!(),
        }
    }

    fn leaf(&mut self, fact: &Fact, deadlines: &[Deadline]) -> Condition {
        let id = fact.id.clone();
        match &fact.kind {
            Kind::Choice(c) | Kind::Choices(c) => {
                let mut any_of = vec![c.options[self.below(c.options.len())].id.clone()];
                if self.often(3) {
                    any_of.push(c.options[self.below(c.options.len())].id.clone());
                }
                Condition::Is(Is { fact: id, any_of })
            }
            Kind::Amount(_) => {
                let bounds: [(&str, &str); 6] = [
                    ("1", "万元"),
                    ("0", "万元"),
                    ("10000", "元"),
                    ("9999.99", "元"),
                    ("0.0003", "亿元"),
                    ("2.5", "万元"),
                ];
                let (value, unit) =
                    if self.shape.few_cells { bounds[0] } else { self.pick(&bounds) };
                let bound = Bound { fact: id, value: value.to_owned(), unit: unit.to_owned() };
                let above = self.often(4) && !self.shape.few_cells;
                if above { Condition::Above(bound) } else { Condition::AtLeast(bound) }
            }
            Kind::Date(_) => {
                let mine = |d: &&Deadline| {
                    d.base == id || matches!(&d.against, Against::Fact(other) if *other == id)
                };
                let mine: Vec<&Deadline> = deadlines.iter().filter(mine).collect();
                if !mine.is_empty() && self.often(7) {
                    let sets: [&[Place]; 5] = [
                        &[Place::Before, Place::OnDay],
                        &[Place::Before],
                        &[Place::OnDay],
                        &[Place::After],
                        &[Place::Before, Place::After],
                    ];
                    let deadline = self.pick(&mine).id.clone();
                    let is = self.pick(&sets).to_vec();
                    return Condition::Deadline(DeadlineTest { id: deadline, is });
                }
                let clock = self.pick(&[Clock::On, Clock::On, Clock::Filing]);
                let years = 1 + u32::try_from(self.below(4)).unwrap();
                match self.below(3) {
                    0 => Condition::Lasted(Period { fact: id, years, clock }),
                    1 => Condition::Within(Period { fact: id, years, clock }),
                    _ => Condition::NotBefore(Moment { fact: id, clock }),
                }
            }
            _ => Condition::Yes(id),
        }
    }

    /// What is said of every fact of the interview; few enough are open.
    fn sheet(&mut self, brute: Brute<'_>, named: &[&str]) -> Sheet {
        let facts = brute.track.sections.iter().flat_map(|s| &s.facts);
        let mut sheet: Sheet = facts.map(|id| (id.clone(), self.said(brute, id))).collect();
        if let Some(joint) =
            brute.track.joint.as_ref().filter(|_| self.shape.joint && self.often(9))
        {
            sheet = joint::naming(joint, &sheet, named);
        }
        let first = self.below(sheet.len().max(1));
        let facts = sheet.len();
        for at in (0..facts).map(|n| (first + n) % facts) {
            let open = sheet.iter().filter(|(_, s)| matches!(s, Said::Nothing | Said::DontKnow));
            if open.count() <= self.shape.facts && self.completions(brute, &sheet) {
                break;
            }
            if !matches!(sheet[at].1, Said::Value(_)) {
                let fact = sheet[at].0.clone();
                sheet[at].1 = self.value(brute, &fact);
            }
        }
        sheet
    }

    /// Whether they are few enough: of the whole, or, where a track is real, of each node.
    fn completions(&self, brute: Brute<'_>, sheet: &Sheet) -> bool {
        let few = |count: usize| count <= self.shape.completions;
        let joint = brute.track.joint.as_ref();
        joint.is_none_or(|joint| few(joint::count(brute, joint, sheet)))
            && match self.shape.real {
                true => brute.scopes().iter().all(|scope| few(brute.count(sheet, scope))),
                false => few(brute.count(sheet, &brute.whole())),
            }
    }

    fn said(&mut self, brute: Brute<'_>, fact: &str) -> Said {
        match self.below(8) {
            0 | 1 => Said::Nothing,
            2 => Said::DontKnow,
            3..=6 if self.shape.few_cells => Said::Nothing,
            _ => self.value(brute, fact),
        }
    }

    fn value(&mut self, brute: Brute<'_>, fact: &str) -> Said {
        match &brute.pack.fact(fact).unwrap().kind {
            Kind::Records(records) => {
                let lists = records.kinds.iter().map(|kind| {
                    let known = !self.often(2);
                    (kind.id.clone(), known.then(|| self.list(brute, records, &kind.id)))
                });
                Said::Lists(lists.collect())
            }
            Kind::Text(_) | Kind::Identifier(_) | Kind::Table(_) => Said::Nothing,
            _ => Said::Value(self.pick(&brute.candidates(fact))),
        }
    }

    fn list(&mut self, brute: Brute<'_>, records: &Records, kind: &str) -> Vec<Record> {
        let fields = &records.kinds.iter().find(|k| k.id == kind).unwrap().fields;
        let days: Vec<V> = (0..6)
            .map(|n| brute.dates.on - Days::new(n * 365 + n / 4))
            .chain([0, 1].map(|n| day(2023, 11, 20) - Days::new(n)))
            .filter(|d| *d <= brute.dates.on)
            .map(V::Day)
            .collect();
        (0..self.below(3))
            .map(|_| {
                let mut record = Record::from([("kind".to_owned(), V::One(kind.to_owned()))]);
                for field in records.fields.iter().filter(|f| fields.contains(&f.id)) {
                    let values = match &field.kind {
                        Kind::YesNo => vec![V::Yes(false), V::Yes(true)],
                        Kind::Choice(c) => c.options.iter().map(|o| V::One(o.id.clone())).collect(),
                        Kind::Date(_) => days.clone(),
                        _ => continue,
                    };
                    if !self.often(3) {
                        record.insert(field.id.clone(), self.pick(&values));
                    }
                }
                record
            })
            .collect()
    }
}

fn options(count: usize) -> Choice {
    let option = |at| ChoiceOption { id: format!("o{at}"), label: text(), hint: None };
    Choice { options: (0..count).map(option).collect() }
}

fn fact(id: &str, kind: Kind) -> Fact {
    Fact {
        id: id.to_owned(),
        kind,
        label: text(),
        question: Some(text()),
        why: None,
        find: None,
        help: None,
        cite: cite(),
        follows: None,
        when: None,
        optional: false,
    }
}

fn records() -> Fact {
    let names = ["flag", "day", "grade"];
    let kinds = [Kind::YesNo, Kind::Date(DateKind { past: true }), Kind::Choice(options(2))];
    let fields = names.into_iter().zip(kinds).map(|(id, kind)| RecordField {
        id: id.to_owned(),
        label: text(),
        kind,
        help: None,
    });
    let kinds = ["k0", "k1"].map(|id| RecordKind {
        id: id.to_owned(),
        label: text(),
        question: text(),
        fields: names.map(str::to_owned).to_vec(),
        cite: cite(),
        may_also: Vec::new(),
    });
    fact("r", Kind::Records(Records { kinds: kinds.to_vec(), fields: fields.collect() }))
}

fn form() -> alliance_check::pack::raw::Form {
    alliance_check::pack::raw::Form {
        title: text(),
        purpose: text(),
        cover: Vec::new(),
        notices: Vec::new(),
        sections: Vec::new(),
    }
}

fn material(id: &str, proves: Vec<String>, when: Option<Condition>) -> Material {
    Material {
        id: id.to_owned(),
        name: text(),
        basis: Basis::Implied,
        form: text(),
        alternatives: None,
        help: None,
        when,
        proves,
        cite: cite(),
        validity: None,
    }
}

fn source() -> Source {
    Source {
        document: "D".to_owned(),
        title: text(),
        file: "d.txt".to_owned(),
        sha256: "0".repeat(64),
        chars: 10,
        force: Force { status: ForceStatus::Undated, from: None, until: None, successor: None },
        notice: text(),
        notice_after: None,
        reviewed: "2026-11-20".to_owned(),
    }
}

fn citation() -> Citation {
    Citation {
        id: "c".to_owned(),
        document: "D".to_owned(),
        label: "第一条".to_owned(),
        start: 0,
        end: 5,
        sha256: "0".repeat(64),
    }
}
