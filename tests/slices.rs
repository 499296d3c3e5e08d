//! Slices: a slice of a track says the same as the whole pack, as far as it goes; and the page takes
//! it for the first question only, and the whole for everything else.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests fail by panicking"
)]

use std::collections::BTreeMap;

use alliance_check::app::job::JobKind;
use alliance_check::app::route::{Route, Step};
use alliance_check::app::{Action, Effect, Export, Loaded, Moment, PackFile, State, Theme};
use alliance_check::engine::answer::Answers;
use alliance_check::engine::{Assessment, Dates, assess, opening};
use alliance_check::logic::date;
use alliance_check::pack::raw::Track;
use alliance_check::pack::{RulePack, slice, track_facts};
use alliance_check::words::Lang;

const ID: &str = "jiangsu";
const TRACK: &str = "js-lib-m";

fn read(path: &str) -> String {
    std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn packs() -> Vec<RulePack> {
    ["jilin", "xinjiang", "jiangsu", "shanghai-cleaner-production", "shanghai-brand"]
        .map(|id| RulePack::read(&read(&format!("static/packs/{id}.json"))).unwrap())
        .into()
}

fn written(pack: &RulePack, track: &Track, lang: &str) -> Vec<u8> {
    slice::write(pack, &track.id, lang, opening::write(pack, track).unwrap()).unwrap()
}

fn dates(on: &str, filing: Option<&str>) -> Dates {
    Dates::new(date::parse(on).unwrap(), filing.map(|day| date::parse(day).unwrap()))
}

/// Everything that is found, but for the reasons in the other language.
fn told(found: &Assessment) -> String {
    let finding = |f: &alliance_check::engine::assessment::Finding| {
        let reasons: Vec<&str> = f.reasons.iter().map(|text| text.zh.as_str()).collect();
        format!(
            "{:?} {} {reasons:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            f.status, f.self_declared, f.facts, f.open, f.shortfall, f.from, f.conflict, f.readings
        )
    };
    let all = |list: &[_]| list.iter().map(finding).collect::<Vec<_>>().join("\n");
    format!(
        "{:?} {:?} {:?} {:?} {:?}\n{}\n{}\n{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        found.dates,
        found.sheet,
        found.faults,
        found.relevance,
        found.verdict,
        all(&found.requirements),
        all(&found.waivers),
        found.preferences,
        found.materials,
        found.readings,
        found.conflicts,
        found.boundaries,
        found.deadlines,
        found.joint,
        found.force,
    )
}

/// Rule: a slice assesses its track exactly as the whole pack does, without answers and with those of
/// every example of the track.
#[test]
fn a_slice_assesses_as_the_whole_does() {
    let mut examples = 0;
    for pack in packs() {
        for track in &pack.raw().tracks {
            let (part, _) = slice::read(&written(&pack, track, "zh")).unwrap();
            let sliced = part.track(&track.id).unwrap();
            let mut answers = vec![Answers::new()];
            for example in &track.examples {
                let facts = serde_json::to_value(&example.facts).unwrap();
                answers.push(serde_json::from_value(facts).unwrap());
                examples += 1;
            }
            for answers in answers {
                let on = dates("2026-11-20", Some("2027-02-01"));
                let whole = assess(&pack, track, &answers, on);
                let part = assess(&part, sliced, &answers, on);
                assert_eq!(told(&part), told(&whole), "{}", track.id);
            }
        }
    }
    assert!(examples >= 19, "the packs have examples");
}

/// Rule: what is found before anything is answered is the same on every day, so it may be worked out
/// beforehand; only a planned filing date and a deadline together are left to the engine.
#[test]
fn the_opening_is_what_the_engine_finds() {
    let days = [
        dates("2026-11-20", None),
        dates("2026-11-20", Some("2028-02-29")),
        dates("2022-01-01", None),
        dates("2035-12-31", Some("2036-01-01")),
    ];
    for pack in packs() {
        for track in &pack.raw().tracks {
            let (part, bytes) = slice::read(&written(&pack, track, "zh")).unwrap();
            let sliced = part.track(&track.id).unwrap();
            for on in days {
                let Ok(found) = opening::read(&bytes, &part, sliced, on) else {
                    assert!(!track.deadlines.is_empty() && on.filing != on.on, "{}", track.id);
                    continue;
                };
                let whole = assess(&pack, track, &Answers::new(), on);
                assert_eq!(told(&found), told(&whole), "{} {on:?}", track.id);
            }
        }
    }
}

/// Rule: a slice has every fact, citation and text of its language that the page of the track and
/// its interview show, and vouches for no passage.
#[test]
fn a_slice_has_what_the_first_pages_show() {
    for pack in packs() {
        for track in &pack.raw().tracks {
            for lang in ["zh", "en"] {
                let (part, _) = slice::read(&written(&pack, track, lang)).unwrap();
                let text = |text: &alliance_check::pack::raw::Text| match lang {
                    "zh" => text.zh.clone(),
                    _ => text.en.clone(),
                };
                assert_eq!(part.hash(), pack.hash());
                let sliced = part.track(&track.id).unwrap();
                assert_eq!(text(&sliced.name), text(&track.name));
                assert_eq!(
                    sliced.form.is_some(),
                    track.form.is_some(),
                    "the name of the last step"
                );
                for id in track_facts(track) {
                    let (own, whole) = (part.fact(id).unwrap(), pack.fact(id).unwrap());
                    assert_eq!(text(&own.label), text(&whole.label));
                    for cited in &whole.cite {
                        assert_eq!(
                            part.citation(cited).unwrap().label,
                            pack.citation(cited).unwrap().label
                        );
                    }
                }
                for (own, whole) in sliced.requirements.iter().zip(&track.requirements) {
                    assert_eq!(text(&own.statement), text(&whole.statement));
                }
                assert!(part.raw().citations.iter().all(|c| c.sha256.is_empty()));
            }
        }
    }
}

/// Rule: a damaged slice, or one of another shape, is refused and nothing panics.
#[test]
fn a_damaged_slice_is_refused() {
    let pack = RulePack::read(&read("static/packs/jiangsu.json")).unwrap();
    let bytes = written(&pack, pack.track(TRACK).unwrap(), "zh");
    assert!(slice::read(&bytes).is_ok());
    for length in [0, 3, 4, 60, bytes.len() / 2, bytes.len() - 1] {
        assert!(slice::read(&bytes[..length]).is_err(), "cut at {length}");
    }
    let mut other = bytes.clone();
    other[3] += 1;
    assert!(slice::read(&other).is_err(), "another version of the shape");
    let mut longer = bytes.clone();
    longer.push(0);
    assert!(slice::read(&longer).is_err(), "something behind it");
    // A length far beyond the file must be found out before anything is made room for.
    let mut long = bytes;
    long[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(slice::read(&long).is_err());
}

struct Page(State, u32);

impl Page {
    /// The page of a track, with everything but its rules here.
    fn at_track() -> (Page, Vec<Effect>) {
        let mut page = Page(State::new(date::parse("2026-11-20").unwrap()), 0);
        let route = Route::parse("#/track/jiangsu/js-lib-m");
        page.does(Action::Opened { route, lang: Lang::Zh, theme: Theme::Device });
        page.does(Action::WordsArrived(Lang::Zh, Ok(read("static/locales/zh.json"))));
        page.does(Action::DossiersRead(Ok(Vec::new())));
        let asked = page.does(Action::CatalogueArrived(Ok(read("static/packs/index.json"))));
        (page, asked)
    }

    /// The same with the slice here, and a case begun.
    fn begun() -> Page {
        let (mut page, _) = Page::at_track();
        page.slice_comes(Ok(bytes()));
        let (pack, track) = (ID.to_owned(), TRACK.to_owned());
        page.does(Action::BeganTrack { pack, track, filing: String::new(), from: None });
        page
    }

    fn does(&mut self, action: Action) -> Vec<Effect> {
        self.1 += 1;
        let moment = Moment {
            today: date::parse("2026-11-20").unwrap(),
            time: "14:00".into(),
            fresh: format!("d{}", self.1),
        };
        self.0 = self.0.after(action, &moment);
        let now = self.0.events;
        self.0.outbox.iter().filter(|(at, _)| *at == now).map(|(_, e)| e.clone()).collect()
    }

    fn slice_comes(&mut self, bytes: Result<Vec<u8>, String>) -> Vec<Effect> {
        let (pack, track) = (ID.to_owned(), TRACK.to_owned());
        self.does(Action::SliceArrived { pack, track, lang: Lang::Zh, bytes })
    }

    fn whole_comes(&mut self) -> Vec<Effect> {
        self.does(Action::PackArrived(ID.into(), Ok(read("static/packs/jiangsu.json"))))
    }

    fn file(&self) -> &PackFile {
        self.0.packs[ID].ready().unwrap()
    }
}

fn bytes() -> Vec<u8> {
    let pack = RulePack::read(&read("static/packs/jiangsu.json")).unwrap();
    written(&pack, pack.track(TRACK).unwrap(), "zh")
}

fn whole() -> Effect {
    Effect::FetchPack(ID.into(), "jiangsu.json".into())
}

/// Rule: the page of a track and its first question need the slice alone.
#[test]
fn the_first_question_needs_the_slice_alone() {
    let (mut page, asked) = Page::at_track();
    assert_eq!(asked, [Effect::FetchSlice(ID.into(), TRACK.into(), Lang::Zh)]);
    assert_eq!(page.slice_comes(Ok(bytes())), []);
    let (pack, track) = (ID.to_owned(), TRACK.to_owned());
    let asked = page.does(Action::BeganTrack { pack, track, filing: String::new(), from: None });
    assert!(!asked.contains(&whole()), "{asked:?}");
    let case = page.0.case.as_ref().unwrap();
    assert!(case.found.relevance.wanted.contains("registration-province"));
}

/// Rule: every other place, a clause and the second language need the whole, which is fetched once
/// and takes the place of the slice.
#[test]
fn everything_else_needs_the_whole() {
    let elsewhere: BTreeMap<&str, fn(&Page) -> Action> = BTreeMap::from([
        (
            "the verdict",
            (|page: &Page| {
                let dossier = page.0.route.dossier().unwrap().to_owned();
                Action::WentTo(Route::Case { dossier, step: Step::Verdict })
            }) as fn(&Page) -> Action,
        ),
        ("a clause", |_| Action::WantedSource("JS".into())),
        ("the language", |_| Action::ChoseLanguage(Lang::En)),
        ("the document", |_| Action::WentTo(Route::parse("#/source/jiangsu/JS"))),
    ]);
    for (what, happens) in elsewhere {
        let mut page = Page::begun();
        let action = happens(&page);
        assert!(page.does(action.clone()).contains(&whole()), "{what}");
        assert!(!page.does(action).contains(&whole()), "{what}, a second time");
        assert!(page.file().text().is_none(), "{what}: the slice stays until then");
        page.whole_comes();
        assert!(page.file().text().is_some(), "{what}");
    }
}

/// Rule: an export asked for while only the slice is here waits for the whole, and rests on it.
#[test]
fn an_export_waits_for_the_whole() {
    let made = |effects: &[Effect]| {
        effects.iter().find_map(|effect| match effect {
            Effect::Run(job) => Some(job.pack.clone()),
            _ => None,
        })
    };
    let mut page = Page::begun();
    let asked = page.does(Action::AskedExport { kind: JobKind::Json, dossier: None });
    assert!(asked.contains(&whole()) && made(&asked).is_none());
    assert!(matches!(page.0.export, Export::Running { .. }), "it is seen to be under way");
    assert_eq!(made(&page.whole_comes()), Some(read("static/packs/jiangsu.json")));

    let mut page = Page::begun();
    page.does(Action::AskedExport { kind: JobKind::Json, dossier: None });
    page.does(Action::CancelledExport);
    assert_eq!(made(&page.whole_comes()), None, "it was given up");
}

/// Rule: answers given while the slice was here stay, and are assessed by the whole once it is.
#[test]
fn answers_outlive_the_slice() {
    let mut page = Page::begun();
    let answer = serde_json::from_value(serde_json::json!("jiangsu")).unwrap();
    page.does(Action::Answered { fact: "registration-province".into(), answer: Some(answer) });
    let before = told(&page.0.case.as_ref().unwrap().found);
    page.does(Action::WantedSource("JS".into()));
    page.whole_comes();
    let case = page.0.case.as_ref().unwrap();
    assert!(case.file.text().is_some());
    assert_eq!(told(&case.found), before);
}

/// Rule: where the slice is missing, damaged or of other rules than the catalogue's, the whole pack
/// is read instead; a slice that comes late changes nothing.
#[test]
fn the_whole_stands_in_for_a_slice() {
    let mut old = bytes();
    let at = 8;
    old[at] = if old[at] == b'0' { b'1' } else { b'0' };
    for bad in [Err("HTTP 404".to_owned()), Ok(b"<!doctype html>".to_vec()), Ok(old)] {
        let (mut page, _) = Page::at_track();
        assert_eq!(page.slice_comes(bad), [whole()]);
        assert!(matches!(page.0.packs[ID], Loaded::Waiting));
        page.whole_comes();
        page.slice_comes(Ok(bytes()));
        assert!(page.file().text().is_some());
    }
}

/// Rule: a whole pack that does not arrive is said, and can be tried again.
#[test]
fn a_whole_that_does_not_arrive_can_be_tried_again() {
    let mut page = Page::begun();
    let dossier = page.0.route.dossier().unwrap().to_owned();
    page.does(Action::WentTo(Route::Case { dossier, step: Step::Verdict }));
    page.does(Action::PackArrived(ID.into(), Err("offline".into())));
    assert!(matches!(page.0.packs[ID], Loaded::Failed(_)));
    assert!(page.does(Action::Retried).contains(&whole()));
}
