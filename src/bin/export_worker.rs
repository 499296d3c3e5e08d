//! The export worker: one job in, its stages and one document or file out.
//!
//! It composes and prints away from the page, which stays usable, and it carries the exporters, which
//! a visitor need not wait for. The page and it share nothing but the messages of `app::job`.

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
mod worker {
    use std::cell::RefCell;
    use std::collections::BTreeMap;
    use std::rc::Rc;

    use alliance_check::app::job::{
        FileMade, Job, JobKind, PROTOCOL, Reading, Reply, ReplyContent, Stage,
    };
    use alliance_check::document::record::{Both, Record, record};
    use alliance_check::document::{compose, docx};
    use alliance_check::engine::{Assessment, assess};
    use alliance_check::logic::date;
    use alliance_check::pack::RulePack;
    use alliance_check::pack::raw::Track;
    use alliance_check::words::{Lang, Words};
    use serde::{Deserialize, Serialize};
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::{JsFuture, spawn_local};
    use web_sys::{
        DedicatedWorkerGlobalScope, Headers, MessageEvent, RequestCache, RequestInit, Response, Url,
    };

    const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    const JSON: &str = "application/json";

    thread_local! {
        /// What was fetched before: the preview asks again at every pause in typing.
        static FETCHED: RefCell<BTreeMap<String, Rc<[u8]>>> = RefCell::default();
        /// The build of the page that this worker works for; there is only one.
        static BUILD: RefCell<String> = RefCell::default();
    }

    /// Said once, when messages are heard; what is posted before would be lost.
    #[derive(Serialize)]
    struct Greeting {
        ready: u32,
    }

    /// What a job of any protocol has, so that a strange one can be refused in its own language.
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Head {
        protocol: u32,
        number: u32,
        lang: String,
        home: String,
        build: String,
        document: Option<String>,
    }

    /// Why nothing was made: a message of the catalogue.
    struct Fault {
        key: &'static str,
        args: Vec<(&'static str, String)>,
    }

    impl Fault {
        fn new(key: &'static str, args: &[(&'static str, &str)]) -> Fault {
            Fault {
                key,
                args: args.iter().map(|(name, text)| (*name, (*text).to_owned())).collect(),
            }
        }

        fn told(&self, words: &Words) -> String {
            let args: Vec<(&str, &str)> = self.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
            words.say(self.key, &args)
        }
    }

    /// Listens, then says so.
    pub fn start() {
        let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
        let ear = scope.clone();
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let scope = ear.clone();
            spawn_local(async move { serve(&scope, event.data()).await });
        });
        scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        // The worker listens for as long as it lives.
        hear.forget();
        if let Err(fault) = post(&scope, &Greeting { ready: PROTOCOL }) {
            wasm_bindgen::throw_val(fault);
        }
    }

    async fn serve(scope: &DedicatedWorkerGlobalScope, data: JsValue) {
        let head: Head = serde_wasm_bindgen::from_value(data.clone()).unwrap_or_default();
        let line = Line { scope, number: head.number };
        BUILD.set(head.build.clone());
        let lang = if head.lang == Lang::En.name() { Lang::En } else { Lang::Zh };
        let content = match words(&head.home, lang).await {
            Err(fault) => ReplyContent::Failed(fault.told(&spare_words(lang))),
            Ok(words) => answer(&line, &head, data, &words)
                .await
                .unwrap_or_else(|fault| ReplyContent::Failed(fault.told(&words))),
        };
        if let Err(fault) = line.say(content) {
            // A file too large to be handed over; a reason is small.
            let told = Fault::new("export.job", &[("reason", &words_of(&fault))]);
            let spare = ReplyContent::Failed(told.told(&spare_words(lang)));
            if let Err(fault) = line.say(spare) {
                wasm_bindgen::throw_val(fault);
            }
        }
    }

    async fn answer(
        line: &Line<'_>,
        head: &Head,
        data: JsValue,
        words: &Words,
    ) -> Result<ReplyContent, Fault> {
        if head.protocol != PROTOCOL {
            return Err(Fault::new("export.protocol", &[]));
        }
        if head.document.is_some() {
            return read(data, words);
        }
        let job: Job = serde_wasm_bindgen::from_value(data)
            .map_err(|fault| Fault::new("export.job", &[("reason", &fault.to_string())]))?;
        line.reached(Stage::Reading).await?;
        let pack = RulePack::read_as(&job.dossier.pack.id, &job.pack).map_err(|faults| {
            let first = faults.first().map(|f| format!("{} {}", f.place, words.pick(&f.message)));
            let first = first.unwrap_or_default();
            Fault::new("export.pack", &[("reason", &first)])
        })?;
        let track = pack
            .track(&job.dossier.track)
            .ok_or_else(|| Fault::new("export.track", &[("track", &job.dossier.track)]))?;
        let today = date::parse(&job.today)
            .ok_or_else(|| Fault::new("export.today", &[("today", &job.today)]))?;
        line.reached(Stage::Composing).await?;
        let found = assess(&pack, track, &job.dossier.answers, job.dossier.dates(today));
        let work = Work { line, job: &job, pack: &pack, track, found: &found, words };
        match job.kind {
            JobKind::Preview => Ok(ReplyContent::Document(Box::new(work.document()))),
            JobKind::Docx => work.docx().await.map(ReplyContent::File),
            JobKind::Json => work.json().await.map(ReplyContent::File),
        }
    }

    /// The text of a Word file.
    fn read(data: JsValue, words: &Words) -> Result<ReplyContent, Fault> {
        let reading: Reading = serde_wasm_bindgen::from_value(data)
            .map_err(|fault| Fault::new("export.job", &[("reason", &fault.to_string())]))?;
        let text = docx::plain(&reading.docx).map_err(|fault| words.get(docx::unread(&fault)));
        Ok(ReplyContent::Text { document: reading.document, name: reading.name, text })
    }

    /// A job that was read and assessed.
    struct Work<'a> {
        line: &'a Line<'a>,
        job: &'a Job,
        pack: &'a RulePack,
        track: &'a Track,
        found: &'a Assessment,
        words: &'a Words,
    }

    impl Work<'_> {
        fn document(&self) -> alliance_check::document::Document {
            compose::compose(self.pack, self.track, &self.job.dossier, self.found, self.words)
        }

        async fn docx(&self) -> Result<FileMade, Fault> {
            let document = self.document();
            let base = fetch(&self.job.home, "base.docx").await?;
            self.line.reached(Stage::Writing).await?;
            let bytes = docx::write(&document, &base)
                .map_err(|fault| Fault::new("export.docx", &[("reason", &fault.to_string())]))?;
            let name = format!("{}.docx", document.file_name);
            Ok(FileMade { name, media_type: DOCX.to_owned(), bytes })
        }

        async fn json(&self) -> Result<FileMade, Fault> {
            let home = &self.job.home;
            let (zh, en) = (words(home, Lang::Zh).await?, words(home, Lang::En).await?);
            let both = Both { zh: &zh, en: &en };
            let dossier = &self.job.dossier;
            let found = record(self.pack, self.track, self.found, both);
            self.line.reached(Stage::Writing).await?;
            let bytes = serde_json::to_vec_pretty(&Record::new(dossier, self.pack, found))
                .map_err(|fault| Fault::new("export.json", &[("reason", &fault.to_string())]))?;
            let name = compose::file_name(self.pack, self.track, dossier, self.found, self.words);
            Ok(FileMade { name: format!("{name}.json"), media_type: JSON.to_owned(), bytes })
        }
    }

    /// The way back to the page for one job.
    struct Line<'a> {
        scope: &'a DedicatedWorkerGlobalScope,
        number: u32,
    }

    impl Line<'_> {
        fn say(&self, content: ReplyContent) -> Result<(), JsValue> {
            post(self.scope, &Reply { number: self.number, content })
        }

        /// Reports a stage and lets the event loop turn, so that the page hears of it in time.
        async fn reached(&self, stage: Stage) -> Result<(), Fault> {
            let broken =
                |fault: JsValue| Fault::new("export.job", &[("reason", &words_of(&fault))]);
            self.say(ReplyContent::Progress(stage)).map_err(broken)?;
            let turn = js_sys::Promise::new(&mut |resolve, reject| {
                if let Err(fault) = self.scope.set_timeout_with_callback(&resolve) {
                    // Nobody is left to be told if this fails as well.
                    let _ = reject.call1(&JsValue::NULL, &fault);
                }
            });
            JsFuture::from(turn).await.map(drop).map_err(broken)
        }
    }

    /// Objects rather than maps, because answers are told apart by shape; bytes as one block.
    fn post(scope: &DedicatedWorkerGlobalScope, message: &impl Serialize) -> Result<(), JsValue> {
        let shape =
            serde_wasm_bindgen::Serializer::json_compatible().serialize_bytes_as_arrays(false);
        scope.post_message(&message.serialize(&shape)?)
    }

    async fn words(home: &str, lang: Lang) -> Result<Words, Fault> {
        let file = format!("locales/{}.json", lang.name());
        let bytes = fetch(home, &file).await?;
        let broken =
            |reason: String| Fault::new("export.job", &[("reason", &format!("{file}: {reason}"))]);
        let text = std::str::from_utf8(&bytes).map_err(|fault| broken(fault.to_string()))?;
        Words::read(lang, text).map_err(|fault| broken(fault.to_string()))
    }

    /// The messages that must not depend on a file, since they tell that files do not arrive.
    fn spare_words(lang: Lang) -> Words {
        let json = match lang {
            Lang::Zh => {
                r#"{"export.fetch":"没有取到导出所需的文件“{file}”。请检查网络后重试；已填内容没有改动。","export.job":"导出没有完成（{reason}）。请重新载入页面后再导出；已填内容没有改动。"}"#
            }
            Lang::En => {
                r#"{"export.fetch":"The file “{file}” that the export needs did not arrive. Check the connection and try again; nothing you entered has changed.","export.job":"The export did not end ({reason}). Reload the page and export again; nothing you entered has changed."}"#
            }
        };
        Words::read(lang, json).unwrap_or_default()
    }

    /// A file beside the page, fetched once.
    async fn fetch(home: &str, file: &str) -> Result<Rc<[u8]>, Fault> {
        let told = |_: JsValue| Fault::new("export.fetch", &[("file", file)]);
        let address = Url::new_with_base(file, home).map_err(told)?.href();
        let known = FETCHED.with_borrow(|fetched| fetched.get(&address).cloned());
        if let Some(bytes) = known {
            return Ok(bytes);
        }
        let bytes = download(&address).await.map_err(told)?;
        FETCHED.with_borrow_mut(|fetched| fetched.insert(address, Rc::clone(&bytes)));
        Ok(bytes)
    }

    async fn download(address: &str) -> Result<Rc<[u8]>, JsValue> {
        let scope = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>()?;
        // These files keep their names from release to release.
        let options = RequestInit::new();
        options.set_cache(RequestCache::NoCache);
        // Where the site is kept on this device, a page is answered from its own build.
        let headers = Headers::new()?;
        headers.set("x-build", &BUILD.with_borrow(String::clone))?;
        options.set_headers(&headers);
        let asked = scope.fetch_with_str_and_init(address, &options);
        let response: Response = JsFuture::from(asked).await?.dyn_into()?;
        if !response.ok() {
            return Err(JsValue::from_str(&format!("HTTP {}", response.status())));
        }
        let buffer = JsFuture::from(response.array_buffer()?).await?;
        Ok(js_sys::Uint8Array::new(&buffer).to_vec().into())
    }

    /// What a thrown value says.
    fn words_of(fault: &JsValue) -> String {
        match fault.dyn_ref::<js_sys::Error>() {
            Some(error) => String::from(error.message()),
            None => fault.as_string().unwrap_or_else(|| format!("{fault:?}")),
        }
    }
}
