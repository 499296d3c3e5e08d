//! F6. The export worker: spawned when the first document is asked for, one job at a time.
//!
//! Handshake: the worker says that it is ready, and which protocol it speaks, before it is given
//! anything; what is posted earlier would be lost.

use std::cell::RefCell;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};
use yew::Callback;

use crate::app::Action;
use crate::app::job::{Job, JobKind, PROTOCOL, Reading, Reply, ReplyContent};
use crate::app::source::Unread;
use crate::words::Lang;

/// A preview waits until typing pauses.
const PAUSE_MS: u32 = 250;

#[derive(Default)]
struct Exporter {
    worker: Option<Running>,
    pause: Option<Timeout>,
    /// The Word file that is being read.
    reading: Option<Asked>,
}

/// A Word file whose text is wanted: of which source, its name, whom to tell.
pub struct Asked {
    /// Document code of the source.
    pub document: String,
    /// Name of the file.
    pub name: String,
    /// Told the text, or that it could not be read.
    pub send: Callback<Action>,
}

/// The number of a message that is no job: a Word file to be read.
const READING: u32 = 0;

struct Running {
    worker: Worker,
    ready: bool,
    /// Messages that wait until the worker listens, each with the number of its job.
    waiting: Vec<(u32, JsValue)>,
    _listeners: [EventListener; 2],
}

thread_local! {
    static EXPORTER: RefCell<Exporter> = RefCell::default();
}

/// Gives the worker a job, spawning it first if need be.
pub fn run(mut job: Job, send: Callback<Action>) {
    (job.home, job.build) = (home(), super::page::meta("build"));
    EXPORTER.with_borrow_mut(|exporter| exporter.pause = None);
    if job.kind != JobKind::Preview {
        give(job, &send);
        return;
    }
    let timer = Timeout::new(PAUSE_MS, move || give(job, &send));
    EXPORTER.with_borrow_mut(|exporter| exporter.pause = Some(timer));
}

/// Stops the worker, whatever it does. The next job spawns a new one.
pub fn stop() {
    EXPORTER.with_borrow_mut(|exporter| {
        exporter.pause = None;
        if let Some(running) = exporter.worker.take() {
            running.worker.terminate();
        }
    });
    give_up_reading();
}

/// Has the worker read the text of a Word file.
pub fn read_docx(asked: Asked, docx: Vec<u8>, lang: Lang) {
    let send = asked.send.clone();
    let reading = Reading {
        protocol: PROTOCOL,
        lang: lang.name().to_owned(),
        home: home(),
        build: super::page::meta("build"),
        document: asked.document.clone(),
        name: asked.name.clone(),
        docx,
    };
    EXPORTER.with_borrow_mut(|exporter| exporter.reading = Some(asked));
    if hand(READING, &reading, &send).is_err() {
        give_up_reading();
    }
}

/// Tells whoever waits for the text of a Word file that it will not come.
fn give_up_reading() {
    if let Some(asked) = EXPORTER.with_borrow_mut(|exporter| exporter.reading.take()) {
        let Asked { document, name, send } = asked;
        let text = Err(Unread::Told("source.interrupted"));
        send.emit(Action::SuppliedSource { document, name, text });
    }
}

fn home() -> String {
    gloo::utils::document().base_uri().ok().flatten().unwrap_or_default()
}

fn give(job: Job, send: &Callback<Action>) {
    let number = job.number;
    if let Err(fault) = hand(number, &job, send) {
        fail(number, &super::words_of(&fault), send);
    }
}

/// Hands a message to the worker, once it listens.
fn hand(number: u32, message: &impl Serialize, send: &Callback<Action>) -> Result<(), JsValue> {
    let shape = serde_wasm_bindgen::Serializer::json_compatible().serialize_bytes_as_arrays(false);
    let message = message.serialize(&shape)?;
    EXPORTER.with_borrow_mut(|exporter| {
        if exporter.worker.is_none() {
            exporter.worker = Some(spawn(send.clone())?);
        }
        match &mut exporter.worker {
            Some(running) if running.ready => running.worker.post_message(&message),
            Some(running) => {
                running.waiting.push((number, message));
                Ok(())
            }
            None => Ok(()),
        }
    })
}

fn spawn(send: Callback<Action>) -> Result<Running, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&super::page::meta("export-worker"), &options)?;
    let on_message = {
        let send = send.clone();
        EventListener::new(&worker, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                heard(&event.data(), &send);
            }
        })
    };
    let on_error = EventListener::new(&worker, "error", move |event| {
        let message = event
            .dyn_ref::<web_sys::ErrorEvent>()
            .map(web_sys::ErrorEvent::message)
            .unwrap_or_default();
        let running = EXPORTER.with_borrow_mut(|exporter| exporter.worker.take());
        let waiting = running.map(|running| running.waiting).unwrap_or_default();
        give_up_reading();
        let job = waiting.iter().rev().find(|(number, _)| *number != READING);
        match job {
            Some((number, _)) => fail(*number, &message, &send),
            None => send.emit(Action::WorkerDied(message)),
        }
    });
    let listeners = [on_message, on_error];
    Ok(Running { worker, ready: false, waiting: Vec::new(), _listeners: listeners })
}

fn heard(data: &JsValue, send: &Callback<Action>) {
    let ready = js_sys::Reflect::get(data, &JsValue::from_str("ready")).ok();
    if let Some(protocol) = ready.and_then(|value| value.as_f64()) {
        greeted(protocol, send);
        return;
    }
    match serde_wasm_bindgen::from_value::<Reply>(data.clone()) {
        Ok(reply) => {
            if reply.number == READING {
                match &reply.content {
                    ReplyContent::Text { .. } => {
                        EXPORTER.with_borrow_mut(|exporter| exporter.reading = None);
                    }
                    _ => return give_up_reading(),
                }
            }
            send.emit(Action::Replied(reply.number, reply.content));
        }
        Err(fault) => send.emit(Action::WorkerDied(fault.to_string())),
    }
}

fn greeted(protocol: f64, send: &Callback<Action>) {
    if protocol != f64::from(PROTOCOL) {
        stop();
        send.emit(Action::WorkerDied(format!("protocol {protocol} / {PROTOCOL}")));
        return;
    }
    let failed = EXPORTER.with_borrow_mut(|exporter| {
        let running = exporter.worker.as_mut()?;
        running.ready = true;
        let waiting = std::mem::take(&mut running.waiting);
        let posted = waiting.into_iter().filter_map(|(number, message)| {
            let fault = running.worker.post_message(&message).err()?;
            Some((number, super::words_of(&fault)))
        });
        posted.last()
    });
    if let Some((number, message)) = failed {
        fail(number, &message, send);
    }
}

fn fail(number: u32, message: &str, send: &Callback<Action>) {
    if number == READING {
        return give_up_reading();
    }
    send.emit(Action::Replied(number, ReplyContent::Failed(message.to_owned())));
}
