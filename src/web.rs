//! F6. The browser: runs effects and reports back. Only this floor touches the world.

mod exporter;
mod offline;
pub mod page;
pub mod rest;
mod storage;
mod unsaved;

use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

use crate::app::job::FileMade;
use crate::app::own::{MOST_BYTES, Refusal};
use crate::app::route::Route;
use crate::app::{Action, Effect, Moment, Theme};
use crate::logic::date::Date;
use crate::pack::slice;
use crate::words::{Lang, Words};

use storage::Store;

/// The element in which the page is mounted.
pub fn host() -> Option<web_sys::Element> {
    gloo::utils::document().get_element_by_id("app")
}

/// The moment now: the person's own calendar day and time, and an id never used before.
pub fn moment() -> Moment {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(1970);
    let today = Date::from_ymd_opt(year, now.get_month() + 1, now.get_date()).unwrap_or_default();
    let random = (js_sys::Math::random() * 1e9) as u32;
    Moment {
        today,
        time: format!("{:02}:{:02}", now.get_hours(), now.get_minutes()),
        fresh: format!("{:x}{random:08x}", now.get_time() as u64),
    }
}

/// Opens the page: reports where it is and with which settings, then listens to the address.
pub fn open(send: Callback<Action>) -> impl FnOnce() {
    let (lang, theme) = storage::settings();
    send.emit(Action::Opened { route: place(), lang, theme });
    let tabs = storage::hear_tabs(send.clone());
    let news = offline::hear(&send);
    let end = unsaved::keep_at_the_end();
    let listener = EventListener::new(&gloo::utils::window(), "hashchange", move |_| {
        send.emit(Action::WentTo(place()));
    });
    move || drop((listener, tabs, news, end))
}

fn place() -> Route {
    Route::parse(&gloo::utils::window().location().hash().unwrap_or_default())
}

/// Tells the page of a panic before the module stops: `boot.js` then shows the page for it.
pub fn report_panics() {
    // Yew would set a hook of its own over the standard one.
    yew::set_custom_panic_hook(Box::new(|panic| {
        let told = web_sys::CustomEventInit::new();
        told.set_detail(&JsValue::from_str(&panic.to_string()));
        let event = web_sys::CustomEvent::new_with_event_init_dict("program-panicked", &told);
        let sent = event.and_then(|event| gloo::utils::window().dispatch_event(&event));
        report(sent.map(drop));
    }));
}

/// Marks the document with language and colours.
pub fn dress(lang: Lang, theme: Theme) {
    let Some(root) = gloo::utils::document().document_element() else { return };
    let done = match theme {
        Theme::Device => root.remove_attribute("data-theme"),
        Theme::Light => root.set_attribute("data-theme", "light"),
        Theme::Dark => root.set_attribute("data-theme", "dark"),
    };
    let said = root.set_attribute("lang", lang.tag());
    report(done.and(said));
}

/// Does what is to be done.
pub fn run(effect: &Effect, send: &Callback<Action>) {
    let send = send.clone();
    match effect.clone() {
        Effect::FetchWords(lang) => spawn_local(async move {
            // The first screens have a few messages only, which come sooner.
            let few = read_first(&format!("locales/first/{}.bin", lang.name())).await;
            match few.and_then(|bytes| Words::few(lang, &bytes).ok()) {
                Some(words) => {
                    rest::few_words(lang);
                    send.emit(Action::WordsRead(Rc::new(words)));
                }
                None => send.emit(Action::WordsArrived(lang, fetch(&words_file(lang)).await)),
            }
        }),
        Effect::FetchCatalogue => spawn_local(async move {
            let slice = read_first(&format!("packs/{}", slice::CATALOGUE)).await;
            match slice.and_then(|bytes| slice::read_catalogue(&bytes).ok()) {
                Some(catalogue) => send.emit(Action::CatalogueRead(Rc::new(catalogue))),
                None => send.emit(Action::CatalogueArrived(fetch("packs/index.json").await)),
            }
        }),
        Effect::FetchPack(id, file) => spawn_local(async move {
            let text = fetch(&format!("packs/{file}")).await;
            send.emit(Action::PackArrived(id, text));
        }),
        Effect::FetchSlice(pack, track, lang) => spawn_local(async move {
            let file = slice::file(&pack, &track, lang.name());
            let bytes = fetch_bytes(&format!("packs/{file}")).await;
            send.emit(Action::SliceArrived { pack, track, lang, bytes });
        }),
        Effect::FetchLedger(document) => spawn_local(async move {
            let text = fetch(&format!("ledgers/{}.json", document.to_lowercase())).await;
            send.emit(Action::LedgerArrived(document, text));
        }),
        Effect::FetchSource(document, file) => spawn_local(async move {
            let text = fetch(&format!("sources/{file}")).await.ok();
            // A host may answer with its own page where it has no such file.
            let page = |text: &String| text.trim_start().starts_with('<');
            send.emit(Action::SourceArrived(document, text.filter(|text| !page(text))));
        }),
        Effect::KeepSource(document, name, text) => {
            storage::keep_source(document, &name, &text, send);
        }
        Effect::ForgetSource(document) => storage::forget_source(document, send),
        Effect::ReadKeptSource(document) => spawn_local(async move {
            if let Some((name, text)) = storage::kept_source(&document).await {
                send.emit(Action::SourceKept { document, name, text });
            }
        }),
        Effect::ReadOwnPacks => read_saved(Store::Packs, send, Action::OwnPacksRead),
        Effect::FetchOwnPack(path) => spawn_local(async move {
            let text = fetch_pack(&path).await;
            send.emit(Action::OpenedPack { from: path, text });
        }),
        Effect::KeepPack(own) => storage::keep_pack(own, send),
        Effect::ForgetPack(id) => storage::forget_pack(id, send),
        Effect::ReadDossiers => read_saved(Store::Dossiers, send, Action::DossiersRead),
        Effect::Save(dossier, base) => {
            let told = send.clone();
            rest::when_here(move || storage::save(dossier, base, told));
        }
        Effect::Delete(id, base) => storage::delete(id, base, send),
        Effect::Look(id, base) => storage::look(id, base, send),
        Effect::PrepareOffline => offline::say("question-shown"),
        Effect::TakeUpdate => offline::say("update-taken"),
        Effect::Remember(lang, theme) => storage::remember(lang, theme),
        Effect::Go(route) => {
            report(gloo::utils::window().location().set_hash(&route.fragment()));
        }
        Effect::GoInstead(route) => {
            report(gloo::utils::window().location().replace(&route.fragment()));
        }
        Effect::Run(job) => exporter::run(*job, send),
        // The sheet is drawn first.
        Effect::Print => {
            gloo::timers::callback::Timeout::new(0, page::print).forget();
        }
        Effect::StopWorker => exporter::stop(),
        Effect::Download(file) => report(download(&file)),
    }
}

/// What somebody who was never here has saved is known without the program that reads it.
fn read_saved(
    store: Store,
    send: Callback<Action>,
    told: impl Fn(Result<Vec<(String, String)>, String>) -> Action + 'static,
) {
    spawn_local(async move {
        if storage::is_new().await {
            return send.emit(told(Ok(Vec::new())));
        }
        rest::when_here(move || {
            spawn_local(async move {
                send.emit(told(storage::read_all(store).await));
                let unsaved = if store == Store::Dossiers { unsaved::found() } else { Vec::new() };
                if !unsaved.is_empty() {
                    send.emit(Action::UnsavedFound(unsaved));
                }
            });
        });
    });
}

/// A file that only the first screens need; nothing where the rest of the program is here, or the
/// host has none.
async fn read_first(path: &str) -> Option<Vec<u8>> {
    if rest::is_here() {
        return None;
    }
    let bytes = fetch_bytes(path).await.ok();
    // The rest may have come meanwhile.
    bytes.filter(|_| !rest::is_here())
}

/// The file of all messages of a language.
fn words_file(lang: Lang) -> String {
    format!("locales/{}.json", lang.name())
}

/// Fetches a text of the same origin.
async fn fetch(path: &str) -> Result<String, String> {
    let text = whole(respond(path).await?.text(), path).await?;
    text.as_string().ok_or_else(|| format!("{path}: no text"))
}

/// Fetches a file of the same origin.
async fn fetch_bytes(path: &str) -> Result<Vec<u8>, String> {
    let buffer = whole(respond(path).await?.array_buffer(), path).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// What the body of a response comes to.
async fn whole(body: Result<js_sys::Promise, JsValue>, path: &str) -> Result<JsValue, String> {
    let told = |fault: JsValue| format!("{path}: {}", words_of(&fault));
    JsFuture::from(body.map_err(told)?).await.map_err(told)
}

/// The response to a request. The address is relative, so any folder of any host will do.
async fn respond(path: &str) -> Result<web_sys::Response, String> {
    let told = |fault: JsValue| format!("{path}: {}", words_of(&fault));
    let options = web_sys::RequestInit::new();
    options.set_cache(web_sys::RequestCache::NoCache);
    // Where the site is kept on this device, a page is answered from its own build.
    let headers = web_sys::Headers::new().map_err(told)?;
    headers.set("x-build", &page::meta("build")).map_err(told)?;
    options.set_headers(&headers);
    let window = gloo::utils::window();
    let address = format!("./{path}");
    let asked = window.fetch_with_str_and_init(&address, &options);
    let response: web_sys::Response =
        JsFuture::from(asked).await.and_then(|r| r.dyn_into()).map_err(told)?;
    match response.ok() {
        true => Ok(response),
        false => Err(format!("{path}: HTTP {}", response.status())),
    }
}

/// Fetches a pack by a path of this site. That it is one was found out before; the browser holds to
/// it as well, wherever the answer may send it.
async fn fetch_pack(path: &str) -> Result<String, Refusal> {
    let told = |fault: JsValue| Refusal::Unreadable(words_of(&fault));
    let options = web_sys::RequestInit::new();
    options.set_cache(web_sys::RequestCache::NoCache);
    options.set_mode(web_sys::RequestMode::SameOrigin);
    let asked = gloo::utils::window().fetch_with_str_and_init(path, &options);
    let response: web_sys::Response =
        JsFuture::from(asked).await.and_then(|r| r.dyn_into()).map_err(told)?;
    if !response.ok() {
        return Err(Refusal::Unreadable(format!("HTTP {}", response.status())));
    }
    let blob = JsFuture::from(response.blob().map_err(told)?).await.map_err(told)?;
    let blob: web_sys::Blob = blob.dyn_into().map_err(told)?;
    pack_text(&blob).await
}

/// The text of a pack, unless it is far too large to be one.
async fn pack_text(blob: &web_sys::Blob) -> Result<String, Refusal> {
    if blob.size() > MOST_BYTES as f64 {
        return Err(Refusal::TooLarge);
    }
    let text = JsFuture::from(blob.text()).await;
    let text = text.map_err(|fault| Refusal::Unreadable(words_of(&fault)))?;
    Ok(text.as_string().unwrap_or_default())
}

/// Hands a file to the person.
fn download(file: &FileMade) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(file.bytes.as_slice()));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(&file.media_type);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement =
        gloo::utils::document().create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(&file.name);
    link.click();
    // The browser reads the address after the click; a minute is ample.
    gloo::timers::callback::Timeout::new(60_000, move || {
        report(web_sys::Url::revoke_object_url(&address));
    })
    .forget();
    Ok(())
}

/// What a fault of the browser says of itself.
fn words_of(fault: &JsValue) -> String {
    let error = fault.dyn_ref::<js_sys::Error>();
    error.map_or_else(|| format!("{fault:?}"), |error| String::from(error.message()))
}

/// A fault that a person can do nothing about goes to the console.
fn report(result: Result<(), JsValue>) {
    if let Err(fault) = result {
        web_sys::console::warn_1(&fault);
    }
}
