//! F7. The paper sheet: a document tree as the page that will be stamped.
//!
//! The same tree becomes the Word file; here it becomes markup, with links where something is
//! missing. Only this part of the page is printed.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use crate::document::{Block, Cell, CellRole, Cover, Document, Table};
use crate::ui::Shell;

/// Properties of [`Sheet`].
#[derive(Clone, Properties)]
pub struct SheetProps {
    /// What every page gets.
    pub shell: Shell,
    /// The document.
    pub document: Rc<Document>,
    /// The name of a fact, for a value that is missing.
    pub name: Callback<String, String>,
    /// Told which missing value was chosen.
    pub on_missing: Callback<String>,
}

impl PartialEq for SheetProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.document, &other.document)
            && Rc::ptr_eq(&self.shell.words, &other.shell.words)
    }
}

/// A number of so few digits is never broken, however narrow its column.
const MOST_DIGITS: usize = 3;

/// The facts whose values are missing on a document.
pub fn missing_facts<'a>(document: &'a Document) -> BTreeSet<&'a str> {
    let of = |block: &'a Block| match block {
        Block::Cover(cover) => cover.lines.iter().map(|(_, cell)| cell).collect(),
        Block::Table(table) => table.rows.iter().flatten().collect(),
        _ => Vec::<&'a Cell>::new(),
    };
    let cells = document.blocks.iter().flat_map(of);
    let gaps = cells.filter(|cell| cell.role == CellRole::Missing);
    gaps.filter_map(|cell| cell.fact.as_deref()).collect()
}

/// The sheet.
#[component]
pub fn Sheet(props: &SheetProps) -> Html {
    let document = &props.document;
    let covers = document.blocks.iter().filter_map(|block| match block {
        Block::Cover(cover) => Some(draw_cover(props, cover)),
        _ => None,
    });
    let rest = document.blocks.iter().enumerate().map(|(at, block)| draw(props, at, block));
    html! {
        <article class="sheet" lang={document.lang.clone()} aria-label={document.title.clone()}>
            { for covers }
            <section class="sheet-page" key="body">
                { for rest }
                <p class="sheet-foot" key="foot">{ document.footer.clone() }</p>
            </section>
        </article>
    }
}

fn draw_cover(props: &SheetProps, cover: &Cover) -> Html {
    let lines = cover.lines.iter().enumerate().map(|(at, (label, cell))| {
        let value = match cell.role {
            CellRole::Missing => html! { <dd class="sheet-missing">{ gap(props, cell) }</dd> },
            _ => html! { <dd>{ cell.text.clone() }</dd> },
        };
        let label = props.shell.say("sheet.label", &[("label", label)]);
        html! { <div key={at}><dt>{ label }</dt>{ value }</div> }
    });
    let notices = cover.notices.iter().enumerate();
    let notices = notices.map(|(at, notice)| html! { <p key={at}>{ notice.clone() }</p> });
    html! {
        <section class="sheet-page sheet-cover" key="cover">
            <h1>{ cover.title.clone() }</h1>
            <p class="sheet-subtitle">{ cover.subtitle.clone() }</p>
            <dl class="sheet-lines">{ for lines }</dl>
            <div class="sheet-notices">{ for notices }</div>
        </section>
    }
}

fn draw(props: &SheetProps, at: usize, block: &Block) -> Html {
    let lines = |list: &[String]| -> Vec<Html> {
        let all = list.iter().enumerate();
        all.map(|(n, line)| html! { <p key={n}>{ line.clone() }</p> }).collect()
    };
    match block {
        // Drawn before, as a page of its own; an empty text keeps the places of the others.
        Block::Cover(_) => html! { <span key={at} hidden=true /> },
        Block::Heading { level: 1, text } => html! { <h2 key={at}>{ text.clone() }</h2> },
        Block::Heading { text, .. } => html! { <h3 key={at}>{ text.clone() }</h3> },
        Block::Paragraph(text) => html! { <p key={at}>{ text.clone() }</p> },
        Block::Notice(text) => html! { <div key={at} class="sheet-notice">{ text.clone() }</div> },
        Block::Items(items) => {
            let items = items.iter().enumerate();
            let items = items.map(|(n, item)| html! { <li key={n}>{ item.clone() }</li> });
            html! { <ul key={at} class="sheet-items">{ for items }</ul> }
        }
        Block::Table(table) => draw_table(props, at, table),
        Block::Opinion { title, lines: foot } => html! {
            <div key={at} class="sheet-opinion">
                <p>{ title.clone() }</p><div>{ for lines(foot) }</div>
            </div>
        },
        Block::Signature(list) => html! {
            <div key={at} class="sheet-sign">{ for lines(list) }</div>
        },
    }
}

fn draw_table(props: &SheetProps, at: usize, table: &Table) -> Html {
    let columns = table.widths.iter().enumerate().map(|(n, width)| {
        let (whole, tenth) = (width / 10, width % 10);
        html! { <col key={n} width={format!("{whole}.{tenth}%")} /> }
    });
    let heads = table.header.iter().enumerate();
    let heads = heads.map(|(n, head)| html! { <th key={n} scope="col">{ head.clone() }</th> });
    let rows = table.rows.iter().enumerate().map(|(n, row)| {
        let cells = row.iter().enumerate().map(|(place, cell)| draw_cell(props, place, cell));
        html! { <tr key={n}>{ for cells }</tr> }
    });
    let head = (!table.header.is_empty()).then(|| html! { <thead><tr>{ for heads }</tr></thead> });
    html! {
        <table key={at}>
            <colgroup>{ for columns }</colgroup>
            { head }
            <tbody>{ for rows }</tbody>
        </table>
    }
}

fn draw_cell(props: &SheetProps, at: usize, cell: &Cell) -> Html {
    match cell.role {
        CellRole::Label => html! { <th key={at} scope="row">{ cell.text.clone() }</th> },
        CellRole::Value | CellRole::Hand => {
            let number = !cell.text.is_empty() && cell.text.chars().all(|c| c.is_ascii_digit());
            let class = (number && cell.text.len() <= MOST_DIGITS).then_some("sheet-number");
            html! { <td key={at} {class}>{ cell.text.clone() }</td> }
        }
        CellRole::Missing => {
            html! { <td key={at} class="sheet-missing">{ gap(props, cell) }</td> }
        }
    }
}

/// A missing value: on the screen a link to where it is given, on paper the same as in Word.
fn gap(props: &SheetProps, cell: &Cell) -> Html {
    let to_fill = props.shell.t("doc.to-fill");
    let Some(fact) = &cell.fact else {
        return html! { <>{ props.shell.t("sheet.missing-plain") }</> };
    };
    let name = match cell.text.is_empty() {
        true => props.name.emit(fact.clone()),
        false => cell.text.clone(),
    };
    let onclick = {
        let (on_missing, fact) = (props.on_missing.clone(), fact.clone());
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            on_missing.emit(fact.clone());
        })
    };
    html! {
        <>
            <a href={format!("#q-{fact}-in")} {onclick}>
                { props.shell.say("sheet.missing", &[("fact", &name)]) }
            </a>
            <span class="print-only">{ to_fill }</span>
        </>
    }
}
