//! What wakes the watcher: a word from the system, or time.
//!
//! The word is only a reason to look at the files. Where the system is silent (a network's folder, one of
//! another machine, no more watches to be had) a look from time to time finds the change too.

use std::collections::{BTreeSet, HashSet};
use std::ffi::OsString;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use camino::Utf8PathBuf;
use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::known::Known;

/// Between two looks where the system tells of changes.
const SELDOM: Duration = Duration::from_secs(1);
/// The same where it does not.
const OFTEN: Duration = Duration::from_millis(40);

type Names = Arc<Mutex<HashSet<OsString>>>;

pub(super) struct Bell {
    /// None where the system tells nothing.
    watcher: Option<RecommendedWatcher>,
    rings: Receiver<()>,
    /// What the files and folders are called that matter.
    names: Names,
    folders: BTreeSet<Utf8PathBuf>,
    /// Whether a change was found that the system did not tell of.
    is_deaf: bool,
}

impl Bell {
    pub(super) fn new() -> Self {
        // One ring waiting is as good as many.
        let (sender, rings) = mpsc::sync_channel(1);
        let names = Names::default();
        let known = Arc::clone(&names);
        let heard = move |event| hear(event, &known, &sender);
        let watcher = notify::recommended_watcher(heard).ok();
        Self {
            is_deaf: watcher.is_none(),
            watcher,
            rings,
            names,
            folders: BTreeSet::new(),
        }
    }

    /// Listens for these files from now on.
    pub(super) fn listen(&mut self, known: &Known) {
        *self.names.lock().unwrap_or_else(PoisonError::into_inner) = known.names();
        self.watch(known.folders());
    }

    /// Listens in folders that were made since, too.
    pub(super) fn follow(&mut self, known: &Known) {
        let folders = known.folders();
        if folders != self.folders {
            self.watch(folders);
        }
    }

    fn watch(&mut self, folders: BTreeSet<Utf8PathBuf>) {
        let Some(watcher) = &mut self.watcher else {
            return;
        };
        for gone in self.folders.difference(&folders) {
            // It may be no more.
            let _ = watcher.unwatch(gone.as_std_path());
        }
        for folder in &folders {
            // Known ones too: one that was deleted and made again is another one.
            let done = watcher.watch(folder.as_std_path(), RecursiveMode::NonRecursive);
            self.is_deaf |= done.is_err() && folder.is_dir();
        }
        self.folders = folders;
    }

    /// Waits for a ring; false where there was none for a time.
    pub(super) fn wait(&self, most: Option<Duration>) -> bool {
        let seldom = if self.is_deaf { OFTEN } else { SELDOM };
        let most = most.map_or(seldom, |most| most.min(seldom));
        self.rings.recv_timeout(most).is_ok()
    }

    /// Whether it rang; the ring is used up.
    pub(super) fn rang(&self) -> bool {
        self.rings.try_recv().is_ok()
    }

    /// Notes that a change was found without a ring: there may be more.
    pub(super) fn was_silent(&mut self) {
        self.is_deaf = true;
    }
}

fn hear(event: notify::Result<Event>, names: &Names, bell: &SyncSender<()>) {
    let matters = match event {
        Ok(event) => {
            let is_ours = !matches!(
                event.kind,
                EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write)
            );
            let names = names.lock().unwrap_or_else(PoisonError::into_inner);
            let mut called = event.paths.iter().map(|path| path.file_name());
            let is_known = called.any(|name| name.is_none_or(|name| names.contains(name)));
            is_ours && (is_known || event.need_rescan() || event.paths.is_empty())
        }
        Err(_) => true,
    };
    if matters {
        // Full: it rings already. Closed: nobody waits any more.
        let _ = bell.try_send(());
    }
}
