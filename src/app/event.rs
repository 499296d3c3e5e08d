//! F5. Events and effects: what happened, and what is to be done because of it.

use std::rc::Rc;

use crate::app::job::{FileMade, Job, JobKind, ReplyContent};
use crate::app::own::{OwnPack, Refusal};
use crate::app::route::{Route, Step};
use crate::app::source::Unread;
use crate::app::{Offline, Theme};
use crate::dossier::{Dossier, MaterialNote};
use crate::engine::answer::Answer;
use crate::logic::date::Date;
use crate::pack::catalogue::Catalogue;
use crate::words::{Lang, Words};

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
    /// The messages of the first screens were read.
    WordsRead(Rc<Words>),
    /// Messages arrived.
    WordsArrived(Lang, Result<String, String>),
    /// The catalogue was read in the form of the slices.
    CatalogueRead(Rc<Catalogue>),
    /// The catalogue arrived.
    CatalogueArrived(Result<String, String>),
    /// A pack arrived.
    PackArrived(String, Result<String, String>),
    /// A slice of a pack arrived.
    SliceArrived {
        /// Pack.
        pack: String,
        /// Track.
        track: String,
        /// Language.
        lang: Lang,
        /// The file.
        bytes: Result<Vec<u8>, String>,
    },
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
        text: Result<String, Unread>,
    },
    /// A person chose a file with the text of a document; it is being read.
    ReadingSource(String),
    /// The text of a document that a person supplied on an earlier visit was read.
    SourceKept {
        /// Document code.
        document: String,
        /// Name of the file, or of the way.
        name: String,
        /// The text.
        text: String,
    },
    /// The text that a person supplied was removed.
    RemovedSource(String),
    /// The saved dossiers were read: each as saved, by id.
    DossiersRead(Result<Vec<(String, String)>, String>),
    /// Dossiers were found that an earlier window could not write any more before it closed: each as
    /// it was to be saved, and as it was in storage then.
    UnsavedFound(Vec<(String, Option<String>)>),
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
    /// The person asked for all dossiers as one file.
    AskedAll,
    /// The last deletion was undone.
    UndidDeletion,
    /// A file was opened.
    OpenedFile {
        /// Name.
        name: String,
        /// Content as text, or why it could not be read.
        text: Result<String, String>,
    },
    /// The packs that the person opened before were read: each as opened, by id.
    OwnPacksRead(Result<Vec<(String, String)>, String>),
    /// A pack was asked for by its address.
    AskedPack {
        /// As typed.
        address: String,
        /// The origin of this page.
        origin: String,
    },
    /// A pack was opened.
    OpenedPack {
        /// Name of the file, or its path.
        from: String,
        /// Content, or why it could not be read.
        text: Result<String, Refusal>,
    },
    /// A pack of the person's own was removed.
    RemovedPack(String),
    /// Why a pack was not opened has been read.
    ClosedRefusal,
    /// Another tab opened a pack, or removed it.
    OwnPackElsewhere {
        /// Pack.
        id: String,
        /// As opened; nothing if it was removed.
        text: Option<String>,
    },
    /// A dossier is in storage other than this window had it: another one saved it, or deleted it.
    ChangedElsewhere {
        /// Dossier.
        id: String,
        /// As saved; nothing if it was deleted.
        text: Option<String>,
    },
    /// Another window saved a dossier, or deleted it: this one.
    DossierElsewhere(String),
    /// The window is looked at again: others may have been at work.
    Returned,
    /// A dossier was written, or deleted.
    Stored {
        /// Dossier.
        id: String,
        /// As written; nothing if it was deleted.
        dossier: Option<Rc<Dossier>>,
    },
    /// Everything that waited to be saved is, or something could not be.
    SaveEnded(Result<(), String>),
    /// Whether the page works without a network was found out.
    OfflineIs(Offline),
    /// A new version of the site is on this device.
    UpdateFound,
    /// The person wants the new version.
    WantedUpdate,
    /// An export was asked for.
    AskedExport {
        /// What to make.
        kind: JobKind,
        /// Dossier; nothing means the case on the screen.
        dossier: Option<String>,
    },
    /// The preview is wanted, or wanted anew.
    AskedPreview,
    /// The sheet is wanted on paper.
    AskedPrint,
    /// The export under way was given up.
    CancelledExport,
    /// The worker replied.
    Replied(u32, ReplyContent),
    /// The worker stopped by itself: the reason.
    WorkerDied(String),
    /// The rest of the program did not arrive: the reason.
    RestMissing(String),
    /// The message at the foot was closed.
    ClosedToast,
}

impl Action {
    /// Whether a person did it, rather than that something arrived or ended.
    pub fn is_by_person(&self) -> bool {
        !matches!(
            self,
            Action::Opened { .. }
                | Action::WordsRead(_)
                | Action::WordsArrived(..)
                | Action::CatalogueRead(_)
                | Action::CatalogueArrived(_)
                | Action::PackArrived(..)
                | Action::SliceArrived { .. }
                | Action::LedgerArrived(..)
                | Action::SourceArrived(..)
                | Action::SourceKept { .. }
                | Action::DossiersRead(_)
                | Action::UnsavedFound(_)
                | Action::OwnPacksRead(_)
                | Action::OwnPackElsewhere { .. }
                | Action::ChangedElsewhere { .. }
                | Action::DossierElsewhere(_)
                | Action::Returned
                | Action::Stored { .. }
                | Action::SaveEnded(_)
                | Action::OfflineIs(_)
                | Action::UpdateFound
                | Action::Replied(..)
                | Action::WorkerDied(_)
                | Action::RestMissing(_)
        )
    }

    /// Whether it may happen on the way to the first question, for which not all of the program is
    /// needed.
    pub fn is_first(&self) -> bool {
        match self {
            Action::Opened { route, .. } => matches!(route, Route::Start | Route::Track { .. }),
            Action::WentTo(route) => match route {
                Route::Start | Route::Track { .. } => true,
                Route::Case { step: Step::Answer(section), .. } => section.is_empty(),
                _ => false,
            },
            Action::OwnPacksRead(read) | Action::DossiersRead(read) => {
                read.as_ref().is_ok_and(Vec::is_empty)
            }
            Action::BeganTrack { from, filing, .. } => from.is_none() && filing.trim().is_empty(),
            // One that does not arrive is told of without the rest.
            Action::WordsArrived(_, read) | Action::CatalogueArrived(read) => read.is_err(),
            Action::WordsRead(_)
            | Action::CatalogueRead(_)
            | Action::SliceArrived { .. }
            | Action::Stored { .. }
            | Action::SaveEnded(_)
            | Action::OfflineIs(_)
            | Action::RestMissing(_) => true,
            _ => false,
        }
    }
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
    /// Fetch the slice of a track of a pack, in a language.
    FetchSlice(String, String, Lang),
    /// Fetch the ledger of a document.
    FetchLedger(String),
    /// Fetch the text of a document from the host's folder of sources: code and file.
    FetchSource(String, String),
    /// Keep the text that a person supplied: document, name, text.
    KeepSource(String, String, String),
    /// Forget it.
    ForgetSource(String),
    /// Read the text of a document that a person supplied on an earlier visit.
    ReadKeptSource(String),
    /// Read all dossiers.
    ReadDossiers,
    /// Read the packs that the person opened before.
    ReadOwnPacks,
    /// Fetch a pack of this site by its path.
    FetchOwnPack(String),
    /// Keep a pack that the person opened.
    KeepPack(Rc<OwnPack>),
    /// Forget a pack that the person opened.
    ForgetPack(String),
    /// Save a dossier, if it is still in storage as this window knows it: the second.
    Save(Rc<Dossier>, Option<Rc<Dossier>>),
    /// Delete a dossier, on the same condition.
    Delete(String, Option<Rc<Dossier>>),
    /// Look whether a dossier is in storage as this window knows it.
    Look(String, Option<Rc<Dossier>>),
    /// Have the site kept on this device: the page is in use.
    PrepareOffline,
    /// Load the page anew, in its new version.
    TakeUpdate,
    /// Remember the settings on this device.
    Remember(Lang, Theme),
    /// Go to a place.
    Go(Route),
    /// Go to a place instead of the one that the address names, which led on to it.
    GoInstead(Route),
    /// Give the worker a job. A preview waits until typing pauses.
    Run(Box<Job>),
    /// Open the print dialog.
    Print,
    /// Stop the worker.
    StopWorker,
    /// Hand a file to the person.
    Download(FileMade),
}
