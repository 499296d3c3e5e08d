//! F5. Packs of the person's own: opened from a file or a path of this site, never mixed up with
//! those that the site supplies.

use serde_json::Value;

use crate::pack::catalogue::Entry;
use crate::pack::diagnostic::Diagnostic;

/// A pack file is far smaller; a larger one was chosen by mistake.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// The format that a pack of today has.
const FORMAT: u64 = 1;

/// A pack that the person opened, as it is kept on this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPack {
    /// Id, with what marks it as the person's own before it.
    pub id: String,
    /// As opened.
    pub text: String,
    /// What the start page shows of it; its faults if this version no longer reads it.
    pub entry: Result<Entry, Vec<Diagnostic>>,
}

/// Why a pack was not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Name of the file, or what was typed.
    pub from: String,
    /// Why.
    pub why: Refusal,
}

/// See [`Refused::why`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing was typed.
    NoAddress,
    /// The address is not of this site.
    Foreign,
    /// It did not arrive, or cannot be read: the reason.
    Unreadable(String),
    /// Larger than [`MOST_BYTES`].
    TooLarge,
    /// Not JSON.
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON, but no pack.
    NotAPack {
        /// What every pack has.
        missing: &'static str,
    },
    /// In a format that this version does not read.
    Format(String),
    /// A pack with faults.
    Faults(Vec<Diagnostic>),
}

/// What a text is, as far as its outline tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looks {
    /// A pack.
    Pack,
    /// A saved dossier, or several.
    Dossier,
    /// Neither.
    Neither(Refusal),
}

/// What a text looks like.
pub fn looks(text: &str) -> Looks {
    if text.len() > MOST_BYTES {
        return Looks::Neither(Refusal::TooLarge);
    }
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(fault) => {
            let (line, column) = (fault.line(), fault.column());
            return Looks::Neither(Refusal::NotJson { line, column });
        }
    };
    let mut wanted = ["format", "sources", "facts", "tracks"].into_iter();
    let is_saved = ["dossier", "dossiers", "answers"].iter().any(|name| value.get(name).is_some());
    match wanted.find(|name| value.get(name).is_none()) {
        Some(_) if is_saved => Looks::Dossier,
        Some(missing) => Looks::Neither(Refusal::NotAPack { missing }),
        None => match value.get("format").filter(|format| format.as_u64() != Some(FORMAT)) {
            Some(other) => Looks::Neither(Refusal::Format(other.to_string())),
            None => Looks::Pack,
        },
    }
}

/// The path of an address of this site. An address of any other is refused before anything is sent.
///
/// Browsers read `\` as `/` and drop line breaks within an address, so neither may stand in one.
pub fn path_of<'a>(address: &'a str, origin: &str) -> Result<&'a str, Refusal> {
    let address = address.trim();
    let ours = address.strip_prefix(origin).filter(|rest| rest.starts_with('/'));
    let path = ours.filter(|_| !origin.is_empty()).unwrap_or(address);
    let odd = |c: char| c == '\\' || c.is_whitespace() || c.is_control();
    let first = path.split(['/', '?', '#']).next().unwrap_or_default();
    match path {
        "" => Err(Refusal::NoAddress),
        _ if path.starts_with("//") || path.contains(odd) || first.contains(':') => {
            Err(Refusal::Foreign)
        }
        _ => Ok(path),
    }
}
