//! The bindings between WebAssembly and JavaScript.

use camino::Utf8Path;
use wasm_bindgen_cli_support::Bindgen;

use super::compile::Profile;

/// A program with its bindings.
pub(crate) struct Bound {
    pub(crate) wasm: Vec<u8>,
    pub(crate) js: String,
}

/// Writes the bindings of a program.
pub(crate) fn run(wasm: &Utf8Path, profile: Profile) -> Result<Bound, String> {
    let is_release = profile == Profile::Release;
    let failed = |error: &dyn std::fmt::Display| format!("wasm-bindgen, of {wasm}: {error:#}");
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name("client")
        .typescript(false)
        .debug(!is_release)
        .remove_name_section(is_release)
        .remove_producers_section(is_release);
    bindgen.web(true).map_err(|error| failed(&error))?;
    let mut output = bindgen.generate_output().map_err(|error| failed(&error))?;
    Ok(Bound {
        js: output.js().to_owned(),
        wasm: output.wasm_mut().emit_wasm(),
    })
}
