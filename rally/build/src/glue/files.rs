//! The files of glue, and where they go.

use camino::Utf8Path;
use contract_schema::Contract;
use libero::load::manifest::Manifest;

use super::{app, calls, modules, server};
use crate::contract;
use crate::namespace::Namespace;
use crate::routes;
use crate::write::Wanted;

/// `src/generated`
pub(crate) fn server_side(
    manifest: &Manifest,
    namespaces: &[Namespace],
    contracts: &[Contract],
    wanted: &mut Wanted,
) {
    let root = manifest.dir.join(contract::GENERATED);
    let names: Vec<&str> = namespaces.iter().map(|one| one.name.as_str()).collect();
    wanted.add(root.join("mod.rs"), modules::generated(&names, None));
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
        let module = modules::namespace(&namespace.name, &modules);
        wanted.add(folder.join("mod.rs"), module);
        common(&folder, namespace, namespaces, contract, wanted);
        let site = server::generate(namespace, contract, context);
        wanted.add(folder.join("server.rs"), site);
        for file in libero::generate_rust(contract) {
            wanted.add(folder.join("libero").join(file.path), file.text);
        }
    }
    wanted.prune_marked(root);
}

/// What is the same on both sides.
pub(crate) fn common(
    folder: &Utf8Path,
    namespace: &Namespace,
    namespaces: &[Namespace],
    contract: &Contract,
    wanted: &mut Wanted,
) {
    let pages = app::generate(namespace, contract);
    wanted.add(folder.join("app.rs"), pages);
    let requests = calls::generate(&namespace.name, contract);
    wanted.add(folder.join("calls.rs"), requests);
    wanted.add(
        folder.join("routes.rs"),
        routes::generate(namespace, namespaces),
    );
}
