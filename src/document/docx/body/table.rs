//! F4. Tables: fixed columns over the text width, the cover's lines, the box for an opinion.

use std::io;

use crate::document::docx::DocxError;
use crate::document::docx::body::{Body, Keep};
use crate::document::docx::style::Style;
use crate::document::{Cell, CellRole, Table};

/// More columns than this are set in 五号 instead of 小四.
const ROOMY_COLUMNS: usize = 4;
/// Light enough to photocopy.
const SHADE: &str = "F2F2F2";
/// An opinion box is 5 cm high at least: 3 cm for the opinion, 2 cm for seal and date.
const OPINION_HEIGHT: &str = "1701";
const SEAL_HEIGHT: &str = "1134";
/// Height of a line on the cover, in twentieths of a point.
const COVER_LINE_HEIGHT: &str = "794";
/// A row of so many lines may go over two pages: where it does not fit on one, LibreOffice would
/// leave out its end.
const MOST_LINES: usize = 15;
/// Width of a character of 小四, in twentieths of a point.
const CHARACTER: usize = 240;
/// The cover's table is narrower than the text, in thousandths: margin, label, value.
const COVER_WIDTHS: [u32; 2] = [400, 540];

/// A row's height, whether it repeats on every page, and whether it may go over two.
#[derive(Default, Clone, Copy)]
struct Row<'a> {
    least: Option<&'a str>,
    header: bool,
    splits: bool,
}

/// How a cell looks.
#[derive(Clone, Copy)]
struct Look {
    style: Style,
    width: u32,
    shaded: bool,
    underlined: bool,
    align: &'static str,
}

impl Look {
    fn plain(style: Style, width: u32) -> Self {
        Self { style, width, shaded: false, underlined: false, align: "center" }
    }
}

impl Body<'_> {
    /// A table of the document, with the space that keeps it apart from the next one.
    pub(super) fn table(&mut self, table: &Table) -> Result<(), DocxError> {
        self.tables = self.tables.saturating_add(1);
        self.check(table)?;
        if table.header.is_empty() && table.rows.is_empty() {
            return Ok(());
        }
        let widths = columns(self.text_width, &table.widths);
        let styles = if widths.len() > ROOMY_COLUMNS {
            [Style::DenseHead, Style::DenseLabel, Style::DenseCell]
        } else {
            [Style::TableHead, Style::TableLabel, Style::TableCell]
        };
        self.grid(Style::Table, &widths, |body| {
            let [head, label, value] = styles;
            if !table.header.is_empty() {
                body.row(Row { header: true, ..Row::default() }, |body| {
                    for (text, &width) in table.header.iter().zip(&widths) {
                        let look = Look { shaded: true, ..Look::plain(head, width) };
                        body.cell(look, |body| body.run(text))?;
                    }
                    Ok(())
                })?;
            }
            for row in &table.rows {
                let splits = row.iter().zip(&widths).any(|(cell, &width)| is_long(cell, width));
                body.row(Row { splits, ..Row::default() }, |body| {
                    for (cell, &width) in row.iter().zip(&widths) {
                        let is_label = cell.role == CellRole::Label;
                        let style = if is_label { label } else { value };
                        let look = Look { shaded: is_label, ..Look::plain(style, width) };
                        body.cell(look, |body| body.cell_text(cell))?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        self.paragraph(Style::Spacer, "")?;
        Ok(())
    }

    /// The label and value lines of the cover; a value is written on a line.
    pub(super) fn cover_lines(&mut self, lines: &[(String, Cell)]) -> io::Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let width = scale(self.text_width, COVER_WIDTHS.into_iter().sum(), 1000);
        let widths = columns(width, &COVER_WIDTHS);
        self.grid(Style::CoverTable, &widths, |body| {
            for (label, value) in lines {
                body.row(Row { least: Some(COVER_LINE_HEIGHT), ..Row::default() }, |body| {
                    let looks = [Style::CoverLabel, Style::CoverValue].into_iter().zip(&widths);
                    for (style, &width) in looks {
                        let underlined = style == Style::CoverValue;
                        let look =
                            Look { underlined, align: "bottom", ..Look::plain(style, width) };
                        body.cell(look, |body| {
                            if underlined { body.cell_text(value) } else { body.run(label) }
                        })?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        self.paragraph(Style::Spacer, "")
    }

    /// A box for a body's opinion: two rows without a line between them, never on two pages.
    pub(super) fn opinion(&mut self, title: &str, lines: &[String]) -> io::Result<()> {
        let width = self.text_width;
        self.grid(Style::OpinionTable, &[width], |body| {
            body.row(Row { least: Some(OPINION_HEIGHT), ..Row::default() }, |body| {
                let look = Look { align: "top", ..Look::plain(Style::OpinionTitle, width) };
                body.cell_of(look, |body| {
                    body.styled(look.style, Keep { with_next: true }, |body| body.run(title))
                })
            })?;
            body.row(Row { least: Some(SEAL_HEIGHT), ..Row::default() }, |body| {
                let look = Look { align: "bottom", ..Look::plain(Style::OpinionLine, width) };
                body.cell_of(look, |body| {
                    if lines.is_empty() {
                        body.paragraph(look.style, "")
                    } else {
                        body.hand_lines(look.style, lines)
                    }
                })
            })
        })?;
        self.paragraph(Style::Spacer, "")
    }

    fn check(&self, table: &Table) -> Result<(), DocxError> {
        let columns = table.widths.iter().filter(|width| **width > 0).count();
        let header = (!table.header.is_empty()).then_some((0, table.header.len()));
        let rows = table
            .rows
            .iter()
            .map(Vec::len)
            .enumerate()
            .map(|(index, found)| (index.saturating_add(1), found));
        let widths = std::iter::once((0, table.widths.len()));
        for (row, found) in widths.chain(header).chain(rows) {
            if found != columns || columns == 0 {
                return Err(DocxError::Table { table: self.tables, row, found, columns });
            }
        }
        Ok(())
    }

    fn grid(
        &mut self,
        style: Style,
        widths: &[u32],
        rows: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        let id = self.styles.id(style);
        let total = widths.iter().sum::<u32>().to_string();
        self.element("w:tbl", &[], |body| {
            body.element("w:tblPr", &[], |body| {
                body.markup.empty("w:tblStyle", &[("w:val", id)])?;
                body.markup.empty("w:tblW", &[("w:w", &total), ("w:type", "dxa")])?;
                body.markup.empty("w:jc", &[("w:val", "center")])?;
                body.markup.empty("w:tblLayout", &[("w:type", "fixed")])
            })?;
            body.element("w:tblGrid", &[], |body| {
                widths.iter().try_for_each(|width| {
                    body.markup.empty("w:gridCol", &[("w:w", &width.to_string())])
                })
            })?;
            rows(body)
        })
    }

    fn row(
        &mut self,
        row: Row<'_>,
        cells: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.element("w:tr", &[], |body| {
            body.element("w:trPr", &[], |body| {
                if !row.splits {
                    body.markup.empty("w:cantSplit", &[])?;
                }
                if let Some(least) = row.least {
                    body.markup.empty("w:trHeight", &[("w:val", least), ("w:hRule", "atLeast")])?;
                }
                if row.header { body.markup.empty("w:tblHeader", &[]) } else { Ok(()) }
            })?;
            cells(body)
        })
    }

    /// A cell of one paragraph.
    fn cell(
        &mut self,
        look: Look,
        run: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.cell_of(look, |body| body.styled(look.style, Keep::default(), run))
    }

    fn cell_of(
        &mut self,
        look: Look,
        inner: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.element("w:tc", &[], |body| {
            body.element("w:tcPr", &[], |body| {
                body.markup
                    .empty("w:tcW", &[("w:w", &look.width.to_string()), ("w:type", "dxa")])?;
                if look.underlined {
                    let line =
                        [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")];
                    body.element("w:tcBorders", &[], |body| body.markup.empty("w:bottom", &line))?;
                }
                if look.shaded {
                    let shade = [("w:val", "clear"), ("w:color", "auto"), ("w:fill", SHADE)];
                    body.markup.empty("w:shd", &shade)?;
                }
                body.markup.empty("w:vAlign", &[("w:val", look.align)])
            })?;
            inner(body)
        })
    }
}

/// Shares a width out; rounding goes to the last column.
fn columns(width: u32, shares: &[u32]) -> Vec<u32> {
    let whole = shares.iter().copied().fold(0, u32::saturating_add);
    let mut left = width;
    let last = shares.len().saturating_sub(1);
    let share = |(index, &share): (usize, &u32)| {
        let column = if index == last { left } else { scale(width, share, whole).min(left) };
        left = left.saturating_sub(column);
        column
    };
    shares.iter().enumerate().map(share).collect()
}

/// `width × part ÷ whole`, without overflow.
fn scale(width: u32, part: u32, whole: u32) -> u32 {
    let scaled = u64::from(width).saturating_mul(u64::from(part)) / u64::from(whole.max(1));
    u32::try_from(scaled).unwrap_or(width)
}

/// Whether a cell has so many lines that its row may have to go over two pages.
fn is_long(cell: &Cell, width: u32) -> bool {
    let fit = usize::try_from(width).unwrap_or(usize::MAX) / CHARACTER;
    let lines = cell.text.lines().map(|line| line.chars().count().div_ceil(fit.max(1)).max(1));
    lines.sum::<usize>() >= MOST_LINES
}
