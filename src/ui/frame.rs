//! F7. The frame around every page: bar, steps, legal force, messages at the foot.
//!
//! A page returns its `main`, with `nav.toc` or `aside.side` beside it where it has one. The frame
//! puts it into `.page` of the right width, adds the standing, and shows in its place what is
//! loading, broken or not here: a page of a case is only shown when there is a case.

mod bar;
mod foot;
mod news;
mod states;

use yew::prelude::*;

use crate::app::route::{Route, Step};
use crate::app::{Action, Failure, Loaded, PackFile, State, view};
use crate::pack::OWN;
use crate::ui::standing::{Rail, RailBar};
use crate::ui::{PageProps, Shell, pages};
use crate::web;

/// What stands in the place of the page.
#[derive(Clone, PartialEq)]
enum Shown {
    /// The page itself.
    Page,
    /// What it needs is under way.
    Waiting,
    /// What it needs did not arrive, or is broken.
    Broken(Failure),
    /// There is no such thing.
    Absent,
    /// Its rules are somebody's own and not on this device.
    NoPack,
}

/// The frame with the page in it.
#[component]
pub fn Frame(props: &PageProps) -> Html {
    let shell = &props.shell;
    let shown = shown(&shell.state);
    let standing = has_standing(&shell.state, &shown);
    use_title(shell, &shown);
    use_turn(shell.state.route.clone(), shown == Shown::Page);
    use_effect_with(standing, |standing| web::page::mark("has-railbar", *standing));
    use_drop(shell);
    let skip = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        web::page::focus("main");
    });
    let case = shell.state.case.clone().filter(|_| standing);
    html! {
        <>
            <a class="skip" href="#main" onclick={skip}>{ shell.t("frame.skip") }</a>
            { bar::bar(shell) }
            { news::news(shell) }
            { news::sample(shell) }
            <div class={classes!("page", width(&shell.state.route, &shown))}>
                { page(shell, &shown) }
                if let Some(case) = case.clone() {
                    <Rail shell={shell.clone()} {case} />
                }
            </div>
            { foot::foot(shell) }
            <div class="no-print">
                if let Some(case) = case {
                    <RailBar shell={shell.clone()} {case} />
                }
            </div>
            { foot::toasts(shell) }
        </>
    }
}

fn page(shell: &Shell, shown: &Shown) -> Html {
    let shell = shell.clone();
    match shown {
        Shown::Page => {}
        Shown::Waiting => return states::waiting(&shell),
        Shown::Absent => return html! { <states::Absent {shell} /> },
        Shown::NoPack => return html! { <states::NoPack {shell} /> },
        Shown::Broken(failure) => {
            return html! { <states::Broken {shell} failure={failure.clone()} /> };
        }
    }
    match shell.state.route.clone() {
        Route::Start => html! { <pages::start::Start {shell} /> },
        Route::Track { pack, track } => {
            html! { <pages::track::Track key={format!("{pack}/{track}")} {shell} /> }
        }
        Route::Sample { .. } => states::waiting(&shell),
        Route::Source { document, .. } => {
            html! { <pages::source::Source key={document} {shell} /> }
        }
        Route::Dossiers => html! { <pages::dossiers::Dossiers {shell} /> },
        Route::About => html! { <pages::about::About {shell} /> },
        Route::Case { dossier, step } => {
            let key = dossier;
            match step {
                Step::Answer(_) => html! { <pages::interview::Interview {key} {shell} /> },
                Step::Verdict => html! { <pages::verdict::Verdict {key} {shell} /> },
                Step::Materials => html! { <pages::materials::Materials {key} {shell} /> },
                Step::Application => html! { <pages::application::Application {key} {shell} /> },
            }
        }
    }
}

fn width(route: &Route, shown: &Shown) -> Option<&'static str> {
    match route {
        // What comes is as wide: nothing is to move when it is here.
        Route::Case { .. } if *shown == Shown::Waiting => {}
        _ if *shown != Shown::Page => return None,
        _ => {}
    }
    match route {
        Route::Start => Some("with-rail"),
        Route::Track { .. } | Route::Source { .. } | Route::Sample { .. } => None,
        Route::Dossiers | Route::About => Some("full"),
        Route::Case { step: Step::Application, .. } => Some("full"),
        Route::Case { .. } => Some("with-rail"),
    }
}

fn has_standing(state: &State, shown: &Shown) -> bool {
    *shown == Shown::Page
        && state.case.as_ref().is_some_and(|case| !case.file.is_slice())
        && !matches!(state.route, Route::Case { step: Step::Application, .. })
}

/// What the place of the page shows: a page may rely on everything it needs being here.
fn shown(state: &State) -> Shown {
    let (pack, track) = match &state.route {
        Route::About => return Shown::Page,
        Route::Dossiers => return of(&state.dossiers),
        Route::Start => return of(&state.catalogue),
        Route::Track { pack, track } | Route::Sample { pack, track, .. } => (pack, Some(track)),
        // The site has no texts for rules of a person's own.
        Route::Source { pack, .. } if pack.starts_with(OWN) => return Shown::Absent,
        Route::Source { pack, .. } => (pack, None),
        Route::Case { dossier, .. } => match &state.dossiers {
            Loaded::Ready(all) => match all.get(dossier) {
                Some(dossier) => (&dossier.pack.id, Some(&dossier.track)),
                None => return Shown::Absent,
            },
            other => return of(other),
        },
    };
    match (pack.starts_with(OWN), &state.own, &state.catalogue) {
        (true, Loaded::Ready(all), _) if !all.contains_key(pack) => return Shown::NoPack,
        (false, _, Loaded::Ready(_)) if state.entry(pack).is_none() => return Shown::Absent,
        (true, Loaded::Ready(_), _) | (false, _, Loaded::Ready(_)) => {}
        (true, other, _) => return of(other),
        (false, _, other) => return of(other),
    }
    match state.packs.get(pack) {
        None => Shown::Waiting,
        Some(Loaded::Ready(file)) if track.is_some_and(|t| file.pack.track(t).is_none()) => {
            Shown::Absent
        }
        Some(Loaded::Ready(file)) if state.needs_whole() && file.is_slice() => Shown::Waiting,
        Some(Loaded::Ready(file)) if !has_source(&state.route, file) => Shown::Absent,
        // A persona leads on by itself: whoever is still here asked for one that there is not.
        Some(Loaded::Ready(_)) if matches!(state.route, Route::Sample { .. }) => {
            match &state.dossiers {
                Loaded::Ready(_) => Shown::Absent,
                other => of(other),
            }
        }
        Some(loaded) => of(loaded),
    }
}

/// Whether the document that the route names, if any, is one of the pack's.
fn has_source(route: &Route, file: &PackFile) -> bool {
    match route {
        Route::Source { document, .. } => {
            file.pack.raw().sources.iter().any(|source| source.document == *document)
        }
        _ => true,
    }
}

fn of<T>(loaded: &Loaded<T>) -> Shown {
    match loaded {
        Loaded::Ready(_) => Shown::Page,
        Loaded::Failed(failure) => Shown::Broken(failure.clone()),
        Loaded::Absent | Loaded::Waiting => Shown::Waiting,
    }
}

/// The title of the window: the page, then whose case it is.
#[hook]
fn use_title(shell: &Shell, shown: &Shown) {
    let state = &shell.state;
    let page = match (&state.route, shown) {
        (_, Shown::Absent | Shown::NoPack) => shell.t("frame.absent"),
        (Route::Start | Route::Sample { .. }, _) => String::new(),
        (Route::Track { pack, track }, _) => {
            let file = state.packs.get(pack).and_then(Loaded::ready);
            let track = file.and_then(|file| file.pack.track(track));
            track.map_or_else(String::new, |track| shell.words.pick(&track.name).to_owned())
        }
        (Route::Source { .. }, _) => shell.t("source.name"),
        (Route::Dossiers, _) => shell.t("frame.dossiers"),
        (Route::About, _) => shell.t("frame.about"),
        (Route::Case { step, .. }, _) => shell.t(bar::step_key(step, state.case.as_deref())),
    };
    let case = state.case.as_ref().map(|case| view::title(&case.dossier, &shell.words));
    let parts = [Some(page).filter(|page| !page.is_empty()), case, Some(shell.t("frame.brand"))];
    let title = parts.into_iter().flatten().collect::<Vec<_>>().join(" – ");
    use_effect_with(title, |title| web::page::set_title(title));
}

/// Moves to the top of a page that was gone to, once it is here. The first page is left alone: the
/// browser has just opened it.
#[hook]
fn use_turn(route: Route, here: bool) {
    let shown = use_mut_ref(|| None::<Route>);
    use_effect_with((route, here), move |(route, here)| {
        let before = shown.borrow().clone();
        match before {
            None => {
                shown.replace(Some(route.clone()));
            }
            Some(before) if before != *route && *here => {
                shown.replace(Some(route.clone()));
                web::page::turn();
            }
            Some(_) => {}
        }
    });
}

/// Opens a file that is dropped anywhere.
#[hook]
fn use_drop(shell: &Shell) {
    let dragging = use_state_eq(|| false);
    let setter = dragging.setter();
    let send = shell.send.clone();
    use_effect_with((), move |()| {
        web::page::on_drop(send, Callback::from(move |over| setter.set(over)))
    });
    let text = shell.t("frame.drop");
    use_effect_with((*dragging, text), |(over, text)| web::page::mark_dragging(*over, text));
}

/// Properties of [`NoWords`].
#[derive(Clone, PartialEq, Properties)]
pub struct NoWordsProps {
    /// Reports what happened.
    pub send: Callback<Action>,
}

/// Shown when the messages did not arrive: the only text that cannot come from them.
#[component]
pub fn NoWords(props: &NoWordsProps) -> Html {
    let send = props.send.clone();
    let onclick = Callback::from(move |_: MouseEvent| send.emit(Action::Retried));
    html! {
        <main class="boot">
            <div role="alert">
            <h1>{ "页面文字没有载入" }</h1>
            <p>{ "已保存的数据没有改动。请检查网络后重试。" }</p>
            <p lang="en">{ "The texts of this page did not load. Saved data has not changed." }</p>
            </div>
            <p><button type="button" class="btn main" {onclick}>{ "重试 / Retry" }</button></p>
        </main>
    }
}
