//! A small sound pack with one of everything.

use serde_json::{Value, json};

/// A text in both languages.
pub fn text(en: &str) -> Value {
    json!({"zh": format!("文字（{en}）"), "en": en})
}

/// A list of the pack, or of its first track.
pub fn all<'a>(pack: &'a mut Value, list: &str) -> &'a mut Vec<Value> {
    let list = match list {
        "facts" | "citations" | "sources" => &mut pack[list],
        list => &mut pack["tracks"][0][list],
    };
    list.as_array_mut().unwrap_or_else(|| panic!("a list"))
}

/// A node of a list.
pub fn node<'a>(pack: &'a mut Value, list: &str, id: &str) -> &'a mut Value {
    let nodes = all(pack, list);
    nodes.iter_mut().find(|node| node["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

/// Puts a case before another of a requirement that was a plain condition.
pub fn condition(pack: &mut Value, id: &str, at: usize, when: Value) {
    let rule = &mut node(pack, "requirements", id)["rule"];
    if let Some(met) = rule.get("met-when").cloned() {
        *rule = json!({"cases": {"cases": [{"when": met, "then": "met"}], "otherwise": "failed"}});
    }
    let case = json!({"when": when, "then": "judge", "note": text("doubt")});
    rule["cases"]["cases"].as_array_mut().unwrap().insert(at, case);
}

/// Adds a deadline on the due date.
pub fn deadlines(pack: &mut Value) {
    pack["tracks"][0]["deadlines"] = json!([{
        "id": "d-due", "label": text("due"), "cite": ["c"], "base": "due",
        "shift": {"days": 0}, "against": {"clock": "filing"}
    }]);
}

fn fact(id: &str, kind: Value) -> Value {
    json!({"id": id, "kind": kind, "label": text(id), "question": text(id), "cite": ["c"]})
}

fn options(ids: &[&str]) -> Value {
    let options: Vec<Value> = ids.iter().map(|id| json!({"id": id, "label": text(id)})).collect();
    json!({"choice": {"options": options}})
}

fn requirement(id: &str, rule: Value) -> Value {
    json!({"id": id, "label": text(id), "statement": text(id), "cite": ["c"], "rule": rule,
        "curable": "yes", "decider": text("the office")})
}

fn records() -> Value {
    let kind = |id: &str, fields: &[&str]| json!({"id": id, "label": text(id), "question": text(id), "fields": fields, "cite": ["c"]});
    let field = |id: &str, kind: Value| json!({"id": id, "label": text(id), "kind": kind});
    json!({"records": {
        "kinds": [kind("credit", &["listed-on", "still-listed", "repaired"]), kind("other", &["listed-on"])],
        "fields": [
            field("listed-on", json!({"date": {"past": true}})),
            field("still-listed", json!("yes-no")),
            field("repaired", json!("yes-no"))
        ]
    }})
}

fn requirements() -> Vec<Value> {
    let at_least = |n: &str| json!({"at-least": {"fact": "sales", "value": n, "unit": "亿元"}});
    let sort = |id: &str| json!({"is": {"fact": "sort", "any_of": [id]}});
    let wide = json!({"reading": {"reading": "r-scope", "takes": "wide"}});
    let low = json!({"any": [sort("consumer"), {"all": [sort("unsure"), wide]}]});
    let mut sales = requirement(
        "r-sales",
        json!({"cases": {"cases": [
            {"when": at_least("2"), "then": "met"},
            {"when": {"all": [low, at_least("1")]}, "then": "met"}
        ], "otherwise": "failed"}}),
    );
    sales["more_never_hurts"] = json!(["sales"]);
    let since = json!({"met-when": {"lasted": {"fact": "since", "years": 3, "clock": "on"}}});
    let due = json!({"met-when": {"not-before": {"fact": "due", "clock": "filing"}}});
    let mut due = requirement("r-due", due);
    due["applies"] = sort("producer");
    let each = json!({"cases": [
        {"when": {"all": [{"yes": "still-listed"}, {"not": {"yes": "repaired"}}]}, "then": "failed"},
        {"when": {"yes": "still-listed"}, "then": "failed", "note": text("still listed")},
        {"when": {"within": {"fact": "listed-on", "years": 3, "clock": "on"}}, "then": "judge"}
    ], "otherwise": "met"});
    let records = json!({"records": {"fact": "adverse", "kinds": ["credit"], "each": each}});
    vec![
        requirement("r-legal", json!({"met-when": {"yes": "legal"}})),
        sales,
        requirement("r-since", since),
        due,
        requirement("r-records", records),
    ]
}

fn example() -> Value {
    json!({"id": "e-best", "persona": text("a large enterprise"), "on": "2026-11-20",
        "facts": {
            "legal": true, "sort": "consumer", "sales": {"value": "2", "unit": "亿元"},
            "since": "2020-01-01", "adverse": []
        },
        "verdict": "eligible", "statuses": {"r-sales": "met", "r-due": "not-applicable"}})
}

/// The pack.
pub fn small() -> Value {
    let hash = "0".repeat(64);
    let mut uscc = fact("uscc", json!({"identifier": "uscc"}));
    uscc.as_object_mut().unwrap().remove("question");
    let title = json!({"all": [{"yes": "title"}, {"yes": "evidence"}]});
    let material = |id: &str, proves: &str| {
        json!({"id": id, "name": text(id), "basis": "explicit", "form": text("copy"),
            "proves": [proves], "cite": ["c"]})
    };
    let mut with_title = material("m-title", "w-sales");
    with_title["when"] = json!({"yes": "title"});
    let alternative = |id: &str| json!({"id": id, "text": text(id)});
    json!({
        "format": 1, "id": "small", "version": "2026.11.1",
        "name": text("small"), "purpose": text("for proofs"),
        "sources": [{"document": "T", "title": text("text"), "file": "t.txt", "sha256": hash,
            "chars": 100, "force": {"status": "undated"}, "notice": text("undated"),
            "reviewed": "2026-11-20"}],
        "citations": [{"id": "c", "document": "T", "label": "第一条", "start": 0, "end": 10,
            "sha256": hash}],
        "facts": [
            fact("legal", json!("yes-no")),
            fact("sort", options(&["consumer", "producer", "unsure"])),
            fact("sales", json!({"amount": {"unit": "万元"}})),
            fact("since", json!({"date": {"past": true}})),
            fact("due", json!({"date": {}})),
            fact("title", json!("yes-no")),
            fact("evidence", json!("yes-no")),
            fact("adverse", records()),
            uscc,
        ],
        "tracks": [{
            "id": "t", "role": "enterprise", "name": text("t"), "path": [text("t")],
            "leads_to": text("a listing"), "leads_not_to": text("a mark"),
            "decides": text("the office"), "ask": text("the office"), "at_hand": [],
            "sections": [{"id": "main", "title": text("main"), "facts":
                ["legal", "sort", "sales", "since", "due", "title", "evidence", "adverse"]}],
            "particulars": [{"id": "more", "title": text("more"), "facts": ["uscc"]}],
            "requirements": requirements(),
            "waivers": [{"id": "w-sales", "of": "r-sales", "label": text("title"),
                "statement": text("title"), "cite": ["c"], "rule": {"met-when": title}}],
            "preferences": [{"id": "p-sort", "label": text("sort"), "statement": text("sort"),
                "cite": ["c"], "when": {"is": {"fact": "sort", "any_of": ["consumer"]}}}],
            "readings": [{"id": "r-scope", "label": text("scope"), "cite": ["c"],
                "alternatives": [alternative("wide"), alternative("narrow")],
                "recommended": "narrow", "because": text("safer"), "question": text("which?")}],
            "conflicts": [
                {"id": "k-code", "when": {"all": [
                    {"yes": "legal"}, {"starts-with": {"fact": "uscc", "text": "92"}}
                ]}, "text": text("92"), "facts": ["uscc", "legal"], "opens": ["r-legal"]},
                {"id": "k-dates", "when": {"earlier": {"fact": "due", "than": "since"}},
                    "text": text("dates"), "facts": ["due", "since"]}
            ],
            "materials": [material("m-paper", "r-legal"), with_title],
            "duties": [],
            "form": {"title": text("form"), "purpose": text("form"), "cover": ["uscc"],
                "sections": []},
            "examples": [example()]
        }]
    })
}
