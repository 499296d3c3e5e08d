//! F7. A question with its input: title, clauses, why, help, the input for its kind, what is wrong.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::Case;
use crate::ui::Shell;

/// Properties of [`Field`].
#[derive(Clone, Properties)]
pub struct FieldProps {
    /// What every page gets.
    pub shell: Shell,
    /// The case.
    pub case: Rc<Case>,
    /// The fact asked for.
    pub fact: String,
    /// The compact form field: its label instead of the question, without clauses, why, where to
    /// find it, and "I do not know".
    #[prop_or_default]
    pub plain: bool,
    /// Whether an unusable answer is marked at once rather than when the person leaves the input.
    #[prop_or_default]
    pub reviewed: bool,
    /// Questions that follow under this one.
    #[prop_or_default]
    pub children: Html,
}

impl PartialEq for FieldProps {
    fn eq(&self, other: &Self) -> bool {
        self.shell == other.shell
            && Rc::ptr_eq(&self.case, &other.case)
            && self.fact == other.fact
            && self.plain == other.plain
            && self.reviewed == other.reviewed
            && self.children == other.children
    }
}

/// A question with its input. The whole of it is `#q-{fact}`, its first input `#q-{fact}-in`.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    html! { <div class="q" id={format!("q-{}", props.fact)}></div> }
}
