//! The table of contents: one call a stage.

use camino::{Utf8Path, Utf8PathBuf};
use contract_schema::Contract;
use libero::Source;
use libero::diagnostic::Diagnostic;
use libero::load::manifest::Manifest;

use crate::client::manifest::Application;
use crate::config::{self, Config};
use crate::contract;
use crate::glue;
use crate::namespace::{self, Namespace};
use crate::page;
use crate::refused::{Problems, Refused, Warnings, code, place};
use crate::write::{self, Mode, Report, Wanted};
use crate::{client, shake, stray};

/// What a run gives.
#[derive(Debug)]
pub struct Generated {
    /// What was written, or would be.
    pub report: Report,
    /// The settings.
    pub config: Config,
    /// The clients, in the order of the settings.
    pub clients: Vec<Client>,
    /// What is probably a mistake.
    pub warnings: Warnings,
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
    /// What its calls carry, as JSON: for development tools.
    pub contract: String,
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
    let namespaces = namespace::read(&manifest, &config)?;
    let mut report = page_lists(&manifest, &namespaces).write(mode)?;
    if mode == Mode::Check && !report.is_clean() {
        // The application cannot be read as it would be.
        return Ok(Generated {
            report,
            config,
            clients: vec![],
            warnings: Warnings::default(),
        });
    }
    let source = contract::source(&manifest.dir.join("Cargo.toml")).map_err(from_libero)?;
    let (contracts, mut notes) = contracts(&source, &namespaces)?;
    let mut wanted = Wanted::default();
    glue::files::server_side(&manifest, &namespaces, &contracts, &mut wanted);
    let clients = clients(&manifest, &config, &namespaces, &contracts, &mut wanted)?;
    write::add(&mut report, wanted.write(mode)?);
    let mut sources = source.sources().clone();
    notes.extend(stray::handlers(&manifest, &namespaces, &mut sources));
    let warnings = Warnings {
        diagnostics: notes,
        sources,
    };
    Ok(Generated {
        report,
        config,
        clients,
        warnings,
    })
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
        problems.check()?;
        problems.push(Diagnostic::global(code::NO_PAGES, title).help(help));
    }
    let application = Application::read(&opened.manifest)?;
    for line in application.missing() {
        let name = line.split(' ').next().unwrap_or_default();
        let title =
            format!("the application does not depend on `{name}`, which generated code needs");
        let span = place(opened.file, 0..0);
        let help = format!("write under [dependencies]: `{line}`");
        problems.push(Diagnostic::error(code::MANIFEST, title, span, "").help(help));
    }
    problems.check()?;
    Ok((opened.manifest, config))
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
    // Of namespaces that are no more.
    let folders = manifest.dir.join("src").read_dir_utf8();
    for folder in folders.into_iter().flatten().flatten() {
        let is_there = folder.path().join("pages").is_dir();
        if !is_there {
            wanted.remove_marked(folder.path().join("pages.rs"));
        }
    }
    wanted
}

/// The contracts of the namespaces, and what libero noticed: of what is in two of them, once.
fn contracts(
    source: &Source,
    namespaces: &[Namespace],
) -> Result<(Vec<Contract>, Vec<Diagnostic>), Refused> {
    let found = namespaces.iter();
    let found =
        all(found.map(|namespace| contract::discover(source, namespace).map_err(from_libero)))?;
    let (contracts, all): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let mut notes: Vec<Diagnostic> = vec![];
    for note in all.into_iter().flatten() {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    Ok((contracts, notes))
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

/// `.generated_clients`
fn clients(
    manifest: &Manifest,
    config: &Config,
    namespaces: &[Namespace],
    contracts: &[Contract],
    wanted: &mut Wanted,
) -> Result<Vec<Client>, Refused> {
    let application = Application::read(manifest)?;
    let both = || namespaces.iter().zip(contracts);
    let shaken = all(both().map(|(namespace, contract)| {
        client::shaken(manifest, config, namespace, namespaces, contract)
    }))?;
    for folder in client::files::abandoned(manifest, namespaces) {
        client::files::remove(manifest, &folder, wanted);
    }
    let mut clients = vec![];
    for ((namespace, contract), shaken) in both().zip(shaken) {
        let folder = manifest.dir.join(client::CLIENTS).join(&namespace.name);
        client::files::source(manifest, &folder, &shaken, wanted)?;
        client::files::glue(&folder, namespace, namespaces, contract, wanted);
        client::files::package(&application, &folder, namespace, &shaken, wanted);
        wanted.prune_whole(folder.join("src"));
        let pages = namespace.pages.iter();
        clients.push(Client {
            name: namespace.name.clone(),
            base: namespace.base.clone(),
            package: application.name(&namespace.name),
            pages: pages.map(|page| info(namespace, page)).collect(),
            contract: contract_schema::document::to_json(contract),
            removed: shaken.removed,
            folder,
        });
    }
    Ok(clients)
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
