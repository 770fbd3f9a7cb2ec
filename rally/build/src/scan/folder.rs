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
    let around = folder.canonicalize_utf8().into_iter().collect();
    let mut walk = Walk {
        root: folder,
        shown,
        around,
        found: &mut found,
        problems,
    };
    walk.folder(Utf8Path::new(""));
    found.sort();
    found
}

struct Walk<'a> {
    root: &'a Utf8Path,
    shown: &'a Utf8Path,
    /// The folders that lead to where it is, as they are without links.
    around: Vec<Utf8PathBuf>,
    found: &'a mut Vec<Utf8PathBuf>,
    problems: &'a mut Problems,
}

impl Walk<'_> {
    fn folder(&mut self, below: &Utf8Path) {
        let entries = match self.root.join(below).read_dir_utf8() {
            Ok(entries) => entries,
            Err(error) => {
                let path = self.shown.join(below);
                let title = format!("cannot read the folder `{path}`: {error}");
                self.problems
                    .push(Diagnostic::global(code::UNREADABLE, title));
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
                self.enter(&path);
            } else if path.extension() == Some("rs") {
                self.found.push(path);
            }
        }
    }

    fn enter(&mut self, below: &Utf8Path) {
        let path = self.root.join(below);
        let real = path.canonicalize_utf8().unwrap_or_else(|_| path.clone());
        if self.around.iter().any(|folder| folder.starts_with(&real)) {
            let title = format!(
                "`{}` is a link to a folder that it is in: its pages would have no end",
                self.shown.join(below)
            );
            let help = "remove the link, or let it lead to a folder that holds only these pages";
            let told = Diagnostic::global(code::UNREADABLE, title);
            self.problems.push(told.help(help));
            return;
        }
        self.around.push(real);
        self.folder(below);
        self.around.pop();
    }
}
