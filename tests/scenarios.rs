//! Golden scenarios: what a person answers, and everything that is to be found of it.
//!
//! The expectations were worked out from the source documents and their rulings, not from the
//! program. Each scenario starts from a complete sheet (or from nothing), changes some answers
//! (`null` takes one back), and states every status that is not met, every waiver, question, notice
//! and date. `UPDATE_SCENARIOS=1` rewrites the expectations: read the difference before it is kept.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    reason = "tests fail by panicking"
)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use alliance_check::document::record::{Both, record};
use alliance_check::engine::answer::Answers;
use alliance_check::engine::{Dates, assess};
use alliance_check::logic::date;
use alliance_check::pack::RulePack;
use alliance_check::pack::raw::{Cases, Rule, Then};
use alliance_check::words::{Lang, Words};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The scenarios of one track.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Track {
    pack: String,
    track: String,
    on: String,
    complete: BTreeMap<String, Value>,
    scenarios: Vec<Scenario>,
}

/// One scenario, named by the rule it protects.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    rule: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    filing: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start: Option<Start>,
    facts: BTreeMap<String, Value>,
    expected: Expected,
    /// Why the program does not find this yet. The scenario fails once it does: take the mark off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bug: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Start {
    Nothing,
}

/// What is found. Statuses that are met are left out; so are `curable`, `preferences` and
/// `materials` where a scenario is not about them.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    verdict: String,
    statuses: BTreeMap<String, String>,
    waivers: BTreeMap<String, String>,
    wanted: Vec<String>,
    unused: Vec<String>,
    shortfall: BTreeMap<String, String>,
    from: BTreeMap<String, String>,
    /// Days of the deadlines, with a question mark where they are provisional.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    deadlines: BTreeMap<String, String>,
    /// Readings on which it turns, with the verdict under each alternative.
    turns_on: BTreeMap<String, Vec<String>>,
    /// Kind and fact of every notice about an answer.
    notices: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    curable: Option<BTreeMap<String, String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    preferences: Option<BTreeMap<String, String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    materials: Option<BTreeMap<String, Option<bool>>>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

fn words(lang: Lang) -> Words {
    Words::read(lang, &read(&format!("static/locales/{}.json", lang.name()))).unwrap()
}

/// Runs one scenario and says what is found, in the shape of the expectation.
fn find(pack: &RulePack, track: &Track, scenario: &Scenario) -> Expected {
    let rules = pack.track(&track.track).unwrap();
    let mut facts = match scenario.start {
        Some(Start::Nothing) => BTreeMap::new(),
        None => track.complete.clone(),
    };
    for (fact, answer) in &scenario.facts {
        match answer {
            Value::Null => drop(facts.remove(fact).expect("an answer to take back")),
            answer => drop(facts.insert(fact.clone(), answer.clone())),
        }
    }
    let answers: Answers = serde_json::from_value(serde_json::to_value(facts).unwrap()).unwrap();
    let day = |text: &str| date::parse(text).unwrap();
    let on = day(scenario.on.as_ref().unwrap_or(&track.on));
    let dates = Dates::new(on, scenario.filing.as_deref().map(day));
    let found = assess(pack, rules, &answers, dates);
    let bad: Vec<_> = found.faults.iter().filter(|f| f.problem.is_unusable()).collect();
    assert!(bad.is_empty(), "{}: {bad:?}", scenario.rule);

    let (zh, en) = (words(Lang::Zh), words(Lang::En));
    let told =
        serde_json::to_value(record(pack, rules, &found, Both { zh: &zh, en: &en })).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let list = |name: &str| -> Vec<Value> { told[name].as_array().unwrap().clone() };
    let strings = |name: &str| list(name).iter().map(text).collect();
    let each = |name: &str, of: &dyn Fn(&Value) -> Option<String>| -> BTreeMap<String, String> {
        list(name).iter().filter_map(|node| Some((text(&node["id"]), of(node)?))).collect()
    };
    let given = |name: &'static str| move |n: &Value| n[name].as_str().map(str::to_owned);
    let about_answers =
        ["invalid-value", "unusual", "conflict", "boundary", "provisional", "shared-record"];
    let asked = &scenario.expected;
    Expected {
        verdict: text(&told["verdict"]),
        statuses: each("requirements", &|n| given("status")(n).filter(|s| s != "met")),
        waivers: each("waivers", &given("status")),
        wanted: strings("wanted"),
        unused: strings("unused"),
        shortfall: each("requirements", &|n| {
            let shortfall = n["shortfall"].as_object()?;
            Some(format!("{}{}", text(&shortfall["value"]), text(&shortfall["unit"])))
        }),
        from: each("requirements", &given("from")),
        deadlines: each("deadlines", &|n| {
            let mark = if n["provisional"] == true { "?" } else { "" };
            Some(format!("{}{mark}", n["day"].as_str()?))
        }),
        turns_on: list("readings")
            .iter()
            .filter(|r| r["depends"] == true)
            .map(|r| {
                let alternatives = r["alternatives"].as_array().unwrap();
                (text(&r["id"]), alternatives.iter().map(|a| text(&a["verdict"])).collect())
            })
            .collect(),
        notices: list("notices")
            .iter()
            .filter(|n| about_answers.contains(&text(&n["kind"]).as_str()))
            .map(|n| format!("{}:{}", text(&n["kind"]), n["fact"].as_str().unwrap_or_default()))
            .collect(),
        curable: asked.curable.as_ref().map(|_| each("requirements", &given("curable"))),
        preferences: asked.preferences.as_ref().map(|_| each("preferences", &given("claimed"))),
        materials: asked.materials.as_ref().map(|asked| {
            let materials = list("materials");
            let required = |id: &String| {
                let material = materials.iter().find(|m| m["id"] == id.as_str()).unwrap();
                (id.clone(), material["required"].as_bool())
            };
            asked.keys().map(required).collect()
        }),
    }
}

fn tracks() -> Vec<(PathBuf, Track)> {
    let folder = root().join("tests/scenarios");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let track = serde_json::from_str(&text)
            .unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        (path, track)
    };
    paths.into_iter().map(read).collect()
}

/// One scenario a line: what changes is seen in a difference.
fn write(track: &Track) -> String {
    let mut head = serde_json::to_value(track).unwrap();
    head.as_object_mut().unwrap().remove("scenarios");
    let head = serde_json::to_string_pretty(&head).unwrap();
    let mut out = format!("{},\n  \"scenarios\": [\n", head.trim_end_matches("\n}"));
    for (at, scenario) in track.scenarios.iter().enumerate() {
        let comma = if at + 1 < track.scenarios.len() { "," } else { "" };
        writeln!(out, "    {}{comma}", serde_json::to_string(scenario).unwrap()).unwrap();
    }
    out.push_str("  ]\n}\n");
    out
}

/// Every scenario finds exactly what it states.
#[test]
fn scenarios() {
    let update = std::env::var_os("UPDATE_SCENARIOS").is_some_and(|v| v == "1");
    let mut wrong = Vec::new();
    let mut count = 0;
    for (path, mut track) in tracks() {
        let pack = RulePack::read(&read(&format!("static/packs/{}.json", track.pack))).unwrap();
        for at in 0..track.scenarios.len() {
            let found = find(&pack, &track, &track.scenarios[at]);
            let scenario = &mut track.scenarios[at];
            count += 1;
            let same = found == scenario.expected;
            if update {
                match (&scenario.bug, same) {
                    (Some(_), true) => scenario.bug = None,
                    (Some(_), false) => {}
                    (None, _) => scenario.expected = found,
                }
                continue;
            }
            if same && scenario.bug.is_some() {
                wrong.push(format!("{}\n  is found now: take its `bug` off", scenario.rule));
            } else if !same && scenario.bug.is_none() {
                let (told, due) = (format!("{found:#?}"), format!("{:#?}", scenario.expected));
                let apart: Vec<&str> =
                    told.lines().filter(|l| !due.lines().any(|d| d == *l)).collect();
                let due: Vec<&str> =
                    due.lines().filter(|l| !told.lines().any(|d| d == *l)).collect();
                wrong.push(format!("{}\n  stated {due:?}\n  found  {apart:?}", scenario.rule));
            }
        }
        if update {
            std::fs::write(path, write(&track)).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 150, "scenarios were read");
}

/// The files are as the update writes them, and no rule is stated twice.
#[test]
fn scenario_files_are_in_order() {
    for (path, track) in tracks() {
        let text = std::fs::read_to_string(&path).unwrap();
        let written = text == write(&track);
        assert!(written, "{}: run with UPDATE_SCENARIOS=1", path.display());
        let mut rules: Vec<&String> = track.scenarios.iter().map(|s| &s.rule).collect();
        rules.sort();
        let all = rules.len();
        rules.dedup();
        assert_eq!(rules.len(), all, "{}", path.display());
    }
}

/// Standings that the rule of a waiver names and that nobody comes to, with the reason.
const NEVER: &[(&str, &str, &str)] =
    &[("js-a4-sales", "met", "whether sales are lifted at all is a reading of its own")];

/// Outcomes that the cases of a rule name.
fn outcomes(rule: &Rule) -> Vec<&'static str> {
    let name = |then: &Then| match then {
        Then::Met => "met",
        Then::Failed => "failed",
        Then::Judge => "judge",
        Then::Open => "open",
    };
    let of = |cases: &Cases| {
        cases.cases.iter().map(|c| name(&c.then)).chain([name(&cases.otherwise)]).collect()
    };
    match rule {
        Rule::MetWhen(_) => vec!["met", "failed"],
        Rule::Cases(cases) => of(cases),
        Rule::Records(records) => of(&records.each),
        Rule::Deferred(_) | Rule::Agreement => Vec::new(),
    }
}

/// Between them the scenarios see every requirement of their track failed and open, and every
/// waiver in each standing, as far as its rule names that outcome. The requirements of a joint
/// track are seen in the scenarios of its parts.
#[test]
fn scenarios_cover_every_requirement() {
    for (_, track) in tracks() {
        let pack = RulePack::read(&read(&format!("static/packs/{}.json", track.pack))).unwrap();
        let rules = pack.track(&track.track).unwrap();
        if rules.joint.is_some() {
            continue;
        }
        let seen = |of: fn(&Expected) -> &BTreeMap<String, String>, id: &str, status: &str| {
            let has = |s: &Scenario| of(&s.expected).get(id).is_some_and(|found| found == status);
            assert!(track.scenarios.iter().any(has), "{} is never {status}", id);
        };
        for requirement in &rules.requirements {
            let outcomes = outcomes(&requirement.rule);
            for status in ["failed", "open"] {
                if outcomes.contains(&"failed") {
                    seen(|e| &e.statuses, &requirement.id, status);
                }
            }
        }
        for waiver in &rules.waivers {
            let outcomes = outcomes(&waiver.rule);
            for status in ["met", "failed", "open", "judge", "not-applicable"] {
                let named =
                    outcomes.contains(&status) || ["open", "not-applicable"].contains(&status);
                // One limb of an exemption is judged by a reading, not by a case.
                let named = named || status == "judge" && turns(&waiver.rule);
                if named && !NEVER.iter().any(|(id, never, _)| *id == waiver.id && *never == status)
                {
                    seen(|e| &e.waivers, &waiver.id, status);
                }
            }
        }
    }
}

/// Whether a rule speaks of a reading.
fn turns(rule: &Rule) -> bool {
    serde_json::to_string(rule).unwrap().contains("\"reading\"")
}
