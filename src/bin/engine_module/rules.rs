//! Tracks that decide at once: what was read stays in the module's memory, and only results leave.

use std::rc::Rc;

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use alliance_check::engine::answer::Answer;
use alliance_check::engine::fact_file::{FactFile, told};
use alliance_check::engine::facts::Fault;
use alliance_check::engine::rules::{self, Hear};
use alliance_check::logic::outcome::Verdict;

use super::given::{self, dates, error, json, refused, text};
use super::interface::{GivenAnswer, GivenDates, GivenFacts, GivenText, Standings, Step};
use super::pack::Pack;

#[wasm_bindgen(module = "/src/bin/engine_module/results.js")]
extern "C" {
    #[wasm_bindgen(js_name = tellFailed)]
    fn tell_failed(ids: &JsValue, at: usize);
    #[wasm_bindgen(js_name = tellVerdict)]
    fn tell_verdict(verdict: u32);
    #[wasm_bindgen(js_name = tellNext)]
    fn tell_next(fact: &JsValue);
    #[wasm_bindgen(js_name = takeStandings)]
    fn take_standings() -> Standings;
    #[wasm_bindgen(js_name = takeStep)]
    fn take_step() -> Step;
}

/// Tracks, of one pack or of several, that are decided on the same answers and days.
#[wasm_bindgen]
pub struct Rules {
    rules: Rc<rules::Rules>,
    names: Rc<Names>,
}

/// Ids as JavaScript has them, made once.
#[derive(Clone, Default)]
struct Names {
    /// Of the requirements, a list for each track.
    requirements: Vec<JsValue>,
}

/// Answers read once, to be decided by rules that ask the same.
#[wasm_bindgen]
pub struct Sheet {
    sheet: rules::Sheet,
}

/// An interview with all tracks at once.
#[wasm_bindgen]
pub struct Session {
    session: rules::Session,
    names: Rc<Names>,
    facts: std::collections::BTreeMap<String, JsValue>,
}

struct Teller<'a>(&'a Names);

impl Hear for Teller<'_> {
    fn failed(&mut self, track: usize, requirement: usize) {
        if let Some(ids) = self.0.requirements.get(track) {
            tell_failed(ids, requirement);
        }
    }

    fn verdict(&mut self, _: usize, verdict: Verdict) {
        tell_verdict(verdict as u32);
    }
}

#[wasm_bindgen]
impl Rules {
    /// No track yet.
    #[wasm_bindgen(constructor)]
    pub fn new(days: &GivenDates) -> Result<Rules, JsValue> {
        Ok(Rules { rules: Rc::new(rules::Rules::new(dates(days)?)), names: Rc::default() })
    }

    /// Adds a track of a pack. Sheets and sessions begun before go on with the tracks they began with.
    pub fn add(&mut self, pack: &Pack, track_id: &GivenText) -> Result<(), JsValue> {
        let track = given::track(pack.rules(), track_id)?;
        let ids: js_sys::Array =
            track.requirements.iter().map(|r| JsString::from(r.id.as_str())).collect();
        Rc::make_mut(&mut self.rules).add(Rc::clone(pack.rules()), &track.id);
        Rc::make_mut(&mut self.names).requirements.push(ids.into());
        Ok(())
    }

    /// Reads answers; throws an `Error` that names every answer that cannot be used.
    pub fn read(&self, facts: &GivenFacts) -> Result<Sheet, JsValue> {
        let named = |fault: String| format!("facts: {fault}");
        let file = FactFile::parse(&json(facts, "facts")?).map_err(|f| refused(named(f)))?;
        let mut sheet = self.rules.sheet();
        let mut faults = Vec::new();
        for (fact, answer) in file.entries() {
            let found = match answer {
                Ok(answer) => self.rules.answer(&mut sheet, &fact, Some(&answer)),
                Err(()) => None,
            };
            faults.extend(unusable(&self.rules, &fact, found));
        }
        match faults.is_empty() {
            true => Ok(Sheet { sheet }),
            false => Err(error(&faults.into_iter().map(named).collect::<Vec<_>>())),
        }
    }

    /// The verdict over every track, in the order in which they were added.
    /// What a sheet read by other rules says of other facts is left out; what it does not say is open.
    pub fn decide(&self, sheet: &Sheet) -> Standings {
        self.rules.decide(&sheet.sheet, &mut Teller(&self.names));
        take_standings()
    }

    /// An interview in which nothing is answered yet.
    pub fn session(&self) -> Session {
        let session = self.rules.session();
        let name = |fact: &str| (fact.to_owned(), JsString::from(fact).into());
        let facts = self.rules.facts().map(name).collect();
        Session { session, names: Rc::clone(&self.names), facts }
    }
}

#[wasm_bindgen]
impl Session {
    /// Takes the answer to a fact, or takes it back (`null`), and tells where that leads. An answer
    /// that cannot be used is thrown, and the fact is open.
    pub fn set(&mut self, fact: &GivenText, answer: &GivenAnswer) -> Result<Step, JsValue> {
        let fact = text(fact, "fact")?;
        let written = json(answer, "answer")?;
        let answer: Option<Answer> = match serde_json::from_str(&written) {
            Ok(answer) => answer,
            Err(_) => return Err(error(&unusable(self.session.rules(), &fact, None))),
        };
        let found = self.session.set(&fact, answer.as_ref());
        let faults = unusable(self.session.rules(), &fact, found);
        match faults.is_empty() {
            true => Ok(self.step()),
            false => Err(error(&faults)),
        }
    }

    /// Where the answers given so far lead.
    pub fn step(&self) -> Step {
        self.session.standings(&mut Teller(&self.names));
        self.session.wanted(|fact| {
            if let Some(name) = self.facts.get(fact) {
                tell_next(name);
            }
        });
        take_step()
    }
}

/// What makes an answer unusable, in words; `None` says that no kind of answer has its shape.
fn unusable(rules: &rules::Rules, fact: &str, found: Option<Vec<Fault>>) -> Vec<String> {
    let asking = rules.asking(fact);
    let Some((pack, track)) = asking.or_else(|| rules.of(0)) else {
        return vec![format!("{fact}: there is no track yet; add one")];
    };
    let words = |fault: &Fault| told(fault, pack, track);
    match (asking, found) {
        (Some(_), Some(found)) => {
            found.iter().filter(|fault| fault.problem.is_unusable()).map(words).collect()
        }
        (known, _) => {
            use alliance_check::engine::facts::Problem::{NoSuchFact, WrongType};
            let problem = if known.is_some() { WrongType } else { NoSuchFact };
            vec![words(&Fault { fact: fact.to_owned(), within: String::new(), problem })]
        }
    }
}
