//! The shape of the project: floors look down only, files are small and say what they are, and
//! nothing names a machine, a registry or a foreign host.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    reason = "tests fail by panicking"
)]

use std::path::{Path, PathBuf};

/// The floors from the ground up (`src/lib.rs`); modules of one floor do not know each other.
const FLOORS: &[(u8, &[&str])] = &[
    (0, &["logic"]),
    (1, &["pack"]),
    (2, &["engine"]),
    (3, &["dossier", "words"]),
    (4, &["document"]),
    (5, &["app"]),
    (6, &["web"]),
    (7, &["ui"]),
];

/// Lines of a file, tests within it aside.
const MOST_LINES: usize = 400;

/// A file of the project: path from its root with `/`, and text.
struct File {
    path: String,
    text: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All text files of the project: what is tracked, or everything that is neither built nor fetched
/// where there is no repository.
fn files() -> Vec<File> {
    let listed = std::process::Command::new("git")
        .args(["-C", env!("CARGO_MANIFEST_DIR"), "ls-files", "--cached", "--others"])
        .args(["--exclude-standard", "-z"])
        .output();
    let mut paths: Vec<String> = match listed {
        Ok(out) if out.status.success() => {
            let list = String::from_utf8(out.stdout).unwrap();
            list.split('\0').filter(|p| !p.is_empty()).map(str::to_owned).collect()
        }
        _ => walk(&root(), ""),
    };
    paths.sort();
    paths.dedup();
    let read = |path: String| {
        let text = std::fs::read_to_string(root().join(&path)).ok()?;
        Some(File { path, text })
    };
    let all: Vec<File> = paths.into_iter().filter_map(read).collect();
    assert!(all.len() > 50, "the project was found");
    all
}

fn walk(folder: &Path, under: &str) -> Vec<String> {
    let built = [
        "target",
        "dist",
        "dist-one",
        "dist-module",
        "node_modules",
        ".git",
        "test-results",
        "playwright-report",
    ];
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap()) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{under}{name}");
        match entry.file_type().unwrap().is_dir() {
            true if built.contains(&name.as_str()) => {}
            true => all.extend(walk(&entry.path(), &format!("{path}/"))),
            false => all.push(path),
        }
    }
    all
}

fn sources() -> Vec<File> {
    files().into_iter().filter(|f| f.path.starts_with("src/") && f.path.ends_with(".rs")).collect()
}

/// The top module that a file belongs to: `pack` for `src/pack/raw.rs`; a bin has none.
fn module(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap();
    inside.split('/').next().unwrap().trim_end_matches(".rs")
}

fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(_, modules)| modules.contains(&module)).map(|(floor, _)| *floor)
}

/// The code of a file: comments and the text of literals left out.
fn code(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut quoted = false;
        let mut before = ' ';
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            if !quoted && c == '/' && chars.peek() == Some(&'/') {
                break;
            }
            if c == '"' && before != '\\' && before != '\'' {
                quoted = !quoted;
            }
            if !quoted {
                out.push(c);
            }
            before = c;
        }
        out.push('\n');
    }
    out
}

/// Top modules of this crate that code names, in a path or in a group of imports.
fn named(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let heads = match rest.strip_prefix('{') {
            None => vec![rest],
            // The heads of a group: what stands at its first level.
            Some(group) => {
                let mut depth = 0;
                let mut heads = vec![group];
                for (i, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => heads.push(&group[i + 1..]),
                        _ => {}
                    }
                }
                heads
            }
        };
        let word = |text: &str| {
            let end = text.trim_start().find(|c: char| !c.is_alphanumeric() && c != '_');
            text.trim_start()[..end.unwrap_or(text.trim_start().len())].to_owned()
        };
        found.extend(heads.into_iter().map(word).filter(|w| !w.is_empty()));
    }
    found
}

fn report(rule: &str, broken: Vec<String>) {
    assert!(broken.is_empty(), "{rule}:\n  {}", broken.join("\n  "));
}

// ---- Floors ----

/// Every module stands on a floor; a floor names lower ones only, never its neighbour.
#[test]
fn arrows_point_down() {
    let mut broken = Vec::new();
    for file in sources() {
        let here = module(&file.path);
        let Some(level) = floor(here) else {
            let roof = ["lib", "main", "bin"].contains(&here);
            broken.extend((!roof).then(|| format!("{} stands on no floor", file.path)));
            continue;
        };
        for other in named(&code(&file.text)) {
            let up = floor(&other).is_some_and(|l| l > level || (l == level && other != here));
            broken.extend(up.then(|| format!("{} (F{level}) names {other}", file.path)));
        }
    }
    report("look down, never up, never sideways", broken);
}

/// The scan sees what it must: paths, groups, nested groups; not comments, not literals.
#[test]
fn the_scan_of_arrows_can_fail() {
    let text = "use crate::{app::{State, view}, logic::date};\n// crate::ui\nlet x = \"crate::web\";\ncrate::pack::raw::Text";
    assert_eq!(named(&code(text)), ["app", "logic", "pack"]);
    assert_eq!(floor("app"), Some(5));
    assert_eq!(module("src/pack/raw/rule.rs"), "pack");
}

/// Crates of one floor are named on that floor only.
#[test]
fn outside_crates_are_named_where_they_belong() {
    let rules: &[(&str, &[&str], &str)] = &[
        ("docx::", &["src/document", "src/bin/"], "the Word exporter"),
        ("yew::", &["src/ui", "src/web", "src/main.rs"], "Yew"),
        ("web_sys", &["src/ui", "src/web", "src/bin/"], "the browser"),
        ("js_sys", &["src/web", "src/bin/", "src/pack/source_text/composed"], "the browser"),
        ("gloo", &["src/ui", "src/web", "src/bin/"], "the browser"),
        ("idb::", &["src/web"], "storage"),
        ("clap", &["src/bin/"], "the command line"),
        ("zip::", &["src/document/docx"], "archives"),
        ("quick_xml", &["src/document/docx"], "markup"),
        ("std::fs", &["src/bin/packs"], "files on disk"),
        ("std::env", &["src/bin/packs"], "the process"),
        ("SystemTime", &[], "a clock"),
        ("Instant::now", &[], "a clock"),
        ("Utc::now", &[], "a clock"),
        ("Local::now", &[], "a clock"),
    ];
    let mut broken = Vec::new();
    for file in sources() {
        let code = code(&file.text);
        for (word, homes, what) in rules {
            let home = homes.iter().any(|home| file.path.starts_with(home));
            if !home && code.contains(word) {
                broken.push(format!("{} names {what} ({word})", file.path));
            }
        }
    }
    report("each outside crate has one home", broken);
}

/// The screen takes from the browser only events and the elements they come from.
#[test]
fn the_screen_knows_events_and_elements_only() {
    let allowed = |name: &str| {
        name.ends_with("Event")
            || name.ends_with("Element")
            || name == "EventTarget"
            || name == "Element"
    };
    let mut broken = Vec::new();
    for file in sources().iter().filter(|f| module(&f.path) == "ui") {
        let code = code(&file.text);
        for (at, _) in code.match_indices("web_sys::") {
            let rest = &code[at + "web_sys::".len()..];
            let list = match rest.strip_prefix('{') {
                Some(group) => group.split('}').next().unwrap(),
                None => rest.split(|c: char| !c.is_alphanumeric()).next().unwrap(),
            };
            let names = list.split(',').map(str::trim).filter(|n| !n.is_empty() && !allowed(n));
            broken.extend(names.map(|name| format!("{} uses web_sys::{name}", file.path)));
        }
    }
    report("`ui` leaves the browser to `web`", broken);
}

// ---- Files ----

/// A path that climbs twice hides an arrow.
#[test]
fn no_path_climbs_twice() {
    let twice = concat!("super::", "super");
    let found = files().into_iter().filter(|f| f.path.ends_with(".rs") && f.text.contains(twice));
    report("name the module from the crate", found.map(|f| f.path).collect());
}

/// Names that say nothing gather everything.
#[test]
fn no_file_is_named_after_nothing() {
    let empty = ["utils", "util", "helpers", "helper", "common", "manager", "misc", "mod", "types"];
    let stem = |path: &str| {
        let name = path.rsplit('/').next().unwrap();
        name.split('.').next().unwrap().to_lowercase()
    };
    let within = |path: &str| path.split('/').any(|part| empty.contains(&part));
    let found = files().into_iter().map(|f| f.path).filter(|p| {
        let code = [".rs", ".mjs", ".js"].iter().any(|end| p.ends_with(end));
        code && (empty.contains(&stem(p).as_str()) || within(p))
    });
    report("a file is named after what it holds", found.collect());
}

/// A file is read in one sitting.
#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    let mut broken = Vec::new();
    for file in sources() {
        let lines = file.text.lines().take_while(|line| line.trim() != "#[cfg(test)]").count();
        broken.extend((lines > MOST_LINES).then(|| format!("{} has {lines}", file.path)));
    }
    report("400 lines without tests", broken);
}

/// Every file begins by saying what it is; a file of a floor names the floor.
#[test]
fn every_file_says_what_it_is() {
    let mut broken = Vec::new();
    for file in sources() {
        let head = file.text.lines().next().unwrap_or_default();
        let expected = match floor(module(&file.path)) {
            Some(level) => format!("//! F{level}. "),
            None => "//! ".to_owned(),
        };
        if !head.starts_with(&expected) || head.len() <= expected.len() {
            broken.push(format!("{} begins `{head}`, not `{expected}…`", file.path));
        }
    }
    let tests =
        files().into_iter().filter(|f| f.path.starts_with("tests/") && f.path.ends_with(".rs"));
    broken.extend(tests.filter(|f| !f.text.starts_with("//! ")).map(|f| f.path));
    report("a file opens with its purpose and its floor", broken);
}

// ---- The world outside ----

/// Nothing in the project depends on a registry's host or on one machine.
#[test]
fn no_registry_and_no_machine_is_named() {
    let registries = [
        concat!("npm", "js.org"),
        concat!("npm", "mirror"),
        concat!("static.", "crates.io"),
        concat!("index.", "crates.io"),
        concat!("rs", "proxy"),
        concat!("py", "pi.org"),
        concat!("proxy.", "golang.org"),
        concat!("/art", "ifactory"),
    ];
    let machines = [
        concat!("/ro", "ot/"),
        concat!("/wo", "rk/"),
        concat!("/ho", "me/"),
        concat!("C:\\", "Users"),
    ];
    let mut broken = Vec::new();
    for file in files() {
        for word in registries.iter().chain(&machines).filter(|w| file.text.contains(**w)) {
            broken.push(format!("{} names {word}", file.path));
        }
    }
    report("builds anywhere", broken);
}

/// The lock files of the tools name no host: `npm` takes the registry of whoever installs.
#[test]
fn the_lock_files_name_no_host() {
    for path in ["package-lock.json", "slow/package-lock.json"] {
        let lock = std::fs::read_to_string(root().join(path)).unwrap();
        assert!(lock.contains("\"integrity\""), "the packages of {path} are pinned by hash");
        assert!(!lock.contains("\"resolved\""), "{path} names no address");
    }
}

/// The page and what it is built from speak to no other host. XML namespaces and the dialect of a
/// schema are names, not addresses; tests and tools may speak to this machine.
#[test]
fn no_foreign_origin() {
    let names = ["www.w3.org/", "schemas.openxmlformats.org/", "purl.org/", "json-schema.org/"];
    let local = ["127.0.0.1", "localhost", "[::1]"];
    let ends = [".html", ".css", ".js", ".mjs", ".svg", ".rs", ".webmanifest", ".json", ".toml"];
    let shown = |f: &File| {
        let part = ["src/", "static/", "e2e/", "tools/"].iter().any(|p| f.path.starts_with(p));
        ends.iter().any(|e| f.path.ends_with(e)) && (part || !f.path.contains('/'))
    };
    let mut broken = Vec::new();
    for file in files().iter().filter(|f| shown(f) && f.path != "package-lock.json") {
        for scheme in ["http://", "https://", "ws://", "wss://"] {
            for (at, _) in file.text.match_indices(scheme) {
                let rest = &file.text[at + scheme.len()..];
                let known = names.iter().chain(&local).any(|host| rest.starts_with(host));
                // An address put together at run time begins with its own origin.
                let built = rest.starts_with(['$', '{', '"', '`', '\'']);
                if !known && !built {
                    let host: String = rest.chars().take(40).take_while(|c| *c != '\n').collect();
                    broken.push(format!("{} names {scheme}{host}", file.path));
                }
            }
        }
    }
    report("no foreign origin", broken);
}
