//! F6. Small services of the page for `ui`: focus, dialogs, files, printing, clipboard.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::Callback;

use crate::app::Action;
use crate::app::source::{FileForm, Unread};
use crate::web::exporter::Asked;
use crate::words::Lang;

/// Moves focus to the element of an id and brings it into view. Used in place of fragment links,
/// because the fragment is the route.
pub fn focus(id: &str) {
    let found = gloo::utils::document().get_element_by_id(id);
    if let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        element.scroll_into_view();
        super::report(element.focus());
    }
}

/// Rests the focus on the element of an id, without moving the page: what had it is about to go.
pub fn rest(id: &str) {
    let found = gloo::utils::document().get_element_by_id(id);
    if let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let still = web_sys::FocusOptions::new();
        still.set_prevent_scroll(true);
        super::report(element.focus_with_options(&still));
    }
}

/// Like [`focus`], once what is under way is done: a dialog closes, an element appears.
pub fn focus_soon(id: String) {
    gloo::timers::callback::Timeout::new(0, move || focus(&id)).forget();
}

/// Moves focus to the first heading of the page and scrolls to the top: a new page was opened.
pub fn turn() {
    gloo::utils::window().scroll_to_with_x_and_y(0.0, 0.0);
    let found = gloo::utils::document().query_selector("#main h1");
    let heading = found.ok().flatten().and_then(|e| e.dyn_into::<HtmlElement>().ok());
    if let Some(heading) = heading {
        heading.set_tab_index(-1);
        super::report(heading.focus());
    }
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    gloo::utils::document().set_title(title);
}

/// Opens a dialog over the page.
pub fn open_dialog(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        super::report(dialog.show_modal());
    }
}

/// Whether a click on a dialog means to close it: beside it, or on a link that leads away.
pub fn leaves_dialog(event: &web_sys::MouseEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| {
        target.tag_name() == "DIALOG" || target.closest("a").ok().flatten().is_some()
    })
}

/// Closes a dialog; focus returns to what opened it.
pub fn close_dialog(dialog: &HtmlDialogElement) {
    if dialog.open() {
        dialog.close();
    }
}

/// The browser's own print dialog.
pub fn print() {
    super::report(gloo::utils::window().print());
}

/// Puts a text at the head of each printed page.
pub fn set_sheet_line(text: &str) {
    let root = gloo::utils::document().document_element();
    if let Some(root) = root.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let quoted = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        super::report(root.style().set_property("--sheet-line", &quoted));
    }
}

/// Copies a text; reports whether that worked. On plain http there is no clipboard.
pub fn copy(text: String, done: Callback<bool>) {
    let navigator = gloo::utils::window().navigator();
    let present = js_sys::Reflect::has(&navigator, &"clipboard".into()).unwrap_or(false);
    if !present || !gloo::utils::window().is_secure_context() {
        done.emit(false);
        return;
    }
    spawn_local(async move {
        let copied = JsFuture::from(navigator.clipboard().write_text(&text)).await;
        done.emit(copied.is_ok());
    });
}

/// A dossier and a source are far smaller; a larger file was chosen by mistake.
const MOST_BYTES: f64 = 8.0 * 1024.0 * 1024.0;

/// Reads a file that the person chose or dropped, and reports it as opened.
pub fn open_file(file: web_sys::File, send: Callback<Action>) {
    super::rest::when_wanted(move || {
        spawn_local(async move {
            let name = file.name();
            let text = if file.size() > MOST_BYTES {
                Err("> 8 MB".to_owned())
            } else {
                let read = JsFuture::from(file.text()).await;
                read.map_err(|fault| super::words_of(&fault))
                    .map(|text| text.as_string().unwrap_or_default())
            };
            send.emit(Action::OpenedFile { name, text });
        })
    });
}

/// Reads the text of a source document that the person chose: plain text, or a Word file.
pub fn open_source(file: web_sys::File, document: String, lang: Lang, send: Callback<Action>) {
    spawn_local(async move {
        let name = file.name();
        let text = match bytes_of(&file).await {
            Ok(bytes) => match FileForm::of(&bytes) {
                FileForm::Docx => {
                    let asked = Asked { document, name, send };
                    super::exporter::read_docx(asked, bytes, lang);
                    return;
                }
                FileForm::Text(encoding) => decoded(&bytes, encoding),
                FileForm::Foreign(key) => Err(Unread::Told(key)),
            },
            Err(why) => Err(why),
        };
        send.emit(Action::SuppliedSource { document, name, text });
    });
}

async fn bytes_of(file: &web_sys::File) -> Result<Vec<u8>, Unread> {
    if file.size() > MOST_BYTES {
        return Err(Unread::Told("source.too-large"));
    }
    let buffer = JsFuture::from(file.array_buffer()).await;
    let buffer = buffer.map_err(|fault| Unread::Reason(super::words_of(&fault)))?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

fn decoded(bytes: &[u8], encoding: &str) -> Result<String, Unread> {
    let decoder = web_sys::TextDecoder::new_with_label(encoding);
    let text = decoder.and_then(|decoder| decoder.decode_with_u8_array(bytes));
    text.map_err(|fault| Unread::Reason(super::words_of(&fault)))
}

/// Reads a rule pack that the person chose, and reports it as opened.
pub fn open_pack(file: web_sys::File, send: Callback<Action>) {
    super::rest::when_wanted(move || {
        spawn_local(async move {
            let from = file.name();
            let text = super::pack_text(&file).await;
            send.emit(Action::OpenedPack { from, text });
        })
    });
}

/// What the build wrote into the page under a name.
pub fn meta(name: &str) -> String {
    let found = gloo::utils::document().query_selector(&format!("meta[name={name}]"));
    let content = found.ok().flatten().and_then(|meta| meta.get_attribute("content"));
    content.unwrap_or_default()
}

/// The origin of this page, such as scheme, host and port.
pub fn origin() -> String {
    gloo::utils::window().location().origin().unwrap_or_default()
}

/// Calls back when a file is dropped anywhere on the page; also while one is dragged over it.
pub fn on_drop(send: Callback<Action>, dragging: Callback<bool>) -> impl FnOnce() {
    use gloo::events::{EventListener, EventListenerOptions};
    let options = EventListenerOptions::enable_prevent_default();
    let window = gloo::utils::window();
    let over = {
        let dragging = dragging.clone();
        EventListener::new_with_options(&window, "dragover", options, move |event| {
            event.prevent_default();
            dragging.emit(true);
        })
    };
    let leave = {
        let dragging = dragging.clone();
        EventListener::new(&window, "dragleave", move |_| dragging.emit(false))
    };
    let drop_ = EventListener::new_with_options(&window, "drop", options, move |event| {
        event.prevent_default();
        dragging.emit(false);
        let event = event.dyn_ref::<web_sys::DragEvent>();
        let files = event.and_then(web_sys::DragEvent::data_transfer).and_then(|t| t.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            open_file(file, send.clone());
        }
    });
    move || drop([over, leave, drop_])
}

/// Selects the text of the element of an id, for the person to copy.
pub fn select(id: &str) {
    let Some(element) = gloo::utils::document().get_element_by_id(id) else { return };
    let window = JsValue::from(gloo::utils::window());
    // `Selection` is reached by name: the page uses it nowhere else.
    let selection = js_sys::Reflect::get(&window, &"getSelection".into())
        .and_then(|get| get.dyn_into::<js_sys::Function>())
        .and_then(|get| get.call0(&window));
    let selected = selection.and_then(|selection| {
        let all = js_sys::Reflect::get(&selection, &"selectAllChildren".into())?;
        all.dyn_into::<js_sys::Function>()?.call1(&selection, &element)
    });
    super::report(selected.map(|_| ()));
}

/// Hands a text to the person as a file.
pub fn download_text(name: &str, media_type: &str, text: &str) {
    super::report(super::download(&crate::app::job::FileMade {
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }));
}

/// Marks the page while a file is dragged over it; `text` is what the mark says.
pub fn mark_dragging(dragging: bool, text: &str) {
    if let Some(host) = super::host() {
        super::report(host.set_attribute("data-drop", text));
    }
    mark("dropping", dragging);
}

/// Gives the page a class, or takes it away.
pub fn mark(class: &str, on: bool) {
    let Some(host) = super::host() else { return };
    let now = host.class_name();
    let others = now.split_whitespace().filter(|name| *name != class);
    let classes: Vec<&str> = others.chain(on.then_some(class)).collect();
    host.set_class_name(&classes.join(" "));
}

/// Goes to another place of the program.
pub fn go(route: &crate::app::route::Route) {
    super::report(gloo::utils::window().location().set_hash(&route.fragment()));
}
