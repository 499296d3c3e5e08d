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
use crate::app::job::{Job, JobKind, PROTOCOL, Reply, ReplyContent};

/// A preview waits until typing pauses.
const PAUSE_MS: u32 = 250;

#[derive(Default)]
struct Exporter {
    worker: Option<Running>,
    pause: Option<Timeout>,
}

struct Running {
    worker: Worker,
    ready: bool,
    waiting: Option<Job>,
    _listeners: [EventListener; 2],
}

thread_local! {
    static EXPORTER: RefCell<Exporter> = RefCell::default();
}

/// Gives the worker a job, spawning it first if need be.
pub fn run(mut job: Job, send: Callback<Action>) {
    job.home = gloo::utils::document().base_uri().ok().flatten().unwrap_or_default();
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
}

fn give(job: Job, send: &Callback<Action>) {
    let number = job.number;
    let result = EXPORTER.with_borrow_mut(|exporter| {
        if exporter.worker.is_none() {
            exporter.worker = Some(spawn(send.clone())?);
        }
        match &mut exporter.worker {
            Some(running) if running.ready => post(&running.worker, &job),
            Some(running) => {
                running.waiting = Some(job);
                Ok(())
            }
            None => Ok(()),
        }
    });
    if let Err(fault) = result {
        fail(number, &super::words_of(&fault), send);
    }
}

fn spawn(send: Callback<Action>) -> Result<Running, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&address(), &options)?;
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
        let number = EXPORTER.with_borrow_mut(|exporter| {
            let running = exporter.worker.take();
            running.and_then(|running| running.waiting).map(|job| job.number)
        });
        match number {
            Some(number) => fail(number, &message, &send),
            None => send.emit(Action::WorkerDied(message)),
        }
    });
    let listeners = [on_message, on_error];
    Ok(Running { worker, ready: false, waiting: None, _listeners: listeners })
}

/// The worker's address stands in the page, put there when the page was built.
fn address() -> String {
    let found = gloo::utils::document().query_selector("meta[name=export-worker]");
    let content = found.ok().flatten().and_then(|meta| meta.get_attribute("content"));
    content.unwrap_or_else(|| "./export_worker.js".to_owned())
}

fn heard(data: &JsValue, send: &Callback<Action>) {
    let ready = js_sys::Reflect::get(data, &JsValue::from_str("ready")).ok();
    if let Some(protocol) = ready.and_then(|value| value.as_f64()) {
        greeted(protocol, send);
        return;
    }
    match serde_wasm_bindgen::from_value::<Reply>(data.clone()) {
        Ok(reply) => send.emit(Action::Replied(reply.number, reply.content)),
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
        let job = running.waiting.take()?;
        post(&running.worker, &job).err().map(|fault| (job.number, super::words_of(&fault)))
    });
    if let Some((number, message)) = failed {
        fail(number, &message, send);
    }
}

fn post(worker: &Worker, job: &Job) -> Result<(), JsValue> {
    let message = job.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?;
    worker.post_message(&message)
}

fn fail(number: u32, message: &str, send: &Callback<Action>) {
    send.emit(Action::Replied(number, ReplyContent::Failed(message.to_owned())));
}
