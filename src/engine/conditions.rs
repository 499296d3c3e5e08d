//! F2. Which conditions a track and a rule hold.

use crate::logic::outcome::Outcome;
use crate::pack::raw::{Condition, Rule, Then, Track};

/// Every condition that cuts the facts of a track.
pub fn of_track(track: &Track) -> Vec<&Condition> {
    let mut all: Vec<&Condition> = Vec::new();
    for requirement in &track.requirements {
        all.extend(&requirement.applies);
        all.extend(of_rule(&requirement.rule));
    }
    all.extend(track.waivers.iter().flat_map(|w| of_rule(&w.rule)));
    all.extend(track.preferences.iter().map(|p| &p.when));
    all.extend(track.materials.iter().filter_map(|m| m.when.as_ref()));
    all
}

/// The conditions of a rule over facts.
pub fn of_rule(rule: &Rule) -> Vec<&Condition> {
    match rule {
        Rule::MetWhen(condition) => vec![condition],
        Rule::Cases(cases) => cases.cases.iter().map(|c| &c.when).collect(),
        Rule::Records(_) | Rule::Deferred(_) | Rule::Agreement => Vec::new(),
    }
}

/// Visits a condition and everything in it.
pub fn visit<'a>(condition: &'a Condition, see: &mut dyn FnMut(&'a Condition)) {
    see(condition);
    match condition {
        Condition::All(list) | Condition::Any(list) => {
            for inner in list {
                visit(inner, see);
            }
        }
        Condition::Not(inner) => visit(inner, see),
        _ => {}
    }
}

/// What a case of a rule comes to.
pub fn outcome(then: Then) -> Outcome {
    match then {
        Then::Met => Outcome::Met,
        Then::Failed => Outcome::Failed,
        Then::Judge => Outcome::Judge,
        Then::Open => Outcome::Open,
    }
}
