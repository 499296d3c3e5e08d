//! F1. What a track asks, as data: for whoever fills in a fact file without the page.

use serde::Serialize;

use crate::pack::check::kind_name;
use crate::pack::raw::{Fact, Kind, Records, Table, Text, Track};
use crate::pack::{RulePack, track_facts};

/// One fact of a track.
#[derive(Debug, Serialize)]
pub struct Asked<'a> {
    id: &'a str,
    kind: &'static str,
    role: &'static str,
    unit: Option<&'a str>,
    options: Option<Vec<Offered<'a>>>,
    fields: Option<Parts<'a>>,
    label: &'a Text,
    question: &'a Text,
}

/// One option of a choice.
#[derive(Debug, Serialize)]
struct Offered<'a> {
    id: &'a str,
    label: &'a Text,
}

/// What an entry of a list is made of.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Parts<'a> {
    Records(&'a Records),
    Table(&'a Table),
}

/// Every fact that a track asks or prints, in the order of the interview, then of the form.
pub fn asked<'a>(pack: &'a RulePack, track: &'a Track) -> Vec<Asked<'a>> {
    track_facts(track).filter_map(|id| pack.fact(id)).map(|fact| one(track, fact)).collect()
}

fn one<'a>(track: &Track, fact: &'a Fact) -> Asked<'a> {
    let question = track.sections.iter().any(|section| section.facts.contains(&fact.id));
    Asked {
        id: &fact.id,
        kind: kind_name(&fact.kind),
        role: if question { "question" } else { "particular" },
        unit: match &fact.kind {
            Kind::Amount(amount) => Some(&amount.unit),
            _ => None,
        },
        options: match &fact.kind {
            Kind::Choice(choice) | Kind::Choices(choice) => {
                let offered = choice.options.iter();
                Some(offered.map(|o| Offered { id: &o.id, label: &o.label }).collect())
            }
            _ => None,
        },
        fields: match &fact.kind {
            Kind::Records(records) => Some(Parts::Records(records)),
            Kind::Table(table) => Some(Parts::Table(table)),
            _ => None,
        },
        label: &fact.label,
        question: fact.question.as_ref().unwrap_or(&fact.label),
    }
}
