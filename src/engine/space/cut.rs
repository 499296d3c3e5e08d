//! F2. How the cell of a variable is found in a sheet: by a bit of its own, or by bounds between
//! which a number lies. That a value is not known comes before the first cell, in both.

use crate::engine::facts::Value;
use crate::engine::space::{Cells, Key, Space};
use crate::logic::date;
use crate::logic::diagram::Var;
use crate::logic::value::Amount;
use crate::pack::raw::Kind;

/// The number of an amount or a date that is not known: less than every other.
pub const UNKNOWN: i64 = i64::MIN;

/// The number of an amount or a date: of two the later or larger has the greater.
pub fn number(value: &Value) -> i64 {
    match value {
        Value::Amount(amount) => amount.exact(),
        Value::Date(day) => date::number(*day),
        _ => UNKNOWN,
    }
}

/// The amount or the date of a number.
pub fn of_number(kind: &Kind, number: i64) -> Option<Value> {
    match kind {
        _ if number == UNKNOWN => None,
        Kind::Amount(_) => Some(Value::Amount(Amount::of_exact(number))),
        Kind::Date(_) => date::of_number(number).map(Value::Date),
        _ => None,
    }
}

/// Whether values of a kind have a number.
pub fn has_number(kind: &Kind) -> bool {
    matches!(kind, Kind::Amount(_) | Kind::Date(_))
}

/// How many bits tell the values of a kind apart: the first for one that is not known, then one for
/// each answer, or two for each of several options. Nothing for kinds that bits of one word cannot
/// tell.
pub fn bits_of(kind: &Kind) -> Option<u32> {
    let count = match kind {
        Kind::YesNo => 2,
        Kind::Choice(choice) => choice.options.len(),
        Kind::Choices(choice) => choice.options.len() * 2,
        _ => return None,
    };
    u32::try_from(count + 1).ok().filter(|count| *count <= u64::BITS)
}

/// The bits of a value of a kind that has some.
pub fn bits(kind: &Kind, value: Option<&Value>) -> u64 {
    match (kind, value) {
        (_, Some(Value::Bool(yes))) => 2 << u32::from(*yes),
        (_, Some(Value::Choice(place))) => 2 << place,
        (Kind::Choices(choice), Some(Value::Choices(places))) => {
            let options = 0..choice.options.len();
            options.fold(0, |all, at| all | 2 << (2 * at + usize::from(places.contains(&at))))
        }
        _ => 1,
    }
}

/// The value of bits; what stands behind them is not looked at.
pub fn of_bits(kind: &Kind, bits: u64) -> Option<Value> {
    let known = bits & 1 == 0;
    let chosen = |bit: &usize| bits & (2 << bit) != 0;
    match kind {
        _ if !known => None,
        Kind::YesNo => Some(Value::Bool(chosen(&1))),
        Kind::Choice(choice) => (0..choice.options.len()).find(chosen).map(Value::Choice),
        Kind::Choices(choice) => {
            let options = 0..choice.options.len();
            Some(Value::Choices(options.filter(|at| chosen(&(2 * at + 1))).collect()))
        }
        _ => None,
    }
}

/// How the cell of a variable is found.
#[derive(Debug, Clone)]
pub enum Cut {
    /// Cell 0 has this bit among those of its fact, the next the next, so many of them.
    Bits(u32, u32),
    /// Each cell but the first begins at one of these numbers.
    Numbers(Vec<i64>),
    /// Only the value itself says.
    Value,
}

impl Space {
    /// How the cell of a variable is found.
    pub fn cut(&self, var: Var) -> Cut {
        let Some(variable) = self.variables.get(usize::from(var)) else { return Cut::Value };
        match (&variable.cells, &variable.key) {
            (Cells::Count(count), Key::Fact(_)) => Cut::Bits(1, *count),
            (Cells::Count(_), Key::Member(_, option)) => {
                Cut::Bits(u32::try_from(option * 2 + 1).unwrap_or(u32::MAX), 2)
            }
            (Cells::Amounts { bounds, .. }, _) => {
                Cut::Numbers(bounds.iter().map(|bound| bound.exact()).collect())
            }
            (Cells::Dates { breaks, .. }, _) => {
                Cut::Numbers(breaks.iter().map(|day| date::number(*day)).collect())
            }
            _ => Cut::Value,
        }
    }
}
