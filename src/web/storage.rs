//! F6. Saving on this device: dossiers in IndexedDB as the same JSON that files hold, settings in
//! local storage. Faults are returned, never swallowed: the page says them and offers the file.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::events::EventListener;
use idb::{Database, Factory, ObjectStoreParams, Query, TransactionMode};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{BroadcastChannel, MessageEvent};
use yew::Callback;

use crate::app::{Action, Theme};
use crate::dossier::Dossier;
use crate::words::Lang;

const DATABASE: &str = "alliance-check";
const DOSSIERS: &str = "dossiers";
const VERSION: u32 = 1;

async fn open() -> Result<Database, idb::Error> {
    let mut request = Factory::new()?.open(DATABASE, Some(VERSION))?;
    request.on_upgrade_needed(|event| {
        // A fault here fails the request, and with it the open below.
        let made = idb::DatabaseEvent::database(&event)
            .and_then(|db| db.create_object_store(DOSSIERS, ObjectStoreParams::new()));
        if let Err(fault) = made {
            web_sys::console::warn_1(&JsValue::from_str(&fault.to_string()));
        }
    });
    request.await
}

/// Every saved dossier as text, with its id.
pub async fn read_all() -> Result<Vec<(String, String)>, String> {
    async fn read() -> Result<Vec<(String, String)>, idb::Error> {
        let database = open().await?;
        let transaction = database.transaction(&[DOSSIERS], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(DOSSIERS)?;
        let keys = store.get_all_keys(None, None)?.await?;
        let values = store.get_all(None, None)?.await?;
        transaction.await?;
        database.close();
        let text = |value: &JsValue| value.as_string().unwrap_or_default();
        Ok(keys.iter().map(text).zip(values.iter().map(text)).collect())
    }
    read().await.map_err(|fault| fault.to_string())
}

/// What is to be done with a saved dossier.
enum Change {
    Put(Rc<Dossier>),
    Remove,
}

/// Changes not written yet, the latest for each dossier. One writer takes them in turn, so that an
/// older state of a dossier can never overtake a newer one.
#[derive(Default)]
struct Writer {
    running: bool,
    waiting: BTreeMap<String, Change>,
}

thread_local! {
    static WRITER: RefCell<Writer> = RefCell::default();
}

/// Saves a dossier; reports when everything that waits is written, and every fault.
pub fn save(dossier: Rc<Dossier>, send: Callback<Action>) {
    change(dossier.id.clone(), Change::Put(dossier), send);
}

/// Deletes a dossier.
pub fn delete(id: String, send: Callback<Action>) {
    change(id, Change::Remove, send);
}

fn change(id: String, change: Change, send: Callback<Action>) {
    let running = WRITER.with_borrow_mut(|writer| {
        writer.waiting.insert(id, change);
        std::mem::replace(&mut writer.running, true)
    });
    if running {
        return;
    }
    spawn_local(async move {
        while let Some((id, change)) = WRITER.with_borrow_mut(|w| w.waiting.pop_first()) {
            let result = write(&id, change).await;
            let result = result.map(|text| tell_tabs(&id, text.as_deref()));
            let last = WRITER.with_borrow(|writer| writer.waiting.is_empty());
            if last || result.is_err() {
                send.emit(Action::SaveEnded(result));
            }
        }
        WRITER.with_borrow_mut(|writer| writer.running = false);
    });
}

/// Writes a change; returns the text that is saved now.
async fn write(id: &str, change: Change) -> Result<Option<String>, String> {
    async fn run(id: &str, text: Option<&str>) -> Result<(), idb::Error> {
        let database = open().await?;
        let transaction = database.transaction(&[DOSSIERS], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(DOSSIERS)?;
        let key = JsValue::from_str(id);
        match text {
            Some(text) => {
                store.put(&JsValue::from_str(text), Some(&key))?.await?;
            }
            None => store.delete(Query::Key(key))?.await?,
        }
        transaction.commit()?.await?;
        database.close();
        Ok(())
    }
    // Serialised before the transaction opens: one that waits for anything else commits itself.
    let text = match change {
        Change::Put(dossier) => {
            Some(serde_json::to_string(&*dossier).map_err(|fault| fault.to_string())?)
        }
        Change::Remove => None,
    };
    run(id, text.as_deref()).await.map_err(|fault| fault.to_string())?;
    Ok(text)
}

thread_local! {
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new(DATABASE).ok();
}

/// Tells the other tabs of this page what is saved now.
fn tell_tabs(id: &str, text: Option<&str>) {
    let message = Array::of2(&id.into(), &text.map_or(JsValue::NULL, JsValue::from_str));
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            super::report(channel.post_message(&message));
        }
    });
}

/// Reports what other tabs saved or deleted, for as long as the listener is kept.
pub fn hear_tabs(send: Callback<Action>) -> Option<EventListener> {
    CHANNEL.with(|channel| {
        let channel = channel.as_ref()?;
        Some(EventListener::new(channel, "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
            let Some(pair) = data.and_then(|data| data.dyn_into::<Array>().ok()) else { return };
            if let Some(id) = pair.get(0).as_string() {
                send.emit(Action::ChangedElsewhere { id, text: pair.get(1).as_string() });
            }
        }))
    })
}

/// Language and colours remembered on this device; else the browser's language.
pub fn settings() -> (Lang, Theme) {
    let get = |key: &str| local().and_then(|storage| storage.get_item(key).ok().flatten());
    let tongue = gloo::utils::window().navigator().language().unwrap_or_default();
    let lang = match get("lang").as_deref() {
        Some("en") => Lang::En,
        Some(_) => Lang::Zh,
        // Chinese first: only a browser set to English is greeted in English.
        None if tongue.starts_with("en") => Lang::En,
        None => Lang::Zh,
    };
    let theme = match get("theme").as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::Device,
    };
    (lang, theme)
}

/// Remembers language and colours. Where that is refused, the next visit starts afresh.
pub fn remember(lang: Lang, theme: Theme) {
    let theme = match theme {
        Theme::Device => "device",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    if let Some(storage) = local() {
        for (key, value) in [("lang", lang.name()), ("theme", theme)] {
            super::report(storage.set_item(key, value));
        }
    }
}

fn local() -> Option<web_sys::Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}
