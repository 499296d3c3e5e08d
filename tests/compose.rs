//! The application document: what reaches paper, what never does, and in which words.
//!
//! Each test names the rule it protects. The packs are those of this release, so a pack that cannot
//! be printed fails here.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    reason = "tests fail by panicking"
)]

#[path = "compose/case.rs"]
mod case;

use alliance_check::document::compose::file_name;
use alliance_check::document::{Block, CellRole, Document, docx};
use alliance_check::logic::outcome::Verdict;
use alliance_check::words::Lang;
use serde_json::{Value, json};

use case::{
    Case, JIANGSU, SHANGHAI, auditor, cells, changed, is_missing, manufacturer, materials, money,
    note, personas, printed, root, tables, text, words,
};

const BASE: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/static/base.docx"));
/// Words that sound like a decision of the body (rulings C1).
const FORBIDDEN: [&str; 5] = ["通过", "合格", "获准", "已入库", "已入盟"];

// ---- What reaches paper ----

/// An answer that no longer matters is kept in the dossier and never printed.
#[test]
fn stale_answers_are_never_printed() {
    let mut answers = manufacturer();
    answers["trademark"] = json!("none");
    answers["product-sales-y1"] = money("2.5", "亿元");
    answers["class-sales-y1"] = money("77777", "万元");
    let case = Case::new(JIANGSU, answers);
    assert!(case.dossier.answers.contains_key("trademark-expiry"));
    let text = text(&case.document(Lang::Zh));
    assert!(!text.contains("2029年6月30日"), "expiry of a mark that does not exist");
    assert!(!text.contains("77777"), "sales of the class, where the product alone is enough");
    assert!(text.contains("2.5亿元（2025年）"));
}

/// What is still wanted is marked, and each mark leads to the field it waits for.
#[test]
fn missing_cells_name_their_facts() {
    for track in [JIANGSU, SHANGHAI] {
        let case = Case::new(track, json!({}));
        let document = case.document(Lang::Zh);
        let cells = cells(&document);
        let marked: Vec<&str> = cells
            .iter()
            .filter(|cell| cell.role == CellRole::Missing)
            .map(|cell| cell.fact.as_deref().expect("a missing cell without its fact"))
            .collect();
        assert!(marked.iter().all(|fact| case.pack.fact(fact).is_some()));
        for wanted in &case.found.relevance.wanted {
            assert!(marked.contains(&wanted.as_str()), "{wanted} is wanted and not marked");
        }
    }
}

/// An answer that cannot be used is missing, whatever was typed.
#[test]
fn unusable_answers_print_as_missing() {
    let mut answers = manufacturer();
    answers["established-on"] = json!("2031-01-01");
    answers["net-profit-y1"] = money("about 12", "万元");
    let document = Case::new(JIANGSU, answers).document(Lang::Zh);
    let text = text(&document);
    assert!(!text.contains("2031") && !text.contains("about"));
    for fact in ["established-on", "net-profit-y1"] {
        let cells = cells(&document);
        let own = cells.iter().filter(|cell| cell.fact.as_deref() == Some(fact));
        assert!(own.clone().count() > 0 && own.clone().any(|c| c.role == CellRole::Missing));
        assert!(own.clone().all(|cell| cell.role != CellRole::Label));
    }
}

/// "I do not know" is missing as well, not a value of the form.
#[test]
fn unknown_answers_print_as_missing() {
    let mut answers = manufacturer();
    answers["quality-system"] = json!({"unknown": true});
    let document = Case::new(JIANGSU, answers).document(Lang::Zh);
    let cells = cells(&document);
    assert!(cells.iter().any(|c| is_missing(c, "quality-system")));
    assert!(!text(&document).contains("不清楚"));
}

/// What does not apply, and what may stay empty, is struck out; what is to be filled in is marked.
#[test]
fn particulars_that_do_not_apply_are_struck_out() {
    let shown = |titles: serde_json::Value, id: &str, label: &str| {
        let mut answers = manufacturer();
        answers["mfg-titles"] = titles;
        let document = Case::new(JIANGSU, answers).document(Lang::Zh);
        let cells = cells(&document);
        let at = cells.iter().position(|c| c.role == CellRole::Label && c.text == label).unwrap();
        let cell = &cells[at + 1];
        (is_missing(cell, id), cell.text.clone())
    };
    let titles = ("title-details", "认定名称、文号和有效期");
    assert_eq!(shown(json!([]), titles.0, titles.1), (false, "/".to_owned()));
    assert_eq!(shown(json!(["chain-leader"]), titles.0, titles.1), (true, String::new()));
    assert_eq!(shown(json!([]), "website", "网址"), (false, "/".to_owned()));
}

/// Records: none is 无, some are told, and a kind that is not known is missing.
#[test]
fn records_are_told_by_kind() {
    let mut answers = manufacturer();
    answers["adverse-records"] = json!([
        {"kind": "spot-check", "unknown": true},
        {"kind": "accident", "happened-on": "2019-01-02", "grade": "general", "responsible": "yes"},
    ]);
    let document = Case::new(JIANGSU, answers).document(Lang::Zh);
    let table = tables(&document).into_iter().find(|t| t.header.first().unwrap() == "类别");
    let rows = &table.expect("a table of records").rows;
    assert_eq!(rows[0][1].text, "无");
    assert!(is_missing(&rows[1][1], "adverse-records"));
    assert!(rows[2][1].text.contains("发生日期：2019年1月2日；事故等级：一般"));
}

/// A table without rows is left blank for a hand; one with rows prints them and no blanks.
#[test]
fn empty_tables_have_three_blank_rows() {
    let find = |document: &Document| {
        let found = tables(document).into_iter().find(|t| t.header.iter().any(|h| h == "型号"));
        found.expect("the table of instruments").clone()
    };
    let empty = find(&Case::new(SHANGHAI, json!({})).document(Lang::Zh));
    assert_eq!(empty.rows.len(), 3);
    assert!(empty.rows.iter().flatten().all(|cell| cell.role == CellRole::Hand));
    let filled = find(&Case::new(SHANGHAI, auditor()).document(Lang::Zh));
    assert_eq!(filled.rows.len(), 1);
    assert_eq!(filled.rows[0][0].text, "超声波流量计");
}

/// Materials that are not needed are left out; what is at hand is ticked unless it is out of date,
/// and a date that an answer gave already counts rather than one noted beside the paper.
#[test]
fn materials_are_listed_with_ticks() {
    let mut answers = manufacturer();
    answers["trademark-expiry"] = json!("2026-11-19");
    let mut case = Case::new(JIANGSU, answers.clone());
    note(
        &mut case.dossier,
        json!({
            "licence": {"state": "ready", "note": "副本"},
            "trademark-certificate": {"state": "ready", "date": "2035-01-01"},
        }),
    );
    let rows = materials(&case.document(Lang::Zh));
    let row = |name: &str| rows.iter().find(|row| row[1].text.starts_with(name));
    let licence = row("营业执照").expect("the licence");
    assert_eq!((licence[4].text.as_str(), licence[6].text.as_str()), ("■", "副本"));
    let mark = row("商标注册证").expect("the certificate");
    assert_eq!(mark[4].text, "□");
    assert!(mark[6].text.contains("2026年11月20日"), "the first day it is no longer good");
    answers["trademark"] = json!("none");
    let rows = materials(&Case::new(JIANGSU, answers).document(Lang::Zh));
    assert!(!rows.iter().any(|row| row[1].text.starts_with("商标注册证")));
}

/// The undertaking promises the duties of the track with their clauses and ends in a signature.
#[test]
fn undertaking_lists_every_duty() {
    let case = Case::new(SHANGHAI, auditor());
    let text = text(&case.document(Lang::Zh));
    let track = case.pack.track(SHANGHAI.1).unwrap();
    for duty in &track.duties {
        let clause = &case.pack.citation(&duty.cite[0]).unwrap().label;
        assert!(text.contains(&format!("{}〔{clause}〕", duty.text.zh)));
    }
    assert!(text.contains("法定代表人（或授权代表）签字："));
}

// ---- In which words ----

/// The verdict names source, legal force and date, and counts what stands in the way.
#[test]
fn verdict_sentence_carries_force_and_date() {
    let judged = json!({"goods-class": "unsure-class", "product-sales-y1": money("15000", "万元")});
    let failed = json!({"established-on": "2024-02-29", "quality-system": {"unknown": true}});
    let expected = [
        (json!({}), Verdict::Eligible, "自评符合，须经审核"),
        (failed, Verdict::NotEligible, "目前不符合，差1项，还有1项待答"),
        (judged, Verdict::NeedsJudgement, "需人工判断，1处条文有两种理解"),
    ];
    for (changes, verdict, standing) in expected {
        let case = Case::new(JIANGSU, changed(manufacturer(), changes));
        assert_eq!(case.found.verdict, verdict);
        let sentence = case.sentence(Lang::Zh);
        let frame = "按《“江苏精品”认证管理办法》（征求意见稿，非生效文件）自评，\
                     截至2026年11月20日：";
        assert_eq!(sentence, format!("{frame}{standing}。"));
        assert!(text(&case.document(Lang::Zh)).contains(&sentence), "it stands in the document");
        assert!(case.sentence(Lang::En).contains("as of 20 November 2026"));
    }
}

/// Where a body decides and no reading is in doubt, the sentence names the body (rulings C12).
#[test]
fn verdict_sentence_names_the_decider() {
    let changes = json!({"energy-water-means": "contracted"});
    let case = Case::new(SHANGHAI, changed(auditor(), changes));
    assert!(case.sentence(Lang::Zh).ends_with("需人工判断，1处须由联盟秘书处认定。"));
    assert!(text(&case.document(Lang::Zh)).contains("须由联盟秘书处认定"));
}

/// Each doubt shows its readings with the verdict under each, the safer one and the question.
#[test]
fn doubts_are_printed_with_their_question() {
    let changes =
        json!({"goods-class": "unsure-class", "product-sales-y1": money("15000", "万元")});
    let text = text(&Case::new(JIANGSU, changed(manufacturer(), changes)).document(Lang::Zh));
    for part in [
        "理解1：归入消费类，门槛1亿元。按此理解，本项：符合；自评结论：自评符合。",
        "理解2：归入生产资料类，门槛2亿元。按此理解，本项：不符合；自评结论：目前不符合。",
        "建议采用理解2：",
        "请向所在设区市、区（县）市场监督管理部门询问：",
        "以下为自我声明，以审核方认定为准：",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

/// A reading is told by what it makes of the condition itself: the verdict may rest on another.
#[test]
fn a_reading_is_told_by_its_own_condition() {
    let changes = json!({
        "goods-class": "unsure-class", "product-sales-y1": money("15000", "万元"), "operating-well": false,
    });
    let text = text(&Case::new(JIANGSU, changed(manufacturer(), changes)).document(Lang::Zh));
    let part = "门槛1亿元。按此理解，本项：符合；自评结论：目前不符合。";
    assert!(text.contains(part), "{part}");
}

/// No sentence on the applicant's result sounds like a decision of the body (rulings C1).
#[test]
fn no_forbidden_words() {
    let json = std::fs::read_to_string(root("static/locales/zh.json")).unwrap();
    let messages: std::collections::BTreeMap<String, String> = serde_json::from_str(&json).unwrap();
    let groups = ["doc.", "status.", "verdict.", "sentence."];
    let own = messages.iter().filter(|(key, _)| groups.iter().any(|g| key.starts_with(g)));
    assert!(own.clone().count() > 50);
    for (key, message) in own {
        assert!(FORBIDDEN.iter().all(|word| !message.contains(word)), "{key}: {message}");
    }
}

/// Every message that the document needs is in both catalogues, with every argument filled.
#[test]
fn no_message_is_missing() {
    for (track, answers) in personas() {
        for lang in [Lang::Zh, Lang::En] {
            let text = text(&Case::new(track, answers.clone()).document(lang));
            for key in ["[doc.", "[status.", "[sentence.", "[verdict.", "[answer.", "[unit.", "{"] {
                assert!(!text.contains(key), "{lang:?} {track:?}: {key}");
            }
        }
    }
}

// ---- File names ----

/// A file name says who, which alliance, what for and when, and holds nothing a system refuses.
#[test]
fn file_names_are_safe() {
    let name = |applicant: Value| {
        let case = Case::new(JIANGSU, json!({"name": applicant}));
        let track = case.pack.track(JIANGSU.1).unwrap();
        file_name(&case.pack, track, &case.dossier, &case.found, &words(Lang::Zh))
    };
    let tail = "-江苏精品认证-自评申报书-20261120";
    assert_eq!(name(json!("江苏宏源")), format!("江苏宏源{tail}"));
    assert_eq!(name(json!(" A/B\\C:D*E?F\"G<H>I|J\u{7}\n\u{202e}. ")), format!("ABCDEFGHIJ{tail}"));
    assert_eq!(name(json!("  ")), format!("未命名单位{tail}"));
    assert_eq!(name(json!("..")), format!("未命名单位{tail}"));
    assert_eq!(name(json!({"unknown": true})), format!("未命名单位{tail}"));
    let long = name(json!("长".repeat(400)));
    assert!(long.ends_with(tail) && long.len() + ".docx".len() < 255);
}

// ---- Word ----

/// Every track prints in both languages, with cover, sections, draft notice and signature block.
#[test]
fn every_persona_prints_as_docx() {
    for (track, answers) in personas() {
        for lang in [Lang::Zh, Lang::En] {
            let case = Case::new(track, answers.clone());
            let document = case.document(lang);
            let bytes = docx::write(&document, BASE).expect("a printable document");
            let (body, all) = printed(&bytes);
            let form = alliance_check::pack::form_of(case.pack.track(track.1).unwrap());
            let words = words(lang);
            assert!(body.contains(words.pick(&form.title)));
            for section in &form.sections {
                assert!(body.contains(words.pick(&section.title)), "{}", section.title.zh);
            }
            assert!(body.contains(&words.get("doc.notice.tool")));
            assert!(body.contains(words.pick(&case.pack.source().unwrap().notice)));
            assert!(body.contains(&words.get("doc.signature.person")));
            assert!(all.contains(&document.footer));
            assert!(body.contains(&words.date(case.found.dates.on)), "the day it was filled in");
        }
    }
}

/// Sections are numbered 一、二、三 in Chinese and 1. 2. 3. in English, past ten as well.
#[test]
fn sections_are_numbered() {
    let heads = |lang| -> Vec<String> {
        let document = Case::new(SHANGHAI, json!({})).document(lang);
        let blocks = document.blocks.into_iter();
        let first = blocks.filter_map(|block| match block {
            Block::Heading { level: 1, text } => Some(text),
            _ => None,
        });
        first.collect()
    };
    let (zh, en) = (heads(Lang::Zh), heads(Lang::En));
    assert!(zh[0].starts_with("一、") && zh[9].starts_with("十、") && zh[10].starts_with("十一、"));
    assert!(en[0].starts_with("1. ") && en[10].starts_with("11. "));
}
