//! F7. Inputs for one text: dates, texts, identifiers.

use yew::prelude::*;

use crate::engine::answer::Answer;
use crate::logic::date;
use crate::pack::raw::{Identifier, Kind};
use crate::ui::Shell;
use crate::ui::field::text::TextInput;
use crate::ui::field::{Input, unknown_box};

/// A text as typed.
#[component]
pub fn Typed(props: &Input) -> Html {
    // What was typed outlives "I do not know".
    let kept = use_mut_ref(String::new);
    if !props.unknown() {
        kept.replace(props.text().to_owned());
    }
    let kind = props.case.file.pack.fact(&props.fact).map(|fact| &fact.kind);
    let answer = |text: String| (!text.is_empty()).then_some(Answer::Text(text));
    let oninput = {
        let set = props.set.clone();
        Callback::from(move |text: String| set.emit(answer(text)))
    };
    let toggled = {
        let (set, kept) = (props.set.clone(), kept.clone());
        Callback::from(move |on: bool| {
            let back = || answer(kept.borrow().clone());
            set.emit(if on { Some(Answer::UNKNOWN) } else { back() });
        })
    };
    let long = matches!(kind, Some(Kind::Text(text)) if text.long);
    let value = kept.borrow().clone();
    let class = classes!("q-field", (!long && !props.plain).then_some("inputs"));
    html! {
        <>
            <div {class}>
                <TextInput id={props.id.clone()} {value} {oninput} {long} class={width(kind)}
                    inputmode={keyboard(kind)} described={props.described.clone()}
                    invalid={props.invalid} onleave={props.left.clone()} />
                { unknown_box(props, props.unknown(), toggled) }
            </div>
            <output class="echo" id={props.echo_id()} for={props.id.clone()}
                hidden={props.plain && !matches!(kind, Some(Kind::Date(_))) && !long}>
                { kind.map(|kind| echo(&props.shell, kind, props.text(), props.plain)) }
            </output>
        </>
    }
}

fn width(kind: Option<&Kind>) -> &'static str {
    match kind {
        Some(Kind::Date(_) | Kind::Identifier(_)) => "short",
        _ => "",
    }
}

fn keyboard(kind: Option<&Kind>) -> Option<&'static str> {
    match kind {
        Some(Kind::Identifier(Identifier::Email)) => Some("email"),
        Some(Kind::Identifier(Identifier::Mobile | Identifier::Phone)) => Some("tel"),
        Some(Kind::Identifier(Identifier::Postcode)) => Some("numeric"),
        _ => None,
    }
}

fn echo(shell: &Shell, kind: &Kind, text: &str, plain: bool) -> String {
    match kind {
        Kind::Date(_) => day(shell, text, plain),
        Kind::Text(kind) if kind.long && !text.is_empty() => {
            let count = text.chars().filter(|c| !c.is_whitespace()).count();
            let most = kind.most.filter(|most| usize::try_from(*most).is_ok_and(|m| count > m));
            let (n, most) = (count.to_string(), most.map(|most| most.to_string()));
            match most {
                Some(most) => {
                    shell.say("application.characters-over", &[("n", &n), ("most", &most)])
                }
                None => shell.say("field.characters", &[("n", &n)]),
            }
        }
        _ => String::new(),
    }
}

/// A date read back in words; forms that are accepted where nothing was typed.
pub fn day(shell: &Shell, text: &str, plain: bool) -> String {
    match date::parse(text) {
        Some(day) => shell.words.date(day),
        None if plain && text.is_empty() => String::new(),
        None => shell.t("field.date-forms"),
    }
}
