//! F7. The verdict: one sentence, then everything behind it, what is wrong first.

mod failed;
mod folded;
mod head;
mod judge;
mod open;
mod outline;
mod papers;
mod parts;
mod waivers;

use yew::prelude::*;

use crate::app::route::{Route, Step};
use crate::logic::outcome::Status;
use crate::ui::{PageProps, Shell};

use parts::{Picked, pick};

/// The page.
#[component]
pub fn Verdict(props: &PageProps) -> Html {
    let shell = &props.shell;
    let Some((case, track)) = shell.state.case.as_ref().and_then(|c| Some((c, c.track()?))) else {
        return html! { <main id="main" tabindex="-1"></main> };
    };
    let with = |status: Status| pick(track, &case.found, &|f| f.status == status);
    let plain_met = pick(track, &case.found, &|f| f.status == Status::Met && !f.self_declared);
    let declared = pick(track, &case.found, &|f| f.self_declared);
    let (failed, judged) = (with(Status::Failed), with(Status::Judge));
    let lifted = with(Status::Waived);
    let (deferred, elsewhere) = (with(Status::Deferred), with(Status::NotApplicable));
    let some = |list: &Picked| !list.is_empty();
    let exempt = !track.waivers.is_empty() || !track.preferences.is_empty();
    let (shell, case) = (shell.clone(), case.clone());
    html! {
        <main id="main" tabindex="-1">
            <head::Head shell={shell.clone()} case={case.clone()} />
            if some(&failed) {
                <failed::Failed shell={shell.clone()} case={case.clone()} at={failed} />
            }
            <open::Open key={case.dossier.id.clone()} shell={shell.clone()} case={case.clone()} />
            if some(&judged) {
                <judge::Judged shell={shell.clone()} case={case.clone()} at={judged} />
            }
            if some(&deferred) {
                <papers::Deferred shell={shell.clone()} case={case.clone()} at={deferred} />
            }
            if some(&declared) {
                <folded::Declared shell={shell.clone()} case={case.clone()} at={declared} />
            }
            if some(&lifted) {
                <waivers::Lifted shell={shell.clone()} case={case.clone()} at={lifted} />
            }
            if exempt {
                <waivers::Waivers shell={shell.clone()} case={case.clone()} />
            }
            if !track.missing_documents.is_empty() {
                <papers::MissingPapers shell={shell.clone()} case={case.clone()} />
            }
            if some(&plain_met) {
                <folded::Folded shell={shell.clone()} case={case.clone()} at={plain_met}
                    status={Status::Met} />
            }
            if some(&elsewhere) {
                <folded::Folded shell={shell.clone()} case={case.clone()} at={elsewhere}
                    status={Status::NotApplicable} />
            }
            { pager(&shell, &case.dossier.id) }
        </main>
    }
}

fn pager(shell: &Shell, dossier: &str) -> Html {
    let to = |step: Step| Route::Case { dossier: dossier.to_owned(), step }.fragment();
    let back = to(Step::Answer(String::new()));
    html! {
        <div class="pager">
            <a class="btn" href={back}>{ shell.t("result.to-answers") }</a>
            <a class="btn main" href={to(Step::Materials)}>{ shell.t("result.to-materials") }</a>
        </div>
    }
}
