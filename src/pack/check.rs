//! F1. From the JSON as written to a pack that can be relied on: every fault, with place and hint.

mod conditions;
mod deadlines;
mod track;

use std::collections::BTreeSet;

use crate::logic::date;
use crate::pack::diagnostic::{Diagnostic, nearest};
use crate::pack::raw::*;
use crate::pack::shape;

/// Version of the pack format that this program reads.
const FORMAT: u32 = 1;

/// A choice has at most this many options: a cell set is 64 bits wide.
const MOST_OPTIONS: usize = 64;

/// Reads the JSON; every fault of shape, with its path.
pub fn parse(json: &str) -> Result<Pack, Vec<Diagnostic>> {
    shape::parse(json, "pack")
}

/// Checks a pack as written; an empty list means that it can be relied on.
pub fn check(pack: &Pack) -> Vec<Diagnostic> {
    let mut check = Check { pack, faults: Vec::new() };
    check.header();
    check.facts();
    check.calendar();
    for (i, track) in pack.tracks.iter().enumerate() {
        let told = check.faults.len();
        track::TrackCheck { at: format!("tracks[{i}]"), track, check: &mut check }.run();
        if track.joint.is_some() {
            check.told_once(told);
        }
    }
    check.faults
}

struct Check<'a> {
    pack: &'a Pack,
    faults: Vec<Diagnostic>,
}

impl Check<'_> {
    /// Drops the faults from there on that a part of the joint track has told before.
    fn told_once(&mut self, from: usize) {
        let mine = self.faults.split_off(from);
        let same = |a: &Diagnostic, b: &Diagnostic| (&a.message, &a.hint) == (&b.message, &b.hint);
        let fresh = mine.into_iter().filter(|fault| !self.faults.iter().any(|f| same(f, fault)));
        let fresh: Vec<Diagnostic> = fresh.collect();
        self.faults.extend(fresh);
    }

    fn fault(&mut self, place: impl Into<String>, message: (&str, &str), hint: (&str, &str)) {
        self.faults.push(Diagnostic::new(place, message, hint));
    }

    fn unknown<'b>(
        &mut self,
        place: &str,
        what: (&str, &str),
        id: &str,
        known: impl IntoIterator<Item = &'b str>,
    ) {
        let (zh, en) = match nearest(id, known) {
            Some(near) => (format!("是否应为“{near}”"), format!("did you mean `{near}`")),
            None => {
                ("请先定义它，或改正拼写".to_owned(), "define it, or correct the id".to_owned())
            }
        };
        let message =
            (format!("没有名为“{id}”的{}", what.0), format!("no {} named `{id}`", what.1));
        self.fault(place, (&message.0, &message.1), (&zh, &en));
    }

    fn unique<'b>(&mut self, place: &str, ids: impl IntoIterator<Item = &'b str>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            let kebab = !id.is_empty()
                && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            if !kebab {
                self.fault(
                    place,
                    (&format!("标识“{id}”不合规"), &format!("`{id}` is no valid id")),
                    ("只用小写字母、数字和连字符", "use lower-case letters, digits and hyphens"),
                );
            }
            if !seen.insert(id) {
                self.fault(
                    place,
                    (&format!("标识“{id}”重复"), &format!("`{id}` stands twice")),
                    ("给其中一个换名", "rename one of them"),
                );
            }
        }
    }

    fn header(&mut self) {
        let pack = self.pack;
        if pack.format != FORMAT {
            self.fault(
                "format",
                (&format!("格式版本 {}", pack.format), &format!("format {}", pack.format)),
                ("本程序读取格式 1", "this program reads format 1"),
            );
        }
        self.unique("id", [pack.id.as_str()]);
        let mut documents = BTreeSet::new();
        for source in pack.sources.iter().filter(|s| !documents.insert(&s.document)) {
            self.fault(
                "sources",
                (
                    &format!("依据代号“{}”重复", source.document),
                    &format!("two sources `{}`", source.document),
                ),
                ("给其中一份换代号", "give one of them another code"),
            );
        }
        if pack.version.trim().is_empty() {
            self.fault(
                "version",
                ("没有版本", "no version"),
                ("写成 2026.11.1", "write 2026.11.1"),
            );
        }
        if pack.sources.is_empty() {
            self.fault(
                "sources",
                ("没有依据文件", "no source"),
                ("至少列出一份", "list at least one"),
            );
        }
        for (i, source) in pack.sources.iter().enumerate() {
            let at = format!("sources[{i}]");
            self.hash(&format!("{at}.sha256"), &source.sha256);
            let days =
                [Some(&source.reviewed), source.force.from.as_ref(), source.force.until.as_ref()];
            for day in days.into_iter().flatten().filter(|day| date::parse(day).is_none()) {
                self.no_date(&at, day);
            }
        }
        self.unique("citations", pack.citations.iter().map(|c| c.id.as_str()));
        for (i, citation) in pack.citations.iter().enumerate() {
            let at = format!("citations[{i}]");
            self.hash(&format!("{at}.sha256"), &citation.sha256);
            if citation.label.trim().is_empty() {
                self.fault(
                    &at,
                    ("没有条款号", "no label"),
                    ("按原文写条款号", "write it as printed"),
                );
            }
            match pack.sources.iter().find(|s| s.document == citation.document) {
                None => {
                    let known: Vec<_> = pack.sources.iter().map(|s| s.document.as_str()).collect();
                    self.unknown(&at, ("依据文件", "source"), &citation.document, known);
                }
                Some(source) if citation.start >= citation.end || citation.end > source.chars => {
                    self.fault(
                        &at,
                        ("字符范围不在文件之内", "range lies outside the document"),
                        (
                            "范围为前闭后开，按规范化文本计",
                            "half-open, counted in the normalised text",
                        ),
                    );
                }
                Some(_) => {}
            }
        }
        self.unique("tracks", pack.tracks.iter().map(|t| t.id.as_str()));
    }

    fn hash(&mut self, place: &str, hash: &str) {
        if hash.len() != 64 || !hash.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'))
        {
            self.fault(
                place,
                ("不是 SHA-256", "no SHA-256"),
                ("64 个小写十六进制字符", "64 lower-case hexadecimal digits"),
            );
        }
    }

    fn cited(&mut self, place: &str, cite: &[String], needed: bool) {
        if needed && cite.is_empty() {
            self.fault(
                place,
                ("没有引用条款", "no citation"),
                ("每个条件都须引用条款", "cite the clause"),
            );
        }
        let pack = self.pack;
        for id in cite.iter().filter(|id| !pack.citations.iter().any(|c| c.id == **id)) {
            let known: Vec<_> = pack.citations.iter().map(|c| c.id.as_str()).collect();
            self.unknown(place, ("引用", "citation"), id, known);
        }
    }

    fn known_fact(&mut self, place: &str, id: &str) -> bool {
        let pack = self.pack;
        let found = pack.facts.iter().any(|f| f.id == id);
        if !found {
            self.unknown(place, ("事实", "fact"), id, pack.facts.iter().map(|f| f.id.as_str()));
        }
        found
    }

    fn facts(&mut self) {
        let pack = self.pack;
        self.unique("facts", pack.facts.iter().map(|f| f.id.as_str()));
        for (i, fact) in pack.facts.iter().enumerate() {
            let at = format!("facts[{i}]({})", fact.id);
            self.cited(&at, &fact.cite, false);
            if let Some(parent) = &fact.follows {
                self.known_fact(&at, parent);
            }
            match &fact.kind {
                Kind::Choice(choice) | Kind::Choices(choice) => self.options(&at, choice),
                Kind::Records(records) => self.records(&at, records),
                Kind::Table(table) => {
                    self.unique(&at, table.columns.iter().map(|c| c.id.as_str()));
                }
                _ => {}
            }
        }
    }

    fn options(&mut self, at: &str, choice: &Choice) {
        self.unique(at, choice.options.iter().map(|o| o.id.as_str()));
        if !(2..=MOST_OPTIONS).contains(&choice.options.len()) {
            self.fault(
                at,
                ("选项须有 2 至 64 个", "a choice has 2 to 64 options"),
                ("补充或合并选项", "add or merge options"),
            );
        }
    }

    fn records(&mut self, at: &str, records: &Records) {
        self.unique(at, records.kinds.iter().map(|k| k.id.as_str()));
        self.unique(at, records.fields.iter().map(|f| f.id.as_str()));
        if records.fields.iter().any(|field| field.id == "kind") {
            self.fault(
                at,
                ("记录字段不能叫“kind”", "a record field may not be called `kind`"),
                (
                    "种类本身就用这个名字，请换名",
                    "the kind of a record has that name; choose another",
                ),
            );
        }
        for kind in &records.kinds {
            self.cited(at, &kind.cite, false);
            let known = || records.kinds.iter().map(|k| k.id.as_str());
            for also in kind.may_also.iter().filter(|id| !known().any(|k| k == *id)) {
                self.unknown(at, ("记录种类", "record kind"), also, known());
            }
            for field in
                kind.fields.iter().filter(|id| !records.fields.iter().any(|f| f.id == **id))
            {
                let known = records.fields.iter().map(|f| f.id.as_str());
                self.unknown(at, ("记录字段", "record field"), field, known);
            }
        }
        for field in &records.fields {
            match &field.kind {
                Kind::Choice(choice) => self.options(&format!("{at}.{}", field.id), choice),
                Kind::YesNo | Kind::Date(_) | Kind::Text(_) => {}
                _ => self.fault(
                    at,
                    ("记录字段的类型不可用", "this kind cannot be a record field"),
                    ("用是否、单选、日期或文字", "use yes-no, choice, date or text"),
                ),
            }
        }
    }
}

/// Both languages of every text of a pack, which is given as it was written and as it was read. The
/// walk over all of it, by which no text can be forgotten, is as long as reading was: it is taken
/// where some text may be empty.
pub fn texts(json: &str, pack: &Pack) -> Vec<Diagnostic> {
    fn walk(value: &serde_json::Value, at: &str, faults: &mut Vec<Diagnostic>) {
        match value {
            serde_json::Value::Object(map) => {
                for (key, inner) in map {
                    let place = format!("{at}.{key}");
                    let language = matches!(key.as_str(), "zh" | "en");
                    if language && inner.as_str().is_some_and(|s| s.trim().is_empty()) {
                        let hint = ("补上两种语言", "write both languages");
                        faults.push(Diagnostic::new(&place, ("文字为空", "empty text"), hint));
                    }
                    walk(inner, &place, faults);
                }
            }
            serde_json::Value::Array(list) => {
                for (i, inner) in list.iter().enumerate() {
                    walk(inner, &format!("{at}[{i}]"), faults);
                }
            }
            _ => {}
        }
    }
    let mut faults = Vec::new();
    if may_have_empty_texts(json)
        && let Ok(value) = serde_json::to_value(pack)
    {
        walk(&value, "$", &mut faults);
    }
    faults
}

/// Whether some text, as it is written, is nothing but white space, or begins with an escape, which
/// may stand for white space, or has its key written with one.
fn may_have_empty_texts(json: &str) -> bool {
    let blank = |after: &str| {
        let value = after.trim_start().strip_prefix(':').map(str::trim_start);
        let text = value.and_then(|value| value.strip_prefix('"')).map(str::trim_start);
        text.is_some_and(|text| text.starts_with(['"', '\\']))
    };
    let of = |key: &str| json.split(key).skip(1).any(blank);
    of("\"zh\"") || of("\"en\"") || json.contains("\\u00")
}

/// The name of a kind in the pack format.
pub fn kind_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::YesNo => "yes-no",
        Kind::Choice(_) => "choice",
        Kind::Choices(_) => "choices",
        Kind::Amount(_) => "amount",
        Kind::Date(_) => "date",
        Kind::Text(_) => "text",
        Kind::Identifier(_) => "identifier",
        Kind::Records(_) => "records",
        Kind::Table(_) => "table",
    }
}
