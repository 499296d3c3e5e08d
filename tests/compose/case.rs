//! Personas of both tracks, assessed on 20 November 2026, and the reading back of what was printed.

use std::io::{Cursor, Read};

use alliance_check::document::compose;
use alliance_check::document::{Block, Cell, CellRole, Document, Table};
use alliance_check::dossier::Dossier;
use alliance_check::engine::{Assessment, assess};
use alliance_check::logic::date;
use alliance_check::pack::RulePack;
use alliance_check::words::sentences::verdict_sentence;
use alliance_check::words::{Lang, Words};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Value, json};

pub const JIANGSU: (&str, &str) = ("jiangsu", "js-lib-m");
pub const SHANGHAI: (&str, &str) = ("shanghai-cleaner-production", "sc-mem");

// ---- Cases ----

pub struct Case {
    pub pack: RulePack,
    pub dossier: Dossier,
    pub found: Assessment,
}

impl Case {
    pub fn new((pack, track): (&str, &str), answers: Value) -> Case {
        let json = std::fs::read_to_string(root(&format!("static/packs/{pack}.json"))).unwrap();
        let pack = RulePack::read(&json).expect("a pack without faults");
        let mut dossier = Dossier::new("test".into(), &pack, track);
        dossier.answers = serde_json::from_value(answers).unwrap();
        let dates = dossier.dates(date::parse("2026-11-20").unwrap());
        let found = assess(&pack, pack.track(track).unwrap(), &dossier.answers, dates);
        Case { pack, dossier, found }
    }

    pub fn document(&self, lang: Lang) -> Document {
        let track = self.pack.track(&self.dossier.track).unwrap();
        compose::compose(&self.pack, track, &self.dossier, &self.found, &words(lang))
    }

    pub fn sentence(&self, lang: Lang) -> String {
        let track = self.pack.track(&self.dossier.track).unwrap();
        verdict_sentence(&self.pack, track, &self.found, &words(lang))
    }
}

pub fn personas() -> [((&'static str, &'static str), Value); 4] {
    [(JIANGSU, manufacturer()), (JIANGSU, json!({})), (SHANGHAI, auditor()), (SHANGHAI, json!({}))]
}

/// A manufacturer that meets every condition.
pub fn manufacturer() -> Value {
    json!({
        "name": "江苏宏源精密机械股份有限公司", "registered-address": "南京市江宁区将军大道100号",
        "legal-person": true, "registration-province": "jiangsu",
        "established-on": "2008-03-12", "registration-status": "active",
        "adverse-records": [], "compliant": true, "operating-well": true,
        "net-profit-y1": money("1860.25", "万元"), "net-profit-y2": money("1520", "万元"),
        "goods-class": "consumer", "product-sales-y1": money("15000", "万元"),
        "class-sales-y1": money("18000", "万元"),
        "trademark": "registrant", "trademark-expiry": "2029-06-30",
        "quality-system": true, "standard-advanced": true,
        "mfg-titles": [], "standards-role": ["national"],
        "applied-product": "精密滚珠丝杠副", "contact-mobile": "13800001234",
        "profile": "本公司成立于2008年。\n从事功能部件制造 <&>。",
    })
}

/// A consulting body that meets every condition.
pub fn auditor() -> Value {
    json!({
        "name": "上海清源环境技术咨询有限公司", "legal-person": true,
        "audit-capability": true, "sector-commitment": true,
        "quality-assurance-system": true, "management-rules": true,
        "material-balance-means": "own", "energy-water-means": "own",
        "process-technician": "own", "audit-technician": "both",
        "adverse-records": [], "staff-count": {"value": "36", "unit": "人"},
        "instruments": [{"name": "超声波流量计", "model": "F601", "quantity": "2台", "purpose": "水"}],
    })
}

pub fn money(value: &str, unit: &str) -> Value {
    json!({"value": value, "unit": unit})
}

pub fn changed(mut answers: Value, changes: Value) -> Value {
    for (fact, answer) in changes.as_object().unwrap() {
        answers[fact] = answer.clone();
    }
    answers
}

pub fn note(dossier: &mut Dossier, notes: Value) {
    dossier.materials = serde_json::from_value(notes).unwrap();
}

// ---- Reading the document ----

pub fn root(path: &str) -> String {
    format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))
}

pub fn words(lang: Lang) -> Words {
    let path = root(&format!("static/locales/{}.json", lang.name()));
    Words::read(lang, &std::fs::read_to_string(path).unwrap()).unwrap()
}

pub fn tables(document: &Document) -> Vec<&Table> {
    let blocks = document.blocks.iter();
    let tables = blocks.filter_map(|block| match block {
        Block::Table(table) if !table.header.is_empty() => Some(table),
        _ => None,
    });
    tables.collect()
}

pub fn materials(document: &Document) -> Vec<Vec<Cell>> {
    let list = tables(document).into_iter().find(|table| table.header.len() == 7);
    list.expect("the list of materials").rows.clone()
}

pub fn is_missing(cell: &Cell, fact: &str) -> bool {
    cell.role == CellRole::Missing && cell.fact.as_deref() == Some(fact)
}

pub fn cells(document: &Document) -> Vec<Cell> {
    let mut all = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Cover(cover) => all.extend(cover.lines.iter().map(|(_, cell)| cell.clone())),
            Block::Table(table) => all.extend(table.rows.iter().flatten().cloned()),
            _ => {}
        }
    }
    all
}

/// All text of a document, one piece a line.
pub fn text(document: &Document) -> String {
    let mut all: Vec<String> = cells(document).into_iter().map(|cell| cell.text).collect();
    for block in &document.blocks {
        match block {
            Block::Cover(cover) => {
                all.extend([cover.title.clone(), cover.subtitle.clone()]);
                all.extend(cover.lines.iter().map(|(label, _)| label.clone()));
                all.extend(cover.notices.iter().cloned());
            }
            Block::Heading { text, .. } | Block::Paragraph(text) | Block::Notice(text) => {
                all.push(text.clone());
            }
            Block::Items(lines) | Block::Signature(lines) => all.extend(lines.iter().cloned()),
            Block::Table(table) => all.extend(table.header.iter().cloned()),
            Block::Opinion { title, lines } => {
                all.push(title.clone());
                all.extend(lines.iter().cloned());
            }
        }
    }
    all.join("\n")
}

/// The text of the body, and that of every part of a Word file.
pub fn printed(bytes: &[u8]) -> (String, String) {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let (mut body, mut all) = (String::new(), String::new());
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        if !name.ends_with(".xml") {
            continue;
        }
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        let text = text_of(&xml);
        if name == "word/document.xml" {
            body.clone_from(&text);
        }
        all.push_str(&text);
    }
    (body, all)
}

pub fn text_of(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(name) => {
                let entity = format!("&{};", name.xml10_content());
                text.push_str(&quick_xml::escape::unescape(&entity).unwrap());
            }
            Event::Eof => return text,
            _ => {}
        }
    }
}
