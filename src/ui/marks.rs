//! F7. Marks that stand before a text without a word beside them, and the clause chips of a case.

use yew::prelude::*;

use crate::app::Case;
use crate::ui::clause::ClauseTarget;

/// A shape of the sprite that carries its word for those who cannot see it.
pub fn sign(icon: &str, word: String) -> Html {
    html! {
        <svg class="icon" role="img" aria-label={word}><use href={format!("#i-{icon}")} /></svg>
    }
}

/// The chip of a requirement, waiver or preference: its pinpoint, opening the sheet of the node.
pub fn node_chip(case: &Case, id: &str, cite: &[String]) -> Vec<(AttrValue, ClauseTarget)> {
    let label = crate::words::telling::clause(cite, &case.file.pack);
    let chip = |label: &str| (AttrValue::from(label.to_owned()), ClauseTarget::Node(id.to_owned()));
    label.map(chip).into_iter().collect()
}

/// A chip for every citation, each opening the citation alone.
pub fn citation_chips(case: &Case, cite: &[String]) -> Vec<(AttrValue, ClauseTarget)> {
    let chip = |id: &String| {
        let label = case.file.pack.citation(id)?.label.clone();
        Some((AttrValue::from(label), ClauseTarget::Citation(id.clone())))
    };
    cite.iter().filter_map(chip).collect()
}
