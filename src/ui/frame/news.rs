//! F7. The lines below the bar: a new version is ready, taken when the person says so; what is on the
//! screen is a sample.

use yew::prelude::*;

use crate::app::route::Route;
use crate::app::{Action, Update};
use crate::ui::Shell;

/// The line; empty where there is no news.
pub fn news(shell: &Shell) -> Html {
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

/// That the case is a sample, on each of its pages, with the way to one's own and the way to be rid
/// of it.
pub fn sample(shell: &Shell) -> Html {
    let case = shell.state.case.as_ref().filter(|case| case.dossier.sample.is_some());
    let Some(case) = case else { return Html::default() };
    let (pack, track) = (case.dossier.pack.id.clone(), case.dossier.track.clone());
    let own = Route::Track { pack, track }.fragment();
    let (send, id) = (shell.send.clone(), case.dossier.id.clone());
    let onclick = Callback::from(move |_: MouseEvent| send.emit(Action::Deleted(id.clone())));
    html! {
        <aside class="news sample no-print" aria-label={shell.t("sample.mark")}>
            <p>
                <b>{ crate::app::view::title(&case.dossier, &shell.words) }</b>{ " " }
                { shell.t("sample.notice") }{ " " }
                <a href={own}>{ shell.t("sample.own") }</a>{ " " }
                <button type="button" class="link" {onclick}>{ shell.t("sample.delete") }</button>
            </p>
        </aside>
    }
}
