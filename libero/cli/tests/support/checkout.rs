//! A repository with the quickstart in it, as somebody has it who cloned this one.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A repository whose branch `main` has the quickstart as it is here.
pub(crate) struct Checkout {
    folder: tempfile::TempDir,
}

impl Checkout {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let checkout = Self { folder };
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/quickstart");
        let to = checkout.quickstart();
        for path in ["Cargo.toml", "src", "generated/contract.json"] {
            copy(&from.join(path), &to.join(path));
        }
        // For those who read no Cargo.toml.
        copy(
            &from.join("generated/contract.json"),
            &to.join("contract.json"),
        );
        let workspace = "[workspace]\nmembers = [\"examples/quickstart\"]\n";
        fs::write(checkout.folder.path().join("Cargo.toml"), workspace).expect("a file");
        checkout.git(&["init", "-q", "-b", "main"], "");
        checkout.git(&["add", "."], "");
        checkout.git(&["commit", "-q", "-m", "The quickstart"], "");
        checkout
    }

    /// The folder of the package.
    pub(crate) fn quickstart(&self) -> PathBuf {
        self.folder.path().join("examples/quickstart")
    }

    /// Changes a file of the package.
    pub(crate) fn apply(&self, patch: &str) {
        self.git(&["apply", "--directory=examples/quickstart", "-"], patch);
    }

    fn git(&self, arguments: &[&str], input: &str) {
        let mut git = Command::new("git")
            .arg("-C")
            .arg(self.folder.path())
            .args(["-c", "user.name=a", "-c", "user.email=a@b"])
            .args(["-c", "commit.gpgsign=false"])
            .args(arguments)
            .stdin(Stdio::piped())
            .spawn()
            .expect("git runs");
        let mut stdin = git.stdin.take().expect("a pipe");
        stdin.write_all(input.as_bytes()).expect("git reads");
        drop(stdin);
        assert!(git.wait().expect("git ends").success(), "{arguments:?}");
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        for entry in fs::read_dir(from).expect("a folder") {
            let name = entry.expect("an entry").file_name();
            copy(&from.join(&name), &to.join(&name));
        }
        return;
    }
    fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
    fs::copy(from, to).expect("a copy");
}
