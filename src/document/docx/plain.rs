//! F4. The plain text of a Word document: its paragraphs as lines, to compare it with a source.

use quick_xml::events::{BytesStart, Event};

use crate::document::docx::package::Package;
use crate::document::docx::parts::{Events, characters};
use crate::document::docx::{DocxError, MAIN};

/// Elements whose text does not stand on the page, or stands there once more: what was moved away
/// under tracked changes, the substitute for a text box, the reading above a character.
const LEFT_OUT: [&str; 4] = ["del", "moveFrom", "Fallback", "rt"];

/// The text of a Word document, a line for each paragraph. What was deleted under tracked changes is
/// left out; numbers that Word writes by itself are no text, and are not there.
///
/// # Errors
///
/// When the file is no Word document, or one that is refused for its size or its macros.
pub fn plain(bytes: &[u8]) -> Result<String, DocxError> {
    let package = Package::read_text(bytes)?;
    let mut events = Events::new(MAIN, package.text(MAIN)?);
    let (mut text, mut inside) = (String::new(), false);
    // Elements open within one that is left out.
    let mut out: usize = 0;
    while let Some(event) = events.next()? {
        match event {
            Event::Start(_) if out > 0 => out = out.saturating_add(1),
            Event::End(_) if out > 0 => out = out.saturating_sub(1),
            _ if out > 0 => {}
            Event::Start(start) if LEFT_OUT.iter().any(|name| is(&start, name)) => out = 1,
            Event::Start(start) => inside = is(&start, "t"),
            Event::Empty(empty) if is(&empty, "br") || is(&empty, "cr") => text.push('\n'),
            Event::Empty(empty) if is(&empty, "tab") => text.push('\t'),
            Event::Empty(empty) if is(&empty, "noBreakHyphen") => text.push('-'),
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

/// Key of what a person is told of a Word document that could not be read.
pub fn unread(fault: &DocxError) -> &'static str {
    match fault {
        DocxError::Active { .. } => "source.docx-macros",
        DocxError::TooLarge { .. } | DocxError::TooManyParts { .. } => "source.docx-large",
        DocxError::MissingPart { .. } => "source.docx-other",
        _ => "source.docx-broken",
    }
}

fn is(start: &BytesStart<'_>, name: &str) -> bool {
    start.local_name().as_ref() == name
}
