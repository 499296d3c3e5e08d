//! F4. The document tree: what an export says, before any file format.
//!
//! Exporters (`docx`, the page's preview) are siblings that print this tree; they know nothing of
//! packs or answers. The tree is serialisable because it crosses the border between the export
//! worker and the page.

pub mod compose;
pub mod record;

use serde::{Deserialize, Serialize};

pub mod docx;

/// A document ready to be printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Title, also the document's metadata title.
    pub title: String,
    /// File name without its ending; characters that file systems refuse are already gone.
    pub file_name: String,
    /// BCP 47 language of the text.
    pub lang: String,
    /// The line at the foot of every page, beside the page number: legal force and draft notice.
    pub footer: String,
    /// Contents.
    pub blocks: Vec<Block>,
}

/// A block, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// The first page; a page break follows it.
    Cover(Cover),
    /// A heading; level 1 is `一、`, level 2 `（一）`. The number is part of the text.
    Heading {
        /// 1 or 2.
        level: u8,
        /// Text with its number.
        text: String,
    },
    /// A paragraph of body text, first line indented by two characters.
    Paragraph(String),
    /// A warning in a box.
    Notice(String),
    /// Numbered or dashed lines; the number is part of the text.
    Items(Vec<String>),
    /// A table.
    Table(Table),
    /// A blank box for a body's opinion, with seal and date lines.
    Opinion {
        /// Whose opinion.
        title: String,
        /// Lines at the bottom right, such as the seal and the date.
        lines: Vec<String>,
    },
    /// Lines to be signed, sealed and dated by hand.
    Signature(Vec<String>),
}

/// The first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// Title.
    pub title: String,
    /// Line under it.
    pub subtitle: String,
    /// Label and value; an empty value is filled in by hand.
    pub lines: Vec<(String, Cell)>,
    /// Warnings at the foot of the page.
    pub notices: Vec<String>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Widths of the columns in thousandths of the text width; they add up to 1000.
    pub widths: Vec<u32>,
    /// Heading row, repeated on every page; empty means none.
    pub header: Vec<String>,
    /// Rows; every row has as many cells as there are widths.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Text; line breaks are kept.
    pub text: String,
    /// What it is.
    pub role: CellRole,
    /// The fact whose field the preview links to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
}

/// See [`Cell::role`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CellRole {
    /// A label, centred.
    Label,
    /// A value.
    Value,
    /// A value not yet given: printed as `／` or left blank, marked on the preview.
    Missing,
    /// Left blank for a hand.
    Hand,
}
