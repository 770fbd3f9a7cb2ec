//! The application that a command is about.

use camino::{Utf8Path, Utf8PathBuf};
use cargo_metadata::{Metadata, MetadataCommand, Package};

use crate::failure::Failure;

/// An application: a package with a program.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    /// Its Cargo.toml, absolute.
    pub(crate) manifest: Utf8PathBuf,
    /// Its folder.
    pub(crate) dir: Utf8PathBuf,
    /// The folder of its workspace.
    pub(crate) workspace_dir: Utf8PathBuf,
    /// Where cargo puts what it makes.
    pub(crate) target_dir: Utf8PathBuf,
    /// The name of its package.
    pub(crate) package: String,
    /// The names of its programs.
    pub(crate) programs: Vec<String>,
    default_run: Option<String>,
    /// `[package.metadata.rally]`, unchecked.
    settings: serde_json::Value,
}

/// The manifest that was asked for, else the nearest one.
pub(crate) fn manifest_path(asked: Option<&Utf8Path>) -> Result<Utf8PathBuf, Failure> {
    let path = match asked {
        Some(path) if path.is_dir() => {
            return Err(
                Failure::unusable(format!("`{path}` is a folder")).help(format!(
                    "name its Cargo.toml: `--manifest-path {}`",
                    path.join("Cargo.toml")
                )),
            );
        }
        Some(path) => path.to_owned(),
        None => {
            let here = std::env::current_dir().map_err(|error| {
                Failure::unusable(format!("the current folder cannot be found: {error}"))
            })?;
            let here = Utf8PathBuf::from_path_buf(here).map_err(|path| {
                Failure::unusable(format!("`{}` is not a UTF-8 path", path.display()))
            })?;
            libero::load::find_manifest(&here).ok_or_else(|| {
                Failure::unusable(format!("there is no Cargo.toml in `{here}` or above")).help(
                    "`rally new NAME` makes an application; or name one with `--manifest-path`",
                )
            })?
        }
    };
    path.canonicalize_utf8()
        .map_err(|error| Failure::unusable(format!("cannot read `{path}`: {error}")))
}

impl Project {
    /// The package of the manifest that was asked for, else of the nearest one.
    pub(crate) fn open(asked: Option<&Utf8Path>) -> Result<Self, Failure> {
        let manifest = manifest_path(asked)?;
        let metadata = metadata(&manifest, true)?;
        let package = own(&metadata, &manifest).ok_or_else(|| {
            Failure::unusable(format!("`{manifest}` has no package, only a workspace"))
                .help("name the Cargo.toml of the application: `--manifest-path app/Cargo.toml`")
        })?;
        let programs = package.targets.iter().filter(|target| target.is_bin());
        let programs = programs.map(|target| target.name.clone()).collect();
        Ok(Self {
            dir: manifest.parent().unwrap_or(Utf8Path::new("")).to_owned(),
            workspace_dir: metadata.workspace_root.clone(),
            target_dir: metadata.target_directory.clone(),
            package: package.name.to_string(),
            default_run: package.default_run.clone(),
            settings: package.metadata["rally"].clone(),
            programs,
            manifest,
        })
    }

    /// The program that is the server.
    pub(crate) fn program(&self) -> Result<&str, Failure> {
        if let Some(program) = &self.default_run {
            return Ok(program);
        }
        match self.programs.as_slice() {
            [program] => Ok(program),
            [] => Err(Failure::refused(format!(
                "the package `{}` has no program that could be the server",
                self.package
            ))
            .help("write src/main.rs, which starts it")),
            programs => Err(Failure::refused(format!(
                "the package `{}` has several programs: {}",
                self.package,
                programs.join(", ")
            ))
            .help("say which is the server in Cargo.toml: `default-run = \"…\"` in [package]")),
        }
    }

    /// The folder of static files.
    pub(crate) fn static_files(&self) -> Utf8PathBuf {
        self.folder("static")
    }

    /// The folder of migrations.
    pub(crate) fn migrations(&self) -> Utf8PathBuf {
        self.folder("migrations")
    }

    /// The folder that a setting names; its default is its name.
    fn folder(&self, setting: &str) -> Utf8PathBuf {
        self.dir
            .join(self.settings[setting].as_str().unwrap_or(setting))
    }

    /// The folders of the packages that the application is made of, and that are not of a registry: its
    /// own first.
    pub(crate) fn local_packages(&self) -> Result<Vec<Utf8PathBuf>, Failure> {
        let metadata = metadata(&self.manifest, false)?;
        let Some(resolve) = &metadata.resolve else {
            return Ok(vec![self.dir.clone()]);
        };
        let own = own(&metadata, &self.manifest).map(|package| package.id.clone());
        let mut waiting: Vec<_> = own.into_iter().collect();
        let mut seen = vec![];
        let mut folders = vec![];
        while let Some(id) = waiting.pop() {
            let package = metadata.packages.iter().find(|package| package.id == id);
            let Some(package) = package.filter(|package| package.source.is_none()) else {
                continue;
            };
            folders.extend(package.manifest_path.parent().map(Utf8Path::to_owned));
            let node = resolve.nodes.iter().find(|node| node.id == id);
            for next in node.iter().flat_map(|node| &node.dependencies) {
                if !seen.contains(next) {
                    seen.push(next.clone());
                    waiting.push(next.clone());
                }
            }
        }
        Ok(folders)
    }

    /// A path as it is shown: relative to the folder of the application, if it is in there.
    pub(crate) fn shown<'p>(&self, path: &'p Utf8Path) -> &'p Utf8Path {
        path.strip_prefix(&self.dir).unwrap_or(path)
    }
}

fn metadata(manifest: &Utf8Path, no_deps: bool) -> Result<Metadata, Failure> {
    let mut command = MetadataCommand::new();
    command.manifest_path(manifest);
    if no_deps {
        command.no_deps();
    }
    command.exec().map_err(|error| match error {
        cargo_metadata::Error::CargoMetadata { stderr } => {
            let text = stderr.trim();
            Failure::unusable(text.strip_prefix("error: ").unwrap_or(text))
        }
        error => Failure::unusable(format!("cargo cannot be run: {error}"))
            .help("install Rust: https://rustup.rs"),
    })
}

fn own<'m>(metadata: &'m Metadata, manifest: &Utf8Path) -> Option<&'m Package> {
    let is_own = |package: &&Package| package.manifest_path == manifest;
    metadata.packages.iter().find(is_own)
}
