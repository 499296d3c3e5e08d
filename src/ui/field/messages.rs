//! F7. What is to be said of an answer: faults, warnings, contradictions, boundaries.

use yew::prelude::*;

use crate::app::Case;
use crate::app::route::{Route, Step};
use crate::app::view;
use crate::document::record::{Both, Notice, notices};
use crate::engine::answer::field_text;
use crate::engine::facts::Fault;
use crate::pack::raw::{Conflict, Fact, Kind};
use crate::ui::Shell;
use crate::ui::parts::{Note, Tone};
use crate::words::telling;

/// What makes an answer unusable.
pub struct Wrong {
    /// Id of the input in which it stands.
    pub target: String,
    /// What is wrong, in a sentence.
    pub text: String,
}

/// What makes an answer unusable.
pub fn errors(shell: &Shell, case: &Case, fact: &Fact) -> Vec<Wrong> {
    let faults = view::faults(case, &fact.id).into_iter();
    let wrong = |fault: &Fault| Wrong {
        // `[3].happened-on` is the input `q-adverse-records-in-3-happened-on`.
        target: match fault.within.strip_prefix('[') {
            Some(within) => format!("q-{}-in-{}", fact.id, within.replace("].", "-")),
            None => format!("q-{}-in", fact.id),
        },
        text: told(shell, case, fact, fault),
    };
    faults.filter(|fault| !fault.problem.is_warning()).map(wrong).collect()
}

fn warnings(shell: &Shell, case: &Case, fact: &Fact) -> Vec<String> {
    let faults = view::faults(case, &fact.id).into_iter();
    faults.filter(|fault| fault.problem.is_warning()).map(|f| told(shell, case, fact, f)).collect()
}

/// A fault in a sentence.
pub fn told(shell: &Shell, case: &Case, fact: &Fact, fault: &Fault) -> String {
    let label = shell.words.pick(&fact.label);
    let within = place(shell, case, fact, &fault.within);
    shell.say(fault.problem.key(), &[("fact", label), ("within", &within)])
}

/// `[3].happened-on` as the person knows it: which record of which kind, which field.
fn place(shell: &Shell, case: &Case, fact: &Fact, within: &str) -> String {
    let Kind::Records(records) = &fact.kind else { return String::new() };
    let parts = within.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let Some((at, name)) = parts.and_then(|(at, name)| Some((at.parse::<usize>().ok()?, name)))
    else {
        return String::new();
    };
    let items = case.dossier.answers.get(&fact.id).map_or(&[][..], |answer| answer.items());
    let kind_id = items.get(at).map_or("", |item| field_text(item, "kind"));
    let before = items.iter().take(at).filter(|item| field_text(item, "kind") == kind_id);
    let n = (before.count() + 1).to_string();
    let pick = |text| shell.words.pick(text).to_owned();
    let kind = records.kinds.iter().find(|kind| kind.id == kind_id).map(|kind| pick(&kind.label));
    let name = name.trim_start_matches('.');
    let field = records.fields.iter().find(|field| field.id == name).map(|f| pick(&f.label));
    let (kind, field) = (kind.unwrap_or_default(), field.unwrap_or_default());
    shell.say("field.within", &[("kind", &kind), ("n", &n), ("field", &field)])
}

/// Warnings, contradictions and boundaries of a fact. Always an element, often an empty one.
pub fn remarks(shell: &Shell, case: &Case, id: &str) -> Html {
    // Nothing is found before the rules are here.
    if case.file.is_slice() {
        return html! { <div></div> };
    }
    let mut notes: Vec<(String, Tone, Html)> = Vec::new();
    if let Some(fact) = case.file.pack.fact(id) {
        for (at, text) in warnings(shell, case, fact).into_iter().enumerate() {
            notes.push((format!("w{at}"), Tone::Warn, html! { <p>{ text }</p> }));
        }
        if view::undecided_records(case, fact) {
            let text = shell.t("field.records-undecided");
            notes.push(("records".to_owned(), Tone::Info, html! { <p>{ text }</p> }));
        }
    }
    let track = case.track();
    let conflicts = track
        .iter()
        .flat_map(|track| case.found.conflicts.iter().filter_map(|at| track.conflicts.get(*at)));
    for conflict in conflicts.filter(|conflict| conflict.facts.iter().any(|fact| fact == id)) {
        let text = contradiction(shell, case, conflict, id);
        notes.push((conflict.id.clone(), Tone::Warn, text));
    }
    for (at, boundary) in case.found.boundaries.iter().enumerate() {
        if boundary.fact == id {
            let told = track
                .map(|track| telling::boundary(boundary, &case.file.pack, track, &shell.words));
            notes.push((format!("b{at}"), Tone::Info, html! { <p>{ told }</p> }));
        }
    }
    let both = Both { zh: &shell.words, en: &shell.words };
    let told = track.map(|track| notices(&case.file.pack, track, &case.found, both));
    let about = |notice: &Notice| {
        notice.fact.as_deref() == Some(id)
            && ["provisional", "shared-record"].contains(&notice.kind)
    };
    for (at, notice) in told.unwrap_or_default().into_iter().filter(about).enumerate() {
        let text = html! { <p>{ shell.words.pick(&notice.text) }</p> };
        notes.push((format!("n{at}"), Tone::Warn, text));
    }
    html! {
        <div>
            { for notes.into_iter().map(|(key, tone, text)| html! {
                <div class="q-field" {key}><Note {tone}>{ text }</Note></div>
            }) }
        </div>
    }
}

fn contradiction(shell: &Shell, case: &Case, conflict: &Conflict, here: &str) -> Html {
    let others = conflict.facts.iter().filter(|fact| *fact != here);
    let one = |id: &String| {
        let fact = case.file.pack.fact(id)?;
        let words = shell.say("field.change", &[("fact", shell.words.pick(&fact.label))]);
        Some(html! { <li key={id.clone()}>{ place_link(shell, case, id, words) }</li> })
    };
    html! {
        <>
            <p>{ shell.words.pick(&conflict.text) }</p>
            <ul>{ for others.filter_map(one) }</ul>
        </>
    }
}

/// A link to the place where a fact is answered. On the page itself it moves the focus there: a
/// fragment would be taken for a route.
pub fn place_link(shell: &Shell, case: &Case, fact: &str, words: String) -> Html {
    let Some(track) = case.track() else { return html! { <span>{ words }</span> } };
    let step = match view::section_of(track, fact) {
        Some(section) => Step::Answer(section.id.clone()),
        None => Step::Application,
    };
    let first = track.sections.first().map(|section| section.id.clone());
    let here = match (&shell.state.route, &step) {
        (Route::Case { step: Step::Answer(now), .. }, Step::Answer(there)) if now.is_empty() => {
            first.as_ref() == Some(there)
        }
        (Route::Case { step: now, .. }, there) => now == there,
        _ => false,
    };
    let href = Route::Case { dossier: case.dossier.id.clone(), step }.fragment();
    let target = format!("q-{fact}-in");
    let onclick = Callback::from(move |event: MouseEvent| {
        if here {
            event.prevent_default();
            crate::web::page::focus_soon(target.clone());
        }
    });
    html! { <a {href} {onclick}>{ words }</a> }
}
