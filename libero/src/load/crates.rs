//! From one manifest to every crate that is reached by path, with the features that are on.
//!
//! `[dev-dependencies]` and `[build-dependencies]` are left out: what is sent cannot depend on them.
//! `[patch]` is left out too. Target-specific dependencies count where their condition holds.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::files::{self, Files};
use crate::load::manifest::{self, DependencySpec, Manifest};
use crate::load::{FileId, Options, SourceSet};
use crate::parse::cfg::CfgContext;
use crate::parse::project::{CrateId, Dependency};

/// A path dependency that is not there.
const MISSING_DEPENDENCY: Code = Code(6);
/// A package without `src/lib.rs` and `src/main.rs`.
const NO_ROOT: Code = Code(7);

/// Packages that are libero's own run-time: they declare nothing that a contract carries.
const RUN_TIME: [&str; 3] = ["libero-wire", "libero", "contract-schema"];

/// A crate that is about to be read.
#[derive(Debug)]
pub(crate) struct CrateSource {
    pub(crate) package: String,
    pub(crate) name: String,
    pub(crate) root: Utf8PathBuf,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) cfg: CfgContext,
}

struct Node {
    manifest: Manifest,
    file: FileId,
    features: BTreeSet<String>,
}

pub(crate) struct Crates<'a> {
    files: &'a dyn Files,
    options: &'a Options,
    target: CfgContext,
    base: Utf8PathBuf,
    nodes: BTreeMap<Utf8PathBuf, Option<Node>>,
}

impl<'a> Crates<'a> {
    /// Collects the crates, the compiled one first, the others in the order in which a walk by name
    /// meets them.
    pub(crate) fn collect(
        main: &Manifest,
        main_file: FileId,
        options: &'a Options,
        files: &'a dyn Files,
        sources: &mut SourceSet,
        diagnostics: &mut Diagnostics,
    ) -> Vec<CrateSource> {
        let mut crates = Self {
            files,
            options,
            target: CfgContext::new([], &options.target),
            base: main.workspace_dir.clone(),
            nodes: BTreeMap::new(),
        };
        let node = Node {
            manifest: main.clone(),
            file: main_file,
            features: BTreeSet::new(),
        };
        crates.nodes.insert(main.dir.clone(), Some(node));
        let mut wanted = options.features.clone();
        wanted.insert("default".to_owned());
        crates.switch_on(&main.dir, wanted, sources, diagnostics);
        crates.finish(&main.dir, diagnostics)
    }

    /// Switches features on, until nothing new follows from them.
    fn switch_on(
        &mut self,
        main: &Utf8Path,
        wanted: BTreeSet<String>,
        sources: &mut SourceSet,
        diagnostics: &mut Diagnostics,
    ) {
        let mut queue = vec![(main.to_owned(), wanted)];
        let mut seen = BTreeSet::new();
        while let Some((dir, wanted)) = queue.pop() {
            let Some(Some(node)) = self.nodes.get_mut(&dir) else {
                continue;
            };
            let before = node.features.len();
            expand(&node.manifest, wanted, &mut node.features);
            if !seen.insert(dir.clone()) && node.features.len() == before {
                continue;
            }
            let file = node.file;
            let active = active(&node.manifest, &node.features).into_iter();
            let by_path: Vec<_> = active
                .filter_map(|(spec, features)| {
                    Some((spec.key.clone(), spec.path.clone()?, features))
                })
                .collect();
            for (key, (path, place), features) in by_path {
                let place = manifest::span(file, place);
                self.open(&path, &key, place, sources, diagnostics);
                queue.push((path, features));
            }
        }
    }

    /// Reads the manifest of a path dependency, once.
    fn open(
        &mut self,
        dir: &Utf8Path,
        key: &str,
        place: crate::diagnostic::Span,
        sources: &mut SourceSet,
        diagnostics: &mut Diagnostics,
    ) {
        if self.nodes.contains_key(dir) {
            return;
        }
        let path = dir.join("Cargo.toml");
        let node = if self.files.is_file(&path) {
            match manifest::open(&path, Some(&self.base), self.files, &self.target, sources) {
                Ok((manifest, file)) => Some(Node {
                    manifest,
                    file,
                    features: BTreeSet::new(),
                }),
                Err(diagnostic) => {
                    diagnostics.push(*diagnostic);
                    None
                }
            }
        } else {
            let shown = files::relative(&path, &self.base);
            diagnostics.push(
                Diagnostic::error(
                    MISSING_DEPENDENCY,
                    format!("the path dependency `{key}` is not there"),
                    place,
                    format!("there is no `{shown}`"),
                )
                .help("correct the path, or check out the missing folder"),
            );
            None
        };
        self.nodes.insert(dir.to_owned(), node);
    }

    fn finish(&self, main: &Utf8Path, diagnostics: &mut Diagnostics) -> Vec<CrateSource> {
        let mut order = vec![main.to_owned()];
        let mut crates = vec![];
        let mut at = 0;
        while let Some(dir) = order.get(at).cloned() {
            at += 1;
            let Some(Some(node)) = self.nodes.get(&dir) else {
                continue;
            };
            let mut dependencies = vec![];
            for (spec, features) in active(&node.manifest, &node.features) {
                let read = spec.path.as_ref().map(|(path, _)| path);
                let target = read.and_then(|path| self.nodes.get(path)?.as_ref());
                let source = target.filter(|node| is_read(&node.manifest)).map(|node| {
                    let known = order.iter().position(|have| *have == node.manifest.dir);
                    let place = known.unwrap_or_else(|| {
                        order.push(node.manifest.dir.clone());
                        order.len() - 1
                    });
                    CrateId(u32::try_from(place).expect("fewer than 2^32 crates"))
                });
                dependencies.push(dependency(spec, features, target, source));
            }
            dependencies.sort_by(|a: &Dependency, b| a.name.cmp(&b.name));
            let root = self.root_file(&node.manifest, at == 1);
            if !self.files.is_file(&root) {
                diagnostics.push(self.no_root(node, &root));
            }
            crates.push(CrateSource {
                package: node.manifest.package.clone(),
                name: node.manifest.lib_name.clone(),
                root,
                dependencies,
                cfg: CfgContext::new(node.features.iter().cloned(), &self.options.target),
            });
        }
        crates
    }

    /// The library, else (for the compiled crate) the program.
    fn root_file(&self, manifest: &Manifest, main: bool) -> Utf8PathBuf {
        let at = |path: &str| files::normalize(&manifest.dir.join(path));
        if let (Some(root), true) = (&self.options.root, main) {
            return at(root.as_str());
        }
        let lib = at(manifest.lib_path.as_deref().unwrap_or("src/lib.rs"));
        if !main || self.files.is_file(&lib) {
            return lib;
        }
        let mut programs = vec!["src/main.rs".to_owned()];
        if let Some((name, path)) = &manifest.bin {
            let path = path.clone();
            programs.insert(0, path.unwrap_or_else(|| format!("src/bin/{name}.rs")));
        }
        let mut programs = programs.into_iter().map(|path| at(&path));
        programs
            .find(|path| self.files.is_file(path))
            .unwrap_or(lib)
    }

    fn no_root(&self, node: &Node, root: &Utf8Path) -> Diagnostic {
        let package = &node.manifest.package;
        let shown = files::relative(root, &self.base);
        let title = format!("the package `{package}` has no `{shown}`");
        Diagnostic::error(NO_ROOT, title, manifest::span(node.file, 0..0), "").help(
            "create it, or `src/main.rs`, or name the file that the crate starts with: \
             `root = \"…\"` in [package.metadata.libero]",
        )
    }
}

/// Whether the source of a path dependency is read; if not it counts as foreign.
fn is_read(manifest: &Manifest) -> bool {
    !manifest.proc_macro && !RUN_TIME.contains(&manifest.package.as_str())
}

fn dependency(
    spec: &DependencySpec,
    features: BTreeSet<String>,
    target: Option<&Node>,
    source: Option<CrateId>,
) -> Dependency {
    let package = match (target, &spec.package) {
        (Some(node), _) => node.manifest.package.clone(),
        (None, Some(package)) => package.clone(),
        (None, None) => spec.key.clone(),
    };
    let renamed = spec.package.is_some();
    let name = match target {
        Some(node) if !renamed => node.manifest.lib_name.clone(),
        _ => spec.key.replace('-', "_"),
    };
    Dependency {
        name,
        package,
        source,
        features: features.into_iter().collect(),
    }
}

/// Adds features and all that they imply inside the package.
fn expand(manifest: &Manifest, wanted: BTreeSet<String>, on: &mut BTreeSet<String>) {
    let mut queue: Vec<String> = wanted.into_iter().collect();
    while let Some(name) = queue.pop() {
        if on.insert(name.clone()) {
            queue.extend(manifest.features.get(&name).into_iter().flatten().cloned());
        }
    }
}

/// The dependencies that are on, each with the features asked of it.
fn active<'m>(
    manifest: &'m Manifest,
    on: &BTreeSet<String>,
) -> Vec<(&'m DependencySpec, BTreeSet<String>)> {
    let mut list = vec![];
    for spec in &manifest.dependencies {
        let mut switched_on = !spec.optional;
        let mut features = spec.features.clone();
        for name in on {
            if name == &spec.key || name.strip_prefix("dep:") == Some(&spec.key) {
                switched_on = true;
            } else if let Some((key, feature)) = name.split_once('/') {
                if key == spec.key {
                    switched_on = true;
                }
                if key.trim_end_matches('?') == spec.key {
                    features.insert(feature.to_owned());
                }
            }
        }
        if switched_on {
            list.push((spec, features));
        }
    }
    list
}
