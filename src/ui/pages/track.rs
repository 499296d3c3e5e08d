//! F7. A track before it is begun: what it leads to, who decides, what to have at hand.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::route::{Route, Step};
use crate::app::{Action, Loaded, PackFile, view};
use crate::dossier::Dossier;
use crate::engine::assessment::LegalForce;
use crate::logic::date::{self, iso};
use crate::pack::examples;
use crate::pack::raw::{
    Example, MissingDocument, Note as Remark, Text, Track as RawTrack, TrackKind,
};
use crate::ui::clause::ClauseTarget;
use crate::ui::field::text::SelectInput;
use crate::ui::parts::{Note, Tone, chip};
use crate::ui::standing::DateLine;
use crate::ui::{PageProps, Shell};

/// The page.
#[component]
pub fn Track(props: &PageProps) -> Html {
    let shell = &props.shell;
    let empty = || html! { <main id="main" tabindex="-1"></main> };
    let Route::Track { pack, track } = &shell.state.route else { return empty() };
    let Some(file) = shell.state.packs.get(pack).and_then(Loaded::ready) else { return empty() };
    let Some(found) = file.pack.track(track) else { return empty() };
    let words = &shell.words;
    let questions: usize = found.sections.iter().map(|section| section.facts.len()).sum();
    let entry = shell.state.entry(pack).and_then(|e| e.tracks.iter().find(|t| t.id == *track));
    let n = entry.map_or(0, |entry| entry.requirements).to_string();
    let m = questions.to_string();
    html! {
        <main id="main" class="track" tabindex="-1">
            <p class="muted">{ words.pick(&file.pack.raw().name) }</p>
            <h1>{ words.pick(&found.name) }</h1>
            { unofficial(shell, file) }
            <p class="lede">{ shell.say(lede(found.kind), &[("n", &n), ("m", &m)]) }</p>
            { begun(shell, pack, track) }
            <section aria-labelledby="facts">
                <h2 id="facts" class="vh">{ shell.t("track.facts") }</h2>
                { facts(shell, found) }
            </section>
            { force(shell, file) }
            if found.kind != TrackKind::Information {
                <Begin shell={shell.clone()} dates={found.kind == TrackKind::Deadlines} />
            }
            { samples(shell, pack, file, found) }
            { list(shell, file, ("steps", "track.steps"), &found.steps, true) }
            { list(shell, file, ("notes", "track.notes"), &found.notes, false) }
            { missing(shell, file, &found.missing_documents) }
        </main>
    }
}

fn facts(shell: &Shell, track: &RawTrack) -> Html {
    let line = |key: &str, text: &Text| {
        let text = shell.words.pick(text).to_owned();
        html! { <div><dt>{ shell.t(key) }</dt><dd>{ text }</dd></div> }
    };
    html! {
        <dl class="facts">
            { line("track.leads-to", &track.leads_to) }
            { line("track.leads-not-to", &track.leads_not_to) }
            { line("track.decides", &track.decides) }
            { line("track.ask", &track.ask) }
            <div hidden={track.at_hand.is_empty()}>
                <dt>{ shell.t("track.at-hand") }</dt>
                <dd><ul class="dash">
                    { for track.at_hand.iter().enumerate().map(|(at, thing)| html! {
                        <li key={at}>{ shell.words.pick(thing) }</li>
                    }) }
                </ul></dd>
            </div>
        </dl>
    }
}

/// That the rules are not of this site, before anything else is said.
fn unofficial(shell: &Shell, file: &PackFile) -> Html {
    if !file.pack.is_own() {
        return Html::default();
    }
    html! {
        <div class="block">
            <Note tone={Tone::Warn}>
                <p><span class="force">{ shell.t("own.mark") }</span>{ " " }{ shell.t("own.notice") }</p>
            </Note>
        </div>
    }
}

fn force(shell: &Shell, file: &PackFile) -> Html {
    let Some(source) = file.pack.source() else { return Html::default() };
    let force = LegalForce::of(&source.force, shell.state.today);
    let title = shell.say("clause.document", &[("title", shell.words.pick(&source.title))]);
    html! {
        <div class="block">
            <Note tone={Tone::Warn}>
                <p>{ title }{ " " }<span class="force">{ shell.t(force.key()) }</span></p>
                <p>{ shell.words.pick(force.notice(source)) }</p>
            </Note>
        </div>
    }
}

fn chips(shell: &Shell, file: &PackFile, cite: &[String]) -> Html {
    let one = |id: &String| {
        let label = &file.pack.citation(id)?.label;
        Some(chip(shell, label, ClauseTarget::Citation(id.clone())))
    };
    html! { <span>{ for cite.iter().filter_map(one) }</span> }
}

/// What the page says first, by what is found at the end of the track.
fn lede(kind: TrackKind) -> &'static str {
    match kind {
        TrackKind::Admission => "track.lede",
        TrackKind::Deadlines => "track.lede-deadlines",
        TrackKind::Information => "track.lede-information",
    }
}

/// Cited remarks under a heading, numbered where their order says something.
fn list(
    shell: &Shell,
    file: &PackFile,
    (id, title): (&'static str, &str),
    notes: &[Remark],
    ordered: bool,
) -> Html {
    if notes.is_empty() {
        return Html::default();
    }
    let items = notes.iter().enumerate().map(|(at, note)| {
        html! {
            <li key={at}>
                { shell.words.pick(&note.text) }{ " " }{ chips(shell, file, &note.cite) }
            </li>
        }
    });
    html! {
        <section aria-labelledby={id}>
            <h2 {id}>{ shell.t(title) }</h2>
            if ordered {
                <ol class="numbered">{ for items }</ol>
            } else {
                <ul class="dash">{ for items }</ul>
            }
        </section>
    }
}

fn missing(shell: &Shell, file: &PackFile, documents: &[MissingDocument]) -> Html {
    if documents.is_empty() {
        return Html::default();
    }
    html! {
        <section aria-labelledby="missing">
            <h2 id="missing">{ shell.t("track.missing") }</h2>
            <p class="muted">{ shell.t("track.missing-text") }</p>
            <ul class="dash">
                { for documents.iter().map(|document| html! {
                    <li key={document.id.clone()}>
                        <b>{ shell.words.pick(&document.title) }</b>{ " " }
                        { shell.words.pick(&document.role) }{ " " }
                        { chips(shell, file, &document.cite) }
                    </li>
                }) }
            </ul>
        </section>
    }
}

/// Personas of the track, each leading to its finished result; where the pack is not read whole yet,
/// the way to the first of them.
fn samples(shell: &Shell, pack: &str, file: &PackFile, track: &RawTrack) -> Html {
    let link = |example: &str, name: String| {
        let (pack, track) = (pack.to_owned(), track.id.clone());
        let to = Route::Sample { pack, track, example: example.to_owned() };
        html! { <li key={example.to_owned()}><a href={to.fragment()}>{ name }</a></li> }
    };
    let name = |example: &Example| {
        shell.words.pick(&example.persona).trim_end_matches(['。', '.']).to_owned()
    };
    let mut all: Vec<Html> = examples(track).iter().map(|e| link(&e.id, name(e))).collect();
    if file.is_slice() && track.kind != TrackKind::Information {
        all.push(link("", shell.t("sample.see")));
    }
    if all.is_empty() {
        return Html::default();
    }
    html! {
        <section aria-labelledby="samples">
            <h2 id="samples">{ shell.t("sample.mark") }</h2>
            <p class="muted">{ shell.t("sample.help") }</p>
            <ul class="dash">{ for all }</ul>
        </section>
    }
}

/// Dossiers that were begun on this track already.
fn begun(shell: &Shell, pack: &str, track: &str) -> Html {
    let all = shell.state.dossiers.ready().into_iter().flat_map(|all| all.values());
    let mine: Vec<&Rc<Dossier>> =
        all.filter(|d| d.pack.id == pack && d.track == track && d.sample.is_none()).collect();
    if mine.is_empty() {
        return Html::default();
    }
    let one = |dossier: &Rc<Dossier>| {
        let step = Step::Answer(String::new());
        let to = Route::Case { dossier: dossier.id.clone(), step };
        html! {
            <li class="row" key={dossier.id.clone()}>
                <div class="row-main">
                    <a href={to.fragment()}>{ view::title(dossier, &shell.words) }</a>
                </div>
                <p class="row-side">{ view::edited(dossier, &shell.words) }</p>
            </li>
        }
    };
    html! {
        <section aria-labelledby="begun">
            <h2 id="begun">{ shell.t("track.begun") }</h2>
            <ul class="rows">{ for mine.into_iter().map(one) }</ul>
        </section>
    }
}

/// Properties of [`Begin`].
#[derive(Clone, PartialEq, Properties)]
struct BeginProps {
    /// What every page gets.
    shell: Shell,
    /// Whether the track is about dates: then the day is compared with what is due.
    dates: bool,
}

/// The planned filing date, and the beginning.
#[component]
fn Begin(props: &BeginProps) -> Html {
    let shell = &props.shell;
    let (label, help) = match props.dates {
        true => ("track.acting", "track.acting-help"),
        false => ("track.filing", "track.filing-help"),
    };
    let today = shell.state.today;
    let filing = use_state_eq(|| iso(today));
    let from = use_state_eq(String::new);
    let oninput = {
        let filing = filing.setter();
        Callback::from(move |typed: String| filing.set(typed))
    };
    let onclick = {
        let (send, route, filing) = (shell.send.clone(), shell.state.route.clone(), filing.clone());
        let from = from.clone();
        Callback::from(move |_: MouseEvent| {
            let day = date::parse(&filing);
            let typed = !filing.trim().is_empty();
            let Route::Track { pack, track } = route.clone() else { return };
            if typed && day.is_none() {
                crate::web::page::focus("filing");
                return;
            }
            // Today is the default, and stays so tomorrow.
            let kept = Some(filing.to_string()).filter(|_| day != Some(today));
            let from = Some(from.to_string()).filter(|id| !id.is_empty());
            let filing = kept.unwrap_or_default();
            send.emit(Action::BeganTrack { pack, track, filing, from });
        })
    };
    let empty = shell.say("track.filing-empty", &[("day", &shell.words.date(today))]);
    html! {
        <section class="begin" aria-labelledby="begin">
            <h2 id="begin">{ shell.t("track.begin") }</h2>
            <p class="muted">{ shell.t(help) }</p>
            <DateLine shell={shell.clone()} id="filing" label={shell.t(label)}
                value={filing.to_string()} {empty} not_before={today} {oninput} />
            { reuse(shell, &from) }
            <p class="actions">
                <button type="button" class="btn main" {onclick}>{ shell.t("track.start") }</button>
            </p>
        </section>
    }
}

/// The answers of another dossier, which the new one may begin with.
fn reuse(shell: &Shell, from: &UseStateHandle<String>) -> Html {
    let Route::Track { pack, track } = &shell.state.route else { return Html::default() };
    let file = shell.state.packs.get(pack).and_then(Loaded::ready);
    let Some((file, track)) = file.and_then(|file| Some((file, file.pack.track(track)?))) else {
        return Html::default();
    };
    let all = shell.state.dossiers.ready().into_iter().flat_map(|all| all.values());
    let counted = all.map(|known| (known, view::reusable(known, &file.pack, track).len()));
    let mut useful: Vec<(&Rc<Dossier>, usize)> = counted.filter(|(_, n)| *n > 0).collect();
    if useful.is_empty() {
        return Html::default();
    }
    useful.sort_by(|(a, _), (b, _)| b.edited.cmp(&a.edited));
    let option = |(dossier, n): (&Rc<Dossier>, usize)| {
        let aim = view::aim(&shell.state, dossier, &shell.words).unwrap_or_default();
        let title = view::title(dossier, &shell.words);
        let n = n.to_string();
        let label = [("title", title.as_str()), ("aim", aim.as_str()), ("n", n.as_str())];
        let label = shell.say("track.reuse-option", &label);
        (AttrValue::from(dossier.id.clone()), AttrValue::from(label))
    };
    let none = (AttrValue::from(""), AttrValue::from(shell.t("track.reuse-none")));
    let options: Vec<_> = std::iter::once(none).chain(useful.into_iter().map(option)).collect();
    let onchange = {
        let from = from.setter();
        Callback::from(move |id: String| from.set(id))
    };
    html! {
        <div class="block">
            <label class="label" for="reuse">{ shell.t("track.reuse") }</label>
            <p class="muted small" id="reuse-help">{ shell.t("track.reuse-help") }</p>
            <SelectInput id="reuse" value={(**from).clone()} {options} {onchange}
                described="reuse-help" />
        </div>
    }
}
