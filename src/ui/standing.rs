//! F7. Where the case stands: the rail, the bar at the foot of a small screen and its sheet, and
//! the dates of the assessment.
//!
//! The frame shows the rail and the bar beside the interview, the verdict and the materials.

mod dates;

use std::rc::Rc;

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::app::route::{Route, Step};
use crate::app::{Case, view};
use crate::engine::assessment::Finding;
use crate::logic::outcome::{Status, Verdict};
use crate::pack::raw::{Requirement, Track};
use crate::ui::Shell;
use crate::ui::clause::ClauseTarget;
use crate::ui::field::messages::place_link;
use crate::ui::parts::{chip, sprite, status_look};
use crate::web::page;
use crate::words::{sentences, telling};

pub use dates::{DateLine, DatesBlock};

/// Properties of the parts of this room.
#[derive(Clone, Properties)]
pub struct StandingProps {
    /// What every page gets.
    pub shell: Shell,
    /// The case.
    pub case: Rc<Case>,
    /// Start of every id in it, where it may stand on a page twice.
    #[prop_or(AttrValue::Static("standing"))]
    pub prefix: AttrValue,
}

impl PartialEq for StandingProps {
    fn eq(&self, other: &Self) -> bool {
        self.shell == other.shell
            && Rc::ptr_eq(&self.case, &other.case)
            && self.prefix == other.prefix
    }
}

/// The standing beside the page.
#[component]
pub fn Rail(props: &StandingProps) -> Html {
    let (shell, case) = (props.shell.clone(), props.case.clone());
    html! { <aside class="rail"><Standing {shell} {case} prefix="rail" /></aside> }
}

/// The standing in one line at the foot of a small screen; it opens as a sheet.
#[component]
pub fn RailBar(props: &StandingProps) -> Html {
    let (shell, case) = (&props.shell, &props.case);
    let open = use_state_eq(|| false);
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(*open, move |open| {
            let dialog = node.cast::<HtmlDialogElement>();
            match (dialog, open) {
                (Some(dialog), true) => page::open_dialog(&dialog),
                (Some(dialog), false) => page::close_dialog(&dialog),
                (None, _) => {}
            }
        });
    }
    let to = |wanted: bool| {
        let open = open.setter();
        move || open.set(wanted)
    };
    let (show, hide, closed) = (to(true), to(false), to(false));
    let leave = {
        let hide = to(false);
        Callback::from(move |event: MouseEvent| {
            if page::leaves_dialog(&event) {
                hide();
            }
        })
    };
    html! {
        <>
            <p class="vh" role="status">
                { case.track().map(|t| sentences::verdict(t, case.found.verdict, &shell.words)) }
            </p>
            <button type="button" class="railbar" aria-haspopup="dialog"
                onclick={Callback::from(move |_: MouseEvent| show())}>
                { brief(shell, case) }{ sprite("up") }
            </button>
            <dialog class="drawer" ref={node} aria-label={shell.t("standing.title")}
                onclick={leave} onclose={Callback::from(move |_: Event| closed())}>
                <div class="drawer-head">
                    <h2>{ shell.t("standing.title") }</h2>
                    <button type="button" class="tool" aria-label={shell.t("frame.close")}
                        onclick={Callback::from(move |_: MouseEvent| hide())}>
                        { sprite("close") }
                    </button>
                </div>
                <div class="drawer-body">
                    if *open {
                        <Standing shell={shell.clone()} case={case.clone()} prefix="sheet" />
                    }
                </div>
            </dialog>
        </>
    }
}

/// `15项：10符合 1不符合 4待答`.
fn brief(shell: &Shell, case: &Case) -> Html {
    let count = view::standing(case);
    let say = |key: &str, n: usize| (n > 0).then(|| shell.say(key, &[("n", &n.to_string())]));
    let parts = [
        (None, say("standing.brief-met", count.met)),
        (Some("failed"), say("standing.brief-failed", count.failed)),
        (None, say("standing.brief-judge", count.judge)),
        (None, say("standing.brief-open", count.open)),
        (None, say("standing.brief-deferred", count.deferred)),
        (None, say("standing.brief-exempt", count.waived)),
        (None, say("standing.brief-elsewhere", count.elsewhere)),
    ];
    let told = parts.into_iter().filter_map(|(look, text)| Some((look, text?)));
    let one = |(at, (look, text)): (usize, (Option<&'static str>, String))| {
        let gap = if at > 0 { " " } else { "" };
        match look {
            Some(look) => html! { <b data-status={look} key={at}>{ gap }{ text }</b> },
            None => html! { <span key={at}>{ gap }{ text }</span> },
        }
    };
    html! {
        <span>
            { say("standing.brief-all", count.all) }
            <span>{ for told.enumerate().map(one) }</span>
        </span>
    }
}

/// `15项要求：10项符合（其中3项自我声明），1项不符合，4项待答`.
fn counts(shell: &Shell, case: &Case) -> String {
    let count = view::standing(case);
    let declared = case.found.requirements.iter().filter(|f| f.self_declared).count();
    let say = |key: &str, n: usize| {
        let (n, declared) = (n.to_string(), declared.to_string());
        shell.say(key, &[("n", &n), ("declared", &declared)])
    };
    let met = if declared > 0 { "standing.met-declared" } else { "standing.met" };
    let parts = [
        (met, count.met),
        ("standing.failed", count.failed),
        ("standing.judge", count.judge),
        ("standing.open", count.open),
        ("standing.deferred", count.deferred),
        ("standing.exempt", count.waived),
        ("standing.elsewhere", count.elsewhere),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(_, n)| *n > 0).map(|(key, n)| say(key, *n)).collect();
    say("standing.all", count.all) + &parts.join(&shell.t("standing.join"))
}

/// Counts, requirements, legal force, dates; a link to the verdict once it is decided.
#[component]
pub fn Standing(props: &StandingProps) -> Html {
    let (shell, case) = (&props.shell, &props.case);
    let Some(track) = case.track() else { return html! { <section></section> } };
    let heading = format!("{}-h", props.prefix);
    let pairs = track.requirements.iter().zip(&case.found.requirements);
    html! {
        <section class="standing" aria-labelledby={heading.clone()}>
            <h2 id={heading} class={(props.prefix == "sheet").then_some("vh")}>
                { shell.t("standing.title") }
            </h2>
            <p class="standing-count">{ counts(shell, case) }</p>
            { to_verdict(shell, case) }
            <ul class="standing-list">
                { for pairs.map(|(asked, finding)| line(shell, case, track, asked, finding)) }
            </ul>
            <p><span class="force">{ shell.t(case.found.force.key()) }</span></p>
            <DatesBlock shell={shell.clone()} case={case.clone()}
                prefix={format!("{}-dates", props.prefix)} />
        </section>
    }
}

fn to_verdict(shell: &Shell, case: &Case) -> Html {
    let decided = case.found.verdict != Verdict::Undetermined;
    let here = matches!(&shell.state.route, Route::Case { step: Step::Verdict, .. });
    let verdict = case.track().map(|t| sentences::verdict(t, case.found.verdict, &shell.words));
    let verdict = verdict.unwrap_or_default();
    let href = Route::Case { dossier: case.dossier.id.clone(), step: Step::Verdict }.fragment();
    html! {
        <p hidden={!decided || here}>
            { shell.say("standing.decided", &[("verdict", &verdict)]) }{ " " }
            <a {href}>{ shell.t("standing.to-verdict") }</a>
        </p>
    }
}

fn line(shell: &Shell, case: &Case, track: &Track, asked: &Requirement, finding: &Finding) -> Html {
    let (look, icon, key) = status_look(finding.status, finding.self_declared);
    let label = shell.words.pick(&asked.label).to_owned();
    let fact = finding.open.first().or(finding.facts.first());
    let label = match fact {
        Some(fact) => place_link(shell, case, fact, label),
        None => html! { <span>{ label }</span> },
    };
    let clause = telling::clause(&asked.cite, &case.file.pack);
    let target = ClauseTarget::Node(asked.id.clone());
    html! {
        <li key={asked.id.clone()} data-status={look}>
            <svg class="icon" role="img" aria-label={shell.t(key)}>
                <use href={format!("#i-{icon}")} />
            </svg>
            <span>
                { label }{ " " }
                <span class="gap">{ gap(shell, track, case, asked, finding) }</span>{ " " }
                { clause.map(|clause| chip(shell, clause, target)) }
            </span>
        </li>
    }
}

/// How far off it is, from when it is met, or by what it is waived.
fn gap(
    shell: &Shell,
    track: &Track,
    case: &Case,
    asked: &Requirement,
    finding: &Finding,
) -> Option<String> {
    let words = &shell.words;
    if let Some(short) = &finding.shortfall {
        let amount = words.amount(short.amount, &short.unit);
        return Some(shell.say("standing.short", &[("amount", &amount)]));
    }
    if let Some(day) = finding.from {
        return Some(shell.say("standing.from", &[("day", &words.date(day))]));
    }
    if finding.conflict.is_some() {
        return Some(shell.t("standing.conflict"));
    }
    let mut waivers = track.waivers.iter().zip(&case.found.waivers);
    let waiver =
        waivers.find(|(waiver, found)| waiver.of == asked.id && found.status == Status::Met);
    let waiver = waiver.filter(|_| finding.status == Status::Waived)?.0;
    Some(shell.say("standing.waived", &[("waiver", words.pick(&waiver.label))]))
}
