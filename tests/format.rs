//! The page about the pack format: its commands are run, its fragments are those of the example
//! pack, its verdicts are the program's, and no field is forgotten.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests fail by panicking"
)]

use std::path::PathBuf;
use std::process::Command;

use alliance_check::engine::{Dates, assess};
use alliance_check::logic::date;
use alliance_check::pack::raw::Example;
use alliance_check::pack::source_text::SourceText;
use alliance_check::pack::{RulePack, schema, sha256};
use serde_json::Value;

const PAGE: &str = include_str!("../docs/pack-format.md");
const PACK: &str = include_str!("../docs/example-pack.json");
const SOURCE: &str = include_str!("../docs/example-source.txt");

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The fenced blocks of the page: what the fence says, and the lines within.
fn blocks() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut inside: Option<(String, String)> = None;
    for line in PAGE.lines() {
        match (line.strip_prefix("```"), &mut inside) {
            (Some(says), None) => inside = Some((says.to_owned(), String::new())),
            (Some(_), Some(_)) => found.extend(inside.take()),
            (None, Some((_, text))) => text.push_str(&format!("{line}\n")),
            (None, None) => {}
        }
    }
    assert!(inside.is_none(), "a fence is not closed");
    found
}

fn of_kind(kind: &str) -> Vec<(String, String)> {
    let mine = |(says, text): (String, String)| {
        let rest = says.strip_prefix(kind)?.trim().to_owned();
        Some((rest, text))
    };
    blocks().into_iter().filter_map(mine).collect()
}

/// The arguments of a command line: words, some of them in quotation marks.
fn arguments(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}

#[test]
fn the_fragments_are_those_of_the_example() {
    let pack: Value = serde_json::from_str(PACK).unwrap();
    let fragments = of_kind("json");
    assert!(fragments.len() > 10, "the fragments were found");
    for (place, text) in fragments {
        let shown: Value = serde_json::from_str(&text).unwrap_or_else(|f| panic!("{place}: {f}"));
        assert_eq!(pack.pointer(&place), Some(&shown), "{place}");
    }
}

#[test]
fn the_commands_print_what_the_page_shows() {
    let commands = of_kind("console");
    assert!(commands.len() >= 3, "the commands were found");
    for (_, text) in commands {
        let (line, shown) = text.split_once('\n').unwrap();
        let words = arguments(line.strip_prefix("$ packs ").unwrap());
        let ran = Command::new(env!("CARGO_BIN_EXE_packs"))
            .current_dir(root())
            .args(words)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{line}: {}", String::from_utf8_lossy(&ran.stderr));
        assert_eq!(String::from_utf8(ran.stdout).unwrap(), shown, "{line}");
    }
}

/// The verdict of an example, and its statuses by requirement.
fn found(pack: &RulePack, example: &Example) -> (String, Vec<(String, String)>) {
    let track = pack.track("ql-member").unwrap();
    let day = |text: &str| date::parse(text).unwrap();
    let dates = Dates::new(day(&example.on), example.filing.as_deref().map(day));
    let answers = serde_json::from_value(serde_json::to_value(&example.facts).unwrap()).unwrap();
    let found = assess(pack, track, &answers, dates);
    assert_eq!(found.faults, [], "{}", example.id);
    let statuses = track.requirements.iter().zip(&found.requirements);
    let statuses = statuses.map(|(r, f)| (r.id.clone(), f.status.name().to_owned()));
    (found.verdict.name().to_owned(), statuses.collect())
}

#[test]
fn the_example_is_a_pack_and_its_verdicts_are_those_of_the_page() {
    let pack = RulePack::read(PACK).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let examples = &pack.track("ql-member").unwrap().examples;
    assert_eq!(examples.len(), 6);
    for example in examples {
        let (verdict, statuses) = found(&pack, example);
        assert_eq!(verdict, example.verdict, "{}", example.id);
        for (id, status) in &example.statuses {
            assert!(statuses.contains(&(id.clone(), status.clone())), "{}: {id}", example.id);
        }
        let row = PAGE.lines().find(|line| line.contains(&format!("| `{}`", example.id)));
        let row = row.unwrap_or_else(|| panic!("{} stands in no table", example.id));
        assert!(row.contains(&format!("`{verdict}`")), "{row}");
    }
}

#[test]
fn the_citations_of_the_example_are_those_of_its_source() {
    let pack = RulePack::read(PACK).unwrap();
    let source = pack.source().unwrap();
    let normal = SourceText::of(SOURCE);
    assert_eq!(source.chars as usize, normal.len());
    assert_eq!(source.sha256, sha256(normal.whole().as_bytes()));
    for citation in &pack.raw().citations {
        let span = normal.span(citation.start, citation.end).unwrap();
        assert_eq!(citation.sha256, sha256(span.as_bytes()), "{}", citation.id);
        let article: String = citation.label.chars().take(3).collect();
        assert!(span.starts_with(&article) || citation.label.contains("第二款"));
    }
}

/// A piece is found in any spacing and either width of punctuation; never half, never twice.
#[test]
fn a_piece_of_a_source_is_found_where_it_stands() {
    let text = SourceText::of("注(1)：甲乙丙。\n- 丁(戊, 己)。甲乙");
    assert_eq!(text.find("(1)"), [(1, 4)]);
    assert_eq!(text.find("丁（戊，己）"), [(9, 15)]);
    assert_eq!(text.find("甲 乙"), [(5, 7), (16, 18)]);
    assert_eq!(text.find("丙丁"), []);
    assert_eq!(text.find(""), []);
    assert_eq!(text.find("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"), []);
}

// ---- The schema ----

fn written() -> Value {
    let text = std::fs::read_to_string(root().join("static/packs/pack.schema.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_schema_is_that_of_the_types() {
    assert_eq!(written(), schema::schema(), "run `packs schema`");
}

/// Every pack of the site begins with the schema's address, and it, the example and the schema agree.
#[test]
fn every_pack_follows_the_schema() {
    let schema = jsonschema::validator_for(&written()).unwrap();
    let folder = root().join("static/packs");
    let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let packs = files.filter(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.ends_with(".json") && name != "index.json" && !name.ends_with(".schema.json")
    });
    let mut seen = 0;
    for path in packs.chain([root().join("docs/example-pack.json")]) {
        let name = path.display();
        let text = std::fs::read_to_string(&path).unwrap();
        let pack: Value = serde_json::from_str(&text).unwrap();
        let faults: Vec<String> = schema
            .iter_errors(&pack)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
        let address = pack["$schema"].as_str().unwrap_or_default();
        assert!(text.trim_start_matches(['{', '\n', ' ']).starts_with("\"$schema\""), "{name}");
        let schema_file = path.parent().unwrap().join(address);
        assert!(schema_file.is_file(), "{name} names {address}");
        seen += 1;
    }
    assert!(seen > 2, "packs were found");
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let schema = jsonschema::validator_for(&written()).unwrap();
    let good: Value = serde_json::from_str(PACK).unwrap();
    let broken: [(&str, Value); 5] = [
        ("/format", "1".into()),
        ("/facts/0/kind", "amount".into()),
        ("/tracks/0/requirements/0/rule", serde_json::json!({"met-if": {"yes": "name"}})),
        ("/tracks/0/requirements/0/curable", "maybe".into()),
        ("/tracks/0/name", serde_json::json!({"zh": "名", "en": "name", "fr": "nom"})),
    ];
    assert!(schema.is_valid(&good));
    for (place, value) in broken {
        let mut pack = good.clone();
        *pack.pointer_mut(place).unwrap() = value;
        assert!(!schema.is_valid(&pack), "{place}");
        assert!(RulePack::read(&pack.to_string()).is_err(), "{place}");
    }
}

/// Every field and every word of the format, as the schema lists them.
fn names(schema: &Value, into: &mut Vec<String>) {
    if let Value::Object(map) = schema {
        if let Some(Value::Object(properties)) = map.get("properties") {
            into.extend(properties.keys().cloned());
        }
        into.extend(map.get("const").and_then(Value::as_str).map(str::to_owned));
        let words = map.get("enum").and_then(Value::as_array);
        into.extend(words.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
    }
    match schema {
        Value::Object(map) => map.values().for_each(|inner| names(inner, into)),
        Value::Array(list) => list.iter().for_each(|inner| names(inner, into)),
        _ => {}
    }
}

#[test]
fn the_page_forgets_no_field_and_no_word() {
    let mut all = Vec::new();
    names(&written(), &mut all);
    all.sort();
    all.dedup();
    assert!(all.len() > 100, "the schema was read: {}", all.len());
    let told = |name: &&String| {
        !PAGE.contains(&format!("`{name}`")) && !PAGE.contains(&format!("\"{name}\""))
    };
    let forgotten: Vec<&String> = all.iter().filter(told).collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
}
