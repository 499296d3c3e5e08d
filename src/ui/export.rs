//! F7. How the export under way is doing, and how the last one ended.

use yew::prelude::*;

use crate::app::job::Stage;
use crate::app::{Action, Export};
use crate::ui::Shell;
use crate::ui::parts::{Note, Tone};

/// Properties of [`ExportState`].
#[derive(Clone, PartialEq, Properties)]
pub struct ExportStateProps {
    /// What every page gets.
    pub shell: Shell,
    /// What to do with a document once it is made.
    #[prop_or_default]
    pub next: Vec<String>,
}

/// Progress with a way to give up, the file made, or why there is none.
#[component]
pub fn ExportState(props: &ExportStateProps) -> Html {
    let inner = match &props.shell.state.export {
        Export::Idle => Html::default(),
        Export::Running { stage, .. } => running(&props.shell, *stage),
        Export::Done(name) => done(props, name),
        Export::Failed(reason) => failed(&props.shell, reason),
    };
    html! { <div class="export-state" aria-live="polite">{ inner }</div> }
}

fn running(shell: &Shell, stage: Option<Stage>) -> Html {
    let (value, told) = match stage {
        None => ("0", "application.stage.starting"),
        Some(Stage::Reading) => ("1", "application.stage.reading"),
        Some(Stage::Composing) => ("2", "application.stage.composing"),
        Some(Stage::Writing) => ("3", "application.stage.writing"),
    };
    let send = shell.send.clone();
    let cancel = Callback::from(move |_: MouseEvent| send.emit(Action::CancelledExport));
    html! {
        <div class="progress" role="status">
            <span>{ shell.t(told) }</span>
            <progress max="3" {value} aria-label={shell.t("application.progress")}></progress>
            <button type="button" class="link" onclick={cancel}>{ shell.t("application.cancel") }</button>
        </div>
    }
}

fn done(props: &ExportStateProps, name: &str) -> Html {
    let shell = &props.shell;
    let next = match name.ends_with(".json") {
        true => vec![shell.t("application.next.json")],
        false => props.next.clone(),
    };
    let items =
        next.iter().enumerate().map(|(at, line)| html! { <li key={at}>{ line.clone() }</li> });
    html! {
        <Note>
            <p><b>{ shell.t("application.downloaded") }</b>{ name.to_owned() }</p>
            <ul class="dash">{ for items }</ul>
        </Note>
    }
}

fn failed(shell: &Shell, reason: &str) -> Html {
    html! {
        <Note tone={Tone::Error}>
            <p>{ shell.t("application.failed") }</p>
            <p>{ reason.to_owned() }</p>
            <p>{ shell.t("application.failed-help") }</p>
        </Note>
    }
}
