//! F1. The shape of a file: whether its JSON can be read at all.
//!
//! Reading stops at the first fault. So that the next is told too, the entry that holds it is left
//! out and the rest is read again; places are those of the file as it was written.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use crate::pack::diagnostic::Diagnostic;

/// More faults of shape are not told at once.
const MOST_FAULTS: usize = 100;

/// Reads the JSON of a file of a format. The error lists every fault of shape, the first with line
/// and column.
pub fn parse<T: DeserializeOwned>(json: &str, format: &str) -> Result<T, Vec<Diagnostic>> {
    let mut reader = serde_json::Deserializer::from_str(json);
    let value: T = serde_path_to_error::deserialize(&mut reader).map_err(|fault| {
        let mut faults = vec![unreadable(&fault.path().to_string(), fault.inner(), format)];
        faults.extend(others::<T>(json, fault.path(), format));
        faults
    })?;
    reader.end().map_err(|fault| {
        vec![Diagnostic::new(
            "$",
            (&format!("文件末尾有多余内容：{fault}"), &format!("text after the end: {fault}")),
            ("请删除多余内容", "remove it"),
        )]
    })?;
    Ok(value)
}

fn unreadable(place: &str, fault: &serde_json::Error, format: &str) -> Diagnostic {
    Diagnostic::new(
        place,
        (&format!("读不懂：{fault}"), &format!("cannot be read: {fault}")),
        ("请按所指位置核对格式", &format!("compare the place with the {format} format")),
    )
}

/// The faults after the first. What is no JSON has only one.
fn others<T: DeserializeOwned>(json: &str, first: &Path, format: &str) -> Vec<Diagnostic> {
    let Ok(value) = serde_json::from_str(json) else {
        return Vec::new();
    };
    let mut rest = Rest { value, left_out: BTreeMap::new() };
    let mut faults = Vec::new();
    let mut found = rest.leave_out(first);
    while found && faults.len() < MOST_FAULTS {
        let Err(fault) = serde_path_to_error::deserialize::<_, T>(&rest.value) else {
            break;
        };
        faults.push(unreadable(&rest.written(fault.path()), fault.inner(), format));
        found = rest.leave_out(fault.path());
    }
    faults
}

/// A file without the entries that cannot be read.
struct Rest {
    value: Value,
    /// Places in lists, by the path of the list, all as written.
    left_out: BTreeMap<String, BTreeSet<usize>>,
}

impl Rest {
    /// A path as it was before entries were left out.
    fn written<'p>(&self, path: impl IntoIterator<Item = &'p Segment>) -> String {
        let mut written = String::new();
        for segment in path {
            match segment {
                Segment::Seq { index } => {
                    written.push_str(&format!("[{}]", self.place(&written, *index)));
                }
                Segment::Map { key } | Segment::Enum { variant: key } => {
                    let point = if written.is_empty() { "" } else { "." };
                    written.push_str(&format!("{point}{key}"));
                }
                Segment::Unknown => {}
            }
        }
        written
    }

    fn place(&self, list: &str, index: usize) -> usize {
        let left_out = self.left_out.get(list).into_iter().flatten();
        left_out.fold(index, |index, gone| if *gone <= index { index + 1 } else { index })
    }

    /// Leaves out the innermost entry that holds a fault; false if there is none.
    fn leave_out(&mut self, path: &Path) -> bool {
        let segments: Vec<&Segment> = path.iter().collect();
        let entry = (0..segments.len()).rev().find_map(|end| {
            let Some(Segment::Seq { index }) = segments.get(end) else {
                return None;
            };
            let list = segments.get(..end)?;
            let object = at(&mut self.value, list)?.get(*index).is_some_and(Value::is_object);
            object.then_some((list.to_vec(), *index))
        });
        let Some((list, index)) = entry else {
            return false;
        };
        let name = self.written(list.iter().copied());
        let place = self.place(&name, index);
        self.left_out.entry(name).or_default().insert(place);
        match at(&mut self.value, &list) {
            Some(Value::Array(entries)) if index < entries.len() => {
                entries.remove(index);
                true
            }
            _ => false,
        }
    }
}

/// The value at the end of a path.
fn at<'a>(value: &'a mut Value, path: &[&Segment]) -> Option<&'a mut Value> {
    path.iter().try_fold(value, |value, segment| match segment {
        Segment::Seq { index } => value.get_mut(*index),
        Segment::Map { key } | Segment::Enum { variant: key } => value.get_mut(key),
        Segment::Unknown => None,
    })
}
