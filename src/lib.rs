//! Alliance Check: does an applicant meet the admission conditions of a quality-brand alliance?
//!
//! The floors, bottom up; each may use only those above it in this list:
//!
//! | floor | module | idea | never knows |
//! |---|---|---|---|
//! | F0 | [`logic`] | outcomes, exact values, civil dates, decision diagrams | facts, packs, JSON |
//! | F1 | [`pack`] | rule packs as data: read, checked, immutable | answers, clock, locale |
//! | F2 | [`engine`] | `assess(pack, track, facts, on, filing)`, pure | storage, interface text |
//! | F3 | [`dossier`] | the person's case: answers, materials, saved form | browser, documents |
//! | F4 | [`document`] | the application as a tree, and its printers | browser, storage |
//! | F5 | `app` | the program's whole behaviour: state, action, effect | Yew, browser |
//! | F6 | `web` | runs effects: files, storage, worker | Yew |
//! | F7 | `ui` | what is on the screen | storage, files |
//!
//! Nothing below F6 reads a clock, a locale or a random number: today is an argument.

/// Version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

pub mod app;
pub mod document;
pub mod dossier;
pub mod engine;
pub mod logic;
pub mod pack;
pub mod words;

#[cfg(target_arch = "wasm32")]
pub mod ui;
#[cfg(target_arch = "wasm32")]
pub mod web;
