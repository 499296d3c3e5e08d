//! The text of a Word file that a person opens as a source: what stands on its pages, and nothing
//! else; and every reason for which one is not read.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests fail by panicking"
)]

use std::io::{Cursor, Write};

use alliance_check::document::{Block, Document, docx};
use alliance_check::words::{Lang, Words};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const BASE: &[u8] = include_bytes!("../static/base.docx");
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn main_part(body: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>"#
    )
}

#[track_caller]
fn text(body: &str) -> String {
    docx::plain(&pack(&[("word/document.xml", main_part(body).as_bytes())])).unwrap()
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn paragraph(inner: &str) -> String {
    format!(
        "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"420\"/></w:tabs></w:pPr>{inner}</w:p>"
    )
}

/// A line for each paragraph, whatever runs it is made of, in tables as well.
#[test]
fn paragraphs_are_lines() {
    let body = paragraph(&(run("第一") + &run("条")))
        + "<w:tbl><w:tr><w:tc>"
        + &paragraph(&run("甲"))
        + "</w:tc><w:tc>"
        + &paragraph(&run("乙"))
        + "</w:tc></w:tr></w:tbl><w:p/>";
    let lines: Vec<String> = text(&body).lines().map(|line| line.trim().to_owned()).collect();
    assert_eq!(lines, ["第一条", "甲", "乙"]);
}

/// Entities, tabs, line breaks and hyphens within a paragraph.
#[test]
fn characters_are_what_the_page_shows() {
    let inner = run("A&amp;B &lt;&#x4E00;&gt;")
        + "<w:r><w:tab/><w:t>C</w:t><w:br/><w:t>D</w:t><w:cr/><w:t>E</w:t><w:noBreakHyphen/></w:r>";
    assert_eq!(text(&format!("<w:p>{inner}</w:p>")), "A&B <一>\tC\nD\nE-\n");
}

/// Of tracked changes the text as it would stand: what was inserted or moved here is there, what was
/// deleted or moved away is not.
#[test]
fn tracked_changes_are_read_as_accepted() {
    let inner = run("销售额")
        + "<w:del w:id=\"1\"><w:r><w:delText>400</w:delText></w:r></w:del>"
        + "<w:ins w:id=\"2\">"
        + &run("500")
        + "</w:ins>"
        + "<w:moveFrom w:id=\"3\">"
        + &run("以上")
        + "</w:moveFrom>"
        + &run("万元")
        + "<w:moveTo w:id=\"4\">"
        + &run("以上")
        + "</w:moveTo>";
    assert_eq!(text(&format!("<w:p>{inner}</w:p>")), "销售额500万元以上\n");
}

/// What a page shows once is read once; codes of fields are no text, their results are.
#[test]
fn nothing_is_read_twice() {
    let boxed = "<mc:AlternateContent xmlns:mc=\"x\"><mc:Choice><w:txbxContent>".to_owned()
        + &format!("<w:p>{}</w:p>", run("框内"))
        + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
        + &format!("<w:p>{}</w:p>", run("框内"))
        + "</w:txbxContent></mc:Fallback></mc:AlternateContent>";
    let ruby = "<w:r><w:ruby><w:rt>".to_owned()
        + &run("chá")
        + "</w:rt><w:rubyBase>"
        + &run("茶")
        + "</w:rubyBase></w:ruby></w:r>";
    let field = "<w:r><w:instrText>PAGE</w:instrText></w:r>".to_owned() + &run("7");
    assert_eq!(text(&format!("<w:p>{boxed}{ruby}{field}</w:p>")), "框内\n茶7\n");
}

/// What this program prints is read back; so is a file with pictures, links and a template of its
/// office, because nothing of them is opened.
#[test]
fn ordinary_files_are_read() {
    let document = Document {
        title: "办法".into(),
        file_name: "办法".into(),
        lang: "zh-Hans".into(),
        footer: "页脚".into(),
        blocks: vec![Block::Paragraph("第一条 甲。\n第二条 乙。".into())],
    };
    let read = docx::plain(&docx::write(&document, BASE).unwrap()).unwrap();
    let lines: Vec<&str> = read.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["第一条 甲。", "第二条 乙。"]);

    let main = main_part("<w:p><w:r><w:t>丙</w:t></w:r></w:p>");
    let template: &[u8] = br#"<Relationships><Relationship Id="r1" Type="x/attachedTemplate" Target="file:///C:/a.dotm" TargetMode="External"/></Relationships>"#;
    let picture = vec![7; 9 << 20];
    let parts: [(&str, &[u8]); 4] = [
        ("word/document2.xml", main.as_bytes()),
        ("word/_rels/settings.xml.rels", template),
        ("word/media/image1.png", &picture),
        ("word/embeddings/sheet1.xlsx", b"PK"),
    ];
    assert_eq!(docx::plain(&pack(&parts)).unwrap(), "丙\n");
}

/// Whatever is not read is refused with a reason that a user of Word or WPS understands.
#[test]
fn the_unreadable_is_refused_in_plain_words() {
    let main = main_part("<w:p/>");
    let good: (&str, &[u8]) = ("word/document.xml", main.as_bytes());
    let huge = main_part(&paragraph(&run(&"字".repeat(3 << 20))));
    let many: Vec<String> = (0..4001).map(|n| format!("word/media/image{n}.png")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    let whole = pack(&[good]);
    let words = [Lang::Zh, Lang::En].map(|lang| {
        let path = format!("{}/static/locales/{}.json", env!("CARGO_MANIFEST_DIR"), lang.name());
        Words::read(lang, &std::fs::read_to_string(path).unwrap()).unwrap()
    });
    for (bytes, key) in [
        (pack(&[good, ("word/vbaProject.bin", b"x")]), "source.docx-macros"),
        (pack(&[("word/document.xml", huge.as_bytes())]), "source.docx-large"),
        (pack(&many), "source.docx-large"),
        (pack(&[("xl/workbook.xml", b"<x/>")]), "source.docx-other"),
        (pack(&[("word/document.xml", b"<w:document>")]), "source.docx-broken"),
        (pack(&[("word/document.xml", b"<!DOCTYPE x><w:document/>")]), "source.docx-broken"),
        (pack(&[("word/document.xml", &[0xFF, 0xFE])]), "source.docx-broken"),
        (whole[..whole.len() - 30].to_vec(), "source.docx-broken"),
        (b"PK\x03\x04".to_vec(), "source.docx-broken"),
        (Vec::new(), "source.docx-broken"),
    ] {
        let fault = docx::plain(&bytes).expect_err(key);
        assert_eq!(docx::unread(&fault), key, "{fault}");
        for words in &words {
            assert_ne!(words.get(key), key, "the message is there");
        }
    }
}
