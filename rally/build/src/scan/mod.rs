//! Files of pages to addresses.
//!
//! | file | address |
//! |---|---|
//! | `home_.rs`, `index.rs` | the folder's own |
//! | `about_us.rs` | `about-us` |
//! | `id_.rs`, `team_id_.rs` | a number of 64 bits |
//! | `name_.rs` | a text |
//! | `all_.rs` | all that is left of a path |
//!
//! Folders are segments as files are.

use camino::{Utf8Path, Utf8PathBuf};
use heck::ToPascalCase;
use libero::diagnostic::Diagnostic;

use crate::refused::{Problems, code};

mod conflicts;
mod folder;
mod segment;
mod shape;

pub(crate) use segment::{Kind, Segment, suggestion};
pub(crate) use shape::{At, Shape};

/// A page as its file's name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageFile {
    /// Below the folder of pages, without `.rs`: `products/id_`.
    pub(crate) name: String,
    /// The names of its modules below `pages`: `products`, `id_`.
    pub(crate) modules: Vec<String>,
    /// Its address below the namespace's.
    pub(crate) segments: Vec<Segment>,
    /// Its name in `Route`.
    pub(crate) variant: String,
}

impl PageFile {
    /// Its address as people write it: `/products/:id`.
    pub(crate) fn address(&self, base: &str) -> String {
        let mut address = base.trim_end_matches('/').to_owned();
        for segment in &self.segments {
            address.extend(["/", &segment.to_string()]);
        }
        if address.is_empty() {
            address.push('/');
        }
        address
    }

    /// Which paths are its own.
    pub(crate) fn shape(&self) -> Shape {
        let at = |segment: &Segment| match segment {
            Segment::Static(name) => At::Name(name.clone()),
            Segment::Dynamic { kind, .. } => At::Value(*kind),
        };
        Shape(self.segments.iter().map(at).collect())
    }

    /// The segments that are filled in.
    pub(crate) fn params(&self) -> impl Iterator<Item = (&str, Kind)> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Dynamic { name, kind } => Some((name.as_str(), *kind)),
            Segment::Static(_) => None,
        })
    }
}

/// The pages of a folder, in the order in which a path is held against them: what is static before what is
/// not.
pub(crate) fn scan(folder: &Utf8Path, shown: &Utf8Path, problems: &mut Problems) -> Vec<PageFile> {
    let mut pages = vec![];
    for file in folder::files(folder, shown, problems) {
        pages.extend(page(&file, shown, problems));
    }
    conflicts::check(&pages, shown, problems);
    pages.sort_by_cached_key(|page| (page.shape(), page.name.clone()));
    pages
}

/// A page of the file's path below the folder of pages.
fn page(file: &Utf8Path, shown: &Utf8Path, problems: &mut Problems) -> Option<PageFile> {
    let name = file.with_extension("");
    let modules: Vec<String> = name.components().map(|one| one.to_string()).collect();
    let mut segments = vec![];
    let mut sound = true;
    for (index, module) in modules.iter().enumerate() {
        let is_file = index + 1 == modules.len();
        match segment::of(module, is_file) {
            Ok(segment) => segments.extend(segment),
            Err(wrong) => {
                sound = false;
                let part: Utf8PathBuf = modules[..=index].iter().collect();
                let end = if is_file { ".rs" } else { "" };
                let title = format!("`{shown}/{part}{end}` {}", wrong.what);
                problems.push(Diagnostic::global(code::BAD_NAME, title).help(wrong.help));
            }
        }
    }
    sound.then(|| PageFile {
        name: name.to_string(),
        variant: variant(&segments),
        modules,
        segments,
    })
}

/// `Home`, `About`, `ProductsId`.
fn variant(segments: &[Segment]) -> String {
    let words = segments.iter().map(|segment| match segment {
        Segment::Static(name) | Segment::Dynamic { name, .. } => name.to_pascal_case(),
    });
    match words.collect::<String>() {
        none if none.is_empty() => "Home".to_owned(),
        name => name,
    }
}

#[cfg(test)]
mod tests;
