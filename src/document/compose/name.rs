//! F4. The name of an exported file: `单位名称-联盟-用途-20261120`.

use crate::dossier::Dossier;
use crate::engine::Assessment;
use crate::engine::answer::Answer;
use crate::logic::date;
use crate::pack::raw::Track;
use crate::pack::{RulePack, form_of};
use crate::words::Words;

/// Bytes of each part, so that the whole stays below the 255 that file systems allow.
const APPLICANT: usize = 108;
const ALLIANCE: usize = 72;
const PURPOSE: usize = 36;

/// The file name of a dossier's exports, without its ending.
pub fn file_name(
    pack: &RulePack,
    track: &Track,
    dossier: &Dossier,
    found: &Assessment,
    words: &Words,
) -> String {
    let typed = match dossier.answers.get("name") {
        Some(Answer::Text(name)) => part(name, APPLICANT),
        _ => String::new(),
    };
    let applicant = if typed.is_empty() { words.get("doc.no-name") } else { typed };
    let applicant = match dossier.sample {
        Some(_) => format!("{}-{applicant}", words.get("sample.mark")),
        None => applicant,
    };
    // English names carry the Chinese in brackets, which a file name does not need.
    let alliance = words.pick(&pack.raw().name);
    let alliance = alliance.split_once(" (").map_or(alliance, |(name, _)| name);
    let alliance = part(alliance, ALLIANCE);
    let purpose = part(words.pick(&form_of(track).purpose), PURPOSE);
    let day = date::iso(found.dates.on).replace('-', "");
    format!("{applicant}-{alliance}-{purpose}-{day}")
}

/// A part of a file name: what file systems refuse is gone, at most so many bytes.
fn part(text: &str, most: usize) -> String {
    let mut left = most;
    let fits = |c: &char| {
        let enough = left >= c.len_utf8();
        left = if enough { left.saturating_sub(c.len_utf8()) } else { 0 };
        enough
    };
    let kept: String = text.trim().chars().filter(|c| is_kept(*c)).take_while(fits).collect();
    // Windows drops dots and spaces at the end; a dot in front hides the file elsewhere.
    kept.trim_matches(|c: char| c.is_whitespace() || c == '.').to_owned()
}

/// Quotation marks are legal but a nuisance to type; invisible characters reorder the name.
fn is_kept(c: char) -> bool {
    let refused = matches!(c, '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '“' | '”');
    let invisible = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !refused && !invisible && !c.is_control()
}
