//! F7. The day of assessment and the planned filing date.

use yew::prelude::*;

use crate::app::Action;
use crate::logic::date::{self, Date};
use crate::pack::raw::TrackKind;
use crate::ui::Shell;
use crate::ui::field::text::TextInput;
use crate::ui::parts::sprite;
use crate::ui::standing::StandingProps;
use crate::words::telling;

/// The two dates of the assessment, editable.
#[component]
pub fn DatesBlock(props: &StandingProps) -> Html {
    let (shell, case) = (&props.shell, &props.case);
    let dates = case.found.dates;
    let (on, filing) = (case.dossier.on.clone(), case.dossier.filing.clone());
    let (on, filing) = (on.unwrap_or_default(), filing.unwrap_or_default());
    let said = |key: &str, day: Date| shell.say(key, &[("day", &shell.words.date(day))]);
    let send = |on: Option<String>, filing: Option<String>| {
        let send = shell.send.clone();
        Callback::from(move |typed: String| {
            let (on, filing) = (on.clone(), filing.clone());
            let on = on.unwrap_or_else(|| typed.clone());
            send.emit(Action::SetDates { on, filing: filing.unwrap_or(typed) });
        })
    };
    let today = said("standing.default-today", shell.state.today);
    let same = said("standing.default-on", dates.on);
    let track = case.track();
    let planned = track.map_or_else(String::new, |track| telling::planned(track, &shell.words));
    let label = match track.map(|track| track.kind) {
        Some(TrackKind::Deadlines) => "standing.acting",
        _ => "standing.filing",
    };
    let (first, second) = (shell.words.date(dates.on), shell.words.date(dates.filing));
    let both = [("on", first.as_str()), ("planned", &planned), ("filing", &second)];
    html! {
        <details class="more">
            <summary>{ shell.say("standing.dates", &both) }</summary>
            <div class="more-body">
                <DateLine shell={shell.clone()} id={format!("{}-on", props.prefix)}
                    label={shell.t("standing.on")} value={on.clone()} empty={today}
                    oninput={send(None, Some(filing.clone()))} />
                <DateLine shell={shell.clone()} id={format!("{}-filing", props.prefix)}
                    label={shell.t(label)} value={filing} empty={same}
                    not_before={dates.on} oninput={send(Some(on), None)} />
                <p class="muted small">{ shell.t("standing.dates-help") }</p>
            </div>
        </details>
    }
}

/// Properties of [`DateLine`].
#[derive(Clone, PartialEq, Properties)]
pub struct DateLineProps {
    /// What every page gets.
    pub shell: Shell,
    /// Id of the input.
    pub id: String,
    /// Name of the date.
    pub label: String,
    /// As typed.
    pub value: String,
    /// What is said where nothing was typed.
    pub empty: String,
    /// An earlier day is moved to this one.
    #[prop_or_default]
    pub not_before: Option<Date>,
    /// Told every text typed.
    pub oninput: Callback<String>,
}

/// A date with its label, read back in words.
#[component]
pub fn DateLine(props: &DateLineProps) -> Html {
    let shell = &props.shell;
    let left = use_state_eq(|| true);
    let day = date::parse(&props.value);
    let typed = !props.value.trim().is_empty();
    let early = day.zip(props.not_before).is_some_and(|(day, first)| day < first);
    let wrong = typed && *left && (day.is_none() || early);
    let said = match (day, early) {
        (None, _) if typed => shell.t("standing.not-a-date"),
        (Some(_), true) => shell.t("standing.too-early"),
        _ => String::new(),
    };
    let echo = day.map_or_else(|| props.empty.clone(), |day| shell.words.date(day));
    let onleave = {
        let left = left.setter();
        Callback::from(move |()| left.set(true))
    };
    let oninput = {
        let (left, told, empty) = (left.setter(), props.oninput.clone(), !typed);
        Callback::from(move |text: String| {
            // Half a date is no fault while it is being typed.
            if empty {
                left.set(false);
            }
            told.emit(text);
        })
    };
    let id = props.id.clone();
    html! {
        <div>
            <label class="label" for={id.clone()}>{ props.label.clone() }</label>
            <p class="error" id={format!("{id}-error")} hidden={!wrong}>
                { sprite("failed") }<span>{ said }</span>
            </p>
            <TextInput id={id.clone()} class="short" value={props.value.clone()} {oninput} {onleave}
                invalid={wrong} described={format!("{id}-{}", if wrong { "error" } else { "echo" })} />
            <output class="echo" id={format!("{id}-echo")} for={id}>
                { if typed && day.is_none() { shell.t("field.date-forms") } else { echo } }
            </output>
        </div>
    }
}
