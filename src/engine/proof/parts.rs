//! F2. The parts of a condition, and the condition without some of them.

use std::collections::BTreeSet;

use crate::engine::space::date_fact;
use crate::pack::raw::{Condition, Is};

/// Where a part stands: the place within each group, from the outermost. The last may be the place
/// of an option within the list of a choice.
pub(super) type Path = Vec<usize>;

/// Every part that could be left out, groups before what they hold.
pub(super) fn paths(condition: &Condition) -> Vec<Path> {
    fn walk(condition: &Condition, here: &Path, found: &mut Vec<Path>) {
        let below = |at: usize| here.iter().copied().chain([at]).collect::<Path>();
        match condition {
            Condition::All(list) | Condition::Any(list) => {
                for (at, part) in list.iter().enumerate() {
                    found.extend((list.len() > 1).then(|| below(at)));
                    walk(part, &below(at), found);
                }
            }
            Condition::Not(inner) => walk(inner, &below(0), found),
            Condition::Is(is) if is.any_of.len() > 1 => {
                found.extend((0..is.any_of.len()).map(below));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(condition, &Path::new(), &mut found);
    found
}

/// The condition without these parts; nothing if that would leave a group empty.
pub(super) fn without(condition: &Condition, drop: &BTreeSet<Path>) -> Option<Condition> {
    fn walk(condition: &Condition, here: &Path, drop: &BTreeSet<Path>) -> Option<Condition> {
        let below = |at: usize| here.iter().copied().chain([at]).collect::<Path>();
        let kept = |list: &[Condition]| {
            let parts = list.iter().enumerate().filter(|(at, _)| !drop.contains(&below(*at)));
            let parts: Option<Vec<Condition>> =
                parts.map(|(at, part)| walk(part, &below(at), drop)).collect();
            parts.filter(|parts| !parts.is_empty())
        };
        match condition {
            Condition::All(list) => kept(list).map(Condition::All),
            Condition::Any(list) => kept(list).map(Condition::Any),
            Condition::Not(inner) => {
                walk(inner, &below(0), drop).map(|inner| Condition::Not(Box::new(inner)))
            }
            Condition::Is(is) => {
                let options = is.any_of.iter().enumerate();
                let options = options.filter(|(at, _)| !drop.contains(&below(*at)));
                let any_of: Vec<String> = options.map(|(_, id)| id.clone()).collect();
                let fact = is.fact.clone();
                (!any_of.is_empty()).then_some(Condition::Is(Is { fact, any_of }))
            }
            other => Some(other.clone()),
        }
    }
    walk(condition, &Path::new(), drop)
}

/// A part in words that its author knows it by, and its place.
pub(super) fn named(condition: &Condition, path: &Path) -> (String, String) {
    let mut place = String::new();
    let mut at = condition;
    for step in path {
        match at {
            Condition::All(list) | Condition::Any(list) => {
                let group = if matches!(at, Condition::All(_)) { "all" } else { "any" };
                place.push_str(&format!(".{group}[{step}]"));
                match list.get(*step) {
                    Some(part) => at = part,
                    None => break,
                }
            }
            Condition::Not(inner) => {
                place.push_str(".not");
                at = inner;
            }
            Condition::Is(is) => {
                place.push_str(&format!(".any_of[{step}]"));
                return (place, is.any_of.get(*step).cloned().unwrap_or_default());
            }
            _ => break,
        }
    }
    (place, name(at))
}

fn name(condition: &Condition) -> String {
    match condition {
        Condition::All(list) | Condition::Any(list) => {
            list.iter().map(name).collect::<Vec<_>>().join(", ")
        }
        Condition::Not(inner) => name(inner),
        Condition::Yes(fact) | Condition::Given(fact) => fact.clone(),
        Condition::Is(is) => format!("{}: {}", is.fact, is.any_of.join(", ")),
        Condition::AtLeast(bound) | Condition::Above(bound) => {
            format!("{} {}{}", bound.fact, bound.value, bound.unit)
        }
        Condition::Deadline(test) => test.id.clone(),
        Condition::Reading(taken) => format!("{}: {}", taken.reading, taken.takes),
        Condition::Greater(pair) | Condition::Earlier(pair) => pair.fact.clone(),
        Condition::StartsWith(prefix) => prefix.fact.clone(),
        Condition::Lasted(_) | Condition::Within(_) | Condition::NotBefore(_) => {
            date_fact(condition).unwrap_or_default().to_owned()
        }
    }
}
