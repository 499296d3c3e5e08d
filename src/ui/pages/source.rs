//! F7. A source beside the rules: its text from the host or from the person, compared span by span,
//! and the whole document coloured by what each passage is to the checker.

use std::collections::BTreeSet;
use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::app::route::Route;
use crate::app::source::{Passage, SourceFile};
use crate::app::{Action, Failure, Loaded, PackFile};
use crate::pack::ledger::{Class, Ledger, Span};
use crate::pack::raw::Source as RawSource;
use crate::ui::parts::{Note, Tone, sprite};
use crate::ui::{PageProps, Shell};
use crate::web;

/// The page.
#[component]
pub fn Source(props: &PageProps) -> Html {
    let shell = &props.shell;
    let empty = || html! { <main id="main" tabindex="-1"></main> };
    let Route::Source { pack, document } = &shell.state.route else { return empty() };
    let Some(file) = shell.state.packs.get(pack).and_then(Loaded::ready) else { return empty() };
    let mut sources = file.pack.raw().sources.iter();
    let Some(source) = sources.find(|source| source.document == *document) else { return empty() };
    let title = shell.say("clause.document", &[("title", shell.words.pick(&source.title))]);
    let ledger = shell.state.ledgers.get(document);
    html! {
        <main id="main" tabindex="-1">
            <p class="muted">{ shell.words.pick(&file.pack.raw().name) }</p>
            <h1>{ shell.say("source.title", &[("title", &title)]) }</h1>
            <p class="lede">{ shell.t("source.lede") }</p>
            <div class="block" role="status">{ standing(shell, source, &title) }</div>
            <Supply shell={shell.clone()} />
            {
                match ledger {
                    Some(Loaded::Ready(ledger)) => whole(shell, file, ledger, document),
                    Some(Loaded::Failed(failure)) => broken(shell, failure),
                    _ => html! { <div class="bones" aria-hidden="true"><i /><i class="box" /></div> },
                }
            }
        </main>
    }
}

/// Whether there is a text, whose, and whether it is the one that was encoded.
fn standing(shell: &Shell, source: &RawSource, title: &str) -> Html {
    // Without its ledger nothing can be compared, and that is said further down.
    if matches!(shell.state.ledgers.get(&source.document), Some(Loaded::Failed(_))) {
        return Html::default();
    }
    let found = match shell.state.sources.get(&source.document) {
        Some(Loaded::Ready(found)) => found,
        Some(Loaded::Waiting) => {
            return html! { <p class="muted">{ shell.t("source.waiting") }</p> };
        }
        _ => {
            let text = shell.say("source.absent", &[("file", &source.file)]);
            return html! { <Note tone={Tone::Info}><p>{ text }</p></Note> };
        }
    };
    let from = match &found.name {
        Some(name) => {
            let (send, document) = (shell.send.clone(), source.document.clone());
            let onclick = Callback::from(move |_: MouseEvent| {
                web::page::rest("main");
                send.emit(Action::RemovedSource(document.clone()));
            });
            html! {
                <>
                    { shell.say("source.from-file", &[("name", name)]) }{ " " }
                    <button type="button" class="link" {onclick}>{ shell.t("source.remove") }</button>
                </>
            }
        }
        None => html! { shell.t("source.from-host") },
    };
    if found.is_whole() {
        let chars = found.text.len().to_string();
        let text = shell.say("source.whole", &[("chars", &chars)]);
        return html! { <Note tone={Tone::Info}><p><b>{ text }</b>{ " " }{ from }</p></Note> };
    }
    let n = found.changed().to_string();
    let told = match found.first_difference() {
        _ if found.is_other() => shell.say("source.other", &[("title", title)]),
        Some((span, text)) => {
            let key = if text.is_empty() { "source.lacks" } else { "source.differs" };
            shell.say(key, &[("n", &n), ("label", &span.label), ("text", &text)])
        }
        None => shell.t("source.moved"),
    };
    html! { <Note tone={Tone::Warn}><p>{ told }{ " " }{ from }</p></Note> }
}

fn broken(shell: &Shell, failure: &Failure) -> Html {
    let reason = match failure {
        Failure::Fetch(reason) | Failure::Storage(reason) => reason.clone(),
        Failure::Pack(faults) => {
            let first = faults.first();
            first.map_or_else(String::new, |f| {
                format!("{} {}", f.place, shell.words.pick(&f.message))
            })
        }
        Failure::Mixed => shell.t("frame.mixed"),
    };
    let text = shell.say("source.no-ledger", &[("reason", &reason)]);
    let send = shell.send.clone();
    let retry = Callback::from(move |_: MouseEvent| send.emit(Action::Retried));
    html! {
        <div class="block">
            <Note tone={Tone::Error}>
                <p>{ text }</p>
                <p class="actions">
                    <button type="button" class="btn" onclick={retry}>{ shell.t("frame.retry") }</button>
                </p>
            </Note>
        </div>
    }
}

/// Every passage in order, with its class and what rests on it.
fn whole(shell: &Shell, file: &Rc<PackFile>, ledger: &Ledger, document: &str) -> Html {
    let text = shell.state.sources.get(document).and_then(Loaded::ready);
    let covered = ledger.covered().to_string();
    let n = ledger.spans.len().to_string();
    let legend = Class::ALL.into_iter().filter_map(|class| {
        let (spans, chars) = ledger.extent(class);
        let (spans, chars) = ((spans > 0).then(|| spans.to_string())?, chars.to_string());
        let counts = shell.say("source.extent", &[("spans", &spans), ("chars", &chars)]);
        Some(html! {
            <li key={class.name()} data-class={class.name()}>
                <b>{ shell.t(&class_key(class)) }</b>{ " " }<span class="muted">{ counts }</span>
            </li>
        })
    });
    let spans = ledger.spans.iter().enumerate();
    html! {
        <section aria-labelledby="ledger">
            <h2 id="ledger">{ shell.t("source.ledger") }</h2>
            <p>{ shell.say("source.covered", &[("n", &n), ("chars", &covered)]) }</p>
            <p class="muted small" hidden={text.is_none()}>{ shell.t("source.normal-form") }</p>
            <ul class="ledger-legend">{ for legend }</ul>
            <ol class="ledger">
                { for spans.map(|(at, span)| passage(shell, file, text, at, span)) }
            </ol>
        </section>
    }
}

fn class_key(class: Class) -> String {
    format!("ledger.{}", class.name())
}

fn passage(
    shell: &Shell,
    file: &PackFile,
    text: Option<&Rc<SourceFile>>,
    at: usize,
    span: &Span,
) -> Html {
    let told = text.map(|text| match text.span(at) {
        Passage::Verified(text) => html! {
            <p class="source-text" lang="zh-Hans">
                <svg class="icon" role="img" aria-label={shell.t("source.verified")}>
                    <use href="#i-met" />
                </svg>{ " " }{ text }
            </p>
        },
        Passage::Differs => html! {
            <p class="error">{ sprite("failed") }<span>{ shell.t("source.passage-differs") }</span></p>
        },
    });
    let resting = resting(shell, file, span);
    html! {
        <li key={at} data-class={span.class.name()}>
            <p class="small">
                <b lang="zh-Hans">{ span.label.clone() }</b>{ " " }
                <span class="ledger-class muted">{ shell.t(&class_key(span.class)) }</span>
            </p>
            { told }
            <p class="small muted" hidden={resting.is_empty()}>
                { shell.say("source.resting", &[("nodes", &resting)]) }
            </p>
        </li>
    }
}

/// What rests on a passage, by its name; the same name in several tracks once.
fn resting(shell: &Shell, file: &PackFile, span: &Span) -> String {
    let mut names = BTreeSet::new();
    for node in &span.nodes {
        let Some((track, id)) = node.split_once('/') else { continue };
        let Some(track) = file.pack.track(track) else { continue };
        let requirement = track.requirements.iter().find(|r| r.id == id).map(|r| &r.label);
        let waiver = || track.waivers.iter().find(|w| w.id == id).map(|w| &w.label);
        let preference = || track.preferences.iter().find(|p| p.id == id).map(|p| &p.label);
        let reading = || track.readings.iter().find(|r| r.id == id).map(|r| &r.label);
        let deadline = || track.deadlines.iter().find(|d| d.id == id).map(|d| &d.label);
        let material = || track.materials.iter().find(|m| m.id == id).map(|m| &m.name);
        let label = requirement.or_else(waiver).or_else(preference).or_else(reading);
        let label = label.or_else(deadline).or_else(material);
        names.extend(label.map(|label| shell.words.pick(label).to_owned()));
    }
    shell.words.list(&names.into_iter().collect::<Vec<_>>())
}

/// Opens a file of one's own, or takes pasted text.
#[component]
fn Supply(props: &PageProps) -> Html {
    let shell = &props.shell;
    let (picker, area) = (use_node_ref(), use_node_ref());
    let Route::Source { document, .. } = &shell.state.route else { return html! { <div /> } };
    let choose = {
        let picker = picker.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = picker.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let onchange = {
        let (send, document, lang) = (shell.send.clone(), document.clone(), shell.state.lang);
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let file = input.files().and_then(|files| files.get(0));
            input.set_value("");
            if let Some(file) = file {
                send.emit(Action::ReadingSource(document.clone()));
                web::page::open_source(file, document.clone(), lang, send.clone());
            }
        })
    };
    let paste = {
        let (send, document, area) = (shell.send.clone(), document.clone(), area.clone());
        let name = shell.t("source.pasted");
        Callback::from(move |_: MouseEvent| {
            let text = area.cast::<HtmlTextAreaElement>().map(|area| area.value());
            send.emit(Action::SuppliedSource {
                document: document.clone(),
                name: name.clone(),
                text: Ok(text.unwrap_or_default()),
            });
        })
    };
    let reading = shell.state.reading.as_ref() == Some(document);
    let give_up = {
        let send = shell.send.clone();
        Callback::from(move |_: MouseEvent| send.emit(Action::CancelledExport))
    };
    let progress = html! {
        <div class="progress">
            <span>{ shell.t("source.reading") }</span>
            <progress aria-label={shell.t("source.reading")}></progress>
            <button type="button" class="link" onclick={give_up}>{ shell.t("application.cancel") }</button>
        </div>
    };
    html! {
        <section aria-labelledby="supply">
            <h2 id="supply">{ shell.t("source.supply") }</h2>
            <p class="prose">{ shell.t("source.supply-text") }</p>
            <p class="actions">
                <input type="file" accept=".txt,.docx,text/plain" hidden=true ref={picker} {onchange} />
                <button type="button" class="btn" disabled={reading} onclick={choose}>
                    { shell.t("source.open") }
                </button>
            </p>
            <div role="status">{ reading.then_some(progress) }</div>
            <details class="more">
                <summary>{ shell.t("source.paste") }</summary>
                <div class="more-body">
                    <label class="label" for="paste">{ shell.t("source.paste-label") }</label>
                    <textarea id="paste" class="field" rows="6" ref={area} />
                    <p class="actions">
                        <button type="button" class="btn" onclick={paste}>{ shell.t("source.compare") }</button>
                    </p>
                </div>
            </details>
        </section>
    }
}
