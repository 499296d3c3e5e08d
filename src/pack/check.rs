//! F1. From the JSON as written to a pack that can be relied on: every fault, with place and hint.

use std::collections::BTreeSet;

use crate::logic::date;
use crate::logic::value::{Amount, Unit};
use crate::pack::diagnostic::{Diagnostic, nearest};
use crate::pack::raw::*;

/// Version of the pack format that this program reads.
const FORMAT: u32 = 1;

/// A choice has at most this many options: a cell set is 64 bits wide.
const MOST_OPTIONS: usize = 64;

/// Reads the JSON. A fault of shape stops at the first, with path, line and column.
pub fn parse(json: &str) -> Result<Pack, Vec<Diagnostic>> {
    let mut reader = serde_json::Deserializer::from_str(json);
    let pack: Pack = serde_path_to_error::deserialize(&mut reader).map_err(|fault| {
        let (path, inner) = (fault.path().to_string(), fault.into_inner());
        vec![Diagnostic::new(
            path,
            (&format!("读不懂：{inner}"), &format!("cannot be read: {inner}")),
            ("请按所指位置核对格式", "compare the place with the pack format"),
        )]
    })?;
    reader.end().map_err(|fault| {
        vec![Diagnostic::new(
            "$",
            (&format!("文件末尾有多余内容：{fault}"), &format!("text after the end: {fault}")),
            ("请删除多余内容", "remove it"),
        )]
    })?;
    Ok(pack)
}

/// Checks a pack as written; an empty list means that it can be relied on.
pub fn check(pack: &Pack) -> Vec<Diagnostic> {
    let mut check = Check { pack, faults: Vec::new() };
    check.header();
    check.facts();
    for (i, track) in pack.tracks.iter().enumerate() {
        TrackCheck { at: format!("tracks[{i}]"), track, check: &mut check }.run();
    }
    check.texts();
    check.faults
}

struct Check<'a> {
    pack: &'a Pack,
    faults: Vec<Diagnostic>,
}

impl Check<'_> {
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
        self.unique("sources", []);
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
                self.fault(
                    &at,
                    (&format!("“{day}”不是日期"), &format!("`{day}` is no date")),
                    ("写成 2026-11-20", "write 2026-11-20"),
                );
            }
        }
        self.unique("citations", pack.citations.iter().map(|c| c.id.as_str()));
        for (i, citation) in pack.citations.iter().enumerate() {
            let at = format!("citations[{i}]");
            self.hash(&format!("{at}.sha256"), &citation.sha256);
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
        for kind in &records.kinds {
            self.cited(at, &kind.cite, false);
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

    /// Both languages of every text: walks the JSON once more, so that no text can be forgotten.
    fn texts(&mut self) {
        fn walk(value: &serde_json::Value, at: &str, faults: &mut Vec<String>) {
            match value {
                serde_json::Value::Object(map) => {
                    for (key, inner) in map {
                        let place = format!("{at}.{key}");
                        let language = matches!(key.as_str(), "zh" | "en");
                        if language && inner.as_str().is_some_and(|s| s.trim().is_empty()) {
                            faults.push(place.clone());
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
        let mut empty = Vec::new();
        if let Ok(value) = serde_json::to_value(self.pack) {
            walk(&value, "$", &mut empty);
        }
        for place in empty {
            self.fault(place, ("文字为空", "empty text"), ("补上两种语言", "write both languages"));
        }
    }
}

struct TrackCheck<'a, 'b> {
    at: String,
    track: &'a Track,
    check: &'b mut Check<'a>,
}

/// The names that a condition may use: facts of the pack, or fields of a record.
#[derive(Clone, Copy)]
enum Scope<'a> {
    Facts,
    Fields(&'a Records),
}

impl<'a> TrackCheck<'a, '_> {
    fn run(&mut self) {
        let track = self.track;
        let at = self.at.clone();
        let mut seen = BTreeSet::new();
        for section in track.sections.iter().chain(&track.particulars) {
            for fact in &section.facts {
                let place = format!("{at}.{}", section.id);
                self.check.known_fact(&place, fact);
                if !seen.insert(fact) {
                    self.check.fault(
                        place,
                        (&format!("“{fact}”问了两次"), &format!("`{fact}` is asked twice")),
                        ("只保留一处", "keep one place"),
                    );
                }
            }
        }
        let nodes = track.requirements.iter().map(|r| r.id.as_str());
        let nodes = nodes.chain(track.waivers.iter().map(|w| w.id.as_str()));
        let nodes: Vec<&str> =
            nodes.chain(track.preferences.iter().map(|p| p.id.as_str())).collect();
        self.check.unique(&format!("{at}.requirements"), nodes.iter().copied());
        self.check
            .unique(&format!("{at}.materials"), track.materials.iter().map(|m| m.id.as_str()));
        self.check.unique(&format!("{at}.readings"), track.readings.iter().map(|r| r.id.as_str()));
        self.requirements();
        self.waivers();
        self.readings();
        self.others(&nodes);
        self.form();
    }

    fn requirements(&mut self) {
        let track = self.track;
        if track.requirements.is_empty() {
            self.check.fault(
                format!("{}.requirements", self.at),
                ("没有任何条件", "no requirement"),
                ("空的规则不能发布", "an empty rule cannot be published"),
            );
        }
        for (i, requirement) in track.requirements.iter().enumerate() {
            let at = format!("{}.requirements[{i}]({})", self.at, requirement.id);
            self.check.cited(&at, &requirement.cite, true);
            if let Some(applies) = &requirement.applies {
                self.condition(&at, applies, Scope::Facts, false);
            }
            self.rule(&at, &requirement.rule);
            if let Some(fact) = &requirement.shortfall {
                self.kind_of(&at, fact, Scope::Facts, "amount");
            }
        }
    }

    fn waivers(&mut self) {
        let track = self.track;
        let mut lifted = BTreeSet::new();
        for (i, waiver) in track.waivers.iter().enumerate() {
            let at = format!("{}.waivers[{i}]({})", self.at, waiver.id);
            self.check.cited(&at, &waiver.cite, true);
            self.rule(&at, &waiver.rule);
            let known = track.requirements.iter().map(|r| r.id.as_str());
            if !track.requirements.iter().any(|r| r.id == waiver.of) {
                self.check.unknown(&at, ("条件", "requirement"), &waiver.of, known);
            }
            if !lifted.insert(&waiver.of) {
                self.check.fault(
                    at,
                    ("同一条件有两个豁免", "two waivers of one requirement"),
                    ("合并为一个，用多个情形表示", "merge them, one case for each way"),
                );
            }
        }
    }

    fn readings(&mut self) {
        for (i, reading) in self.track.readings.iter().enumerate() {
            let at = format!("{}.readings[{i}]({})", self.at, reading.id);
            self.check.cited(&at, &reading.cite, true);
            self.check.unique(&at, reading.alternatives.iter().map(|a| a.id.as_str()));
            if reading.alternatives.len() < 2 {
                self.check.fault(
                    &at,
                    ("理解少于两种", "fewer than two alternatives"),
                    ("只有一种理解就不是歧义", "with one reading there is no doubt"),
                );
            }
            if !reading.alternatives.iter().any(|a| a.id == reading.recommended) {
                let known = reading.alternatives.iter().map(|a| a.id.as_str());
                self.check.unknown(&at, ("理解", "alternative"), &reading.recommended, known);
            }
        }
    }

    fn others(&mut self, nodes: &[&str]) {
        let track = self.track;
        let at = self.at.clone();
        for (i, preference) in track.preferences.iter().enumerate() {
            let place = format!("{at}.preferences[{i}]({})", preference.id);
            self.check.cited(&place, &preference.cite, true);
            self.condition(&place, &preference.when, Scope::Facts, false);
        }
        for (i, conflict) in track.conflicts.iter().enumerate() {
            let place = format!("{at}.conflicts[{i}]({})", conflict.id);
            self.condition(&place, &conflict.when, Scope::Facts, true);
            for fact in &conflict.facts {
                self.check.known_fact(&place, fact);
            }
            for id in conflict.opens.iter().filter(|id| !nodes.contains(&id.as_str())) {
                self.check.unknown(&place, ("条件", "requirement"), id, nodes.iter().copied());
            }
        }
        for (i, material) in track.materials.iter().enumerate() {
            let place = format!("{at}.materials[{i}]({})", material.id);
            self.check.cited(&place, &material.cite, true);
            if let Some(when) = &material.when {
                self.condition(&place, when, Scope::Facts, false);
            }
            for id in material.proves.iter().filter(|id| !nodes.contains(&id.as_str())) {
                self.check.unknown(&place, ("条件", "requirement"), id, nodes.iter().copied());
            }
        }
        let notes = track.notes.iter().chain(&track.duties);
        for (place, cite) in notes
            .map(|n| ("notes", &n.cite))
            .chain(track.missing_documents.iter().map(|m| ("missing_documents", &m.cite)))
        {
            self.check.cited(&format!("{at}.{place}"), cite, false);
        }
    }

    fn form(&mut self) {
        let track = self.track;
        let blocks = track.form.sections.iter().flat_map(|section| &section.blocks);
        let fields = blocks.flat_map(|block| match block {
            FormBlock::Fields(facts) => facts.clone(),
            FormBlock::Rows(fact) => vec![fact.clone()],
            _ => Vec::new(),
        });
        let printed: Vec<String> = track.form.cover.iter().cloned().chain(fields).collect();
        let asked: BTreeSet<&String> = crate::pack::track_facts(track).collect();
        for fact in printed {
            let at = format!("{}.form", self.at);
            if self.check.known_fact(&at, &fact) && !asked.contains(&fact) {
                self.check.fault(
                    at,
                    (
                        &format!("表格用到“{fact}”，却从未询问"),
                        &format!("`{fact}` is printed but never asked"),
                    ),
                    ("把它列入某一节或填表事项", "put it into a section or the particulars"),
                );
            }
        }
    }

    fn rule(&mut self, at: &str, rule: &Rule) {
        match rule {
            Rule::MetWhen(condition) => self.condition(at, condition, Scope::Facts, false),
            Rule::Cases(cases) => self.cases(at, cases, Scope::Facts),
            Rule::Deferred(_) => {}
            Rule::Records(rule) => match self.find_records(at, &rule.fact) {
                None => {}
                Some(records) => {
                    for kind in
                        rule.kinds.iter().filter(|k| !records.kinds.iter().any(|r| r.id == **k))
                    {
                        let known = records.kinds.iter().map(|k| k.id.as_str());
                        self.check.unknown(at, ("记录种类", "record kind"), kind, known);
                    }
                    self.cases(at, &rule.each, Scope::Fields(records));
                }
            },
        }
    }

    fn find_records(&mut self, at: &str, fact: &str) -> Option<&'a Records> {
        self.asked(at, fact);
        match self.check.pack.facts.iter().find(|f| f.id == fact).map(|f| &f.kind) {
            Some(Kind::Records(records)) => Some(records),
            _ => {
                self.misfit(at, fact, "records");
                None
            }
        }
    }

    fn cases(&mut self, at: &str, cases: &Cases, scope: Scope<'a>) {
        if cases.cases.is_empty() {
            self.check.fault(at, ("没有情形", "no case"), ("至少写一个情形", "write at least one"));
        }
        for (i, case) in cases.cases.iter().enumerate() {
            self.condition(&format!("{at}.cases[{i}]"), &case.when, scope, false);
        }
    }

    fn condition(&mut self, at: &str, condition: &Condition, scope: Scope<'a>, conflict: bool) {
        match condition {
            Condition::All(list) | Condition::Any(list) => {
                if list.is_empty() {
                    self.check.fault(
                        at,
                        ("空的条件组", "empty group"),
                        ("写出其中的条件", "fill it"),
                    );
                }
                for inner in list {
                    self.condition(at, inner, scope, conflict);
                }
            }
            Condition::Not(inner) => self.condition(at, inner, scope, conflict),
            Condition::Yes(fact) => self.kind_of(at, fact, scope, "yes-no"),
            Condition::Is(is) => self.options(at, is, scope),
            Condition::AtLeast(bound) | Condition::Above(bound) => self.bound(at, bound, scope),
            Condition::Lasted(period) | Condition::Within(period) => {
                self.kind_of(at, &period.fact, scope, "date");
            }
            Condition::NotBefore(moment) => self.kind_of(at, &moment.fact, scope, "date"),
            Condition::Reading(taken) => self.taken(at, taken),
            Condition::Given(fact) if conflict => {
                self.check.known_fact(at, fact);
            }
            Condition::StartsWith(prefix) if conflict => {
                self.check.known_fact(at, &prefix.fact);
            }
            Condition::Greater(pair) if conflict => {
                self.kind_of(at, &pair.fact, scope, "amount");
                self.kind_of(at, &pair.than, scope, "amount");
            }
            Condition::Earlier(pair) if conflict => {
                self.kind_of(at, &pair.fact, scope, "date");
                self.kind_of(at, &pair.than, scope, "date");
            }
            Condition::Given(_)
            | Condition::StartsWith(_)
            | Condition::Greater(_)
            | Condition::Earlier(_) => self.check.fault(
                at,
                ("这种比较只能用于矛盾提示", "this comparison belongs in a conflict"),
                ("条件须能逐项编译：改用门槛、选项或日期", "use a bound, an option or a date"),
            ),
        }
    }

    fn kind_in(&self, name: &str, scope: Scope<'a>) -> Option<&'a Kind> {
        match scope {
            Scope::Facts => self.check.pack.facts.iter().find(|f| f.id == name).map(|f| &f.kind),
            Scope::Fields(records) => records.fields.iter().find(|f| f.id == name).map(|f| &f.kind),
        }
    }

    fn asked(&mut self, at: &str, fact: &str) {
        let asked = crate::pack::track_facts(self.track).any(|id| id == fact);
        if self.check.known_fact(at, fact) && !asked {
            self.check.fault(
                at,
                (
                    &format!("规则用到“{fact}”，却从未询问"),
                    &format!("`{fact}` decides but is never asked"),
                ),
                ("把它列入某一节", "put it into a section"),
            );
        }
    }

    fn kind_of(&mut self, at: &str, name: &str, scope: Scope<'a>, wanted: &str) {
        match scope {
            Scope::Facts => self.asked(at, name),
            Scope::Fields(records) if !records.fields.iter().any(|f| f.id == name) => {
                let known = records.fields.iter().map(|f| f.id.as_str());
                self.check.unknown(at, ("记录字段", "record field"), name, known);
                return;
            }
            Scope::Fields(_) => {}
        }
        let fits = self.kind_in(name, scope).is_none_or(|kind| kind_name(kind) == wanted);
        if !fits {
            self.misfit(at, name, wanted);
        }
    }

    fn misfit(&mut self, at: &str, name: &str, wanted: &str) {
        self.check.fault(
            at,
            (&format!("“{name}”不是 {wanted} 类型"), &format!("`{name}` is not of kind {wanted}")),
            ("换一种条件，或改事实的类型", "use another condition, or change the fact's kind"),
        );
    }

    fn options(&mut self, at: &str, is: &Is, scope: Scope<'a>) {
        if matches!(scope, Scope::Facts) {
            self.asked(at, &is.fact);
        }
        let kind = match scope {
            Scope::Fields(records) if is.fact == "kind" => Some(records.kind_field().1),
            _ => self.kind_in(&is.fact, scope).cloned(),
        };
        let Some(Kind::Choice(choice) | Kind::Choices(choice)) = kind else {
            return self.misfit(at, &is.fact, "choice");
        };
        for option in is.any_of.iter().filter(|id| !choice.options.iter().any(|o| o.id == **id)) {
            self.check.unknown(
                at,
                ("选项", "option"),
                option,
                choice.options.iter().map(|o| o.id.as_str()),
            );
        }
    }

    fn bound(&mut self, at: &str, bound: &Bound, scope: Scope<'a>) {
        self.kind_of(at, &bound.fact, scope, "amount");
        let unit = Unit::named(&bound.unit);
        if Amount::parse(&bound.value, &unit).is_err() {
            self.check.fault(
                at,
                (
                    &format!("门槛“{}”不是数", bound.value),
                    &format!("`{}` is no number", bound.value),
                ),
                ("写成十进制数，如 9999.99", "write a decimal number, such as 9999.99"),
            );
        }
        if let Some(Kind::Amount(kind)) = self.kind_in(&bound.fact, scope)
            && !unit.converts_to(&Unit::named(&kind.unit))
        {
            self.check.fault(
                at,
                (
                    &format!("单位“{}”与“{}”不能换算", bound.unit, kind.unit),
                    &format!("`{}` does not convert to `{}`", bound.unit, kind.unit),
                ),
                ("用同一类单位", "use a unit of the same family"),
            );
        }
    }

    fn taken(&mut self, at: &str, taken: &Taken) {
        let track = self.track;
        match track.readings.iter().find(|r| r.id == taken.reading) {
            None => {
                let known = track.readings.iter().map(|r| r.id.as_str());
                self.check.unknown(at, ("理解", "reading"), &taken.reading, known);
            }
            Some(reading) if !reading.alternatives.iter().any(|a| a.id == taken.takes) => {
                let known = reading.alternatives.iter().map(|a| a.id.as_str());
                self.check.unknown(at, ("理解", "alternative"), &taken.takes, known);
            }
            Some(_) => {}
        }
    }
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
