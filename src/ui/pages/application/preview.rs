//! F7. The preview: the sheet as it is printed, or its skeleton while it is composed.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::{Action, Case, view};
use crate::document::Document;
use crate::ui::Shell;
use crate::ui::export::ExportState;
use crate::ui::sheet::{self, Sheet};
use crate::web;

use super::exports;

/// Properties of [`Preview`].
#[derive(Clone, Properties)]
pub struct PreviewProps {
    /// What every page gets.
    pub shell: Shell,
    /// The case.
    pub case: Rc<Case>,
}

impl PartialEq for PreviewProps {
    fn eq(&self, other: &Self) -> bool {
        self.shell == other.shell && Rc::ptr_eq(&self.case, &other.case)
    }
}

/// The preview.
#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let shell = &props.shell;
    let document = shell.state.preview.clone();
    {
        let line = document.as_ref().map(|document| document.footer.clone());
        use_effect_with(line, |line| {
            if let Some(line) = line {
                web::page::set_sheet_line(line);
            }
        });
    }
    let (left, asked) = document.as_ref().map_or((0, 0), |document| gaps(props, document));
    let (n, m) = (left.to_string(), asked.to_string());
    let counts = [("n", n.as_str()), ("m", m.as_str())];
    let told = match (&document, left, asked) {
        (None, _, _) => String::new(),
        (Some(_), 0, 0) => shell.t("application.complete"),
        (Some(_), 0, _) => shell.say("application.unanswered", &counts),
        (Some(_), _, 0) => shell.say("application.blanks", &counts),
        (Some(_), _, _) => shell.say("application.blanks-and", &counts),
    };
    let next = props.case.track().map(|track| exports::next(shell, &props.case, track));
    let next = next.unwrap_or_default();
    let inner = match document {
        Some(document) => html! {
            <Sheet shell={shell.clone()} {document} name={name(props)} on_missing={go(props)} />
        },
        None => skeleton(shell),
    };
    html! {
        <section class="preview">
            <div class="preview-head">
                <div>
                    <h2 id="preview-title">{ shell.t("application.preview") }</h2>
                    <p class="muted small">{ told }</p>
                </div>
                { exports::buttons(shell) }
            </div>
            <div class="no-print"><ExportState shell={shell.clone()} next={next} /></div>
            { fault(shell) }
            <div class="desk" tabindex="0" role="region" aria-labelledby="preview-title">{ inner }</div>
        </section>
    }
}

/// How many particulars are not filled in, and how many questions that leave a gap on the paper are
/// not answered.
fn gaps(props: &PreviewProps, document: &Document) -> (usize, usize) {
    let case = &props.case;
    let groups = case.track().map(|track| track.particulars.as_slice()).unwrap_or_default();
    let here: Vec<_> = groups.iter().flat_map(|section| view::particulars(case, section)).collect();
    let left = here.iter().filter(|fact| view::waits(case, fact)).count();
    let mut asked = sheet::missing_facts(document);
    asked.retain(|id| here.iter().all(|fact| fact.id != *id));
    (left, asked.len())
}

fn skeleton(shell: &Shell) -> Html {
    let failed = shell.state.preview_fault.is_some();
    html! {
        <div>
            <p class="vh" role="status" hidden={failed}>{ shell.t("application.composing") }</p>
            <div class="bones" aria-hidden="true" hidden={failed}>
                <i /><i /><i class="box" /><i /><i /><i class="box" />
            </div>
        </div>
    }
}

/// Why the sheet is missing, or older than the answers, and the way to try again.
fn fault(shell: &Shell) -> Html {
    let send = shell.send.clone();
    let again = Callback::from(move |_: MouseEvent| send.emit(Action::AskedPreview));
    let reason = shell.state.preview_fault.clone();
    html! {
        <p class="no-print" role="alert" hidden={reason.is_none()}>
            { shell.t("application.no-preview") }{ " " }{ reason }{ " " }
            <button type="button" class="link" onclick={again}>{ shell.t("result.retry") }</button>
        </p>
    }
}

fn name(props: &PreviewProps) -> Callback<String, String> {
    let (shell, case) = (props.shell.clone(), props.case.clone());
    Callback::from(move |fact: String| {
        let known = case.file.pack.fact(&fact);
        known.map_or(fact.clone(), |known| shell.words.pick(&known.label).to_owned())
    })
}

/// To the field of a missing value: on this page if it is a particular, else in the interview.
fn go(props: &PreviewProps) -> Callback<String> {
    let case = props.case.clone();
    Callback::from(move |fact: String| {
        let Some(track) = case.track() else { return };
        let here = track.particulars.iter().any(|section| section.facts.contains(&fact));
        match here {
            true => web::page::focus(&format!("q-{fact}-in")),
            false => web::page::go(&view::place_of(&case, track, &fact)),
        }
    })
}
