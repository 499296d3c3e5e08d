//! F4. The styles the exporter prints with, found in the base by name.
//!
//! By name, because Word and WPS invent new style ids whenever they save (Word from the letters of
//! the name, WPS by counting) while the name survives. The id counts only when the name was changed.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use crate::document::docx::parts::{Events, attribute};
use crate::document::docx::{DocxError, STYLES};

/// A style of the base document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each style's Chinese name, below, says what it is")]
pub enum Style {
    Title,
    Subtitle,
    CoverLabel,
    CoverValue,
    CoverNotice,
    Heading1,
    Heading2,
    Body,
    Item,
    Notice,
    TableHead,
    TableLabel,
    TableCell,
    DenseHead,
    DenseLabel,
    DenseCell,
    OpinionTitle,
    OpinionLine,
    Signature,
    Spacer,
    Missing,
    CoverTable,
    Table,
    OpinionTable,
}

impl Style {
    /// Whether it is set justified, as Chinese is; text of long words is then full of gaps.
    pub(super) fn is_prose(self) -> bool {
        matches!(self, Self::Heading1 | Self::Heading2 | Self::Body | Self::Item | Self::Notice)
    }

    /// All of them; a base document must have each.
    pub const ALL: [Self; 24] = [
        Self::Title,
        Self::Subtitle,
        Self::CoverLabel,
        Self::CoverValue,
        Self::CoverNotice,
        Self::Heading1,
        Self::Heading2,
        Self::Body,
        Self::Item,
        Self::Notice,
        Self::TableHead,
        Self::TableLabel,
        Self::TableCell,
        Self::DenseHead,
        Self::DenseLabel,
        Self::DenseCell,
        Self::OpinionTitle,
        Self::OpinionLine,
        Self::Signature,
        Self::Spacer,
        Self::Missing,
        Self::CoverTable,
        Self::Table,
        Self::OpinionTable,
    ];

    /// The id in the base document of this release.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.entry().0
    }

    /// The name a person sees in Word and WPS, and by which the style is found.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.entry().1
    }

    const fn kind(self) -> &'static str {
        match self {
            Self::CoverTable | Self::Table | Self::OpinionTable => "table",
            Self::Missing => "character",
            _ => "paragraph",
        }
    }

    const fn entry(self) -> (&'static str, &'static str) {
        match self {
            Self::Title => ("AcTitle", "联盟自查 标题"),
            Self::Subtitle => ("AcSubtitle", "联盟自查 副标题"),
            Self::CoverLabel => ("AcCoverLabel", "联盟自查 封面栏目"),
            Self::CoverValue => ("AcCoverValue", "联盟自查 封面内容"),
            Self::CoverNotice => ("AcCoverNotice", "联盟自查 封面说明"),
            Self::Heading1 => ("AcHeading1", "联盟自查 一级标题"),
            Self::Heading2 => ("AcHeading2", "联盟自查 二级标题"),
            Self::Body => ("AcBody", "联盟自查 正文"),
            Self::Item => ("AcItem", "联盟自查 条目"),
            Self::Notice => ("AcNotice", "联盟自查 提示框"),
            Self::TableHead => ("AcTableHead", "联盟自查 表头"),
            Self::TableLabel => ("AcTableLabel", "联盟自查 表格栏目"),
            Self::TableCell => ("AcTableCell", "联盟自查 表格内容"),
            Self::DenseHead => ("AcDenseHead", "联盟自查 密表表头"),
            Self::DenseLabel => ("AcDenseLabel", "联盟自查 密表栏目"),
            Self::DenseCell => ("AcDenseCell", "联盟自查 密表内容"),
            Self::OpinionTitle => ("AcOpinionTitle", "联盟自查 意见标题"),
            Self::OpinionLine => ("AcOpinionLine", "联盟自查 意见签章"),
            Self::Signature => ("AcSignature", "联盟自查 签章"),
            Self::Spacer => ("AcSpacer", "联盟自查 间隔"),
            Self::Missing => ("AcMissing", "联盟自查 待填"),
            Self::CoverTable => ("AcCoverTable", "联盟自查 封面表"),
            Self::Table => ("AcTable", "联盟自查 表格"),
            Self::OpinionTable => ("AcOpinionTable", "联盟自查 意见框"),
        }
    }
}

/// The ids under which the base keeps the styles.
pub(super) struct Styles(BTreeMap<Style, String>);

impl Styles {
    /// Finds every style of [`Style::ALL`] in `word/styles.xml`.
    pub(super) fn read(xml: &str) -> Result<Self, DocxError> {
        let mut found = BTreeMap::new();
        let mut open: Option<(String, String)> = None;
        let mut events = Events::new(STYLES, xml);
        while let Some(event) = events.next()? {
            match &event {
                Event::Start(start) if start.name().as_ref() == "w:style" => {
                    open = kind_and_id(start);
                }
                Event::Empty(empty) if empty.name().as_ref() == "w:name" => {
                    if let (Some((kind, id)), Some(name)) = (&open, attribute(empty, "w:val")) {
                        note(&mut found, kind, id, &name);
                    }
                }
                _ => {}
            }
        }
        let missing: Vec<_> =
            Style::ALL.into_iter().filter(|style| !found.contains_key(style)).collect();
        if missing.is_empty() {
            Ok(Self(found))
        } else {
            Err(DocxError::MissingStyles { styles: missing })
        }
    }

    /// The id of a style.
    pub(super) fn id(&self, style: Style) -> &str {
        self.0.get(&style).map_or(style.id(), String::as_str)
    }
}

fn kind_and_id(start: &BytesStart<'_>) -> Option<(String, String)> {
    Some((attribute(start, "w:type")?, attribute(start, "w:styleId")?))
}

fn note(found: &mut BTreeMap<Style, String>, kind: &str, id: &str, name: &str) {
    for style in Style::ALL.into_iter().filter(|style| style.kind() == kind) {
        if style.name() == name {
            found.insert(style, id.to_owned());
        } else if style.id() == id {
            found.entry(style).or_insert_with(|| id.to_owned());
        }
    }
}
