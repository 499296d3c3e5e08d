//! F7. Why: the derivation of a status as an indented list that ends in the person's own answers.

mod days;
mod records;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::{Case, view};
use crate::engine::assessment::Finding;
use crate::engine::explain::{CaseStep, Known, Step, Test, derive};
use crate::logic::outcome::Status;
use crate::pack::raw::{Condition, Requirement, Rule, Text, Then, Track, Waiver};
use crate::ui::Shell;
use crate::ui::marks::{node_chip, sign};
use crate::ui::parts::{chip_row, status_look};
use crate::words::telling;

/// Properties of [`Why`].
#[derive(Clone, Properties)]
pub struct WhyProps {
    /// What every page gets.
    pub shell: Shell,
    /// The case.
    pub case: Rc<Case>,
    /// Place of the requirement.
    pub at: usize,
}

impl PartialEq for WhyProps {
    fn eq(&self, other: &Self) -> bool {
        self.shell == other.shell && Rc::ptr_eq(&self.case, &other.case) && self.at == other.at
    }
}

/// "Why", closed at first, with the derivation of a requirement and of its exemption.
#[component]
pub fn Why(props: &WhyProps) -> Html {
    let teller = Teller { shell: &props.shell, case: &props.case, lenient: false };
    let list = props.case.track().and_then(|track| {
        let requirement = track.requirements.get(props.at)?;
        let finding = props.case.found.requirements.get(props.at)?;
        Some(teller.requirement(track, requirement, finding))
    });
    html! {
        <details class="more">
            <summary>{ props.shell.t("why.title") }</summary>
            <div class="more-body">{ list }</div>
        </details>
    }
}

/// How a part of a derivation is marked: attribute, icon, key of the word.
type Look = (&'static str, &'static str, &'static str);

const OPEN: Look = ("open", "open", "why.open");
const IDLE: Look = ("na", "waived", "why.holds-not");

/// What a case gives when it holds.
fn status_of(then: Then) -> Status {
    match then {
        Then::Met => Status::Met,
        Then::Failed => Status::Failed,
        Then::Judge => Status::Judge,
        Then::Open => Status::Open,
    }
}

/// How a part is marked. A part that would help and does not hold is what failed; a part that
/// would harm and does not hold is of no consequence.
fn look_of(truth: Option<bool>, then: Then, turned: bool) -> Look {
    match (truth, then) {
        (None, _) => OPEN,
        (Some(holds), Then::Met) if holds != turned => ("met", "met", word(holds)),
        (Some(holds), Then::Met) => ("failed", "failed", word(holds)),
        (Some(holds), _) if holds != turned => {
            let (tone, icon, _) = status_look(status_of(then), false);
            (tone, icon, word(holds))
        }
        (Some(holds), _) => ("na", "waived", word(holds)),
    }
}

fn word(holds: bool) -> &'static str {
    if holds { "why.holds" } else { "why.holds-not" }
}

/// The single conditions of a derivation, each with whether it holds and whether it stands turned.
fn leaves(step: &Step, turned: bool) -> Vec<(&Condition, Option<bool>, bool)> {
    match &step.test {
        Test::Condition(condition) => vec![(condition, step.truth, turned)],
        Test::Not => step.parts.iter().flat_map(|part| leaves(part, !turned)).collect(),
        Test::All | Test::Any => step.parts.iter().flat_map(|part| leaves(part, turned)).collect(),
    }
}

/// The facts that a single condition looks at, a deadline aside.
fn facts_of(condition: &Condition) -> Vec<&str> {
    match condition {
        Condition::Yes(fact) | Condition::Given(fact) => vec![fact],
        Condition::Is(is) => vec![&is.fact],
        Condition::AtLeast(bound) | Condition::Above(bound) => vec![&bound.fact],
        Condition::Lasted(period) | Condition::Within(period) => vec![&period.fact],
        Condition::NotBefore(moment) => vec![&moment.fact],
        Condition::Greater(pair) | Condition::Earlier(pair) => vec![&pair.fact, &pair.than],
        Condition::StartsWith(prefix) => vec![&prefix.fact],
        _ => Vec::new(),
    }
}

struct Teller<'a> {
    shell: &'a Shell,
    case: &'a Case,
    /// Whether a part that does not hold is no failure, as in an exemption.
    lenient: bool,
}

impl Teller<'_> {
    fn known(&self) -> Known<'_> {
        view::known(self.case)
    }

    fn requirement(&self, track: &Track, requirement: &Requirement, finding: &Finding) -> Html {
        let status = finding.status;
        let mut items = Vec::new();
        if let Some(conflict) = finding.conflict.and_then(|at| track.conflicts.get(at)) {
            let facts =
                conflict.facts.iter().map(|fact| self.answered(track, fact, OPEN)).collect();
            items.push(self.item("conflict", OPEN, self.text(&conflict.text), facts));
        }
        if let (Status::NotApplicable, Some(applies)) = (status, &requirement.applies) {
            let elsewhere = derive(&Rule::MetWhen(applies.clone()), self.known());
            let parts =
                elsewhere.iter().map(|case| self.step(track, &case.step, Then::Judge, false));
            let text = html! { self.shell.t("why.elsewhere") };
            items.push(self.item("applies", IDLE, text, parts.collect()));
        } else {
            let own = self.rule(track, &requirement.id, &requirement.rule, "own");
            items.extend(self.settled(&requirement.rule, status, own));
        }
        // The amount that falls short, where the case that holds is told without it.
        let short = requirement.shortfall.as_ref().filter(|_| finding.shortfall.is_some());
        if let (Status::Failed, Some(fact)) = (status, short)
            && !self.tells_of(&requirement.rule, fact)
        {
            let look = ("failed", "failed", "result.distance");
            items.push(self.answered(track, fact, look));
        }
        // Where a reading decides, the derivation stops at it; the answers that it weighs follow.
        if !finding.readings.is_empty() {
            let given = finding.facts.iter();
            let given = given.filter(|fact| self.case.dossier.answers.contains_key(*fact));
            let look = ("na", "info", "why.facts");
            let given = given.map(|fact| self.answered(track, fact, look)).collect();
            items.push(self.item("facts", look, html! { self.shell.t("why.facts") }, given));
        }
        let waiver = track.waivers.iter().find(|waiver| waiver.of == requirement.id);
        if !matches!(status, Status::Met | Status::NotApplicable) {
            items.extend(waiver.map(|waiver| self.waiver(track, waiver)));
        }
        html! { <ul class="why">{ for items }</ul> }
    }

    fn waiver(&self, track: &Track, waiver: &Waiver) -> Html {
        let place = track.waivers.iter().position(|other| other.id == waiver.id);
        let found = place.and_then(|at| self.case.found.waivers.get(at));
        let status = found.map_or(Status::Open, |found| found.status);
        let (tone, icon, key) = match status {
            // An exemption that does not apply is no failure of its own.
            Status::Failed => ("na", "waived", "why.holds-not"),
            other => status_look(other, false),
        };
        let label = self.shell.words.pick(&waiver.label);
        let chips = node_chip(self.case, &waiver.id, &waiver.cite);
        let text = html! {
            <>
                { self.shell.say("why.waiver", &[("label", label)]) }{ " " }
                { chip_row(self.shell, chips) }
            </>
        };
        let lenient = Teller { lenient: true, ..*self };
        let parts = lenient.rule(track, &waiver.id, &waiver.rule, "waiver");
        let parts = lenient.settled(&waiver.rule, status, parts);
        self.item("waiver", (tone, icon, key), text, parts)
    }

    /// What is not answered does not matter where the status is the same whatever it is: that is said
    /// above the cases that are open.
    fn settled(&self, rule: &Rule, status: Status, parts: Vec<Html>) -> Vec<Html> {
        let open = derive(rule, self.known()).iter().any(|case| case.step.truth.is_none());
        if !open || matches!(status, Status::Open | Status::Judge | Status::Deferred) {
            return parts;
        }
        let text = html! { self.shell.t("why.settled") };
        vec![self.item("settled", status_look(status, false), text, parts)]
    }

    fn rule(&self, track: &Track, id: &str, rule: &Rule, name: &str) -> Vec<Html> {
        match rule {
            Rule::Records(rule) => self.records(track, id, rule),
            Rule::Agreement => Vec::new(),
            Rule::Deferred(deferral) => {
                let look = ("deferred", "deferred", "status.deferred");
                vec![self.item(name, look, self.text(&deferral.note), Vec::new())]
            }
            Rule::MetWhen(_) => {
                let cases = derive(rule, self.known());
                cases.iter().map(|case| self.step(track, &case.step, case.then, false)).collect()
            }
            Rule::Cases(list) => {
                let cases = derive(rule, self.known());
                self.cases(track, &cases, list.otherwise, list.note.as_ref())
            }
        }
    }

    /// The cases that may hold; where none can, those that would have met the requirement.
    fn cases(
        &self,
        track: &Track,
        cases: &[CaseStep],
        otherwise: Then,
        note: Option<&Text>,
    ) -> Vec<Html> {
        let undecided = cases.iter().any(|case| case.step.truth != Some(false));
        let helps = |case: &CaseStep| case.then != otherwise;
        let told = |case: &&CaseStep| match undecided {
            true => case.step.truth != Some(false),
            false => helps(case),
        };
        let shown: Vec<&CaseStep> = cases.iter().filter(told).collect();
        let first = usize::from(shown.len() > 1);
        let all = || shown.iter().flat_map(|case| leaves(&case.step, false));
        let repeats =
            all().enumerate().any(|(at, one)| all().skip(at + 1).any(|two| one.0 == two.0));
        if !undecided && (shown.len() > 1 || repeats) {
            return vec![self.none_holds(track, &shown, otherwise, note)];
        }
        let mut items: Vec<Html> =
            shown.iter().zip(first..).map(|(case, n)| self.case_item(track, case, n)).collect();
        if !undecided {
            let (tone, icon, key) = status_look(status_of(otherwise), false);
            let none = note.is_none().then(|| self.shell.t("why.none"));
            let none = html! { <>{ none }{ note.map(|note| self.text(note)) }</> };
            items.push(self.item("otherwise", (tone, icon, key), none, Vec::new()));
        }
        items.extend(self.missed(track, cases));
        items
    }

    /// Whether the derivation of a rule mentions a fact.
    fn tells_of(&self, rule: &Rule, fact: &str) -> bool {
        let cases = derive(rule, self.known());
        let holds = cases.iter().any(|case| case.step.truth == Some(true));
        let told = cases.iter().filter(|case| !holds || case.step.truth == Some(true));
        let told = told.flat_map(|case| leaves(&case.step, false));
        told.flat_map(|(condition, ..)| facts_of(condition)).any(|other| other == fact)
    }

    /// None of several cases holds: what stands in the way of them, each answer once.
    fn none_holds(
        &self,
        track: &Track,
        cases: &[&CaseStep],
        otherwise: Then,
        note: Option<&Text>,
    ) -> Html {
        let mut seen: Vec<&Condition> = Vec::new();
        let mut parts = Vec::new();
        for case in cases {
            for (condition, truth, turned) in leaves(&case.step, false) {
                if !seen.contains(&condition) {
                    seen.push(condition);
                    parts.push(self.leaf(track, condition, look_of(truth, case.then, turned)));
                }
            }
        }
        let (tone, icon, key) = status_look(status_of(otherwise), false);
        let none = self.shell.t("why.none");
        let text = html! { <>{ none }{ " " }{ note.map(|note| self.text(note)) }</> };
        self.item("otherwise", (tone, icon, key), text, parts)
    }

    fn case_item(&self, track: &Track, case: &CaseStep, n: usize) -> Html {
        // A case alone, or one without a reason, needs no line of its own above what decides it.
        let alone = n == 0 && case.step.truth != Some(true);
        if alone || (case.step.truth == Some(true) && case.note.is_none()) {
            return self.step(track, &case.step, case.then, false);
        }
        let n = n.to_string();
        let look = look_of(case.step.truth, case.then, false);
        let text = match (case.step.truth, &case.note) {
            (Some(true), Some(note)) => self.text(note),
            (Some(true), None) => Html::default(),
            (Some(false), _) => html! { self.shell.t("why.holds-not") },
            (None, _) => html! { self.shell.say("why.case-open", &[("n", &n)]) },
        };
        let look =
            if case.then == Then::Met || case.step.truth == Some(true) { look } else { IDLE };
        let parts = vec![self.step(track, &case.step, case.then, false)];
        self.item(&format!("case-{n}"), look, text, parts)
    }

    fn step(&self, track: &Track, step: &Step, then: Then, turned: bool) -> Html {
        let look = look_of(step.truth, then, turned);
        let within = |turned: bool| -> Vec<Html> {
            step.parts.iter().map(|part| self.step(track, part, then, turned)).collect()
        };
        let group = |key: &str| html! { self.shell.t(key) };
        match &step.test {
            Test::All => self.item("all", look, group("why.all"), within(turned)),
            Test::Any => self.item("any", look, group("why.any"), within(turned)),
            Test::Not => self.item("not", look, group("why.not"), within(!turned)),
            Test::Condition(condition) => self.leaf(track, condition, look),
        }
    }

    fn leaf(&self, track: &Track, condition: &Condition, look: Look) -> Html {
        let test = telling::condition(condition, &self.case.file.pack, track, &self.shell.words);
        if matches!(condition, Condition::Reading(_)) {
            let look = ("judge", "judge", "status.judge");
            return self.item(&test, look, html! { test.clone() }, Vec::new());
        }
        let told = match condition {
            Condition::Deadline(tested) => self.compared(track, tested),
            _ => {
                let answers = facts_of(condition).into_iter().enumerate().map(|(at, fact)| {
                    let gap = (at > 0).then(|| self.shell.t("why.and"));
                    html! { <>{ gap }{ self.answer(track, fact) }</> }
                });
                self.told("why.answer", answers.collect())
            }
        };
        self.item(&test, look, html! { <>{ test.clone() }{ told }</> }, Vec::new())
    }

    /// A few words and what is told, behind a condition.
    fn told(&self, key: &str, what: Html) -> Html {
        html! { <>{ " " }<span class="muted">{ self.shell.t(key) }</span>{ what }</> }
    }

    /// An answer, as a link to where it is changed.
    fn answer(&self, track: &Track, fact: &str) -> Html {
        let given = self.case.dossier.answers.get(fact).zip(self.case.file.pack.fact(fact));
        let told = given
            .map(|(answer, fact)| telling::answer(fact, answer, track, &self.shell.words))
            .filter(|told| !told.trim().is_empty())
            .unwrap_or_else(|| self.shell.t("why.unanswered"));
        html! { <a href={view::place_of(self.case, track, fact).fragment()}>{ told }</a> }
    }

    fn answered(&self, track: &Track, fact: &str, look: Look) -> Html {
        let label = self.case.file.pack.fact(fact).map(|f| self.shell.words.pick(&f.label));
        let label = label.unwrap_or(fact).to_owned();
        let text = html! { <>{ label }{ " " }{ self.answer(track, fact) }</> };
        self.item(fact, look, text, Vec::new())
    }

    fn text(&self, text: &Text) -> Html {
        html! { self.shell.words.pick(text).to_owned() }
    }

    fn item(&self, key: &str, look: Look, text: Html, parts: Vec<Html>) -> Html {
        let (tone, icon, word) = match look {
            ("failed", _, _) if self.lenient => IDLE,
            other => other,
        };
        let inner = match parts.is_empty() {
            true => Html::default(),
            false => html! { <ul>{ for parts }</ul> },
        };
        html! {
            <li key={key.to_owned()} data-status={tone}>
                { sign(icon, self.shell.t(word)) }{ " " }<span>{ text }</span>{ inner }
            </li>
        }
    }
}
