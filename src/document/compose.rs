//! F4. From a dossier and its assessment to the application document.

use crate::document::Document;
use crate::dossier::Dossier;
use crate::engine::Assessment;
use crate::pack::RulePack;
use crate::pack::raw::Track;
use crate::words::Words;

/// Composes the application document of a track.
pub fn compose(
    _pack: &RulePack,
    track: &Track,
    _dossier: &Dossier,
    _found: &Assessment,
    words: &Words,
) -> Document {
    Document {
        title: words.pick(&track.form.title).to_owned(),
        file_name: String::new(),
        lang: words.lang().tag().to_owned(),
        footer: String::new(),
        blocks: Vec::new(),
    }
}
