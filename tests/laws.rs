//! Laws: what holds of every pack, every answer, every day and every amount.
//!
//! The laws of assessment are tried on random small packs and on random partial answers to the real
//! ones, against an evaluator that tries every completion (`laws/brute.rs`). `PROPTEST_CASES` asks
//! for more cases than the few that every run can afford.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unreachable,
    missing_docs,
    reason = "tests fail by panicking"
)]

#[path = "laws/brute.rs"]
mod brute;
#[path = "laws/days.rs"]
mod days;
#[path = "laws/joint.rs"]
mod joint;
#[path = "laws/rules.rs"]
mod rules;
#[path = "laws/skeleton.rs"]
mod skeleton;

use std::collections::{BTreeMap, BTreeSet};

use alliance_check::engine::answer::{Answer, Answers};
use alliance_check::engine::assessment::{Finding, PartFinding, assess_with};
use alliance_check::engine::explain::{self, Known};
use alliance_check::engine::facts::FactSheet;
use alliance_check::engine::{Assessment, Dates, Program};
use alliance_check::logic::date::{self, Date};
use alliance_check::logic::diagram::{Diagram, Residual, Var};
use alliance_check::logic::identifier::{self, Uscc};
use alliance_check::logic::value::{Amount, AmountError, Unit};
use alliance_check::pack::RulePack;
use alliance_check::pack::raw::{Kind, Rule, Then, Track, TrackKind};
use chrono::{Datelike, Days};
use proptest::prelude::*;

use brute::{Brute, Findings, Said, Sheet, V, day, later};
use skeleton::{
    dated_skeletons, joint_skeletons, record_skeletons, sheets, skeletons, wide_skeletons,
};

fn cases(few: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(few),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

// ---- Assessment ----

/// What the engine finds, in the shape of the brute force.
fn found(assessment: &Assessment) -> Findings {
    Findings {
        verdict: assessment.verdict.name(),
        requirements: assessment.requirements.iter().map(|f| f.status.name()).collect(),
        waivers: assessment.waivers.iter().map(|f| f.status.name()).collect(),
        preferences: assessment.preferences.clone(),
        materials: assessment.materials.clone(),
    }
}

struct Engine<'a> {
    pack: &'a RulePack,
    track: &'a Track,
    program: Program,
}

impl<'a> Engine<'a> {
    fn of(brute: Brute<'a>) -> Engine<'a> {
        let program = Program::compile(brute.pack, brute.track, brute.dates);
        Engine { pack: brute.pack, track: brute.track, program }
    }

    fn assess(&self, answers: &Answers) -> Assessment {
        let found = assess_with(&self.program, self.pack, self.track, answers);
        assert!(found.faults.is_empty(), "{:?}", found.faults);
        found
    }

    /// Whether it is said that no part of a joint track is meant: nothing can be said of them then,
    /// while before at least one was.
    fn no_part(&self, (fact, said): &(String, Said)) -> bool {
        let none = Said::Value(V::Many(BTreeSet::new()));
        self.track.joint.as_ref().is_some_and(|joint| joint.fact == *fact) && *said == none
    }

    fn find(&self, sheet: &Sheet) -> Findings {
        found(&self.assess(&brute::answers(sheet)))
    }
}

/// Every law of assessment for one sheet.
fn laws_hold(brute: Brute<'_>, sheet: &Sheet) {
    let engine = Engine::of(brute);
    let answers = brute::answers(sheet);
    let assessment = engine.assess(&answers);
    let here = found(&assessment);

    assert_eq!(here, expected(brute, sheet), "brute force");
    questions_that_matter(brute, sheet, &assessment);
    if let (Some(joint), Some(found)) = (&brute.track.joint, &assessment.joint) {
        let own = |named| named != Some(false);
        let part = |part: &PartFinding| (part.named, own(part.named).then(|| part.verdict.name()));
        let parts = found.parts.iter().map(part).collect();
        let (status, verdict) = (found.status.name(), found.verdict.name());
        let found = joint::Together { parts, status, verdict };
        assert_eq!(found, joint::together(brute, joint, sheet), "the parts together");
    }
    judged_readings(brute, sheet, &assessment);
    unused_changes_nothing(&engine, brute, sheet, &assessment);
    without_one(&engine, sheet, &here);
    order_is_irrelevant(&engine, &answers, &here);
    rules::say_the_same(&engine, sheet);
}

/// Exactly those are asked that matter. Dates that one rule compares with a deadline and tests
/// besides may be asked although no pair of days is left that would tell.
fn questions_that_matter(brute: Brute<'_>, sheet: &Sheet, assessment: &Assessment) {
    let (found, wanted) = (&assessment.relevance.wanted, brute.wanted(sheet));
    if brute.scopes().iter().all(|scope| !brute.entangled(scope)) {
        assert_eq!(*found, wanted, "questions that matter");
    }
    assert!(found.is_superset(&wanted), "{wanted:?} matter, {found:?} are asked");
}

/// What brute force finds, node by node, and of the parts of a joint track.
fn expected(brute: Brute<'_>, sheet: &Sheet) -> Findings {
    let mut findings = brute.findings(sheet);
    if let Some(joint) = &brute.track.joint {
        let together = joint::together(brute, joint, sheet);
        findings.verdict = together.verdict;
        *findings.requirements.last_mut().unwrap() = together.status;
    }
    findings
}

/// A judgement names the readings it turns on, and only those; each alternative gives the verdict
/// that it would have if it were settled.
fn judged_readings(brute: Brute<'_>, sheet: &Sheet, assessment: &Assessment) {
    for (at, finding) in assessment.requirements.iter().enumerate() {
        let named: BTreeSet<usize> = finding.readings.iter().copied().collect();
        match finding.status.name() {
            "judge" => assert_eq!(named, brute.turns_on(sheet, at), "readings of requirement {at}"),
            _ => assert_eq!(named, BTreeSet::new(), "only a judgement turns on readings"),
        }
    }
    for (reading, finding) in brute.track.readings.iter().zip(&assessment.readings) {
        let alternatives = reading.alternatives.iter().zip(&finding.verdicts);
        for (n, (alternative, verdict)) in alternatives.enumerate() {
            for at in &finding.affects {
                let under = brute.under(sheet, *at, &reading.id, &alternative.id);
                assert_eq!(finding.of(*at)[n].name(), under, "requirement {at}");
            }
            let status = |(at, found): (usize, &Finding)| match finding.affects.contains(&at) {
                true => brute.under(sheet, at, &reading.id, &alternative.id),
                false => found.status.name(),
            };
            let affected =
                |id: &str| finding.affects.iter().any(|at| brute.track.requirements[*at].id == id);
            let under = match &brute.track.joint {
                _ if finding.affects.is_empty() => assessment.verdict.name(),
                None => {
                    let all = assessment.requirements.iter().enumerate().map(status);
                    brute::verdict(&all.collect::<Vec<_>>())
                }
                Some(joint) => {
                    let taken = (reading.id.as_str(), alternative.id.as_str());
                    joint::together_under(brute, joint, sheet, taken, &affected).verdict
                }
            };
            assert_eq!(verdict.name(), under, "{} taken as {}", reading.id, alternative.id);
        }
    }
}

/// Unused answers change nothing, and neither does any answer to a question that is neither used
/// nor wanted: no status, waiver, preference, material, nor any other question.
fn unused_changes_nothing(
    engine: &Engine<'_>,
    brute: Brute<'_>,
    sheet: &Sheet,
    assessment: &Assessment,
) {
    let (used, wanted) = (&assessment.relevance.used, &assessment.relevance.wanted);
    let kept = brute::answers(sheet).into_iter().filter(|(f, _)| used.contains(f)).collect();
    let without = engine.assess(&kept);
    assert_eq!(found(&without), found(assessment), "without the unused answers");
    assert_eq!(without.relevance.wanted, *wanted, "without the unused answers");
    for (at, (fact, _)) in sheet.iter().enumerate() {
        if used.contains(fact) || wanted.contains(fact) {
            continue;
        }
        // Long sheets have many such facts.
        for value in brute.candidates(fact).into_iter().take(1 + 12 / sheet.len()) {
            let mut other = sheet.clone();
            other[at].1 = Said::Value(value);
            let there = engine.assess(&brute::answers(&other));
            assert_eq!(found(&there), found(assessment), "{fact} does not matter");
            assert_eq!(there.relevance.wanted, *wanted, "{fact} does not matter");
        }
    }
}

/// Taking an answer back never turns met into failed or failed into met, and never makes one
/// decided verdict of another; hence giving it never does either. What is decided stays decided,
/// save that "lifted whether met or not" may turn out to be met.
fn without_one(engine: &Engine<'_>, sheet: &Sheet, with: &Findings) {
    for at in 0..sheet.len() {
        let mut less = sheet.clone();
        less[at].1 = Said::Nothing;
        let before = engine.find(&less);
        let pairs = before.requirements.iter().zip(&with.requirements);
        for (then, now) in pairs.chain(before.waivers.iter().zip(&with.waivers)) {
            let stays = then == now
                || *then == "open"
                || (*then, *now) == ("waived", "met")
                || (*then == "deferred" && matches!(*now, "not-applicable" | "waived"));
            let stays = stays || (engine.no_part(&sheet[at]) && *now == "open");
            assert!(stays, "{} turns {then} into {now}", sheet[at].0);
        }
        let verdicts = (before.verdict, with.verdict);
        let kept = verdicts.0 == verdicts.1 || verdicts.0 == "undetermined";
        let kept = kept || (engine.no_part(&sheet[at]) && verdicts.1 == "undetermined");
        assert!(kept, "{} reverses {verdicts:?}", sheet[at].0);
    }
}

/// The order of records, of options and of facts in the file says nothing.
fn order_is_irrelevant(engine: &Engine<'_>, answers: &Answers, here: &Findings) {
    let mut turned = serde_json::Map::new();
    for (fact, answer) in answers.iter().rev() {
        let mut answer = answer.clone();
        match &mut answer {
            Answer::Options(options) => options.reverse(),
            Answer::Items(items) => items.reverse(),
            _ => {}
        }
        turned.insert(fact.clone(), serde_json::to_value(answer).unwrap());
    }
    let text = serde_json::to_string(&turned).unwrap();
    let turned: Answers = serde_json::from_str(&text).unwrap();
    assert_eq!(&found(&engine.assess(&turned)), here, "order");
}

proptest! {
    #![proptest_config(cases(250))]

    /// Of random small packs: every status, waiver, preference, material and verdict equals brute
    /// force over all completions and readings (A1, A12); questions are asked exactly while they
    /// matter (A13); no answer reverses what is decided (A10); order and unused answers say nothing.
    #[test]
    fn random_packs_obey_every_law(s in skeletons()) {
        laws_hold(s.brute(), &s.sheet);
        prop_assert_eq!(s.brute().findings(&s.sheet), s.brute().findings_at_once(&s.sheet));
    }

    /// On complete sheets the explanation holds what the rule says: the case shown as the deciding
    /// one is the first that holds.
    #[test]
    fn explanations_end_in_the_deciding_case(s in skeletons()) {
        let brute = s.brute();
        let whole = brute.completions(&s.sheet, &brute.whole());
        // Where a calendar is open, so is the explanation.
        for values in whole.iter().filter(|ways| ways.len() == 1).flatten().take(4) {
            let sheet: Sheet = s.sheet.iter().map(|(f, said)| match values.get(f) {
                Some(v) if !matches!(v, brute::V::Records(_)) => (f.clone(), Said::Value(v.clone())),
                _ => (f.clone(), said.clone()),
            }).collect();
            let (known, _) = FactSheet::read(&s.pack, s.track(), &brute::answers(&sheet), s.dates);
            let deadlines = Program::compile(&s.pack, s.track(), s.dates).deadlines;
            let (dates, pack) = (s.dates, &s.pack);
            let known = Known { sheet: &known, dates, pack, deadlines: &deadlines };
            for requirement in &s.track().requirements {
                let text = serde_json::to_string(&requirement.rule).unwrap();
                if text.contains("reading") || matches!(requirement.rule, Rule::Records(_)) {
                    continue;
                }
                let steps = explain::derive(&requirement.rule, known);
                let cases: Vec<(&_, Then)> = match &requirement.rule {
                    Rule::MetWhen(c) => vec![(c, Then::Met)],
                    Rule::Cases(cases) => cases.cases.iter().map(|c| (&c.when, c.then)).collect(),
                    _ => Vec::new(),
                };
                let first = cases.iter().position(|(c, _)| brute.truth(c, values));
                let shown = steps.iter().position(|step| step.step.truth == Some(true));
                prop_assert_eq!(shown, first);
                prop_assert!(steps.iter().all(|step| step.step.truth.is_some()));
                prop_assert_eq!(steps.len(), first.map_or(cases.len(), |at| at + 1));
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(40))]

    /// The same of packs of up to twelve facts, nearly all of them open.
    #[test]
    fn wide_packs_obey_every_law(s in wide_skeletons()) {
        laws_hold(s.brute(), &s.sheet);
    }
}

proptest! {
    #![proptest_config(cases(40))]

    /// The same of joint tracks; and of the parts together (A14).
    #[test]
    fn joint_tracks_obey_every_law(s in joint_skeletons()) {
        laws_hold(s.brute(), &s.sheet);
    }
}

proptest! {
    #![proptest_config(cases(250))]

    /// What one rule makes of a record says what another can: parts that differ whatever the
    /// records are differ.
    #[test]
    fn rules_about_the_same_records_obey_every_law(s in record_skeletons(true)) {
        laws_hold(s.brute(), &s.sheet);
    }
}

proptest! {
    // One in a thousand shows whether rules that decide at once take them together.
    #![proptest_config(cases(3_000))]

    /// The same where a requirement and its waiver are about them.
    #[test]
    fn a_waiver_about_the_same_records_obeys_every_law(s in record_skeletons(false)) {
        laws_hold(s.brute(), &s.sheet);
    }
}

proptest! {
    #![proptest_config(cases(1_000))]

    /// No outcome and no reading is named for days that cannot be together.
    #[test]
    fn linked_dates_obey_every_law(s in dated_skeletons()) {
        laws_hold(s.brute(), &s.sheet);
    }
}

fn real(name: &str) -> RulePack {
    let path = format!("{}/static/packs/{name}.json", env!("CARGO_MANIFEST_DIR"));
    RulePack::read(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Every pack that is listed.
fn all_packs() -> Vec<RulePack> {
    let path = format!("{}/static/packs/index.json", env!("CARGO_MANIFEST_DIR"));
    let index: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let packs = index["packs"].as_array().unwrap();
    packs.iter().map(|pack| real(pack["id"].as_str().unwrap())).collect()
}

/// The same laws on random partial answers to every real track, with up to twelve open facts.
#[test]
fn real_packs_obey_every_law() {
    for pack in all_packs() {
        for track in &pack.raw().tracks {
            for on in [day(2026, 11, 20), day(2028, 2, 29)] {
                let brute = Brute { pack: &pack, track, dates: Dates::new(on, None) };
                let few = if track.joint.is_some() { 1 } else { 3 };
                let mut runner = proptest::test_runner::TestRunner::new(cases(few));
                let law = |sheet| {
                    laws_hold(brute, &sheet);
                    Ok(())
                };
                let id = &track.id;
                runner.run(&sheets(brute), law).unwrap_or_else(|fault| panic!("{id}: {fault}"));
            }
        }
    }
}

/// Nothing answered: nothing is decided, and no question is hidden that could decide.
#[test]
fn nothing_answered_leaves_every_condition_open() {
    for pack in all_packs() {
        for track in &pack.raw().tracks {
            let dates = Dates::new(day(2026, 11, 20), None);
            let found = alliance_check::engine::assess(&pack, track, &Answers::new(), dates);
            for (requirement, finding) in track.requirements.iter().zip(&found.requirements) {
                let deferred = matches!(requirement.rule, Rule::Deferred(_));
                let expected = if deferred { "deferred" } else { "open" };
                assert_eq!(finding.status.name(), expected, "{}", requirement.id);
            }
            let information = track.kind == TrackKind::Information;
            assert_eq!(found.requirements.is_empty(), information, "{}", track.id);
            assert_eq!(found.verdict.name(), "undetermined", "{}", track.id);
        }
    }
}

// ---- Dates ----

/// A period begun on a day has lasted, and an event lies in a look-back, exactly as a scan over the
/// days says; through leap years, for every day of seven years.
#[test]
fn periods_equal_a_scan_over_the_days() {
    let mut clock = day(2023, 1, 1);
    while clock < day(2030, 1, 1) {
        for years in 1..=5u32 {
            let around = clock - Days::new(u64::from(years) * 365 + 4);
            let days: Vec<Date> = (0..9).map(|n| around + Days::new(n)).collect();
            let lasted = days.iter().rev().find(|d| later(**d, years) <= clock);
            assert_eq!(Some(&date::last_start(years, clock)), lasted, "{years} years at {clock}");
            let within = days.iter().find(|d| later(**d, years) >= clock);
            assert_eq!(Some(&date::first_within(years, clock)), within, "{years} years at {clock}");
            assert_eq!(date::add_years(clock, years), later(clock, years));
        }
        clock = clock + Days::new(1);
    }
}

/// Calendar years: 29 February has its anniversary on 28 February where there is no other day.
#[test]
fn anniversaries_of_29_february() {
    let rows = [
        ((2024, 2, 29), 1, (2025, 2, 28)),
        ((2024, 2, 29), 3, (2027, 2, 28)),
        ((2024, 2, 29), 4, (2028, 2, 29)),
        ((2023, 2, 28), 1, (2024, 2, 28)),
        ((2023, 11, 20), 3, (2026, 11, 20)),
    ];
    for ((y, m, d), years, (ey, em, ed)) in rows {
        assert_eq!(date::add_years(day(y, m, d), years), day(ey, em, ed), "{y}-{m}-{d} + {years}");
    }
    // On 28 February 2027 both 28 and 29 February 2024 are three years past.
    assert_eq!(date::last_start(3, day(2027, 2, 28)), day(2024, 2, 29));
    assert_eq!(date::first_within(3, day(2027, 2, 28)), day(2024, 2, 28));
    // From 1 March on neither lies in the look-back any more.
    assert_eq!(date::first_within(3, day(2027, 3, 1)), day(2024, 3, 1));
}

/// What people type for a date, and nothing else.
#[test]
fn dates_as_typed() {
    let read = [
        "2026-11-20",
        "2026/11/20",
        "2026.11.20",
        "20261120",
        "2026年11月20日",
        "2026年11月20",
        " 2026-11-20 ",
        "２０２６－１１－２０",
        "２０２６年１１月２０日",
        "2026 年 11 月 20 日",
        "2026。11。20",
    ];
    for text in read {
        assert_eq!(date::parse(text), Some(day(2026, 11, 20)), "{text}");
    }
    for (text, expected) in [("2026-1-2", day(2026, 1, 2)), ("2024-02-29", day(2024, 2, 29))] {
        assert_eq!(date::parse(text), Some(expected), "{text}");
    }
    let refused = [
        "",
        "2026",
        "2026-11",
        "2026-11-20-1",
        "2026-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-11-31",
        "2026-11-0",
        "26-11-20",
        "20-11-2026",
        "11/20/2026",
        "2026-11-200",
        "202611200",
        "2026112",
        "2026-+1-02",
        "2026--1-02",
        "1799-12-31",
        "3000-01-01",
        "tomorrow",
        "二〇二六年十一月二十日",
        "2026-11-20T00:00",
    ];
    for text in refused {
        assert_eq!(date::parse(text), None, "{text}");
    }
}

proptest! {
    #![proptest_config(cases(400))]

    /// A date written is read back, in every accepted form.
    #[test]
    fn dates_are_read_back(year in 1800i32..=2999, month in 1u32..=12, of_month in 1u32..=31) {
        let Some(day) = Date::from_ymd_opt(year, month, of_month) else { return Ok(()) };
        let forms = [
            date::iso(day),
            format!("{year}年{month}月{of_month}日"),
            format!("{year}{month:02}{of_month:02}"),
            format!("{year}/{month}/{of_month}"),
        ];
        for text in forms {
            prop_assert_eq!(date::parse(&text), Some(day), "{}", text);
        }
        prop_assert_eq!(date::parts(day), (day.year(), day.month(), day.day()));
    }
}

// ---- Amounts ----

const UNITS: [(&str, i64); 7] = [
    ("元", 10_000),
    ("万元", 100_000_000),
    ("亿元", 1_000_000_000_000),
    ("㎡", 30_000),
    ("亩", 20_000_000),
    ("公顷", 300_000_000),
    ("头", 10_000),
];

fn amount(text: &str, unit: &str) -> Result<Amount, AmountError> {
    Amount::parse(text, &Unit::named(unit))
}

proptest! {
    #![proptest_config(cases(400))]

    /// Decimal text is held exactly: written and read back it is the same amount, also with thousand
    /// separators, full-width digits and needless zeros.
    #[test]
    fn amounts_round_trip(value in -9_000_000i64..9_000_000, places in 0u32..=4, at in 0usize..7) {
        let unit = Unit::named(UNITS[at].0);
        let power = 10i64.pow(places);
        let (whole, fraction) = (value.abs() / power, value.abs() % power);
        let sign = if value < 0 { "-" } else { "" };
        let plain = match places {
            0 => format!("{sign}{whole}"),
            _ => format!("{sign}{whole}.{fraction:0width$}", width = places as usize),
        };
        let exact = Amount::parse(&plain, &unit).unwrap();
        let written = exact.text(&unit);
        prop_assert_eq!(Amount::parse(&written, &unit), Ok(exact), "{}", written);
        let shortest = match plain.contains('.') {
            true => plain.trim_end_matches('0').trim_end_matches('.').to_owned(),
            false => plain.clone(),
        };
        if value != 0 {
            prop_assert_eq!(&written, &shortest);
        }
        let grouped: String = whole.to_string().as_bytes().rchunks(3).rev()
            .map(|part| std::str::from_utf8(part).unwrap()).collect::<Vec<_>>().join("，");
        let wide: String = plain.replacen(&whole.to_string(), &grouped, 1).chars()
            .map(|c| match c { '0'..='9' | '.' | '-' => char::from_u32(c as u32 + 0xFEE0).unwrap(), c => c })
            .collect();
        prop_assert_eq!(Amount::parse(&wide, &unit), Ok(exact), "{}", wide);
        prop_assert_eq!(exact.is_negative(), value < 0);
    }

    /// Amounts in units of one family compare as the integers they stand for; the text of a distance
    /// never understates it, and overstates it by less than one in the fourth place.
    #[test]
    fn amounts_compare_exactly(a in 0i64..9_000_000, b in 0i64..9_000_000, ua in 0usize..6, ub in 0usize..6) {
        let family = |at: usize| at / 3;
        prop_assume!(family(ua) == family(ub));
        let ((na, fa), (nb, fb)) = (UNITS[ua], UNITS[ub]);
        let (left, right) = (amount(&a.to_string(), na).unwrap(), amount(&b.to_string(), nb).unwrap());
        let (la, lb) = (i128::from(a) * i128::from(fa), i128::from(b) * i128::from(fb));
        prop_assert_eq!(left.cmp(&right), la.cmp(&lb));
        let gap = left.below(right);
        prop_assert_eq!(gap == Amount::ZERO, la >= lb);
        let told = amount(&gap.text(&Unit::named(na)), na);
        if let Ok(told) = told {
            prop_assert!(told >= gap);
        } else {
            let text = gap.text(&Unit::named(na));
            let (whole, fraction) = text.split_once('.').unwrap();
            prop_assert_eq!(fraction.len(), 4, "{}", text);
            let told = (whole.parse::<i128>().unwrap() * 10_000 + fraction.parse::<i128>().unwrap())
                * i128::from(fa);
            let exact = (lb - la) * 10_000;
            prop_assert!(told >= exact && told - exact < i128::from(fa), "{}", text);
        }
    }
}

/// 1亿元 = 10000万元; 15亩 = 10000㎡ = 1公顷, exactly (domain.md 0.5).
#[test]
fn units_convert_exactly() {
    assert_eq!(amount("1", "亿元"), amount("10000", "万元"));
    assert_eq!(amount("1", "亿元"), amount("100,000,000", "元"));
    assert_eq!(amount("15", "亩"), amount("10000", "㎡"));
    assert_eq!(amount("15", "亩"), amount("1", "公顷"));
    for (less, unit, more, other) in [
        ("9999.99", "㎡", "15", "亩"),
        ("9999.99", "万元", "1", "亿元"),
        ("0.99999999", "亿元", "1", "亿元"),
    ] {
        assert!(amount(less, unit).unwrap() < amount(more, other).unwrap(), "{less}{unit}");
    }
    assert!(Unit::named("万元").converts_to(&Unit::named("亿元")));
    for other in ["亩", "头", "羽", "吨", "人"] {
        assert!(!Unit::named("万元").converts_to(&Unit::named(other)), "{other}");
    }
    assert!(!Unit::named("头").converts_to(&Unit::named("羽")));
    assert_eq!(Unit::named("公顷").family_names(), ["㎡", "亩", "公顷"]);
    assert_eq!(Unit::named("元").family_names(), ["元", "万元", "亿元"]);
    assert_eq!(Unit::named("吨").family_names(), ["吨"]);
}

/// A distance is told in the unit of the question and never understated.
#[test]
fn distances_as_text() {
    let gap = |value: &str, unit: &str, bound: &str, other: &str| {
        amount(value, unit).unwrap().below(amount(bound, other).unwrap()).text(&Unit::named(unit))
    };
    assert_eq!(gap("9999.99", "万元", "1", "亿元"), "0.01");
    assert_eq!(gap("0.8", "亿元", "1", "亿元"), "0.2");
    assert_eq!(gap("10000", "万元", "1", "亿元"), "0");
    assert_eq!(gap("20000", "万元", "1", "亿元"), "0");
    assert_eq!(gap("0", "亩", "10000", "㎡"), "15");
    assert_eq!(gap("0", "公顷", "1000", "亩"), "66.6667");
}

/// What is no number, and what cannot be held exactly, is refused; never rounded.
#[test]
fn amounts_refused() {
    let syntax = [
        "", " ", ".", "5.", ".5", "-", "--5", "1e5", "0x10", "5 万", "五", "1.2.3", "+-1", "NaN",
        "1/2",
    ];
    // A comma that does not stand before three digits may be meant as the decimal point.
    let commas =
        ["1,5", "1，5", "1,50", "1,5000", "1 5", "1,,000", ",000", "1000,000", "1.000,5", "1,000,"];
    for text in syntax.iter().chain(&commas) {
        assert_eq!(amount(text, "万元"), Err(AmountError::Syntax), "{text}");
    }
    for text in ["12,345.6", "12 345.6", "１２，３４５．６", "+12,345.6", "012,345.60"] {
        assert_eq!(amount(text, "万元"), amount("12345.6", "万元"), "{text}");
    }
    assert_eq!(amount("- 1,000", "元"), amount("-1000", "元"));
    let precise = [
        ("0.00001", "元"),
        ("0.000000001", "万元"),
        ("0.00001", "头"),
        ("1000000000000000000000", "亿元"),
        ("9999999999999", "亿元"),
        ("0.0000000000000000000000000000000000000000000000001", "元"),
        ("170141183460469231731687303715884105728", "元"),
    ];
    for (text, unit) in precise {
        assert_eq!(amount(text, unit), Err(AmountError::Precision), "{text}{unit}");
    }
    assert!(amount("0.00000001", "万元").is_ok(), "a ten-thousandth of a yuan");
    assert!(amount("1.50000000000000000000000", "元").is_ok(), "needless zeros cost nothing");
    for (text, whole) in [("3", true), ("3.0", true), ("3.5", false), ("0", true)] {
        assert_eq!(amount(text, "头").unwrap().is_whole(), whole, "{text}");
    }
    assert!(!amount("-0", "万元").unwrap().is_negative());
    assert!(amount("−1", "万元").unwrap().is_negative(), "a typographic minus");
}

// ---- Identifiers ----

const SYMBOLS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

fn check_value(body: &str) -> usize {
    let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let value = |c| SYMBOLS.find(c).unwrap();
    let sum: usize = body.chars().zip(weights).map(|(c, w)| value(c) * w).sum();
    (31 - sum % 31) % 31
}

/// GB 32100-2015: the example of domain.md 7.5 is right, every change of one character is noticed.
#[test]
fn every_single_change_of_a_credit_code_is_noticed() {
    let right = "91350100M000100Y43";
    assert_eq!(identifier::uscc(right), Uscc::Right);
    for at in 0..18 {
        for symbol in SYMBOLS.chars().filter(|s| !right[at..].starts_with(*s)) {
            let wrong: String =
                right.chars().enumerate().map(|(n, c)| if n == at { symbol } else { c }).collect();
            assert_eq!(identifier::uscc(&wrong), Uscc::WrongCheck, "{wrong}");
        }
    }
}

proptest! {
    #![proptest_config(cases(300))]

    /// The check character is the one that the standard's weights give, the remainder 0 included.
    #[test]
    fn credit_codes_agree_with_the_weights(body in "[0-9A-HJ-NP-RTUWXY]{17}") {
        let check = check_value(&body);
        for (value, symbol) in SYMBOLS.chars().enumerate() {
            let expected = if value == check { Uscc::Right } else { Uscc::WrongCheck };
            prop_assert_eq!(identifier::uscc(&format!("{body}{symbol}")), expected);
        }
    }
}

/// A remainder of 0 gives the check character 0, not a thirty-first symbol; form comes before sums.
#[test]
fn credit_codes_at_the_edges() {
    let prefix = "9135010000000001";
    let body = SYMBOLS.chars().map(|c| format!("{prefix}{c}")).find(|b| check_value(b) == 0);
    let body = body.expect("some seventeenth character gives remainder 0");
    assert_eq!(identifier::uscc(&format!("{body}0")), Uscc::Right);
    assert_eq!(identifier::uscc("91350100m000100y43"), Uscc::Right, "lower case");
    assert_eq!(identifier::uscc(&identifier::tidy(" ９１３５0100 M000100Y43\t")), Uscc::Right);
    for text in ["", "9135", "91350100M000100Y4", "91350100M000100Y433", "9135O100M000100Y43"] {
        assert_eq!(identifier::uscc(text), Uscc::WrongForm, "{text}");
    }
    for letter in ["I", "O", "S", "V", "Z", "汉", "-"] {
        let text = format!("91350100M000100Y4{letter}");
        assert_eq!(identifier::uscc(&text), Uscc::WrongForm, "{text}");
    }
    assert_eq!(identifier::uscc("320100000012345"), Uscc::WrongForm, "old registration number");
}

/// One table for each form (domain.md 7.5), as typed.
#[test]
fn telephones_mail_and_postcodes() {
    fn check(name: &str, form: fn(&str) -> bool, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(form(&identifier::tidy(text)), "{name} {text}");
        }
        for text in bad {
            assert!(!form(&identifier::tidy(text)), "no {name}: {text}");
        }
    }
    check(
        "mobile",
        identifier::mobile,
        &[
            "13800138000",
            "138 0013 8000",
            "138-0013-8000",
            "+86 13800138000",
            "+8619912345678",
            "１３８００１３８０００",
            "+1 202 555 0100",
            "+852 9123 4567",
        ],
        &[
            "",
            "1380013800",
            "138001380000",
            "12800138000",
            "10000000000",
            "23800138000",
            "0512-12345678",
            "+86 1380013800",
            "+1",
            "138a0138000",
            "+",
        ],
    );
    check(
        "telephone",
        identifier::phone,
        &[
            "010-12345678",
            "025-83248888",
            "0512-1234567",
            "02583248888",
            "025-83248888-801",
            "400-800-1234",
            "8008101234",
            "（025）83248888",
            "+86-25-83248888",
            "+44 20 7946 0958",
        ],
        &["", "83248888", "025", "025-832488", "400-800-12345", "13800138000", "025-8324888a", "+"],
    );
    check(
        "mail",
        identifier::email,
        &["a@b.cn", "quality.office@mail.example.com", "ａ@ｂ.cn", "质量@例子.中国"],
        &["", "a", "@b.cn", "a@", "a@b", "a@.cn", "a@b.", "a@b..cn", "a.b.cn"],
    );
    check(
        "postcode",
        identifier::postcode,
        &["210000", "０１００００", "010 000"],
        &["", "21000", "2100000", "21000a", "-21000"],
    );
}

// ---- Decision diagrams ----

/// A function written out as a table, the first variable slowest. It never simplifies itself, so
/// that all reduction is the diagram's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Written {
    first: Var,
    sizes: Vec<u32>,
    values: Vec<u8>,
}

impl Residual for Written {
    fn leaf(&self) -> Option<u8> {
        self.sizes.is_empty().then(|| self.values[0])
    }

    fn first(&self) -> Option<Var> {
        (!self.sizes.is_empty()).then_some(self.first)
    }

    fn assign(&self, var: Var, cell: u32) -> Written {
        assert_eq!(var, self.first);
        let part = self.values.len() / self.sizes[0] as usize;
        let start = part * cell as usize;
        Written {
            first: self.first + 1,
            sizes: self.sizes[1..].to_vec(),
            values: self.values[start..start + part].to_vec(),
        }
    }
}

impl Written {
    fn build(&self) -> Diagram {
        let sizes = self.sizes.clone();
        Diagram::build(self, &move |var| sizes[usize::from(var)])
    }

    fn points(&self) -> Vec<Vec<u32>> {
        let mut all = vec![Vec::new()];
        for size in &self.sizes {
            all = all
                .iter()
                .flat_map(|p: &Vec<u32>| (0..*size).map(|c| [&p[..], &[c]].concat()))
                .collect();
        }
        all
    }

    fn at(&self, point: &[u32]) -> u8 {
        point.iter().enumerate().fold(self.clone(), |f, (v, c)| f.assign(v as Var, *c)).values[0]
    }
}

fn tables() -> impl Strategy<Value = Written> {
    prop::collection::vec(2u32..=3, 1..=4).prop_flat_map(|sizes| {
        let len: u32 = sizes.iter().product();
        // Few leaves make many equal branches, which is what reduction is about.
        prop::collection::vec(0u8..3, len as usize).prop_map(move |values| Written {
            first: 0,
            sizes: sizes.clone(),
            values,
        })
    })
}

proptest! {
    #![proptest_config(cases(200))]

    /// A diagram is the function it was built from, mentions exactly the variables that matter, and
    /// is the same diagram for the same function however it was come by.
    #[test]
    fn diagrams_are_reduced_and_faithful(f in tables(), mask in prop::collection::vec(1u64..8, 4)) {
        let diagram = f.build();
        let points = f.points();
        for point in &points {
            let reached = diagram.reach(&|var| 1 << point[usize::from(var)]);
            prop_assert_eq!(reached, 1 << f.at(point));
        }
        let matters = |var: usize| points.iter().any(|p| {
            let mut other = p.clone();
            other[var] = 0;
            f.at(&other) != f.at(p)
        });
        let essential: BTreeSet<Var> =
            (0..f.sizes.len()).filter(|v| matters(*v)).map(|v| v as Var).collect();
        prop_assert_eq!(diagram.variables(), essential);

        // Narrowing: only the points within count, and the same reduction holds.
        let cells = |var: Var| {
            let full = (1 << f.sizes[usize::from(var)]) - 1;
            match mask[usize::from(var)] & full { 0 => full, some => some }
        };
        let inside: Vec<&Vec<u32>> = points.iter()
            .filter(|p| p.iter().enumerate().all(|(v, c)| cells(v as Var) & (1 << c) != 0))
            .collect();
        let reached = inside.iter().fold(0, |all, p| all | 1 << f.at(p));
        prop_assert_eq!(diagram.reach(&cells), reached);
        let mut rows: BTreeMap<Vec<u32>, BTreeSet<u8>> = BTreeMap::new();
        let depends = |var: usize, rows: &mut BTreeMap<Vec<u32>, BTreeSet<u8>>| {
            rows.clear();
            for p in &inside {
                let mut others = (*p).clone();
                others.remove(var);
                rows.entry(others).or_default().insert(f.at(p));
            }
            rows.values().any(|leaves| leaves.len() > 1)
        };
        let support: BTreeSet<Var> =
            (0..f.sizes.len()).filter(|v| depends(*v, &mut rows)).map(|v| v as Var).collect();
        prop_assert_eq!(diagram.support(&cells), support);

        // Canonical: everything allowed, or leaves exchanged twice, is the very same diagram.
        let shown = format!("{diagram:?}");
        prop_assert_eq!(format!("{:?}", diagram.narrowed(&|_| u64::MAX)).len(), shown.len());
        let swapped = diagram.relabel(&|leaf| 2 - leaf).relabel(&|leaf| 2 - leaf);
        prop_assert_eq!(swapped.variables(), diagram.variables());
        for point in &points {
            prop_assert_eq!(swapped.reach(&|v| 1 << point[usize::from(v)]), 1 << f.at(point));
        }

        // Leaves made equal: what no longer matters is gone.
        let one = diagram.relabel(&|_| 1);
        prop_assert_eq!(one.variables(), BTreeSet::new());
        prop_assert_eq!(one.reach(&|_| 1), 2);
    }

    /// Settling decides the later variables by all the leaves they can lead to.
    #[test]
    fn settling_decides_the_later_variables(f in tables(), first in 0u16..5) {
        let settled = f.build().settle(first, &|leaves| if leaves.count_ones() == 1 { leaves.trailing_zeros() as u8 } else { 7 });
        prop_assert!(settled.variables().iter().all(|v| *v < first));
        for point in f.points() {
            let same = |p: &&Vec<u32>| p.iter().zip(&point).take(usize::from(first)).all(|(a, b)| a == b);
            let leaves: BTreeSet<u8> = f.points().iter().filter(same).map(|p| f.at(p)).collect();
            let expected = if leaves.len() == 1 { f.at(&point) } else { 7 };
            prop_assert_eq!(settled.reach(&|v| 1 << point[usize::from(v)]), 1 << expected);
        }
    }
}

// ---- Everything a kind of fact may be is covered above ----

/// The random packs hold every kind of fact on which a condition may rest.
#[test]
fn random_packs_hold_every_kind() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    let mut statuses = BTreeSet::new();
    for _ in 0..150 {
        let s = skeletons().new_tree(&mut runner).unwrap().current();
        for fact in &s.pack.raw().facts {
            seen.insert(alliance_check::pack::check::kind_name(&fact.kind));
            assert!(!matches!(fact.kind, Kind::Text(_)));
        }
        let found = s.brute().findings(&s.sheet);
        statuses.extend(found.requirements.iter().chain(&found.waivers).copied());
    }
    let kinds = ["amount", "choice", "choices", "date", "records", "yes-no"];
    assert_eq!(seen, BTreeSet::from(kinds));
    let all = ["deferred", "failed", "judge", "met", "not-applicable", "open", "waived"];
    assert_eq!(statuses, BTreeSet::from(all), "every status occurs among the random packs");
}
