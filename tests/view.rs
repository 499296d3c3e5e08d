//! What the screens work out before they draw: amounts with their unit typed along, and which
//! questions still wait.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests fail by panicking"
)]

use std::rc::Rc;

use alliance_check::app::{Case, PackFile, view};
use alliance_check::dossier::Dossier;
use alliance_check::engine::answer::Answers;
use alliance_check::engine::assessment::assess_with;
use alliance_check::engine::{Dates, Program};
use alliance_check::logic::date;
use alliance_check::pack::RulePack;
use serde_json::{Value, json};

const JIANGSU: &str = include_str!("../static/packs/jiangsu.json");

fn case(answers: Value) -> Case {
    let pack = RulePack::read(JIANGSU).unwrap();
    let mut dossier = Dossier::new("d".into(), &pack, "js-lib-m");
    dossier.answers = serde_json::from_value::<Answers>(answers).unwrap();
    let dates = Dates::new(date::parse("2026-11-20").unwrap(), None);
    let track = pack.track("js-lib-m").unwrap();
    let program = Rc::new(Program::compile(&pack, track, dates));
    let found = assess_with(&program, &pack, track, &dossier.answers);
    let file = Rc::new(PackFile { text: JIANGSU.to_owned(), pack });
    Case { dossier: Rc::new(dossier), file, program, found }
}

fn waits(answers: Value) -> bool {
    let case = case(answers);
    view::waits(&case, case.file.pack.fact("adverse-records").unwrap())
}

/// A unit typed along with its number goes to the unit; anything else stays as it was typed.
#[test]
fn a_typed_unit_is_taken_apart_from_its_number() {
    let family: Vec<String> = ["元", "万元", "亿元"].map(str::to_owned).into();
    for (typed, number, unit) in [
        ("10000万元", "10000", "万元"),
        ("1亿", "1", "亿元"),
        (" 1.2 亿元 ", "1.2", "亿元"),
        ("３００万", "３００", "万元"),
        ("99,999,900元", "99,999,900", "元"),
    ] {
        let expected = Some((number.to_owned(), unit.to_owned()));
        assert_eq!(view::taken_apart(typed, &family), expected, "{typed}");
    }
    for typed in ["10000", "", "万元", "十万元", "12abc", "3亩", "5 吨"] {
        assert_eq!(view::taken_apart(typed, &family), None, "{typed}");
    }
}

/// Saying that there are records answers nothing until one of them is told; so does a kind that was
/// not spoken of. "None" and "not known" are answers.
#[test]
fn records_wait_until_every_kind_is_told() {
    assert!(waits(json!({})));
    assert!(waits(json!({"adverse-records": [{"kind": "credit"}]})));
    assert!(waits(json!({"adverse-records": [{"kind": "credit", "listed-on": " "}]})));
    assert!(waits(json!({"adverse-records": [{"kind": "spot-check", "unanswered": true}]})));
    assert!(!waits(json!({"adverse-records": []})));
    assert!(!waits(json!({"adverse-records": [{"kind": "credit", "unknown": true}]})));
    assert!(!waits(json!({"adverse-records": [{"kind": "credit", "listed-on": "2020-01-01"}]})));
}

/// Standing counts what is lifted or elsewhere apart from what is met, and loses nothing.
#[test]
fn standing_adds_up() {
    let met = view::standing(&case(json!({"legal-person": true})));
    assert_eq!((met.met, met.open, met.all), (1, 14, 15));
    let lifted = view::standing(&case(json!({
        "goods-class": "consumer",
        "product-sales-y1": {"value": "6000", "unit": "万元"},
        "class-sales-y1": {"value": "6000", "unit": "万元"},
        "mfg-titles": ["little-giant-national"],
        "title-evidence": true,
    })));
    assert_eq!((lifted.met, lifted.open), (0, 14), "an exemption is not counted as met");
}

/// Answers of a file that belong to no question are counted, so that they can be mentioned.
#[test]
fn answers_of_no_question_are_counted() {
    assert_eq!(view::strange(&case(json!({"no-such-fact": true, "legal-person": true}))), 1);
}
