//! F7. The start: what this is, which alliance, and where the person left off.

mod own;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::route::{Route, Step};
use crate::app::{Offline, Saved, view};
use crate::dossier::Dossier;
use crate::engine::assessment::LegalForce;
use crate::pack::catalogue::{Catalogue, Entry, TrackEntry};
use crate::pack::raw::{Role, TrackKind};
use crate::ui::parts::{Note, Tone};
use crate::ui::picker::FilePicker;
use crate::ui::{PageProps, Shell};
use crate::words::sentences;

/// So many dossiers are offered to go on with; the others are a page away.
const LATEST: usize = 3;

const DOORS: [(Role, &str, &str); 3] = [
    (Role::Enterprise, "start.door-enterprise", "start.door-enterprise-text"),
    (Role::Body, "start.door-body", "start.door-body-text"),
    (Role::Holder, "start.door-holder", "start.door-holder-text"),
];

/// The page.
#[component]
pub fn Start(props: &PageProps) -> Html {
    let shell = &props.shell;
    let door = use_state_eq(|| None::<Role>);
    let Some(catalogue) = shell.state.catalogue.ready().cloned() else {
        return html! { <main id="main" tabindex="-1"></main> };
    };
    let choose = {
        let door = door.clone();
        Callback::from(move |role: Role| door.set(Some(role).filter(|role| *door != Some(*role))))
    };
    html! {
        <>
            <main id="main" tabindex="-1">
                <h1>{ shell.t("start.title") }</h1>
                <p class="lede">{ shell.t("start.lede") }</p>
                <p class="muted">{ shell.t("start.privacy") }{ " " }{ sample(shell, &catalogue) }</p>
                { insecure(shell) }
                { no_storage(shell) }
                { doors(shell, &catalogue, *door, &choose) }
                <section aria-labelledby="which">
                    <h2 id="which">{ shell.t("start.alliances") }</h2>
                    { alliances(shell, &catalogue, *door) }
                </section>
                <own::OwnPacks shell={shell.clone()} />
            </main>
            <aside class="side">
                { go_on(shell) }
                { open_file(shell) }
            </aside>
        </>
    }
}

/// A finished result to look at: of the first alliance's first admission.
fn sample(shell: &Shell, catalogue: &Catalogue) -> Html {
    let admits = |track: &&TrackEntry| track.kind == TrackKind::Admission;
    let first =
        catalogue.packs.first().and_then(|entry| Some((entry, entry.tracks.iter().find(admits)?)));
    let to = first.map(|(entry, track)| {
        let (pack, track) = (entry.id.clone(), track.id.clone());
        Route::Sample { pack, track, example: String::new() }.fragment()
    });
    html! { <a href={to}>{ shell.t("sample.see") }</a> }
}

/// Off-line use needs a protected address; nothing else does.
fn insecure(shell: &Shell) -> Html {
    if shell.state.offline != Offline::Insecure {
        return Html::default();
    }
    html! {
        <p class="muted small">
            { shell.t("start.insecure") }{ " " }
            <a href={Route::About.fragment()}>{ shell.t("start.insecure-more") }</a>
        </p>
    }
}

fn no_storage(shell: &Shell) -> Html {
    let Saved::Failed(reason) = &shell.state.saved else { return Html::default() };
    let text = match view::is_full(reason) {
        true => "start.storage-full",
        false => "start.no-storage",
    };
    html! {
        <div class="block">
            <Note tone={Tone::Error}>
                <p>{ shell.t(text) }</p><p class="small muted">{ reason.clone() }</p>
            </Note>
        </div>
    }
}

/// Who the person is. A door behind which there is nothing is not shown, and a single door is none.
fn doors(
    shell: &Shell,
    catalogue: &Catalogue,
    chosen: Option<Role>,
    choose: &Callback<Role>,
) -> Html {
    let leads =
        |role: Role| catalogue.packs.iter().any(|entry| tracks(entry, Some(role)).count() > 0);
    let open: Vec<_> = DOORS.into_iter().filter(|(role, _, _)| leads(*role)).collect();
    if open.len() < 2 {
        return Html::default();
    }
    let one = |(role, title, text): (Role, &'static str, &'static str)| {
        let here = chosen == Some(role);
        let choose = choose.clone();
        let onclick = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            choose.emit(role);
        });
        html! {
            <li class="door" key={title} data-chosen={here.then_some("true")}>
                <h3><a href="#which" role="button" aria-pressed={here.to_string()} {onclick}>
                    { shell.t(title) }
                </a></h3>
                <p>{ shell.t(text) }</p>
            </li>
        }
    };
    html! {
        <section aria-labelledby="who">
            <h2 id="who">{ shell.t("start.who") }</h2>
            <ul class="doors">{ for open.into_iter().map(one) }</ul>
        </section>
    }
}

fn tracks(entry: &Entry, role: Option<Role>) -> impl Iterator<Item = &TrackEntry> {
    entry.tracks.iter().filter(move |track| role.is_none_or(|role| track.role == role))
}

/// Every alliance with the matters it decides, as far as they lie behind the chosen door.
fn alliances(shell: &Shell, catalogue: &Catalogue, door: Option<Role>) -> Html {
    let boxes = catalogue.packs.iter().filter_map(|entry| {
        let mut matters = tracks(entry, door).peekable();
        matters.peek()?;
        Some(alliance(shell, entry, matters, Html::default()))
    });
    html! { <div class="alliances">{ for boxes }</div> }
}

/// An alliance: its name, what it is for, the force of its text, then its matters.
fn alliance<'a>(
    shell: &Shell,
    entry: &Entry,
    matters: impl Iterator<Item = &'a TrackEntry>,
    foot: Html,
) -> Html {
    let force = LegalForce::of(&entry.force, shell.state.today);
    html! {
        <div class="alliance" key={entry.id.clone()}>
            <div class="alliance-head">
                <h3>{ shell.words.pick(&entry.name) }</h3>
                <p>
                    { crate::ui::parts::own_mark(shell, &entry.id) }
                    <span class="force">{ shell.t(force.key()) }</span>
                </p>
                <p class="muted small">{ shell.words.pick(&entry.purpose) }</p>
            </div>
            <ul>{ for matters.map(|track| matter(shell, entry, track)) }</ul>
            { foot }
        </div>
    }
}

fn matter(shell: &Shell, entry: &Entry, track: &TrackEntry) -> Html {
    let n = track.questions.to_string();
    let side = match track.kind {
        TrackKind::Information => "start.information",
        TrackKind::Admission => "start.questions",
        TrackKind::Deadlines => "start.deadlines",
    };
    let to = Route::Track { pack: entry.id.clone(), track: track.id.clone() };
    html! {
        <li key={track.id.clone()}>
            <a href={to.fragment()}>{ shell.words.pick(&track.name) }</a>
            <span class="muted small">{ shell.say(side, &[("n", &n)]) }</span>
        </li>
    }
}

/// The latest dossiers.
fn go_on(shell: &Shell) -> Html {
    let all = shell.state.dossiers.ready();
    let mut latest: Vec<Rc<Dossier>> =
        all.into_iter().flat_map(|all| all.values().cloned()).collect();
    let n = latest.len();
    latest.retain(|dossier| dossier.sample.is_none());
    if latest.is_empty() {
        return Html::default();
    }
    latest.sort_by(|a, b| b.edited.cmp(&a.edited));
    latest.truncate(LATEST);
    html! {
        <section aria-labelledby="again">
            <h2 id="again">{ shell.t("start.again") }</h2>
            <ul class="rows">
                { for latest.iter().map(|dossier| latest_row(shell, dossier)) }
            </ul>
            <p>
                <a href={Route::Dossiers.fragment()}>
                    { shell.say("start.all-dossiers", &[("n", &n.to_string())]) }
                </a>
            </p>
        </section>
    }
}

fn latest_row(shell: &Shell, dossier: &Rc<Dossier>) -> Html {
    let step = Step::Answer(String::new());
    let to = Route::Case { dossier: dossier.id.clone(), step };
    // Only the case on the screen is assessed; for the others the verdict is not known here.
    let case = shell.state.case.as_ref().filter(|case| case.dossier.id == dossier.id);
    let standing =
        case.and_then(|case| Some(sentences::standing(case.track()?, &case.found, &shell.words)));
    html! {
        <li class="row" key={dossier.id.clone()}>
            <div class="row-main">
                <a href={to.fragment()}>{ view::title(dossier, &shell.words) }</a>
                <p class="muted">{ view::aim(&shell.state, dossier, &shell.words) }</p>
            </div>
            <p class="row-side">
                { standing.map(|standing| html! { <span>{ standing }<br /></span> }) }
                { view::edited(dossier, &shell.words) }
            </p>
        </li>
    }
}

/// Opens a record that was saved as a file.
fn open_file(shell: &Shell) -> Html {
    html! {
        <section aria-labelledby="open">
            <h2 id="open">{ shell.t("start.open") }</h2>
            <p class="prose">{ shell.t("start.open-text") }</p>
            <FilePicker shell={shell.clone()} label={shell.t("start.open-button")} />
        </section>
    }
}
