//! What git knows.

use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};

use crate::failure::Failure;

/// A folder of a repository.
pub(super) struct Repository {
    dir: Utf8PathBuf,
}

impl Repository {
    /// The repository that a folder is part of.
    pub(super) fn of(dir: &Utf8Path) -> Result<Self, Failure> {
        let repository = Self {
            dir: dir.to_owned(),
        };
        repository
            .run(&["rev-parse", "--git-dir"])?
            .map(|_| repository)
            .map_err(|()| {
                Failure::unusable(format!("`{dir}` is in no repository of git"))
                    .help("name two files to compare")
            })
    }

    /// The commit that a revision names.
    pub(super) fn commit(&self, revision: &str) -> Result<String, Failure> {
        let commit = format!("{revision}^{{commit}}");
        // What begins with a dash is a name all the same.
        let found = self.run(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ])?;
        let found = found.map_err(|()| {
            Failure::unusable(format!(
                "`{revision}` is neither a file nor a revision of git"
            ))
            .help("`git log` lists revisions")
        })?;
        Ok(found.trim().to_owned())
    }

    /// The path of the folder in it, with a slash at its end; empty for the folder of the whole.
    pub(super) fn prefix(&self) -> Option<String> {
        let prefix = self.run(&["rev-parse", "--show-prefix"]).ok()?.ok()?;
        Some(prefix.trim_end_matches('\n').to_owned())
    }

    /// A file of a commit, by its path from the folder.
    pub(super) fn file(&self, commit: &str, path: &str) -> Option<String> {
        let object = format!("{commit}:./{path}");
        self.run(&["show", "--end-of-options", &object]).ok()?.ok()
    }

    /// What git prints; the inner error where it says no.
    fn run(&self, arguments: &[&str]) -> Result<Result<String, ()>, Failure> {
        let mut git = Command::new("git");
        git.arg("-C").arg(&self.dir).args(arguments);
        let output = git
            .output()
            .map_err(|error| Failure::unusable(format!("cannot run git: {error}")))?;
        let text = String::from_utf8(output.stdout).map_err(|_| ());
        Ok(if output.status.success() {
            text
        } else {
            Err(())
        })
    }
}
