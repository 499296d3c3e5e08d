//! F4. The days by which something is due, and the verdict of each sector, as tables.

use crate::document::Block;
use crate::document::compose::{Subheads, Writer, label, missing, table, value};
use crate::words::{sentences, telling};

/// What it is, what is found of it.
const PAIR: [u32; 2] = [500, 500];

impl Writer<'_> {
    pub(super) fn deadlines(&self, heads: &mut Subheads) -> Vec<Block> {
        let found = telling::deadlines(self.track, self.found);
        let rows: Vec<_> = found
            .into_iter()
            .map(|(deadline, found)| {
                let name = format!(
                    "{}\n{}",
                    self.words.pick(&deadline.label),
                    self.clause(&deadline.cite)
                );
                let day = telling::due(found, self.words);
                vec![label(name), day.map_or_else(|| missing(Some(&deadline.base)), value)]
            })
            .collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let header = self.heads(&["doc.deadline", "doc.day"]);
        vec![heads.next(&self.words.get("doc.deadlines"), self.words), table(&PAIR, header, rows)]
    }

    pub(super) fn sectors(&self, heads: &mut Subheads) -> Vec<Block> {
        let (Some(joint), Some(found)) = (&self.track.joint, &self.found.joint) else {
            return Vec::new();
        };
        let parts = joint.parts.iter().zip(&found.parts);
        let rows = parts.map(|(part, found)| {
            let told = match found.named {
                Some(false) => self.words.get("result.sector-not-named"),
                _ => sentences::verdict(self.track, found.verdict, self.words),
            };
            vec![label(self.words.pick(&part.label).to_owned()), value(told)]
        });
        let header = self.heads(&["doc.sector", "doc.result"]);
        let rows = rows.collect();
        vec![heads.next(&self.words.get("doc.sectors"), self.words), table(&PAIR, header, rows)]
    }
}
