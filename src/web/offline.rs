//! F6. Use without a network, and new versions of the site: `offline.js` does the work, the two tell
//! each other by events.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CustomEvent;
use yew::Callback;

use crate::app::{Action, Offline};

/// Reports what is known of off-line use, and what is told of it for as long as the listeners are
/// kept; also that the window is looked at again.
pub fn hear(send: &Callback<Action>) -> [EventListener; 3] {
    if let Some(known) = known() {
        send.emit(Action::OfflineIs(known));
    }
    let told = {
        let send = send.clone();
        EventListener::new(&gloo::utils::window(), "offline-told", move |event| {
            let detail = event.dyn_ref::<CustomEvent>().map(CustomEvent::detail);
            match detail.and_then(|detail| detail.as_string()).as_deref() {
                Some("ready") => send.emit(Action::OfflineIs(Offline::Ready)),
                Some("failed") => send.emit(Action::OfflineIs(Offline::Refused)),
                Some("update") => send.emit(Action::UpdateFound),
                _ => {}
            }
        })
    };
    let returned = |send: Callback<Action>| {
        move |_: &web_sys::Event| {
            if !gloo::utils::document().hidden() {
                send.emit(Action::Returned);
            }
        }
    };
    let document = gloo::utils::document();
    let seen = EventListener::new(&document, "visibilitychange", returned(send.clone()));
    let back = EventListener::new(&gloo::utils::window(), "pageshow", returned(send.clone()));
    [told, seen, back]
}

/// What is known before anything is tried.
fn known() -> Option<Offline> {
    let window = gloo::utils::window();
    let web = window.location().protocol().is_ok_and(|scheme| scheme.starts_with("http"));
    let navigator = window.navigator();
    let able = js_sys::Reflect::has(&navigator, &JsValue::from_str("serviceWorker"));
    match (super::page::meta("offline").is_empty() || !web, window.is_secure_context()) {
        (true, _) => Some(Offline::OneFile),
        (false, false) => Some(Offline::Insecure),
        (false, true) if able == Ok(true) => None,
        (false, true) => Some(Offline::Refused),
    }
}

/// Tells `boot.js` and `offline.js` something.
pub fn say(what: &str) {
    let event = CustomEvent::new(what);
    let said = event.and_then(|event| gloo::utils::window().dispatch_event(&event));
    super::report(said.map(drop));
}
