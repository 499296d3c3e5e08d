//! F7. Exemptions and advantages. An exemption lifts a condition; an advantage never changes the
//! verdict and stands apart.

use yew::prelude::*;

use crate::engine::assessment::Finding;
use crate::engine::explain::Known;
use crate::logic::outcome::Status;
use crate::pack::raw::{Condition, Preference, Requirement, Track, Waiver};
use crate::ui::Shell;
use crate::ui::derivation::Why;
use crate::ui::marks::node_chip;
use crate::ui::parts::{chip_row, sprite};
use crate::words::telling;

use super::parts::{GroupProps, group};

/// How the standing of an exemption is shown: attribute, icon, key of the word.
fn look_of(status: Status) -> (&'static str, &'static str, &'static str) {
    match status {
        Status::Met | Status::Waived => ("met", "met", "result.waiver.met"),
        Status::Failed => ("na", "waived", "result.waiver.failed"),
        Status::Open => ("open", "open", "result.waiver.open"),
        Status::Judge => ("judge", "judge", "result.waiver.judge"),
        Status::Deferred => ("deferred", "deferred", "status.deferred"),
        Status::NotApplicable => ("na", "waived", "result.waiver.idle"),
    }
}

fn mark(shell: &Shell, (look, icon, key): (&'static str, &'static str, &'static str)) -> Html {
    html! {
        <span class="status" data-status={look}>{ sprite(icon) }{ shell.t(key) }</span>
    }
}

/// The group.
#[component]
pub fn Waivers(props: &GroupProps) -> Html {
    let Some(track) = props.case.track() else { return html! { <section hidden=true /> } };
    let found = &props.case.found;
    // An exemption from what belongs to another branch is of that branch too.
    let elsewhere = |id: &str| {
        let mut pairs = track.requirements.iter().zip(&found.requirements);
        pairs.any(|(r, f)| r.id == id && f.status == Status::NotApplicable)
    };
    let waivers = track.waivers.iter().zip(&found.waivers).filter(|(w, _)| !elsewhere(&w.of));
    let waivers: Vec<Html> = waivers.map(|(w, f)| waiver(props, w, f)).collect();
    let shown = waivers.len();
    let claims = track.preferences.iter().zip(&found.preferences);
    let claims = claims.filter(|(preference, _)| !of_another_part(props, track, preference));
    let claims = claims.map(|(preference, claimed)| claim(props, preference, *claimed));
    let claims: Vec<Html> = claims.collect();
    let lead = (!claims.is_empty()).then(|| props.shell.t("result.preferences-lead"));
    let n = shown + claims.len();
    let body = html! {
        <>
            <div>{ for waivers }</div>
            <p hidden={lead.is_none()}>{ lead }</p>
            <div>{ for claims }</div>
        </>
    };
    let title = props.shell.t("result.waivers");
    group(&props.shell, ("na", "waived"), ("waivers", title), n, body)
}

/// An exemption: its own clause, and that of the condition it lifts.
fn waiver(props: &GroupProps, waiver: &Waiver, finding: &Finding) -> Html {
    let GroupProps { shell, case, .. } = props;
    let of = case.track().and_then(|t| t.requirements.iter().find(|r| r.id == waiver.of));
    let mut chips = node_chip(case, &waiver.id, &waiver.cite);
    chips.extend(of.iter().flat_map(|of| node_chip(case, &of.id, &of.cite)));
    let lifts = of.map(|of| shell.words.pick(&of.label)).unwrap_or_default();
    let lifts = match holds(finding) {
        true => shell.say("result.lifted", &[("requirement", lifts)]),
        false => shell.say("result.lifts", &[("requirement", lifts)]),
    };
    let label = shell.words.pick(&waiver.label);
    html! {
        <div key={waiver.id.clone()} class="item">
            <div class="item-head">
                <h3>{ shell.say("result.waiver", &[("label", label)]) }</h3>
                { mark(shell, look_of(finding.status)) }
                { chip_row(shell, chips) }
            </div>
            <p>{ lifts }</p>
            <p class="muted">{ telling::reasons(&finding.reasons, &shell.words) }</p>
        </div>
    }
}

/// Whether an exemption holds.
fn holds(finding: &Finding) -> bool {
    matches!(finding.status, Status::Met | Status::Waived)
}

/// The requirements that an exemption lifts: each with its own clause and that of the exemption.
#[component]
pub fn Lifted(props: &GroupProps) -> Html {
    let picked = props.picked();
    let items =
        picked.iter().map(|(at, requirement, finding)| lifted(props, *at, requirement, finding));
    let body = html! { <div>{ for items }</div> };
    let title = props.shell.t("status.waived");
    group(&props.shell, ("waived", "waived"), ("waived", title), picked.len(), body)
}

fn lifted(props: &GroupProps, at: usize, requirement: &Requirement, finding: &Finding) -> Html {
    let GroupProps { shell, case, .. } = props;
    let waivers = case.track().map(|track| track.waivers.as_slice()).unwrap_or_default();
    let mine = waivers.iter().zip(&case.found.waivers);
    let mine: Vec<_> = mine.filter(|(w, f)| w.of == requirement.id && holds(f)).collect();
    let mut chips = node_chip(case, &requirement.id, &requirement.cite);
    chips.extend(mine.iter().flat_map(|(waiver, _)| node_chip(case, &waiver.id, &waiver.cite)));
    let by = mine.iter().map(|(waiver, found)| {
        let label = shell.words.pick(&waiver.label);
        let told = shell.say("result.lifted-by", &[("waiver", label)]);
        let reasons = telling::reasons(&found.reasons, &shell.words);
        html! { <p key={waiver.id.clone()}>{ told }{ " " }<span class="muted">{ reasons }</span></p> }
    });
    // The reason of the exemption is mostly that of the requirement as well.
    let told = mine.iter().any(|(_, found)| found.reasons == finding.reasons);
    let reasons = telling::reasons(&finding.reasons, &shell.words);
    html! {
        <article key={requirement.id.clone()} class="item">
            <div class="item-head">
                <h3>{ shell.words.pick(&requirement.label).to_owned() }</h3>
                { chip_row(shell, chips) }
            </div>
            <div>{ for by }</div>
            <p class="muted small" hidden={told || reasons.is_empty()}>{ reasons }</p>
            <Why shell={shell.clone()} case={case.clone()} {at} />
        </article>
    }
}

fn claim(props: &GroupProps, preference: &Preference, claimed: Option<bool>) -> Html {
    let GroupProps { shell, case, .. } = props;
    let look = match claimed {
        Some(true) => ("met", "met", "result.preference.yes"),
        Some(false) => ("na", "waived", "result.preference.no"),
        None => ("open", "open", "status.open"),
    };
    let chips = node_chip(case, &preference.id, &preference.cite);
    let label = shell.words.pick(&preference.label);
    html! {
        <div key={preference.id.clone()} class="item">
            <div class="item-head">
                <h3>{ shell.say("result.preference", &[("label", label)]) }</h3>
                { mark(shell, look) }
                { chip_row(shell, chips) }
            </div>
            <p>{ shell.words.pick(&preference.statement).to_owned() }</p>
        </div>
    }
}

/// Whether an advantage belongs to parts of a joint track that the applicant does not name.
fn of_another_part(props: &GroupProps, track: &Track, preference: &Preference) -> bool {
    let (Some(joint), Condition::All(list)) = (&track.joint, &preference.when) else {
        return false;
    };
    let of_parts = |is: &Condition| matches!(is, Condition::Is(is) if is.fact == joint.fact);
    let found = &props.case.found;
    let known = Known {
        sheet: &found.sheet,
        dates: found.dates,
        pack: &props.case.file.pack,
        // Which part is named is no matter of days.
        deadlines: &[],
    };
    let mut gates = list.iter().filter(|part| of_parts(part));
    gates.any(|gate| known.truth(gate) == Some(false))
}

/// The exemptions of a requirement, shown beside it.
pub fn beside(props: &GroupProps, requirement: &str) -> Html {
    let GroupProps { shell, case, .. } = props;
    let Some(track) = case.track() else { return Html::default() };
    let mine = track.waivers.iter().zip(&case.found.waivers);
    let mine = mine.filter(|(waiver, _)| waiver.of == requirement);
    let lines: Vec<Html> = mine
        .map(|(waiver, finding)| {
            let label = shell.words.pick(&waiver.label);
            let reasons = telling::reasons(&finding.reasons, &shell.words);
            let chips = node_chip(case, &waiver.id, &waiver.cite);
            html! {
                <li key={waiver.id.clone()}>
                    { shell.say("result.waiver", &[("label", label)]) }{ " " }
                    { mark(shell, look_of(finding.status)) }{ " " }
                    { chip_row(shell, chips) }
                    <p class="muted small" hidden={reasons.is_empty()}>{ reasons.clone() }</p>
                </li>
            }
        })
        .collect();
    if lines.is_empty() {
        return Html::default();
    }
    html! { <ul class="dash">{ for lines }</ul> }
}
