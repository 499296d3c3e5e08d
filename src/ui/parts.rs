//! F7. Small parts that every page uses: icons, statuses, clause chips, notes.

use yew::prelude::*;

use crate::logic::outcome::Status;
use crate::pack::OWN;
use crate::pack::diagnostic::Diagnostic;
use crate::ui::Shell;
use crate::ui::clause::ClauseTarget;

/// A shape of the sprite by its name without `i-`, hidden from screen readers: the word stands beside
/// it.
pub fn sprite(name: &str) -> Html {
    html! {
        <svg class="icon" aria-hidden="true"><use href={format!("#i-{name}")} /></svg>
    }
}

/// How a status is shown: attribute, icon and key of the word.
pub fn status_look(
    status: Status,
    self_declared: bool,
) -> (&'static str, &'static str, &'static str) {
    match status {
        Status::Met if self_declared => ("declared", "declared", "status.self-declared"),
        Status::Met => ("met", "met", "status.met"),
        Status::Failed => ("failed", "failed", "status.failed"),
        Status::Open => ("open", "open", "status.open"),
        Status::Judge => ("judge", "judge", "status.judge"),
        Status::Deferred => ("deferred", "deferred", "status.deferred"),
        Status::Waived => ("waived", "waived", "status.waived"),
        Status::NotApplicable => ("na", "waived", "status.not-applicable"),
    }
}

/// Properties of [`StatusMark`].
#[derive(Clone, PartialEq, Properties)]
pub struct StatusMarkProps {
    /// What every page gets.
    pub shell: Shell,
    /// Status.
    pub status: Status,
    /// Met by the applicant's own word.
    #[prop_or_default]
    pub self_declared: bool,
}

/// A status: shape and word.
#[component]
pub fn StatusMark(props: &StatusMarkProps) -> Html {
    let (look, icon, key) = status_look(props.status, props.self_declared);
    html! {
        <span class="status" data-status={look}>{ sprite(icon) }{ props.shell.t(key) }</span>
    }
}

/// A clause by its label, as the text has it; opens its sheet.
pub fn chip(shell: &Shell, label: &str, target: ClauseTarget) -> Html {
    let open = shell.open_clause.clone();
    let onclick = Callback::from(move |_: MouseEvent| open.emit(target.clone()));
    html! {
        <button key={label.to_owned()} type="button" class="chip" lang="zh-Hans"
            aria-haspopup="dialog" {onclick}>{ label.to_owned() }</button>
    }
}

/// Clause chips, each with its label and what its sheet shows.
pub fn chip_row(shell: &Shell, chips: Vec<(AttrValue, ClauseTarget)>) -> Html {
    let one = |(label, target): (AttrValue, ClauseTarget)| chip(shell, &label, target);
    html! { <span class="chips">{ for chips.into_iter().map(one) }</span> }
}

/// How grave a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// To know.
    #[default]
    Info,
    /// To look at.
    Warn,
    /// Something did not work.
    Error,
}

/// Properties of [`Note`].
#[derive(Clone, PartialEq, Properties)]
pub struct NoteProps {
    /// How grave.
    #[prop_or_default]
    pub tone: Tone,
    /// Content.
    pub children: Html,
}

/// A boxed remark.
#[component]
pub fn Note(props: &NoteProps) -> Html {
    let (tone, icon, role) = match props.tone {
        Tone::Info => (None, "info", None),
        Tone::Warn => (Some("warn"), "warn", None),
        Tone::Error => (Some("error"), "failed", Some("alert")),
    };
    html! {
        <div class="note" data-tone={tone} {role}>
            { sprite(icon) }<div>{ props.children.clone() }</div>
        </div>
    }
}

/// Marks a pack that is not of this site.
pub fn own_mark(shell: &Shell, pack: &str) -> Html {
    match pack.starts_with(OWN) {
        true => html! { <span class="force">{ shell.t("own.mark") }</span> },
        false => Html::default(),
    }
}

/// The faults of a pack: where, what, and what to do.
pub fn faults(shell: &Shell, list: &[Diagnostic]) -> Html {
    let one = |(at, fault): (usize, &Diagnostic)| {
        let (message, hint) = (shell.words.pick(&fault.message), shell.words.pick(&fault.hint));
        html! { <li key={at}><code>{ &fault.place }</code>{ " " }{ message }<br />{ hint }</li> }
    };
    html! { <ol class="dash">{ for list.iter().enumerate().map(one) }</ol> }
}
