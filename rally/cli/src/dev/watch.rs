//! What changed, when it has settled.
//!
//! What the system tells is only a reason to look at the files. Where it is silent, as in folders of a
//! network, a look from time to time finds the change too.

use std::collections::BTreeSet;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use camino::Utf8PathBuf;
use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::Notify;

use super::files::{Files, Places};
use super::work::Work;
use crate::project::Project;

/// Between two looks where the system tells of changes.
const SELDOM: Duration = Duration::from_secs(2);
/// The same where it does not.
const OFTEN: Duration = Duration::from_millis(300);
/// As long as nothing else must happen before a change is believed.
const QUIET: Duration = Duration::from_millis(25);
/// The longest wait for quiet.
const PATIENCE: Duration = Duration::from_millis(500);

/// What has changed and was not taken yet.
#[derive(Clone)]
pub(crate) struct Watch {
    waiting: Arc<Mutex<Work>>,
    notify: Arc<Notify>,
}

impl Watch {
    /// Watches the files of an application from now on.
    pub(crate) fn start(project: &Project, places: Places) -> Self {
        let watch = Self {
            waiting: Arc::default(),
            notify: Arc::default(),
        };
        let known = places.look();
        let (project, told) = (project.clone(), watch.clone());
        thread::spawn(move || told.run(&project, &places, known));
        watch
    }

    /// What was changed since the last time; empty if nothing was.
    pub(crate) fn take(&self) -> Work {
        std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Until something is to be done.
    pub(crate) async fn changed(&self) {
        self.until(|work| !work.is_empty()).await;
    }

    /// Until something is to be built anew.
    pub(crate) async fn outdated(&self) {
        self.until(|work| work.build).await;
    }

    async fn until(&self, is_enough: impl Fn(&Work) -> bool) {
        loop {
            let notified = self.notify.notified();
            if is_enough(&self.waiting.lock().unwrap_or_else(PoisonError::into_inner)) {
                return;
            }
            notified.await;
        }
    }

    fn run(&self, project: &Project, places: &Places, mut known: Files) {
        let mut bell = Bell::new();
        loop {
            bell.follow(&known);
            let rang = bell.wait();
            let before = known;
            known = places.look();
            if before.changes(&known).is_empty() {
                continue;
            }
            bell.is_deaf |= !rang;
            let start = Instant::now();
            while start.elapsed() < PATIENCE {
                thread::sleep(QUIET);
                let newer = places.look();
                if known.changes(&newer).is_empty() {
                    break;
                }
                known = newer;
            }
            // Not what an editor made for a moment and put in the place of a file.
            let changed = before.changes(&known);
            if changed.is_empty() {
                continue;
            }
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            for file in changed {
                waiting.add(Work::of(&file, project));
            }
            drop(waiting);
            self.notify.notify_waiters();
        }
    }
}

struct Bell {
    /// None where the system tells nothing.
    watcher: Option<RecommendedWatcher>,
    rings: Receiver<()>,
    folders: BTreeSet<Utf8PathBuf>,
    /// Whether there was a change that the system did not tell of.
    is_deaf: bool,
}

impl Bell {
    fn new() -> Self {
        // One ring waiting is as good as many.
        let (sender, rings) = mpsc::sync_channel(1);
        let watcher = notify::recommended_watcher(move |event| hear(event, &sender)).ok();
        Self {
            is_deaf: watcher.is_none(),
            watcher,
            rings,
            folders: BTreeSet::new(),
        }
    }

    /// Listens in the folders of these files.
    fn follow(&mut self, known: &Files) {
        let Some(watcher) = &mut self.watcher else {
            return;
        };
        if self.folders == known.folders {
            return;
        }
        for gone in self.folders.difference(&known.folders) {
            // It may be no more.
            let _ = watcher.unwatch(gone.as_std_path());
        }
        for new in known.folders.difference(&self.folders) {
            let done = watcher.watch(new.as_std_path(), RecursiveMode::NonRecursive);
            self.is_deaf |= done.is_err() && new.is_dir();
        }
        self.folders.clone_from(&known.folders);
    }

    /// Waits for a ring; false where there was none for a time.
    fn wait(&self) -> bool {
        let most = if self.is_deaf { OFTEN } else { SELDOM };
        if self.watcher.is_none() {
            thread::sleep(most);
            return false;
        }
        self.rings.recv_timeout(most).is_ok()
    }
}

fn hear(event: notify::Result<Event>, bell: &SyncSender<()>) {
    let is_reading = event.is_ok_and(|event| match event.kind {
        EventKind::Access(kind) => kind != AccessKind::Close(AccessMode::Write),
        _ => false,
    });
    if !is_reading {
        // One that waits already is as good.
        let _ = bell.try_send(());
    }
}
