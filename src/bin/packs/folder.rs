//! The folder of packs on disk: packs, catalogue, words, sources.

use std::path::{Path, PathBuf};

use alliance_check::engine::{Dates, assess};
use alliance_check::logic::date::Date;
use alliance_check::pack::catalogue::{Catalogue, Entry};
use alliance_check::pack::source_text::SourceText;
use alliance_check::pack::{RulePack, sha256, slice};
use alliance_check::words::{Lang, Words};

/// What cannot be used, a line or more for each fault.
pub type Faults = Vec<String>;

/// Reads a file, or says what to do.
pub fn text(path: &Path) -> Result<String, Faults> {
    std::fs::read_to_string(path).map_err(|fault| {
        vec![format!("{}: cannot be read ({fault}); check the path", path.display())]
    })
}

/// Reads and checks one pack.
pub fn pack(path: &Path) -> Result<RulePack, Faults> {
    RulePack::read(&text(path)?)
        .map_err(|faults| faults.iter().map(|f| format!("{}: {f}", path.display())).collect())
}

/// The pack of an id, by the catalogue of a folder.
pub fn pack_of(folder: &Path, id: &str) -> Result<RulePack, Faults> {
    let catalogue = catalogue(folder)?;
    match catalogue.packs.iter().find(|entry| entry.id == id) {
        Some(entry) => pack(&folder.join(&entry.file)),
        None => {
            let known: Vec<&str> = catalogue.packs.iter().map(|e| e.id.as_str()).collect();
            Err(vec![format!("no pack named `{id}`; there are: {}", known.join(", "))])
        }
    }
}

/// The catalogue of a folder.
pub fn catalogue(folder: &Path) -> Result<Catalogue, Faults> {
    let path = folder.join("index.json");
    serde_json::from_str(&text(&path)?)
        .map_err(|fault| vec![format!("{}: {fault}", path.display())])
}

/// The catalogue that a folder should have: the packs of the present one, in its order, then new
/// ones by name.
pub fn catalogue_of(folder: &Path) -> Result<Catalogue, Faults> {
    let order: Vec<String> = catalogue(folder)
        .map(|known| known.packs.into_iter().map(|entry| entry.file).collect())
        .unwrap_or_default();
    let mut files = pack_files(folder)?;
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    files.sort_by_key(|path| {
        let place = order.iter().position(|known| *known == name(path));
        (place.unwrap_or(order.len()), name(path))
    });
    let mut faults = Faults::new();
    let mut packs = Vec::new();
    for path in files {
        match pack(&path) {
            Ok(pack) => packs.extend(Entry::of(&pack, &name(&path))),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(Catalogue { format: 1, packs }) } else { Err(faults) }
}

/// Writes the slices of every pack of a folder anew, and of its catalogue; how many of packs there are.
pub fn write_slices(folder: &Path, catalogue: &Catalogue) -> Result<usize, Faults> {
    let all = folder.join("slices");
    if all.exists() {
        std::fs::remove_dir_all(&all).map_err(|fault| unusable(&all, &fault))?;
    }
    let mut count = 0;
    for path in pack_files(folder)? {
        let pack = pack(&path)?;
        let tracks = pack.raw().tracks.iter();
        for (track, lang) in tracks.flat_map(|track| [(track, "zh"), (track, "en")]) {
            // What is asked first is the same on every day.
            let first =
                assess(&pack, track, &Default::default(), Dates::new(Date::default(), None));
            let path = folder.join(slice::file(&pack.raw().id, &track.id, lang));
            let parent = path.parent().unwrap_or(folder);
            std::fs::create_dir_all(parent).map_err(|fault| unusable(parent, &fault))?;
            let wanted = &first.relevance.wanted;
            let bytes = slice::write(&pack, &track.id, lang, wanted).unwrap_or_default();
            std::fs::write(&path, bytes).map_err(|fault| unusable(&path, &fault))?;
            count += 1;
        }
    }
    let path = folder.join(slice::CATALOGUE);
    let bytes = slice::write_catalogue(catalogue).unwrap_or_default();
    std::fs::write(&path, bytes).map_err(|fault| unusable(&path, &fault))?;
    Ok(count)
}

/// Removes the compressed forms of the files of a folder: a server would go on sending them instead
/// of what the files say now.
pub fn drop_compressed(folder: &Path) -> Result<(), Faults> {
    let entries = std::fs::read_dir(folder).map_err(|fault| unusable(folder, &fault))?;
    for path in entries.filter_map(|entry| entry.ok().map(|e| e.path())) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".json.br") || name.ends_with(".json.gz") {
            std::fs::remove_file(&path).map_err(|fault| unusable(&path, &fault))?;
        }
    }
    Ok(())
}

fn unusable(path: &Path, fault: &std::io::Error) -> Faults {
    vec![format!("{}: {fault}", path.display())]
}

/// The JSON files of a folder that are packs, all but the catalogue and the schema; or one file.
pub fn pack_files(folder: &Path) -> Result<Vec<PathBuf>, Faults> {
    if folder.is_file() {
        return Ok(vec![folder.to_path_buf()]);
    }
    let mut files = json_files(folder)?;
    files.retain(|path| !path.ends_with("index.json") && !path.ends_with("pack.schema.json"));
    match files.is_empty() {
        true => Err(vec![format!("{}: no pack in this folder", folder.display())]),
        false => Ok(files),
    }
}

/// The JSON files of a folder by name.
pub fn json_files(folder: &Path) -> Result<Vec<PathBuf>, Faults> {
    let entries = std::fs::read_dir(folder)
        .map_err(|fault| vec![format!("{}: {fault}; name a folder", folder.display())])?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    Ok(files)
}

/// Compares every citation of a pack with the real documents.
pub fn check_sources(pack: &RulePack, sources: &Path) -> Faults {
    let mut faults = Faults::new();
    for source in &pack.raw().sources {
        let path = sources.join(&source.file);
        let normal = match text(&path) {
            Ok(text) => SourceText::of(&text),
            Err(found) => {
                faults.extend(found);
                continue;
            }
        };
        if sha256(normal.whole().as_bytes()) != source.sha256
            || normal.len() != source.chars as usize
        {
            faults.push(format!(
                "{}: the text differs from the one that was encoded; encode it again",
                path.display()
            ));
        }
        for cited in pack.raw().citations.iter().filter(|c| c.document == source.document) {
            let span = normal.span(cited.start, cited.end);
            if span.is_none_or(|span| sha256(span.as_bytes()) != cited.sha256) {
                faults.push(format!(
                    "citation `{}` ({}): the span {}..{} no longer has its hash",
                    cited.id, cited.label, cited.start, cited.end
                ));
            }
        }
    }
    faults
}

/// The words of a language, from a folder of locales.
pub fn words(folder: &Path, lang: Lang) -> Result<Words, Faults> {
    let path = folder.join(format!("{}.json", lang.name()));
    Words::read(lang, &text(&path)?).map_err(|fault| vec![format!("{}: {fault}", path.display())])
}
