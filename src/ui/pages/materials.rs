//! F7. Materials: what to hand in, whether it is at hand, and until when it is good.

mod row;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::route::{Route, Step};
use crate::app::{Case, view};
use crate::pack::raw::{Basis, Material, Track};
use crate::ui::parts::Note;
use crate::ui::{PageProps, Shell};

use row::Row;

const GROUPS: [(Basis, &str, &str); 3] = [
    (Basis::Explicit, "materials.explicit", "materials.explicit-lead"),
    (Basis::Implied, "materials.implied", "materials.implied-lead"),
    (Basis::OnRequest, "materials.on-request", "materials.on-request-lead"),
];

/// The page.
#[component]
pub fn Materials(props: &PageProps) -> Html {
    let shell = &props.shell;
    let Some((case, track)) = shell.state.case.as_ref().and_then(|c| Some((c, c.track()?))) else {
        return html! { <main id="main" tabindex="-1"></main> };
    };
    let none = track.materials.is_empty();
    let onward = match track.form.is_some() {
        true => "materials.to-application",
        false => "materials.to-result",
    };
    let groups = GROUPS.iter().filter(|_| !none).map(|(basis, title, lead)| {
        group(shell, case, track, *basis, (shell.t(title), shell.t(lead)))
    });
    let to = |step: Step| Route::Case { dossier: case.dossier.id.clone(), step }.fragment();
    html! {
        <main id="main" tabindex="-1">
            <p class="print-only">{ view::title(&case.dossier, &shell.words) }</p>
            <h1>{ shell.t("materials.title") }</h1>
            <div class="block" role="status">
                <Note><p>{ readiness(shell, case, track) }</p></Note>
            </div>
            { for groups }
            { idle(shell, case, track) }
            <div class="pager">
                <a class="btn" href={to(Step::Verdict)}>{ shell.t("materials.to-verdict") }</a>
                <a class="btn main" href={to(Step::Application)}>{ shell.t(onward) }</a>
            </div>
        </main>
    }
}

/// Readiness in a sentence; it is no part of the verdict.
fn readiness(shell: &Shell, case: &Case, track: &Track) -> Html {
    let ready = case.dossier.readiness(track, &case.found);
    let [needed, at_hand, missing, unknown] =
        [ready.needed, ready.ready, ready.missing, ready.unknown].map(|n| n.to_string());
    let counts = [
        ("needed", needed.as_str()),
        ("ready", at_hand.as_str()),
        ("missing", missing.as_str()),
        ("unknown", unknown.as_str()),
    ];
    if track.materials.is_empty() {
        let (head, text) = (shell.t("materials.no-list-head"), shell.t("materials.no-list"));
        return html! { <><b>{ head }</b>{ " " }{ text }</> };
    }
    let (head, key) = match (ready.needed, ready.missing, ready.unknown) {
        (0, _, _) => ("materials.none-head", "materials.none"),
        (_, 0, 0) => ("materials.ready-head", "materials.ready"),
        (_, 0, _) => ("materials.unsaid-head", "materials.counts"),
        _ => ("materials.missing-head", "materials.counts"),
    };
    html! { <><b>{ shell.say(head, &counts) }</b>{ " " }{ shell.say(key, &counts) }</> }
}

type Listed<'a> = Vec<(&'a Material, Option<bool>)>;

fn listed<'a>(case: &Case, track: &'a Track) -> Listed<'a> {
    track.materials.iter().zip(case.found.materials.iter().copied()).collect()
}

fn rows(shell: &Shell, case: &Rc<Case>, list: &Listed<'_>) -> Html {
    let rows = list.iter().map(|(material, needed)| {
        html! {
            <Row key={material.id.clone()} shell={shell.clone()} case={case.clone()}
                material={material.id.clone()} needed={*needed} />
        }
    });
    html! { <ul>{ for rows }</ul> }
}

fn group(
    shell: &Shell,
    case: &Rc<Case>,
    track: &Track,
    basis: Basis,
    (title, lead): (String, String),
) -> Html {
    let mut list = listed(case, track);
    list.retain(|(material, needed)| material.basis == basis && *needed != Some(false));
    let id = match basis {
        Basis::Explicit => "materials-explicit",
        Basis::Implied => "materials-implied",
        Basis::OnRequest => "materials-on-request",
    };
    let n = list.len().to_string();
    let lead = match (list.is_empty(), basis) {
        (true, Basis::Explicit) => shell.t("materials.explicit-none"),
        (true, _) => shell.t("materials.group-none"),
        (false, _) => lead,
    };
    let count = (!list.is_empty()).then(|| shell.say("materials.papers", &[("n", &n)]));
    html! {
        <section key={id} class="group" aria-labelledby={id}>
            <h2 {id}>{ title }{ " " }<small>{ count }</small></h2>
            <p>{ lead }</p>
            { rows(shell, case, &list) }
        </section>
    }
}

/// What is not needed as things stand: kept at hand, out of the way.
fn idle(shell: &Shell, case: &Rc<Case>, track: &Track) -> Html {
    let mut list = listed(case, track);
    list.retain(|(_, needed)| *needed == Some(false));
    let n = list.len().to_string();
    html! {
        <section key="idle" class="group" aria-labelledby="materials-idle" hidden={list.is_empty()}>
            <h2 id="materials-idle" class="vh">{ shell.t("materials.idle") }</h2>
            <details class="more fold">
                <summary>{ shell.say("materials.idle-fold", &[("n", &n)]) }</summary>
                { rows(shell, case, &list) }
            </details>
        </section>
    }
}
