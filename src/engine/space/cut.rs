//! F2. How the cell of a variable is found in a sheet: by a bit of its own, or by bounds between
//! which a number lies.

use crate::engine::facts::Value;
use crate::engine::space::{Cells, Key, Space};
use crate::logic::date;
use crate::logic::diagram::Var;
use crate::pack::raw::Kind;

/// The number of an amount or a date that is not known.
pub const UNKNOWN: i64 = i64::MIN;

/// The number of an amount or a date: of two the later or larger has the greater.
pub fn number(value: &Value) -> i64 {
    match value {
        Value::Amount(amount) => amount.exact(),
        Value::Date(day) => date::number(*day),
        _ => UNKNOWN,
    }
}

/// Whether values of a kind have a number.
pub fn has_number(kind: &Kind) -> bool {
    matches!(kind, Kind::Amount(_) | Kind::Date(_))
}

/// How many bits tell the values of a kind apart: one for each answer, or two for each of several
/// options. None for kinds that bits cannot tell.
pub fn bits_of(kind: &Kind) -> u32 {
    let count = |options: usize| u32::try_from(options).unwrap_or(u32::MAX);
    match kind {
        Kind::YesNo => 2,
        Kind::Choice(choice) => count(choice.options.len()),
        Kind::Choices(choice) => count(choice.options.len() * 2),
        _ => 0,
    }
}

/// The bits of a value of a kind that has some.
pub fn bits(kind: &Kind, value: &Value) -> u64 {
    match (kind, value) {
        (_, Value::Bool(yes)) => 1 << u32::from(*yes),
        (_, Value::Choice(place)) => 1 << place,
        (Kind::Choices(choice), Value::Choices(places)) => {
            let options = 0..choice.options.len();
            options.fold(0, |all, at| all | 1 << (2 * at + usize::from(places.contains(&at))))
        }
        _ => 0,
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
            (Cells::Count(count), Key::Fact(_)) => Cut::Bits(0, *count),
            (Cells::Count(_), Key::Member(_, option)) => {
                Cut::Bits(u32::try_from(option * 2).unwrap_or(u32::MAX), 2)
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
