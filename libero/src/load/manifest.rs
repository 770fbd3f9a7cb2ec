//! Cargo.toml, read directly: what a package is called, where it starts, what it depends on.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use camino::{Utf8Path, Utf8PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::load::files::{self, Files};
use crate::load::{FileId, SourceSet};
use crate::parse::cfg::CfgContext;

/// There is no Cargo.toml, or it cannot be read.
pub const NO_MANIFEST: Code = Code(1);
/// It is not TOML, or not a package.
pub(crate) const BAD_MANIFEST: Code = Code(2);

/// What libero needs of a Cargo.toml.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// The folder that it stands in, absolute and normalized.
    pub dir: Utf8PathBuf,
    /// The folder of its workspace; its own folder where there is none.
    pub workspace_dir: Utf8PathBuf,
    /// `package.name`
    pub package: String,
    /// `package.version`, or what it inherits; `0.0.0` unless given.
    pub version: String,
    /// `package.edition`, or what it inherits; `2015` unless given.
    pub edition: String,
    /// `lib.name`, else the package's name, with `_`.
    pub lib_name: String,
    /// `lib.path`
    pub lib_path: Option<String>,
    /// Whether the library is a procedural macro, which declares no types.
    pub proc_macro: bool,
    /// The first `[[bin]]`.
    pub bin: Option<(String, Option<String>)>,
    /// `[dependencies]` and the target-specific ones that apply.
    pub dependencies: Vec<DependencySpec>,
    /// `[features]`
    pub features: BTreeMap<String, Vec<String>>,
}

/// One line of `[dependencies]`, with what it inherits from the workspace.
#[derive(Clone, Debug, Default)]
pub struct DependencySpec {
    /// The key.
    pub key: String,
    /// The name of the package, where it is renamed.
    pub package: Option<String>,
    /// The folder of a path dependency, and where Cargo.toml says so.
    pub path: Option<(Utf8PathBuf, Range<usize>)>,
    /// The features that are asked for, `default` included unless switched off.
    pub features: BTreeSet<String>,
    /// Whether a feature must switch it on.
    pub optional: bool,
}

impl Manifest {
    /// Reads a manifest of a package; `file` is where its text stands in the [`SourceSet`].
    pub(crate) fn parse(
        path: &Utf8Path,
        text: &str,
        file: FileId,
        files: &dyn Files,
        cfg: &CfgContext,
    ) -> Result<Self, Box<Diagnostic>> {
        let document = parse_table(text, file)?;
        let root = document.get_ref();
        let dir = path.parent().unwrap_or(Utf8Path::new("")).to_owned();
        let Some(package) = table(root, "package") else {
            let what = if root.contains_key("workspace") {
                "this Cargo.toml is a workspace without a package"
            } else {
                "this Cargo.toml has no [package]"
            };
            return Err(Box::new(
                Diagnostic::error(BAD_MANIFEST, what, span(file, 0..0), "")
                    .help("name a package's own with `--manifest-path <package>/Cargo.toml`"),
            ));
        };
        let Some(name) = string(package, "name") else {
            let place = root
                .get_key_value("package")
                .map_or(0..0, |(key, _)| key.span());
            let what = "[package] has no `name`";
            let place = span(file, place);
            return Err(Box::new(Diagnostic::error(BAD_MANIFEST, what, place, "")));
        };
        let workspace = Workspace::find(root, &dir, files);
        let lib = table(root, "lib");
        let mut manifest = Self {
            workspace_dir: workspace
                .as_ref()
                .map_or_else(|| dir.clone(), |found| found.dir.clone()),
            package: name.to_owned(),
            version: inheritable(package, "version", workspace.as_ref())
                .unwrap_or_else(|| "0.0.0".to_owned()),
            edition: inheritable(package, "edition", workspace.as_ref())
                .unwrap_or_else(|| "2015".to_owned()),
            lib_name: lib
                .and_then(|lib| string(lib, "name"))
                .unwrap_or(name)
                .replace('-', "_"),
            lib_path: lib.and_then(|lib| string(lib, "path")).map(str::to_owned),
            proc_macro: lib.is_some_and(|lib| {
                boolean(lib, "proc-macro") == Some(true) || boolean(lib, "proc_macro") == Some(true)
            }),
            bin: first_bin(root),
            dependencies: vec![],
            features: feature_table(root),
            dir,
        };
        manifest.read_dependencies(root, workspace.as_ref(), cfg);
        Ok(manifest)
    }

    fn read_dependencies(
        &mut self,
        root: &DeTable<'_>,
        workspace: Option<&Workspace>,
        cfg: &CfgContext,
    ) {
        let mut tables: Vec<&DeTable<'_>> = table(root, "dependencies").into_iter().collect();
        for (condition, value) in table(root, "target").into_iter().flatten() {
            if cfg.applies_to_target(condition.get_ref())
                && let Some(target) = value.get_ref().as_table()
            {
                tables.extend(table(target, "dependencies"));
            }
        }
        for dependencies in tables {
            for (key, value) in dependencies {
                let spec = spec(key.get_ref(), value, &self.dir, workspace);
                match self
                    .dependencies
                    .iter_mut()
                    .find(|have| have.key == spec.key)
                {
                    Some(have) => have.features.extend(spec.features),
                    None => self.dependencies.push(spec),
                }
            }
        }
        self.dependencies.sort_by(|a, b| a.key.cmp(&b.key));
    }
}

/// The root of a workspace, as far as members inherit from it.
struct Workspace {
    dir: Utf8PathBuf,
    text: String,
}

impl Workspace {
    /// The nearest Cargo.toml with a `[workspace]`, upwards from the package; it may be its own.
    fn find(package: &DeTable<'_>, dir: &Utf8Path, files: &dyn Files) -> Option<Self> {
        let pointed = table(package, "package").and_then(|package| string(package, "workspace"));
        let start = match pointed {
            Some(pointed) => files::normalize(&dir.join(pointed)),
            None => dir.to_owned(),
        };
        for dir in start.ancestors() {
            let Ok(bytes) = files.read(&dir.join("Cargo.toml")) else {
                continue;
            };
            let Ok(text) = String::from_utf8(bytes) else {
                continue;
            };
            let is_root = DeTable::parse(&text)
                .is_ok_and(|document| document.get_ref().contains_key("workspace"));
            if is_root {
                let dir = dir.to_owned();
                return Some(Self { dir, text });
            }
        }
        None
    }

    /// A text of `[workspace.package]`.
    fn text(&self, key: &str) -> Option<String> {
        let document = DeTable::parse(&self.text).ok()?;
        let workspace = table(document.get_ref(), "workspace")?;
        string(table(workspace, "package")?, key).map(str::to_owned)
    }

    /// A line of `[workspace.dependencies]`.
    fn dependency(&self, key: &str) -> Option<DependencySpec> {
        let document = DeTable::parse(&self.text).ok()?;
        let workspace = table(document.get_ref(), "workspace")?;
        let value = table(workspace, "dependencies")?.get(key)?;
        Some(spec(key, value, &self.dir, None))
    }
}

/// A text of `[package]`, or of `[workspace.package]` where the package says `key.workspace = true`.
fn inheritable(package: &DeTable<'_>, key: &str, workspace: Option<&Workspace>) -> Option<String> {
    let value = package.get(key)?.get_ref();
    if let Some(text) = value.as_str() {
        return Some(text.to_owned());
    }
    let inherits = boolean(value.as_table()?, "workspace") == Some(true);
    workspace.filter(|_| inherits)?.text(key)
}

fn spec(
    key: &str,
    value: &Spanned<DeValue<'_>>,
    dir: &Utf8Path,
    workspace: Option<&Workspace>,
) -> DependencySpec {
    let Some(line) = value.get_ref().as_table() else {
        return DependencySpec {
            key: key.to_owned(),
            features: BTreeSet::from(["default".to_owned()]),
            ..DependencySpec::default()
        };
    };
    let inherited = (boolean(line, "workspace") == Some(true))
        .then(|| workspace?.dependency(key))
        .flatten();
    let mut spec = inherited.unwrap_or_default();
    key.clone_into(&mut spec.key);
    if let Some((_, place)) = &mut spec.path {
        *place = value.span();
    }
    if let Some(path) = string(line, "path") {
        let place = line.get("path").map_or_else(|| value.span(), Spanned::span);
        spec.path = Some((files::normalize(&dir.join(path)), place));
    }
    if let Some(package) = string(line, "package") {
        spec.package = Some(package.to_owned());
    }
    let default = boolean(line, "default-features").or_else(|| boolean(line, "default_features"));
    // A member cannot switch off what the workspace leaves on.
    let inherits = boolean(line, "workspace") == Some(true);
    match default {
        Some(false) if !inherits => {}
        None if inherits => {}
        _ => {
            spec.features.insert("default".to_owned());
        }
    }
    spec.features.extend(strings(line, "features"));
    spec.optional |= boolean(line, "optional") == Some(true);
    spec
}

fn first_bin(root: &DeTable<'_>) -> Option<(String, Option<String>)> {
    let bins = root.get("bin")?.get_ref().as_array()?;
    let bin = bins.iter().next()?.get_ref().as_table()?;
    let path = string(bin, "path").map(str::to_owned);
    Some((string(bin, "name").unwrap_or_default().to_owned(), path))
}

fn feature_table(root: &DeTable<'_>) -> BTreeMap<String, Vec<String>> {
    let Some(features) = table(root, "features") else {
        return BTreeMap::new();
    };
    let names = features.keys().map(|key| key.get_ref().to_string());
    names
        .map(|name| (name.clone(), strings(features, &name)))
        .collect()
}

/// Parses TOML; an error points into the text.
pub(crate) fn parse_table(
    text: &str,
    file: FileId,
) -> Result<Spanned<DeTable<'_>>, Box<Diagnostic>> {
    DeTable::parse(text).map_err(|error| {
        let place = error.span().unwrap_or(0..0);
        let title = format!("Cargo.toml is not valid TOML: {}", error.message());
        Box::new(Diagnostic::error(
            BAD_MANIFEST,
            title,
            span(file, place),
            "",
        ))
    })
}

pub(crate) fn table<'t, 'i>(parent: &'t DeTable<'i>, key: &str) -> Option<&'t DeTable<'i>> {
    parent.get(key)?.get_ref().as_table()
}

fn string<'t>(parent: &'t DeTable<'_>, key: &str) -> Option<&'t str> {
    parent.get(key)?.get_ref().as_str()
}

fn boolean(parent: &DeTable<'_>, key: &str) -> Option<bool> {
    parent.get(key)?.get_ref().as_bool()
}

fn strings(parent: &DeTable<'_>, key: &str) -> Vec<String> {
    let Some(array) = parent.get(key).and_then(|value| value.get_ref().as_array()) else {
        return vec![];
    };
    let items = array.iter().filter_map(|item| item.get_ref().as_str());
    items.map(str::to_owned).collect()
}

/// A range of a file; places past 4 GiB, which cannot be read at all, are cut.
pub(crate) fn span(file: FileId, range: Range<usize>) -> Span {
    Span {
        file,
        start: u32::try_from(range.start).unwrap_or(u32::MAX),
        end: u32::try_from(range.end).unwrap_or(u32::MAX),
    }
}

/// Reads a text file: UTF-8, a byte order mark removed.
pub(crate) fn read_text(files: &dyn Files, path: &Utf8Path) -> Result<String, String> {
    let bytes = files.read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    })?;
    if u32::try_from(bytes.len()).is_err() {
        return Err("it is larger than 4 GiB".to_owned());
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        format!("it is not UTF-8: the byte at offset {place} is not part of a character")
    })?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

/// Reads a manifest and adds its text to the sources.
pub(crate) fn open(
    path: &Utf8Path,
    display_base: Option<&Utf8Path>,
    files: &dyn Files,
    cfg: &CfgContext,
    sources: &mut SourceSet,
) -> Result<(Manifest, FileId), Box<Diagnostic>> {
    let text = read_text(files, path)
        .map_err(|why| no_manifest(format!("cannot read `{path}`: {why}")))?;
    let base = match display_base {
        Some(base) => base.to_owned(),
        None => path.parent().unwrap_or(path).to_owned(),
    };
    let file = sources.add(files::relative(path, &base), text.clone());
    let manifest = Manifest::parse(path, &text, file, files, cfg)?;
    Ok((manifest, file))
}

pub(crate) fn no_manifest(why: String) -> Box<Diagnostic> {
    let help = "name that of a package with `--manifest-path <package>/Cargo.toml`";
    Box::new(Diagnostic::global(NO_MANIFEST, why).help(help))
}
