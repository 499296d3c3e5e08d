//! F1. Composed characters, Unicode form NFC: the one thing that the browser does for this floor. It
//! has the tables of Unicode, and the page need not carry them a second time.

#[cfg(not(target_arch = "wasm32"))]
pub fn composed(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;

    text.nfc().collect()
}

#[cfg(target_arch = "wasm32")]
pub fn composed(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}
