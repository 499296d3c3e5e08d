//! F2. Answers as rules look at them: side by side in one block of memory, so that deciding on
//! thousands of sheets is not waiting for their parts.

use std::collections::BTreeSet;
use std::rc::Rc;

use smallvec::SmallVec;

use crate::engine::facts::Value;
use crate::engine::space::{UNKNOWN, bits, bits_of, has_number, number, of_bits, of_number};
use crate::pack::raw::{Fact, Kind};
use crate::pack::sha256;

/// Words that hold the answers. They lie in the sheet itself unless they are many: of thousands of
/// sheets, the next one is then on its way as soon as it is looked at.
type Block = SmallVec<[u64; 16]>;

/// Where the answers stand in a sheet.
#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    pub(super) slots: Vec<Slot>,
    /// From what stands in the slots: equal for equal ones.
    hash: u128,
    /// The block of a sheet without answers.
    blank: Block,
    /// The word of bits that is being filled, and the bits that it has left.
    word: usize,
    left: u32,
}

/// A place for the answer to one fact. Facts of one id that differ in anything have one each.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub(super) fact: Fact,
    pub(super) written: String,
    pub(super) place: Place,
}

/// Where in the block an answer stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// In this word, from this bit on.
    Bits(usize, u32),
    /// As a number, in this word.
    Number(usize),
    /// Nowhere; the value is kept beside it.
    Beside,
}

/// Answers as values.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub(super) layout: Rc<Layout>,
    pub(super) block: Block,
    /// By slot: values that neither bits nor a number tell.
    beside: Vec<(usize, Value)>,
    /// Facts whose answer cannot be used and might be right after all.
    pub(super) rejected: BTreeSet<String>,
}

impl Layout {
    /// The slot of a fact, made where there is none.
    pub(super) fn slot(&mut self, fact: &Fact) -> usize {
        let written = serde_json::to_string(fact).unwrap_or_default();
        if let Some(known) = self.slots.iter().position(|slot| slot.written == written) {
            return known;
        }
        let hash = sha256(format!("{:x} {written}", self.hash).as_bytes());
        let hash = u128::from_str_radix(hash.get(..32).unwrap_or_default(), 16);
        self.hash = hash.unwrap_or_default();
        let place = self.place(&fact.kind);
        self.slots.push(Slot { fact: fact.clone(), written, place });
        self.slots.len() - 1
    }

    fn place(&mut self, kind: &Kind) -> Place {
        if has_number(kind) {
            self.blank.push(UNKNOWN.cast_unsigned());
            return Place::Number(self.blank.len() - 1);
        }
        let Some(width) = bits_of(kind) else { return Place::Beside };
        if self.left < width {
            (self.word, self.left) = (self.blank.len(), u64::BITS);
            self.blank.push(0);
        }
        let shift = u64::BITS - self.left;
        self.left -= width;
        if let Some(word) = self.blank.get_mut(self.word) {
            *word |= bits(kind, None) << shift;
        }
        Place::Bits(self.word, shift)
    }

    /// Whether the answers of both stand in the same places.
    pub(super) fn same(self: &Rc<Layout>, other: &Rc<Layout>) -> bool {
        Rc::ptr_eq(self, other) || self.hash == other.hash
    }
}

impl Sheet {
    /// Without answers.
    pub(super) fn blank(layout: &Rc<Layout>) -> Sheet {
        Sheet {
            layout: Rc::clone(layout),
            block: layout.blank.clone(),
            beside: Vec::new(),
            rejected: BTreeSet::new(),
        }
    }

    /// The value in a slot, if it is known.
    pub(super) fn value(&self, slot: usize) -> Option<Value> {
        let Slot { fact, place, .. } = self.layout.slots.get(slot)?;
        match *place {
            Place::Bits(word, shift) => of_bits(&fact.kind, self.block.get(word)? >> shift),
            Place::Number(word) => of_number(&fact.kind, self.block.get(word)?.cast_signed()),
            Place::Beside => {
                self.beside.iter().find(|(own, _)| *own == slot).map(|(_, value)| value.clone())
            }
        }
    }

    /// Writes a value into a slot, or that it is not known.
    pub(super) fn put(&mut self, slot: usize, value: Option<Value>) {
        let Some(Slot { fact, place, .. }) = self.layout.slots.get(slot) else { return };
        match *place {
            Place::Bits(word, shift) => {
                let width = bits_of(&fact.kind).unwrap_or(0);
                let all = u64::MAX.checked_shr(u64::BITS - width).unwrap_or(0);
                if let Some(own) = self.block.get_mut(word) {
                    *own = *own & !(all << shift) | bits(&fact.kind, value.as_ref()) << shift;
                }
            }
            Place::Number(word) => {
                if let Some(own) = self.block.get_mut(word) {
                    *own = value.as_ref().map_or(UNKNOWN, number).cast_unsigned();
                }
            }
            Place::Beside => {
                self.beside.retain(|(own, _)| *own != slot);
                self.beside.extend(value.map(|value| (slot, value)));
            }
        }
    }

    /// A sheet that was read for other rules, as these have it: what they do not ask is left out, and
    /// what was not asked is open.
    #[cold]
    pub(super) fn moved(&self, layout: &Rc<Layout>) -> Sheet {
        let mut own = Sheet::blank(layout);
        for (at, slot) in layout.slots.iter().enumerate() {
            let other = self.layout.slots.iter().position(|other| other.written == slot.written);
            let Some(other) = other else { continue };
            own.put(at, self.value(other));
            if self.rejected.contains(&slot.fact.id) {
                own.rejected.insert(slot.fact.id.clone());
            }
        }
        own
    }
}
