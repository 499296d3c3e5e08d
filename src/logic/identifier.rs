//! F0. The forms of identifiers: told apart, never corrected.

use crate::logic::date::half_width;

/// Half-width, upper-case, without white space.
pub fn tidy(text: &str) -> String {
    text.chars().map(half_width).filter(|c| !c.is_whitespace()).collect()
}

/// What the form of a unified social credit code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uscc {
    /// Eighteen permitted characters and the right check character.
    Right,
    /// Eighteen permitted characters, another check character.
    WrongCheck,
    /// Anything else.
    WrongForm,
}

/// Permitted characters in order of their value (GB 32100-2015; no I, O, S, V, Z).
const SYMBOLS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Checks a unified social credit code (GB 32100-2015).
pub fn uscc(text: &str) -> Uscc {
    let values: Option<Vec<usize>> =
        text.to_uppercase().chars().map(|c| SYMBOLS.chars().position(|s| s == c)).collect();
    let Some((check, body)) = values.as_deref().and_then(|v| v.split_last()) else {
        return Uscc::WrongForm;
    };
    if body.len() != 17 {
        return Uscc::WrongForm;
    }
    let mut weight = 1;
    let mut sum = 0;
    for value in body {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    if (31 - sum % 31) % 31 == *check { Uscc::Right } else { Uscc::WrongCheck }
}

/// A mobile number of mainland China, with or without +86, or a foreign number with its +.
pub fn mobile(text: &str) -> bool {
    let digits = text.replace('-', "");
    match digits.strip_prefix("+86").or_else(|| (!digits.starts_with('+')).then_some(&digits)) {
        Some(local) => {
            local.len() == 11
                && all_digits(local)
                && local.starts_with('1')
                && !local.starts_with("10")
                && !local.starts_with("11")
                && !local.starts_with("12")
        }
        None => foreign(&digits),
    }
}

/// A fixed line, a 400/800 number, or a foreign number with its +.
pub fn phone(text: &str) -> bool {
    let digits: String = text.chars().filter(|c| !matches!(c, '-' | '(' | ')')).collect();
    let local = digits.strip_prefix("+86").map(|rest| format!("0{rest}"));
    let local = local.as_deref().unwrap_or(&digits);
    if local.starts_with('+') {
        return foreign(local);
    }
    let service = (local.starts_with("400") || local.starts_with("800")) && local.len() == 10;
    let fixed = local.starts_with('0') && (10..=18).contains(&local.len());
    all_digits(local) && (service || fixed)
}

fn foreign(digits: &str) -> bool {
    digits.strip_prefix('+').is_some_and(|rest| all_digits(rest) && (7..=15).contains(&rest.len()))
}

/// Something, an at sign, and a domain with a dot.
pub fn email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, domain)| {
        let labels: Vec<&str> = domain.split('.').collect();
        !name.is_empty() && labels.len() > 1 && labels.iter().all(|label| !label.is_empty())
    })
}

/// Six digits.
pub fn postcode(text: &str) -> bool {
    text.len() == 6 && all_digits(text)
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}
