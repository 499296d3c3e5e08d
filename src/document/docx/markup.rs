//! F4. XML that only ever holds legal characters, and the inside of a run.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A part being written.
pub(super) struct Markup(Writer<Vec<u8>>);

impl Markup {
    /// An empty fragment.
    pub(super) fn fragment() -> Self {
        Self(Writer::new(Vec::new()))
    }

    /// A part that starts with the XML declaration.
    pub(super) fn part() -> io::Result<Self> {
        let mut markup = Self::fragment();
        markup.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
        Ok(markup)
    }

    /// What was written.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner()
    }

    /// Copies an event read elsewhere.
    pub(super) fn event(&mut self, event: Event<'_>) -> io::Result<()> {
        self.0.write_event(event)
    }

    /// An element without contents.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.event(Event::Empty(start))
    }

    /// An element around what `inner` writes.
    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inner: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.start(name, attributes)?;
        inner(self)?;
        self.end(name)
    }

    /// Opens an element; [`Markup::end`] closes it.
    pub(super) fn start(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.event(Event::Start(start))
    }

    /// Closes an element.
    pub(super) fn end(&mut self, name: &str) -> io::Result<()> {
        self.event(Event::End(BytesEnd::new(name)))
    }

    /// Character data; what XML cannot hold is left out.
    pub(super) fn characters(&mut self, text: &str) -> io::Result<()> {
        let legal: String = text.chars().filter(|&c| legal(c)).collect();
        self.event(Event::Text(BytesText::new(&legal)))
    }

    /// The inside of a run: text, with line breaks and tabs as Word's own elements.
    pub(super) fn run_text(&mut self, text: &str) -> io::Result<()> {
        let mut line = String::new();
        for c in text.replace("\r\n", "\n").chars() {
            match c {
                '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                    self.line(&mut line)?;
                    self.empty("w:br", &[])?;
                }
                '\t' => {
                    self.line(&mut line)?;
                    self.empty("w:tab", &[])?;
                }
                c if legal(c) => line.push(c),
                _ => {}
            }
        }
        self.line(&mut line)
    }

    fn line(&mut self, line: &mut String) -> io::Result<()> {
        if line.is_empty() {
            return Ok(());
        }
        let text = std::mem::take(line);
        self.element("w:t", &[("xml:space", "preserve")], |inner| {
            inner.event(Event::Text(BytesText::new(&text)))
        })
    }
}

/// Control characters and the two non-characters that XML 1.0 forbids are not.
fn legal(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
}
