//! The program's behaviour as a table of events: what each makes of the state, and what it asks the
//! world to do.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    reason = "tests fail by panicking"
)]

use alliance_check::app::job::{FileMade, Job, JobKind, PROTOCOL, ReplyContent, Stage};
use alliance_check::app::route::{Route, Step};
use alliance_check::app::view::RecordState;
use alliance_check::app::{
    Action, Effect, Export, Failure, Loaded, Moment, Saved, State, Theme, view,
};
use alliance_check::document::Document;
use alliance_check::dossier::{Dossier, MaterialNote, MaterialState};
use alliance_check::engine::answer::{Answer, TypedAmount};
use alliance_check::logic::date;
use alliance_check::pack::RulePack;
use alliance_check::pack::raw::Kind;
use alliance_check::words::Lang;
use serde_json::json;

const JIANGSU: &str = "jiangsu";
const TRACK: &str = "js-lib-m";

fn read(path: &str) -> String {
    std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A page with a person before it: every event has its own moment.
struct Page {
    state: State,
    clock: u32,
    today: &'static str,
}

impl Page {
    /// A page that has just begun to open at a place.
    fn closed() -> Page {
        let today = "2026-11-20";
        Page { state: State::new(date::parse(today).unwrap()), clock: 0, today }
    }

    /// A page that is open at a place, with everything fetched and nothing saved on the device.
    fn open() -> Page {
        let mut page = Page::closed();
        page.does(Action::Opened { route: Route::Start, lang: Lang::Zh, theme: Theme::Device });
        page.does(Action::WordsArrived(Lang::Zh, Ok(read("static/locales/zh.json"))));
        page.does(Action::CatalogueArrived(Ok(read("static/packs/index.json"))));
        page.does(Action::DossiersRead(Ok(Vec::new())));
        page
    }

    /// A page with a new case of the Jiangsu track on the screen.
    fn begun() -> Page {
        let mut page = Page::open();
        page.does(Action::WentTo(Route::parse("#/track/jiangsu/js-lib-m")));
        page.does(Action::PackArrived(JIANGSU.into(), Ok(read("static/packs/jiangsu.json"))));
        page.begin();
        page
    }

    fn begin(&mut self) -> String {
        let (pack, track) = (JIANGSU.to_owned(), TRACK.to_owned());
        self.does(Action::BeganTrack { pack, track, filing: String::new(), from: None });
        self.state.route.dossier().unwrap().to_owned()
    }

    /// Lets something happen; what the world is asked to do because of it.
    fn does(&mut self, action: Action) -> Vec<Effect> {
        self.clock += 1;
        let moment = Moment {
            today: date::parse(self.today).unwrap(),
            time: format!("14:{:02}", self.clock % 60),
            fresh: format!("d{}", self.clock),
        };
        self.state = self.state.after(action, &moment);
        let now = self.state.events;
        self.state.outbox.iter().filter(|(at, _)| *at == now).map(|(_, e)| e.clone()).collect()
    }

    fn answers(&mut self, fact: &str, answer: Answer) -> Vec<Effect> {
        self.does(Action::Answered { fact: fact.into(), answer: Some(answer) })
    }

    fn case(&self) -> &alliance_check::app::Case {
        self.state.case.as_ref().expect("a case on the screen")
    }

    fn all(&self) -> Vec<&Dossier> {
        self.state.dossiers.ready().unwrap().values().map(AsRef::as_ref).collect()
    }

    fn steps_to(&mut self, step: Step) -> Vec<Effect> {
        let dossier = self.state.route.dossier().unwrap().to_owned();
        self.does(Action::WentTo(Route::Case { dossier, step }))
    }

    fn toast(&self) -> (&str, bool) {
        self.state.toast.as_ref().map_or(("", false), |t| (t.key, t.fault))
    }
}

fn job(effects: &[Effect]) -> &Job {
    let jobs: Vec<&Job> = effects
        .iter()
        .filter_map(|e| match e {
            Effect::Run(job) => Some(&**job),
            _ => None,
        })
        .collect();
    assert_eq!(jobs.len(), 1, "{effects:?}");
    jobs[0]
}

fn none(effects: &[Effect]) {
    assert!(effects.is_empty(), "{effects:?}");
}

fn text(option: &str) -> Answer {
    Answer::Text(option.to_owned())
}

fn money(value: &str) -> Answer {
    Answer::Amount(TypedAmount { value: value.to_owned(), unit: "万元".to_owned() })
}

fn sheet(title: &str) -> Document {
    let (title, file_name, lang) = (title.to_owned(), "f".to_owned(), "zh-Hans".to_owned());
    Document { title, file_name, lang, footer: String::new(), blocks: Vec::new() }
}

fn file(name: &str) -> FileMade {
    FileMade { name: name.to_owned(), media_type: "x/y".to_owned(), bytes: vec![1] }
}

fn deleted(effects: &[Effect]) -> Vec<&str> {
    effects
        .iter()
        .filter_map(|e| match e {
            Effect::Delete(id, _) => Some(id.as_str()),
            _ => None,
        })
        .collect()
}

fn saved(effects: &[Effect]) -> Vec<&Dossier> {
    effects
        .iter()
        .filter_map(|e| match e {
            Effect::Save(dossier, _) => Some(&**dossier),
            _ => None,
        })
        .collect()
}

// ---- Opening ----

/// Opening fetches words, catalogue and dossiers, in that order; each is said to be under way.
#[test]
fn opening_fetches_what_every_page_needs() {
    let mut page = Page::closed();
    let route = Route::parse("#/dossiers");
    let asked = page.does(Action::Opened { route, lang: Lang::En, theme: Theme::Dark });
    assert_eq!(
        asked,
        [
            Effect::FetchWords(Lang::En),
            Effect::FetchCatalogue,
            Effect::ReadOwnPacks,
            Effect::ReadDossiers
        ]
    );
    assert_eq!((page.state.lang, page.state.theme), (Lang::En, Theme::Dark));
    assert_eq!(page.state.route, Route::Dossiers);
    assert!(matches!(page.state.words, Loaded::Waiting));
    assert!(matches!(page.state.dossiers, Loaded::Waiting));
}

/// A pack is fetched when a place needs it, once, whatever arrives first.
#[test]
fn a_pack_is_fetched_once_and_only_when_needed() {
    let fetch = Effect::FetchSlice(JIANGSU.into(), TRACK.into(), Lang::Zh);
    let mut page = Page::open();
    assert!(page.state.packs.is_empty(), "the start page needs none");
    let asked = page.does(Action::WentTo(Route::parse("#/track/jiangsu/js-lib-m")));
    assert_eq!(asked, std::slice::from_ref(&fetch));
    none(&page.does(Action::WentTo(Route::Start)));
    none(&page.does(Action::WentTo(Route::parse("#/track/jiangsu/js-lib-m"))));

    let mut page = Page::closed();
    let route = Route::parse("#/track/jiangsu/js-lib-m");
    page.does(Action::Opened { route, lang: Lang::Zh, theme: Theme::Device });
    let asked = page.does(Action::CatalogueArrived(Ok(read("static/packs/index.json"))));
    assert_eq!(asked, [fetch], "the place waited for the catalogue");
    none(&page.does(Action::WentTo(Route::parse("#/track/nowhere/x"))));
}

/// What did not arrive, or is broken, is said with its reason, and can be tried again.
#[test]
fn what_did_not_arrive_can_be_tried_again() {
    let mut page = Page::closed();
    let route = Route::parse("#/track/jiangsu/js-lib-m");
    page.does(Action::Opened { route, lang: Lang::Zh, theme: Theme::Device });
    page.does(Action::WordsArrived(Lang::Zh, Err("zh.json: offline".into())));
    page.does(Action::CatalogueArrived(Err("index.json: offline".into())));
    assert_eq!(page.state.catalogue, Loaded::Failed(Failure::Fetch("index.json: offline".into())));
    assert_eq!(page.does(Action::Retried), [Effect::FetchWords(Lang::Zh), Effect::FetchCatalogue]);
    page.does(Action::CatalogueArrived(Ok("{".into())));
    assert!(
        matches!(&page.state.catalogue, Loaded::Failed(Failure::Fetch(f)) if f.starts_with("index.json: "))
    );
    page.does(Action::Retried);
    page.does(Action::CatalogueArrived(Ok(read("static/packs/index.json"))));
    page.does(Action::PackArrived(JIANGSU.into(), Ok("{}".into())));
    let broken = page.state.packs.get(JIANGSU).unwrap();
    assert!(matches!(broken, Loaded::Failed(Failure::Pack(faults)) if faults.len() == 1));
    let again = Effect::FetchSlice(JIANGSU.into(), TRACK.into(), Lang::Zh);
    assert_eq!(page.does(Action::Retried), [again]);
    page.does(Action::PackArrived(JIANGSU.into(), Ok(read("static/packs/jiangsu.json"))));
    assert!(page.state.packs[JIANGSU].ready().is_some());
}

/// Storage that cannot be read stops nothing; a saved case that cannot be read is kept as it is.
#[test]
fn unreadable_storage_stops_nothing() {
    let mut page = Page::closed();
    page.does(Action::Opened { route: Route::Start, lang: Lang::Zh, theme: Theme::Device });
    page.does(Action::DossiersRead(Err("private window".into())));
    assert_eq!(page.state.saved, Saved::Failed("private window".into()));
    assert!(page.all().is_empty(), "the program goes on in memory");

    let mut page = Page::begun();
    let good = serde_json::to_string(page.all()[0]).unwrap();
    page = Page::closed();
    page.does(Action::Opened { route: Route::Start, lang: Lang::Zh, theme: Theme::Device });
    let kept = vec![("a".into(), good), ("b".into(), "{\"format\":1".into())];
    page.does(Action::DossiersRead(Ok(kept)));
    assert_eq!(page.all().len(), 1);
    assert_eq!(page.state.unreadable, [("b".to_owned(), "{\"format\":1".to_owned())]);
}

// ---- Answering ----

/// Beginning a track makes a case, goes to its first question and saves it, in that order.
#[test]
fn beginning_a_track_makes_a_case() {
    let mut page = Page::begun();
    let (pack, track) = (JIANGSU.to_owned(), TRACK.to_owned());
    let filing = "2026-12-31".to_owned();
    let asked = page.does(Action::BeganTrack { pack, track, filing, from: None });
    let id = page.state.route.dossier().unwrap().to_owned();
    let route = Route::Case { dossier: id.clone(), step: Step::Answer(String::new()) };
    assert!(
        matches!(&asked[..], [Effect::Save(d, None), Effect::Go(to)] if d.id == id && *to == route)
    );
    assert_eq!(page.state.saved, Saved::Saving);
    assert_eq!(page.case().found.dates.filing, date::parse("2026-12-31").unwrap());
    assert_eq!(page.case().found.verdict.name(), "undetermined");
    assert_eq!(page.all().len(), 2, "the first case is still there");
    let nowhere = Action::BeganTrack {
        pack: JIANGSU.into(),
        track: "x".into(),
        filing: String::new(),
        from: None,
    };
    none(&page.does(nowhere));
}

/// An answer is kept, saved with its time, and assessed at once; the same answer again is nothing.
#[test]
fn an_answer_is_kept_saved_and_assessed() {
    let mut page = Page::begun();
    let asked = page.answers("legal-person", Answer::Bool(false));
    assert_eq!(saved(&asked).len(), 1);
    assert_eq!(saved(&asked)[0].answers["legal-person"], Answer::Bool(false));
    assert!(saved(&asked)[0].edited.starts_with("2026-11-20T14:"));
    assert_eq!(page.case().found.verdict.name(), "not-eligible");
    none(&page.answers("legal-person", Answer::Bool(false)));
    page.does(Action::SaveEnded(Ok(())));
    assert!(matches!(&page.state.saved, Saved::At(time) if time.starts_with("14:")));

    page.does(Action::Answered { fact: "legal-person".into(), answer: None });
    assert_eq!(page.case().found.verdict.name(), "undetermined");
    assert!(page.all()[0].answers.is_empty(), "taken back");
}

/// An answer that no longer matters is kept and shown as unused; when the question comes back, its
/// old answer comes with it.
#[test]
fn answers_that_no_longer_matter_come_back() {
    let mut page = Page::begun();
    for (fact, answer) in [
        ("goods-class", text("consumer")),
        ("product-sales-y1", money("6000")),
        ("class-sales-y1", money("7000")),
        ("mfg-titles", Answer::Options(vec!["little-giant-national".into()])),
        ("title-evidence", Answer::Bool(true)),
    ] {
        page.answers(fact, answer);
    }
    let asked = |page: &Page| {
        let case = page.case();
        let section = |id: &str| {
            let section = case.track().unwrap().sections.iter().find(|s| s.id == id).unwrap();
            let questions = view::questions(case, section);
            questions.iter().map(|q| (q.fact.id.clone(), q.answer.cloned())).collect::<Vec<_>>()
        };
        section("titles")
    };
    let before = asked(&page);
    assert!(before.iter().any(|(id, answer)| id == "mfg-titles" && answer.is_some()));

    page.answers("product-sales-y1", money("30000"));
    assert!(!asked(&page).iter().any(|(id, _)| id == "mfg-titles"), "titles matter no more");
    assert_eq!(page.all()[0].answers.len(), 5, "nothing is deleted");
    let case = page.case();
    let unused = view::unused(case, case.track().unwrap());
    let unused: Vec<&str> = unused.iter().map(|(fact, _)| fact.id.as_str()).collect();
    assert_eq!(unused, ["class-sales-y1", "mfg-titles", "title-evidence"]);

    page.answers("product-sales-y1", money("6000"));
    assert_eq!(asked(&page), before, "questions and answers are back");
}

/// The dates of a case: empty means today and the day of assessment; a new day moves what is simply
/// today.
#[test]
fn dates_follow_the_person_and_the_calendar() {
    let mut page = Page::begun();
    page.answers("established-on", text("2023-11-21"));
    let day = |text: &str| date::parse(text).unwrap();
    let status = |page: &Page| page.case().found.requirements[2].status.name();
    assert_eq!((page.case().found.dates.on, status(&page)), (day("2026-11-20"), "failed"));
    page.today = "2026-11-21";
    none(&page.does(Action::ClosedToast));
    assert_eq!((page.case().found.dates.on, status(&page)), (day("2026-11-21"), "met"));
    let asked =
        page.does(Action::SetDates { on: "2026-11-01".into(), filing: "2026-12-01".into() });
    assert_eq!(saved(&asked)[0].on.as_deref(), Some("2026-11-01"));
    assert_eq!((page.case().found.dates.filing, status(&page)), (day("2026-12-01"), "failed"));
    page.does(Action::SetDates { on: " ".into(), filing: String::new() });
    assert_eq!((page.all()[0].on.clone(), page.all()[0].filing.clone()), (None, None));
    assert_eq!(page.case().found.dates.filing, day("2026-11-21"));
}

/// Materials are noted with the case, and nothing else of it changes.
#[test]
fn materials_are_noted() {
    let mut page = Page::begun();
    let note = MaterialNote { state: Some(MaterialState::Ready), ..MaterialNote::default() };
    let noted = Action::NotedMaterial { material: "licence".into(), note: note.clone() };
    let asked = page.does(noted.clone());
    assert_eq!(saved(&asked)[0].material("licence"), note);
    none(&page.does(noted));
}

/// Without a case on the screen there is nothing to edit.
#[test]
fn without_a_case_nothing_is_edited() {
    let mut page = Page::begun();
    page.does(Action::WentTo(Route::Start));
    none(&page.answers("legal-person", Answer::Bool(true)));
    none(&page.does(Action::SetDates { on: "2026-01-01".into(), filing: String::new() }));
    assert!(page.all()[0].answers.is_empty());
    assert!(page.state.case.is_none());
}

// ---- Dossiers ----

/// A copy is another case with the same answers and a name of its own.
#[test]
fn a_case_is_duplicated() {
    let mut page = Page::begun();
    page.answers("name", text("样例公司"));
    let id = page.all()[0].id.clone();
    let asked = page.does(Action::Duplicated(id.clone()));
    let copy = saved(&asked)[0];
    assert_ne!(copy.id, id);
    assert_eq!(copy.answers["name"], text("样例公司"));
    assert!(copy.title.contains("样例公司") && copy.title != "样例公司", "{}", copy.title);
    assert_eq!(page.all().len(), 2);
    assert_eq!(page.state.route.dossier(), Some(id.as_str()), "the place is kept");
    none(&page.does(Action::Duplicated("none".into())));
}

/// A name is saved; the same name again is nothing.
#[test]
fn a_case_is_renamed() {
    let mut page = Page::begun();
    let id = page.all()[0].id.clone();
    let renamed = Action::Renamed { dossier: id, title: "年度自查".into() };
    assert_eq!(saved(&page.does(renamed.clone()))[0].title, "年度自查");
    none(&page.does(renamed));
}

/// A deleted case leaves the screen, is deleted from the device, and comes back by undo as it was.
#[test]
fn a_deletion_can_be_undone() {
    let mut page = Page::begun();
    page.answers("legal-person", Answer::Bool(true));
    let gone = page.all()[0].clone();
    let asked = page.does(Action::Deleted(gone.id.clone()));
    assert_eq!(asked, [Effect::Delete(gone.id.clone(), None), Effect::Go(Route::Dossiers)]);
    assert!(page.all().is_empty() && page.state.case.is_none());
    assert_eq!(page.toast(), ("toast.deleted", false));

    let asked = page.does(Action::UndidDeletion);
    assert_eq!(saved(&asked), [&gone]);
    assert_eq!(page.all(), [&gone]);
    assert!(page.state.toast.is_none());
    none(&page.does(Action::UndidDeletion));
    none(&page.does(Action::Deleted("none".into())));
}

/// Clearing deletes every case; closing the message is the end of them, undo brings all back.
#[test]
fn everything_can_be_cleared() {
    for undone in [true, false] {
        let mut page = Page::begun();
        let (first, second) = (page.state.route.dossier().unwrap().to_owned(), page.begin());
        page.does(Action::AskedAll);
        let asked = page.does(Action::ClearedAll);
        assert_eq!(page.state.export, Export::Idle, "nothing is told of files of before");
        let mut gone = deleted(&asked);
        gone.sort_unstable();
        let mut both = [first.as_str(), second.as_str()];
        both.sort_unstable();
        assert_eq!(gone, both);
        assert!(page.all().is_empty());
        assert_eq!(page.state.toast.as_ref().unwrap().args, [("n", "2".to_owned())]);
        if undone {
            assert_eq!(saved(&page.does(Action::UndidDeletion)).len(), 2);
            assert_eq!(page.all().len(), 2);
        } else {
            none(&page.does(Action::ClosedToast));
            none(&page.does(Action::UndidDeletion));
            assert!(page.all().is_empty());
        }
    }
    none(&Page::open().does(Action::ClearedAll));
}

/// Storage that refuses a save keeps the case here, and says so until a save works.
#[test]
fn a_refused_save_keeps_the_case() {
    let mut page = Page::begun();
    page.answers("legal-person", Answer::Bool(true));
    page.does(Action::SaveEnded(Err("quota".into())));
    assert_eq!(page.state.saved, Saved::Failed("quota".into()));
    assert_eq!(page.all()[0].answers["legal-person"], Answer::Bool(true));
    page.does(Action::WentTo(Route::Dossiers));
    assert_eq!(page.state.saved, Saved::Failed("quota".into()), "not forgotten by going elsewhere");
    let id = page.all()[0].id.clone();
    page.does(Action::Renamed { dossier: id, title: "x".into() });
    page.does(Action::SaveEnded(Ok(())));
    assert!(matches!(page.state.saved, Saved::At(_)));
}

// ---- Files ----

/// A file that cannot be taken in changes nothing but the message, which says why.
#[test]
fn a_bad_file_changes_nothing_but_the_message() {
    let whole = |page: &Page| {
        let state = &page.state;
        let case = state.case.as_ref().map(|c| c.found.verdict.name());
        format!("{:?} {:?} {:?} {:?}", state.route, state.dossiers, state.saved, case)
    };
    let mut page = Page::begun();
    page.answers("legal-person", Answer::Bool(true));
    let mine = serde_json::to_value(page.all()[0]).unwrap();
    let changed = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut value = mine.clone();
        change(&mut value);
        value.to_string()
    };
    let rows: Vec<(&str, Result<String, String>, &str)> = vec![
        ("unreadable", Err("no permission".into()), "open.unreadable"),
        ("empty", Ok(" \n".into()), "open.empty"),
        ("a Word file", Ok("PK\u{3}\u{4}\u{14}\u{6}".into()), "open.archive"),
        ("a picture", Ok("\u{FFFD}PNG".into()), "open.not-json"),
        ("half a file", Ok(mine.to_string()[..60].into()), "open.cut-off"),
        ("another program's", Ok("{\"a\": 1}".into()), "open.not-ours"),
        ("a list", Ok("[]".into()), "open.not-ours"),
        ("newer", Ok(changed(&|v| v["format"] = json!(2))), "open.newer"),
        (
            "newer, of another shape",
            Ok(changed(&|v| {
                v["format"] = json!(9);
                v["x"] = json!(1);
            })),
            "open.newer",
        ),
        (
            "damaged answers",
            Ok(changed(&|v| v["answers"] = json!({"a": {"b": 1}}))),
            "open.damaged",
        ),
        ("unknown field", Ok(changed(&|v| v["extra"] = json!(1))), "open.damaged"),
        ("damaged format", Ok(changed(&|v| v["format"] = json!("1"))), "open.damaged"),
        (
            "another alliance",
            Ok(changed(&|v| v["pack"]["id"] = json!("jilin"))),
            "open.no-such-track",
        ),
        ("another track", Ok(changed(&|v| v["track"] = json!("js-lib-x"))), "open.no-such-track"),
    ];
    for (name, text, key) in rows {
        let before = whole(&page);
        none(&page.does(Action::OpenedFile { name: "a.json".into(), text }));
        assert_eq!(page.toast(), (key, true), "{name}");
        assert_eq!(whole(&page), before, "{name}");
        let toast = page.state.toast.as_ref().unwrap();
        assert!(toast.args.contains(&("file", "a.json".to_owned())), "{name}: the file is named");
    }
}

/// A good file becomes a case of its own, beside what is there: a bare case, or a record, with or
/// without a byte-order mark.
#[test]
fn a_good_file_becomes_a_case() {
    let mut page = Page::begun();
    page.answers("legal-person", Answer::Bool(true));
    let mine = page.all()[0].clone();
    let bare = serde_json::to_string(&mine).unwrap();
    let record =
        json!({"program": "alliance-check", "dossier": mine, "assessment": {}}).to_string();
    for (at, text) in [bare, record.clone(), format!("\u{FEFF}{record}")].into_iter().enumerate() {
        let asked = page.does(Action::OpenedFile { name: "a.json".into(), text: Ok(text) });
        let id = page.state.route.dossier().unwrap().to_owned();
        assert_ne!(id, mine.id, "it never takes the place of a case");
        assert_eq!(saved(&asked)[0].id, id);
        assert!(matches!(asked.last(), Some(Effect::Go(Route::Case { .. }))));
        assert_eq!(page.toast(), ("open.opened", false));
        assert_eq!(page.case().dossier.answers, mine.answers);
        assert_eq!(page.all().len(), at + 2);
    }
}

/// All cases of a device go into one file and come back out of it as cases of their own. What cannot
/// be used of it is said, and keeps nothing else away.
#[test]
fn a_file_of_all_cases_is_taken_in() {
    let mut page = Page::begun();
    page.answers("legal-person", Answer::Bool(true));
    page.does(Action::Duplicated(page.state.route.dossier().unwrap().to_owned()));
    let mine: Vec<_> = page.state.dossiers.ready().unwrap().values().cloned().collect();
    let asked = page.does(Action::AskedAll);
    let [Effect::Download(made)] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!(made.name, "全部记录-20261120.json");
    assert_eq!(page.state.export, Export::Done(made.name.clone()));
    let text = String::from_utf8(made.bytes.clone()).unwrap();
    let open = |page: &mut Page, text: String| {
        page.does(Action::OpenedFile { name: "all.json".into(), text: Ok(text) })
    };

    let asked = open(&mut page, text.clone());
    assert_eq!(page.toast(), ("open.opened-all", false));
    assert_eq!(page.all().len(), 4);
    let new: Vec<Dossier> = saved(&asked).into_iter().cloned().collect();
    assert_eq!(new.len(), 2);
    for (new, old) in new.iter().zip(&mine) {
        assert!(mine.iter().all(|mine| mine.id != new.id), "it never takes the place of a case");
        assert_eq!(*new, Dossier { id: new.id.clone(), ..Dossier::clone(old) });
    }
    assert!(asked.contains(&Effect::Go(Route::Dossiers)));

    let changed = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
        change(&mut value);
        value.to_string()
    };
    let asked = open(&mut page, changed(&|all| all["dossiers"][0]["track"] = json!("js-lib-x")));
    assert_eq!(saved(&asked).len(), 1);
    assert_eq!(page.toast(), ("open.opened-some", true));
    let why = &page.state.toast.as_ref().unwrap().args;
    let why = &why.iter().find(|(slot, _)| *slot == "why").unwrap().1;
    assert!(why.contains("all.json #1") && why.contains("js-lib-x"), "{why}");

    let damaged = changed(&|all| {
        all["dossiers"][0]["pack"] = json!(1);
        all["dossiers"][1]["format"] = json!(9);
    });
    for (text, key) in [
        (damaged, "open.damaged"),
        (changed(&|all| all["dossiers"] = json!([])), "open.none"),
        (changed(&|all| all["format"] = json!(9)), "open.newer"),
    ] {
        none(&open(&mut page, text));
        assert_eq!(page.toast(), (key, true));
        assert_eq!(page.all().len(), 5);
    }
}

// ---- Documents ----

/// Entering the application page asks for the sheet; so does every change there, and nothing else.
#[test]
fn the_sheet_is_made_where_it_is_shown() {
    let mut page = Page::begun();
    assert!(
        page.answers("legal-person", Answer::Bool(true))
            .iter()
            .all(|e| !matches!(e, Effect::Run(_)))
    );
    let asked = page.steps_to(Step::Application);
    let first = job(&asked).clone();
    assert_eq!(
        (first.kind, first.protocol, first.lang.as_str()),
        (JobKind::Preview, PROTOCOL, "zh")
    );
    assert_eq!(first.dossier, *page.all()[0]);
    assert_eq!(first.today, "2026-11-20");
    assert!(first.pack.contains("js-lib-m"), "the very rules of the page");
    let asked = page.answers("name", text("样例公司"));
    let second = job(&asked);
    assert_eq!(second.dossier.answers["name"], text("样例公司"));
    assert!(second.number > first.number);
    let number = second.number;
    page.does(Action::Replied(first.number, ReplyContent::Document(Box::new(sheet("old")))));
    assert!(page.state.preview.is_none(), "the sheet of an older answer is not shown");
    page.does(Action::Replied(number, ReplyContent::Document(Box::new(sheet("new")))));
    assert_eq!(page.state.preview.as_ref().unwrap().title, "new");
    none(&page.steps_to(Step::Verdict));
    assert!(page.state.preview.is_some(), "kept while the case is the same");
}

/// Rule: what is printed is the sheet of the present answers; where it is still to come, printing waits.
#[test]
fn no_sheet_of_before_is_printed() {
    let mut page = Page::begun();
    let number = job(&page.steps_to(Step::Application)).number;
    page.does(Action::Replied(number, ReplyContent::Document(Box::new(sheet("old")))));
    assert_eq!(page.does(Action::AskedPrint), [Effect::Print]);
    let number = job(&page.answers("name", text("样例公司"))).number;
    none(&page.does(Action::AskedPrint));
    let new = Box::new(sheet("new"));
    let printed = page.does(Action::Replied(number, ReplyContent::Document(new)));
    assert_eq!(printed, [Effect::Print]);
    assert_eq!(page.state.preview.as_ref().unwrap().title, "new");
    // What was printed is not printed again.
    let number = job(&page.answers("name", text("样例"))).number;
    none(&page.does(Action::Replied(number, ReplyContent::Document(Box::new(sheet("newest"))))));
}

/// Rule: printing does something also where the sheet could not be made: it is made again.
#[test]
fn printing_after_a_failure_makes_the_sheet_again() {
    let mut page = Page::begun();
    let number = job(&page.steps_to(Step::Application)).number;
    page.does(Action::Replied(number, ReplyContent::Document(Box::new(sheet("old")))));
    let number = job(&page.answers("name", text("样例公司"))).number;
    none(&page.does(Action::Replied(number, ReplyContent::Failed("stopped".to_owned()))));
    let again = job(&page.does(Action::AskedPrint)).number;
    let new = ReplyContent::Document(Box::new(sheet("new")));
    assert_eq!(page.does(Action::Replied(again, new)), [Effect::Print]);
}

/// A page that opens on the application, by its address or reloaded, makes the sheet as well.
#[test]
fn the_sheet_is_made_where_the_page_opens_on_it() {
    let mut before = Page::begun();
    before.steps_to(Step::Application);
    let kept = serde_json::to_string(before.all()[0]).unwrap();
    let id = before.all()[0].id.clone();
    let mut page = Page::closed();
    let route = before.state.route.clone();
    page.does(Action::Opened { route, lang: Lang::Zh, theme: Theme::Device });
    page.does(Action::WordsArrived(Lang::Zh, Ok(read("static/locales/zh.json"))));
    page.does(Action::CatalogueArrived(Ok(read("static/packs/index.json"))));
    page.does(Action::DossiersRead(Ok(vec![(id, kept)])));
    let text = read("static/packs/jiangsu.json");
    let asked = page.does(Action::PackArrived(JIANGSU.into(), Ok(text)));
    assert_eq!(job(&asked).kind, JobKind::Preview);
}

/// Another case has another sheet: the old one is gone at once, and may not come back.
#[test]
fn the_sheet_of_another_case_is_never_shown() {
    let mut page = Page::begun();
    let asked = page.steps_to(Step::Application);
    let number = job(&asked).number;
    page.does(Action::Replied(number, ReplyContent::Document(Box::new(sheet("first")))));
    let asked = page.answers("name", text("甲"));
    let late = job(&asked).number;
    page.begin();
    assert!(page.state.preview.is_none());
    page.does(Action::Replied(late, ReplyContent::Document(Box::new(sheet("first")))));
    assert!(page.state.preview.is_none(), "a late sheet is not the next case's");
}

/// An export goes through its stages to a file; then the sheet is asked for again.
#[test]
fn an_export_ends_in_a_file() {
    let mut page = Page::begun();
    page.steps_to(Step::Application);
    let asked = page.does(Action::AskedExport { kind: JobKind::Docx, dossier: None });
    let number = job(&asked).number;
    let dossier = page.state.route.dossier().unwrap().to_owned();
    let running = |stage| Export::Running { dossier: dossier.clone(), kind: JobKind::Docx, stage };
    assert_eq!(page.state.export, running(None));
    page.does(Action::Replied(number, ReplyContent::Progress(Stage::Writing)));
    let running = running(Some(Stage::Writing));
    assert_eq!(page.state.export, running);
    let asked = page.answers("name", text("甲"));
    assert!(asked.iter().all(|e| !matches!(e, Effect::Run(_))), "no sheet while a file is made");
    let asked = page.does(Action::Replied(number, ReplyContent::File(file("a.docx"))));
    assert_eq!(asked[0], Effect::Download(file("a.docx")));
    assert_eq!(job(&asked).kind, JobKind::Preview);
    assert_eq!(page.state.export, Export::Done("a.docx".into()));
}

/// Given up is given up: the worker is stopped and whatever it still says is ignored.
#[test]
fn late_replies_of_a_cancelled_export_are_ignored() {
    let mut page = Page::begun();
    page.steps_to(Step::Application);
    let asked = page.does(Action::AskedExport { kind: JobKind::Docx, dossier: None });
    let number = job(&asked).number;
    let asked = page.does(Action::CancelledExport);
    assert!(asked.contains(&Effect::StopWorker));
    assert_eq!(page.state.export, Export::Idle);
    for late in [
        ReplyContent::Progress(Stage::Writing),
        ReplyContent::File(file("late.docx")),
        ReplyContent::Failed("late".into()),
        ReplyContent::Document(Box::new(sheet("late"))),
    ] {
        none(&page.does(Action::Replied(number, late)));
        assert_eq!(page.state.export, Export::Idle);
        assert!(page.state.preview.is_none());
    }
    let asked = page.does(Action::AskedExport { kind: JobKind::Json, dossier: None });
    assert!(job(&asked).number > number);
}

/// What was answered while a file was being made is on the sheet afterwards, however that ended.
#[test]
fn the_sheet_catches_up_after_an_export() {
    for (ending, fault) in [
        (Action::CancelledExport, "a cancelled export leaves the sheet of the older answers"),
        (
            Action::WorkerDied("memory".into()),
            "a dead worker leaves the sheet of the older answers",
        ),
    ] {
        let mut page = Page::begun();
        page.steps_to(Step::Application);
        page.does(Action::AskedExport { kind: JobKind::Docx, dossier: None });
        page.answers("name", text("甲"));
        let asked = page.does(ending);
        assert!(asked.iter().any(|e| matches!(e, Effect::Run(_))), "{fault}");
    }
}

/// A failed export says why, until the next one; the case is untouched.
#[test]
fn a_failed_export_says_why() {
    let mut page = Page::begun();
    page.steps_to(Step::Application);
    let asked = page.does(Action::AskedExport { kind: JobKind::Docx, dossier: None });
    let number = job(&asked).number;
    page.does(Action::Replied(number, ReplyContent::Failed("no base".into())));
    assert_eq!(page.state.export, Export::Failed("no base".into()));
    let asked = page.does(Action::AskedPreview);
    let number = job(&asked).number;
    page.does(Action::Replied(number, ReplyContent::Document(Box::new(sheet("x")))));
    assert_eq!(page.state.export, Export::Failed("no base".into()), "a sheet is no export");
    let asked = page.does(Action::WorkerDied("memory".into()));
    assert_eq!(asked, [Effect::StopWorker], "a worker that dies over the sheet is not tried again");
    assert_eq!(page.state.preview_fault, Some("memory".into()));
    let asked = page.does(Action::AskedExport { kind: JobKind::Docx, dossier: None });
    page.does(Action::Replied(job(&asked).number, ReplyContent::File(file("x.docx"))));
    assert_eq!(page.state.export, Export::Done("x.docx".into()), "what works clears the message");
    assert_eq!(page.all().len(), 1);
}

/// What was entered can be saved whatever happens to the worker.
#[test]
fn data_is_handed_over_even_where_the_worker_fails() {
    let mut page = Page::begun();
    page.answers("name", text("甲"));
    page.does(Action::AskedExport { kind: JobKind::Json, dossier: None });
    let asked = page.does(Action::WorkerDied("memory".into()));
    let saved = asked.iter().find_map(|effect| match effect {
        Effect::Download(file) => Some(file.clone()),
        _ => None,
    });
    let saved = saved.expect("a file all the same");
    assert!(
        saved.name.starts_with("甲-制造业组织进入培育库-")
            && saved.name.ends_with("-20261120.json")
    );
    let back = alliance_check::dossier::read(std::str::from_utf8(&saved.bytes).unwrap()).unwrap();
    assert_eq!(back.answers, page.all()[0].answers);
}

/// What another tab saved is taken over before anything is edited here, so neither tab loses answers.
#[test]
fn another_tab_and_this_one_lose_nothing() {
    let mut page = Page::begun();
    page.answers("name", text("甲"));
    let mut there = (*page.all()[0]).clone();
    there.answers.insert("legal-person".into(), Answer::Bool(true));
    let (id, saved) = (there.id.clone(), serde_json::to_string(&there).unwrap());
    page.does(Action::ChangedElsewhere { id: id.clone(), text: Some(saved) });
    assert_eq!(page.state.toast.as_ref().unwrap().key, "toast.elsewhere");
    page.answers("operating-well", Answer::Bool(true));
    let here = page.all()[0].answers.clone();
    for fact in ["name", "legal-person", "operating-well"] {
        assert!(here.contains_key(fact), "{fact} is kept");
    }
    // Saved meanwhile; what is not would be kept.
    let mine = page.state.dossiers.ready().unwrap()[&id].clone();
    page.does(Action::Stored { id: id.clone(), dossier: Some(mine) });
    page.does(Action::ChangedElsewhere { id, text: None });
    assert!(page.all().is_empty() && page.state.case.is_none(), "deleted there is deleted here");
}

/// A file filled in under other rules is opened, and that is said.
#[test]
fn a_file_of_other_rules_says_so() {
    let mut page = Page::begun();
    let mut other = (*page.all()[0]).clone();
    other.pack.version = "2020.1.1".into();
    other.pack.hash = "0".repeat(64);
    let text = serde_json::to_string(&other).unwrap();
    page.does(Action::OpenedFile { name: "old.json".into(), text: Ok(text) });
    let toast = page.state.toast.clone().expect("a message");
    assert_eq!(toast.key, "open.opened-other-rules");
    assert!(toast.args.contains(&("theirs", "2020.1.1".to_owned())));
}

/// Without its rules a case can still be handed over, as the bare dossier.
#[test]
fn without_rules_the_bare_case_is_handed_over() {
    let mut page = Page::begun();
    page.answers("legal-person", Answer::Bool(true));
    let mine = page.all()[0].clone();
    page.does(Action::PackArrived(JIANGSU.into(), Err("offline".into())));
    let asked =
        page.does(Action::AskedExport { kind: JobKind::Docx, dossier: Some(mine.id.clone()) });
    let [Effect::Download(made)] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!(made.name, "未命名-制造业组织进入培育库-自查记录-20261120.json");
    let again = alliance_check::dossier::read(std::str::from_utf8(&made.bytes).unwrap());
    assert_eq!(again.unwrap(), mine);
}

/// A case is exported with its rules also where no page has needed them yet.
#[test]
fn an_export_fetches_the_rules() {
    let page = Page::begun();
    let mine = page.all()[0].clone();
    let mut page = Page::open();
    let saved = serde_json::to_string(&mine).unwrap();
    page.does(Action::DossiersRead(Ok(vec![(mine.id.clone(), saved)])));
    page.does(Action::WentTo(Route::Dossiers));
    let asked = page.does(Action::AskedExport { kind: JobKind::Json, dossier: Some(mine.id) });
    assert!(matches!(&asked[..], [Effect::FetchPack(id, _)] if id == JIANGSU), "{asked:?}");
    // Asked for again on the way: never without its findings.
    let again = page.all()[0].id.clone();
    none(&page.does(Action::AskedExport { kind: JobKind::Json, dossier: Some(again) }));
    let pack = Ok(read("static/packs/jiangsu.json"));
    let asked = page.does(Action::PackArrived(JIANGSU.into(), pack));
    assert!(asked.iter().any(|effect| matches!(effect, Effect::Run(_))), "{asked:?}");
}

/// What was taken away from one case is not offered back over another.
#[test]
fn an_answer_is_brought_back_where_it_was() {
    let mut page = Page::begun();
    let first = page.state.route.clone();
    page.answers("legal-person", Answer::Bool(true));
    page.does(Action::Answered { fact: "legal-person".into(), answer: None });
    assert_eq!(page.toast(), ("toast.answer-cleared", false));
    page.steps_to(Step::Verdict);
    assert_eq!(page.toast(), ("toast.answer-cleared", false), "another step of the same case");
    page.begin();
    assert_eq!(page.toast(), ("", false));
    page.does(Action::WentTo(first));
    none(&page.does(Action::UndidDeletion));
}

// ---- Language, colours, place ----

/// Another language keeps the place, the case and the answers; late words of the other language are
/// ignored; the sheet is made anew in the new language.
#[test]
fn another_language_keeps_the_place() {
    let mut page = Page::begun();
    page.answers("legal-person", Answer::Bool(true));
    page.steps_to(Step::Application);
    let place = page.state.route.clone();
    let asked = page.does(Action::ChoseLanguage(Lang::En));
    assert_eq!(asked, [Effect::FetchWords(Lang::En), Effect::Remember(Lang::En, Theme::Device)]);
    page.does(Action::WordsArrived(Lang::Zh, Ok(read("static/locales/zh.json"))));
    assert!(page.state.words.ready().is_none(), "late words of the language before");
    let asked = page.does(Action::WordsArrived(Lang::En, Ok(read("static/locales/en.json"))));
    assert_eq!(job(&asked).lang, "en");
    assert_eq!(page.state.words.ready().unwrap().lang(), Lang::En);
    assert_eq!(page.state.route, place);
    assert_eq!(page.case().dossier.answers["legal-person"], Answer::Bool(true));
    assert_eq!(
        page.does(Action::ChoseTheme(Theme::Dark)),
        [Effect::Remember(Lang::En, Theme::Dark)]
    );
}

/// Every place has an address that leads back to it; an unknown address is the start.
#[test]
fn places_and_addresses_agree() {
    let case = |step| Route::Case { dossier: "d-1".into(), step };
    let rows = [
        (Route::Start, "#/"),
        (
            Route::Track { pack: "jiangsu".into(), track: "js-lib-m".into() },
            "#/track/jiangsu/js-lib-m",
        ),
        (Route::Source { pack: "jiangsu".into(), document: "JS".into() }, "#/source/jiangsu/JS"),
        (Route::Dossiers, "#/dossiers"),
        (Route::About, "#/about"),
        (case(Step::Answer(String::new())), "#/case/d-1/answer"),
        (case(Step::Answer("credit".into())), "#/case/d-1/answer/credit"),
        (case(Step::Verdict), "#/case/d-1/verdict"),
        (case(Step::Materials), "#/case/d-1/materials"),
        (case(Step::Application), "#/case/d-1/application"),
    ];
    for (route, fragment) in rows {
        assert_eq!(route.fragment(), fragment);
        assert_eq!(Route::parse(fragment), route, "{fragment}");
        assert_eq!(Route::parse(&fragment[1..]), route, "{fragment} without its mark");
        assert_eq!(Route::parse(&format!("{fragment}/")), route, "{fragment} with a slash");
    }
    for fragment in
        ["", "#", "#/x", "#/track", "#/track/a", "#/track/a/b/c", "#/source/a", "#/about/x", "//"]
    {
        assert_eq!(Route::parse(fragment), Route::Start, "{fragment}");
    }
    assert_eq!(Route::parse("#/case/d-1"), case(Step::Answer(String::new())));
    assert_eq!(Route::parse("#/case/d-1/x"), case(Step::Answer(String::new())));
}

// ---- Beginning with the answers of another ----

const SHANGHAI: &str = "shanghai-cleaner-production";

/// Only what the new track asks for is taken over; a kind of record that was never asked about stays
/// unanswered; the record itself does not change.
#[test]
fn a_case_begins_with_the_answers_of_another() {
    let mut page = Page::begun();
    page.answers("legal-person", Answer::Bool(true));
    page.answers("name", text("样例有限公司"));
    page.answers("goods-class", text("consumer"));
    // As the page does it: "none" of each kind that Jiangsu counts, one after the other.
    let records = match &page.case().file.pack.fact("adverse-records").unwrap().kind {
        Kind::Records(records) => records.clone(),
        other => panic!("{other:?}"),
    };
    let mut answer = view::unanswered_records(&records);
    for kind in view::kinds(page.case(), "adverse-records", &records) {
        answer = view::with_record_state(&answer, &records, kind, RecordState::None);
    }
    page.answers("adverse-records", answer.clone());
    assert!(!view::waits(page.case(), page.case().file.pack.fact("adverse-records").unwrap()));
    let from = page.all()[0].clone();

    let file = read(&format!("static/packs/{SHANGHAI}.json"));
    page.does(Action::PackArrived(SHANGHAI.into(), Ok(file)));
    let begin = |from: &str| Action::BeganTrack {
        pack: SHANGHAI.into(),
        track: "sc-mem".into(),
        filing: String::new(),
        from: Some(from.into()),
    };
    let asked = page.does(begin(&from.id));
    let taken: Vec<&str> = saved(&asked)[0].answers.keys().map(String::as_str).collect();
    assert_eq!(taken, ["adverse-records", "legal-person", "name"]);
    assert_eq!(saved(&asked)[0].answers["adverse-records"], answer);
    let (case, fact) = (page.case(), page.case().file.pack.fact("adverse-records").unwrap());
    let kinds = view::kinds(case, "adverse-records", &records);
    assert_eq!(kinds.len(), 4);
    for kind in kinds {
        assert_eq!(view::record_state(&answer, kind), RecordState::Unanswered, "{}", kind.id);
    }
    assert!(view::waits(case, fact), "nobody asked about them before");
    let kept = page.all().into_iter().find(|dossier| dossier.id == from.id).unwrap();
    assert_eq!(*kept, from);

    let asked = page.does(begin("nobody"));
    assert!(saved(&asked)[0].answers.is_empty(), "a record that is not here gives nothing");
}

/// Rules of somebody's own may mean something else by the same id: they share with themselves alone.
#[test]
fn rules_of_ones_own_share_with_themselves_alone() {
    let mut page = Page::begun();
    page.answers("legal-person", Answer::Bool(true));
    let shipped = page.all()[0].clone();
    let own = RulePack::read_own(&read("static/packs/jiangsu.json")).unwrap();
    let track = own.track(TRACK).unwrap();
    assert!(view::reusable(&shipped, &own, track).is_empty());
    let mut mine = shipped.clone();
    mine.pack.id = own.raw().id.clone();
    assert_eq!(view::reusable(&mine, &own, track), shipped.answers);
    let file = page.case().file.clone();
    assert!(view::reusable(&mine, &file.pack, file.pack.track(TRACK).unwrap()).is_empty());
    assert_eq!(
        view::reusable(&shipped, &file.pack, file.pack.track(TRACK).unwrap()),
        shipped.answers
    );
}

// ---- The outbox ----

/// Effects of several events that the screen takes in at once are all there, in order, each with the
/// number of its event; numbers only grow.
#[test]
fn effects_wait_in_order() {
    let mut page = Page::begun();
    let from = page.state.events;
    let mut expected = Vec::new();
    for value in ["1", "2", "3", "4", "5"] {
        expected.extend(page.answers("product-sales-y1", money(value)));
        none(&page.does(Action::ClosedToast));
    }
    let waiting: Vec<&Effect> =
        page.state.outbox.iter().filter(|(at, _)| *at > from).map(|(_, e)| e).collect();
    assert_eq!(waiting, expected.iter().collect::<Vec<_>>());
    assert_eq!(waiting.len(), 5);
    let numbers: Vec<u32> = page.state.outbox.iter().map(|(at, _)| *at).collect();
    assert!(numbers.is_sorted() && *numbers.last().unwrap() <= page.state.events);
    for _ in 0..40 {
        page.does(Action::ClosedToast);
    }
    assert!(page.state.outbox.is_empty(), "what was long read is not kept for ever");
}

/// A case begun before the saved ones have been read is not lost.
#[test]
fn a_case_begun_early_is_not_lost() {
    let mut page = Page::closed();
    let route = Route::parse("#/track/jiangsu/js-lib-m");
    page.does(Action::Opened { route, lang: Lang::Zh, theme: Theme::Device });
    page.does(Action::CatalogueArrived(Ok(read("static/packs/index.json"))));
    page.does(Action::PackArrived(JIANGSU.into(), Ok(read("static/packs/jiangsu.json"))));
    page.begin();
    page.does(Action::DossiersRead(Ok(Vec::new())));
    assert!(page.state.case.is_some());
    assert_eq!(page.all().len(), 1);
}

// --- Samples ---------------------------------------------------------------------------------------

fn sample_of(page: &mut Page, fragment: &str) -> Vec<Effect> {
    page.does(Action::WentTo(Route::parse(fragment)));
    page.does(Action::PackArrived(JIANGSU.into(), Ok(read("static/packs/jiangsu.json"))))
}

/// A persona of the pack leads straight to its verdict, as a dossier that is saved and marked; the
/// place that led there is not gone back to.
#[test]
fn a_persona_leads_to_its_verdict_as_a_marked_sample() {
    let mut page = Page::open();
    let effects = sample_of(&mut page, "#/sample/jiangsu/js-lib-m/below-the-threshold");
    assert!(matches!(page.state.route, Route::Case { step: Step::Verdict, .. }));
    let case = page.case();
    assert_eq!(case.found.verdict.name(), "not-eligible");
    assert_eq!(case.dossier.on.as_deref(), Some("2026-11-20"));
    let words = page.state.words.ready().unwrap().clone();
    assert!(view::title(&case.dossier, &words).starts_with("示例："));
    assert!(effects.contains(&Effect::GoInstead(page.state.route.clone())));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Save(..))));
}

/// The first persona where none is named; the same sample again on a second visit, as it was left.
#[test]
fn a_sample_is_there_once() {
    let mut page = Page::open();
    sample_of(&mut page, "#/sample/jiangsu/js-lib-m");
    page.answers("legal-person", Answer::Bool(false));
    let first = page.state.route.clone();
    page.does(Action::WentTo(Route::Start));
    page.does(Action::WentTo(Route::parse("#/sample/jiangsu/js-lib-m")));
    assert_eq!(page.state.route, first);
    assert_eq!(page.all().len(), 1);
    assert_eq!(page.case().dossier.answers["legal-person"], Answer::Bool(false));
}

/// Nothing leads on from a persona that there is not.
#[test]
fn no_sample_of_nobody() {
    let mut page = Page::open();
    sample_of(&mut page, "#/sample/jiangsu/js-lib-m/nobody");
    assert!(page.all().is_empty());
    assert!(matches!(page.state.route, Route::Sample { .. }));
}

/// Answers of a sample are nobody's: no case of the person's own begins with them. A copy stays a
/// sample; a deleted one can be brought back.
#[test]
fn a_sample_is_not_mixed_with_ones_own() {
    let mut page = Page::open();
    sample_of(&mut page, "#/sample/jiangsu/js-lib-m");
    let id = page.state.route.dossier().unwrap().to_owned();
    let file = page.state.packs[JIANGSU].ready().unwrap().clone();
    let track = file.pack.track(TRACK).unwrap();
    assert!(view::reusable(&page.case().dossier, &file.pack, track).is_empty());

    page.does(Action::Duplicated(id.clone()));
    let words = page.state.words.ready().unwrap().clone();
    for dossier in page.all() {
        assert_eq!(view::title(dossier, &words).matches("示例").count(), 1);
    }
    page.does(Action::Deleted(id.clone()));
    assert_eq!(page.all().len(), 1);
    page.does(Action::UndidDeletion);
    assert!(page.all().iter().any(|dossier| dossier.id == id && dossier.sample.is_some()));
}

/// The start page offers a sample of the first admission of the catalogue: it has one.
#[test]
fn the_sample_of_the_start_is_there() {
    let page = Page::open();
    let catalogue = page.state.catalogue.ready().unwrap();
    let entry = catalogue.packs.first().unwrap();
    let track = entry.tracks.iter().find(|t| t.kind == Default::default()).unwrap();
    let pack = RulePack::read(&read(&format!("static/packs/{}", entry.file))).unwrap();
    assert!(!alliance_check::pack::examples(pack.track(&track.id).unwrap()).is_empty());
}

/// Every sheet of a sample says so: title, name of the file, foot of each page, first remark.
#[test]
fn what_a_sample_prints_says_that_it_is_one() {
    let mut page = Page::open();
    sample_of(&mut page, "#/sample/jiangsu/js-lib-m");
    let words = page.state.words.ready().unwrap().clone();
    let case = page.case();
    let compose = |dossier: &Dossier| {
        let (pack, track) = (&case.file.pack, case.track().unwrap());
        alliance_check::document::compose::compose(pack, track, dossier, &case.found, &words)
    };
    let sheet = compose(&case.dossier);
    assert!(sheet.title.starts_with("示例") && sheet.file_name.starts_with("示例"));
    assert!(sheet.footer.starts_with("示例"));
    assert!(format!("{:?}", sheet.blocks).contains(&words.get("sample.notice")));
    let own = compose(&Dossier { sample: None, ..(*case.dossier).clone() });
    assert!(!format!("{own:?}").contains("示例"));
}

// --- What is taken away can be brought back -----------------------------------------------------------

/// An answer that a button cleared comes back; one that is given anew is not overwritten by it.
#[test]
fn a_cleared_answer_comes_back() {
    let mut page = Page::begun();
    page.answers("legal-person", Answer::Bool(true));
    page.does(Action::Answered { fact: "legal-person".into(), answer: None });
    assert_eq!(page.toast(), ("toast.answer-cleared", false));
    page.does(Action::UndidDeletion);
    assert_eq!(page.case().dossier.answers["legal-person"], Answer::Bool(true));

    page.does(Action::Answered { fact: "legal-person".into(), answer: None });
    page.answers("legal-person", Answer::Bool(false));
    page.does(Action::UndidDeletion);
    assert_eq!(page.case().dossier.answers["legal-person"], Answer::Bool(false));
}

/// What was filled in of a record comes back, whether the record was deleted or "none" was chosen; an
/// empty one is no loss. Emptying a typed answer is the input's own to undo.
#[test]
fn a_deleted_record_comes_back() {
    let mut page = Page::begun();
    let fact = page.case().file.pack.fact("adverse-records").unwrap().clone();
    let Kind::Records(records) = &fact.kind else { panic!() };
    let kind = records.kinds.first().unwrap();
    let blank = view::with_record_state(
        &view::unanswered_records(records),
        records,
        kind,
        RecordState::Some,
    );
    page.answers("adverse-records", blank.clone());
    let at = view::places_of(&blank, kind)[0];
    page.answers("adverse-records", view::without_record(&blank, kind, at));
    assert_eq!(page.toast(), ("", false));

    let name = kind.fields.first().unwrap();
    let said = alliance_check::engine::answer::Field::Text("2020-01-01".into());
    let filled = view::with_record_field(&blank, at, name, Some(said));
    for gone in [
        view::without_record(&filled, kind, at),
        view::with_record_state(&filled, records, kind, RecordState::None),
    ] {
        page.answers("adverse-records", filled.clone());
        page.answers("adverse-records", gone);
        assert_eq!(page.toast(), ("toast.row-removed", false));
        page.does(Action::UndidDeletion);
        assert_eq!(page.case().dossier.answers["adverse-records"], filled);
    }

    page.answers("net-profit-y1", money("12"));
    page.does(Action::Answered { fact: "net-profit-y1".into(), answer: None });
    assert_eq!(page.toast(), ("", false));
}

/// An answer that is not asked for now has no input to type it in again: cleared, it comes back.
#[test]
fn a_cleared_unused_answer_comes_back() {
    let mut page = Page::begun();
    page.answers("class-sales-y1", money("9000"));
    page.answers("goods-class", text("consumer"));
    page.answers("product-sales-y1", money("10000"));
    assert!(!view::asked(page.case(), "class-sales-y1"));
    page.does(Action::Answered { fact: "class-sales-y1".into(), answer: None });
    assert_eq!(page.toast(), ("toast.answer-cleared", false));
    page.does(Action::UndidDeletion);
    assert_eq!(page.case().dossier.answers["class-sales-y1"], money("9000"));
}

/// A source text that a person supplied is kept, is there again on the next visit before the host's,
/// and comes back when its removal is undone.
#[test]
fn a_supplied_source_is_kept_and_its_removal_undone() {
    let visit = || {
        let mut page = Page::open();
        page.does(Action::WentTo(Route::parse("#/source/jiangsu/JS")));
        let pack = Ok(read("static/packs/jiangsu.json"));
        let asked = page.does(Action::PackArrived(JIANGSU.into(), pack));
        assert!(asked.contains(&Effect::ReadKeptSource("JS".into())));
        page.does(Action::LedgerArrived("JS".into(), Ok(read("static/ledgers/js.json"))));
        page
    };
    let name = |page: &Page| page.state.sources["JS"].ready().and_then(|s| s.name.clone());
    let mut page = visit();
    let (document, text) = ("JS".to_owned(), Ok("第一条".to_owned()));
    let done = page.does(Action::SuppliedSource { document, name: "我的.txt".into(), text });
    let kept = Effect::KeepSource("JS".into(), "我的.txt".into(), "第一条".into());
    assert!(done.contains(&kept), "{done:?}");

    let mut page = visit();
    page.does(Action::SourceArrived("JS".into(), Some("总则".into())));
    let (name_, text) = ("我的.txt".to_owned(), "第一条".to_owned());
    page.does(Action::SourceKept { document: "JS".into(), name: name_, text });
    assert_eq!(name(&page).as_deref(), Some("我的.txt"));

    let done = page.does(Action::RemovedSource("JS".into()));
    assert!(done.contains(&Effect::ForgetSource("JS".into())), "{done:?}");
    page.does(Action::SourceArrived("JS".into(), None));
    assert_eq!(name(&page), None);
    assert!(page.does(Action::UndidDeletion).contains(&kept));
    assert_eq!(name(&page).as_deref(), Some("我的.txt"));
}

/// A message goes when the person does; a fault, and what can be undone, stay.
#[test]
fn a_message_goes_with_the_page() {
    let mut page = Page::open();
    let text = Ok(read("docs/example-pack.json"));
    page.does(Action::OpenedPack { from: "p.json".into(), text });
    assert_eq!(page.toast(), ("toast.pack-opened", false));
    page.does(Action::WentTo(Route::Start));
    assert_eq!(page.toast(), ("toast.pack-opened", false));
    page.does(Action::WentTo(Route::About));
    assert_eq!(page.toast(), ("", false));
    page.does(Action::RemovedPack("own:qinglan-example".into()));
    page.does(Action::WentTo(Route::Start));
    assert_eq!(page.toast(), ("toast.pack-removed", false));
}
