//! F7. Dated records: for each kind none, some or not known, and for some the records themselves.

use yew::prelude::*;

use crate::app::view::{self, RecordState};
use crate::engine::answer::{Answer, Field, Item, field_text};
use crate::pack::raw::{Kind, RecordField, RecordKind, Records};
use crate::ui::clause::ClauseTarget;
use crate::ui::field::text::{SelectInput, TextInput};
use crate::ui::field::{Input, messages, typed};
use crate::ui::parts::{chip_row, sprite};
use crate::web::page;

/// Every kind with its own question.
#[inline(never)]
pub fn records(input: &Input, records: &Records) -> Html {
    let kinds = view::kinds(&input.case, &input.fact, records);
    html! {
        <div class="follow">
            { for kinds.into_iter().enumerate().map(|(at, k)| kind(input, records, k, at)) }
        </div>
    }
}

fn kind(input: &Input, records: &Records, kind: &RecordKind, at: usize) -> Html {
    let shell = &input.shell;
    let answer = input.answer().cloned().unwrap_or_else(|| view::unanswered_records(records));
    let state = view::record_state(&answer, kind);
    let labels = kind.cite.iter().filter_map(|id| input.case.file.pack.citation(id));
    let target = ClauseTarget::Fact(input.fact.clone());
    let chips: Vec<(AttrValue, ClauseTarget)> =
        labels.map(|c| (AttrValue::from(c.label.clone()), target.clone())).collect();
    let id = first_input(input, kind, at);
    let choices = [
        (RecordState::None, "answer.no-record"),
        (RecordState::Some, "field.records-some"),
        (RecordState::Unknown, "field.unknown"),
    ];
    let circle = |(place, (wanted, key)): (usize, (RecordState, &str))| {
        let (set, changed) =
            (input.set.clone(), view::with_record_state(&answer, records, kind, wanted));
        let onchange = Callback::from(move |_: Event| set.emit(Some(changed.clone())));
        html! {
            <label class="opt" key={place}>
                <input type="radio" name={format!("{}-{}", input.id, kind.id)}
                    id={(place == 0).then(|| id.clone())} checked={state == wanted} {onchange} />
                <span>{ shell.t(key) }</span>
            </label>
        }
    };
    html! {
        <fieldset class="q" key={kind.id.clone()}>
            <legend class="q-title">{ shell.words.pick(&kind.question) }</legend>
            <div class="q-meta">{ chip_row(shell, chips) }</div>
            <div class="q-field opts across">
                { for choices.into_iter().enumerate().map(circle) }
            </div>
            <div class="follow" hidden={state != RecordState::Some}>
                { list(input, records, kind, &answer) }
            </div>
        </fieldset>
    }
}

/// Id of the first circle of a kind; that of the whole question for the first kind.
fn first_input(input: &Input, kind: &RecordKind, at: usize) -> String {
    if at == 0 { input.id.clone() } else { format!("{}-{}", input.id, kind.id) }
}

fn list(input: &Input, records: &Records, kind: &RecordKind, answer: &Answer) -> Html {
    let shell = &input.shell;
    let items: Vec<usize> = match view::record_state(answer, kind) {
        RecordState::Some => view::places_of(answer, kind),
        _ => Vec::new(),
    };
    let add = {
        let (set, changed) = (input.set.clone(), view::with_new_record(answer, kind));
        Callback::from(move |_: MouseEvent| set.emit(Some(changed.clone())))
    };
    html! {
        <>
            <p class="muted small">{ shell.t("field.records-empty") }</p>
            <div class="q-field"><ol class="records">
                { for items.iter().enumerate().map(|(n, at)| {
                    record(input, records, kind, answer, n + 1, *at)
                }) }
            </ol>
            <button type="button" class="btn" onclick={add}>{ shell.t("field.add-record") }</button></div>
        </>
    }
}

fn record(
    input: &Input,
    records: &Records,
    kind: &RecordKind,
    answer: &Answer,
    n: usize,
    at: usize,
) -> Html {
    let (shell, n) = (&input.shell, n.to_string());
    let remove = {
        let (set, changed) = (input.set.clone(), view::without_record(answer, kind, at));
        let kinds = view::kinds(&input.case, &input.fact, records);
        let place = kinds.iter().position(|other| other.id == kind.id).unwrap_or_default();
        let first = first_input(input, kind, place);
        Callback::from(move |_: MouseEvent| {
            // The button goes with its record.
            page::rest(&first);
            set.emit(Some(changed.clone()));
        })
    };
    let of_kind = kind.fields.iter().filter_map(|id| records.fields.iter().find(|f| f.id == *id));
    html! {
        <li class="record" key={n.clone()}>
            <div class="record-head">
                <b>{ shell.say("field.record", &[("n", &n)]) }</b>
                <button type="button" class="link" onclick={remove}
                    aria-label={shell.say("field.remove-record", &[("n", &n)])}>
                    { shell.t("field.remove") }
                </button>
            </div>
            <div class="record-fields">
                { for of_kind.map(|field| entry(input, answer, field, at)) }
            </div>
        </li>
    }
}

/// One field of one record.
fn entry(input: &Input, answer: &Answer, field: &RecordField, at: usize) -> Html {
    let shell = &input.shell;
    let id = format!("{}-{at}-{}", input.id, field.id);
    let item = answer.items().get(at);
    let label = shell.words.pick(&field.label).to_owned();
    let help = field.help.as_ref().map(|help| shell.words.pick(help).to_owned());
    let text = item.map_or("", |item| field_text(item, &field.id)).to_owned();
    let set = {
        let (set, answer, name) = (input.set.clone(), answer.clone(), field.id.clone());
        Callback::from(move |value: Option<Field>| {
            set.emit(Some(view::with_record_field(&answer, at, &name, value)));
        })
    };
    let control = match &field.kind {
        Kind::YesNo => return yes_no(input, item, field, &id, label, help, set),
        Kind::Choice(choice) => {
            let mut options = vec![(AttrValue::from(""), shell.t("field.unknown").into())];
            options.extend(choice.options.iter().map(|option| {
                (option.id.clone().into(), shell.words.pick(&option.label).to_owned().into())
            }));
            let onchange = set.reform(|id: String| Some(Field::Text(id)).filter(not_empty));
            html! { <SelectInput id={id.clone()} value={text} {options} {onchange} /> }
        }
        kind => dated(input, kind, field, &id, at, text, &set),
    };
    html! {
        <div key={field.id.clone()}>
            <label class="label" for={id}>{ label }</label>
            { control }
            <p class="muted small" hidden={help.is_none()}>{ help }</p>
        </div>
    }
}

fn not_empty(field: &Field) -> bool {
    !matches!(field, Field::Text(text) if text.is_empty())
}

/// A date or a text, with what is wrong with it.
fn dated(
    input: &Input,
    kind: &Kind,
    field: &RecordField,
    id: &str,
    at: usize,
    text: String,
    set: &Callback<Option<Field>>,
) -> Html {
    let shell = &input.shell;
    let fact = input.case.file.pack.fact(&input.fact);
    let within = format!("[{at}].{}", field.id);
    let mut faults = view::faults(&input.case, &input.fact).into_iter();
    let fault = faults.find(|f| f.within == within).filter(|_| input.invalid);
    let error = fault.and_then(|f| Some(messages::told(shell, &input.case, fact?, f)));
    let invalid = error.is_some();
    let is_date = matches!(kind, Kind::Date(_));
    let described = if invalid { format!("{id}-error") } else { format!("{id}-echo") };
    let oninput = set.reform(|text: String| Some(Field::Text(text)).filter(not_empty));
    html! {
        <>
            <TextInput id={id.to_owned()} value={text.clone()} {oninput} {invalid} {described}
                onleave={input.left.clone()} />
            <p class="error" id={format!("{id}-error")} hidden={!invalid}>
                { sprite("failed") }<span>{ error }</span>
            </p>
            <output class="echo" id={format!("{id}-echo")} for={id.to_owned()} hidden={!is_date}>
                { is_date.then(|| typed::day(shell, &text, false)) }
            </output>
        </>
    }
}

/// Yes, no, or nothing, which is "not known".
fn yes_no(
    input: &Input,
    item: Option<&Item>,
    field: &RecordField,
    id: &str,
    label: String,
    help: Option<String>,
    set: Callback<Option<Field>>,
) -> Html {
    let now = item.and_then(|item| item.get(&field.id));
    let choices = [
        (Some(Field::Bool(true)), "answer.yes"),
        (Some(Field::Bool(false)), "answer.no"),
        (None, "field.unknown"),
    ];
    let circle = |(place, (value, key)): (usize, (Option<Field>, &str))| {
        let (set, checked) = (set.clone(), now == value.as_ref());
        let onchange = Callback::from(move |_: Event| set.emit(value.clone()));
        html! {
            <label class="opt" key={place}>
                <input type="radio" name={id.to_owned()} {checked} {onchange} />
                <span>{ input.shell.t(key) }</span>
            </label>
        }
    };
    html! {
        <div class="wide" key={field.id.clone()}>
            <fieldset>
                <legend class="label">{ label }</legend>
                <p class="muted small" hidden={help.is_none()}>{ help }</p>
                <div class="opts across">{ for choices.into_iter().enumerate().map(circle) }</div>
            </fieldset>
        </div>
    }
}
