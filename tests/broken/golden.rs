//! Golden text: compared as a whole, written anew with `UPDATE_BROKEN=1`.

use std::path::Path;

/// Compares a text with the file of that name, and shows the first line that differs.
pub fn compare(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken").join(file);
    if std::env::var_os("UPDATE_BROKEN").is_some() {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    if known != text {
        let mut lines = known.lines().zip(text.lines()).enumerate();
        let first = lines.find(|(_, (known, found))| known != found);
        let (line, (known, found)) = first.unwrap_or((0, ("(another length)", "")));
        panic!(
            "{}:{}\n  stands {known}\n  found  {found}\nUPDATE_BROKEN=1 writes it anew",
            path.display(),
            line + 1
        );
    }
}
