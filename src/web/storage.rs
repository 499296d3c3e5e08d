//! F6. Saving on this device: dossiers in IndexedDB as the same JSON that files hold, settings in
//! local storage. Faults are returned, never swallowed: the page says them and offers the file.

use idb::{Database, Factory, ObjectStoreParams, Query, TransactionMode};
use wasm_bindgen::JsValue;

use crate::app::Theme;
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

/// Saves a dossier.
pub async fn save(dossier: &Dossier) -> Result<(), String> {
    async fn put(id: &str, text: &str) -> Result<(), idb::Error> {
        let database = open().await?;
        let transaction = database.transaction(&[DOSSIERS], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(DOSSIERS)?;
        store.put(&JsValue::from_str(text), Some(&JsValue::from_str(id)))?.await?;
        transaction.commit()?.await?;
        database.close();
        Ok(())
    }
    // Serialised before the transaction opens: one that waits for anything else commits itself.
    let text = serde_json::to_string(dossier).map_err(|fault| fault.to_string())?;
    put(&dossier.id, &text).await.map_err(|fault| fault.to_string())
}

/// Deletes a dossier.
pub async fn delete(id: &str) -> Result<(), String> {
    async fn remove(id: &str) -> Result<(), idb::Error> {
        let database = open().await?;
        let transaction = database.transaction(&[DOSSIERS], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(DOSSIERS)?;
        store.delete(Query::Key(JsValue::from_str(id)))?.await?;
        transaction.commit()?.await?;
        database.close();
        Ok(())
    }
    remove(id).await.map_err(|fault| fault.to_string())
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
