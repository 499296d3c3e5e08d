//! The DOCX exporter: what a printed document must hold, and which base documents are refused.
//!
//! Each test names the rule it protects. The looks themselves are not tested here: they belong to
//! `static/base.docx`, which may be restyled.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    reason = "tests fail by panicking"
)]

use std::io::{Cursor, Read, Write};

use alliance_check::document::docx::{self, DocxError, Style};
use alliance_check::document::{Block, Cell, CellRole, Cover, Document, Table};
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

const BASE: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/static/base.docx"));
/// Markup, the end of a CDATA section, control characters, a non-character, astral 𠮷, bidi, entity.
const HOSTILE: &str = "a & b < c > d \" ' ]]> <w:p/> &amp; &#0; {{footer}} \u{0}\u{8}\u{b}\u{1f}\u{7f}\u{fffe}𠮷野 \u{202e}end";
const HOSTILE_SHOWN: &str = "a & b < c > d \" ' ]]> <w:p/> &amp; &#0; {{footer}} 𠮷野 \u{202e}end";

// ---- What is printed ----

/// Every kind of block, filled with hostile text, gives well-formed parts.
#[test]
fn every_part_is_well_formed() {
    for (name, bytes) in unpack(&print(&everything(HOSTILE))) {
        events(&name, &bytes);
    }
}

/// What a person typed is printed as typed, except characters that XML cannot hold.
#[test]
fn hostile_text_is_printed_as_text() {
    let printed = unpack(&print(&everything(HOSTILE)));
    let body = shown(&part(&printed, "word/document.xml"));
    let expected = everything(HOSTILE_SHOWN);
    let again = shown(&part(&unpack(&print(&expected)), "word/document.xml"));
    assert_eq!(body, again);
    assert_eq!(body.matches(HOSTILE_SHOWN).count(), HOSTILE_PLACES);
}

/// Only styles that the base defines, of the right kind, are named in the output.
#[test]
fn styles_named_in_the_body_exist_in_the_base() {
    let printed = unpack(&print(&everything("x")));
    let known = attributes(&part(&printed, "word/styles.xml"), "w:style", "w:styleId");
    let body = part(&printed, "word/document.xml");
    let mut used = 0;
    for element in ["w:pStyle", "w:rStyle", "w:tblStyle"] {
        for id in attributes(&body, element, "w:val") {
            assert!(known.contains(&id), "{element} {id} is not in styles.xml");
            used += 1;
        }
    }
    assert!(used > 20);
}

/// The document of every block uses every style the exporter demands: none is demanded in vain.
#[test]
fn every_demanded_style_is_used() {
    let body = part(&unpack(&print(&everything("x"))), "word/document.xml");
    let used: Vec<_> = ["w:pStyle", "w:rStyle", "w:tblStyle"]
        .into_iter()
        .flat_map(|element| attributes(&body, element, "w:val"))
        .collect();
    for style in Style::ALL {
        assert!(used.iter().any(|id| id == style.id()), "{} is never used", style.id());
    }
}

/// Line breaks inside a cell stay breaks, tabs stay tabs, in the order typed.
#[test]
fn line_breaks_and_tabs_are_kept() {
    let text = "一\n二\r\n三\r四\u{2028}五\t六\n";
    let table =
        Table { widths: vec![1000], header: vec![], rows: vec![vec![cell(text, CellRole::Value)]] };
    let body = body_of(vec![Block::Table(table)]);
    assert_eq!(shown(&body).trim_end_matches('¶').trim_start_matches('¶'), "一↵二↵三↵四↵五→六↵");
}

/// Each line of prose is a paragraph of its own, so that each is indented.
#[test]
fn prose_lines_become_paragraphs() {
    let body = body_of(vec![Block::Paragraph("一\n二".into())]);
    assert_eq!(attributes(&body, "w:pStyle", "w:val"), ["AcBody", "AcBody"]);
}

/// Leading and double spaces survive: text elements ask for it.
#[test]
fn spaces_are_preserved() {
    let body = body_of(vec![Block::Paragraph("  a  b ".into())]);
    assert!(body.contains(r#"<w:t xml:space="preserve">  a  b </w:t>"#), "{body}");
}

/// Chinese quotes and dashes are full width, English ones are not.
#[test]
fn east_asian_hint_follows_the_language() {
    let chinese = part(
        &unpack(&print(&document("zh-CN", vec![Block::Paragraph("“是”".into())]))),
        "word/document.xml",
    );
    let english = part(
        &unpack(&print(&document("en", vec![Block::Paragraph("“yes”".into())]))),
        "word/document.xml",
    );
    assert!(chinese.contains(r#"w:hint="eastAsia""#));
    assert!(!english.contains("w:hint"));
}

/// A gap is marked, room for a hand is left blank.
#[test]
fn missing_is_marked_and_hand_is_blank() {
    let row = vec![cell("dropped", CellRole::Missing), cell("dropped", CellRole::Hand)];
    let table = Table { widths: vec![500, 500], header: vec![], rows: vec![row] };
    let chinese = body_of(vec![Block::Table(table.clone())]);
    assert_eq!(shown(&chinese), "（待填）¶¶¶");
    assert_eq!(attributes(&chinese, "w:rStyle", "w:val"), ["AcMissing"]);
    let english = print(&document("en-GB", vec![Block::Table(table)]));
    assert_eq!(shown(&part(&unpack(&english), "word/document.xml")), "(to be filled in)¶¶¶");
}

/// The heading row repeats, no row breaks over pages that fits on one, the columns fill the text
/// width exactly.
#[test]
fn tables_repeat_their_header_and_fill_the_width() {
    let row = |text: &str| (0..3).map(|_| cell(text, CellRole::Value)).collect::<Vec<_>>();
    let table = Table {
        widths: vec![333, 333, 334],
        header: vec!["甲".into(), "乙".into(), "丙".into()],
        rows: vec![row("1"), row(&"短".repeat(50)), row(&"长".repeat(5000)), row(&"\n".repeat(40))],
    };
    let body = body_of(vec![Block::Table(table)]);
    assert_eq!(body.matches("<w:tblHeader/>").count(), 1);
    let rows: Vec<bool> =
        body.split("<w:tr>").skip(1).map(|row| row.contains("<w:cantSplit/>")).collect();
    assert_eq!(rows, [true, true, true, false, false]);
    assert!(body.contains(r#"<w:tblLayout w:type="fixed"/>"#));
    let widths = attributes(&body, "w:gridCol", "w:w");
    assert_eq!(
        widths.iter().map(|width| width.parse::<u32>().unwrap()).sum::<u32>(),
        11906 - 1588 - 1474
    );
}

/// More than four columns are set smaller.
#[test]
fn many_columns_are_set_smaller() {
    let table = |columns: usize| {
        let row = (0..columns).map(|_| cell("x", CellRole::Value)).collect();
        Block::Table(Table { widths: vec![100; columns], header: vec![], rows: vec![row] })
    };
    assert!(body_of(vec![table(4)]).contains("AcTableCell"));
    assert!(body_of(vec![table(5)]).contains("AcDenseCell"));
}

/// Word merges neighbouring tables and adds a paragraph after a last one: both are kept apart here.
#[test]
fn a_paragraph_follows_every_table() {
    let table = || Block::Table(Table { widths: vec![1], header: vec!["x".into()], rows: vec![] });
    let opinion = Block::Opinion { title: "t".into(), lines: vec![] };
    let body = body_of(vec![table(), table(), opinion]);
    assert_eq!(body.matches("</w:tbl><w:p>").count(), 3);
}

/// A table without header and rows is not printed: Word calls such a file damaged.
#[test]
fn a_table_without_rows_is_left_out() {
    assert!(
        !body_of(vec![Block::Table(Table { widths: vec![1000], header: vec![], rows: vec![] })])
            .contains("w:tbl")
    );
}

/// Lines to be signed stay on one page, and a label is followed by room to write.
#[test]
fn signature_lines_stay_together() {
    let body = body_of(vec![Block::Signature(vec![
        "单位（盖章）：".into(),
        "签字：".into(),
        "年　月　日".into(),
    ])]);
    assert_eq!(body.matches("<w:keepNext/>").count(), 2);
    assert_eq!(body.matches(r#"<w:u w:val="single"/>"#).count(), 2);
}

/// An opinion box leaves at least 5 cm, whatever it says.
#[test]
fn an_opinion_box_is_five_centimetres_high() {
    let body = body_of(vec![Block::Opinion {
        title: "意见".into(),
        lines: vec!["（盖章）".into()],
    }]);
    let heights = attributes(&body, "w:trHeight", "w:val");
    assert!(heights.iter().map(|height| height.parse::<u32>().unwrap()).sum::<u32>() >= 2835);
    assert_eq!(attributes(&body, "w:trHeight", "w:hRule"), ["atLeast", "atLeast"]);
}

/// A page break follows the cover, but a cover alone has no empty page behind it.
#[test]
fn the_cover_ends_its_page() {
    let cover = || {
        Block::Cover(Cover {
            title: "t".into(),
            subtitle: String::new(),
            lines: vec![],
            notices: vec![],
        })
    };
    assert!(
        body_of(vec![cover(), Block::Paragraph("p".into())]).contains(r#"<w:br w:type="page"/>"#)
    );
    assert!(!body_of(vec![cover()]).contains("w:br"));
}

// ---- What is kept of the base ----

/// The PAGE field keeps its separate runs: WPS does not show a field packed into one run.
#[test]
fn page_number_runs_stay_separate() {
    let footer = part(&unpack(&print(&document("zh-CN", vec![]))), "word/footer1.xml");
    let runs: Vec<_> = footer.split("<w:r>").skip(1).collect();
    let at = |mark: &str| {
        runs.iter().position(|run| run.contains(mark)).unwrap_or_else(|| panic!("no {mark}"))
    };
    let begin = at(r#""begin""#);
    assert_eq!(
        [begin + 1, begin + 2, begin + 4],
        [at("PAGE"), at(r#""separate""#), at(r#""end""#)]
    );
    for run in runs {
        let fields = ["<w:fldChar", "<w:instrText", "<w:t>", "<w:t "]
            .iter()
            .map(|mark| run.matches(mark).count());
        assert!(fields.sum::<usize>() <= 1, "{run}");
    }
    assert_eq!(shown(&footer).lines().next().unwrap().split('¶').next().unwrap(), "— 1 —");
}

/// The footer is filled even when the word processor split the placeholder, and only once.
#[test]
fn a_split_footer_placeholder_is_filled() {
    let split = "</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:rPr><w:b/></w:rPr><w:t>";
    let base = edit("word/footer1.xml", |footer| {
        footer.replace("{{footer}}", &format!("注：{{{split}{{foo{split}ter}}{split}}}。"))
    });
    let mut document = document("zh-CN", vec![]);
    document.footer = HOSTILE.into();
    let footer = part(&unpack(&docx::write(&document, &base).unwrap()), "word/footer1.xml");
    assert_eq!(shown(&footer), format!("— 1 —¶注：{HOSTILE_SHOWN}。¶"));
}

/// All other parts are the base's own, byte for byte.
#[test]
fn other_parts_are_kept() {
    let (before, after) = (unpack(BASE), unpack(&print(&everything("x"))));
    let names = |parts: &Parts| parts.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&before), names(&after));
    for (name, bytes) in before {
        if !["word/document.xml", "word/footer1.xml", "docProps/core.xml"].contains(&name.as_str())
        {
            assert_eq!(String::from_utf8(bytes).unwrap(), part(&after, &name), "{name}");
        }
    }
}

/// Page size, margins and footer of the base stay; its explanation goes.
#[test]
fn page_setup_stays_and_the_old_body_goes() {
    let section = |xml: &str| xml[xml.find("<w:sectPr>").unwrap()..].to_owned();
    let before = part(&unpack(BASE), "word/document.xml");
    let after = body_of(vec![]);
    assert_eq!(section(&before), section(&after));
    assert!(after.contains(r#"<w:pgSz w:w="11906" w:h="16838"/>"#));
    assert!(after.contains(r#"w:top="2098" w:right="1474" w:bottom="1984" w:left="1588""#));
    assert_eq!(shown(&after), "");
}

/// Title and language are the document's; who edited the base is nobody's business.
#[test]
fn core_properties_are_the_documents_own() {
    let base = edit("docProps/core.xml", |core| {
        core.replace("</dc:title>", "</dc:title><dc:creator>某某</dc:creator>")
    });
    let mut document = document("zh-CN", vec![]);
    document.title = "甲 & 乙\u{1}".into();
    let core = part(&unpack(&docx::write(&document, &base).unwrap()), "docProps/core.xml");
    assert!(core.contains("<dc:title>甲 &amp; 乙</dc:title>"), "{core}");
    assert!(core.contains("<dc:language>zh-CN</dc:language>"));
    assert!(!core.contains("creator"));
}

/// Word expects the content types first; a date would differ between two runs.
#[test]
fn the_archive_starts_with_content_types_and_has_no_dates() {
    let mut parts = unpack(BASE);
    parts.reverse();
    let bytes = docx::write(&everything("x"), &pack(&parts)).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    assert_eq!(archive.by_index(0).unwrap().name().unwrap(), "[Content_Types].xml");
    for index in 0..archive.len() {
        assert_eq!(archive.by_index(index).unwrap().last_modified(), Some(DateTime::default()));
    }
}

/// The same document and base give the same bytes.
#[test]
fn output_is_deterministic() {
    assert_eq!(print(&everything(HOSTILE)), print(&everything(HOSTILE)));
}

/// Word and WPS number styles anew on saving; the exporter follows the names.
#[test]
fn styles_are_found_by_name_after_renumbering() {
    let base = edit("word/styles.xml", |styles| styles.replace("\"Ac", "\"a1"));
    let body = part(
        &unpack(
            &docx::write(&document("zh-CN", vec![Block::Paragraph("p".into())]), &base).unwrap(),
        ),
        "word/document.xml",
    );
    assert_eq!(attributes(&body, "w:pStyle", "w:val"), ["a1Body"]);
}

/// A secretariat may rename a style as long as its id survives.
#[test]
fn styles_are_found_by_id_after_renaming() {
    let base = edit("word/styles.xml", |styles| styles.replace("联盟自查 正文", "某某联盟 正文"));
    let body = part(
        &unpack(
            &docx::write(&document("zh-CN", vec![Block::Paragraph("p".into())]), &base).unwrap(),
        ),
        "word/document.xml",
    );
    assert_eq!(attributes(&body, "w:pStyle", "w:val"), ["AcBody"]);
}

// ---- What is refused ----

/// Bytes that are no archive are named so, whatever they are.
#[test]
fn a_base_that_is_no_archive_is_refused() {
    for bytes in
        [&b""[..], b"PK", b"<html></html>", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]]
    {
        assert!(matches!(refusal(bytes), DocxError::NotZip(_)), "{bytes:?}");
    }
}

/// A download cut off anywhere is an error, never a document and never a panic.
#[test]
fn a_truncated_base_is_refused() {
    for length in 0..BASE.len() {
        refusal(&BASE[..length]);
    }
}

/// Damaged bytes are found by the checksum, or change nothing that is read; none makes it panic.
#[test]
fn a_damaged_base_never_panics() {
    for at in (0..BASE.len()).step_by(7) {
        let mut bytes = BASE.to_vec();
        bytes[at] ^= 0x55;
        let _ = docx::write(&document("zh-CN", vec![]), &bytes);
    }
    let mut bytes = BASE.to_vec();
    let at = bytes.windows(17).position(|name| name == b"word/document.xml").unwrap() + 40;
    bytes[at] ^= 0x55;
    assert!(
        matches!(refusal(&bytes), DocxError::DamagedPart { part, .. } if part == "word/document.xml")
    );
}

/// A missing part is named.
#[test]
fn a_base_without_a_needed_part_is_refused() {
    let needed = [
        "[Content_Types].xml",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/footer1.xml",
        "docProps/core.xml",
    ];
    for name in needed {
        let parts: Parts = unpack(BASE).into_iter().filter(|(part, _)| part != name).collect();
        check(
            &pack(&parts),
            &format!(
                "the base document has no part `{name}`; start again from the base document of this release"
            ),
        );
    }
}

/// All missing styles are listed at once, by the name a person sees.
#[test]
fn a_base_without_styles_is_refused() {
    let base = edit("word/styles.xml", |_| {
        r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>"#
            .into()
    });
    let DocxError::MissingStyles { styles } = refusal(&base) else { panic!("another error") };
    assert_eq!(styles, Style::ALL);
    let two = edit("word/styles.xml", |styles| {
        styles
            .replace("联盟自查 正文", "x")
            .replace("AcBody", "x")
            .replace("联盟自查 表格\"", "y\"")
            .replace("\"AcTable\"", "\"y\"")
    });
    check(
        &two,
        "part `word/styles.xml` of the base document lacks the styles `联盟自查 正文` (AcBody), `联盟自查 表格` (AcTable); copy them from the base document of this release",
    );
}

/// A small file that unpacks to a huge one is given up at the cap.
#[test]
fn an_inflating_base_is_refused() {
    let mut one = unpack(BASE);
    one.push(("word/media/image1.emf".into(), vec![0; 9 << 20]));
    check(
        &pack(&one),
        "part `word/media/image1.emf` takes the base document over 8388608 bytes unpacked; remove large pictures or embedded files",
    );
    let mut many = unpack(BASE);
    many.extend((1..5).map(|n| (format!("word/media/image{n}.emf"), vec![0; 7 << 20])));
    check(
        &pack(&many),
        "part `word/media/image4.emf` takes the base document over 25165824 bytes unpacked; remove large pictures or embedded files",
    );
}

/// An archive of very many parts is not a form.
#[test]
fn a_base_of_too_many_parts_is_refused() {
    let mut parts = unpack(BASE);
    parts.extend((0..200).map(|n| (format!("customXml/item{n}.xml"), b"<x/>".to_vec())));
    check(
        &pack(&parts),
        "the base document has 210 parts, at most 200 are read; remove what its form does not need",
    );
}

/// A part that would be written outside the document is refused.
#[test]
fn a_base_with_unsafe_names_is_refused() {
    for name in [
        "../evil.xml",
        "word/../../evil.xml",
        "/etc/passwd",
        "word\\evil.xml",
        "C:evil",
        "WORD/document.xml",
    ] {
        let mut parts = unpack(BASE);
        parts.push((name.into(), b"<x/>".to_vec()));
        assert!(matches!(refusal(&pack(&parts)), DocxError::PartName { .. }), "{name}");
    }
}

/// An official's machine runs and fetches nothing on opening; a link to click is allowed.
#[test]
fn a_base_with_active_content_is_refused() {
    let relation = |kind: &str| {
        edit("word/_rels/document.xml.rels", |relations| {
            let link = format!(
                r#"<Relationship Id="x" Type="http://x/{kind}" Target="http://evil/t.dotm" TargetMode="External"/></Relationships>"#
            );
            relations.replace("</Relationships>", &link)
        })
    };
    check(
        &relation("attachedTemplate"),
        "part `word/_rels/document.xml.rels` of the base document carries a macro or an outside link, `http://evil/t.dotm`; remove it, detach an attached template, and save as .docx",
    );
    docx::write(&document("zh-CN", vec![]), &relation("hyperlink")).unwrap();
    let mut parts = unpack(BASE);
    parts.push(("word/vbaProject.bin".into(), vec![1]));
    assert!(matches!(refusal(&pack(&parts)), DocxError::Active { .. }));
}

/// Parts that are not the XML expected are named with what is wrong.
#[test]
fn a_base_with_unusable_xml_is_refused() {
    let strict = edit("word/document.xml", |xml| {
        xml.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
    });
    let cut = edit("word/document.xml", |xml| xml.replace("</w:body></w:document>", ""));
    let empty = edit("word/styles.xml", |_| String::new());
    let declared = edit("word/styles.xml", |xml| {
        xml.replace("<w:styles", "<!DOCTYPE x [<!ENTITY a \"b\">]><w:styles")
    });
    let bodiless = edit("word/document.xml", |xml| xml.replace("w:body>", "w:bdy>"));
    let mut latin = unpack(BASE);
    latin.iter_mut().find(|(name, _)| name == "word/styles.xml").unwrap().1 =
        vec![b'<', 0xff, b'>'];
    for (base, part, fault) in [
        (strict, "document", "it is not in the transitional format"),
        (cut, "document", "it is cut off"),
        (empty, "styles", "it is cut off"),
        (declared, "styles", "it declares a document type"),
        (bodiless, "document", "it has no body"),
        (pack(&latin), "styles", "it is not UTF-8 text"),
    ] {
        check(
            &base,
            &format!(
                "part `word/{part}.xml` of the base document cannot be used: {fault}; save it again in Word or WPS as .docx, not as Strict Open XML"
            ),
        );
    }
}

/// Without page setup or footer the notice of legal force would be lost: that is an error.
#[test]
fn a_base_that_would_lose_the_notice_is_refused() {
    let bare = edit("word/document.xml", |xml| {
        let (start, end) = (xml.find("<w:sectPr>").unwrap(), xml.find("</w:body>").unwrap());
        format!("{}{}", &xml[..start], &xml[end..])
    });
    let narrow = edit("word/document.xml", |xml| xml.replace("w:left=\"1588\"", "w:left=\"9000\""));
    let footless = edit("word/document.xml", |xml| {
        xml.replace("<w:footerReference w:type=\"default\" r:id=\"rId4\"/>", "")
    });
    let astray = edit("word/document.xml", |xml| xml.replace("rId4", "rId9"));
    for (base, fault) in [
        (bare, "the page has no width"),
        (narrow, "the margins leave no room for text"),
        (footless, "ordinary pages have no footer"),
        (astray, "the footer of ordinary pages is not in the file"),
    ] {
        check(
            &base,
            &format!(
                "part `word/document.xml` of the base document has no page setup with a footer: {fault}; set page size, margins and footer"
            ),
        );
    }
    check(
        &edit("word/footer1.xml", |footer| footer.replace("{{footer}}", "footer")),
        "part `word/footer1.xml` of the base document has no `{{footer}}`; write it where the notice at the foot of the page belongs",
    );
}

/// A table that is not rectangular is refused rather than printed with cells lost.
#[test]
fn a_ragged_table_is_refused() {
    let row = |cells: usize| (0..cells).map(|_| cell("x", CellRole::Value)).collect::<Vec<_>>();
    let good = Table { widths: vec![500, 500], header: vec![], rows: vec![row(2)] };
    let ragged = Table { rows: vec![row(2), row(1)], ..good.clone() };
    let header = Table { header: vec!["x".into()], ..good.clone() };
    let zero = Table { widths: vec![1000, 0], ..good.clone() };
    let none = Table { widths: vec![], ..good.clone() };
    for (bad, message) in [
        (
            ragged,
            "table 2 of the document has 1 cells in row 2 but 2 columns; give every row one cell per column",
        ),
        (
            header,
            "table 2 of the document has 1 cells in row 0 but 2 columns; give every row one cell per column",
        ),
        (
            zero,
            "table 2 of the document has 2 cells in row 0 but 1 columns; give every row one cell per column",
        ),
        (
            none,
            "table 2 of the document has 0 cells in row 0 but 0 columns; give every row one cell per column",
        ),
    ] {
        let document = document("zh-CN", vec![Block::Table(good.clone()), Block::Table(bad)]);
        assert_eq!(docx::write(&document, BASE).unwrap_err().to_string(), message);
    }
}

// ---- Helpers ----

type Parts = Vec<(String, Vec<u8>)>;

/// How often [`everything`] shows its text in the body: cover 5, headings 2, prose, notice, item,
/// tables 3 and 5, opinion 2, signature.
const HOSTILE_PLACES: usize = 21;

fn cell(text: &str, role: CellRole) -> Cell {
    Cell { text: text.into(), role, fact: None }
}

fn document(lang: &str, blocks: Vec<Block>) -> Document {
    Document {
        title: "标题".into(),
        file_name: "标题".into(),
        lang: lang.into(),
        footer: "非官方表格".into(),
        blocks,
    }
}

/// Every block kind, with long, empty and hostile contents.
fn everything(text: &str) -> Document {
    let long = "无".repeat(3000) + &"x".repeat(3000);
    let table = |columns: usize| {
        let roles = [CellRole::Label, CellRole::Value, CellRole::Missing, CellRole::Hand];
        let row = |text: &str| {
            roles.into_iter().cycle().take(columns).map(|role| cell(text, role)).collect::<Vec<_>>()
        };
        Block::Table(Table {
            widths: vec![1; columns],
            header: (0..columns)
                .map(|column| if column == 0 { text.into() } else { String::new() })
                .collect(),
            rows: vec![row(""), row(&long), row(text)],
        })
    };
    let mut document = document(
        "zh-CN",
        vec![
            Block::Cover(Cover {
                title: text.into(),
                subtitle: text.into(),
                lines: vec![
                    (text.into(), cell(text, CellRole::Value)),
                    (String::new(), cell("", CellRole::Missing)),
                ],
                notices: vec![text.into(), String::new()],
            }),
            Block::Heading { level: 1, text: text.into() },
            Block::Heading { level: 2, text: text.into() },
            Block::Paragraph(text.into()),
            Block::Paragraph(String::new()),
            Block::Notice(text.into()),
            Block::Items(vec![text.into(), String::new()]),
            table(4),
            table(6),
            Block::Opinion { title: text.into(), lines: vec![text.into(), String::new()] },
            Block::Signature(vec![text.into(), String::new()]),
        ],
    );
    document.title = text.into();
    document.footer = text.into();
    document
}

fn print(document: &Document) -> Vec<u8> {
    docx::write(document, BASE).unwrap()
}

fn body_of(blocks: Vec<Block>) -> String {
    part(&unpack(&print(&document("zh-CN", blocks))), "word/document.xml")
}

#[track_caller]
fn refusal(base: &[u8]) -> DocxError {
    docx::write(&document("zh-CN", vec![]), base).expect_err("the base is refused")
}

#[track_caller]
fn check(base: &[u8], message: &str) {
    assert_eq!(refusal(base).to_string(), message);
}

fn unpack(bytes: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let one = |index| {
        let mut entry = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (entry.name().unwrap().into_owned(), bytes)
    };
    (0..ZipArchive::new(Cursor::new(bytes)).unwrap().len()).map(one).collect()
}

fn pack(parts: &Parts) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The base document with one part changed.
#[track_caller]
fn edit(name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut parts = unpack(BASE);
    let (_, bytes) = parts.iter_mut().find(|(part, _)| part == name).unwrap();
    let before = String::from_utf8(bytes.clone()).unwrap();
    let after = change(&before);
    assert_ne!(before, after, "the change changes {name}");
    *bytes = after.into_bytes();
    pack(&parts)
}

#[track_caller]
fn part(parts: &Parts, name: &str) -> String {
    let (_, bytes) =
        parts.iter().find(|(part, _)| part == name).unwrap_or_else(|| panic!("no part {name}"));
    String::from_utf8(bytes.clone()).unwrap()
}

/// All events; panics unless the part is well formed and holds legal characters only.
#[track_caller]
fn events(name: &str, bytes: &[u8]) -> Vec<Event<'static>> {
    let xml = str::from_utf8(bytes).unwrap();
    assert!(
        xml.chars().all(|c| matches!(c, '\t' | '\n' | '\r')
            || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))),
        "{name}"
    );
    let mut reader = Reader::from_str(xml);
    let (mut all, mut depth) = (Vec::new(), 0);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
            Event::Eof => break,
            event => {
                depth += match &event {
                    Event::Start(_) => 1,
                    Event::End(_) => -1,
                    _ => 0,
                };
                all.push(event.into_owned());
            }
        }
    }
    assert_eq!(depth, 0, "{name}");
    all
}

/// The values of an attribute, in order.
fn attributes(xml: &str, element: &str, attribute: &str) -> Vec<String> {
    let values = events("", xml.as_bytes()).into_iter().filter_map(|event| {
        let (Event::Start(start) | Event::Empty(start)) = &event else {
            return None;
        };
        let value = (start.name().as_ref() == element)
            .then(|| start.try_get_attribute(attribute).unwrap())??;
        Some(value.value.into_owned())
    });
    values.collect()
}

/// What a reader sees: text, `↵` for a break, `→` for a tab, `¶` at the end of a paragraph.
fn shown(xml: &str) -> String {
    let mut shown = String::new();
    let mut within = false;
    for event in events("", xml.as_bytes()) {
        match event {
            Event::Start(start) if start.name().as_ref() == "w:t" => within = true,
            Event::End(end) if end.name().as_ref() == "w:t" => within = false,
            Event::End(end) if end.name().as_ref() == "w:p" => shown.push('¶'),
            Event::Empty(empty) if empty.name().as_ref() == "w:br" => shown.push('↵'),
            Event::Empty(empty) if empty.name().as_ref() == "w:tab" => shown.push('→'),
            Event::Text(text) if within => shown.push_str(&text.xml10_content()),
            Event::GeneralRef(name) if within => {
                let entity = format!("&{};", name.xml10_content());
                shown.push_str(&quick_xml::escape::unescape(&entity).unwrap());
            }
            _ => {}
        }
    }
    shown
}
