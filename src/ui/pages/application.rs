//! F7. The application: particulars on the left, the sheet that will be stamped on the right.

mod particulars;
mod preview;

use yew::prelude::*;

use crate::app::job::JobKind;
use crate::app::{Action, Case, Export};
use crate::pack::raw::Track;
use crate::ui::export::ExportState;
use crate::ui::nocase::NoCase;
use crate::ui::{PageProps, Shell, sheet};
use crate::web;

use particulars::Particulars;
use preview::Preview;

/// The page.
#[component]
pub fn Application(props: &PageProps) -> Html {
    let shell = &props.shell;
    let Some((case, track)) = shell.state.case.as_ref().and_then(|c| Some((c, c.track()?))) else {
        return html! { <NoCase shell={shell.clone()} /> };
    };
    html! {
        <main id="main" tabindex="-1">
            <h1>{ shell.words.pick(&track.form.title).to_owned() }</h1>
            <p class="lede">{ shell.t("application.lede") }</p>
            <div class="split-row">
                <div>
                    <Particulars shell={shell.clone()} case={case.clone()} />
                    { exports(shell, case, track) }
                </div>
                <Preview shell={shell.clone()} case={case.clone()} />
            </div>
        </main>
    }
}

fn exports(shell: &Shell, case: &Case, track: &Track) -> Html {
    let asking = |kind: JobKind| {
        let send = shell.send.clone();
        Callback::from(move |_: MouseEvent| send.emit(Action::AskedExport { kind, dossier: None }))
    };
    let print = Callback::from(|_: MouseEvent| web::page::print());
    let busy = matches!(shell.state.export, Export::Running { .. });
    let gaps = shell.state.preview.as_ref().map_or(0, |document| sheet::missing(document));
    let n = gaps.to_string();
    let told = match gaps {
        0 => shell.t("application.complete"),
        _ => shell.say("application.gaps", &[("n", &n)]),
    };
    let ready = shell.state.preview.is_some();
    html! {
        <section class="export" aria-labelledby="export-title">
            <h2 id="export-title" class="vh">{ shell.t("application.export") }</h2>
            <p class="muted" hidden={!ready}>{ told }</p>
            <p class="actions">
                <button type="button" class="btn main" disabled={busy} onclick={asking(JobKind::Docx)}>
                    { shell.t("application.word") }
                </button>
                <button type="button" class="btn" disabled={!ready} onclick={print}>
                    { shell.t("application.print") }
                </button>
                <button type="button" class="btn" disabled={busy} onclick={asking(JobKind::Json)}>
                    { shell.t("application.json") }
                </button>
            </p>
            <ExportState shell={shell.clone()} next={next(shell, case, track)} />
        </section>
    }
}

/// What to do with the paper, and what it is not.
fn next(shell: &Shell, case: &Case, track: &Track) -> Vec<String> {
    let decides = shell.words.pick(&track.decides);
    let force = shell.t(case.found.force.key());
    vec![
        shell.t("application.next.sign"),
        shell.say("application.next.send", &[("body", decides)]),
        shell.t("application.next.form"),
        shell.say("application.next.not", &[("force", &force)]),
    ]
}
