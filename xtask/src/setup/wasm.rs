//! Rust's wasm32 target, through rustup.

use crate::setup::say;
use crate::sh;

/// The target that the browser runs.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target unless its standard library is there.
pub(super) fn install() -> Result<(), String> {
    let folder = sh::probe("rustc", &["--print", "target-libdir", "--target", TARGET]);
    if folder.is_some_and(|folder| std::path::Path::new(&folder).is_dir()) {
        return Ok(());
    }
    say(&format!("installing the Rust target {TARGET} (rustup)"));
    sh::run(&mut sh::program("rustup", &["target", "add", TARGET])).map_err(|error| {
        format!(
            "{error}. With Rust by rustup and a connection to static.rust-lang.org, run:\n\n    \
             rustup target add {TARGET}\n\n\
             With Rust from elsewhere, install its standard library for {TARGET}"
        )
    })
}
