//! F7. In the place of a page: loading, broken, not here. Each says what is still safe.

use yew::prelude::*;

use crate::app::job::JobKind;
use crate::app::route::{Route, Step};
use crate::app::{Action, Failure};
use crate::pack::OWN;
use crate::ui::parts::{Note, Tone, faults};
use crate::ui::picker::FilePicker;
use crate::ui::{PageProps, Shell};

/// The shape of what comes. The style sheet shows it only after a moment.
pub fn waiting(shell: &Shell) -> Html {
    // What makes the page wide is there before what stands in it.
    let widens = match &shell.state.route {
        Route::Case { step: Step::Answer(_), .. } => Some("toc"),
        Route::Case { step: Step::Application, .. } => Some("split-row"),
        _ => None,
    };
    html! {
        <>
            <main id="main" tabindex="-1" aria-busy="true">
                <h1 class="vh">{ shell.t("frame.opening") }</h1>
                <div class="bones" aria-hidden="true">
                    <i></i><i></i><i></i><i class="box"></i><i></i><i></i><i class="box"></i>
                </div>
            </main>
            { for widens.map(|class| html! { <div {class}></div> }) }
        </>
    }
}

/// No such track, no such dossier.
#[component]
pub fn Absent(props: &PageProps) -> Html {
    let shell = &props.shell;
    let why = match &shell.state.route {
        Route::Case { .. } => "frame.absent-case",
        _ => "frame.absent-track",
    };
    html! {
        <main id="main" tabindex="-1">
            <div class="bare">
                <h1>{ shell.t("frame.absent") }</h1>
                <p>{ shell.t(why) }</p>
                <p class="actions">
                    <a class="btn main" href={Route::Start.fragment()}>{ shell.t("frame.to-start") }</a>
                    <a class="btn" href={Route::Dossiers.fragment()}>{ shell.t("frame.dossiers") }</a>
                    { export(shell) }
                </p>
            </div>
        </main>
    }
}

/// The rules are somebody's own and not on this device. The page appears once they are opened.
#[component]
pub fn NoPack(props: &PageProps) -> Html {
    let shell = &props.shell;
    let state = &shell.state;
    let id = match (&state.route, state.dossiers.ready()) {
        (Route::Track { pack, .. }, _) => Some(pack.clone()),
        (Route::Case { dossier, .. }, Some(all)) => {
            all.get(dossier).map(|dossier| dossier.pack.id.clone())
        }
        _ => None,
    };
    let id = id.unwrap_or_default();
    let pack = id.trim_start_matches(OWN);
    html! {
        <main id="main" tabindex="-1">
            <div class="bare">
                <h1>{ shell.say("own.absent", &[("pack", pack)]) }</h1>
                <p>{ shell.t("own.absent-text") }</p>
                <FilePicker shell={shell.clone()} label={shell.t("own.choose")} pack=true />
                <p class="actions">
                    <a class="btn" href={Route::Start.fragment()}>{ shell.t("frame.to-start") }</a>
                    { export(shell) }
                </p>
            </div>
        </main>
    }
}

/// Properties of [`Broken`].
#[derive(Clone, PartialEq, Properties)]
pub struct BrokenProps {
    /// What every page gets.
    pub shell: Shell,
    /// Why.
    pub failure: Failure,
}

/// What the page needs did not arrive, or has faults.
#[component]
pub fn Broken(props: &BrokenProps) -> Html {
    let shell = &props.shell;
    let (title, text, shown) = match &props.failure {
        Failure::Fetch(reason) => {
            let shown = html! { <p><code>{ reason.clone() }</code></p> };
            (shell.t("frame.fetch"), shell.t("frame.fetch-text"), shown)
        }
        Failure::Storage(reason) => {
            let shown = html! { <p><code>{ reason.clone() }</code></p> };
            (shell.t("frame.storage"), shell.t("frame.storage-text"), shown)
        }
        Failure::Mixed => {
            let shown = html! { <p>{ shell.t("frame.mixed-note") }</p> };
            (shell.t("frame.mixed"), shell.t("frame.mixed-text"), shown)
        }
        Failure::Pack(list) => {
            let n = list.len().to_string();
            let title = shell.say("frame.broken", &[("n", &n)]);
            (title, shell.t("frame.broken-text"), faults(shell, list))
        }
    };
    let send = shell.send.clone();
    let retry = Callback::from(move |_: MouseEvent| send.emit(Action::Retried));
    html! {
        <main id="main" tabindex="-1">
            <div class="bare">
                <h1>{ title }</h1>
                <p>{ text }</p>
                <Note tone={Tone::Error}>{ shown }</Note>
                <p class="actions">
                    <button type="button" class="btn main" onclick={retry}>
                        { shell.t("frame.retry") }
                    </button>
                    <a class="btn" href={Route::Start.fragment()}>{ shell.t("frame.to-start") }</a>
                    { export(shell) }
                </p>
            </div>
        </main>
    }
}

/// Without its rules nothing can be assessed, but the case itself can be handed over.
fn export(shell: &Shell) -> Html {
    let id = shell.state.route.dossier().map(str::to_owned);
    let here = id
        .as_ref()
        .is_some_and(|id| shell.state.dossiers.ready().is_some_and(|all| all.contains_key(id)));
    let send = shell.send.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        send.emit(Action::AskedExport { kind: JobKind::Json, dossier: id.clone() });
    });
    html! {
        <button type="button" class="btn" hidden={!here} {onclick}>{ shell.t("frame.export-case") }</button>
    }
}
