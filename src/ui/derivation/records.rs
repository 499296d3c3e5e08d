//! F7. The derivation of a rule over records: each record with what it comes to.

use yew::prelude::*;

use super::{Look, Teller};
use crate::engine::answer::{Answer, Item, field_text, marked};
use crate::engine::facts::{FactSheet, Value};
use crate::logic::outcome::{Outcome, Status};
use crate::pack::raw::{Kind, RecordKind, RecordRule, Records, Track};
use crate::ui::parts::status_look;
use crate::words::telling;

const OUTCOMES: [(Outcome, Status); 4] = [
    (Outcome::Failed, Status::Failed),
    (Outcome::Open, Status::Open),
    (Outcome::Judge, Status::Judge),
    (Outcome::Met, Status::Met),
];

impl Teller<'_> {
    /// One entry for each kind of record that counts.
    pub(super) fn records(&self, track: &Track, id: &str, rule: &RecordRule) -> Vec<Html> {
        let fact = self.case.file.pack.fact(&rule.fact);
        let Some(Kind::Records(records)) = fact.map(|fact| &fact.kind) else { return Vec::new() };
        let kinds = records.kinds.iter().filter(|kind| rule.kinds.contains(&kind.id));
        kinds.map(|kind| self.record_kind(track, id, rule, records, kind)).collect()
    }

    fn record_kind(
        &self,
        track: &Track,
        id: &str,
        rule: &RecordRule,
        records: &Records,
        kind: &RecordKind,
    ) -> Html {
        let answer = self.case.dossier.answers.get(&rule.fact);
        let items = answer.map(|answer| answer.items()).unwrap_or_default();
        let of_kind: Vec<&Item> = items
            .iter()
            .filter(|item| field_text(item, "kind") == kind.id)
            .filter(|item| !marked(item, "unknown") && !marked(item, "unanswered"))
            .collect();
        let parts: Vec<Html> = of_kind
            .iter()
            .enumerate()
            .map(|(at, item)| self.record(id, rule, records, kind, at, item))
            .collect();
        let place = crate::app::view::place_of(self.case, track, &rule.fact).fragment();
        let unknown = answer.is_some_and(Answer::is_unknown)
            || items.iter().any(|i| field_text(i, "kind") == kind.id && marked(i, "unknown"));
        let (look, told) = match self.kind_state(rule, kind, parts.len()) {
            (super::OPEN, _) if unknown => (super::OPEN, self.shell.t("answer.unknown")),
            told => told,
        };
        let text = html! {
            <>{ self.shell.words.pick(&kind.label).to_owned() }{ " " }<a href={place}>{ told }</a></>
        };
        self.item(&kind.id, look, text, parts)
    }

    fn kind_state(&self, rule: &RecordRule, kind: &RecordKind, count: usize) -> (Look, String) {
        let known = match self.case.found.sheet.get(&rule.fact) {
            Some(Value::Records(lists)) => lists.contains_key(&kind.id),
            _ => false,
        };
        let n = count.to_string();
        match (known, count) {
            (false, _) => (super::OPEN, self.shell.t("why.unanswered")),
            (true, 0) => (("met", "met", "status.met"), self.shell.t("answer.no-record")),
            (true, _) => {
                let look = ("na", "info", "why.records");
                (look, self.shell.say("answer.records", &[("n", &n)]))
            }
        }
    }

    fn record(
        &self,
        id: &str,
        rule: &RecordRule,
        records: &Records,
        kind: &RecordKind,
        at: usize,
        item: &Item,
    ) -> Html {
        let fields = records.fields.iter().filter(|field| kind.fields.contains(&field.id));
        let told: Vec<String> = fields
            .filter_map(|field| {
                let value = telling::field(field, item.get(&field.id)?, &self.shell.words);
                let label = self.shell.words.pick(&field.label);
                let args = [("label", label), ("value", value.as_str())];
                (!value.is_empty()).then(|| self.shell.say("why.field", &args))
            })
            .collect();
        let (status, note) = self.outcome(id, rule, &kind.id, at);
        let text = html! { <>{ self.shell.words.list(&told) }<br />{ note }</> };
        self.item(&format!("record-{at}"), status_look(status, false), text, Vec::new())
    }

    /// What one record alone comes to, and the reason that the pack gives.
    fn outcome(&self, id: &str, rule: &RecordRule, kind: &str, at: usize) -> (Status, String) {
        let record = match self.case.found.sheet.get(&rule.fact) {
            Some(Value::Records(lists)) => lists.get(kind).and_then(|list| list.get(at)),
            _ => None,
        };
        let mut alone = FactSheet::default();
        let lists = record.map(|record| (kind.to_owned(), vec![record.clone()]));
        alone.values.insert(rule.fact.clone(), Value::Records(lists.into_iter().collect()));
        let told: Vec<(Status, String)> = OUTCOMES
            .iter()
            .filter_map(|(outcome, status)| {
                let notes = self.case.program()?.record_notes(id, &alone, *outcome);
                let told = telling::reasons(&notes, &self.shell.words);
                (!notes.is_empty()).then_some((*status, told))
            })
            .collect();
        match told.as_slice() {
            [one] => one.clone(),
            // Fields of the record are still open, and it could come to one or the other.
            _ => (Status::Open, self.shell.t("why.record-open")),
        }
    }
}
