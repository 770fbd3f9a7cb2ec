//! The client of a namespace: from its crate to files that a server hands out.
//!
//! | file | step |
//! |---|---|
//! | `compile` | the generated crate to WebAssembly, by cargo |
//! | `bind` | the bindings between WebAssembly and JavaScript, by wasm-bindgen as a library |
//! | `optimise` | a smaller program, by wasm-opt where it can be had |
//! | `assets` | names with hashes, compressed copies, and the manifest that the server reads |

pub(crate) mod assets;
pub(crate) mod bind;
pub(crate) mod compile;
pub(crate) mod optimise;

use std::fs;

use camino::Utf8Path;

use self::compile::Profile;

/// A client that was built.
pub(crate) struct Built {
    /// The namespace.
    pub(crate) namespace: String,
    /// The files, not yet written.
    pub(crate) assets: assets::Assets,
}

/// Builds the client of a namespace from its generated crate.
pub(crate) fn build(
    namespace: &str,
    crate_dir: &Utf8Path,
    target_dir: &Utf8Path,
    profile: Profile,
) -> Result<Built, String> {
    let wasm = compile::run(crate_dir, target_dir, profile)?;
    let bound = bind::run(&wasm, profile)?;
    let program = match profile {
        Profile::Dev => bound.wasm,
        Profile::Release => optimise::run(bound.wasm, target_dir)?,
    };
    let _ = fs::metadata(crate_dir).map_err(|error| format!("{crate_dir}: {error}"))?;
    Ok(Built {
        namespace: namespace.to_owned(),
        assets: assets::name(namespace, &program, &bound.js, profile),
    })
}
