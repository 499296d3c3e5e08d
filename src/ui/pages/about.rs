//! F7. A page.

use yew::prelude::*;

use crate::ui::PageProps;

/// The page.
#[component]
pub fn About(_props: &PageProps) -> Html {
    html! { <main id="main" tabindex="-1"></main> }
}
