//! The bindings between WebAssembly and JavaScript.

use camino::Utf8Path;
use wasm_bindgen_cli_support::Bindgen;

use super::names;
use crate::cargo::Profile;
use crate::failure::Failure;

/// A program with its bindings.
pub(crate) struct Bound {
    pub(crate) wasm: Vec<u8>,
    pub(crate) js: String,
}

/// Writes the bindings of a program.
pub(crate) fn run(wasm: &Utf8Path, profile: Profile) -> Result<Bound, Failure> {
    let is_release = profile == Profile::Release;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name("client")
        .typescript(false)
        .omit_default_module_path(true)
        .debug(false)
        .keep_debug(!is_release)
        .remove_name_section(is_release)
        .remove_producers_section(is_release);
    let bound = bindgen.web(true).and_then(|bindgen| {
        let mut output = bindgen.generate_output()?;
        let mut js = output.js().to_owned();
        let program = output.wasm_mut();
        if is_release {
            let imports = program.imports.iter_mut();
            names::shorten(imports.map(|import| &mut import.name), &mut js);
        }
        let wasm = program.emit_wasm();
        Ok(Bound { wasm, js })
    });
    bound.map_err(|error| {
        let failure = Failure::unusable(format!("wasm-bindgen, of {wasm}: {error:#}"));
        if format!("{error:#}").contains("schema version") {
            return failure.help(
                "the application has another version of wasm-bindgen than this rally\n\
                 in its folder: `cargo update -p wasm-bindgen --precise VERSION`, with the version above",
            );
        }
        failure
    })
}
