//! F7. What the groups of the verdict share: properties, the frame of a group, the head of an item.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::{Case, view};
use crate::engine::Assessment;
use crate::engine::assessment::Finding;
use crate::pack::raw::{Requirement, Track};
use crate::ui::Shell;
use crate::ui::marks::node_chip;
use crate::ui::parts::{chip_row, sprite};

/// Places of requirements.
pub type Picked = Vec<usize>;

/// Properties of a group over some requirements.
#[derive(Clone, Properties)]
pub struct GroupProps {
    /// What every page gets.
    pub shell: Shell,
    /// The case.
    pub case: Rc<Case>,
    /// Places of the requirements.
    #[prop_or_default]
    pub at: Picked,
}

impl PartialEq for GroupProps {
    fn eq(&self, other: &Self) -> bool {
        self.shell == other.shell && Rc::ptr_eq(&self.case, &other.case) && self.at == other.at
    }
}

/// The places of the requirements whose finding is wanted.
pub fn pick(track: &Track, found: &Assessment, wanted: &dyn Fn(&Finding) -> bool) -> Picked {
    let pairs = track.requirements.iter().zip(&found.requirements).enumerate();
    pairs.filter(|(_, (_, finding))| wanted(finding)).map(|(at, _)| at).collect()
}

impl GroupProps {
    /// The requirements of the group with their findings.
    pub fn picked(&self) -> Vec<(usize, &Requirement, &Finding)> {
        let Some(track) = self.case.track() else { return Vec::new() };
        let one = |at: &usize| {
            Some((*at, track.requirements.get(*at)?, self.case.found.requirements.get(*at)?))
        };
        self.at.iter().filter_map(one).collect()
    }
}

/// The frame of a group: its status, its name, how many.
pub fn group(
    shell: &Shell,
    look: (&str, &str),
    name: (&str, String),
    n: usize,
    body: Html,
) -> Html {
    let ((tone, icon), (id, title)) = (look, name);
    let heading = format!("group-{id}");
    let n = n.to_string();
    html! {
        <section class="group" data-status={tone.to_owned()} aria-labelledby={heading.clone()}>
            <h2 id={heading}>
                { sprite(icon) }{ title }{ " " }
                <small>{ shell.say("result.items", &[("n", &n)]) }</small>
            </h2>
            { body }
        </section>
    }
}

/// The head of an item: label and clause.
pub fn item_head(props: &GroupProps, requirement: &Requirement, status: Option<Html>) -> Html {
    let chips = node_chip(&props.case, &requirement.id, &requirement.cite);
    html! {
        <div class="item-head">
            <h3>{ props.shell.words.pick(&requirement.label).to_owned() }</h3>
            { status }
            { chip_row(&props.shell, chips) }
        </div>
    }
}

/// Links to the answers that a finding rests on, each to where it is changed.
pub fn change_links(props: &GroupProps, finding: &Finding) -> Html {
    let Some(track) = props.case.track() else { return Html::default() };
    let answered =
        finding.facts.iter().filter(|fact| props.case.dossier.answers.contains_key(*fact));
    let links = answered.filter_map(|id| {
        let fact = props.case.file.pack.fact(id)?;
        let href = view::place_of(&props.case, track, id).fragment();
        let label = props.shell.words.pick(&fact.label).to_owned();
        Some(html! { <a key={id.clone()} {href}>{ label }</a> })
    });
    let links: Vec<Html> = links.collect();
    if links.is_empty() {
        return Html::default();
    }
    let lead = html! { <span key="lead" class="muted">{ props.shell.t("result.change") }</span> };
    html! {
        <p class="chips">{ for std::iter::once(lead).chain(links) }</p>
    }
}

/// A text of the pack as it stands within a sentence: without its own full stop.
pub fn inside(text: &str) -> &str {
    text.trim_end_matches(['。', '.'])
}
