//! Brute force: what every node of a track comes to, found by trying every completion of the open
//! facts under every reading. Written from the rules (rulings A1, A12), not from the compiler: it
//! has its own amounts, its own calendar and its own order of outcomes, and it never simplifies.

use std::collections::{BTreeMap, BTreeSet};

use alliance_check::engine::Dates;
use alliance_check::engine::answer::{Answer, Answers, Field, Item, TypedAmount};
use alliance_check::pack::RulePack;
use alliance_check::pack::raw::*;
use chrono::{Datelike, Days, NaiveDate};

/// A complete value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum V {
    Yes(bool),
    One(String),
    Many(BTreeSet<String>),
    /// Ten-thousandths of the base unit (元, or the unit itself).
    Amount(i64),
    Day(NaiveDate),
    Records(Vec<Record>),
}

/// A record, some of whose fields may be missing; `kind` never is.
pub type Record = BTreeMap<String, V>;

/// What is said of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Nothing,
    DontKnow,
    Value(V),
    /// By kind; nothing where the kind is not known.
    Lists(Vec<(String, Option<Vec<Record>>)>),
}

/// What every fact is said to be, in the order of the interview.
pub type Sheet = Vec<(String, Said)>;

/// Outcomes, worst first as far as records go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum O {
    Failed,
    Open,
    Judge,
    Met,
    Waived,
    NotApplicable,
}

impl O {
    fn name(self) -> &'static str {
        match self {
            O::Failed => "failed",
            O::Open => "open",
            O::Judge => "judge",
            O::Met => "met",
            O::Waived => "waived",
            O::NotApplicable => "not-applicable",
        }
    }
}

/// What is found of a track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    pub verdict: &'static str,
    pub requirements: Vec<&'static str>,
    pub waivers: Vec<&'static str>,
    pub preferences: Vec<Option<bool>>,
    pub materials: Vec<Option<bool>>,
}

type Values = BTreeMap<String, V>;
type Taken = BTreeMap<String, String>;

/// A track with its two dates.
#[derive(Clone, Copy)]
pub struct Brute<'a> {
    pub pack: &'a RulePack,
    pub track: &'a Track,
    pub dates: Dates,
}

/// What all nodes come to in one completion: requirements, waivers, preferences, materials.
type Row = (Vec<O>, Vec<O>, Vec<bool>, Vec<bool>);

impl<'a> Brute<'a> {
    /// The findings over all completions.
    pub fn findings(self, sheet: &Sheet) -> Findings {
        let rows: Vec<Row> = self.completions(sheet).iter().map(|v| self.row(v)).collect();
        let status = |of: &dyn Fn(&Row) -> O| {
            agreed(&rows.iter().map(of).collect()).unwrap_or(O::Open).name()
        };
        let claim = |of: &dyn Fn(&Row) -> bool| {
            let seen: BTreeSet<bool> = rows.iter().map(of).collect();
            (seen.len() == 1).then(|| seen.contains(&true))
        };
        let requirements: Vec<&'static str> = (0..self.track.requirements.len())
            .map(|at| match self.track.requirements[at].rule {
                Rule::Deferred(_) => match status(&|row| row.0[at]) {
                    lifted @ ("waived" | "not-applicable") => lifted,
                    _ => "deferred",
                },
                _ => status(&|row| row.0[at]),
            })
            .collect();
        Findings {
            verdict: verdict(&requirements),
            requirements,
            waivers: (0..self.track.waivers.len()).map(|at| status(&|row| row.1[at])).collect(),
            preferences: (0..self.track.preferences.len())
                .map(|at| claim(&|row| row.2[at]))
                .collect(),
            materials: (0..self.track.materials.len()).map(|at| claim(&|row| row.3[at])).collect(),
        }
    }

    /// The open facts on which some node depends, under some reading, in some completion of the
    /// others.
    pub fn wanted(self, sheet: &Sheet) -> BTreeSet<String> {
        let all = self.completions(sheet);
        let rows: Vec<(Vec<Vec<O>>, Row)> =
            all.iter().map(|v| (self.by_reading(v), self.row(v))).collect();
        let open = sheet.iter().map(|(fact, _)| fact).filter(|f| {
            let first = all.first().and_then(|v| v.get(*f));
            all.iter().any(|v| v.get(*f) != first)
        });
        let depends = |fact: &String| {
            let mut by_others: BTreeMap<Vec<(&String, &V)>, _> = BTreeMap::new();
            all.iter().zip(&rows).any(|(values, row)| {
                let others = values.iter().filter(|(f, _)| *f != fact).collect();
                *by_others.entry(others).or_insert(row) != row
            })
        };
        open.filter(|fact| depends(fact)).cloned().collect()
    }

    /// The readings on which a requirement's outcome depends in some completion.
    pub fn turns_on(self, sheet: &Sheet, requirement: usize) -> BTreeSet<usize> {
        let r = &self.track.requirements[requirement];
        let all = self.completions(sheet);
        let differs = |id: &String| {
            all.iter().any(|values| {
                self.readings().iter().any(|taken| {
                    let others = self.readings().into_iter().filter(|other| {
                        other.iter().all(|(k, v)| k == id || taken.get(k) == Some(v))
                    });
                    let here = self.requirement(r, values, taken);
                    others.map(|o| self.requirement(r, values, &o)).any(|o| o != here)
                })
            })
        };
        let readings = self.track.readings.iter().enumerate();
        readings.filter(|(_, reading)| differs(&reading.id)).map(|(at, _)| at).collect()
    }

    /// The status of a requirement if one reading is settled.
    pub fn under(
        self,
        sheet: &Sheet,
        requirement: usize,
        reading: &str,
        takes: &str,
    ) -> &'static str {
        let r = &self.track.requirements[requirement];
        let one = |values: &Values| {
            let fixed = self.readings().into_iter().filter(|t| t.get(reading).unwrap() == takes);
            settle(fixed.map(|taken| self.requirement(r, values, &taken)).collect())
        };
        agreed(&self.completions(sheet).iter().map(one).collect()).unwrap_or(O::Open).name()
    }

    /// Whether a condition holds in a completion, its readings aside.
    pub fn truth(self, condition: &Condition, values: &Values) -> bool {
        self.holds(condition, values, &Taken::new())
    }

    /// Every completion: one value for each fact that some rule looks at.
    pub fn completions(self, sheet: &Sheet) -> Vec<Values> {
        let mut all = vec![Values::new()];
        for (fact, said) in sheet {
            let values = self.possible(fact, said);
            if values.is_empty() {
                continue;
            }
            all = all
                .iter()
                .flat_map(|done| {
                    values.iter().map(|v| {
                        let mut more = done.clone();
                        more.insert(fact.clone(), v.clone());
                        more
                    })
                })
                .collect();
        }
        all
    }

    /// The values that a fact may have: one of each sort that some rule can tell apart. Empty where
    /// no rule looks at the fact.
    pub fn possible(self, fact: &str, said: &Said) -> Vec<V> {
        match said {
            Said::Value(value) => vec![value.clone()],
            Said::Nothing | Said::DontKnow => {
                let kind = self.kind(fact);
                let lists = match &kind {
                    Kind::Records(records) => records.kinds.iter().map(|k| (k.id.clone(), None)),
                    _ => {
                        let tests = self.tests(fact);
                        let none = tests.is_empty();
                        let all = if none { Vec::new() } else { self.candidates(fact) };
                        return self.sorts(fact, &tests, all);
                    }
                };
                self.lists(fact, &lists.collect::<Vec<_>>())
            }
            Said::Lists(lists) => self.lists(fact, lists),
        }
    }

    /// Values at, just below and just above every bound and every date break of a fact.
    pub fn candidates(self, fact: &str) -> Vec<V> {
        let kind = self.kind(fact);
        self.values_of(&kind, &self.tests(fact))
    }

    fn kind(self, fact: &str) -> Kind {
        self.pack.fact(fact).expect("a fact of the pack").kind.clone()
    }

    fn values_of(self, kind: &Kind, tests: &[&Condition]) -> Vec<V> {
        match kind {
            Kind::YesNo => vec![V::Yes(false), V::Yes(true)],
            Kind::Choice(choice) => choice.options.iter().map(|o| V::One(o.id.clone())).collect(),
            Kind::Choices(choice) => {
                // Options that the same tests name are alike: every set of one of each sort, and
                // every option alone.
                let mut sorts: BTreeMap<Vec<bool>, String> = BTreeMap::new();
                for option in &choice.options {
                    let named = |t: &&Condition| match t {
                        Condition::Is(is) => is.any_of.contains(&option.id),
                        _ => false,
                    };
                    sorts.entry(tests.iter().map(named).collect()).or_insert(option.id.clone());
                }
                let mut sets = BTreeSet::from([BTreeSet::new()]);
                for option in sorts.into_values() {
                    for mut set in sets.clone() {
                        set.insert(option.clone());
                        sets.insert(set);
                    }
                }
                sets.extend(choice.options.iter().map(|o| BTreeSet::from([o.id.clone()])));
                sets.into_iter().map(V::Many).collect()
            }
            Kind::Amount(kind) => {
                let bounds = tests.iter().filter_map(|t| match t {
                    Condition::AtLeast(b) | Condition::Above(b) => Some(exact(&b.value, &b.unit)),
                    _ => None,
                });
                let near = bounds.flat_map(|b| [b - 1, b, b + 1]).chain([0]);
                let near: BTreeSet<i64> = near.filter(|v| *v >= 0 || kind.negative).collect();
                near.into_iter().map(V::Amount).collect()
            }
            Kind::Date(kind) => {
                let mut days = BTreeSet::from([day(1900, 1, 1), self.dates.on, self.dates.filing]);
                for test in tests {
                    let (years, clock) = match test {
                        Condition::Lasted(p) | Condition::Within(p) => (p.years, p.clock),
                        Condition::NotBefore(m) => (0, m.clock),
                        _ => continue,
                    };
                    let clock = self.clock(clock);
                    let year = clock.year() - i32::try_from(years).unwrap();
                    let near = day(year, clock.month(), clock.day().min(28));
                    for around in [near, clock] {
                        days.extend((0..5).map(|n| around + Days::new(n) - Days::new(2)));
                    }
                }
                days.retain(|d| !kind.past || *d <= self.dates.on);
                days.into_iter().map(V::Day).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Keeps one value of each sort that the tests tell apart.
    fn sorts(self, name: &str, tests: &[&Condition], values: Vec<V>) -> Vec<V> {
        let mut seen = BTreeSet::new();
        let mut kept = Vec::new();
        for value in values {
            let values = Values::from([(name.to_owned(), value.clone())]);
            let truths: Vec<bool> = tests.iter().map(|t| self.truth(t, &values)).collect();
            if seen.insert(truths) {
                kept.push(value);
            }
        }
        kept
    }

    /// Lists of records: what is known of each kind, and none or any one record of an unknown kind.
    /// More than one adds nothing: the worst decides.
    fn lists(self, fact: &str, lists: &[(String, Option<Vec<Record>>)]) -> Vec<V> {
        let rules = self.record_rules(fact);
        if rules.is_empty() {
            return Vec::new();
        }
        let mut all: Vec<Vec<Record>> = vec![Vec::new()];
        for (kind, known) in lists {
            let choices: Vec<Vec<Vec<Record>>> = match known {
                None => {
                    let bare = Record::from([("kind".to_owned(), V::One(kind.clone()))]);
                    let one = self.complete(fact, &bare, &rules);
                    vec![one.into_iter().map(|r| vec![r]).chain([Vec::new()]).collect()]
                }
                Some(records) => records
                    .iter()
                    .map(|r| self.complete(fact, r, &rules).into_iter().map(|r| vec![r]).collect())
                    .collect(),
            };
            for choice in choices {
                all = all
                    .iter()
                    .flat_map(|done| choice.iter().map(|more| [&done[..], &more[..]].concat()))
                    .collect();
                // The worst so far under each rule is all that any rule can see.
                let mut seen = BTreeSet::new();
                all.retain(|list| {
                    seen.insert(rules.iter().map(|r| self.records(r, list)).collect::<Vec<O>>())
                });
            }
        }
        all.into_iter().map(V::Records).collect()
    }

    /// The completions of one record, one of each sort that the rules tell apart.
    fn complete(self, fact: &str, record: &Record, rules: &[&RecordRule]) -> Vec<Record> {
        let Kind::Records(records) = self.kind(fact) else { panic!("records") };
        let mut all = vec![record.clone()];
        for field in records.fields.iter().filter(|f| !record.contains_key(&f.id)) {
            let mut tests = Vec::new();
            let counts = |rule: &&&RecordRule| {
                rule.kinds.iter().any(|k| record["kind"] == V::One(k.clone()))
            };
            for rule in rules.iter().filter(counts) {
                for case in &rule.each.cases {
                    leaves(&case.when, &mut |c| {
                        tests.extend((subject(c) == Some(&field.id)).then_some(c))
                    });
                }
            }
            if tests.is_empty() {
                continue;
            }
            let values = self.sorts(&field.id, &tests, self.values_of(&field.kind, &tests));
            all = all
                .iter()
                .flat_map(|done| {
                    values.iter().map(|v| {
                        let mut more = done.clone();
                        more.insert(field.id.clone(), v.clone());
                        more
                    })
                })
                .collect();
        }
        let mut seen = BTreeSet::new();
        all.retain(|record| {
            let one = |rule: &&RecordRule| self.records(rule, std::slice::from_ref(record));
            seen.insert(rules.iter().map(one).collect::<Vec<O>>())
        });
        all
    }

    fn record_rules(self, fact: &str) -> Vec<&'a RecordRule> {
        let requirements = self.track.requirements.iter().map(|r| &r.rule);
        let rules = requirements.chain(self.track.waivers.iter().map(|w| &w.rule));
        rules
            .filter_map(|rule| match rule {
                Rule::Records(rule) if rule.fact == fact => Some(rule),
                _ => None,
            })
            .collect()
    }

    fn tests(self, fact: &str) -> Vec<&'a Condition> {
        let track = self.track;
        let mut found = Vec::new();
        let mut see = |condition: &'a Condition| {
            leaves(condition, &mut |c| found.extend((subject(c) == Some(fact)).then_some(c)));
        };
        let rules = track.requirements.iter().map(|r| &r.rule);
        for rule in rules.chain(track.waivers.iter().map(|w| &w.rule)) {
            match rule {
                Rule::MetWhen(condition) => see(condition),
                Rule::Cases(cases) => cases.cases.iter().for_each(|c| see(&c.when)),
                Rule::Records(_) | Rule::Deferred(_) => {}
            }
        }
        track.requirements.iter().filter_map(|r| r.applies.as_ref()).for_each(&mut see);
        track.preferences.iter().for_each(|p| see(&p.when));
        track.materials.iter().filter_map(|m| m.when.as_ref()).for_each(&mut see);
        found
    }

    /// Every combination of readings.
    fn readings(self) -> Vec<Taken> {
        let mut all = vec![Taken::new()];
        for reading in &self.track.readings {
            all = all
                .iter()
                .flat_map(|done| {
                    reading.alternatives.iter().map(|a| {
                        let mut more = done.clone();
                        more.insert(reading.id.clone(), a.id.clone());
                        more
                    })
                })
                .collect();
        }
        all
    }

    /// Whether requirements stand under each combination of readings, by exemption or by themselves.
    fn by_reading(self, values: &Values) -> Vec<Vec<O>> {
        let all = self.readings();
        let each = all.iter().map(|taken| {
            let own = self.track.requirements.iter().map(|r| self.requirement(r, values, taken));
            own.map(|o| if o == O::Waived { O::Met } else { o }).collect()
        });
        each.collect()
    }

    fn row(self, values: &Values) -> Row {
        let readings = self.readings();
        let each = |of: &dyn Fn(&Taken) -> O| settle(readings.iter().map(of).collect());
        let any = |of: &dyn Fn(&Taken) -> bool| readings.iter().any(of);
        let track = self.track;
        (
            track.requirements.iter().map(|r| each(&|t| self.requirement(r, values, t))).collect(),
            track.waivers.iter().map(|w| each(&|t| self.waiver(w, values, t))).collect(),
            track.preferences.iter().map(|p| any(&|t| self.holds(&p.when, values, t))).collect(),
            track.materials.iter().map(|m| any(&|t| self.needed(m, values, t))).collect(),
        )
    }

    fn applies(self, r: &Requirement, values: &Values, taken: &Taken) -> bool {
        r.applies.as_ref().is_none_or(|c| self.holds(c, values, taken))
    }

    /// Rulings A12: met by itself; or lifted by a proven waiver; or as doubtful as its waiver.
    fn requirement(self, r: &Requirement, values: &Values, taken: &Taken) -> O {
        if !self.applies(r, values, taken) {
            return O::NotApplicable;
        }
        let own = self.rule(&r.rule, values, taken);
        let waiver = self.track.waivers.iter().find(|w| w.of == r.id);
        let waiver = waiver.map(|w| self.rule(&w.rule, values, taken));
        match (own, waiver) {
            (O::Met, _) | (_, None) => own,
            (_, Some(O::Met)) => O::Waived,
            (O::Failed, Some(doubt @ (O::Judge | O::Open))) => doubt,
            _ => own,
        }
    }

    /// Rulings A12: not applicable where the condition is met by itself.
    fn waiver(self, w: &Waiver, values: &Values, taken: &Taken) -> O {
        let r = self.track.requirements.iter().find(|r| r.id == w.of).unwrap();
        let moot = !self.applies(r, values, taken) || self.rule(&r.rule, values, taken) == O::Met;
        if moot { O::NotApplicable } else { self.rule(&w.rule, values, taken) }
    }

    /// A paper that proves waivers alone is needed only where one of them is.
    fn needed(self, m: &Material, values: &Values, taken: &Taken) -> bool {
        let waivers: Option<Vec<&Waiver>> =
            m.proves.iter().map(|id| self.track.waivers.iter().find(|w| w.id == *id)).collect();
        let moot = waivers.is_some_and(|list| {
            !list.is_empty()
                && list.iter().all(|w| self.waiver(w, values, taken) == O::NotApplicable)
        });
        !moot && m.when.as_ref().is_none_or(|c| self.holds(c, values, taken))
    }

    fn rule(self, rule: &Rule, values: &Values, taken: &Taken) -> O {
        match rule {
            Rule::MetWhen(c) if self.holds(c, values, taken) => O::Met,
            Rule::MetWhen(_) => O::Failed,
            Rule::Cases(cases) => self.cases(cases, values, taken),
            Rule::Deferred(_) => O::Open,
            Rule::Records(rule) => match values.get(&rule.fact) {
                Some(V::Records(records)) => self.records(rule, records),
                _ => panic!("records are complete"),
            },
        }
    }

    fn records(self, rule: &RecordRule, records: &[Record]) -> O {
        let counts = |r: &&Record| rule.kinds.iter().any(|k| r["kind"] == V::One(k.clone()));
        let worst = records.iter().filter(counts).map(|r| self.cases(&rule.each, r, &Taken::new()));
        worst.min().unwrap_or(O::Met)
    }

    fn cases(self, cases: &Cases, values: &Values, taken: &Taken) -> O {
        let first = cases.cases.iter().find(|c| self.holds(&c.when, values, taken));
        match first.map_or(cases.otherwise, |c| c.then) {
            Then::Met => O::Met,
            Then::Failed => O::Failed,
            Then::Judge => O::Judge,
            Then::Open => O::Open,
        }
    }

    fn holds(self, condition: &Condition, values: &Values, taken: &Taken) -> bool {
        match condition {
            Condition::All(list) => list.iter().all(|c| self.holds(c, values, taken)),
            Condition::Any(list) => list.iter().any(|c| self.holds(c, values, taken)),
            Condition::Not(inner) => !self.holds(inner, values, taken),
            Condition::Reading(t) => taken.get(&t.reading) == Some(&t.takes),
            leaf => match (leaf, &values[subject(leaf).unwrap()]) {
                (Condition::Yes(_), V::Yes(yes)) => *yes,
                (Condition::Is(is), V::One(option)) => is.any_of.contains(option),
                (Condition::Is(is), V::Many(options)) => {
                    is.any_of.iter().any(|o| options.contains(o))
                }
                (Condition::AtLeast(b), V::Amount(v)) => *v >= exact(&b.value, &b.unit),
                (Condition::Above(b), V::Amount(v)) => *v > exact(&b.value, &b.unit),
                (Condition::Lasted(p), V::Day(d)) => later(*d, p.years) <= self.clock(p.clock),
                (Condition::Within(p), V::Day(d)) => {
                    *d <= self.clock(p.clock) && later(*d, p.years) >= self.clock(p.clock)
                }
                (Condition::NotBefore(m), V::Day(d)) => *d >= self.clock(m.clock),
                other => panic!("{other:?}"),
            },
        }
    }

    fn clock(self, clock: Clock) -> NaiveDate {
        match clock {
            Clock::On => self.dates.on,
            Clock::Filing => self.dates.filing,
        }
    }
}

/// The corresponding day of a later year, or the last day of that month.
pub fn later(from: NaiveDate, years: u32) -> NaiveDate {
    let year = from.year() + i32::try_from(years).unwrap();
    NaiveDate::from_ymd_opt(year, from.month(), from.day()).unwrap_or_else(|| day(year, 2, 28))
}

/// A day.
pub fn day(year: i32, month: u32, of_month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, of_month).unwrap()
}

/// Ten-thousandths of the base unit.
fn exact(value: &str, unit: &str) -> i64 {
    let factor = match unit {
        "万元" => 10_000,
        "亿元" => 100_000_000,
        _ => 1,
    };
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let fraction: i64 = format!("{fraction:0<4}").parse().unwrap();
    whole.parse::<i64>().unwrap() * 10_000 * factor + fraction * factor
}

/// What the readings of one completion come to: a branch that some reading closes is decided by the
/// others; readings that differ call for judgement.
fn settle(outcomes: BTreeSet<O>) -> O {
    let mut applying = outcomes.clone();
    applying.remove(&O::NotApplicable);
    let decisive = if applying.is_empty() { outcomes } else { applying };
    agreed(&decisive).unwrap_or(O::Judge)
}

/// Met here and waived there is lifted everywhere.
fn agreed(outcomes: &BTreeSet<O>) -> Option<O> {
    match outcomes.iter().collect::<Vec<_>>()[..] {
        [one] => Some(*one),
        [O::Met, O::Waived] => Some(O::Waived),
        _ => None,
    }
}

/// domain.md 0.3.
fn verdict(statuses: &[&str]) -> &'static str {
    let any = |names: &[&str]| statuses.iter().any(|s| names.contains(s));
    if any(&["failed"]) {
        "not-eligible"
    } else if any(&["open", "deferred"]) || statuses.is_empty() {
        "undetermined"
    } else if any(&["judge"]) {
        "needs-judgement"
    } else {
        "eligible"
    }
}

/// The fact or field that a leaf looks at.
fn subject(condition: &Condition) -> Option<&str> {
    match condition {
        Condition::Yes(fact) => Some(fact),
        Condition::Is(is) => Some(&is.fact),
        Condition::AtLeast(b) | Condition::Above(b) => Some(&b.fact),
        Condition::Lasted(p) | Condition::Within(p) => Some(&p.fact),
        Condition::NotBefore(m) => Some(&m.fact),
        _ => None,
    }
}

/// Visits the leaves of a condition.
pub fn leaves<'c>(condition: &'c Condition, see: &mut dyn FnMut(&'c Condition)) {
    match condition {
        Condition::All(list) | Condition::Any(list) => {
            for inner in list {
                leaves(inner, see);
            }
        }
        Condition::Not(inner) => leaves(inner, see),
        leaf => see(leaf),
    }
}

/// A sheet as the answers of a person.
pub fn answers(sheet: &Sheet) -> Answers {
    sheet.iter().filter_map(|(fact, said)| Some((fact.clone(), answer(said)?))).collect()
}

/// What is said of one fact, as an answer.
pub fn answer(said: &Said) -> Option<Answer> {
    match said {
        Said::Nothing => None,
        Said::DontKnow => Some(Answer::UNKNOWN),
        Said::Value(V::Yes(yes)) => Some(Answer::Bool(*yes)),
        Said::Value(V::One(option)) => Some(Answer::Text(option.clone())),
        Said::Value(V::Many(options)) => Some(Answer::Options(options.iter().cloned().collect())),
        Said::Value(V::Amount(amount)) => {
            let (sign, size) = if *amount < 0 { ("-", -amount) } else { ("", *amount) };
            let value = format!("{sign}{}.{:04}", size / 10_000, size % 10_000);
            Some(Answer::Amount(TypedAmount { value, unit: "元".to_owned() }))
        }
        Said::Value(V::Day(day)) => Some(Answer::Text(day.to_string())),
        Said::Value(V::Records(records)) => Some(Answer::Items(records.iter().map(item).collect())),
        Said::Lists(lists) => {
            let items = lists.iter().flat_map(|(kind, known)| match known {
                Some(records) => records.iter().map(item).collect(),
                None => vec![Item::from([
                    ("kind".to_owned(), Field::Text(kind.clone())),
                    ("unanswered".to_owned(), Field::Bool(true)),
                ])],
            });
            Some(Answer::Items(items.collect()))
        }
    }
}

fn item(record: &Record) -> Item {
    let field = |value: &V| match value {
        V::Yes(yes) => Field::Bool(*yes),
        V::One(option) => Field::Text(option.clone()),
        V::Day(day) => Field::Text(day.to_string()),
        other => panic!("{other:?} is no field"),
    };
    record.iter().map(|(name, value)| (name.clone(), field(value))).collect()
}
