//! F7. What is not met: how far off, from when, what to do.

use yew::prelude::*;

use crate::engine::assessment::Finding;
use crate::logic::outcome::Status;
use crate::pack::raw::{Curable, Requirement};
use crate::ui::derivation::Why;
use crate::words::telling;

use super::parts::{GroupProps, change_links, group, item_head};
use super::waivers::beside;

/// The group.
#[component]
pub fn Failed(props: &GroupProps) -> Html {
    let picked = props.picked();
    let items = picked.iter().map(|(at, requirement, finding)| {
        html! {
            <article key={requirement.id.clone()} class="item">
                { item_head(props, requirement, None) }
                <p>{ telling::reasons(&finding.reasons, &props.shell.words) }</p>
                <p class="muted">{ props.shell.words.pick(&requirement.statement).to_owned() }</p>
                { table(props, requirement, finding) }
                { beside(props, &requirement.id) }
                { change_links(props, finding) }
                <Why shell={props.shell.clone()} case={props.case.clone()} at={*at} />
            </article>
        }
    });
    let body = html! { <div>{ for items }</div> };
    let title = props.shell.t(&format!("status.{}", Status::Failed.name()));
    group(&props.shell, ("failed", "failed"), ("failed", title), picked.len(), body)
}

fn table(props: &GroupProps, requirement: &Requirement, finding: &Finding) -> Html {
    let (shell, words) = (&props.shell, &props.shell.words);
    let row = |key: &str, value: Html| {
        html! { <div key={key.to_owned()}><dt>{ shell.t(key) }</dt><dd>{ value }</dd></div> }
    };
    let mut rows = Vec::new();
    if let Some(shortfall) = &finding.shortfall {
        let amount = words.amount(shortfall.amount, &shortfall.unit);
        let bound = words.amount(shortfall.bound, &shortfall.unit);
        let short = shell.say("result.short", &[("amount", &amount), ("bound", &bound)]);
        rows.push(row(
            "result.distance",
            html! { <>{ current(props, requirement) }<b>{ short }</b></> },
        ));
    }
    if let Some(day) = finding.from {
        let day = words.date(day);
        rows.push(row("result.earliest", html! { shell.say("result.from", &[("date", &day)]) }));
    }
    let track = props.case.track();
    let still = track.and_then(|track| telling::still_due(requirement, track, &props.case.found));
    let still = still.and_then(|deadline| telling::due(deadline, words));
    let curable = match (&still, requirement.curable) {
        (Some(day), _) => shell.say("result.curable.still", &[("day", day)]),
        (None, Curable::Yes) => shell.t("result.curable.yes"),
        (None, Curable::No) => shell.t("result.curable.no"),
        (None, Curable::Wait) => shell.t("result.curable.wait"),
    };
    let cure = requirement.cure.as_ref().filter(|_| still.is_none());
    let cure = cure.map(|cure| words.pick(cure).to_owned());
    rows.push(row("result.what-to-do", html! { <><b>{ curable }</b>{ " " }{ cure }</> }));
    html! { <dl class="facts">{ for rows }</dl> }
}

/// The amount as answered, before its distance.
fn current(props: &GroupProps, requirement: &Requirement) -> Html {
    let id = requirement.shortfall.as_deref().unwrap_or_default();
    let given = props.case.file.pack.fact(id).zip(props.case.dossier.answers.get(id));
    let told = given.zip(props.case.track());
    let told =
        told.map(|((fact, given), track)| telling::answer(fact, given, track, &props.shell.words));
    let told = told.map(|told| props.shell.say("result.now", &[("amount", &told)]));
    html! { <>{ told }</> }
}
