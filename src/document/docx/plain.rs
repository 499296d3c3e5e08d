//! F4. The plain text of a Word document: its paragraphs as lines, to compare it with a source.

use quick_xml::events::{BytesStart, Event};

use crate::document::docx::package::Package;
use crate::document::docx::parts::{Events, characters};
use crate::document::docx::{DocxError, MAIN};

/// The text of a Word document, a line for each paragraph. What was deleted under tracked changes is
/// left out; numbers that Word writes by itself are no text, and are not there.
///
/// # Errors
///
/// When the file is no Word document, or one that is refused for its size or its macros.
pub fn plain(bytes: &[u8]) -> Result<String, DocxError> {
    let package = Package::read(bytes)?;
    let mut events = Events::new(MAIN, package.text(MAIN)?);
    let (mut text, mut inside) = (String::new(), false);
    while let Some(event) = events.next()? {
        match event {
            Event::Start(start) => inside = is(&start, "t"),
            Event::Empty(empty) if is(&empty, "br") || is(&empty, "tab") => text.push('\n'),
            Event::End(end) => {
                inside = false;
                if end.local_name().as_ref() == "p" {
                    text.push('\n');
                }
            }
            event if inside => text.push_str(&characters(&event)),
            _ => {}
        }
    }
    Ok(text)
}

fn is(start: &BytesStart<'_>, name: &str) -> bool {
    start.local_name().as_ref() == name
}
