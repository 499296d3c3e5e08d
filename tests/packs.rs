//! Rule packs, their words and their sources: what is shipped is whole.
//!
//! `ALLIANCE_SOURCES` names the folder with the five source texts. Without it the same checks run on
//! a document written here, and a line says so.
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

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use alliance_check::pack::catalogue::{Catalogue, Entry};
use alliance_check::pack::ledger::Class;
use alliance_check::pack::raw::{Citation, Kind, Source};
use alliance_check::pack::source_text::SourceText;
use alliance_check::pack::{RulePack, sha256};
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

fn catalogue() -> Catalogue {
    serde_json::from_str(&read("static/packs/index.json")).unwrap()
}

fn packs() -> Vec<RulePack> {
    let read = |entry: &Entry| {
        let text = read(format!("static/packs/{}", entry.file));
        RulePack::read(&text).unwrap_or_else(|faults| panic!("{}: {faults:?}", entry.file))
    };
    catalogue().packs.iter().map(read).collect()
}

// ---- Packs and catalogue ----

/// Every pack of the folder is listed, reads without a fault, and the catalogue is exactly what the
/// packs say.
#[test]
fn the_catalogue_is_that_of_the_packs() {
    let listed: BTreeSet<String> = catalogue().packs.iter().map(|e| e.file.clone()).collect();
    let there = std::fs::read_dir(root().join("static/packs")).unwrap();
    let there = there.map(|e| e.unwrap().file_name().into_string().unwrap());
    let there: BTreeSet<String> = there
        .filter(|f| !["index.json", "pack.schema.json", "slices"].contains(&f.as_str()))
        .collect();
    assert_eq!(listed, there);
    for (entry, pack) in catalogue().packs.iter().zip(packs()) {
        assert_eq!(*entry, Entry::of(&pack, &entry.file).unwrap(), "run `packs index`");
    }
    assert_eq!(catalogue().format, 1);
}

/// A fact of one id is the same fact in every pack, its citations aside (rulings C14); so are the
/// kinds and the fields of records.
#[test]
fn facts_of_one_id_are_the_same_everywhere() {
    let mut facts: BTreeMap<String, (String, Value)> = BTreeMap::new();
    let mut parts: BTreeMap<String, (String, Value)> = BTreeMap::new();
    let same =
        |known: &mut BTreeMap<String, (String, Value)>, id: &str, pack: &str, mut value: Value| {
            value.as_object_mut().unwrap().remove("cite");
            let first = known.entry(id.to_owned()).or_insert((pack.to_owned(), value.clone()));
            assert_eq!(first.1, value, "`{id}` differs between {} and {pack}", first.0);
        };
    for pack in packs() {
        let id = &pack.raw().id;
        for fact in &pack.raw().facts {
            let mut value = serde_json::to_value(fact).unwrap();
            if let Kind::Records(records) = &fact.kind {
                value.as_object_mut().unwrap().remove("kind");
                for kind in &records.kinds {
                    same(
                        &mut parts,
                        &format!("kind {}", kind.id),
                        id,
                        serde_json::to_value(kind).unwrap(),
                    );
                }
                for field in &records.fields {
                    same(
                        &mut parts,
                        &format!("field {}", field.id),
                        id,
                        serde_json::to_value(field).unwrap(),
                    );
                }
            }
            same(&mut facts, &fact.id, id, value);
        }
    }
    assert!(facts.len() > 40 && parts.len() > 10, "packs were read");
}

/// The packs never print what the checker may not say of an applicant (domain.md 0.3).
#[test]
fn packs_never_promise_admission() {
    // Names of stages that the texts themselves use (rulings C1).
    let stages = [
        "通过标准先进性评价",
        "通过信用征询",
        "通过会员大会",
        "改判合格",
        "抽查不合格",
        "不合格记录",
    ];
    for pack in packs() {
        // The rules of a joint track are those of its parts.
        for track in pack.raw().tracks.iter().filter(|track| track.joint.is_none()) {
            let rules = serde_json::to_string(&(&track.requirements, &track.waivers)).unwrap();
            let rules = stages.iter().fold(rules, |text, stage| text.replace(stage, ""));
            for word in ["已入库", "已入盟", "获准", "审核通过", "评审通过"] {
                assert!(!rules.contains(word), "{} says {word}", track.id);
            }
        }
    }
}

// ---- Words ----

fn locale(lang: &str) -> BTreeMap<String, String> {
    serde_json::from_str(&read(format!("static/locales/{lang}.json"))).unwrap()
}

/// Families whose keys are put together from a part that is not written in the source.
const FAMILIES: &[(&str, &str)] = &[
    ("month.", "number of the month"),
    ("unit.", "name of the unit"),
    ("status.", "name of the status"),
    ("verdict.", "name of the verdict"),
    ("sentence.", "name of the verdict"),
    ("ledger.", "name of the class"),
];

fn rust_files() -> Vec<PathBuf> {
    files(&root().join("src"))
        .into_iter()
        .filter(|p| p.extension().is_some_and(|e| e == "rs"))
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return all };
    for entry in entries.map(|e| e.unwrap()) {
        match entry.file_type().unwrap().is_dir() {
            true => all.extend(files(&entry.path())),
            false => all.push(entry.path()),
        }
    }
    all.sort();
    all
}

/// The string literals of a Rust source, comments left out.
fn literals(source: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'/') => while chars.next_if(|c| *c != '\n').is_some() {},
            // A character, or a lifetime: a quoted double quote must not open a string.
            '\'' => {
                if chars.next_if_eq(&'\\').is_some() {
                    chars.next();
                } else if chars.next_if_eq(&'"').is_none() {
                    continue;
                }
                chars.next_if_eq(&'\'');
            }
            '"' => {
                let mut text = String::new();
                while let Some(c) = chars.next() {
                    match c {
                        '\\' => drop(chars.next()),
                        '"' => break,
                        c => text.push(c),
                    }
                }
                all.push(text);
            }
            _ => {}
        }
    }
    all
}

/// Both languages have the same messages; every message is used, and every key used has a message.
#[test]
fn messages_are_complete_and_all_used() {
    let (zh, en) = (locale("zh"), locale("en"));
    assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    let empty = |words: &BTreeMap<String, String>| words.values().any(|w| w.trim().is_empty());
    assert!(!empty(&zh) && !empty(&en), "no message is empty");

    let texts: Vec<String> =
        rust_files().iter().map(|p| std::fs::read_to_string(p).unwrap()).collect();
    let written: BTreeSet<String> = texts.iter().flat_map(|t| literals(t)).collect();
    for (family, _) in FAMILIES {
        let made = written.iter().any(|l| l.starts_with(&format!("{family}{{")));
        assert!(made, "the family {family} is put together nowhere; take it off the list");
    }
    let dynamic = |key: &str| FAMILIES.iter().any(|(family, _)| key.starts_with(family));
    let unused: Vec<&String> = zh.keys().filter(|k| !written.contains(*k) && !dynamic(k)).collect();
    assert!(unused.is_empty(), "messages that nothing says: {unused:?}");

    let first = |key: &str| key.split('.').next().unwrap().to_owned();
    let groups: BTreeSet<String> = zh.keys().map(|k| first(k)).collect();
    let is_key = |text: &&String| {
        let parts: Vec<&str> = text.split('.').collect();
        let plain = |p: &&str| {
            !p.is_empty()
                && p.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        parts.len() > 1 && parts.iter().all(plain) && groups.contains(&first(text))
    };
    let missing: Vec<&String> =
        written.iter().filter(is_key).filter(|k| !zh.contains_key(*k)).collect();
    assert!(missing.is_empty(), "keys without a message: {missing:?}");
    assert!(written.iter().filter(is_key).count() > 150, "the scan sees the sources");
}

/// Every part of a dynamic family that the program can name has its message.
#[test]
fn dynamic_messages_are_complete() {
    use alliance_check::logic::outcome::{Status, Verdict};
    let zh = locale("zh");
    let mut needed: Vec<String> = (1..=12).map(|m| format!("month.{m}")).collect();
    needed.extend(
        [
            Status::Met,
            Status::Failed,
            Status::Open,
            Status::Judge,
            Status::Deferred,
            Status::Waived,
            Status::NotApplicable,
        ]
        .map(|s| format!("status.{}", s.name())),
    );
    for verdict in
        [Verdict::Eligible, Verdict::NotEligible, Verdict::Undetermined, Verdict::NeedsJudgement]
    {
        let families = ["verdict", "sentence", "verdict.deadlines", "sentence.deadlines"];
        needed.extend(families.map(|f| format!("{f}.{}", verdict.name())));
    }
    needed.extend(Class::ALL.map(|class| format!("ledger.{}", class.name())));
    for pack in packs() {
        for fact in &pack.raw().facts {
            if let Kind::Amount(kind) = &fact.kind {
                let unit = alliance_check::logic::value::Unit::named(&kind.unit);
                needed.extend(unit.family_names().iter().map(|name| format!("unit.{name}")));
            }
        }
    }
    let missing: Vec<&String> = needed.iter().filter(|k| !zh.contains_key(*k)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The arguments of a message are the same in both languages.
#[test]
fn messages_take_the_same_arguments() {
    fn arguments(message: &str) -> BTreeSet<&str> {
        message
            .split('{')
            .skip(1)
            .map(|rest| {
                let slot =
                    rest.split_once('}').unwrap_or_else(|| panic!("open brace: {message}")).0;
                let parts: Vec<&str> = slot.split('|').collect();
                assert!(matches!(parts.len(), 1 | 3), "{message}");
                parts[0]
            })
            .collect()
    }
    // English tells every amount in yuan, so that there is no other unit to repeat it in.
    let fewer = ["field.echo"];
    let en = locale("en");
    for (key, zh) in locale("zh") {
        if fewer.contains(&key.as_str()) {
            assert!(arguments(&en[&key]).is_subset(&arguments(&zh)), "{key}");
            continue;
        }
        assert_eq!(arguments(&zh), arguments(&en[&key]), "{key}");
    }
}

/// No verdict, status, sentence or sheet says that the applicant passed or was admitted (rulings
/// C1; names of stages are exempt).
#[test]
fn no_message_sounds_like_a_decision() {
    let families = [
        "verdict.",
        "sentence.",
        "status.",
        "standing.",
        "result.",
        "doc.result",
        "doc.verdict",
        "doc.claim",
    ];
    let stages = ["通过标准先进性评价", "不合格记录"];
    for (key, message) in locale("zh") {
        let said = stages.iter().fold(message.clone(), |text, stage| text.replace(stage, ""));
        let strict = families.iter().any(|f| key.starts_with(f));
        for word in ["已入库", "已入盟", "获准"]
            .into_iter()
            .chain(strict.then_some(["通过", "合格"]).into_iter().flatten())
        {
            assert!(!said.contains(word), "{key}: {message}");
        }
    }
    for (key, message) in locale("en") {
        let said = message.to_lowercase();
        for word in ["qualified", "approved", "admitted", "passed"] {
            let strict = families.iter().any(|f| key.starts_with(f));
            assert!(!(strict && said.contains(word)), "{key}: {message}");
        }
    }
}

// ---- Normal form (rulings C6) ----

/// Each clause of the normal form, and that nothing else is altered.
#[test]
fn normal_form() {
    let rows = [
        ("composed letters", "e\u{301}", "é"),
        ("byte-order mark", "\u{FEFF}第一条", "第一条"),
        ("byte-order mark within", "第\u{FEFF}一条", "第一条"),
        ("bookmark residue", "一、[bookmark: _GoBack]申请", "一、申请"),
        ("two bookmarks", "[bookmark: a]甲[bookmark: b]乙", "甲乙"),
        ("other brackets stay", "[附件]甲", "[附件]甲"),
        ("double spaces", "第一条  总则", "第一条总则"),
        ("no-break space", "第\u{A0}一条", "第一条"),
        ("ideographic space", "\u{3000}\u{3000}第一条", "第一条"),
        ("line break within a sentence", "联盟\r\n成员\n大会\r", "联盟成员大会"),
        ("tab", "一\t二", "一二"),
        ("list dash at the start of a line", "- 甲\n  - 乙", "甲乙"),
        ("dash without its space", "-甲", "-甲"),
        ("dash within a line", "甲 - 乙", "甲-乙"),
        ("half-width brackets", "章程(试行)第", "章程（试行）第"),
        ("half-width colon, semicolon, comma", "甲:乙;丙,丁", "甲：乙；丙，丁"),
        ("punctuation between figures", "1,000:2;3(4)", "1,000:2;3(4)"),
        ("punctuation between letters", "DB (T),x", "DB(T),x"),
        ("full stop, hyphen and quotes stay", "甲.乙-丙\"丁\"", "甲.乙-丙\"丁\""),
        ("full-width figures stay", "１２３", "１２３"),
        ("superscripts stay", "10000m²", "10000m²"),
        ("nothing", " \n\t", ""),
    ];
    for (name, text, expected) in rows {
        assert_eq!(SourceText::of(text).whole(), expected, "{name}");
    }
    let text = SourceText::of("第一条 𠮷");
    assert_eq!((text.len(), text.is_empty()), (4, false), "counted in scalar values");
    assert_eq!(text.span(0, 3).as_deref(), Some("第一条"));
    assert_eq!(text.span(3, 4).as_deref(), Some("𠮷"));
    assert_eq!((text.span(0, 5), text.span(4, 3)), (None, None), "no span outside the text");
    let twice = SourceText::of(&SourceText::of("- 甲 (乙)\n- 丙:丁").whole()).whole();
    assert_eq!(twice, SourceText::of("- 甲 (乙)\n- 丙:丁").whole(), "normal form is stable");
}

// ---- Citations against sources ----

/// What differs between a pack's citations and the text of its source.
fn differences(source: &Source, citations: &[Citation], text: &str) -> Vec<String> {
    let normal = SourceText::of(text);
    let whole = sha256(normal.whole().as_bytes()) == source.sha256;
    let length = normal.len() == source.chars as usize;
    let mut found = Vec::new();
    if !whole || !length {
        found.push(format!("{}: whole text", source.file));
    }
    for cited in citations.iter().filter(|c| c.document == source.document) {
        let span = normal.span(cited.start, cited.end);
        if span.is_none_or(|span| sha256(span.as_bytes()) != cited.sha256) {
            found.push(format!("{}: {}", cited.id, cited.label));
        }
    }
    found
}

/// The five texts, if they are present.
fn sources() -> Option<Vec<(String, String)>> {
    let Some(folder) = std::env::var_os("ALLIANCE_SOURCES") else {
        eprintln!("ALLIANCE_SOURCES is not set: the real sources were not present");
        return None;
    };
    let texts =
        files(Path::new(&folder)).into_iter().filter(|p| p.extension().is_some_and(|e| e == "txt"));
    let named = |p: PathBuf| {
        let name = p.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(&p).unwrap())
    };
    let texts: Vec<(String, String)> = texts.map(named).collect();
    assert_eq!(texts.len(), 5, "ALLIANCE_SOURCES holds the five texts");
    Some(texts)
}

/// A document of two pages as it comes from paste: spaces, list dashes, half-width brackets.
const SYNTHETIC: &str = "\u{FEFF}样例联盟  章程(草案)\r\n第一条 本样例由测试书写,\n仅供核对。\r\n- 甲类:\r\n- 乙类。\r\n\u{C}第二条 [bookmark: x]成员应 当按时报告;\r\n逾期的,另行处理。\r\n";

fn synthetic() -> (Source, Vec<Citation>) {
    let normal = SourceText::of(SYNTHETIC);
    let whole = normal.whole();
    let cite = |id: &str, begin: &str, end: &str| {
        let start = whole.chars().collect::<Vec<_>>();
        let at = |part: &str| {
            let part: Vec<char> = part.chars().collect();
            start.windows(part.len()).position(|w| *w == part[..]).unwrap()
        };
        let (from, to) = (at(begin), at(end) + end.chars().count());
        let span: String = start[from..to].iter().collect();
        Citation {
            id: id.to_owned(),
            document: "T".to_owned(),
            label: id.to_owned(),
            start: u32::try_from(from).unwrap(),
            end: u32::try_from(to).unwrap(),
            sha256: sha256(span.as_bytes()),
        }
    };
    let citations = vec![cite("first", "第一条", "乙类。"), cite("second", "第二条", "处理。")];
    let mut source = packs()[0].raw().sources[0].clone();
    source.document = "T".to_owned();
    source.sha256 = sha256(whole.as_bytes());
    source.chars = u32::try_from(normal.len()).unwrap();
    (source, citations)
}

/// The comparison itself: the same text in another layout agrees; one changed character is found,
/// in the clause where it stands and in the whole.
#[test]
fn the_comparison_finds_a_changed_character() {
    let (source, citations) = synthetic();
    assert_eq!(differences(&source, &citations, SYNTHETIC), Vec::<String>::new());
    let relaid =
        SYNTHETIC.replace("\r\n", " \n\n").replace(',', "，").replace('(', "（").replace(')', "）");
    assert_eq!(differences(&source, &citations, &relaid), Vec::<String>::new());
    let changed = SYNTHETIC.replace("逾期", "超期");
    assert_eq!(differences(&source, &citations, &changed).len(), 2);
    assert!(differences(&source, &citations, &changed)[1].starts_with("second"));
    let shifted = SYNTHETIC.replace("样例联盟", "样例大联盟");
    assert_eq!(differences(&source, &citations, &shifted).len(), 3, "every later span has moved");
}

/// Every citation of every pack has its range and its hash in the real document, and every shipped
/// pack has its document.
#[test]
fn citations_match_the_real_sources() {
    let Some(texts) = sources() else { return };
    let mut compared = 0;
    for pack in packs() {
        for source in &pack.raw().sources {
            let (_, text) = texts.iter().find(|(name, _)| *name == source.file).unwrap();
            assert_eq!(differences(source, &pack.raw().citations, text), Vec::<String>::new());
            compared += pack.raw().citations.len();
        }
    }
    assert!(compared > 40);
}

// ---- No sentence of a source (rulings C7) ----

/// As many Chinese characters in a row as make a sentence of a source.
const RUN: usize = 16;

/// What may be longer: titles, names, and a list that cannot be told in other words.
const ALLOWED: &[(&str, &str)] = &[
    ("上海市推进清洁生产审核机构联盟章程", "title of a document"),
    ("“新疆品质”区域公共品牌国际认证联盟章程", "title of a document"),
    ("关于加强“上海品牌”认证工作的指导意见", "title of a document"),
    ("新疆品质区域公共品牌国际认证联盟", "name of a body"),
    (
        "省质量强链行动链主企业、专精特新小巨人企业、制造业单项冠军企业、“老字号”企业",
        "the honours of 8（二）2（3）",
    ),
];

/// Runs of Chinese characters; white space and punctuation are ignored, letters and figures break.
fn runs(text: &str) -> Vec<Vec<char>> {
    let chinese = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}');
    let mut all = vec![Vec::new()];
    for c in text.chars() {
        match c {
            c if chinese(c) => all.last_mut().unwrap().push(c),
            c if c.is_alphanumeric() => all.push(Vec::new()),
            _ => {}
        }
    }
    all.retain(|run| run.len() >= RUN);
    all
}

fn windows(text: &str) -> BTreeSet<Vec<char>> {
    runs(text).iter().flat_map(|run| run.windows(RUN).map(<[char]>::to_vec)).collect()
}

/// Sentences of the sources that a text holds.
fn copied(text: &str, sources: &BTreeSet<Vec<char>>, allowed: &BTreeSet<Vec<char>>) -> Vec<String> {
    let all = runs(text).into_iter().flat_map(|run| {
        run.windows(RUN)
            .filter(|w| sources.contains(*w) && !allowed.contains(*w))
            .map(String::from_iter)
            .collect::<Vec<_>>()
    });
    all.collect()
}

fn allowed() -> BTreeSet<Vec<char>> {
    ALLOWED.iter().flat_map(|(text, _)| windows(text)).collect()
}

/// The scan itself: it sees through white space, punctuation and line ends, and it lets titles pass.
#[test]
fn the_scan_finds_a_copied_sentence() {
    let sources = windows(
        "成员单位应当在每年年底之前向秘书处提交本年度的工作报告。上海市推进清洁生产审核机构联盟章程",
    );
    let allowed = allowed();
    let copy = "// 成员单位应当在每年年底之前，\n//  向秘书处提交本年度的工作报告";
    assert_eq!(copied(copy, &sources, &allowed).len(), 12);
    let own = "成员单位应当在每年三月之前向秘书处提交上年度的工作总结";
    assert_eq!(copied(own, &sources, &allowed), Vec::<String>::new());
    let short = "单位应当在每年年底之前向秘书处";
    assert_eq!(short.chars().count(), RUN - 1);
    assert_eq!(copied(short, &sources, &allowed), Vec::<String>::new());
    assert_eq!(
        copied("《上海市推进清洁生产审核机构联盟章程》", &sources, &allowed),
        Vec::<String>::new()
    );
}

/// No file of the project holds a sentence of a source.
#[test]
fn no_sentence_of_a_source_is_carried() {
    let Some(texts) = sources() else { return };
    let sources: BTreeSet<Vec<char>> = texts.iter().flat_map(|(_, text)| windows(text)).collect();
    assert!(sources.len() > 5000, "the sources were read");
    let allowed = allowed();
    let mut scanned = 0;
    let folders = ["src", "static", "tests", "docs", "e2e", "tools"];
    let single = ["README.md", "index.html", "CHANGELOG.md"].map(|f| root().join(f));
    for path in folders.iter().flat_map(|f| files(&root().join(f))).chain(single) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let found = copied(&text, &sources, &allowed);
        assert!(found.is_empty(), "{} carries: {found:?}", path.display());
        scanned += 1;
    }
    assert!(scanned > 50, "the project was scanned");
}
