//! F7. What a human must decide: the readings with the verdict under each, or the body that decides.

use yew::prelude::*;

use crate::engine::assessment::Finding;
use crate::logic::outcome::{Status, Verdict};
use crate::pack::raw::{Reading, Requirement, Track};
use crate::ui::copy::CopyBox;
use crate::ui::derivation::Why;
use crate::ui::marks::verdict_mark;
use crate::ui::parts::StatusMark;
use crate::words::{sentences, telling};

use super::parts::{GroupProps, change_links, group, inside, item_head};
use super::waivers::beside;

/// The group.
#[component]
pub fn Judged(props: &GroupProps) -> Html {
    let picked = props.picked();
    let items = picked.iter().map(|(at, requirement, finding)| {
        let readings = finding.readings.iter().filter_map(|place| {
            let reading = props.case.track()?.readings.get(*place)?;
            Some(reading_block(props, (*at, requirement), *place, reading))
        });
        html! {
            <article key={requirement.id.clone()} class="item">
                { item_head(props, requirement, None) }
                <p>{ telling::reasons(&finding.reasons, &props.shell.words) }</p>
                <div>{ for readings }</div>
                { decider(props, requirement, finding) }
                { beside(props, &requirement.id) }
                { change_links(props, finding) }
                <Why shell={props.shell.clone()} case={props.case.clone()} at={*at} />
            </article>
        }
    });
    let body = html! { <div>{ for items }</div> };
    let title = props.shell.t(&format!("status.{}", Status::Judge.name()));
    group(&props.shell, ("judge", "judge"), ("judge", title), picked.len(), body)
}

/// Who decides, and whom to ask.
fn decider(props: &GroupProps, requirement: &Requirement, finding: &Finding) -> Html {
    let Some(track) = props.case.track() else { return Html::default() };
    let (shell, words) = (&props.shell, &props.shell.words);
    let body = sentences::decider(track, &props.case.found, requirement);
    let told = body.map(|body| shell.say("result.decider", &[("body", inside(words.pick(body)))]));
    // A reading brings its own question.
    let question = finding.readings.is_empty().then(|| ask(props, track, requirement, finding));
    html! {
        <div>
            <p class="muted" hidden={told.is_none()}>{ told }</p>
            { question }
        </div>
    }
}

/// A question about an item that no reading decides, to copy.
fn ask(props: &GroupProps, track: &Track, requirement: &Requirement, finding: &Finding) -> Html {
    let (shell, words) = (&props.shell, &props.shell.words);
    let (label, reason) =
        (words.pick(&requirement.label), telling::reasons(&finding.reasons, words));
    let question = match joint(props, track, requirement) {
        Some(parts) => shell.say("result.question-joint", &[("parts", &parts)]),
        None => shell.say("result.question", &[("label", label), ("reason", &reason)]),
    };
    let body = inside(words.pick(&track.ask));
    html! {
        <>
            <p class="muted small">{ shell.say("result.question-for", &[("body", body)]) }</p>
            <CopyBox shell={shell.clone()} id={format!("ask-{}", requirement.id)}
                text={question} label={shell.t("result.copy-question")} />
        </>
    }
}

/// The parts that may be the applicant's own, where the requirement is that they agree.
fn joint(props: &GroupProps, track: &Track, requirement: &Requirement) -> Option<String> {
    let joint = track.joint.as_ref().filter(|joint| joint.id == requirement.id)?;
    let found = props.case.found.joint.as_ref()?;
    let pairs = joint.parts.iter().zip(&found.parts);
    let own = pairs.filter(|(_, part)| part.named != Some(false));
    let words = &props.shell.words;
    let labels: Vec<String> = own.map(|(part, _)| words.pick(&part.label).to_owned()).collect();
    Some(words.list(&labels))
}

fn reading_block(
    props: &GroupProps,
    (at, requirement): (usize, &Requirement),
    place: usize,
    reading: &Reading,
) -> Html {
    let (shell, words, track) = (&props.shell, &props.shell.words, props.case.track());
    let found = props.case.found.readings.get(place);
    let under = found.into_iter().flat_map(|found| found.of(at).iter().zip(&found.verdicts));
    let alternatives = reading.alternatives.iter().zip(under).enumerate();
    let rows = alternatives.map(|(n, (alternative, (status, verdict)))| {
        html! {
            <div key={alternative.id.clone()} class="reading">
                <b>{ nth(props, n) }</b>
                <span>{ words.pick(&alternative.text).to_owned() }</span>
                <span>
                    { shell.t("result.then-here") }
                    <StatusMark shell={shell.clone()} status={*status} />
                </span>
                <span>{ shell.t("result.then") }{ track.map(|track| verdict_mark(shell, track, *verdict)) }</span>
            </div>
        }
    });
    let chosen = reading.alternatives.iter().position(|a| a.id == reading.recommended);
    let recommended = chosen.map(|n| {
        let (nth, because) = (nth(props, n), words.pick(&reading.because));
        shell.say("result.recommended", &[("reading", &nth), ("because", because)])
    });
    let ask = track
        .map(|track| shell.say("result.question-for", &[("body", inside(words.pick(&track.ask)))]));
    let question = words.pick(&reading.question).to_owned();
    html! {
        <div key={reading.id.clone()}>
            <p><b>{ words.pick(&reading.label).to_owned() }</b></p>
            <div>{ for rows }</div>
            <p class="muted small" hidden={!with_others(props, place)}>{ shell.t("result.then-others") }</p>
            <p class="muted">{ recommended }</p>
            <p class="muted small">{ ask }</p>
            <CopyBox shell={shell.clone()} id={format!("ask-{}-{}", requirement.id, reading.id)}
                text={question} label={shell.t("result.copy-question")} />
        </div>
    }
}

/// Whether another doubt is open beside this one, so that no reading of it settles the verdict.
fn with_others(props: &GroupProps, place: usize) -> bool {
    let found = &props.case.found;
    let judged = found.requirements.iter().flat_map(|finding| &finding.readings);
    let unsettled = |verdicts: &[Verdict]| verdicts.contains(&Verdict::NeedsJudgement);
    judged.clone().any(|other| *other != place)
        && found.readings.get(place).is_some_and(|found| unsettled(&found.verdicts))
}

/// `理解一`.
fn nth(props: &GroupProps, place: usize) -> String {
    let key = match place {
        0 => "result.reading.1",
        1 => "result.reading.2",
        2 => "result.reading.3",
        _ => "result.reading.more",
    };
    props.shell.t(key)
}
