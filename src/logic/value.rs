//! F0. Exact amounts: decimal text with a unit, compared as integers, never as floats.

use crate::logic::date::half_width;

/// An amount in ten-thousandths of its family's base unit: 元 for money, a third of a square
/// metre for area (so that 1亩 = 2000 and 15亩 = 10000㎡ exactly), the unit itself otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

const SCALE: i64 = 10_000;

/// A unit: units of one family are convertible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// As written.
    pub name: String,
    family: Family,
    factor: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Family {
    Money,
    Area,
    Other(String),
}

/// Why a text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountError {
    /// Not a decimal number.
    Syntax,
    /// More digits than can be held exactly.
    Precision,
}

const MONEY: [(&str, i64); 3] = [("元", 1), ("万元", 10_000), ("亿元", 100_000_000)];
const AREA: [(&str, i64); 3] = [("㎡", 3), ("亩", 2_000), ("公顷", 30_000)];

impl Unit {
    /// The unit of that name. Any other name is a family of its own with one unit.
    pub fn named(name: &str) -> Unit {
        let of = |list: &[(&str, i64)], family: Family| {
            list.iter().find(|(n, _)| *n == name).map(|(n, factor)| Unit {
                name: (*n).to_owned(),
                family,
                factor: *factor,
            })
        };
        of(&MONEY, Family::Money).or_else(|| of(&AREA, Family::Area)).unwrap_or_else(|| Unit {
            name: name.to_owned(),
            family: Family::Other(name.to_owned()),
            factor: 1,
        })
    }

    /// Whether amounts in the two units can be compared.
    pub fn converts_to(&self, other: &Unit) -> bool {
        self.family == other.family
    }

    /// Whether it is a unit of money.
    pub fn is_money(&self) -> bool {
        self.family == Family::Money
    }

    /// Names of all units of the family, from small to large.
    pub fn family_names(&self) -> Vec<String> {
        let names = |list: &[(&str, i64)]| list.iter().map(|(n, _)| (*n).to_owned()).collect();
        match &self.family {
            Family::Money => names(&MONEY),
            Family::Area => names(&AREA),
            Family::Other(name) => vec![name.clone()],
        }
    }
}

impl Amount {
    /// Zero of any family.
    pub const ZERO: Amount = Amount(0);

    /// The least amount that is more than this one: what "above" means for exact amounts.
    pub fn just_above(self) -> Amount {
        Amount(self.0.saturating_add(1))
    }

    /// Reads a decimal number in a unit. Full-width digits are accepted, and commas or spaces
    /// between groups of three digits: anywhere else a comma may be meant as the decimal point.
    pub fn parse(text: &str, unit: &Unit) -> Result<Amount, AmountError> {
        let plain: String = text.trim().chars().map(half_width).collect();
        let (negative, digits) = match plain.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, plain.strip_prefix('+').unwrap_or(&plain)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let whole = ungrouped(whole.trim_start()).ok_or(AmountError::Syntax)?;
        let is_number = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let lone_point = digits.contains('.') && fraction.is_empty();
        if whole.is_empty() || lone_point || !is_number(&whole) || !is_number(fraction) {
            return Err(AmountError::Syntax);
        }
        let fraction = fraction.trim_end_matches('0');
        let mantissa: i128 =
            format!("{whole}{fraction}").parse().map_err(|_| AmountError::Precision)?;
        let divisor = u32::try_from(fraction.len())
            .ok()
            .and_then(|places| 10i128.checked_pow(places))
            .ok_or(AmountError::Precision)?;
        let scaled = mantissa
            .checked_mul(i128::from(unit.factor) * i128::from(SCALE))
            .ok_or(AmountError::Precision)?;
        if scaled % divisor != 0 {
            return Err(AmountError::Precision);
        }
        let exact = i64::try_from(scaled / divisor).map_err(|_| AmountError::Precision)?;
        Ok(Amount(if negative { -exact } else { exact }))
    }

    /// The amount in ten-thousandths of the base unit of its family.
    pub fn exact(self) -> i64 {
        self.0
    }

    /// The amount of so many ten-thousandths of a base unit.
    pub fn of_exact(exact: i64) -> Amount {
        Amount(exact)
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether it is a whole number of the base unit.
    pub fn is_whole(self) -> bool {
        self.0 % SCALE == 0
    }

    /// How far `self` is below `bound`; zero if it is not.
    pub fn below(self, bound: Amount) -> Amount {
        Amount(bound.0.saturating_sub(self.0).max(0))
    }

    /// Decimal text in a unit, without separators. Where the unit does not divide the amount
    /// exactly the text is rounded up at the fourth place, so that a distance is never understated.
    pub fn text(self, unit: &Unit) -> String {
        let denominator = i128::from(unit.factor) * i128::from(SCALE);
        let (sign, value) = match i128::from(self.0) {
            v if v < 0 => ("-", -v),
            v => ("", v),
        };
        let (mut numerator, mut places) = (value, 0u32);
        while numerator % denominator != 0 && places < 12 {
            numerator *= 10;
            places += 1;
        }
        if numerator % denominator != 0 {
            (numerator, places) = (value * 10_000, 4);
        }
        let quotient = (numerator + denominator - 1) / denominator;
        let power = 10i128.pow(places);
        let (whole, fraction) = (quotient / power, quotient % power);
        match places {
            0 => format!("{sign}{whole}"),
            _ => format!("{sign}{whole}.{fraction:0width$}", width = places as usize),
        }
    }
}

/// The digits of a whole number without the separators between its groups of three; nothing where
/// separators stand otherwise.
fn ungrouped(whole: &str) -> Option<String> {
    let groups: Vec<&str> = whole.split(|c: char| c == ',' || c.is_whitespace()).collect();
    let (first, others) = groups.split_first()?;
    let by_three = (1..=3).contains(&first.len()) && others.iter().all(|group| group.len() == 3);
    (others.is_empty() || by_three).then(|| groups.concat())
}
