//! F0. Logic without subject matter: outcomes, exact values, civil dates, decision diagrams.
//!
//! Nothing here knows facts, packs or JSON.

pub mod date;
pub mod diagram;
pub mod identifier;
pub mod outcome;
pub mod value;
pub mod working_days;
