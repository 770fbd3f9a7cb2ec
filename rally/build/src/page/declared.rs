//! The `mod` lines that a person writes: without them rustc sees none of the pages.

use camino::Utf8Path;
use libero::diagnostic::Diagnostic;
use libero::load::manifest::Manifest;

use super::{Source, is_public, source};
use crate::client::root_file;
use crate::config::Config;
use crate::refused::{Problems, code, place};

/// What may stand beside the pages of a namespace.
const BESIDE: [&str; 4] = ["client_context", "error", "layout", "not_found"];

/// Refuses an application that does not declare its namespaces, or what is in them.
pub(crate) fn check(manifest: &Manifest, config: &Config, problems: &mut Problems) {
    let shown = |path: &Utf8Path| libero::load::files::relative(path, &manifest.workspace_dir);
    let root = root_file(manifest);
    if !root.is_file() {
        let title = format!("there is no `{}`", shown(&root));
        let lines: Vec<String> = std::iter::once("generated")
            .chain(config.clients.iter().map(|client| client.name.as_str()))
            .map(|name| format!("`pub mod {name};`"))
            .collect();
        let help = format!("pages belong to a library, which says {}", lines.join(", "));
        problems.push(Diagnostic::global(code::UNDECLARED, title).help(help));
        return;
    }
    let Some(library) = source(&root, &shown(&root), problems) else {
        return;
    };
    declares(&library, "generated", problems);
    for client in &config.clients {
        let name = &client.name;
        let Some(inline) = declares(&library, name, problems) else {
            continue;
        };
        // Declared in the library's own file.
        if inline {
            continue;
        }
        let folder = manifest.dir.join("src");
        let files = [
            folder.join(name).join("mod.rs"),
            folder.join(format!("{name}.rs")),
        ];
        let Some(file) = files.iter().find(|file| file.is_file()) else {
            let title = format!("there is no `{}`", shown(&files[0]));
            let help = "it says `pub mod pages;`";
            problems.push(Diagnostic::global(code::UNDECLARED, title).help(help));
            continue;
        };
        let Some(module) = source(file, &shown(file), problems) else {
            continue;
        };
        declares(&module, "pages", problems);
        for beside in BESIDE {
            if folder.join(name).join(format!("{beside}.rs")).is_file() {
                declares(&module, beside, problems);
            }
        }
    }
}

/// Refuses what a page imports from a module whose file is there, and that the library does not declare.
pub(crate) fn imports(
    manifest: &Manifest,
    namespaces: &[(String, Vec<String>)],
    problems: &mut Problems,
) {
    let mut quiet = Problems::default();
    let root = root_file(manifest);
    let Some(library) = source(&root, &root, &mut quiet) else {
        return;
    };
    let declared = |name: &str| {
        library.syntax.items.iter().any(|item| match item {
            syn::Item::Mod(item) => item.ident == name,
            // It may be declared there.
            syn::Item::Macro(_) => true,
            _ => false,
        })
    };
    let folder = manifest.dir.join("src");
    let mut told: Vec<String> = vec![];
    for (page, names) in namespaces {
        for name in names {
            let files = [
                folder.join(format!("{name}.rs")),
                folder.join(name).join("mod.rs"),
            ];
            let Some(file) = files.iter().find(|file| file.is_file()) else {
                continue;
            };
            if declared(name) || told.contains(name) {
                continue;
            }
            told.push(name.clone());
            let shown =
                |path: &Utf8Path| libero::load::files::relative(path, &manifest.workspace_dir);
            let title = format!("the module `{name}` is not declared, and `{page}` imports it");
            let note = format!("its file is there: `{}`", shown(file));
            let help = format!("add `pub mod {name};` to `{}`", shown(&root));
            problems.push(
                Diagnostic::global(code::UNDECLARED, title)
                    .note(note)
                    .help(help),
            );
        }
    }
}

/// The modules of the crate that a file imports from: `notes` of `use crate::notes::Note`.
pub(crate) fn imported(file: &syn::File) -> Vec<String> {
    let mut names = vec![];
    for item in &file.items {
        if let syn::Item::Use(item) = item
            && let syn::UseTree::Path(root) = &item.tree
            && root.ident == "crate"
        {
            first_of(&root.tree, &mut names);
        }
    }
    names
}

fn first_of(tree: &syn::UseTree, names: &mut Vec<String>) {
    match tree {
        syn::UseTree::Path(path) => names.push(path.ident.to_string()),
        syn::UseTree::Name(name) => names.push(name.ident.to_string()),
        syn::UseTree::Rename(name) => names.push(name.ident.to_string()),
        syn::UseTree::Group(group) => {
            for tree in &group.items {
                first_of(tree, names);
            }
        }
        syn::UseTree::Glob(_) => {}
    }
}

/// Whether a file declares a module with its content; none, and a refusal, where it does not declare it.
fn declares(source: &Source, name: &str, problems: &mut Problems) -> Option<bool> {
    let found = source.syntax.items.iter().find_map(|item| match item {
        syn::Item::Mod(item) if item.ident == name => Some(item),
        _ => None,
    });
    let help = format!("add `pub mod {name};`");
    let (title, range) = match found {
        Some(item) if is_public(&item.vis) || name == "generated" => {
            return Some(item.content.is_some());
        }
        Some(item) => (
            format!("the module `{name}` is private, and generated code names it"),
            item.ident.span().byte_range(),
        ),
        None => (format!("the module `{name}` is not declared"), 0..0),
    };
    let span = place(source.id, range);
    problems.push(Diagnostic::error(code::UNDECLARED, title, span, "").help(help));
    None
}
