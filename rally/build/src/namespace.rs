//! A namespace: its pages, and what stands around them.

use crate::page::{Function, Page};

/// A folder of pages that is one application in the browser.
#[derive(Clone, Debug)]
pub(crate) struct Namespace {
    /// `public`
    pub(crate) name: String,
    /// Where its addresses begin: `/`.
    pub(crate) base: String,
    /// The title of pages that have none of their own.
    pub(crate) title: Option<String>,
    /// In the order in which a path is held against them.
    pub(crate) pages: Vec<Page>,
    /// `layout.rs`
    pub(crate) layout: Option<Function>,
    /// `client_context.rs`
    pub(crate) client_context: Option<ClientContext>,
    /// `not_found.rs`
    pub(crate) not_found: Option<Function>,
    /// `error.rs`
    pub(crate) error: Option<Function>,
    /// Handlers that only read, beside those that are called so: see `[package.metadata.rally]`.
    pub(crate) read_only: Vec<String>,
}

/// What all pages of a namespace know.
#[derive(Clone, Debug)]
pub(crate) struct ClientContext {
    /// How the server makes it; else it is the default one.
    pub(crate) load: Option<Function>,
}

impl Namespace {
    /// The path of a page's module below the crate's root: `public::pages::products::id_`.
    pub(crate) fn module_of(&self, page: &Page) -> String {
        let modules = page.file.modules.iter();
        let modules = modules.map(|name| libero::targets::rust::ident(name));
        let modules: Vec<String> = modules.collect();
        format!("{}::pages::{}", self.name, modules.join("::"))
    }
}
