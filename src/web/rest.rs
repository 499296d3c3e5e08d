//! F6. The rest of the program: what the first question does not need comes after it. What a person
//! does before it is here waits for it, in order; the browser shows ticks and letters meanwhile.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use gloo::timers::future::TimeoutFuture;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Element;
use yew::Callback;

use crate::app::Action;
use crate::app::route::Route;
use crate::words::Lang;

/// Marks the document while something that a person did waits; `program.js` knows it too.
const WAITS: &str = "data-waits";

#[wasm_bindgen]
extern "C" {
    /// Fetches the rest (`program.js`); absent where the program is in one part.
    #[wasm_bindgen(js_name = programRest, catch)]
    fn program_rest() -> Result<JsValue, JsValue>;
    /// What makes the event of this moment happen again (`program.js`); with `true` only what it
    /// looked like.
    #[wasm_bindgen(js_name = programAgain, catch)]
    fn program_again() -> Result<Function, JsValue>;
}

thread_local! {
    static HERE: Cell<bool> = const { Cell::new(false) };
    /// Whether nothing waits for it any more.
    static READY: Cell<bool> = const { Cell::new(false) };
    /// Whether what waited happens just now.
    static AGAIN: Cell<bool> = const { Cell::new(false) };
    static ASKED: Cell<bool> = const { Cell::new(false) };
    static AT_TRACK: Cell<bool> = const { Cell::new(false) };
    static NO_FURTHER: Cell<bool> = const { Cell::new(false) };
    static FEW_WORDS: Cell<Option<Lang>> = const { Cell::new(None) };
    static DISPATCH: RefCell<Option<Callback<Action>>> = const { RefCell::new(None) };
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
    /// The taps among what waits, in order.
    static TAPS: RefCell<VecDeque<Function>> = const { RefCell::new(VecDeque::new()) };
}

/// Whether the rest is here.
pub fn is_here() -> bool {
    HERE.get()
}

/// Whether what a person answers would wait for it.
pub fn is_to_come() -> bool {
    !HERE.get() && DISPATCH.with_borrow(Option::is_some)
}

/// Notes of which language only the messages of the first screens were fetched.
pub fn few_words(lang: Lang) {
    FEW_WORDS.set(Some(lang));
}

/// Reports what happened: at once, if the part of the program that is here knows what follows.
pub fn report(action: Action, dispatch: &Callback<Action>) {
    DISPATCH.with_borrow_mut(|own| {
        own.get_or_insert_with(|| dispatch.clone());
    });
    if READY.get() || AGAIN.get() || !goes_further(&action) {
        return dispatch.emit(action);
    }
    let (told, by_person) = (dispatch.clone(), action.is_by_person());
    // An answer is made of those before it, and they wait as well: the tap happens again instead.
    let tap = matches!(action, Action::Answered { .. }).then(program_again).and_then(Result::ok);
    TAPS.with_borrow_mut(|taps| taps.extend(tap.clone()));
    let then = move || match tap {
        Some(tap) => {
            TAPS.with_borrow_mut(VecDeque::pop_front);
            AGAIN.set(true);
            super::report(tap.call0(&JsValue::NULL).map(drop));
            AGAIN.set(false);
        }
        None => told.emit(action),
    };
    if by_person { when_wanted(then) } else { when_here(then) }
}

/// Whether an address leads further than the first part does: it shows one track and its first
/// question. Whatever comes after such an address goes further, too.
fn goes_further(action: &Action) -> bool {
    match action {
        Action::Opened { route: Route::Track { .. }, .. } => {
            AT_TRACK.set(true);
            false
        }
        Action::WentTo(route) => {
            let second = matches!(route, Route::Track { .. }) && AT_TRACK.replace(true);
            let further = NO_FURTHER.get() || second || !action.is_first();
            NO_FURTHER.set(further || matches!(route, Route::Case { .. }));
            further
        }
        _ => !action.is_first(),
    }
}

/// The same as [`when_here`], for what a person did: the page shows that it is waited for.
pub fn when_wanted(then: impl FnOnce() + 'static) {
    if !HERE.get() {
        mark(|root| root.set_attribute(WAITS, ""));
    }
    when_here(then);
}

/// Does something that the first part of the program does not know how to do, once the rest is here,
/// after all that waits already.
pub fn when_here(then: impl FnOnce() + 'static) {
    if READY.get() {
        return then();
    }
    WAITING.with_borrow_mut(|waiting| waiting.push(Box::new(then)));
    if ASKED.replace(true) {
        return;
    }
    let Some(dispatch) = DISPATCH.with_borrow(Clone::clone) else { return };
    spawn_local(async move {
        match come().await {
            Ok(words) => {
                // Messages that come from now on are all of them.
                HERE.set(true);
                if let Some((lang, text)) = words {
                    dispatch.emit(Action::WordsArrived(lang, Ok(text)));
                }
                loop {
                    let waiting = WAITING.take();
                    if waiting.is_empty() {
                        mark(|root| root.remove_attribute(WAITS));
                        break READY.set(true);
                    }
                    for then in waiting {
                        then();
                        // What it changed is drawn before the next one looks at it, but not over
                        // what was ticked and still waits.
                        let drawn = Promise::resolve(&JsValue::NULL);
                        super::report(JsFuture::from(drawn).await.map(drop));
                        TAPS.with_borrow(|taps| taps.iter().for_each(show));
                        TimeoutFuture::new(0).await;
                    }
                }
            }
            Err(reason) => {
                ASKED.set(false);
                // What waits is lost with the page still, but nothing is on its way.
                mark(|root| match root.has_attribute(WAITS) {
                    true => root.set_attribute(WAITS, "in-vain"),
                    false => Ok(()),
                });
                dispatch.emit(Action::RestMissing(reason));
            }
        }
    });
}

/// What was tapped looks as it was left.
fn show(tap: &Function) {
    super::report(tap.call1(&JsValue::NULL, &JsValue::TRUE).map(drop));
}

fn mark(how: impl FnOnce(&Element) -> Result<(), JsValue>) {
    let Some(root) = gloo::utils::document().document_element() else { return };
    super::report(how(&root));
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
