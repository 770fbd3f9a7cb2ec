//! Where files come from: the disk, or memory in tests.

use std::collections::BTreeMap;
use std::io;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

/// Read-only access to files by path.
pub trait Files: Sync {
    /// The bytes of a file.
    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>>;
    /// Whether there is a file at this path.
    fn is_file(&self, path: &Utf8Path) -> bool;
    /// Whether relative paths mean the current folder of the process.
    fn is_disk(&self) -> bool {
        false
    }
}

/// The file system.
#[derive(Clone, Copy, Debug)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn is_file(&self, path: &Utf8Path) -> bool {
        path.is_file()
    }

    fn is_disk(&self) -> bool {
        true
    }
}

/// Files that are nowhere on disk.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<Utf8PathBuf, Vec<u8>>,
}

impl Memory {
    /// Adds a file, or replaces it.
    pub fn add(&mut self, path: impl Into<Utf8PathBuf>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }
}

impl Files for Memory {
    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        self.files
            .get(path)
            .cloned()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn is_file(&self, path: &Utf8Path) -> bool {
        self.files.contains_key(path)
    }
}

/// A path without `.` and, as far as it goes, without `..`; the disk is not asked.
pub fn normalize(path: &Utf8Path) -> Utf8PathBuf {
    let mut plain = Utf8PathBuf::new();
    for component in path.components() {
        match component {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir => match plain.components().next_back() {
                Some(Utf8Component::Normal(_)) => {
                    plain.pop();
                }
                Some(Utf8Component::RootDir | Utf8Component::Prefix(_)) => {}
                _ => plain.push(".."),
            },
            other => plain.push(other),
        }
    }
    plain
}

/// A path as people see it: relative to `base`, with `/`.
pub fn relative(path: &Utf8Path, base: &Utf8Path) -> Utf8PathBuf {
    let shared = path
        .components()
        .zip(base.components())
        .take_while(|(one, other)| one == other)
        .count();
    let same_root = shared > 0 || (path.is_relative() && base.is_relative());
    let mut parts: Vec<&str> = vec![];
    if same_root {
        parts.extend(base.components().skip(shared).map(|_| ".."));
        parts.extend(path.components().skip(shared).map(|part| part.as_str()));
        Utf8PathBuf::from(parts.join("/"))
    } else {
        path.to_owned()
    }
}
