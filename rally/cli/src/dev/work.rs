//! What a change asks for.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use crate::project::Project;

/// What is to be done. What changed is kept to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Work {
    /// Generate, and build the server and the clients: cargo knows which of them are still the same.
    pub(crate) build: bool,
    /// The server is to be started again, even if it is the same program.
    pub(crate) restart: bool,
    /// Pages are to be loaded again, even if nothing was built.
    pub(crate) reload: bool,
    /// What changed.
    pub(crate) files: BTreeSet<Utf8PathBuf>,
}

impl Work {
    /// All of it.
    pub(crate) fn all() -> Self {
        Self {
            build: true,
            restart: true,
            reload: true,
            files: BTreeSet::new(),
        }
    }

    /// What the change of a file asks for.
    pub(crate) fn of(file: &Utf8Path, project: &Project) -> Self {
        let mut work = Self {
            files: [file.to_owned()].into(),
            ..Self::default()
        };
        if file.starts_with(project.static_files()) {
            work.reload = true;
        } else if file == project.dir.join(".env") {
            work.restart = true;
        } else {
            work.restart = file.starts_with(project.migrations());
            work.build = true;
        }
        work
    }

    /// Both.
    pub(crate) fn add(&mut self, other: Self) {
        self.build |= other.build;
        self.restart |= other.restart;
        self.reload |= other.reload;
        self.files.extend(other.files);
    }

    pub(crate) fn is_empty(&self) -> bool {
        !self.build && !self.restart && !self.reload
    }

    /// What changed, for a line: `src/context.rs and 2 more`.
    pub(crate) fn shown(&self, project: &Project) -> Option<String> {
        let first = project.shown(self.files.first()?);
        Some(match self.files.len() {
            1 => first.to_string(),
            more => format!("{first} and {} more", more - 1),
        })
    }
}
