//! Random small packs and random partial answers. Every choice is drawn from one list of numbers,
//! so that a failing case shrinks by itself: zeros mean the first of everything.

use std::fmt;

use alliance_check::engine::Dates;
use alliance_check::pack::RulePack;
use alliance_check::pack::raw::*;
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use crate::brute::{Brute, Record, Said, Sheet, V, day};

/// More completions than this are not tried: facts are answered until they are fewer.
const MOST_COMPLETIONS: usize = 400;

/// A pack of one track, two dates, and what is said of every fact.
#[derive(Clone)]
pub struct Skeleton {
    pub pack: RulePack,
    pub dates: Dates,
    pub sheet: Sheet,
}

impl Skeleton {
    pub fn track(&self) -> &Track {
        &self.pack.raw().tracks[0]
    }

    pub fn brute(&self) -> Brute<'_> {
        Brute { pack: &self.pack, track: self.track(), dates: self.dates }
    }
}

impl fmt::Debug for Skeleton {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let track = self.track();
        let json = |value: serde_json::Result<String>| value.unwrap();
        for fact in &self.pack.raw().facts {
            writeln!(f, "fact {} {}", fact.id, json(serde_json::to_string(&fact.kind)))?;
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

/// Random packs with random partial answers.
pub fn skeletons() -> impl Strategy<Value = Skeleton> {
    prop::collection::vec(any::<u16>(), 220).prop_map(|numbers| {
        let mut draw = Draw { numbers, at: 0 };
        draw.skeleton()
    })
}

/// Random partial answers to a real track, with few open facts.
pub fn sheets(track: Brute<'_>) -> impl Strategy<Value = Sheet> {
    prop::collection::vec(any::<u16>(), 220).prop_map(move |numbers| {
        let mut draw = Draw { numbers, at: 0 };
        draw.sheet(track)
    })
}

struct Draw {
    numbers: Vec<u16>,
    at: usize,
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
        let count = 1 + self.below(5);
        let mut facts: Vec<Fact> = (0..count).map(|at| self.fact(at)).collect();
        if self.often(4) {
            facts.push(records());
        }
        let readings: Vec<Reading> = (0..self.below(3)).map(|at| self.reading(at)).collect();
        let track = self.track(&facts, readings);
        let pack = Pack {
            format: 1,
            id: "p".to_owned(),
            version: "2026.11.1".to_owned(),
            name: text(),
            purpose: text(),
            sources: vec![source()],
            citations: vec![citation()],
            facts,
            tracks: vec![track],
        };
        let json = serde_json::to_string(&pack).unwrap();
        let pack = RulePack::read(&json).unwrap_or_else(|faults| panic!("{faults:?}\n{json}"));
        let track = &pack.raw().tracks[0];
        let sheet = self.sheet(Brute { pack: &pack, track, dates });
        Skeleton { sheet, dates, pack }
    }

    fn fact(&mut self, at: usize) -> Fact {
        let kind = match self.below(5) {
            0 => Kind::YesNo,
            1 => Kind::Choice(options(3)),
            2 => Kind::Amount(AmountKind {
                unit: "万元".to_owned(),
                negative: self.often(5),
                whole: false,
            }),
            3 => Kind::Date(DateKind { past: self.often(5) }),
            _ => Kind::Choices(options(2)),
        };
        fact(&format!("f{at}"), kind)
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

    fn track(&mut self, facts: &[Fact], readings: Vec<Reading>) -> Track {
        let requirements: Vec<Requirement> =
            (0..1 + self.below(3)).map(|at| self.requirement(at, facts, &readings)).collect();
        let waived = self.below(requirements.len());
        let deferred = matches!(requirements[waived].rule, Rule::Deferred(_));
        let waivers: Vec<Waiver> = (self.often(6) && !deferred)
            .then(|| Waiver {
                id: "lift".to_owned(),
                of: requirements[waived].id.clone(),
                label: text(),
                statement: text(),
                cite: cite(),
                rule: self.plain_rule(facts, &readings),
                decider: None,
            })
            .into_iter()
            .collect();
        let preferences = (0..self.below(2))
            .map(|at| Preference {
                id: format!("pref{at}"),
                label: text(),
                statement: text(),
                cite: cite(),
                when: self.condition(facts, &readings, 2),
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
                let when = self.often(6).then(|| self.condition(facts, &readings, 1));
                material(at, proves, when)
            })
            .collect();
        Track {
            id: "t".to_owned(),
            role: Role::Enterprise,
            name: text(),
            path: vec![text()],
            leads_to: text(),
            leads_not_to: text(),
            decides: text(),
            ask: text(),
            at_hand: Vec::new(),
            notes: Vec::new(),
            sections: vec![Section {
                id: "s".to_owned(),
                title: text(),
                facts: facts.iter().map(|f| f.id.clone()).collect(),
            }],
            particulars: Vec::new(),
            requirements,
            waivers,
            preferences,
            readings,
            conflicts: Vec::new(),
            materials,
            missing_documents: Vec::new(),
            duties: Vec::new(),
            form: Form {
                title: text(),
                purpose: text(),
                cover: Vec::new(),
                notices: Vec::new(),
                sections: Vec::new(),
            },
        }
    }

    fn requirement(&mut self, at: usize, facts: &[Fact], readings: &[Reading]) -> Requirement {
        let records = facts.iter().any(|f| f.id == "r");
        let rule = match self.below(10) {
            9 => Rule::Deferred(Deferral { note: text() }),
            6..=8 if records => Rule::Records(self.record_rule()),
            _ => self.plain_rule(facts, readings),
        };
        let applies = (self.often(3) && !matches!(rule, Rule::Deferred(_)))
            .then(|| self.condition(facts, readings, 1));
        Requirement {
            id: format!("q{at}"),
            label: text(),
            statement: text(),
            cite: cite(),
            applies,
            rule,
            self_declared: false,
            decider: None,
            curable: Curable::Yes,
            cure: None,
            shortfall: None,
            remarks: Vec::new(),
        }
    }

    fn plain_rule(&mut self, facts: &[Fact], readings: &[Reading]) -> Rule {
        if self.below(2) == 0 {
            return Rule::MetWhen(self.condition(facts, readings, 2));
        }
        let cases = (0..1 + self.below(3))
            .map(|_| Case {
                when: self.condition(facts, readings, 1),
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
                    _ => self.condition(&fields, &[], 1),
                };
                Case { when, then: self.then(), note: None }
            })
            .collect();
        let each = Cases { cases, otherwise: self.then(), note: None };
        RecordRule { fact: "r".to_owned(), kinds, each }
    }

    fn condition(&mut self, facts: &[Fact], readings: &[Reading], depth: usize) -> Condition {
        if depth > 0 && self.often(6) {
            let group: Vec<Condition> = (0..1 + self.below(3))
                .map(|_| self.condition(facts, readings, depth - 1))
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
            (Some(fact), _) => self.leaf(fact),
            (None, Some(reading)) => {
                let takes = reading.alternatives[self.below(reading.alternatives.len())].id.clone();
                Condition::Reading(Taken { reading: reading.id.clone(), takes })
            }
            (None, None) => unreachable!(),
        }
    }

    fn leaf(&mut self, fact: &Fact) -> Condition {
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
                let (value, unit) = self.pick(&[
                    ("1", "万元"),
                    ("0", "万元"),
                    ("10000", "元"),
                    ("9999.99", "元"),
                    ("0.0003", "亿元"),
                    ("2.5", "万元"),
                ]);
                let bound = Bound { fact: id, value: value.to_owned(), unit: unit.to_owned() };
                if self.often(4) { Condition::Above(bound) } else { Condition::AtLeast(bound) }
            }
            Kind::Date(_) => {
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
    fn sheet(&mut self, brute: Brute<'_>) -> Sheet {
        let facts = brute.track.sections.iter().flat_map(|s| &s.facts);
        let mut sheet: Sheet = facts.map(|id| (id.clone(), self.said(brute, id))).collect();
        let mut sorts: Vec<usize> =
            sheet.iter().map(|(f, said)| brute.possible(f, said).len().max(1)).collect();
        for at in 0..sheet.len() {
            if sorts.iter().product::<usize>() > MOST_COMPLETIONS {
                let fact = sheet[at].0.clone();
                sheet[at].1 = self.value(brute, &fact);
                sorts[at] = brute.possible(&fact, &sheet[at].1).len().max(1);
            }
        }
        sheet
    }

    fn said(&mut self, brute: Brute<'_>, fact: &str) -> Said {
        match self.below(8) {
            0 | 1 => Said::Nothing,
            2 => Said::DontKnow,
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

fn material(at: usize, proves: Vec<String>, when: Option<Condition>) -> Material {
    Material {
        id: format!("m{at}"),
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
