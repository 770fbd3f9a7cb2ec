//! The client of a namespace: from its crate to files that a server hands out.
//!
//! | file | step |
//! |---|---|
//! | `compile` | the generated crate to WebAssembly, by cargo |
//! | `bind` | the bindings between WebAssembly and JavaScript, by wasm-bindgen as a library |
//! | `names` | short names between the two |
//! | `optimise` | a smaller program, by wasm-opt where it can be had |
//! | `assets` | names with hashes, compressed copies, and the manifest that the server reads |

pub(crate) mod assets;
pub(crate) mod bind;
pub(crate) mod compile;
mod names;
pub(crate) mod optimise;

use camino::Utf8Path;

use crate::cargo::Profile;
use crate::failure::Failure;
use crate::terminal::working;

/// A client that was built.
#[derive(Clone)]
pub(crate) struct Built {
    /// The namespace.
    pub(crate) namespace: String,
    /// The files, not yet written.
    pub(crate) assets: assets::Assets,
}

/// Makes files to hand out of a client's program, soon; with its contract, for development tools.
pub(crate) fn quick(namespace: &str, wasm: &Utf8Path, contract: &str) -> Result<Built, Failure> {
    let bound = bind::run(wasm, Profile::Dev)?;
    Ok(Built {
        namespace: namespace.to_owned(),
        assets: assets::name(
            namespace,
            &bound.wasm,
            &bound.js,
            Some(contract),
            Profile::Dev,
        ),
    })
}

/// Makes files to hand out of a client's program, as small as they can be.
pub(crate) fn small(
    namespace: &str,
    wasm: &Utf8Path,
    target_dir: &Utf8Path,
) -> Result<Built, Failure> {
    let optimiser = optimise::find(target_dir)?;
    let what = format!("making the client {namespace} small");
    working(&what, || {
        let bound = bind::run(wasm, Profile::Release)?;
        let program = match optimiser {
            Some(optimiser) => optimiser.run(&bound.wasm)?,
            None => bound.wasm,
        };
        Ok(Built {
            namespace: namespace.to_owned(),
            assets: assets::name(namespace, &program, &bound.js, None, Profile::Release),
        })
    })
}
