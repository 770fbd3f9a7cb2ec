//! What belongs together in a page.

use libero::diagnostic::Diagnostic;

use super::{Names, Page, Source};
use crate::refused::{Problems, code, place};

/// The functions of a page, but handlers.
const FUNCTIONS: [&str; 7] = [
    "head",
    "init",
    "init_loaded",
    "load",
    "title",
    "update",
    "view",
];

pub(super) fn page(page: &Page, names: &Names, source: &Source, problems: &mut Problems) {
    let file = &page.file.name;
    // At the part that lacks the other one.
    let mut missing = |at: &str, what: String, help: &str| {
        let span = place(source.id, names.place(at).unwrap_or(0..0));
        let diagnostic = Diagnostic::error(code::MISSING, what, span, "").help(help);
        let is_page = FUNCTIONS.iter().any(|name| names.has(name)) || page.has_model;
        problems.push(if is_page || !page.handlers.is_empty() {
            diagnostic
        } else {
            diagnostic
                .note("every file below `pages` is a page: what is none belongs elsewhere in `src`")
        });
    };
    if !names.has("view") {
        let help = if page.has_model {
            "`pub fn view(cx: &ClientContext, model: ReadSignal<Model>, send: Dispatch<Msg>) -> View`"
        } else {
            "`pub fn view() -> View`"
        };
        missing("Model", format!("the page `{file}.rs` has no `view`"), help);
    }
    if page.has_model && !names.has("init") && !names.has("init_loaded") {
        let help = "`pub fn init() -> (Model, Effect<Msg>)`, or `load` and `init_loaded`";
        let what = format!("nothing makes the `Model` of `{file}.rs`");
        missing("Model", what, help);
    }
    if !page.has_model {
        for name in ["init", "init_loaded", "update"] {
            if names.has(name) {
                let what = format!("`{file}.rs` has `{name}`, and no `Model`");
                missing(name, what, "`pub struct Model { … }`");
            }
        }
    }
    if page.has_msg && !names.has("update") {
        let help = "`pub fn update(model: &mut Model, msg: Msg) -> Effect<Msg>`";
        missing("Msg", format!("nothing in `{file}.rs` takes a `Msg`"), help);
    }
    if names.has("update") && !page.has_msg && page.has_model {
        let help = "`pub enum Msg { … }`";
        let what = format!("`{file}.rs` has `update`, and no `Msg`");
        missing("update", what, help);
    }
    if names.has("load") && !names.has("init_loaded") {
        let help = "`pub fn init_loaded(data: Data) -> (Model, Effect<Msg>)`";
        let what = format!("nothing in `{file}.rs` takes what `load` gives");
        missing("load", what, help);
    }
    if names.has("init_loaded") && !names.has("load") {
        let help =
            "`pub async fn load(cx: &ServerContext) -> Result<Data, LoadError>`, or name it `init`";
        let what = format!("nothing in `{file}.rs` gives what `init_loaded` takes");
        missing("init_loaded", what, help);
    }
    for name in FUNCTIONS {
        if let Some(range) = names.passed_on(name) {
            let title =
                format!("`{name}` stands in another file, where rally does not see what it takes");
            let span = place(source.id, range);
            let help =
                format!("write `pub fn {name}(…)` in the page, and call the other one in it");
            let diagnostic = Diagnostic::error(code::MISSING, title, span, "imported");
            problems.push(diagnostic.help(help));
        }
    }
    generics(source, problems);
    for name in ["Model", "Msg"] {
        if let Some(range) = names.hidden(name) {
            let title = format!("`{name}` is private, and generated code names it");
            let span = place(source.id, range);
            let diagnostic = Diagnostic::error(code::NOT_PUBLIC, title, span, "private");
            problems.push(diagnostic.help("write `pub` before it"));
        }
    }
    if let (Some(_), Some(_)) = (&page.head, &page.title)
        && let Some(range) = names.place("title")
    {
        let title = format!("`{file}.rs` has `head` and `title`, which is a part of it");
        let span = place(source.id, range);
        let diagnostic = Diagnostic::error(code::UNUSED, title, span, "not called");
        problems.push(diagnostic.help("take one of them out"));
    }
}

/// Refuses what generated code would have to say the types of.
fn generics(source: &Source, problems: &mut Problems) {
    for item in &source.syntax.items {
        let (ident, generics, is_known) = match item {
            syn::Item::Struct(item) => (&item.ident, &item.generics, is_type(&item.ident)),
            syn::Item::Enum(item) => (&item.ident, &item.generics, is_type(&item.ident)),
            syn::Item::Fn(item) => {
                let ident = &item.sig.ident;
                let is_known = FUNCTIONS.iter().any(|name| ident == name);
                (ident, &item.sig.generics, is_known)
            }
            _ => continue,
        };
        // Lifetimes of a function are found by rustc.
        let is_open = generics.params.iter().any(|param| {
            !matches!(param, syn::GenericParam::Lifetime(_)) || !matches!(item, syn::Item::Fn(_))
        });
        if is_known && is_open {
            let title = format!("`{ident}` is generic, and nobody says of what");
            let span = place(source.id, ident.span().byte_range());
            let diagnostic = Diagnostic::error(code::GENERIC, title, span, "generic");
            problems.push(diagnostic.help("write the types out: generated code names it as it is"));
        }
    }
}

fn is_type(ident: &syn::Ident) -> bool {
    ident == "Model" || ident == "Msg"
}
