//! Several windows on one dossier, and new versions of the site: nothing is overwritten unseen, and
//! nothing is taken before it is wanted and everything is saved.
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

use std::collections::BTreeMap;
use std::rc::Rc;

use alliance_check::app::job::JobKind;
use alliance_check::app::route::Route;
use alliance_check::app::{
    Action, Effect, Failure, Loaded, Moment, Offline, Saved, State, Theme, Update,
};
use alliance_check::dossier::{Dossier, MaterialNote, MaterialState, PackRef, merge, same};
use alliance_check::engine::answer::Answer;
use alliance_check::logic::date;
use alliance_check::words::Lang;
use proptest::prelude::*;

fn read(path: &str) -> String {
    std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The storage that all windows share: text by id.
type Storage = BTreeMap<String, String>;

/// A window with its own state. What it asks of the storage is done as `web` does it, but only when
/// the test says so.
struct Window {
    state: State,
    clock: u32,
    name: &'static str,
    waiting: Vec<Effect>,
}

impl Window {
    fn open(name: &'static str, storage: &Storage) -> Window {
        let state = State::new(date::parse("2026-11-20").unwrap());
        let mut window = Window { state, clock: 0, name, waiting: Vec::new() };
        let route = Route::Start;
        window.does(Action::Opened { route, lang: Lang::Zh, theme: Theme::Device });
        window.does(Action::WordsArrived(Lang::Zh, Ok(read("static/locales/zh.json"))));
        window.does(Action::CatalogueArrived(Ok(read("static/packs/index.json"))));
        let saved = storage.iter().map(|(id, text)| (id.clone(), text.clone())).collect();
        window.does(Action::DossiersRead(Ok(saved)));
        window.does(Action::WentTo(Route::parse("#/track/jiangsu/js-lib-m")));
        window.does(Action::PackArrived("jiangsu".into(), Ok(read("static/packs/jiangsu.json"))));
        if let Some(id) = storage.keys().next() {
            window.does(Action::WentTo(Route::parse(&format!("#/case/{id}/answer"))));
        }
        window
    }

    fn does(&mut self, action: Action) {
        self.clock += 1;
        let moment = Moment {
            today: date::parse("2026-11-20").unwrap(),
            time: format!("14:{:02}", self.clock % 60),
            fresh: format!("{}{}", self.name, self.clock),
        };
        self.state = self.state.after(action, &moment);
        let now = self.state.events;
        let asked = self.state.outbox.iter().filter(|(at, _)| *at == now).map(|(_, e)| e.clone());
        self.waiting.extend(asked);
    }

    fn begins(&mut self) -> String {
        let (pack, track) = ("jiangsu".into(), "js-lib-m".into());
        self.does(Action::BeganTrack { pack, track, filing: String::new(), from: None });
        self.state.route.dossier().unwrap().to_owned()
    }

    fn answers(&mut self, fact: &str, yes: bool) {
        self.does(Action::Answered { fact: fact.into(), answer: Some(Answer::Bool(yes)) });
    }

    /// Does what waits for the storage, in order, until nothing does.
    fn settles(&mut self, storage: &mut Storage) {
        let known = |found: Option<&String>, base: &Option<Rc<Dossier>>| {
            let found = found.map(|text| alliance_check::dossier::read(text).unwrap());
            found.as_ref() == base.as_deref()
        };
        while !self.waiting.is_empty() {
            let all = std::mem::take(&mut self.waiting);
            let asked = |e: &Effect| matches!(e, Effect::Save(..) | Effect::Delete(..));
            let writes = all.iter().any(asked);
            let mut done = true;
            for effect in all {
                let (id, base, now) = match effect {
                    Effect::Save(dossier, base) => (dossier.id.clone(), base, Some(Some(dossier))),
                    Effect::Delete(id, base) => (id, base, Some(None)),
                    Effect::Look(id, base) => (id, base, None),
                    _ => continue,
                };
                // A write that followed another of this window finds what that one wrote.
                let own = self.state.dossiers.ready().and_then(|all| all.get(&id)).cloned();
                let found = storage.get(&id);
                if !known(found, &base) && !known(found, &own) {
                    let text = found.cloned();
                    self.does(Action::ChangedElsewhere { id, text });
                    done = false;
                    continue;
                }
                if let Some(dossier) = now {
                    match &dossier {
                        Some(d) => storage.insert(id.clone(), serde_json::to_string(&**d).unwrap()),
                        None => storage.remove(&id),
                    };
                    self.does(Action::Stored { id, dossier });
                }
            }
            if writes && done {
                self.does(Action::SaveEnded(Ok(())));
            }
        }
    }

    fn all(&self) -> &BTreeMap<String, Rc<Dossier>> {
        self.state.dossiers.ready().unwrap()
    }

    fn toast(&self) -> &str {
        self.state.toast.as_ref().map_or("", |t| t.key)
    }

    fn asked(&self, wanted: &Effect) -> bool {
        self.state.outbox.iter().any(|(at, e)| *at == self.state.events && e == wanted)
    }
}

/// Two windows on one dossier, both with it as it is saved.
fn two() -> (Window, Window, Storage, String) {
    let mut storage = Storage::new();
    let mut one = Window::open("a", &storage);
    let id = one.begins();
    one.answers("compliant", true);
    one.settles(&mut storage);
    let other = Window::open("b", &storage);
    assert_eq!(one.all()[&id], other.all()[&id]);
    (one, other, storage, id)
}

fn saved(storage: &Storage, id: &str) -> Dossier {
    alliance_check::dossier::read(&storage[id]).unwrap()
}

// ---- Dossiers ----

/// Different questions answered at the same moment in two windows are all kept.
#[test]
fn what_does_not_clash_is_brought_together() {
    let (mut one, mut other, mut storage, id) = two();
    one.answers("legal-person", true);
    other.answers("operating-well", false);
    one.settles(&mut storage);
    other.settles(&mut storage);
    let both = saved(&storage, &id);
    assert_eq!(both.answers["legal-person"], Answer::Bool(true));
    assert_eq!(both.answers["operating-well"], Answer::Bool(false));
    assert_eq!((storage.len(), other.toast()), (1, "toast.elsewhere"));
    one.does(Action::DossierElsewhere(id.clone()));
    one.settles(&mut storage);
    assert_eq!(*one.all()[&id], both);
    assert!(matches!(other.state.saved, Saved::At(_)));
}

/// The same question answered differently: the one saved first stays, the other is kept as a copy,
/// and that is said at once.
#[test]
fn what_clashes_is_kept_twice() {
    let (mut one, mut other, mut storage, id) = two();
    one.answers("legal-person", true);
    other.answers("legal-person", false);
    other.answers("operating-well", true);
    one.settles(&mut storage);
    other.settles(&mut storage);
    assert_eq!(saved(&storage, &id).answers["legal-person"], Answer::Bool(true));
    assert_eq!(saved(&storage, &id).answers["operating-well"], Answer::Bool(true));
    assert_eq!(storage.len(), 2);
    let copy = storage.keys().find(|key| **key != id).unwrap();
    let copy = saved(&storage, copy);
    assert_eq!(copy.answers["legal-person"], Answer::Bool(false));
    assert!(copy.title.ends_with("（另一标签页的改动）"), "{}", copy.title);
    let toast = other.state.toast.clone().unwrap();
    assert_eq!((toast.key, toast.fault), ("toast.elsewhere-clash", true));
    assert_eq!(toast.args, [("title", copy.title)]);
    assert_eq!(other.all().len(), 2);
}

/// What could not be written any more when a window closed is saved by the next one; what another
/// window saved meanwhile is not overwritten by it; and what was written after all is left alone.
#[test]
fn what_was_not_written_is_saved_at_last() {
    let text = |dossier: &Dossier| serde_json::to_string(dossier).unwrap();
    let mut storage = Storage::new();
    let mut one = Window::open("a", &storage);
    let id = one.begins();
    one.settles(&mut storage);
    let base = storage[&id].clone();
    one.answers("legal-person", true);
    let unsaved = text(&one.state.dossiers.ready().unwrap()[&id]);
    drop(one);

    let mut next = Window::open("b", &storage);
    next.does(Action::UnsavedFound(vec![(unsaved.clone(), Some(base.clone()))]));
    next.settles(&mut storage);
    assert_eq!(storage[&id], unsaved);
    next.does(Action::UnsavedFound(vec![(unsaved.clone(), Some(base.clone()))]));
    assert!(next.state.toast.is_none(), "it was written after all");
    next.settles(&mut storage);
    assert_eq!(storage[&id], unsaved);

    let mut other = Window::open("c", &Storage::from([(id.clone(), base.clone())]));
    other.answers("compliant", true);
    let theirs = text(&other.state.dossiers.ready().unwrap()[&id]);
    let mut storage = Storage::from([(id.clone(), theirs)]);
    let mut last = Window::open("d", &storage);
    last.does(Action::UnsavedFound(vec![(unsaved, Some(base))]));
    last.settles(&mut storage);
    let both = alliance_check::dossier::read(&storage[&id]).unwrap();
    assert_eq!(both.answers.len(), 2, "the answers of both windows");
}

/// Taking over what another window did is not a change of one's own: nothing is written for it.
#[test]
fn taking_over_writes_nothing() {
    let (mut one, mut other, mut storage, id) = two();
    one.answers("legal-person", true);
    one.settles(&mut storage);
    let before = storage.clone();
    other.does(Action::DossierElsewhere(id.clone()));
    other.settles(&mut storage);
    assert_eq!(storage, before);
    assert_eq!(other.all()[&id], one.all()[&id]);
    other.does(Action::Returned);
    assert!(other.waiting.iter().any(|e| matches!(e, Effect::Look(look, Some(_)) if *look == id)));
    other.settles(&mut storage);
    assert_eq!(storage, before);
}

/// A window that types on while its last save is still under way does not clash with itself.
#[test]
fn a_window_does_not_clash_with_itself() {
    let (mut one, _, mut storage, id) = two();
    one.answers("legal-person", true);
    one.answers("legal-person", false);
    one.does(Action::Renamed { dossier: id.clone(), title: "甲".into() });
    one.settles(&mut storage);
    assert_eq!(saved(&storage, &id).title, "甲");
    assert_eq!((storage.len(), one.toast()), (1, ""));
}

/// Deleted in one window, changed in another: kept, and said.
#[test]
fn a_deletion_does_not_take_unsaved_changes_along() {
    let (mut one, mut other, mut storage, id) = two();
    other.answers("legal-person", true);
    one.does(Action::Deleted(id.clone()));
    one.settles(&mut storage);
    assert!(storage.is_empty());
    other.settles(&mut storage);
    assert_eq!(saved(&storage, &id).answers["legal-person"], Answer::Bool(true));
    assert_eq!(other.toast(), "toast.elsewhere-deleted");

    let (mut one, mut other, mut storage, id) = two();
    other.answers("legal-person", true);
    other.settles(&mut storage);
    one.does(Action::Deleted(id.clone()));
    one.settles(&mut storage);
    assert_eq!(saved(&storage, &id).answers["legal-person"], Answer::Bool(true));
    assert_eq!(one.toast(), "toast.elsewhere-kept");
    assert!(one.all().contains_key(&id));
}

/// Deleted in one window with nothing unsaved in the other: gone in both.
#[test]
fn a_deletion_is_taken_over() {
    let (mut one, mut other, mut storage, id) = two();
    one.does(Action::Deleted(id.clone()));
    one.settles(&mut storage);
    other.does(Action::DossierElsewhere(id.clone()));
    other.settles(&mut storage);
    assert!(storage.is_empty() && other.all().is_empty());
    one.does(Action::UndidDeletion);
    one.settles(&mut storage);
    assert!(storage.contains_key(&id), "brought back");
}

/// What a newer version saved cannot be read here: it stays as it is, and what was typed here is
/// kept beside it.
#[test]
fn what_a_newer_version_saved_is_left_alone() {
    let (mut one, _, _, id) = two();
    one.answers("legal-person", true);
    let newer = r#"{"format": 99, "pack": {}, "track": "x"}"#.to_owned();
    one.does(Action::ChangedElsewhere { id: id.clone(), text: Some(newer.clone()) });
    assert_eq!(one.state.unreadable, [(id.clone(), newer)]);
    let copies: Vec<_> = one.all().values().collect();
    assert_eq!(copies.len(), 1);
    assert_eq!(copies[0].answers["legal-person"], Answer::Bool(true));
    assert_ne!(copies[0].id, id);
    assert_eq!(one.toast(), "toast.elsewhere-newer");
}

// ---- New versions ----

/// A new version is announced and waits; it is taken when that is wanted and everything is saved.
#[test]
fn a_new_version_waits_until_it_is_wanted_and_all_is_saved() {
    let (mut one, _, mut storage, _) = two();
    one.does(Action::UpdateFound);
    assert_eq!(one.state.update, Update::Ready);
    one.answers("legal-person", true);
    assert_eq!(one.state.update, Update::Ready, "never by itself");
    one.does(Action::WantedUpdate);
    assert_eq!(one.state.update, Update::Wanted, "the answer comes first");
    assert!(!one.asked(&Effect::TakeUpdate));
    one.settles(&mut storage);
    assert_eq!(one.state.update, Update::Taken);
    assert!(one.asked(&Effect::TakeUpdate));
    one.does(Action::UpdateFound);
    assert_eq!(one.state.update, Update::Taken);
}

/// Where something cannot be saved nothing is loaded anew, and the person is told to export.
#[test]
fn a_new_version_never_costs_an_answer() {
    let (mut one, _, _, _) = two();
    one.does(Action::UpdateFound);
    one.answers("legal-person", true);
    one.does(Action::SaveEnded(Err("QuotaExceededError: full".into())));
    one.does(Action::WantedUpdate);
    assert_eq!((one.state.update, one.toast()), (Update::Ready, "toast.update-unsaved"));
    assert!(!one.asked(&Effect::TakeUpdate));
}

/// A file that is being made is finished first.
#[test]
fn a_new_version_waits_for_an_export() {
    let (mut one, _, mut storage, _) = two();
    one.settles(&mut storage);
    one.does(Action::UpdateFound);
    one.does(Action::AskedExport { kind: JobKind::Docx, dossier: None });
    one.does(Action::WantedUpdate);
    assert_eq!(one.state.update, Update::Wanted);
    one.does(Action::CancelledExport);
    assert_eq!(one.state.update, Update::Taken);
}

/// What off-line use needs is asked for once, when the first question can be answered.
#[test]
fn off_line_use_is_prepared_once_a_question_is_shown() {
    let storage = Storage::new();
    let mut one = Window::open("a", &storage);
    assert!(!one.waiting.contains(&Effect::PrepareOffline));
    one.begins();
    one.answers("legal-person", true);
    assert_eq!(one.waiting.iter().filter(|e| **e == Effect::PrepareOffline).count(), 1);
    assert_eq!(one.state.offline, Offline::Later);
    one.does(Action::OfflineIs(Offline::Ready));
    assert_eq!(one.state.offline, Offline::Ready);
}

/// A pack of another version than the catalogue is not used; trying again fetches both anew.
#[test]
fn a_pack_of_another_version_is_refused() {
    let storage = Storage::new();
    let mut page = Window::open("a", &storage);
    let pack = read("static/packs/jiangsu.json");
    let other = pack.replacen("\"version\": \"", "\"version\": \"1", 1);
    assert_ne!(pack, other);
    page.does(Action::PackArrived("jiangsu".into(), Ok(other)));
    assert_eq!(page.state.packs["jiangsu"], Loaded::Failed(Failure::Mixed));
    page.waiting.clear();
    page.does(Action::Retried);
    assert!(page.waiting.contains(&Effect::FetchCatalogue));
    assert!(
        !page.waiting.iter().any(|e| matches!(e, Effect::FetchSlice(..))),
        "not by the old one"
    );
    page.does(Action::CatalogueArrived(Ok(read("static/packs/index.json"))));
    assert!(page.waiting.iter().any(|e| matches!(e, Effect::FetchSlice(..))));
    page.does(Action::PackArrived("jiangsu".into(), Ok(pack)));
    assert!(page.state.packs["jiangsu"].ready().is_some());
}

// ---- Laws of bringing together ----

fn dossiers() -> impl Strategy<Value = Dossier> {
    let answers =
        prop::collection::btree_map("[abc]", prop::bool::ANY.prop_map(Answer::Bool), 0..4);
    let states = prop::option::of(prop::bool::ANY.prop_map(|ready| match ready {
        true => MaterialState::Ready,
        false => MaterialState::Missing,
    }));
    let notes = (states, "[xy]?").prop_map(|(state, note)| MaterialNote {
        state,
        note,
        ..MaterialNote::default()
    });
    let materials = prop::collection::btree_map("[mn]", notes, 0..3);
    (answers, materials, "[tu]?", "[0-9]").prop_map(|(answers, materials, title, edited)| Dossier {
        format: 1,
        id: "d".into(),
        title,
        pack: PackRef { id: "p".into(), version: "1".into(), hash: "h".into() },
        track: "t".into(),
        sample: None,
        on: None,
        filing: None,
        answers,
        materials,
        edited,
    })
}

proptest! {
    /// Where only one side changed something, that side is the result.
    #[test]
    fn one_side_alone_wins(base in dossiers(), mine in dossiers()) {
        let theirs = merge(Some(&base), &base, &mine);
        prop_assert!(!theirs.clash && same(&theirs.dossier, &mine));
        let kept = merge(Some(&base), &mine, &base);
        prop_assert!(!kept.clash);
        prop_assert_eq!(&kept.dossier.answers, &mine.answers);
        prop_assert_eq!(&kept.dossier.title, &mine.title);
    }

    /// Without a clash it does not matter which window is asked; and where two agree, nothing clashes.
    #[test]
    fn both_windows_find_the_same(base in dossiers(), mine in dossiers(), theirs in dossiers()) {
        let here = merge(Some(&base), &mine, &theirs);
        let there = merge(Some(&base), &theirs, &mine);
        prop_assert_eq!(here.clash, there.clash);
        if !here.clash {
            prop_assert_eq!(&here.dossier.answers, &there.dossier.answers);
            prop_assert_eq!(&here.dossier.title, &there.dossier.title);
        }
        prop_assert!(!merge(Some(&base), &mine, &mine).clash);
    }

    /// What clashes is theirs in the result, and nothing of theirs is ever lost.
    #[test]
    fn nothing_of_theirs_is_lost(base in dossiers(), mine in dossiers(), theirs in dossiers()) {
        let merged = merge(Some(&base), &mine, &theirs).dossier;
        for (fact, answer) in &theirs.answers {
            if base.answers.get(fact) != Some(answer) {
                prop_assert_eq!(merged.answers.get(fact), Some(answer));
            }
        }
    }
}
