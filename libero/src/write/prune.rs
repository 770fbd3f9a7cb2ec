//! Generated files that no output holds any more.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::write::{HEAD, MARKER, Output, WriteError, failed, first};

/// Whether a text says in its first lines that libero wrote it.
pub(super) fn is_marked(text: &[u8]) -> bool {
    /// `package.json` has the marker in its second line; some comments open on a line of their own.
    const LINES: usize = 3;
    // a source map is one line
    let head = &text[..text.len().min(HEAD)];
    let mut lines = head.split(|byte| *byte == b'\n').take(LINES);
    lines.any(|line| {
        line.windows(MARKER.len())
            .any(|part| part == MARKER.as_bytes())
    })
}

/// The generated files under a folder that are not wanted. Symbolic links, hidden folders and
/// `node_modules` are not entered.
pub(crate) fn orphans(
    root: &Utf8Path,
    wanted: &BTreeSet<Utf8PathBuf>,
) -> Result<Vec<Utf8PathBuf>, WriteError> {
    let mut orphans = vec![];
    let mut maps = vec![];
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match folder.read_dir_utf8() {
            Ok(entries) => entries,
            Err(error) if folder == root && error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(failed("read", &folder)(error)),
        };
        for entry in entries {
            let entry = entry.map_err(failed("read", &folder))?;
            let kind = entry.file_type().map_err(failed("read", entry.path()))?;
            let path = entry.path().to_owned();
            let hidden = entry.file_name().starts_with('.');
            if kind.is_dir() {
                if !hidden && entry.file_name() != "node_modules" {
                    folders.push(path);
                }
            } else if kind.is_file() && !wanted.contains(&path) {
                if path.extension() == Some("map") {
                    maps.push(path);
                } else if is_marked(&head(&path)?) {
                    orphans.push(path);
                }
            }
        }
    }
    // A source map has no room for the marker; it goes with the file that it belongs to.
    for map in maps {
        if orphans.contains(&map.with_extension("")) {
            orphans.push(map);
        }
    }
    Ok(orphans)
}

fn head(path: &Utf8Path) -> Result<Vec<u8>, WriteError> {
    File::open(path)
        .and_then(|file| first(file, HEAD))
        .map_err(failed("read", path))
}

/// Deletes a file, and the folders below the output's own that it leaves empty.
pub(super) fn delete(path: &Utf8Path, outputs: &[Output]) -> Result<(), WriteError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(failed("delete", path)(error));
        }
        _ => {}
    }
    let is_root = |folder: &Utf8Path| outputs.iter().any(|output| output.root == folder);
    let inside = |folder: &Utf8Path| {
        outputs
            .iter()
            .any(|output| folder.starts_with(&output.root))
    };
    let mut folder = path.parent();
    while let Some(empty) = folder.filter(|folder| inside(folder) && !is_root(folder)) {
        // Refused by the system as long as something is in it.
        if std::fs::remove_dir(empty).is_err() {
            break;
        }
        folder = empty.parent();
    }
    Ok(())
}
