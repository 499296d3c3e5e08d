//! F7. What cannot be told here: conditions whose rule was not supplied, and documents not supplied.

use yew::prelude::*;

use crate::logic::outcome::Status;
use crate::ui::marks::citation_chips;
use crate::ui::parts::chip_row;
use crate::words::telling;

use super::parts::{GroupProps, group, inside, item_head};

/// Conditions whose rule lies in no supplied document.
#[component]
pub fn Deferred(props: &GroupProps) -> Html {
    let GroupProps { shell, case, .. } = props;
    let ask = case.track().map(|t| inside(shell.words.pick(&t.ask)).to_owned()).unwrap_or_default();
    let picked = props.picked();
    let items = picked.iter().map(|(_, requirement, finding)| {
        html! {
            <article key={requirement.id.clone()} class="item">
                { item_head(props, requirement, None) }
                <p>{ telling::reasons(&finding.reasons, &shell.words) }</p>
                <p class="muted">{ shell.say("result.ask", &[("body", &ask)]) }</p>
            </article>
        }
    });
    let body = html! { <div>{ for items }</div> };
    let title = shell.t(&format!("status.{}", Status::Deferred.name()));
    group(shell, ("deferred", "deferred"), ("deferred", title), picked.len(), body)
}

/// Documents that the text refers to and that were not supplied. They change no status.
#[component]
pub fn MissingPapers(props: &GroupProps) -> Html {
    let GroupProps { shell, case, .. } = props;
    let Some(track) = case.track() else { return html! { <section hidden=true /> } };
    let items = track.missing_documents.iter().map(|missing| {
        let chips = citation_chips(case, &missing.cite);
        html! {
            <li key={missing.id.clone()}>
                { shell.words.pick(&missing.title).to_owned() }{ " " }
                { chip_row(shell, chips) }
                <p class="muted small">{ shell.words.pick(&missing.role).to_owned() }</p>
            </li>
        }
    });
    let body = html! {
        <>
            <p>{ shell.t("result.papers-lead") }</p>
            <ul class="dash">{ for items }</ul>
        </>
    };
    let n = track.missing_documents.len();
    let title = shell.t("result.papers");
    group(shell, ("deferred", "deferred"), ("papers", title), n, body)
}
