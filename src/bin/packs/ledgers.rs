//! Coverage ledgers on disk: checked, told, written anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use alliance_check::pack::RulePack;
use alliance_check::pack::diagnostic::Diagnostic;
use alliance_check::pack::ledger::{self, Class, Ledger};
use alliance_check::pack::source_text::SourceText;

use super::folder::{self, Faults};

/// The folder of ledgers of a folder of packs: the one named, or `ledgers` beside it.
pub fn folder_of(packs: &Path, named: Option<&Path>) -> PathBuf {
    match (named, packs.file_name()) {
        (Some(named), _) => named.to_owned(),
        (None, Some(_)) => packs.with_file_name("ledgers"),
        (None, None) => packs.join("../ledgers"),
    }
}

/// Checks the ledgers of a folder against packs and, if supplied, against the sources. Tells what
/// they cover.
pub fn check(dir: &Path, packs: &[RulePack], sources: Option<&Path>) -> Result<String, Faults> {
    let mut out = String::new();
    let mut faults = Faults::new();
    let mut held = BTreeSet::new();
    for path in folder::json_files(dir)? {
        let named = |found: Vec<Diagnostic>| {
            found.into_iter().map(|f| format!("{}: {f}", path.display())).collect::<Faults>()
        };
        let ledger = match Ledger::read(&folder::text(&path)?) {
            Ok(ledger) => ledger,
            Err(found) => {
                faults.extend(named(found));
                continue;
            }
        };
        faults.extend(named(ledger::coverage(&ledger, packs)));
        if let Some(sources) = sources {
            match folder::text(&sources.join(&ledger.file)) {
                Err(found) => faults.extend(found),
                Ok(text) => {
                    let comparison = ledger::compare(&ledger, &SourceText::of(&text));
                    faults.extend(named(ledger::differences(&ledger, &comparison)));
                }
            }
        }
        out.push_str(&told(&ledger, packs, sources.is_some()));
        if !held.insert(ledger.document.clone()) {
            let code = &ledger.document;
            faults.push(format!("{}: a second ledger of `{code}`; keep one", path.display()));
        }
    }
    let documents: BTreeSet<&String> =
        packs.iter().flat_map(|pack| &pack.raw().sources).map(|s| &s.document).collect();
    let without = documents.into_iter().filter(|document| !held.contains(*document));
    faults.extend(without.map(|document| {
        format!("{}: no ledger of `{document}`; cut its text into spans", dir.display())
    }));
    if faults.is_empty() { Ok(out) } else { Err(faults) }
}

/// What a ledger covers, to be read by a person.
fn told(ledger: &Ledger, packs: &[RulePack], compared: bool) -> String {
    let (covered, chars) = (ledger.covered(), ledger.chars);
    let percent = u64::from(covered) * 100 / u64::from(chars.max(1));
    let mut out = format!(
        "ledger {}: {covered} of {chars} characters, {percent} %{}\n",
        ledger.document,
        if compared { ", every span compared" } else { "" }
    );
    for class in Class::ALL {
        let (spans, chars) = ledger.extent(class);
        if spans > 0 {
            out.push_str(&format!(
                "  {:<11}{spans:>4} spans {chars:>6} characters\n",
                class.name()
            ));
        }
    }
    let untold: Vec<&str> =
        ledger::untold(ledger, packs).into_iter().map(|span| span.label.as_str()).collect();
    if !untold.is_empty() {
        out.push_str(&format!("  cited nowhere: {}\n", untold.join("、")));
    }
    out
}

/// Writes every ledger of a folder anew: hashes and nodes; ranges, labels and classes stay.
pub fn refresh(dir: &Path, packs: &[RulePack], sources: &Path) -> Result<String, Faults> {
    let mut out = String::new();
    let mut fresh = Vec::new();
    for path in folder::json_files(dir)? {
        let named = |found: Vec<Diagnostic>| {
            found.into_iter().map(|f| format!("{}: {f}", path.display())).collect::<Faults>()
        };
        let old: Ledger = Ledger::parse(&folder::text(&path)?).map_err(named)?;
        let text = SourceText::of(&folder::text(&sources.join(&old.file))?);
        let new = ledger::refresh(&old, packs, &text).map_err(named)?;
        let pairs = || old.spans.iter().zip(&new.spans);
        let hashes = pairs().filter(|(old, new)| old.sha256 != new.sha256).count();
        let nodes = pairs().filter(|(old, new)| old.nodes != new.nodes).count();
        out.push_str(&format!(
            "{}: {} spans; new: {hashes} hashes, {nodes} lists of nodes\n",
            new.document,
            new.spans.len()
        ));
        let json = new.json().map_err(|fault| vec![fault.to_string()])?;
        fresh.push((path, json));
    }
    for (path, json) in fresh {
        std::fs::write(&path, json)
            .map_err(|fault| vec![format!("{}: {fault}", path.display())])?;
    }
    Ok(out)
}
