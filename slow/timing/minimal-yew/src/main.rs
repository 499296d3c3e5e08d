//! One question with two answers, and what was answered: the least there is to wait for in Yew.

use yew::prelude::*;

#[component]
fn Question() -> Html {
    let answer = use_state(|| None);
    let option = |value: bool, text: &'static str| {
        let answer = answer.clone();
        let checked = *answer == Some(value);
        let onchange = Callback::from(move |_: Event| answer.set(Some(value)));
        html! { <p><label><input type="radio" name="q" {checked} {onchange} />{ text }</label></p> }
    };
    let said = match *answer {
        None => "尚未回答",
        Some(true) => "已回答：是",
        Some(false) => "已回答：否",
    };
    html! {
        <main>
            <h1>{ "自查" }</h1>
            <fieldset class="q">
                <legend>{ "是否为依法设立的法人组织？" }</legend>
                { option(true, "是") }
                { option(false, "否") }
            </fieldset>
            <output>{ said }</output>
        </main>
    }
}

fn main() {
    yew::Renderer::<Question>::new().render();
}
