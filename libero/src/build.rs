//! For build scripts: generate before the crate is compiled.
//!
//! ```no_run
//! // in the `main` of build.rs
//! libero::build::generate();
//! ```

use std::process;

use camino::{Utf8Path, Utf8PathBuf};

use crate::compile;
use crate::diagnostic::{Diagnostics, Severity, render};
use crate::load::SourceSet;
use crate::source::Refused;
use crate::write::{self, Mode};

/// Generates every output that the package's `[package.metadata.libero]` names, as `libero gen`
/// does, and tells cargo to run the script again when a source file changes. A refusal is printed
/// and ends the build.
pub fn generate() {
    let Some(folder) = std::env::var_os("CARGO_MANIFEST_DIR") else {
        stop("libero::build::generate is for build scripts: CARGO_MANIFEST_DIR is not set");
    };
    let Ok(folder) = Utf8PathBuf::from_os_string(folder) else {
        stop("the path of the package is not UTF-8");
    };
    match generate_in(&folder) {
        Ok(lines) => print!("{lines}"),
        Err(refusal) => stop(&refusal),
    }
}

fn stop(message: &str) -> ! {
    eprintln!("{message}");
    process::exit(1);
}

/// Generates for the package in a folder. Gives the lines that cargo wants from a build script, or
/// all that is wrong.
pub fn generate_in(folder: &Utf8Path) -> Result<String, String> {
    let mut sources = SourceSet::default();
    let mut diagnostics = Diagnostics::default();
    let manifest = folder.join("Cargo.toml");
    let compiled = compile::compile(&manifest, &mut sources, &mut diagnostics);
    let diagnostics = diagnostics.sorted(&sources);
    let Some(compiled) = compiled else {
        return Err(Refused::new(diagnostics, &sources).to_string());
    };
    write::write(&compiled.outputs, Mode::Write).map_err(|error| format!("error: {error}"))?;
    let mut lines = String::new();
    for path in sources.paths() {
        let path = compiled.workspace_dir.join(path);
        lines.extend(["cargo::rerun-if-changed=", path.as_str(), "\n"]);
    }
    for warning in diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Warning)
    {
        let text = render::human(warning, &sources, false);
        for line in text.lines() {
            lines.extend(["cargo::warning=", line, "\n"]);
        }
    }
    Ok(lines)
}
