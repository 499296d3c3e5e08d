//! F2. Answers that stand exactly on a boundary: where one step further gives another result.

use crate::engine::assessment::work::Work;
use crate::engine::assessment::{Boundary, Edge};
use crate::engine::compile::Node;
use crate::engine::conditions::{self, visit};
use crate::engine::facts::{Record, Value};
use crate::engine::relevance::cells;
use crate::engine::space::{Key, least};
use crate::engine::together;
use crate::logic::date::{self, Date};
use crate::pack::raw::{Condition, Place, Rule};

impl Work<'_> {
    pub(super) fn boundaries(&self) -> Vec<Boundary> {
        let mut found: Vec<Boundary> = Vec::new();
        let nodes = self.track.requirements.iter().zip(&self.program.requirements);
        for (requirement, (node, compiled)) in nodes.enumerate() {
            let mut note = |fact: &str, edge: Edge| {
                let boundary = Boundary { fact: fact.to_owned(), requirement, edge };
                if !found.contains(&boundary) {
                    found.push(boundary);
                }
            };
            for condition in conditions::of_rule(&node.rule) {
                visit(condition, &mut |c| {
                    let edge = self.edge(c, &|fact| self.counted.get(fact));
                    if let Some((fact, edge)) = edge.filter(|(f, e)| self.turns(compiled, f, e)) {
                        note(fact, edge);
                    }
                });
            }
            let Rule::Records(rule) = &node.rule else { continue };
            for record in self.records(rule) {
                for case in &rule.each.cases {
                    visit(&case.when, &mut |c| {
                        let edge = self.edge(c, &|field| record.get(field));
                        let turns = |edge: &Edge| self.record_turns(&node.id, record, edge);
                        if let Some((_, edge)) = edge.filter(|(_, edge)| turns(edge)) {
                            note(&rule.fact, edge);
                        }
                    });
                }
            }
        }
        found
    }

    /// Whether the requirement comes to something else one step beyond the boundary. A figure at a
    /// threshold that the answers do not make the deciding one is no boundary.
    fn turns(&self, node: &Node, fact: &str, edge: &Edge) -> bool {
        let Some(var) = self.program.space.var(&Key::Fact(fact.to_owned())) else {
            return true;
        };
        let here = cells(self.allowed, var);
        let beyond = match edge {
            Edge::Threshold | Edge::LookBackEnds(_) | Edge::LastDay(_) => here >> 1,
            Edge::PeriodEnds(_) => here << 1,
            Edge::OnDeadline(..) | Edge::EndsBeforeFiling(_) => return true,
        };
        let mut allowed = self.allowed.to_vec();
        if let Some(cell) = allowed.get_mut(usize::from(var)) {
            *cell = beyond;
        }
        let other = together::reach(&node.settled, &allowed, self.together);
        beyond == 0 || other != self.reach(&node.settled)
    }

    /// Whether a record comes to something else one day beyond the boundary, on which all of its
    /// days are a day longer ago, or a day less.
    fn record_turns(&self, node: &str, record: &Record, edge: &Edge) -> bool {
        let step = match edge {
            Edge::LookBackEnds(_) | Edge::LastDay(_) => -1,
            Edge::PeriodEnds(_) => 1,
            Edge::Threshold | Edge::OnDeadline(..) | Edge::EndsBeforeFiling(_) => return true,
        };
        let moved = |value: &Value| match value {
            Value::Date(day) => Value::Date(with_other_anniversary(*day, step)),
            other => other.clone(),
        };
        let beyond = record.iter().map(|(field, value)| (field.clone(), moved(value))).collect();
        self.program.record_outcomes(node, &beyond) != self.program.record_outcomes(node, record)
    }

    fn edge<'c, 'v>(
        &'c self,
        condition: &'c Condition,
        value: &dyn Fn(&str) -> Option<&'v Value>,
    ) -> Option<(&'c str, Edge)> {
        let dates = self.program.dates;
        match condition {
            Condition::AtLeast(bound) => {
                let Some(Value::Amount(value)) = value(&bound.fact) else { return None };
                (least(bound, false) == Some(*value)).then_some((&bound.fact, Edge::Threshold))
            }
            Condition::Lasted(period) | Condition::Within(period) => {
                let Some(Value::Date(day)) = value(&period.fact) else { return None };
                let clock = dates.of(period.clock);
                let edge = match condition {
                    Condition::Lasted(_) => Edge::PeriodEnds(clock),
                    _ => Edge::LookBackEnds(clock),
                };
                (date::add_years(*day, period.years) == clock).then_some((&period.fact, edge))
            }
            Condition::Deadline(test) => {
                let deadline = self.program.deadlines.iter().find(|d| d.id == test.id)?;
                let found = deadline.finding(self.counted);
                let due = found.due.filter(|_| found.place == Some(Place::OnDay))?;
                let mut written = self.track.deadlines.iter().enumerate();
                let (at, written) = written.find(|(_, d)| d.id == test.id)?;
                Some((&written.base, Edge::OnDeadline(at, due.stated)))
            }
            Condition::NotBefore(moment) => {
                let Some(Value::Date(day)) = value(&moment.fact) else { return None };
                let clock = dates.of(moment.clock);
                let edge = match *day {
                    day if day == clock => Edge::LastDay(clock),
                    day if day > clock && day < dates.filing => Edge::EndsBeforeFiling(day),
                    _ => return None,
                };
                Some((&moment.fact, edge))
            }
            _ => None,
        }
    }
}

/// The next day in a direction whose years end on another day: those of 28 and 29 February end
/// together.
fn with_other_anniversary(day: Date, step: i32) -> Date {
    let next = date::add_days(day, step);
    match date::add_years(next, 1) == date::add_years(day, 1) {
        true => date::add_days(next, step),
        false => next,
    }
}
