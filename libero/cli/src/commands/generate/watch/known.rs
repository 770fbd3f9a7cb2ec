//! The files that the last run depended on, and how it found them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ffi::OsString;

use camino::{Utf8Path, Utf8PathBuf};
use libero::stamp::Recorder;
use libero::stamp::state::State;

/// Every path that the last run asked for, those at which there was nothing included.
#[derive(Debug, Default)]
pub(super) struct Known {
    states: BTreeMap<Utf8PathBuf, State>,
}

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Saved,
    Created,
    Deleted,
}

/// The files to which something happened.
pub(super) type Changes = BTreeMap<Utf8PathBuf, Change>;

/// Adds what happened later.
pub(super) fn merge(changes: &mut Changes, later: Changes) {
    for (path, change) in later {
        match (changes.get(&path), change) {
            (Some(Change::Created), Change::Deleted) => {
                changes.remove(&path);
            }
            (Some(Change::Created), _) => {}
            (Some(Change::Deleted), Change::Created) => {
                changes.insert(path, Change::Saved);
            }
            _ => {
                changes.insert(path, change);
            }
        }
    }
}

impl Known {
    pub(super) fn new(read: &Recorder) -> Self {
        Self {
            states: read.seen(),
        }
    }

    /// What happened since the last look.
    pub(super) fn look(&mut self) -> Changes {
        let mut changes = Changes::new();
        for (path, before) in &mut self.states {
            // What cannot be looked at now may be again in a moment.
            let Ok(now) = State::of(path) else { continue };
            if now == *before {
                continue;
            }
            let change = match (&*before, &now) {
                (State::Nothing, _) => Change::Created,
                (_, State::Nothing) => Change::Deleted,
                _ => Change::Saved,
            };
            changes.insert(path.clone(), change);
            *before = now;
        }
        changes
    }

    /// Whether each later change is sure to show.
    pub(super) fn is_settled(&self) -> bool {
        self.states.values().all(State::is_settled)
    }

    /// The files that were changed so lately that another change might not show.
    pub(super) fn unsettled(&self) -> Changes {
        let states = self.states.iter();
        let unsettled = states.filter(|(_, state)| !state.is_settled());
        unsettled
            .map(|(path, _)| (path.clone(), Change::Saved))
            .collect()
    }

    /// Whether one of these files is empty now.
    pub(super) fn any_is_empty(&self, changes: &Changes) -> bool {
        let mut states = changes.keys().filter_map(|path| self.states.get(path));
        states.any(|state| matches!(state, State::File { len: 0, .. }))
    }

    /// The folders in which something may happen to a known path: those that hold it, or the nearest
    /// that is there.
    pub(super) fn folders(&self) -> BTreeSet<Utf8PathBuf> {
        let mut folders: BTreeSet<Utf8PathBuf> = BTreeSet::new();
        for path in self.states.keys() {
            let mut above = path.ancestors().skip(1);
            // The files of a folder stand side by side: most of the time it has been found just now.
            let parent = above.next().filter(|parent| folders.contains(*parent));
            if parent.is_none() {
                let nearest = path.ancestors().skip(1).find(|folder| folder.is_dir());
                folders.extend(nearest.map(Utf8Path::to_owned));
            }
        }
        folders
    }

    /// The last parts of all known paths and of the folders above them.
    pub(super) fn names(&self) -> HashSet<OsString> {
        let mut names = HashSet::new();
        let mut done: HashSet<&Utf8Path> = HashSet::new();
        for path in self.states.keys() {
            for one in path.ancestors() {
                if !done.insert(one) {
                    break;
                }
                names.extend(one.file_name().map(OsString::from));
            }
        }
        names
    }

    pub(super) fn len(&self) -> usize {
        let files = self.states.values();
        files.filter(|state| **state != State::Nothing).count()
    }
}
