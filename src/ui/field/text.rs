//! F7. The two native inputs that need care: text while it is composed, and a list with its choice.

use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::web::rest;

/// Properties of [`TextInput`].
#[derive(Clone, PartialEq, Properties)]
pub struct TextInputProps {
    /// Id of the element.
    pub id: AttrValue,
    /// Text from the state, exactly as typed.
    pub value: AttrValue,
    /// Told every text typed.
    pub oninput: Callback<String>,
    /// Told when the person leaves it.
    #[prop_or_default]
    pub onleave: Callback<()>,
    /// Class besides `field`.
    #[prop_or_default]
    pub class: AttrValue,
    /// Keyboard of a telephone.
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
    /// Name where no label points here.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// Ids of what describes it.
    #[prop_or_default]
    pub described: Option<AttrValue>,
    /// Whether its text cannot be used.
    #[prop_or_default]
    pub invalid: bool,
    /// More than one line.
    #[prop_or_default]
    pub long: bool,
}

/// What is known of an input while somebody types.
#[derive(Default)]
struct Typing {
    own: Option<String>,
    focused: bool,
    onleave: Callback<()>,
}

/// A text input that never rewrites what is being typed.
///
/// While it has the focus its own text is the truth: a render that still carries the text of the
/// keystroke before would otherwise disturb the composition of Chinese characters.
#[component]
pub fn TextInput(props: &TextInputProps) -> Html {
    let typing = use_mut_ref(Typing::default);
    let value = typing.borrow().own.clone().unwrap_or_else(|| props.value.to_string());
    typing.borrow_mut().onleave = props.onleave.clone();
    let oninput = {
        let (typing, told) = (typing.clone(), props.oninput.clone());
        Callback::from(move |event: InputEvent| {
            let typed = typed(&event);
            if typing.borrow().focused {
                typing.borrow_mut().own = Some(typed.clone());
            }
            told.emit(typed);
        })
    };
    let onfocus = {
        let typing = typing.clone();
        Callback::from(move |event: FocusEvent| {
            let mut typing = typing.borrow_mut();
            typing.focused = true;
            typing.own = Some(typed(&event));
        })
    };
    let anew = use_force_update();
    let onblur = Callback::from(move |_: FocusEvent| {
        typing.borrow_mut().focused = false;
        let (typing, anew) = (typing.clone(), anew.clone());
        // Before the rest of the program is here the state does not have this text.
        rest::when_here(move || {
            // It may have another by then: another window may have answered as well.
            if !typing.borrow().focused {
                typing.borrow_mut().own = None;
                anew.force_update();
            }
            let onleave = typing.borrow().onleave.clone();
            onleave.emit(());
        });
    });
    let class = classes!("field", props.class.to_string());
    let (id, name, described) = (props.id.clone(), props.name.clone(), props.described.clone());
    let invalid = props.invalid.then_some("true");
    match props.long {
        true => html! {
            <textarea {class} {id} rows="5" {value} aria-label={name} aria-describedby={described}
                aria-invalid={invalid} {oninput} {onfocus} {onblur} />
        },
        false => html! {
            <input {class} {id} autocomplete="off" {value} inputmode={props.inputmode.clone()}
                aria-label={name} aria-describedby={described} aria-invalid={invalid}
                {oninput} {onfocus} {onblur} />
        },
    }
}

fn typed(event: &Event) -> String {
    if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
        return input.value();
    }
    event.target_dyn_into::<HtmlTextAreaElement>().map(|area| area.value()).unwrap_or_default()
}

/// Properties of [`SelectInput`].
#[derive(Clone, PartialEq, Properties)]
pub struct SelectInputProps {
    /// Id of the element.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Value chosen.
    pub value: AttrValue,
    /// Value and words of each option.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// Told the value chosen.
    pub onchange: Callback<String>,
    /// Name where no label points here.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// Ids of what describes it.
    #[prop_or_default]
    pub described: Option<AttrValue>,
}

/// A list of options. What is chosen is set on the element itself: the `selected` attribute of an
/// option has no effect once the person has chosen.
#[component]
pub fn SelectInput(props: &SelectInputProps) -> Html {
    let node = use_node_ref();
    {
        let (node, value) = (node.clone(), props.value.clone());
        use_effect(move || {
            if let Some(select) = node.cast::<HtmlSelectElement>()
                && select.value() != *value
            {
                select.set_value(&value);
            }
        });
    }
    let told = props.onchange.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            told.emit(select.value());
        }
    });
    html! {
        <select class="field" ref={node} id={props.id.clone()} aria-label={props.name.clone()}
            aria-describedby={props.described.clone()} {onchange}>
            { for props.options.iter().map(|(value, words)| html! {
                <option key={value.to_string()} value={value.clone()}>{ words.clone() }</option>
            }) }
        </select>
    }
}
