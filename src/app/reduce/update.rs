//! F5. What follows for new versions of the site, and for its use without a network.

use crate::app::{Effect, Export, Saved, State, Update};

impl State {
    /// The first question can be answered: what comes now no longer competes with the opening.
    pub(super) fn prepare_offline(&mut self) {
        if self.case.is_some() && !self.prepared {
            self.prepared = true;
            self.push(Effect::PrepareOffline);
        }
    }

    pub(super) fn found_update(&mut self) {
        if self.update == Update::None {
            self.update = Update::Ready;
        }
    }

    /// Takes the new version once it is wanted, what was entered is saved and no file is being made.
    pub(super) fn take_update(&mut self) {
        let busy = self.saved == Saved::Saving || matches!(self.export, Export::Running { .. });
        if self.update != Update::Wanted || busy {
            return;
        }
        if self.all_kept() {
            self.update = Update::Taken;
            self.push(Effect::TakeUpdate);
        } else {
            self.update = Update::Ready;
            self.tell("toast.update-unsaved", Vec::new(), true);
        }
    }
}
