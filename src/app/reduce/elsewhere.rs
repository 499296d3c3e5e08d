//! F5. What follows from what other windows save: taken over where it does not clash with what was
//! changed here, and kept beside it where it does. Nothing is overwritten unseen.

use std::rc::Rc;

use crate::app::{Effect, Loaded, Moment, Saved, State};
use crate::dossier::{self, Dossier, merge, same};

impl State {
    /// A dossier was written, or deleted, by this window.
    pub(super) fn stored(&mut self, id: String, dossier: Option<Rc<Dossier>>) {
        match dossier {
            Some(dossier) => self.kept.insert(id, dossier),
            None => self.kept.remove(&id),
        };
    }

    /// Saves what an earlier window could not write any more. If storage holds something else by now,
    /// the two are brought together like the changes of two windows.
    pub(super) fn save_at_last(&mut self, text: &str, base: Option<&str>) {
        let Ok(mine) = dossier::read(text) else { return };
        let base = base.and_then(|base| dossier::read(base).ok()).map(Rc::new);
        // It may have been written all the same.
        let stored = self.kept.get(&mine.id).filter(|stored| ***stored == mine).cloned();
        match stored.as_ref().or(base.as_ref()) {
            Some(base) => self.kept.insert(mine.id.clone(), base.clone()),
            None => self.kept.remove(&mine.id),
        };
        self.put(mine);
    }

    /// Whether every dossier is in storage as it is here.
    pub(super) fn all_kept(&self) -> bool {
        let all = self.dossiers.ready();
        all.is_none_or(|all| {
            all.len() == self.kept.len()
                && all.iter().all(|(id, here)| self.kept.get(id).is_some_and(|kept| kept == here))
        })
    }

    /// A window that was out of sight may have missed what others did.
    pub(super) fn look_again(&mut self) {
        if let Some(id) = self.route.dossier().map(str::to_owned)
            && self.dossier(&id).is_some()
        {
            self.look_at(id);
        }
    }

    pub(super) fn look_at(&mut self, id: String) {
        let base = self.kept.get(&id).cloned();
        self.push(Effect::Look(id, base));
    }

    /// A dossier is in storage other than this window knew it.
    pub(super) fn changed_elsewhere(&mut self, id: String, text: Option<String>, at: &Moment) {
        if self.dossiers.ready().is_none() {
            return;
        }
        let base = self.kept.get(&id).cloned();
        let mine = self.dossier(&id).cloned();
        // What another window may overwrite without a loss: all of it is in storage.
        let clean = mine == base;
        match text.as_deref().map(dossier::read) {
            None => self.deleted_elsewhere(&id, mine.filter(|_| !clean)),
            Some(Err(_)) => {
                if let Some(mine) = mine.filter(|_| !clean) {
                    self.keep_copy(&mine, at);
                }
                self.take_out(&id);
                self.unreadable.retain(|(other, _)| *other != id);
                self.unreadable.extend(text.map(|text| (id.clone(), text)));
                self.tell_of(&id, "toast.elsewhere-newer", Vec::new(), true);
            }
            Some(Ok(theirs)) => self.take_over(base.as_deref(), mine, Rc::new(theirs), at),
        }
        if self.route.dossier() == Some(id.as_str()) {
            self.ask_preview();
        }
    }

    /// Deleted there; kept where something of this window would be lost with it.
    fn deleted_elsewhere(&mut self, id: &str, unsaved: Option<Rc<Dossier>>) {
        match unsaved {
            Some(mine) => {
                self.kept.remove(id);
                self.put(Dossier::clone(&mine));
                self.tell("toast.elsewhere-deleted", Vec::new(), true);
            }
            None => {
                self.take_out(id);
                self.tell_of(id, "toast.elsewhere", Vec::new(), false);
            }
        }
    }

    fn take_over(
        &mut self,
        base: Option<&Dossier>,
        mine: Option<Rc<Dossier>>,
        theirs: Rc<Dossier>,
        at: &Moment,
    ) {
        let id = theirs.id.clone();
        self.kept.insert(id.clone(), theirs.clone());
        let Some(mine) = mine else {
            self.set(theirs);
            // Deleted here while it was changed there.
            if base.is_some() {
                self.tell("toast.elsewhere-kept", Vec::new(), true);
            }
            return;
        };
        let merged = merge(base, &mine, &theirs);
        let clash = merged.clash.then(|| self.keep_copy(&mine, at));
        if same(&merged.dossier, &theirs) {
            self.set(theirs.clone());
            // The write that found this out wrote nothing, and nothing is left to write.
            if self.saved == Saved::Saving && clash.is_none() {
                self.saved = Saved::At(at.time.clone());
            }
        } else {
            self.put(merged.dossier.clone());
        }
        match clash {
            Some(title) => self.tell("toast.elsewhere-clash", vec![("title", title)], true),
            None if same(&merged.dossier, &mine) => {}
            None => self.tell_of(&id, "toast.elsewhere", Vec::new(), false),
        }
    }

    /// Keeps this window's own version beside the other; its name.
    fn keep_copy(&mut self, mine: &Dossier, at: &Moment) -> String {
        let mut copy = Dossier { id: at.fresh.clone(), ..mine.clone() };
        let name = self.words.ready().map(|words| {
            let title = crate::app::view::name(&copy, words);
            words.say("dossier.elsewhere-of", &[("title", &title)])
        });
        copy.title = name.unwrap_or_default();
        let title = copy.title.clone();
        self.put(copy);
        title
    }

    fn set(&mut self, dossier: Rc<Dossier>) {
        if let Loaded::Ready(all) = &mut self.dossiers {
            all.insert(dossier.id.clone(), dossier);
        }
    }

    fn take_out(&mut self, id: &str) {
        self.kept.remove(id);
        if let Loaded::Ready(all) = &mut self.dossiers {
            all.remove(id);
        }
    }

    /// Tells of a dossier that is on the screen.
    fn tell_of(
        &mut self,
        id: &str,
        key: &'static str,
        args: Vec<(&'static str, String)>,
        fault: bool,
    ) {
        if self.route.dossier() == Some(id) {
            self.tell(key, args, fault);
        }
    }
}
