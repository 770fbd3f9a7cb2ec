//! The compiler's table of contents: one call a stage.

use camino::Utf8Path;

use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::manifest::Manifest;
use crate::load::{self, Options, SourceSet};
use crate::parse::project::Project;
use crate::parse::target;
use crate::write::Output;

/// A crate as it was read, before any name is resolved.
#[derive(Debug)]
pub struct Loaded {
    /// Its Cargo.toml.
    pub manifest: Manifest,
    /// Its settings.
    pub config: Config,
    /// It and its path dependencies.
    pub project: Project,
}

/// What a run gives.
#[derive(Debug, Default)]
pub struct Compiled {
    /// Types in the contract.
    pub types: usize,
    /// Endpoints in the contract.
    pub endpoints: usize,
    /// What is to be written.
    pub outputs: Vec<Output>,
}

/// From a Cargo.toml to the text of every output; nothing is written. What is wrong is in
/// `diagnostics`: with an error among it, the outputs are of no use.
pub fn compile(
    manifest: &Utf8Path,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Option<Compiled> {
    // The stages after reading are not connected yet: there is nothing to write.
    read(manifest, sources, diagnostics)?;
    Some(Compiled::default())
}

/// Reads a Cargo.toml, its settings, and all source that they lead to. None where Cargo.toml itself
/// is of no use; what is wrong is in `diagnostics` either way.
pub fn read(
    manifest: &Utf8Path,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Option<Loaded> {
    let opened = match load::open_manifest(manifest, sources) {
        Ok(opened) => opened,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return None;
        }
    };
    let config = config::read(opened.file, sources, diagnostics)?;
    let project = load::project(&opened, &options(&config), sources, diagnostics);
    Some(Loaded {
        manifest: opened.manifest,
        config,
        project,
    })
}

/// The part of the settings that reading depends on.
fn options(config: &Config) -> Options {
    let target = config.target.as_ref();
    Options {
        features: config
            .features
            .iter()
            .map(|one| one.value.clone())
            .collect(),
        target: target.map_or_else(target::host_triple, |one| one.value.clone()),
        root: config.root.as_ref().map(|one| one.value.clone()),
        generated: config.rust.as_ref().map(|one| one.value.clone()),
    }
}

/// Whether a run failed because Cargo.toml could not be read, rather than for what it says.
pub fn is_io_error(diagnostics: &[Diagnostic]) -> bool {
    let mut codes = diagnostics.iter().map(|diagnostic| diagnostic.code);
    codes.any(|code| code == load::manifest::NO_MANIFEST)
}
