//! Compiling what is left, against small stand-ins for the crates that it names.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The stand-ins, each after those that it needs.
pub(crate) const STUBS: [&str; 6] = [
    "rusqlite",
    "tokio",
    "sycamore",
    "rally",
    "secret_store",
    "text_tools",
];

/// What a client is told of its machine, without having to compile for it.
pub(crate) const IN_A_BROWSER: [&str; 4] = [
    "-A",
    "explicit-builtin-cfgs-in-flags",
    "--cfg",
    "target_arch=\"wasm32\"",
];

/// Stand-ins, compiled.
pub(crate) struct Stubs {
    folder: TempDir,
}

impl Stubs {
    pub(crate) fn compile() -> Self {
        let stubs = Self {
            folder: TempDir::new().unwrap(),
        };
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shake_stubs");
        for (at, name) in STUBS.iter().enumerate() {
            let known = STUBS[..at].iter().copied();
            let outcome = stubs.rustc(name, &sources.join(format!("{name}.rs")), known, &[]);
            outcome.unwrap_or_else(|said| panic!("{name}: {said}"));
        }
        stubs
    }

    /// Compiles a crate that may name these of the stand-ins; an error is what rustc says.
    pub(crate) fn rustc<'a>(
        &self,
        name: &str,
        root: &Path,
        crates: impl IntoIterator<Item = &'a str>,
        more: &[&str],
    ) -> Result<(), String> {
        let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        rustc.args([
            "--edition",
            "2024",
            "--crate-type",
            "lib",
            "--emit",
            "metadata",
            "-A",
            "warnings",
        ]);
        rustc.args(more);
        rustc
            .args(["--crate-name", name, "-L"])
            .arg(self.folder.path());
        rustc.arg("-o").arg(self.metadata(name)).arg(root);
        for krate in crates {
            rustc
                .arg("--extern")
                .arg(format!("{krate}={}", self.metadata(krate).display()));
        }
        let output = rustc.output().unwrap();
        if output.status.success() {
            Ok(())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }

    fn metadata(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("lib{name}.rmeta"))
    }
}
