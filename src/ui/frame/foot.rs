//! F7. The foot: legal force of the text and what the result is not; messages over the page.

use yew::prelude::*;

use crate::app::route::Route;
use crate::app::{Action, Loaded};
use crate::engine::assessment::LegalForce;
use crate::ui::Shell;
use crate::ui::parts::sprite;
use crate::web;

/// The foot.
pub fn foot(shell: &Shell) -> Html {
    let state = &shell.state;
    let file = match (&state.case, &state.route) {
        (Some(case), _) => Some(&case.file),
        (None, Route::Track { pack, .. }) => state.packs.get(pack).and_then(Loaded::ready),
        (None, _) => None,
    };
    let source = file.and_then(|file| file.pack.source());
    let on = state.case.as_ref().map_or(state.today, |case| case.found.dates.on);
    let force = source.map(|source| {
        let force = LegalForce::of(&source.force, on);
        (force, force.notice(source))
    });
    let own = file.filter(|file| file.pack.is_own());
    html! {
        <footer class="foot">
            if own.is_some() {
                <p>
                    <span class="force">{ shell.t("own.mark") }</span>{ " " }{ shell.t("own.notice") }
                </p>
            }
            if let Some((force, notice)) = force {
                <p>
                    <span class="force">{ shell.t(force.key()) }</span>{ " " }
                    { shell.words.pick(notice) }
                </p>
            }
            <p>{ shell.t("frame.disclaimer") }</p>
        </footer>
    }
}

/// Messages: what was done, with its undo, or what did not work.
pub fn toasts(shell: &Shell) -> Html {
    let send = |action: Action| {
        let send = shell.send.clone();
        // The button goes with its message.
        Callback::from(move |_: MouseEvent| {
            web::page::rest("main");
            send.emit(action.clone());
        })
    };
    let toast = shell.state.toast.as_ref().map(|toast| {
        let args: Vec<(&str, &str)> =
            toast.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        html! {
            <div class="toast" role={toast.fault.then_some("alert")}>
                <span>{ shell.say(toast.key, &args) }</span>
                <button type="button" hidden={toast.undo.is_empty()}
                    onclick={send(Action::UndidDeletion)}>
                    { shell.t("frame.undo") }
                </button>
                <button type="button" aria-label={shell.t("frame.close")}
                    onclick={send(Action::ClosedToast)}>
                    { sprite("close") }
                </button>
            </div>
        }
    });
    html! { <div class="toasts" role="status" aria-live="polite">{ toast }</div> }
}
