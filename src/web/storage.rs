//! F6. Saving on this device: dossiers, packs of the person's own and source texts in IndexedDB, as
//! the same JSON that files hold, settings in local storage. Faults are returned, never swallowed: the page says them and offers the file.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::events::EventListener;
use idb::{Database, Factory, ObjectStoreParams, Query, TransactionMode};
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{BroadcastChannel, MessageEvent};
use yew::Callback;

use crate::app::own::OwnPack;
use crate::app::{Action, Theme};
use crate::dossier::{self, Dossier};
use crate::web::unsaved;
use crate::words::Lang;

const DATABASE: &str = "alliance-check";
/// Raised with every new store.
const VERSION: u32 = 3;

/// What is saved, each kind in a store of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Store {
    /// Dossiers.
    Dossiers,
    /// Packs that the person opened.
    Packs,
    /// Source texts that the person supplied: name and text.
    Sources,
}

impl Store {
    const ALL: [Store; 3] = [Store::Dossiers, Store::Packs, Store::Sources];

    fn name(self) -> &'static str {
        match self {
            Store::Dossiers => "dossiers",
            Store::Packs => "packs",
            Store::Sources => "sources",
        }
    }
}

async fn open() -> Result<Database, idb::Error> {
    let mut request = Factory::new()?.open(DATABASE, Some(VERSION))?;
    request.on_upgrade_needed(|event| {
        // A fault here fails the request, and with it the open below.
        let made = idb::DatabaseEvent::database(&event).and_then(|db| {
            let known = db.store_names();
            let mut new = Store::ALL.into_iter().filter(|s| !known.iter().any(|k| k == s.name()));
            new.try_for_each(|s| {
                db.create_object_store(s.name(), ObjectStoreParams::new()).map(drop)
            })
        });
        if let Err(fault) = made {
            web_sys::console::warn_1(&JsValue::from_str(&fault.to_string()));
        }
    });
    request.await
}

/// Whether nothing was ever saved on this device; where the browser does not tell, no.
pub async fn is_new() -> bool {
    async fn names() -> Result<Array, JsValue> {
        let window = gloo::utils::window();
        let factory = Reflect::get(&window, &"indexedDB".into())?;
        let databases: Function = Reflect::get(&factory, &"databases".into())?.dyn_into()?;
        let all: Promise = databases.call0(&factory)?.dyn_into()?;
        Ok(Array::from(&JsFuture::from(all).await?))
    }
    let known = |database: JsValue| {
        Reflect::get(&database, &"name".into())
            .is_ok_and(|name| name.as_string().as_deref() == Some(DATABASE))
    };
    names().await.is_ok_and(|all| !all.iter().any(known)) && unsaved::found().is_empty()
}

/// Everything of a store as text, with its id.
pub async fn read_all(store: Store) -> Result<Vec<(String, String)>, String> {
    async fn read(store: &str) -> Result<Vec<(String, String)>, idb::Error> {
        let database = open().await?;
        let transaction = database.transaction(&[store], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(store)?;
        let keys = store.get_all_keys(None, None)?.await?;
        let values = store.get_all(None, None)?.await?;
        transaction.await?;
        database.close();
        let text = |value: &JsValue| value.as_string().unwrap_or_default();
        Ok(keys.iter().map(text).zip(values.iter().map(text)).collect())
    }
    read(store.name()).await.map_err(|fault| fault.to_string())
}

/// What is to be done with something saved. Of a dossier, the second is what this window knows to
/// be in storage; where it is another, nothing is done and that is reported.
enum Change {
    Put(Rc<Dossier>, Option<Rc<Dossier>>),
    Delete(Option<Rc<Dossier>>),
    Look(Option<Rc<Dossier>>),
    Keep(String),
    Forget,
}

/// A dossier on its way to storage, and what this window knows to be there.
pub type Unwritten = (Rc<Dossier>, Option<Rc<Dossier>>);

/// How a change ended.
enum End {
    /// It is as it was to be; the text that is saved now.
    Done(Option<String>),
    /// There is another text, or none any more.
    Other(Option<String>),
}

/// Changes not written yet, the latest for each dossier and pack. One writer takes them in turn, so
/// that an older state can never overtake a newer one.
#[derive(Default)]
struct Writer {
    running: bool,
    waiting: BTreeMap<(Store, String), Change>,
    /// The dossier that is being written, with what this window knew to be in storage.
    writing: Option<Unwritten>,
    /// What this window wrote last. A change made since may not know of it yet.
    wrote: BTreeMap<String, Option<Rc<Dossier>>>,
}

thread_local! {
    static WRITER: RefCell<Writer> = RefCell::default();
}

/// Saves a dossier; reports when everything that waits is written, and every fault.
pub fn save(dossier: Rc<Dossier>, base: Option<Rc<Dossier>>, send: Callback<Action>) {
    change((Store::Dossiers, dossier.id.clone()), Change::Put(dossier, base), send);
}

/// Deletes a dossier.
pub fn delete(id: String, base: Option<Rc<Dossier>>, send: Callback<Action>) {
    change((Store::Dossiers, id), Change::Delete(base), send);
}

/// Looks whether a dossier is still saved as this window knows it; reports if not.
pub fn look(id: String, base: Option<Rc<Dossier>>, send: Callback<Action>) {
    change((Store::Dossiers, id), Change::Look(base), send);
}

/// Keeps a pack; reports like [`save`].
pub fn keep_pack(own: Rc<OwnPack>, send: Callback<Action>) {
    change((Store::Packs, own.id.clone()), Change::Keep(own.text.clone()), send);
}

/// Forgets a pack.
pub fn forget_pack(id: String, send: Callback<Action>) {
    change((Store::Packs, id), Change::Forget, send);
}

/// Every dossier that is not written yet.
pub fn unwritten() -> Vec<Unwritten> {
    WRITER.with_borrow(|writer| {
        let waiting = writer.waiting.values().filter_map(|change| match change {
            Change::Put(dossier, base) => Some((dossier.clone(), base.clone())),
            _ => None,
        });
        writer.writing.iter().cloned().chain(waiting).collect()
    })
}

/// Keeps a source text; reports like [`save`].
pub fn keep_source(document: String, name: &str, text: &str, send: Callback<Action>) {
    if let Ok(kept) = serde_json::to_string(&(name, text)) {
        change((Store::Sources, document), Change::Keep(kept), send);
    }
}

/// Forgets a source text.
pub fn forget_source(document: String, send: Callback<Action>) {
    change((Store::Sources, document), Change::Forget, send);
}

/// Name and text of a source that was kept. Without it the page shows what a first visit shows.
pub async fn kept_source(document: &str) -> Option<(String, String)> {
    let all = read_all(Store::Sources).await.ok()?;
    let (_, kept) = all.into_iter().find(|(id, _)| id == document)?;
    serde_json::from_str(&kept).ok()
}

fn change(place: (Store, String), change: Change, send: Callback<Action>) {
    let running = WRITER.with_borrow_mut(|writer| {
        // A write looks by itself.
        if !matches!(change, Change::Look(_)) || !writer.waiting.contains_key(&place) {
            writer.waiting.insert(place, change);
        }
        std::mem::replace(&mut writer.running, true)
    });
    if running {
        return;
    }
    spawn_local(async move {
        while let Some(((store, id), change)) = WRITER.with_borrow_mut(|w| w.waiting.pop_first()) {
            let looked = matches!(change, Change::Look(_));
            let saved = match &change {
                Change::Put(dossier, base) => {
                    let writing = (dossier.clone(), base.clone());
                    WRITER.with_borrow_mut(|writer| writer.writing = Some(writing));
                    Some(Some(dossier.clone()))
                }
                Change::Delete(_) => Some(None),
                _ => None,
            };
            let ended = run(store, &id, change).await;
            WRITER.with_borrow_mut(|writer| writer.writing = None);
            let result = match ended {
                Ok(End::Other(text)) => {
                    send.emit(Action::ChangedElsewhere { id, text });
                    continue;
                }
                Ok(End::Done(_)) if looked => continue,
                Ok(End::Done(text)) => {
                    tell_tabs(store, &id, text.as_deref());
                    if let Some(dossier) = saved {
                        unsaved::forget(&id);
                        WRITER.with_borrow_mut(|w| w.wrote.insert(id.clone(), dossier.clone()));
                        send.emit(Action::Stored { id, dossier });
                    }
                    Ok(())
                }
                Err(_) if looked => continue,
                Err(fault) => Err(fault),
            };
            let last = WRITER.with_borrow(|writer| writer.waiting.is_empty());
            if last || result.is_err() {
                send.emit(Action::SaveEnded(result));
            }
        }
        WRITER.with_borrow_mut(|writer| writer.running = false);
    });
}

/// Makes one change.
async fn run(store: Store, id: &str, change: Change) -> Result<End, String> {
    // Serialised before the transaction opens: one that waits for anything else commits itself.
    let (text, base) = match &change {
        Change::Put(dossier, base) => {
            let text = serde_json::to_string(&**dossier).map_err(|fault| fault.to_string())?;
            (Some(text), Some(base.as_deref()))
        }
        Change::Delete(base) | Change::Look(base) => (None, Some(base.as_deref())),
        Change::Keep(text) => (Some(text.clone()), None),
        Change::Forget => (None, None),
    };
    let writes = !matches!(change, Change::Look(_));
    let database = open().await.map_err(|fault| fault.to_string())?;
    let end = within(&database, (store, id), text, base, writes).await;
    database.close();
    end.map_err(|fault| fault.to_string())
}

/// One transaction from the look to the write: no other window comes between.
async fn within(
    database: &Database,
    (store, id): (Store, &str),
    text: Option<String>,
    base: Option<Option<&Dossier>>,
    writes: bool,
) -> Result<End, idb::Error> {
    let transaction = database.transaction(&[store.name()], TransactionMode::ReadWrite)?;
    let objects = transaction.object_store(store.name())?;
    let key = JsValue::from_str(id);
    if let Some(base) = base {
        let found = objects.get(Query::Key(key.clone()))?.await?;
        let found = found.and_then(|value| value.as_string());
        if !is_known(id, found.as_deref(), base) {
            return Ok(End::Other(found));
        }
    }
    match &text {
        _ if !writes => {}
        Some(text) => {
            objects.put(&JsValue::from_str(text), Some(&key))?.await?;
        }
        None => objects.delete(Query::Key(key))?.await?,
    }
    if transaction.commit()?.await?.is_aborted() {
        // A full disk is often found out only now.
        let why = objects.transaction().error();
        return Err(why.map_or(idb::Error::DomExceptionNotFound, idb::Error::DomException));
    }
    Ok(End::Done(text))
}

/// Whether what is saved is what this window knows, or wrote itself since.
fn is_known(id: &str, found: Option<&str>, base: Option<&Dossier>) -> bool {
    let found = match found.map(dossier::read) {
        None => None,
        Some(Ok(found)) => Some(found),
        Some(Err(_)) => return false,
    };
    found.as_ref() == base
        || WRITER.with_borrow(|writer| {
            writer.wrote.get(id).is_some_and(|wrote| wrote.as_deref() == found.as_ref())
        })
}

thread_local! {
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new(DATABASE).ok();
}

/// Tells the other tabs of this page what is saved now.
fn tell_tabs(store: Store, id: &str, text: Option<&str>) {
    let text = text.map_or(JsValue::NULL, JsValue::from_str);
    let message = Array::of3(&id.into(), &text, &store.name().into());
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
            let Some(told) = data.and_then(|data| data.dyn_into::<Array>().ok()) else { return };
            let Some(id) = told.get(0).as_string() else { return };
            let text = told.get(1).as_string();
            let store = told.get(2).as_string().unwrap_or_default();
            match Store::ALL.into_iter().find(|known| known.name() == store) {
                Some(Store::Packs) => send.emit(Action::OwnPackElsewhere { id, text }),
                // Read in turn with what this window writes, so that news never comes out of order.
                Some(Store::Dossiers) => send.emit(Action::DossierElsewhere(id)),
                Some(Store::Sources) | None => {}
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

/// The small storage that is written at once, where the browser allows it.
pub fn local() -> Option<web_sys::Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}
