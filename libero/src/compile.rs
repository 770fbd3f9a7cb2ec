//! The compiler's table of contents: one call a stage.

use camino::{Utf8Path, Utf8PathBuf};

use contract_schema::Contract;

use crate::config::{self, Config, Entry, Located};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::files::{Disk, Files};
use crate::load::manifest::Manifest;
use crate::load::{self, Options, SourceSet};
use crate::outputs::{self, generated_module};
use crate::parse::project::Project;
use crate::parse::target;
use crate::resolve::{self, Input, PushInput};
use crate::rules;
use crate::seal::{self, Sealed};
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
#[derive(Debug)]
pub struct Compiled {
    /// What both ends agree on.
    pub contract: Contract,
    /// What is to be written.
    pub outputs: Vec<Output>,
    /// The folder that the paths of source files are relative to.
    pub workspace_dir: Utf8PathBuf,
    /// What was read: it takes a while to free, which a program that ends can leave out.
    pub project: Project,
}

/// From a Cargo.toml to the text of every output; nothing is written. What is wrong is in
/// `diagnostics`: with an error among it there is no result.
pub fn compile(
    manifest: &Utf8Path,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Option<Compiled> {
    compile_with(manifest, &Disk, sources, diagnostics)
}

/// As [`compile`], where the files come from elsewhere.
pub fn compile_with(
    manifest: &Utf8Path,
    files: &dyn Files,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Option<Compiled> {
    let (loaded, sealed) = accepted(manifest, files, sources, diagnostics)?;
    let outputs = outputs::outputs(&sealed.contract, &loaded.config, &loaded.manifest);
    Some(Compiled {
        contract: sealed.contract,
        outputs,
        workspace_dir: loaded.manifest.workspace_dir,
        project: loaded.project,
    })
}

/// From a Cargo.toml to the contract alone, without the text of any output. What [`compile`] would
/// refuse is refused.
pub fn contract(
    manifest: &Utf8Path,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Option<Contract> {
    let (_, sealed) = accepted(manifest, &Disk, sources, diagnostics)?;
    Some(sealed.contract)
}

/// All that can be refused has been.
fn accepted(
    manifest: &Utf8Path,
    files: &dyn Files,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Option<(Loaded, Sealed)> {
    let loaded = read_with(manifest, files, sources, diagnostics)?;
    let generated = generated_module::find(&loaded.config, &loaded.project, diagnostics);
    generated_module::check_run_time(&loaded.config, &loaded.project, diagnostics);
    let input = input(&loaded.config, generated);
    let sealed = analyse(&loaded.project, &input, sources, diagnostics)?;
    outputs::nothing::check(&sealed, &loaded.config, diagnostics);
    if loaded.config.js.is_some() || loaded.config.dts.is_some() {
        let options = outputs::js_options(&loaded.config, &loaded.manifest);
        outputs::clash::check(&sealed, &loaded.config, &options, diagnostics);
    }
    (!diagnostics.has_errors()).then_some((loaded, sealed))
}

/// From source that was read to the contract: names are resolved, what cannot be carried is refused,
/// identities and hashes are given.
pub fn analyse(
    project: &Project,
    input: &Input,
    sources: &SourceSet,
    diagnostics: &mut Diagnostics,
) -> Option<Sealed> {
    if diagnostics.has_errors() {
        // A file that cannot be read would make every name in it an error of its own.
        return None;
    }
    let (graph, unresolved) = resolve::resolve(project, input);
    diagnostics.merge(unresolved);
    let checked = rules::check(graph, diagnostics)?;
    Some(seal::seal(checked, sources))
}

/// Reads a Cargo.toml, its settings, and all source that they lead to. None where Cargo.toml itself
/// is of no use; what is wrong is in `diagnostics` either way.
pub fn read(
    manifest: &Utf8Path,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Option<Loaded> {
    read_with(manifest, &Disk, sources, diagnostics)
}

fn read_with(
    manifest: &Utf8Path,
    files: &dyn Files,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Option<Loaded> {
    let opened = match load::open_with(manifest, files, sources) {
        Ok(opened) => opened,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return None;
        }
    };
    let config = config::read(opened.file, sources, diagnostics)?;
    config::check(&config, &opened.manifest, diagnostics);
    let project = load::project_with(&opened, &options(&config), files, sources, diagnostics);
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

/// The part of the settings that resolving depends on.
fn input(config: &Config, generated_module: Vec<String>) -> Input {
    let values = |list: &[Located<String>]| list.iter().map(|one| one.value.clone()).collect();
    let pairs = |table: &[Entry]| {
        let pair = |(key, value): &Entry| (key.value.clone(), value.value.clone());
        table.iter().map(pair).collect()
    };
    let lists = [
        &config.seeds,
        &config.push,
        &config.inject,
        &config.borrowed,
        &config.read_only,
    ];
    let tables = [&config.pins, &config.types];
    let keys = tables
        .into_iter()
        .flatten()
        .flat_map(|(key, value)| [key, value]);
    let places = lists.into_iter().flatten().chain(keys);
    let push = |ty: &Located<String>| PushInput {
        ty: ty.value.clone(),
        module: None,
    };
    Input {
        seeds: values(&config.seeds),
        push: config.push.iter().map(push).collect(),
        inject: values(&config.inject),
        borrowed: values(&config.borrowed),
        read_only: values(&config.read_only),
        identity: config.identity,
        pins: pairs(&config.pins),
        types: pairs(&config.types),
        places: places.map(|one| (one.value.clone(), one.span)).collect(),
        generated_module,
        ..Input::default()
    }
}

/// Whether a run failed because Cargo.toml could not be read, rather than for what it says.
pub fn is_io_error(diagnostics: &[Diagnostic]) -> bool {
    let mut codes = diagnostics.iter().map(|diagnostic| diagnostic.code);
    codes.any(|code| code == load::manifest::NO_MANIFEST)
}
