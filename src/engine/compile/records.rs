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

/// A record of which nothing is known but the place of its kind.
pub(super) fn of_kind(place: usize) -> Record {
    Record::from([("kind".to_owned(), Value::Choice(place))])
}

/// The fields of one record, cut into cells as some rules need them.
pub(super) fn space_of<'a>(
    rules: impl IntoIterator<Item = &'a RecordRule>,
    kind: &Records,
    dates: Dates,
) -> Space {
    let cases = rules.into_iter().flat_map(|rule| &rule.each.cases);
    let conditions: Vec<&Condition> = cases.map(|case| &case.when).collect();
    let (kind_name, kinds) = kind.kind_field();
    let fields = kind.fields.iter().map(|f| (&f.id, &f.kind));
    Space::new(fields.chain([(&kind_name, &kinds)]), &conditions, dates)
}

/// Which case of a rule decides one record, and what each leaf means.
pub(super) fn detail_of(space: &Space, rule: &RecordRule) -> (Diagram, Vec<Leaf>) {
    let Decided { cases, otherwise } = decided(space, &rule.each);
    let (list, leaves) = numbered(cases, otherwise);
    (Diagram::build(&list, &|var| space.count(var)), leaves)
}

impl RecordProgram {
    pub(super) fn compile(
        id: &str,
        rule: &RecordRule,
        kind: &Records,
        dates: Dates,
    ) -> RecordProgram {
        let space = space_of([rule], kind, dates);
        let (detail, leaves) = detail_of(&space, rule);
        let key = Key::Records(rule.fact.clone(), id.to_owned());
        let place = |id: &String| kind.kinds.iter().position(|k| k.id == *id);
        let counted = rule.kinds.iter().filter_map(|id| Some((id.clone(), place(id)?)));
        RecordProgram { key, kinds: counted.collect(), space, leaves, detail }
    }

    pub(super) fn leaves_of(&self, record: &Record) -> impl Iterator<Item = &Leaf> {
        let reached = self.detail.reach(&|var| self.space.cells_in(var, record));
        (0u32..).zip(&self.leaves).filter(move |(at, _)| reached & (1 << at) != 0).map(|(_, l)| l)
    }

    /// What records of one kind can come to when nothing is known of them: none, one, or any number.
    fn any_of(&self, kind: usize) -> OutcomeSet {
        let mut set: OutcomeSet = self.leaves_of(&of_kind(kind)).map(|l| l.outcome).collect();
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
