//! F7. Marks that stand before a text without a word beside them, and the clause chips of a case.

use yew::prelude::*;

use crate::app::Case;
use crate::logic::outcome::Verdict;
use crate::pack::raw::Track;
use crate::ui::Shell;
use crate::ui::clause::ClauseTarget;
use crate::ui::parts::sprite;
use crate::words::sentences;

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

/// How a verdict is marked: the status that leads to it.
pub fn verdict_look(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotEligible => "failed",
        Verdict::Undetermined => "open",
        Verdict::NeedsJudgement => "judge",
        Verdict::Eligible => "met",
    }
}

/// A verdict in a word, with its shape.
pub fn verdict_mark(shell: &Shell, track: &Track, verdict: Verdict) -> Html {
    let look = verdict_look(verdict);
    html! {
        <span class="status" data-status={look}>
            { sprite(look) }{ sentences::verdict(track, verdict, &shell.words) }
        </span>
    }
}
