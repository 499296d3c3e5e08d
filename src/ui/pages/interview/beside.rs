//! F7. Beside the questions: the list of sections, and answers that are not used now.

use yew::prelude::*;

use super::SectionProps;
use crate::app::route::{Route, Step};
use crate::app::{Action, view};
use crate::pack::raw::Section;
use crate::web::page;
use crate::words::telling;

/// The sections with what waits in each.
#[component]
pub fn Toc(props: &SectionProps) -> Html {
    let (shell, case) = (&props.shell, &props.case);
    let sections = case.track().map_or(&[][..], |track| &track.sections);
    let one = |(at, section): (usize, &Section)| {
        let asked = view::questions(case, section);
        let n = asked.iter().filter(|question| view::waits(case, question.fact)).count();
        let key = match (asked.len(), n) {
            (0, _) => "interview.section-empty",
            (_, 0) => "interview.section-done",
            _ => "interview.section-left",
        };
        let title = shell.words.pick(&section.title);
        let to = Step::Answer(section.id.clone());
        let href = Route::Case { dossier: case.dossier.id.clone(), step: to }.fragment();
        html! {
            <li key={section.id.clone()}>
                <a {href} aria-current={(at == props.at).then_some("page")}>
                    { shell.say(key, &[("title", title), ("n", &n.to_string())]) }
                </a>
            </li>
        }
    };
    html! {
        <nav class="toc" aria-labelledby="toc-h">
            <h2 id="toc-h">{ shell.t("interview.sections") }</h2>
            <ol>{ for sections.iter().enumerate().map(one) }</ol>
        </nav>
    }
}

/// Answers that no longer matter: kept, and said to be unused.
#[component]
pub fn Unused(props: &SectionProps) -> Html {
    let (shell, case) = (&props.shell, &props.case);
    let unused = case.track().map(|track| view::unused(case, track)).unwrap_or_default();
    let strange = view::strange(case);
    let n = (unused.len() + strange).to_string();
    let others = shell.say("interview.unused-strange", &[("n", &strange.to_string())]);
    let rows =
        unused.iter().zip(std::iter::repeat(case.track())).filter_map(|((fact, answer), track)| {
            let (send, id) = (shell.send.clone(), fact.id.clone());
            let onclick = Callback::from(move |_: MouseEvent| {
                // The button goes with its line.
                page::rest("main");
                send.emit(Action::Answered { fact: id.clone(), answer: None });
            });
            let label = shell.words.pick(&fact.label).to_owned();
            let name = shell.say("interview.clear-named", &[("fact", &label)]);
            let told = telling::answer(fact, answer, track?, &shell.words);
            Some(html! {
                <li key={fact.id.clone()}>
                    <span>{ label }</span>
                    <b>{ told }</b>
                    <button type="button" class="link" aria-label={name} {onclick}>
                        { shell.t("interview.clear") }
                    </button>
                </li>
            })
        });
    html! {
        <details class="more unused" hidden={unused.is_empty() && strange == 0}>
            <summary>{ shell.say("interview.unused", &[("n", &n)]) }</summary>
            <div class="more-body">
                <p class="muted" hidden={unused.is_empty()}>{ shell.t("interview.unused-text") }</p>
                <ul>{ for rows }</ul>
                <p class="muted" hidden={strange == 0}>{ others }</p>
            </div>
        </details>
    }
}
