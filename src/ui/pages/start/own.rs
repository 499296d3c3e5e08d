//! F7. Packs of the person's own: opened from a file or a path of this site, listed, removed. They
//! stand apart from the alliances of the site and are marked wherever they appear.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::own::{OwnPack, Refusal, Refused};
use crate::pack::OWN;
use crate::ui::parts::{Note, Tone, faults, sprite};
use crate::ui::picker::FilePicker;
use crate::ui::{PageProps, Shell};
use crate::web::{page, rest};

use super::alliance;

/// The section.
#[component]
pub fn OwnPacks(props: &PageProps) -> Html {
    let shell = &props.shell;
    let all = shell.state.own.ready().map(|all| all.values().cloned().collect::<Vec<_>>());
    let all = all.unwrap_or_default();
    let open = !all.is_empty() || shell.state.refused.is_some();
    // What is folded away is made when it is unfolded.
    let unfolded = use_state_eq(|| false);
    let ontoggle = {
        let unfolded = unfolded.setter();
        Callback::from(move |_: Event| {
            let unfolded = unfolded.clone();
            rest::when_wanted(move || unfolded.set(true));
        })
    };
    html! {
        <section aria-labelledby="own">
            <h2 id="own">{ shell.t("own.title") }</h2>
            <div class={classes!((!all.is_empty()).then_some("block"))}>
                { for all.iter().map(|own| pack(shell, own)) }
            </div>
            <details class="more" {open} {ontoggle}>
                <summary>{ shell.t("own.open-one") }</summary>
                <div class="more-body">
                    { if open || *unfolded { ways(shell) } else { Html::default() } }
                </div>
            </details>
        </section>
    }
}

/// The ways to open a pack, and why the last one was not opened.
fn ways(shell: &Shell) -> Html {
    html! {
        <>
            <p>{ shell.t("own.lede") }</p>
            <FilePicker shell={shell.clone()} label={shell.t("own.choose")} pack=true />
            <Address shell={shell.clone()} />
            <div>{ shell.state.refused.as_deref().map(|why| refusal(shell, why)) }</div>
        </>
    }
}

/// A pack with its matters; one that this version cannot read, with its faults.
fn pack(shell: &Shell, own: &Rc<OwnPack>) -> Html {
    let key = own.id.clone();
    match &own.entry {
        Ok(entry) => {
            let foot = html! {
                <p class="alliance-foot muted small">
                    { shell.t("own.notice") }{ " " }
                    { remove(shell, own, shell.words.pick(&entry.name)) }
                </p>
            };
            html! { <div {key}>{ alliance(shell, entry, entry.tracks.iter(), foot) }</div> }
        }
        Err(list) => html! {
            <div class="block" {key}>
                <Note tone={Tone::Error}>
                    <p>{ shell.say("own.broken", &[("pack", own.id.trim_start_matches(OWN))]) }</p>
                    { faults(shell, list) }
                    <p class="actions">{ save(shell, own) }{ remove(shell, own, &own.id) }</p>
                </Note>
            </div>
        },
    }
}

fn remove(shell: &Shell, own: &Rc<OwnPack>, name: &str) -> Html {
    let (send, id) = (shell.send.clone(), own.id.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        page::rest("main");
        send.emit(Action::RemovedPack(id.clone()));
    });
    html! {
        <button type="button" class="link" {onclick} aria-label={shell.say("own.remove-named", &[("name", name)])}>
            { shell.t("own.remove") }
        </button>
    }
}

/// The file as it was opened: nothing is lost with a new version of the program.
fn save(shell: &Shell, own: &Rc<OwnPack>) -> Html {
    let own = own.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        let name = format!("{}.json", own.id.trim_start_matches(OWN));
        page::download_text(&name, "application/json", &own.text);
    });
    html! {
        <button type="button" class="link" {onclick}>{ shell.t("dossiers.save-file") }</button>
    }
}

/// The path of a pack on this site.
#[component]
fn Address(props: &PageProps) -> Html {
    let shell = &props.shell;
    let input = use_node_ref();
    let onsubmit = {
        let (send, input) = (shell.send.clone(), input.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(input) = input.cast::<HtmlInputElement>() else { return };
            send.emit(Action::AskedPack { address: input.value(), origin: page::origin() });
        })
    };
    html! {
        <form {onsubmit}>
            <label class="label" for="own-address">{ shell.t("own.address") }</label>
            <p class="muted small" id="own-address-help">{ shell.t("own.address-help") }</p>
            <div class="inputs">
                <input class="field short" id="own-address" ref={input} autocomplete="off"
                    aria-describedby="own-address-help" />
                <button type="submit" class="btn">{ shell.t("own.fetch") }</button>
            </div>
        </form>
    }
}

/// Why a pack was not opened: what is wrong, where, and what to do.
fn refusal(shell: &Shell, refused: &Refused) -> Html {
    let from = [("from", refused.from.as_str())];
    let said = |key: &str| shell.say(key, &from);
    let (text, list) = match &refused.why {
        Refusal::NoAddress => (said("own.no-address"), None),
        Refusal::Foreign => (said("own.foreign"), None),
        Refusal::TooLarge => (said("own.too-large"), None),
        Refusal::Unreadable(reason) => {
            let args = [("from", refused.from.as_str()), ("reason", reason)];
            (shell.say("own.unreadable", &args), None)
        }
        Refusal::NotJson { line, column } => {
            let (line, column) = (line.to_string(), column.to_string());
            let args = [("from", refused.from.as_str()), ("line", &line), ("column", &column)];
            (shell.say("own.not-json", &args), None)
        }
        Refusal::NotAPack { missing } => {
            let args = [("from", refused.from.as_str()), ("missing", missing)];
            (shell.say("own.not-a-pack", &args), None)
        }
        Refusal::Format(found) => {
            let args = [("from", refused.from.as_str()), ("found", found)];
            (shell.say("own.format", &args), None)
        }
        Refusal::Faults(list) => {
            let n = list.len().to_string();
            let args = [("from", refused.from.as_str()), ("n", &n)];
            (shell.say("own.faults", &args), Some(faults(shell, list)))
        }
    };
    let send = shell.send.clone();
    let close = Callback::from(move |_: MouseEvent| send.emit(Action::ClosedRefusal));
    html! {
        <div id="own-refused">
            <Note tone={Tone::Error}>
                <p>{ text }</p>
                { list }
                <p class="muted">{ shell.t("own.nothing-changed") }</p>
                <button type="button" class="link" onclick={close}>
                    { sprite("close") }{ shell.t("frame.close") }
                </button>
            </Note>
        </div>
    }
}
