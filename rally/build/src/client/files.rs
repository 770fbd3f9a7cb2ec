//! The files of a client, and where they go.

use std::collections::BTreeSet;
use std::path::PathBuf;

use camino::{Utf8Path, Utf8PathBuf};
use contract_schema::Contract;
use libero::diagnostic::Diagnostic;
use libero::load::manifest::Manifest;

use super::manifest::Application;
use crate::glue::{files::common, modules};
use crate::namespace::Namespace;
use crate::refused::{Problems, Refused, code};
use crate::routes;
use crate::shake::Shaken;
use crate::write::{Wanted, is_marked_file};

/// What the shaker left, and the files that it includes, at the same paths.
pub(crate) fn source(
    manifest: &Manifest,
    folder: &Utf8Path,
    shaken: &Shaken,
    wanted: &mut Wanted,
) -> Result<(), Refused> {
    for file in &shaken.files {
        if let Ok(path) = Utf8PathBuf::from_path_buf(file.path.clone()) {
            wanted.add(folder.join("src").join(path), file.text.clone());
        }
    }
    copy(manifest, folder, &shaken.included, wanted)
}

/// Its glue and codecs, and the addresses of the other namespaces, for links.
pub(crate) fn glue(
    folder: &Utf8Path,
    namespace: &Namespace,
    namespaces: &[Namespace],
    contract: &Contract,
    wanted: &mut Wanted,
) {
    let generated = folder.join("src/generated");
    let names: Vec<&str> = namespaces.iter().map(|one| one.name.as_str()).collect();
    let root = modules::generated(&names, Some(&namespace.name));
    wanted.add(generated.join("mod.rs"), root);
    for other in namespaces {
        let folder = generated.join(&other.name);
        if other.name == namespace.name {
            let modules = ["app", "calls", "libero", "routes"];
            let module = modules::namespace(&other.name, &modules);
            wanted.add(folder.join("mod.rs"), module);
            common(&folder, namespace, namespaces, contract, wanted);
            for file in libero::generate_rust_etf_client(contract) {
                wanted.add(folder.join("libero").join(file.path), file.text);
            }
        } else {
            let module = modules::namespace(&other.name, &["routes"]);
            wanted.add(folder.join("mod.rs"), module);
            wanted.add(
                folder.join("routes.rs"),
                routes::generate(other, namespaces),
            );
        }
    }
}

/// Its Cargo.toml, and a copy of the application's lock file.
pub(crate) fn package(
    application: &Application<'_>,
    folder: &Utf8Path,
    namespace: &Namespace,
    shaken: &Shaken,
    wanted: &mut Wanted,
) {
    let text = application.client(&namespace.name, folder, &shaken.crates);
    let path = folder.join("Cargo.toml");
    // Cargo takes out of a copied lock file what the client has no use for, so it is written anew only
    // where the application's is another.
    let lock = folder.join("Cargo.lock");
    let is_known = std::fs::read_to_string(&path).is_ok_and(|old| old == text);
    match (&application.lock, std::fs::read_to_string(&lock)) {
        (_, Ok(old)) if is_known => wanted.add_copy(lock, old),
        (Some(copy), _) => wanted.add_copy(lock, copy.clone()),
        (None, _) => {}
    }
    wanted.add(path, text);
}

/// The files that the client includes, at the same paths.
fn copy(
    manifest: &Manifest,
    folder: &Utf8Path,
    included: &BTreeSet<PathBuf>,
    wanted: &mut Wanted,
) -> Result<(), Refused> {
    let mut problems = Problems::default();
    for path in included.iter().filter_map(|path| Utf8Path::from_path(path)) {
        match std::fs::read(manifest.dir.join(path)) {
            Ok(bytes) => wanted.add_copy(folder.join(path), bytes),
            Err(error) => {
                let title = format!("cannot read `{path}`, which the client includes: {error}");
                problems.push(Diagnostic::global(code::UNREADABLE, title));
            }
        }
    }
    problems.check()
}

/// The folders of clients whose namespaces are no more. A folder is a client's when its Cargo.toml says so.
pub(crate) fn abandoned(manifest: &Manifest, namespaces: &[Namespace]) -> Vec<Utf8PathBuf> {
    let clients = manifest.dir.join(super::CLIENTS);
    // Where there are no clients yet there is nothing to read.
    let folders = clients.read_dir_utf8().into_iter().flatten().flatten();
    let folders = folders.filter(|folder| {
        let is_kept = namespaces.iter().any(|one| one.name == folder.file_name());
        !is_kept && is_marked_file(&folder.path().join("Cargo.toml"))
    });
    let mut folders: Vec<_> = folders.map(|folder| folder.path().to_owned()).collect();
    folders.sort();
    folders
}

/// Removes what was generated of a client: its source, and copies of what it included. What else somebody
/// put into its folder stays.
pub(crate) fn remove(manifest: &Manifest, folder: &Utf8Path, wanted: &mut Wanted) {
    wanted.remove_marked(folder.join("Cargo.toml"));
    wanted.remove(folder.join("Cargo.lock"));
    wanted.prune_whole(folder.join("src"));
    remove_copies(&manifest.dir, folder, Utf8Path::new(""), wanted);
}

/// Files that are what the application has at the same path.
fn remove_copies(dir: &Utf8Path, folder: &Utf8Path, below: &Utf8Path, wanted: &mut Wanted) {
    let entries = folder.join(below).read_dir_utf8();
    for entry in entries.into_iter().flatten().flatten() {
        let path = below.join(entry.file_name());
        if entry.path().is_dir() {
            if path != "src" {
                remove_copies(dir, folder, &path, wanted);
            }
        } else if let (Ok(copy), Ok(own)) =
            (std::fs::read(entry.path()), std::fs::read(dir.join(&path)))
            && copy == own
        {
            wanted.remove(entry.path().to_owned());
        }
    }
}
