//! F7. What is still open: the questions that close it, answerable on the spot where they are few.

use yew::prelude::*;

use crate::app::view;
use crate::engine::assessment::Finding;
use crate::logic::outcome::Status;
use crate::pack::raw::{Requirement, Rule, Track};
use crate::ui::derivation::Why;
use crate::ui::field::Field;
use crate::ui::parts::StatusMark;
use crate::web;
use crate::words::telling;

use super::parts::{GroupProps, group, item_head};
use super::waivers::beside;

/// With more questions than this the interview is the better place to answer them.
const MOST_ON_THE_SPOT: usize = 6;

/// What this visit to the page has shown, so that nothing disappears under the hand that answers.
#[derive(Default)]
struct Shown {
    /// Places of the requirements that were open.
    requirements: Vec<usize>,
    /// Facts answered on the spot.
    facts: Vec<String>,
    /// Whether questions are answered on the spot; settled when the page opens.
    on_the_spot: Option<bool>,
}

impl Shown {
    fn take_in(&mut self, props: &GroupProps, track: &Track) {
        let pairs = track.requirements.iter().zip(&props.case.found.requirements).enumerate();
        let open: Vec<_> = pairs.filter(|(_, (_, f))| f.status == Status::Open).collect();
        let mut facts: Vec<String> = Vec::new();
        for (at, (_, finding)) in &open {
            if !self.requirements.contains(at) {
                self.requirements.push(*at);
            }
            let wanted = finding.open.iter().filter(|fact| view::asked(&props.case, fact));
            for fact in wanted {
                if !facts.contains(fact) {
                    facts.push(fact.clone());
                }
            }
        }
        self.requirements.sort_unstable();
        let few = facts.len() <= MOST_ON_THE_SPOT;
        if *self.on_the_spot.get_or_insert(few) {
            for fact in facts {
                if !self.facts.contains(&fact) {
                    self.facts.push(fact);
                }
            }
        }
    }
}

/// The group. It stays while the page does, and is hidden while it has nothing to show.
#[component]
pub fn Open(props: &GroupProps) -> Html {
    let shown = use_mut_ref(Shown::default);
    let Some(track) = props.case.track() else { return html! { <section hidden=true /> } };
    shown.borrow_mut().take_in(props, track);
    let shown = shown.borrow();
    let GroupProps { shell, case, .. } = props;
    let all = GroupProps { at: shown.requirements.clone(), ..props.clone() };
    let picked = all.picked();
    if picked.is_empty() {
        return html! { <section hidden=true /> };
    }
    let mut taken: Vec<&str> = Vec::new();
    let items = picked.iter().map(|(at, requirement, finding)| {
        let rests = |fact: &&String| finding.facts.contains(fact) || finding.open.contains(fact);
        let mine: Vec<&str> = shown
            .facts
            .iter()
            .filter(rests)
            .map(String::as_str)
            .filter(|fact| !taken.contains(fact))
            .collect();
        taken.extend(mine.iter().copied());
        item(&all, track, (*at, requirement, finding), &mine, &taken)
    });
    let items: Vec<Html> = items.collect();
    // Answers are all there, yet open: days of a year whose days off are not published.
    let waits = picked.iter().any(|(_, _, f)| f.status == Status::Open && !f.open.is_empty());
    let contradicts = picked.iter().any(|(_, _, f)| f.conflict.is_some());
    let lead = match (shown.on_the_spot, picked.iter().any(|(_, _, f)| f.status == Status::Open)) {
        (_, false) => shell.t("result.open-done"),
        _ if !waits && !contradicts && shown.facts.is_empty() => shell.t("result.open-calendar"),
        (Some(true), true) if !shown.facts.is_empty() => shell.t("result.open-here"),
        _ => shell.t("result.open-there"),
    };
    let n = picked.iter().filter(|(_, _, f)| f.status == Status::Open).count();
    let title = shell.t(&format!("status.{}", Status::Open.name()));
    let first = first_waiting(props, track);
    let go = first.map(|fact| view::place_of(case, track, &fact).fragment());
    let body = html! {
        <>
            <p>{ lead }</p>
            <div>{ for items }</div>
            <p class="actions" hidden={go.is_none() || shown.on_the_spot == Some(true)}>
                <a class="btn main" href={go.unwrap_or_default()}>{ shell.t("result.go-on") }</a>
            </p>
        </>
    };
    group(shell, ("open", "open"), ("open", title), n, body)
}

fn first_waiting(props: &GroupProps, track: &Track) -> Option<String> {
    let facts = track.sections.iter().flat_map(|section| &section.facts);
    let mut waiting = facts.filter(|id| view::asked(&props.case, id)).filter(|id| {
        props.case.file.pack.fact(id).is_some_and(|fact| view::waits(&props.case, fact))
    });
    waiting.next().cloned()
}

fn item(
    props: &GroupProps,
    track: &Track,
    (at, requirement, finding): (usize, &Requirement, &Finding),
    fields: &[&str],
    taken: &[&str],
) -> Html {
    let GroupProps { shell, case, .. } = props;
    let settled = (finding.status != Status::Open).then(|| {
        let (status, self_declared) = (finding.status, finding.self_declared);
        html! { <StatusMark shell={shell.clone()} {status} {self_declared} /> }
    });
    let asked = fields.iter().map(|fact| {
        html! {
            <Field key={(*fact).to_owned()} shell={shell.clone()} case={case.clone()}
                fact={(*fact).to_owned()} />
        }
    });
    html! {
        <article key={requirement.id.clone()} class="item">
            { item_head(props, requirement, settled) }
            <p>{ telling::reasons(&finding.reasons, &shell.words) }</p>
            <p hidden={!waits_for_parts(requirement, finding)}>{ shell.t("result.open-parts") }</p>
            { conflict(props, track, finding) }
            { elsewhere(props, track, finding, fields, taken) }
            <div>{ for asked }</div>
            { beside(props, &requirement.id) }
            { why(props, at, finding) }
        </article>
    }
}

/// Whether it is open because what the parts of a joint track come to is.
fn waits_for_parts(requirement: &Requirement, finding: &Finding) -> bool {
    matches!(requirement.rule, Rule::Agreement) && finding.status == Status::Open
}

/// The derivation, once there is an answer to derive from.
fn why(props: &GroupProps, at: usize, finding: &Finding) -> Html {
    let (shell, case) = (props.shell.clone(), props.case.clone());
    let begun = finding.facts.iter().any(|fact| case.dossier.answers.contains_key(fact));
    match begun {
        true => html! { <Why {shell} {case} {at} /> },
        false => Html::default(),
    }
}

/// Answers that contradict each other keep the requirement open until one is changed.
fn conflict(props: &GroupProps, track: &Track, finding: &Finding) -> Html {
    let Some(conflict) = finding.conflict.and_then(|at| track.conflicts.get(at)) else {
        return Html::default();
    };
    let (shell, case) = (&props.shell, &props.case);
    let links = conflict.facts.iter().filter_map(|id| {
        let label = shell.words.pick(&case.file.pack.fact(id)?.label);
        let href = view::place_of(case, track, id).fragment();
        let told = shell.say("result.change-one", &[("fact", label)]);
        Some(html! { <li key={id.clone()}><a {href}>{ told }</a></li> })
    });
    html! {
        <div>
            <p>{ shell.words.pick(&conflict.text).to_owned() }</p>
            <ul class="chips">{ for links }</ul>
        </div>
    }
}

/// The questions that are asked in another place: a link to each.
fn elsewhere(
    props: &GroupProps,
    track: &Track,
    finding: &Finding,
    fields: &[&str],
    taken: &[&str],
) -> Html {
    let (shell, case) = (&props.shell, &props.case);
    let others = finding.open.iter().filter(|fact| !fields.contains(&fact.as_str()));
    let links = others.filter(|fact| view::asked(case, fact)).filter_map(|id| {
        let fact = case.file.pack.fact(id)?;
        let text = shell.words.pick(fact.question.as_ref().unwrap_or(&fact.label)).to_owned();
        let href = view::place_of(case, track, id).fragment();
        // A question that stands further up on this page needs no change of page.
        let onclick = taken.contains(&id.as_str()).then(|| {
            let id = id.clone();
            Callback::from(move |event: MouseEvent| {
                event.prevent_default();
                web::page::focus(&format!("q-{id}-in"));
            })
        });
        Some(html! { <li key={id.clone()}><a {href} {onclick}>{ text }</a></li> })
    });
    let links: Vec<Html> = links.collect();
    if links.is_empty() {
        return Html::default();
    }
    html! { <ul class="dash">{ for links }</ul> }
}
