//! F2. The cells of values written as numbers: a number tells a value from all others of its kind.

use crate::engine::facts::Value;
use crate::engine::space::{Cells, Key, Space};
use crate::logic::date;
use crate::logic::diagram::Var;

/// The number of a value that is not known.
pub const UNKNOWN: i64 = i64::MIN;

/// More options than this are not told by a number.
const MOST_OPTIONS: usize = 62;

/// The number of a value; that of a text or of records says only that it is known.
pub fn number(value: &Value) -> i64 {
    match value {
        Value::Bool(yes) => i64::from(*yes),
        Value::Choice(place) => i64::try_from(*place).unwrap_or(0),
        Value::Choices(places) => places.iter().fold(0, |all, place| all | 1 << (*place).min(62)),
        Value::Amount(amount) => amount.exact(),
        Value::Date(day) => date::number(*day),
        Value::Text(_) | Value::Records(_) => 0,
    }
}

/// How the cell of a variable is found.
#[derive(Debug, Clone)]
pub enum Cut {
    /// The number is the place of the cell.
    Place,
    /// A bit of the number.
    Bit(u32),
    /// Two cells: the second begins there.
    From(i64),
    /// Each but the first begins at one of these.
    Between(Vec<i64>),
    /// Only the value itself says.
    Value,
}

impl Cut {
    /// The place of the cell of a known number; nothing if only the value says.
    pub fn cell(&self, number: i64) -> Option<u32> {
        match self {
            Cut::Place => u32::try_from(number).ok(),
            Cut::Bit(bit) => Some((number >> bit & 1) as u32),
            Cut::From(bound) => Some(u32::from(number >= *bound)),
            Cut::Between(bounds) => {
                // They are few.
                let below = bounds.iter().take_while(|bound| **bound <= number).count();
                u32::try_from(below).ok()
            }
            Cut::Value => None,
        }
    }

    fn between(bounds: Vec<i64>) -> Cut {
        match bounds.as_slice() {
            [bound] => Cut::From(*bound),
            _ => Cut::Between(bounds),
        }
    }
}

impl Space {
    /// How the cell of a variable is found.
    pub fn cut(&self, var: Var) -> Cut {
        let Some(variable) = self.variables.get(usize::from(var)) else { return Cut::Value };
        match (&variable.cells, &variable.key) {
            (Cells::Count(_), Key::Fact(_)) => Cut::Place,
            (Cells::Count(_), Key::Member(_, option)) if *option < MOST_OPTIONS => {
                Cut::Bit(u32::try_from(*option).unwrap_or(0))
            }
            (Cells::Amounts { bounds, .. }, _) => {
                Cut::between(bounds.iter().map(|bound| bound.exact()).collect())
            }
            (Cells::Dates { breaks, .. }, _) => {
                Cut::between(breaks.iter().map(|day| date::number(*day)).collect())
            }
            _ => Cut::Value,
        }
    }
}
