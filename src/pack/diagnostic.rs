//! F1. A fault in a file, told to the person who wrote or chose the file.

use serde::Serialize;

use crate::pack::raw::Text;

/// What is wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Where: a path such as `tracks[0].requirements[3].rule`, or a line and column.
    pub place: String,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub hint: Text,
}

impl Diagnostic {
    /// A fault with its words in both languages.
    pub fn new(place: impl Into<String>, message: (&str, &str), hint: (&str, &str)) -> Self {
        let text = |(zh, en): (&str, &str)| Text { zh: zh.to_owned(), en: en.to_owned() };
        Diagnostic { place: place.into(), message: text(message), hint: text(hint) }
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}\n  {}\n  {}\n  {}\n  {}",
            self.place, self.message.zh, self.hint.zh, self.message.en, self.hint.en
        )
    }
}

/// The candidate nearest to a mistyped id, if it is near enough to be meant.
pub fn nearest<'a>(id: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (distance(id, candidate), candidate))
        .filter(|(d, candidate)| *d <= candidate.len().max(id.len()) / 3)
        .min_by_key(|(d, _)| *d)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (cb, pair) in b.chars().zip(row.windows(2)) {
            if let [diagonal, above] = pair {
                let left = next.last().copied().unwrap_or(0);
                next.push((diagonal + usize::from(ca != cb)).min(above + 1).min(left + 1));
            }
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
