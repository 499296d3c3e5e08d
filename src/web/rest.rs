//! F6. The rest of the program: what the first question does not need comes after it. What a person
//! does before it is here waits for it, in order; the browser shows ticks and letters meanwhile.

use std::cell::{Cell, RefCell};

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

use crate::app::Action;
use crate::words::Lang;

#[wasm_bindgen]
extern "C" {
    /// Fetches the rest (`program.js`); absent where the program is in one part.
    #[wasm_bindgen(js_name = programRest, catch)]
    fn program_rest() -> Result<JsValue, JsValue>;
}

thread_local! {
    static HERE: Cell<bool> = const { Cell::new(false) };
    static ASKED: Cell<bool> = const { Cell::new(false) };
    static FEW_WORDS: Cell<Option<Lang>> = const { Cell::new(None) };
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// Whether the rest is here.
pub fn is_here() -> bool {
    HERE.get()
}

/// Notes of which language only the messages of the first screens were fetched.
pub fn few_words(lang: Lang) {
    FEW_WORDS.set(Some(lang));
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
        let come = come().await;
        ASKED.set(false);
        match come {
            Ok(words) => {
                HERE.set(true);
                if let Some((lang, text)) = words {
                    send.emit(Action::WordsArrived(lang, Ok(text)));
                }
                for then in WAITING.take() {
                    then();
                }
            }
            Err(reason) => send.emit(Action::RestMissing(reason)),
        }
    });
}

/// Waits for the rest, and for all messages of the language on the screen where so far there were
/// only those of the first screens.
async fn come() -> Result<Option<(Lang, String)>, String> {
    let Ok(rest) = program_rest() else { return Ok(None) };
    let rest = rest.dyn_into::<Promise>().map_err(|_| String::new())?;
    JsFuture::from(rest).await.map_err(|fault| super::words_of(&fault))?;
    let Some(lang) = FEW_WORDS.get() else { return Ok(None) };
    Ok(Some((lang, super::fetch(&super::words_file(lang)).await?)))
}
