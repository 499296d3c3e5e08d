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

use alliance_check::app::job::JobKind;
use alliance_check::app::route::{Route, Step};
use alliance_check::app::{Action, Effect, Export, Loaded, Moment, PackFile, State, Theme, view};
use alliance_check::engine::answer::Answers;
use alliance_check::engine::{Assessment, Dates, assess};
use alliance_check::logic::date;
use alliance_check::logic::outcome::Verdict;
use alliance_check::pack::raw::Track;
use alliance_check::pack::{RulePack, slice};
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

fn opening(pack: &RulePack, track: &Track) -> Assessment {
    let on = Dates::new(date::parse("2026-11-20").unwrap(), None);
    assess(pack, track, &Answers::new(), on)
}

fn written(pack: &RulePack, track: &Track, lang: &str) -> Vec<u8> {
    slice::write(pack, &track.id, lang, &opening(pack, track).relevance.wanted).unwrap()
}

/// Rule: the page that a slice shows asks what the engine asks first, and counts as it does, on
/// every day.
#[test]
fn a_slice_asks_what_the_engine_asks_first() {
    let mut asking = 0;
    for pack in packs() {
        for track in &pack.raw().tracks {
            let (_, told) = slice::read(&written(&pack, track, "zh")).unwrap();
            for day in ["2000-01-01", "2026-11-20", "2035-12-31"] {
                let on = Dates::new(date::parse(day).unwrap(), None);
                let wanted = assess(&pack, track, &Answers::new(), on).relevance.wanted;
                let asked = |sections: usize| -> Vec<&String> {
                    let facts = track.sections.iter().take(sections).flat_map(|s| &s.facts);
                    facts.filter(|id| wanted.contains(*id)).collect()
                };
                assert_eq!(told.asked.iter().collect::<Vec<_>>(), asked(1), "{} {day}", track.id);
                assert_eq!(told.waiting, asked(usize::MAX).len(), "{} {day}", track.id);
            }
            asking += usize::from(!told.asked.is_empty());
        }
    }
    assert!(asking >= 15, "most tracks begin with a question");
}

/// Rule: a slice has every fact, citation and text of its language that the page of the track and
/// its first question show, and vouches for no passage.
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
                let asked = opening(&pack, track).relevance.wanted;
                let first = track.sections.first().into_iter().flat_map(|section| &section.facts);
                for id in first.filter(|id| asked.contains(*id)) {
                    let (own, whole) = (part.fact(id).unwrap(), pack.fact(id).unwrap());
                    assert_eq!(text(&own.label), text(&whole.label));
                    for cited in &whole.cite {
                        assert_eq!(
                            part.citation(cited).unwrap().label,
                            pack.citation(cited).unwrap().label
                        );
                    }
                }
                let notes =
                    |track: &Track| track.notes.iter().map(|n| text(&n.text)).collect::<Vec<_>>();
                assert_eq!(notes(sliced), notes(track));
                for cited in sliced.notes.iter().chain(&sliced.steps).flat_map(|note| &note.cite) {
                    assert!(part.citation(cited).is_some(), "{cited}");
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

/// Rule: the page of a track needs the slice alone; a case shows its first question by it, and wants
/// the whole by which it is assessed.
#[test]
fn the_first_question_is_shown_by_the_slice() {
    let (mut page, asked) = Page::at_track();
    assert_eq!(asked, [Effect::FetchSlice(ID.into(), TRACK.into(), Lang::Zh)]);
    assert_eq!(page.slice_comes(Ok(bytes())), []);
    let (pack, track) = (ID.to_owned(), TRACK.to_owned());
    let asked = page.does(Action::BeganTrack { pack, track, filing: String::new(), from: None });
    assert!(asked.contains(&whole()), "{asked:?}");
    let case = page.0.case.as_ref().unwrap();
    let section = &case.track().unwrap().sections[0];
    let questions = view::questions(case, section).len();
    assert!(questions > 0 && view::waiting(case, case.track().unwrap()) > questions);
    let before =
        view::questions(case, section).iter().map(|q| q.fact.id.clone()).collect::<Vec<_>>();
    page.whole_comes();
    let case = page.0.case.as_ref().unwrap();
    let section = &case.track().unwrap().sections[0];
    let after =
        view::questions(case, section).iter().map(|q| q.fact.id.clone()).collect::<Vec<_>>();
    assert_eq!(before, after, "nothing changes under the hand");
}

/// Rule: every other place waits for the whole, which is fetched once and takes the place of the
/// slice; so does the page of the track in the second language.
#[test]
fn everything_else_needs_the_whole() {
    let case = |page: &Page, step: Step| {
        let dossier = page.0.route.dossier().unwrap().to_owned();
        Action::WentTo(Route::Case { dossier, step })
    };
    let mut page = Page::begun();
    for step in [Step::Verdict, Step::Answer("credit".into())] {
        assert!(!page.0.needs_whole(), "the first question is shown");
        let gone = case(&page, step.clone());
        assert!(!page.does(gone).contains(&whole()), "it is under way already");
        assert!(page.0.needs_whole(), "{step:?}");
        let back = case(&page, Step::Answer(String::new()));
        page.does(back);
    }
    assert!(page.file().is_slice(), "the slice stays until then");
    page.whole_comes();
    assert!(page.file().text().is_some());

    for happens in [
        Action::WantedSource("JS".into()),
        Action::ChoseLanguage(Lang::En),
        Action::WentTo(Route::parse("#/source/jiangsu/JS")),
    ] {
        let (mut page, _) = Page::at_track();
        page.slice_comes(Ok(bytes()));
        assert!(page.does(happens.clone()).contains(&whole()), "{happens:?}");
        assert!(!page.does(happens.clone()).contains(&whole()), "{happens:?}, a second time");
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
    assert!(made(&asked).is_none());
    assert!(matches!(page.0.export, Export::Running { .. }), "it is seen to be under way");
    assert_eq!(made(&page.whole_comes()), Some(read("static/packs/jiangsu.json")));

    let mut page = Page::begun();
    page.does(Action::AskedExport { kind: JobKind::Json, dossier: None });
    page.does(Action::CancelledExport);
    assert_eq!(made(&page.whole_comes()), None, "it was given up");
}

/// Rule: an answer given while the slice was here stays, decides nothing yet, and is assessed by the
/// whole once that is here.
#[test]
fn answers_outlive_the_slice() {
    let mut page = Page::begun();
    let answer = serde_json::from_value(serde_json::json!("jilin")).unwrap();
    page.does(Action::Answered { fact: "registration-province".into(), answer: Some(answer) });
    let case = page.0.case.as_ref().unwrap();
    assert_eq!(case.found.verdict, Verdict::Undetermined);
    page.whole_comes();
    let case = page.0.case.as_ref().unwrap();
    assert!(case.dossier.answers.contains_key("registration-province"));
    assert_ne!(case.found.verdict, Verdict::Undetermined, "the province excludes");
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
    page.does(Action::PackArrived(ID.into(), Err("offline".into())));
    assert!(matches!(page.0.packs[ID], Loaded::Failed(_)));
    assert!(page.does(Action::Retried).contains(&whole()));
}
