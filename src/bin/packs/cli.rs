//! The commands.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use alliance_check::document::record::{Both, explanations, one_of, record};
use alliance_check::document::{compose, docx};
use alliance_check::dossier;
use alliance_check::engine::answer::Answers;
use alliance_check::engine::fact_file::FactFile;
use alliance_check::engine::{Dates, assess};
use alliance_check::logic::date::{self, Date};
use alliance_check::pack::asked::asked;
use alliance_check::pack::raw::Track;
use alliance_check::pack::{OWN, RulePack};
use alliance_check::words::{Lang, Words};

use super::author;
use super::check;
use super::folder::{self, Faults};
use super::ledgers;

/// Rule packs on the command line.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    /// Folder with packs and their index.json.
    #[arg(long, global = true, default_value = "static/packs")]
    packs: PathBuf,
    /// Folder with the messages of both languages.
    #[arg(long, global = true, default_value = "static/locales")]
    locales: PathBuf,
    /// Folder with the coverage ledgers; `ledgers` beside the packs if absent.
    #[arg(long, global = true)]
    ledgers: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check every pack of a folder, its catalogue and the coverage ledgers; or one pack.
    Check {
        /// The folder, or one file.
        dir: PathBuf,
        /// Folder with the source documents, to compare every citation and every span with.
        #[arg(long)]
        sources: Option<PathBuf>,
    },
    /// Write hashes and nodes of the coverage ledgers anew; ranges, labels and classes stay.
    Ledger {
        /// The folder of packs.
        dir: PathBuf,
        /// Folder with the source documents.
        #[arg(long)]
        sources: PathBuf,
    },
    /// Write catalogue and slices of a folder of packs; compressed files of the folder are removed.
    Index {
        /// The folder.
        dir: PathBuf,
    },
    /// Write the JSON Schema of the pack format into the folder of packs.
    Schema,
    /// Print what a pack says of a source: its length and hash, or range and hash of a piece.
    Cite {
        /// The source document.
        source: PathBuf,
        /// The piece, copied from the document.
        #[arg(long)]
        text: Option<String>,
    },
    /// List the facts of a track as JSON.
    Facts {
        /// Id of the pack.
        pack: String,
        /// Id of the track.
        track: String,
    },
    /// Assess a fact file and print the findings as JSON.
    Assess(FactsOn),
    /// Explain what was found of a fact file: the derivation of every status, as JSON.
    Explain {
        #[command(flatten)]
        case: FactsOn,
        /// Id of one requirement or exemption; all of them if absent.
        #[arg(long)]
        node: Option<String>,
    },
    /// Export a dossier as a Word document.
    Export {
        /// Id of the pack.
        pack: String,
        /// Id of the track.
        track: String,
        /// A dossier or record saved by the page.
        dossier: PathBuf,
        /// The file to write.
        #[arg(long)]
        docx: PathBuf,
        /// The base document with the styles.
        #[arg(long, default_value = "static/base.docx")]
        base: PathBuf,
        /// Date of assessment; the dossier's own, or else its last edit, if absent.
        #[arg(long)]
        on: Option<String>,
        /// Language of the document.
        #[arg(long, default_value = "zh", value_parser = ["zh", "en"])]
        lang: String,
    },
}

/// A fact file and the days on which it is looked at.
#[derive(clap::Args)]
struct FactsOn {
    /// Id of the pack.
    pack: String,
    /// Id of the track.
    track: String,
    /// JSON object of answers by fact.
    facts: PathBuf,
    /// Date of assessment, YYYY-MM-DD.
    #[arg(long)]
    on: String,
    /// Planned filing date, YYYY-MM-DD; the date of assessment if absent.
    #[arg(long)]
    filing: Option<String>,
}

/// Runs the command line.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(fault) => {
            let shown = fault.print();
            let asked = !fault.use_stderr() && shown.is_ok();
            return if asked { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    match run(&cli) {
        Ok(out) => {
            print!("{out}");
            ExitCode::SUCCESS
        }
        Err(faults) => {
            faults.iter().for_each(|fault| eprintln!("{fault}"));
            let count = faults.len();
            eprintln!("{count} fault{}", if count == 1 { "" } else { "s" });
            ExitCode::from(2)
        }
    }
}

fn run(cli: &Cli) -> Result<String, Faults> {
    match &cli.command {
        Command::Check { dir, sources } => check(cli, dir, sources.as_deref()),
        Command::Ledger { dir, sources } => {
            let packs: Result<Vec<RulePack>, Faults> =
                folder::pack_files(dir)?.iter().map(|path| folder::pack(path)).collect();
            ledgers::refresh(&ledgers::folder_of(dir, cli.ledgers.as_deref()), &packs?, sources)
        }
        Command::Index { dir } => {
            let catalogue = folder::catalogue_of(dir)?;
            write(&dir.join("index.json"), format!("{}\n", json(&catalogue)?).as_bytes())?;
            let slices = folder::write_slices(dir, &catalogue)?;
            folder::drop_compressed(dir)?;
            Ok(format!("{} packs listed, {slices} slices written\n", catalogue.packs.len()))
        }
        Command::Schema => {
            let path = cli.packs.join("pack.schema.json");
            write(
                &path,
                format!("{}\n", json(&alliance_check::pack::schema::schema())?).as_bytes(),
            )?;
            Ok(format!("{} written\n", path.display()))
        }
        Command::Cite { source, text } => {
            Ok(format!("{}\n", json(&author::cite(source, text.as_deref())?)?))
        }
        Command::Facts { pack, track } => {
            let pack = folder::pack_of(&cli.packs, pack)?;
            let track = track_of(&pack, track)?;
            Ok(format!("{}\n", json(&asked(&pack, track))?))
        }
        Command::Assess(case) => {
            let Assessed { pack, track, answers, dates } = Assessed::read(cli, case)?;
            let track = track_of(&pack, &track)?;
            let (zh, en) = both(&cli.locales)?;
            let found = assess(&pack, track, &answers, dates);
            let words = Both { zh: &zh, en: &en };
            Ok(format!("{}\n", json(&record(&pack, track, &found, words))?))
        }
        Command::Explain { case, node } => {
            let Assessed { pack, track, answers, dates } = Assessed::read(cli, case)?;
            let track = track_of(&pack, &track)?;
            let (zh, en) = both(&cli.locales)?;
            let words = Both { zh: &zh, en: &en };
            let told = explanations(&pack, track, &answers, dates, words);
            let told = one_of(told, node.as_deref()).map_err(|fault| vec![fault])?;
            Ok(format!("{}\n", json(&told)?))
        }
        Command::Export { pack, track, dossier, docx, base, on, lang } => {
            let dossier = read_dossier(dossier)?;
            let pack = folder::pack_of(&cli.packs, pack)?;
            // Filled in under somebody's own rules, it stays marked so.
            let pack = if dossier.pack.id.starts_with(OWN) { pack.into_own() } else { pack };
            let track = track_of(&pack, track)?;
            if (&dossier.pack.id, &dossier.track) != (&pack.raw().id, &track.id) {
                return Err(vec![format!(
                    "the dossier belongs to {} {}; name that pack and track",
                    dossier.pack.id, dossier.track
                )]);
            }
            let on = match on {
                Some(on) => day("--on", on)?,
                None => own_day(&dossier)?,
            };
            let (zh, en) = both(&cli.locales)?;
            let words = if lang == "en" { &en } else { &zh };
            let found = assess(&pack, track, &dossier.answers, dossier.dates(on));
            let document = compose::compose(&pack, track, &dossier, &found, words);
            let base = std::fs::read(base)
                .map_err(|fault| vec![format!("{}: {fault}; name it by --base", base.display())])?;
            let bytes = docx::write(&document, &base).map_err(|fault| vec![fault.to_string()])?;
            write(docx, &bytes)?;
            Ok(format!("{} written\n", docx.display()))
        }
    }
}

fn check(cli: &Cli, dir: &Path, sources: Option<&Path>) -> Result<String, Faults> {
    let mut out = String::new();
    let mut faults = Faults::new();
    let mut packs = Vec::new();
    let files = folder::pack_files(dir)?;
    for path in &files {
        match folder::pack(path) {
            Err(found) => faults.extend(found),
            Ok(pack) => {
                let (told, found) = check::prove(&path.display().to_string(), &pack);
                out.push_str(&told);
                faults.extend(found);
                if let Some(sources) = sources {
                    faults.extend(folder::check_sources(&pack, sources));
                    out.push_str(&format!("  {} citations compared\n", pack.raw().citations.len()));
                }
                packs.push(pack);
            }
        }
    }
    let ledgers = ledgers::folder_of(dir, cli.ledgers.as_deref());
    if packs.len() == files.len() && (cli.ledgers.is_some() || ledgers.is_dir()) {
        match ledgers::check(&ledgers, &packs, sources) {
            Ok(told) => out.push_str(&told),
            Err(found) => {
                let new: Faults = found.into_iter().filter(|f| !faults.contains(f)).collect();
                faults.extend(new);
            }
        }
    } else if !dir.is_file() && !ledgers.is_dir() {
        out.push_str(&format!("no ledgers: there is no folder {}\n", ledgers.display()));
    }
    if faults.is_empty() && !dir.is_file() && folder::catalogue_of(dir)? != folder::catalogue(dir)?
    {
        faults.push(format!(
            "{}: differs from the packs; run `packs index {}`",
            dir.join("index.json").display(),
            dir.display()
        ));
    }
    if faults.is_empty() {
        return Ok(out);
    }
    print!("{out}");
    Err(faults)
}

fn track_of<'a>(pack: &'a RulePack, id: &str) -> Result<&'a Track, Faults> {
    pack.track(id).ok_or_else(|| {
        let known: Vec<&str> = pack.raw().tracks.iter().map(|t| t.id.as_str()).collect();
        vec![format!("no track named `{id}`; there are: {}", known.join(", "))]
    })
}

fn day(name: &str, text: &str) -> Result<Date, Faults> {
    date::parse(text).ok_or_else(|| vec![format!("{name}: `{text}` is no date; write 2026-11-20")])
}

/// A track assessed by a fact file for two dates.
struct Assessed {
    pack: RulePack,
    track: String,
    answers: Answers,
    dates: Dates,
}

impl Assessed {
    fn read(cli: &Cli, case: &FactsOn) -> Result<Assessed, Faults> {
        let pack = folder::pack_of(&cli.packs, &case.pack)?;
        let track = track_of(&pack, &case.track)?;
        let dates = Dates::read(&case.on, case.filing.as_deref())
            .map_err(|fault| vec![format!("--{fault}")])?;
        let file = FactFile::parse(&folder::text(&case.facts)?)
            .map_err(|fault| vec![format!("{}: {fault}", case.facts.display())])?;
        let answers = file.answers(&pack, track, dates)?;
        let track = track.id.clone();
        Ok(Assessed { pack, track, answers, dates })
    }
}

fn read_dossier(path: &Path) -> Result<dossier::Dossier, Faults> {
    dossier::read(&folder::text(path)?)
        .map_err(|fault| vec![format!("{}: {fault}", path.display())])
}

/// The day of a dossier when none is named: its own, or the day of its last edit.
fn own_day(dossier: &dossier::Dossier) -> Result<Date, Faults> {
    let edited = dossier.edited.split('T').next().unwrap_or_default();
    let own = dossier.on.as_deref().unwrap_or(edited);
    date::parse(own).ok_or_else(|| vec!["the dossier has no date; name one by --on".to_owned()])
}

fn both(folder: &Path) -> Result<(Words, Words), Faults> {
    Ok((folder::words(folder, Lang::Zh)?, folder::words(folder, Lang::En)?))
}

fn json(value: &impl serde::Serialize) -> Result<String, Faults> {
    serde_json::to_string_pretty(value).map_err(|fault| vec![fault.to_string()])
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Faults> {
    std::fs::write(path, bytes).map_err(|fault| vec![format!("{}: {fault}", path.display())])
}
