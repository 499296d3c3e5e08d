//! F5. What follows from what happened.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::app::job::{Job, JobKind, PROTOCOL, ReplyContent};
use crate::app::route::{Route, Step};
use crate::app::{
    Action, Case, Effect, Export, Failure, Loaded, Moment, PackFile, Saved, State, Theme, Toast,
};
use crate::dossier::{self, Dossier, FileFault, PackRef};
use crate::engine::assessment::assess_with;
use crate::engine::{Dates, Program};
use crate::pack::RulePack;
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
            dossiers: Loaded::Absent,
            unreadable: Vec::new(),
            case: None,
            saved: Saved::Nothing,
            toast: None,
            export: Export::Idle,
            preview: None,
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
        next.settle();
        next
    }

    fn push(&mut self, effect: Effect) {
        self.outbox.push((self.events, effect));
    }

    fn apply(&mut self, action: Action, moment: &Moment) {
        match action {
            Action::Opened { route, lang, theme } => self.open(route, lang, theme),
            Action::WentTo(route) => self.go_to(route),
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
            Action::WordsArrived(lang, result) if lang == self.lang => {
                self.words = words(lang, result);
                self.ask_preview();
            }
            Action::WordsArrived(..) => {}
            Action::CatalogueArrived(result) => {
                self.catalogue = match result.map(|text| serde_json::from_str(&text)) {
                    Ok(Ok(catalogue)) => Loaded::Ready(Rc::new(catalogue)),
                    Ok(Err(fault)) => {
                        Loaded::Failed(Failure::Fetch(format!("index.json: {fault}")))
                    }
                    Err(reason) => Loaded::Failed(Failure::Fetch(reason)),
                };
            }
            Action::PackArrived(id, result) => {
                self.packs.insert(id, pack(result));
            }
            Action::DossiersRead(result) => self.read_all(result),
            Action::Retried => self.retry(),
            Action::BeganTrack { pack, track, filing } => self.begin(&pack, &track, filing, moment),
            Action::Answered { fact, answer } => self.edit(moment, |dossier| {
                match answer {
                    Some(answer) => dossier.answers.insert(fact, answer),
                    None => dossier.answers.remove(&fact),
                };
            }),
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
            Action::ClearedAll => {
                let all: Vec<String> =
                    self.dossiers.ready().into_iter().flat_map(|d| d.keys().cloned()).collect();
                self.delete(&all);
            }
            Action::UndidDeletion => self.undo(),
            Action::OpenedFile { name, text } => self.open_file(&name, text, moment),
            Action::SaveEnded(result) => {
                self.saved = match result {
                    Ok(()) => Saved::At(moment.time.clone()),
                    Err(reason) => Saved::Failed(reason),
                };
            }
            Action::AskedExport { kind, dossier } => self.export(kind, dossier.as_deref()),
            Action::AskedPreview => self.ask_preview(),
            Action::CancelledExport => {
                self.export = Export::Idle;
                self.job = self.job.wrapping_add(1);
                self.push(Effect::StopWorker);
            }
            Action::Replied(number, content) => self.replied(number, content),
            Action::WorkerDied(reason) => {
                self.export = Export::Failed(reason);
                self.push(Effect::StopWorker);
            }
            Action::ClosedToast => self.toast = None,
        }
    }

    fn open(&mut self, route: Route, lang: Lang, theme: Theme) {
        (self.lang, self.theme) = (lang, theme);
        self.words = Loaded::Waiting;
        self.catalogue = Loaded::Waiting;
        self.dossiers = Loaded::Waiting;
        self.push(Effect::FetchWords(lang));
        self.push(Effect::FetchCatalogue);
        self.push(Effect::ReadDossiers);
        self.go_to(route);
    }

    fn go_to(&mut self, route: Route) {
        if route.dossier() != self.route.dossier() {
            self.export = Export::Idle;
            self.preview = None;
            self.saved = Saved::Nothing;
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
        self.packs.retain(|_, pack| !matches!(pack, Loaded::Failed(_)));
    }

    /// After every event: fetch the pack that the place needs, and assess the case that it shows.
    fn settle(&mut self) {
        let wanted = match &self.route {
            Route::Track { pack, .. } => Some(pack.clone()),
            Route::Case { dossier, .. } => {
                self.dossier(dossier).map(|dossier| dossier.pack.id.clone())
            }
            _ => None,
        };
        if let Some(id) = wanted {
            self.want_pack(&id);
        }
        self.assess();
    }

    fn want_pack(&mut self, id: &str) {
        if self.packs.contains_key(id) {
            return;
        }
        let entry = self.catalogue.ready().and_then(|c| c.packs.iter().find(|e| e.id == id));
        if let Some(file) = entry.map(|entry| entry.file.clone()) {
            self.packs.insert(id.to_owned(), Loaded::Waiting);
            self.push(Effect::FetchPack(id.to_owned(), file));
        }
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
            && before.program.dates == dates
        {
            self.case = Some(before.clone());
            return;
        }
        self.case = case(before.as_deref(), dossier, file, dates).map(Rc::new);
    }

    fn edit(&mut self, moment: &Moment, change: impl FnOnce(&mut Dossier)) {
        let Some(id) = self.route.dossier().map(str::to_owned) else { return };
        self.edit_dossier(&id, moment, change);
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
    fn put(&mut self, dossier: Dossier) {
        let dossier = Rc::new(dossier);
        if let Loaded::Ready(all) = &mut self.dossiers {
            all.insert(dossier.id.clone(), dossier.clone());
        }
        self.saved = Saved::Saving;
        self.push(Effect::Save(dossier));
    }

    fn begin(&mut self, pack: &str, track: &str, filing: String, moment: &Moment) {
        let Some(file) = self.packs.get(pack).and_then(Loaded::ready) else { return };
        if file.pack.track(track).is_none() {
            return;
        }
        let mut dossier = Dossier::new(moment.fresh.clone(), &file.pack, track);
        dossier.filing = Some(filing).filter(|text| !text.trim().is_empty());
        dossier.edited = stamp(moment);
        self.put_and_go(dossier);
    }

    fn put_and_go(&mut self, dossier: Dossier) {
        let route = Route::Case { dossier: dossier.id.clone(), step: Step::Answer(String::new()) };
        self.put(dossier);
        self.go_to(route.clone());
        self.saved = Saved::Saving;
        self.push(Effect::Go(route));
    }

    fn rename(&mut self, id: &str, title: String, moment: &Moment) {
        self.edit_dossier(id, moment, |dossier| dossier.title = title);
    }

    fn duplicate(&mut self, id: &str, moment: &Moment) {
        let Some(dossier) = self.dossier(id) else { return };
        let mut copy = Dossier::clone(dossier);
        copy.id = moment.fresh.clone();
        copy.edited = stamp(moment);
        let name = self.words.ready().map(|words| {
            let title = crate::app::view::title(&copy, words);
            words.say("dossier.copy-of", &[("title", &title)])
        });
        copy.title = name.unwrap_or_default();
        self.put(copy);
    }

    fn delete(&mut self, ids: &[String]) {
        let Loaded::Ready(all) = &mut self.dossiers else { return };
        let gone: Vec<Rc<Dossier>> = ids.iter().filter_map(|id| all.remove(id)).collect();
        for dossier in &gone {
            self.push(Effect::Delete(dossier.id.clone()));
        }
        if gone.is_empty() {
            return;
        }
        if gone.iter().any(|dossier| self.route.dossier() == Some(&dossier.id)) {
            self.go_to(Route::Dossiers);
            self.push(Effect::Go(Route::Dossiers));
        }
        let n = gone.len().to_string();
        self.toast =
            Some(Toast { key: "toast.deleted", args: vec![("n", n)], fault: false, undo: gone });
    }

    fn undo(&mut self) {
        let Some(toast) = self.toast.take() else { return };
        for dossier in toast.undo {
            self.put(Dossier::clone(&dossier));
        }
    }

    fn tell(&mut self, key: &'static str, args: Vec<(&'static str, String)>, fault: bool) {
        self.toast = Some(Toast { key, args, fault, undo: Vec::new() });
    }

    fn open_file(&mut self, name: &str, text: Result<String, String>, moment: &Moment) {
        let file = ("file", name.to_owned());
        let read = match text {
            Err(reason) => {
                return self.tell("open.unreadable", vec![file, ("reason", reason)], true);
            }
            Ok(text) => dossier::read(&text),
        };
        match read {
            Err(fault) => {
                let (key, mut args) = file_fault(fault);
                args.push(file);
                self.tell(key, args, true);
            }
            Ok(dossier) if !self.has_track(&dossier) => {
                let place = format!("{} {}", dossier.pack.id, dossier.track);
                self.tell("open.no-such-track", vec![file, ("place", place)], true);
            }
            Ok(mut dossier) => {
                dossier.id = moment.fresh.clone();
                self.put_and_go(dossier);
                self.tell("open.opened", vec![file], false);
            }
        }
    }

    fn has_track(&self, dossier: &Dossier) -> bool {
        let entry = self
            .catalogue
            .ready()
            .and_then(|catalogue| catalogue.packs.iter().find(|entry| entry.id == dossier.pack.id));
        entry.is_some_and(|entry| entry.tracks.iter().any(|track| track.id == dossier.track))
    }

    fn read_all(&mut self, result: Result<Vec<(String, String)>, String>) {
        let saved = match result {
            // The program goes on without storage: cases live in memory and in files.
            Err(reason) => {
                self.saved = Saved::Failed(reason);
                Vec::new()
            }
            Ok(saved) => saved,
        };
        let mut all = BTreeMap::new();
        for (id, text) in saved {
            match dossier::read(&text) {
                Ok(dossier) => {
                    all.insert(id, Rc::new(dossier));
                }
                Err(_) => self.unreadable.push((id, text)),
            }
        }
        self.dossiers = Loaded::Ready(all);
        self.ask_preview();
    }

    fn job(&mut self, kind: JobKind, dossier: &Dossier) -> Option<Job> {
        let file = self.packs.get(&dossier.pack.id).and_then(Loaded::ready)?;
        let pack = file.text.clone();
        self.job = self.job.wrapping_add(1);
        Some(Job {
            protocol: PROTOCOL,
            number: self.job,
            kind,
            pack,
            dossier: dossier.clone(),
            today: crate::logic::date::iso(self.today),
            lang: self.lang.name().to_owned(),
            home: String::new(),
        })
    }

    fn ask_preview(&mut self) {
        let shown = matches!(&self.route, Route::Case { step: Step::Application, .. });
        if !shown || matches!(self.export, Export::Running { .. }) {
            return;
        }
        let dossier = self.route.dossier().and_then(|id| self.dossier(id)).cloned();
        if let Some(job) = dossier.and_then(|dossier| self.job(JobKind::Preview, &dossier)) {
            self.push(Effect::Run(Box::new(job)));
        }
    }

    fn export(&mut self, kind: JobKind, dossier: Option<&str>) {
        let id = dossier.or(self.route.dossier()).map(str::to_owned);
        let dossier = id.and_then(|id| self.dossier(&id)).cloned();
        let job = dossier.as_ref().and_then(|dossier| self.job(kind, dossier));
        match (dossier, job) {
            (_, Some(job)) => {
                self.export = Export::Running { kind, stage: None };
                self.push(Effect::Run(Box::new(job)));
            }
            // Without its rules nothing can be assessed, but the case itself can be handed over.
            (Some(dossier), None) => self.download_bare(&dossier),
            (None, None) => {}
        }
    }

    fn download_bare(&mut self, dossier: &Dossier) {
        if let Ok(text) = serde_json::to_vec_pretty(dossier) {
            self.push(Effect::Download(crate::app::job::FileMade {
                name: format!("{}.json", dossier.id),
                media_type: "application/json".to_owned(),
                bytes: text,
            }));
        }
    }

    fn replied(&mut self, number: u32, content: ReplyContent) {
        if number != self.job {
            return;
        }
        match content {
            ReplyContent::Progress(stage) => {
                if let Export::Running { stage: reached, .. } = &mut self.export {
                    *reached = Some(stage);
                }
            }
            ReplyContent::Document(document) => self.preview = Some(Rc::new(*document)),
            ReplyContent::File(file) => {
                self.export = Export::Done(file.name.clone());
                self.push(Effect::Download(file));
                self.ask_preview();
            }
            ReplyContent::Failed(reason) => self.export = Export::Failed(reason),
        }
    }
}

fn case(
    before: Option<&Case>,
    dossier: Rc<Dossier>,
    file: Rc<PackFile>,
    dates: Dates,
) -> Option<Case> {
    let track = file.pack.track(&dossier.track)?;
    let reusable = before.filter(|case| {
        case.program.dates == dates && case.file == file && case.dossier.track == dossier.track
    });
    let program = match reusable {
        Some(case) => case.program.clone(),
        None => Rc::new(Program::compile(&file.pack, track, dates)),
    };
    let found = assess_with(&program, &file.pack, track, &dossier.answers);
    Some(Case { dossier, file, program, found })
}

fn words(lang: Lang, result: Result<String, String>) -> Loaded<Rc<Words>> {
    match result.map(|text| Words::read(lang, &text)) {
        Ok(Ok(words)) => Loaded::Ready(Rc::new(words)),
        Ok(Err(fault)) => Loaded::Failed(Failure::Fetch(format!("{}.json: {fault}", lang.name()))),
        Err(reason) => Loaded::Failed(Failure::Fetch(reason)),
    }
}

fn pack(result: Result<String, String>) -> Loaded<Rc<PackFile>> {
    match result {
        Err(reason) => Loaded::Failed(Failure::Fetch(reason)),
        Ok(text) => match RulePack::read(&text) {
            Ok(pack) => Loaded::Ready(Rc::new(PackFile { text, pack })),
            Err(faults) => Loaded::Failed(Failure::Pack(faults)),
        },
    }
}

fn file_fault(fault: FileFault) -> (&'static str, Vec<(&'static str, String)>) {
    match fault {
        FileFault::NotJson { line, column } => {
            ("open.not-json", vec![("line", line.to_string()), ("column", column.to_string())])
        }
        FileFault::NotOurs { missing } => ("open.not-ours", vec![("missing", missing.to_owned())]),
        FileFault::Newer { found } => ("open.newer", vec![("found", found.to_string())]),
        FileFault::Damaged { place, problem } => {
            ("open.damaged", vec![("place", place), ("problem", problem)])
        }
    }
}

fn stamp(moment: &Moment) -> String {
    format!("{}T{}", crate::logic::date::iso(moment.today), moment.time)
}
