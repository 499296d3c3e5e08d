//! F7. Taking in a file: by a button, or dropped anywhere on the page.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::ui::PageProps;
use crate::web;

/// The drop zone and its button.
#[component]
pub fn Import(props: &PageProps) -> Html {
    let shell = &props.shell;
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
        let send = shell.send.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let file = input.files().and_then(|files| files.get(0));
            // The same file may be chosen again after it was put right.
            input.set_value("");
            if let Some(file) = file {
                web::page::open_file(file, send.clone());
            }
        })
    };
    html! {
        <div class="drop">
            <p>{ shell.t("dossiers.drop") }</p>
            <p class="actions">
                <input type="file" accept=".json,application/json" hidden=true ref={picker}
                    {onchange} />
                <button type="button" class="btn" {onclick}>{ shell.t("dossiers.choose") }</button>
            </p>
        </div>
    }
}
