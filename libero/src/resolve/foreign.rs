//! Paths into crates whose source is not read.

use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use indexmap::IndexMap;

use crate::resolve::builtin::Builtin;

/// Stands for the package of a name that a macro declares in a crate that was read.
const UNSEEN: &str = "crate";

/// A path into a crate that was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ForeignId(pub u32);

/// Every path into a crate that was not read, each once.
///
/// A path begins with the name of its package (`-` as `_`), whatever a crate calls it; `core` and
/// `alloc` are `std`.
#[derive(Debug, Default)]
pub struct ForeignPaths {
    paths: RwLock<IndexMap<String, Info>>,
}

#[derive(Clone, Debug)]
struct Info {
    package: String,
    builtin: Option<Builtin>,
    mapped: bool,
}

impl ForeignPaths {
    /// The standard library.
    pub fn std(&self) -> ForeignId {
        self.add("std".to_owned(), "std")
    }

    /// A path below `std`.
    pub fn std_path(&self, path: &str) -> ForeignId {
        self.add(format!("std::{path}"), "std")
    }

    /// The root of a package.
    pub fn krate(&self, package: &str) -> ForeignId {
        self.add(package.replace('-', "_"), package)
    }

    /// A path of a crate that was read, at which only a macro can have put something.
    pub fn unseen(&self, path: &str) -> ForeignId {
        self.add(path.to_owned(), UNSEEN)
    }

    /// The same, if the configuration maps it.
    pub fn mapped_unseen(&self, path: &str) -> Option<ForeignId> {
        let paths = self.look();
        let (index, _, info) = paths.get_full(path)?;
        let found = ForeignId(u32::try_from(index).ok()?);
        (info.mapped && info.package == UNSEEN).then_some(found)
    }

    /// A name inside a path.
    pub fn join(&self, path: ForeignId, name: &str) -> ForeignId {
        let (text, package) = {
            let paths = self.look();
            let (text, info) = paths
                .get_index(path.0 as usize)
                .expect("an id of this list");
            (format!("{text}::{name}"), info.package.clone())
        };
        self.add(text, &package)
    }

    /// The whole path: `chrono::DateTime`.
    pub fn text(&self, path: ForeignId) -> String {
        let paths = self.look();
        let (text, _) = paths
            .get_index(path.0 as usize)
            .expect("an id of this list");
        text.clone()
    }

    /// The name of the package: `rust-decimal`, or `std`.
    pub fn package(&self, path: ForeignId) -> String {
        self.look()[path.0 as usize].package.clone()
    }

    /// The type that is known by this path, unless the configuration maps it.
    pub fn builtin(&self, path: ForeignId) -> Option<Builtin> {
        let paths = self.look();
        let info = &paths[path.0 as usize];
        info.builtin.filter(|_| !info.mapped)
    }

    /// Whether the configuration maps the type of this path.
    pub fn is_mapped(&self, path: ForeignId) -> bool {
        self.look()[path.0 as usize].mapped
    }

    /// Says that the configuration maps the type of this path.
    pub fn set_mapped(&self, path: ForeignId) {
        self.change()[path.0 as usize].mapped = true;
    }

    /// Whether something is known to be at this path.
    pub fn is_known(&self, path: ForeignId) -> bool {
        let paths = self.look();
        let info = &paths[path.0 as usize];
        info.builtin.is_some() || info.mapped
    }

    fn add(&self, text: String, package: &str) -> ForeignId {
        let id = |index| ForeignId(u32::try_from(index).expect("fewer than 2^32 paths"));
        if let Some(index) = self.look().get_index_of(&text) {
            return id(index);
        }
        let info = Info {
            package: package.to_owned(),
            builtin: Builtin::by_path(&text),
            mapped: false,
        };
        let mut paths = self.change();
        let index = match paths.get_index_of(&text) {
            Some(index) => index,
            None => paths.insert_full(text, info).0,
        };
        id(index)
    }

    fn look(&self) -> RwLockReadGuard<'_, IndexMap<String, Info>> {
        self.paths.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self) -> RwLockWriteGuard<'_, IndexMap<String, Info>> {
        self.paths.write().unwrap_or_else(PoisonError::into_inner)
    }
}
