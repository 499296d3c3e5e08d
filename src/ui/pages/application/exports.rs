//! F7. The buttons that put the document on paper or into a file, and what to do with it then.

use yew::prelude::*;

use crate::app::job::JobKind;
use crate::app::{Action, Case, Export};
use crate::pack::raw::Track;
use crate::ui::Shell;

/// The buttons.
pub fn buttons(shell: &Shell) -> Html {
    let asking = |kind: JobKind| {
        let send = shell.send.clone();
        Callback::from(move |_: MouseEvent| send.emit(Action::AskedExport { kind, dossier: None }))
    };
    let print = {
        let send = shell.send.clone();
        Callback::from(move |_: MouseEvent| send.emit(Action::AskedPrint))
    };
    let busy = matches!(shell.state.export, Export::Running { .. });
    let ready = shell.state.preview.is_some();
    html! {
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
    }
}

/// What to do with the paper, and what it is not.
pub fn next(shell: &Shell, case: &Case, track: &Track) -> Vec<String> {
    let decides = shell.words.pick(&track.decides).trim_end_matches(['。', '.']);
    let force = shell.t(case.found.force.key());
    let not = shell.say("application.next.not", &[("force", &force)]);
    if track.form.is_none() {
        return vec![shell.t("application.next.keep"), not];
    }
    vec![
        shell.t("application.next.sign"),
        shell.say("application.next.send", &[("body", decides)]),
        shell.t("application.next.form"),
        not,
    ]
}
