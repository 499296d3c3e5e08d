//! F7. Inputs with options: yes or no, one of several, several.

use yew::prelude::*;

use crate::engine::answer::Answer;
use crate::pack::raw::{Choice, ChoiceOption};
use crate::ui::field::text::SelectInput;
use crate::ui::field::{Input, unknown_box};

/// One option: value, words, line of help.
struct Shown {
    value: String,
    words: String,
    hint: Option<String>,
    chosen: bool,
    answer: Option<Answer>,
}

impl Shown {
    fn plain(value: &str, words: String, chosen: bool, answer: Answer) -> Shown {
        Shown { value: value.to_owned(), words, hint: None, chosen, answer: Some(answer) }
    }
}

/// Yes, no, not known: side by side, with the same weight.
pub fn yes_no(input: &Input) -> Html {
    let is = |wanted: bool| input.answer() == Some(&Answer::Bool(wanted));
    let t = |key: &str| input.shell.t(key);
    let mut list = vec![
        Shown::plain("yes", t("answer.yes"), is(true), Answer::Bool(true)),
        Shown::plain("no", t("answer.no"), is(false), Answer::Bool(false)),
    ];
    if !input.plain {
        list.push(unknown(input));
    }
    options(input, "radio", true, list)
}

fn unknown(input: &Input) -> Shown {
    let words = input.shell.t("field.unknown");
    Shown::plain("unknown", words, input.unknown(), Answer::UNKNOWN)
}

fn shown(input: &Input, option: &ChoiceOption, chosen: bool, answer: Option<Answer>) -> Shown {
    let words = &input.shell.words;
    Shown {
        value: option.id.clone(),
        words: words.pick(&option.label).to_owned(),
        hint: option.hint.as_ref().map(|hint| words.pick(hint).to_owned()),
        chosen,
        answer,
    }
}

/// One of a few.
pub fn circles(input: &Input, choice: &Choice) -> Html {
    let one = |option: &ChoiceOption| {
        let answer = Answer::Text(option.id.clone());
        shown(input, option, input.text() == option.id, Some(answer))
    };
    let mut list: Vec<Shown> = choice.options.iter().map(one).collect();
    if !input.plain {
        list.push(unknown(input));
    }
    options(input, "radio", false, list)
}

/// One of many.
pub fn list(input: &Input, choice: &Choice) -> Html {
    let words = &input.shell.words;
    let mut options = vec![(AttrValue::from(""), AttrValue::from(input.shell.t("field.choose")))];
    options.extend(choice.options.iter().map(|option| {
        (option.id.clone().into(), AttrValue::from(words.pick(&option.label).to_owned()))
    }));
    let set = input.set.clone();
    let onchange = Callback::from(move |id: String| {
        set.emit(Some(id).filter(|id| !id.is_empty()).map(Answer::Text));
    });
    let set = input.set.clone();
    let toggled = Callback::from(move |on: bool| set.emit(on.then_some(Answer::UNKNOWN)));
    let chosen = choice.options.iter().find(|option| option.id == input.text());
    let hint =
        chosen.and_then(|option| option.hint.as_ref()).map(|hint| words.pick(hint).to_owned());
    html! {
            <>
            <div class="q-field inputs">
                <SelectInput id={input.id.clone()} value={input.text().to_owned()} {options} {onchange}
                    described={input.described.clone()} />
                { unknown_box(input, input.unknown(), toggled) }
            </div>
            <output class="echo" id={input.echo_id()} for={input.id.clone()}
     hidden={hint.is_none()}>
    { hint }
    </output>
            </>
        }
}

/// Several of a few; "none of them" and "not known" exclude the others.
pub fn boxes(input: &Input, choice: &Choice) -> Html {
    let chosen: Option<&[String]> = match input.answer() {
        Some(Answer::Options(list)) => Some(list),
        _ => None,
    };
    let has = |id: &String| chosen.is_some_and(|list| list.contains(id));
    let toggled = |id: &String| {
        let of_choice = choice.options.iter().map(|option| &option.id);
        let list: Vec<String> = of_choice.filter(|o| has(o) != (*o == id)).cloned().collect();
        // Taking the last one away is no statement that there are none.
        (!list.is_empty()).then_some(Answer::Options(list))
    };
    let one = |option: &ChoiceOption| shown(input, option, has(&option.id), toggled(&option.id));
    let mut list: Vec<Shown> = choice.options.iter().map(one).collect();
    let none = chosen.is_some_and(<[String]>::is_empty);
    let answer = (!none).then(|| Answer::Options(Vec::new()));
    let words = input.shell.t("field.none-of-these");
    list.push(Shown { value: "none".to_owned(), words, hint: None, chosen: none, answer });
    if !input.plain {
        let answer = (!input.unknown()).then_some(Answer::UNKNOWN);
        list.push(Shown { answer, ..unknown(input) });
    }
    options(input, "checkbox", false, list)
}

fn options(input: &Input, kind: &'static str, across: bool, list: Vec<Shown>) -> Html {
    let class = classes!("q-field", "opts", across.then_some("across"));
    let or_before = list.iter().position(|option| option.value == "none" && kind == "checkbox");
    let name = input.id.clone();
    let one = |(at, option): (usize, Shown)| {
        let (set, answer) = (input.set.clone(), option.answer);
        let onchange = Callback::from(move |_: Event| set.emit(answer.clone()));
        let id = (at == 0).then(|| input.id.clone());
        html! {
            <label class="opt" key={option.value.clone()}>
                <input type={kind} {id} name={name.clone()} value={option.value}
                    checked={option.chosen} {onchange} />
                <span>{ option.words }{ hint(option.hint) }</span>
            </label>
        }
    };
    let mut shown: Vec<Html> = list.into_iter().enumerate().map(one).collect();
    if let Some(place) = or_before {
        let or = html! { <div class="or" key="or">{ input.shell.t("field.or") }</div> };
        shown.insert(place, or);
    }
    html! { <div {class}>{ for shown }</div> }
}

fn hint(hint: Option<String>) -> Html {
    hint.map_or_else(Html::default, |hint| html! { <small>{ hint }</small> })
}
