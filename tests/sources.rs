//! A source beside the rules: a text from the host or from a person, compared with the ledger, and
//! what the page asks for and says on the way.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests fail by panicking"
)]

use std::rc::Rc;

use alliance_check::app::job::ReplyContent;
use alliance_check::app::route::Route;
use alliance_check::app::source::{FileForm, Passage, SourceFile, Unread};
use alliance_check::app::{Action, Effect, Failure, Loaded, Moment, State, Theme};
use alliance_check::logic::date;
use alliance_check::pack::ledger::Ledger;
use alliance_check::pack::raw::Citation;
use alliance_check::pack::source_text::SourceText;
use alliance_check::pack::{RulePack, sha256};
use alliance_check::words::Lang;

const PACK: &str = include_str!("../docs/example-pack.json");
const LEDGER: &str = include_str!("../docs/example-ledger.json");
const TEXT: &str = include_str!("../docs/example-source.txt");
const ID: &str = "qinglan-example";
const QL: &str = "QL";

fn ledger() -> Rc<Ledger> {
    Rc::new(Ledger::read(LEDGER).unwrap())
}

fn supplied(text: &str) -> SourceFile {
    SourceFile::new(None, ledger(), text.to_owned())
}

fn citation(id: &str) -> Citation {
    RulePack::read(PACK).unwrap().citation(id).unwrap().clone()
}

/// A citation of a range, with the hash of the text as it was written.
fn cited(start: u32, end: u32) -> Citation {
    let text = SourceText::of(TEXT).span(start, end).unwrap();
    let sha256 = sha256(text.as_bytes());
    Citation { start, end, sha256, ..citation("ql-1") }
}

/// The example with one piece of it replaced.
#[track_caller]
fn edited(from: &str, to: &str) -> SourceFile {
    assert_eq!(TEXT.matches(from).count(), 1, "{from}");
    supplied(&TEXT.replace(from, to))
}

fn verified(passage: Passage) -> String {
    match passage {
        Passage::Verified(text) => text,
        Passage::Differs => panic!("the passage differs"),
    }
}

// ---- Comparing ----

/// The text itself: every passage and every citation is shown, word for word.
#[test]
fn the_whole_text_is_shown() {
    let own = SourceText::of(TEXT);
    let spaced = TEXT.replace('\n', "\r\n\r\n  ");
    for text in [TEXT, &spaced, &format!("\u{FEFF}{TEXT}\n\n")] {
        let found = supplied(text);
        assert!(found.is_whole() && !found.is_other());
        assert_eq!((found.changed(), found.first_difference()), (0, None));
        let shown: String =
            (0..found.ledger.spans.len()).map(|at| verified(found.span(at))).collect();
        assert_eq!(shown, own.whole());
        for cited in &RulePack::read(PACK).unwrap().raw().citations {
            assert_eq!(Some(verified(found.citation(cited))), own.span(cited.start, cited.end));
        }
    }
    assert_eq!(supplied(TEXT).span(999), Passage::Differs, "there is no such passage");
}

/// Running heads and page numbers between passages: nothing differs but the places, and a citation
/// of two passages is put together without the page number between them.
#[test]
fn running_heads_change_nothing_that_is_said() {
    let head = "青岚茶品联盟文件汇编 第三册 办法与规程\n";
    let text = TEXT.replace("经营古树", "— 12 —\n经营古树").replace("第五条", "— 13 —\n第五条");
    let found = supplied(&format!("{head}{text}— 14 —\n"));
    assert!(!found.is_whole() && !found.is_other());
    assert_eq!((found.changed(), found.first_difference()), (0, None));
    let two = cited(58, 101);
    let shown = verified(found.citation(&two));
    assert_eq!(Some(shown), SourceText::of(TEXT).span(58, 101));
    let part = cited(60, 90);
    assert_eq!(Some(verified(found.citation(&part))), SourceText::of(TEXT).span(60, 90));
}

/// A passage with other words is not shown, and the first such place is told; the others are.
#[test]
fn a_changed_passage_is_told_and_not_shown() {
    let found = edited("500万元", "800万元");
    assert!(!found.is_whole() && !found.is_other());
    assert_eq!(found.changed(), 1);
    let (span, stands) = found.first_difference().unwrap();
    assert_eq!(span.label, "第二条第一款");
    assert_eq!(stands.chars().count(), 24, "enough to see where, and no more: {stands}");
    assert!(SourceText::of(TEXT).span(58, 82).unwrap().replace('5', "8") == stands, "{stands}");
    assert_eq!(found.citation(&citation("ql-2-p1")), Passage::Differs);
    assert_eq!(
        found.citation(&cited(58, 101)),
        Passage::Differs,
        "one of its two passages differs"
    );
    verified(found.citation(&citation("ql-2-p2")));
    let differing: Vec<usize> =
        (0..found.ledger.spans.len()).filter(|at| found.span(*at) == Passage::Differs).collect();
    assert_eq!(differing, [3]);
}

/// A passage that is not there at all: nothing stands in its place.
#[test]
fn a_missing_passage_is_told() {
    let found = edited("第五条 申请应在当年春茶开采日前30日提出。\n", "");
    let (span, stands) = found.first_difference().unwrap();
    assert_eq!((span.label.as_str(), stands.as_str()), ("第五条", ""));
    assert_eq!(found.changed(), 1);
}

/// A hash that fits no text is never shown, whatever stands there.
#[test]
fn only_the_text_of_the_hash_is_shown() {
    let forged = Citation { sha256: "0".repeat(64), ..citation("ql-3") };
    assert_eq!(supplied(TEXT).citation(&forged), Passage::Differs);
    let beyond = Citation { end: 9_999, ..citation("ql-3") };
    assert_eq!(supplied(TEXT).citation(&beyond), Passage::Differs);
}

/// Another document, however long, is given up and called another document. Without a bound on the
/// search this test would run for minutes.
#[test]
fn another_document_is_given_up() {
    let other = "本说明与任何联盟无关，只是很长的一段文字，其中没有一条规则。".repeat(400);
    let folder = format!("{}/static/ledgers", env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let ledger = Rc::new(Ledger::read(&text).unwrap());
        let spans = ledger.spans.len();
        let found = SourceFile::new(None, ledger, other.clone());
        assert!(found.is_other() && found.changed() == spans, "{}", found.ledger.document);
        seen += 1;
    }
    assert_eq!(seen, 5);
    assert!(supplied("").is_other() && supplied(&other).is_other());
}

/// A long preface moves everything far away; all of it is found there.
#[test]
fn a_text_behind_a_long_preface_is_found() {
    let preface = "编者按：以下为示例。".repeat(300);
    let found = supplied(&format!("{preface}\n{TEXT}"));
    assert_eq!(found.changed(), 0);
    assert!(!found.is_whole() && !found.is_other());
}

/// What a file is that was opened, by its first bytes.
#[test]
fn files_are_told_apart() {
    for (bytes, form) in [
        (&b"PK\x03\x04rest"[..], FileForm::Docx),
        (b"%PDF-1.7", FileForm::Foreign("source.pdf")),
        (&[0xD0, 0xCF, 0x11, 0xE0, 0xA1], FileForm::Foreign("source.old-word")),
        (b"{\\rtf1", FileForm::Foreign("source.old-word")),
        ("第一条".as_bytes(), FileForm::Text("utf-8")),
        ("\u{FEFF}第一条".as_bytes(), FileForm::Text("utf-8")),
        (b"", FileForm::Text("utf-8")),
        (b"PK is no archive", FileForm::Text("utf-8")),
        (&[0xFF, 0xFE, 0x2C, 0x7B], FileForm::Text("utf-16le")),
        (&[0xFE, 0xFF, 0x7B, 0x2C], FileForm::Text("utf-16be")),
        (&[0xB5, 0xDA, 0xD2, 0xBB, 0xCC, 0xF5], FileForm::Text("gb18030")),
    ] {
        assert_eq!(FileForm::of(bytes), form, "{bytes:?}");
    }
}

// ---- What the page asks for and says ----

struct Page(State);

impl Page {
    /// A page at the document of the example, whose pack is one of the site.
    fn open() -> (Page, Vec<Effect>) {
        let mut page = Page(State::new(date::parse("2026-11-20").unwrap()));
        page.does(Action::Opened { route: Route::Start, lang: Lang::Zh, theme: Theme::Device });
        page.does(Action::PackArrived(ID.into(), Ok(PACK.into())));
        let asked = page.does(Action::WentTo(Route::parse("#/source/qinglan-example/QL")));
        (page, asked)
    }

    fn does(&mut self, action: Action) -> Vec<Effect> {
        let today = date::parse("2026-11-20").unwrap();
        self.0 = self.0.after(action, &Moment { today, time: "14:32".into(), fresh: "d".into() });
        let now = self.0.events;
        self.0.outbox.iter().filter(|(at, _)| *at == now).map(|(_, e)| e.clone()).collect()
    }

    fn ledger(&mut self, text: &str) -> Vec<Effect> {
        self.does(Action::LedgerArrived(QL.into(), Ok(text.into())))
    }

    fn host(&mut self, text: Option<&str>) -> Vec<Effect> {
        self.does(Action::SourceArrived(QL.into(), text.map(str::to_owned)))
    }

    fn person(&mut self, text: Result<&str, Unread>) -> Vec<Effect> {
        let text = text.map(str::to_owned);
        self.does(Action::SuppliedSource { document: QL.into(), name: "我的.txt".into(), text })
    }

    fn file(&self) -> Option<&Rc<SourceFile>> {
        self.0.sources.get(QL).and_then(Loaded::ready)
    }

    fn toast(&self) -> &str {
        let fault = self.0.toast.as_ref().filter(|toast| toast.fault);
        assert!(fault.is_none_or(|toast| toast.args.contains(&("name", "我的.txt".into()))));
        fault.map_or("", |toast| toast.key)
    }
}

fn both() -> [Effect; 3] {
    [
        Effect::FetchLedger(QL.into()),
        Effect::ReadKeptSource(QL.into()),
        Effect::FetchSource(QL.into(), "example-source.txt".into()),
    ]
}

/// Ledger and text, the person's own and the host's, are fetched once, when the document or one of its clauses is looked at.
#[test]
fn a_source_is_fetched_once() {
    let (mut page, asked) = Page::open();
    assert_eq!(asked, both());
    assert!(matches!(page.0.sources.get(QL), Some(Loaded::Waiting)));
    for _ in 0..2 {
        assert_eq!(page.does(Action::WantedSource(QL.into())), []);
        assert_eq!(page.ledger(LEDGER), []);
        assert_eq!(page.host(Some(TEXT)), []);
        assert_eq!(page.does(Action::WentTo(Route::Start)), []);
        assert_eq!(page.does(Action::WentTo(Route::parse("#/source/qinglan-example/QL"))), []);
    }
    assert!(page.file().unwrap().is_whole());

    let mut page = Page(State::new(date::parse("2026-11-20").unwrap()));
    page.does(Action::PackArrived(ID.into(), Ok(PACK.into())));
    assert_eq!(page.does(Action::WantedSource(QL.into())), both(), "from the sheet of a clause");
}

/// Nothing is fetched for a document that no pack of the site names.
#[test]
fn only_documents_of_the_site_are_fetched() {
    let (mut page, _) = Page::open();
    for route in
        ["#/source/qinglan-example/XX", "#/source/nowhere/QL", "#/source/qinglan-example/.."]
    {
        assert_eq!(page.does(Action::WentTo(Route::parse(route))), [], "{route}");
    }
    assert_eq!(page.does(Action::WantedSource("XX".into())), []);
    assert!(!page.0.ledgers.contains_key("XX"));

    let mut page = Page(State::new(date::parse("2026-11-20").unwrap()));
    page.does(Action::OpenedPack { from: "mine.json".into(), text: Ok(PACK.into()) });
    assert!(page.0.packs.values().any(|file| file.ready().is_some()));
    assert_eq!(page.does(Action::WantedSource(QL.into())), [], "rules of somebody's own");
}

/// Whichever arrives first, ledger or text, they are compared once both are here.
#[test]
fn text_and_ledger_wait_for_each_other() {
    let (mut page, _) = Page::open();
    page.host(Some(TEXT));
    assert!(page.file().is_none());
    page.ledger(LEDGER);
    assert!(page.file().unwrap().is_whole());
    assert_eq!(page.file().unwrap().name, None, "the host's");

    let (mut page, _) = Page::open();
    page.ledger(LEDGER);
    page.host(Some(TEXT));
    assert!(page.file().unwrap().is_whole());
}

/// A host without the text is no fault; a person can still supply it.
#[test]
fn a_host_without_the_text_is_no_fault() {
    let (mut page, _) = Page::open();
    page.ledger(LEDGER);
    page.host(None);
    assert!(matches!(page.0.sources.get(QL), Some(Loaded::Absent)));
    assert_eq!(page.toast(), "");
    page.person(Ok(TEXT));
    assert_eq!(page.file().unwrap().name.as_deref(), Some("我的.txt"));
    page.host(None);
    assert!(page.file().is_some(), "a late answer takes nothing away");
}

/// What a person opened replaces the host's text, and a late one of the host does not undo that.
#[test]
fn a_persons_text_comes_before_the_hosts() {
    let (mut page, _) = Page::open();
    page.person(Ok(&TEXT.replace("500", "800")));
    page.host(Some(TEXT));
    page.ledger(LEDGER);
    assert_eq!(page.file().unwrap().changed(), 1, "a person's, although the host's came later");
    page.host(Some(TEXT));
    assert_eq!(page.file().unwrap().changed(), 1);
    page.person(Ok(TEXT));
    assert!(page.file().unwrap().is_whole());
}

/// What cannot be read is told by its name, and what was here stays.
#[test]
fn what_cannot_be_read_changes_nothing() {
    let (mut page, _) = Page::open();
    page.ledger(LEDGER);
    page.host(Some(TEXT));
    for (text, key) in [
        (Ok(" \n\t\u{3000}"), "source.empty"),
        (Err(Unread::Told("source.pdf")), "source.pdf"),
        (Err(Unread::Reason("locked".into())), "source.unreadable"),
    ] {
        page.does(Action::ClosedToast);
        page.person(text);
        assert_eq!(page.toast(), key);
        assert!(page.file().unwrap().is_whole());
    }
    let text = Err("文件里带有宏".to_owned());
    let reply = ReplyContent::Text { document: QL.into(), name: "我的.txt".into(), text };
    page.does(Action::Replied(0, reply));
    let toast = page.0.toast.clone().unwrap();
    assert_eq!(toast.key, "source.unreadable");
    assert!(toast.args.contains(&("reason", "文件里带有宏".to_owned())));
}

/// The worker's text of a Word file is taken whatever job is under way.
#[test]
fn a_word_file_is_taken_whatever_is_under_way() {
    let (mut page, _) = Page::open();
    page.ledger(LEDGER);
    let reply =
        ReplyContent::Text {
            document: QL.into(), name: "我的.docx".into(), text: Ok(TEXT.into())
        };
    page.does(Action::Replied(0, reply));
    assert!(page.file().unwrap().is_whole());
    page.does(Action::WorkerDied("gone".into()));
    assert_eq!(page.0.preview_fault, None, "nobody waits for a sheet here");
}

/// A ledger that does not arrive, or is broken, is told, and can be tried again; a text that was
/// opened meanwhile is compared then.
#[test]
fn a_ledger_can_be_tried_again() {
    let (mut page, _) = Page::open();
    page.does(Action::LedgerArrived(QL.into(), Err("ledgers/ql.json: HTTP 404".into())));
    assert!(matches!(page.0.ledgers.get(QL), Some(Loaded::Failed(Failure::Fetch(_)))));
    assert_eq!(page.does(Action::ClosedToast), [], "not by itself");
    page.host(None);
    page.person(Ok(TEXT));
    assert!(page.file().is_none());
    assert_eq!(page.does(Action::Retried), [Effect::FetchLedger(QL.into())]);
    page.ledger("{}");
    let broken = page.0.ledgers.get(QL);
    assert!(matches!(broken, Some(Loaded::Failed(Failure::Pack(faults))) if !faults.is_empty()));
    page.does(Action::Retried);
    page.ledger(LEDGER);
    assert!(page.file().unwrap().is_whole());
}
