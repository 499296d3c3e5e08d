//! F7. A page of a case that is not on the screen: loading, broken, or not here at all.

use yew::prelude::*;

use crate::app::route::Route;
use crate::app::{Action, Failure, Loaded};
use crate::ui::{PageProps, Shell};

/// Shown in place of a page whose case is not there.
#[component]
pub fn NoCase(props: &PageProps) -> Html {
    let shell = &props.shell;
    let state = &shell.state;
    let dossier = state.route.dossier().zip(state.dossiers.ready());
    let dossier = dossier.map(|(id, all)| all.get(id).cloned());
    let inner = match dossier {
        Some(None) => absent(shell),
        Some(Some(dossier)) => match (state.packs.get(&dossier.pack.id), &state.catalogue) {
            (Some(Loaded::Failed(failure)), _) | (_, Loaded::Failed(failure)) => {
                broken(shell, failure)
            }
            (Some(Loaded::Ready(_)), _) => absent(shell),
            _ => bones(shell),
        },
        None => bones(shell),
    };
    html! { <main id="main" tabindex="-1">{ inner }</main> }
}

fn bones(shell: &Shell) -> Html {
    html! {
        <div>
            <h1 class="vh">{ shell.t("result.opening") }</h1>
            <div class="bones" aria-hidden="true">
                <i /><i /><i /><i class="box" /><i /><i /><i class="box" />
            </div>
        </div>
    }
}

fn absent(shell: &Shell) -> Html {
    html! {
        <div class="bare">
            <h1>{ shell.t("result.absent") }</h1>
            <p>{ shell.t("result.absent-help") }</p>
            <p class="actions">
                <a class="btn main" href={Route::Dossiers.fragment()}>{ shell.t("result.to-dossiers") }</a>
            </p>
        </div>
    }
}

fn broken(shell: &Shell, failure: &Failure) -> Html {
    let lines: Vec<String> = match failure {
        Failure::Fetch(reason) | Failure::Storage(reason) => vec![reason.clone()],
        Failure::Pack(faults) => {
            let told = |fault: &crate::pack::diagnostic::Diagnostic| {
                let (message, hint) = (&fault.message, &fault.hint);
                let (message, hint) = (shell.words.pick(message), shell.words.pick(hint));
                format!("{} – {message} {hint}", fault.place)
            };
            faults.iter().map(told).collect()
        }
    };
    let send = shell.send.clone();
    let again = Callback::from(move |_: MouseEvent| send.emit(Action::Retried));
    let items =
        lines.iter().enumerate().map(|(at, line)| html! { <li key={at}>{ line.clone() }</li> });
    html! {
        <div class="bare" role="alert">
            <h1>{ shell.t("result.broken") }</h1>
            <p>{ shell.t("result.broken-help") }</p>
            <ul class="dash">{ for items }</ul>
            <p class="actions">
                <button type="button" class="btn main" onclick={again}>{ shell.t("result.retry") }</button>
                <a class="btn" href={Route::Dossiers.fragment()}>{ shell.t("result.to-dossiers") }</a>
            </p>
        </div>
    }
}
