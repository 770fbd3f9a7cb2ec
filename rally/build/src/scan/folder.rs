//! The files below a folder of pages.

use camino::{Utf8Path, Utf8PathBuf};
use libero::diagnostic::Diagnostic;

use crate::refused::{Problems, code};

/// The paths of all `.rs` files, sorted, relative to the folder.
pub(super) fn files(
    folder: &Utf8Path,
    shown: &Utf8Path,
    problems: &mut Problems,
) -> Vec<Utf8PathBuf> {
    let mut found = vec![];
    walk(folder, Utf8Path::new(""), shown, &mut found, problems);
    found.sort();
    found
}

fn walk(
    root: &Utf8Path,
    below: &Utf8Path,
    shown: &Utf8Path,
    found: &mut Vec<Utf8PathBuf>,
    problems: &mut Problems,
) {
    let entries = match root.join(below).read_dir_utf8() {
        Ok(entries) => entries,
        Err(error) => {
            let title = format!("cannot read the folder `{}`: {error}", shown.join(below));
            problems.push(Diagnostic::global(code::UNREADABLE, title));
            return;
        }
    };
    for entry in entries.flatten() {
        // An editor's.
        if entry.file_name().starts_with('.') {
            continue;
        }
        let path = below.join(entry.file_name());
        // Follows links: what it leads to is what rustc would read.
        if entry.path().is_dir() {
            walk(root, &path, shown, found, problems);
        } else if path.extension() == Some("rs") {
            found.push(path);
        }
    }
}
