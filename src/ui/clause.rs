//! F7. The clause sheet: what a clause is about, why it is asked, its readings, its legal force.

use yew::prelude::*;

use crate::ui::Shell;

/// What the sheet shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClauseTarget {
    /// A question: its fact.
    Fact(String),
    /// A requirement, waiver or preference: its id.
    Node(String),
    /// A citation alone, such as that of a duty: its id in the pack.
    Citation(String),
}

/// Properties of [`ClauseSheet`].
#[derive(Clone, PartialEq, Properties)]
pub struct ClauseSheetProps {
    /// What every page gets.
    pub shell: Shell,
    /// What to show; nothing closes the sheet.
    pub target: Option<ClauseTarget>,
    /// Told when the sheet closes.
    pub on_close: Callback<()>,
}

/// One dialog for the whole page.
#[component]
pub fn ClauseSheet(_props: &ClauseSheetProps) -> Html {
    html! { <dialog class="drawer"></dialog> }
}
