//! A namespace: its pages, and what stands around them.

use camino::Utf8Path;
use libero::diagnostic::Diagnostic;
use libero::load::manifest::Manifest;

use crate::config::{ClientConfig, Config};
use crate::page::{self, Function, Names, Page, around};
use crate::refused::{Problems, Refused, code};
use crate::{elsewhere, markup, scan};

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
    /// What a layout makes of the titles of pages.
    pub(crate) layout_title: Option<Function>,
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

/// Reads the namespaces of an application: the pages, and what stands around them.
pub(crate) fn read(manifest: &Manifest, config: &Config) -> Result<Vec<Namespace>, Refused> {
    let mut problems = Problems::default();
    let clients = config.clients.iter();
    let namespaces: Vec<Namespace> = clients
        .map(|client| namespace(manifest, config, client, &mut problems))
        .collect();
    page::declared::check(manifest, config, &mut problems);
    let imports = namespaces.iter().flat_map(|namespace| {
        namespace.pages.iter().map(|page| {
            let file = format!("src/{}/pages/{}.rs", namespace.name, page.file.name);
            (file, page.imports.clone())
        })
    });
    let imports: Vec<_> = imports.collect();
    page::declared::imports(manifest, &imports, &mut problems);
    markup::check(manifest, &mut problems);
    elsewhere::check(&manifest.dir, config, &namespaces, &mut problems);
    problems.check()?;
    Ok(namespaces)
}

fn namespace(
    manifest: &Manifest,
    config: &Config,
    client: &ClientConfig,
    problems: &mut Problems,
) -> Namespace {
    let shown = Utf8Path::new("src").join(&client.name);
    let folder = manifest.dir.join(&shown);
    let shown = libero::load::files::relative(&folder, &manifest.workspace_dir);
    let pages = folder.join("pages");
    let files = if pages.is_dir() {
        scan::scan(&pages, &shown.join("pages"), problems)
    } else {
        let title = format!("the namespace `{}` has no pages", client.name);
        let help = format!(
            "its first one is `{shown}/pages/home_.rs`; or take it out of `clients` in Cargo.toml"
        );
        problems.push(Diagnostic::global(code::NO_PAGES, title).help(help));
        vec![]
    };
    let pages = files.into_iter().filter_map(|file| {
        let name = format!("pages/{}.rs", file.name);
        page::read(file, &folder.join(&name), &shown.join(&name), problems)
    });
    let pages = pages.collect();
    let mut beside = |name: &str, known: &around::Known| {
        let source = around::source(&folder.join(name), &shown.join(name), problems)?;
        let function = around::function(&source, known, problems);
        if function.is_none() {
            let what = format!("`{}` has no `{}`", shown.join(name), known.name);
            let help = format!("it may take {}", known.wanted);
            around::missing(&source, &what, &help, problems);
        }
        Some((function, source))
    };
    let layout = beside("layout.rs", &around::LAYOUT);
    let not_found = beside("not_found.rs", &around::NOT_FOUND).and_then(|(view, _)| view);
    let error = beside("error.rs", &around::ERROR).and_then(|(view, _)| view);
    let (layout, layout_file) = layout.unzip();
    let layout_title = layout_file
        .as_ref()
        .and_then(|source| around::function(source, &around::TITLE, problems));
    let name = "client_context.rs";
    let source = around::source(&folder.join(name), &shown.join(name), problems);
    let client_context = source.map(|source| {
        if !Names::of(&source.syntax).has("ClientContext") {
            let what = format!("`{}` has no `ClientContext`", shown.join(name));
            around::missing(&source, &what, "`pub struct ClientContext { … }`", problems);
        }
        ClientContext {
            load: around::function(&source, &around::CONTEXT_LOAD, problems),
        }
    });
    let own = format!("{}::", client.name);
    let read_only = config.read_only.iter();
    Namespace {
        name: client.name.clone(),
        base: client.path.clone(),
        title: client.title.clone(),
        pages,
        layout: layout.flatten(),
        layout_title,
        client_context,
        not_found,
        error,
        read_only: read_only
            .filter(|pattern| pattern.trim_start_matches("crate::").starts_with(&own))
            .cloned()
            .collect(),
    }
}
