//! Finding the source: manifests, the crates that they name, the modules of each crate.
//!
//! | module | holds |
//! |---|---|
//! | [`manifest`] | one Cargo.toml |
//! | `crates` | from one manifest to every crate reached by path, with its features |
//! | `modules` | following `mod`, level by level, in parallel |
//! | [`files`] | the disk, or memory in tests |

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::crates::Crates;
use crate::load::files::{Disk, Files, Memory};
use crate::load::manifest::Manifest;
use crate::load::modules::Follow;
use crate::parse;
use crate::parse::cfg::CfgContext;
use crate::parse::project::Project;
use crate::parse::target;

mod crates;
pub mod files;
pub mod manifest;
mod modules;
mod source_set;
#[cfg(test)]
mod tests;

pub use source_set::{FileId, SourceSet};

/// What the reading of a project depends on beside its files.
#[derive(Clone, Debug)]
pub struct Options {
    /// Features of the compiled crate that are on, beside its default ones.
    pub features: BTreeSet<String>,
    /// The triple that `cfg` is decided for.
    pub target: String,
    /// The file that the crate starts with, relative to its folder; the library, else the program.
    pub root: Option<Utf8PathBuf>,
    /// The module that libero writes, relative to the crate's folder: its content is not read.
    pub generated: Option<Utf8PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            features: BTreeSet::new(),
            target: target::host_triple(),
            root: None,
            generated: None,
        }
    }
}

/// A manifest on disk and where its text stands.
#[derive(Debug)]
pub struct OpenedManifest {
    /// What it says.
    pub manifest: Manifest,
    /// Its text in the [`SourceSet`].
    pub file: FileId,
}

/// The nearest Cargo.toml, upwards from a folder.
pub fn find_manifest(from: &Utf8Path) -> Option<Utf8PathBuf> {
    let mut paths = from.ancestors().map(|dir| dir.join("Cargo.toml"));
    paths.find(|path| path.is_file())
}

/// Reads a Cargo.toml of a package from disk; its text is added to `sources`.
pub fn open_manifest(
    path: &Utf8Path,
    sources: &mut SourceSet,
) -> Result<OpenedManifest, Box<Diagnostic>> {
    open_with(path, &Disk, sources)
}

/// The absolute path of a manifest.
pub(crate) fn absolute_manifest(path: &Utf8Path) -> Option<Utf8PathBuf> {
    absolute(path, &Disk).ok()
}

pub(crate) fn open_with(
    path: &Utf8Path,
    files: &dyn Files,
    sources: &mut SourceSet,
) -> Result<OpenedManifest, Box<Diagnostic>> {
    let path = absolute(path, files)?;
    let (manifest, file) = manifest::open(&path, None, files, &CfgContext::host(), sources)?;
    sources.rename(file, files::relative(&path, &manifest.workspace_dir));
    Ok(OpenedManifest { manifest, file })
}

/// Reads and parses the crate of a manifest and every path dependency of it.
pub fn project(
    opened: &OpenedManifest,
    options: &Options,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Project {
    project_with(opened, options, &Disk, sources, diagnostics)
}

pub(crate) fn project_with(
    opened: &OpenedManifest,
    options: &Options,
    files: &dyn Files,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Project {
    let main = &opened.manifest;
    let crates = Crates::collect(main, opened.file, options, files, sources, diagnostics);
    let generated = options
        .generated
        .as_ref()
        .map(|folder| files::normalize(&main.dir.join(folder)));
    let base = &main.workspace_dir;
    let mut follow = || {
        Follow::all(
            &crates,
            base,
            generated.as_deref(),
            files,
            sources,
            diagnostics,
        )
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .stack_size(parse::STACK_BYTES)
        .build();
    match pool {
        Ok(pool) => pool.install(follow),
        // Not even one thread: the stack of this one has to do.
        Err(_) => follow(),
    }
}

fn absolute(path: &Utf8Path, files: &dyn Files) -> Result<Utf8PathBuf, Box<Diagnostic>> {
    if path.is_absolute() || !files.is_disk() {
        return Ok(files::normalize(path));
    }
    let here = std::env::current_dir().map_err(|error| {
        manifest::no_manifest(format!("the current folder cannot be found: {error}"))
    })?;
    let here = Utf8PathBuf::from_path_buf(here).map_err(|path| {
        manifest::no_manifest(format!("`{}` is not a UTF-8 path", path.display()))
    })?;
    Ok(files::normalize(&here.join(path)))
}

/// Reads a project from files in memory, with default [`Options`]: see [`from_memory_with`].
pub fn from_memory(files: &[(&str, &str)]) -> (Project, SourceSet, Diagnostics) {
    from_memory_with(files, &Options::default())
}

/// Reads a project from files in memory, as if they lay in one workspace.
///
/// `src/lib.rs` (or `src/main.rs`) is the root of crate 0, `app`. A folder with a `src/lib.rs`, such
/// as `shared/src/lib.rs`, is a crate of that name on which `app` depends by path. A `Cargo.toml`
/// among the files replaces the one that is made up.
pub fn from_memory_with(
    files: &[(&str, &str)],
    options: &Options,
) -> (Project, SourceSet, Diagnostics) {
    let mut memory = Memory::default();
    let mut main = "[package]\nname = \"app\"\nedition = \"2024\"\n\n[dependencies]\n".to_owned();
    for (path, _) in files {
        if let Some(dir) = path.strip_suffix("/src/lib.rs") {
            let name = dir.rsplit('/').next().unwrap_or(dir);
            main += &[name, " = { path = \"", dir, "\" }\n"].concat();
            let text = format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n");
            memory.add(format!("{dir}/Cargo.toml"), text);
        }
    }
    memory.add("Cargo.toml", main);
    for (path, text) in files {
        memory.add(*path, *text);
    }
    let mut sources = SourceSet::default();
    let mut diagnostics = Diagnostics::default();
    let project = match open_with(Utf8Path::new("Cargo.toml"), &memory, &mut sources) {
        Ok(opened) => project_with(&opened, options, &memory, &mut sources, &mut diagnostics),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            Project::default()
        }
    };
    (project, sources, diagnostics)
}
