//! F7. The clause sheet: what a clause is about, why it is asked, its readings, its legal force.

mod content;

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::app::Action;
use crate::ui::Shell;
use crate::ui::parts::sprite;
use crate::web::page;

/// What the sheet shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClauseTarget {
    /// A question: its fact.
    Fact(String),
    /// A requirement, waiver or preference: its id.
    Node(String),
    /// A citation alone, such as that of a duty: its id in the pack.
    Citation(String),
}

/// Properties of [`ClauseSheet`].
#[derive(Clone, PartialEq, Properties)]
pub struct ClauseSheetProps {
    /// What every page gets.
    pub shell: Shell,
    /// What to show; nothing closes the sheet.
    pub target: Option<ClauseTarget>,
    /// Told when the sheet closes.
    pub on_close: Callback<()>,
}

/// One dialog for the whole page. The browser gives the focus back to what opened it.
#[component]
pub fn ClauseSheet(props: &ClauseSheetProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.target.is_some(), move |open| {
            match (node.cast::<HtmlDialogElement>(), open) {
                (Some(dialog), true) => page::open_dialog(&dialog),
                (Some(dialog), false) => page::close_dialog(&dialog),
                (None, _) => {}
            }
        });
    }
    let told = props.on_close.clone();
    let onclose = Callback::from(move |_: Event| told.emit(()));
    let told = props.on_close.clone();
    let leave = Callback::from(move |event: MouseEvent| {
        if page::leaves_dialog(&event) {
            told.emit(());
        }
    });
    let told = props.on_close.clone();
    let close = Callback::from(move |_: MouseEvent| told.emit(()));
    let shell = &props.shell;
    let content = props.target.clone().map(|target| {
        html! { <Content shell={shell.clone()} {target} {close} /> }
    });
    html! {
        <dialog class="drawer" ref={node} aria-labelledby="clause-title" onclick={leave} {onclose}>
            <div>{ content }</div>
        </dialog>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ContentProps {
    shell: Shell,
    target: ClauseTarget,
    close: Callback<MouseEvent>,
}

/// There only while the sheet is open: until then the page does without this part of the program.
#[component]
fn Content(props: &ContentProps) -> Html {
    let shell = &props.shell;
    let shown = content::read(shell, &props.target);
    {
        let documents = shown.as_ref().map(|s| s.documents().to_vec()).unwrap_or_default();
        let send = shell.send.clone();
        use_effect_with(documents, move |documents| {
            for document in documents {
                send.emit(Action::WantedSource(document.clone()));
            }
        });
    }
    let (head, body) = shown.map_or_else(Default::default, |shown| {
        (content::head(shell, &shown), content::body(shell, &shown))
    });
    html! {
        <>
            <div class="drawer-head">
                <div>{ head }</div>
                <button type="button" class="tool" aria-label={shell.t("frame.close")} onclick={props.close.clone()}>
                    { sprite("close") }
                </button>
            </div>
            <div class="drawer-body">{ body }</div>
        </>
    }
}
