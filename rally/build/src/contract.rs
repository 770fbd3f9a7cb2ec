//! What both sides of a namespace agree on: libero finds it, from the handlers and `load`s of its pages.

use camino::Utf8Path;
use contract_schema::rust::{AdapterKind, RustHandler};
use contract_schema::{Contract, Endpoint};
use libero::diagnostic::Diagnostic;
use libero::load::Options;
use libero::resolve::{EndpointInput, Input};
use libero::{Refused, Source};

use crate::namespace::Namespace;
use crate::page::Page;

/// The folder of all that is generated, below that of the manifest.
pub(crate) const GENERATED: &str = "src/generated";

/// Reads the application, once for all its namespaces. What is generated is not read.
pub(crate) fn source(manifest: &Utf8Path) -> Result<Source, Refused> {
    let options = Options {
        generated: Some(GENERATED.into()),
        ..Options::default()
    };
    Source::read(manifest, &options)
}

/// The contract of a namespace, and what libero noticed on the way.
pub(crate) fn discover(
    source: &Source,
    namespace: &Namespace,
) -> Result<(Contract, Vec<Diagnostic>), Refused> {
    let mut endpoints = vec![];
    for page in &namespace.pages {
        let function = |name: &str, refusal: Option<&str>| EndpointInput {
            // libero's paths are of names, not of how they are written.
            function: format!("{}::{name}", namespace.module_of(page)).replace("r#", ""),
            module: None,
            name: None,
            refusal: refusal.map(str::to_owned),
        };
        endpoints.extend(page.handlers.iter().map(|name| function(name, None)));
        if page.load.is_some() {
            endpoints.push(function("load", Some("::rally::rt::refusal")));
        }
    }
    let begins = |name: &str| name == "load" || name.starts_with("server_load");
    let names = namespace.pages.iter().flat_map(names);
    let mut read_only = namespace.read_only.clone();
    if names.into_iter().any(|name| begins(&name)) {
        read_only.push("load*".to_owned());
    }
    let context = namespace.client_context.as_ref();
    let seeds = context.filter(|context| context.load.is_some()).map(|_| {
        let module = &namespace.name;
        format!("{module}::client_context::ClientContext")
    });
    let input = Input {
        seeds: seeds.into_iter().collect(),
        scan: false,
        endpoints,
        read_only,
        generated_module: vec![
            "generated".to_owned(),
            namespace.name.clone(),
            "libero".to_owned(),
        ],
        ..Input::default()
    };
    let found = source.discover(&input)?;
    Ok((found.sealed.contract, found.notes))
}

fn names(page: &Page) -> Vec<String> {
    let load = page.load.as_ref().map(|load| load.name.clone());
    page.handlers.iter().cloned().chain(load).collect()
}

/// The endpoint of a page's function.
pub(crate) fn endpoint<'c>(
    contract: &'c Contract,
    function: &str,
) -> Option<(&'c Endpoint, &'c RustHandler)> {
    let path = format!("crate::{function}");
    contract.endpoints.iter().find_map(|endpoint| {
        let handler = endpoint.rust.as_ref()?;
        (handler.path.replace("r#", "") == path.replace("r#", "")).then_some((endpoint, handler))
    })
}

/// The items of the application that the codecs of a contract name: paths below the crate's root.
pub(crate) fn named(contract: &Contract) -> Vec<String> {
    let mut paths: Vec<&str> = vec![];
    let types = contract.types.iter().filter_map(|def| def.rust.as_ref());
    paths.extend(
        types
            .filter(|rust| !rust.generated)
            .map(|rust| rust.path.as_str()),
    );
    let variants = contract.types.iter().flat_map(|def| &def.variants);
    let fields = variants
        .filter_map(|variant| variant.rust.as_ref())
        .flat_map(|rust| &rust.fields);
    let defaults = fields.filter_map(|field| field.default.as_deref());
    paths.extend(defaults.map(|default| default.trim_end_matches("()")));
    for adapter in contract.rust.iter().flat_map(|rust| &rust.adapters) {
        paths.push(&adapter.path);
        if let AdapterKind::Proxy { ty } = &adapter.via {
            paths.push(ty);
        }
    }
    let own = paths
        .into_iter()
        .filter_map(|path| path.strip_prefix("crate::"));
    own.map(str::to_owned).collect()
}
