//! What two pages cannot both have.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;
use libero::diagnostic::Diagnostic;

use super::{At, Kind, PageFile, Shape};
use crate::refused::{Problems, code};

pub(super) fn check(pages: &[PageFile], shown: &Utf8Path, problems: &mut Problems) {
    let file = |page: &PageFile| format!("`{shown}/{}.rs`", page.name);
    let mut variants: BTreeMap<&str, &PageFile> = BTreeMap::new();
    let mut shapes: BTreeMap<Shape, &PageFile> = BTreeMap::new();
    for page in pages {
        file_and_folder(page, pages, shown, problems);
        same_parameter(page, shown, problems);
        if let Some(first) = shapes.get(&alike(page)) {
            let title = format!(
                "{} and {} have one address, `{}`",
                file(first),
                file(page),
                page.address("/")
            );
            let help = if first.segments == page.segments {
                "remove one of them"
            } else {
                "a dynamic segment takes any value, whatever its name: keep one of them, or put a \
                 static segment before it"
            };
            problems.push(Diagnostic::global(code::CONFLICT, title).help(help));
            continue;
        }
        shapes.insert(alike(page), page);
        if let Some(first) = variants.insert(&page.variant, page) {
            let title = format!(
                "{} and {} would both be `Route::{}`",
                file(first),
                file(page),
                page.variant
            );
            problems.push(Diagnostic::global(code::SAME_VARIANT, title).help("rename one of them"));
        }
    }
}

/// What tells an address from others: which segments are static, and what takes the rest.
fn alike(page: &PageFile) -> Shape {
    let mut shape = page.shape();
    for at in &mut shape.0 {
        if *at == At::Value(Kind::Number) {
            *at = At::Value(Kind::Text);
        }
    }
    shape
}

/// `products.rs` beside `products/`: the module can be declared once.
fn file_and_folder(page: &PageFile, pages: &[PageFile], shown: &Utf8Path, problems: &mut Problems) {
    let inside = |other: &&PageFile| {
        other.modules.len() > page.modules.len() && other.modules.starts_with(&page.modules)
    };
    if let Some(other) = pages.iter().find(inside) {
        let title = format!(
            "`{shown}/{0}.rs` is a page, and `{shown}/{0}/` is a folder of pages",
            page.name
        );
        let diagnostic = Diagnostic::global(code::FILE_AND_FOLDER, title)
            .note(format!("`{shown}/{}.rs` is in the folder", other.name))
            .help(format!(
                "move `{0}.rs` to `{0}/home_.rs`: it keeps its address",
                page.name
            ));
        problems.push(diagnostic);
    }
}

fn same_parameter(page: &PageFile, shown: &Utf8Path, problems: &mut Problems) {
    let mut names = BTreeSet::new();
    for (name, _) in page.params() {
        if !names.insert(name) {
            let title = format!("two parameters of `{shown}/{}.rs` are `{name}`", page.name);
            let help = format!("rename one of them: `other_{name}_`");
            problems.push(Diagnostic::global(code::SAME_PARAMETER, title).help(help));
        }
    }
}
