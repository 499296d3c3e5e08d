//! F2. The rule of one node over a list of records, compiled: each record is decided alone.

use std::collections::BTreeMap;

use crate::engine::Dates;
use crate::engine::compile::{Decided, Leaf, decided, numbered};
use crate::engine::facts::{Record, Value};
use crate::engine::space::{Key, Space};
use crate::logic::diagram::Diagram;
use crate::logic::outcome::{Outcome, OutcomeSet};
use crate::pack::raw::{Condition, RecordRule, Records};

/// The rule of one node over the records of one fact.
#[derive(Debug, Clone)]
pub(super) struct RecordProgram {
    pub(super) key: Key,
    /// Kinds that count, with the place of each among all kinds of the fact.
    pub(super) kinds: Vec<(String, usize)>,
    space: Space,
    leaves: Vec<Leaf>,
    detail: Diagram,
}

impl RecordProgram {
    pub(super) fn compile(
        id: &str,
        rule: &RecordRule,
        kind: &Records,
        dates: Dates,
    ) -> RecordProgram {
        let conditions: Vec<&Condition> = rule.each.cases.iter().map(|c| &c.when).collect();
        let (kind_name, kinds) = kind.kind_field();
        let fields = kind.fields.iter().map(|f| (&f.id, &f.kind));
        let fields = fields.chain([(&kind_name, &kinds)]);
        let space = Space::new(fields, &conditions, dates);
        let Decided { cases, otherwise } = decided(&space, &rule.each);
        let (list, leaves) = numbered(cases, otherwise);
        let detail = Diagram::build(&list, &|var| space.count(var));
        let key = Key::Records(rule.fact.clone(), id.to_owned());
        let place = |id: &String| kind.kinds.iter().position(|k| k.id == *id);
        let counted = rule.kinds.iter().filter_map(|id| Some((id.clone(), place(id)?)));
        RecordProgram { key, kinds: counted.collect(), space, leaves, detail }
    }

    pub(super) fn leaves_of(&self, record: &Record) -> impl Iterator<Item = &Leaf> {
        let reached = self.detail.reach(&|var| {
            let fields = self.space.key(var).map(Key::facts);
            let value = fields.and_then(<[String]>::first).and_then(|field| record.get(field));
            value.map_or_else(|| self.space.feasible(var), |value| self.space.cells(var, value))
        });
        (0u32..).zip(&self.leaves).filter(move |(at, _)| reached & (1 << at) != 0).map(|(_, l)| l)
    }

    /// What records of one kind can come to when nothing is known of them: none, one, or any number.
    fn any_of(&self, kind: usize) -> OutcomeSet {
        let only_kind = Record::from([("kind".to_owned(), Value::Choice(kind))]);
        let mut set: OutcomeSet = self.leaves_of(&only_kind).map(|leaf| leaf.outcome).collect();
        set.insert(Outcome::Met);
        set
    }

    /// What all records can come to when nothing is known of them.
    pub(super) fn any_list(&self) -> OutcomeSet {
        self.outcomes(&BTreeMap::new())
    }

    pub(super) fn outcomes(&self, lists: &BTreeMap<String, Vec<Record>>) -> OutcomeSet {
        let mut all = OutcomeSet::only(Outcome::Met);
        for (kind, place) in &self.kinds {
            match lists.get(kind) {
                None => all = all.and(self.any_of(*place)),
                Some(records) => {
                    for record in records {
                        all = all.and(self.leaves_of(record).map(|leaf| leaf.outcome).collect());
                    }
                }
            }
        }
        all
    }
}
