//! F2. What settles a requirement at a glance, as masks over the bits of the answers: an answer that
//! does so alone, or a few that do so together.

use std::collections::BTreeMap;

use crate::engine::rules::quick::{InBits, ones};
use crate::logic::diagram::{CellSet, Diagram, Var, Way};
use crate::logic::outcome::Status;

/// So many words of bits there are, a power of two.
const WORDS: usize = 8;

/// The last word: it has a bit that is always there, and no other.
pub(super) const ALWAYS: usize = WORDS - 1;

/// Without answers.
pub(super) const NONE: Words = [0, 0, 0, 0, 0, 0, 0, 1];

/// More ways through one diagram are not looked at.
const MOST_WAYS: usize = 1000;

/// So many ways are tried before a diagram is walked.
const MOST_TOGETHER: usize = 4;

/// A way that fewer than one sheet in so many take is not worth trying.
const RARE: f64 = 32.0;

/// The bits of all answers.
pub(super) type Words = [u64; WORDS];

/// Bits by word.
type Bits = BTreeMap<usize, u64>;

/// A few masks of either sort, over two of the words. There is room for so many of each, and the same
/// room is taken by all, so that nothing has to be looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Masks {
    at: [usize; 2],
    /// Answers each of which settles it, whatever else is answered.
    alone: [Mask; 2],
    /// Answers that settle it together: they are given where none of these bits is there, which are
    /// those of all other answers to the same facts, and those that say that one is not known.
    together: [Mask; MOST_TOGETHER],
}

/// Bits of each of the two words, and what they come to.
#[derive(Debug, Clone, Copy)]
struct Mask {
    bits: [u64; 2],
    status: Status,
}

/// What settles a requirement at a glance, by variables.
pub(super) struct Glance {
    /// The cells of a variable that lead to one leaf, whatever the others are.
    alone: BTreeMap<(Var, u8), CellSet>,
    /// Ways that several answers take together, the likely ones first.
    ways: Vec<Way>,
}

impl Glance {
    /// What is seen of a diagram.
    pub(super) fn of(diagram: &Diagram) -> Glance {
        let alone = settling(diagram);
        // What one answer settles is settled before.
        let settled = |(way, leaf): &Way| {
            let settles = |(var, cells): &(Var, CellSet)| {
                alone.get(&(*var, *leaf)).is_some_and(|own| cells & !own == 0)
            };
            way.iter().any(settles)
        };
        // How many sheets there are to one that takes it, if of each fact all answers are as many.
        let rare = |(way, _): &Way| -> f64 {
            let share =
                |var, cells: CellSet| diagram.cells(var) as f64 / f64::from(cells.count_ones());
            way.iter().map(|(var, cells)| share(*var, *cells)).product()
        };
        let mut ways = diagram.ways(MOST_WAYS).unwrap_or_default();
        ways.retain(|way| !settled(way) && rare(way) <= RARE);
        ways.sort_by(|one, other| rare(one).total_cmp(&rare(other)));
        Glance { alone, ways }
    }

    /// The variables that are looked at.
    pub(super) fn variables(&self) -> impl Iterator<Item = Var> {
        let ways = self.ways.iter().flat_map(|(way, _)| way.iter().map(|(var, _)| *var));
        self.alone.keys().map(|(var, _)| *var).chain(ways)
    }
}

impl Masks {
    /// The masks of a glance; variables without bits are in none.
    pub(super) fn of(
        glance: &Glance,
        bits: &impl Fn(Var) -> Option<InBits>,
        status: &impl Fn(u8) -> Option<Status>,
    ) -> Masks {
        let mut settled: BTreeMap<u8, Bits> = BTreeMap::new();
        for ((var, leaf), cells) in &glance.alone {
            if let Some(own) = bits(*var) {
                *settled.entry(*leaf).or_default().entry(own.word).or_default() |=
                    cells << own.shift;
            }
        }
        let against: Vec<(u8, Bits)> =
            glance.ways.iter().filter_map(|way| Some((way.1, against(way, bits)?))).collect();

        // The two words are those that most of them have a use for.
        let mut uses: BTreeMap<usize, usize> = BTreeMap::new();
        for word in
            settled.values().chain(against.iter().map(|(_, bits)| bits)).flat_map(BTreeMap::keys)
        {
            *uses.entry(*word).or_default() += 1;
        }
        let mut words: Vec<usize> = uses.keys().copied().collect();
        words.sort_by_key(|word| std::cmp::Reverse(uses.get(word)));
        words.resize(2, ALWAYS);
        let at =
            [words.first().copied().unwrap_or(ALWAYS), words.get(1).copied().unwrap_or(ALWAYS)];
        let both = |own: &Bits| at.map(|word| own.get(&word).copied().unwrap_or(0));
        let mask = |leaf: u8, own: &Bits| Some(Mask { bits: both(own), status: status(leaf)? });
        let within = |own: &Bits| own.keys().all(|word| at.contains(word));

        let (never, ever) = ([0; 2], [u64::MAX; 2]);
        let none = |bits| Mask { bits, status: Status::Open };
        // No word is without any bit: of each fact there is one.
        let mut masks =
            Masks { at, alone: [none(never); 2], together: [none(ever); MOST_TOGETHER] };
        let found = settled.iter().filter_map(|(leaf, own)| mask(*leaf, own));
        masks.alone.iter_mut().zip(found).for_each(|(own, found)| *own = found);
        let found = against.iter().filter(|(_, own)| within(own));
        let found = found.filter_map(|(leaf, own)| mask(*leaf, own));
        masks.together.iter_mut().zip(found).for_each(|(own, found)| *own = found);
        masks
    }

    /// The status, if the masks say.
    #[inline]
    pub(super) fn settle(&self, words: &Words) -> Option<Status> {
        let [one, other] = self.at.map(|at| word(words, at));
        let found = |mask: &Mask| {
            let [first, second] = mask.bits;
            first & one | second & other
        };
        let alone = self.alone.iter().find(|mask| found(mask) != 0);
        let settled = alone.or_else(|| self.together.iter().find(|mask| found(mask) == 0));
        settled.map(|mask| mask.status)
    }
}

/// The word of that place.
#[inline]
pub(super) fn word(words: &Words, at: usize) -> u64 {
    words.get(at & ALWAYS).copied().unwrap_or(0)
}

/// The cells of each variable that lead to one leaf, whatever the other variables are.
fn settling(diagram: &Diagram) -> BTreeMap<(Var, u8), CellSet> {
    let mut found: BTreeMap<(Var, u8), CellSet> = BTreeMap::new();
    for var in diagram.variables() {
        for cell in 0..diagram.cells(var) {
            let leaves = diagram.reach(&|own| if own == var { 1 << cell } else { CellSet::MAX });
            if leaves.is_power_of_two() {
                *found.entry((var, leaves.trailing_zeros() as u8)).or_default() |= 1 << cell;
            }
        }
    }
    found
}

/// The bits that speak against a way; nothing if a variable on it has no bits.
fn against((way, _): &Way, bits: &impl Fn(Var) -> Option<InBits>) -> Option<Bits> {
    let mut against = Bits::new();
    for (var, cells) in way {
        let own = bits(*var)?;
        let others = (ones(own.count) & !cells) << own.shift;
        *against.entry(own.word).or_default() |= others | 1 << own.unknown;
    }
    Some(against)
}
