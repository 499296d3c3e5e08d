//! F4. The list of attachments with its tick columns, and the undertaking with its signature.

use crate::document::compose::{Writer, table, value};
use crate::document::{Block, Cell};
use crate::dossier::{MaterialNote, MaterialState, ValidityState, validity};
use crate::pack::raw::{Basis, Material};

/// Number, paper, form, basis, at hand, sealed, remarks.
const MATERIALS: [u32; 7] = [75, 280, 225, 125, 75, 75, 145];
/// Drawn by every Chinese font, unlike ☑ (domain.md 7.4).
const TICKED: &str = "■";
const OPEN: &str = "□";

impl Writer<'_> {
    /// The papers that are needed or may be.
    pub(super) fn materials(&self) -> Vec<Block> {
        let papers = self.track.materials.iter().zip(&self.found.materials);
        let needed = papers.filter(|(_, needed)| **needed != Some(false));
        let rows: Vec<Vec<Cell>> = needed
            .zip(1_usize..)
            .map(|((material, needed), n)| self.material(n, material, *needed))
            .collect();
        if rows.is_empty() {
            return vec![Block::Paragraph(self.words.get("doc.no-materials"))];
        }
        let head = [
            "doc.number",
            "doc.material",
            "doc.material.form",
            "doc.material.basis",
            "doc.material.ready",
            "doc.material.sealed",
            "doc.material.note",
        ];
        vec![
            Block::Paragraph(self.words.get("doc.material.legend")),
            table(&MATERIALS, self.heads(&head), rows),
        ]
    }

    fn material(&self, n: usize, material: &Material, needed: Option<bool>) -> Vec<Cell> {
        let note = self.dossier.dated_material(self.track, self.found, material);
        let state = validity(material, &note, self.found.dates);
        let past = matches!(state, ValidityState::PastSince(_));
        let (ready, sealed) = match note.state {
            Some(MaterialState::NotApplicable) => ("/", "/"),
            Some(MaterialState::Ready) if !past => (TICKED, OPEN),
            _ => (OPEN, OPEN),
        };
        let basis = match material.basis {
            Basis::Explicit => "doc.material.explicit",
            Basis::Implied => "doc.material.implied",
            Basis::OnRequest => "doc.material.on-request",
        };
        // A clause would break in pieces in a narrow column, so it stands under the name.
        let name = format!("{}\n{}", self.words.pick(&material.name), self.clause(&material.cite));
        vec![
            value(n.to_string()),
            value(name.trim_end().to_owned()),
            value(self.form(material)),
            value(self.words.get(basis)),
            value(ready.to_owned()),
            value(sealed.to_owned()),
            value(self.remark(&note, state, needed)),
        ]
    }

    fn form(&self, material: &Material) -> String {
        let form = self.words.pick(&material.form).to_owned();
        match &material.alternatives {
            Some(other) => format!("{form}\n{}", self.words.pick(other)),
            None => form,
        }
    }

    fn remark(&self, note: &MaterialNote, state: ValidityState, needed: Option<bool>) -> String {
        let said = |key: &str| self.words.get(key);
        let dated = |key: &str, day| self.words.say(key, &[("day", &self.words.date(day))]);
        let mut told = Vec::new();
        if needed.is_none() {
            told.push(said("doc.material.open"));
        }
        if note.state == Some(MaterialState::NotApplicable) {
            told.push(said("doc.material.not-applicable"));
        }
        match state {
            ValidityState::GoodUntil(day) => told.push(dated("doc.material.good-until", day)),
            ValidityState::PastSince(day) => told.push(dated("doc.material.past", day)),
            ValidityState::NoDate | ValidityState::NotADate | ValidityState::Future => {}
        }
        if !note.note.trim().is_empty() {
            told.push(note.note.trim().to_owned());
        }
        told.join("\n")
    }

    /// What every applicant promises, what this track demands, and the lines to sign.
    pub(super) fn undertaking(&self) -> Vec<Block> {
        let mut items: Vec<String> = Vec::new();
        let mut number = 0;
        let mut promise = |key: &str, items: &mut Vec<String>| {
            number += 1;
            items.push(self.numbered("doc.item", number, &self.words.get(key), ""));
        };
        for key in ["doc.undertaking.1", "doc.undertaking.2", "doc.undertaking.3"] {
            promise(key, &mut items);
        }
        if !self.track.duties.is_empty() {
            promise("doc.undertaking.4", &mut items);
        }
        for (duty, n) in self.track.duties.iter().zip(1_usize..) {
            let clause = self.clause(&duty.cite);
            let text = self.words.pick(&duty.text);
            items.push(self.numbered("doc.duty", n, text, &clause));
        }
        promise("doc.undertaking.5", &mut items);
        let signature = ["doc.signature.applicant", "doc.signature.person", "doc.signature.date"];
        vec![
            Block::Paragraph(self.words.get("doc.undertaking.lead")),
            Block::Items(items),
            Block::Signature(self.heads(&signature)),
        ]
    }
}
