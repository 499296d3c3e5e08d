//! F7. The bar: whose case it is, whether it is saved, tools; below it the steps of the case.

use yew::prelude::*;

use crate::app::job::JobKind;
use crate::app::route::{Route, Step};
use crate::app::{Action, Case, Saved, Theme, view};
use crate::ui::Shell;
use crate::ui::parts::sprite;
use crate::words::Lang;

/// The bar.
pub fn bar(shell: &Shell) -> Html {
    let case = shell.state.case.as_deref();
    html! {
        <header class="bar">
            <div class="bar-row">
                <a class="brand" href={Route::Start.fragment()}>
                    { sprite("mark") }{ shell.t("frame.brand") }
                </a>
                { context(shell, case) }
                { saved(shell) }
                { tools(shell) }
            </div>
            { steps(shell) }
        </header>
    }
}

fn context(shell: &Shell, case: Option<&Case>) -> Html {
    let place = case.and_then(|case| view::aim(&shell.state, &case.dossier, &shell.words));
    match place {
        Some(place) => html! { <p class="bar-context">{ place }</p> },
        // The line is kept free for it.
        None if case_id(shell).is_some() => html! { <p class="bar-context">{ '\u{a0}' }</p> },
        None => Html::default(),
    }
}

/// The case that is shown, also while its record is being read: what came into the bar only then would
/// push the page down.
fn case_id(shell: &Shell) -> Option<&String> {
    let Route::Case { dossier, .. } = &shell.state.route else { return None };
    let gone = shell.state.dossiers.ready().is_some_and(|all| !all.contains_key(dossier));
    (!gone).then_some(dossier)
}

/// Saving is silent for screen readers: it happens at every keystroke. That it failed is not.
fn saved(shell: &Shell) -> Html {
    // The start says it at length.
    let told = shell.state.route == Route::Start;
    if let Saved::Failed(reason) = &shell.state.saved
        && !told
    {
        return not_saved(shell, reason);
    }
    if shell.state.case.is_none() {
        return Html::default();
    }
    let text = match &shell.state.saved {
        Saved::Saving => shell.t("frame.saving"),
        Saved::At(time) => shell.say("frame.saved", &[("time", time)]),
        Saved::Nothing | Saved::Failed(_) => shell.t("frame.kept-here"),
    };
    html! { <p class="bar-saved">{ text }</p> }
}

fn not_saved(shell: &Shell, reason: &str) -> Html {
    let text = match view::is_full(reason) {
        true => "frame.not-saved-full",
        false => "frame.not-saved",
    };
    let send = shell.send.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        send.emit(Action::AskedExport { kind: JobKind::Json, dossier: None });
    });
    html! {
        <p class="bar-saved error" role="alert">
            { sprite("failed") }
            <span>
                { shell.t(text) }
                <button type="button" class="link" hidden={shell.state.case.is_none()} {onclick}>
                    { shell.t("frame.export") }
                </button>
            </span>
        </p>
    }
}

fn tools(shell: &Shell) -> Html {
    let state = &shell.state;
    let current = |here: bool| here.then_some("page");
    let other = match state.lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    };
    let (next, icon, look) = match state.theme {
        Theme::Device => (Theme::Light, "system", "frame.theme-device"),
        Theme::Light => (Theme::Dark, "light", "frame.theme-light"),
        Theme::Dark => (Theme::Device, "dark", "frame.theme-dark"),
    };
    let send = |action: Action| {
        let send = shell.send.clone();
        Callback::from(move |_: MouseEvent| send.emit(action.clone()))
    };
    html! {
        <nav class="bar-tools" aria-label={shell.t("frame.tools")}>
            <a class="tool" href={Route::Dossiers.fragment()}
                aria-current={current(state.route == Route::Dossiers)}>
                { shell.t("frame.dossiers") }
            </a>
            <a class="tool" href={Route::About.fragment()}
                aria-current={current(state.route == Route::About)}>
                { shell.t("frame.about") }
            </a>
            <button type="button" class="tool" lang={other.tag()}
                onclick={send(Action::ChoseLanguage(other))}>
                { shell.t("frame.other-language") }
            </button>
            <button type="button" class="tool" aria-label={shell.t(look)} title={shell.t(look)}
                onclick={send(Action::ChoseTheme(next))}>
                { sprite(icon) }
            </button>
        </nav>
    }
}

/// The name of a step; a track without a form ends with a sheet of what was found.
pub fn step_key(step: &Step, case: Option<&Case>) -> &'static str {
    let form = case.and_then(Case::track).is_none_or(|track| track.form.is_some());
    match step {
        Step::Application if !form => "frame.step-result",
        Step::Answer(_) => "frame.step-answer",
        Step::Verdict => "frame.step-verdict",
        Step::Materials => "frame.step-materials",
        Step::Application => "frame.step-application",
    }
}

fn steps(shell: &Shell) -> Html {
    let (Some(dossier), Route::Case { step: now, .. }) = (case_id(shell), &shell.state.route)
    else {
        return Html::default();
    };
    let later = [Step::Answer(String::new()), Step::Verdict, Step::Materials, Step::Application]
        .map(|step| {
            let case = shell.state.case.as_deref();
            let key = step_key(&step, case);
            let here = key == step_key(now, case);
            (Route::Case { dossier: dossier.clone(), step }, key, here)
        });
    let all = [(Route::Start, "frame.step-choose", false)].into_iter().chain(later);
    let one = |(at, (route, key, here)): (usize, (Route, &'static str, bool))| {
        html! {
            <li {key}>
                <a href={route.fragment()} aria-current={here.then_some("step")}>
                    <span class="steps-no" aria-hidden="true">{ at + 1 }</span>{ shell.t(key) }
                </a>
            </li>
        }
    };
    html! {
        <nav class="steps" aria-label={shell.t("frame.steps")}>
            <ol>{ for all.enumerate().map(one) }</ol>
        </nav>
    }
}
