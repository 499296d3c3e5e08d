//! F7. One case in the table; its name is edited in place.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::job::JobKind;
use crate::app::route::{Route, Step};
use crate::app::{Action, view};
use crate::dossier::Dossier;
use crate::ui::Shell;
use crate::web;

/// Properties of [`Row`].
#[derive(Clone, Properties)]
pub struct RowProps {
    /// What every page gets.
    pub shell: Shell,
    /// The case.
    pub dossier: Rc<Dossier>,
}

impl PartialEq for RowProps {
    fn eq(&self, other: &Self) -> bool {
        self.shell == other.shell && Rc::ptr_eq(&self.dossier, &other.dossier)
    }
}

/// The row.
#[component]
pub fn Row(props: &RowProps) -> Html {
    let RowProps { shell, dossier } = props;
    let naming = use_state(|| false);
    let title = view::title(dossier, &shell.words);
    let state = &shell.state;
    let aim = view::aim(state, dossier, &shell.words);
    let aim = aim.unwrap_or_else(|| format!("{} {}", dossier.pack.id, dossier.track));
    let head = match *naming {
        true => {
            let naming = naming.clone();
            let back = rename_id(dossier);
            let done = Callback::from(move |()| {
                naming.set(false);
                web::page::focus_soon(back.clone());
            });
            html! { <Naming shell={shell.clone()} dossier={dossier.clone()} {done} /> }
        }
        false => {
            let step = Step::Answer(String::new());
            let href = Route::Case { dossier: dossier.id.clone(), step }.fragment();
            html! { <a {href}>{ title.clone() }</a> }
        }
    };
    let rename = {
        let naming = naming.clone();
        Callback::from(move |_: MouseEvent| naming.set(true))
    };
    html! {
        <tr>
            <th scope="row">{ head }</th>
            <td data-label={shell.t("dossiers.aim")}>{ aim }</td>
            <td class="nowrap" data-label={shell.t("dossiers.edited")}>
                { view::edited(dossier, &shell.words) }
            </td>
            <td class="end">{ menu(props, &title, rename) }</td>
        </tr>
    }
}

fn rename_id(dossier: &Dossier) -> String {
    format!("rename-{}", dossier.id)
}

fn menu(props: &RowProps, title: &str, rename: Callback<MouseEvent>) -> Html {
    let RowProps { shell, dossier } = props;
    let sends = |make: fn(String) -> Action| {
        let (send, id) = (shell.send.clone(), dossier.id.clone());
        Callback::from(move |_: MouseEvent| send.emit(make(id.clone())))
    };
    let delete = {
        let delete = sends(Action::Deleted);
        Callback::from(move |event: MouseEvent| {
            // The button goes with its row.
            web::page::rest("main");
            delete.emit(event);
        })
    };
    let export = |id: String| Action::AskedExport { kind: JobKind::Json, dossier: Some(id) };
    let buttons = [
        ("dossiers.rename", rename),
        ("dossiers.copy", sends(Action::Duplicated)),
        ("dossiers.export", sends(export)),
        ("dossiers.delete", delete),
    ];
    let buttons = buttons.map(|(key, onclick)| {
        let word = shell.t(key);
        let label = shell.say("dossiers.action-on", &[("action", &word), ("title", title)]);
        html! {
            <button {key} id={(key == "dossiers.rename").then(|| rename_id(dossier))} type="button"
                class="link" aria-label={label} {onclick}>{ word }</button>
        }
    });
    html! { <div class="menu">{ for buttons }</div> }
}

/// Properties of [`Naming`].
#[derive(Clone, PartialEq, Properties)]
struct NamingProps {
    shell: Shell,
    dossier: Rc<Dossier>,
    done: Callback<()>,
}

/// The name as an input. Enter saves, Escape leaves the name as it was.
#[component]
fn Naming(props: &NamingProps) -> Html {
    let NamingProps { shell, dossier, done } = props;
    let id = format!("name-{}", dossier.id);
    // A dossier without a name begins with an empty input.
    let unnamed = shell.t("dossier.untitled");
    let typed = use_state(|| {
        let title = view::title(dossier, &shell.words);
        if title == unnamed { String::new() } else { title }
    });
    {
        let id = id.clone();
        use_effect_with((), move |()| web::page::focus(&id));
    }
    let onsubmit = {
        let (send, done, typed) = (shell.send.clone(), done.clone(), typed.clone());
        let dossier = dossier.id.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let title = typed.trim().to_owned();
            send.emit(Action::Renamed { dossier: dossier.clone(), title });
            done.emit(());
        })
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                typed.set(input.value());
            }
        })
    };
    let onkeydown = {
        let done = done.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.is_composing() {
                done.emit(());
            }
        })
    };
    html! {
        <form class="inputs" {onsubmit}>
            <label class="vh" for={id.clone()}>{ shell.t("dossiers.new-name") }</label>
            <input class="field short" {id} autocomplete="off" value={(*typed).clone()} {oninput}
                {onkeydown} placeholder={unnamed} />
            <button type="submit" class="btn">{ shell.t("dossiers.save") }</button>
        </form>
    }
}
