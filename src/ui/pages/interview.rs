//! F7. The interview: one section a page, in the order of the pack.

mod beside;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::Case;
use crate::app::route::{Route, Step};
use crate::app::view::{self, Question};
use crate::pack::raw::{Fact, Section, Track};
use crate::ui::field::{Field, messages};
use crate::ui::{PageProps, Shell};
use crate::web::page;

/// The page.
#[component]
pub fn Interview(props: &PageProps) -> Html {
    let shell = &props.shell;
    let empty = || html! { <main id="main" tabindex="-1"></main> };
    let Some(case) = shell.state.case.clone() else { return empty() };
    let Route::Case { step: Step::Answer(wanted), .. } = &shell.state.route else { return empty() };
    let Some(track) = case.track() else { return empty() };
    let found = track.sections.iter().position(|section| section.id == *wanted);
    let at = found.unwrap_or_default();
    let Some(id) = track.sections.get(at).map(|section| section.id.clone()) else {
        return empty();
    };
    html! {
        <>
            <SectionPage key={id} shell={shell.clone()} case={case.clone()} {at} />
            if case.file.is_slice() {
                // Its place: nothing moves when it comes.
                <div class="toc"></div>
            } else {
                <beside::Toc shell={shell.clone()} case={case.clone()} {at} />
            }
        </>
    }
}

/// Properties of [`SectionPage`].
#[derive(Clone, Properties)]
pub struct SectionProps {
    /// What every page gets.
    pub shell: Shell,
    /// The case.
    pub case: Rc<Case>,
    /// Place of the section.
    pub at: usize,
}

impl PartialEq for SectionProps {
    fn eq(&self, other: &Self) -> bool {
        self.shell == other.shell && Rc::ptr_eq(&self.case, &other.case) && self.at == other.at
    }
}

/// Facts of a section whose answers cannot be used, with what is wrong.
fn unusable(shell: &Shell, case: &Case, section: &Section) -> Vec<messages::Wrong> {
    let facts = view::questions(case, section).into_iter().map(|question| question.fact);
    facts.flat_map(|fact: &Fact| messages::errors(shell, case, fact)).collect()
}

/// One section.
#[component]
fn SectionPage(props: &SectionProps) -> Html {
    let (shell, case) = (&props.shell, &props.case);
    let track_section = case.track().and_then(|t| Some((t, t.sections.get(props.at)?)));
    let errors = track_section.map(|(_, section)| unusable(shell, case, section));
    let errors = errors.unwrap_or_default();
    // What was unusable when the page opened is said at once; else only when going on.
    let reviewed = use_state_eq(|| !errors.is_empty());
    let Some((track, section)) = track_section else {
        return html! { <main id="main" tabindex="-1"></main> };
    };
    let held = !errors.is_empty() && !*reviewed;
    let shown = !errors.is_empty() && *reviewed;
    let onnext = {
        let reviewed = reviewed.setter();
        Callback::from(move |event: MouseEvent| {
            if held {
                event.prevent_default();
                reviewed.set(true);
                page::focus_soon("errors".to_owned());
            }
        })
    };
    html! {
        <main id="main" tabindex="-1">
            <h1>{ shell.words.pick(&section.title) }</h1>
            <p class="muted">{ left(shell, case, track, props.at) }</p>
            <div class={classes!(shown.then_some("block"))}>
                { if shown { summary(shell, errors) } else { Html::default() } }
            </div>
            { questions(props, section, *reviewed) }
            { pager(props, track, &onnext) }
            if !case.file.is_slice() {
                <beside::Unused shell={shell.clone()} case={case.clone()} at={props.at} />
            }
        </main>
    }
}

/// `第3节，共5节；还有5题`.
fn left(shell: &Shell, case: &Case, track: &Track, at: usize) -> String {
    let (n, all) = ((at + 1).to_string(), track.sections.len().to_string());
    let waiting = view::waiting(case, track);
    let key = if waiting == 0 { "interview.none-left" } else { "interview.left" };
    shell.say(key, &[("n", &n), ("all", &all), ("waiting", &waiting.to_string())])
}

/// What cannot be used, each with a link to its input.
fn summary(shell: &Shell, errors: Vec<messages::Wrong>) -> Html {
    let n = errors.len().to_string();
    let one = |(at, messages::Wrong { target, text }): (usize, messages::Wrong)| {
        let href = format!("#{target}");
        let onclick = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            page::focus(&target);
        });
        html! { <li key={at}><a {href} {onclick}>{ text }</a></li> }
    };
    html! {
        <div class="errors" role="alert" id="errors" tabindex="-1" aria-labelledby="errors-h">
            <h2 id="errors-h">{ shell.say("interview.errors", &[("n", &n)]) }</h2>
            <ul>{ for errors.into_iter().enumerate().map(one) }</ul>
            <p class="muted">{ shell.t("interview.errors-go-on") }</p>
        </div>
    }
}

/// The questions asked now; a follow-up stands under the question that it follows.
fn questions(props: &SectionProps, section: &Section, reviewed: bool) -> Html {
    let asked = view::questions(&props.case, section);
    let here = |fact: &str| asked.iter().any(|question| question.fact.id == fact);
    let tops: Vec<&Question> =
        asked.iter().filter(|q| !q.fact.follows.as_deref().is_some_and(here)).collect();
    if tops.is_empty() {
        return html! { <p class="block">{ props.shell.t("interview.nothing-asked") }</p> };
    }
    html! {
        <div class="q-list">
            { for tops.into_iter().map(|top| branch(props, &asked, &top.fact.id, reviewed)) }
        </div>
    }
}

fn branch(props: &SectionProps, asked: &[Question<'_>], fact: &str, reviewed: bool) -> Html {
    let follows = |question: &&Question<'_>| question.fact.follows.as_deref() == Some(fact);
    let under: Vec<Html> = asked
        .iter()
        .filter(follows)
        .map(|question| branch(props, asked, &question.fact.id, reviewed))
        .collect();
    let children = match under.is_empty() {
        true => Html::default(),
        false => html! { <>{ for under }</> },
    };
    html! {
        <Field key={fact.to_owned()} shell={props.shell.clone()} case={props.case.clone()}
            fact={fact.to_owned()} {reviewed}>{ children }</Field>
    }
}

fn pager(props: &SectionProps, track: &Track, onnext: &Callback<MouseEvent>) -> Html {
    let shell = &props.shell;
    let to = |step: Step| Route::Case { dossier: props.case.dossier.id.clone(), step }.fragment();
    let section = |at: usize| track.sections.get(at).map(|section| section.id.clone());
    let back = props.at.checked_sub(1).and_then(section).map(|id| to(Step::Answer(id)));
    let (next, key) = match section(props.at + 1) {
        Some(id) => (to(Step::Answer(id)), "interview.next"),
        None => (to(Step::Verdict), "interview.to-verdict"),
    };
    html! {
        <div class="pager">
            if let Some(href) = back {
                <a class="btn" {href}>{ shell.t("interview.back") }</a>
            }
            <a class="btn main" href={next} onclick={onnext.clone()}>{ shell.t(key) }</a>
        </div>
    }
}
