//! Rule packs, their words and their sources: what is shipped is whole, what is broken is named.
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
use alliance_check::pack::diagnostic::Diagnostic;
use alliance_check::pack::ledger::Class;
use alliance_check::pack::raw::{Citation, Kind, Source};
use alliance_check::pack::source_text::SourceText;
use alliance_check::pack::{RulePack, sha256};
use serde_json::{Value, json};

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
    let there: BTreeSet<String> =
        there.filter(|f| f != "index.json" && f != "pack.schema.json").collect();
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

// ---- Broken packs ----

const CLEAN: &str = "static/packs/shanghai-cleaner-production.json";
const JIANGSU: &str = "static/packs/jiangsu.json";

/// A fault: which pack, how it is broken, and the one diagnostic that names it. `…` at the end of
/// the message stands for a list of what was expected instead.
struct Broken {
    name: &'static str,
    pack: &'static str,
    breaks: fn(&mut Value),
    place: &'static str,
    message: &'static str,
    hint: &'static str,
}

fn of<'a>(pack: &'a mut Value, list: &str, id: &str) -> &'a mut Value {
    let list = if list == "facts" || list == "citations" || list == "sources" {
        pack.get_mut(list)
    } else {
        pack["tracks"][0].get_mut(list)
    };
    let nodes = list.unwrap().as_array_mut().unwrap();
    nodes.iter_mut().find(|node| node["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

fn add(pack: &mut Value, list: &str, node: Value) {
    pack["tracks"][0][list].as_array_mut().unwrap().push(node);
}

const BROKEN: &[Broken] = &[
    Broken {
        name: "unknown field",
        pack: CLEAN,
        breaks: |p| of(p, "requirements", "sc-3")["statment"] = json!("x"),
        place: "tracks[0].requirements[3].statment",
        message: "cannot be read: unknown field `statment`,…",
        hint: "compare the place with the pack format",
    },
    Broken {
        name: "missing field",
        pack: CLEAN,
        breaks: |p| drop(of(p, "requirements", "sc-3").as_object_mut().unwrap().remove("label")),
        place: "tracks[0].requirements[3]",
        message: "cannot be read: missing field `label`",
        hint: "compare the place with the pack format",
    },
    Broken {
        name: "misspelt kind of condition",
        pack: CLEAN,
        breaks: |p| {
            of(p, "requirements", "sc-1")["rule"] = json!({"met-when": {"yess": "legal-person"}})
        },
        place: "tracks[0].requirements[0].rule.met-when",
        message: "cannot be read: unknown variant `yess`,…",
        hint: "compare the place with the pack format",
    },
    Broken {
        name: "misspelt outcome",
        pack: CLEAN,
        breaks: |p| of(p, "requirements", "sc-1")["rule"]["cases"]["otherwise"] = json!("failled"),
        place: "tracks[0].requirements[0].rule.cases.otherwise",
        message: "cannot be read: unknown variant `failled`,…",
        hint: "compare the place with the pack format",
    },
    Broken {
        name: "number for text",
        pack: CLEAN,
        breaks: |p| of(p, "requirements", "sc-1")["label"]["zh"] = json!(3),
        place: "tracks[0].requirements[0].label.zh",
        message: "cannot be read: invalid type: integer `3`, expected a string",
        hint: "compare the place with the pack format",
    },
    Broken {
        name: "format of a later program",
        pack: CLEAN,
        breaks: |p| p["format"] = json!(2),
        place: "format",
        message: "format 2",
        hint: "this program reads format 1",
    },
    Broken {
        name: "wrong fact id, near a known one",
        pack: CLEAN,
        breaks: |p| {
            of(p, "requirements", "sc-2b")["rule"] =
                json!({"met-when": {"yes": "sector-comitment"}})
        },
        place: "tracks[0].requirements[2](sc-2b)",
        message: "no fact named `sector-comitment`",
        hint: "did you mean `sector-commitment`",
    },
    Broken {
        name: "wrong fact id, near nothing",
        pack: CLEAN,
        breaks: |p| {
            of(p, "requirements", "sc-2b")["rule"] = json!({"met-when": {"yes": "weather"}})
        },
        place: "tracks[0].requirements[2](sc-2b)",
        message: "no fact named `weather`",
        hint: "define it, or correct the id",
    },
    Broken {
        name: "fact asked nowhere",
        pack: CLEAN,
        breaks: |p| {
            let mut spare = of(p, "facts", "legal-person").clone();
            spare["id"] = json!("spare");
            p["facts"].as_array_mut().unwrap().push(spare);
            of(p, "requirements", "sc-2b")["rule"] = json!({"met-when": {"yes": "spare"}});
        },
        place: "tracks[0].requirements[2](sc-2b)",
        message: "`spare` decides but is never asked",
        hint: "put it into a section",
    },
    Broken {
        name: "fact asked twice",
        pack: CLEAN,
        breaks: |p| {
            p["tracks"][0]["sections"][1]["facts"]
                .as_array_mut()
                .unwrap()
                .push(json!("legal-person"))
        },
        place: "tracks[0].capability",
        message: "`legal-person` is asked twice",
        hint: "keep one place",
    },
    Broken {
        name: "fact printed and never asked",
        pack: CLEAN,
        breaks: |p| {
            let mut spare = of(p, "facts", "legal-person").clone();
            spare["id"] = json!("spare");
            p["facts"].as_array_mut().unwrap().push(spare);
            p["tracks"][0]["form"]["cover"].as_array_mut().unwrap().push(json!("spare"));
        },
        place: "tracks[0].form",
        message: "`spare` is printed but never asked",
        hint: "put it into a section or the particulars",
    },
    Broken {
        name: "unknown fact on the form",
        pack: CLEAN,
        breaks: |p| p["tracks"][0]["form"]["cover"].as_array_mut().unwrap().push(json!("usc")),
        place: "tracks[0].form",
        message: "no fact named `usc`",
        hint: "did you mean `uscc`",
    },
    Broken {
        name: "follow-up of an unknown fact",
        pack: CLEAN,
        breaks: |p| of(p, "facts", "management-rules")["follows"] = json!("legal-persons"),
        place: "facts[6](management-rules)",
        message: "no fact named `legal-persons`",
        hint: "did you mean `legal-person`",
    },
    Broken {
        name: "one option only",
        pack: CLEAN,
        breaks: |p| {
            of(p, "facts", "office-tenure")["kind"] = json!({"choice": {"options": [{"id": "own", "label": {"zh": "自有", "en": "owned"}}]}})
        },
        place: "facts[29](office-tenure)",
        message: "a choice has 2 to 64 options",
        hint: "add or merge options",
    },
    Broken {
        name: "requirement without citation",
        pack: CLEAN,
        breaks: |p| of(p, "requirements", "sc-3")["cite"] = json!([]),
        place: "tracks[0].requirements[3](sc-3)",
        message: "no citation",
        hint: "cite the clause",
    },
    Broken {
        name: "unknown citation",
        pack: CLEAN,
        breaks: |p| of(p, "requirements", "sc-3")["cite"] = json!(["sc-99"]),
        place: "tracks[0].requirements[3](sc-3)",
        message: "no citation named `sc-99`",
        hint: "did you mean `sc-9`",
    },
    Broken {
        name: "citation outside the document",
        pack: CLEAN,
        breaks: |p| p["citations"][0]["end"] = json!(999_999),
        place: "citations[0]",
        message: "range lies outside the document",
        hint: "half-open, counted in the normalised text",
    },
    Broken {
        name: "citation of nothing",
        pack: CLEAN,
        breaks: |p| p["citations"][0]["end"] = p["citations"][0]["start"].clone(),
        place: "citations[0]",
        message: "range lies outside the document",
        hint: "half-open, counted in the normalised text",
    },
    Broken {
        name: "citation of an unknown document",
        pack: CLEAN,
        breaks: |p| p["citations"][0]["document"] = json!("SCC"),
        place: "citations[0]",
        message: "no source named `SCC`",
        hint: "did you mean `SC`",
    },
    Broken {
        name: "hash that is none",
        pack: CLEAN,
        breaks: |p| p["citations"][0]["sha256"] = json!("abc"),
        place: "citations[0].sha256",
        message: "no SHA-256",
        hint: "64 lower-case hexadecimal digits",
    },
    Broken {
        name: "date that is none",
        pack: CLEAN,
        breaks: |p| p["sources"][0]["reviewed"] = json!("2026-02-30"),
        place: "sources[0]",
        message: "`2026-02-30` is no date",
        hint: "write 2026-11-20",
    },
    Broken {
        name: "empty text",
        pack: CLEAN,
        breaks: |p| of(p, "requirements", "sc-3")["label"]["en"] = json!(" "),
        place: "$.tracks[0].requirements[3].label.en",
        message: "empty text",
        hint: "write both languages",
    },
    Broken {
        name: "empty group",
        pack: CLEAN,
        breaks: |p| of(p, "requirements", "sc-3")["rule"] = json!({"met-when": {"all": []}}),
        place: "tracks[0].requirements[3](sc-3)",
        message: "empty group",
        hint: "fill it",
    },
    Broken {
        name: "a version left empty",
        pack: CLEAN,
        breaks: |p| p["version"] = json!(" "),
        place: "version",
        message: "no version",
        hint: "write 2026.11.1",
    },
    Broken {
        name: "two sources of one code",
        pack: CLEAN,
        breaks: |p| {
            let again = p["sources"][0].clone();
            p["sources"].as_array_mut().unwrap().push(again);
        },
        place: "sources",
        message: "two sources `SC`",
        hint: "give one of them another code",
    },
    Broken {
        name: "a citation without a label",
        pack: CLEAN,
        breaks: |p| p["citations"][0]["label"] = json!(""),
        place: "citations[0]",
        message: "no label",
        hint: "write it as printed",
    },
    Broken {
        name: "an interview fact without a question",
        pack: CLEAN,
        breaks: |p| {
            let facts = p["facts"].as_array_mut().unwrap();
            let fact = facts.iter_mut().find(|f| f["id"] == "audit-capability").unwrap();
            fact.as_object_mut().unwrap().remove("question");
        },
        place: "tracks[0].sections",
        message: "`audit-capability` has no question",
        hint: "write one, or move it to the particulars",
    },
    Broken {
        name: "an option list left empty",
        pack: CLEAN,
        breaks: |p| {
            let rule = json!({"met-when": {"is": {"fact": "process-technician", "any_of": []}}});
            of(p, "requirements", "sc-5")["rule"] = rule;
        },
        place: "tracks[0].requirements[6](sc-5)",
        message: "no option",
        hint: "name at least one",
    },
    Broken {
        name: "a rule over records of no kind",
        pack: CLEAN,
        breaks: |p| of(p, "requirements", "sc-7")["rule"]["records"]["kinds"] = json!([]),
        place: "tracks[0].requirements[8](sc-7)",
        message: "no kind of record",
        hint: "name at least one",
    },
    Broken {
        name: "more cases than a diagram holds",
        pack: CLEAN,
        breaks: |p| {
            let rule = &mut of(p, "requirements", "sc-5")["rule"];
            let case = rule["cases"]["cases"][0].clone();
            rule["cases"]["cases"] = json!(vec![case; 21]);
        },
        place: "tracks[0].requirements[6](sc-5)",
        message: "more than 20 cases",
        hint: "merge some, or split the requirement",
    },
    Broken {
        name: "no case",
        pack: CLEAN,
        breaks: |p| of(p, "requirements", "sc-3")["rule"]["cases"]["cases"] = json!([]),
        place: "tracks[0].requirements[3](sc-3)",
        message: "no case",
        hint: "write at least one",
    },
    Broken {
        name: "condition of another kind",
        pack: CLEAN,
        breaks: |p| {
            of(p, "requirements", "sc-4a")["rule"] =
                json!({"met-when": {"yes": "material-balance-means"}})
        },
        place: "tracks[0].requirements[4](sc-4a)",
        message: "`material-balance-means` is not of kind yes-no",
        hint: "use another condition, or change the fact's kind",
    },
    Broken {
        name: "option of no choice",
        pack: CLEAN,
        breaks: |p| {
            of(p, "requirements", "sc-1")["rule"] =
                json!({"met-when": {"is": {"fact": "legal-person", "any_of": ["yes"]}}})
        },
        place: "tracks[0].requirements[0](sc-1)",
        message: "`legal-person` is not of kind choice",
        hint: "use another condition, or change the fact's kind",
    },
    Broken {
        name: "unknown option",
        pack: CLEAN,
        breaks: |p| of(p, "requirements", "sc-4a")["rule"] = json!({"met-when": {"is": {"fact": "material-balance-means", "any_of": ["contractor"]}}}),
        place: "tracks[0].requirements[4](sc-4a)",
        message: "no option named `contractor`",
        hint: "did you mean `contracted`",
    },
    Broken {
        name: "records of a fact that has none",
        pack: CLEAN,
        breaks: |p| {
            of(p, "requirements", "sc-7")["rule"]["records"]["fact"] = json!("legal-person")
        },
        place: "tracks[0].requirements[8](sc-7)",
        message: "`legal-person` is not of kind records",
        hint: "use another condition, or change the fact's kind",
    },
    Broken {
        name: "unknown kind of record",
        pack: CLEAN,
        breaks: |p| {
            of(p, "requirements", "sc-7")["rule"]["records"]["kinds"] = json!(["violations"])
        },
        place: "tracks[0].requirements[8](sc-7)",
        message: "no record kind named `violations`",
        hint: "did you mean `violation`",
    },
    Broken {
        name: "unknown field of a record",
        pack: CLEAN,
        breaks: |p| {
            of(p, "requirements", "sc-7")["rule"]["records"]["each"]["cases"][1]["when"] =
                json!({"yes": "appeals"})
        },
        place: "tracks[0].requirements[8](sc-7).cases[1]",
        message: "no record field named `appeals`",
        hint: "did you mean `appeal`",
    },
    Broken {
        name: "comparison outside a conflict",
        pack: CLEAN,
        breaks: |p| {
            of(p, "requirements", "sc-1")["rule"] = json!({"met-when": {"given": "legal-person"}})
        },
        place: "tracks[0].requirements[0](sc-1)",
        message: "this comparison belongs in a conflict",
        hint: "use a bound, an option or a date",
    },
    Broken {
        name: "two nodes of one id",
        pack: CLEAN,
        breaks: |p| {
            let again = of(p, "requirements", "sc-2b").clone();
            add(p, "requirements", again);
        },
        place: "tracks[0].requirements",
        message: "`sc-2b` stands twice",
        hint: "rename one of them",
    },
    Broken {
        name: "id that is none",
        pack: CLEAN,
        breaks: |p| of(p, "materials", "sc-bank")["id"] = json!("SC bank"),
        place: "tracks[0].materials",
        message: "`SC bank` is no valid id",
        hint: "use lower-case letters, digits and hyphens",
    },
    Broken {
        name: "material that proves nothing known",
        pack: CLEAN,
        breaks: |p| of(p, "materials", "sc-accounts")["proves"] = json!(["sc-9"]),
        place: "tracks[0].materials[4](sc-accounts)",
        message: "no requirement named `sc-9`",
        hint: "did you mean `sc-1`",
    },
    Broken {
        name: "conflict that opens nothing known",
        pack: CLEAN,
        breaks: |p| of(p, "conflicts", "sc-staff")["opens"] = json!(["sc-44a"]),
        place: "tracks[0].conflicts[1](sc-staff)",
        message: "no requirement named `sc-44a`",
        hint: "did you mean `sc-4a`",
    },
    Broken {
        name: "unit of another family",
        pack: JIANGSU,
        breaks: |p| {
            of(p, "requirements", "js-m1")["rule"]["cases"]["cases"][0]["when"]["at-least"]["unit"] =
                json!("亩")
        },
        place: "tracks[0].requirements[14](js-m1).cases[0]",
        message: "`亩` does not convert to `万元`",
        hint: "use a unit of the same family",
    },
    Broken {
        name: "threshold that is no number",
        pack: JIANGSU,
        breaks: |p| {
            of(p, "requirements", "js-m1")["rule"]["cases"]["cases"][0]["when"]["at-least"]["value"] =
                json!("2e4")
        },
        place: "tracks[0].requirements[14](js-m1).cases[0]",
        message: "`2e4` is no number",
        hint: "write a decimal number, such as 9999.99",
    },
    Broken {
        name: "distance of a fact that is no amount",
        pack: JIANGSU,
        breaks: |p| of(p, "requirements", "js-m1")["shortfall"] = json!("goods-class"),
        place: "tracks[0].requirements[14](js-m1)",
        message: "`goods-class` is not of kind amount",
        hint: "use another condition, or change the fact's kind",
    },
    Broken {
        name: "period of a fact that is no date",
        pack: JIANGSU,
        breaks: |p| {
            of(p, "requirements", "js-g1c")["rule"]["cases"]["cases"][0]["when"]["lasted"]["fact"] =
                json!("legal-person")
        },
        place: "tracks[0].requirements[2](js-g1c).cases[0]",
        message: "`legal-person` is not of kind date",
        hint: "use another condition, or change the fact's kind",
    },
    Broken {
        name: "two waivers of one requirement",
        pack: JIANGSU,
        breaks: |p| {
            let mut second = of(p, "waivers", "js-m3").clone();
            second["id"] = json!("js-m3b");
            add(p, "waivers", second);
        },
        place: "tracks[0].waivers[1](js-m3b)",
        message: "two waivers of one requirement",
        hint: "merge them, one case for each way",
    },
    Broken {
        name: "waiver of nothing",
        pack: JIANGSU,
        breaks: |p| of(p, "waivers", "js-m3")["of"] = json!("js-m11"),
        place: "tracks[0].waivers[0](js-m3)",
        message: "no requirement named `js-m11`",
        hint: "did you mean `js-m1`",
    },
    Broken {
        name: "waiver without citation",
        pack: JIANGSU,
        breaks: |p| of(p, "waivers", "js-m3")["cite"] = json!([]),
        place: "tracks[0].waivers[0](js-m3)",
        message: "no citation",
        hint: "cite the clause",
    },
    Broken {
        name: "reading with one alternative",
        pack: JIANGSU,
        breaks: |p| {
            let mut one = of(p, "readings", "js-scope").clone();
            one["id"] = json!("js-one");
            one["alternatives"].as_array_mut().unwrap().truncate(1);
            one["recommended"] = one["alternatives"][0]["id"].clone();
            add(p, "readings", one);
        },
        place: "tracks[0].readings[2](js-one)",
        message: "fewer than two alternatives",
        hint: "with one reading there is no doubt",
    },
    Broken {
        name: "recommended reading that is none",
        pack: JIANGSU,
        breaks: |p| of(p, "readings", "js-scope")["recommended"] = json!("whole-clas"),
        place: "tracks[0].readings[0](js-scope)",
        message: "no alternative named `whole-clas`",
        hint: "did you mean `whole-class`",
    },
    Broken {
        name: "unknown reading",
        pack: JIANGSU,
        breaks: |p| {
            of(p, "preferences", "js-m2")["when"] =
                json!({"reading": {"reading": "js-scop", "takes": "whole-class"}})
        },
        place: "tracks[0].preferences[0](js-m2)",
        message: "no reading named `js-scop`",
        hint: "did you mean `js-scope`",
    },
    Broken {
        name: "unknown alternative of a reading",
        pack: JIANGSU,
        breaks: |p| {
            of(p, "preferences", "js-m2")["when"] =
                json!({"reading": {"reading": "js-scope", "takes": "class"}})
        },
        place: "tracks[0].preferences[0](js-m2)",
        message: "no alternative named `class`",
        hint: "define it, or correct the id",
    },
];

fn faults(json: &str) -> Vec<Diagnostic> {
    RulePack::read(json).expect_err("a broken pack is refused")
}

/// Place in the file, without line and column: the packs grow.
fn without_place(message: &str) -> &str {
    message.split(" at line ").next().unwrap()
}

/// Every way of breaking a pack gives exactly one fault, with place, message and hint in both
/// languages, and the nearest name where a name is wrong (golden).
#[test]
fn a_broken_pack_gives_one_named_fault() {
    let mut wrong = Vec::new();
    for broken in BROKEN {
        let mut pack: Value = serde_json::from_str(&read(broken.pack)).unwrap();
        // A joint track has the faults of its parts again.
        pack["tracks"].as_array_mut().unwrap().retain(|track| track.get("joint").is_none());
        (broken.breaks)(&mut pack);
        let found = faults(&pack.to_string());
        let told: Vec<(&str, &str, &str)> = found
            .iter()
            .map(|f| (f.place.as_str(), without_place(&f.message.en), f.hint.en.as_str()))
            .collect();
        let expected = (broken.place, broken.message, broken.hint);
        let one = match (told.as_slice(), broken.message.strip_suffix('…')) {
            ([(place, message, hint)], Some(head)) => {
                message.starts_with(head) && (*place, *hint) == (expected.0, expected.2)
            }
            ([only], None) => *only == expected,
            _ => false,
        };
        if !one {
            wrong.push(format!("{}\n   {expected:?}\n   {told:?}", broken.name));
        }
        for fault in &found {
            let chinese = [&fault.message.zh, &fault.hint.zh];
            assert!(chinese.iter().all(|t| t.chars().any(|c| c > '\u{4DFF}')), "{fault}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(BROKEN.len() >= 40);
}

/// A key written twice is refused, not silently taken the second time; nothing may follow the pack;
/// what is no JSON is named with its line.
#[test]
fn a_pack_that_cannot_be_read_is_refused_with_its_place() {
    let good = read(CLEAN);
    let twice = good.replacen("\"format\": 1,", "\"format\": 1,\n  \"format\": 1,", 1);
    assert_ne!(good, twice);
    let rows = [
        (twice, "cannot be read: duplicate field `format` at line 4 column"),
        (format!("{good}{{}}"), "text after the end: trailing characters"),
        (good.chars().take(400).collect(), "cannot be read: EOF while parsing"),
        (String::new(), "cannot be read: EOF while parsing a value"),
        ("[]".to_owned(), "cannot be read: invalid length 1, expected struct Pack"),
    ];
    for (text, expected) in rows {
        let found = faults(&text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].message.en.starts_with(expected), "{}", found[0].message.en);
        assert!(!found[0].hint.zh.is_empty() && !found[0].hint.en.is_empty());
    }
    let deep = good.replacen(
        "\"self_declared\": true,",
        "\"self_declared\": true, \"self_declared\": true,",
        1,
    );
    assert_ne!(good, deep);
    let found = faults(&deep);
    assert!(found[0].place.starts_with("tracks[0].requirements["), "{}", found[0].place);
    assert!(
        found[0].message.en.contains("duplicate field `self_declared`"),
        "{}",
        found[0].message.en
    );
}

/// All faults are told at once, not one after the other.
#[test]
fn every_fault_of_a_pack_is_told_at_once() {
    let mut pack: Value = serde_json::from_str(&read(CLEAN)).unwrap();
    of(&mut pack, "requirements", "sc-3")["cite"] = json!([]);
    of(&mut pack, "requirements", "sc-2b")["rule"] = json!({"met-when": {"yes": "weather"}});
    of(&mut pack, "requirements", "sc-1")["label"]["en"] = json!("");
    pack["format"] = json!(2);
    assert_eq!(faults(&pack.to_string()).len(), 4);
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
