//! What belongs together in a page.

use libero::diagnostic::Diagnostic;

use super::{Names, Page, Source};
use crate::refused::{Problems, code, place};

pub(super) fn page(page: &Page, names: &Names, source: &Source, problems: &mut Problems) {
    let file = &page.file.name;
    let mut missing = |what: String, help: &str| {
        let start = place(source.id, 0..0);
        problems.push(Diagnostic::error(code::MISSING, what, start, "").help(help));
    };
    if !names.has("view") {
        let help = if page.has_model {
            "`pub fn view(cx: &ClientContext, model: ReadSignal<Model>, send: Dispatch<Msg>) -> View`"
        } else {
            "`pub fn view() -> View`"
        };
        missing(format!("the page `{file}.rs` has no `view`"), help);
    }
    if page.has_model && !names.has("init") && !names.has("init_loaded") {
        let help = "`pub fn init() -> (Model, Effect<Msg>)`, or `load` and `init_loaded`";
        missing(format!("nothing makes the `Model` of `{file}.rs`"), help);
    }
    if !page.has_model {
        for name in ["init", "init_loaded", "update"] {
            if names.has(name) {
                let what = format!("`{file}.rs` has `{name}`, and no `Model`");
                missing(what, "`pub struct Model { … }`");
            }
        }
    }
    if page.has_msg && !names.has("update") {
        let help = "`pub fn update(model: &mut Model, msg: Msg) -> Effect<Msg>`";
        missing(format!("nothing in `{file}.rs` takes a `Msg`"), help);
    }
    if names.has("update") && !page.has_msg && page.has_model {
        let help = "`pub enum Msg { … }`";
        missing(format!("`{file}.rs` has `update`, and no `Msg`"), help);
    }
    if names.has("load") && !names.has("init_loaded") {
        let help = "`pub fn init_loaded(data: Data) -> (Model, Effect<Msg>)`";
        missing(
            format!("nothing in `{file}.rs` takes what `load` gives"),
            help,
        );
    }
    if names.has("init_loaded") && !names.has("load") {
        let help =
            "`pub async fn load(cx: &ServerContext) -> Result<Data, LoadError>`, or name it `init`";
        missing(
            format!("nothing in `{file}.rs` gives what `init_loaded` takes"),
            help,
        );
    }
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
