//! F7. The application: particulars on the left, the sheet that will be stamped on the right.

mod exports;
mod particulars;
mod preview;

use yew::prelude::*;

use crate::pack::form_of;
use crate::ui::PageProps;

use particulars::Particulars;
use preview::Preview;

/// The page.
#[component]
pub fn Application(props: &PageProps) -> Html {
    let shell = &props.shell;
    let Some((case, track)) = shell.state.case.as_ref().and_then(|c| Some((c, c.track()?))) else {
        return html! { <main id="main" tabindex="-1"></main> };
    };
    let fills = !track.particulars.is_empty();
    let lede = if fills { "application.lede" } else { "application.lede-result" };
    html! {
        <main id="main" tabindex="-1">
            <h1>{ shell.words.pick(&form_of(track).title).to_owned() }</h1>
            <p class="lede">{ shell.t(lede) }</p>
            <div class={classes!("split-row", (!fills).then_some("alone"))}>
                <div hidden={!fills}>
                    <Particulars shell={shell.clone()} case={case.clone()} />
                </div>
                <Preview shell={shell.clone()} case={case.clone()} />
            </div>
        </main>
    }
}
