//! F3. Telling: answers, conditions and findings as phrases of one language.

use std::collections::BTreeSet;

use crate::engine::Assessment;
use crate::engine::answer::{Answer, Field, Item, TypedAmount, field_text, marked};
use crate::engine::assessment::{Boundary, Edge, Finding};
use crate::engine::conditions;
use crate::engine::deadline::DeadlineFinding;
use crate::logic::date;
use crate::logic::outcome::Status;
use crate::logic::value::{Amount, Unit};
use crate::logic::working_days::Due;
use crate::pack::raw::{
    Against, Bound, Choice, Clock, Condition, Deadline, Fact, Kind, Place, RecordField, RecordKind,
    Requirement, Table, Text, Track, TrackKind,
};
use crate::pack::{RulePack, counted_kinds};
use crate::words::{Lang, Words};

/// An answer as the person would read it back. Empty where nothing was answered.
pub fn answer(fact: &Fact, answer: &Answer, track: &Track, words: &Words) -> String {
    match (&fact.kind, answer) {
        (_, Answer::Unknown(_)) => words.get("answer.unknown"),
        (_, Answer::Bool(yes)) => yes_no(*yes, words),
        (Kind::Choice(choice), Answer::Text(id)) => option(choice, id, words),
        (Kind::Choices(_), Answer::Options(ids)) if ids.is_empty() => words.get("answer.none"),
        (Kind::Choices(choice), Answer::Options(ids)) => {
            let labels: Vec<String> = ids.iter().map(|id| option(choice, id, words)).collect();
            words.list(&labels)
        }
        (_, Answer::Amount(typed)) => amount(typed, words),
        (Kind::Date(_), Answer::Text(text)) => day(text, words),
        (_, Answer::Text(text)) => text.trim().to_owned(),
        (Kind::Records(records), Answer::Items(_) | Answer::Options(_)) => {
            record_list(&counted_kinds(track, &fact.id, records), answer.items(), words)
        }
        (Kind::Table(table), Answer::Items(items)) => rows(table, items),
        (_, Answer::Options(_) | Answer::Items(_)) => String::new(),
    }
}

fn yes_no(yes: bool, words: &Words) -> String {
    words.get(if yes { "answer.yes" } else { "answer.no" })
}

fn option(choice: &Choice, id: &str, words: &Words) -> String {
    let found = choice.options.iter().find(|o| o.id == id);
    found.map_or_else(|| id.to_owned(), |o| words.pick(&o.label).to_owned())
}

/// An amount as typed, in its own unit; the typed text where it is no number.
pub fn amount(typed: &TypedAmount, words: &Words) -> String {
    let unit = Unit::named(&typed.unit);
    match Amount::parse(&typed.value, &unit) {
        Ok(_) if words.lang() == Lang::Zh => {
            format!("{}{}", typed.value.trim().replace([',', '，'], ""), typed.unit)
        }
        Ok(amount) => words.amount(amount, &unit),
        Err(_) => format!("{}{}", typed.value, typed.unit),
    }
}

/// A date in words; the typed text where it is no date.
pub fn day(text: &str, words: &Words) -> String {
    date::parse(text).map_or_else(|| text.to_owned(), |day| words.date(day))
}

/// The field of a record as the person would read it back.
pub fn field(known: &RecordField, field: &Field, words: &Words) -> String {
    match (&known.kind, field) {
        (_, Field::Bool(yes)) => yes_no(*yes, words),
        (Kind::Choice(choice), Field::Text(id)) => option(choice, id, words),
        (Kind::Date(_), Field::Text(text)) => day(text, words),
        (_, Field::Text(text)) => text.trim().to_owned(),
    }
}

fn record_list(kinds: &[&RecordKind], items: &[Item], words: &Words) -> String {
    let lines = kinds.iter().filter_map(|kind| {
        let of_kind: Vec<&Item> =
            items.iter().filter(|item| field_text(item, "kind") == kind.id).collect();
        let told = match of_kind.as_slice() {
            [] => words.get("answer.no-record"),
            [item] if marked(item, "unanswered") => return None,
            [item] if marked(item, "unknown") => words.get("answer.unknown"),
            list => {
                let count = list.len().to_string();
                words.say("answer.records", &[("n", &count)])
            }
        };
        let colon = if words.lang() == Lang::Zh { "：" } else { ": " };
        Some(format!("{}{colon}{told}", words.pick(&kind.label)))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn rows(table: &Table, items: &[Item]) -> String {
    let line = |item: &Item| {
        let cells = table.columns.iter().map(|column| field_text(item, &column.id));
        cells.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" / ")
    };
    items.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What the second date of an assessment is called: the day of filing, or of whatever is due.
pub fn planned(track: &Track, words: &Words) -> String {
    words.get(match track.kind {
        TrackKind::Deadlines => "clock.acting",
        TrackKind::Admission | TrackKind::Information => "clock.filing",
    })
}

/// A single condition as a phrase: `申报产品销售额不低于1亿元`.
pub fn condition(test: &Condition, pack: &RulePack, track: &Track, words: &Words) -> String {
    let label = |fact: &str| {
        pack.fact(fact).map_or_else(|| fact.to_owned(), |f| words.pick(&f.label).to_owned())
    };
    let clock = |clock: Clock| match clock {
        Clock::On => words.get("clock.on"),
        Clock::Filing => planned(track, words),
    };
    match test {
        Condition::Yes(fact) => words.say("test.yes", &[("fact", &label(fact))]),
        Condition::Is(is) => {
            let kind = pack.fact(&is.fact).map(|f| &f.kind);
            let labels: Vec<String> = match kind {
                Some(Kind::Choice(choice) | Kind::Choices(choice)) => {
                    is.any_of.iter().map(|id| option(choice, id, words)).collect()
                }
                _ => is.any_of.clone(),
            };
            let options = words.list(&labels);
            words.say("test.is", &[("fact", &label(&is.fact)), ("options", &options)])
        }
        Condition::AtLeast(b) => {
            words.say("test.at-least", &[("fact", &label(&b.fact)), ("amount", &bound(b, words))])
        }
        Condition::Above(b) => {
            words.say("test.above", &[("fact", &label(&b.fact)), ("amount", &bound(b, words))])
        }
        Condition::Lasted(p) | Condition::Within(p) => {
            let key = match test {
                Condition::Lasted(_) => "test.lasted",
                _ => "test.within",
            };
            let (years, when) = (p.years.to_string(), clock(p.clock));
            words.say(key, &[("fact", &label(&p.fact)), ("years", &years), ("clock", &when)])
        }
        Condition::NotBefore(m) => {
            words.say("test.not-before", &[("fact", &label(&m.fact)), ("clock", &clock(m.clock))])
        }
        Condition::Reading(taken) => {
            let reading = track.readings.iter().find(|r| r.id == taken.reading);
            let text = reading.and_then(|r| r.alternatives.iter().find(|a| a.id == taken.takes));
            let text = text.map_or_else(String::new, |a| words.pick(&a.text).to_owned());
            words.say("test.reading", &[("reading", &text)])
        }
        Condition::Deadline(test) => {
            let deadline = track.deadlines.iter().find(|d| d.id == test.id);
            let name = deadline.map_or("", |d| words.pick(&d.label));
            let day = match deadline.map(|d| &d.against) {
                Some(Against::Fact(fact)) => label(fact),
                Some(Against::Clock(when)) => clock(*when),
                None => String::new(),
            };
            let places: Vec<String> = test.is.iter().map(|p| words.get(place_key(*p))).collect();
            let places = words.list(&places);
            words.say("test.deadline", &[("day", &day), ("deadline", name), ("places", &places)])
        }
        // Groups are drawn as lists; the others occur in conflicts, which have a text of their own.
        _ => String::new(),
    }
}

/// An answer that stands exactly on a boundary, in a sentence.
pub fn boundary(boundary: &Boundary, pack: &RulePack, track: &Track, words: &Words) -> String {
    let fact = pack.fact(&boundary.fact);
    let of_records = fact.is_some_and(|fact| matches!(fact.kind, Kind::Records(_)));
    let fact = fact.map_or(boundary.fact.as_str(), |fact| words.pick(&fact.label));
    let mut deadline = "";
    let (key, day) = match boundary.edge {
        Edge::Threshold => return words.say("notice.threshold", &[("fact", fact)]),
        Edge::PeriodEnds(day) => ("notice.period-ends", day),
        Edge::LookBackEnds(day) if of_records => ("notice.look-back-ends-of", day),
        Edge::LookBackEnds(day) => ("notice.look-back-ends", day),
        Edge::LastDay(day) => ("notice.last-day", day),
        Edge::EndsBeforeFiling(day) => ("notice.ends-before-filing", day),
        Edge::OnDeadline(at, day) => {
            deadline = track.deadlines.get(at).map_or("", |found| words.pick(&found.label));
            ("notice.on-deadline", day)
        }
    };
    let (day, next) = (words.date(day), words.date(date::next_day(day)));
    let args = [("fact", fact), ("deadline", deadline), ("day", &day), ("next", &next)];
    words.say(key, &args)
}

/// The deadlines that matter as things stand: those of a branch that the answers have left are not
/// told, and of two that differ in what is compared the one whose day is asked for.
pub fn deadlines<'a>(
    track: &'a Track,
    found: &'a Assessment,
) -> Vec<(&'a Deadline, &'a DeadlineFinding)> {
    let asked = |fact: &String| {
        found.relevance.used.contains(fact) || found.relevance.wanted.contains(fact)
    };
    let done = |deadline: &Deadline| matches!(&deadline.against, Against::Fact(f) if asked(f));
    let same = |a: &Deadline, b: &Deadline| (&a.base, a.shift) == (&b.base, b.shift);
    let pairs = track.deadlines.iter().zip(&found.deadlines);
    let told = |(deadline, finding): &(&Deadline, &DeadlineFinding)| {
        let due = finding.due.is_some() || asked(&deadline.base);
        due && match &deadline.against {
            Against::Fact(fact) => asked(fact),
            Against::Clock(_) => !track.deadlines.iter().any(|d| same(d, deadline) && done(d)),
        }
    };
    pairs.filter(told).collect()
}

/// The last of the deadlines of a requirement that is missed only because something is planned for
/// later: today there is still time. On the day itself the text may leave open whether there is, and
/// then that is not said.
pub fn still_due<'a>(
    requirement: &Requirement,
    track: &'a Track,
    found: &'a Assessment,
) -> Option<&'a DeadlineFinding> {
    let mut tested = BTreeSet::new();
    for condition in conditions::of_rule(&requirement.rule) {
        conditions::visit(condition, &mut |c| {
            if let Condition::Deadline(test) = c {
                tested.insert(test.id.as_str());
            }
        });
    }
    let planned = |deadline: &Deadline| deadline.against == Against::Clock(Clock::Filing);
    let missed = deadlines(track, found).into_iter().filter(|(deadline, finding)| {
        let late = finding.place == Some(Place::After);
        late && planned(deadline) && tested.contains(deadline.id.as_str())
    });
    let missed = missed.map(|(_, finding)| finding);
    let ahead = |due: Due| due.earliest > found.dates.on;
    missed
        .filter(|found| found.due.is_some_and(ahead))
        .max_by_key(|found| found.due.map(|d| d.stated))
}

/// The day of a deadline, said to be provisional where it is; nothing while it is open.
pub fn due(found: &DeadlineFinding, words: &Words) -> Option<String> {
    let due = found.due?;
    let day = words.date(due.stated);
    Some(match due.provisional() {
        true => words.say("deadline.provisional", &[("day", &day)]),
        false => day,
    })
}

/// Key of the word for where a day lies.
pub fn place_key(place: Place) -> &'static str {
    match place {
        Place::Before => "place.before",
        Place::OnDay => "place.on-day",
        Place::After => "place.after",
    }
}

fn bound(bound: &Bound, words: &Words) -> String {
    let unit = Unit::named(&bound.unit);
    Amount::parse(&bound.value, &unit)
        .map_or_else(|_| bound.value.clone(), |amount| words.amount(amount, &unit))
}

/// The label of the first citation, in the brackets of a clause chip: `第八条（一）1`.
pub fn clause<'a>(cite: &[String], pack: &'a RulePack) -> Option<&'a str> {
    cite.first().and_then(|id| pack.citation(id)).map(|citation| citation.label.as_str())
}

/// Reasons joined into one text.
pub fn reasons(list: &[Text], words: &Words) -> String {
    let gap = if words.lang() == Lang::Zh { "" } else { " " };
    list.iter().map(|text| words.pick(text)).collect::<Vec<_>>().join(gap)
}

/// Why a finding is what it is, in one or two sentences; nothing where the status says it all.
pub fn why(finding: &Finding, pack: &RulePack, track: &Track, words: &Words) -> Option<String> {
    let conflict = finding.conflict.and_then(|at| track.conflicts.get(at));
    if let Some(conflict) = conflict {
        return Some(words.pick(&conflict.text).to_owned());
    }
    if !finding.reasons.is_empty() {
        return Some(reasons(&finding.reasons, words));
    }
    let doubts = finding.readings.iter().filter_map(|at| track.readings.get(*at));
    let doubts: Vec<String> = doubts.map(|r| words.pick(&r.label).to_owned()).collect();
    if !doubts.is_empty() {
        return Some(words.say("reason.readings", &[("readings", &words.list(&doubts))]));
    }
    if finding.status == Status::Open && finding.open.is_empty() && !track.deadlines.is_empty() {
        return Some(words.get("reason.calendar"));
    }
    let open = finding.open.iter().filter_map(|id| pack.fact(id));
    let open: Vec<String> = open.map(|fact| words.pick(&fact.label).to_owned()).collect();
    (!open.is_empty()).then(|| words.say("reason.open", &[("facts", &words.list(&open))]))
}
