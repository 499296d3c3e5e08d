//! F5. Where the person is, as a fragment of the address: works on any host and from any folder.

/// A place in the program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Route {
    /// What this is; choose an alliance; go on with a dossier.
    #[default]
    Start,
    /// What a track leads to, before it is begun.
    Track {
        /// Pack.
        pack: String,
        /// Track.
        track: String,
    },
    /// A persona of a track: leads on to a sample of it.
    Sample {
        /// Pack.
        pack: String,
        /// Track.
        track: String,
        /// Persona; empty means the first.
        example: String,
    },
    /// A source document beside the rules of a pack.
    Source {
        /// Pack.
        pack: String,
        /// Document code.
        document: String,
    },
    /// All dossiers on this device.
    Dossiers,
    /// Sources, privacy, version.
    About,
    /// A step of a dossier.
    Case {
        /// Dossier.
        dossier: String,
        /// Step.
        step: Step,
    },
}

/// A step of a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A section of the interview; empty means the first.
    Answer(String),
    /// The verdict.
    Verdict,
    /// The materials.
    Materials,
    /// Particulars, preview, export.
    Application,
}

impl Route {
    /// Reads a fragment, with or without its `#`. Anything unknown is the start.
    pub fn parse(fragment: &str) -> Route {
        let path = fragment.trim_start_matches('#').trim_matches('/');
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["track", pack, track] => {
                Route::Track { pack: (*pack).to_owned(), track: (*track).to_owned() }
            }
            ["sample", pack, track, rest @ ..] => Route::Sample {
                pack: (*pack).to_owned(),
                track: (*track).to_owned(),
                example: rest.first().map_or_else(String::new, |id| (*id).to_owned()),
            },
            ["source", pack, document] => {
                Route::Source { pack: (*pack).to_owned(), document: (*document).to_owned() }
            }
            ["dossiers"] => Route::Dossiers,
            ["about"] => Route::About,
            ["case", dossier, rest @ ..] => {
                let step = match rest {
                    ["verdict"] => Step::Verdict,
                    ["materials"] => Step::Materials,
                    ["application"] => Step::Application,
                    ["answer", section] => Step::Answer((*section).to_owned()),
                    _ => Step::Answer(String::new()),
                };
                Route::Case { dossier: (*dossier).to_owned(), step }
            }
            _ => Route::Start,
        }
    }

    /// The fragment, with its `#`.
    pub fn fragment(&self) -> String {
        match self {
            Route::Start => "#/".to_owned(),
            Route::Track { pack, track } => format!("#/track/{pack}/{track}"),
            Route::Sample { pack, track, example } if example.is_empty() => {
                format!("#/sample/{pack}/{track}")
            }
            Route::Sample { pack, track, example } => format!("#/sample/{pack}/{track}/{example}"),
            Route::Source { pack, document } => format!("#/source/{pack}/{document}"),
            Route::Dossiers => "#/dossiers".to_owned(),
            Route::About => "#/about".to_owned(),
            Route::Case { dossier, step } => match step {
                Step::Answer(section) if section.is_empty() => format!("#/case/{dossier}/answer"),
                Step::Answer(section) => format!("#/case/{dossier}/answer/{section}"),
                Step::Verdict => format!("#/case/{dossier}/verdict"),
                Step::Materials => format!("#/case/{dossier}/materials"),
                Step::Application => format!("#/case/{dossier}/application"),
            },
        }
    }

    /// The dossier that the place belongs to.
    pub fn dossier(&self) -> Option<&str> {
        match self {
            Route::Case { dossier, .. } => Some(dossier),
            _ => None,
        }
    }
}
