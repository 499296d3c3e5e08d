//! F1. The pack format as a JSON Schema, generated from the types of `pack::raw`: their comments
//! become its descriptions. Native only, so that the page does not carry it.

use schemars::transform::{RecursiveTransform, Transform};
use serde_json::Value;

use crate::pack::raw::Pack;

/// The schema of a pack, draft 2020-12.
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(Pack);
    let plain = |schema: &mut schemars::Schema| {
        let Some(told) = schema.get("description").and_then(Value::as_str) else { return };
        // "See [`Source::force`]." repeats the field that has the type.
        if told.starts_with("See [`") {
            schema.remove("description");
            return;
        }
        let told = unlinked(told);
        schema.insert("description".to_owned(), told.into());
    };
    RecursiveTransform(plain).transform(&mut schema);
    schema.to_value()
}

/// A comment without what only the documentation of the code can use: the targets of its links.
fn unlinked(comment: &str) -> String {
    let mut out = String::new();
    let mut rest = comment;
    while let Some((before, after)) = rest.split_once("[`") {
        out.push_str(before);
        let Some((name, tail)) = after.split_once("`]") else {
            out.push_str("[`");
            rest = after;
            continue;
        };
        out.push_str(&format!("`{name}`"));
        let target = tail.strip_prefix('(').and_then(|link| link.split_once(')'));
        rest = target.map_or(tail, |(_, tail)| tail);
    }
    out.push_str(rest);
    // Lines of a comment are broken for the code, not for the reader.
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
