//! How cargo is called, and what it tells.

use std::process::{Command, Stdio};

use camino::{Utf8Path, Utf8PathBuf};
use cargo_metadata::Message;

use crate::failure::Failure;

/// What a build is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// To be ready soon.
    Dev,
    /// To be small and fast.
    Release,
}

/// The cargo that runs us, or the one in the path. What cargo sets for the crate that it runs is not for
/// another one.
fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&*name);
        }
    }
    cargo
}

/// Who is told what the compiler finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Diagnostics {
    /// People, on standard error.
    Shown,
    /// We, in JSON; with colours, or without.
    Told { color: bool },
}

/// Builds something, and tells of it in JSON on standard output.
pub(crate) fn build(manifest: &Utf8Path, profile: Profile, diagnostics: Diagnostics) -> Command {
    let format = match diagnostics {
        Diagnostics::Shown => "json-render-diagnostics",
        Diagnostics::Told { color: true } => "json-diagnostic-rendered-ansi",
        Diagnostics::Told { color: false } => "json",
    };
    let mut cargo = cargo();
    cargo
        .arg("build")
        .arg("--manifest-path")
        .arg(manifest)
        .args(["--message-format", format])
        .stdin(Stdio::null());
    if profile == Profile::Release {
        cargo.arg("--release");
    }
    cargo
}

/// The last file that is wanted among those that cargo told of.
pub(crate) fn artifact(messages: &[u8], wanted: fn(&Utf8Path) -> bool) -> Option<Utf8PathBuf> {
    let messages = Message::parse_stream(messages).filter_map(Result::ok);
    let made = messages.filter_map(|message| match message {
        Message::CompilerArtifact(artifact) => {
            let files = artifact.executable.iter().chain(&artifact.filenames);
            files.into_iter().find(|file| wanted(file)).cloned()
        }
        _ => None,
    });
    made.last()
}

/// Runs cargo, which tells people on standard error what it does. Gives what it told in JSON.
pub(crate) fn run(mut cargo: Command) -> Result<Vec<u8>, Failure> {
    let output = cargo
        .stdout(Stdio::piped())
        .spawn()
        .and_then(std::process::Child::wait_with_output)
        .map_err(missing)?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        // Cargo has said why.
        Err(Failure::told())
    }
}

/// There is no cargo.
pub(crate) fn missing(error: impl std::fmt::Display) -> Failure {
    Failure::unusable(format!("cargo cannot be run: {error}"))
        .help("install Rust: https://rustup.rs")
}

/// The program of the server, as a build.
pub(crate) fn server(
    manifest: &Utf8Path,
    program: &str,
    profile: Profile,
    diagnostics: Diagnostics,
) -> Command {
    let mut cargo = build(manifest, profile, diagnostics);
    cargo.args(["--bin", program]);
    cargo
}

/// Whether a file that cargo made is a program of this machine.
pub(crate) fn is_program(file: &Utf8Path) -> bool {
    matches!(file.extension(), None | Some("exe"))
}

#[cfg(test)]
mod tests {
    use super::{artifact, is_program};

    const TOLD: &str = r#"
not json
{"reason":"compiler-artifact","package_id":"path+file:///app#0.1.0","manifest_path":"/app/Cargo.toml","target":{"kind":["lib"],"crate_types":["lib"],"name":"app","src_path":"/app/src/lib.rs","edition":"2024","doc":true,"doctest":true,"test":true},"profile":{"opt_level":"0","debuginfo":0,"debug_assertions":true,"overflow_checks":true,"test":false},"features":[],"filenames":["/t/libapp.rlib"],"executable":null,"fresh":true}
{"reason":"compiler-artifact","package_id":"path+file:///app#0.1.0","manifest_path":"/app/Cargo.toml","target":{"kind":["bin"],"crate_types":["bin"],"name":"app","src_path":"/app/src/main.rs","edition":"2024","doc":true,"doctest":false,"test":true},"profile":{"opt_level":"0","debuginfo":0,"debug_assertions":true,"overflow_checks":true,"test":false},"features":[],"filenames":["/t/app"],"executable":"/t/app","fresh":false}
{"reason":"build-finished","success":true}
"#;

    #[test]
    fn the_program_is_found_in_what_cargo_tells() {
        let found = artifact(TOLD.as_bytes(), is_program).unwrap();
        assert_eq!(found, "/t/app");
        let library = artifact(TOLD.as_bytes(), |file| file.extension() == Some("rlib"));
        assert_eq!(library.unwrap(), "/t/libapp.rlib");
        assert_eq!(artifact(b"", is_program), None);
    }
}
