//! Broken packs: every way of breaking a pack gives one fault, with its place, what is wrong and what
//! to do, in both languages.
//!
//! What is told stands in `broken/checks.txt`; `UPDATE_BROKEN=1` writes it anew. Packs that read well
//! and make no sense are tried in `proofs.rs`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    dead_code,
    missing_docs,
    reason = "tests fail by panicking; the shared modules are used in part"
)]

#[path = "broken/golden.rs"]
mod golden;
#[path = "broken/small.rs"]
mod small;

use alliance_check::pack::RulePack;
use alliance_check::pack::diagnostic::Diagnostic;
use serde_json::{Value, json};

use small::{all, node, small, text};

/// A way of breaking the small pack.
type Broken = (&'static str, fn(&mut Value));

fn requirement<'a>(p: &'a mut Value, id: &str) -> &'a mut Value {
    node(p, "requirements", id)
}

fn met_when(p: &mut Value, condition: Value) {
    requirement(p, "r-legal")["rule"] = json!({"met-when": condition});
}

fn each(p: &mut Value) -> &mut Value {
    &mut requirement(p, "r-records")["rule"]["records"]
}

fn remove(node: &mut Value, key: &str) {
    node.as_object_mut().unwrap().remove(key).unwrap();
}

/// Another fact like a known one, asked nowhere.
fn spare(p: &mut Value) {
    let mut spare = node(p, "facts", "legal").clone();
    spare["id"] = json!("spare");
    all(p, "facts").push(spare);
}

fn deadline(p: &mut Value) -> &mut Value {
    small::deadlines(p);
    &mut p["tracks"][0]["deadlines"][0]
}

fn calendar(p: &mut Value) -> &mut Value {
    p["calendar"] = json!({
        "years": [{"year": 2026, "published": "2025-11-04", "source": text("notice"),
            "off": [["2026-01-01", "2026-01-03"]], "work": ["2026-01-04"]}],
        "unpublished": {"off": ["01-01"], "most_off": 20, "most_work": 10}
    });
    &mut p["calendar"]
}

/// A second track, and a joint one of both.
fn joint(p: &mut Value) -> &mut Value {
    let mut second = p["tracks"][0].clone();
    second["id"] = json!("u");
    let options = json!([{"id": "one", "label": text("one")}, {"id": "two", "label": text("two")}]);
    let mut sectors = node(p, "facts", "legal").clone();
    sectors["id"] = json!("sectors");
    sectors["kind"] = json!({"choices": {"options": options}});
    all(p, "facts").push(sectors);
    let mut both = p["tracks"][0].clone();
    both["id"] = json!("both");
    for list in [
        "sections",
        "particulars",
        "requirements",
        "waivers",
        "preferences",
        "readings",
        "conflicts",
        "materials",
        "examples",
    ] {
        both[list] = json!([]);
    }
    both["sections"] = json!([{"id": "which", "title": text("which"), "facts": ["sectors"]}]);
    let part =
        |option: &str, track: &str| json!({"option": option, "track": track, "label": text(track)});
    both["joint"] = json!({"fact": "sectors", "id": "r-which", "label": text("which"),
        "statement": text("which"), "cite": ["c"], "decider": text("the office"),
        "parts": [part("one", "t"), part("two", "u")]});
    let tracks = p["tracks"].as_array_mut().unwrap();
    tracks.extend([second, both]);
    &mut tracks[2]
}

/// The only track as an information page.
fn information(p: &mut Value) -> &mut Value {
    let track = &mut p["tracks"][0];
    for list in [
        "sections",
        "particulars",
        "requirements",
        "waivers",
        "preferences",
        "readings",
        "conflicts",
        "materials",
        "examples",
    ] {
        track[list] = json!([]);
    }
    remove(track, "form");
    track["kind"] = json!("information");
    track["notes"] = json!([{"text": text("note"), "cite": ["c"]}]);
    track
}

const SHAPE: &[Broken] = &[
    ("a field that is none", |p| requirement(p, "r-since")["statment"] = json!("x")),
    ("a field that is missing", |p| remove(requirement(p, "r-since"), "label")),
    ("a misspelt kind of condition", |p| met_when(p, json!({"yess": "legal"}))),
    ("a misspelt outcome", |p| {
        requirement(p, "r-sales")["rule"]["cases"]["otherwise"] = json!("failled");
    }),
    ("a number for a text", |p| requirement(p, "r-legal")["label"]["zh"] = json!(3)),
    ("a number for an amount", |p| {
        met_when(p, json!({"at-least": {"fact": "sales", "value": 2, "unit": "亿元"}}));
    }),
    ("a misspelt kind of fact", |p| node(p, "facts", "legal")["kind"] = json!("yesno")),
    ("a misspelt kind of track", |p| p["tracks"][0]["kind"] = json!("info")),
    ("a misspelt place of a day", |p| {
        small::deadlines(p);
        met_when(p, json!({"deadline": {"id": "d-due", "is": ["on"]}}));
    }),
    ("a shift of no kind", |p| deadline(p)["shift"] = json!({"weeks": 1})),
    ("an unknown standing", |p| {
        p["sources"][0]["force"]["status"] = json!("valid");
    }),
    ("half of a text", |p| remove(&mut requirement(p, "r-legal")["label"], "en")),
];

const HEADER: &[Broken] = &[
    ("the format of a later program", |p| p["format"] = json!(2)),
    ("a version left empty", |p| p["version"] = json!(" ")),
    ("two sources of one code", |p| {
        let again = p["sources"][0].clone();
        all(p, "sources").push(again);
    }),
    ("a citation outside the document", |p| p["citations"][0]["end"] = json!(999)),
    ("a citation of nothing", |p| p["citations"][0]["end"] = json!(0)),
    ("a citation without a label", |p| p["citations"][0]["label"] = json!("")),
    ("a citation of an unknown document", |p| {
        p["citations"][0]["document"] = json!("TT");
    }),
    ("a hash that is none", |p| p["citations"][0]["sha256"] = json!("abc")),
    ("a day that does not exist", |p| p["sources"][0]["reviewed"] = json!("2026-02-30")),
    ("an empty text", |p| requirement(p, "r-legal")["label"]["en"] = json!(" ")),
];

const FACTS: &[Broken] = &[
    ("a fact asked twice", |p| {
        let facts = &mut p["tracks"][0]["particulars"][0]["facts"];
        facts.as_array_mut().unwrap().push(json!("legal"));
    }),
    ("a particular asked for by what nobody asks", |p| {
        node(p, "facts", "uscc")["when"] = json!({"yes": "nobody"});
    }),
    ("a question without its words", |p| remove(node(p, "facts", "legal"), "question")),
    ("a question without a clause", |p| remove(node(p, "facts", "legal"), "cite")),
    ("a fact printed and never asked", |p| {
        spare(p);
        p["tracks"][0]["form"]["cover"].as_array_mut().unwrap().push(json!("spare"));
    }),
    ("an unknown fact on the form", |p| {
        p["tracks"][0]["form"]["cover"].as_array_mut().unwrap().push(json!("usc"));
    }),
    ("a follow-up of an unknown fact", |p| {
        node(p, "facts", "evidence")["follows"] = json!("titel");
    }),
    ("one option only", |p| {
        spare(p);
        let one = json!([{"id": "own", "label": text("own")}]);
        node(p, "facts", "spare")["kind"] = json!({"choice": {"options": one}});
    }),
    ("an amount within a record", |p| {
        let field = json!({"id": "sum", "label": text("sum"), "kind": {"amount": {"unit": "元"}}});
        let fields = &mut node(p, "facts", "adverse")["kind"]["records"]["fields"];
        fields.as_array_mut().unwrap().push(field);
    }),
    ("a field of a record named kind", |p| {
        let field = json!({"id": "kind", "label": text("kind"), "kind": "yes-no"});
        let fields = &mut node(p, "facts", "adverse")["kind"]["records"]["fields"];
        fields.as_array_mut().unwrap().push(field);
    }),
    ("a kind of record with an unknown field", |p| {
        let kinds = &mut node(p, "facts", "adverse")["kind"]["records"]["kinds"];
        kinds[1]["fields"].as_array_mut().unwrap().push(json!("listed"));
    }),
];

const RULES: &[Broken] = &[
    ("no requirement", |p| {
        let track = &mut p["tracks"][0];
        for list in ["requirements", "waivers", "conflicts", "examples", "materials"] {
            track[list] = json!([]);
        }
    }),
    ("a wrong fact near a known one", |p| met_when(p, json!({"yes": "leagl"}))),
    ("a wrong fact near nothing", |p| met_when(p, json!({"yes": "weather"}))),
    ("a fact asked nowhere", |p| {
        spare(p);
        met_when(p, json!({"yes": "spare"}));
    }),
    ("a requirement without a clause", |p| requirement(p, "r-legal")["cite"] = json!([])),
    ("an unknown clause", |p| requirement(p, "r-legal")["cite"] = json!(["c1"])),
    ("an empty group", |p| met_when(p, json!({"all": []}))),
    ("no option", |p| met_when(p, json!({"is": {"fact": "sort", "any_of": []}}))),
    ("an unknown option", |p| {
        met_when(p, json!({"is": {"fact": "sort", "any_of": ["consumers"]}}));
    }),
    ("an option of no choice", |p| {
        met_when(p, json!({"is": {"fact": "legal", "any_of": ["yes"]}}));
    }),
    ("a condition of another kind", |p| met_when(p, json!({"yes": "sort"}))),
    ("a comparison outside a conflict", |p| met_when(p, json!({"given": "legal"}))),
    ("a unit of another family", |p| {
        met_when(p, json!({"at-least": {"fact": "sales", "value": "2", "unit": "亩"}}));
    }),
    ("a threshold that is no number", |p| {
        met_when(p, json!({"at-least": {"fact": "sales", "value": "2e4", "unit": "万元"}}));
    }),
    ("a period of a fact that is no date", |p| {
        met_when(p, json!({"lasted": {"fact": "sales", "years": 3, "clock": "on"}}));
    }),
    ("a distance of a fact that is no amount", |p| {
        requirement(p, "r-sales")["shortfall"] = json!("sort");
    }),
    ("more of a fact that is no amount", |p| {
        requirement(p, "r-sales")["more_never_hurts"] = json!(["sort"]);
    }),
    ("no case", |p| requirement(p, "r-sales")["rule"]["cases"]["cases"] = json!([])),
    ("more cases than a diagram holds", |p| {
        let cases = &mut requirement(p, "r-sales")["rule"]["cases"]["cases"];
        let case = cases[0].clone();
        *cases = json!(vec![case; 21]);
    }),
    ("records of a fact that has none", |p| each(p)["fact"] = json!("legal")),
    ("a rule over records of no kind", |p| each(p)["kinds"] = json!([])),
    ("an unknown kind of record", |p| each(p)["kinds"] = json!(["credits"])),
    ("an unknown field of a record", |p| {
        each(p)["each"]["cases"][1]["when"] = json!({"yes": "still-lsted"});
    }),
    ("a reading within a rule over records", |p| {
        each(p)["each"]["cases"][1]["when"] =
            json!({"reading": {"reading": "r-scope", "takes": "wide"}});
    }),
    ("two nodes of one id", |p| {
        let again = requirement(p, "r-legal").clone();
        all(p, "requirements").push(again);
    }),
    ("an id that is none", |p| node(p, "materials", "m-paper")["id"] = json!("M paper")),
];

const NODES: &[Broken] = &[
    ("a waiver of nothing", |p| node(p, "waivers", "w-sales")["of"] = json!("r-sale")),
    ("a waiver without a clause", |p| node(p, "waivers", "w-sales")["cite"] = json!([])),
    ("two waivers of one requirement", |p| {
        let mut second = node(p, "waivers", "w-sales").clone();
        second["id"] = json!("w-more");
        all(p, "waivers").push(second);
    }),
    ("a material that proves nothing known", |p| {
        node(p, "materials", "m-paper")["proves"] = json!(["r-legl"]);
    }),
    ("a material without a clause", |p| node(p, "materials", "m-paper")["cite"] = json!([])),
    ("an advantage without a clause", |p| {
        node(p, "preferences", "p-sort")["cite"] = json!([]);
    }),
    ("a conflict that opens nothing known", |p| {
        node(p, "conflicts", "k-code")["opens"] = json!(["r-lega"]);
    }),
    ("a conflict of an unknown fact", |p| {
        node(p, "conflicts", "k-code")["facts"] = json!(["uscd"]);
    }),
    ("a reading with one alternative", |p| {
        let mut one = node(p, "readings", "r-scope").clone();
        one["id"] = json!("r-one");
        one["alternatives"].as_array_mut().unwrap().truncate(1);
        one["recommended"] = json!("wide");
        all(p, "readings").push(one);
    }),
    ("a recommended reading that is none", |p| {
        node(p, "readings", "r-scope")["recommended"] = json!("narow");
    }),
    ("a reading named like a fact", |p| {
        let mut named = node(p, "readings", "r-scope").clone();
        named["id"] = json!("title");
        all(p, "readings").push(named);
    }),
    ("an unknown reading", |p| {
        let taken = json!({"reading": {"reading": "r-scop", "takes": "wide"}});
        node(p, "preferences", "p-sort")["when"] = taken;
    }),
    ("an unknown alternative of a reading", |p| {
        let taken = json!({"reading": {"reading": "r-scope", "takes": "wider"}});
        node(p, "preferences", "p-sort")["when"] = taken;
    }),
    ("a note of an unknown clause", |p| {
        p["tracks"][0]["steps"] = json!([{"text": text("step"), "cite": ["d"]}]);
    }),
    ("an admission without a form", |p| remove(&mut p["tracks"][0], "form")),
    ("an example on no day", |p| {
        node(p, "examples", "e-best")["on"] = json!("2026-13-01");
    }),
    ("two examples of one id", |p| {
        let again = node(p, "examples", "e-best").clone();
        all(p, "examples").push(again);
    }),
];

const KINDS: &[Broken] = &[
    ("a deadline without a clause", |p| deadline(p)["cite"] = json!([])),
    ("a deadline counted from no date", |p| deadline(p)["base"] = json!("sales")),
    ("a deadline compared with no date", |p| {
        deadline(p)["against"] = json!({"fact": "legal"});
    }),
    ("two deadlines of one id", |p| {
        let again = deadline(p).clone();
        all(p, "deadlines").push(again);
    }),
    ("working days without a calendar", |p| {
        deadline(p)["shift"] = json!({"working-days": 20});
    }),
    ("too many working days", |p| {
        calendar(p);
        deadline(p)["shift"] = json!({"working-days": 1001});
    }),
    ("an unknown deadline", |p| {
        small::deadlines(p);
        met_when(p, json!({"deadline": {"id": "d-do", "is": ["before"]}}));
    }),
    ("before, on or after a deadline left out", |p| {
        small::deadlines(p);
        met_when(p, json!({"deadline": {"id": "d-due", "is": []}}));
    }),
    ("a deadline within a rule over records", |p| {
        small::deadlines(p);
        each(p)["each"]["cases"][1]["when"] =
            json!({"deadline": {"id": "d-due", "is": ["before"]}});
    }),
    ("a date tool without a deadline", |p| p["tracks"][0]["kind"] = json!("deadlines")),
    ("a year of the calendar that stands twice", |p| {
        let years = calendar(p)["years"].as_array_mut().unwrap();
        let again = years[0].clone();
        years.push(again);
    }),
    ("a day off in another year", |p| {
        calendar(p)["years"][0]["off"] = json!([["2025-12-31", "2026-01-03"]]);
    }),
    ("a day off that is no day", |p| {
        calendar(p)["years"][0]["work"] = json!(["2026-02-30"]);
    }),
    ("a month and day that is none", |p| {
        calendar(p)["unpublished"]["off"] = json!(["1 January"]);
    }),
    ("an information page that asks", |p| {
        let facts = json!([{"id": "main", "title": text("main"), "facts": ["legal"]}]);
        information(p)["sections"] = facts;
    }),
    ("an information page without notes", |p| information(p)["notes"] = json!([])),
    ("a joint track of one part", |p| {
        joint(p)["joint"]["parts"].as_array_mut().unwrap().truncate(1);
    }),
    ("a joint track of an unknown part", |p| {
        joint(p)["joint"]["parts"][1]["track"] = json!("uu");
    }),
    ("a joint track of itself", |p| joint(p)["joint"]["parts"][1]["track"] = json!("both")),
    ("a joint track with an unknown option", |p| {
        joint(p)["joint"]["parts"][1]["option"] = json!("tow");
    }),
    ("a joint track by a fact of one option", |p| joint(p)["joint"]["fact"] = json!("sort")),
    ("a joint track without a clause", |p| joint(p)["joint"]["cite"] = json!([])),
    ("parts that word a requirement differently", |p| {
        joint(p);
        p["tracks"][1]["requirements"][0]["label"] = text("another");
    }),
    ("parts that lift a requirement differently", |p| {
        joint(p);
        p["tracks"][1]["waivers"][0]["statement"] = text("another");
    }),
    ("parts of which one alone lifts a requirement", |p| {
        joint(p);
        p["tracks"][1]["waivers"] = json!([]);
        for material in p["tracks"][1]["materials"].as_array_mut().unwrap() {
            material["proves"] = json!([]);
        }
        p["tracks"][0]["materials"] = p["tracks"][1]["materials"].clone();
    }),
    ("an option of a joint track that names no part", |p| {
        joint(p);
        let options = &mut node(p, "facts", "sectors")["kind"]["choices"]["options"];
        options.as_array_mut().unwrap().push(json!({"id": "three", "label": text("three")}));
    }),
    ("two counts of working days in one rule", |p| {
        calendar(p);
        small::deadlines(p);
        let mut days = [5, 10].map(|count| {
            let mut deadline = p["tracks"][0]["deadlines"][0].clone();
            deadline["id"] = json!(format!("d-{count}"));
            deadline["shift"] = json!({"working-days": count});
            deadline
        });
        p["tracks"][0]["deadlines"] = days.each_mut().map(|day| day.take()).into_iter().collect();
        let test = |id: &str| json!({"deadline": {"id": id, "is": ["before"]}});
        met_when(p, json!({"any": [test("d-5"), test("d-10")]}));
    }),
];

fn faults(pack: &Value) -> Vec<Diagnostic> {
    RulePack::read(&pack.to_string()).expect_err("a broken pack is refused")
}

/// Every way of breaking a pack gives exactly one fault, named in both languages, with the nearest
/// name where a name is wrong (golden).
#[test]
fn a_broken_pack_gives_one_named_fault() {
    let groups = [SHAPE, HEADER, FACTS, RULES, NODES, KINDS];
    let (mut golden, mut wrong) = (String::new(), Vec::new());
    for (name, breaks) in groups.iter().copied().flatten() {
        let mut pack = small();
        breaks(&mut pack);
        let Err(found) = RulePack::read(&pack.to_string()) else {
            wrong.push(format!("{name}: nothing"));
            continue;
        };
        let told: Vec<String> = found.iter().map(|f| format!("{f}\n")).collect();
        if found.len() != 1 {
            wrong.push(format!("{name}: {}", told.concat()));
        }
        for fault in &found {
            let chinese = [&fault.message.zh, &fault.hint.zh];
            assert!(chinese.iter().all(|t| t.chars().any(|c| c > '\u{4DFF}')), "{fault}");
        }
        // Line and column of the file written here say nothing.
        let plain = |line: &str| line.split(" at line ").next().unwrap().to_owned() + "\n";
        golden.push_str(&format!("# {name}\n"));
        golden.extend(told.concat().lines().map(plain));
        golden.push('\n');
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(groups.iter().map(|group| group.len()).sum::<usize>() >= 40);
    golden::compare("checks.txt", &golden);
}

/// The pack itself, and the packs from which the others are broken, are whole.
#[test]
fn what_is_broken_was_whole() {
    let whole: [fn(&mut Value); 5] =
        [|_| {}, small::deadlines, |p| _ = calendar(p), |p| _ = joint(p), |p| _ = information(p)];
    for (at, prepared) in whole.iter().enumerate() {
        let mut pack = small();
        prepared(&mut pack);
        if let Err(found) = RulePack::read(&pack.to_string()) {
            panic!("{at}: {}", found.iter().map(|f| format!("{f}\n")).collect::<String>());
        }
    }
}

/// An empty text is found however it is written.
#[test]
fn an_empty_text_is_found_however_it_is_written() {
    let good = serde_json::to_string(&small()).unwrap();
    let of = |key: &str| {
        let (before, after) = good.split_once(&format!("\"{key}\":\"")).unwrap();
        let (_, rest) = after.split_once('"').unwrap();
        (before.to_owned(), rest.to_owned())
    };
    for (key, written) in [
        ("zh", r#""zh":"""#),
        ("zh", "\"zh\" :\n \"\u{3000}\u{A0}\""),
        ("en", r#""en":"\t""#),
        ("en", r#""en":" \n ""#),
        ("zh", r#""zh":"\u3000\u0020""#),
        ("zh", r#""\u007Ah":"""#),
        ("en", r#""e\u006e":" ""#),
    ] {
        let (before, rest) = of(key);
        let found = RulePack::read(&format!("{before}{written}{rest}")).expect_err(written);
        assert_eq!(found.len(), 1, "{written}: {found:?}");
        assert_eq!(found[0].message.en, "empty text", "{written}");
    }
    let (before, rest) = of("zh");
    let quoted = format!("{before}\"zh\":\"\\\"引\\\"\"{rest}");
    assert!(RulePack::read(&quoted).is_ok(), "a text that begins with a quotation mark");
}

/// A key written twice is refused, not silently taken the second time; nothing may follow the pack;
/// what is no JSON is named with its line.
#[test]
fn a_pack_that_cannot_be_read_is_refused_with_its_place() {
    let good = serde_json::to_string_pretty(&small()).unwrap();
    let twice = good.replacen("\"format\": 1,", "\"format\": 1,\n  \"format\": 1,", 1);
    assert_ne!(good, twice);
    let rows = [
        (twice, "cannot be read: duplicate field `format` at line"),
        (format!("{good}{{}}"), "text after the end: trailing characters"),
        (good.chars().take(400).collect(), "cannot be read: EOF while parsing"),
        (String::new(), "cannot be read: EOF while parsing a value"),
        ("[]".to_owned(), "cannot be read: invalid length"),
    ];
    for (text, expected) in rows {
        let found = RulePack::read(&text).expect_err("no pack");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].message.en.starts_with(expected), "{}", found[0].message.en);
        assert!(!found[0].hint.zh.is_empty() && !found[0].hint.en.is_empty());
    }
    let deep =
        good.replacen("\"curable\": \"yes\",", "\"curable\": \"yes\", \"curable\": \"no\",", 1);
    assert_ne!(good, deep);
    let found = RulePack::read(&deep).expect_err("a key twice");
    assert!(found[0].place.starts_with("tracks[0].requirements["), "{}", found[0].place);
    assert!(found[0].message.en.contains("duplicate field `curable`"), "{}", found[0].message.en);
}

/// All faults are told at once, not one after the other: those of sense, and those of shape with the
/// places they have in the file.
#[test]
fn every_fault_of_a_pack_is_told_at_once() {
    let mut pack = small();
    requirement(&mut pack, "r-due")["cite"] = json!([]);
    met_when(&mut pack, json!({"yes": "weather"}));
    requirement(&mut pack, "r-since")["label"]["en"] = json!("");
    pack["format"] = json!(2);
    assert_eq!(faults(&pack).len(), 4);

    let mut pack = small();
    requirement(&mut pack, "r-legal")["statment"] = json!("x");
    requirement(&mut pack, "r-sales")["rule"]["cases"]["cases"][1]["then"] = json!("mets");
    remove(requirement(&mut pack, "r-due"), "label");
    requirement(&mut pack, "r-records")["curable"] = json!("maybe");
    pack["facts"][3]["kind"] = json!({"date": {"passed": true}});
    pack["facts"][5]["label"]["zh"] = json!(5);
    let places: Vec<String> = faults(&pack).into_iter().map(|fault| fault.place).collect();
    assert_eq!(
        places,
        [
            "facts[3].kind.date.passed",
            "facts[5].label.zh",
            "tracks[0].requirements[0].statment",
            "tracks[0].requirements[1].rule.cases.cases[1].then",
            "tracks[0].requirements[3]",
            "tracks[0].requirements[4].curable",
        ]
    );
}
