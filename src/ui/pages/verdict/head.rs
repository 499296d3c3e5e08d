//! F7. The verdict in one sentence, with source, legal force, date, and the counts behind it.

use yew::prelude::*;

use crate::app::view;
use crate::document::record::{Both, notices};
use crate::engine::assessment::LegalForce;
use crate::logic::outcome::Status;
use crate::pack::raw::{Text, Track, TrackKind};
use crate::ui::marks::verdict_look;
use crate::ui::parts::{Note, Tone, sprite, status_look};
use crate::words::{Lang, sentences};

use super::outline;
use super::parts::{GroupProps, inside};

const ORDER: [(Status, bool); 8] = [
    (Status::Met, false),
    (Status::Met, true),
    (Status::Failed, false),
    (Status::Judge, false),
    (Status::Open, false),
    (Status::Deferred, false),
    (Status::Waived, false),
    (Status::NotApplicable, false),
];

/// The notices that are told here; the others have places of their own.
const TOLD: [&str; 5] = ["invalid-value", "boundary", "conflict", "provisional", "shared-record"];

/// The head of the page.
#[component]
pub fn Head(props: &GroupProps) -> Html {
    let Some(track) = props.case.track() else { return html! { <div /> } };
    let (shell, found, pack) = (&props.shell, &props.case.found, &props.case.file.pack);
    let words = &shell.words;
    let look = verdict_look(found.verdict);
    let source = pack.source().map_or("", |source| words.pick(&source.title));
    let (force, date) = (words.get(found.force.key()), sentences::as_of(track, found, words));
    let basis = [("source", source), ("force", force.as_str()), ("date", date.as_str())];
    let frame = if pack.is_own() { "result.basis-own" } else { "result.basis" };
    let (strong, rest) = split(props, track);
    let decides = inside(words.pick(&track.decides));
    html! {
        <>
            <p class="print-only">{ view::title(&props.case.dossier, words) }</p>
            <div class="verdict" data-status={look} data-verdict={found.verdict.name()}>
                <p class="verdict-basis">{ shell.say(frame, &basis) }</p>
                <h1 tabindex="-1">{ sprite(look) }<span><em>{ strong }</em>{ rest }</span></h1>
                { tally(props) }
                <div class="tally">
                    <p class="muted small">{ words.pick(&track.leads_not_to).to_owned() }</p>
                    <p class="muted small">{ shell.say("result.decides", &[("body", decides)]) }</p>
                    { dates(props, track) }
                </div>
            </div>
            { lapsed(props) }
            { outline::sectors(props, track) }
            { outline::deadlines(props, track) }
            { remarks(props, track) }
        </>
    }
}

/// That the text is no longer in force, or not yet: it decides what the whole result is worth.
fn lapsed(props: &GroupProps) -> Html {
    let (shell, force) = (&props.shell, props.case.found.force);
    let source = props.case.file.pack.source();
    let source = source.filter(|_| matches!(force, LegalForce::Expired | LegalForce::NotYet));
    let Some(source) = source else { return Html::default() };
    html! {
        <div class="block">
            <Note tone={Tone::Warn}>
                <p><b>{ shell.t(force.key()) }</b></p>
                <p>{ shell.words.pick(force.notice(source)).to_owned() }</p>
            </Note>
        </div>
    }
}

/// The verdict, and the counts that follow it in the sentence.
fn split(props: &GroupProps, track: &Track) -> (String, String) {
    let words = &props.shell.words;
    let all = sentences::standing(track, &props.case.found, words);
    let verdict = sentences::verdict(track, props.case.found.verdict, words);
    let head = all.get(..verdict.len()).filter(|h| h.to_lowercase() == verdict.to_lowercase());
    match (head.and_then(|_| all.get(verdict.len()..)), words.lang()) {
        (Some(rest), _) => (verdict, rest.to_owned()),
        (None, Lang::Zh) => (all, String::new()),
        (None, Lang::En) => {
            let mut letters = all.chars();
            let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
            (format!("{first}{}", letters.as_str()), String::new())
        }
    }
}

fn tally(props: &GroupProps) -> Html {
    let shell = &props.shell;
    let found = &props.case.found.requirements;
    let total = found.len().to_string();
    let counted = ORDER.iter().filter_map(|(status, declared)| {
        let mine = found.iter().filter(|f| f.status == *status && f.self_declared == *declared);
        let n = mine.count();
        let (look, icon, key) = status_look(*status, *declared);
        let (n, word) = ((n > 0).then(|| n.to_string())?, shell.t(key));
        Some(html! {
            <span key={key} class="status" data-status={look}>
                { sprite(icon) }{ shell.say("result.count", &[("n", &n), ("status", &word)]) }
            </span>
        })
    });
    let total = shell.say("result.total", &[("n", &total)]);
    let total = html! { <span key="total">{ total }</span> };
    html! { <p class="tally">{ for std::iter::once(total).chain(counted) }</p> }
}

/// The planned filing date where it differs: the conditions about validity look at it.
fn dates(props: &GroupProps, track: &Track) -> Html {
    let dates = props.case.found.dates;
    if dates.filing == dates.on {
        return Html::default();
    }
    let filing = props.shell.words.date(dates.filing);
    let key = match track.kind {
        TrackKind::Deadlines => "result.acting",
        TrackKind::Admission | TrackKind::Information => "result.filing",
    };
    html! { <p class="muted small">{ props.shell.say(key, &[("date", &filing)]) }</p> }
}

/// Answers on a boundary, and contradictions that keep nothing open.
fn remarks(props: &GroupProps, track: &Track) -> Html {
    let (shell, case) = (&props.shell, &props.case);
    let both = Both { zh: &shell.words, en: &shell.words };
    let told = notices(&case.file.pack, track, &case.found, both);
    let mut seen: Vec<String> = Vec::new();
    // A contradiction that keeps a requirement open is told there.
    let keeping = case.found.requirements.iter().filter_map(|finding| finding.conflict);
    let keeping = keeping.filter_map(|at| Some(&track.conflicts.get(at)?.text));
    let told_there: Vec<&Text> = keeping.collect();
    let wanted = told
        .iter()
        .filter(|notice| TOLD.contains(&notice.kind))
        .filter(|notice| !told_there.contains(&&notice.text));
    let notes = wanted.filter_map(|notice| {
        let text = shell.words.pick(&notice.text).to_owned();
        if seen.contains(&text) {
            return None;
        }
        seen.push(text.clone());
        let tone = if notice.kind == "boundary" { Tone::Info } else { Tone::Warn };
        let link = notice.fact.as_ref().map(|fact| {
            let href = view::place_of(case, track, fact).fragment();
            html! { <>{ " " }<a {href}>{ shell.t("result.change-answer") }</a></> }
        });
        Some(html! { <Note key={text.clone()} {tone}><p>{ text.clone() }{ link }</p></Note> })
    });
    let notes: Vec<Html> = notes.collect();
    html! { <div class="block" hidden={notes.is_empty()}>{ for notes }</div> }
}
