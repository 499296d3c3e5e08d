//! F7. One paper: form, clauses it proves, whether it is at hand, its validity, a note.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::{Action, Case, view};
use crate::dossier::{MaterialNote, MaterialState, ValidityState, dated_by, validity};
use crate::pack::raw::{Material, Track, Validity};
use crate::ui::Shell;
use crate::ui::clause::ClauseTarget;
use crate::ui::marks::{citation_chips, node_chip};
use crate::ui::parts::chip_row;
use crate::words::telling;

/// Properties of [`Row`].
#[derive(Clone, Properties)]
pub struct RowProps {
    /// What every page gets.
    pub shell: Shell,
    /// The case.
    pub case: Rc<Case>,
    /// The material.
    pub material: String,
    /// Whether it is needed; nothing if that is open.
    pub needed: Option<bool>,
}

impl PartialEq for RowProps {
    fn eq(&self, other: &Self) -> bool {
        self.shell == other.shell
            && Rc::ptr_eq(&self.case, &other.case)
            && self.material == other.material
            && self.needed == other.needed
    }
}

impl RowProps {
    fn noted(&self, note: MaterialNote) {
        self.shell.send.emit(Action::NotedMaterial { material: self.material.clone(), note });
    }

    /// Changes the note with what was typed into an input.
    fn typed(&self, change: fn(&mut MaterialNote, String)) -> Callback<InputEvent> {
        let props = self.clone();
        Callback::from(move |event: InputEvent| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let mut note = props.case.dossier.material(&props.material);
            change(&mut note, input.value());
            props.noted(note);
        })
    }
}

/// The row.
#[component]
pub fn Row(props: &RowProps) -> Html {
    let found = props
        .case
        .track()
        .and_then(|track| Some((track, track.materials.iter().find(|m| m.id == props.material)?)));
    let Some((track, material)) = found else { return html! { <li hidden=true /> } };
    let (shell, words) = (&props.shell, &props.shell.words);
    let name = words.pick(&material.name).to_owned();
    let heading = format!("m-{}", material.id);
    let text = |text: &Option<crate::pack::raw::Text>| {
        let told = text.as_ref().map(|text| words.pick(text).to_owned());
        html! { <p class="muted small" hidden={told.is_none()}>{ told }</p> }
    };
    let open = props.needed.is_none();
    html! {
        <li class="material">
            <h3 id={heading.clone()}>{ name.clone() }</h3>
            { states(props, &heading, &name) }
            <div>
                <p class="small" hidden={!open}>{ shell.t("materials.open") }</p>
                <p class="muted small">{ words.pick(&material.form).to_owned() }</p>
                { text(&material.alternatives) }
                { text(&material.help) }
                { basis(props, material) }
                { proves(props, track, material) }
            </div>
            <div class="material-side">{ dated(props, track, material, &name) }{ remark(props, &name) }</div>
        </li>
    }
}

fn states(props: &RowProps, heading: &str, name: &str) -> Html {
    let state = props.case.dossier.material(&props.material).state;
    let all = [
        (MaterialState::Ready, "materials.state.ready"),
        (MaterialState::Missing, "materials.state.missing"),
        (MaterialState::NotApplicable, "materials.state.not-applicable"),
    ];
    let group = format!("{heading}-state");
    let options = all.map(|(choice, key)| {
        let onchange = {
            let props = props.clone();
            Callback::from(move |_: Event| {
                let note = props.case.dossier.material(&props.material);
                props.noted(MaterialNote { state: Some(choice), ..note });
            })
        };
        html! {
            <label key={key} class="opt">
                <input type="radio" name={group.clone()} checked={state == Some(choice)} {onchange} />
                <span>{ props.shell.t(key) }</span>
            </label>
        }
    });
    html! {
        <fieldset class="material-state">
            <legend class="vh">{ props.shell.say("materials.state", &[("material", name)]) }</legend>
            <div class="opts across">{ for options }</div>
        </fieldset>
    }
}

/// The clauses that speak of the paper itself.
fn basis(props: &RowProps, material: &Material) -> Html {
    let (shell, chips) = (&props.shell, citation_chips(&props.case, &material.cite));
    html! {
        <div class="muted small" hidden={chips.is_empty()}>
            { shell.t("materials.basis") }{ " " }
            { chip_row(shell, chips) }
        </div>
    }
}

/// What it proves by name, then each clause that is not among its own.
fn proves(props: &RowProps, track: &Track, material: &Material) -> Html {
    let (shell, case) = (&props.shell, &props.case);
    let nodes = track.requirements.iter().map(|r| (&r.id, &r.label, &r.cite));
    let nodes = nodes.chain(track.waivers.iter().map(|w| (&w.id, &w.label, &w.cite)));
    let nodes = nodes.chain(track.preferences.iter().map(|p| (&p.id, &p.label, &p.cite)));
    let mut names: Vec<String> = Vec::new();
    let own = citation_chips(case, &material.cite);
    let mut chips: Vec<(AttrValue, ClauseTarget)> = Vec::new();
    for (id, label, cite) in nodes.filter(|(id, _, _)| material.proves.contains(id)) {
        names.push(shell.words.pick(label).to_owned());
        let new = |(clause, _): &(AttrValue, ClauseTarget)| {
            own.iter().chain(&chips).all(|(told, _)| told != clause)
        };
        let fresh: Vec<_> = node_chip(case, id, cite).into_iter().filter(new).collect();
        chips.extend(fresh);
    }
    let names = shell.words.list(&names);
    html! {
        <div class="muted small" hidden={names.is_empty()}>
            { shell.say("materials.proves", &[("names", &names)]) }{ " " }
            { chip_row(shell, chips) }
        </div>
    }
}

/// The date on which its validity rests, and what follows for the planned filing date.
fn dated(props: &RowProps, track: &Track, material: &Material, name: &str) -> Html {
    let (shell, case) = (&props.shell, &props.case);
    let Some(rule) = &material.validity else { return html! { <div hidden=true></div> } };
    let note = case.dossier.dated_material(track, &case.found, material);
    let told = validity_told(shell, validity(material, &note, case.found.dates));
    let id = format!("m-{}-date", material.id);
    let dated = dated_by(track, &case.found, material);
    if let Some(fact) = dated.and_then(|id| case.file.pack.fact(id)) {
        let answer = case.dossier.answers.get(&fact.id);
        let answer = answer.map(|answer| telling::answer(fact, answer, track, &shell.words));
        let answer = answer.unwrap_or_else(|| shell.t("why.unanswered"));
        let href = view::place_of(case, track, &fact.id).fragment();
        let label = shell.words.pick(&fact.label).to_owned();
        return html! {
            <div>
                <p class="small">
                    <span class="muted">{ label }</span>{ " " }<a {href}>{ answer }</a>{ " " }
                    <span class="muted">{ shell.t("materials.from-answer") }</span>
                </p>
                <p class="small">{ told }</p>
            </div>
        };
    }
    let label = match rule {
        Validity::Expires => shell.t("materials.expires"),
        Validity::IssuedWithin(years) => {
            shell.say("materials.issued", &[("years", &years.to_string())])
        }
    };
    let oninput = props.typed(|note, text| note.date = text);
    html! {
        <div class="narrow">
            <label class="label" for={id.clone()}>{ label }<span class="vh">{ name.to_owned() }</span></label>
            <input class="field" id={id.clone()} autocomplete="off" value={note.date} {oninput}
                placeholder={shell.t("materials.date-form")} />
            <output class="echo small" for={id}>{ told }</output>
        </div>
    }
}

fn validity_told(shell: &Shell, state: ValidityState) -> String {
    let day = |key: &str, day| shell.say(key, &[("date", &shell.words.date(day))]);
    match state {
        ValidityState::NoDate => String::new(),
        ValidityState::NotADate => shell.t("materials.not-a-date"),
        ValidityState::Future => shell.t("materials.future"),
        ValidityState::GoodUntil(last) => day("materials.good-until", last),
        ValidityState::PastSince(first) => day("materials.past-since", first),
    }
}

fn remark(props: &RowProps, name: &str) -> Html {
    let note = props.case.dossier.material(&props.material).note;
    let oninput = props.typed(|note, text| note.note = text);
    let label = props.shell.say("materials.note-of", &[("material", name)]);
    html! {
        <details class="more" open={!note.is_empty()}>
            <summary>{ props.shell.t("materials.note") }</summary>
            <input class="field" aria-label={label} autocomplete="off" value={note} {oninput} />
        </details>
    }
}
