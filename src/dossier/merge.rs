//! F3. Two windows on one dossier: what each changed since they last agreed, brought together field
//! by field.

use std::collections::{BTreeMap, BTreeSet};

use crate::dossier::{Dossier, MaterialNote};

/// Two versions of a dossier in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The dossier. Where both changed the same field, it has theirs.
    pub dossier: Dossier,
    /// Whether there is such a field, so that something of mine is not in it.
    pub clash: bool,
}

/// Brings together `mine` and `theirs`, both made of `base`; nothing where they never agreed.
pub fn merge(base: Option<&Dossier>, mine: &Dossier, theirs: &Dossier) -> Merged {
    let blank = Dossier {
        title: String::new(),
        on: None,
        filing: None,
        answers: BTreeMap::new(),
        materials: BTreeMap::new(),
        ..theirs.clone()
    };
    let base = base.unwrap_or(&blank);
    let mut clash = false;
    let mut dossier = Dossier {
        title: pick(&base.title, &mine.title, &theirs.title, &mut clash),
        on: pick(&base.on, &mine.on, &theirs.on, &mut clash),
        filing: pick(&base.filing, &mine.filing, &theirs.filing, &mut clash),
        // Nobody typed it: the rules that this window has.
        pack: pick(&base.pack, &theirs.pack, &mine.pack, &mut false),
        ..theirs.clone()
    };
    dossier.answers = pick_all(&base.answers, &mine.answers, &theirs.answers, |b, m, t| {
        pick(&b.cloned(), &m.cloned(), &t.cloned(), &mut clash)
    });
    dossier.materials = pick_all(&base.materials, &mine.materials, &theirs.materials, |b, m, t| {
        note(b, m, t, &mut clash)
    });
    if !same(&dossier, theirs) {
        dossier.edited = mine.edited.clone().max(theirs.edited.clone());
    }
    Merged { dossier, clash }
}

/// Whether two versions say the same, whenever that was said.
pub fn same(one: &Dossier, other: &Dossier) -> bool {
    *one == Dossier { edited: one.edited.clone(), ..other.clone() }
}

/// What was changed wins over what was not.
fn pick<T: PartialEq + Clone>(base: &T, mine: &T, theirs: &T, clash: &mut bool) -> T {
    match (mine == base || mine == theirs, theirs == base) {
        (true, _) => theirs.clone(),
        (false, true) => mine.clone(),
        (false, false) => {
            *clash = true;
            theirs.clone()
        }
    }
}

/// Picks for every key that any of the three has.
fn pick_all<T>(
    base: &BTreeMap<String, T>,
    mine: &BTreeMap<String, T>,
    theirs: &BTreeMap<String, T>,
    mut one: impl FnMut(Option<&T>, Option<&T>, Option<&T>) -> Option<T>,
) -> BTreeMap<String, T> {
    let keys: BTreeSet<&String> = mine.keys().chain(theirs.keys()).collect();
    let picked = keys.into_iter().filter_map(|key| {
        one(base.get(key), mine.get(key), theirs.get(key)).map(|value| (key.clone(), value))
    });
    picked.collect()
}

fn note(
    base: Option<&MaterialNote>,
    mine: Option<&MaterialNote>,
    theirs: Option<&MaterialNote>,
    clash: &mut bool,
) -> Option<MaterialNote> {
    let absent = theirs.is_none();
    let or_blank = |note: Option<&MaterialNote>| note.cloned().unwrap_or_default();
    let (base, mine, theirs) = (or_blank(base), or_blank(mine), or_blank(theirs));
    let note = MaterialNote {
        state: pick(&base.state, &mine.state, &theirs.state, clash),
        date: pick(&base.date, &mine.date, &theirs.date, clash),
        note: pick(&base.note, &mine.note, &theirs.note, clash),
    };
    Some(note).filter(|note| !(absent && *note == MaterialNote::default()))
}
