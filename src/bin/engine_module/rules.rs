//! Tracks that decide at once: what was read stays in the module's memory, and only results leave.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use alliance_check::engine::answer::Answer;
use alliance_check::engine::fact_file::{FactFile, told};
use alliance_check::engine::facts::Fault;
use alliance_check::engine::rules::{self, Hear};
use alliance_check::logic::outcome::Verdict;
use alliance_check::pack::raw::Track;

use super::given::{self, dates, error, json, refused, text};
use super::interface::{GivenAnswer, GivenDates, GivenFacts, GivenText, Standings, Step};
use super::pack::Pack;

/// Bits of a word.
const WORD: usize = u32::BITS as usize;

#[wasm_bindgen(module = "/src/bin/engine_module/results.js")]
extern "C" {
    fn attach(memory: &JsValue);
    fn standings(ids: &JsValue, tracks: usize, at: usize, width: usize) -> Standings;
    #[wasm_bindgen(js_name = tellNext)]
    fn tell_next(fact: &JsValue);
    fn step(ids: &JsValue, tracks: usize, at: usize, width: usize) -> Step;
}

/// Tracks, of one pack or of several, that are decided on the same answers and days.
#[wasm_bindgen]
pub struct Rules {
    rules: Rc<rules::Rules>,
    told: Told,
}

/// What is found, as numbers: one call tells all of it.
#[derive(Clone, Default)]
struct Told {
    /// The ids of the requirements as JavaScript has them, a list for each track.
    ids: js_sys::Array,
    tracks: usize,
    /// For each track so many words: its verdict, then a bit for each failed requirement.
    width: usize,
    words: RefCell<Vec<u32>>,
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
    told: Told,
    facts: std::collections::BTreeMap<String, JsValue>,
}

impl Told {
    fn add(&mut self, track: &Track) {
        let ids = track.requirements.iter().map(|r| JsString::from(r.id.as_str()));
        // Sessions begun before look at no track behind those that they began with.
        self.ids.set(self.tracks as u32, ids.collect::<js_sys::Array>().into());
        self.tracks += 1;
        self.width = self.width.max(1 + track.requirements.len().div_ceil(WORD));
    }

    /// Hears the verdicts and hands them over: the ids, how many tracks, and where the words are.
    fn tell<T>(
        &self,
        hear: impl FnOnce(&mut Teller<'_>),
        hand: impl FnOnce(&JsValue, usize, usize, usize) -> T,
    ) -> T {
        let mut words = self.words.borrow_mut();
        words.clear();
        words.resize(self.tracks * self.width, 0);
        hear(&mut Teller { words: &mut words, width: self.width });
        hand(&self.ids, self.tracks, words.as_ptr().addr() / size_of::<u32>(), self.width)
    }
}

struct Teller<'a> {
    words: &'a mut [u32],
    width: usize,
}

impl Hear for Teller<'_> {
    fn failed(&mut self, track: usize, requirement: usize) {
        let at = track * self.width + 1 + requirement / WORD;
        if let Some(word) = self.words.get_mut(at) {
            *word |= 1 << (requirement % WORD);
        }
    }

    fn verdict(&mut self, track: usize, verdict: Verdict) {
        if let Some(word) = self.words.get_mut(track * self.width) {
            *word = verdict as u32;
        }
    }
}

#[wasm_bindgen]
impl Rules {
    /// No track yet.
    #[wasm_bindgen(constructor)]
    pub fn new(days: &GivenDates) -> Result<Rules, JsValue> {
        attach(&wasm_bindgen::memory());
        Ok(Rules { rules: Rc::new(rules::Rules::new(dates(days)?)), told: Told::default() })
    }

    /// Adds a track of a pack. Sheets and sessions begun before go on with the tracks they began with.
    pub fn add(&mut self, pack: &Pack, track_id: &GivenText) -> Result<(), JsValue> {
        let track = given::track(pack.rules(), track_id)?;
        Rc::make_mut(&mut self.rules).add(Rc::clone(pack.rules()), &track.id);
        self.told.add(track);
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
        self.told.tell(|teller| self.rules.decide(&sheet.sheet, teller), standings)
    }

    /// An interview in which nothing is answered yet.
    pub fn session(&self) -> Session {
        let session = self.rules.session();
        let name = |fact: &str| (fact.to_owned(), JsString::from(fact).into());
        let facts = self.rules.facts().map(name).collect();
        Session { session, told: self.told.clone(), facts }
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
        self.session.wanted(|fact| {
            if let Some(name) = self.facts.get(fact) {
                tell_next(name);
            }
        });
        self.told.tell(|teller| self.session.standings(teller), step)
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
