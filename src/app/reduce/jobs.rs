//! F5. What follows for documents: previews and exports, one job at a time.

use std::rc::Rc;

use crate::app::job::{FileMade, Job, JobKind, PROTOCOL, ReplyContent};
use crate::app::route::{Route, Step};
use crate::app::source::Unread;
use crate::app::{Effect, Export, Loaded, Print, State};
use crate::dossier::{self, Dossier};

impl State {
    fn job(&mut self, kind: JobKind, dossier: &Dossier) -> Option<Job> {
        let file = self.packs.get(&dossier.pack.id).and_then(Loaded::ready)?;
        let pack = file.text()?.clone();
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
            build: String::new(),
        })
    }

    fn shows_sheet(&self) -> bool {
        matches!(&self.route, Route::Case { step: Step::Application, .. })
    }

    pub(super) fn ask_preview(&mut self) {
        if !self.shows_sheet() {
            return;
        }
        self.sheet_due.get_or_insert(Print::No);
        if matches!(self.export, Export::Running { .. }) {
            return;
        }
        let dossier = self.route.dossier().and_then(|id| self.dossier(id)).cloned();
        if let Some(job) = dossier.and_then(|dossier| self.job(JobKind::Preview, &dossier)) {
            self.push(Effect::Run(Box::new(job)));
        }
    }

    /// Prints the sheet of the present answers: never one of before. One that failed is tried again.
    pub(super) fn ask_print(&mut self) {
        if self.preview_fault.is_some() {
            self.ask_preview();
        }
        match &mut self.sheet_due {
            Some(print) => *print = Print::Yes,
            None => self.push(Effect::Print),
        }
    }

    pub(super) fn export(&mut self, kind: JobKind, dossier: Option<&str>) {
        let id = dossier.or(self.route.dossier()).map(str::to_owned);
        let dossier = id.and_then(|id| self.dossier(&id)).cloned();
        if let Some(dossier) = &dossier
            && self.want_whole_of(&dossier.pack.id)
        {
            let dossier = dossier.id.clone();
            self.waiting_export = Some((kind, dossier.clone()));
            self.export = Export::Running { dossier, kind, stage: None };
            return;
        }
        let job = dossier.as_ref().and_then(|dossier| self.job(kind, dossier));
        match (dossier, job) {
            (_, Some(job)) => {
                let dossier = job.dossier.id.clone();
                self.export = Export::Running { dossier, kind, stage: None };
                self.push(Effect::Run(Box::new(job)));
            }
            // Without its rules nothing can be assessed, but the case itself can be handed over.
            (Some(dossier), None) => self.download_bare(&dossier),
            (None, None) => {}
        }
    }

    /// Hands over the case alone, without findings. Opening the file restores it all the same.
    fn download_bare(&mut self, dossier: &Dossier) {
        let Some(words) = self.words.ready() else { return };
        let title = crate::app::view::title(dossier, words);
        let listed = self.entry(&dossier.pack.id);
        let aim = listed.and_then(|entry| entry.tracks.iter().find(|t| t.id == dossier.track));
        let aim = aim.map_or(dossier.track.as_str(), |track| words.pick(&track.name));
        let name = format!("{title}-{aim}-{}", words.get("dossier.bare"));
        if let Ok(text) = serde_json::to_string_pretty(dossier) {
            self.download_data(&name, text);
        }
    }

    /// Hands over all cases as one file, which can be opened again. Of several files at once
    /// browsers let through the first.
    pub(super) fn export_all(&mut self) {
        let Some(words) = self.words.ready() else { return };
        let all: Vec<_> = self.dossiers.ready().into_iter().flat_map(|all| all.values()).collect();
        if let Ok(text) = dossier::write_all(&all) {
            self.download_data(&words.get("dossiers.all"), text);
        }
    }

    fn download_data(&mut self, name: &str, text: String) {
        let day = crate::logic::date::iso(self.today).replace('-', "");
        let name = name.chars().filter(|c| !r#"\/:*?"<>|"#.contains(*c)).take(110);
        let name = format!("{}-{day}.json", name.collect::<String>());
        let (media_type, bytes) = ("application/json".to_owned(), text.into_bytes());
        self.push(Effect::Download(FileMade { name: name.clone(), media_type, bytes }));
        self.end_export(Export::Done(name));
    }

    pub(super) fn replied(&mut self, number: u32, content: ReplyContent) {
        if let ReplyContent::Text { document, name, text } = content {
            self.source_supplied(document, name, text.map_err(Unread::Reason));
            return;
        }
        if number != self.job {
            return;
        }
        match content {
            ReplyContent::Progress(stage) => {
                if let Export::Running { stage: reached, .. } = &mut self.export {
                    *reached = Some(stage);
                }
            }
            ReplyContent::Document(document) => {
                self.preview = Some(Rc::new(*document));
                self.preview_fault = None;
                if self.sheet_due.take() == Some(Print::Yes) && self.shows_sheet() {
                    self.push(Effect::Print);
                }
            }
            ReplyContent::File(file) => {
                let name = file.name.clone();
                self.push(Effect::Download(file));
                self.end_export(Export::Done(name));
            }
            ReplyContent::Failed(reason) => self.failed(reason),
            ReplyContent::Text { .. } => {}
        }
    }

    /// Ends an export, however it went. Answers given meanwhile are not on the sheet yet.
    pub(super) fn end_export(&mut self, how: Export) {
        self.export = how;
        self.ask_preview();
    }

    /// The worker failed: at the export, or else at the sheet, which is not tried again by itself.
    /// What was entered can always be saved: that needs no worker.
    pub(super) fn failed(&mut self, reason: String) {
        match self.export.clone() {
            Export::Running { dossier, kind: JobKind::Json, .. } => {
                if let Some(dossier) = self.dossier(&dossier).cloned() {
                    self.download_bare(&dossier);
                }
            }
            Export::Running { .. } => self.end_export(Export::Failed(reason)),
            // Elsewhere nobody waits for a sheet; it is asked for anew where it is shown.
            _ if self.shows_sheet() => {
                self.sheet_due = Some(Print::No);
                self.preview_fault = Some(reason);
            }
            _ => {}
        }
    }
}
