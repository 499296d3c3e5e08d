//! F7. The particulars of the form, by group. Anything typed is warned about at most, never refused.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::{Case, view};
use crate::pack::raw::Section;
use crate::ui::Shell;
use crate::ui::field::Field;

/// Properties of [`Particulars`].
#[derive(Clone, Properties)]
pub struct ParticularsProps {
    /// What every page gets.
    pub shell: Shell,
    /// The case.
    pub case: Rc<Case>,
}

impl PartialEq for ParticularsProps {
    fn eq(&self, other: &Self) -> bool {
        self.shell == other.shell && Rc::ptr_eq(&self.case, &other.case)
    }
}

/// The form.
#[component]
pub fn Particulars(props: &ParticularsProps) -> Html {
    let groups = props.case.track().map(|track| track.particulars.as_slice()).unwrap_or_default();
    let groups = groups.iter().map(|section| group(props, section));
    // Everything is saved as typed; a form only so that Enter and assistive tools know it as one.
    let onsubmit = Callback::from(|event: SubmitEvent| event.prevent_default());
    html! { <form class="particulars" novalidate=true {onsubmit}>{ for groups }</form> }
}

fn group(props: &ParticularsProps, section: &Section) -> Html {
    let (shell, case) = (&props.shell, &props.case);
    let heading = format!("particulars-{}", section.id);
    let facts = view::particulars(case, section);
    let gaps = facts.iter().filter(|fact| view::waits(case, fact)).count();
    let n = gaps.to_string();
    let left = (gaps > 0).then(|| shell.say("application.left", &[("n", &n)]));
    let fields = facts.iter().map(|fact| {
        html! {
            <Field key={fact.id.clone()} shell={shell.clone()} case={case.clone()}
                fact={fact.id.clone()} plain=true />
        }
    });
    html! {
        <section key={section.id.clone()} aria-labelledby={heading.clone()}>
            <h2 id={heading}>
                { shell.words.pick(&section.title).to_owned() }{ " " }
                <small class="muted">{ left }</small>
            </h2>
            <div>{ for fields }</div>
        </section>
    }
}
