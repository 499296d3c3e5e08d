//! F2. Records for proofs: for each thing that the rules over one list of records can come to
//! together, a list that comes to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::Dates;
use crate::engine::answer::{Answer, Field, Item};
use crate::engine::condition::DecisionList;
use crate::engine::conditions;
use crate::engine::facts::Value;
use crate::engine::proof::answers::turns;
use crate::engine::proof::people::People;
use crate::engine::relevance::cells;
use crate::engine::space::{Key, Space};
use crate::logic::date;
use crate::logic::diagram::{CellSet, Diagram, LeafSet, Var};
use crate::logic::outcome::Outcome;
use crate::pack::raw::{Condition, Is, Kind, RecordKind, RecordRule, Records, Rule, Track};

/// Lists of records of a fact, one for each combination of outcomes under the rules of a track.
pub(super) fn lists(people: &People<'_>, fact: &str, records: &Records) -> Vec<Answer> {
    let rules = rules(people.track, fact);
    let sorts = Sorts::new(records, &rules, people.program.dates);
    let decided: Vec<Diagram> = rules.iter().map(|rule| sorts.outcome(rule)).collect();
    let mut single: Vec<(Vec<Outcome>, Item)> = Vec::new();
    for kind in &records.kinds {
        if rules.iter().any(|rule| rule.kinds.contains(&kind.id)) {
            sorts.vectors(kind, &decided, Vec::new(), None, &mut single);
        }
    }
    let nothing = vec![Outcome::Met; rules.len()];
    let mut lists: BTreeMap<Vec<Outcome>, Vec<Item>> = BTreeMap::from([(nothing.clone(), vec![])]);
    let mut new = vec![nothing];
    while let Some(come_to) = new.pop() {
        let list = lists.get(&come_to).cloned().unwrap_or_default();
        for (outcomes, item) in &single {
            let both: Vec<Outcome> = come_to.iter().zip(outcomes).map(|(a, b)| a.and(*b)).collect();
            if !lists.contains_key(&both) {
                lists.insert(both.clone(), list.iter().chain([item]).cloned().collect());
                new.push(both);
            }
        }
    }
    // The fewest records first.
    let mut lists: Vec<Vec<Item>> = lists.into_values().collect();
    lists.sort_by_key(Vec::len);
    lists.into_iter().map(list).collect()
}

/// A list of records as it is written in a fact file.
pub(super) fn list(items: Vec<Item>) -> Answer {
    if items.is_empty() { Answer::Options(Vec::new()) } else { Answer::Items(items) }
}

/// The rules of a track over the records of a fact.
pub(super) fn rules<'a>(track: &'a Track, fact: &str) -> Vec<&'a RecordRule> {
    let all =
        track.requirements.iter().map(|r| &r.rule).chain(track.waivers.iter().map(|w| &w.rule));
    all.filter_map(|rule| match rule {
        Rule::Records(rule) if rule.fact == fact => Some(rule),
        _ => None,
    })
    .collect()
}

/// The records of these kinds.
pub(super) fn of_kinds(kinds: &[String]) -> Condition {
    Condition::Is(Is { fact: "kind".to_owned(), any_of: kinds.to_vec() })
}

/// What records can be, as far as some rules tell them apart.
pub(super) struct Sorts<'a> {
    pub(super) records: &'a Records,
    pub(super) space: Space,
    dates: Dates,
}

impl<'a> Sorts<'a> {
    pub(super) fn new(records: &'a Records, rules: &[&RecordRule], dates: Dates) -> Sorts<'a> {
        let conditions: Vec<&Condition> =
            rules.iter().flat_map(|rule| rule.each.cases.iter().map(|case| &case.when)).collect();
        let (name, kinds) = records.kind_field();
        let fields = records.fields.iter().map(|field| (&field.id, &field.kind));
        let space = Space::new(fields.chain([(&name, &kinds)]), &conditions, dates);
        Sorts { records, space, dates }
    }

    pub(super) fn build(&self, list: &DecisionList) -> Diagram {
        Diagram::build(list, &|var| self.space.count(var))
    }

    /// What a record comes to under a rule; one that does not count harms nothing.
    fn outcome(&self, rule: &RecordRule) -> Diagram {
        let counts = self.space.expr(&of_kinds(&rule.kinds));
        let each = rule.each.cases.iter();
        let each = each.map(|c| (self.space.expr(&c.when), conditions::outcome(c.then) as u8));
        let list = std::iter::once((counts.negate(), Outcome::Met as u8)).chain(each);
        self.build(&DecisionList::new(list, conditions::outcome(rule.each.otherwise) as u8))
    }

    /// Every combination of outcomes that one record of a kind comes to, with such a record.
    fn vectors(
        &self,
        kind: &RecordKind,
        rules: &[Diagram],
        so_far: Vec<Outcome>,
        given: Option<Diagram>,
        found: &mut Vec<(Vec<Outcome>, Item)>,
    ) {
        let Some((rule, rest)) = rules.split_first() else {
            let all = given.unwrap_or_else(|| self.build(&DecisionList::new([], 1)));
            found.extend(self.someone(kind, &all, 1 << 1).map(|item| (so_far, item)));
            return;
        };
        for outcome in Outcome::ALL {
            let this = rule.relabel(&|leaf| u8::from(leaf == outcome as u8));
            let both = match &given {
                Some(given) => given.combine(&this, &|a, b| a & b),
                None => this,
            };
            let allowed = self.allowed(kind);
            if both.reach(&|var| cells(&allowed, var)) & (1 << 1) != 0 {
                let so_far = so_far.iter().copied().chain([outcome]).collect();
                self.vectors(kind, rest, so_far, Some(both), found);
            }
        }
    }

    /// The cells that the fields of a record of a kind can lie in.
    pub(super) fn allowed(&self, kind: &RecordKind) -> Vec<CellSet> {
        let place = self.records.kinds.iter().position(|k| k.id == kind.id).unwrap_or(0);
        let cells = |(var, key): (Var, &Key)| match key {
            Key::Fact(name) if name == "kind" => 1 << place,
            _ => self.values(var).iter().fold(0, |all, (cell, _)| all | 1 << cell),
        };
        self.space.keys().map(cells).collect()
    }

    /// A record of a kind that reaches one of the leaves.
    pub(super) fn someone(
        &self,
        kind: &RecordKind,
        diagram: &Diagram,
        leaves: LeafSet,
    ) -> Option<Item> {
        let allowed = self.allowed(kind);
        let cost = |var: Var, cell: u32| (cells(&allowed, var) & (1 << cell) != 0).then_some(0);
        let way: BTreeMap<Var, u32> = diagram.way(leaves, &cost)?.into_iter().collect();
        let mut item = Item::from([("kind".to_owned(), Field::Text(kind.id.clone()))]);
        for (var, key) in self.space.keys() {
            let Some(name) = key.facts().first().filter(|f| kind.fields.contains(f)) else {
                continue;
            };
            let values = self.values(var);
            let on_way = values.iter().find(|(cell, _)| way.get(&var).is_none_or(|c| c == cell));
            item.extend(on_way.map(|(_, value)| (name.clone(), value.clone())));
        }
        Some(item)
    }

    /// A value for each cell of a field.
    fn values(&self, var: Var) -> Vec<(u32, Field)> {
        let name = self.space.key(var).and_then(|key| key.facts().first());
        let field = name.and_then(|name| self.records.fields.iter().find(|f| f.id == *name));
        match field.map(|field| &field.kind) {
            Some(Kind::YesNo) => vec![(0, Field::Bool(false)), (1, Field::Bool(true))],
            Some(Kind::Choice(choice)) => (0u32..)
                .zip(&choice.options)
                .map(|(cell, option)| (cell, Field::Text(option.id.clone())))
                .collect(),
            Some(Kind::Date(kind)) => {
                let mut known = BTreeSet::new();
                let mut days = turns(&self.space.starts(var));
                days.extend([date::sub_years(self.dates.on, 1), self.dates.on]);
                days.push(date::next_day(self.dates.filing));
                days.retain(|day| !kind.past || *day <= self.dates.on);
                let cell =
                    |day: &date::Date| self.space.cells(var, &Value::Date(*day)).trailing_zeros();
                let typed = days.into_iter().map(|day| (cell(&day), Field::Text(date::iso(day))));
                typed.filter(|(cell, _)| known.insert(*cell)).collect()
            }
            _ => Vec::new(),
        }
    }
}
