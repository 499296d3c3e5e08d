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
use alliance_check::engine::Dates;
use alliance_check::engine::answer::Answers;
use alliance_check::engine::deadline::DeadlineFinding;
use alliance_check::logic::date;
use alliance_check::pack::RulePack;
use alliance_check::words::telling;
use serde_json::{Value, json};

const JIANGSU: &str = include_str!("../static/packs/jiangsu.json");
const SHANGHAI: &str = include_str!("../static/packs/shanghai-cleaner-production.json");
const BRAND: &str = include_str!("../static/packs/shanghai-brand.json");

fn case(answers: Value) -> Case {
    case_of((JIANGSU, "js-lib-m"), answers)
}

fn case_of(track: (&str, &str), answers: Value) -> Case {
    case_on(track, answers, ("2026-11-20", None))
}

fn case_on(
    (text, track): (&str, &str),
    answers: Value,
    (on, filing): (&str, Option<&str>),
) -> Case {
    let pack = RulePack::read(text).unwrap();
    let mut dossier = Dossier::new("d".into(), &pack, track);
    dossier.answers = serde_json::from_value::<Answers>(answers).unwrap();
    let dates = Dates::new(date::parse(on).unwrap(), filing.and_then(date::parse));
    let file = Rc::new(PackFile::whole(text.to_owned(), pack));
    Case::new(Rc::new(dossier), file, dates).unwrap()
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

/// What cannot be used is no answer yet; "not known" and what is only warned about are answers.
#[test]
fn a_question_waits_while_its_answer_cannot_be_used() {
    let waits = |fact: &str, answer: Value| {
        let case = case(json!({ fact: answer }));
        view::waits(&case, case.file.pack.fact(fact).unwrap())
    };
    for unusable in ["2026-13-40", "2026-11-21"] {
        assert!(waits("established-on", json!(unusable)), "{unusable}");
    }
    assert!(!waits("established-on", json!("2026-11-20")));
    assert!(!waits("established-on", json!({"unknown": true})));
    assert!(waits("class-sales-y1", json!({"value": "1,5", "unit": "亿元"})));
    assert!(!waits("class-sales-y1", json!({"value": "1.5", "unit": "亿元"})));
    assert!(waits("adverse-records", json!([{"kind": "credit", "listed-on": "2026-13-40"}])));
    assert!(!waits("uscc", json!("91320000000000000X")), "a check character that does not agree");
}

/// A particular that does not apply is not asked for, one that may stay empty does not wait; while it
/// is not known whether it applies, it is asked for.
#[test]
fn particulars_follow_the_answers() {
    let asked = |answers: Value, id: &str| {
        let case = case(answers);
        let track = case.track().unwrap();
        let all = track.particulars.iter().flat_map(|section| view::particulars(&case, section));
        all.into_iter().find(|fact| fact.id == id).map(|fact| view::waits(&case, fact))
    };
    let details = "title-details";
    assert_eq!(asked(json!({"mfg-titles": []}), details), None);
    assert_eq!(asked(json!({"mfg-titles": ["chain-leader"]}), details), Some(true));
    assert_eq!(asked(json!({"mfg-titles": {"unknown": true}}), details), Some(true));
    assert_eq!(asked(json!({}), details), Some(true));
    assert_eq!(asked(json!({}), "website"), Some(false));
    assert_eq!(asked(json!({}), "contact-mobile"), Some(true));
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

/// The deadlines told, each with its day; nothing where the day is still asked for.
fn deadlines(of: (&str, &str), answers: Value) -> Vec<(String, Option<String>)> {
    let case = case_of(of, answers);
    let told = telling::deadlines(case.track().unwrap(), &case.found);
    let day = |found: &DeadlineFinding| found.due.map(|due| date::iso(due.stated));
    told.into_iter().map(|(deadline, found)| (deadline.id.clone(), day(found))).collect()
}

fn told(list: &[(&str, Option<&str>)]) -> Vec<(String, Option<String>)> {
    list.iter().map(|(id, day)| ((*id).to_owned(), day.map(str::to_owned))).collect()
}

/// Of two deadlines of one day, compared with the planned and with the actual day, one is told: that
/// of the day that matters.
#[test]
fn a_deadline_is_told_once() {
    let change = (SHANGHAI, "sc-change");
    let begun = json!({"sc-change-kind": "office", "sc-changed-on": "2026-09-10"});
    let with = |more: Value| {
        let mut answers = begun.clone();
        answers.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        deadlines(change, answers)
    };
    let by = |id: &str| told(&[(id, Some("2026-10-14"))]);
    assert_eq!(with(json!({"sc-notified": false})), by("sc-change-by"));
    let done = json!({"sc-notified": true, "sc-notified-on": "2026-10-14"});
    assert_eq!(with(done), by("sc-change-done"));
    assert_eq!(with(json!({"sc-notified": true})), by("sc-change-done"), "its day is asked for");
    assert_eq!(deadlines(change, json!({})).len(), 1, "nothing answered");

    let recert = |more: Value| deadlines((BRAND, "sb-recert"), more).len();
    for more in [
        json!({}),
        json!({"sb-certificate-expiry": "2027-03-31"}),
        json!({"sb-certificate-expiry": "2027-03-31", "sb-recert-applied": false}),
        json!({"sb-certificate-expiry": "2026-03-31", "sb-recert-applied": true}),
        json!({"sb-certificate-expiry": "2026-03-31", "sb-recert-applied": true,
            "sb-recert-applied-on": "2026-03-01"}),
    ] {
        assert_eq!(recert(more.clone()), 1, "{more}");
    }
}

/// That there is still time is said while a day before the deadline is left, and not on the day, of
/// which the text leaves open whether it is in time.
#[test]
fn still_due_is_what_only_the_plan_misses() {
    let still = |on: &str, filing: &str| {
        let answers = json!({"sc-certificate-expiry": "2027-06-30"});
        let case = case_on((SHANGHAI, "sc-renew"), answers, (on, Some(filing)));
        let track = case.track().unwrap();
        let missed =
            track.requirements.iter().find_map(|r| telling::still_due(r, track, &case.found));
        missed.map(|found| date::iso(found.due.unwrap().stated))
    };
    let due = Some("2027-03-30".to_owned());
    assert_eq!(still("2026-11-20", "2027-04-15"), due);
    assert_eq!(still("2027-03-29", "2027-04-15"), due);
    assert_eq!(still("2027-03-30", "2027-04-15"), None, "the day itself is for judgement");
    assert_eq!(still("2027-03-31", "2027-04-15"), None, "past");
    assert_eq!(still("2026-11-20", "2027-03-29"), None, "planned in time");
}

/// Deadlines of a branch that the answers have left are not told; those whose day is still asked for
/// are, without a day.
#[test]
fn deadlines_follow_the_answers() {
    let after = |answers: Value| deadlines((JIANGSU, "js-after"), answers);
    let certificate = json!({
        "js-certificate-standing": "running",
        "js-certificate-expiry": "2028-05-31",
        "js-revoked": false,
    });
    let with = |more: Value| {
        let mut answers = certificate.clone();
        answers.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        after(answers)
    };
    let term = [("js-last-day", Some("2028-05-31")), ("js-stop-publicity", Some("2028-06-01"))];
    let expected = |first: (&'static str, Option<&'static str>)| {
        told(&std::iter::once(first).chain(term).collect::<Vec<_>>())
    };
    let surveyed = json!({"js-surveyed": true, "js-last-surveillance-on": "2026-03-18"});
    assert_eq!(with(surveyed), expected(("js-next-surveillance", Some("2027-03-18"))));
    let never = json!({"js-surveyed": false, "js-certificate-issued-on": "2026-01-05"});
    assert_eq!(with(never), expected(("js-first-surveillance", Some("2027-01-05"))));
    let asked = json!({"js-surveyed": true});
    assert_eq!(with(asked), expected(("js-next-surveillance", None)), "still asked for");

    let over = json!({
        "js-certificate-standing": "cancelled",
        "js-publicity-stopped": true,
        "js-certificate-expiry": "2028-05-31",
        "js-surveyed": true,
        "js-last-surveillance-on": "2026-03-18",
        "js-revoked": false,
    });
    assert_eq!(after(over), [], "a certificate that has ended has no dates left");
    let bar = json!({
        "js-certificate-standing": "revoked",
        "js-publicity-stopped": true,
        "js-revocation-reason": "accident",
        "js-revoked-on": "2024-06-03",
        "js-revocation-carried-out": true,
        "js-revocation-carried-out-on": "2024-06-20",
    });
    let days =
        [("js-ban-decision", Some("2027-06-03")), ("js-ban-carried-out", Some("2027-06-20"))];
    assert_eq!(after(bar), told(&days));
}
