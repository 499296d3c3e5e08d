//! F7. What is met: self-declared items listed, the others folded to one line.

use yew::prelude::*;

use crate::logic::outcome::Status;
use crate::ui::derivation::Why;
use crate::ui::marks::{node_chip, sign};
use crate::ui::parts::{StatusMark, chip_row, status_look};
use crate::words::telling;

use super::parts::{GroupProps, Picked, group};

/// Items met by the applicant's own word.
#[component]
pub fn Declared(props: &GroupProps) -> Html {
    let body = html! {
        <>
            <p>{ props.shell.t("result.declared-lead") }</p>
            { list(props, true) }
        </>
    };
    let title = props.shell.t("result.declared");
    group(&props.shell, ("declared", "declared"), ("declared", title), props.at.len(), body)
}

/// Properties of [`Folded`].
#[derive(Clone, Properties)]
pub struct FoldedProps {
    /// What every page gets.
    pub shell: crate::ui::Shell,
    /// The case.
    pub case: std::rc::Rc<crate::app::Case>,
    /// Places of the requirements.
    pub at: Picked,
    /// The status that they share.
    pub status: Status,
}

impl PartialEq for FoldedProps {
    fn eq(&self, other: &Self) -> bool {
        self.shell == other.shell
            && std::rc::Rc::ptr_eq(&self.case, &other.case)
            && self.at == other.at
            && self.status == other.status
    }
}

/// Items of one status, folded to one line.
#[component]
pub fn Folded(props: &FoldedProps) -> Html {
    let group =
        GroupProps { shell: props.shell.clone(), case: props.case.clone(), at: props.at.clone() };
    let (look, _, key) = status_look(props.status, false);
    let id = format!("group-{}", props.status.name());
    let n = props.at.len().to_string();
    html! {
        <section class="group" data-status={look} aria-labelledby={id.clone()}>
            <h2 class="vh" {id}>{ props.shell.t(key) }</h2>
            <details class="more fold">
                <summary>
                    <StatusMark shell={props.shell.clone()} status={props.status} />
                    { props.shell.say("result.fold", &[("n", &n)]) }
                </summary>
                { list(&group, false) }
            </details>
        </section>
    }
}

fn list(props: &GroupProps, declared: bool) -> Html {
    let GroupProps { shell, case, .. } = props;
    let items = props.picked().into_iter().map(|(at, requirement, finding)| {
        let (look, icon, key) = status_look(finding.status, declared);
        let chips = node_chip(case, &requirement.id, &requirement.cite);
        let reasons = telling::reasons(&finding.reasons, &shell.words);
        html! {
            <article key={requirement.id.clone()} class="item">
                <div class="item-head">
                    <h3>
                        <span class="status" data-status={look}>{ sign(icon, shell.t(key)) }</span>
                        { " " }{ shell.words.pick(&requirement.label).to_owned() }
                    </h3>
                    { chip_row(shell, chips) }
                </div>
                <p class="muted small" hidden={reasons.is_empty()}>{ reasons.clone() }</p>
                <Why shell={shell.clone()} case={case.clone()} {at} />
            </article>
        }
    });
    html! { <div>{ for items }</div> }
}
