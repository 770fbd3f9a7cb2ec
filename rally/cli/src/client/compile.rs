//! The generated crate to WebAssembly.

use std::process::{Command, Stdio};

use camino::{Utf8Path, Utf8PathBuf};

use crate::cargo::{self, Diagnostics, Profile};
use crate::failure::Failure;
use crate::project::Project;
use crate::terminal::note;

const TARGET: &str = "wasm32-unknown-unknown";

/// What compiles a client crate. All namespaces share one target folder, which is not that of the
/// application: both can be built at the same time.
pub(crate) fn command(
    project: &Project,
    crate_dir: &Utf8Path,
    profile: Profile,
    diagnostics: Diagnostics,
) -> Command {
    let mut cargo = cargo::build(&crate_dir.join("Cargo.toml"), profile, diagnostics);
    cargo
        .args(["--lib", "--target", TARGET, "--target-dir"])
        .arg(project.target_dir.join("rally").join("client"))
        // They are meant for the application.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET");
    cargo
}

/// The program, in what cargo told.
pub(crate) fn program(messages: &[u8], crate_dir: &Utf8Path) -> Result<Utf8PathBuf, Failure> {
    cargo::artifact(messages, |file| file.extension() == Some("wasm"))
        .ok_or_else(|| Failure::unusable(format!("cargo made no program of {crate_dir}")))
}

/// Installs the target if it is missing and rustup is there to do it.
pub(crate) fn need_target() -> Result<(), Failure> {
    let libraries = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .map_err(|error| {
            Failure::unusable(format!("rustc cannot be run: {error}"))
                .help("install Rust: https://rustup.rs")
        })?;
    let path = String::from_utf8_lossy(&libraries.stdout);
    if libraries.status.success() && Utf8Path::new(path.trim()).is_dir() {
        return Ok(());
    }
    note(&format!("installing Rust's target {TARGET}, once"));
    let added = Command::new("rustup")
        .args(["target", "add", TARGET])
        .stdin(Stdio::null())
        .status();
    match added {
        Ok(status) if status.success() => Ok(()),
        _ => Err(Failure::unusable(format!(
            "Rust's target {TARGET} is missing, and rustup could not add it"
        ))
        .help(
            "with rustup: `rustup target add wasm32-unknown-unknown`\n\
             without: install it by your system's packages (Debian: libstd-rust-dev-wasm32)",
        )),
    }
}
