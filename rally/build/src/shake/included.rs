//! Files that kept code includes by `include_str!("…")` and `include_bytes!("…")`: the client needs them too.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::load::relative;
use super::problem::Problem;
use super::program::Program;
use super::reach::Reach;

/// The files, relative to the folder around that of the root file; `source` is the folder of the root file.
pub(super) fn files(
    program: &Program,
    reach: &Reach<'_>,
    source: &Path,
    problems: &mut Vec<Problem>,
) -> BTreeSet<PathBuf> {
    let source = std::path::absolute(source).unwrap_or_else(|_| source.to_owned());
    let package = source.parent().unwrap_or(&source);
    let mut files = BTreeSet::new();
    for id in program.ids().filter(|id| reach.is_live(*id)) {
        let node = program.node(id);
        for (path, range) in &node.body.included {
            let folder = source.join(&program.file(node.file).path);
            let path = relative(&folder.with_file_name(path), package);
            if path.starts_with("..") {
                let place = program.span(id, range);
                problems.push(Problem::IncludedOutside { path, place });
            } else {
                files.insert(path);
            }
        }
    }
    files
}
