//! F7. Taking in a file: by a button, or dropped anywhere on the page.

use yew::prelude::*;

use crate::ui::PageProps;
use crate::ui::picker::FilePicker;

/// The drop zone and its button.
#[component]
pub fn Import(props: &PageProps) -> Html {
    let shell = &props.shell;
    html! {
        <div class="drop">
            <p>{ shell.t("dossiers.drop") }</p>
            <FilePicker shell={shell.clone()} label={shell.t("dossiers.choose")} />
        </div>
    }
}
