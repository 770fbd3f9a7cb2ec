//! The text of every file that was read.

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

/// A file of a [`SourceSet`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// The text of every file that was read.
#[derive(Clone, Debug, Default)]
pub struct SourceSet {
    files: Vec<SourceFile>,
}

#[derive(Clone, Debug)]
struct SourceFile {
    display: Utf8PathBuf,
    text: String,
}

impl SourceSet {
    /// Adds a file; `display` is its path relative to the workspace, as people see it.
    pub fn add(&mut self, display: impl Into<Utf8PathBuf>, text: String) -> FileId {
        let id = self.future_id(0);
        self.files.push(SourceFile {
            display: display.into(),
            text,
        });
        id
    }

    /// The path of a file as people see it.
    pub fn display_path(&self, file: FileId) -> &Utf8Path {
        &self.files[file.0 as usize].display
    }

    /// The path of every file, as people see it, in the order in which they were read.
    pub fn paths(&self) -> impl Iterator<Item = &Utf8PathBuf> {
        self.files.iter().map(|file| &file.display)
    }

    /// The text of every file, in the order of their ids.
    pub(crate) fn texts(&self) -> impl IndexedParallelIterator<Item = &str> {
        self.files.par_iter().map(|file| file.text.as_str())
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].text
    }

    /// The id of the file that is added after `later` others.
    pub(super) fn future_id(&self, later: usize) -> FileId {
        FileId(u32::try_from(self.files.len() + later).expect("fewer than 2^32 files"))
    }

    /// Changes the path that people see.
    pub(super) fn rename(&mut self, file: FileId, display: Utf8PathBuf) {
        self.files[file.0 as usize].display = display;
    }
}
