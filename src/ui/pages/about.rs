//! F7. About: what the rules rest on, what the program does not know, privacy, version.

use yew::prelude::*;

use crate::app::route::Route;
use crate::app::{Loaded, Offline};
use crate::engine::assessment::LegalForce;
use crate::logic::date;
use crate::pack::catalogue::{Catalogue, Entry};
use crate::ui::{PageProps, Shell};

/// Characters of a hash that are enough to tell two versions apart by eye.
const SHORT_HASH: usize = 12;

/// The page.
#[component]
pub fn About(props: &PageProps) -> Html {
    let shell = &props.shell;
    let sources = match &shell.state.catalogue {
        Loaded::Ready(catalogue) => table(shell, catalogue),
        Loaded::Failed(_) => html! { <p>{ shell.t("about.no-catalogue") }</p> },
        _ => html! { <div class="bones" aria-hidden="true"><i /><i /><i class="box" /></div> },
    };
    html! {
        <main id="main" tabindex="-1">
            <h1>{ shell.t("about.title") }</h1>
            <p class="lede">{ shell.t("about.lede") }</p>
            <section aria-labelledby="about-sources">
                <h2 id="about-sources">{ shell.t("about.sources") }</h2>
                <p>{ shell.t("about.sources-lead") }</p>
                { sources }
            </section>
            { list(shell, "unknown", "about.unknown", &UNKNOWN) }
            { list(shell, "not", "about.not", &NOT) }
            { list(shell, "counting", "about.counting", &COUNTING) }
            { list(shell, "privacy", "about.privacy", &PRIVACY) }
            { list(shell, "offline", "about.offline", offline(shell.state.offline)) }
            <section aria-labelledby="about-version">
                <h2 id="about-version">{ shell.t("about.version") }</h2>
                <dl class="facts">
                    <div><dt>{ shell.t("about.program") }</dt><dd>{ crate::VERSION }</dd></div>
                    { packs(shell) }
                </dl>
            </section>
        </main>
    }
}

const UNKNOWN: [&str; 4] =
    ["about.unknown.force", "about.unknown.papers", "about.unknown.review", "about.unknown.facts"];
const NOT: [&str; 3] = ["about.not.decide", "about.not.invent", "about.not.send"];
const COUNTING: [&str; 4] = [
    "about.counting.bounds",
    "about.counting.years",
    "about.counting.filing",
    "about.counting.practice",
];
const PRIVACY: [&str; 4] =
    ["about.privacy.local", "about.privacy.none", "about.privacy.keep", "about.privacy.private"];

fn offline(offline: Offline) -> &'static [&'static str] {
    match offline {
        Offline::Later => &["about.offline.later", "about.offline.update"],
        Offline::Ready => &["about.offline.ready", "about.offline.update"],
        Offline::Insecure => &["about.offline.insecure"],
        Offline::OneFile => &["about.offline.one-file"],
        Offline::Refused => &["about.offline.refused"],
    }
}

fn list(shell: &Shell, id: &str, title: &str, lines: &[&str]) -> Html {
    let id = format!("about-{id}");
    let lines = lines.iter().map(|key| html! { <li key={(*key).to_owned()}>{ shell.t(key) }</li> });
    html! {
        <section aria-labelledby={id.clone()}>
            <h2 {id}>{ shell.t(title) }</h2>
            <ul class="dash prose">{ for lines }</ul>
        </section>
    }
}

fn packs(shell: &Shell) -> Html {
    let all = shell.state.catalogue.ready().map(|c| c.packs.as_slice()).unwrap_or_default();
    let told: Vec<String> = all
        .iter()
        .map(|entry| format!("{} {}", shell.words.pick(&entry.name), entry.version))
        .collect();
    html! {
        <div><dt>{ shell.t("about.packs") }</dt><dd>{ shell.words.list(&told) }</dd></div>
    }
}

fn table(shell: &Shell, catalogue: &Catalogue) -> Html {
    let heads = ["about.file", "about.force", "about.period", "about.rules", "about.hash"];
    let heads = heads.map(|key| html! { <th key={key} scope="col">{ shell.t(key) }</th> });
    let rows = catalogue.packs.iter().map(|entry| row(shell, entry));
    html! {
        <table class="grid stacks">
            <thead><tr>{ for heads }</tr></thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

fn row(shell: &Shell, entry: &Entry) -> Html {
    let words = &shell.words;
    let force = LegalForce::of(&entry.force, shell.state.today);
    let hash: String = entry.sha256.chars().take(SHORT_HASH).collect();
    let title = words.pick(&entry.source);
    let to = Route::Source { pack: entry.id.clone(), document: entry.document.clone() };
    html! {
        <tr key={entry.id.clone()}>
            <th scope="row">
                { shell.say("about.source", &[("title", title)]) }{ " " }
                <a class="small" href={to.fragment()}>{ shell.t("source.name") }</a>
            </th>
            <td data-label={shell.t("about.force")}>
                <span class="force">{ shell.t(force.key()) }</span>
            </td>
            <td data-label={shell.t("about.period")}>{ period(shell, entry) }</td>
            <td data-label={shell.t("about.rules")} class="nowrap">{ entry.version.clone() }</td>
            <td data-label={shell.t("about.hash")}>
                <code title={entry.sha256.clone()}>{ hash }</code>
            </td>
        </tr>
    }
}

/// The first and last day in force, as far as the text names them.
fn period(shell: &Shell, entry: &Entry) -> String {
    let day = |text: &Option<String>| {
        text.as_deref().and_then(date::parse).map(|day| shell.words.date(day))
    };
    match (day(&entry.force.from), day(&entry.force.until)) {
        (None, None) => shell.t("about.period.none"),
        (Some(from), None) => shell.say("about.period.from", &[("from", &from)]),
        (None, Some(until)) => shell.say("about.period.until", &[("until", &until)]),
        (Some(from), Some(until)) => {
            shell.say("about.period.both", &[("from", &from), ("until", &until)])
        }
    }
}
