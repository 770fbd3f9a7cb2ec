//! What a page file offers: its types, its functions, and what these ask for.

use camino::Utf8Path;
use libero::diagnostic::Diagnostic;
use libero::load::FileId;

use crate::refused::{Problems, code, place};
use crate::scan::{Kind, PageFile};

pub(crate) mod around;
mod balance;
mod check;
mod data;
pub(crate) mod declared;
mod function;
mod query;
mod signature;

pub(crate) use function::{Arg, Function, Given, Gives};
pub(crate) use query::Query;
pub(crate) use signature::Shape;

/// A page: its file's name, and what is in the file.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) file: PageFile,
    /// Whether it has a state; else it is a view of its address.
    pub(crate) has_model: bool,
    pub(crate) has_msg: bool,
    pub(crate) query: Option<Query>,
    pub(crate) init: Option<Function>,
    pub(crate) init_loaded: Option<Function>,
    pub(crate) load: Option<Function>,
    pub(crate) update: Option<Function>,
    pub(crate) view: Option<Function>,
    pub(crate) head: Option<Function>,
    pub(crate) title: Option<Function>,
    /// The names of its handlers.
    pub(crate) handlers: Vec<String>,
    /// The modules of the crate that it imports from.
    pub(crate) imports: Vec<String>,
}

/// Reads a page file. None where it cannot be read at all.
pub(crate) fn read(
    file: PageFile,
    path: &Utf8Path,
    shown: &Utf8Path,
    problems: &mut Problems,
) -> Option<Page> {
    let source = source(path, shown, problems)?;
    let names = Names::of(&source.syntax);
    let params: Vec<(String, Kind)> = file
        .params()
        .map(|(name, kind)| (name.to_owned(), kind))
        .collect();
    let reader = signature::Reader {
        file: source.id,
        params: &params,
        has_model: names.has("Model"),
        has_query: names.has("Query"),
    };
    let mut page = Page {
        has_model: names.has("Model"),
        has_msg: names.has("Msg"),
        query: query::read(&source, problems),
        init: None,
        init_loaded: None,
        load: None,
        update: None,
        view: None,
        head: None,
        title: None,
        handlers: vec![],
        imports: declared::imported(&source.syntax),
        file,
    };
    for item in &source.syntax.items {
        let syn::Item::Fn(function) = item else {
            continue;
        };
        let name = function.sig.ident.to_string();
        let slot = match name.as_str() {
            "init" => &mut page.init,
            "init_loaded" => &mut page.init_loaded,
            "load" => &mut page.load,
            "update" => &mut page.update,
            "view" => &mut page.view,
            "head" => &mut page.head,
            "title" => &mut page.title,
            _ if name.starts_with("server_") => {
                if reader.is_public(function, problems) {
                    page.handlers.push(name);
                }
                continue;
            }
            _ => continue,
        };
        *slot = reader.read(function, problems);
    }
    check::page(&page, &names, &source, problems);
    data::check(&page, &source, path, problems);
    Some(page)
}

/// A file of the application.
pub(crate) struct Source {
    pub(crate) id: FileId,
    pub(crate) syntax: syn::File,
}

/// Reads and parses a file.
pub(crate) fn source(path: &Utf8Path, shown: &Utf8Path, problems: &mut Problems) -> Option<Source> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            let title = format!("cannot read `{shown}`: {error}");
            problems.push(Diagnostic::global(code::UNREADABLE, title));
            return None;
        }
    };
    // As libero and the shaker count bytes.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
    let id = problems.sources.add(shown, text.clone());
    match syn::parse_file(&text) {
        Ok(syntax) => Some(Source { id, syntax }),
        Err(error) => {
            problems.push(syntax(id, shown, &text, &error));
            None
        }
    }
}

fn syntax(id: FileId, shown: &Utf8Path, text: &str, error: &syn::Error) -> Diagnostic {
    if let Some(wrong) = balance::find(text) {
        let title = format!("`{shown}` is not Rust: {}", wrong.what);
        let diagnostic = Diagnostic::error(code::SYNTAX, title, place(id, wrong.place), "");
        return match wrong.opened {
            Some(opened) => diagnostic.also(place(id, opened), "opened here"),
            None => diagnostic,
        };
    }
    let title = format!("`{shown}` is not Rust: {error}");
    Diagnostic::error(
        code::SYNTAX,
        title,
        place(id, error.span().byte_range()),
        "",
    )
}

/// The names that a file declares or imports one by one.
pub(crate) struct Names(Vec<Name>);

struct Name {
    text: String,
    is_public: bool,
    is_imported: bool,
    place: std::ops::Range<usize>,
}

impl Names {
    pub(crate) fn of(file: &syn::File) -> Self {
        let mut names = vec![];
        for item in &file.items {
            let (ident, vis) = match item {
                syn::Item::Struct(item) => (&item.ident, &item.vis),
                syn::Item::Enum(item) => (&item.ident, &item.vis),
                syn::Item::Type(item) => (&item.ident, &item.vis),
                syn::Item::Fn(item) => (&item.sig.ident, &item.vis),
                syn::Item::Use(item) => {
                    imported(&item.tree, is_public(&item.vis), &mut names);
                    continue;
                }
                _ => continue,
            };
            names.push(Name {
                text: ident.to_string(),
                is_public: is_public(vis),
                is_imported: false,
                place: ident.span().byte_range(),
            });
        }
        Self(names)
    }

    fn find(&self, name: &str) -> Option<&Name> {
        // What is imported for the file's own use is none of its functions.
        let is_meant = |one: &&Name| {
            let is_function = name.starts_with(|first: char| first.is_ascii_lowercase());
            one.text == name && !(is_function && one.is_imported && !one.is_public)
        };
        self.0.iter().find(is_meant)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    pub(crate) fn place(&self, name: &str) -> Option<std::ops::Range<usize>> {
        Some(self.find(name)?.place.clone())
    }

    /// The place of a name that other modules cannot use.
    pub(crate) fn hidden(&self, name: &str) -> Option<std::ops::Range<usize>> {
        let found = self.find(name)?;
        (!found.is_public).then(|| found.place.clone())
    }

    /// The place of a name that the file passes on.
    pub(crate) fn passed_on(&self, name: &str) -> Option<std::ops::Range<usize>> {
        let found = self.find(name)?;
        found.is_imported.then(|| found.place.clone())
    }
}

fn imported(tree: &syn::UseTree, is_public: bool, names: &mut Vec<Name>) {
    let name = |ident: &syn::Ident| Name {
        text: ident.to_string(),
        is_public,
        is_imported: true,
        place: ident.span().byte_range(),
    };
    match tree {
        syn::UseTree::Path(path) => imported(&path.tree, is_public, names),
        syn::UseTree::Name(one) => names.push(name(&one.ident)),
        syn::UseTree::Rename(one) => names.push(name(&one.rename)),
        syn::UseTree::Group(group) => {
            for tree in &group.items {
                imported(tree, is_public, names);
            }
        }
        syn::UseTree::Glob(_) => {}
    }
}

/// Whether generated code can name something.
pub(crate) fn is_public(vis: &syn::Visibility) -> bool {
    match vis {
        syn::Visibility::Public(_) => true,
        syn::Visibility::Restricted(to) => to.path.is_ident("crate"),
        syn::Visibility::Inherited => false,
    }
}

#[cfg(test)]
mod tests;
