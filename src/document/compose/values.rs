//! F4. Facts on paper: tables of label and value, records, rows.

use crate::document::compose::{Writer, hand, label, missing, table, value};
use crate::document::{Block, Cell};
use crate::engine::answer::{Answer, Field, Item, field_text, marked};
use crate::engine::explain::Known;
use crate::engine::facts::Value;
use crate::logic::date;
use crate::pack::counted_kinds;
use crate::pack::raw::{Choice, Fact, Kind, RecordKind, Records, Table};
use crate::words::telling;

/// Rows left blank where a table has none yet.
const BLANK_ROWS: usize = 3;
/// Label and value.
const NARROW: [u32; 2] = [300, 700];
/// Twice label and value.
const WIDE: [u32; 4] = [235, 265, 235, 265];
/// Characters of a label or an option that fit a table of four columns, in two lines at most.
const SHORT: usize = 12;

/// How a fact stands on paper.
pub(super) enum Shown {
    /// Its value.
    Value(String),
    /// Not yet given.
    Missing,
    /// Nothing to give: no status rests on it beside the other answers.
    NotApplicable,
}

impl Writer<'_> {
    /// The cell of a fact.
    pub(super) fn cell(&self, id: &str) -> Cell {
        match self.shown(id) {
            Shown::Value(text) => Cell { fact: Some(id.to_owned()), ..value(text) },
            Shown::Missing => missing(Some(id)),
            Shown::NotApplicable => value(self.words.get("doc.not-applicable")),
        }
    }

    /// How a fact stands. A question that no longer matters is not shown with its stale answer.
    pub(super) fn shown(&self, id: &str) -> Shown {
        let Some(fact) = self.pack.fact(id) else { return Shown::NotApplicable };
        let known = self.known(fact);
        let matters = match known {
            true => &self.found.relevance.used,
            false => &self.found.relevance.wanted,
        };
        let asked = self.track.sections.iter().any(|s| s.facts.iter().any(|f| f == id));
        if asked && decides(&fact.kind) && !matters.contains(id) {
            return Shown::NotApplicable;
        }
        let (sheet, dates) = (&self.found.sheet, self.found.dates);
        let known_of = Known { sheet, dates, pack: self.pack, deadlines: &[] };
        if !asked && !known_of.applies(fact) {
            return Shown::NotApplicable;
        }
        let answer = self.dossier.answers.get(id).filter(|_| known);
        let told = answer.map(|answer| self.told(fact, answer)).unwrap_or_default();
        match told.is_empty() {
            true if fact.optional => Shown::NotApplicable,
            true => Shown::Missing,
            false => Shown::Value(told),
        }
    }

    fn known(&self, fact: &Fact) -> bool {
        match &fact.kind {
            // Rows of text are never values of the sheet: no rule reads them.
            Kind::Table(_) => self.dossier.answers.get(&fact.id).is_some_and(|a| !a.is_unknown()),
            _ => self.found.sheet.get(&fact.id).is_some(),
        }
    }

    fn told(&self, fact: &Fact, answer: &Answer) -> String {
        let none = matches!(answer, Answer::Options(ids) if ids.is_empty());
        if none && matches!(fact.kind, Kind::Choices(_)) {
            return self.words.get("doc.none");
        }
        let told = telling::answer(fact, answer, self.track, self.words);
        let (this_year, ..) = date::parts(self.found.dates.on);
        match years_back(fact).and_then(|back| this_year.checked_sub(back)) {
            Some(year) => self
                .words
                .say("doc.in-year", &[("value", told.as_str()), ("year", &year.to_string())]),
            None => told,
        }
    }

    /// A table of label and value; four columns where every label and value is short by nature.
    pub(super) fn fields(&self, facts: &[String]) -> Block {
        let known: Vec<&Fact> = facts.iter().filter_map(|id| self.pack.fact(id)).collect();
        let pairs = known
            .iter()
            .map(|fact| [label(self.words.pick(&fact.label).to_owned()), self.cell(&fact.id)]);
        if known.len() < 4 || !known.iter().all(|fact| self.is_short(fact)) {
            return table(&NARROW, Vec::new(), pairs.map(Vec::from).collect());
        }
        let cells: Vec<Cell> = pairs.flatten().collect();
        let rows = cells.chunks(WIDE.len()).map(|row| {
            let mut row = row.to_vec();
            row.resize_with(WIDE.len(), || label(String::new()));
            row
        });
        table(&WIDE, Vec::new(), rows.collect())
    }

    fn is_short(&self, fact: &Fact) -> bool {
        let short = |text: &str| text.chars().count() <= SHORT;
        let options = |c: &Choice| c.options.iter().all(|o| short(self.words.pick(&o.label)));
        let value = match &fact.kind {
            Kind::Amount(_) => years_back(fact).is_none(),
            Kind::YesNo | Kind::Date(_) => true,
            Kind::Choice(choice) => options(choice),
            _ => false,
        };
        value && short(self.words.pick(&fact.label))
    }

    /// Records by kind: none said, each one, or not known.
    pub(super) fn records(&self, id: &str, records: &Records) -> Block {
        let header = self.heads(&["doc.record.kind", "doc.record.content"]);
        let kinds = counted_kinds(self.track, id, records).into_iter();
        let rows = kinds.flat_map(|kind| {
            let name = || label(self.words.pick(&kind.label).to_owned());
            let told = self.record_kind(id, records, kind);
            told.into_iter().map(move |cell| vec![name(), cell])
        });
        table(&NARROW, header, rows.collect())
    }

    fn record_kind(&self, id: &str, records: &Records, kind: &RecordKind) -> Vec<Cell> {
        if matches!(self.shown(id), Shown::NotApplicable) {
            return vec![value(self.words.get("doc.not-applicable"))];
        }
        // The records of one kind have the name of that kind.
        let gap = || Cell { text: self.words.pick(&kind.label).to_owned(), ..missing(Some(id)) };
        if self.record_count(id, &kind.id).is_none() {
            return vec![gap()];
        }
        let items = self.dossier.answers.get(id).map(Answer::items).unwrap_or_default();
        let of_kind = items.iter().enumerate().filter(|(_, item)| {
            let mark = marked(item, "unknown") || marked(item, "unanswered");
            field_text(item, "kind") == kind.id && !mark
        });
        let mut cells: Vec<Cell> = of_kind
            .map(|(at, item)| match self.record(id, records, kind, at, item) {
                told if told.is_empty() => gap(),
                told => Cell { fact: Some(id.to_owned()), ..value(told) },
            })
            .collect();
        if cells.is_empty() {
            let none = value(self.words.get("doc.none"));
            cells.push(Cell { fact: Some(id.to_owned()), ..none });
        }
        cells
    }

    /// How many records of a kind there are; nothing where that is not known.
    pub(super) fn record_count(&self, id: &str, kind: &str) -> Option<usize> {
        match self.found.sheet.get(id) {
            Some(Value::Records(by_kind)) => by_kind.get(kind).map(Vec::len),
            _ => None,
        }
    }

    fn record(
        &self,
        id: &str,
        records: &Records,
        kind: &RecordKind,
        at: usize,
        item: &Item,
    ) -> String {
        let fields = records.fields.iter().filter(|field| kind.fields.contains(&field.id));
        let told = fields.filter_map(|field| {
            let typed = item.get(&field.id)?;
            let within = format!("[{at}].{}", field.id);
            let faulty = self.found.faults.iter().any(|f| f.fact == id && f.within == within);
            let told = match typed {
                Field::Text(text) if text.trim().is_empty() => return None,
                _ if faulty => self.words.get("doc.to-fill"),
                typed => telling::field(field, typed, self.words),
            };
            Some(self.field(self.words.pick(&field.label), &told))
        });
        told.collect::<Vec<_>>().join(&self.words.get("doc.join"))
    }

    /// `label：value`.
    pub(super) fn field(&self, label: &str, told: &str) -> String {
        self.words.say("doc.field", &[("label", label), ("value", told)])
    }

    /// A table of rows; blank rows for a hand where it has none.
    pub(super) fn rows(&self, id: &str, columns: &Table) -> Block {
        let known = columns.columns.iter();
        let header: Vec<String> =
            known.map(|column| self.words.pick(&column.label).to_owned()).collect();
        let width = 1000 / u32::try_from(header.len()).unwrap_or(u32::MAX).max(1);
        let widths = vec![width; header.len()];
        let items = self.dossier.answers.get(id).map(Answer::items).unwrap_or_default();
        let cell = |text: &str| match text.trim() {
            "" => hand(Some(id)),
            text => Cell { fact: Some(id.to_owned()), ..value(text.to_owned()) },
        };
        let row = |item: &Item| {
            columns.columns.iter().map(|column| cell(field_text(item, &column.id))).collect()
        };
        let given =
            |item: &&Item| columns.columns.iter().any(|c| !field_text(item, &c.id).is_empty());
        let mut rows: Vec<Vec<Cell>> = items.iter().filter(given).map(row).collect();
        if rows.is_empty() {
            rows = vec![vec![hand(Some(id)); header.len()]; BLANK_ROWS];
        }
        table(&widths, header, rows)
    }
}

/// Whether rules may read a fact of this kind; texts and tables are only printed.
fn decides(kind: &Kind) -> bool {
    !matches!(kind, Kind::Text(_) | Kind::Identifier(_) | Kind::Table(_))
}

/// The ids of yearly figures end in -y1 and -y2: so many years before that of the assessment.
fn years_back(fact: &Fact) -> Option<i32> {
    match (&fact.kind, fact.id.rsplit_once("-y")) {
        (Kind::Amount(_), Some((_, back))) => back.parse().ok(),
        _ => None,
    }
}
