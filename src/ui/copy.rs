//! F7. A text to copy, with a way that works where there is no clipboard.

use yew::prelude::*;

use crate::ui::Shell;
use crate::web;

/// Properties of [`CopyBox`].
#[derive(Clone, PartialEq, Properties)]
pub struct CopyBoxProps {
    /// What every page gets.
    pub shell: Shell,
    /// Id of the text, never used twice on a page.
    pub id: AttrValue,
    /// The text.
    pub text: AttrValue,
    /// What the button says.
    pub label: AttrValue,
}

/// A text with a button that copies it. On plain http there is no clipboard: then the text is
/// selected, for the person to copy.
#[component]
pub fn CopyBox(props: &CopyBoxProps) -> Html {
    let copied = use_state(|| None::<bool>);
    let onclick = {
        let (copied, text, id) = (copied.setter(), props.text.to_string(), props.id.clone());
        Callback::from(move |_: MouseEvent| {
            let (copied, id) = (copied.clone(), id.clone());
            let done = Callback::from(move |worked: bool| {
                copied.set(Some(worked));
                if !worked {
                    web::page::select(&id);
                }
            });
            web::page::copy(text.clone(), done);
        })
    };
    let told = match *copied {
        None => String::new(),
        Some(true) => props.shell.t("result.copied"),
        Some(false) => props.shell.t("result.copy-by-hand"),
    };
    html! {
        <div class="copybox">
            <p id={props.id.clone()}>{ props.text.clone() }</p>
            <span>
                <button type="button" class="btn" aria-describedby={props.id.clone()} {onclick}>
                    { props.label.clone() }
                </button>
            </span>
            <output class="small muted">{ told }</output>
        </div>
    }
}
