//! Installing what is missing. Quick when nothing is.

mod debian;
mod npm;
mod wasm;

pub(crate) use wasm::TARGET;

use std::time::Instant;

use crate::sh;

/// Something that a command needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// A C compiler, for the database library that rusqlite builds.
    Compiler,
    /// `erl` with `httpc`, for the Erlang client and the tests of the Erlang target.
    Erlang,
    /// A browser without a window, for the browser tests.
    Chromium,
    /// Rust's wasm32 target.
    Wasm,
    /// What the `package-lock.json` files name.
    Npm,
}

/// What `cargo xtask test` needs.
pub(crate) const ALL: &[Need] = &[
    Need::Compiler,
    Need::Erlang,
    Need::Chromium,
    Need::Wasm,
    Need::Npm,
];

/// What `cargo xtask demo` needs.
pub(crate) const DEMO: &[Need] = &[Need::Compiler, Need::Erlang];

/// Installs those of the needs that are missing; fails with what to do by hand.
pub(crate) fn run(needs: &[Need]) -> Result<(), String> {
    let started = Instant::now();
    for (program, arguments, least, advice) in [
        (
            "node",
            "--version",
            20,
            "install Node.js 20 or later: https://nodejs.org",
        ),
        (
            "python3",
            "--version",
            3,
            "install Python 3: apt-get install -y python3",
        ),
    ] {
        let version = sh::probe(program, &[arguments]).unwrap_or_default();
        if major(&version).is_none_or(|found| found < least) {
            return Err(format!(
                "`{program}` {least} or later is needed (found: {}); {advice}",
                if version.is_empty() { "none" } else { &version }
            ));
        }
    }
    debian::install(needs)?;
    if needs.contains(&Need::Wasm) {
        wasm::install()?;
    }
    if needs.contains(&Need::Npm) {
        npm::install()?;
    }
    say(&format!("ready ({:.1} s)", started.elapsed().as_secs_f64()));
    Ok(())
}

/// Prints a line of progress.
fn say(line: &str) {
    println!("setup: {line}");
}

/// The first number of `v20.1.0` or `Python 3.11.2`.
fn major(version: &str) -> Option<u32> {
    let digits = version.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_the_first_number() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("Python 3.11.2"), Some(3));
        assert_eq!(major(""), None);
    }
}
