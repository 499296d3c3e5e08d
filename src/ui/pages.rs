//! F7. The pages, one file each.

pub mod about;
pub mod application;
pub mod dossiers;
pub mod interview;
pub mod materials;
pub mod source;
pub mod start;
pub mod track;
pub mod verdict;
