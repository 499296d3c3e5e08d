//! What is proven of every track of a pack, told to a person.

use alliance_check::engine::answer::Answers;
use alliance_check::engine::proof::{self, Proof, Witness};
use alliance_check::logic::date;
use alliance_check::logic::outcome::Verdict;
use alliance_check::pack::RulePack;
use alliance_check::pack::raw::{Track, TrackKind};

use super::folder::Faults;

/// Proves every track of a pack. Tells what was proven, and every fault with its witness.
pub fn prove(file: &str, pack: &RulePack) -> (String, Faults) {
    let raw = pack.raw();
    let [later, _] = proof::dates(pack);
    let (on, filing) = (date::iso(later.on), date::iso(later.filing));
    let mut faults = Faults::new();
    let mut out = format!("{} {}, on {on}, filed that day and on {filing}\n", raw.id, raw.version);
    for track in &raw.tracks {
        let proof = proof::prove(pack, track);
        for defect in &proof.defects {
            let mut fault = format!("{file}: {}", defect.diagnostic());
            for Witness { answers, dates } in &defect.witnesses {
                let (on, filing) = (date::iso(dates.on), date::iso(dates.filing));
                let days = format!("--on {on} --filing {filing}");
                fault.push_str(&format!("\n  witness {days} {}", json(answers)));
            }
            faults.push(fault);
        }
        out.push_str(&told(track, &proof));
    }
    (out, faults)
}

fn told(track: &Track, proof: &Proof) -> String {
    if track.kind == TrackKind::Information {
        return format!("  {}: information, nothing to assess\n", track.id);
    }
    let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let mut out = format!(
        "  {}: {}, {}, {}, {}; {}\n",
        track.id,
        count(track.requirements.len(), "requirement"),
        count(proof.questions, "question"),
        count(track.waivers.len(), "exemption"),
        count(track.materials.len(), "material"),
        count(proof.examples, "example"),
    );
    let best = proof.verdicts.first().map(|(_, best)| &best.answers);
    for (at, (verdict, Witness { answers, .. })) in proof.verdicts.iter().enumerate() {
        let who = match (best.filter(|_| at > 0), answers.is_empty()) {
            (_, true) => "nothing answered".to_owned(),
            (Some(best), _) => format!("with {}", differing(best, answers)),
            (None, _) => json(answers),
        };
        out.push_str(&format!("    {}: {who}\n", verdict.name()));
    }
    let reached = |verdict: Verdict| proof.verdicts.iter().any(|(known, _)| *known == verdict);
    let all = [Verdict::Eligible, Verdict::NeedsJudgement, Verdict::NotEligible];
    for verdict in all.into_iter().filter(|verdict| !reached(*verdict)) {
        out.push_str(&format!("    {}: nobody\n", verdict.name()));
    }
    let state = match proof.defects.len() {
        0 if track.joint.is_some() => "conditions are proven in the parts".to_owned(),
        0 => format!(
            "every question, exemption and material matters; {} tried",
            count(proof.tried, "case")
        ),
        n => count(n, "fault"),
    };
    out.push_str(&format!("    {state}\n"));
    out
}

/// The answers in which someone differs from someone else.
fn differing(from: &Answers, answers: &Answers) -> String {
    let own = answers.iter().filter(|(fact, answer)| from.get(*fact) != Some(answer));
    json(&own.map(|(fact, answer)| (fact.clone(), answer.clone())).collect())
}

/// Answers as a fact file, in one line.
fn json(answers: &Answers) -> String {
    serde_json::to_string(answers).unwrap_or_default()
}
