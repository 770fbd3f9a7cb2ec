//! What a change asks for.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use crate::project::Project;

/// What is to be done. What changed is kept to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Work {
    /// What is to be built.
    pub(crate) build: Build,
    /// The server is to be started again, even if it is the same program.
    pub(crate) restart: bool,
    /// Pages are to be loaded again, even if nothing was built.
    pub(crate) reload: bool,
    /// What changed.
    pub(crate) files: BTreeSet<Utf8PathBuf>,
}

/// What is to be built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Build {
    /// Nothing.
    #[default]
    Nothing,
    /// Generate; then the server, and the clients whose crates are other ones.
    Own,
    /// Clients too whose crates are the same: what they are made of outside of them, or how, may be another.
    All,
}

impl Work {
    /// All of it.
    pub(crate) fn all() -> Self {
        Self {
            build: Build::All,
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
            let is_own = work.restart || file.starts_with(project.dir.join("src"));
            work.build = if is_own { Build::Own } else { Build::All };
        }
        work
    }

    /// Both.
    pub(crate) fn add(&mut self, other: Self) {
        self.build = self.build.max(other.build);
        self.restart |= other.restart;
        self.reload |= other.reload;
        self.files.extend(other.files);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.build == Build::Nothing && !self.restart && !self.reload
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
