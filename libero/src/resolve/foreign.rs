//! Paths into crates whose source is not read.

use std::sync::{PoisonError, RwLock};

use indexmap::IndexMap;

use crate::resolve::builtin::Builtin;
use crate::resolve::prelude;

/// Stands for the package of a name that a macro declares in a crate that was read.
const UNSEEN: &str = "crate";

/// A path into a crate that was not read. Which one a path is given depends on who asks first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ForeignId(pub u32);

/// Every path into a crate that was not read, each once.
///
/// A path begins with the name of its package (`-` as `_`), whatever a crate calls it; `core` and
/// `alloc` are `std`.
#[derive(Debug, Default)]
pub struct ForeignPaths {
    /// Those that most types are made of; threads read them without waiting for each other.
    settled: Paths,
    /// All others, whose ids follow.
    later: RwLock<Paths>,
}

type Paths = IndexMap<String, Info>;

#[derive(Clone, Debug)]
struct Info {
    package: String,
    builtin: Option<Builtin>,
    mapped: bool,
}

impl ForeignPaths {
    /// Settles what is known so far, and what every module knows. From here on nothing more is mapped.
    pub fn settle(&mut self) {
        for path in prelude::paths() {
            self.std_path(path);
        }
        let later = self.later.get_mut().unwrap_or_else(PoisonError::into_inner);
        if self.settled.is_empty() {
            self.settled = std::mem::take(later);
        }
    }

    /// The standard library.
    pub fn std(&self) -> ForeignId {
        self.add("std".to_owned(), "std")
    }

    /// A path below `std`.
    pub fn std_path(&self, path: &str) -> ForeignId {
        self.add(["std::", path].concat(), "std")
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
        let found = self.find(path)?;
        self.with(found, |_, info| info.mapped && info.package == UNSEEN)
            .then_some(found)
    }

    /// A name inside a path.
    pub fn join(&self, path: ForeignId, name: &str) -> ForeignId {
        let (text, package) = self.with(path, |text, info| {
            ([text, "::", name].concat(), info.package.clone())
        });
        self.add(text, &package)
    }

    /// The whole path: `chrono::DateTime`.
    pub fn text(&self, path: ForeignId) -> String {
        self.with(path, |text, _| text.to_owned())
    }

    /// The name of the package: `rust-decimal`, or `std`.
    pub fn package(&self, path: ForeignId) -> String {
        self.with(path, |_, info| info.package.clone())
    }

    /// The type that is known by this path, unless the configuration maps it.
    pub fn builtin(&self, path: ForeignId) -> Option<Builtin> {
        self.with(path, |_, info| info.builtin.filter(|_| !info.mapped))
    }

    /// Whether the configuration maps the type of this path.
    pub fn is_mapped(&self, path: ForeignId) -> bool {
        self.with(path, |_, info| info.mapped)
    }

    /// Says that the configuration maps the type of this path, before anything is settled.
    pub fn set_mapped(&self, path: ForeignId) {
        let mut later = self.later.write().unwrap_or_else(PoisonError::into_inner);
        let place = path.0 as usize - self.settled.len();
        later[place].mapped = true;
    }

    /// Whether something is known to be at this path.
    pub fn is_known(&self, path: ForeignId) -> bool {
        self.with(path, |_, info| info.builtin.is_some() || info.mapped)
    }

    fn with<T>(&self, path: ForeignId, look: impl FnOnce(&str, &Info) -> T) -> T {
        let place = path.0 as usize;
        if let Some((text, info)) = self.settled.get_index(place) {
            return look(text, info);
        }
        let later = self.later.read().unwrap_or_else(PoisonError::into_inner);
        let found = later.get_index(place - self.settled.len());
        let (text, info) = found.expect("an id of this list");
        look(text, info)
    }

    fn find(&self, text: &str) -> Option<ForeignId> {
        if let Some(place) = self.settled.get_index_of(text) {
            return Some(id(place));
        }
        let later = self.later.read().unwrap_or_else(PoisonError::into_inner);
        let place = later.get_index_of(text)?;
        Some(id(self.settled.len() + place))
    }

    fn add(&self, text: String, package: &str) -> ForeignId {
        if let Some(known) = self.find(&text) {
            return known;
        }
        let mut later = self.later.write().unwrap_or_else(PoisonError::into_inner);
        let place = later.get_index_of(&text).unwrap_or_else(|| {
            let info = Info {
                package: package.to_owned(),
                builtin: Builtin::by_path(&text),
                mapped: false,
            };
            later.insert_full(text, info).0
        });
        id(self.settled.len() + place)
    }
}

fn id(place: usize) -> ForeignId {
    ForeignId(u32::try_from(place).expect("fewer than 2^32 paths"))
}
