//! F2. Rules over the same records, taken together: what one makes of a record says something about
//! what another does.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::engine::Dates;
use crate::engine::compile::records;
use crate::engine::condition::DecisionList;
use crate::engine::facts::{FactSheet, Record, Value};
use crate::engine::space::{Key, Space};
use crate::engine::together::{self, Together, Way};
use crate::logic::diagram::Diagram;
use crate::logic::outcome::{Outcome, OutcomeSet};
use crate::pack::raw::{Condition, Is, RecordRule, Records};

/// What rules come to, one outcome for each.
type Row = Vec<Outcome>;

/// More rows than a diagram has leaves are not told apart; the rules are then taken apart, which
/// only ever leaves more open.
const MOST_ROWS: usize = 64;

/// Rules over one list of records that share kinds.
#[derive(Debug, Clone)]
pub(super) struct LinkedRecords {
    fact: String,
    /// The variables of the rules, as the rows have them.
    keys: Vec<Key>,
    /// All kinds of the fact, in order.
    kinds: Vec<String>,
    space: Space,
    /// Which of the rows one record comes to.
    detail: Diagram,
    rows: Vec<Row>,
}

impl LinkedRecords {
    /// The groups among some rules over the records of one fact, each with the id of its node.
    pub(super) fn groups(
        rules: &[(&String, &RecordRule)],
        kind: &Records,
        dates: Dates,
    ) -> Vec<LinkedRecords> {
        let groups = together::groups(rules, &|(_, one), (_, other)| {
            one.kinds.iter().any(|id| other.kinds.contains(id))
        });
        let several = groups.iter().filter(|group| group.len() > 1);
        several.filter_map(|group| LinkedRecords::compile(group, kind, dates)).collect()
    }

    fn compile(
        rules: &[(&String, &RecordRule)],
        kind: &Records,
        dates: Dates,
    ) -> Option<LinkedRecords> {
        let space = records::space_of(rules.iter().map(|(_, rule)| *rule), kind, dates);
        // A record of a kind that does not count leaves a rule met.
        let alone = |rule: &RecordRule| {
            let (detail, leaves) = records::detail_of(&space, rule);
            let counts = Is { fact: kind.kind_field().0, any_of: rule.kinds.clone() };
            let counts = DecisionList::new([(space.expr(&Condition::Is(counts)), 1)], 0);
            let counts = Diagram::build(&counts, &|var| space.count(var));
            detail.combine(&counts, &|at, counts| {
                let leaf = leaves.get(usize::from(at)).filter(|_| counts == 1);
                leaf.map_or(Outcome::Met, |leaf| leaf.outcome) as u8
            })
        };
        let mut rows: Vec<Row> = vec![Row::new()];
        let mut detail = Diagram::build(&DecisionList::new([], 0), &|_| 0);
        for (_, rule) in rules {
            let longer = RefCell::new(Vec::<Row>::new());
            detail = detail.combine(&alone(rule), &|row, outcome| {
                let before = rows.get(usize::from(row)).into_iter().flatten().copied();
                let row: Row = before.chain([Outcome::of(outcome)]).collect();
                let mut longer = longer.borrow_mut();
                let place = longer.iter().position(|known| *known == row).unwrap_or_else(|| {
                    longer.push(row);
                    longer.len() - 1
                });
                u8::try_from(place).unwrap_or(u8::MAX)
            });
            rows = longer.into_inner();
            if rows.len() > MOST_ROWS {
                return None;
            }
        }
        let (_, first) = rules.first()?;
        Some(LinkedRecords {
            fact: first.fact.clone(),
            keys: rules.iter().map(|(id, r)| Key::Records(r.fact.clone(), (*id).clone())).collect(),
            kinds: kind.kinds.iter().map(|kind| kind.id.clone()).collect(),
            space,
            detail,
            rows,
        })
    }

    /// What the rules can come to together, given the values that are used; `space` holds their
    /// variables.
    pub(super) fn together(
        &self,
        space: &Space,
        sheet: &FactSheet,
        used: &dyn Fn(&str) -> bool,
    ) -> Together {
        let none = BTreeMap::new();
        let lists = match sheet.get(&self.fact).filter(|_| used(&self.fact)) {
            Some(Value::Records(lists)) => lists,
            _ => &none,
        };
        let vars: Vec<_> = self.keys.iter().filter_map(|key| space.var(key)).collect();
        let way = |row: &Row| -> Way {
            let cells = row.iter().map(|outcome| OutcomeSet::only(*outcome).bits());
            vars.iter().copied().zip(cells).collect()
        };
        Together {
            ways: self.rows_of(lists).iter().map(way).collect(),
            links: vars.into_iter().collect(),
        }
    }

    /// The rows that a list can come to. Of a kind of which nothing is known there may be any
    /// number of records.
    fn rows_of(&self, lists: &BTreeMap<String, Vec<Record>>) -> BTreeSet<Row> {
        let mut all = BTreeSet::from([vec![Outcome::Met; self.keys.len()]]);
        for (place, kind) in self.kinds.iter().enumerate() {
            let Some(records) = lists.get(kind) else {
                let any = self.rows_of_one(&records::of_kind(place));
                loop {
                    let longer: BTreeSet<Row> = all.union(&both(&all, &any)).cloned().collect();
                    if longer == all {
                        break;
                    }
                    all = longer;
                }
                continue;
            };
            for record in records {
                all = both(&all, &self.rows_of_one(record));
            }
        }
        all
    }

    fn rows_of_one(&self, record: &Record) -> BTreeSet<Row> {
        let reached = self.detail.reach(&|var| self.space.cells_in(var, record));
        let rows = (0u32..).zip(&self.rows).filter(|(at, _)| reached & (1 << at) != 0);
        rows.map(|(_, row)| row.clone()).collect()
    }
}

/// Every row that the records of one list and those of another can come to: the worst decides.
fn both(one: &BTreeSet<Row>, other: &BTreeSet<Row>) -> BTreeSet<Row> {
    let worst = |a: &Row, b: &Row| a.iter().zip(b).map(|(a, b)| a.and(*b)).collect();
    one.iter().flat_map(|a| other.iter().map(move |b| worst(a, b))).collect()
}
