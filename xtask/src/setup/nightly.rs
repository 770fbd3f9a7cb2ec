//! The nightly Rust that has Miri, through rustup. Only one step of `test` needs it, so that a
//! machine without it is told and goes on.

use crate::setup::say;
use crate::sh;

/// The one that is installed; any other that has Miri does too.
const PINNED: &str = "nightly-2026-10-30";

/// A toolchain with Miri, if there is one.
pub(crate) fn with_miri() -> Option<&'static str> {
    let has_miri = |name: &&str| sh::probe("rustup", &["run", name, "miri", "--version"]).is_some();
    [PINNED, "nightly"].into_iter().find(has_miri)
}

/// Installs the pinned toolchain where none has Miri.
pub(super) fn install() {
    if with_miri().is_some() {
        return;
    }
    say(&format!("installing {PINNED} with Miri (rustup)"));
    let arguments = ["toolchain", "install", PINNED, "--profile", "minimal"];
    let components = ["-c", "miri", "-c", "rust-src"];
    if let Err(error) = sh::run(&mut sh::program(
        "rustup",
        &[&arguments[..], &components].concat(),
    )) {
        say(&format!(
            "{error}; the step `miri` of `cargo xtask test` needs it"
        ));
    }
}
