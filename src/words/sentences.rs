//! F3. Sentences: the verdict and the statuses in words, the same on the page and on paper.
//!
//! A verdict is never said without the source, its legal force and the date (design.md, voice), and
//! never in words that sound like a decision of the body.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::Assessment;
use crate::engine::assessment::Finding;
use crate::logic::outcome::{Status, Verdict};
use crate::pack::RulePack;
use crate::pack::raw::{Requirement, Text, Track, TrackKind};
use crate::words::{Lang, Words};

/// The status of a finding in a word: `符合`, `自我声明符合`, `待答` …
pub fn status(finding: &Finding, words: &Words) -> String {
    match finding.self_declared {
        true => words.get("status.self-declared"),
        false => words.get(&format!("status.{}", finding.status.name())),
    }
}

/// A verdict in a word: `目前不符合`, or of a deadline `已超过期限`.
pub fn verdict(track: &Track, verdict: Verdict, words: &Words) -> String {
    words.get(&format!("verdict.{}{}", matter(track), verdict.name()))
}

/// What a verdict is about: an application, or a day by which something is due.
fn matter(track: &Track) -> &'static str {
    match track.kind {
        TrackKind::Deadlines => "deadlines.",
        TrackKind::Admission | TrackKind::Information => "",
    }
}

/// The verdict in one sentence, with source, legal force, date and the counts behind it.
pub fn verdict_sentence(
    pack: &RulePack,
    track: &Track,
    found: &Assessment,
    words: &Words,
) -> String {
    let source = pack.source().map_or("", |source| words.pick(&source.title));
    let force = words.get(found.force.key());
    let date = as_of(track, found, words);
    let standing = standing(track, found, words);
    let frame = if pack.is_own() { "sentence.frame-own" } else { "sentence.frame" };
    words.say(
        frame,
        &[("source", source), ("force", &force), ("date", &date), ("standing", &standing)],
    )
}

/// The day as of which it is told: where days by which something is due are compared with a planned
/// one, that too.
pub fn as_of(track: &Track, found: &Assessment, words: &Words) -> String {
    let (on, filing) = (words.date(found.dates.on), words.date(found.dates.filing));
    match track.kind {
        TrackKind::Deadlines if on != filing => {
            words.say("sentence.planned", &[("on", &on), ("filing", &filing)])
        }
        _ => on,
    }
}

/// The verdict with its counts, without the source: `目前不符合，差2项`.
pub fn standing(track: &Track, found: &Assessment, words: &Words) -> String {
    let failed = count(found, Status::Failed);
    let key = format!("sentence.{}{}", matter(track), found.verdict.name());
    let mut parts = vec![counted(&key, failed, words)];
    if found.requirements.is_empty() {
        parts.push(words.get("sentence.no-conditions"));
    }
    // Whatever the verdict, everything that stands in the way is counted, and what rests on an
    // exemption is said: it needs its evidence.
    for (key, status) in [
        ("sentence.open", Status::Open),
        ("sentence.deferred", Status::Deferred),
        ("sentence.waived", Status::Waived),
    ] {
        let n = count(found, status);
        parts.extend((n > 0).then(|| counted(key, n, words)));
    }
    parts.extend(judgements(track, found, words));
    parts.join(if words.lang() == Lang::Zh { "，" } else { ", " })
}

/// Who decides a requirement that needs judgement: named by it, or by the exemption in doubt.
pub fn decider<'a>(
    track: &'a Track,
    found: &Assessment,
    requirement: &'a Requirement,
) -> Option<&'a Text> {
    let waivers = track.waivers.iter().zip(&found.waivers);
    let mut doubtful = waivers
        .filter(|(waiver, finding)| waiver.of == requirement.id && finding.status == Status::Judge);
    // The exemption is what is in doubt, so its decider is the one to name.
    doubtful.find_map(|(waiver, _)| waiver.decider.as_ref()).or(requirement.decider.as_ref())
}

/// What the judgements turn on: readings of the text, a body named, or neither.
fn judgements(track: &Track, found: &Assessment, words: &Words) -> Vec<String> {
    let (mut two, mut many) = (BTreeSet::new(), BTreeSet::new());
    let mut deciders: BTreeMap<&str, usize> = BTreeMap::new();
    let mut unnamed = 0;
    let judged = track.requirements.iter().zip(&found.requirements);
    for (requirement, finding) in judged.filter(|(_, f)| f.status == Status::Judge) {
        for at in &finding.readings {
            let ways = track.readings.get(*at).map_or(0, |reading| reading.alternatives.len());
            if ways > 2 { &mut many } else { &mut two }.insert(*at);
        }
        match decider(track, found, requirement) {
            _ if !finding.readings.is_empty() => {}
            Some(body) => *deciders.entry(words.pick(body)).or_default() += 1,
            None => unnamed += 1,
        }
    }
    let readings = [("sentence.readings", two.len()), ("sentence.readings-many", many.len())];
    let counts = readings.into_iter().chain([("sentence.undecided", unnamed)]);
    let mut parts: Vec<String> =
        counts.filter(|(_, n)| *n > 0).map(|(key, n)| counted(key, n, words)).collect();
    parts.extend(deciders.iter().map(|(body, n)| {
        words.say("sentence.decider", &[("n", &n.to_string()), ("decider", &within(body))])
    }));
    parts
}

/// A name as it stands within an English sentence.
fn within(name: &str) -> String {
    name.strip_prefix("The ").map_or_else(|| name.to_owned(), |rest| format!("the {rest}"))
}

fn count(found: &Assessment, status: Status) -> usize {
    found.requirements.iter().filter(|finding| finding.status == status).count()
}

fn counted(key: &str, n: usize, words: &Words) -> String {
    words.say(key, &[("n", &n.to_string())])
}
