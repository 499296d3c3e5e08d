//! F3. Words: the catalogue of messages in one language, and how numbers and dates are written.
//!
//! Floors below speak in types; the words are chosen here, at the edge, in the reader's language.

pub mod sentences;
pub mod telling;

use std::collections::BTreeMap;

use crate::logic::date::{self, Date};
use crate::logic::value::{Amount, Unit};
use crate::pack::raw::Text;

/// A language of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Simplified Chinese, the master.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Name in files and in the address.
    pub fn name(self) -> &'static str {
        match self {
            Lang::Zh => "zh",
            Lang::En => "en",
        }
    }

    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Zh => "zh-Hans",
            Lang::En => "en",
        }
    }
}

/// The messages of one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    lang: Lang,
    /// By key.
    messages: Vec<(String, String)>,
}

impl Words {
    /// Reads a catalogue: a JSON object of message by key.
    pub fn read(lang: Lang, json: &str) -> Result<Words, serde_json::Error> {
        let messages: BTreeMap<String, String> = serde_json::from_str(json)?;
        Ok(Words { lang, messages: messages.into_iter().collect() })
    }

    /// Reads the messages of the first screens: keys and messages by turns, by key, in borsh's form.
    pub fn few(lang: Lang, bytes: &[u8]) -> Result<Words, std::io::Error> {
        let messages: Vec<(String, String)> = borsh::from_slice(bytes)?;
        match messages.is_sorted_by(|(a, _), (b, _)| a < b) {
            true => Ok(Words { lang, messages }),
            false => Err(std::io::Error::from(std::io::ErrorKind::InvalidData)),
        }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// A message without arguments.
    pub fn get(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// A message. `{name}` stands for an argument; `{name|one|many}` for a word that depends on
    /// whether the argument is 1. A key without a message is shown as it is.
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        let place = self.messages.binary_search_by(|(known, _)| known.as_str().cmp(key));
        let Some((_, message)) = place.ok().and_then(|place| self.messages.get(place)) else {
            return format!("[{key}]");
        };
        let mut rest = message.as_str();
        let mut out = String::new();
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((slot, tail)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            let mut parts = slot.split('|');
            let name = parts.next().unwrap_or_default();
            let value = args.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| v);
            out.push_str(match (parts.next(), parts.next()) {
                (Some(one), Some(_)) if value == "1" => one,
                (Some(_), Some(many)) => many,
                _ => value,
            });
            rest = tail;
        }
        out.push_str(rest);
        out
    }

    /// The text of a pack in this language.
    pub fn pick<'a>(&self, text: &'a Text) -> &'a str {
        let (own, other) = match self.lang {
            Lang::Zh => (&text.zh, &text.en),
            Lang::En => (&text.en, &text.zh),
        };
        // A slice has one language; the other is under way when it is chosen.
        if own.is_empty() { other } else { own }
    }

    /// `2026年11月20日` or `20 November 2026`.
    pub fn date(&self, day: Date) -> String {
        let (year, month, of_month) = date::parts(day);
        match self.lang {
            Lang::Zh => format!("{year}年{month}月{of_month}日"),
            Lang::En => format!("{of_month} {} {year}", self.get(&format!("month.{month}"))),
        }
    }

    /// An amount in a unit: `9999.99万元`, or `99,999,900 yuan`.
    pub fn amount(&self, amount: Amount, unit: &Unit) -> String {
        match self.lang {
            Lang::Zh => {
                let grand = Unit::named("亿元");
                let round = amount.text(&grand);
                // 1亿元 reads better than 10000万元, but only where it is a round number.
                let whole = unit.is_money() && !round.contains('.') && round != "0";
                let unit = if whole { &grand } else { unit };
                format!("{}{}", amount.text(unit), unit.name)
            }
            Lang::En => {
                let plain = if unit.is_money() { Unit::named("元") } else { unit.clone() };
                let name = self.get(&format!("unit.{}", plain.name));
                format!("{} {name}", thousands(&amount.text(&plain)))
            }
        }
    }

    /// A list within a sentence.
    pub fn list(&self, items: &[String]) -> String {
        items.join(match self.lang {
            Lang::Zh => "、",
            Lang::En => ", ",
        })
    }
}

fn thousands(number: &str) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |d| ("-", d));
    let count = digits.chars().count();
    let mut out = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (count - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}
