//! What an author of packs needs besides the check: ranges and hashes for citations.

use std::path::Path;

use alliance_check::pack::sha256;
use alliance_check::pack::source_text::SourceText;
use serde_json::{Value, json};

use super::folder::{self, Faults};

/// Length and hash of a whole source, or range and hash of a piece of it, in normal form.
pub fn cite(source: &Path, piece: Option<&str>) -> Result<Value, Faults> {
    let normal = SourceText::of(&folder::text(source)?);
    let Some(piece) = piece else {
        let whole = normal.whole();
        return Ok(json!({"sha256": sha256(whole.as_bytes()), "chars": normal.len()}));
    };
    let found = normal.find(piece);
    match found.as_slice() {
        [(start, end)] => {
            let span = normal.span(*start, *end).unwrap_or_default();
            Ok(json!({"start": start, "end": end, "sha256": sha256(span.as_bytes())}))
        }
        [] => Err(vec![format!(
            "{}: this piece does not stand there; copy it from the file",
            source.display()
        )]),
        several => Err(vec![format!(
            "{}: this piece stands there {} times; take a longer one",
            source.display(),
            several.len()
        )]),
    }
}
