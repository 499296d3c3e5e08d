//! F7. What the clause sheet shows of a question, of a requirement, or of a place in the text.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::route::Route;
use crate::app::source::Passage;
use crate::app::{Case, Loaded, PackFile, view};
use crate::engine::assessment::{Finding, LegalForce};
use crate::logic::outcome::Status;
use crate::pack::raw::{Citation, Fact, Reading, Text, Track};
use crate::ui::Shell;
use crate::ui::clause::ClauseTarget;
use crate::ui::marks::verdict_mark;
use crate::ui::parts::StatusMark;
use crate::words::telling;

/// A statement of a requirement, waiver or preference, with what is found of it.
struct Statement {
    label: Option<Text>,
    text: Text,
    status: Option<(Status, bool)>,
    reasons: Vec<Text>,
    remarks: Vec<Text>,
    decider: Option<Text>,
    cure: Option<Text>,
}

/// Everything that the sheet shows.
pub struct Shown {
    file: Rc<PackFile>,
    case: Option<Rc<Case>>,
    labels: Vec<String>,
    documents: Vec<String>,
    citations: Vec<Citation>,
    statements: Vec<Statement>,
    fact: Option<Fact>,
    readings: Vec<usize>,
    track: Option<Track>,
}

/// Gathers what is to be shown, from the case or from the track that is looked at.
pub fn read(shell: &Shell, target: &ClauseTarget) -> Option<Shown> {
    let state = &shell.state;
    let case = state.case.clone();
    let file = match (&case, &state.route) {
        (Some(case), _) => case.file.clone(),
        (None, Route::Track { pack, .. }) => state.packs.get(pack).and_then(Loaded::ready)?.clone(),
        (None, _) => return None,
    };
    let id = match (&case, &state.route) {
        (Some(case), _) => case.dossier.track.clone(),
        (None, Route::Track { track, .. }) => track.clone(),
        (None, _) => String::new(),
    };
    let track = file.pack.track(&id).cloned();
    let mut shown = Shown {
        labels: Vec::new(),
        documents: Vec::new(),
        citations: Vec::new(),
        statements: Vec::new(),
        fact: None,
        readings: Vec::new(),
        track,
        file,
        case,
    };
    match target {
        ClauseTarget::Fact(fact) => shown.of_fact(fact),
        ClauseTarget::Node(node) => shown.of_node(node),
        ClauseTarget::Citation(citation) => shown.cite(std::slice::from_ref(citation)),
    }
    Some(shown)
}

impl Shown {
    fn cite(&mut self, ids: &[String]) {
        let file = self.file.clone();
        let citations: Vec<&Citation> =
            ids.iter().filter_map(|id| file.pack.citation(id)).collect();
        for citation in citations {
            if !self.labels.contains(&citation.label) {
                self.labels.push(citation.label.clone());
            }
            if !self.citations.contains(citation) {
                self.citations.push(citation.clone());
            }
            if !self.documents.contains(&citation.document) {
                self.documents.push(citation.document.clone());
            }
        }
    }

    fn of_fact(&mut self, id: &str) {
        let Some(fact) = self.file.pack.fact(id).cloned() else { return };
        self.cite(&fact.cite);
        if let (Some(case), Some(track)) = (&self.case, &self.track) {
            let resting = view::requirements_on(case, track, id).into_iter();
            let statements = resting.map(|asked| Statement {
                label: Some(asked.label.clone()),
                text: asked.statement.clone(),
                status: None,
                reasons: Vec::new(),
                remarks: asked.remarks.clone(),
                decider: None,
                cure: None,
            });
            self.statements = statements.collect();
        }
        self.fact = Some(fact);
    }

    fn of_node(&mut self, id: &str) {
        let (Some(track), case) = (self.track.clone(), self.case.clone()) else { return };
        let found = case.as_ref().map(|case| &case.found);
        let told = |finding: Option<&Finding>| {
            finding.map(|f| ((f.status, f.self_declared), f.reasons.clone()))
        };
        let asked = track.requirements.iter().enumerate().find(|(_, r)| r.id == id);
        if let Some((at, asked)) = asked {
            let finding = found.and_then(|found| found.requirements.get(at));
            let (status, reasons) = told(finding).unzip();
            self.cite(&asked.cite);
            self.readings = finding.map(|f| f.readings.clone()).unwrap_or_default();
            self.statements.push(Statement {
                label: Some(asked.label.clone()),
                text: asked.statement.clone(),
                reasons: reasons.unwrap_or_default(),
                remarks: asked.remarks.clone(),
                decider: asked.decider.clone(),
                cure: asked
                    .cure
                    .clone()
                    .filter(|_| status.is_some_and(|(status, _)| status == Status::Failed)),
                status,
            });
        }
        let waiver = track.waivers.iter().enumerate().find(|(_, w)| w.id == id);
        if let Some((at, waiver)) = waiver {
            let (status, reasons) = told(found.and_then(|f| f.waivers.get(at))).unzip();
            self.cite(&waiver.cite);
            self.statements.push(Statement {
                label: Some(waiver.label.clone()),
                text: waiver.statement.clone(),
                // A waiver that does not hold is no failure, so its status is told on its own page.
                status: status.filter(|(status, _)| *status == Status::Met),
                reasons: reasons.unwrap_or_default(),
                remarks: Vec::new(),
                decider: waiver.decider.clone(),
                cure: None,
            });
        }
        if let Some(preference) = track.preferences.iter().find(|p| p.id == id) {
            self.cite(&preference.cite);
            self.statements.push(Statement {
                label: Some(preference.label.clone()),
                text: preference.statement.clone(),
                status: None,
                reasons: Vec::new(),
                remarks: Vec::new(),
                decider: None,
                cure: None,
            });
        }
    }
}

/// The labels, the documents and their legal force.
pub fn head(shell: &Shell, shown: &Shown) -> Html {
    let on = shown.case.as_ref().map_or(shell.state.today, |case| case.found.dates.on);
    let sources = shown.file.pack.raw().sources.iter();
    let cited = sources
        .filter(|source| shown.documents.is_empty() || shown.documents.contains(&source.document));
    let title = match shown.labels.is_empty() {
        true => shown.fact.as_ref().map(|fact| shell.words.pick(&fact.label).to_owned()),
        false => Some(shell.words.list(&shown.labels)),
    };
    let one = |source: &crate::pack::raw::Source| {
        let force = LegalForce::of(&source.force, on);
        let title = shell.say("clause.document", &[("title", shell.words.pick(&source.title))]);
        html! {
            <p class="muted small" key={source.document.clone()}>
                { title }{ " " }<span class="force">{ shell.t(force.key()) }</span>
            </p>
        }
    };
    html! {
        <>
            <h2 id="clause-title">{ title }</h2>
            <div>{ for cited.map(one) }</div>
        </>
    }
}

/// The sections of the sheet.
pub fn body(shell: &Shell, shown: &Shown) -> Html {
    let mut parts: Vec<Html> = Vec::new();
    for statement in &shown.statements {
        parts.push(self::statement(shell, statement, shown.statements.len() > 1));
    }
    if let Some(fact) = &shown.fact {
        let lines =
            [("clause.why", &fact.why), ("clause.find", &fact.find), ("clause.help", &fact.help)];
        for (key, text) in lines {
            parts.extend(text.as_ref().map(|text| section(shell.t(key), shell.words.pick(text))));
        }
    }
    if let (Some(track), Some(case)) = (&shown.track, &shown.case) {
        for at in &shown.readings {
            let reading = track.readings.get(*at);
            parts.extend(reading.map(|r| self::reading(shell, case, track, r, *at)));
        }
    }
    parts.push(text(shell, shown));
    html! { <>{ for parts }</> }
}

/// The clause itself, where a source is here and the words are those that were encoded.
fn text(shell: &Shell, shown: &Shown) -> Html {
    if shown.documents().is_empty() {
        let none = shell.t("clause.no-text");
        return html! { <section><h3>{ shell.t("clause.text") }</h3><p>{ none }</p></section> };
    }
    let passages = shown.citations.iter().map(|citation| {
        let source = shell.state.sources.get(&citation.document).and_then(Loaded::ready);
        let passage = source.map(|source| source.citation(citation));
        let told = match passage {
            Some(Passage::Verified(text)) => html! {
                <blockquote class="clause-text" lang="zh-Hans">
                    <p>{ text }</p>
                    <p class="small muted">
                        { crate::ui::parts::sprite("met") }{ shell.t("source.verified") }
                        { shell.t("source.normal-form") }
                    </p>
                </blockquote>
            },
            Some(Passage::Differs) => {
                html! { <p class="error">{ shell.t("source.passage-differs") }</p> }
            }
            None => {
                let source = shell.state.sources.get(&citation.document);
                let ledger = shell.state.ledgers.get(&citation.document);
                let under_way = matches!(source, Some(Loaded::Waiting))
                    && !matches!(ledger, Some(Loaded::Failed(_)));
                let key = if under_way { "source.waiting" } else { "clause.no-text" };
                html! { <p>{ shell.t(key) }</p> }
            }
        };
        let (pack, document) = (shown.file.pack.raw().id.clone(), citation.document.clone());
        let href = Route::Source { pack, document }.fragment();
        html! {
            <div key={citation.id.clone()}>
                { told }
                <p class="small"><a {href}>{ shell.t("source.name") }</a></p>
            </div>
        }
    });
    html! {
        <section><h3>{ shell.t("clause.text") }</h3><div>{ for passages }</div></section>
    }
}

impl Shown {
    /// Codes of the documents cited that the site may have. Rules of a person's own come without.
    pub fn documents(&self) -> &[String] {
        if self.file.pack.is_own() { &[] } else { &self.documents }
    }
}

fn section(title: String, text: &str) -> Html {
    html! { <section><h3>{ title }</h3><p>{ text.to_owned() }</p></section> }
}

fn statement(shell: &Shell, told: &Statement, named: bool) -> Html {
    let pick = |text: &Text| shell.words.pick(text).to_owned();
    let line = |key: &str, name: &str, text: &Option<Text>| {
        text.as_ref().map(|text| html! { <p>{ shell.say(key, &[(name, &pick(text))]) }</p> })
    };
    let label = told.label.as_ref().map(pick);
    let title = match label.filter(|_| named) {
        Some(label) => label,
        None => shell.t("clause.statement"),
    };
    let status = told.status.map(|(status, self_declared)| {
        html! { <p><StatusMark shell={shell.clone()} {status} {self_declared} /></p> }
    });
    let reasons = telling::reasons(&told.reasons, &shell.words);
    html! {
        <section>
            <h3>{ title }</h3>
            <p>{ pick(&told.text) }</p>
            { status }
            <p hidden={reasons.is_empty()}>{ reasons }</p>
            { line("clause.decider", "decider", &told.decider) }
            { line("clause.cure", "cure", &told.cure) }
            <ul class="dash muted small" hidden={told.remarks.is_empty()}>
                { for told.remarks.iter().enumerate().map(|(at, remark)| html! {
                    <li key={at}>{ pick(remark) }</li>
                }) }
            </ul>
        </section>
    }
}

/// A doubt of the text: what follows from each reading, which one is the safer, whom to ask what.
fn reading(shell: &Shell, case: &Case, track: &Track, reading: &Reading, at: usize) -> Html {
    let words = &shell.words;
    let verdicts = case.found.readings.get(at).map(|found| found.verdicts.as_slice());
    let safer = reading.alternatives.iter().position(|a| a.id == reading.recommended);
    let n = safer.map_or_else(String::new, |at| (at + 1).to_string());
    let because = words.pick(&reading.because);
    let question = words.pick(&reading.question);
    let alternatives = reading.alternatives.iter().enumerate().map(|(at, alternative)| {
        let verdict = verdicts.and_then(|list| list.get(at));
        let n = (at + 1).to_string();
        html! {
            <div class="reading" key={alternative.id.clone()}>
                <b>{ shell.say("clause.reading", &[("n", &n)]) }</b>
                <span>{ words.pick(&alternative.text) }</span>
                <span>{ verdict.map(|verdict| verdict_mark(shell, track, *verdict)) }</span>
            </div>
        }
    });
    html! {
        <section>
            <h3>{ words.pick(&reading.label) }</h3>
            <div>{ for alternatives }</div>
            <p class="muted">{ shell.say("clause.safer", &[("n", &n), ("because", because)]) }</p>
            <p>{ shell.say("clause.ask", &[("ask", words.pick(&track.ask)), ("question", question)]) }</p>
        </section>
    }
}
