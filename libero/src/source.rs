//! The library's first step: a crate, read once, to be walked and scanned.

use std::fmt;

use camino::{Utf8Path, Utf8PathBuf};

use crate::compile;
use crate::diagnostic::{Diagnostic, Diagnostics, render};
use crate::load::{self, Options, SourceSet};
use crate::parse::project::Project;
use crate::resolve::Input;
use crate::seal::Sealed;

/// A crate and its path dependencies, read and parsed.
#[derive(Debug)]
pub struct Source {
    project: Project,
    sources: SourceSet,
    notes: Vec<Diagnostic>,
}

/// A contract, and what was noticed on the way.
#[derive(Debug)]
pub struct Discovered {
    /// The contract, and where its parts were written.
    pub sealed: Sealed,
    /// Warnings and notes, by place.
    pub notes: Vec<Diagnostic>,
}

/// All that is wrong with the input. `Display` prints it as `libero gen` does, without colour.
#[derive(Debug)]
pub struct Refused {
    /// What is wrong, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The text of the files that were read, for those who draw it themselves.
    pub sources: SourceSet,
    rendered: String,
}

impl Refused {
    pub(crate) fn new(diagnostics: Vec<Diagnostic>, sources: &SourceSet) -> Self {
        let mut rendered = String::new();
        for diagnostic in &diagnostics {
            rendered.push_str(&render::human(diagnostic, sources, false));
            rendered.push('\n');
        }
        rendered.extend(render::closing_lines(&diagnostics));
        Self {
            diagnostics,
            sources: sources.clone(),
            rendered,
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.rendered)
    }
}

impl std::error::Error for Refused {}

impl Source {
    /// Reads the package of a Cargo.toml. Its `[package.metadata.libero]` is not looked at.
    pub fn read(manifest: &Utf8Path, options: &Options) -> Result<Self, Refused> {
        let mut sources = SourceSet::default();
        let mut diagnostics = Diagnostics::default();
        let project = match load::open_manifest(manifest, &mut sources) {
            Ok(opened) => load::project(&opened, options, &mut sources, &mut diagnostics),
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                Project::default()
            }
        };
        Self::new(project, sources, diagnostics)
    }

    /// Reads files in memory, `src/lib.rs` first of all: see [`load::from_memory_with`].
    pub fn from_memory(files: &[(&str, &str)], options: &Options) -> Result<Self, Refused> {
        let (project, sources, diagnostics) = load::from_memory_with(files, options);
        Self::new(project, sources, diagnostics)
    }

    fn new(
        project: Project,
        sources: SourceSet,
        diagnostics: Diagnostics,
    ) -> Result<Self, Refused> {
        let refused = diagnostics.has_errors();
        let notes = diagnostics.sorted(&sources);
        if refused {
            return Err(Refused::new(notes, &sources));
        }
        Ok(Self {
            project,
            sources,
            notes,
        })
    }

    /// Follows every type reachable from the seeds, pairs of module and type such as
    /// `("pages/home", "ServerMsg")`.
    pub fn walk(&self, seeds: &[(&str, &str)]) -> Result<Discovered, Refused> {
        let seeds = seeds
            .iter()
            .map(|(module, name)| rust_path(module, name))
            .collect();
        self.discover(&Input {
            seeds,
            scan: false,
            ..Input::default()
        })
    }

    /// Finds every `server_*` handler and follows the types that it takes and returns.
    pub fn scan(&self) -> Result<Discovered, Refused> {
        self.discover(&Input::default())
    }

    /// Walks and scans as a framework asks: its own seeds, endpoints, push types and page models.
    pub fn discover(&self, input: &Input) -> Result<Discovered, Refused> {
        let mut diagnostics = Diagnostics::default();
        let sealed = compile::analyse(&self.project, input, &self.sources, &mut diagnostics);
        let refused = diagnostics.has_errors();
        let mut found = diagnostics.sorted(&self.sources);
        match sealed {
            Some(sealed) if !refused => {
                found.splice(0..0, self.notes.iter().cloned());
                Ok(Discovered {
                    sealed,
                    notes: found,
                })
            }
            _ => Err(Refused::new(found, &self.sources)),
        }
    }

    /// The text of the files that were read, for those who draw what was noticed.
    pub fn sources(&self) -> &SourceSet {
        &self.sources
    }

    /// Every file that was read, relative to the workspace.
    pub fn files(&self) -> impl Iterator<Item = &Utf8PathBuf> {
        self.sources.paths()
    }
}

/// `("pages/home", "ServerMsg")` as `pages::home::ServerMsg`.
fn rust_path(module: &str, name: &str) -> String {
    let module = module.replace('/', "::");
    if module.is_empty() {
        name.to_owned()
    } else {
        format!("{module}::{name}")
    }
}
