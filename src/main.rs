//! Browser entry: mounts the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    alliance_check::ui::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
