//! Handlers that stand in no page, so that nothing can call them.

use camino::{Utf8Path, Utf8PathBuf};
use libero::diagnostic::Diagnostic;
use libero::load::SourceSet;
use libero::load::manifest::Manifest;

use crate::namespace::Namespace;
use crate::page::{Shape, is_public};
use crate::refused::{code, place};

/// Warns of functions of the application that look like handlers, and stand elsewhere than in a page.
pub(crate) fn handlers(
    manifest: &Manifest,
    namespaces: &[Namespace],
    sources: &mut SourceSet,
) -> Vec<Diagnostic> {
    let pages: Vec<Utf8PathBuf> = namespaces
        .iter()
        .map(|namespace| manifest.dir.join("src").join(&namespace.name).join("pages"))
        .collect();
    let generated = manifest.dir.join(crate::contract::GENERATED);
    let mut files = vec![];
    walk(&manifest.dir.join("src"), &mut files);
    files.retain(|file| {
        let is_page = pages.iter().any(|pages| file.starts_with(pages));
        !is_page && !file.starts_with(&generated)
    });
    files.sort();
    let mut found = vec![];
    for file in files {
        in_file(manifest, &file, sources, &mut found);
    }
    found
}

/// The files of Rust below a folder.
pub(crate) fn walk(folder: &Utf8Path, files: &mut Vec<Utf8PathBuf>) {
    for entry in folder.read_dir_utf8().into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            walk(entry.path(), files);
        } else if entry.path().extension() == Some("rs") {
            files.push(entry.path().to_owned());
        }
    }
}

fn in_file(
    manifest: &Manifest,
    path: &Utf8Path,
    sources: &mut SourceSet,
    found: &mut Vec<Diagnostic>,
) {
    // What cannot be read or parsed is told of by those who need it.
    let Ok(text) = std::fs::read_to_string(path) else {
        return;
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if !text.contains("fn server_") {
        return;
    }
    let Ok(syntax) = syn::parse_file(text) else {
        return;
    };
    let shown = libero::load::files::relative(path, &manifest.workspace_dir);
    let id = sources.add(shown, text.to_owned());
    for item in &syntax.items {
        let syn::Item::Fn(function) = item else {
            continue;
        };
        let name = function.sig.ident.to_string();
        if name.starts_with("server_") && is_public(&function.vis) && takes_context(function) {
            let title = format!("`{name}` is not a handler: it stands in no page");
            let at = place(id, function.sig.ident.span().byte_range());
            let help = "to let clients call it, move it to a page, a file below `pages`; otherwise begin its \
                        name with something else than `server_`";
            found.push(Diagnostic::warning(code::STRAY, title, at, "nothing calls it").help(help));
        }
    }
}

fn takes_context(function: &syn::ItemFn) -> bool {
    function.sig.inputs.iter().any(|input| match input {
        syn::FnArg::Typed(input) => {
            let shape = Shape::of(&input.ty);
            shape.name == "ServerContext" || shape.is_of("Arc", "ServerContext")
        }
        syn::FnArg::Receiver(_) => false,
    })
}
