//! The generated code that is checked in.

use crate::sh;

/// Packages whose outputs are checked in.
const PACKAGES: &[&str] = &["benches/payloads", "examples/quickstart", "tests/corpus"];

/// Applications whose generated code is checked in. That it is up to date is a test of `tests/rally-app`.
const APPLICATIONS: &[&str] = &["examples/scoreboard", "tests/rally-app"];

/// Whether files are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Write what is not up to date.
    Write,
    /// Fail where anything is not up to date.
    Check,
}

/// Brings the generated code of every package up to date, or fails where it is not.
pub(crate) fn run(mode: Mode) -> Result<(), String> {
    PACKAGES.iter().try_for_each(|package| of(package, mode))?;
    if mode == Mode::Write {
        APPLICATIONS
            .iter()
            .try_for_each(|package| application(package))?;
    }
    Ok(())
}

fn application(package: &str) -> Result<(), String> {
    println!("rally gen: {package}");
    let manifest = format!("{package}/Cargo.toml");
    let arguments = [
        "run",
        "-q",
        "-p",
        "rally-build",
        "--example",
        "generate",
        "--",
    ];
    sh::run(&mut sh::cargo(&[&arguments[..], &[&manifest]].concat()))
}

/// The same for one package.
pub(crate) fn of(package: &str, mode: Mode) -> Result<(), String> {
    println!("libero gen: {package}");
    let manifest = format!("{package}/Cargo.toml");
    let mut arguments = vec![
        "run",
        "-q",
        "-p",
        "libero-cli",
        "--",
        "gen",
        "--manifest-path",
        &manifest,
    ];
    if mode == Mode::Check {
        arguments.push("--check");
    }
    sh::run(&mut sh::cargo(&arguments)).map_err(|error| match mode {
        Mode::Write => error,
        Mode::Check => format!("{error}\n`cargo xtask generate` brings it up to date"),
    })
}
