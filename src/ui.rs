//! F7. The screen: what the state looks like, and what a person does with it.
//!
//! The root holds the state in one reducer and hands new effects to `web`. Pages get slices of the
//! state through [`Shell`]; they report what happened by [`Shell::send`] and hold no state of the
//! case themselves. Two traps of this version of Yew shape the markup: no component renders zero
//! nodes beside conditional siblings, and every list stands in an element of its own with keys.

pub mod clause;
mod copy;
mod derivation;
mod export;
pub mod field;
pub mod frame;
mod marks;
mod pages;
pub mod parts;
mod picker;
mod sheet;
pub mod standing;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::{Action, Loaded, Moment, State};
use crate::web;
use crate::words::Words;

use clause::ClauseSheet;

pub use clause::ClauseTarget;

/// What every page gets.
#[derive(Clone)]
pub struct Shell {
    /// The state.
    pub state: Rc<State>,
    /// Messages of the language.
    pub words: Rc<Words>,
    /// Reports what happened.
    pub send: Callback<Action>,
    /// Opens the sheet of a clause.
    pub open_clause: Callback<ClauseTarget>,
}

impl PartialEq for Shell {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state) && Rc::ptr_eq(&self.words, &other.words)
    }
}

impl Shell {
    /// A message without arguments.
    pub fn t(&self, key: &str) -> String {
        self.words.get(key)
    }

    /// A message.
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.words.say(key, args)
    }
}

/// Properties of a page.
#[derive(Clone, PartialEq, Properties)]
pub struct PageProps {
    /// What it gets.
    pub shell: Shell,
}

struct Store(Rc<State>);

struct Event {
    action: Action,
    moment: Moment,
}

impl Reducible for Store {
    type Action = Event;

    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(Store(Rc::new(self.0.after(event.action, &event.moment))))
    }
}

/// The whole page.
#[component]
pub fn App() -> Html {
    let store = use_reducer(|| Store(Rc::new(State::new(web::moment().today))));
    let dispatcher = store.dispatcher();
    let dispatch = use_callback((), move |action: Action, ()| {
        dispatcher.dispatch(Event { action, moment: web::moment() });
    });
    let send =
        use_callback(dispatch, |action: Action, dispatch| web::rest::report(action, dispatch));
    let done = use_mut_ref(|| 0u32);
    let target = use_state(|| None::<ClauseTarget>);
    let open_clause = {
        let target = target.setter();
        use_callback((), move |wanted, ()| {
            let target = target.clone();
            web::rest::when_wanted(move || target.set(Some(wanted)));
        })
    };
    let close_clause = {
        let target = target.setter();
        use_callback((), move |(), ()| target.set(None))
    };
    {
        let target = target.setter();
        use_effect_with(store.0.route.clone(), move |_| target.set(None));
    }
    {
        let send = send.clone();
        use_effect_with((), move |()| web::open(send));
    }
    {
        let (state, send, done) = (store.0.clone(), send.clone(), done.clone());
        use_effect_with(state.events, move |events| {
            let before = done.replace(*events);
            for (_, effect) in state.outbox.iter().filter(|(event, _)| *event > before) {
                web::run(effect, &send);
            }
        });
    }
    {
        let state = store.0.clone();
        use_effect_with((state.lang, state.theme), move |(lang, theme)| web::dress(*lang, *theme));
    }
    let words = use_state(|| None::<Rc<Words>>);
    // The old language stays on the screen until the new one is here.
    let shown = store.0.words.ready().cloned().or_else(|| (*words).clone());
    {
        let ready = store.0.words.ready().cloned();
        let words = words.setter();
        use_effect_with(ready, move |ready| {
            if ready.is_some() {
                words.set(ready.clone());
            }
        });
    }
    match (shown, &store.0.words) {
        (Some(words), _) => {
            let shell = Shell { state: store.0.clone(), words, send, open_clause };
            html! {
                <>
                    <frame::Frame shell={shell.clone()} />
                    <ClauseSheet {shell} target={(*target).clone()} on_close={close_clause} />
                </>
            }
        }
        (None, Loaded::Failed(_)) => html! { <frame::NoWords {send} /> },
        (None, _) => html! { <main class="boot boot-loading" aria-busy="true"></main> },
    }
}

/// Mounts the page.
pub fn start() {
    web::report_panics();
    if let Some(host) = web::host() {
        yew::Renderer::<App>::with_root(host).render();
    }
}
