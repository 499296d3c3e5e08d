//! F5. What follows for packs of the person's own: opened, kept, replaced, removed.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::app::own::{Looks, OwnPack, Refusal, Refused, looks, path_of};
use crate::app::{Effect, Failure, Loaded, Moment, PackFile, Saved, State, Toast, Undo};
use crate::pack::catalogue::Entry;
use crate::pack::{OWN, RulePack};

impl State {
    /// What is known of a pack without reading it: by the catalogue, or from the person's own.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        if id.starts_with(OWN) {
            return self.own.ready()?.get(id)?.entry.as_ref().ok();
        }
        self.catalogue.ready()?.packs.iter().find(|entry| entry.id == id)
    }

    pub(super) fn ask_pack(&mut self, address: &str, origin: &str) {
        match path_of(address, origin) {
            Ok(path) => {
                self.refused = None;
                self.push(Effect::FetchOwnPack(path.to_owned()));
            }
            Err(why) => self.refuse(address.trim(), why),
        }
    }

    pub(super) fn open_pack(&mut self, from: &str, text: Result<String, Refusal>, at: &Moment) {
        let text = match text {
            Ok(text) => text.trim_start_matches('\u{FEFF}').to_owned(),
            Err(why) => return self.refuse(from, why),
        };
        match looks(&text) {
            Looks::Neither(why) => self.refuse(from, why),
            // The wrong button, but what is meant is clear.
            Looks::Dossier => self.open_file(from, Ok(text), at),
            Looks::Pack => self.take_pack(from, text),
        }
    }

    /// Takes over a text that looks like a pack.
    pub(super) fn take_pack(&mut self, from: &str, text: String) {
        let pack = match RulePack::read_own(&text) {
            Ok(pack) => pack,
            Err(faults) => return self.refuse(from, Refusal::Faults(faults)),
        };
        let Some(entry) = Entry::of(&pack, "") else { return };
        let (name, version) = (self.name_of(&entry), entry.version.clone());
        let own = Rc::new(OwnPack { id: entry.id.clone(), text, entry: Ok(entry) });
        let before = self.put_pack(&own, Ok(pack)).filter(|before| before.text != own.text);
        self.refused = None;
        self.saved = Saved::Saving;
        self.push(Effect::KeepPack(own));
        let key = if before.is_some() { "toast.pack-replaced" } else { "toast.pack-opened" };
        let args = vec![("name", name), ("version", version)];
        let undo = Undo { pack: before, ..Undo::default() };
        self.toast = Some(Toast { key, args, fault: false, undo });
        self.ask_preview();
    }

    /// Puts a pack in its place; what was there before.
    fn put_pack(
        &mut self,
        own: &Rc<OwnPack>,
        read: Result<RulePack, Vec<crate::pack::diagnostic::Diagnostic>>,
    ) -> Option<Rc<OwnPack>> {
        let loaded = match read {
            Ok(pack) => Loaded::Ready(Rc::new(PackFile::whole(own.text.clone(), pack))),
            Err(faults) => Loaded::Failed(Failure::Pack(faults)),
        };
        self.packs.insert(own.id.clone(), loaded);
        // Before the kept ones are read, it is the first.
        if self.own.ready().is_none() {
            self.own = Loaded::Ready(BTreeMap::new());
        }
        match &mut self.own {
            Loaded::Ready(all) => all.insert(own.id.clone(), own.clone()),
            _ => None,
        }
    }

    /// Puts a pack as it was kept on this device. It may have faults for this version; it stays.
    fn put_kept(&mut self, id: String, text: String) {
        let read = RulePack::read_own(&text);
        let entry = match &read {
            Ok(pack) => Entry::of(pack, "").ok_or_else(Vec::new),
            Err(faults) => Err(faults.clone()),
        };
        self.put_pack(&Rc::new(OwnPack { id, text, entry }), read);
    }

    /// Brings a pack back that was removed or replaced.
    pub(super) fn restore_pack(&mut self, own: &Rc<OwnPack>) {
        self.put_kept(own.id.clone(), own.text.clone());
        self.saved = Saved::Saving;
        self.push(Effect::KeepPack(own.clone()));
        self.ask_preview();
    }

    pub(super) fn remove_pack(&mut self, id: &str) {
        let Loaded::Ready(all) = &mut self.own else { return };
        let Some(gone) = all.remove(id) else { return };
        self.packs.remove(id);
        self.push(Effect::ForgetPack(id.to_owned()));
        let name = gone.entry.as_ref().map_or_else(|_| id.to_owned(), |e| self.name_of(e));
        let undo = Undo { pack: Some(gone), ..Undo::default() };
        let (key, args) = ("toast.pack-removed", vec![("name", name)]);
        self.toast = Some(Toast { key, args, fault: false, undo });
    }

    pub(super) fn read_own(&mut self, result: Result<Vec<(String, String)>, String>) {
        let kept = result.unwrap_or_else(|reason| {
            self.saved = Saved::Failed(reason);
            Vec::new()
        });
        // What was opened meanwhile is newer than anything kept.
        let opened = self.own.ready().cloned().unwrap_or_default();
        self.own = Loaded::Ready(opened.clone());
        for (id, text) in kept.into_iter().filter(|(id, _)| !opened.contains_key(id)) {
            self.put_kept(id, text);
        }
        self.ask_preview();
    }

    /// Takes over what another tab did.
    pub(super) fn own_elsewhere(&mut self, id: String, text: Option<String>) {
        match (text, &mut self.own) {
            (Some(text), _) => self.put_kept(id, text),
            (None, Loaded::Ready(all)) => {
                all.remove(&id);
                self.packs.remove(&id);
            }
            (None, _) => {}
        }
    }

    fn name_of(&self, entry: &Entry) -> String {
        let words = self.words.ready();
        words.map_or_else(|| entry.name.zh.clone(), |words| words.pick(&entry.name).to_owned())
    }

    fn refuse(&mut self, from: &str, why: Refusal) {
        self.refused = Some(Rc::new(Refused { from: from.to_owned(), why }));
    }
}
