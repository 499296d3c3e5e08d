//! F5. What follows for packs: a slice for the first question, the whole as soon as more is wanted.

use std::rc::Rc;

use crate::app::route::{Route, Step};
use crate::app::{Effect, Extent, Failure, Loaded, PackFile, State};
use crate::pack::{OWN, RulePack, slice};
use crate::words::Lang;

impl State {
    /// Whether the place that is shown needs more of a pack than a slice.
    pub fn needs_whole(&self) -> bool {
        match &self.route {
            Route::Track { .. } => false,
            Route::Case { step: Step::Answer(section), .. } => !section.is_empty(),
            _ => true,
        }
    }

    /// The pack that the place shows, and the track.
    fn pack_shown(&self) -> Option<(String, Option<String>)> {
        match &self.route {
            Route::Track { pack, track } => Some((pack.clone(), Some(track.clone()))),
            Route::Source { pack, .. } | Route::Sample { pack, .. } => Some((pack.clone(), None)),
            Route::Case { dossier, .. } => {
                let dossier = self.dossier(dossier)?;
                Some((dossier.pack.id.clone(), Some(dossier.track.clone())))
            }
            _ => None,
        }
    }

    /// Fetches what is missing of the pack that the place shows.
    pub(super) fn want_pack(&mut self) {
        let Some((id, track)) = self.pack_shown() else { return };
        // A pack of the person's own is not fetched.
        if self.entry(&id).is_none() || id.starts_with(OWN) {
            return;
        }
        let whole = match self.packs.get(&id) {
            None => !matches!(self.route, Route::Track { .. }),
            Some(Loaded::Ready(file)) => match (&file.extent, &track, &self.route) {
                (Extent::Whole(_), ..) => return,
                (Extent::Slice { .. }, Some(track), Route::Track { .. })
                    if file.pack.track(track).is_none() =>
                {
                    false
                }
                // The second language comes with the whole.
                (Extent::Slice { lang, .. }, _, Route::Track { .. }) if *lang == self.lang => {
                    return;
                }
                // A case is assessed by the whole: its first question is shown meanwhile.
                (Extent::Slice { .. }, ..) => return self.want_whole(&id),
            },
            Some(_) => return,
        };
        self.packs.insert(id.clone(), Loaded::Waiting);
        match track {
            Some(track) if !whole => self.push(Effect::FetchSlice(id, track, self.lang)),
            _ => self.want_whole(&id),
        }
    }

    /// Fetches the whole of the pack that the place shows.
    pub(super) fn want_whole_shown(&mut self) {
        if let Some((id, _)) = self.pack_shown() {
            self.want_whole_of(&id);
        }
    }

    /// Fetches the whole of a listed pack of which nothing or only a slice is here; whether that is so.
    pub(super) fn want_whole_of(&mut self, id: &str) -> bool {
        let known = self.packs.get(id);
        let waits = known.is_none_or(|pack| matches!(pack, Loaded::Waiting));
        let absent = waits && !id.starts_with(OWN) && self.entry(id).is_some();
        let sliced = known.and_then(Loaded::ready).is_some_and(|file| file.is_slice());
        if absent {
            self.packs.insert(id.to_owned(), Loaded::Waiting);
        }
        if absent || sliced {
            self.want_whole(id);
        }
        absent || sliced
    }

    fn want_whole(&mut self, id: &str) {
        let Some(file) = self.entry(id).map(|entry| entry.file.clone()) else { return };
        if self.whole.insert(id.to_owned()) {
            self.push(Effect::FetchPack(id.to_owned(), file));
        }
    }

    /// A slice saves time, no more: where it is missing, damaged or of another version, the whole
    /// pack is read, and says what is wrong.
    pub(super) fn slice_arrived(
        &mut self,
        id: String,
        track: &str,
        lang: Lang,
        bytes: Option<Vec<u8>>,
    ) {
        if !matches!(self.packs.get(&id), Some(Loaded::Waiting)) {
            return;
        }
        let read = bytes.and_then(|bytes| slice::read(&bytes).ok());
        let listed = self.entry(&id).map(|entry| entry.sha256.as_str());
        match read.filter(|(pack, _)| listed == Some(pack.hash()) && pack.track(track).is_some()) {
            Some((pack, opening)) => {
                let file = PackFile { extent: Extent::Slice { lang, opening }, pack };
                self.packs.insert(id, Loaded::Ready(Rc::new(file)));
            }
            None => self.want_whole(&id),
        }
    }

    pub(super) fn pack_arrived(&mut self, id: String, result: Result<String, String>) {
        self.whole.remove(&id);
        let listed = self.entry(&id).map(|entry| entry.sha256.clone());
        self.packs.insert(id, read(result, listed.as_deref()));
        match self.waiting_export.take() {
            Some((kind, dossier)) => self.export(kind, Some(&dossier)),
            None => self.ask_preview(),
        }
    }
}

/// Reads a pack that the catalogue lists with a hash. While a site is being replaced, the two may be
/// of different versions.
fn read(result: Result<String, String>, listed: Option<&str>) -> Loaded<Rc<PackFile>> {
    match result {
        Err(reason) => Loaded::Failed(Failure::Fetch(reason)),
        Ok(text) => match RulePack::read(&text) {
            Ok(pack) if listed.is_some_and(|hash| hash != pack.hash()) => {
                Loaded::Failed(Failure::Mixed)
            }
            Ok(pack) => Loaded::Ready(Rc::new(PackFile::whole(text, pack))),
            Err(faults) => Loaded::Failed(Failure::Pack(faults)),
        },
    }
}
