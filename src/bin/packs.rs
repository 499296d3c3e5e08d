//! Command line over rule packs: check them, list their facts, assess a fact file, export.
//!
//! Exit codes: 0 where the work was done, whatever the verdict; 2 on input that cannot be used,
//! with every fault listed.

#[cfg(not(target_arch = "wasm32"))]
mod packs {
    pub mod author;
    pub mod check;
    pub mod cli;
    pub mod folder;
    pub mod ledgers;
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    packs::cli::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
