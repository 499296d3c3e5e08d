//! The engine as a JavaScript module: check, facts, assess, explain, and rules that decide at once.
//!
//! Nothing here decides anything: every function reads what it is given, asks the library what the
//! command line asks, and hands over the same data. What cannot be used is thrown as an `Error`.

#[cfg(target_arch = "wasm32")]
#[path = "engine_module"]
mod module {
    mod given;
    mod interface;
    mod pack;
    mod rules;
}

fn main() {}
