//! F5. What follows from what happened.

mod dossiers;
mod elsewhere;
mod files;
mod jobs;
mod own;
mod packs;
mod sample;
mod sources;
mod update;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::app::route::{Route, Step};
use crate::app::{
    Action, Case, Effect, Export, Failure, Loaded, Moment, Offline, Saved, State, Theme, Toast,
    Update,
};
use crate::dossier::Dossier;
use crate::pack::OWN;
use crate::words::{Lang, Words};

/// Effects stay in the outbox for so many events.
const KEPT_EVENTS: u32 = 16;

impl State {
    /// The state of a page that has not opened yet.
    pub fn new(today: crate::logic::date::Date) -> State {
        State {
            route: Route::Start,
            today,
            lang: Lang::Zh,
            theme: Theme::Device,
            words: Loaded::Absent,
            catalogue: Loaded::Absent,
            packs: BTreeMap::new(),
            whole: BTreeSet::new(),
            waiting_export: None,
            ledgers: BTreeMap::new(),
            sources: BTreeMap::new(),
            supplied: BTreeMap::new(),
            reading: None,
            own: Loaded::Absent,
            refused: None,
            dossiers: Loaded::Absent,
            kept: BTreeMap::new(),
            unreadable: Vec::new(),
            case: None,
            saved: Saved::Nothing,
            toast: None,
            export: Export::Idle,
            preview: None,
            preview_fault: None,
            sheet_due: None,
            update: Update::None,
            offline: Offline::Later,
            prepared: false,
            events: 0,
            outbox: Vec::new(),
            job: 0,
        }
    }

    /// The state after something happened. The outbox holds what is newly to be done.
    pub fn after(&self, action: Action, moment: &Moment) -> State {
        let mut next = State { today: moment.today, ..self.clone() };
        next.events += 1;
        let oldest = next.events.saturating_sub(KEPT_EVENTS);
        next.outbox.retain(|(event, _)| *event > oldest);
        next.apply(action, moment);
        next.want_pack();
        if let Route::Sample { .. } = next.route {
            next.show_sample(moment);
        }
        next.settle();
        next
    }

    fn push(&mut self, effect: Effect) {
        self.outbox.push((self.events, effect));
    }

    /// What may happen on the way to the first question, see [`Action::is_first`].
    fn apply(&mut self, action: Action, moment: &Moment) {
        match action {
            Action::Opened { route, lang, theme } => self.open(route, lang, theme),
            Action::WentTo(route) => self.go_to(route),
            Action::WordsRead(words) if words.lang() == self.lang => {
                self.words = Loaded::Ready(words);
            }
            Action::WordsRead(_) => {}
            Action::CatalogueRead(catalogue) => self.catalogue = Loaded::Ready(catalogue),
            Action::WordsArrived(lang, Err(reason)) if lang == self.lang => {
                self.words = Loaded::Failed(Failure::Fetch(reason));
            }
            Action::CatalogueArrived(Err(reason)) => {
                self.catalogue = Loaded::Failed(Failure::Fetch(reason));
            }
            Action::SliceArrived { pack, track, lang, bytes } => {
                self.slice_arrived(pack, &track, lang, bytes.ok());
            }
            Action::DossiersRead(result) => self.read_all(result),
            Action::BeganTrack { pack, track, filing, from } => {
                self.begin((&pack, &track), filing, from.as_deref(), moment);
            }
            Action::Stored { id, dossier } => self.stored(id, dossier),
            Action::OwnPacksRead(result) => self.read_own(result),
            Action::SaveEnded(result) => {
                self.saved = match result {
                    Ok(()) => Saved::At(moment.time.clone()),
                    Err(reason) => Saved::Failed(reason),
                };
            }
            Action::OfflineIs(offline) => self.offline = offline,
            Action::RestMissing(reason) => {
                self.tell("toast.rest-missing", vec![("reason", reason)], true);
            }
            later => self.apply_later(later, moment),
        }
    }

    /// All that comes after it. Apart, so that the program can be cut in two here.
    #[inline(never)]
    fn apply_later(&mut self, action: Action, moment: &Moment) {
        match action {
            Action::ChoseLanguage(lang) => {
                self.lang = lang;
                self.words = Loaded::Waiting;
                self.push(Effect::FetchWords(lang));
                self.push(Effect::Remember(lang, self.theme));
            }
            Action::ChoseTheme(theme) => {
                self.theme = theme;
                self.push(Effect::Remember(self.lang, theme));
            }
            Action::WordsArrived(lang, Ok(text)) if lang == self.lang => {
                self.words = match Words::read(lang, &text) {
                    Ok(words) => Loaded::Ready(Rc::new(words)),
                    Err(fault) => failed(&format!("{}.json", lang.name()), &fault),
                };
                self.ask_preview();
            }
            Action::CatalogueArrived(Ok(text)) => {
                self.catalogue = match serde_json::from_str(&text) {
                    Ok(catalogue) => Loaded::Ready(Rc::new(catalogue)),
                    Err(fault) => failed("index.json", &fault),
                };
            }
            Action::PackArrived(id, result) => self.pack_arrived(id, result),
            Action::WantedSource(document) => {
                self.want_whole_shown();
                self.want_source(&document);
            }
            Action::LedgerArrived(document, result) => self.ledger_arrived(document, result),
            Action::SourceArrived(document, text) => self.source_arrived(document, text),
            Action::SuppliedSource { document, name, text } => {
                self.source_supplied(document, name, text);
            }
            Action::ReadingSource(document) => self.reading = Some(document),
            Action::SourceKept { document, name, text } => self.source_kept(document, name, text),
            Action::RemovedSource(document) => self.remove_source(document),
            Action::Retried => self.retry(),
            Action::Answered { fact, answer } => self.answer(fact, answer, moment),
            Action::SetDates { on, filing } => self.edit(moment, |dossier| {
                let kept = |text: String| Some(text).filter(|text| !text.trim().is_empty());
                dossier.on = kept(on);
                dossier.filing = kept(filing);
            }),
            Action::NotedMaterial { material, note } => self.edit(moment, |dossier| {
                dossier.materials.insert(material, note);
            }),
            Action::Renamed { dossier, title } => self.rename(&dossier, title, moment),
            Action::Duplicated(id) => self.duplicate(&id, moment),
            Action::Deleted(id) => self.delete(&[id]),
            Action::AskedAll => self.export_all(),
            Action::ClearedAll => {
                self.export = Export::Idle;
                let all: Vec<String> =
                    self.dossiers.ready().into_iter().flat_map(|d| d.keys().cloned()).collect();
                self.delete(&all);
            }
            Action::UndidDeletion => self.undo(moment),
            Action::OpenedFile { name, text } => self.open_file(&name, text, moment),
            Action::ChangedElsewhere { id, text } => self.changed_elsewhere(id, text, moment),
            Action::DossierElsewhere(id) => self.look_at(id),
            Action::UnsavedFound(all) => all.iter().for_each(|(text, base)| {
                self.save_at_last(text, base.as_deref());
            }),
            Action::Returned => self.look_again(),
            Action::AskedPack { address, origin } => self.ask_pack(&address, &origin),
            Action::OpenedPack { from, text } => self.open_pack(&from, text, moment),
            Action::RemovedPack(id) => self.remove_pack(&id),
            Action::ClosedRefusal => self.refused = None,
            Action::OwnPackElsewhere { id, text } => self.own_elsewhere(id, text),
            Action::UpdateFound => self.found_update(),
            Action::WantedUpdate => self.update = Update::Wanted,
            Action::AskedExport { kind, dossier } => self.export(kind, dossier.as_deref()),
            Action::AskedPreview => self.ask_preview(),
            Action::AskedPrint => self.ask_print(),
            Action::CancelledExport => {
                self.job = self.job.wrapping_add(1);
                self.waiting_export = None;
                self.push(Effect::StopWorker);
                self.end_export(Export::Idle);
            }
            Action::Replied(number, content) => self.replied(number, content),
            Action::WorkerDied(reason) => {
                self.push(Effect::StopWorker);
                self.failed(reason);
            }
            Action::ClosedToast => self.toast = None,
            // Told apart above.
            _ => {}
        }
    }

    fn open(&mut self, route: Route, lang: Lang, theme: Theme) {
        (self.lang, self.theme) = (lang, theme);
        self.words = Loaded::Waiting;
        self.catalogue = Loaded::Waiting;
        self.own = Loaded::Waiting;
        self.dossiers = Loaded::Waiting;
        self.push(Effect::FetchWords(lang));
        self.push(Effect::FetchCatalogue);
        self.push(Effect::ReadOwnPacks);
        self.push(Effect::ReadDossiers);
        self.go_to(route);
    }

    fn go_to(&mut self, route: Route) {
        if route.dossier() != self.route.dossier() {
            self.export = Export::Idle;
            self.preview = None;
            self.preview_fault = None;
            self.sheet_due = None;
            // A late sheet or file of the case left behind must not become this one's.
            self.job = self.job.wrapping_add(1);
            // A storage that refused stays said until it works again.
            if !matches!(self.saved, Saved::Failed(_)) {
                self.saved = Saved::Nothing;
            }
        }
        // What was taken away from one case is not brought back over another.
        let elsewhere = |toast: &Toast| {
            let of = toast.undo.answer.as_ref().map(|(dossier, ..)| dossier.as_str());
            of.zip(route.dossier()).is_some_and(|(of, to)| of != to)
        };
        if self.toast.as_ref().is_some_and(elsewhere) {
            self.toast = None;
        }
        // What was told is read by now; what can still be undone stays.
        let stays = |toast: &Toast| toast.fault || !toast.undo.is_empty();
        if route != self.route && !self.toast.as_ref().is_some_and(stays) {
            self.toast = None;
        }
        self.route = route;
        if matches!(&self.route, Route::Case { step: Step::Application, .. }) {
            self.ask_preview();
        }
    }

    fn retry(&mut self) {
        if matches!(self.words, Loaded::Failed(_)) {
            self.words = Loaded::Waiting;
            self.push(Effect::FetchWords(self.lang));
        }
        if matches!(self.catalogue, Loaded::Failed(_)) {
            self.catalogue = Loaded::Waiting;
            self.push(Effect::FetchCatalogue);
        }
        // Which of the two is the older is not known: both are fetched again.
        if self.packs.values().any(|pack| matches!(pack, Loaded::Failed(Failure::Mixed))) {
            self.catalogue = Loaded::Waiting;
            self.push(Effect::FetchCatalogue);
        }
        // A pack of the person's own is not fetched: its faults stay until it is opened anew.
        self.packs.retain(|id, pack| id.starts_with(OWN) || !matches!(pack, Loaded::Failed(_)));
        self.ledgers.retain(|_, ledger| !matches!(ledger, Loaded::Failed(_)));
    }

    /// After every event: assess the case that the place shows.
    fn settle(&mut self) {
        if let Route::Source { pack, document } = self.route.clone()
            && self.packs.get(&pack).and_then(Loaded::ready).is_some()
        {
            self.want_source(&document);
        }
        self.assess();
        self.prepare_offline();
        self.take_update();
    }

    fn dossier(&self, id: &str) -> Option<&Rc<Dossier>> {
        self.dossiers.ready().and_then(|all| all.get(id))
    }

    fn assess(&mut self) {
        let dossier = self.route.dossier().and_then(|id| self.dossier(id)).cloned();
        let file = dossier.as_ref().and_then(|d| self.packs.get(&d.pack.id));
        let file = file.and_then(Loaded::ready).cloned();
        let (Some(dossier), Some(file)) = (dossier, file) else {
            self.case = None;
            return;
        };
        let dates = dossier.dates(self.today);
        let before = self.case.take();
        if let Some(before) = &before
            && Rc::ptr_eq(&before.dossier, &dossier)
            && before.file == file
            && before.found.dates == dates
        {
            self.case = Some(before.clone());
            return;
        }
        self.case = Case::after(before.as_deref(), dossier, file, dates).map(Rc::new);
    }
}

/// A file that arrived and cannot be read.
fn failed<T>(file: &str, fault: &serde_json::Error) -> Loaded<T> {
    Loaded::Failed(Failure::Fetch(format!("{file}: {fault}")))
}
