//! F5. What follows for source texts: asked for when a clause is looked at, compared when they are
//! here.

use std::rc::Rc;

use crate::app::source::{SourceFile, Unread};
use crate::app::{Effect, Failure, Loaded, State, Toast, Undo};
use crate::pack::ledger::Ledger;

impl State {
    /// Fetches the ledger of a document of the site, and the text where the host supplies it.
    pub(super) fn want_source(&mut self, document: &str) {
        if self.ledgers.contains_key(document) {
            return;
        }
        let Some(file) = self.source_of_site(document) else { return };
        self.ledgers.insert(document.to_owned(), Loaded::Waiting);
        self.push(Effect::FetchLedger(document.to_owned()));
        // What a person opened, or what arrived, needs no second fetch.
        let known = self.supplied.contains_key(document);
        if !known && !matches!(self.sources.get(document), Some(Loaded::Ready(_))) {
            self.sources.insert(document.to_owned(), Loaded::Waiting);
            self.push(Effect::ReadKeptSource(document.to_owned()));
            self.push(Effect::FetchSource(document.to_owned(), file));
        }
    }

    /// The file of a document, as the site's own rules name it.
    fn source_of_site(&self, document: &str) -> Option<String> {
        let files = self.packs.values().filter_map(Loaded::ready);
        let mut sources =
            files.filter(|file| !file.pack.is_own()).flat_map(|file| &file.pack.raw().sources);
        sources.find(|source| source.document == document).map(|source| source.file.clone())
    }

    pub(super) fn ledger_arrived(&mut self, document: String, result: Result<String, String>) {
        let ledger = match result.map(|text| Ledger::read(&text)) {
            Ok(Ok(ledger)) => Loaded::Ready(Rc::new(ledger)),
            Ok(Err(faults)) => Loaded::Failed(Failure::Pack(faults)),
            Err(reason) => Loaded::Failed(Failure::Fetch(reason)),
        };
        self.ledgers.insert(document.clone(), ledger);
        self.compare(&document);
    }

    /// The host has the text, or not: nothing that a person needs to be told of by itself.
    pub(super) fn source_arrived(&mut self, document: String, text: Option<String>) {
        match text {
            // What a person opened meanwhile stays.
            Some(_) if self.has_text(&document) => {}
            Some(text) => self.supply(&document, None, text),
            None if self.supplied.contains_key(&document) => {}
            None if matches!(self.sources.get(&document), Some(Loaded::Waiting)) => {
                self.sources.insert(document, Loaded::Absent);
            }
            None => {}
        }
    }

    /// A person opened or pasted the text. What was here before stays if it cannot be read.
    pub(super) fn source_supplied(
        &mut self,
        document: String,
        name: String,
        text: Result<String, Unread>,
    ) {
        self.reading = None;
        match text {
            Ok(text) if text.trim().is_empty() => {
                self.toast = Some(fault("source.empty", vec![("name", name)]));
            }
            Ok(text) => {
                self.push(Effect::KeepSource(document.clone(), name.clone(), text.clone()));
                self.supply(&document, Some(name), text);
            }
            Err(Unread::Told(key)) => self.toast = Some(fault(key, vec![("name", name)])),
            Err(Unread::Reason(reason)) => {
                let args = vec![("name", name), ("reason", reason)];
                self.toast = Some(fault("source.unreadable", args));
            }
        }
    }

    /// A text that a person supplied on an earlier visit. What was opened meanwhile stays.
    pub(super) fn source_kept(&mut self, document: String, name: String, text: String) {
        let newer = self.supplied.get(&document).is_some_and(|(name, _)| name.is_some());
        let here = self.sources.get(&document).and_then(Loaded::ready);
        if !newer && here.is_none_or(|here| here.name.is_none()) {
            self.supply(&document, Some(name), text);
        }
    }

    /// Takes away the text that a person supplied; the host's, if there is one, shows again.
    pub(super) fn remove_source(&mut self, document: String) {
        let Some(here) = self.sources.get(&document).and_then(Loaded::ready).cloned() else {
            return;
        };
        let (Some(name), Some(file)) = (here.name.clone(), self.source_of_site(&document)) else {
            return;
        };
        self.push(Effect::ForgetSource(document.clone()));
        self.push(Effect::FetchSource(document.clone(), file));
        self.sources.insert(document.clone(), Loaded::Waiting);
        let undo =
            Undo { source: Some((document, name.clone(), here.raw.clone())), ..Undo::default() };
        let (key, args) = ("toast.source-removed", vec![("name", name)]);
        self.toast = Some(Toast { key, args, fault: false, undo });
    }

    fn has_text(&self, document: &str) -> bool {
        self.supplied.contains_key(document)
            || self.sources.get(document).is_some_and(|source| source.ready().is_some())
    }

    fn supply(&mut self, document: &str, name: Option<String>, text: String) {
        self.supplied.insert(document.to_owned(), (name, text));
        self.compare(document);
    }

    fn compare(&mut self, document: &str) {
        let ledger = self.ledgers.get(document).and_then(Loaded::ready).cloned();
        if let (Some(ledger), Some((name, text))) = (ledger, self.supplied.get(document)) {
            let file = SourceFile::new(name.clone(), ledger, text.clone());
            self.sources.insert(document.to_owned(), Loaded::Ready(Rc::new(file)));
            self.supplied.remove(document);
        }
    }
}

fn fault(key: &'static str, args: Vec<(&'static str, String)>) -> Toast {
    Toast { key, args, fault: true, undo: Undo::default() }
}
