//! Names of revisions, from git.

use std::ffi::OsStr;
use std::process::Command;

use clap_complete::CompletionCandidate;
use clap_complete::engine::{PathCompleter, ValueCompleter as _};

/// Branches and tags of the repository of this folder, where a file may stand as well.
pub(crate) fn revisions_or_files(current: &OsStr) -> Vec<CompletionCandidate> {
    let mut all = revisions(&current.to_string_lossy()).unwrap_or_default();
    all.extend(PathCompleter::file().complete(current));
    all
}

/// With the first line of what was committed there; none where there is no repository, or no git.
fn revisions(current: &str) -> Option<Vec<CompletionCandidate>> {
    let mut git = Command::new("git");
    git.args([
        "for-each-ref",
        "--format=%(refname:short)%09%(contents:subject)",
    ]);
    git.args(["refs/heads", "refs/tags", "refs/remotes"]);
    let output = git.output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let lines = text.lines().filter_map(|line| line.split_once('\t'));
    let revisions = lines.filter(|(name, _)| name.starts_with(current));
    let candidate = |(name, subject): (&str, &str)| {
        let help = (!subject.is_empty()).then(|| subject.to_owned().into());
        CompletionCandidate::new(name).help(help)
    };
    Some(revisions.map(candidate).collect())
}
