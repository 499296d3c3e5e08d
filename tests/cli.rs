//! The command line: what it prints, what it refuses, and with which code it ends.
//!
//! 0 where the work was done, whatever the verdict; 2 on input that cannot be used, with every fault
//! listed (rulings A11).
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

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

/// The two tracks, by pack.
const TRACKS: [[&str; 2]; 2] = [["jiangsu", "js-lib-m"], ["shanghai-cleaner-production", "sc-mem"]];

/// A folder of its own for a test, gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("alliance-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// How a run ended.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

fn packs(arguments: &[&str]) -> Run {
    let out = Command::new(env!("CARGO_BIN_EXE_packs"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    Run {
        code: out.status.code().expect("no signal"),
        out: String::from_utf8(out.stdout).unwrap(),
        err: String::from_utf8(out.stderr).unwrap(),
    }
}

fn complete(track: &str) -> Value {
    let path = format!("{}/tests/scenarios/{track}.json", env!("CARGO_MANIFEST_DIR"));
    let value: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    value["complete"].clone()
}

fn assess(track: [&str; 2], facts: &Value) -> Run {
    let name = format!("{}-{}", track[1], facts.to_string().len());
    let folder = Folder::new(&format!("assess-{name}-{:?}", std::thread::current().id()));
    let file = folder.write("facts.json", &facts.to_string());
    packs(&["assess", track[0], track[1], &file, "--on", "2026-11-20"])
}

fn with(track: &str, changes: Value) -> Value {
    let mut facts = complete(track);
    for (fact, answer) in changes.as_object().unwrap() {
        facts[fact] = answer.clone();
    }
    facts
}

fn read(run: &Run) -> Value {
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    serde_json::from_str(&run.out).unwrap()
}

// ---- assess ----

/// Every verdict ends with 0: the work was done.
#[test]
fn every_verdict_ends_with_zero() {
    let rows = [
        (json!({}), "eligible"),
        (json!({"legal-person": false}), "not-eligible"),
        (json!({"legal-person": {"unknown": true}}), "undetermined"),
        (json!({"trademark": "group-mark"}), "needs-judgement"),
    ];
    for (changes, verdict) in rows {
        let told = read(&assess(TRACKS[0], &with("js-lib-m", changes)));
        assert_eq!(told["verdict"], verdict);
    }
    assert_eq!(read(&assess(TRACKS[1], &json!({})))["verdict"], "undetermined", "nothing answered");
}

/// The shape of rulings C4: every field is there, of its type, whatever is found.
#[test]
fn the_findings_have_every_field() {
    fn keys(value: &Value) -> BTreeSet<&str> {
        value.as_object().unwrap().keys().map(String::as_str).collect()
    }
    let facts = with(
        "js-lib-m",
        json!({
            "product-sales-y1": {"value": "9999.99", "unit": "万元"},
            "class-sales-y1": {"value": "9999.99", "unit": "万元"},
            "mfg-titles": ["little-giant-national"], "title-evidence": false,
            "established-on": "2023-11-21", "trademark": "group-mark",
        }),
    );
    let told = read(&assess(TRACKS[0], &facts));
    let whole = BTreeSet::from([
        "pack",
        "version",
        "hash",
        "unofficial",
        "track",
        "on",
        "filing",
        "verdict",
        "force",
        "requirements",
        "waivers",
        "preferences",
        "readings",
        "sectors",
        "materials",
        "missing_documents",
        "deadline",
        "deadlines",
        "unused",
        "wanted",
        "notices",
    ]);
    assert_eq!(keys(&told), whole);
    assert_eq!(told["pack"], "jiangsu");
    assert_eq!(told["track"], "js-lib-m");
    assert_eq!((&told["on"], &told["filing"]), (&json!("2026-11-20"), &json!("2026-11-20")));
    assert_eq!(told["hash"].as_str().unwrap().len(), 64);
    assert_eq!((&told["sectors"], &told["deadline"]), (&json!([]), &Value::Null));

    let requirement = BTreeSet::from([
        "id",
        "citation",
        "status",
        "self_declared",
        "decider",
        "curable",
        "from",
        "shortfall",
        "reason",
        "waived_by",
        "open",
    ]);
    let statuses = ["met", "failed", "open", "judge", "deferred", "waived", "not-applicable"];
    for node in told["requirements"].as_array().unwrap() {
        assert_eq!(keys(node), requirement);
        assert!(statuses.contains(&node["status"].as_str().unwrap()), "{node}");
        assert_eq!(keys(&node["citation"]), BTreeSet::from(["document", "label"]));
        assert_eq!(node["curable"].is_null(), node["status"] != "failed", "{node}");
        let text = &node["reason"];
        assert!(text.is_null() || keys(text) == BTreeSet::from(["en", "zh"]), "{node}");
    }
    let of = |id: &str| {
        let nodes = told["requirements"].as_array().unwrap();
        nodes.iter().find(|n| n["id"] == id).unwrap().clone()
    };
    assert_eq!(of("js-m1")["shortfall"], json!({"value": "0.01", "unit": "万元"}));
    assert_eq!(
        (&of("js-m1")["curable"], &of("js-g1c")["from"]),
        (&json!("wait"), &json!("2026-11-21"))
    );
    assert_eq!(
        (&of("js-g3a")["self_declared"], &of("js-g1a")["self_declared"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(of("js-g1a")["citation"]["document"], "JS");

    let rows: [(&str, &[&str]); 6] = [
        ("waivers", &["id", "of", "citation", "status", "reason"]),
        ("preferences", &["id", "citation", "claimed"]),
        (
            "readings",
            &["id", "depends", "affects", "alternatives", "recommended", "question", "ask"],
        ),
        ("materials", &["id", "required", "basis", "why"]),
        ("missing_documents", &["id", "title", "role"]),
        ("notices", &["kind", "text"]),
    ];
    for (list, fields) in rows {
        let nodes = told[list].as_array().unwrap();
        assert!(!nodes.is_empty(), "{list}");
        for node in nodes {
            let mut found = keys(node);
            if list == "notices" {
                found.remove("fact");
            }
            assert_eq!(found, fields.iter().copied().collect::<BTreeSet<_>>(), "{list}");
        }
    }
    for alternative in told["readings"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|r| r["alternatives"].as_array().unwrap())
    {
        assert_eq!(keys(alternative), BTreeSet::from(["id", "text", "statuses", "verdict"]));
    }
    let first = &told["notices"][0];
    assert_eq!(first["kind"], "force", "the legal force of the text is told first");
    assert!(first["text"]["zh"].as_str().unwrap().contains("征求意见稿"), "{first}");
}

/// The planned filing date is printed; it may not lie before the assessment.
#[test]
fn the_filing_date_is_printed_and_checked() {
    let folder = Folder::new("filing");
    let facts = folder.write("facts.json", &complete("js-lib-m").to_string());
    let head = ["assess", "jiangsu", "js-lib-m", &facts, "--on"];
    let run = |dates: &[&str]| packs(&[&head[..], dates].concat());
    assert_eq!(read(&run(&["2026-11-20", "--filing", "2026-12-31"]))["filing"], "2026-12-31");
    assert_eq!(read(&run(&["2026年11月20日"]))["on"], "2026-11-20");
    for dates in [
        &["2026-11-20", "--filing", "2026-11-19"][..],
        &["2026-02-30"],
        &["today"],
        &["2026-11-20", "--filing", "soon"],
    ] {
        let refused = run(dates);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{dates:?}");
        assert!(refused.err.contains("1 fault\n"), "{}", refused.err);
    }
    assert_eq!(packs(&head[..4]).code, 2, "without --on");
}

/// Input that cannot be used ends with 2, and names the fact and what is wrong with it.
#[test]
fn unusable_input_is_refused_by_name() {
    let rows = [
        (json!({"weather": true}), "weather: no such fact"),
        (json!({"legal-person": "yes"}), "legal-person: wrong type"),
        (json!({"legal-person": 1}), "legal-person"),
        (json!({"legal-person": null}), "legal-person"),
        (json!({"registration-province": "atlantis"}), "registration-province: no such option"),
        (json!({"mfg-titles": ["little-giant"]}), "mfg-titles: no such option"),
        (json!({"mfg-titles": "little-giant-national"}), "mfg-titles: wrong type"),
        (json!({"established-on": "2023-02-29"}), "established-on: not a date"),
        (json!({"established-on": "yesterday"}), "established-on: not a date"),
        (
            json!({"product-sales-y1": {"value": "1e4", "unit": "万元"}}),
            "product-sales-y1: not a number",
        ),
        (
            json!({"product-sales-y1": {"value": "", "unit": "万元"}}),
            "product-sales-y1: not a number",
        ),
        (
            json!({"product-sales-y1": {"value": "0.000000001", "unit": "万元"}}),
            "product-sales-y1: too precise",
        ),
        (json!({"product-sales-y1": {"value": "1", "unit": "亩"}}), "product-sales-y1: wrong unit"),
        (json!({"product-sales-y1": {"value": "1"}}), "product-sales-y1"),
        (json!({"product-sales-y1": 10000}), "product-sales-y1"),
        (json!({"product-sales-y1": ["10000", "万元"]}), "product-sales-y1"),
        (json!({"product-sales-y1": "10000"}), "product-sales-y1: wrong type"),
        (json!({"adverse-records": [{"kind": "fire"}]}), "adverse-records[0].kind: no such field"),
        (json!({"adverse-records": [{}]}), "adverse-records[0].kind: no such field"),
        (
            json!({"adverse-records": [{"kind": "credit", "colour": "red"}]}),
            "adverse-records[0].colour: no such field",
        ),
        (
            json!({"adverse-records": [{"kind": "credit", "listed-on": "2025-13-01"}]}),
            "adverse-records[0].listed-on: not a date",
        ),
        (
            json!({"adverse-records": [{"kind": "credit", "list-type": "x"}]}),
            "adverse-records[0].list-type: no such option",
        ),
        (
            json!({"adverse-records": [{"kind": "credit", "still-listed": "yes"}]}),
            "adverse-records[0].still-listed: wrong type",
        ),
        (json!({"adverse-records": false}), "adverse-records: wrong type"),
    ];
    for (changes, expected) in rows {
        let run = assess(TRACKS[0], &with("js-lib-m", changes.clone()));
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{changes}");
        assert!(
            run.err.contains(expected) && run.err.ends_with("1 fault\n"),
            "{changes}: {}",
            run.err
        );
    }
}

/// Every fault is listed, not only the first.
#[test]
fn every_fault_is_listed() {
    let facts = json!({
        "weather": true, "legal-person": "maybe", "established-on": "2023-02-29",
        "product-sales-y1": {"value": "x", "unit": "万元"}, "goods-class": "both", "name": 7,
    });
    let run = assess(TRACKS[0], &facts);
    assert_eq!(run.code, 2);
    for fact in facts.as_object().unwrap().keys() {
        assert!(run.err.contains(fact.as_str()), "{fact} is not named: {}", run.err);
    }
    assert!(run.err.ends_with("6 faults\n"), "{}", run.err);
}

/// Unknown names and unreadable files are told with what there is.
#[test]
fn unknown_names_and_unreadable_files() {
    let folder = Folder::new("names");
    let facts = folder.write("facts.json", "{}");
    let broken = folder.write("broken.json", "{\"legal-person\": tru}");
    let list = folder.write("list.json", "[]");
    let none = folder.path("none.json");
    let on = ["--on", "2026-11-20"];
    let rows: [(&[&str], &str); 6] = [
        (&["assess", "jiangxi", "js-lib-m", &facts], "no pack named `jiangxi`; there are: "),
        (
            &["assess", "jiangsu", "js-lib-x", &facts],
            "no track named `js-lib-x`; there are: js-lib-m",
        ),
        (&["assess", "jiangsu", "js-lib-m", &broken], "line 1 column 2"),
        (&["assess", "jiangsu", "js-lib-m", &list], "a JSON object is needed"),
        (&["assess", "jiangsu", "js-lib-m", &none], "cannot be read"),
        (&["assess", "--packs", "nowhere", "jiangsu", "js-lib-m", &facts], "cannot be read"),
    ];
    for (arguments, expected) in rows {
        let run = packs(&[arguments, &on].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.contains(expected), "{arguments:?}: {}", run.err);
    }
    assert_eq!(packs(&["asses"]).code, 2);
    assert_eq!(packs(&[]).code, 2);
    assert_eq!(packs(&["--help"]).code, 0);
    assert_eq!(packs(&["--version"]).code, 0);
}

/// A value that is possible to write and impossible to be true leaves the requirement open, ends
/// with 0 and is told (rulings A11).
#[test]
fn impossible_values_leave_the_requirement_open() {
    let code = |text: &str| json!({"uscc": text});
    let rows = [
        (
            json!({"product-sales-y1": {"value": "-1", "unit": "万元"}}),
            "invalid-value",
            "product-sales-y1",
            Some("js-m1"),
        ),
        (
            json!({"established-on": "2026-11-21"}),
            "invalid-value",
            "established-on",
            Some("js-g1c"),
        ),
        (
            json!({"staff-count": {"value": "2.5", "unit": "人"}}),
            "invalid-value",
            "staff-count",
            None,
        ),
        (
            json!({"adverse-records": [{"kind": "accident", "happened-on": "2027-01-01", "grade": "major", "responsible": "yes"}]}),
            "invalid-value",
            "adverse-records",
            Some("js-g4c"),
        ),
        (code("91350100M000100Y44"), "unusual", "uscc", None),
        (code("320100000012345"), "unusual", "uscc", None),
        (json!({"contact-mobile": "12345"}), "unusual", "contact-mobile", None),
        (json!({"contact-email": "nobody"}), "unusual", "contact-email", None),
    ];
    for (changes, kind, fact, open) in rows {
        let told = read(&assess(TRACKS[0], &with("js-lib-m", changes.clone())));
        let notices = told["notices"].as_array().unwrap();
        let about = notices.iter().filter(|n| n["kind"] == kind && n["fact"] == fact);
        assert_eq!(about.count(), 1, "{changes}: {notices:?}");
        let found: Vec<&str> = told["requirements"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|r| r["status"] == "open")
            .map(|r| r["id"].as_str().unwrap())
            .collect();
        assert_eq!(found, open.into_iter().collect::<Vec<_>>(), "{changes}");
        assert_eq!(told["verdict"], if open.is_some() { "undetermined" } else { "eligible" });
    }
    let loss = json!({"net-profit-y1": {"value": "-300", "unit": "万元"}});
    let told = read(&assess(TRACKS[0], &with("js-lib-m", loss)));
    assert_eq!(told["verdict"], "not-eligible", "a loss is a value, not a fault");
}

// ---- facts, check, index, export ----

/// The facts of a track can be filled in from what is printed.
#[test]
fn facts_are_listed_with_what_an_answer_needs() {
    for [pack, track] in TRACKS {
        let told = read(&packs(&["facts", pack, track]));
        let facts = told.as_array().unwrap();
        for fact in facts {
            let (id, kind) = (fact["id"].as_str().unwrap(), fact["kind"].as_str().unwrap());
            for lang in ["zh", "en"] {
                assert!(!fact["label"][lang].as_str().unwrap().is_empty(), "{id}");
                assert!(!fact["question"][lang].as_str().unwrap().is_empty(), "{id}");
            }
            assert_eq!(fact["unit"].is_string(), kind == "amount", "{id}");
            assert_eq!(fact["options"].is_array(), ["choice", "choices"].contains(&kind), "{id}");
            assert_eq!(fact["fields"].is_object(), ["records", "table"].contains(&kind), "{id}");
            assert!(["question", "particular"].contains(&fact["role"].as_str().unwrap()), "{id}");
        }
        let ids: BTreeSet<&str> = facts.iter().map(|f| f["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), facts.len(), "no fact is listed twice");
        for answered in complete(track).as_object().unwrap().keys() {
            assert!(ids.contains(answered.as_str()), "{answered}");
        }
        let option = &facts.iter().find(|f| f["kind"] == "choice").unwrap()["options"][0];
        assert!(option["id"].is_string() && option["label"]["zh"].is_string());
    }
}

/// `check` accepts what is shipped, and names every fault of a damaged copy with its file.
#[test]
fn check_names_the_faults_of_a_damaged_pack() {
    let run = packs(&["check", "static/packs"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    for part in
        ["js-lib-m: 15 requirements", "eligible: {", "every question, exemption and material"]
    {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }

    let folder = Folder::new("check");
    let shipped = |name: &str| {
        let path = format!("{}/static/packs/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    };
    let copy = |name: &str| folder.write(name, &shipped(name));
    for name in ["index.json", "jilin.json"] {
        copy(name);
    }
    let damaged = shipped("shanghai-cleaner-production.json");
    let name = "shanghai-cleaner-production.json";
    let dir = folder.path("");
    folder.write(
        name,
        &damaged.replacen("\"yes\": \"sector-commitment\"", "\"yes\": \"sector-comitment\"", 1),
    );
    let run = packs(&["check", &dir]);
    assert_eq!(run.code, 2);
    assert!(run.out.contains("jl-mem: 4 requirements"), "the other packs are checked all the same");
    for part in [
        name,
        "sc-2b",
        "did you mean `sector-commitment`",
        "是否应为“sector-commitment”",
        "1 fault\n",
    ] {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }

    folder.write(name, &damaged.replacen("\"version\": \"", "\"version\": \"1", 1));
    let run = packs(&["check", &dir]);
    assert_eq!(run.code, 2, "the catalogue is out of date");
    assert!(run.err.contains("differs from the packs; run `packs index"), "{}", run.err);
    // A server would send these instead of what the files say now.
    let stale = ["index.json.br", "jilin.json.gz", "slices/zh/jilin/jl-mem.bin.br"];
    std::fs::create_dir_all(folder.path("slices/zh/jilin")).unwrap();
    let stale = stale.map(|name| folder.write(name, "of before"));
    assert_eq!(packs(&["index", &dir]).code, 0);
    for path in stale {
        assert!(!std::path::Path::new(&path).exists(), "{path} is out of date");
    }
    assert!(std::path::Path::new(&folder.path("slices/zh/jilin/jl-mem.bin")).exists());
    assert_eq!(packs(&["check", &dir]).code, 0);

    // A pack that reads well and makes no sense: told with a fact file that shows it.
    let no_use = damaged.replacen("\"yes\": \"sector-commitment\"", "\"yes\": \"legal-person\"", 1);
    folder.write(name, &no_use);
    let run = packs(&["check", &dir]);
    assert_eq!(run.code, 2);
    for part in ["no answer to `sector-commitment` changes anything", "witness --on 2026-"] {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }

    folder.write(name, "{");
    assert_eq!(packs(&["check", &dir]).code, 2);
    assert_eq!(packs(&["check", &folder.path("nowhere")]).code, 2);
}

/// With a folder of sources, `check` compares every citation and names those that differ.
#[test]
fn check_compares_the_sources() {
    let folder = Folder::new("sources");
    let index =
        std::fs::read_to_string(format!("{}/static/packs/index.json", env!("CARGO_MANIFEST_DIR")))
            .unwrap();
    assert!(index.contains("jiangsu"));
    let run = packs(&["check", "static/packs", "--sources", &folder.path("")]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("jiangsu-premium-measures.txt: cannot be read"), "{}", run.err);
    folder.write("jiangsu-premium-measures.txt", "另一份文件");
    folder.write("shanghai-cleaner-production-charter.txt", "另一份文件");
    let run = packs(&["check", "static/packs", "--sources", &folder.path("")]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("the text differs from the one that was encoded"), "{}", run.err);
    assert!(run.err.contains("no longer has its hash"), "{}", run.err);
    if let Some(real) = std::env::var_os("ALLIANCE_SOURCES") {
        let run = packs(&["check", "static/packs", "--sources", real.to_str().unwrap()]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert!(run.out.contains("citations compared"));
    } else {
        eprintln!("ALLIANCE_SOURCES is not set: the real sources were not present");
    }
}

/// `export` writes a Word file for every track, in both languages, from a bare dossier and from a
/// record; it refuses another track's dossier and one of a later format.
#[test]
fn export_writes_a_word_file() {
    let folder = Folder::new("export");
    for [pack, track] in TRACKS {
        let dossier = json!({
            "format": 1, "id": "d1", "title": "", "track": track,
            "pack": {"id": pack, "version": "2026.11.1", "hash": "0".repeat(64)},
            "answers": complete(track), "edited": "2026-11-20T09:30",
        });
        let bare = folder.write("bare.json", &dossier.to_string());
        let record =
            folder.write("record.json", &json!({"program": "x", "dossier": dossier}).to_string());
        let mut sizes = BTreeSet::new();
        for (file, lang) in [(&bare, "zh"), (&bare, "en"), (&record, "zh")] {
            let out = folder.path(&format!("{track}-{lang}.docx"));
            let run = packs(&["export", pack, track, file, "--docx", &out, "--lang", lang]);
            assert_eq!((run.code, run.err.as_str()), (0, ""), "{track} {lang}");
            let bytes = std::fs::read(&out).unwrap();
            assert!(bytes.starts_with(b"PK") && bytes.len() > 5000, "{track} {lang}");
            sizes.insert(bytes.len());
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            let mut text = String::new();
            let mut part = archive.by_name("word/document.xml").unwrap();
            std::io::Read::read_to_string(&mut part, &mut text).unwrap();
            let said = if lang == "zh" { "2026年11月20日" } else { "20 November 2026" };
            assert!(text.contains(said), "the date of assessment is printed: {track} {lang}");
        }
        assert_eq!(sizes.len(), 2, "one file for each language, the same from a record");

        let out = folder.path("no.docx");
        let newer = folder
            .write("newer.json", &dossier.to_string().replacen("\"format\":1", "\"format\":2", 1));
        let undated = folder.write(
            "undated.json",
            &dossier.to_string().replacen("\"edited\":\"2026-11-20T09:30\",", "", 1),
        );
        let other = TRACKS.iter().find(|t| t[1] != track).unwrap();
        let rows: [(&[&str], &str); 5] = [
            (&[pack, track, &newer], "format 2"),
            (&[other[0], other[1], &bare], "the dossier belongs to"),
            (&[pack, track, &undated], "--on"),
            (&[pack, track, &folder.path("none.json")], "cannot be read"),
            (&[pack, track, &bare, "--base", "none.docx"], "--base"),
        ];
        for (arguments, expected) in rows {
            let run = packs(&[&["export"], arguments, &["--docx", &out]].concat());
            assert_eq!(run.code, 2, "{arguments:?}");
            assert!(run.err.contains(expected), "{arguments:?}: {}", run.err);
            assert!(!std::path::Path::new(&out).exists(), "nothing is written");
        }
    }
}

/// What was filled in under somebody's own rules stays marked so, whatever pack is named for it.
#[test]
fn export_keeps_the_mark_of_unofficial_rules() {
    let folder = Folder::new("own");
    let dossier = json!({
        "format": 1, "id": "d1", "title": "", "track": "sc-mem", "answers": {},
        "pack": {"id": "own:shanghai-cleaner-production", "version": "1", "hash": "0".repeat(64)},
        "edited": "2026-11-20T09:30",
    });
    let (file, out) = (folder.write("own.json", &dossier.to_string()), folder.path("own.docx"));
    let run = packs(&["export", "shanghai-cleaner-production", "sc-mem", &file, "--docx", &out]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&out).unwrap()).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name("word/document.xml").unwrap();
    std::io::Read::read_to_string(&mut part, &mut text).unwrap();
    assert!(text.contains("非官方规则包"));
}

/// One pack alone is checked like those of a folder, without a catalogue.
#[test]
fn check_takes_one_file() {
    let run = packs(&["check", "docs/example-pack.json", "--sources", "docs"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("7 citations compared") && !run.out.contains("ledger"), "{}", run.out);
    let folder = Folder::new("one");
    let text =
        std::fs::read_to_string(format!("{}/docs/example-pack.json", env!("CARGO_MANIFEST_DIR")));
    let file = folder
        .write("my.json", &text.unwrap().replace("\"of\": \"ql-sales\"", "\"of\": \"ql-sale\""));
    let run = packs(&["check", &file]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("did you mean `ql-sales`"), "{}", run.err);
}

/// The pack that the engine is measured on is a pack like any other: checked and proven.
#[test]
fn the_pack_of_the_benchmark_is_checked() {
    let run = packs(&["check", "bench/article-8.json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("11 requirements, 37 questions, 4 exemptions"), "{}", run.out);
}
