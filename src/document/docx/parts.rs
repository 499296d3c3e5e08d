//! F4. The parts of the base that change: the main document, the footers, the core properties.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::document::Document;
use crate::document::docx::markup::Markup;
use crate::document::docx::{DocxError, FOOTER_PLACEHOLDER, MAIN, MAIN_RELATIONS};

const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// 5 cm in twentieths of a point; no form fits into less.
const NARROWEST: u32 = 2835;

/// The events of a part, up to its end; a part cut off in the middle is a fault.
pub(super) struct Events<'a> {
    part: &'a str,
    reader: Reader<&'a [u8]>,
    depth: usize,
    elements: usize,
}

impl<'a> Events<'a> {
    /// Reads a part from the start.
    pub(super) fn new(part: &'a str, xml: &'a str) -> Self {
        Self { part, reader: Reader::from_str(xml), depth: 0, elements: 0 }
    }

    /// The next event; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Event<'a>>, DocxError> {
        let event = self.reader.read_event().map_err(|error| self.fault(&error.to_string()))?;
        match &event {
            Event::DocType(_) => return Err(self.fault("it declares a document type")),
            Event::Start(_) => {
                self.depth = self.depth.saturating_add(1);
                self.elements = self.elements.saturating_add(1);
            }
            Event::Empty(_) => self.elements = self.elements.saturating_add(1),
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 || self.elements == 0 => {
                return Err(self.fault("it is cut off"));
            }
            Event::Eof => return Ok(None),
            _ => {}
        }
        Ok(Some(event))
    }

    fn fault(&self, fault: &str) -> DocxError {
        DocxError::Xml { part: self.part.to_owned(), fault: fault.to_owned() }
    }
}

/// The value of an attribute.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = start.try_get_attribute(name).ok()??;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// The main document without its body.
pub(super) struct Frame {
    /// Between the margins, in twentieths of a point.
    pub(super) text_width: u32,
    /// Relationship of the footer on ordinary pages.
    pub(super) footer: String,
    before: Vec<u8>,
    section: Vec<u8>,
    after: Vec<u8>,
}

impl Frame {
    /// Reads `word/document.xml`; of its body only the last page setup is kept.
    pub(super) fn read(xml: &str) -> Result<Self, DocxError> {
        let (mut before, mut after) = (Markup::fragment(), Markup::fragment());
        let mut section = Section::default();
        let mut seen = false;
        let mut events = Events::new(MAIN, xml);
        while let Some(event) = events.next()? {
            if let Event::Start(start) = &event {
                match start.name().as_ref() {
                    "w:document"
                        if attribute(start, "xmlns:w").as_deref() != Some(TRANSITIONAL) =>
                    {
                        return Err(events.fault("it is not in the transitional format"));
                    }
                    "w:body" => {
                        before.event(event)?;
                        section = Section::read(&mut events)?;
                        after.end("w:body")?;
                        seen = true;
                        continue;
                    }
                    _ => {}
                }
            }
            if seen { after.event(event)? } else { before.event(event)? }
        }
        if !seen {
            return Err(events.fault("it has no body"));
        }
        section.into_frame(before, after)
    }

    /// The whole part, with a new body.
    pub(super) fn around(&self, body: &[u8]) -> Vec<u8> {
        [&self.before, body, &self.section, &self.after].concat()
    }
}

/// The page setup of the last section.
#[derive(Default)]
struct Section {
    markup: Vec<u8>,
    page: Option<u32>,
    margins: u32,
    footer: Option<String>,
}

impl Section {
    /// Reads the rest of the body, and keeps the page setup that is its direct child.
    fn read(events: &mut Events<'_>) -> Result<Self, DocxError> {
        let outside = events.depth;
        let mut section = Self::default();
        let mut kept: Option<Markup> = None;
        while let Some(event) = events.next()? {
            if events.depth < outside {
                break;
            }
            if let Event::Start(start) = &event
                && events.depth == outside.saturating_add(1)
                && start.name().as_ref() == "w:sectPr"
            {
                section = Self::default();
                kept = Some(Markup::fragment());
            }
            let Some(markup) = &mut kept else { continue };
            if let Event::Start(start) | Event::Empty(start) = &event {
                section.note(start);
            }
            markup.event(event)?;
            if events.depth == outside {
                section.markup = kept.take().map(Markup::into_bytes).unwrap_or_default();
            }
        }
        Ok(section)
    }

    fn note(&mut self, start: &BytesStart<'_>) {
        let measure = |name| attribute(start, name).and_then(|value| value.parse::<u32>().ok());
        match start.name().as_ref() {
            "w:pgSz" => self.page = measure("w:w"),
            "w:pgMar" => {
                self.margins = ["w:left", "w:right", "w:gutter"]
                    .into_iter()
                    .filter_map(measure)
                    .fold(0, u32::saturating_add);
            }
            "w:footerReference" if attribute(start, "w:type").as_deref() == Some("default") => {
                self.footer = attribute(start, "r:id");
            }
            _ => {}
        }
    }

    fn into_frame(self, before: Markup, after: Markup) -> Result<Frame, DocxError> {
        let page = self.page.ok_or(DocxError::PageSetup { fault: "the page has no width" })?;
        let text_width = page.saturating_sub(self.margins);
        if text_width < NARROWEST {
            return Err(DocxError::PageSetup { fault: "the margins leave no room for text" });
        }
        let footer =
            self.footer.ok_or(DocxError::PageSetup { fault: "ordinary pages have no footer" })?;
        Ok(Frame {
            text_width,
            footer,
            before: before.into_bytes(),
            section: self.markup,
            after: after.into_bytes(),
        })
    }
}

/// The footers of the document, and whether each is the one that must hold the placeholder.
pub(super) fn footers(relations: &str, ordinary: &str) -> Result<Vec<(String, bool)>, DocxError> {
    let mut footers = Vec::new();
    let mut events = Events::new(MAIN_RELATIONS, relations);
    while let Some(event) = events.next()? {
        let (Event::Start(relation) | Event::Empty(relation)) = &event else {
            continue;
        };
        let footer = attribute(relation, "Type").is_some_and(|kind| kind.ends_with("/footer"));
        let Some(target) = attribute(relation, "Target").filter(|_| footer) else {
            continue;
        };
        let part = target.strip_prefix('/').map_or_else(|| format!("word/{target}"), str::to_owned);
        footers.push((part, attribute(relation, "Id").as_deref() == Some(ordinary)));
    }
    if footers.iter().any(|(_, required)| *required) {
        Ok(footers)
    } else {
        Err(DocxError::PageSetup { fault: "the footer of ordinary pages is not in the file" })
    }
}

/// A text element: the paragraph it stands in, its first and last event, its text.
struct Text {
    paragraph: usize,
    first: usize,
    last: usize,
    content: String,
}

/// Replaces the placeholder, which a word processor may have split over runs; none if absent.
pub(super) fn fill_footer(
    part: &str,
    xml: &str,
    value: &str,
) -> Result<Option<Vec<u8>>, DocxError> {
    let mut all = Vec::new();
    let mut events = Events::new(part, xml);
    while let Some(event) = events.next()? {
        all.push(event);
    }
    let texts = texts(&all);
    let mut filled = Vec::new();
    for paragraph in texts.chunk_by(|a, b| a.paragraph == b.paragraph) {
        filled.extend(fill_paragraph(paragraph, value));
    }
    if filled.is_empty() {
        return Ok(None);
    }
    let mut markup = Markup::fragment();
    let mut filled = filled.into_iter().peekable();
    let mut events = all.into_iter().enumerate();
    while let Some((index, event)) = events.next() {
        if let Some((text, content)) = filled.next_if(|(text, _)| text.first == index) {
            markup.run_text(&content)?;
            for _ in text.first..text.last {
                events.next();
            }
        } else {
            markup.event(event)?;
        }
    }
    Ok(Some(markup.into_bytes()))
}

/// The text elements, in order; a paragraph in a text box interrupts the one around it.
fn texts(events: &[Event<'_>]) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let mut open = None;
    let mut paragraph = 0_usize;
    for (index, event) in events.iter().enumerate() {
        match event {
            Event::Start(start) if start.name().as_ref() == "w:t" => {
                open = Some(Text { paragraph, first: index, last: index, content: String::new() });
            }
            Event::End(end) if end.name().as_ref() == "w:t" => {
                texts.extend(open.take().map(|text| Text { last: index, ..text }));
            }
            Event::Start(start) if start.name().as_ref() == "w:p" => {
                paragraph = paragraph.saturating_add(1)
            }
            Event::End(end) if end.name().as_ref() == "w:p" => {
                paragraph = paragraph.saturating_add(1)
            }
            event => {
                if let Some(text) = &mut open {
                    text.content.push_str(&characters(event));
                }
            }
        }
    }
    texts
}

/// The characters that an event of text stands for.
pub(super) fn characters(event: &Event<'_>) -> String {
    match event {
        Event::Text(text) => text.xml10_content().into_owned(),
        Event::CData(text) => text.xml10_content().into_owned(),
        Event::GeneralRef(reference) => {
            let entity = format!("&{};", reference.xml10_content());
            quick_xml::escape::unescape(&entity).map(|text| text.into_owned()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// The texts that change: the value goes where the placeholder starts, its other characters go.
fn fill_paragraph<'a>(texts: &'a [Text], value: &str) -> Vec<(&'a Text, String)> {
    let joined: String = texts.iter().map(|text| text.content.as_str()).collect();
    let starts: Vec<_> = joined.match_indices(FOOTER_PLACEHOLDER).map(|(start, _)| start).collect();
    let mut filled = Vec::new();
    let mut offset = 0_usize;
    for text in texts {
        let mut content = String::new();
        for (within, c) in text.content.char_indices() {
            let at = offset.saturating_add(within);
            let hit = starts.iter().find(|&&start| {
                (start..start.saturating_add(FOOTER_PLACEHOLDER.len())).contains(&at)
            });
            match hit {
                Some(&start) if start == at => content.push_str(value),
                Some(_) => {}
                None => content.push(c),
            }
        }
        offset = offset.saturating_add(text.content.len());
        if content != text.content {
            filled.push((text, content));
        }
    }
    filled
}

/// Title and language. Nothing of the base's own properties is kept: they name its author.
pub(super) fn core_properties(document: &Document) -> Result<Vec<u8>, DocxError> {
    let mut markup = Markup::part()?;
    let namespaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    markup.element("cp:coreProperties", &namespaces, |core| {
        core.element("dc:title", &[], |title| title.characters(&document.title))?;
        core.element("dc:language", &[], |language| language.characters(&document.lang))
    })?;
    Ok(markup.into_bytes())
}
