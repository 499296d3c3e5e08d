//! F7. The frame around every page: bar, steps, legal force, messages at the foot.

use yew::prelude::*;

use crate::app::Action;
use crate::app::route::{Route, Step};
use crate::ui::PageProps;
use crate::ui::pages;

/// The frame with the page in it.
#[component]
pub fn Frame(props: &PageProps) -> Html {
    let shell = props.shell.clone();
    let page = match &shell.state.route {
        Route::Start => html! { <pages::start::Start {shell} /> },
        Route::Track { .. } => html! { <pages::track::Track {shell} /> },
        Route::Dossiers => html! { <pages::dossiers::Dossiers {shell} /> },
        Route::About => html! { <pages::about::About {shell} /> },
        Route::Case { step, .. } => match step {
            Step::Answer(_) => html! { <pages::interview::Interview {shell} /> },
            Step::Verdict => html! { <pages::verdict::Verdict {shell} /> },
            Step::Materials => html! { <pages::materials::Materials {shell} /> },
            Step::Application => html! { <pages::application::Application {shell} /> },
        },
    };
    html! { <div class="page">{ page }</div> }
}

/// Properties of [`NoWords`].
#[derive(Clone, PartialEq, Properties)]
pub struct NoWordsProps {
    /// Reports what happened.
    pub send: Callback<Action>,
}

/// Shown when the messages did not arrive: the only text that cannot come from them.
#[component]
pub fn NoWords(props: &NoWordsProps) -> Html {
    let send = props.send.clone();
    let onclick = Callback::from(move |_: MouseEvent| send.emit(Action::Retried));
    html! {
        <main class="boot" role="alert">
            <h1>{ "页面文字没有载入" }</h1>
            <p>{ "已保存的数据没有改动。请检查网络后重试。" }</p>
            <p lang="en">{ "The texts of this page did not load. Saved data has not changed." }</p>
            <p><button type="button" class="btn main" {onclick}>{ "重试 / Retry" }</button></p>
        </main>
    }
}
