//! The generated crate to WebAssembly.

use std::process::{Command, Stdio};

use camino::{Utf8Path, Utf8PathBuf};

const TARGET: &str = "wasm32-unknown-unknown";

/// What a build is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// To be ready soon.
    Dev,
    /// To be small.
    Release,
}

/// Compiles a client crate, and gives the file of its program.
pub(crate) fn run(
    crate_dir: &Utf8Path,
    target_dir: &Utf8Path,
    profile: Profile,
) -> Result<Utf8PathBuf, String> {
    need_target()?;
    let target_dir = target_dir.join("rally").join("client");
    let mut cargo = cargo();
    cargo
        .args([
            "build",
            "--lib",
            "--target",
            TARGET,
            "--message-format",
            "json-render-diagnostics",
        ])
        .arg("--manifest-path")
        .arg(crate_dir.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(&target_dir)
        .stdout(Stdio::piped());
    if profile == Profile::Release {
        cargo.arg("--release");
    }
    let output = cargo
        .spawn()
        .and_then(std::process::Child::wait_with_output)
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(format!("the client in {crate_dir} does not compile"));
    }
    artifact(&output.stdout).ok_or_else(|| format!("cargo made no program of {crate_dir}"))
}

/// The path of the program in what cargo tells.
fn artifact(messages: &[u8]) -> Option<Utf8PathBuf> {
    let lines = messages.split(|byte| *byte == b'\n');
    let messages = lines.filter_map(|line| serde_json::from_slice::<serde_json::Value>(line).ok());
    let files = messages.filter_map(|message| {
        let files = message.get("filenames")?.as_array()?.iter();
        files
            .filter_map(|file| file.as_str())
            .find(|file| file.ends_with(".wasm"))
            .map(Utf8PathBuf::from)
    });
    files.last()
}

/// Installs the target if it is missing and rustup is there to do it.
fn need_target() -> Result<(), String> {
    let libraries = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .map_err(|error| format!("rustc cannot be run: {error}"))?;
    let path = String::from_utf8_lossy(&libraries.stdout);
    if libraries.status.success() && Utf8Path::new(path.trim()).is_dir() {
        return Ok(());
    }
    eprintln!("rally: installing the target {TARGET}, once");
    let added = Command::new("rustup")
        .args(["target", "add", TARGET])
        .status();
    match added {
        Ok(status) if status.success() => Ok(()),
        _ => Err(format!(
            "Rust's target {TARGET} is missing and rustup could not add it\n\
             help: install Rust by https://rustup.rs, or the target by your system's packages \
             (Debian: libstd-rust-dev-wasm32), then run this again"
        )),
    }
}

/// The cargo that runs us, or the one in the path. What it sets for the crate that it runs is not for
/// another one.
fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(program);
    for name in [
        "CARGO_MANIFEST_DIR",
        "CARGO_PKG_NAME",
        "RUSTFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
    ] {
        cargo.env_remove(name);
    }
    cargo
}
