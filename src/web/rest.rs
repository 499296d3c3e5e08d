//! F6. The rest of the program: what the first question does not need comes after it. What a person
//! does before it is here waits for it, in order; the browser shows ticks and letters meanwhile.

use std::cell::{Cell, RefCell};

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

use crate::app::Action;

#[wasm_bindgen]
extern "C" {
    /// Fetches the rest (`program.js`); absent where the program is in one part.
    #[wasm_bindgen(js_name = programRest, catch)]
    fn program_rest() -> Result<JsValue, JsValue>;
}

thread_local! {
    static HERE: Cell<bool> = const { Cell::new(false) };
    static ASKED: Cell<bool> = const { Cell::new(false) };
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// Reports what happened: at once, if the part of the program that is here knows what follows.
pub fn report(action: Action, send: &Callback<Action>) {
    let told = send.clone();
    if action.is_first() { told.emit(action) } else { when_here(send, move || told.emit(action)) }
}

/// Does something that the first part of the program does not know how to do, once the rest is here.
pub fn when_here(send: &Callback<Action>, then: impl FnOnce() + 'static) {
    if HERE.get() {
        return then();
    }
    WAITING.with_borrow_mut(|waiting| waiting.push(Box::new(then)));
    if ASKED.replace(true) {
        return;
    }
    let send = send.clone();
    spawn_local(async move {
        let come = match program_rest().map(JsCast::dyn_into::<Promise>) {
            Ok(Ok(promise)) => JsFuture::from(promise).await.map(drop),
            _ => Ok(()),
        };
        ASKED.set(false);
        match come {
            Ok(()) => {
                HERE.set(true);
                for then in WAITING.take() {
                    then();
                }
            }
            Err(fault) => send.emit(Action::RestMissing(super::words_of(&fault))),
        }
    });
}
