//! Brute force: what every node of a track comes to, found by trying every completion of the open
//! facts, in every arrangement of the years to come, under every reading. Written from the rules
//! (rulings A1, A12), not from the compiler: it has its own amounts, its own calendar and its own
//! order of outcomes. It never simplifies, but for this: a node sees only the facts that it names.

use std::collections::{BTreeMap, BTreeSet};

use alliance_check::engine::Dates;
use alliance_check::engine::answer::{Answer, Answers, Field, Item, TypedAmount};
use alliance_check::pack::RulePack;
use alliance_check::pack::raw::*;
use chrono::{Datelike, Days, NaiveDate};

use crate::days;

/// A complete value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum V {
    Yes(bool),
    One(String),
    Many(BTreeSet<String>),
    /// Ten-thousandths of the base unit, see [`exact`].
    Amount(i64, Base),
    Day(NaiveDate),
    Records(Vec<Record>),
    /// Where a day lies as seen from a deadline.
    At(Place),
}

/// What amounts of a fact are counted in: 元, a third of a ㎡, or the unit itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Base {
    Money,
    Area,
    Own(String),
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

pub type Values = BTreeMap<String, V>;
pub type Taken = BTreeMap<String, String>;

/// A track with its two dates.
#[derive(Clone, Copy)]
pub struct Brute<'a> {
    pub pack: &'a RulePack,
    pub track: &'a Track,
    pub dates: Dates,
}

/// What is looked at together: one node, or several.
#[derive(Debug, Clone, Default)]
pub struct Scope<'a> {
    conditions: Vec<&'a Condition>,
    records: Vec<&'a RecordRule>,
}

impl<'a> Scope<'a> {
    fn rule(&mut self, rule: &'a Rule) {
        match rule {
            Rule::MetWhen(condition) => self.see(condition),
            Rule::Cases(cases) => cases.cases.iter().for_each(|c| self.see(&c.when)),
            Rule::Records(rule) => self.records.push(rule),
            Rule::Deferred(_) | Rule::Agreement => {}
        }
    }

    fn see(&mut self, condition: &'a Condition) {
        leaves(condition, &mut |leaf| self.conditions.push(leaf));
    }

    pub fn with(mut self, other: Scope<'a>) -> Scope<'a> {
        self.conditions.extend(other.conditions);
        self.records.extend(other.records);
        self
    }

    /// The tests of one fact.
    fn tests(&self, fact: &str) -> Vec<&'a Condition> {
        self.conditions.iter().copied().filter(|c| subject(c) == Some(fact)).collect()
    }

    fn deadlines(&self, track: &'a Track) -> Vec<&'a Deadline> {
        let tested = |deadline: &&Deadline| {
            self.conditions
                .iter()
                .any(|c| matches!(c, Condition::Deadline(t) if t.id == deadline.id))
        };
        track.deadlines.iter().filter(tested).collect()
    }

    fn readings(&self, track: &'a Track) -> Vec<&'a Reading> {
        let taken = |reading: &&Reading| {
            self.conditions
                .iter()
                .any(|c| matches!(c, Condition::Reading(t) if t.reading == reading.id))
        };
        track.readings.iter().filter(taken).collect()
    }

    /// The facts that are looked at.
    pub fn facts(&self, track: &'a Track) -> BTreeSet<&'a str> {
        let deadlines = self.deadlines(track).into_iter().flat_map(facts_of);
        let records = self.records.iter().map(|rule| rule.fact.as_str());
        self.conditions.iter().filter_map(|c| subject(c)).chain(records).chain(deadlines).collect()
    }
}

/// The one or two dates of a deadline.
fn facts_of(deadline: &Deadline) -> impl Iterator<Item = &str> {
    let other = match &deadline.against {
        Against::Fact(fact) => Some(fact.as_str()),
        Against::Clock(_) => None,
    };
    std::iter::once(deadline.base.as_str()).chain(other)
}

/// Where the place of a deadline stands among the values of a completion; no fact has such a name.
fn place_of(deadline: &str) -> String {
    format!("deadline {deadline}")
}

impl<'a> Brute<'a> {
    /// The findings over all completions, node by node; the verdict of a joint track aside.
    pub fn findings(self, sheet: &Sheet) -> Findings {
        let track = self.track;
        let status = |scope: Scope<'a>, of: &dyn Fn(&Values, &Taken) -> O| {
            let readings = self.readings(&scope);
            let one = |values: &Values| settle(readings.iter().map(|t| of(values, t)).collect());
            let all = self.completions(sheet, &scope);
            agreed(&all.iter().flatten().map(one).collect()).unwrap_or(O::Open).name()
        };
        let claim = |scope: Scope<'a>, of: &dyn Fn(&Values, &Taken) -> bool| {
            let readings = self.readings(&scope);
            let one = |values: &Values| readings.iter().any(|t| of(values, t));
            let all = self.completions(sheet, &scope);
            let seen: BTreeSet<bool> = all.iter().flatten().map(one).collect();
            (seen.len() == 1).then(|| seen.contains(&true))
        };
        let requirements: Vec<&'static str> = track
            .requirements
            .iter()
            .map(|r| deferred(r, status(self.of_requirement(r), &|v, t| self.requirement(r, v, t))))
            .collect();
        Findings {
            verdict: verdict(&requirements),
            requirements,
            waivers: track
                .waivers
                .iter()
                .map(|w| status(self.of_waiver(w), &|v, t| self.waiver(w, v, t)))
                .collect(),
            preferences: track
                .preferences
                .iter()
                .map(|p| claim(self.of_preference(p), &|v, t| self.holds(&p.when, v, t)))
                .collect(),
            materials: track
                .materials
                .iter()
                .map(|m| claim(self.of_material(m), &|v, t| self.needed(m, v, t)))
                .collect(),
        }
    }

    /// The same, every node in every completion of all facts at once: what [`Brute::findings`]
    /// takes apart.
    pub fn findings_at_once(self, sheet: &Sheet) -> Findings {
        let scope = self.whole();
        let readings = self.readings(&scope);
        let track = self.track;
        let all = self.completions(sheet, &scope);
        let all: Vec<&Values> = all.iter().flatten().collect();
        let status = |of: &dyn Fn(&Values, &Taken) -> O| {
            let one = |v: &&Values| settle(readings.iter().map(|t| of(v, t)).collect());
            agreed(&all.iter().map(one).collect()).unwrap_or(O::Open).name()
        };
        let claim = |of: &dyn Fn(&Values, &Taken) -> bool| {
            let one = |v: &&Values| readings.iter().any(|t| of(v, t));
            let seen: BTreeSet<bool> = all.iter().map(one).collect();
            (seen.len() == 1).then(|| seen.contains(&true))
        };
        let requirement = |r: &Requirement| deferred(r, status(&|v, t| self.requirement(r, v, t)));
        let requirements: Vec<&'static str> = track.requirements.iter().map(requirement).collect();
        let preferences = track.preferences.iter().map(|p| &p.when);
        Findings {
            verdict: verdict(&requirements),
            requirements,
            waivers: track.waivers.iter().map(|w| status(&|v, t| self.waiver(w, v, t))).collect(),
            preferences: preferences.map(|c| claim(&|v, t| self.holds(c, v, t))).collect(),
            materials: track
                .materials
                .iter()
                .map(|m| claim(&|v, t| self.needed(m, v, t)))
                .collect(),
        }
    }

    /// The open facts on which some node depends, under some reading, in some completion of the
    /// others.
    pub fn wanted(self, sheet: &Sheet) -> BTreeSet<String> {
        let track = self.track;
        let mut wanted = BTreeSet::new();
        for r in &track.requirements {
            // By exemption or by itself, under each combination of readings; and all in all.
            let scope = self.of_requirement(r);
            let readings = self.readings(&scope);
            let stands = |o| if o == O::Waived { O::Met } else { o };
            self.depends(sheet, &scope, &mut wanted, &|values| {
                let own: Vec<O> = readings.iter().map(|t| self.requirement(r, values, t)).collect();
                let settled = settle(own.iter().copied().collect());
                own.into_iter().map(stands).chain([settled]).collect()
            });
        }
        for w in &track.waivers {
            let scope = self.of_waiver(w);
            let readings = self.readings(&scope);
            self.depends(sheet, &scope, &mut wanted, &|values| {
                vec![settle(readings.iter().map(|t| self.waiver(w, values, t)).collect())]
            });
        }
        for p in &track.preferences {
            let scope = self.of_preference(p);
            let readings = self.readings(&scope);
            self.depends(sheet, &scope, &mut wanted, &|values| {
                vec![readings.iter().any(|t| self.holds(&p.when, values, t))]
            });
        }
        for m in &track.materials {
            let scope = self.of_material(m);
            let readings = self.readings(&scope);
            self.depends(sheet, &scope, &mut wanted, &|values| {
                vec![readings.iter().any(|t| self.needed(m, values, t))]
            });
        }
        wanted
    }

    /// Adds the open facts of a scope on which something depends.
    fn depends<T: Ord>(
        self,
        sheet: &Sheet,
        scope: &Scope<'a>,
        wanted: &mut BTreeSet<String>,
        of: &dyn Fn(&Values) -> Vec<T>,
    ) {
        let all = self.completions(sheet, scope);
        // What it can come to in one completion: more than one thing only while a calendar is open.
        let rows: Vec<BTreeSet<Vec<T>>> =
            all.iter().map(|ways| ways.iter().map(of).collect()).collect();
        let firsts: Vec<&Values> = all.iter().filter_map(|ways| ways.first()).collect();
        for (fact, _) in sheet.iter().filter(|(f, _)| scope.facts(self.track).contains(f.as_str()))
        {
            let first = firsts.first().and_then(|v| v.get(fact));
            if wanted.contains(fact) || firsts.iter().all(|v| v.get(fact) == first) {
                continue;
            }
            let mut by_others: BTreeMap<Vec<(&String, &V)>, _> = BTreeMap::new();
            let depends = firsts.iter().zip(&rows).any(|(values, row)| {
                let others = values.iter().filter(|(f, v)| *f != fact && !matches!(v, V::At(_)));
                *by_others.entry(others.collect()).or_insert(row) != row
            });
            if depends {
                wanted.insert(fact.clone());
            }
        }
    }

    // ---- Scopes ----

    /// All that the requirements look at.
    pub fn demands(self) -> Scope<'a> {
        let all = self.track.requirements.iter().map(|r| self.of_requirement(r));
        all.fold(Scope::default(), Scope::with)
    }

    /// The verdict in one completion, under the readings that are tenable for each requirement.
    pub fn verdict_in(
        self,
        values: &Values,
        tenable: &dyn Fn(&str, &Taken) -> bool,
    ) -> &'static str {
        let status = |r: &'a Requirement| {
            let readings = self.readings(&self.of_requirement(r));
            let readings = readings.iter().filter(|taken| tenable(&r.id, taken));
            let outcome = settle(readings.map(|t| self.requirement(r, values, t)).collect());
            deferred(r, outcome.name())
        };
        verdict(&self.track.requirements.iter().map(status).collect::<Vec<_>>())
    }

    /// Every node of the track.
    pub fn whole(self) -> Scope<'a> {
        let track = self.track;
        let all = track.requirements.iter().map(|r| self.of_requirement(r));
        let all = all.chain(track.waivers.iter().map(|w| self.of_waiver(w)));
        let all = all.chain(track.preferences.iter().map(|p| self.of_preference(p)));
        let all = all.chain(track.materials.iter().map(|m| self.of_material(m)));
        all.fold(Scope::default(), Scope::with)
    }

    /// One scope for each node.
    pub fn scopes(self) -> Vec<Scope<'a>> {
        let track = self.track;
        let all = track.requirements.iter().map(|r| self.of_requirement(r));
        let all = all.chain(track.waivers.iter().map(|w| self.of_waiver(w)));
        let all = all.chain(track.preferences.iter().map(|p| self.of_preference(p)));
        all.chain(track.materials.iter().map(|m| self.of_material(m))).collect()
    }

    fn of_requirement(self, r: &'a Requirement) -> Scope<'a> {
        let mut scope = self.own(r);
        self.track.waivers.iter().filter(|w| w.of == r.id).for_each(|w| scope.rule(&w.rule));
        scope
    }

    /// A requirement without its waiver.
    fn own(self, r: &'a Requirement) -> Scope<'a> {
        let mut scope = Scope::default();
        r.applies.iter().for_each(|c| scope.see(c));
        scope.rule(&r.rule);
        scope
    }

    fn of_waiver(self, w: &'a Waiver) -> Scope<'a> {
        let of = self.track.requirements.iter().find(|r| r.id == w.of).unwrap();
        let mut scope = self.own(of);
        scope.rule(&w.rule);
        scope
    }

    fn of_preference(self, p: &'a Preference) -> Scope<'a> {
        let mut scope = Scope::default();
        scope.see(&p.when);
        scope
    }

    fn of_material(self, m: &'a Material) -> Scope<'a> {
        let waivers = self.track.waivers.iter().filter(|w| m.proves.contains(&w.id));
        let mut scope = waivers.map(|w| self.of_waiver(w)).fold(Scope::default(), Scope::with);
        m.when.iter().for_each(|c| scope.see(c));
        scope
    }

    /// Whether a scope looks at a date in a deadline and otherwise too.
    pub fn entangled(self, scope: &Scope<'a>) -> bool {
        let deadlines = scope.deadlines(self.track);
        let dates: Vec<&str> = deadlines.iter().flat_map(|d| facts_of(d)).collect();
        let twice = |fact: &&str| dates.iter().filter(|f| *f == fact).count() > 1;
        dates.iter().any(|fact| twice(fact) || !scope.tests(fact).is_empty())
    }

    // ---- Readings ----

    /// The readings on which a requirement's outcome depends in some completion.
    pub fn turns_on(self, sheet: &Sheet, requirement: usize) -> BTreeSet<usize> {
        let r = &self.track.requirements[requirement];
        let scope = self.of_requirement(r);
        let all = self.completions(sheet, &scope);
        let readings = self.readings(&scope);
        let differs = |id: &String| {
            all.iter().flatten().any(|values| {
                readings.iter().any(|taken| {
                    let others = readings.iter().filter(|other| {
                        other.iter().all(|(k, v)| k == id || taken.get(k) == Some(v))
                    });
                    let here = self.requirement(r, values, taken);
                    others.map(|o| self.requirement(r, values, o)).any(|o| o != here)
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
        self.status(sheet, r, &|_, taken| taken.get(reading).is_none_or(|own| own == takes))
    }

    /// The status of a requirement, its missing rule aside, under the readings that are tenable.
    pub fn status(
        self,
        sheet: &Sheet,
        r: &'a Requirement,
        tenable: &dyn Fn(&str, &Taken) -> bool,
    ) -> &'static str {
        let scope = self.of_requirement(r);
        let readings = self.readings(&scope);
        let one = |values: &Values| {
            let fixed = readings.iter().filter(|taken| tenable(&r.id, taken));
            settle(fixed.map(|taken| self.requirement(r, values, taken)).collect())
        };
        let all = self.completions(sheet, &scope);
        agreed(&all.iter().flatten().map(one).collect()).unwrap_or(O::Open).name()
    }

    /// Whether a condition holds in a completion, its readings aside.
    pub fn truth(self, condition: &Condition, values: &Values) -> bool {
        self.holds(condition, values, &Taken::new())
    }

    /// Every completion: one value for each fact that the scope looks at, and in each every way in
    /// which the years to come can be arranged.
    pub fn completions(self, sheet: &Sheet, scope: &Scope<'a>) -> Vec<Vec<Values>> {
        let mut all = vec![Values::new()];
        let looked_at = scope.facts(self.track);
        for (fact, said) in sheet.iter().filter(|(f, _)| looked_at.contains(f.as_str())) {
            let values = self.possible(fact, said, sheet, scope);
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
        let deadlines = scope.deadlines(self.track);
        all.into_iter().map(|values| self.arranged(values, &deadlines)).collect()
    }

    /// The number of completions, calendars aside.
    pub fn count(self, sheet: &Sheet, scope: &Scope<'a>) -> usize {
        let looked_at = scope.facts(self.track);
        let said = sheet.iter().filter(|(f, _)| looked_at.contains(f.as_str()));
        said.map(|(f, said)| self.possible(f, said, sheet, scope).len())
            .fold(1, usize::saturating_mul)
    }

    /// Adds the place of every deadline, in each way that the calendar leaves.
    fn arranged(self, values: Values, deadlines: &[&Deadline]) -> Vec<Values> {
        if deadlines.is_empty() {
            return vec![values];
        }
        let day = |fact: &String| match values.get(fact) {
            Some(V::Day(day)) => *day,
            other => panic!("{fact} is {other:?}"),
        };
        let events: Vec<_> = deadlines.iter().map(|d| (day(&d.base), d.shift)).collect();
        let places = |due: Vec<NaiveDate>| {
            let each = deadlines.iter().zip(due).map(|(deadline, due)| {
                let compared = match &deadline.against {
                    Against::Clock(clock) => self.clock(*clock),
                    Against::Fact(fact) => day(fact),
                };
                (place_of(&deadline.id), V::At(days::place(compared, due)))
            });
            each.collect::<Vec<(String, V)>>()
        };
        let ways: BTreeSet<_> = days::due(self.pack, &events).into_iter().map(places).collect();
        ways.into_iter().map(|more| values.clone().into_iter().chain(more).collect()).collect()
    }

    /// The values that a fact may have: one of each sort that the scope can tell apart.
    pub fn possible(self, fact: &str, said: &Said, sheet: &Sheet, scope: &Scope<'a>) -> Vec<V> {
        match said {
            Said::Value(value) => vec![value.clone()],
            Said::Nothing | Said::DontKnow => {
                let kind = self.kind(fact);
                let lists = match &kind {
                    Kind::Records(records) => records.kinds.iter().map(|k| (k.id.clone(), None)),
                    Kind::Date(_) => return self.sorted_days(fact, sheet, scope),
                    _ => {
                        let tests = scope.tests(fact);
                        return self.sorts(fact, &tests, self.values_of(&kind, &tests));
                    }
                };
                self.lists(fact, &lists.collect::<Vec<_>>(), scope)
            }
            Said::Lists(lists) => self.lists(fact, lists, scope),
        }
    }

    /// Values at, just below and just above every bound and every date break of a fact.
    pub fn candidates(self, fact: &str) -> Vec<V> {
        let scope = self.whole();
        match self.kind(fact) {
            Kind::Date(_) => {
                let all = scope.deadlines(self.track);
                self.days(fact, &Sheet::new(), &scope, &all).into_iter().map(V::Day).collect()
            }
            kind => self.values_of(&kind, &scope.tests(fact)),
        }
    }

    // ---- Days ----

    /// The days that a date may be: around every break of a test, and around every day on which the
    /// place of a deadline turns, seen from the days of its other date; so on along every chain of
    /// these deadlines.
    fn days(
        self,
        fact: &str,
        sheet: &Sheet,
        scope: &Scope<'a>,
        deadlines: &[&Deadline],
    ) -> BTreeSet<NaiveDate> {
        if let Some((_, Said::Value(V::Day(day)))) = sheet.iter().find(|(f, _)| f == fact) {
            return BTreeSet::from([*day]);
        }
        let kind = self.kind(fact);
        let mut found: BTreeSet<NaiveDate> = self
            .values_of(&kind, &scope.tests(fact))
            .into_iter()
            .map(|v| if let V::Day(day) = v { day } else { panic!("{v:?}") })
            .collect();
        for (at, deadline) in deadlines.iter().enumerate() {
            let further = [&deadlines[..at], &deadlines[at + 1..]].concat();
            if deadline.base == fact {
                let others = match &deadline.against {
                    Against::Clock(clock) => BTreeSet::from([self.clock(*clock)]),
                    Against::Fact(other) => self.days(other, sheet, scope, &further),
                };
                found.extend(others.into_iter().flat_map(|day| self.bases(day, deadline.shift)));
            }
            if deadline.against == Against::Fact(fact.to_owned()) {
                for base in self.days(&deadline.base, sheet, scope, &further) {
                    let due = days::due(self.pack, &[(base, deadline.shift)]);
                    let near =
                        due.iter().flatten().flat_map(|d| [d.pred_opt(), Some(*d), d.succ_opt()]);
                    found.extend(near.flatten());
                }
            }
        }
        let past = matches!(kind, Kind::Date(DateKind { past: true }));
        found.retain(|d| !past || *d <= self.dates.on);
        found
    }

    /// Days around those from which something is due on a day.
    fn bases(self, due: NaiveDate, shift: Shift) -> Vec<NaiveDate> {
        let (from, count) = match shift {
            Shift::Months(by) => (days::months(due, -by) - Days::new(4), 9),
            Shift::Days(by) => (days::days(due, -by) - Days::new(1), 3),
            Shift::WorkingDays(working) => {
                let off = self.pack.raw().calendar.as_ref().map_or(0, |c| c.unpublished.most_off);
                let most = u64::from(working + off) * 7 / 5 + 14;
                (due - Days::new(most), most + 2)
            }
        };
        (0..count).map(|n| from + Days::new(n)).collect()
    }

    /// One day of each sort: alike for every test, and for every deadline whatever its other date.
    fn sorted_days(self, fact: &str, sheet: &Sheet, scope: &Scope<'a>) -> Vec<V> {
        let tests: Vec<&Condition> = scope.tests(fact);
        let all = scope.deadlines(self.track);
        let mine = |d: &&Deadline| facts_of(d).any(|f| f == fact);
        let deadlines: Vec<&Deadline> = all.iter().copied().filter(mine).collect();
        let others: BTreeMap<&str, BTreeSet<NaiveDate>> = deadlines
            .iter()
            .flat_map(|d| facts_of(d))
            .filter(|f| *f != fact)
            .map(|f| (f, self.days(f, sheet, scope, &all)))
            .collect();
        let mut seen = BTreeSet::new();
        let mut kept = Vec::new();
        for day in self.days(fact, sheet, scope, &all) {
            let one = Values::from([(fact.to_owned(), V::Day(day))]);
            let truths: Vec<bool> = tests.iter().map(|t| self.truth(t, &one)).collect();
            let (lone, paired): (Vec<&Deadline>, Vec<&Deadline>) =
                deadlines.iter().partition(|d| facts_of(d).all(|f| f == fact));
            let mut places: Vec<Vec<Values>> = vec![self.arranged(one.clone(), &lone)];
            for deadline in paired {
                let other = facts_of(deadline).find(|f| *f != fact).unwrap();
                for other_day in &others[other] {
                    let mut two = one.clone();
                    two.insert(other.to_owned(), V::Day(*other_day));
                    places.push(self.arranged(two, &[deadline]));
                }
            }
            let placed = |v: &Values| -> Vec<V> {
                v.values().filter(|v| matches!(v, V::At(_))).cloned().collect()
            };
            let places: Vec<BTreeSet<Vec<V>>> =
                places.iter().map(|ways| ways.iter().map(placed).collect()).collect();
            if seen.insert((truths, places)) {
                kept.push(V::Day(day));
            }
        }
        kept
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
                let step = if kind.whole { 10_000 } else { 1 };
                let near = bounds.flat_map(|b| [b - step, b, b + step]).chain([0]);
                let near: BTreeSet<i64> = near.filter(|v| *v >= 0 || kind.negative).collect();
                near.into_iter().map(|v| V::Amount(v, base(&kind.unit))).collect()
            }
            Kind::Date(kind) => {
                let ends = [day(1900, 1, 1), day(2990, 1, 1)];
                let mut days = BTreeSet::from([ends[0], ends[1], self.dates.on, self.dates.filing]);
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

    /// Lists of records: what is known of each kind, and of an unknown kind up to one record for
    /// each rule. More add nothing: the worst decides under each rule.
    fn lists(
        self,
        fact: &str,
        lists: &[(String, Option<Vec<Record>>)],
        scope: &Scope<'a>,
    ) -> Vec<V> {
        let rules: Vec<&RecordRule> =
            scope.records.iter().copied().filter(|rule| rule.fact == fact).collect();
        let mut all: Vec<Vec<Record>> = vec![Vec::new()];
        for (kind, known) in lists {
            let choices: Vec<Vec<Vec<Record>>> = match known {
                None => {
                    let bare = Record::from([("kind".to_owned(), V::One(kind.clone()))]);
                    let one = self.complete(fact, &bare, &rules).into_iter().map(|r| vec![r]);
                    let at_most_one: Vec<Vec<Record>> = one.chain([Vec::new()]).collect();
                    vec![at_most_one; rules.len()]
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

    /// Every combination of the readings that a scope names.
    fn readings(self, scope: &Scope<'a>) -> Vec<Taken> {
        let mut all = vec![Taken::new()];
        for reading in scope.readings(self.track) {
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

    // ---- Nodes ----

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
            Rule::Deferred(_) | Rule::Agreement => O::Open,
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
            Condition::Deadline(t) => match &values[&place_of(&t.id)] {
                V::At(place) => t.is.contains(place),
                other => panic!("{other:?}"),
            },
            leaf => match (leaf, &values[subject(leaf).unwrap()]) {
                (Condition::Yes(_), V::Yes(yes)) => *yes,
                (Condition::Is(is), V::One(option)) => is.any_of.contains(option),
                (Condition::Is(is), V::Many(options)) => {
                    is.any_of.iter().any(|o| options.contains(o))
                }
                (Condition::AtLeast(b), V::Amount(v, _)) => *v >= exact(&b.value, &b.unit),
                (Condition::Above(b), V::Amount(v, _)) => *v > exact(&b.value, &b.unit),
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

/// What amounts in a unit are counted in.
fn base(unit: &str) -> Base {
    match unit {
        "元" | "万元" | "亿元" => Base::Money,
        "㎡" | "亩" | "公顷" => Base::Area,
        own => Base::Own(own.to_owned()),
    }
}

/// Ten-thousandths of the base unit: 15亩 are 10000㎡, so a third of a square metre holds both.
fn exact(value: &str, unit: &str) -> i64 {
    let factor = match unit {
        "万元" => 10_000,
        "亿元" => 100_000_000,
        "㎡" => 3,
        "亩" => 2_000,
        "公顷" => 30_000,
        _ => 1,
    };
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let fraction: i64 = format!("{fraction:0<4}").parse().unwrap();
    whole.parse::<i64>().unwrap() * 10_000 * factor + fraction * factor
}

/// An amount as somebody types it: 5 in the eighth place of 亩 are a ten-thousandth of the base.
fn typed(amount: i64, base: &Base) -> TypedAmount {
    let (sign, size) = if amount < 0 { ("-", -amount) } else { ("", amount) };
    let (size, power, places, unit) = match base {
        Base::Money => (size, 10_000, 4, "元"),
        Base::Area => (size * 5, 100_000_000, 8, "亩"),
        Base::Own(unit) => (size, 10_000, 4, unit.as_str()),
    };
    let value = format!("{sign}{}.{:0places$}", size / power, size % power);
    TypedAmount { value, unit: unit.to_owned() }
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

/// A missing rule defers whatever applies and is not lifted (rulings A2).
fn deferred(r: &Requirement, status: &'static str) -> &'static str {
    match status {
        lifted @ ("waived" | "not-applicable") => lifted,
        _ if matches!(r.rule, Rule::Deferred(_)) => "deferred",
        status => status,
    }
}

/// domain.md 0.3.
pub fn verdict(statuses: &[&str]) -> &'static str {
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
        Said::Value(V::Amount(amount, base)) => Some(Answer::Amount(typed(*amount, base))),
        Said::Value(V::Day(day)) => Some(Answer::Text(day.to_string())),
        Said::Value(V::At(_)) => None,
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
