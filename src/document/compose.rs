//! F4. Pack, dossier and assessment → document tree.
//!
//! The pack's form says what is printed and in which order; this floor fills it in. Only answers
//! that the assessment rests on are printed: what was typed for an abandoned branch never reaches
//! paper, and what is still missing is marked and names its fact.

mod conditions;
mod doubts;
mod name;
mod outline;
mod papers;
mod values;

use crate::document::{Block, Cell, CellRole, Cover, Document, Table};
use crate::dossier::Dossier;
use crate::engine::Assessment;
use crate::pack::raw::{Form, FormBlock, FormSection, Kind, Track};
use crate::pack::{RulePack, form_of, track_facts};
use crate::words::{Lang, Words, sentences, telling};

pub use crate::document::compose::name::file_name;

/// Characters of the pack's hash that are enough to tell two versions apart by eye.
const SHORT_HASH: usize = 8;

/// The application document of a dossier.
pub fn compose(
    pack: &RulePack,
    track: &Track,
    dossier: &Dossier,
    found: &Assessment,
    words: &Words,
) -> Document {
    let form = form_of(track);
    let writer = Writer { pack, track, form: &form, dossier, found, words };
    let mut blocks = vec![Block::Cover(writer.cover()), writer.notes()];
    for (at, section) in form.sections.iter().enumerate() {
        blocks.extend(writer.section(at, section));
    }
    Document {
        title: writer.title(),
        file_name: file_name(pack, track, dossier, found, words),
        lang: words.lang().tag().to_owned(),
        footer: writer.footer(),
        blocks,
    }
}

/// What every part of the document is written from.
struct Writer<'a> {
    pack: &'a RulePack,
    track: &'a Track,
    form: &'a Form,
    dossier: &'a Dossier,
    found: &'a Assessment,
    words: &'a Words,
}

/// The headings of the second level within one section.
struct Subheads {
    section: usize,
    printed: usize,
}

impl Subheads {
    /// The next heading: `（一）`, or `7.1`.
    fn next(&mut self, title: &str, words: &Words) -> Block {
        self.printed = self.printed.saturating_add(1);
        let text = match words.lang() {
            Lang::Zh => format!("（{}）{title}", chinese(self.printed)),
            Lang::En => format!("{}.{} {title}", self.section, self.printed),
        };
        Block::Heading { level: 2, text }
    }
}

impl Writer<'_> {
    fn cover(&self) -> Cover {
        let label = |fact: &String| {
            let known = self.pack.fact(fact);
            known.map_or_else(|| fact.clone(), |fact| self.words.pick(&fact.label).to_owned())
        };
        // A sheet of results goes to nobody: a name that was not asked for is left to the pen.
        let applicant = match self.track.form.is_some() {
            true => (self.words.get("doc.applicant"), self.cell("name")),
            false if track_facts(self.track).any(|fact| fact == "name") => {
                (self.words.get("doc.organisation"), self.cell("name"))
            }
            false => (self.words.get("doc.organisation"), hand(None)),
        };
        let mut lines = vec![applicant];
        lines.extend(self.form.cover.iter().map(|fact| (label(fact), self.cell(fact))));
        let today = self.words.date(self.found.dates.on);
        lines.push((self.words.get("doc.filled-on"), value(today)));
        Cover {
            title: self.title(),
            subtitle: self.subtitle(),
            lines,
            notices: self.cover_notices(),
        }
    }

    /// The title of the form, marked where the case is a sample.
    fn title(&self) -> String {
        self.marked(self.words.pick(&self.form.title).to_owned())
    }

    fn marked(&self, name: String) -> String {
        match self.dossier.sample {
            Some(_) => self.words.say("sample.named", &[("name", &name)]),
            None => name,
        }
    }

    /// The matter, and that its rules are not of this site where that is so. Where the matter is
    /// the title already, the alliance.
    fn subtitle(&self) -> String {
        let matter = match self.track.form.is_some() {
            true => self.words.pick(&self.track.name),
            false => self.words.pick(&self.pack.raw().name),
        };
        match self.pack.is_own() {
            true => self.words.say("own.named", &[("name", matter)]),
            false => matter.to_owned(),
        }
    }

    fn footer(&self) -> String {
        let key = if self.pack.is_own() { "doc.footer-own" } else { "doc.footer" };
        self.marked(self.words.say(key, &[("force", &self.words.get(self.found.force.key()))]))
    }

    /// What the document is not, and the standing of its source; no more fits one page.
    fn cover_notices(&self) -> Vec<String> {
        let force = self.words.get(self.found.force.key());
        let status = self.words.say("doc.notice.status", &[("force", &force)]);
        vec![self.words.get("doc.notice.tool"), status]
    }

    /// The legal force in full, what the result is not, and which rules it was made by.
    fn notes(&self) -> Block {
        let source = self.pack.source();
        let source = source.map(|s| self.words.pick(self.found.force.notice(s)).to_owned());
        let own = self.form.notices.iter().map(|text| self.words.pick(text).to_owned());
        let unofficial = self.pack.is_own().then(|| self.words.get("own.notice"));
        let sample = self.dossier.sample.as_ref().map(|_| self.words.get("sample.notice"));
        let mut all: Vec<String> = sample.into_iter().chain(unofficial).chain(source).collect();
        // A form without the table of conditions tells the result here.
        let mut blocks = self.form.sections.iter().flat_map(|section| &section.blocks);
        if !blocks.any(|block| matches!(block, FormBlock::Requirements)) {
            let words = self.words;
            all.push(sentences::verdict_sentence(self.pack, self.track, self.found, words));
        }
        all.push(self.words.get("doc.notice.disclaimer"));
        all.extend(own);
        all.push(self.rules());
        let numbered = all.iter().zip(1_usize..);
        let lines = numbered.map(|(text, n)| self.numbered("doc.item", n, text, ""));
        let head = std::iter::once(self.words.get("doc.notes"));
        Block::Notice(head.chain(lines).collect::<Vec<_>>().join("\n"))
    }

    fn rules(&self) -> String {
        let (raw, dates) = (self.pack.raw(), self.found.dates);
        let hash: String = self.pack.hash().chars().take(SHORT_HASH).collect();
        self.words.say(
            "doc.notice.rules",
            &[
                ("pack", raw.id.as_str()),
                ("version", raw.version.as_str()),
                ("hash", hash.as_str()),
                ("on", self.words.date(dates.on).as_str()),
                ("planned", telling::planned(self.track, self.words).as_str()),
                ("filing", self.words.date(dates.filing).as_str()),
            ],
        )
    }

    fn section(&self, at: usize, section: &FormSection) -> Vec<Block> {
        let number = at.saturating_add(1);
        let title = self.words.pick(&section.title);
        let text = match self.words.lang() {
            Lang::Zh => format!("{}、{title}", chinese(number)),
            Lang::En => format!("{number}. {title}"),
        };
        let mut heads = Subheads { section: number, printed: 0 };
        let mut blocks = vec![Block::Heading { level: 1, text }];
        for block in &section.blocks {
            blocks.extend(self.block(block, &mut heads));
        }
        blocks
    }

    fn block(&self, block: &FormBlock, heads: &mut Subheads) -> Vec<Block> {
        match block {
            FormBlock::Fields(facts) => vec![self.fields(facts)],
            FormBlock::Rows(fact) => match self.pack.fact(fact).map(|fact| &fact.kind) {
                Some(Kind::Records(records)) => vec![self.records(fact, records)],
                Some(Kind::Table(table)) => vec![self.rows(fact, table)],
                _ => vec![self.fields(std::slice::from_ref(fact))],
            },
            FormBlock::Requirements => self.requirements(heads),
            FormBlock::Waivers => vec![self.waivers()],
            FormBlock::Judgements => self.judgements(heads),
            FormBlock::Materials => self.materials(),
            FormBlock::Undertaking => self.undertaking(),
            FormBlock::Paragraph(text) => vec![Block::Paragraph(self.words.pick(text).to_owned())],
            FormBlock::Opinions(bodies) => {
                let lines = ["doc.opinion.seal", "doc.opinion.date"].map(|k| self.words.get(k));
                let titles = bodies.iter().map(|body| self.words.pick(body).to_owned());
                titles.map(|title| Block::Opinion { title, lines: lines.to_vec() }).collect()
            }
        }
    }

    /// The label of the first citation in brackets, or nothing.
    fn clause(&self, cite: &[String]) -> String {
        telling::clause(cite, self.pack)
            .map_or_else(String::new, |label| self.words.say("doc.clause", &[("label", label)]))
    }

    fn heads(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| self.words.get(key)).collect()
    }
}

fn value(text: String) -> Cell {
    Cell { text, role: CellRole::Value, fact: None }
}

fn label(text: String) -> Cell {
    Cell { text, role: CellRole::Label, fact: None }
}

fn missing(fact: Option<&str>) -> Cell {
    Cell { text: String::new(), role: CellRole::Missing, fact: fact.map(str::to_owned) }
}

fn hand(fact: Option<&str>) -> Cell {
    Cell { text: String::new(), role: CellRole::Hand, fact: fact.map(str::to_owned) }
}

fn table(widths: &[u32], header: Vec<String>, rows: Vec<Vec<Cell>>) -> Block {
    Block::Table(Table { widths: widths.to_vec(), header, rows })
}

/// A number in Chinese, as headings count: 一 … 十 … 二十一. Past 99 in figures.
fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |at: usize| DIGITS.get(at).copied().unwrap_or_default();
    match (number / 10, number % 10) {
        (0, ones) => digit(ones).to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens, ones) if tens < 10 => format!("{}十{}", digit(tens), digit(ones)),
        _ => number.to_string(),
    }
}
