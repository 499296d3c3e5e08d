//! F5. What follows for source texts: asked for when a clause is looked at, compared when they are
//! here.

use std::rc::Rc;

use crate::app::source::SourceFile;
use crate::app::{Effect, Failure, Loaded, State, Toast, Undo};
use crate::pack::ledger::Ledger;

impl State {
    /// Fetches the ledger of a document, and the text where the host supplies it.
    pub(super) fn want_source(&mut self, document: &str) {
        if self.ledgers.contains_key(document) {
            return;
        }
        self.ledgers.insert(document.to_owned(), Loaded::Waiting);
        self.push(Effect::FetchLedger(document.to_owned()));
        let all = self.packs.values().filter_map(Loaded::ready);
        let mut sources = all.flat_map(|file| &file.pack.raw().sources);
        let file = sources.find(|source| source.document == document).map(|s| s.file.clone());
        if let Some(file) = file {
            self.sources.insert(document.to_owned(), Loaded::Waiting);
            self.push(Effect::FetchSource(document.to_owned(), file));
        }
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
            Some(text) => self.supply(&document, None, text),
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
        text: Result<String, String>,
    ) {
        match text {
            Ok(text) if text.trim().is_empty() => {
                self.toast = Some(fault("source.empty", vec![("name", name)]));
            }
            Ok(text) => self.supply(&document, Some(name), text),
            Err(reason) => {
                let args = vec![("name", name), ("reason", reason)];
                self.toast = Some(fault("source.unreadable", args));
            }
        }
    }

    fn supply(&mut self, document: &str, name: Option<String>, text: String) {
        self.supplied.insert(document.to_owned(), (name, text));
        self.compare(document);
    }

    fn compare(&mut self, document: &str) {
        let ledger = self.ledgers.get(document).and_then(Loaded::ready).cloned();
        if let (Some(ledger), Some((name, text))) = (ledger, self.supplied.get(document)) {
            let file = SourceFile::new(name.clone(), ledger, text);
            self.sources.insert(document.to_owned(), Loaded::Ready(Rc::new(file)));
            self.supplied.remove(document);
        }
    }
}

fn fault(key: &'static str, args: Vec<(&'static str, String)>) -> Toast {
    Toast { key, args, fault: true, undo: Undo::default() }
}
