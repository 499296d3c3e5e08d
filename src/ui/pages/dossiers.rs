//! F7. All cases on this device: open, name, copy, hand over, delete; take in a file.

mod import;
mod row;

use std::rc::Rc;

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::route::Route;
use crate::dossier::Dossier;
use crate::ui::export::ExportState;
use crate::ui::parts::{Note, Tone};
use crate::ui::{PageProps, Shell};
use crate::web;

use import::Import;
use row::Row;

/// The page.
#[component]
pub fn Dossiers(props: &PageProps) -> Html {
    let shell = &props.shell;
    let all = shell.state.dossiers.ready();
    let mut list: Vec<Rc<Dossier>> =
        all.into_iter().flat_map(|all| all.values().cloned()).collect();
    list.sort_by(|a, b| b.edited.cmp(&a.edited));
    let inner = match list.is_empty() {
        true => empty(shell),
        false => html! { <Filled shell={shell.clone()} list={list.clone()} /> },
    };
    html! {
        <main id="main" tabindex="-1">
            <h1>{ shell.t("dossiers.title") }</h1>
            <p class="lede">{ shell.t("dossiers.lede") }</p>
            { inner }
            <div>{ unreadable(shell) }<ExportState shell={shell.clone()} /></div>
            <section aria-labelledby="import-title">
                <h2 id="import-title">{ shell.t("dossiers.import") }</h2>
                <Import shell={shell.clone()} />
            </section>
            if !list.is_empty() {
                <Clear shell={shell.clone()} {list} />
            }
        </main>
    }
}

fn empty(shell: &Shell) -> Html {
    html! {
        <div class="bare">
            <p>{ shell.t("dossiers.empty") }</p>
            <p class="muted">{ shell.t("dossiers.empty-help") }</p>
            <p class="actions">
                <a class="btn main" href={Route::Start.fragment()}>{ shell.t("dossiers.begin") }</a>
            </p>
        </div>
    }
}

/// Saved cases that could not be read: kept as they are, and offered as files.
fn unreadable(shell: &Shell) -> Html {
    let list = &shell.state.unreadable;
    let n = list.len().to_string();
    let items = list.iter().map(|(id, text)| {
        let onclick = {
            let (name, text) = (format!("{id}.json"), text.clone());
            Callback::from(move |_: MouseEvent| {
                web::page::download_text(&name, "application/json", &text);
            })
        };
        html! {
            <li key={id.clone()}>
                <code>{ id.clone() }</code>{ " " }
                <button type="button" class="link" {onclick}>{ shell.t("dossiers.save-file") }</button>
            </li>
        }
    });
    if list.is_empty() {
        return html! { <div hidden=true></div> };
    }
    html! {
        <Note tone={Tone::Warn}>
            <p>{ shell.say("dossiers.unreadable", &[("n", &n)]) }</p>
            <ul class="dash">{ for items }</ul>
        </Note>
    }
}

/// Properties of [`Filled`].
#[derive(Clone, PartialEq, Properties)]
struct FilledProps {
    shell: Shell,
    list: Vec<Rc<Dossier>>,
}

/// The table.
#[component]
fn Filled(props: &FilledProps) -> Html {
    let FilledProps { shell, list } = props;
    let heads = ["dossiers.name", "dossiers.aim", "dossiers.edited"];
    let heads = heads.map(|key| html! { <th key={key} scope="col">{ shell.t(key) }</th> });
    let rows = list.iter().map(|dossier| {
        html! { <Row key={dossier.id.clone()} shell={shell.clone()} dossier={dossier.clone()} /> }
    });
    let save = saves_all(shell);
    html! {
            <section aria-labelledby="all-title">
                <h2 id="all-title" class="vh">{ shell.t("dossiers.all") }</h2>
                <table class="grid stacks">
                    <thead>
                        <tr>
                            { for heads }
                            <th key="menu" scope="col">
                                <span class="vh">{ shell.t("dossiers.actions") }</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                </table>
                <p class="actions">
                    <button type="button" class="btn" onclick={save}>{ shell.t("dossiers.save-all") }</button>
                </p>
            </section>
    }
}

/// Asks before everything on the device is deleted.
#[component]
fn Clear(props: &FilledProps) -> Html {
    let shell = &props.shell;
    let dialog = use_node_ref();
    let with = |act: fn(&HtmlDialogElement)| {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                act(&dialog);
            }
        })
    };
    let ask = with(web::page::open_dialog);
    let leave = with(web::page::close_dialog);
    let clear = {
        let (send, leave) = (shell.send.clone(), leave.clone());
        Callback::from(move |event: MouseEvent| {
            leave.emit(event);
            send.emit(Action::ClearedAll);
        })
    };
    let save = saves_all(shell);
    let n = props.list.len().to_string();
    html! {
        <section aria-labelledby="clear-title">
            <h2 id="clear-title">{ shell.t("dossiers.clear") }</h2>
            <p class="actions">
                <button type="button" class="btn" onclick={ask} aria-haspopup="dialog">
                    { shell.t("dossiers.clear-all") }
                </button>
            </p>
            <dialog class="ask" ref={dialog} aria-labelledby="ask-title">
                <h2 id="ask-title">{ shell.t("dossiers.ask") }</h2>
                <p>{ shell.say("dossiers.ask-help", &[("n", &n)]) }</p>
                <p class="actions">
                    <button type="button" class="btn main" onclick={clear}>
                        { shell.t("dossiers.ask-yes") }
                    </button>
                    <button type="button" class="btn" onclick={save}>{ shell.t("dossiers.ask-save") }</button>
                    <button type="button" class="btn" autofocus=true onclick={leave}>
                        { shell.t("dossiers.cancel") }
                    </button>
                </p>
            </dialog>
        </section>
    }
}

fn saves_all(shell: &Shell) -> Callback<MouseEvent> {
    let send = shell.send.clone();
    Callback::from(move |_: MouseEvent| send.emit(Action::AskedAll))
}
