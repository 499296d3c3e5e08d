//! A pack, read once: its tracks, what they ask, what is found and why.

use std::cell::OnceCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use alliance_check::document::record::{Both, explanations, one_of, record};
use alliance_check::engine::assess;
use alliance_check::pack::RulePack;
use alliance_check::pack::asked::asked;
use alliance_check::pack::raw::Track;
use alliance_check::words::{Lang, Words};

use super::given::{answers, data, dates, error, refused, text, track};
use super::interface::{
    AssessmentFound, Diagnostics, Explanations, FactList, GivenDates, GivenFacts, GivenText,
    TrackNames,
};

/// Every fault of a pack, with place and hint; none if it can be used.
#[wasm_bindgen]
pub fn check(pack_json: &GivenText) -> Result<Diagnostics, JsValue> {
    data(&RulePack::read(&text(pack_json, "pack")?).err().unwrap_or_default())
}

/// A checked pack.
#[wasm_bindgen]
pub struct Pack {
    pack: Rc<RulePack>,
    /// Read when something is first to be told.
    words: OnceCell<[Words; 2]>,
}

#[wasm_bindgen]
impl Pack {
    /// Reads and checks a pack; throws an `Error` that lists every fault.
    #[wasm_bindgen(constructor)]
    pub fn new(pack_json: &GivenText) -> Result<Pack, JsValue> {
        let pack = RulePack::read(&text(pack_json, "pack")?).map_err(|faults| {
            let told = |fault: &alliance_check::pack::diagnostic::Diagnostic| {
                format!("pack: {}: {}; {}", fault.place, fault.message.en, fault.hint.en)
            };
            error(&faults.iter().map(told).collect::<Vec<_>>())
        })?;
        Ok(Pack { pack: Rc::new(pack), words: OnceCell::new() })
    }

    /// Its id.
    #[wasm_bindgen(getter)]
    pub fn id(&self) -> String {
        self.pack.raw().id.clone()
    }

    /// The version of its rules.
    #[wasm_bindgen(getter)]
    pub fn version(&self) -> String {
        self.pack.raw().version.clone()
    }

    /// SHA-256 (hex) of the file it was read from.
    #[wasm_bindgen(getter)]
    pub fn hash(&self) -> String {
        self.pack.hash().to_owned()
    }

    /// Its tracks in order.
    pub fn tracks(&self) -> Result<TrackNames, JsValue> {
        let name = |t: &Track| serde_json::json!({ "id": t.id, "kind": t.kind, "role": t.role, "name": t.name });
        data(&self.pack.raw().tracks.iter().map(name).collect::<Vec<_>>())
    }

    /// What a track asks: `packs facts`.
    pub fn facts(&self, track_id: &GivenText) -> Result<FactList, JsValue> {
        data(&asked(&self.pack, track(&self.pack, track_id)?))
    }

    /// What is found of a set of answers: `packs assess`.
    pub fn assess(
        &self,
        track_id: &GivenText,
        facts: &GivenFacts,
        days: &GivenDates,
    ) -> Result<AssessmentFound, JsValue> {
        let track = track(&self.pack, track_id)?;
        let dates = dates(days)?;
        let answers = answers(facts, &self.pack, track, dates)?;
        let found = assess(&self.pack, track, &answers, dates);
        data(&record(&self.pack, track, &found, self.both()))
    }

    /// Why: the derivation of every status, or of one requirement or exemption: `packs explain`.
    pub fn explain(
        &self,
        track_id: &GivenText,
        facts: &GivenFacts,
        days: &GivenDates,
        node: Option<GivenText>,
    ) -> Result<Explanations, JsValue> {
        let track = track(&self.pack, track_id)?;
        let dates = dates(days)?;
        let answers = answers(facts, &self.pack, track, dates)?;
        let node = node.map(|node| text(&node, "node")).transpose()?;
        let told = explanations(&self.pack, track, &answers, dates, self.both());
        data(&one_of(told, node.as_deref()).map_err(|fault| refused(format!("node: {fault}")))?)
    }
}

impl Pack {
    pub(super) fn rules(&self) -> &Rc<RulePack> {
        &self.pack
    }

    fn both(&self) -> Both<'_> {
        let [zh, en] = self.words.get_or_init(|| {
            let zh = include_str!("../../../static/locales/zh.json");
            let en = include_str!("../../../static/locales/en.json");
            // They are part of the program, and its tests read them.
            let words = |lang, json| Words::read(lang, json).unwrap_or_default();
            [words(Lang::Zh, zh), words(Lang::En, en)]
        });
        Both { zh, en }
    }
}
