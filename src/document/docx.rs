//! F4. Document → DOCX bytes.
//!
//! The looks live in a base document: its named styles, footer, fonts and page setup. This exporter
//! keeps every part of the base and replaces only the body, the footer's `{{footer}}` and the core
//! properties, so a secretariat can restyle the output in Word or WPS without a developer.
//!
//! The base is untrusted: it is read under caps, and refused when it carries macros or links that
//! load something from elsewhere. The same document and base always give the same bytes.

mod body;
mod markup;
mod package;
mod parts;
mod plain;
mod style;

use std::io;

use thiserror::Error;
use zip::result::ZipError;

use crate::document::Document;
use crate::document::docx::body::Body;
use crate::document::docx::package::Package;
use crate::document::docx::parts::Frame;
use crate::document::docx::style::Styles;

pub use crate::document::docx::plain::{plain, unread};
pub use crate::document::docx::style::Style;

/// The text in the base's footer that gives way to [`Document::footer`].
pub const FOOTER_PLACEHOLDER: &str = "{{footer}}";

const CONTENT_TYPES: &str = "[Content_Types].xml";
const MAIN: &str = "word/document.xml";
const MAIN_RELATIONS: &str = "word/_rels/document.xml.rels";
const STYLES: &str = "word/styles.xml";
const CORE: &str = "docProps/core.xml";

/// Prints a document into a copy of the base document.
///
/// ```
/// use alliance_check::document::{Block, Document, docx};
///
/// let document = Document {
///     title: "入盟申请书".into(),
///     file_name: "入盟申请书".into(),
///     lang: "zh-CN".into(),
///     footer: "非联盟官方表格".into(),
///     blocks: vec![Block::Paragraph("我单位自愿申请。".into())],
/// };
/// let base = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/static/base.docx"));
/// let bytes = docx::write(&document, base)?;
/// assert!(bytes.starts_with(b"PK"));
/// # Ok::<(), docx::DocxError>(())
/// ```
///
/// # Errors
///
/// When the base is not a usable base document, or a table of the document is not rectangular.
pub fn write(document: &Document, base: &[u8]) -> Result<Vec<u8>, DocxError> {
    let mut package = Package::read(base)?;
    for part in [CONTENT_TYPES, CORE] {
        package.text(part)?;
    }
    let styles = Styles::read(package.text(STYLES)?)?;
    let frame = Frame::read(package.text(MAIN)?)?;

    let body = Body::new(&styles, frame.text_width, &document.lang).print(&document.blocks)?;
    let footers = parts::footers(package.text(MAIN_RELATIONS)?, &frame.footer)?;
    for (part, required) in footers {
        let filled = parts::fill_footer(&part, package.text(&part)?, &document.footer)?;
        match filled {
            Some(bytes) => package.replace(&part, bytes),
            None if required => return Err(DocxError::FooterPlaceholder { part }),
            None => {}
        }
    }
    package.replace(MAIN, frame.around(&body));
    package.replace(CORE, parts::core_properties(document)?);
    package.write()
}

/// Why a document could not be printed. Every message names the part and what to do.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DocxError {
    /// The base is no zip archive at all.
    #[error(
        "the base document is not a readable .docx file; save it again in Word or WPS as .docx"
    )]
    NotZip(#[source] ZipError),
    /// The base has more parts than a form needs.
    #[error(
        "the base document has {found} parts, at most {limit} are read; remove what its form does not need"
    )]
    TooManyParts {
        /// Parts in the archive.
        found: usize,
        /// Parts allowed.
        limit: usize,
    },
    /// A part, or all parts together, unpack to more than the cap.
    #[error(
        "part `{part}` takes the base document over {limit} bytes unpacked; remove large pictures or embedded files"
    )]
    TooLarge {
        /// The part at which reading stopped.
        part: String,
        /// Bytes allowed.
        limit: u64,
    },
    /// A part cannot be unpacked: it is cut off, encrypted or fails its checksum.
    #[error(
        "part `{part}` of the base document is damaged or encrypted; save it again without a password"
    )]
    DamagedPart {
        /// The part.
        part: String,
        /// What the archive reader said.
        #[source]
        cause: io::Error,
    },
    /// A part has a name no word processor writes, or two parts share one.
    #[error(
        "part name `{part}` of the base document is repeated or unsafe; save it again in Word or WPS as .docx"
    )]
    PartName {
        /// The name.
        part: String,
    },
    /// The base would run a macro, or load something from elsewhere, on the reader's machine.
    #[error(
        "part `{part}` of the base document carries a macro or an outside link, `{what}`; remove it, detach an attached template, and save as .docx"
    )]
    Active {
        /// The part.
        part: String,
        /// The macro part, or the target of the link.
        what: String,
    },
    /// A part without which there is no document.
    #[error(
        "the base document has no part `{part}`; start again from the base document of this release"
    )]
    MissingPart {
        /// The part.
        part: String,
    },
    /// A part that is not the XML expected.
    #[error(
        "part `{part}` of the base document cannot be used: {fault}; save it again in Word or WPS as .docx, not as Strict Open XML"
    )]
    Xml {
        /// The part.
        part: String,
        /// What is wrong.
        fault: String,
    },
    /// Styles that the exporter prints with.
    #[error("part `word/styles.xml` of the base document lacks the styles {}; copy them from the base document of this release", names(.styles))]
    MissingStyles {
        /// The styles.
        styles: Vec<Style>,
    },
    /// The page setup is missing or leaves no room for text.
    #[error(
        "part `word/document.xml` of the base document has no page setup with a footer: {fault}; set page size, margins and footer"
    )]
    PageSetup {
        /// What is wrong.
        fault: &'static str,
    },
    /// The footer would not carry the notice of legal force.
    #[error(
        "part `{part}` of the base document has no `{{{{footer}}}}`; write it where the notice at the foot of the page belongs"
    )]
    FooterPlaceholder {
        /// The footer's part.
        part: String,
    },
    /// A table whose rows, header or widths do not agree.
    #[error(
        "table {table} of the document has {found} cells in row {row} but {columns} columns; give every row one cell per column"
    )]
    Table {
        /// Number of the table, from 1.
        table: usize,
        /// Number of the row, from 1; 0 is the header.
        row: usize,
        /// Cells in that row.
        found: usize,
        /// Columns with a width above zero.
        columns: usize,
    },
    /// The archive or a part could not be written.
    #[error("the document could not be packed; try again with a shorter document")]
    Write(#[from] io::Error),
}

impl From<ZipError> for DocxError {
    fn from(error: ZipError) -> Self {
        Self::Write(error.into())
    }
}

fn names(styles: &[Style]) -> String {
    let names: Vec<_> =
        styles.iter().map(|style| format!("`{}` ({})", style.name(), style.id())).collect();
    names.join(", ")
}
