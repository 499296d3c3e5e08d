//! F7. What stands beside the verdict of some tracks: the days by which something is due, and the
//! verdict of each sector that may be the applicant's own.

use yew::prelude::*;

use crate::app::view;
use crate::engine::assessment::PartFinding;
use crate::engine::deadline::DeadlineFinding;
use crate::pack::raw::{Deadline, JointPart, Track};
use crate::ui::clause::ClauseTarget;
use crate::ui::marks::verdict_mark;
use crate::ui::parts::chip;
use crate::words::telling;

use super::parts::GroupProps;

/// The deadlines with their days.
pub fn deadlines(props: &GroupProps, track: &Track) -> Html {
    let shell = &props.shell;
    let found = telling::deadlines(track, &props.case.found);
    if found.is_empty() {
        return Html::default();
    }
    html! {
        <section class="group" aria-labelledby="deadlines">
            <h2 id="deadlines">{ shell.t("result.deadlines") }</h2>
            <dl class="facts wide">{ for found.into_iter().map(|(d, f)| deadline(props, track, d, f)) }</dl>
        </section>
    }
}

fn deadline(
    props: &GroupProps,
    track: &Track,
    deadline: &Deadline,
    found: &DeadlineFinding,
) -> Html {
    let (shell, pack) = (&props.shell, &props.case.file.pack);
    let told = match telling::due(found, &shell.words) {
        Some(told) => html! { <b>{ told }</b> },
        None => {
            let base = pack.fact(&deadline.base).map_or("", |f| shell.words.pick(&f.label));
            let href = view::place_of(&props.case, track, &deadline.base).fragment();
            html! { <a {href}>{ shell.say("result.deadline-open", &[("fact", base)]) }</a> }
        }
    };
    let clause = telling::clause(&deadline.cite, pack);
    let target = deadline.cite.first().map(|id| ClauseTarget::Citation(id.clone()));
    let clause = clause.zip(target).map(|(clause, target)| chip(shell, clause, target));
    html! {
        <div key={deadline.id.clone()}>
            <dt>{ shell.words.pick(&deadline.label) }</dt>
            <dd>{ told }{ " " }{ clause }</dd>
        </div>
    }
}

/// The parts of a joint track with the verdict of each.
pub fn sectors(props: &GroupProps, track: &Track) -> Html {
    let (Some(joint), Some(found)) = (&track.joint, &props.case.found.joint) else {
        return Html::default();
    };
    let shell = &props.shell;
    let parts = joint.parts.iter().zip(&found.parts);
    html! {
        <section class="group" aria-labelledby="sectors">
            <h2 id="sectors">{ shell.t("result.sectors") }</h2>
            <p>{ shell.words.pick(&joint.statement) }</p>
            <dl class="facts">{ for parts.map(|(part, found)| sector(props, track, part, *found)) }</dl>
        </section>
    }
}

fn sector(props: &GroupProps, track: &Track, part: &JointPart, found: PartFinding) -> Html {
    let shell = &props.shell;
    let told = match found.named {
        Some(false) => html! { <span class="muted">{ shell.t("result.sector-not-named") }</span> },
        _ => verdict_mark(shell, track, found.verdict),
    };
    html! {
        <div key={part.option.clone()}>
            <dt>{ shell.words.pick(&part.label) }</dt><dd>{ told }</dd>
        </div>
    }
}
