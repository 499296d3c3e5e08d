//! Coverage ledgers: what one must hold, what is refused and where, and that the five shipped ones
//! account for every character.
//!
//! `ALLIANCE_SOURCES` names the folder with the five source texts. Without it the comparison runs on
//! the invented document of `docs/pack-format.md`, and a line says that the real sources were not
//! present (rulings C8).
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

use alliance_check::pack::RulePack;
use alliance_check::pack::diagnostic::Diagnostic;
use alliance_check::pack::ledger::{self, Class, Ledger, NodeKind, Place};
use alliance_check::pack::source_text::SourceText;
use serde_json::{Value, json};

const PAGE: &str = include_str!("../docs/pack-format.md");
const PACK: &str = include_str!("../docs/example-pack.json");
const SOURCE: &str = include_str!("../docs/example-source.txt");
const LEDGER: &str = include_str!("../docs/example-ledger.json");

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn example() -> (Ledger, Vec<RulePack>, SourceText) {
    let ledger = Ledger::read(LEDGER).unwrap_or_else(|faults| panic!("{faults:#?}"));
    (ledger, vec![RulePack::read(PACK).unwrap()], SourceText::of(SOURCE))
}

/// The place and the English words of each fault.
fn told(faults: &[Diagnostic]) -> Vec<String> {
    for fault in faults {
        for text in [&fault.message, &fault.hint] {
            assert!(!text.zh.is_empty() && !text.en.is_empty(), "{fault}");
            assert!(text.zh.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)), "{fault}");
        }
    }
    faults.iter().map(|f| format!("{}: {} | {}", f.place, f.message.en, f.hint.en)).collect()
}

/// One fault, at its place, in its words.
fn one(name: &str, faults: &[Diagnostic], place: &str, words: &str) {
    let told = told(faults);
    assert_eq!(told.len(), 1, "{name}: {told:#?}");
    assert!(told[0].starts_with(&format!("{place}: ")), "{name}: {}", told[0]);
    assert!(told[0].contains(words), "{name}: {}", told[0]);
}

// ---- A ledger in order ----

#[test]
fn the_example_accounts_for_every_character() {
    let (ledger, packs, text) = example();
    assert_eq!(told(&ledger::coverage(&ledger, &packs)), Vec::<String>::new());
    let comparison = ledger::compare(&ledger, &text);
    assert!(comparison.whole && comparison.places.iter().all(|place| *place == Place::Same));
    assert_eq!(told(&ledger::differences(&ledger, &comparison)), Vec::<String>::new());
    assert_eq!(ledger.covered(), ledger.chars);
    assert_eq!(ledger.extent(Class::Encoded).0, 5);
    assert_eq!(ledger.json().unwrap(), LEDGER, "as `packs ledger` writes it");
    let untold: Vec<_> = ledger::untold(&ledger, &packs).iter().map(|s| &s.label).collect();
    assert_eq!(untold, ["第七条"], "no citation of the pack touches it");
}

#[test]
fn the_nodes_of_a_document_are_of_every_kind() {
    let (_, packs, _) = example();
    let nodes = ledger::nodes(&packs, "QL");
    let kinds = [
        ("ql-member/ql-audit", NodeKind::Material),
        ("ql-member/ql-file-by", NodeKind::Deadline),
        ("ql-member/ql-garden", NodeKind::Requirement),
        ("ql-member/ql-in-time", NodeKind::Requirement),
        ("ql-member/ql-old-trees", NodeKind::Waiver),
        ("ql-member/ql-own", NodeKind::Reading),
        ("ql-member/ql-sales", NodeKind::Requirement),
    ];
    assert_eq!(nodes.iter().map(|n| (n.name.as_str(), n.kind)).collect::<Vec<_>>(), kinds);
    assert_eq!(nodes[6].ranges, [(58, 85)]);
    assert_eq!(ledger::nodes(&packs, "XX"), []);
}

/// The same text in another layout is the same text.
#[test]
fn layout_does_not_matter() {
    let (ledger, _, _) = example();
    let relaid = SOURCE.replace("\n\n", "\r\n").replace('，', ", ").replace("(复", "（复");
    let comparison = ledger::compare(&ledger, &SourceText::of(&relaid));
    assert_eq!(told(&ledger::differences(&ledger, &comparison)), Vec::<String>::new());
}

// ---- What is no partition ----

#[test]
fn what_is_no_partition_is_refused() {
    type Change = fn(&mut Value);
    let third = "spans[5](第三条)";
    let rows: &[(&str, Change, &str, &str)] = &[
        ("gap", |l| l["spans"][5]["start"] = json!(102), third, "gap: 101..102"),
        ("overlap", |l| l["spans"][5]["start"] = json!(99), third, "overlap: 99..101"),
        (
            "gap at the beginning",
            |l| l["spans"][0]["start"] = json!(2),
            "spans[0](文件标题)",
            "gap: 0..2",
        ),
        ("gap at the end", |l| l["chars"] = json!(207), "spans[10](第七条).end", "gap: 205..207"),
        (
            "beyond the end",
            |l| l["chars"] = json!(200),
            "spans[10](第七条).end",
            "200..205 lies outside the document",
        ),
        ("no hash", |l| l["spans"][5]["sha256"] = json!("4eb1"), third, "no SHA-256"),
        ("no whole hash", |l| l["sha256"] = json!("A".repeat(64)), "sha256", "no SHA-256"),
        ("label twice", |l| l["spans"][5]["label"] = json!("第一条"), "spans[5](第一条)", "twice"),
        (
            "text for a label",
            |l| l["spans"][5]["label"] = json!("第三条：应有茶园"),
            "spans[5](第三条：应有茶园)",
            "holds no text",
        ),
        ("no label", |l| l["spans"][5]["label"] = json!(" "), "spans[5]( )", "holds no text"),
        (
            "nodes out of order",
            |l| l["spans"][5]["nodes"] = json!(["ql-member/ql-own", "ql-member/ql-garden"]),
            third,
            "sorted",
        ),
        (
            "a node twice",
            |l| l["spans"][8]["nodes"] = json!(["a/b", "a/b"]),
            "spans[8](第六条前段)",
            "stand once",
        ),
        ("a later format", |l| l["format"] = json!(2), "format", "this program reads format 1"),
        ("unknown field", |l| l["spans"][5]["text"] = json!("x"), "spans[5].text", "unknown field"),
        ("unknown class", |l| l["spans"][5]["class"] = json!("law"), "spans[5].class", "`encoded`"),
        ("no range", |l| l["spans"][5]["start"] = json!("x"), "spans[5].start", "invalid type"),
    ];
    for (name, change, place, words) in rows {
        let mut ledger: Value = serde_json::from_str(LEDGER).unwrap();
        change(&mut ledger);
        one(name, &Ledger::read(&ledger.to_string()).unwrap_err(), place, words);
    }
    let mut empty: Value = serde_json::from_str(LEDGER).unwrap();
    empty["spans"][5]["end"] = json!(101);
    let faults = told(&Ledger::read(&empty.to_string()).unwrap_err());
    assert_eq!(faults.len(), 2, "{faults:#?}");
    assert!(faults[0].starts_with("spans[5](第三条): the range 101..101 is empty"));
    assert!(faults[1].starts_with("spans[6](第四条): gap: 101..115"));
    empty["spans"] = json!([]);
    assert!(told(&Ledger::read(&empty.to_string()).unwrap_err())[0].contains("gap: 0..205"));
}

// ---- What does not fit the packs ----

#[test]
fn what_does_not_fit_the_packs_is_refused() {
    type Change = fn(&mut Ledger);
    let third = "spans[5](第三条)";
    let rows: &[(&str, Change, &str, &str)] = &[
        (
            "unknown node",
            |l| l.spans[8].nodes.push("ql-member/ql-gardens".into()),
            "spans[8](第六条前段)",
            "no node named `ql-member/ql-gardens` | did you mean `ql-member/ql-garden`",
        ),
        (
            "a node that cites another place",
            |l| l.spans[8].nodes.push("ql-member/ql-garden".into()),
            "spans[8](第六条前段)",
            "`ql-member/ql-garden` does not cite this | run `packs ledger`",
        ),
        (
            "missing node",
            |l| l.spans[5].nodes.retain(|n| n != "ql-member/ql-garden"),
            third,
            "not named: ql-member/ql-garden | run `packs ledger`",
        ),
        (
            "encoded by nothing",
            |l| l.spans[9].class = Class::Encoded,
            "spans[9](第六条后段)",
            "no node rests on it",
        ),
        (
            "a requirement on a right",
            |l| l.spans[5].class = Class::Right,
            "ql-member/ql-garden",
            "its pinpoint touches no span classed as encoded",
        ),
        (
            "a material outside the checker",
            |l| l.spans[6].class = Class::Outside,
            "ql-member/ql-audit",
            "outside the checker alone",
        ),
        ("another text", |l| l.sha256 = "0".repeat(64), "sha256", "differ from the pack's source"),
        (
            "another file",
            |l| l.file = "other.txt".into(),
            "sha256",
            "differ from the pack's source",
        ),
    ];
    for (name, change, place, words) in rows {
        let (mut ledger, packs, _) = example();
        change(&mut ledger);
        one(name, &ledger::coverage(&ledger, &packs), place, words);
    }
    let (mut ledger, packs, _) = example();
    ledger.document = "QK".to_owned();
    let faults = told(&ledger::coverage(&ledger, &packs));
    assert!(faults[0].starts_with("document: no pack has a source `QK`"), "{}", faults[0]);
}

// ---- What differs from the text ----

#[test]
fn a_changed_text_is_told_by_its_clause() {
    let (ledger, _, _) = example();
    let found = |text: &str| {
        let comparison = ledger::compare(&ledger, &SourceText::of(text));
        let faults = told(&ledger::differences(&ledger, &comparison));
        (comparison, faults)
    };

    let (comparison, faults) = found(&SOURCE.replace("自有茶园", "自家茶园"));
    assert_eq!(faults.len(), 2, "{faults:#?}");
    assert!(faults[0].starts_with("sha256: differs from the text that was cut, first in `第三条`"));
    assert!(faults[1].starts_with("spans[5](第三条): the text at 101..115 no longer has its hash"));
    assert_eq!(comparison.places[5], Place::Changed(101, 115), "it stands between its neighbours");
    assert!(!comparison.whole);

    let (comparison, faults) = found(&SOURCE.replace("应有自有茶园", "应有自有或者承包的茶园"));
    assert_eq!(faults.len(), 3, "{faults:#?}");
    assert!(faults[1].starts_with("spans[5](第三条): the text"));
    assert!(
        faults[2].starts_with("spans[6](第四条): moved by +5 characters, and 4 spans after it")
    );
    assert_eq!(comparison.places[5..7], [Place::Changed(101, 120), Place::Moved(120)]);

    let third = "第三条 申请企业应有自有茶园。";
    let fifth = "第五条 申请应在当年春茶开采日前30日提出。";
    let swapped = SOURCE.replace(third, "@").replace(fifth, third).replace('@', fifth);
    let (comparison, faults) = found(&swapped);
    assert_eq!(comparison.places[5], Place::Moved(152));
    assert_eq!(comparison.places[6], Place::Moved(122));
    assert_eq!(comparison.places[7], Place::Moved(101));
    assert_eq!(comparison.places[8], Place::Same);
    assert_eq!(faults.len(), 4, "{faults:#?}");
    assert!(faults[0].contains("first in `第三条`"));
    assert!(faults[1].starts_with("spans[5](第三条): moved by +51 characters, and 0 spans"));

    let (comparison, faults) = found(&format!("{SOURCE}附件另行印发。"));
    assert!(comparison.places.iter().all(|place| *place == Place::Same));
    assert_eq!(
        faults,
        [
            "sha256: every span stands, but the whole differs | supply the same text, or encode the new one"
        ]
    );

    let (comparison, _) = found("另一份文件");
    assert_eq!(comparison.places, vec![Place::Changed(0, 5); ledger.spans.len()]);
    assert_eq!(found("").0.places[0], Place::Changed(0, 0));
}

/// A running head on every page moves what follows, and nothing is lost.
#[test]
fn running_heads_move_spans_and_lose_none() {
    let (ledger, _, _) = example();
    let paged = format!("页眉\n{}", SOURCE.replace("第三条", "页眉 二\n第三条"));
    let comparison = ledger::compare(&ledger, &SourceText::of(&paged));
    let places = &comparison.places;
    assert!(places[..5].iter().zip(&ledger.spans).all(|(p, s)| *p == Place::Moved(s.start + 2)));
    assert!(
        places[5..].iter().zip(&ledger.spans[5..]).all(|(p, s)| *p == Place::Moved(s.start + 5))
    );
}

// ---- Written anew ----

#[test]
fn hashes_and_nodes_are_written_anew_and_nothing_else() {
    let (ledger, packs, text) = example();
    let mut stale = ledger.clone();
    for span in &mut stale.spans {
        span.sha256 = String::new();
        span.nodes = vec!["gone/gone".to_owned()];
    }
    (stale.sha256, stale.chars) = (String::new(), 0);
    assert_eq!(ledger::refresh(&stale, &packs, &text).unwrap(), ledger);

    stale.spans[5].start += 1;
    let faults = ledger::refresh(&stale, &packs, &text).unwrap_err();
    one("ranges are the author's", &faults, "spans[5](第三条)", "gap: 101..102");

    let other = SourceText::of(&SOURCE.replace("自有", "自家"));
    let faults = ledger::refresh(&ledger, &packs, &other).unwrap_err();
    one("another text", &faults, "sha256", "not the one that the packs encode");
    one("no pack", &ledger::refresh(&ledger, &[], &text).unwrap_err(), "sha256", "encode");
}

// ---- The command line ----

/// A folder of its own for a test, gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("alliance-{}-{name}", std::process::id()));
        for part in ["packs", "ledgers", "sources"] {
            std::fs::create_dir_all(path.join(part)).unwrap();
        }
        let folder = Folder(path);
        folder.write("packs/ql.json", PACK);
        folder.write("ledgers/ql.json", LEDGER);
        folder.write("sources/example-source.txt", SOURCE);
        folder.run("index", &[]);
        folder
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).unwrap();
    }

    /// Runs a command on the packs; its code, and what it printed.
    fn run(&self, command: &str, more: &[&str]) -> (i32, String, String) {
        let out = Command::new(env!("CARGO_BIN_EXE_packs"))
            .arg(command)
            .arg(self.0.join("packs"))
            .args(more)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (out.status.code().unwrap(), text(out.stdout), text(out.stderr))
    }

    fn sources(&self) -> [String; 2] {
        ["--sources".to_owned(), self.0.join("sources").to_string_lossy().into_owned()]
    }

    fn compared(&self, command: &str) -> (i32, String, String) {
        let [option, sources] = self.sources();
        self.run(command, &[&option, &sources])
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

#[test]
fn check_tells_what_a_ledger_covers() {
    let folder = Folder::new("ledger-check");
    let (code, out, err) = folder.run("check", &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("ledger QL: 205 of 205 characters, 100 %\n"), "{out}");
    assert!(out.contains("  encoded       5 spans    108 characters\n"), "{out}");
    assert!(out.contains("  cited nowhere: 第七条\n"), "{out}");
    let (code, out, err) = folder.compared("check");
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("100 %, every span compared\n"), "{out}");

    folder.write("sources/example-source.txt", &SOURCE.replace("当年春茶", "次年春茶"));
    assert_eq!(folder.run("check", &[]).0, 0, "the ledger itself is in order");
    let (code, _, err) = folder.compared("check");
    assert_eq!(code, 2);
    assert!(err.contains("ql.json: spans[7](第五条)"), "{err}");
    assert!(err.contains("first in `第五条` (145..166)"), "{err}");
    std::fs::remove_file(folder.0.join("sources/example-source.txt")).unwrap();
    let (code, _, err) = folder.compared("check");
    assert_eq!((code, err.matches("cannot be read").count()), (2, 1), "{err}");
}

#[test]
fn check_refuses_a_gap_and_a_missing_or_second_ledger() {
    let folder = Folder::new("ledger-refuse");
    folder.write("ledgers/ql.json", &LEDGER.replace("\"start\":101", "\"start\":103"));
    let (code, _, err) = folder.run("check", &[]);
    assert_eq!(code, 2);
    assert!(err.contains("gap: 101..103") && err.contains("101..103 无人认领"), "{err}");

    folder.write("ledgers/ql.json", LEDGER);
    folder.write("ledgers/second.json", LEDGER);
    let (code, _, err) = folder.run("check", &[]);
    assert_eq!(code, 2);
    assert!(err.contains("second.json: a second ledger of `QL`"), "{err}");

    std::fs::remove_file(folder.0.join("ledgers/second.json")).unwrap();
    std::fs::remove_file(folder.0.join("ledgers/ql.json")).unwrap();
    let (code, _, err) = folder.run("check", &[]);
    assert_eq!(code, 2);
    assert!(err.contains("no ledger of `QL`"), "{err}");

    std::fs::remove_dir(folder.0.join("ledgers")).unwrap();
    let (code, out, _) = folder.run("check", &[]);
    assert_eq!(code, 0, "a folder of packs may do without; it is said");
    assert!(out.contains("no ledgers: there is no folder"), "{out}");
    let named = folder.0.join("nowhere").to_string_lossy().into_owned();
    assert_eq!(
        folder.run("check", &["--ledgers", &named]).0,
        2,
        "a folder that was named is meant"
    );
}

#[test]
fn ledger_follows_a_changed_pack() {
    let folder = Folder::new("ledger-anew");
    let changed = PACK.replace("\"ql-audit\"", "\"ql-report\"");
    assert_ne!(changed, PACK);
    folder.write("packs/ql.json", &changed);
    folder.run("index", &[]);
    let (code, _, err) = folder.run("check", &[]);
    assert_eq!(code, 2);
    assert!(err.contains("no node named `ql-member/ql-audit`"), "{err}");
    assert!(err.contains("not named: ql-member/ql-report"), "{err}");
    let (code, out, err) = folder.compared("ledger");
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(out, "QL: 11 spans; new: 0 hashes, 1 lists of nodes\n");
    assert_eq!(folder.compared("check").0, 0);
    let written = std::fs::read_to_string(folder.0.join("ledgers/ql.json")).unwrap();
    assert_eq!(written, LEDGER.replace("ql-audit", "ql-report"));

    folder.write("sources/example-source.txt", &SOURCE.replace("五", "六"));
    let (code, _, err) = folder.compared("ledger");
    assert_eq!(code, 2);
    assert!(err.contains("not the one that the packs encode"), "{err}");
    assert_eq!(std::fs::read_to_string(folder.0.join("ledgers/ql.json")).unwrap(), written);
}

/// The lines of a ledger that the page shows are those of the example.
#[test]
fn the_page_shows_the_example() {
    let block = PAGE.split("```ledger\n").nth(1).and_then(|rest| rest.split("```").next());
    let lines: Vec<&str> = block.expect("the page shows a ledger").lines().collect();
    assert!(lines.len() > 1);
    for line in lines {
        assert!(LEDGER.lines().any(|l| l.trim().trim_end_matches(',') == line), "{line}");
    }
    for class in Class::ALL {
        let row = format!("| `{}`", class.name());
        assert!(PAGE.contains(&row), "{row}");
        assert_eq!(serde_json::to_value(class).unwrap(), class.name());
    }
}

// ---- The five shipped ledgers ----

const HOW: &str = "run `packs ledger static/packs --sources DIR`";

fn packs() -> Vec<RulePack> {
    let index = std::fs::read_to_string(root().join("static/packs/index.json")).unwrap();
    let index: Value = serde_json::from_str(&index).unwrap();
    let read = |entry: &Value| {
        let path = root().join("static/packs").join(entry["file"].as_str().unwrap());
        RulePack::read(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    index["packs"].as_array().unwrap().iter().map(read).collect()
}

fn shipped() -> Vec<Ledger> {
    let read = |code: &str| {
        let path = root().join(format!("static/ledgers/{code}.json"));
        let text = std::fs::read_to_string(path).unwrap();
        let ledger = Ledger::read(&text).unwrap_or_else(|f| panic!("{code}: {f:#?}"));
        assert_eq!(ledger.document.to_lowercase(), code);
        assert_eq!(ledger.json().unwrap(), text, "{code}: {HOW}");
        ledger
    };
    ["jl", "xj", "js", "sc", "sb"].map(read).into()
}

/// Every source of every pack has a ledger, every ledger fits the packs, and every node of every
/// pack rests somewhere.
#[test]
fn the_shipped_ledgers_and_packs_account_for_each_other() {
    let packs = packs();
    let ledgers = shipped();
    let sources: BTreeSet<&str> =
        packs.iter().flat_map(|p| &p.raw().sources).map(|s| s.document.as_str()).collect();
    let held: BTreeSet<&str> = ledgers.iter().map(|l| l.document.as_str()).collect();
    assert_eq!(sources, held);
    assert_eq!(std::fs::read_dir(root().join("static/ledgers")).unwrap().count(), held.len());
    let mut named = BTreeSet::new();
    for ledger in &ledgers {
        let faults = told(&ledger::coverage(ledger, &packs));
        assert_eq!(faults, Vec::<String>::new(), "{}: {HOW}", ledger.document);
        assert_eq!(ledger.covered(), ledger.chars);
        assert!(ledger.spans.len() > 60 && ledger.extent(Class::Encoded).0 > 5);
        named.extend(ledger.spans.iter().flat_map(|span| &span.nodes).cloned());
    }
    for track in packs.iter().flat_map(|pack| &pack.raw().tracks) {
        let ids = track.requirements.iter().map(|n| &n.id);
        let ids = ids.chain(track.waivers.iter().map(|n| &n.id));
        let ids = ids.chain(track.preferences.iter().map(|n| &n.id));
        let ids = ids.chain(track.readings.iter().map(|n| &n.id));
        let ids = ids.chain(track.deadlines.iter().map(|n| &n.id));
        for id in ids.chain(track.materials.iter().map(|n| &n.id)) {
            let name = format!("{}/{id}", track.id);
            assert!(named.contains(&name), "{name} rests on nothing: {HOW}");
        }
    }
}

/// Labels are numbers and words of place, and nothing of what is said there.
#[test]
fn a_shipped_label_holds_no_text() {
    let words = [
        "文件标题",
        "征求意见稿标注",
        "试行标注",
        "施行日期和有效期",
        "文头",
        "文号",
        "印发标注",
        "通知标题",
        "通知主送",
        "通知正文",
        "通知结语",
        "通知落款",
        "通知附注",
        "落款",
        "引言",
        "引语",
        "标题",
        "前段",
        "中段",
        "后段",
        "第",
        "条",
        "章",
        "款",
        "句",
        "段",
        "（",
        "）",
    ];
    for ledger in shipped() {
        for span in &ledger.spans {
            let mut rest = span.label.clone();
            for word in words {
                rest = rest.replace(word, "");
            }
            let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
            assert!(rest.chars().all(number), "{}: {} leaves {rest}", ledger.document, span.label);
        }
    }
}

/// With the sources at hand: every span of every document, word for word.
#[test]
fn the_shipped_ledgers_match_the_real_sources() {
    let Some(folder) = std::env::var_os("ALLIANCE_SOURCES") else {
        eprintln!("ALLIANCE_SOURCES is not set: the real sources were not present");
        return;
    };
    for ledger in shipped() {
        let path = PathBuf::from(&folder).join(&ledger.file);
        let text = SourceText::of(&std::fs::read_to_string(path).unwrap());
        let comparison = ledger::compare(&ledger, &text);
        assert_eq!(told(&ledger::differences(&ledger, &comparison)), Vec::<String>::new());
        assert!(comparison.whole && text.len() == ledger.chars as usize);
    }
}
