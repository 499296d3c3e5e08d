//! F5. The program's whole behaviour: state, events, effects. Pure, and tested natively.
//!
//! `ui` reports what happened; [`State::after`] gives the next state and puts what is to be done in
//! an outbox with increasing numbers; `web` does it and reports back as further events. Nothing
//! here reads a clock or touches the browser: every event carries its moment.

pub mod job;
mod reduce;
pub mod route;
pub mod source;
pub mod view;

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::document::Document;
use crate::dossier::{Dossier, MaterialNote};
use crate::engine::answer::Answer;
use crate::engine::{Assessment, Program};
use crate::logic::date::Date;
use crate::pack::RulePack;
use crate::pack::catalogue::Catalogue;
use crate::pack::diagnostic::Diagnostic;
use crate::pack::ledger::Ledger;
use crate::pack::raw::Track;
use crate::words::{Lang, Words};

use job::{FileMade, Job, JobKind, ReplyContent, Stage};
use route::Route;
use source::SourceFile;

/// Everything that the screen shows.
#[derive(Debug, Clone)]
pub struct State {
    /// Where the person is.
    pub route: Route,
    /// Today, by the person's own calendar.
    pub today: Date,
    /// Language of the screen.
    pub lang: Lang,
    /// Light, dark, or as the device says.
    pub theme: Theme,
    /// Messages of the language, once loaded.
    pub words: Loaded<Rc<Words>>,
    /// Which packs there are.
    pub catalogue: Loaded<Rc<Catalogue>>,
    /// Packs asked for so far.
    pub packs: BTreeMap<String, Loaded<Rc<PackFile>>>,
    /// Coverage ledgers asked for so far, by document code.
    pub ledgers: BTreeMap<String, Loaded<Rc<Ledger>>>,
    /// Source texts, by document code: compared with the ledger, or absent where nobody supplied one.
    pub sources: BTreeMap<String, Loaded<Rc<SourceFile>>>,
    /// Texts that wait for their ledger, each with the name of the file that a person opened.
    supplied: BTreeMap<String, (Option<String>, String)>,
    /// All dossiers on this device; nothing until they are read.
    pub dossiers: Loaded<BTreeMap<String, Rc<Dossier>>>,
    /// Saved cases that could not be read; kept as they are, offered as files.
    pub unreadable: Vec<(String, String)>,
    /// The case that the route names, assessed.
    pub case: Option<Rc<Case>>,
    /// Whether the last change is saved.
    pub saved: Saved,
    /// A message at the foot of the screen.
    pub toast: Option<Toast>,
    /// The export under way, or how the last one ended.
    pub export: Export,
    /// The sheet of the application page.
    pub preview: Option<Rc<Document>>,
    /// Why the sheet could not be composed.
    pub preview_fault: Option<String>,
    /// How many events there were.
    pub events: u32,
    /// What is to be done, oldest first, each with the number of the event that asked for it. The
    /// screen may take in several events at once, so those of the last few stay.
    pub outbox: Vec<(u32, Effect)>,
    job: u32,
}

/// Something that is fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loaded<T> {
    /// Not asked for.
    Absent,
    /// Under way.
    Waiting,
    /// Here.
    Ready(T),
    /// It did not work.
    Failed(Failure),
}

impl<T> Loaded<T> {
    /// The thing, if it is here.
    pub fn ready(&self) -> Option<&T> {
        match self {
            Loaded::Ready(thing) => Some(thing),
            _ => None,
        }
    }
}

/// Why something is not here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The file did not arrive: address and reason.
    Fetch(String),
    /// The pack has faults.
    Pack(Vec<Diagnostic>),
    /// The browser's storage refused.
    Storage(String),
}

/// A pack with the text it was read from.
#[derive(Debug)]
pub struct PackFile {
    /// As read.
    pub text: String,
    /// Checked.
    pub pack: RulePack,
}

impl PartialEq for PackFile {
    fn eq(&self, other: &Self) -> bool {
        self.pack.hash() == other.pack.hash()
    }
}

impl Eq for PackFile {}

/// A dossier with its rules and what is found of it.
#[derive(Debug)]
pub struct Case {
    /// The dossier.
    pub dossier: Rc<Dossier>,
    /// Its pack.
    pub file: Rc<PackFile>,
    /// The rules compiled for its dates.
    pub program: Rc<Program>,
    /// What is found.
    pub found: Assessment,
}

impl Case {
    /// Its track. A case exists only for a track of its pack.
    pub fn track(&self) -> Option<&Track> {
        self.file.pack.track(&self.dossier.track)
    }
}

/// Colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device says.
    #[default]
    Device,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Whether the last change is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// Nothing to save yet.
    Nothing,
    /// Under way.
    Saving,
    /// At that time of day.
    At(String),
    /// Not: the reason. The dossier is still here and can be exported.
    Failed(String),
}

/// A message at the foot of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// Key of the message.
    pub key: &'static str,
    /// Arguments of the message.
    pub args: Vec<(&'static str, String)>,
    /// Whether it tells of a fault, and is announced at once.
    pub fault: bool,
    /// The dossiers that an undo brings back.
    pub undo: Vec<Rc<Dossier>>,
}

/// The export under way, or how the last one ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Export {
    /// None.
    Idle,
    /// Under way.
    Running {
        /// The dossier it is made of.
        dossier: String,
        /// What is made.
        kind: JobKind,
        /// How far it is.
        stage: Option<Stage>,
    },
    /// Made; the name of the file.
    Done(String),
    /// Not made; the reason.
    Failed(String),
}

/// The moment of an event: what the pure part may not read by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Today, by the person's own calendar.
    pub today: Date,
    /// Time of day, `14:32`.
    pub time: String,
    /// An id that was never used before.
    pub fresh: String,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum Action {
    /// The page opened at a place, with the settings saved on the device.
    Opened {
        /// Place.
        route: Route,
        /// Language.
        lang: Lang,
        /// Colours.
        theme: Theme,
    },
    /// The address changed.
    WentTo(Route),
    /// A language was chosen.
    ChoseLanguage(Lang),
    /// Colours were chosen.
    ChoseTheme(Theme),
    /// Messages arrived.
    WordsArrived(Lang, Result<String, String>),
    /// The catalogue arrived.
    CatalogueArrived(Result<String, String>),
    /// A pack arrived.
    PackArrived(String, Result<String, String>),
    /// The clause of a document is looked at: its text is wanted.
    WantedSource(String),
    /// A ledger arrived.
    LedgerArrived(String, Result<String, String>),
    /// The host's text of a document arrived; nothing where the host has none.
    SourceArrived(String, Option<String>),
    /// A person supplied the text of a document.
    SuppliedSource {
        /// Document code.
        document: String,
        /// Name of the file, or of the way.
        name: String,
        /// The text, or why it could not be read.
        text: Result<String, String>,
    },
    /// The saved dossiers were read: each as saved, by id.
    DossiersRead(Result<Vec<(String, String)>, String>),
    /// A failed load was tried again.
    Retried,
    /// A track was begun; with the planned filing date as typed, if any.
    BeganTrack {
        /// Pack.
        pack: String,
        /// Track.
        track: String,
        /// Planned filing date; empty means the date of assessment.
        filing: String,
        /// Dossier whose answers it begins with, as far as the track asks for them.
        from: Option<String>,
    },
    /// A question was answered, or its answer taken back.
    Answered {
        /// Fact.
        fact: String,
        /// Answer; nothing takes it back.
        answer: Option<Answer>,
    },
    /// The dates of the assessment were set; empty means today, and the date of assessment.
    SetDates {
        /// Date of assessment.
        on: String,
        /// Planned filing date.
        filing: String,
    },
    /// Something was noted of a material.
    NotedMaterial {
        /// Material.
        material: String,
        /// Note.
        note: MaterialNote,
    },
    /// A dossier was named.
    Renamed {
        /// Dossier.
        dossier: String,
        /// Name.
        title: String,
    },
    /// A dossier was duplicated.
    Duplicated(String),
    /// A dossier was deleted.
    Deleted(String),
    /// All dossiers were deleted.
    ClearedAll,
    /// The last deletion was undone.
    UndidDeletion,
    /// A file was opened.
    OpenedFile {
        /// Name.
        name: String,
        /// Content as text, or why it could not be read.
        text: Result<String, String>,
    },
    /// Another tab saved a dossier, or deleted it.
    ChangedElsewhere {
        /// Dossier.
        id: String,
        /// As saved; nothing if it was deleted.
        text: Option<String>,
    },
    /// A save ended.
    SaveEnded(Result<(), String>),
    /// An export was asked for.
    AskedExport {
        /// What to make.
        kind: JobKind,
        /// Dossier; nothing means the case on the screen.
        dossier: Option<String>,
    },
    /// The preview is wanted, or wanted anew.
    AskedPreview,
    /// The export under way was given up.
    CancelledExport,
    /// The worker replied.
    Replied(u32, ReplyContent),
    /// The worker stopped by itself: the reason.
    WorkerDied(String),
    /// The message at the foot was closed.
    ClosedToast,
}

/// What is to be done in the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Fetch the messages of a language.
    FetchWords(Lang),
    /// Fetch the catalogue.
    FetchCatalogue,
    /// Fetch a pack: its id and its file.
    FetchPack(String, String),
    /// Fetch the ledger of a document.
    FetchLedger(String),
    /// Fetch the text of a document from the host's folder of sources: code and file.
    FetchSource(String, String),
    /// Read all dossiers.
    ReadDossiers,
    /// Save a dossier.
    Save(Rc<Dossier>),
    /// Delete a dossier.
    Delete(String),
    /// Remember the settings on this device.
    Remember(Lang, Theme),
    /// Go to a place.
    Go(Route),
    /// Give the worker a job. A preview waits until typing pauses.
    Run(Box<Job>),
    /// Stop the worker.
    StopWorker,
    /// Hand a file to the person.
    Download(FileMade),
}
