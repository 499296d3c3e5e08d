//! F5. What follows for dossiers: edited, begun, copied, deleted, read.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::app::route::{Route, Step};
use crate::app::{Effect, Loaded, Moment, Saved, State, Toast, Undo, view};
use crate::dossier::{self, Dossier, PackRef};
use crate::engine::answer::Answer;
use crate::pack::raw::Kind;

impl State {
    pub(super) fn edit(&mut self, moment: &Moment, change: impl FnOnce(&mut Dossier)) {
        let Some(id) = self.route.dossier().map(str::to_owned) else { return };
        self.edit_dossier(&id, moment, change);
    }

    /// Takes over an answer. What a button took away of it can be brought back; what was typed over
    /// is the input's own to undo.
    pub(super) fn answer(&mut self, fact: String, answer: Option<Answer>, moment: &Moment) {
        let lost = self.lost(&fact, answer.as_ref());
        let older = |toast: &Toast| toast.undo.answer.as_ref().is_some_and(|(_, f, _)| *f == fact);
        if self.toast.as_ref().is_some_and(older) {
            self.toast = None;
        }
        self.edit(moment, |dossier| {
            match answer {
                Some(answer) => dossier.answers.insert(fact.clone(), answer),
                None => dossier.answers.remove(&fact),
            };
        });
        if let (Some((key, lost)), Some(id)) = (lost, self.route.dossier()) {
            let answer = Some((id.to_owned(), fact, lost));
            let undo = Undo { answer, ..Undo::default() };
            self.toast = Some(Toast { key, args: Vec::new(), fault: false, undo });
        }
    }

    /// The answer as it is, if something of it goes that no typing brings back.
    fn lost(&self, fact: &str, new: Option<&Answer>) -> Option<(&'static str, Answer)> {
        let case = self.case.as_ref()?;
        let old = case.dossier.answers.get(fact)?;
        let rows =
            |answer: &Answer| answer.items().iter().filter(|item| view::is_told(item)).count();
        let lost = match case.file.pack.fact(fact)?.kind {
            Kind::Records(_) | Kind::Table(_) if rows(old) > new.map_or(0, rows) => {
                "toast.row-removed"
            }
            Kind::YesNo | Kind::Choice(_) if new.is_none() => "toast.answer-cleared",
            // No input of its own is left on the page to type it in again.
            _ if new.is_none()
                && !view::asked(case, fact)
                && view::section_of(case.track()?, fact).is_some() =>
            {
                "toast.answer-cleared"
            }
            _ => return None,
        };
        Some((lost, old.clone()))
    }

    fn edit_dossier(&mut self, id: &str, moment: &Moment, change: impl FnOnce(&mut Dossier)) {
        let Some(dossier) = self.dossier(id) else { return };
        let mut changed = Dossier::clone(dossier);
        change(&mut changed);
        if changed == **dossier {
            return;
        }
        let loaded = self.packs.get(&changed.pack.id).and_then(Loaded::ready);
        if let Some(file) = loaded {
            changed.pack = PackRef::of(&file.pack);
        }
        changed.edited = stamp(moment);
        self.put(changed);
        self.ask_preview();
    }

    /// Puts a dossier in its place and has it saved.
    pub(super) fn put(&mut self, dossier: Dossier) {
        let dossier = Rc::new(dossier);
        // Before the saved ones are read, it is the first.
        if self.dossiers.ready().is_none() {
            self.dossiers = Loaded::Ready(BTreeMap::new());
        }
        if let Loaded::Ready(all) = &mut self.dossiers {
            all.insert(dossier.id.clone(), dossier.clone());
        }
        self.saved = Saved::Saving;
        let base = self.kept.get(&dossier.id).cloned();
        self.push(Effect::Save(dossier, base));
    }

    pub(super) fn begin(
        &mut self,
        (pack, track): (&str, &str),
        filing: String,
        from: Option<&str>,
        moment: &Moment,
    ) {
        let Some(file) = self.packs.get(pack).and_then(Loaded::ready) else { return };
        let Some(asked) = file.pack.track(track) else { return };
        let mut dossier = Dossier::new(moment.fresh.clone(), &file.pack, track);
        if let Some(known) = from.and_then(|id| self.dossier(id)) {
            dossier.answers = view::reusable(known, &file.pack, asked);
        }
        dossier.filing = Some(filing).filter(|text| !text.trim().is_empty());
        dossier.edited = stamp(moment);
        self.put_and_go(dossier);
    }

    pub(super) fn put_and_go(&mut self, dossier: Dossier) {
        let route = Route::Case { dossier: dossier.id.clone(), step: Step::Answer(String::new()) };
        self.put(dossier);
        self.go_to(route.clone());
        self.saved = Saved::Saving;
        self.push(Effect::Go(route));
    }

    pub(super) fn rename(&mut self, id: &str, title: String, moment: &Moment) {
        self.edit_dossier(id, moment, |dossier| dossier.title = title);
    }

    pub(super) fn duplicate(&mut self, id: &str, moment: &Moment) {
        let Some(dossier) = self.dossier(id) else { return };
        let mut copy = Dossier::clone(dossier);
        copy.id = moment.fresh.clone();
        copy.edited = stamp(moment);
        let name = self.words.ready().map(|words| {
            let title = crate::app::view::name(&copy, words);
            words.say("dossier.copy-of", &[("title", &title)])
        });
        copy.title = name.unwrap_or_default();
        self.put(copy);
    }

    pub(super) fn delete(&mut self, ids: &[String]) {
        let Loaded::Ready(all) = &mut self.dossiers else { return };
        let gone: Vec<Rc<Dossier>> = ids.iter().filter_map(|id| all.remove(id)).collect();
        for dossier in &gone {
            let base = self.kept.get(&dossier.id).cloned();
            self.push(Effect::Delete(dossier.id.clone(), base));
        }
        if gone.is_empty() {
            return;
        }
        if gone.iter().any(|dossier| self.route.dossier() == Some(&dossier.id)) {
            self.go_to(Route::Dossiers);
            self.push(Effect::Go(Route::Dossiers));
        }
        self.saved = Saved::Saving;
        let n = gone.len().to_string();
        let undo = Undo { dossiers: gone, ..Undo::default() };
        self.toast = Some(Toast { key: "toast.deleted", args: vec![("n", n)], fault: false, undo });
    }

    pub(super) fn undo(&mut self, moment: &Moment) {
        let Some(toast) = self.toast.take() else { return };
        for dossier in toast.undo.dossiers {
            self.put(Dossier::clone(&dossier));
        }
        if let Some(pack) = toast.undo.pack {
            self.restore_pack(&pack);
        }
        if let Some((dossier, fact, answer)) = toast.undo.answer {
            self.edit_dossier(&dossier, moment, |d| drop(d.answers.insert(fact, answer)));
        }
        if let Some((document, name, text)) = toast.undo.source {
            self.source_supplied(document, name, Ok(text));
        }
    }

    pub(super) fn tell(
        &mut self,
        key: &'static str,
        args: Vec<(&'static str, String)>,
        fault: bool,
    ) {
        self.toast = Some(Toast { key, args, fault, undo: Undo::default() });
    }

    pub(super) fn read_all(&mut self, result: Result<Vec<(String, String)>, String>) {
        let saved = match result {
            // The program goes on without storage: cases live in memory and in files.
            Err(reason) => {
                self.saved = Saved::Failed(reason);
                Vec::new()
            }
            Ok(saved) => saved,
        };
        // What was begun meanwhile is newer than anything saved.
        let begun = self.dossiers.ready().cloned().unwrap_or_default();
        let mut all = BTreeMap::new();
        for (id, text) in saved {
            match dossier::read(&text) {
                Ok(dossier) => {
                    let dossier = Rc::new(dossier);
                    self.kept.insert(id.clone(), dossier.clone());
                    all.insert(id, dossier);
                }
                Err(_) => self.unreadable.push((id, text)),
            }
        }
        all.extend(begun);
        self.dossiers = Loaded::Ready(all);
        self.ask_preview();
    }
}

pub(super) fn stamp(moment: &Moment) -> String {
    format!("{}T{}", crate::logic::date::iso(moment.today), moment.time)
}
