//! F6. What was not written yet when the window was closed. Databases are written a moment later, and
//! a window that closes does not wait for them; the small storage of settings is written at once.

use gloo::events::EventListener;

use super::storage::{local, unwritten};

/// Before the id of a dossier.
const KEY: &str = "unsaved:";

/// Keeps what is not written when the window closes, for as long as the listener is kept.
pub fn keep_at_the_end() -> EventListener {
    EventListener::new(&gloo::utils::window(), "pagehide", |_| {
        let Some(local) = local() else { return };
        for (dossier, base) in unwritten() {
            let text = |dossier| serde_json::to_string(dossier).unwrap_or_default();
            // JSON in one line has no line breaks of its own.
            let lines =
                format!("{}\n{}", text(&*dossier), base.as_deref().map_or_else(String::new, text));
            super::report(local.set_item(&format!("{KEY}{}", dossier.id), &lines));
        }
    })
}

/// What was kept: each dossier as text, with the text that was in storage when it was last read.
pub fn found() -> Vec<(String, Option<String>)> {
    let Some(local) = local() else { return Vec::new() };
    let keys = (0..local.length().unwrap_or(0)).filter_map(|at| local.key(at).ok().flatten());
    let kept = keys.filter(|key| key.starts_with(KEY));
    let texts = kept.filter_map(|key| local.get_item(&key).ok().flatten());
    texts
        .filter_map(|lines| {
            let (dossier, base) = lines.split_once('\n')?;
            Some((dossier.to_owned(), Some(base.to_owned()).filter(|base| !base.is_empty())))
        })
        .collect()
}

/// Forgets what was kept of a dossier: it is written.
pub fn forget(id: &str) {
    if let Some(local) = local() {
        super::report(local.remove_item(&format!("{KEY}{id}")));
    }
}
