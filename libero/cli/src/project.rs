//! The package that a command is about, and its settings.

use camino::{Utf8Path, Utf8PathBuf};
use libero::config::{self, Config};
use libero::diagnostic::Diagnostics;
use libero::load::{self, SourceSet};

use crate::failure::{Failure, Outcome};
use crate::messages::{MessageFormat, report};

/// The manifest that was asked for, else the nearest one.
pub(crate) fn manifest_path(asked: Option<&Utf8Path>) -> Result<Utf8PathBuf, Failure> {
    if let Some(path) = asked {
        if path.is_dir() {
            return Err(
                Failure::unusable(format!("`{path}` is a folder")).help(format!(
                    "name its Cargo.toml: `--manifest-path {}`",
                    path.join("Cargo.toml")
                )),
            );
        }
        return Ok(path.to_owned());
    }
    let here = std::env::current_dir().map_err(|error| {
        Failure::unusable(format!("the current folder cannot be found: {error}"))
    })?;
    let here = Utf8PathBuf::from_path_buf(here)
        .map_err(|path| Failure::unusable(format!("`{}` is not a UTF-8 path", path.display())))?;
    load::find_manifest(&here).ok_or_else(|| {
        Failure::unusable(format!("there is no Cargo.toml in `{here}` or above"))
            .help("name one with `--manifest-path`")
    })
}

/// A package and its settings.
#[derive(Debug)]
pub(crate) struct Project {
    /// Its Cargo.toml, as it was asked for.
    pub(crate) manifest: Utf8PathBuf,
    /// The folder of the package.
    pub(crate) dir: Utf8PathBuf,
    /// The folder that the paths of source files are relative to.
    pub(crate) workspace_dir: Utf8PathBuf,
    pub(crate) config: Config,
}

impl Project {
    /// Reads the settings of the package that was asked for, else of the nearest one. What is wrong with
    /// them is told.
    pub(crate) fn open(asked: Option<&Utf8Path>) -> Result<Self, Failure> {
        Self::read(asked, true)
    }

    /// As [`Self::open`], without a word: for completions.
    pub(crate) fn open_silently(asked: Option<&Utf8Path>) -> Option<Self> {
        Self::read(asked, false).ok()
    }

    fn read(asked: Option<&Utf8Path>, tell: bool) -> Result<Self, Failure> {
        let manifest = manifest_path(asked)?;
        let mut sources = SourceSet::default();
        let mut diagnostics = Diagnostics::default();
        let opened = load::open_manifest(&manifest, &mut sources);
        let read = match opened {
            Ok(opened) => {
                let config = config::read(opened.file, &sources, &mut diagnostics);
                config.map(|config| (opened.manifest, config))
            }
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                None
            }
        };
        let refused = diagnostics.has_errors();
        if tell {
            report(diagnostics, &sources, MessageFormat::Human, &manifest)?;
        }
        match read {
            Some((package, config)) if !refused => Ok(Self {
                manifest,
                dir: package.dir,
                workspace_dir: package.workspace_dir,
                config,
            }),
            _ => Err(Failure::told(Outcome::Refused)),
        }
    }

    /// The file that the contract is written to.
    pub(crate) fn contract(&self) -> Option<Utf8PathBuf> {
        let contract = self.config.contract.as_ref()?;
        Some(self.dir.join(&contract.value))
    }
}
