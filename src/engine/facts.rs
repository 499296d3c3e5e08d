//! F2. From answers to values: what is known now, and what is wrong with what was typed.

use std::collections::BTreeMap;

use crate::engine::Dates;
use crate::engine::answer::{Answer, Answers, Field, Item, TypedAmount, field_text, marked};
use crate::logic::date::{self, Date};
use crate::logic::value::{Amount, AmountError, Unit};
use crate::pack::RulePack;
use crate::pack::raw::{AmountKind, Choice, Fact, Identifier, Kind, RecordField, Records, Track};

/// A known value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// The place of the option chosen.
    Choice(usize),
    /// The places of the options chosen.
    Choices(Vec<usize>),
    /// An exact amount.
    Amount(Amount),
    /// A day.
    Date(Date),
    /// A text.
    Text(String),
    /// Records by kind; a kind that is missing is not known.
    Records(BTreeMap<String, Vec<Record>>),
}

/// The known fields of one record.
pub type Record = BTreeMap<String, Value>;

/// What is known now. A fact that is missing is open, whether unanswered or "I do not know".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactSheet {
    /// Values by fact.
    pub values: BTreeMap<String, Value>,
}

/// Something wrong with an answer. The answer is kept and the fact stays open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The fact.
    pub fact: String,
    /// The place within it: a field of a record, for example.
    pub within: String,
    /// What is wrong.
    pub problem: Problem,
}

/// See [`Fault::problem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// The track has no such fact.
    NoSuchFact,
    /// The JSON is of another shape than the kind of the fact.
    WrongType,
    /// No such option.
    NoSuchOption,
    /// No such field or kind of record.
    NoSuchField,
    /// Not a number.
    NotANumber,
    /// More digits than can be held exactly.
    TooPrecise,
    /// A unit of another family.
    WrongUnit,
    /// Not a day of the calendar.
    NotADate,
    /// Below zero where that is impossible.
    Negative,
    /// A part where only whole numbers exist.
    NotWhole,
    /// After the date of assessment.
    Future,
    /// The check character of the credit code does not fit.
    CheckCharacter,
    /// The form of an identifier is unusual.
    UnusualForm(Identifier),
}

impl Problem {
    /// Whether a fact file with this fault cannot be used at all; the others leave the fact open.
    pub fn is_unusable(self) -> bool {
        !matches!(
            self,
            Problem::Negative
                | Problem::NotWhole
                | Problem::Future
                | Problem::CheckCharacter
                | Problem::UnusualForm(_)
        )
    }

    /// Whether the answer is used all the same: identifiers are warned about, never refused.
    pub fn is_warning(self) -> bool {
        matches!(self, Problem::CheckCharacter | Problem::UnusualForm(_))
    }

    /// Key of the message that explains it.
    pub fn key(self) -> &'static str {
        match self {
            Problem::NoSuchFact => "problem.no-such-fact",
            Problem::WrongType => "problem.wrong-type",
            Problem::NoSuchOption => "problem.no-such-option",
            Problem::NoSuchField => "problem.no-such-field",
            Problem::NotANumber => "problem.not-a-number",
            Problem::TooPrecise => "problem.too-precise",
            Problem::WrongUnit => "problem.wrong-unit",
            Problem::NotADate => "problem.not-a-date",
            Problem::Negative => "problem.negative",
            Problem::NotWhole => "problem.not-whole",
            Problem::Future => "problem.future",
            Problem::CheckCharacter => "problem.check-character",
            Problem::UnusualForm(Identifier::Uscc) => "problem.unusual-uscc",
            Problem::UnusualForm(Identifier::Mobile) => "problem.unusual-mobile",
            Problem::UnusualForm(Identifier::Phone) => "problem.unusual-phone",
            Problem::UnusualForm(Identifier::Email) => "problem.unusual-email",
            Problem::UnusualForm(Identifier::Postcode) => "problem.unusual-postcode",
        }
    }
}

impl FactSheet {
    /// Reads the answers that belong to a track. Faults are listed, all of them.
    pub fn read(
        pack: &RulePack,
        track: &Track,
        answers: &Answers,
        dates: Dates,
    ) -> (FactSheet, Vec<Fault>) {
        let mut sheet = FactSheet::default();
        let mut faults = Vec::new();
        for (id, answer) in answers {
            let known = crate::pack::track_facts(track).any(|f| f == id);
            let Some(fact) = pack.fact(id).filter(|_| known) else {
                Reader { fact: id, dates, faults: &mut faults }.fault("", Problem::NoSuchFact);
                continue;
            };
            let (value, found) = value_of(fact, answer, dates);
            sheet.values.extend(value.map(|value| (id.clone(), value)));
            faults.extend(found);
        }
        (sheet, faults)
    }

    /// The value of a fact, if it is known.
    pub fn get(&self, fact: &str) -> Option<&Value> {
        self.values.get(fact)
    }
}

/// The value of one answer, and what is wrong with it.
pub fn value_of(fact: &Fact, answer: &Answer, dates: Dates) -> (Option<Value>, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut reader = Reader { fact: &fact.id, dates, faults: &mut faults };
    let value = if answer.is_unknown() { None } else { reader.value(&fact.kind, answer) };
    (value, faults)
}

struct Reader<'a> {
    fact: &'a str,
    dates: Dates,
    faults: &'a mut Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, within: &str, problem: Problem) {
        let fault = Fault { fact: self.fact.to_owned(), within: within.to_owned(), problem };
        self.faults.push(fault);
    }

    fn value(&mut self, kind: &Kind, answer: &Answer) -> Option<Value> {
        match (kind, answer) {
            (Kind::YesNo, Answer::Bool(yes)) => Some(Value::Bool(*yes)),
            (Kind::Choice(choice), Answer::Text(option)) => {
                self.option("", choice, option).map(Value::Choice)
            }
            (Kind::Choices(choice), Answer::Options(options)) => self.options(choice, options),
            (Kind::Amount(kind), Answer::Amount(typed)) => self.amount(kind, typed),
            (Kind::Date(kind), Answer::Text(text)) => self.date("", kind.past, text),
            (Kind::Text(_), Answer::Text(text)) => Some(Value::Text(text.clone())),
            (Kind::Identifier(identifier), Answer::Text(text)) => {
                Some(self.identifier(*identifier, text))
            }
            (Kind::Records(records), Answer::Items(items)) => self.records(records, items),
            (Kind::Records(records), Answer::Options(none)) if none.is_empty() => {
                self.records(records, &[])
            }
            (Kind::Table(_), Answer::Items(_)) => None,
            (Kind::Table(_), Answer::Options(none)) if none.is_empty() => None,
            _ => {
                self.fault("", Problem::WrongType);
                None
            }
        }
    }

    fn option(&mut self, within: &str, choice: &Choice, id: &str) -> Option<usize> {
        let place = choice.options.iter().position(|o| o.id == id);
        if place.is_none() {
            self.fault(within, Problem::NoSuchOption);
        }
        place
    }

    fn options(&mut self, choice: &Choice, ids: &[String]) -> Option<Value> {
        let places: Option<Vec<usize>> = ids.iter().map(|id| self.option("", choice, id)).collect();
        places.map(Value::Choices)
    }

    fn amount(&mut self, kind: &AmountKind, typed: &TypedAmount) -> Option<Value> {
        let unit = Unit::named(&typed.unit);
        if !unit.converts_to(&Unit::named(&kind.unit)) {
            self.fault("", Problem::WrongUnit);
            return None;
        }
        match Amount::parse(&typed.value, &unit) {
            Err(AmountError::Syntax) => self.fault("", Problem::NotANumber),
            Err(AmountError::Precision) => self.fault("", Problem::TooPrecise),
            Ok(amount) if amount.is_negative() && !kind.negative => {
                self.fault("", Problem::Negative);
            }
            Ok(amount) if kind.whole && !amount.is_whole() => self.fault("", Problem::NotWhole),
            Ok(amount) => return Some(Value::Amount(amount)),
        }
        None
    }

    fn date(&mut self, within: &str, past: bool, text: &str) -> Option<Value> {
        match date::parse(text) {
            None => self.fault(within, Problem::NotADate),
            Some(day) if past && day > self.dates.on => self.fault(within, Problem::Future),
            Some(day) => return Some(Value::Date(day)),
        }
        None
    }

    fn identifier(&mut self, identifier: Identifier, text: &str) -> Value {
        use crate::logic::identifier as form;
        let text = form::tidy(text);
        let usual = match identifier {
            Identifier::Uscc => form::uscc(&text) != form::Uscc::WrongForm,
            Identifier::Mobile => form::mobile(&text),
            Identifier::Phone => form::phone(&text),
            Identifier::Email => form::email(&text),
            Identifier::Postcode => form::postcode(&text),
        };
        if !usual {
            self.fault("", Problem::UnusualForm(identifier));
        } else if identifier == Identifier::Uscc && form::uscc(&text) == form::Uscc::WrongCheck {
            self.fault("", Problem::CheckCharacter);
        }
        Value::Text(text)
    }

    fn records(&mut self, records: &Records, items: &[Item]) -> Option<Value> {
        let mut by_kind: BTreeMap<String, Vec<Record>> =
            records.kinds.iter().map(|kind| (kind.id.clone(), Vec::new())).collect();
        for (at, item) in items.iter().enumerate() {
            let kind = field_text(item, "kind");
            if !by_kind.contains_key(kind) && !records.kinds.iter().any(|k| k.id == kind) {
                self.fault(&format!("[{at}].kind"), Problem::NoSuchField);
                continue;
            }
            if marked(item, "unknown") || marked(item, "unanswered") {
                by_kind.remove(kind);
                continue;
            }
            let record = self.record(records, at, item);
            if let Some(list) = by_kind.get_mut(kind) {
                list.push(record);
            }
        }
        Some(Value::Records(by_kind))
    }

    fn record(&mut self, records: &Records, at: usize, item: &Item) -> Record {
        let mut record = Record::new();
        let kind = records.kinds.iter().position(|k| k.id == field_text(item, "kind"));
        record.extend(kind.map(|place| ("kind".to_owned(), Value::Choice(place))));
        for (name, field) in item.iter().filter(|(name, _)| *name != "kind") {
            let within = format!("[{at}].{name}");
            match records.fields.iter().find(|f| f.id == *name) {
                None => self.fault(&within, Problem::NoSuchField),
                Some(known) => {
                    if let Some(value) = self.field(&within, known, field) {
                        record.insert(name.clone(), value);
                    }
                }
            }
        }
        record
    }

    fn field(&mut self, within: &str, known: &RecordField, field: &Field) -> Option<Value> {
        match (&known.kind, field) {
            (_, Field::Text(text)) if text.trim().is_empty() => None,
            (Kind::YesNo, Field::Bool(yes)) => Some(Value::Bool(*yes)),
            (Kind::Choice(choice), Field::Text(id)) => {
                self.option(within, choice, id).map(Value::Choice)
            }
            (Kind::Date(kind), Field::Text(text)) => self.date(within, kind.past, text),
            (Kind::Text(_), Field::Text(text)) => Some(Value::Text(text.clone())),
            _ => {
                self.fault(within, Problem::WrongType);
                None
            }
        }
    }
}
