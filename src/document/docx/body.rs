//! F4. Blocks → paragraphs and tables in the base's styles.

mod table;

use std::io;

use crate::document::docx::DocxError;
use crate::document::docx::markup::Markup;
use crate::document::docx::style::{Style, Styles};
use crate::document::{Block, Cell, CellRole, Cover};

/// Room for a hand after a label: no-break spaces, because Word drops trailing ordinary ones.
const BLANK: usize = 28;

/// The body being printed.
pub(super) struct Body<'a> {
    markup: Markup,
    styles: &'a Styles,
    text_width: u32,
    /// Whether quotes and dashes are full width, and which words mark a gap.
    chinese: bool,
    tables: usize,
}

/// How a paragraph differs from its style.
#[derive(Default, Clone, Copy)]
struct Keep {
    with_next: bool,
}

impl<'a> Body<'a> {
    /// An empty body between margins `text_width` apart.
    pub(super) fn new(styles: &'a Styles, text_width: u32, lang: &str) -> Self {
        let chinese = !lang.to_ascii_lowercase().starts_with("en");
        Self { markup: Markup::fragment(), styles, text_width, chinese, tables: 0 }
    }

    /// Prints the blocks.
    pub(super) fn print(mut self, blocks: &[Block]) -> Result<Vec<u8>, DocxError> {
        let mut blocks = blocks.iter().peekable();
        while let Some(block) = blocks.next() {
            match block {
                Block::Cover(cover) => self.cover(cover, blocks.peek().is_some())?,
                Block::Heading { level: 0 | 1, text } => self.paragraph(Style::Heading1, text)?,
                Block::Heading { text, .. } => self.paragraph(Style::Heading2, text)?,
                // Each line of the applicant's prose is indented like a paragraph of its own.
                // A line that leads to a box stays on the page of the box.
                Block::Paragraph(text) => {
                    let with_next = matches!(blocks.peek(), Some(Block::Opinion { .. }));
                    for line in text.lines() {
                        self.styled(Style::Body, Keep { with_next }, |body| body.run(line))?;
                    }
                }
                Block::Notice(text) => self.paragraph(Style::Notice, text)?,
                Block::Items(items) => {
                    for item in items {
                        self.paragraph(Style::Item, item)?;
                    }
                }
                Block::Table(table) => self.table(table)?,
                Block::Opinion { title, lines } => self.opinion(title, lines)?,
                Block::Signature(lines) => self.hand_lines(Style::Signature, lines)?,
            }
        }
        Ok(self.markup.into_bytes())
    }

    fn cover(&mut self, cover: &Cover, more: bool) -> Result<(), DocxError> {
        self.paragraph(Style::Title, &cover.title)?;
        if !cover.subtitle.is_empty() {
            self.paragraph(Style::Subtitle, &cover.subtitle)?;
        }
        self.cover_lines(&cover.lines)?;
        for notice in &cover.notices {
            self.foot_of_page(notice)?;
        }
        if more {
            self.styled(Style::Spacer, Keep::default(), |body| {
                body.markup.element("w:r", &[], |run| run.empty("w:br", &[("w:type", "page")]))
            })?;
        }
        Ok(())
    }

    /// A frame at the bottom margin; neighbours with the same frame share it.
    fn foot_of_page(&mut self, text: &str) -> io::Result<()> {
        let width = self.text_width.to_string();
        let style = self.styles.id(Style::CoverNotice).to_owned();
        let ragged = !self.chinese;
        self.markup.element("w:p", &[], |markup| {
            markup.element("w:pPr", &[], |properties| {
                properties.empty("w:pStyle", &[("w:val", &style)])?;
                let frame = [
                    ("w:w", width.as_str()),
                    ("w:wrap", "notBeside"),
                    ("w:vAnchor", "margin"),
                    ("w:hAnchor", "margin"),
                    ("w:xAlign", "center"),
                    ("w:yAlign", "bottom"),
                ];
                properties.empty("w:framePr", &frame)?;
                if ragged { properties.empty("w:jc", &[("w:val", "left")]) } else { Ok(()) }
            })?;
            run(markup, self.chinese, "", text)
        })
    }

    /// Lines for hand and seal, on one page, each label followed by room to write.
    fn hand_lines(&mut self, style: Style, lines: &[String]) -> io::Result<()> {
        for (index, line) in lines.iter().enumerate() {
            let with_next = index.saturating_add(1) < lines.len();
            self.styled(style, Keep { with_next }, |body| {
                body.run(line)?;
                if line.ends_with(['：', ':']) { body.blank() } else { Ok(()) }
            })?;
        }
        Ok(())
    }

    fn blank(&mut self) -> io::Result<()> {
        self.markup.element("w:r", &[], |run| {
            run.element("w:rPr", &[], |properties| {
                properties.empty("w:u", &[("w:val", "single")])
            })?;
            run.run_text(&"\u{a0}".repeat(BLANK))
        })
    }

    fn paragraph(&mut self, style: Style, text: &str) -> io::Result<()> {
        self.styled(style, Keep::default(), |body| body.run(text))
    }

    fn styled(
        &mut self,
        style: Style,
        keep: Keep,
        inner: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        let id = self.styles.id(style);
        let ragged = !self.chinese && style.is_prose();
        self.element("w:p", &[], |body| {
            body.markup.element("w:pPr", &[], |properties| {
                properties.empty("w:pStyle", &[("w:val", id)])?;
                if keep.with_next {
                    properties.empty("w:keepNext", &[])?;
                }
                if ragged { properties.empty("w:jc", &[("w:val", "left")]) } else { Ok(()) }
            })?;
            inner(body)
        })
    }

    /// The text of a cell, or what stands for it.
    fn cell_text(&mut self, cell: &Cell) -> io::Result<()> {
        match cell.role {
            CellRole::Label | CellRole::Value => self.run(&cell.text),
            CellRole::Hand => Ok(()),
            CellRole::Missing => {
                let gap = if self.chinese { "（待填）" } else { "(to be filled in)" };
                run(&mut self.markup, self.chinese, self.styles.id(Style::Missing), gap)
            }
        }
    }

    fn run(&mut self, text: &str) -> io::Result<()> {
        run(&mut self.markup, self.chinese, "", text)
    }

    fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inner: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.markup.start(name, attributes)?;
        inner(self)?;
        self.markup.end(name)
    }
}

/// A run; in Chinese text the hint draws quotes, dashes, ellipses and tick boxes full width.
fn run(markup: &mut Markup, chinese: bool, style: &str, text: &str) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    markup.element("w:r", &[], |run| {
        if chinese || !style.is_empty() {
            run.element("w:rPr", &[], |properties| {
                if !style.is_empty() {
                    properties.empty("w:rStyle", &[("w:val", style)])?;
                }
                if chinese {
                    properties.empty("w:rFonts", &[("w:hint", "eastAsia")])
                } else {
                    Ok(())
                }
            })?;
        }
        run.run_text(text)
    })
}
