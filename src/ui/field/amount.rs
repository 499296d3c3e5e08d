//! F7. An amount: the number as typed, its unit, and both read back in words.

use yew::prelude::*;

use crate::app::view;
use crate::engine::answer::{Answer, TypedAmount};
use crate::logic::value::{Amount as Exact, Unit};
use crate::pack::raw::Kind;
use crate::ui::Shell;
use crate::ui::field::text::{SelectInput, TextInput};
use crate::ui::field::{Input, unknown_box};
use crate::words::telling;

/// An amount with its unit.
#[component]
pub fn Amount(props: &Input) -> Html {
    // What was typed outlives "I do not know", and the unit an empty input.
    let kept = use_mut_ref(String::new);
    let unit = use_state(|| unit_of_kind(props));
    let typed = match props.answer() {
        Some(Answer::Amount(typed)) => Some(typed.clone()),
        _ => None,
    };
    if let Some(typed) = &typed {
        kept.replace(typed.value.clone());
    } else if !props.unknown() {
        kept.replace(String::new());
    }
    let chosen = typed.as_ref().map_or_else(|| (*unit).clone(), |typed| typed.unit.clone());
    let answer = |value: String, unit: String| {
        (!value.is_empty()).then_some(Answer::Amount(TypedAmount { value, unit }))
    };
    let oninput = {
        let (set, unit) = (props.set.clone(), chosen.clone());
        Callback::from(move |value: String| set.emit(answer(value, unit.clone())))
    };
    let onchange = {
        let (set, unit, typed) = (props.set.clone(), unit.clone(), typed.clone());
        Callback::from(move |name: String| {
            unit.set(name.clone());
            if let Some(typed) = &typed {
                set.emit(answer(typed.value.clone(), name));
            }
        })
    };
    let toggled = {
        let (set, kept, unit) = (props.set.clone(), kept.clone(), chosen.clone());
        Callback::from(move |on: bool| {
            let back = || answer(kept.borrow().clone(), unit.clone());
            set.emit(if on { Some(Answer::UNKNOWN) } else { back() });
        })
    };
    // A unit that was typed after the number belongs into the list of units.
    let onleave = {
        let (set, left, unit) = (props.set.clone(), props.left.clone(), unit.clone());
        let family = names(props);
        let typed = typed.clone();
        Callback::from(move |()| {
            let apart = typed.as_ref().and_then(|t| view::taken_apart(&t.value, &family));
            if let Some((number, name)) = apart {
                unit.set(name.clone());
                set.emit(answer(number, name));
            }
            left.emit(());
        })
    };
    let value = kept.borrow().clone();
    html! {
        <>
            <div class="q-field inputs">
                <TextInput id={props.id.clone()} class="num" inputmode="decimal" {value} {oninput}
                    described={props.described.clone()} invalid={props.invalid}
                    {onleave} />
                { unit_list(props, chosen, onchange) }
                { unknown_box(props, props.unknown(), toggled) }
            </div>
            <output class="echo" id={props.echo_id()} for={props.id.clone()}>
                { typed.map(|typed| echo(&props.shell, &typed)) }
            </output>
        </>
    }
}

fn unit_of_kind(input: &Input) -> String {
    match input.case.file.pack.fact(&input.fact).map(|fact| &fact.kind) {
        Some(Kind::Amount(kind)) => kind.unit.clone(),
        _ => String::new(),
    }
}

/// The units of the family; a lone one is only named.
fn unit_list(input: &Input, value: String, onchange: Callback<String>) -> Html {
    let options = units(input);
    match options.as_slice() {
        [(_, words)] => html! { <span class="opt">{ words.clone() }</span> },
        _ => html! {
            <SelectInput {value} {options} {onchange} name={input.shell.t("field.unit-name")} />
        },
    }
}

fn units(input: &Input) -> Vec<(AttrValue, AttrValue)> {
    let shown = |name: String| {
        let word = input.shell.t(&format!("unit.{name}"));
        let words = match word == name {
            true => word,
            false => input.shell.say("field.unit", &[("name", &name), ("word", &word)]),
        };
        (AttrValue::from(name), AttrValue::from(words))
    };
    names(input).into_iter().map(shown).collect()
}

/// The units in which an amount may be given. Rooms are measured in ㎡ alone, not like fields.
fn names(input: &Input) -> Vec<String> {
    let unit = unit_of_kind(input);
    match unit.as_str() {
        "㎡" => vec![unit],
        _ => Unit::named(&unit).family_names(),
    }
}

/// `9999.99万元，即99,999,900元`: once as typed, once in the other size of the family.
fn echo(shell: &Shell, typed: &TypedAmount) -> String {
    let unit = Unit::named(&typed.unit);
    let Ok(amount) = Exact::parse(&typed.value, &unit) else { return String::new() };
    let tidy = TypedAmount { value: amount.text(&unit), unit: typed.unit.clone() };
    let told = telling::amount(&tidy, &shell.words);
    let names = unit.family_names();
    let base = names.first().filter(|base| **base != typed.unit);
    match base {
        Some(base) => {
            let number = grouped(&amount.text(&Unit::named(base)));
            let word = shell.t(&format!("unit.{base}"));
            shell.say("field.echo", &[("told", &told), ("number", &number), ("unit", &word)])
        }
        None => told,
    }
}

/// Digits in groups of three, which large numbers need to be read at all.
fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_once('.').map_or((number, None), |(w, f)| (w, Some(f)));
    let digits = whole.trim_start_matches('-');
    let count = digits.chars().count();
    let mut out = String::from(if digits.len() < whole.len() { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (count - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(rest) = rest {
        out.push('.');
        out.push_str(rest);
    }
    out
}
