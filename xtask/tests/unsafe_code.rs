//! Unsafe code is in one module of the run-time at most, and the compiler refuses it elsewhere.

use std::fs;
use std::path::{Path, PathBuf};

/// The package and the folder in it that may hold unsafe code.
const PACKAGE: &str = "libero/wire";
const MODULE: &str = "src/raw";

fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("xtask is in the workspace")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What a manifest says of `unsafe_code`: its own level, or that of the workspace.
fn level<'a>(manifest: &'a str, of_workspace: &'a str) -> Option<&'a str> {
    let own = manifest.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "unsafe_code").then(|| value.trim().trim_matches('"'))
    });
    own.or_else(|| {
        manifest
            .contains("\n[lints]\nworkspace = true\n")
            .then_some(of_workspace)
    })
}

fn members(manifest: &str) -> Vec<&str> {
    let (_, rest) = manifest.split_once("members = [").expect("members");
    let (list, _) = rest.split_once(']').expect("an end of the members");
    let names = list.split(',').map(|name| name.trim().trim_matches('"'));
    names.filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_package_but_one_forbids_unsafe_code() {
    let workspace = read(&root().join("Cargo.toml"));
    let of_workspace = level(&workspace, "").expect("a level for the workspace");
    assert_eq!(of_workspace, "forbid");
    let members = members(&workspace);
    assert!(members.contains(&PACKAGE), "{members:?}");
    for member in members {
        let manifest = read(&root().join(member).join("Cargo.toml"));
        match level(&manifest, of_workspace) {
            Some("forbid") => {}
            Some("deny") if member == PACKAGE => {}
            other => panic!("{member} does not forbid unsafe code: {other:?}"),
        }
    }
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("a folder");
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn no_module_of_the_run_time_but_one_is_unsafe() {
    let package = root().join(PACKAGE);
    let mut files = vec![];
    rust_files(&package, &mut files);
    assert!(files.contains(&package.join("src/lib.rs")));
    for file in files {
        if file.starts_with(package.join(MODULE)) {
            continue;
        }
        for (index, line) in read(&file).lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let mut words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
            let is_root = file == package.join("src/lib.rs");
            let lifted = words.any(|word| word == "unsafe" || word == "unsafe_code" && !is_root);
            assert!(!lifted, "{}:{}: {line}", file.display(), index + 1);
        }
    }
    // The root may lift the lint, for the one module.
    let root = read(&package.join("src/lib.rs"));
    let lifts: Vec<&str> = root.split("allow(unsafe_code").skip(1).collect();
    assert!(lifts.len() <= 1);
    let module = lifts.iter().all(|rest| {
        let item = rest.split_once(']').map_or("", |(_, item)| item);
        item.trim_start().starts_with("mod raw;")
    });
    assert!(module, "{lifts:?}");
}
