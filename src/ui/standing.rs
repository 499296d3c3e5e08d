//! F7. Where the case stands: the rail, the bar at the foot of a small screen and its sheet, and
//! the dates of the assessment.
//!
//! The frame shows the rail and the bar beside the interview, the verdict and the materials.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::Case;
use crate::ui::Shell;

/// Properties of the parts of this room.
#[derive(Clone, Properties)]
pub struct StandingProps {
    /// What every page gets.
    pub shell: Shell,
    /// The case.
    pub case: Rc<Case>,
}

impl PartialEq for StandingProps {
    fn eq(&self, other: &Self) -> bool {
        self.shell == other.shell && Rc::ptr_eq(&self.case, &other.case)
    }
}

/// The two dates of the assessment, editable.
#[component]
pub fn DatesBlock(_props: &StandingProps) -> Html {
    html! { <details class="more"></details> }
}
