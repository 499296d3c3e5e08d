//! F7. A question with its input: title, clauses, why, help, the input for its kind, what is wrong.
//!
//! The interview and the verdict ask with it, and the particulars of the form use it plain.

mod amount;
mod choice;
pub mod messages;
mod records;
mod table;
pub mod text;
mod typed;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::{Action, Case};
use crate::engine::answer::Answer;
use crate::logic::date;
use crate::pack::raw::{Fact, Kind, Text};
use crate::ui::Shell;
use crate::ui::clause::ClauseTarget;
use crate::ui::parts::{chip_row, sprite};
use crate::web::rest;

/// From so many options on a list is easier to read than a column of circles.
const MOST_CIRCLES: usize = 8;

/// Properties of [`Field`].
#[derive(Clone, Properties)]
pub struct FieldProps {
    /// What every page gets.
    pub shell: Shell,
    /// The case.
    pub case: Rc<Case>,
    /// The fact asked for.
    pub fact: String,
    /// The compact form field: its label instead of the question, without clauses, why, where to
    /// find it, and "I do not know".
    #[prop_or_default]
    pub plain: bool,
    /// Whether an unusable answer is marked at once rather than when the person leaves the input.
    #[prop_or_default]
    pub reviewed: bool,
    /// Questions that follow under this one.
    #[prop_or_default]
    pub children: Html,
}

impl PartialEq for FieldProps {
    fn eq(&self, other: &Self) -> bool {
        // Before the rest of the program is here only the browser knows what is ticked: nothing is
        // drawn over it.
        let same = self.shell == other.shell && Rc::ptr_eq(&self.case, &other.case);
        (same || rest::is_to_come())
            && self.fact == other.fact
            && self.plain == other.plain
            && self.reviewed == other.reviewed
            && self.children == other.children
    }
}

/// What the input of a kind gets. The callbacks depend on the fact alone, so they are not compared.
#[derive(Clone, Properties)]
pub struct Input {
    shell: Shell,
    case: Rc<Case>,
    fact: String,
    id: String,
    described: Option<AttrValue>,
    invalid: bool,
    plain: bool,
    set: Callback<Option<Answer>>,
    left: Callback<()>,
}

impl PartialEq for Input {
    fn eq(&self, other: &Self) -> bool {
        self.shell == other.shell
            && Rc::ptr_eq(&self.case, &other.case)
            && self.fact == other.fact
            && self.described == other.described
            && self.invalid == other.invalid
            && self.plain == other.plain
    }
}

impl Input {
    fn answer(&self) -> Option<&Answer> {
        self.case.dossier.answers.get(&self.fact)
    }

    fn echo_id(&self) -> String {
        format!("q-{}-echo", self.fact)
    }

    fn unknown(&self) -> bool {
        self.answer().is_some_and(Answer::is_unknown)
    }

    /// The text of an answer that is one.
    fn text(&self) -> &str {
        match self.answer() {
            Some(Answer::Text(text)) => text,
            _ => "",
        }
    }
}

/// How the title and the input belong together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// One input with a label.
    Single,
    /// Options with a legend.
    Options,
    /// Several inputs with a heading.
    Group,
}

fn shape(kind: &Kind) -> Shape {
    match kind {
        Kind::Choice(choice) if choice.options.len() > MOST_CIRCLES => Shape::Single,
        Kind::YesNo | Kind::Choice(_) | Kind::Choices(_) => Shape::Options,
        Kind::Records(_) | Kind::Table(_) => Shape::Group,
        Kind::Amount(_) | Kind::Date(_) | Kind::Text(_) | Kind::Identifier(_) => Shape::Single,
    }
}

/// A question with its input. The whole of it is `#q-{fact}`, its first input `#q-{fact}-in`.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let left = use_state_eq(|| props.case.dossier.answers.contains_key(&props.fact));
    let id = format!("q-{}", props.fact);
    let Some(fact) = props.case.file.pack.fact(&props.fact) else {
        return html! { <div {id}></div> };
    };
    let errors = match *left || props.reviewed {
        true => messages::errors(&props.shell, &props.case, fact),
        false => Vec::new(),
    };
    let shape = shape(&fact.kind);
    let invalid = !errors.is_empty();
    // Records say beside each of their inputs what is wrong with it.
    let apart = matches!(fact.kind, Kind::Records(_));
    let error = errors.first().filter(|_| !apart).map(|wrong| wrong.text.clone());
    let described = described(&id, fact, props.plain, invalid);
    let input = input(props, &id, described.clone(), invalid, &left);
    let title = title(props, fact);
    let body = html! {
        <>
            { lead(props, fact, &id) }
            <p class="error" id={format!("{id}-error")} hidden={error.is_none()}>
                { sprite("failed") }<span>{ error }</span>
            </p>
            { control(&input, fact) }
            { messages::remarks(&props.shell, &props.case, &props.fact) }
            <div class="follow" hidden={props.children == Html::default()}>
                { props.children.clone() }
            </div>
        </>
    };
    let marked = invalid.then_some("true");
    match shape {
        Shape::Single => html! {
            <div class="q" {id} data-invalid={marked}>
                <label class="q-title" for={input.id.clone()}>{ title }</label>{ body }
            </div>
        },
        Shape::Options => html! {
            <fieldset class="q" {id} data-invalid={marked} aria-describedby={described}>
                <legend class="q-title">{ title }</legend>{ body }
            </fieldset>
        },
        Shape::Group => html! {
            <div class="q" id={id.clone()} role="group" aria-labelledby={format!("{id}-h")}
                data-invalid={marked}>
                <p class="q-title" id={format!("{id}-h")}>{ title }</p>{ body }
            </div>
        },
    }
}

fn title(props: &FieldProps, fact: &Fact) -> String {
    let words = &props.shell.words;
    let asked = fact.question.as_ref().filter(|_| !props.plain);
    let title = words.pick(asked.unwrap_or(&fact.label)).to_owned();
    match props.plain && fact.optional {
        true => props.shell.say("application.optional", &[("label", &title)]),
        false => title,
    }
}

fn described(id: &str, fact: &Fact, plain: bool, invalid: bool) -> Option<AttrValue> {
    let mut ids = Vec::new();
    if fact.help.is_some() {
        ids.push(format!("{id}-help"));
    }
    if fact.find.is_some() && !plain {
        ids.push(format!("{id}-find"));
    }
    if invalid {
        ids.push(format!("{id}-error"));
    }
    if shape(&fact.kind) == Shape::Single {
        ids.push(format!("{id}-echo"));
    }
    (!ids.is_empty()).then(|| AttrValue::from(ids.join(" ")))
}

fn input(
    props: &FieldProps,
    id: &str,
    described: Option<AttrValue>,
    invalid: bool,
    left: &UseStateHandle<bool>,
) -> Input {
    let (send, fact) = (props.shell.send.clone(), props.fact.clone());
    let set = Callback::from(move |answer| {
        send.emit(Action::Answered { fact: fact.clone(), answer });
    });
    let setter = left.setter();
    Input {
        shell: props.shell.clone(),
        case: props.case.clone(),
        fact: props.fact.clone(),
        id: format!("{id}-in"),
        described,
        invalid,
        plain: props.plain,
        set,
        left: Callback::from(move |()| setter.set(true)),
    }
}

fn control(input: &Input, fact: &Fact) -> Html {
    match &fact.kind {
        Kind::YesNo => choice::yes_no(input),
        Kind::Choice(options) if options.options.len() > MOST_CIRCLES => {
            choice::list(input, options)
        }
        Kind::Choice(options) => choice::circles(input, options),
        Kind::Choices(options) => choice::boxes(input, options),
        Kind::Amount(_) => html! { <amount::Amount ..input.clone() /> },
        Kind::Date(_) | Kind::Text(_) | Kind::Identifier(_) => {
            html! { <typed::Typed ..input.clone() /> }
        }
        Kind::Records(kinds) => records::records(input, kinds),
        Kind::Table(table) => table::table(input, table),
    }
}

/// Clauses, why it is asked, help, where to find the answer.
fn lead(props: &FieldProps, fact: &Fact, id: &str) -> Html {
    let shell = &props.shell;
    let say = |text: &Option<Text>| text.as_ref().map(|text| shell.words.pick(text).to_owned());
    let (help, find) = (say(&fact.help), say(&fact.find).filter(|_| !props.plain));
    let find = find.map(|find| shell.say("field.find", &[("find", &find)]));
    let year = year(shell, &props.case, &fact.id);
    html! {
        <>
            { if !props.plain { meta(props, fact, say(&fact.why)) } else { Html::default() } }
            <p class="q-help" id={format!("{id}-help")} hidden={help.is_none()}>{ help }</p>
            <p class="q-find" hidden={year.is_none()}>{ year }</p>
            <p class="q-find" id={format!("{id}-find")} hidden={find.is_none()}>{ find }</p>
        </>
    }
}

fn meta(props: &FieldProps, fact: &Fact, why: Option<String>) -> Html {
    let shell = &props.shell;
    let labels = fact.cite.iter().filter_map(|id| props.case.file.pack.citation(id));
    let chips: Vec<(AttrValue, ClauseTarget)> = labels
        .map(|citation| (citation.label.clone().into(), ClauseTarget::Fact(fact.id.clone())))
        .collect();
    html! {
        <div class="q-meta">
            { chip_row(shell, chips) }
            <details class="more" hidden={why.is_none()}>
                <summary>{ shell.t("field.why") }</summary>
                <div class="more-body"><p>{ why }</p></div>
            </details>
            { clear(props, fact) }
        </div>
    }
}

/// Takes back an answer that cannot be emptied in the input itself.
fn clear(props: &FieldProps, fact: &Fact) -> Html {
    let clearable = match &fact.kind {
        Kind::YesNo | Kind::Records(_) => true,
        Kind::Choice(choice) => choice.options.len() <= MOST_CIRCLES,
        _ => false,
    };
    let answered = props.case.dossier.answers.contains_key(&fact.id);
    let (send, id) = (props.shell.send.clone(), fact.id.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        // The button goes with the answer; the focus stays at the question.
        crate::web::page::focus_soon(format!("q-{id}-in"));
        send.emit(Action::Answered { fact: id.clone(), answer: None });
    });
    html! {
        <button type="button" class="link" hidden={!clearable || !answered} {onclick}>
            { props.shell.t("field.clear") }
        </button>
    }
}

/// Which calendar year a question about "the last full year" means on the day of assessment.
fn year(shell: &Shell, case: &Case, fact: &str) -> Option<String> {
    let (this, _, _) = date::parts(case.found.dates.on);
    let (key, back) = match fact.rsplit_once('-')? {
        (_, "y1") => ("field.year-1", 1),
        (_, "y2") => ("field.year-2", 2),
        _ => return None,
    };
    Some(shell.say(key, &[("year", &(this - back).to_string())]))
}

/// "I do not know", at the end of a single input.
fn unknown_box(input: &Input, checked: bool, toggled: Callback<bool>) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let target = event.target_dyn_into::<web_sys::HtmlInputElement>();
        toggled.emit(target.is_some_and(|target| target.checked()));
    });
    html! {
        <label class="opt" hidden={input.plain}>
            <input type="checkbox" {checked} {onchange} />
            <span>{ input.shell.t("field.unknown") }</span>
        </label>
    }
}
