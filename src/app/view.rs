//! F5. What the screens show, worked out once: the questions of a section, the standing, titles.

use crate::app::route::{Route, Step};
use crate::app::{Case, Extent, State};
use crate::dossier::Dossier;
use crate::engine::answer::{Answer, Answers, Field, Item, field_text};
use crate::engine::explain::Known;
use crate::engine::facts::{Fault, Problem};
use crate::logic::outcome::Status;
use crate::pack::raw::{Fact, Kind, RecordKind, Records, Requirement, Section, Track};
use crate::pack::{OWN, RulePack, counted_kinds, track_facts};
use crate::words::Words;

/// A question as the interview shows it.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The fact asked for.
    pub fact: &'a Fact,
    /// Its answer as given.
    pub answer: Option<&'a Answer>,
    /// Whether it is shown as the follow-up of the question before it.
    pub follow_up: bool,
}

/// Counts of the requirements by standing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// All.
    pub all: usize,
    /// Met.
    pub met: usize,
    /// Waived.
    pub waived: usize,
    /// Not applicable.
    pub elsewhere: usize,
    /// Failed.
    pub failed: usize,
    /// Open.
    pub open: usize,
    /// In need of judgement.
    pub judge: usize,
    /// Deferred.
    pub deferred: usize,
}

/// The name of a dossier, with the mark of a sample where it is one.
pub fn title(dossier: &Dossier, words: &Words) -> String {
    let name = name(dossier, words);
    match dossier.sample {
        Some(_) => words.say("sample.named", &[("name", &name)]),
        None => name,
    }
}

/// The name of a dossier: its own title, or the persona of a sample, or the applicant's name, or
/// words for "no name yet".
pub fn name(dossier: &Dossier, words: &Words) -> String {
    let name = match dossier.answers.get("name") {
        Some(Answer::Text(name)) => name.trim(),
        _ => "",
    };
    let own = dossier.title.trim();
    match (&dossier.sample, own.is_empty(), name.is_empty()) {
        (_, false, _) => own.to_owned(),
        (Some(persona), ..) => words.pick(persona).trim_end_matches(['。', '.']).to_owned(),
        (None, true, false) => name.to_owned(),
        (None, true, true) => words.get("dossier.untitled"),
    }
}

/// The answers of a dossier with which another may begin: those that the track asks for. A fact of
/// one id means the same for every alliance of this site; rules of somebody's own share with
/// themselves alone, and a sample with nobody.
pub fn reusable(known: &Dossier, pack: &RulePack, track: &Track) -> Answers {
    if known.sample.is_some() {
        return Answers::default();
    }
    if (pack.is_own() || known.pack.id.starts_with(OWN)) && known.pack.id != pack.raw().id {
        return Answers::default();
    }
    let shared = track_facts(track).filter_map(|id| known.answers.get_key_value(id));
    shared.map(|(id, answer)| (id.clone(), answer.clone())).collect()
}

/// Counts the requirements of a case.
pub fn standing(case: &Case) -> Standing {
    let mut counts = Standing::default();
    for finding in &case.found.requirements {
        counts.all += 1;
        match finding.status {
            Status::Met => counts.met += 1,
            Status::Waived => counts.waived += 1,
            Status::NotApplicable => counts.elsewhere += 1,
            Status::Failed => counts.failed += 1,
            Status::Open => counts.open += 1,
            Status::Judge => counts.judge += 1,
            Status::Deferred => counts.deferred += 1,
        }
    }
    counts
}

/// Whether a question is asked now: its answer is used, or could still change something.
pub fn asked(case: &Case, fact: &str) -> bool {
    let relevance = &case.found.relevance;
    relevance.used.contains(fact) || relevance.wanted.contains(fact)
}

/// The questions of a section that are asked now.
pub fn questions<'a>(case: &'a Case, section: &Section) -> Vec<Question<'a>> {
    let shown = section.facts.iter().filter(|id| asked(case, id));
    let facts = shown.filter_map(|id| case.file.pack.fact(id));
    facts
        .map(|fact| Question {
            fact,
            answer: case.dossier.answers.get(&fact.id),
            follow_up: fact.follows.as_ref().is_some_and(|parent| asked(case, parent)),
        })
        .collect()
}

/// Answers of the interview that no longer matter: kept, and used nowhere.
pub fn unused<'a>(case: &'a Case, track: &'a Track) -> Vec<(&'a Fact, &'a Answer)> {
    let facts = track.sections.iter().flat_map(|section| &section.facts);
    facts
        .filter(|id| !asked(case, id))
        .filter_map(|id| Some((case.file.pack.fact(id)?, case.dossier.answers.get(id)?)))
        .collect()
}

/// What is known in a case, for what is shown of conditions.
pub fn known(case: &Case) -> Known<'_> {
    let deadlines = case.program().map_or(&[][..], |program| &program.deadlines);
    let found = &case.found;
    Known { sheet: &found.sheet, dates: found.dates, pack: &case.file.pack, deadlines }
}

/// The particulars of a group of the form that are asked for.
pub fn particulars<'a>(case: &'a Case, section: &Section) -> Vec<&'a Fact> {
    let facts = section.facts.iter().filter_map(|id| case.file.pack.fact(id));
    facts.filter(|fact| known(case).applies(fact)).collect()
}

/// Whether a question still waits for any answer at all, "not known" included. What cannot be used
/// is no answer yet, nor is a record or a row in which nothing is filled in.
pub fn waits(case: &Case, fact: &Fact) -> bool {
    if faults(case, &fact.id).iter().any(|fault| !fault.problem.is_warning()) {
        return true;
    }
    match (&fact.kind, case.dossier.answers.get(&fact.id)) {
        (_, None) => !fact.optional,
        (Kind::Records(records), Some(answer)) => {
            kinds(case, &fact.id, records).into_iter().any(|kind| {
                match record_state(answer, kind) {
                    RecordState::Unanswered => true,
                    RecordState::Some => {
                        let mut items = answer.items().iter();
                        items.any(|item| field_text(item, "kind") == kind.id && is_blank(item))
                    }
                    RecordState::Unknown | RecordState::None => false,
                }
            })
        }
        (Kind::Table(_), Some(answer)) => {
            !answer.is_unknown() && answer.items().iter().all(is_blank)
        }
        (_, Some(_)) => false,
    }
}

/// Questions of the interview that are asked and still wait for an answer.
pub fn waiting(case: &Case, track: &Track) -> usize {
    if let Extent::Slice { opening, .. } = &case.file.extent {
        return opening.waiting;
    }
    let facts = track.sections.iter().flat_map(|section| &section.facts);
    let asked = facts.filter(|id| asked(case, id)).filter_map(|id| case.file.pack.fact(id));
    asked.filter(|fact| waits(case, fact)).count()
}

/// The section that asks a fact.
pub fn section_of<'a>(track: &'a Track, fact: &str) -> Option<&'a Section> {
    track.sections.iter().find(|section| section.facts.iter().any(|id| id == fact))
}

/// What was said of one kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordState {
    /// Nothing.
    Unanswered,
    /// Not known.
    Unknown,
    /// There are none.
    None,
    /// There are some.
    Some,
}

/// What was said of one kind of record.
pub fn record_state(answer: &Answer, kind: &RecordKind) -> RecordState {
    if answer.is_unknown() {
        return RecordState::Unknown;
    }
    let mut of_kind = answer.items().iter().filter(|item| field_text(item, "kind") == kind.id);
    match of_kind.next() {
        None => RecordState::None,
        Some(item) if crate::engine::answer::marked(item, "unanswered") => RecordState::Unanswered,
        Some(item) if crate::engine::answer::marked(item, "unknown") => RecordState::Unknown,
        Some(_) => RecordState::Some,
    }
}

/// The kinds of record that the track asks for.
pub fn kinds<'a>(case: &Case, fact: &str, records: &'a Records) -> Vec<&'a RecordKind> {
    case.track().map(|track| counted_kinds(track, fact, records)).unwrap_or_default()
}

/// An answer to a fact of records in which no kind is answered yet.
pub fn unanswered_records(records: &Records) -> Answer {
    let item = |kind: &RecordKind| {
        let fields = [
            ("kind".to_owned(), Field::Text(kind.id.clone())),
            ("unanswered".to_owned(), Field::Bool(true)),
        ];
        Item::from(fields)
    };
    Answer::Items(records.kinds.iter().map(item).collect())
}

/// What is wrong with the answer to a fact.
pub fn faults<'a>(case: &'a Case, fact: &str) -> Vec<&'a Fault> {
    case.found.faults.iter().filter(|fault| fault.fact == fact).collect()
}

/// Requirements that rest on a fact: for the clause sheet of a question.
pub fn requirements_on<'a>(case: &Case, track: &'a Track, fact: &str) -> Vec<&'a Requirement> {
    let pairs = track.requirements.iter().zip(&case.found.requirements);
    let resting = pairs.filter(|(_, finding)| finding.facts.iter().any(|id| id == fact));
    resting.map(|(requirement, _)| requirement).collect()
}

/// Where the answer to a fact is changed: its section of the interview, or the particulars.
pub fn place_of(case: &Case, track: &Track, fact: &str) -> Route {
    let step = match section_of(track, fact) {
        Some(section) => Step::Answer(section.id.clone()),
        None => Step::Application,
    };
    Route::Case { dossier: case.dossier.id.clone(), step }
}

/// Places within an answer of the records of one kind.
pub fn places_of(answer: &Answer, kind: &RecordKind) -> Vec<usize> {
    let items = answer.items().iter().enumerate();
    items.filter(|(_, item)| field_text(item, "kind") == kind.id).map(|(at, _)| at).collect()
}

/// An answer in which a kind of record is said to have none, some, or is not known.
pub fn with_record_state(
    answer: &Answer,
    records: &Records,
    kind: &RecordKind,
    state: RecordState,
) -> Answer {
    let mark = |kind: &RecordKind, name: &str| {
        Item::from([
            ("kind".to_owned(), Field::Text(kind.id.clone())),
            (name.to_owned(), Field::Bool(true)),
        ])
    };
    let mut items: Vec<Item> = match answer.is_unknown() {
        true => records.kinds.iter().map(|kind| mark(kind, "unknown")).collect(),
        false => answer.items().to_vec(),
    };
    items.retain(|item| field_text(item, "kind") != kind.id);
    match state {
        RecordState::None => {}
        RecordState::Some => items.push(blank(kind)),
        RecordState::Unknown => items.push(mark(kind, "unknown")),
        RecordState::Unanswered => items.push(mark(kind, "unanswered")),
    }
    Answer::Items(items)
}

/// Whether no field of a record is filled in.
fn is_blank(item: &Item) -> bool {
    let empty = |field: &Field| matches!(field, Field::Text(text) if text.trim().is_empty());
    item.iter().all(|(name, field)| name == "kind" || empty(field))
}

/// Whether a record or a row says anything: more than its kind, or that it is not known.
pub fn is_told(item: &Item) -> bool {
    let marks = ["kind", "unanswered", "unknown"];
    let empty = |field: &Field| matches!(field, Field::Text(text) if text.trim().is_empty());
    item.iter().any(|(name, field)| !marks.contains(&name.as_str()) && !empty(field))
}

/// Whether the records of a fact are given and do not decide what rests on them.
pub fn undecided_records(case: &Case, fact: &Fact) -> bool {
    let (Kind::Records(records), Some(answer)) = (&fact.kind, case.dossier.answers.get(&fact.id))
    else {
        return false;
    };
    let asked = kinds(case, &fact.id, records);
    let is = |wanted: RecordState| asked.iter().any(|kind| record_state(answer, kind) == wanted);
    is(RecordState::Some)
        && !is(RecordState::Unanswered)
        && case.found.relevance.wanted.contains(&fact.id)
}

/// How many answers of the file belong to no question of the track.
pub fn strange(case: &Case) -> usize {
    let faults = case.found.faults.iter();
    faults.filter(|fault| matches!(fault.problem, Problem::NoSuchFact)).count()
}

/// A typed amount that ends with a unit, as its number and that unit: `1.2亿` of the family of 万元
/// is `1.2` and `亿元`. Nothing if it ends with no unit of the family.
pub fn taken_apart(typed: &str, family: &[String]) -> Option<(String, String)> {
    const SHORT: [(&str, &str); 6] = [
        ("万", "万元"),
        ("亿", "亿元"),
        ("平方米", "㎡"),
        ("平米", "㎡"),
        ("m²", "㎡"),
        ("m2", "㎡"),
    ];
    let typed = typed.trim();
    let known = |name: &str| family.iter().any(|unit| unit == name);
    let whole = family.iter().map(|unit| (unit.as_str(), unit.as_str()));
    let short = SHORT.into_iter().filter(|(_, unit)| known(unit));
    let (end, unit) = whole
        .chain(short)
        .filter(|(end, _)| typed.ends_with(end))
        .max_by_key(|(end, _)| end.len())?;
    let number = typed.strip_suffix(end)?.trim_end();
    number.ends_with(char::is_numeric).then(|| (number.to_owned(), unit.to_owned()))
}

fn blank(kind: &RecordKind) -> Item {
    Item::from([("kind".to_owned(), Field::Text(kind.id.clone()))])
}

/// An answer with one more record of a kind, still empty.
pub fn with_new_record(answer: &Answer, kind: &RecordKind) -> Answer {
    let mut items = answer.items().to_vec();
    items.push(blank(kind));
    Answer::Items(items)
}

/// An answer without the record at a place. Without the last one of its kind the kind is
/// unanswered: taking a record away is no statement that there are none.
pub fn without_record(answer: &Answer, kind: &RecordKind, at: usize) -> Answer {
    let mut items = answer.items().to_vec();
    if at < items.len() {
        items.remove(at);
    }
    if !items.iter().any(|item| field_text(item, "kind") == kind.id) {
        let mut mark = blank(kind);
        mark.insert("unanswered".to_owned(), Field::Bool(true));
        items.push(mark);
    }
    Answer::Items(items)
}

/// An answer in which a field of the record at a place has a value; nothing is "not known".
pub fn with_record_field(answer: &Answer, at: usize, name: &str, value: Option<Field>) -> Answer {
    let mut items = answer.items().to_vec();
    if let Some(item) = items.get_mut(at) {
        match value {
            Some(value) => item.insert(name.to_owned(), value),
            None => item.remove(name),
        };
    }
    Answer::Items(items)
}

/// What a dossier is about, without reading its pack: `江苏精品 · 培育库`. Rules that are not of
/// this site are named so.
pub fn aim(state: &State, dossier: &Dossier, words: &Words) -> Option<String> {
    let entry = state.entry(&dossier.pack.id)?;
    let track = entry.tracks.iter().find(|track| track.id == dossier.track)?;
    let steps = track.path.iter().map(|step| words.pick(step));
    let all: Vec<&str> = std::iter::once(words.pick(&entry.name)).chain(steps).collect();
    let name = all.join(" · ");
    Some(match dossier.pack.id.starts_with(OWN) {
        true => words.say("own.named", &[("name", &name)]),
        false => name,
    })
}

/// When a dossier was last edited, in words: `2026年11月20日 14:32`.
pub fn edited(dossier: &Dossier, words: &Words) -> String {
    let (day, time) = dossier.edited.split_once('T').unwrap_or((&dossier.edited, ""));
    format!("{} {time}", crate::words::telling::day(day, words)).trim().to_owned()
}

/// Whether storage refused because it is full: browsers give the fault this name.
pub fn is_full(reason: &str) -> bool {
    reason.contains("QuotaExceededError")
}
