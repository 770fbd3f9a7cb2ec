//! The disk, with a list of all that it was asked for.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};

use crate::load::files::{Disk, Files};
use crate::stamp::state::State;

/// The disk, with a list of all that it was asked for.
#[derive(Debug, Default)]
pub struct Recorder {
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    states: BTreeMap<Utf8PathBuf, State>,
    /// Whether something was in motion, or could not be looked at.
    unsure: bool,
}

impl Recorder {
    /// Notes the state of a path, before its content is read.
    fn note(&self, path: &Utf8Path) {
        let state = State::of(path);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        match state {
            Ok(state) => {
                seen.unsure |= !state.is_settled();
                let before = seen.states.insert(path.to_owned(), state.clone());
                seen.unsure |= before.is_some_and(|before| before != state);
            }
            Err(_) => seen.unsure = true,
        }
    }

    /// The state of every path that was asked for, as it was just before its content was read. A later
    /// change may not show in it before it [is settled](State::is_settled).
    pub fn seen(&self) -> BTreeMap<Utf8PathBuf, State> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.states.clone()
    }

    /// The state of every path that was asked for; none where a later change might not show.
    pub(super) fn states(&self) -> Option<Vec<(Utf8PathBuf, State)>> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.unsure {
            return None;
        }
        let states = seen.states.iter();
        Some(
            states
                .map(|(path, state)| (path.clone(), state.clone()))
                .collect(),
        )
    }
}

impl Files for Recorder {
    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        self.note(path);
        Disk.read(path)
    }

    fn is_file(&self, path: &Utf8Path) -> bool {
        self.note(path);
        Disk.is_file(path)
    }

    fn is_disk(&self) -> bool {
        true
    }
}
