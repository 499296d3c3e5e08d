//! Joint tracks by brute force (rulings A14): a part comes to what its own track comes to, and the
//! parts are compared in every completion.

use std::collections::{BTreeMap, BTreeSet};

use alliance_check::engine::answer::Answer;
use alliance_check::pack::raw::{Joint, Track};

use crate::brute::{Brute, Said, Scope, Sheet, Taken, V, answer, verdict};

/// What is found of the parts together.
#[derive(Debug, PartialEq, Eq)]
pub struct Together {
    /// For each part whether it is named, and its verdict unless it is not: answers that only such
    /// a part asks for do not count.
    pub parts: Vec<(Option<bool>, Option<&'static str>)>,
    /// Whether they agree.
    pub status: &'static str,
    /// The verdict that they come to.
    pub verdict: &'static str,
}

/// The tracks of the parts.
fn parts<'a>(brute: Brute<'a>, joint: &Joint) -> Vec<Brute<'a>> {
    let track = |id: &String| brute.pack.track(id).unwrap();
    joint.parts.iter().map(|part| Brute { track: track(&part.track), ..brute }).collect()
}

/// What is said of the facts that a track asks.
fn asked(track: &Track, sheet: &Sheet) -> Sheet {
    let asks = |fact: &String| alliance_check::pack::track_facts(track).any(|f| f == fact);
    sheet.iter().filter(|(fact, _)| asks(fact)).cloned().collect()
}

fn named(joint: &Joint, sheet: &Sheet) -> Vec<Option<bool>> {
    let said = sheet.iter().find(|(fact, _)| *fact == joint.fact).and_then(|(_, s)| answer(s));
    let options = match said {
        Some(Answer::Options(options)) => Some(options),
        _ => None,
    };
    let one = |option: &String| options.as_ref().map(|options| options.contains(option));
    joint.parts.iter().map(|part| one(&part.option)).collect()
}

/// What the parts come to together.
pub fn together(brute: Brute<'_>, joint: &Joint, sheet: &Sheet) -> Together {
    together_under(brute, joint, sheet, ("", ""), &|_| false)
}

/// The same with one reading taken in the requirements that it affects.
pub fn together_under(
    brute: Brute<'_>,
    joint: &Joint,
    sheet: &Sheet,
    (reading, takes): (&str, &str),
    affected: &dyn Fn(&str) -> bool,
) -> Together {
    let tenable = |requirement: &str, taken: &Taken| {
        !affected(requirement) || taken.get(reading).is_none_or(|own| own == takes)
    };
    let tracks = parts(brute, joint);
    let alone = |part: &Brute<'_>| {
        let sheet = asked(part.track, sheet);
        let found = part.findings(&sheet);
        let each = part.track.requirements.iter().enumerate().zip(&found.requirements);
        let each = each.map(|((at, r), status)| match affected(&r.id) {
            true => part.under(&sheet, at, reading, takes),
            false => *status,
        });
        verdict(&each.collect::<Vec<_>>())
    };
    let verdicts: Vec<&'static str> = tracks.iter().map(alone).collect();
    let named = named(joint, sheet);
    let own: Vec<usize> = (0..tracks.len()).filter(|at| named[*at] != Some(false)).collect();
    let equal = own.iter().all(|at| verdicts[*at] == verdicts[own[0]]);
    let tracks: Vec<Brute<'_>> = own.iter().map(|at| tracks[*at]).collect();
    let agree = agree(brute, &tracks, sheet, &tenable);
    // Which parts are named is open too: with one alone there is nothing to differ.
    let lone = named.iter().any(Option::is_none);
    let status = match (agree.contains(&true), agree.contains(&false)) {
        (true, false) => "met",
        (false, true) if !lone => "judge",
        _ => "open",
    };
    let verdict = match status {
        "met" if equal => verdicts[own[0]],
        "judge" => "needs-judgement",
        // None named: what all parts demand is all that can be said.
        _ if own.is_empty() && failed(brute, sheet, &tenable) => "not-eligible",
        _ => "undetermined",
    };
    let shown = named.into_iter().zip(verdicts);
    let parts = shown.map(|(named, v)| (named, (named != Some(false)).then_some(v))).collect();
    Together { parts, status, verdict }
}

/// Whether a requirement of the joint track fails as it stands.
fn failed(brute: Brute<'_>, sheet: &Sheet, tenable: &dyn Fn(&str, &Taken) -> bool) -> bool {
    brute.track.requirements.iter().any(|r| brute.status(sheet, r, tenable) == "failed")
}

/// Whether the parts come to one verdict, in each completion of all open facts.
fn agree(
    brute: Brute<'_>,
    own: &[Brute<'_>],
    sheet: &Sheet,
    tenable: &dyn Fn(&str, &Taken) -> bool,
) -> BTreeSet<bool> {
    if own.is_empty() {
        return BTreeSet::new();
    }
    let completions = brute.completions(sheet, &everything(own));
    let agree = |values| {
        let verdicts = own.iter().map(|part| part.verdict_in(values, tenable));
        verdicts.collect::<BTreeSet<_>>().len() == 1
    };
    completions.iter().flatten().map(agree).collect()
}

/// All that the requirements of some tracks look at.
fn everything<'a>(own: &[Brute<'a>]) -> Scope<'a> {
    own.iter().map(|part| part.demands()).fold(Scope::default(), Scope::with)
}

/// The number of completions that [`together`] tries.
pub fn count(brute: Brute<'_>, joint: &Joint, sheet: &Sheet) -> usize {
    brute.count(sheet, &everything(&parts(brute, joint)))
}

/// The sheet with the parts named.
pub fn naming(joint: &Joint, sheet: &Sheet, options: &[&str]) -> Sheet {
    let mut sheet = sheet.clone();
    let known = |option: &&&str| joint.parts.iter().any(|part| part.option == **option);
    let named = options.iter().filter(known).map(|o| (*o).to_owned()).collect();
    let said: BTreeMap<&str, Said> =
        BTreeMap::from([(joint.fact.as_str(), Said::Value(V::Many(named)))]);
    for (fact, value) in &mut sheet {
        if let Some(said) = said.get(fact.as_str()) {
            *value = said.clone();
        }
    }
    sheet
}
