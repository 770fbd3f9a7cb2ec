//! The tests of the run-time that touch raw memory, in an interpreter that sees every wrong access.

use std::env;

use crate::setup;
use crate::sh;

/// Short enough to be interpreted. Tests that spawn, measure or make up values run elsewhere.
const RUNS: &[&[&str]] = &[&["--lib", "raw::"], &["--test", "raw_memory"]];

/// Set to 1 where the step may be left out in CI too.
const SKIP: &str = "LIBERO_SKIP_MIRI";

/// Why the step cannot be run, where that is no failure. In CI it is one.
pub(crate) fn missing() -> Option<String> {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    if set(SKIP) {
        return Some(format!("{SKIP} is set"));
    }
    let is_there = setup::nightly::with_miri().is_some();
    (!is_there && !set("CI")).then(|| "no nightly Rust with Miri could be installed".to_owned())
}

/// Runs the tests.
pub(crate) fn run() -> Result<(), String> {
    let toolchain = setup::nightly::with_miri()
        .ok_or_else(|| format!("no nightly Rust with Miri; {SKIP}=1 leaves this step out"))?;
    RUNS.iter().try_for_each(|tests| of(toolchain, tests))
}

fn of(toolchain: &str, tests: &[&str]) -> Result<(), String> {
    let arguments = [
        "run",
        toolchain,
        "cargo",
        "miri",
        "test",
        "-p",
        "libero-wire",
    ];
    let mut command = sh::program("rustup", &[&arguments[..], tests].concat());
    // What the cargo that runs this program told it is about another toolchain.
    for name in ["CARGO", "RUSTC", "RUSTDOC", "RUSTUP_TOOLCHAIN"] {
        command.env_remove(name);
    }
    // Texts that are kept for good are never freed.
    sh::run(command.env("MIRIFLAGS", "-Zmiri-strict-provenance -Zmiri-ignore-leaks"))
}
