//! From a path in a module to what it names: imports, globs, re-exports, other crates, the prelude.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::parse::project::CrateId;
use crate::parse::syntax::ImportBinding;
use crate::resolve::arena::{Arena, DefId, DefKind, Entry, ImportId, ModuleId, Namespace, Vis};
use crate::resolve::builtin::Builtin;
use crate::resolve::foreign::{ForeignId, ForeignPaths};
use crate::resolve::prelude;

/// What a path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Res {
    /// A definition in a crate that was read.
    Def(DefId),
    /// A module of a crate that was read, or the root of one.
    Module(ModuleId),
    /// Something in a crate that was not read (the standard library included).
    Foreign(ForeignId),
}

/// Why a path names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathError {
    /// The segment at `index` is not in `module`.
    NotFound {
        /// Where it was looked for.
        module: ModuleId,
        /// Which segment.
        index: usize,
    },
    /// The segment at `index` comes from two glob imports.
    Ambiguous {
        /// Which segment.
        index: usize,
        /// What it may stand for.
        candidates: [Res; 2],
    },
    /// The segment at `index` is something that holds no names.
    NotAModule {
        /// Which segment.
        index: usize,
        /// What comes before it.
        before: DefId,
    },
    /// Too many `super`.
    AboveRoot,
}

/// The names of a project.
#[derive(Debug)]
pub struct Scope<'p> {
    /// Its modules and definitions.
    pub arena: Arena<'p>,
    /// Paths into crates that were not read.
    pub foreign: ForeignPaths,
    imports: Vec<Looked>,
    /// What is being looked up, to know what leads back to itself.
    open: Mutex<HashSet<Wanted>>,
    renamed_crates: Vec<HashMap<&'p str, &'p str>>,
}

/// What came of looking one import up.
#[derive(Debug, Default)]
struct Looked {
    types: OnceLock<Result<Res, PathError>>,
    values: OnceLock<Result<Res, PathError>>,
    /// What stands before `::*`.
    glob: OnceLock<Option<Res>>,
}

/// What is looked up of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Wanted {
    Name(ImportId, Namespace),
    Glob(ImportId),
}

enum Found {
    Nothing,
    One(Res),
    Two([Res; 2]),
}

impl<'p> Scope<'p> {
    /// Prepares the names of a project.
    pub fn new(arena: Arena<'p>) -> Self {
        let renamed_crates = arena
            .roots
            .iter()
            .map(|root| extern_crates(&arena, *root))
            .collect();
        let imports = arena.imports.iter().map(|_| Looked::default()).collect();
        Self {
            arena,
            foreign: ForeignPaths::default(),
            imports,
            open: Mutex::default(),
            renamed_crates,
        }
    }

    /// Looks up every import, in order. What comes of those that lead to one another depends on which is
    /// asked for first; from here on nothing depends on who asks, and threads may ask together.
    pub fn settle(&mut self) {
        let count = u32::try_from(self.imports.len()).expect("fewer than 2^32 imports");
        for import in (0..count).map(ImportId) {
            match self.arena.import(import).import.binding {
                ImportBinding::Glob => drop(self.glob_target(import)),
                _ => {
                    for namespace in [Namespace::Types, Namespace::Values] {
                        drop(self.import(import, namespace));
                    }
                }
            }
        }
        self.foreign.settle();
    }

    /// What a path that is written in `from` names. `Self` is not known here.
    pub fn resolve<'s>(
        &self,
        from: ModuleId,
        absolute: bool,
        segments: impl IntoIterator<Item = &'s str>,
        namespace: Namespace,
    ) -> Result<Res, PathError> {
        let segments: Vec<&str> = segments.into_iter().collect();
        let (mut current, mut index) = self.first(from, absolute, &segments, namespace)?;
        while index < segments.len() {
            let last = index + 1 == segments.len();
            let wanted = if last { namespace } else { Namespace::Types };
            let name = segments[index];
            current = match current {
                Res::Foreign(path) => Res::Foreign(self.foreign.join(path, name)),
                Res::Module(module) => match self.find(module, name, wanted, &mut HashSet::new()) {
                    Found::One(found) => found,
                    Found::Two(candidates) => {
                        return Err(PathError::Ambiguous { index, candidates });
                    }
                    Found::Nothing => return Err(PathError::NotFound { module, index }),
                },
                Res::Def(before) => return Err(PathError::NotAModule { index, before }),
            };
            index += 1;
        }
        Ok(current)
    }

    /// What one name stands for inside a module, as an outsider sees it (no prelude).
    pub fn member(&self, module: ModuleId, name: &str, namespace: Namespace) -> Option<Res> {
        match self.find(module, name, namespace, &mut HashSet::new()) {
            Found::One(found) => Some(found),
            Found::Nothing | Found::Two(_) => None,
        }
    }

    /// What an import names.
    pub fn import_target(&self, import: ImportId, namespace: Namespace) -> Option<Res> {
        self.import(import, namespace).ok()
    }

    /// What stands before `::*`.
    pub fn glob_target(&self, import: ImportId) -> Option<Res> {
        let known = &self.imports[import.0 as usize].glob;
        if let Some(known) = known.get() {
            return *known;
        }
        let wanted = Wanted::Glob(import);
        if !self.begin(wanted) {
            return None; // a glob that leads to itself brings nothing
        }
        let target = self.import_path(import, Namespace::Types).ok();
        self.end(wanted);
        *known.get_or_init(|| target)
    }

    /// A crate by the name that `krate` has for it.
    pub fn external(&self, krate: CrateId, name: &str) -> Option<Res> {
        let parsed = &self.arena.project.crates[krate.0 as usize];
        let name = self.renamed_crates[krate.0 as usize]
            .get(name)
            .copied()
            .unwrap_or(name);
        if let Ok(found) = parsed
            .dependencies
            .binary_search_by(|d| d.name.as_str().cmp(name))
        {
            let dependency = &parsed.dependencies[found];
            return Some(match dependency.source {
                Some(source) => Res::Module(self.arena.root(source)),
                None => Res::Foreign(self.foreign.krate(&dependency.package)),
            });
        }
        match name {
            "std" | "core" | "alloc" => Some(Res::Foreign(self.foreign.std())),
            // The binary of a package names its library so.
            "self" => Some(Res::Module(self.arena.root(krate))),
            name if name == parsed.name => Some(Res::Module(self.arena.root(krate))),
            _ => None,
        }
    }

    fn first(
        &self,
        from: ModuleId,
        absolute: bool,
        segments: &[&str],
        namespace: Namespace,
    ) -> Result<(Res, usize), PathError> {
        let krate = self.arena.module(from).krate;
        let root = self.arena.root(krate);
        let not_found = PathError::NotFound {
            module: from,
            index: 0,
        };
        let Some(&name) = segments.first() else {
            return Ok((Res::Module(root), 0));
        };
        if absolute {
            return self
                .external(krate, name)
                .or_else(|| self.member(root, name, Namespace::Types)) // edition 2015
                .map(|found| (found, 1))
                .ok_or(not_found);
        }
        match name {
            "crate" | "$crate" => return Ok((Res::Module(root), 1)),
            "self" | "super" => return self.relative(from, segments),
            _ => {}
        }
        let wanted = if segments.len() == 1 {
            namespace
        } else {
            Namespace::Types
        };
        match self.find(from, name, wanted, &mut HashSet::new()) {
            Found::One(found) => return Ok((found, 1)),
            Found::Two(candidates) => {
                return Err(PathError::Ambiguous {
                    index: 0,
                    candidates,
                });
            }
            Found::Nothing => {}
        }
        if let Some(found) = self
            .external(krate, name)
            .filter(|_| wanted == Namespace::Types)
        {
            return Ok((found, 1));
        }
        if let Some(path) = prelude::path(name, wanted) {
            return Ok((Res::Foreign(self.foreign.std_path(path)), 1));
        }
        if let Some(found) = self.foreign_glob(from, name) {
            return Ok((found, 1));
        }
        if segments.len() > 1 {
            // Edition 2015 writes paths of imports from the root on.
            if let Some(found) = self.member(root, name, wanted) {
                return Ok((found, 1));
            }
        }
        Err(not_found)
    }

    fn relative(&self, from: ModuleId, segments: &[&str]) -> Result<(Res, usize), PathError> {
        let mut current = from;
        let mut index = 0;
        while let Some(&name) = segments.get(index) {
            match name {
                "self" => {}
                "super" => {
                    current = self
                        .arena
                        .module(current)
                        .parent
                        .ok_or(PathError::AboveRoot)?;
                }
                _ => break,
            }
            index += 1;
        }
        Ok((Res::Module(current), index))
    }

    /// A name that a glob import of a crate that was not read may bring in: only if it is known.
    fn foreign_glob(&self, module: ModuleId, name: &str) -> Option<Res> {
        self.arena.module(module).globs.iter().find_map(|glob| {
            let Res::Foreign(path) = self.glob_target(*glob)? else {
                return None;
            };
            let joined = self.foreign.join(path, name);
            (self.foreign.is_known(joined) || Builtin::is_below(&self.foreign.text(joined)))
                .then_some(Res::Foreign(joined))
        })
    }

    fn find(
        &self,
        module: ModuleId,
        name: &str,
        namespace: Namespace,
        visited: &mut HashSet<ModuleId>,
    ) -> Found {
        match self.find_named(module, name, namespace) {
            Some(found) => Found::One(found),
            None if self.arena.module(module).globs.is_empty() => Found::Nothing,
            None => self.find_in_globs(module, name, namespace, visited),
        }
    }

    fn find_named(&self, module: ModuleId, name: &str, namespace: Namespace) -> Option<Res> {
        let entries = self.arena.module(module).names.get(name)?;
        let own = entries.iter().find_map(|entry| match entry {
            Entry::Def(def) if self.arena.def(*def).namespace() == namespace => {
                Some(Res::Def(*def))
            }
            Entry::Module(module) if namespace == Namespace::Types => Some(Res::Module(*module)),
            _ => None,
        });
        own.or_else(|| {
            entries.iter().find_map(|entry| match entry {
                Entry::Import(import) => self.import(*import, namespace).ok(),
                _ => None,
            })
        })
    }

    fn find_in_globs(
        &self,
        module: ModuleId,
        name: &str,
        namespace: Namespace,
        visited: &mut HashSet<ModuleId>,
    ) -> Found {
        if !visited.insert(module) {
            return Found::Nothing;
        }
        let mut found: Option<Res> = None;
        for glob in &self.arena.module(module).globs {
            let Some(Res::Module(target)) = self.glob_target(*glob) else {
                continue;
            };
            if !self.offers(target, name, module) {
                continue;
            }
            match (self.find(target, name, namespace, visited), found) {
                (Found::Nothing, _) => {}
                (Found::Two(candidates), _) => return Found::Two(candidates),
                (Found::One(one), None) => found = Some(one),
                (Found::One(one), Some(other)) if one == other => {}
                (Found::One(one), Some(other)) => return Found::Two([other, one]),
            }
        }
        found.map_or(Found::Nothing, Found::One)
    }

    /// Whether a glob import in `from` can bring in a name of `target`. Names that come to `target`
    /// by its own globs are judged there.
    fn offers(&self, target: ModuleId, name: &str, from: ModuleId) -> bool {
        let Some(entries) = self.arena.module(target).names.get(name) else {
            return self.arena.module(target).globs.iter().any(|glob| {
                let import = self.arena.import(*glob);
                self.arena.sees(from, import.vis)
            });
        };
        entries
            .iter()
            .any(|entry| self.arena.sees(from, self.entry_vis(*entry)))
    }

    /// How far an entry of a module can be seen.
    pub fn entry_vis(&self, entry: Entry) -> Vis {
        match entry {
            Entry::Def(def) => self.arena.def(def).vis,
            Entry::Module(module) => self.arena.module(module).vis,
            Entry::Import(import) => self.arena.import(import).vis,
        }
    }

    fn import(&self, import: ImportId, namespace: Namespace) -> Result<Res, PathError> {
        let looked = &self.imports[import.0 as usize];
        let known = match namespace {
            Namespace::Types => &looked.types,
            Namespace::Values => &looked.values,
        };
        if let Some(known) = known.get() {
            return known.clone();
        }
        let wanted = Wanted::Name(import, namespace);
        if !self.begin(wanted) {
            return Err(PathError::NotFound {
                module: self.arena.import(import).module,
                index: 0,
            });
        }
        let result = self.import_path(import, namespace);
        self.end(wanted);
        known.get_or_init(|| result).clone()
    }

    /// Notes that something is being looked up; false where it is already.
    fn begin(&self, wanted: Wanted) -> bool {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.insert(wanted)
    }

    fn end(&self, wanted: Wanted) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.remove(&wanted);
    }

    fn import_path(&self, import: ImportId, namespace: Namespace) -> Result<Res, PathError> {
        let def = self.arena.import(import);
        let segments = def.import.path.iter().map(|ident| ident.name.as_str());
        self.resolve(def.module, def.import.absolute, segments, namespace)
    }
}

/// `extern crate x as y` at a root: `y` is known everywhere in the crate.
fn extern_crates<'p>(arena: &Arena<'p>, root: ModuleId) -> HashMap<&'p str, &'p str> {
    let imports = &arena.module(root).parsed.body.imports;
    imports
        .iter()
        .filter(|import| import.absolute && import.path.len() == 1)
        .filter_map(|import| match &import.binding {
            ImportBinding::Name(name) if name.name != import.path[0].name => {
                Some((name.name.as_str(), import.path[0].name.as_str()))
            }
            _ => None,
        })
        .collect()
}

/// Whether a definition is an enum, so that a name behind it is a variant.
pub fn is_enum(kind: &DefKind<'_>) -> bool {
    use crate::parse::syntax::TypeBody;
    matches!(kind, DefKind::Type(item) if matches!(item.body, TypeBody::Enum(_)))
}
