//! Applications in temporary folders, and the program in them.
#![allow(dead_code, reason = "each test file uses its part")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An application that `rally new` made, which depends on this checkout.
pub(crate) struct App {
    folder: tempfile::TempDir,
}

/// What a command did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The program, with nothing of the machine's settings.
pub(crate) fn rally(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rally"));
    command.current_dir(folder);
    quiet(&mut command);
    command
}

/// What all programs are started with: the network is not needed.
pub(crate) fn quiet(command: &mut Command) {
    for name in ["DATABASE_URL", "PORT", "HOST", "APP_ENV", "RUSTFLAGS"] {
        command.env_remove(name);
    }
    command
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env(
            "CARGO_TARGET_DIR",
            concat!(env!("CARGO_TARGET_TMPDIR"), "/apps"),
        );
}

pub(crate) fn run(command: &mut Command) -> Ran {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran {
        code: status.code(),
        out: text(&stdout),
        err: text(&stderr),
    }
}

impl App {
    /// A new one, with the versions of dependencies that this checkout has.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut new = rally(folder.path());
        let ran = run(new.args(["new", "my-shop", "--path"]).arg(checkout()));
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let app = Self { folder };
        std::fs::copy(checkout().join("Cargo.lock"), app.path().join("Cargo.lock")).unwrap();
        app
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("my-shop")
    }

    pub(crate) fn rally(&self, arguments: &[&str]) -> Ran {
        run(rally(&self.path()).args(arguments))
    }

    /// Replaces a text in a file, which must be there.
    pub(crate) fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from} in {text}");
        std::fs::write(&path, text.replace(from, to)).unwrap();
    }
}
