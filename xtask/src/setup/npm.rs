//! npm packages of the folders that have a `package-lock.json`.

use std::fs;
use std::path::Path;

use crate::setup::say;
use crate::sh;

/// Folders of npm packages, relative to the root.
pub(super) const FOLDERS: &[&str] = &["sdks/js", "tests/browser"];

/// Those of the benchmarks.
pub(super) const PEERS: &[&str] = &["benches/js", "benches/rally-peers/trpc"];

/// A copy of the lock file that `node_modules` was made from.
const STAMP: &str = "node_modules/.installed-package-lock.json";

/// Runs `npm ci` where `node_modules` was not made from the lock file.
pub(super) fn install(folders: &[&str]) -> Result<(), String> {
    for folder in folders {
        let path = sh::root().join(folder);
        if is_current(&path) {
            continue;
        }
        say(&format!("installing the packages of {folder} (npm ci)"));
        let arguments = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
        sh::run(sh::program("npm", &arguments).current_dir(&path))
            .map_err(|error| format!("{error} in {folder}"))?;
        // A package without dependencies gets no node_modules.
        fs::create_dir_all(path.join("node_modules"))
            .and_then(|()| fs::copy(path.join("package-lock.json"), path.join(STAMP)))
            .map_err(|error| format!("cannot write {folder}/{STAMP}: {error}"))?;
    }
    Ok(())
}

fn is_current(folder: &Path) -> bool {
    let Ok(lock) = fs::read(folder.join("package-lock.json")) else {
        return true;
    };
    fs::read(folder.join(STAMP)).is_ok_and(|stamp| stamp == lock)
}
