//! F2. Fact files: answers by fact as JSON. A file with an answer that cannot be used is refused,
//! with every fault, its place and what to write instead.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use crate::engine::Dates;
use crate::engine::answer::{Answer, Answers};
use crate::engine::facts::{FactSheet, Fault, Problem};
use crate::pack::RulePack;
use crate::pack::diagnostic::nearest;
use crate::pack::raw::{Choice, Kind, Track};

/// The members of a JSON object as they are written: a map would keep the last of two equal keys
/// without a word.
#[derive(Debug, Clone)]
pub struct FactFile(Vec<(String, serde_json::Value)>);

impl<'de> Deserialize<'de> for FactFile {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = FactFile;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FactFile, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(FactFile(entries))
            }
        }
        from.deserialize_map(Object)
    }
}

impl FactFile {
    /// Reads the JSON.
    pub fn parse(json: &str) -> Result<FactFile, String> {
        serde_json::from_str(json).map_err(|fault| {
            format!("{fault}; a JSON object is needed, with one answer for each fact")
        })
    }

    /// The answers as written; `Err` where no answer has such a shape.
    pub fn entries(self) -> impl Iterator<Item = (String, Result<Answer, ()>)> {
        self.0.into_iter().map(|(id, value)| (id, serde_json::from_value(value).map_err(drop)))
    }

    /// The answers, every one of which can be used.
    pub fn answers(
        self,
        pack: &RulePack,
        track: &Track,
        dates: Dates,
    ) -> Result<Answers, Vec<String>> {
        let mut faults = Vec::new();
        let mut answers = Answers::new();
        for (id, answer) in self.entries() {
            match answer {
                Ok(_) if answers.contains_key(&id) => {
                    faults.push(format!("{id}: stands twice; leave one of them out"));
                }
                Ok(answer) => {
                    answers.insert(id, answer);
                }
                Err(()) => faults.push(format!(
                    "{id}: no answer has this JSON shape; {}",
                    wanted(pack, track, &id, "")
                )),
            }
        }
        let (_, found) = FactSheet::read(pack, track, &answers, dates);
        let unusable = found.iter().filter(|fault| fault.problem.is_unusable());
        faults.extend(unusable.map(|fault| told(fault, pack, track)));
        if faults.is_empty() { Ok(answers) } else { Err(faults) }
    }
}

/// A fault in words: where, what is wrong, what to write.
pub fn told(fault: &Fault, pack: &RulePack, track: &Track) -> String {
    let reason = fault.problem.key().trim_start_matches("problem.").replace('-', " ");
    let wanted = match fault.problem {
        Problem::TooPrecise => "use fewer digits".to_owned(),
        _ => wanted(pack, track, &fault.fact, &fault.within),
    };
    format!("{}{}: {reason}; {wanted}", fault.fact, fault.within)
}

/// What can be written as the answer of a fact, or at a place within it.
fn wanted(pack: &RulePack, track: &Track, fact: &str, within: &str) -> String {
    let asked = || crate::pack::track_facts(track).map(String::as_str);
    let Some(known) = pack.fact(fact).filter(|_| asked().any(|id| id == fact)) else {
        return match nearest(fact, asked()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("`{}` asks nothing of that name; leave it out", track.id),
        };
    };
    let field = within.rsplit('.').next().unwrap_or_default();
    match &known.kind {
        Kind::Records(records) if !within.is_empty() => {
            match records.fields.iter().find(|known| known.id == field) {
                Some(known) => form(&known.kind),
                None if field == "kind" => {
                    one_of(records.kinds.iter().map(|kind| kind.id.as_str()))
                }
                None => format!(
                    "a record has `kind` and these fields: {}",
                    list(records.fields.iter().map(|field| field.id.as_str()))
                ),
            }
        }
        kind => form(kind),
    }
}

fn form(kind: &Kind) -> String {
    let options = |choice: &Choice| list(choice.options.iter().map(|option| option.id.as_str()));
    match kind {
        Kind::YesNo => "write true or false".to_owned(),
        Kind::Choice(choice) => one_of(choice.options.iter().map(|option| option.id.as_str())),
        Kind::Choices(choice) => format!("write a list of none or more of: {}", options(choice)),
        Kind::Amount(amount) => {
            format!("write {{\"value\": \"123.4\", \"unit\": \"{}\"}}", amount.unit)
        }
        Kind::Date(_) => "write a day as \"2026-11-20\"".to_owned(),
        Kind::Text(_) | Kind::Identifier(_) => "write a text".to_owned(),
        Kind::Records(records) => format!(
            "write a list of records such as [{{\"kind\": \"{}\"}}], or [] for none",
            records.kinds.first().map_or("", |kind| kind.id.as_str())
        ),
        Kind::Table(_) => "write a list of rows, each with text by column".to_owned(),
    }
}

fn one_of<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    format!("write one of: {}", list(ids))
}

fn list<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.collect::<Vec<_>>().join(", ")
}
