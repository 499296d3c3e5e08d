//! Packs of a person's own: opened from a file or a path of this site, kept apart from those of the
//! site, marked wherever they appear, kept through a reload, removed and brought back; and every
//! reason for which one is not opened.
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
use alliance_check::app::own::{MOST_BYTES, Refusal, path_of};
use alliance_check::app::route::{Route, Step};
use alliance_check::app::{Action, Effect, Failure, Loaded, Moment, State, Theme, view};
use alliance_check::document::Block;
use alliance_check::document::compose::compose;
use alliance_check::document::record::{Both, Record, record};
use alliance_check::dossier::Dossier;
use alliance_check::engine::answer::{Answer, TypedAmount};
use alliance_check::engine::assess;
use alliance_check::logic::date;
use alliance_check::pack::RulePack;
use alliance_check::words::sentences::verdict_sentence;
use alliance_check::words::{Lang, Words};
use serde_json::Value;

const EXAMPLE: &str = include_str!("../docs/example-pack.json");
const OWN: &str = "own:qinglan-example";
const HOST: &str = "http://localhost:8080";

fn read(path: &str) -> String {
    std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn words(lang: Lang) -> Words {
    Words::read(lang, &read(&format!("static/locales/{}.json", lang.name()))).unwrap()
}

/// A page with a person before it.
struct Page {
    state: State,
    clock: u32,
}

impl Page {
    /// A page open at the start, with these packs kept from before.
    fn open(kept: &[(&str, &str)]) -> Page {
        let state = State::new(date::parse("2026-02-01").unwrap());
        let mut page = Page { state, clock: 0 };
        let asked =
            page.does(Action::Opened { route: Route::Start, lang: Lang::Zh, theme: Theme::Device });
        assert!(asked.contains(&Effect::ReadOwnPacks));
        page.does(Action::WordsArrived(Lang::Zh, Ok(read("static/locales/zh.json"))));
        page.does(Action::CatalogueArrived(Ok(read("static/packs/index.json"))));
        let kept = kept.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned()));
        page.does(Action::OwnPacksRead(Ok(kept.collect())));
        page.does(Action::DossiersRead(Ok(Vec::new())));
        page
    }

    fn does(&mut self, action: Action) -> Vec<Effect> {
        self.clock += 1;
        let moment = Moment {
            today: date::parse("2026-02-01").unwrap(),
            time: format!("14:{:02}", self.clock % 60),
            fresh: format!("d{}", self.clock),
        };
        self.state = self.state.after(action, &moment);
        let now = self.state.events;
        self.state.outbox.iter().filter(|(at, _)| *at == now).map(|(_, e)| e.clone()).collect()
    }

    fn opens(&mut self, text: &str) -> Vec<Effect> {
        self.does(Action::OpenedPack { from: "my.json".into(), text: Ok(text.to_owned()) })
    }

    /// Begins the only track of the example.
    fn begins(&mut self) -> String {
        let (pack, track) = (OWN.to_owned(), "ql-member".to_owned());
        self.does(Action::BeganTrack { pack, track, filing: String::new(), from: None });
        self.state.route.dossier().unwrap().to_owned()
    }

    fn own(&self) -> Vec<&str> {
        self.state.own.ready().unwrap().keys().map(String::as_str).collect()
    }

    fn why(&self) -> &Refusal {
        &self.state.refused.as_ref().expect("it was refused").why
    }

    fn toast(&self) -> &str {
        self.state.toast.as_ref().map_or("", |toast| toast.key)
    }
}

/// The example as text, changed.
fn changed(change: impl FnOnce(&mut Value)) -> String {
    let mut pack: Value = serde_json::from_str(EXAMPLE).unwrap();
    change(&mut pack);
    pack.to_string()
}

// ---- Opened and used ----

#[test]
fn a_pack_is_opened_kept_and_used_like_any_other() {
    let mut page = Page::open(&[]);
    let asked = page.opens(EXAMPLE);
    let [Effect::KeepPack(kept)] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!((kept.id.as_str(), kept.text.as_str()), (OWN, EXAMPLE));
    assert_eq!(page.toast(), "toast.pack-opened");
    assert!(page.state.refused.is_none() && page.own() == [OWN]);

    let route = Route::Track { pack: OWN.into(), track: "ql-member".into() };
    assert_eq!(Route::parse(&route.fragment()), route);
    assert!(page.does(Action::WentTo(route)).is_empty(), "nothing is fetched for it");
    let dossier = page.begins();
    for (fact, answer) in [
        ("tea-sales", Answer::Amount(TypedAmount { value: "600".into(), unit: "万元".into() })),
        ("garden", Answer::Text("own".into())),
        ("picking-starts", Answer::Text("2026-03-20".into())),
    ] {
        page.does(Action::Answered { fact: fact.into(), answer: Some(answer) });
    }
    let case = page.state.case.clone().unwrap();
    assert_eq!(case.found.verdict.name(), "eligible");
    assert!(case.file.pack.is_own() && case.dossier.pack.id == OWN);
    let aim = view::aim(&page.state, &case.dossier, page.state.words.ready().unwrap()).unwrap();
    assert!(aim.contains("非官方"), "{aim}");

    let kind = JobKind::Docx;
    let asked = page.does(Action::AskedExport { kind, dossier: Some(dossier) });
    let [Effect::Run(job)] = asked.as_slice() else { panic!("{asked:?}") };
    let again = RulePack::read_as(&job.dossier.pack.id, &job.pack).unwrap();
    assert!(again.is_own(), "the worker knows it as such");
}

#[test]
fn a_reload_finds_pack_and_dossier() {
    let mut page = Page::open(&[]);
    page.opens(EXAMPLE);
    let id = page.begins();
    let saved = page.state.dossiers.ready().unwrap()[&id].clone();
    let saved = serde_json::to_string(&*saved).unwrap();

    let mut page = Page::open(&[(OWN, EXAMPLE)]);
    page.does(Action::ChangedElsewhere { id: id.clone(), text: Some(saved) });
    let step = Step::Verdict;
    page.does(Action::WentTo(Route::Case { dossier: id, step }));
    assert!(page.state.case.as_ref().unwrap().file.pack.is_own());
}

/// Packs that a person opened before anything was read from the device are not overwritten by it.
#[test]
fn what_was_opened_meanwhile_is_newer() {
    let newer = changed(|pack| pack["version"] = "2026.2.2".into());
    let mut page = Page::open(&[]);
    page.state.own = Loaded::Waiting;
    page.opens(&newer);
    page.does(Action::OwnPacksRead(Ok(vec![(OWN.into(), EXAMPLE.into())])));
    assert_eq!(page.state.entry(OWN).unwrap().version, "2026.2.2");
}

/// A pack that calls itself like one of the site stands beside it; neither takes the other's place.
#[test]
fn an_official_id_is_never_taken() {
    let mut page = Page::open(&[]);
    let jiangsu = read("static/packs/jiangsu.json");
    page.opens(&jiangsu);
    assert_eq!(page.own(), ["own:jiangsu"]);
    let asked = page.does(Action::WentTo(Route::parse("#/track/jiangsu/js-lib-m")));
    assert_eq!(asked, [Effect::FetchSlice("jiangsu".into(), "js-lib-m".into(), Lang::Zh)]);
    page.does(Action::PackArrived("jiangsu".into(), Ok(jiangsu)));
    let is_own = |id: &str| page.state.packs[id].ready().unwrap().pack.is_own();
    assert!(!is_own("jiangsu") && is_own("own:jiangsu"));
    // No file can name itself into the namespace of the others.
    let mut page = Page::open(&[]);
    page.opens(&changed(|pack| pack["id"] = "own:x".into()));
    assert!(matches!(page.why(), Refusal::Faults(_)));
}

/// The same id again is the pack's next state; the one before comes back by undo.
#[test]
fn a_pack_opened_again_replaces_itself_and_can_be_brought_back() {
    let mut page = Page::open(&[]);
    page.opens(EXAMPLE);
    let newer = changed(|pack| pack["version"] = "2026.2.2".into());
    page.opens(&newer);
    assert_eq!(page.toast(), "toast.pack-replaced");
    assert_eq!(page.state.entry(OWN).unwrap().version, "2026.2.2");
    let asked = page.does(Action::UndidDeletion);
    let [Effect::KeepPack(kept)] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(kept.text, EXAMPLE);
    assert_eq!(page.state.entry(OWN).unwrap().version, "2026.2.1");
    page.opens(EXAMPLE);
    assert!(page.state.toast.as_ref().unwrap().undo.is_empty(), "nothing was replaced");
}

#[test]
fn a_pack_is_removed_and_brought_back_and_its_dossiers_stay() {
    let mut page = Page::open(&[]);
    page.opens(EXAMPLE);
    let id = page.begins();
    assert_eq!(page.does(Action::RemovedPack(OWN.into())), [Effect::ForgetPack(OWN.into())]);
    assert!(page.own().is_empty() && page.state.case.is_none());
    assert_eq!(page.toast(), "toast.pack-removed");
    assert!(page.state.dossiers.ready().unwrap().contains_key(&id), "the case is still here");
    page.does(Action::UndidDeletion);
    assert_eq!(page.own(), [OWN]);
    assert!(page.state.case.is_some());
    assert!(page.does(Action::RemovedPack("own:nowhere".into())).is_empty());
}

/// What another tab opened or removed is taken over here.
#[test]
fn other_tabs_are_followed() {
    let mut page = Page::open(&[]);
    let (id, text) = (OWN.to_owned(), Some(EXAMPLE.to_owned()));
    assert!(page.does(Action::OwnPackElsewhere { id: id.clone(), text }).is_empty());
    assert_eq!(page.own(), [OWN]);
    page.does(Action::OwnPackElsewhere { id, text: None });
    assert!(page.own().is_empty() && !page.state.packs.contains_key(OWN));
}

/// A pack kept from before that this version no longer reads stays, with its faults and its text.
#[test]
fn a_kept_pack_that_is_no_longer_read_is_not_lost() {
    let broken = changed(|pack| pack["version"] = "".into());
    let mut page = Page::open(&[(OWN, &broken)]);
    let own = page.state.own.ready().unwrap()[OWN].clone();
    assert!(own.entry.as_ref().is_err_and(|faults| !faults.is_empty()));
    assert_eq!(own.text, broken);
    page.does(Action::Retried);
    assert!(matches!(&page.state.packs[OWN], Loaded::Failed(Failure::Pack(_))), "it is still told");
    page.opens(EXAMPLE);
    assert!(page.state.own.ready().unwrap()[OWN].entry.is_ok());
}

/// Where the browser refuses its storage, packs live in memory; and that it refuses is said.
#[test]
fn without_storage_packs_work_until_the_page_is_closed() {
    let mut page = Page::open(&[]);
    page.does(Action::OwnPacksRead(Err("private".into())));
    assert!(matches!(&page.state.saved, alliance_check::app::Saved::Failed(_)));
    page.opens(EXAMPLE);
    page.begins();
    assert!(page.state.case.is_some());
}

// ---- The wrong button ----

#[test]
fn a_pack_or_a_record_is_told_by_what_it_is() {
    let mut page = Page::open(&[]);
    page.does(Action::OpenedFile { name: "my.json".into(), text: Ok(EXAMPLE.into()) });
    assert_eq!(page.own(), [OWN], "a pack dropped on the page");
    let id = page.begins();
    let record = serde_json::to_string(&*page.state.dossiers.ready().unwrap()[&id]).unwrap();
    page.opens(&record);
    assert_eq!((page.toast(), page.state.dossiers.ready().unwrap().len()), ("open.opened", 2));

    let mut page = Page::open(&[]);
    page.does(Action::OpenedFile { name: "r.json".into(), text: Ok(record) });
    assert_eq!(page.toast(), "open.no-own-pack", "the rules come first");
    assert!(page.state.dossiers.ready().unwrap().is_empty());
}

// ---- Refused ----

#[test]
fn every_reason_to_refuse_is_named_and_nothing_changes() {
    let missing = changed(|pack| drop(pack.as_object_mut().unwrap().remove("tracks")));
    let rows: [(String, Refusal); 6] = [
        ("{\"a\": 1,\n}".into(), Refusal::NotJson { line: 2, column: 1 }),
        ("[]".into(), Refusal::NotAPack { missing: "format" }),
        ("7".into(), Refusal::NotAPack { missing: "format" }),
        (missing, Refusal::NotAPack { missing: "tracks" }),
        (changed(|pack| pack["format"] = 2.into()), Refusal::Format("2".into())),
        (" ".repeat(MOST_BYTES + 1), Refusal::TooLarge),
    ];
    for (text, why) in rows {
        let mut page = Page::open(&[(OWN, EXAMPLE)]);
        assert!(page.opens(&text).is_empty());
        assert_eq!(*page.why(), why);
        assert_eq!(page.own(), [OWN]);
        page.does(Action::ClosedRefusal);
        assert!(page.state.refused.is_none());
    }
}

#[test]
fn every_fault_is_shown_with_its_place_and_a_hint() {
    let broken = changed(|pack| {
        pack["tracks"][0]["requirements"][0]["cite"] = serde_json::json!(["ql-9"]);
        pack["tracks"][0]["waivers"][0]["of"] = "ql-sale".into();
        pack["facts"][0]["label"]["en"] = "".into();
    });
    let mut page = Page::open(&[]);
    page.opens(&broken);
    let Refusal::Faults(faults) = page.why() else { panic!("{:?}", page.why()) };
    assert_eq!(faults.len(), 3, "{faults:#?}");
    for fault in faults {
        assert!(
            !fault.place.is_empty() && !fault.message.zh.is_empty() && !fault.hint.en.is_empty()
        );
    }
    page.opens(EXAMPLE);
    assert!(page.state.refused.is_none(), "what works clears the list");
}

/// A byte-order mark, as some editors write, is no fault.
#[test]
fn a_byte_order_mark_is_no_fault() {
    let mut page = Page::open(&[]);
    page.opens(&format!("\u{FEFF}{EXAMPLE}"));
    assert_eq!(page.own(), [OWN]);
}

// ---- Addresses ----

#[test]
fn a_path_of_this_site_is_fetched() {
    for (typed, path) in [
        ("packs/jiangsu.json", "packs/jiangsu.json"),
        (" /x/my.json ", "/x/my.json"),
        ("./my.json?v=1:2", "./my.json?v=1:2"),
        ("../my.json", "../my.json"),
        ("http://localhost:8080/my.json", "/my.json"),
        ("文件/规则.json", "文件/规则.json"),
    ] {
        let mut page = Page::open(&[]);
        let asked = page.does(Action::AskedPack { address: typed.into(), origin: HOST.into() });
        assert_eq!(asked, [Effect::FetchOwnPack(path.into())], "{typed}");
        assert!(page.state.refused.is_none());
    }
}

/// Every way to write another origin is refused before anything is sent.
#[test]
fn another_origin_is_refused_without_a_request() {
    for typed in [
        concat!("https:", "//example.org/my.json"),
        concat!("http:", "//localhost:8080.example.org/my.json"),
        concat!("http:", "//localhost:80801/my.json"),
        "//example.org/my.json",
        "\\\\example.org\\my.json",
        "/\\example.org/my.json",
        "/\t/example.org/my.json",
        "ht\ntps://example.org/my.json",
        "data:application/json,{}",
        "blob:http://localhost:8080/1",
        "javascript:alert(1)",
        "file:///etc/hosts",
    ] {
        let mut page = Page::open(&[]);
        let asked = page.does(Action::AskedPack { address: typed.into(), origin: HOST.into() });
        assert!(asked.is_empty(), "{typed}: {asked:?}");
        assert_eq!(*page.why(), Refusal::Foreign, "{typed}");
    }
    assert_eq!(path_of("  ", HOST), Err(Refusal::NoAddress));
    assert_eq!(path_of("//x/y", ""), Err(Refusal::Foreign), "an unknown origin opens nothing");
}

// ---- Marked wherever it appears ----

#[test]
fn every_export_says_that_the_rules_are_unofficial() {
    let pack = RulePack::read_own(EXAMPLE).unwrap();
    let track = pack.track("ql-member").unwrap();
    let dossier = Dossier::new("d".into(), &pack, "ql-member");
    let dates = dossier.dates(date::parse("2026-02-01").unwrap());
    let found = assess(&pack, track, &dossier.answers, dates);
    let (zh, en) = (words(Lang::Zh), words(Lang::En));
    for (words, mark) in [(&zh, "非官方规则包"), (&en, "nofficial rules")] {
        let document = compose(&pack, track, &dossier, &found, words);
        let Block::Cover(cover) = &document.blocks[0] else { panic!("a cover comes first") };
        assert!(cover.subtitle.contains(mark), "{}", cover.subtitle);
        assert!(document.footer.contains(mark), "{}", document.footer);
        let Block::Notice(notes) = &document.blocks[1] else { panic!("then the notes") };
        assert!(notes.contains(&words.get("own.notice")));
        assert!(verdict_sentence(&pack, track, &found, words).contains(mark));
    }
    let findings = record(&pack, track, &found, Both { zh: &zh, en: &en });
    let told = serde_json::to_value(Record::new(&dossier, &pack, findings)).unwrap();
    assert_eq!(told["pack"]["id"], OWN);
    assert_eq!(told["dossier"]["pack"]["id"], OWN);
    assert_eq!(told["assessment"]["unofficial"], true);
    assert_eq!(told["assessment"]["notices"][0]["kind"], "unofficial");
}

/// The same pack as one of the site says nothing of the kind.
#[test]
fn official_rules_are_not_called_unofficial() {
    let pack = RulePack::read(EXAMPLE).unwrap();
    let track = pack.track("ql-member").unwrap();
    let dossier = Dossier::new("d".into(), &pack, "ql-member");
    let found =
        assess(&pack, track, &dossier.answers, dossier.dates(date::parse("2026-02-01").unwrap()));
    let zh = words(Lang::Zh);
    let document = compose(&pack, track, &dossier, &found, &zh);
    assert!(!serde_json::to_string(&document).unwrap().contains("非官方"));
    let findings = record(&pack, track, &found, Both { zh: &zh, en: &zh });
    assert_eq!(serde_json::to_value(findings).unwrap()["unofficial"], false);
}
