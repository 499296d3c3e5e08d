//! F4. The archive: read under caps, written the same way every time.

use std::io::{self, Cursor, Read, Write};

use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::document::docx::parts::{Events, attribute};
use crate::document::docx::{CONTENT_TYPES, DocxError, MAIN};

/// A form needs a dozen parts; Word adds a few more when it saves.
const MOST_PARTS: usize = 200;
/// A long document has a part for each of its pictures.
const MOST_PARTS_OF_TEXT: usize = 4000;
/// One part, unpacked.
const LARGEST_PART: u64 = 8 << 20;
/// All parts together, unpacked.
const LARGEST_PACKAGE: u64 = 24 << 20;

/// The parts of a document, in the order of the archive.
pub(super) struct Package(Vec<(String, Vec<u8>)>);

impl Package {
    /// Unpacks a base document.
    pub(super) fn read(base: &[u8]) -> Result<Self, DocxError> {
        let mut archive = ZipArchive::new(Cursor::new(base)).map_err(DocxError::NotZip)?;
        if archive.len() > MOST_PARTS {
            return Err(DocxError::TooManyParts { found: archive.len(), limit: MOST_PARTS });
        }
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        let mut left = LARGEST_PACKAGE;
        for index in 0..archive.len() {
            let Some((name, bytes)) = unpack(&mut archive, index, left)? else {
                continue;
            };
            if !safe(&name) || parts.iter().any(|(known, _)| known.eq_ignore_ascii_case(&name)) {
                return Err(DocxError::PartName { part: name });
            }
            left = left.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
            refuse_active(&name, &bytes)?;
            parts.push((name, bytes));
        }
        Ok(Self(parts))
    }

    /// Unpacks the text of a document and nothing else. What is not unpacked does nothing, so only
    /// macros, which no text needs, are refused by their name.
    pub(super) fn read_text(bytes: &[u8]) -> Result<Self, DocxError> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(DocxError::NotZip)?;
        if archive.len() > MOST_PARTS_OF_TEXT {
            let (found, limit) = (archive.len(), MOST_PARTS_OF_TEXT);
            return Err(DocxError::TooManyParts { found, limit });
        }
        let mut main = None;
        for index in 0..archive.len() {
            let name = archive.name_for_index(index).and_then(Result::ok);
            let name = name.map(|name| name.into_owned()).unwrap_or_default();
            if name.to_ascii_lowercase().contains("vbaproject") {
                return Err(DocxError::Active { part: name.clone(), what: name });
            }
            if main.is_none() && is_main(&name) {
                main = Some(index);
            }
        }
        let unpacked = main.map(|index| unpack(&mut archive, index, LARGEST_PART)).transpose()?;
        let bytes = unpacked.flatten().map(|(_, bytes)| (MAIN.to_owned(), bytes));
        Ok(Self(bytes.into_iter().collect()))
    }

    /// The text of a part.
    pub(super) fn text(&self, part: &str) -> Result<&str, DocxError> {
        let (_, bytes) = self
            .0
            .iter()
            .find(|(name, _)| name == part)
            .ok_or_else(|| DocxError::MissingPart { part: part.to_owned() })?;
        utf8(part, bytes)
    }

    /// Replaces the bytes of a part.
    pub(super) fn replace(&mut self, part: &str, bytes: Vec<u8>) {
        if let Some((_, old)) = self.0.iter_mut().find(|(name, _)| name == part) {
            *old = bytes;
        }
    }

    /// Packs the document: content types first, as Word expects, and the zip epoch for a date.
    pub(super) fn write(mut self) -> Result<Vec<u8>, DocxError> {
        self.0.sort_by_key(|(name, _)| name != CONTENT_TYPES);
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.0 {
            archive.start_file(name, options)?;
            archive.write_all(bytes)?;
        }
        Ok(archive.finish()?.into_inner())
    }
}

/// The name and bytes of one entry; none for a folder.
fn unpack(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    left: u64,
) -> Result<Option<(String, Vec<u8>)>, DocxError> {
    let known = archive.name_for_index(index).and_then(Result::ok).map(|name| name.into_owned());
    let name = known.unwrap_or_else(|| format!("#{index}"));
    let damaged = |cause: io::Error| DocxError::DamagedPart { part: name.clone(), cause };
    let entry = archive.by_index(index).map_err(|error| damaged(error.into()))?;
    if entry.is_dir() {
        return Ok(None);
    }
    // The size an archive declares is a claim; only the bytes that come out count.
    let limit = left.min(LARGEST_PART);
    let mut bytes = Vec::new();
    let read = entry.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(damaged)?;
    if u64::try_from(read).is_ok_and(|read| read <= limit) {
        Ok(Some((name, bytes)))
    } else {
        let limit = if left < LARGEST_PART { LARGEST_PACKAGE } else { LARGEST_PART };
        Err(DocxError::TooLarge { part: name, limit })
    }
}

/// Whether a part is the text: some programs put a number into its name.
fn is_main(name: &str) -> bool {
    let inside = name.strip_prefix("word/document").and_then(|rest| rest.strip_suffix(".xml"));
    inside.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
}

fn utf8<'a>(part: &str, bytes: &'a [u8]) -> Result<&'a str, DocxError> {
    let text = str::from_utf8(bytes).map_err(|_| DocxError::Xml {
        part: part.to_owned(),
        fault: "it is not UTF-8 text".to_owned(),
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn safe(name: &str) -> bool {
    !name.is_empty()
        && !name.contains(['\\', ':'])
        && !name.split('/').any(|step| step.is_empty() || step == "." || step == "..")
}

/// A restyled form has no business running code or fetching a template when an official opens it.
fn refuse_active(part: &str, bytes: &[u8]) -> Result<(), DocxError> {
    let lower = part.to_ascii_lowercase();
    let active = |what: String| DocxError::Active { part: part.to_owned(), what };
    if ["vbaproject", "/activex/", "/embeddings/"].iter().any(|mark| lower.contains(mark)) {
        return Err(active(part.to_owned()));
    }
    if !lower.ends_with(".rels") {
        return Ok(());
    }
    let mut events = Events::new(part, utf8(part, bytes)?);
    while let Some(event) = events.next()? {
        let (Event::Start(relation) | Event::Empty(relation)) = &event else {
            continue;
        };
        let outside = attribute(relation, "TargetMode").is_some_and(|mode| mode == "External");
        let clicked = attribute(relation, "Type").is_some_and(|kind| kind.ends_with("/hyperlink"));
        if outside && !clicked {
            return Err(active(attribute(relation, "Target").unwrap_or_default()));
        }
    }
    Ok(())
}
