//! F5. What follows for dossiers that come in files: one of them is gone to, several are listed.

use crate::app::own::{Looks, looks};
use crate::app::route::Route;
use crate::app::{Effect, Moment, State};
use crate::dossier::{self, Dossier, FileFault};
use crate::pack::OWN;

impl State {
    pub(super) fn open_file(&mut self, name: &str, text: Result<String, String>, moment: &Moment) {
        let file = ("file", name.to_owned());
        let read = match text {
            Err(reason) => {
                return self.tell("open.unreadable", vec![file, ("reason", reason)], true);
            }
            Ok(text) if looks(&text) == Looks::Pack => return self.take_pack(name, text),
            Ok(text) => dossier::read_each(&text),
        };
        match read {
            Err(fault) => self.turn_away(file_fault(fault), file),
            Ok(list) if list.is_empty() => self.turn_away(("open.none", Vec::new()), file),
            Ok(list) => match <[_; 1]>::try_from(list) {
                Ok([one]) => self.take_one(one, file, moment),
                Err(list) => self.take_several(list, name, moment),
            },
        }
    }

    /// Takes in a case from a file and goes to it.
    fn take_one(
        &mut self,
        read: Result<Dossier, FileFault>,
        file: (&'static str, String),
        moment: &Moment,
    ) {
        let mut dossier = match self.usable(read) {
            Err(refusal) => return self.turn_away(refusal, file),
            Ok(dossier) => dossier,
        };
        dossier.id = moment.fresh.clone();
        let theirs = dossier.pack.clone();
        let ours = self.rules(&theirs.id).filter(|(hash, _)| *hash != theirs.hash);
        self.put_and_go(dossier);
        match ours {
            Some((_, ours)) => {
                let versions = [("theirs", theirs.version), ("ours", ours)];
                let args = std::iter::once(file).chain(versions).collect();
                self.tell("open.opened-other-rules", args, false);
            }
            None => self.tell("open.opened", vec![file], false),
        }
    }

    /// Takes in all cases of a file that can be used, and says of the first other why it cannot.
    fn take_several(&mut self, list: Vec<Result<Dossier, FileFault>>, name: &str, moment: &Moment) {
        let (mut taken, mut refused) = (0u32, Vec::new());
        for (at, read) in list.into_iter().enumerate() {
            match self.usable(read) {
                Ok(dossier) => {
                    self.put(Dossier { id: format!("{}-{at}", moment.fresh), ..dossier });
                    taken += 1;
                }
                Err(refusal) => refused.push((format!("{name} #{}", at + 1), refusal)),
            }
        }
        let left = refused.len().to_string();
        let first = refused.into_iter().next();
        if let (0, Some((place, refusal))) = (taken, first.clone()) {
            return self.turn_away(refusal, ("file", place));
        }
        self.go_to(Route::Dossiers);
        self.push(Effect::Go(Route::Dossiers));
        let mut args = vec![("file", name.to_owned()), ("n", taken.to_string())];
        let Some((place, (key, mut why))) = first else {
            return self.tell("open.opened-all", args, false);
        };
        why.push(("file", place));
        let why: Vec<(&str, &str)> = why.iter().map(|(slot, text)| (*slot, &**text)).collect();
        let why = self.words.ready().map(|words| words.say(key, &why)).unwrap_or_default();
        args.extend([("left", left), ("why", why)]);
        self.tell("open.opened-some", args, true);
    }

    fn turn_away(&mut self, (key, mut args): Refused, file: (&'static str, String)) {
        args.push(file);
        self.tell(key, args, true);
    }

    /// A case that was read, if its rules are here.
    fn usable(&self, read: Result<Dossier, FileFault>) -> Result<Dossier, Refused> {
        let dossier = read.map_err(file_fault)?;
        if self.lacks_own(&dossier.pack.id) {
            let pack = dossier.pack.id.trim_start_matches(OWN).to_owned();
            return Err(("open.no-own-pack", vec![("pack", pack)]));
        }
        if !self.has_track(&dossier) {
            let place = format!("{} {}", dossier.pack.id, dossier.track);
            return Err(("open.no-such-track", vec![("place", place)]));
        }
        Ok(dossier)
    }

    /// Hash and version of the rules that are here.
    fn rules(&self, pack: &str) -> Option<(String, String)> {
        let entry = self.entry(pack)?;
        Some((entry.sha256.clone(), entry.version.clone()))
    }

    /// Whether rules of somebody's own are not on this device.
    fn lacks_own(&self, pack: &str) -> bool {
        pack.starts_with(OWN) && self.entry(pack).is_none()
    }

    fn has_track(&self, dossier: &Dossier) -> bool {
        let entry = self.entry(&dossier.pack.id);
        entry.is_some_and(|entry| entry.tracks.iter().any(|track| track.id == dossier.track))
    }
}

/// Why a case of a file is not taken in: key and arguments of a message that names the file too.
type Refused = (&'static str, Vec<(&'static str, String)>);

fn file_fault(fault: FileFault) -> Refused {
    match fault {
        FileFault::Empty => ("open.empty", Vec::new()),
        FileFault::Archive => ("open.archive", Vec::new()),
        FileFault::CutOff { line } => ("open.cut-off", vec![("line", line.to_string())]),
        FileFault::NotJson { line, column } => {
            ("open.not-json", vec![("line", line.to_string()), ("column", column.to_string())])
        }
        FileFault::NotOurs { missing } => ("open.not-ours", vec![("missing", missing.to_owned())]),
        FileFault::Newer { found } => ("open.newer", vec![("found", found.to_string())]),
        FileFault::Damaged { place, problem } => {
            ("open.damaged", vec![("place", place), ("problem", problem)])
        }
    }
}
