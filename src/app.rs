//! F5. The program's whole behaviour: state, events, effects. Pure, and tested natively.
//!
//! `ui` reports what happened; [`State::after`] gives the next state and puts what is to be done in
//! an outbox with increasing numbers; `web` does it and reports back as further events. Nothing
//! here reads a clock or touches the browser: every event carries its moment.

mod event;
pub mod job;
pub mod own;
mod reduce;
pub mod route;
pub mod source;
pub mod view;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::document::Document;
use crate::dossier::Dossier;
use crate::engine::answer::Answer;
use crate::engine::assessment::assess_with;
use crate::engine::{Assessment, Dates, Program};
use crate::logic::date::Date;
use crate::pack::RulePack;
use crate::pack::catalogue::Catalogue;
use crate::pack::diagnostic::Diagnostic;
use crate::pack::ledger::Ledger;
use crate::pack::raw::Track;
use crate::pack::slice::Opening;
use crate::words::{Lang, Words};

use job::{JobKind, Stage};
use own::{OwnPack, Refused};
use route::Route;
use source::SourceFile;

pub use event::{Action, Effect, Moment};

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
    /// Packs of which the whole is under way.
    whole: BTreeSet<String>,
    /// The export that waits for the whole of its pack: what is to be made, of which dossier.
    waiting_export: Option<(JobKind, String)>,
    /// Coverage ledgers asked for so far, by document code.
    pub ledgers: BTreeMap<String, Loaded<Rc<Ledger>>>,
    /// Source texts, by document code: compared with the ledger, or absent where nobody supplied one.
    pub sources: BTreeMap<String, Loaded<Rc<SourceFile>>>,
    /// Texts that wait for their ledger, each with the name of the file that a person opened.
    supplied: BTreeMap<String, (Option<String>, String)>,
    /// The document whose text is being read from a file.
    pub reading: Option<String>,
    /// Packs that the person opened, by id; nothing until they are read.
    pub own: Loaded<BTreeMap<String, Rc<OwnPack>>>,
    /// Why the last pack was not opened, until that is closed or another is opened.
    pub refused: Option<Rc<Refused>>,
    /// All dossiers on this device; nothing until they are read.
    pub dossiers: Loaded<BTreeMap<String, Rc<Dossier>>>,
    /// Dossiers as they are in storage, as far as this window knows: what both windows agreed on last.
    kept: BTreeMap<String, Rc<Dossier>>,
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
    /// Whether the sheet of the present answers is still to come, and to be printed when it comes.
    pub sheet_due: Option<Print>,
    /// Whether there is a new version of the site.
    pub update: Update,
    /// Whether the page works without a network.
    pub offline: Offline,
    /// Whether what that needs was asked for.
    prepared: bool,
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
    /// The pack is of another version of the site than the catalogue.
    Mixed,
}

/// A pack with what it was read from.
#[derive(Debug)]
pub struct PackFile {
    /// How much of it is here.
    pub extent: Extent,
    /// Checked.
    pub pack: RulePack,
}

/// How much of a pack is here.
#[derive(Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it; as read.
    Whole(String),
    /// A slice: enough for the page of a track and its first question.
    Slice {
        /// The only language of its texts.
        lang: Lang,
        /// What is asked first.
        opening: Opening,
    },
}

impl PackFile {
    /// The whole pack, read from a text.
    pub fn whole(text: String, pack: RulePack) -> PackFile {
        PackFile { extent: Extent::Whole(text), pack }
    }

    /// Whether only a slice is here, by which nothing is assessed.
    pub fn is_slice(&self) -> bool {
        matches!(self.extent, Extent::Slice { .. })
    }

    /// The whole text, if it is here.
    pub fn text(&self) -> Option<&String> {
        match &self.extent {
            Extent::Whole(text) => Some(text),
            Extent::Slice { .. } => None,
        }
    }
}

impl PartialEq for PackFile {
    fn eq(&self, other: &Self) -> bool {
        let text = |file: &PackFile| file.text().is_some();
        self.pack.hash() == other.pack.hash() && text(self) == text(other)
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
    /// What is found.
    pub found: Assessment,
    /// The rules compiled for its dates, once they were needed.
    program: OnceCell<Rc<Program>>,
}

impl Case {
    /// A dossier assessed by its rules; nothing if they have no such track.
    pub fn new(dossier: Rc<Dossier>, file: Rc<PackFile>, dates: Dates) -> Option<Case> {
        Case::after(None, dossier, file, dates)
    }

    /// The same, with the rules as compiled for an earlier state of the case.
    fn after(
        before: Option<&Case>,
        dossier: Rc<Dossier>,
        file: Rc<PackFile>,
        dates: Dates,
    ) -> Option<Case> {
        let track = file.pack.track(&dossier.track)?;
        if let Extent::Slice { opening, .. } = &file.extent {
            let found = Assessment::before(&file.pack, dates, &opening.asked);
            return Some(Case { dossier, file, found, program: OnceCell::new() });
        }
        let same = before.filter(|case| {
            case.found.dates == dates && case.file == file && case.dossier.track == dossier.track
        });
        let program = same.and_then(|case| case.program.get().cloned());
        let program =
            program.unwrap_or_else(|| Rc::new(Program::compile(&file.pack, track, dates)));
        let found = assess_with(&program, &file.pack, track, &dossier.answers);
        Some(Case { dossier, file, found, program: OnceCell::from(program) })
    }

    /// The rules compiled for its dates.
    pub fn program(&self) -> Option<&Program> {
        let track = self.track()?;
        let compile = || Rc::new(Program::compile(&self.file.pack, track, self.found.dates));
        Some(self.program.get_or_init(compile))
    }

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

/// Whether there is a new version of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Update {
    /// Not known of.
    #[default]
    None,
    /// It is on this device and waits until the person wants it.
    Ready,
    /// It is wanted; what is under way comes first.
    Wanted,
    /// It takes over: the page is about to be loaded anew.
    Taken,
}

/// Whether the page works without a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Offline {
    /// Not yet; it is prepared once the first question can be answered.
    #[default]
    Later,
    /// It does.
    Ready,
    /// The address is not a protected one.
    Insecure,
    /// The page is a single file on this device.
    OneFile,
    /// The browser cannot, or refused.
    Refused,
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
    /// What an undo brings back.
    pub undo: Undo,
}

/// What was deleted or replaced last, as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undo {
    /// Dossiers.
    pub dossiers: Vec<Rc<Dossier>>,
    /// A pack of the person's own.
    pub pack: Option<Rc<OwnPack>>,
    /// An answer, with its dossier and its fact.
    pub answer: Option<(String, String, Answer)>,
    /// A source that a person supplied: document, name, text.
    pub source: Option<(String, String, String)>,
}

impl Undo {
    /// Whether there is nothing to bring back.
    pub fn is_empty(&self) -> bool {
        let one = self.pack.is_some() || self.answer.is_some() || self.source.is_some();
        self.dossiers.is_empty() && !one
    }
}

/// Whether a sheet that is still to come is to be printed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Print {
    /// It is only shown.
    No,
    /// It is.
    Yes,
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
