//! The table of contents: one call a stage.

use std::collections::BTreeSet;
use std::path::PathBuf;

use camino::{Utf8Path, Utf8PathBuf};
use contract_schema::Contract;
use libero::Source;
use libero::diagnostic::Diagnostic;
use libero::load::manifest::Manifest;

use crate::client::manifest::Application;
use crate::config::{self, ClientConfig, Config};
use crate::contract;
use crate::glue;
use crate::namespace::{ClientContext, Namespace};
use crate::page::{self, Names, around};
use crate::refused::{Problems, Refused, code};
use crate::routes;
use crate::scan;
use crate::write::{Mode, Report, Wanted};
use crate::{client, shake};

/// What a run gives.
#[derive(Debug)]
pub struct Generated {
    /// What was written, or would be.
    pub report: Report,
    /// The settings.
    pub config: Config,
    /// The clients, in the order of the settings.
    pub clients: Vec<Client>,
}

/// The client of a namespace.
#[derive(Debug)]
pub struct Client {
    /// The namespace.
    pub name: String,
    /// Where its addresses begin.
    pub base: String,
    /// The folder of its crate, absolute.
    pub folder: Utf8PathBuf,
    /// The name of its package; that of its wasm file is the same with `_`.
    pub package: String,
    /// Its pages, in the order in which a path is held against them.
    pub pages: Vec<PageInfo>,
    /// What was taken out of the application.
    pub removed: Vec<shake::Removed>,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageInfo {
    /// `/products/:id`
    pub address: String,
    /// Its file, relative to the folder of the manifest.
    pub file: Utf8PathBuf,
    /// `ProductsId`
    pub variant: String,
    /// Whether it has a `load`.
    pub loads: bool,
    /// The names of its handlers.
    pub handlers: Vec<String>,
}

/// Generates all that an application's pages lead to: routes, glue, codecs and client crates. `manifest`
/// is its Cargo.toml.
///
/// # Errors
///
/// All that is wrong with one stage at once: the settings, the pages, the types that travel, what a
/// browser cannot run. Nothing is written then but the lists of pages, without which nobody could read the
/// application.
pub fn generate(manifest: &Utf8Path, mode: Mode) -> Result<Generated, Refused> {
    let (manifest, config) = settings(manifest)?;
    let namespaces = namespaces(&manifest, &config)?;
    let mut report = page_lists(&manifest, &namespaces).write(mode)?;
    if mode == Mode::Check && !report.is_clean() {
        // The application cannot be read as it would be.
        return Ok(Generated::new(report, config, vec![]));
    }
    let source = contract::source(&manifest.dir.join("Cargo.toml")).map_err(from_libero)?;
    let contracts = contracts(&source, &namespaces)?;
    let mut wanted = Wanted::default();
    server_side(&manifest, &namespaces, &contracts, &mut wanted);
    let clients = clients(&manifest, &config, &namespaces, &contracts, &mut wanted)?;
    report.add(wanted.write(mode)?);
    Ok(Generated::new(report, config, clients))
}

impl Generated {
    fn new(report: Report, config: Config, clients: Vec<Client>) -> Self {
        Self {
            report,
            config,
            clients,
        }
    }
}

fn settings(path: &Utf8Path) -> Result<(Manifest, Config), Refused> {
    let mut problems = Problems::default();
    let opened = match libero::load::open_manifest(path, &mut problems.sources) {
        Ok(opened) => opened,
        Err(diagnostic) => {
            problems.push(*diagnostic);
            return Err(problems.refused());
        }
    };
    let config = config::read(&opened.manifest.dir, opened.file, &mut problems);
    if config.clients.is_empty() {
        let title = "there are no pages";
        let help = "the first one is `src/public/pages/home_.rs`";
        problems.push(Diagnostic::global(code::NO_PAGES, title).help(help));
    }
    problems.check()?;
    Ok((opened.manifest, config))
}

/// The pages, and what stands around them.
fn namespaces(manifest: &Manifest, config: &Config) -> Result<Vec<Namespace>, Refused> {
    let mut problems = Problems::default();
    let clients = config.clients.iter();
    let namespaces: Vec<Namespace> = clients
        .map(|client| namespace(manifest, config, client, &mut problems))
        .collect();
    page::declared::check(manifest, config, &mut problems);
    hidden(&namespaces, &mut problems);
    problems.check()?;
    Ok(namespaces)
}

/// Pages that nothing leads to, as another namespace begins where they are.
fn hidden(namespaces: &[Namespace], problems: &mut Problems) {
    for namespace in namespaces {
        for page in &namespace.pages {
            let address = page.file.address(&namespace.base);
            let below = |base: &str| {
                let rest = address.strip_prefix(base);
                base.len() > namespace.base.len()
                    && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            if let Some(other) = namespaces.iter().find(|other| below(&other.base)) {
                let title = format!(
                    "nothing leads to `src/{}/pages/{}.rs`, at `{address}`",
                    namespace.name, page.file.name
                );
                let note = format!("the namespace `{}` begins at `{}`", other.name, other.base);
                let help = "rename the page, or give the namespace another `path` in Cargo.toml";
                let diagnostic = Diagnostic::global(code::HIDDEN, title).note(note);
                problems.push(diagnostic.help(help));
            }
        }
    }
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
    let files = scan::scan(&folder.join("pages"), &shown.join("pages"), problems);
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
        function
    };
    let layout = beside("layout.rs", &around::LAYOUT);
    let not_found = beside("not_found.rs", &around::NOT_FOUND);
    let error = beside("error.rs", &around::ERROR);
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
        layout,
        client_context,
        not_found,
        error,
        read_only: read_only
            .filter(|pattern| pattern.trim_start_matches("crate::").starts_with(&own))
            .cloned()
            .collect(),
    }
}

/// `src/public/pages.rs`: without it neither rustc nor libero finds the pages.
fn page_lists(manifest: &Manifest, namespaces: &[Namespace]) -> Wanted {
    let mut wanted = Wanted::default();
    for namespace in namespaces {
        let files: Vec<_> = namespace.pages.iter().map(|page| &page.file).collect();
        let path = manifest
            .dir
            .join("src")
            .join(&namespace.name)
            .join("pages.rs");
        wanted.add(path, glue::modules::pages(&namespace.name, &files));
    }
    wanted
}

fn contracts(source: &Source, namespaces: &[Namespace]) -> Result<Vec<Contract>, Refused> {
    let contracts = namespaces.iter();
    all(contracts.map(|namespace| contract::discover(source, namespace).map_err(from_libero)))
}

fn shaken(
    manifest: &Manifest,
    config: &Config,
    namespaces: &[Namespace],
    contracts: &[Contract],
) -> Result<Vec<shake::Shaken>, Refused> {
    let both = namespaces.iter().zip(contracts);
    all(both.map(|(namespace, contract)| {
        client::shaken(manifest, config, namespace, namespaces, contract)
    }))
}

/// What each namespace gives, or all that is wrong with them. All have read the same files, so that what is
/// wrong with two is told once.
fn all<T>(results: impl Iterator<Item = Result<T, Refused>>) -> Result<Vec<T>, Refused> {
    let mut found = vec![];
    let mut refused: Option<Refused> = None;
    for result in results {
        match (result, &mut refused) {
            (Ok(one), _) => found.push(one),
            (Err(error), None) => refused = Some(error),
            (Err(error), Some(refused)) => {
                for one in error.diagnostics {
                    if !refused.diagnostics.contains(&one) {
                        refused.diagnostics.push(one);
                    }
                }
            }
        }
    }
    refused.map_or(Ok(found), Err)
}

fn from_libero(refused: libero::Refused) -> Refused {
    Refused {
        sources: refused.sources,
        diagnostics: refused.diagnostics,
    }
}

/// `src/generated`
fn server_side(
    manifest: &Manifest,
    namespaces: &[Namespace],
    contracts: &[Contract],
    wanted: &mut Wanted,
) {
    let root = manifest.dir.join(contract::GENERATED);
    let names: Vec<&str> = namespaces.iter().map(|one| one.name.as_str()).collect();
    wanted.add(root.join("mod.rs"), glue::modules::generated(&names, None));
    let known = contracts
        .iter()
        .filter_map(|contract| contract.rust.as_ref())
        .find_map(|rust| rust.context.as_deref());
    for (namespace, contract) in namespaces.iter().zip(contracts) {
        let folder = root.join(&namespace.name);
        let wants = namespace.client_context.as_ref();
        let context = match known {
            Some(context) => context,
            None if wants.is_some_and(|context| context.load.is_some()) => {
                "crate::context::ServerContext"
            }
            None => "()",
        };
        let modules = ["app", "calls", "libero", "routes", "server"];
        let module = glue::modules::namespace(&namespace.name, &modules);
        wanted.add(folder.join("mod.rs"), module);
        common(&folder, namespace, contract, wanted);
        let server = glue::server::generate(namespace, contract, context);
        wanted.add(folder.join("server.rs"), server);
        for file in libero::generate_rust(contract) {
            wanted.add(folder.join("libero").join(file.path), file.text);
        }
    }
    wanted.prune_marked(root);
}

/// What is the same on both sides.
fn common(folder: &Utf8Path, namespace: &Namespace, contract: &Contract, wanted: &mut Wanted) {
    let app = glue::app::generate(namespace, contract);
    wanted.add(folder.join("app.rs"), app);
    let calls = glue::calls::generate(&namespace.name, contract);
    wanted.add(folder.join("calls.rs"), calls);
    wanted.add(folder.join("routes.rs"), routes::generate(namespace));
}

/// `.generated_clients`
fn clients(
    manifest: &Manifest,
    config: &Config,
    namespaces: &[Namespace],
    contracts: &[Contract],
    wanted: &mut Wanted,
) -> Result<Vec<Client>, Refused> {
    let application = Application::read(manifest)?;
    let shaken = shaken(manifest, config, namespaces, contracts)?;
    let mut clients = vec![];
    for ((namespace, contract), shaken) in namespaces.iter().zip(contracts).zip(shaken) {
        let folder = manifest.dir.join(client::CLIENTS).join(&namespace.name);
        for file in shaken.files {
            if let Ok(path) = Utf8PathBuf::from_path_buf(file.path) {
                wanted.add(folder.join("src").join(path), file.text);
            }
        }
        copy(manifest, &folder, &shaken.included, wanted)?;
        let generated = folder.join("src/generated");
        let names: Vec<&str> = namespaces.iter().map(|one| one.name.as_str()).collect();
        let root = glue::modules::generated(&names, Some(&namespace.name));
        wanted.add(generated.join("mod.rs"), root);
        for other in namespaces {
            let folder = generated.join(&other.name);
            if other.name == namespace.name {
                let modules = ["app", "calls", "libero", "routes"];
                let module = glue::modules::namespace(&other.name, &modules);
                wanted.add(folder.join("mod.rs"), module);
                common(&folder, namespace, contract, wanted);
                for file in libero::generate_rust_etf_client(contract) {
                    wanted.add(folder.join("libero").join(file.path), file.text);
                }
            } else {
                // For links.
                let module = glue::modules::namespace(&other.name, &["routes"]);
                wanted.add(folder.join("mod.rs"), module);
                wanted.add(folder.join("routes.rs"), routes::generate(other));
            }
        }
        let text = application.client(&namespace.name, &folder, &shaken.crates);
        let path = folder.join("Cargo.toml");
        // Cargo takes out of a copied lock file what the client has no use for, so it is written anew only
        // where the application's is another.
        let lock = folder.join("Cargo.lock");
        let is_known = std::fs::read_to_string(&path).is_ok_and(|old| old == text);
        match (&application.lock, std::fs::read_to_string(&lock)) {
            (_, Ok(old)) if is_known => wanted.add_copy(lock, old),
            (Some(copy), _) => wanted.add_copy(lock, copy.clone()),
            (None, _) => {}
        }
        wanted.add(path, text);
        wanted.prune_whole(folder.join("src"));
        clients.push(Client {
            name: namespace.name.clone(),
            base: namespace.base.clone(),
            package: application.name(&namespace.name),
            pages: namespace
                .pages
                .iter()
                .map(|page| info(namespace, page))
                .collect(),
            removed: shaken.removed,
            folder,
        });
    }
    Ok(clients)
}

/// The files that the client includes, at the same paths.
fn copy(
    manifest: &Manifest,
    folder: &Utf8Path,
    included: &BTreeSet<PathBuf>,
    wanted: &mut Wanted,
) -> Result<(), Refused> {
    let mut problems = Problems::default();
    for path in included.iter().filter_map(|path| Utf8Path::from_path(path)) {
        match std::fs::read(manifest.dir.join(path)) {
            Ok(bytes) => wanted.add_copy(folder.join(path), bytes),
            Err(error) => {
                let title = format!("cannot read `{path}`, which the client includes: {error}");
                problems.push(Diagnostic::global(code::UNREADABLE, title));
            }
        }
    }
    problems.check()
}

fn info(namespace: &Namespace, page: &page::Page) -> PageInfo {
    let file = format!("src/{}/pages/{}.rs", namespace.name, page.file.name);
    PageInfo {
        address: page.file.address(&namespace.base),
        file: file.into(),
        variant: page.file.variant.clone(),
        loads: page.load.is_some(),
        handlers: page.handlers.clone(),
    }
}
