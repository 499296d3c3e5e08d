//! F7. The line below the bar: a new version is ready. It is taken when the person says so.

use yew::prelude::*;

use crate::app::{Action, Update};
use crate::ui::PageProps;

/// The line; empty where there is no news.
#[component]
pub fn News(props: &PageProps) -> Html {
    let shell = &props.shell;
    let send = shell.send.clone();
    let onclick = Callback::from(move |_: MouseEvent| send.emit(Action::WantedUpdate));
    let told = match shell.state.update {
        Update::None => None,
        Update::Ready => Some(html! {
            <p>
                { shell.t("update.ready") }{ " " }
                <button type="button" class="link" {onclick}>{ shell.t("update.take") }</button>
            </p>
        }),
        Update::Wanted | Update::Taken => Some(html! { <p>{ shell.t("update.taking") }</p> }),
    };
    html! { <div class="news no-print" role="status">{ told }</div> }
}
