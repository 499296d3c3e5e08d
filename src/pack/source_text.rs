//! F1. The normal form of a source text, in which citations count characters.
//!
//! One declared function: NFC; byte-order mark and `[bookmark: …]` residue dropped; a list dash at
//! the start of a line dropped; white space dropped; then `( ) : ; ,` beside a Chinese character
//! mapped to full width. Nothing else. Ranges are half-open, in Unicode scalar values.

mod composed;

use composed::composed;

/// A source text in normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    chars: Vec<char>,
}

impl SourceText {
    /// Normalises a text.
    pub fn of(text: &str) -> SourceText {
        let plain = drop_bookmarks(&composed(text).replace('\u{FEFF}', ""));
        let mut kept = Vec::new();
        for line in plain.lines() {
            let body = line.trim_start();
            let body = body.strip_prefix("- ").unwrap_or(body);
            kept.extend(body.chars().filter(|c| !c.is_whitespace()));
        }
        let chars = kept.iter().enumerate().map(|(at, c)| {
            let before = at.checked_sub(1).and_then(|i| kept.get(i));
            let beside = [before, kept.get(at + 1)].into_iter().flatten().any(|n| is_chinese(*n));
            if beside { full_width(*c) } else { *c }
        });
        SourceText { chars: chars.collect() }
    }

    /// The characters of a range; nothing if it leaves the text.
    pub fn span(&self, start: u32, end: u32) -> Option<String> {
        self.chars.get(start as usize..end as usize).map(|span| span.iter().collect())
    }

    /// Every place where a piece of the text stands, as half-open ranges. The piece is brought into
    /// normal form as well; at its ends, where its neighbours are missing, both widths of a
    /// punctuation mark are taken for the same.
    pub fn find(&self, piece: &str) -> Vec<(u32, u32)> {
        let piece = SourceText::of(piece);
        let same = |(a, b): (&char, &char)| full_width(*a) == full_width(*b);
        let here = |window: &[char]| window.iter().zip(&piece.chars).all(same);
        let length = piece.len();
        let starts = self.chars.windows(length.max(1)).enumerate().filter(|(_, w)| here(w));
        let range = |at: usize| Some((u32::try_from(at).ok()?, u32::try_from(at + length).ok()?));
        match piece.is_empty() {
            true => Vec::new(),
            false => starts.filter_map(|(at, _)| range(at)).collect(),
        }
    }

    /// The whole text.
    pub fn whole(&self) -> String {
        self.chars.iter().collect()
    }

    /// Length in Unicode scalar values.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }
}

fn drop_bookmarks(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[bookmark:") {
        kept.push_str(before);
        rest = after.split_once(']').map_or("", |(_, tail)| tail);
    }
    kept.push_str(rest);
    kept
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}')
        || "（）：；，。、“”《》〔〕﹝﹞".contains(c)
}

fn full_width(c: char) -> char {
    match c {
        '(' => '（',
        ')' => '）',
        ':' => '：',
        ';' => '；',
        ',' => '，',
        other => other,
    }
}
