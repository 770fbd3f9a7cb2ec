//! From the root file to every file of the crate, following `mod` by rustc's rules.

use std::fs;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use libero::diagnostic::Span;
use libero::load::SourceSet;
use proc_macro2::TokenStream;
use syn::{Attribute, Expr, ExprLit, Item, Lit, Meta};

use super::declare;
use super::item_path::ItemPath;
use super::problem::Problem;
use super::program::{File, Module, ModuleId, Program, ROOT, span};

/// What was read, and what could not be.
#[derive(Default)]
pub(super) struct Loaded {
    pub(super) program: Program,
    pub(super) sources: SourceSet,
    pub(super) problems: Vec<Problem>,
}

/// Reads a crate.
pub(super) fn load(root_file: &Path, given: &[ItemPath]) -> Loaded {
    let root_file = std::path::absolute(root_file).unwrap_or_else(|_| root_file.to_owned());
    let mut loader = Loader {
        folder: root_file.parent().unwrap_or(Path::new("")).to_owned(),
        given,
        loaded: Loaded::default(),
    };
    loader.loaded.program.modules.push(Module::default());
    let directory = Directory {
        path: loader.folder.clone(),
        own: None,
    };
    loader.file(&root_file, ROOT, &directory, None);
    loader.loaded
}

/// Where the modules of a body are looked for.
#[derive(Clone)]
pub(super) struct Directory {
    /// What `#[path]` is relative to.
    path: PathBuf,
    /// For `foo.rs`, `foo`: its modules are one folder deeper.
    own: Option<String>,
}

impl Directory {
    fn of_modules(&self) -> PathBuf {
        match &self.own {
            Some(own) => self.path.join(own),
            None => self.path.clone(),
        }
    }

    /// Of the module that is written inside the braces of this `mod`.
    pub(super) fn inline(&self, module: &str, attributes: &[Attribute]) -> Self {
        let path = match path_attribute(attributes) {
            Some(path) => self.path.join(path),
            None => self.of_modules().join(module),
        };
        Self { path, own: None }
    }
}

pub(super) struct Loader<'a> {
    folder: PathBuf,
    given: &'a [ItemPath],
    pub(super) loaded: Loaded,
}

impl Loader<'_> {
    /// Reads the file of a module; `declared` is where its `mod` stands.
    fn file(
        &mut self,
        path: &Path,
        module: ModuleId,
        directory: &Directory,
        declared: Option<Span>,
    ) {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                self.problem(Problem::Unreadable {
                    path: self.display(path),
                    error: error.to_string(),
                    declared,
                });
                return;
            }
        };
        let display = self.display(path).to_string_lossy().into_owned();
        let id = self.loaded.sources.add(display, text.clone());
        let parsed = tokens(&text).and_then(syn::parse2::<syn::File>);
        let at = self.loaded.program.files.len();
        self.loaded.program.files.push(File {
            path: relative(path, &self.folder),
            text,
            layout: vec![],
            module,
        });
        match parsed {
            Ok(file) => {
                let mut layout = declare::inner_attributes(&file.attrs);
                layout.extend(declare::items(self, &file.items, id, module, directory));
                self.loaded.program.files[at].layout = layout;
            }
            Err(error) => {
                for one in error {
                    let place = span(id, &one.span().byte_range());
                    self.problem(Problem::Syntax {
                        place,
                        message: one.to_string(),
                    });
                }
            }
        }
    }

    /// Reads the file of `mod name;`.
    pub(super) fn declared(
        &mut self,
        name: &str,
        attributes: &[Attribute],
        module: ModuleId,
        directory: &Directory,
        place: Span,
    ) {
        let named = path_attribute(attributes).map(|path| normalize(&directory.path.join(path)));
        let is_named = named.is_some();
        let folder = directory.of_modules();
        let usual = || {
            vec![
                folder.join(format!("{name}.rs")),
                folder.join(name).join("mod.rs"),
            ]
        };
        let candidates = named.map_or_else(usual, |path| vec![path]);
        let Some(path) = candidates.iter().find(|path| path.is_file()) else {
            let candidates = candidates.iter().map(|path| self.display(path)).collect();
            let name = name.to_owned();
            self.problem(Problem::NoFile {
                name,
                candidates,
                place,
            });
            return;
        };
        let path = path.clone();
        let inside = relative(&path, &self.folder);
        if inside.starts_with("..") {
            self.problem(Problem::Outside {
                path: self.display(&path),
                place,
            });
            return;
        }
        let mut files = self.loaded.program.files.iter();
        if let Some(read) = files.find(|file| file.path == inside) {
            if read.module == module {
                return;
            }
            self.problem(Problem::ReadTwice {
                path: self.display(&path),
                place,
            });
            return;
        }
        let is_mod = path.file_name().is_some_and(|name| name == "mod.rs");
        let own = (!is_mod && !is_named).then(|| name.to_owned());
        let inside = Directory {
            path: path.parent().unwrap_or(Path::new("")).to_owned(),
            own,
        };
        self.file(&path, module, &inside, Some(place));
    }

    /// Adds a module, unless it is there by another `mod`; true if its content is to be read.
    pub(super) fn module(&mut self, name: &str, parent: ModuleId) -> (ModuleId, bool) {
        let program = &mut self.loaded.program;
        let mut modules = program.modules.iter();
        let known = modules.position(|one| one.parent == Some(parent) && one.name == name);
        if let Some(known) = known {
            return (ModuleId(known), !program.modules[known].given);
        }
        let id = ModuleId(program.modules.len());
        program.modules.push(Module {
            name: name.to_owned(),
            parent: Some(parent),
            ..Module::default()
        });
        let path = program.module_path(id);
        let given = self.given.iter().any(|one| one.segments() == path);
        program.modules[id.0].given = given;
        (id, !given)
    }

    /// A path as people see it: relative to the folder around that of the root file.
    fn display(&self, path: &Path) -> PathBuf {
        relative(path, self.folder.parent().unwrap_or(&self.folder))
    }

    fn problem(&mut self, problem: Problem) {
        self.loaded.problems.push(problem);
    }
}

/// The tokens of a file, at the places at which they stand in its text.
fn tokens(text: &str) -> syn::Result<TokenStream> {
    let mut start = text.len() - text.trim_start_matches('\u{feff}').len();
    let is_script =
        text[start..].starts_with("#!") && !text[start + 2..].trim_start().starts_with('[');
    if is_script {
        start = text.find('\n').unwrap_or(text.len());
    }
    let padded;
    let read = if start == 0 {
        text
    } else {
        padded = " ".repeat(start) + &text[start..];
        &padded
    };
    TokenStream::from_str(read).map_err(|error| {
        let message = "a delimiter without its other half, or a literal that is none";
        syn::Error::new(error.span(), message)
    })
}

fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    let attribute = attributes.iter().find(|one| one.path().is_ident("path"))?;
    let Meta::NameValue(pair) = &attribute.meta else {
        return None;
    };
    match &pair.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(path),
            ..
        }) => Some(path.value()),
        _ => None,
    }
}

/// The path from a folder to a file.
pub(super) fn relative(path: &Path, folder: &Path) -> PathBuf {
    let (path, folder) = (normalize(path), normalize(folder));
    let shared = path
        .components()
        .zip(folder.components())
        .take_while(|(one, other)| one == other);
    let shared = shared.count();
    let up = folder
        .components()
        .skip(shared)
        .map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

/// Without `.` and `..`, as far as it goes; the disk is not asked.
fn normalize(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

/// The places of an item and of its parts.
pub(super) fn byte_range(spanned: &impl syn::spanned::Spanned) -> Range<usize> {
    spanned.span().byte_range()
}

/// Whether this item is no part of a client.
pub(super) fn is_off(item: &Item) -> bool {
    declare::attributes(item).is_some_and(super::cfg::is_off)
}
