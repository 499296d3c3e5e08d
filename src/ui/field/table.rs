//! F7. Rows of text for a table of the form; with many columns a card for each row.

use yew::prelude::*;

use crate::engine::answer::{Answer, Field, Item, field_text};
use crate::pack::raw::{Column, Table};
use crate::ui::field::Input;
use crate::ui::field::text::TextInput;
use crate::ui::parts::sprite;
use crate::web::page;

/// With more columns than this no input is wide enough to type in side by side.
const MOST_SIDE_BY_SIDE: usize = 3;

/// The rows, each with its cells and a button that takes it away.
#[inline(never)]
pub fn table(input: &Input, table: &Table) -> Html {
    let shell = &input.shell;
    let rows: Vec<Item> = input.answer().map(|answer| answer.items().to_vec()).unwrap_or_default();
    let words = |column: &Column| shell.words.pick(&column.label).to_owned();
    let cards = (table.columns.len() > MOST_SIDE_BY_SIDE).then_some("cards");
    let add = {
        let (set, mut rows) = (input.set.clone(), rows.clone());
        rows.push(Item::new());
        Callback::from(move |_: MouseEvent| set.emit(Some(Answer::Items(rows.clone()))))
    };
    html! {
        <div class="q-field">
            <div class="grid-wrap" hidden={rows.is_empty()}>
                <table class={classes!("grid", "edit", "stacks", cards)}>
                    <thead><tr>
                        { for table.columns.iter().map(|column| html! {
                            <th scope="col" key={column.id.clone()}>{ words(column) }</th>
                        }) }
                        <th scope="col" key="-"><span class="vh">{ shell.t("field.tools") }</span></th>
                    </tr></thead>
                    <tbody>{ for (0..rows.len()).map(|at| row(input, table, &rows, at)) }</tbody>
                </table>
            </div>
            <button type="button" class="btn" id={input.id.clone()} onclick={add}>
                { shell.t("field.add-row") }
            </button>
        </div>
    }
}

fn row(input: &Input, table: &Table, rows: &[Item], at: usize) -> Html {
    let shell = &input.shell;
    let n = (at + 1).to_string();
    let remove = {
        let (set, mut rows) = (input.set.clone(), rows.to_vec());
        rows.remove(at);
        let left = (!rows.is_empty()).then_some(Answer::Items(rows));
        let add = input.id.clone();
        Callback::from(move |_: MouseEvent| {
            // The button goes with its row.
            page::rest(&add);
            set.emit(left.clone());
        })
    };
    html! {
        <tr key={at}>
            { for table.columns.iter().map(|column| cell(input, rows, at, column)) }
            <td class="end" key="-">
                <button type="button" class="tool" onclick={remove}
                    aria-label={shell.say("field.remove-row", &[("n", &n)])}>
                    { sprite("close") }
                </button>
            </td>
        </tr>
    }
}

fn cell(input: &Input, rows: &[Item], at: usize, column: &Column) -> Html {
    let shell = &input.shell;
    let label = shell.words.pick(&column.label).to_owned();
    let n = (at + 1).to_string();
    let name = shell.say("field.cell", &[("n", &n), ("column", &label)]);
    let value = rows.get(at).map_or("", |row| field_text(row, &column.id)).to_owned();
    let oninput = {
        let (set, rows, id) = (input.set.clone(), rows.to_vec(), column.id.clone());
        Callback::from(move |text: String| {
            let mut rows = rows.clone();
            if let Some(row) = rows.get_mut(at) {
                row.insert(id.clone(), Field::Text(text));
            }
            set.emit(Some(Answer::Items(rows)));
        })
    };
    html! {
        <td data-label={label} key={column.id.clone()}>
            <TextInput id={format!("{}-{at}-{}", input.id, column.id)} {name} {value} {oninput} />
        </td>
    }
}
