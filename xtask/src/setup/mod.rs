//! Installing what is missing. Quick when nothing is.

mod debian;
pub(crate) mod nightly;
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
    /// A C++ compiler, for libFuzzer.
    Cpp,
    /// `erl` with `httpc`, for the Erlang client and the tests of the Erlang target.
    Erlang,
    /// `mix`, for the generated Elixir packages.
    Elixir,
    /// A browser without a window, for the browser tests.
    Chromium,
    /// Rust's wasm32 target.
    Wasm,
    /// Folders of Python's own packages.
    Venv,
    /// What counts instructions.
    Valgrind,
    /// An interpreter of Rust that sees every wrong access to memory. Not there is no failure.
    Miri,
    /// What the `package-lock.json` files name.
    Npm,
    /// The same for the benchmarks, which nothing else needs.
    NpmPeers,
}

/// What `cargo xtask test` needs.
pub(crate) const ALL: &[Need] = &[
    Need::Compiler,
    Need::Cpp,
    Need::Erlang,
    Need::Elixir,
    Need::Chromium,
    Need::Wasm,
    Need::Venv,
    Need::Valgrind,
    Need::Miri,
    Need::Npm,
];

/// What `cargo xtask demo quickstart` needs.
pub(crate) const DEMO: &[Need] = &[Need::Compiler, Need::Erlang];

/// What `cargo xtask demo` needs.
pub(crate) const SCOREBOARD: &[Need] = &[Need::Compiler, Need::Wasm];

/// Installs those of the needs that are missing; fails with what to do by hand.
pub(crate) fn run(needs: &[Need]) -> Result<(), String> {
    let started = Instant::now();
    for (program, least, advice) in [
        ("node", (20, 0), "install it from https://nodejs.org"),
        ("python3", (3, 11), "run: apt-get install -y python3"),
    ] {
        let found = sh::probe(program, &["--version"]).unwrap_or_default();
        if version(&found).is_none_or(|version| version < least) {
            let (major, minor) = least;
            let found = if found.is_empty() { "none" } else { &found };
            return Err(format!(
                "`{program}` {major}.{minor} or later is needed (found: {found}); {advice}"
            ));
        }
    }
    debian::install(needs)?;
    if needs.contains(&Need::Wasm) {
        wasm::install()?;
    }
    if needs.contains(&Need::Miri) {
        nightly::install();
    }
    if needs.contains(&Need::Npm) {
        npm::install(npm::FOLDERS)?;
    }
    if needs.contains(&Need::NpmPeers) {
        npm::install(npm::PEERS)?;
    }
    say(&format!("ready ({:.1} s)", started.elapsed().as_secs_f64()));
    Ok(())
}

/// Prints a line of progress.
fn say(line: &str) {
    println!("setup: {line}");
}

/// Major and minor of `v20.1.0` or `Python 3.11.2`.
fn version(text: &str) -> Option<(u32, u32)> {
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let mut numbers = digits.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_its_first_two_numbers() {
        assert_eq!(version("v20.20.2"), Some((20, 20)));
        assert_eq!(version("Python 3.11.2"), Some((3, 11)));
        assert_eq!(version(""), None);
    }
}
