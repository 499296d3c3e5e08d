//! Proofs: a small sound pack has no defect, each way of breaking its sense is found with someone who
//! shows it, and the packs that are shipped are free of findings.
//!
//! What is told of each defect stands in `broken/proofs.txt`; `UPDATE_BROKEN=1` writes it anew.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unreachable,
    dead_code,
    missing_docs,
    reason = "tests fail by panicking; the shared modules are used in part"
)]

#[path = "laws/brute.rs"]
mod brute;
#[path = "laws/days.rs"]
mod days;
#[path = "broken/golden.rs"]
mod golden;
#[path = "laws/joint.rs"]
mod joint;
#[path = "laws/skeleton.rs"]
mod skeleton;
#[path = "broken/small.rs"]
mod small;

use std::collections::BTreeSet;

use alliance_check::engine::assess;
use alliance_check::engine::proof::{self, Defect, Proof, What, Witness};
use alliance_check::logic::diagram::{Diagram, Residual, Var};
use alliance_check::logic::outcome::{Status, Verdict};
use alliance_check::pack::RulePack;
use alliance_check::pack::catalogue::Catalogue;
use proptest::prelude::*;
use serde_json::{Value, json};

use small::{all, condition, node, small, text};

fn read(pack: &Value) -> RulePack {
    let shown = |faults: Vec<_>| {
        faults
            .iter()
            .map(|f: &alliance_check::pack::diagnostic::Diagnostic| f.to_string())
            .collect()
    };
    let told: Result<RulePack, Vec<String>> = RulePack::read(&pack.to_string()).map_err(shown);
    told.unwrap_or_else(|faults| panic!("{}", faults.join("\n")))
}

fn prove(pack: &RulePack) -> Proof {
    proof::prove(pack, &pack.raw().tracks[0])
}

// ---- Shipped packs ----

fn shipped() -> Vec<RulePack> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("static/packs");
    let text = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
    let catalogue: Catalogue = serde_json::from_str(&text("index.json")).unwrap();
    catalogue.packs.iter().map(|entry| RulePack::read(&text(&entry.file)).unwrap()).collect()
}

/// Nothing in a shipped pack contradicts itself or is dead, every example comes out as written, and
/// every verdict that a track comes to is shown by someone whose assessment says so.
#[test]
fn shipped_packs_are_free_of_findings() {
    let mut found = Vec::new();
    let mut tried = 0;
    for pack in shipped() {
        for track in &pack.raw().tracks {
            let proof = proof::prove(&pack, track);
            tried += proof.tried;
            found.extend(proof.defects.iter().map(told));
            assert_eq!(proof.verdicts.is_empty(), track.requirements.is_empty(), "{}", track.id);
            for (verdict, Witness { answers, dates }) in &proof.verdicts {
                let found = assess(&pack, track, answers, *dates);
                assert_eq!(found.verdict, *verdict, "{}: {answers:?}", track.id);
                assert!(found.faults.is_empty(), "{}: {:?}", track.id, found.faults);
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(tried > 100, "rules were tried");
}

// ---- A small pack ----

/// The small pack itself is sound, and every verdict is reached.
#[test]
fn a_sound_pack_has_no_defect() {
    let proof = prove(&read(&small()));
    assert!(proof.defects.is_empty(), "{}", proof.defects.iter().map(told).collect::<String>());
    let verdicts: Vec<Verdict> = proof.verdicts.iter().map(|(verdict, _)| *verdict).collect();
    let all =
        [Verdict::Eligible, Verdict::NeedsJudgement, Verdict::Undetermined, Verdict::NotEligible];
    assert_eq!(verdicts, all);
    assert_eq!((proof.questions, proof.examples), (8, 1));
}

/// A way of breaking the sense of the small pack, and how what is found begins.
type Broken = (&'static str, fn(&mut Value), &'static [&'static str]);

const SENSE: &[Broken] = &[
    (
        "a threshold above and below",
        |p| {
            let rule = json!({"met-when": {"all": [
                {"at-least": {"fact": "sales", "value": "2", "unit": "亿元"}},
                {"not": {"at-least": {"fact": "sales", "value": "1", "unit": "亿元"}}}
            ]}});
            node(p, "requirements", "r-legal")["rule"] = rule;
        },
        &["nobody can meet this requirement"],
    ),
    (
        "two requirements that exclude each other",
        |p| {
            let mut other = node(p, "requirements", "r-legal").clone();
            other["id"] = json!("r-other");
            other["rule"] = json!({"met-when": {"not": {"yes": "legal"}}});
            all(p, "requirements").push(other);
        },
        &["nobody comes to `eligible`", "nobody comes to `needs-judgement`"],
    ),
    (
        "judgement at best, and nobody to judge",
        |p| {
            let note = text("by whom?");
            let rule = json!({"cases": {"cases": [
                {"when": {"yes": "legal"}, "then": "judge", "note": note}
            ], "otherwise": "failed"}});
            let legal = node(p, "requirements", "r-legal");
            legal["rule"] = rule;
            legal.as_object_mut().unwrap().remove("decider");
        },
        &["it ends in judgement at best, and nobody is named who judges"],
    ),
    (
        "a requirement that everybody meets",
        |p| {
            let either = json!({"any": [{"yes": "legal"}, {"not": {"yes": "legal"}}]});
            node(p, "requirements", "r-legal")["rule"] = json!({"met-when": either});
        },
        &["everybody meets this requirement"],
    ),
    (
        "a requirement that applies to nobody",
        |p| {
            let never = json!({"all": [{"yes": "legal"}, {"not": {"yes": "legal"}}]});
            node(p, "requirements", "r-since")["applies"] = never;
        },
        &["this requirement applies to nobody", "no answer to `since` changes anything"],
    ),
    (
        "a requirement that is said to apply only then, and applies always",
        |p| {
            let always = json!({"any": [{"yes": "legal"}, {"not": {"yes": "legal"}}]});
            node(p, "requirements", "r-since")["applies"] = always;
        },
        &["this condition holds for everybody"],
    ),
    (
        "a case that an earlier one takes",
        |p| {
            let cases = &mut node(p, "requirements", "r-sales")["rule"]["cases"]["cases"];
            let late = json!({
                "when": {"at-least": {"fact": "sales", "value": "3", "unit": "亿元"}}, "then": "judge"
            });
            cases.as_array_mut().unwrap().push(late);
        },
        &["nobody reaches this case"],
    ),
    (
        "a case that contradicts itself",
        |p| {
            let cases = &mut node(p, "requirements", "r-sales")["rule"]["cases"]["cases"];
            let when = json!({"all": [
                {"is": {"fact": "sort", "any_of": ["consumer"]}},
                {"is": {"fact": "sort", "any_of": ["producer"]}}
            ]});
            cases.as_array_mut().unwrap().push(json!({"when": when, "then": "judge"}));
        },
        &["nobody fulfils this case"],
    ),
    (
        "a date that is past and to come",
        |p| {
            let cases = &mut node(p, "requirements", "r-sales")["rule"]["cases"]["cases"];
            let when = json!({"all": [
                {"lasted": {"fact": "since", "years": 2, "clock": "on"}},
                {"within": {"fact": "since", "years": 1, "clock": "on"}}
            ]});
            cases.as_array_mut().unwrap().push(json!({"when": when, "then": "judge"}));
        },
        &["nobody fulfils this case"],
    ),
    (
        "an otherwise that never comes",
        |p| {
            let cases = &mut node(p, "requirements", "r-sales")["rule"]["cases"]["cases"];
            let when =
                json!({"not": {"at-least": {"fact": "sales", "value": "2", "unit": "亿元"}}});
            cases.as_array_mut().unwrap().push(json!({"when": when, "then": "judge"}));
        },
        &["the cases leave nobody for `otherwise`"],
    ),
    (
        "a part that another implies",
        |p| {
            let rule = json!({"met-when": {"all": [
                {"at-least": {"fact": "sales", "value": "1", "unit": "亿元"}},
                {"at-least": {"fact": "sales", "value": "5000", "unit": "万元"}},
                {"yes": "legal"}
            ]}});
            node(p, "requirements", "r-legal")["rule"] = rule;
        },
        &["the part `sales 5000万元` can be left out and nothing changes"],
    ),
    (
        "an option that an earlier case takes",
        |p| {
            let rule = json!({"cases": {"cases": [
                {"when": {"is": {"fact": "sort", "any_of": ["consumer"]}}, "then": "met"},
                {"when": {"is": {"fact": "sort", "any_of": ["consumer", "unsure"]}}, "then": "judge"}
            ], "otherwise": "failed"}});
            node(p, "requirements", "r-since")["rule"] = rule;
        },
        &[
            "the part `consumer` can be left out and nothing changes",
            "no answer to `since` changes anything",
        ],
    ),
    (
        "a case of a rule over records that an earlier one takes",
        |p| {
            let cases =
                &mut node(p, "requirements", "r-records")["rule"]["records"]["each"]["cases"];
            let late = json!({"when": {"all": [{"yes": "still-listed"}, {"yes": "repaired"}]},
                "then": "judge", "note": text("late")});
            cases.as_array_mut().unwrap().push(late);
        },
        &["nobody reaches this case"],
    ),
    (
        "a case of a rule over records of another kind",
        |p| {
            let cases =
                &mut node(p, "requirements", "r-records")["rule"]["records"]["each"]["cases"];
            let other = json!({"when": {"is": {"fact": "kind", "any_of": ["other"]}},
                "then": "judge", "note": text("other")});
            cases.as_array_mut().unwrap().push(other);
        },
        &["nobody fulfils this case"],
    ),
    (
        "a field that is not asked for records of that kind",
        |p| {
            let rule = &mut node(p, "requirements", "r-records")["rule"]["records"];
            rule["kinds"] = json!(["credit", "other"]);
        },
        &[
            "the rule looks at `still-listed`, which is not asked for records of kind `other`",
            "the rule looks at `repaired`, which is not asked for records of kind `other`",
        ],
    ),
    (
        "an exemption that nobody gets",
        |p| {
            let never = json!({"all": [
                {"yes": "title"}, {"at-least": {"fact": "sales", "value": "2", "unit": "亿元"}}
            ]});
            node(p, "waivers", "w-sales")["rule"] = json!({"met-when": never});
            node(p, "materials", "m-title")["when"] = json!({"yes": "evidence"});
        },
        &["nobody gets this exemption", "no answer to `title` changes anything"],
    ),
    (
        "a question without a use",
        |p| {
            let mut spare = node(p, "facts", "title").clone();
            spare["id"] = json!("spare");
            all(p, "facts").push(spare);
            p["tracks"][0]["sections"][0]["facts"].as_array_mut().unwrap().push(json!("spare"));
        },
        &["no answer to `spare` changes anything"],
    ),
    (
        "a question whose only rule is decided without it",
        |p| {
            let both =
                json!({"any": [{"yes": "legal"}, {"all": [{"yes": "legal"}, {"yes": "title"}]}]});
            node(p, "requirements", "r-legal")["rule"] = json!({"met-when": both});
            all(p, "waivers").clear();
            all(p, "materials").retain(|m| m["id"] != "m-title");
            p["tracks"][0]["sections"][0]["facts"]
                .as_array_mut()
                .unwrap()
                .retain(|fact| fact != "evidence");
        },
        &[
            "the part `legal, title` can be left out and nothing changes",
            "no answer to `title` changes anything",
        ],
    ),
    (
        "more that hurts",
        |p| {
            let cases = &mut node(p, "requirements", "r-sales")["rule"]["cases"]["cases"];
            let large = json!({
                "when": {"above": {"fact": "sales", "value": "10", "unit": "亿元"}},
                "then": "failed", "note": text("too large")
            });
            cases.as_array_mut().unwrap().insert(0, large);
        },
        &["more of `sales` makes the result worse"],
    ),
    (
        "more that hurts under one reading",
        |p| {
            let cases = &mut node(p, "requirements", "r-sales")["rule"]["cases"]["cases"];
            let when = json!({"all": [
                {"above": {"fact": "sales", "value": "10", "unit": "亿元"}},
                {"reading": {"reading": "r-scope", "takes": "narrow"}}
            ]});
            let large = json!({"when": when, "then": "failed", "note": text("too large")});
            cases.as_array_mut().unwrap().insert(0, large);
        },
        &["more of `sales` makes the result worse"],
    ),
    (
        "a material that nobody needs",
        |p| {
            let never = json!({"all": [{"yes": "legal"}, {"not": {"yes": "legal"}}]});
            node(p, "materials", "m-paper")["when"] = never;
        },
        &["nobody needs this material"],
    ),
    (
        "a material that is said to be needed only then, and is needed always",
        |p| {
            let every =
                json!({"is": {"fact": "sort", "any_of": ["consumer", "producer", "unsure"]}});
            node(p, "materials", "m-paper")["when"] = every;
        },
        &["this condition holds for everybody"],
    ),
    (
        "an advantage that nobody has",
        |p| {
            let never = json!({"all": [{"yes": "legal"}, {"not": {"yes": "legal"}}]});
            node(p, "preferences", "p-sort")["when"] = never;
        },
        &["nobody has this advantage"],
    ),
    (
        "an advantage that everybody has",
        |p| {
            let always = json!({"any": [{"yes": "legal"}, {"not": {"yes": "legal"}}]});
            node(p, "preferences", "p-sort")["when"] = always;
        },
        &["everybody has this advantage"],
    ),
    (
        "a reading that nothing turns on",
        |p| {
            let mut spare = node(p, "readings", "r-scope").clone();
            spare["id"] = json!("r-spare");
            all(p, "readings").push(spare);
        },
        &["no result turns on this reading"],
    ),
    (
        "two readings that say the same",
        |p| {
            let third = json!({"id": "third", "text": text("third")});
            let alternatives = &mut node(p, "readings", "r-scope")["alternatives"];
            alternatives.as_array_mut().unwrap().push(third);
        },
        &["the alternatives `narrow` and `third` give the same results everywhere"],
    ),
    (
        "a conflict that cannot be",
        |p| {
            let when = json!({"all": [
                {"greater": {"fact": "sales", "than": "sales"}}, {"yes": "legal"}
            ]});
            node(p, "conflicts", "k-dates")["when"] = when;
        },
        &["no answers can contradict each other in this way"],
    ),
    (
        "an example with another verdict",
        |p| node(p, "examples", "e-best")["verdict"] = json!("needs-judgement"),
        &["the example says `needs-judgement`, the assessment `eligible`"],
    ),
    (
        "an example with another status",
        |p| node(p, "examples", "e-best")["statuses"]["r-sales"] = json!("waived"),
        &["the example says `r-sales` is `waived`, the assessment `met`"],
    ),
    (
        "an example of a requirement that is none",
        |p| node(p, "examples", "e-best")["statuses"]["r-sale"] = json!("met"),
        &["the example says `r-sale` is `met`, the assessment `none`"],
    ),
    (
        "an example with an answer of another kind",
        |p| node(p, "examples", "e-best")["facts"]["title"] = json!("yes"),
        &["the example's answer to `title` cannot be used"],
    ),
    (
        "a deadline that excludes a case",
        |p| {
            small::deadlines(p);
            let when = json!({"all": [
                {"deadline": {"id": "d-due", "is": ["after"]}},
                {"not-before": {"fact": "due", "clock": "filing"}}
            ]});
            condition(p, "r-due", 0, when);
        },
        &["nobody fulfils this case"],
    ),
];

fn told(defect: &Defect) -> String {
    let mut text = format!("{}\n", defect.diagnostic());
    for Witness { answers, dates } in &defect.witnesses {
        let days = format!("{} {}", dates.on, dates.filing);
        text.push_str(&format!("  witness {days} {}\n", serde_json::to_string(answers).unwrap()));
    }
    text
}

/// Each way of breaking the sense is found, all of them are told, and whoever is named as a witness
/// has an answer sheet that can be used.
#[test]
fn every_defect_is_found_with_its_witness() {
    let (mut golden, mut wrong) = (String::new(), Vec::new());
    for (name, breaks, expected) in SENSE {
        let mut pack = small();
        breaks(&mut pack);
        if !name.starts_with("an example") {
            all(&mut pack, "examples").clear();
        }
        let pack = read(&pack);
        let proof = prove(&pack);
        let messages: Vec<String> =
            proof.defects.iter().map(|d| d.diagnostic().message.en).collect();
        let as_expected = messages.len() == expected.len()
            && messages.iter().zip(*expected).all(|(found, begins)| found.starts_with(begins));
        if !as_expected {
            wrong.push(format!("{name}: {messages:#?}"));
            continue;
        }
        for defect in &proof.defects {
            let chinese = defect.diagnostic();
            let texts = [&chinese.message.zh, &chinese.hint.zh];
            assert!(texts.iter().all(|t| t.chars().any(|c| c > '\u{4DFF}')), "{chinese}");
            let nobody = matches!(defect.what, What::EmptyCase);
            assert_eq!(defect.witnesses.is_empty(), nobody, "{name}: {}", told(defect));
            for Witness { answers, dates } in &defect.witnesses {
                let found = assess(&pack, &pack.raw().tracks[0], answers, *dates);
                let unusable = matches!(defect.what, What::ExampleAnswer(_));
                assert_eq!(found.faults.is_empty(), !unusable, "{name}: {:?}", found.faults);
            }
        }
        let defects: String = proof.defects.iter().map(told).collect();
        golden.push_str(&format!("# {name}\n{defects}\n"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    golden::compare("proofs.txt", &golden);
}

/// Two rules over one list are proven together: what one record does to one rule it does to the
/// other as well.
#[test]
fn rules_over_one_list_are_proven_together() {
    let mut pack = small();
    let mut other = node(&mut pack, "requirements", "r-records").clone();
    other["id"] = json!("r-lists");
    let each = &mut other["rule"]["records"]["each"];
    *each =
        json!({"cases": [{"when": {"yes": "still-listed"}, "then": "met"}], "otherwise": "judge"});
    all(&mut pack, "requirements").push(other);
    let proof = prove(&read(&pack));
    assert!(proof.defects.is_empty(), "{}", proof.defects.iter().map(told).collect::<String>());
    let (_, best) = &proof.verdicts[0];
    assert_eq!(serde_json::to_value(&best.answers["adverse"]).unwrap(), json!([]));

    // A removal that one rule asks for and the other forbids.
    let each = &mut node(&mut pack, "requirements", "r-lists")["rule"]["records"]["each"];
    *each =
        json!({"cases": [{"when": {"yes": "still-listed"}, "then": "met"}], "otherwise": "failed"});
    let proof = prove(&read(&pack));
    assert!(proof.defects.is_empty(), "{}", proof.defects.iter().map(told).collect::<String>());
}

/// The two sheets of a counterexample differ in the amount alone, and the larger one does worse.
#[test]
fn a_counterexample_is_a_pair() {
    let (_, breaks, _) = SENSE.iter().find(|(name, ..)| *name == "more that hurts").unwrap();
    let mut pack = small();
    breaks(&mut pack);
    let pack = read(&pack);
    let proof = prove(&pack);
    let [less, more] = proof.defects[0].witnesses.as_slice() else { panic!("a pair") };
    let differing: Vec<&String> =
        less.answers.keys().filter(|f| less.answers.get(*f) != more.answers.get(*f)).collect();
    assert_eq!(differing, ["sales"]);
    let status = |witness: &Witness| {
        assess(&pack, &pack.raw().tracks[0], &witness.answers, witness.dates).requirements[1].status
    };
    assert_eq!((status(less), status(more)), (Status::Met, Status::Failed));
}

// ---- Diagrams side by side ----

/// A function of three variables of three cells, as a table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Given {
    leaves: Vec<u8>,
    next: Var,
}

impl Residual for Given {
    fn leaf(&self) -> Option<u8> {
        (self.leaves.len() == 1).then(|| self.leaves[0])
    }

    fn first(&self) -> Option<Var> {
        (self.leaves.len() > 1).then_some(self.next)
    }

    fn assign(&self, _: Var, cell: u32) -> Given {
        let part = self.leaves.len() / 3;
        let from = part * cell as usize;
        Given { leaves: self.leaves[from..from + part].to_vec(), next: self.next + 1 }
    }
}

fn diagram(leaves: &[u8]) -> Diagram {
    Diagram::build(&Given { leaves: leaves.to_vec(), next: 0 }, &|_| 3)
}

proptest! {
    /// Two diagrams side by side give what the two functions give, choice by choice; a way leads to
    /// the leaves it is asked for, at the least cost, wherever there is one.
    #[test]
    fn diagrams_are_combined_and_walked(
        one in prop::collection::vec(0u8..3, 27),
        other in prop::collection::vec(0u8..3, 27),
        wanted in 1u64..8,
        closed in prop::collection::vec(any::<bool>(), 9),
    ) {
        let both = diagram(&one).combine(&diagram(&other), &|a, b| a * 3 + b);
        let cells = |at: usize| [at / 9, at / 3 % 3, at % 3].map(|cell| cell as u32);
        for at in 0..27 {
            let reached = both.reach(&|var| 1 << cells(at)[usize::from(var)]);
            prop_assert_eq!(reached, 1 << (one[at] * 3 + other[at]));
        }
        // Taking any cell but the first costs one.
        let cost = |var: Var, cell: u32| {
            (!closed[usize::from(var) * 3 + cell as usize]).then_some(u32::from(cell > 0))
        };
        let price = |at: usize| -> Option<u32> {
            let all = (0u16..).zip(cells(at)).map(|(var, cell)| cost(var, cell));
            all.collect::<Option<Vec<u32>>>().map(|costs| costs.iter().sum())
        };
        let open = |at: &usize| wanted & (1 << one[*at]) != 0 && price(*at).is_some();
        let cheapest = (0..27).filter(open).filter_map(price).min();
        match diagram(&one).way(wanted, &cost) {
            None => prop_assert!(cheapest.is_none()),
            Some(way) => {
                let chosen = |var: Var| way.iter().find(|(v, _)| *v == var).map(|(_, cell)| *cell);
                let along = |var: Var| chosen(var).map_or(0b111, |cell| 1 << cell);
                prop_assert_eq!(diagram(&one).reach(&along) & !wanted, 0);
                let paid: u32 = way.iter().filter_map(|(var, cell)| cost(*var, *cell)).sum();
                prop_assert!(cheapest.is_none_or(|cheapest| paid <= cheapest));
            }
        }
    }
}

// ---- Random packs ----

/// What is said of everybody.
fn said(proof: &Proof) -> BTreeSet<String> {
    proof.defects.iter().map(|d| format!("{} {:?}", d.place, d.what)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(40),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// No witness of a random pack fails its own assessment, and nothing that is said of everybody is
    /// contradicted by a random person.
    #[test]
    fn proofs_hold_for_random_people(skeleton in skeleton::skeletons()) {
        let (pack, track) = (&skeleton.pack, skeleton.track());
        let proof = proof::prove_on(pack, track, skeleton.dates);
        let said = said(&proof);
        prop_assert!(!proof.defects.iter().any(|d| d.what == What::Unproven), "{said:?}");
        for (verdict, witness) in &proof.verdicts {
            let found = assess(pack, track, &witness.answers, skeleton.dates);
            prop_assert_eq!(found.verdict, *verdict);
        }
        let found = assess(pack, track, &brute::answers(&skeleton.sheet), skeleton.dates);
        if found.verdict != Verdict::Undetermined {
            let reached = proof.verdicts.iter().any(|(verdict, _)| *verdict == found.verdict);
            prop_assert!(reached, "{:?}: {said:?}", found.verdict);
        }
        let lives = |place: String, what: What| !said.contains(&format!("{place} {what:?}"));
        for (at, finding) in found.requirements.iter().enumerate() {
            let place = format!("tracks[0]({}).requirements[{at}](r{at})", track.id);
            let good = matches!(finding.status, Status::Met | Status::Waived);
            prop_assert!(!good || lives(place.clone(), What::NeverMet));
            let bad = matches!(finding.status, Status::Failed | Status::Judge);
            prop_assert!(!bad || lives(place.clone(), What::NeverFails));
            let elsewhere = finding.status == Status::NotApplicable;
            prop_assert!(elsewhere || finding.status == Status::Open || lives(place, What::NeverApplies));
        }
        for fact in &found.relevance.wanted {
            let question = What::IdleQuestion(fact.clone());
            prop_assert!(!proof.defects.iter().any(|d| d.what == question), "{fact}: {said:?}");
        }
    }
}
