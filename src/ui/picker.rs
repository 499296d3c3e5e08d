//! F7. The button that opens a file, a saved record or a pack: the browser's own file input behind a button of ours.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::ui::Shell;
use crate::web;

/// Properties of [`FilePicker`].
#[derive(Clone, PartialEq, Properties)]
pub struct FilePickerProps {
    /// What every page gets.
    pub shell: Shell,
    /// On the button.
    pub label: AttrValue,
    /// Whether a rule pack is meant, not a record.
    #[prop_or_default]
    pub pack: bool,
}

/// The button and its input.
#[component]
pub fn FilePicker(props: &FilePickerProps) -> Html {
    let picker = use_node_ref();
    let onclick = {
        let picker = picker.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = picker.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let onchange = {
        let (send, pack) = (props.shell.send.clone(), props.pack);
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let file = input.files().and_then(|files| files.get(0));
            // The same file may be chosen again after it was put right.
            input.set_value("");
            match file {
                Some(file) if pack => web::page::open_pack(file, send.clone()),
                Some(file) => web::page::open_file(file, send.clone()),
                None => {}
            }
        })
    };
    html! {
        <p class="actions">
            <input type="file" accept=".json,application/json" hidden=true ref={picker}
                {onchange} />
            <button type="button" class="btn" {onclick}>{ props.label.clone() }</button>
        </p>
    }
}
