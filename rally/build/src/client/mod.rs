//! The client of a namespace: a crate of its own, with what a browser needs of the application.

use camino::{Utf8Path, Utf8PathBuf};
use contract_schema::Contract;
use libero::diagnostic::Diagnostic;
use libero::load::manifest::Manifest;

use crate::config::Config;
use crate::contract::named;
use crate::namespace::Namespace;
use crate::page::Page;
use crate::refused::{Problems, Refused, code};
use crate::shake::{self, ItemPath, Shaken};

pub(crate) mod features;
pub(crate) mod files;
pub(crate) mod manifest;

/// The folder of all clients, below that of the manifest.
pub(crate) const CLIENTS: &str = ".generated_clients";

/// What the shaker leaves for a namespace.
pub(crate) fn shaken(
    manifest: &Manifest,
    config: &Config,
    namespace: &Namespace,
    all: &[Namespace],
    contract: &Contract,
) -> Result<Shaken, Refused> {
    let mut problems = Problems::default();
    let mut path = |text: &str| {
        let path = text.replace("r#", "").parse::<ItemPath>();
        if path.is_err() {
            let title = format!("`{text}` is no path of an item");
            problems.push(Diagnostic::global(code::SETTING, title));
        }
        path.ok()
    };
    let roots = roots(namespace, all, contract);
    let roots = roots.iter().filter_map(|root| path(root)).collect();
    let handlers = all.iter().flat_map(handlers).collect::<Vec<_>>();
    let handlers = handlers
        .iter()
        .filter_map(|handler| path(handler))
        .collect();
    let given = path("generated").into_iter().collect();
    problems.check()?;
    let root_file = root_file(manifest);
    let dependencies = manifest.dependencies.iter();
    let servers = all.iter();
    let servers = servers.map(|namespace| format!("crate::generated::{}::server", namespace.name));
    let request = shake::Request {
        root_file: root_file.as_std_path(),
        roots,
        handlers,
        given,
        server_crates: config.server_only.iter().cloned().chain(servers).collect(),
        dependencies: dependencies.map(|one| one.key.replace('-', "_")).collect(),
        keep_imports: config.keep.clone(),
    };
    shake::shake(&request).map_err(|refused| Refused {
        diagnostics: refused.diagnostics,
        sources: refused.sources,
    })
}

/// The file that the library starts with.
pub(crate) fn root_file(manifest: &Manifest) -> Utf8PathBuf {
    let path = manifest.lib_path.as_deref().unwrap_or("src/lib.rs");
    manifest.dir.join(Utf8Path::new(path))
}

/// What a client starts from: what its glue calls, what its codecs name, and what links to other
/// namespaces say.
fn roots(namespace: &Namespace, all: &[Namespace], contract: &Contract) -> Vec<String> {
    let mut roots = named(contract);
    for page in &namespace.pages {
        let module = namespace.module_of(page);
        let functions = [
            &page.init,
            &page.init_loaded,
            &page.update,
            &page.view,
            &page.head,
        ];
        let title = page.title.iter().filter(|_| page.head.is_none());
        let functions = functions.into_iter().flatten().chain(title);
        roots.extend(functions.map(|function| format!("{module}::{}", function.name)));
        let types = [("Model", page.has_model), ("Msg", page.has_msg)];
        let types = types.into_iter().filter(|(_, there)| *there);
        roots.extend(types.map(|(name, _)| format!("{module}::{name}")));
    }
    for other in all {
        let queries = other.pages.iter().filter(|page| page.query.is_some());
        roots.extend(queries.map(|page| format!("{}::Query", other.module_of(page))));
    }
    let name = &namespace.name;
    let around = [
        ("layout", &namespace.layout),
        ("layout", &namespace.layout_title),
        ("not_found", &namespace.not_found),
        ("error", &namespace.error),
    ];
    for (module, function) in around {
        if let Some(function) = function {
            roots.push(format!("{name}::{module}::{}", function.name));
        }
    }
    if namespace.client_context.is_some() {
        roots.push(format!("{name}::client_context::ClientContext"));
    }
    roots
}

/// What runs on the server alone.
fn handlers(namespace: &Namespace) -> Vec<String> {
    let of = |page: &Page| {
        let module = namespace.module_of(page);
        let load = page.load.as_ref().map(|load| &load.name);
        let names = page.handlers.iter().chain(load);
        names
            .map(|name| format!("{module}::{name}"))
            .collect::<Vec<_>>()
    };
    let mut handlers: Vec<String> = namespace.pages.iter().flat_map(of).collect();
    let context = namespace.client_context.as_ref();
    if context.is_some_and(|context| context.load.is_some()) {
        handlers.push(format!("{}::client_context::load", namespace.name));
    }
    handlers
}
