//! `server.rs`: the server's side of a namespace.

use askama::Template;
use contract_schema::Contract;

use super::print;
use crate::namespace::Namespace;
use crate::page::{Function, Given, Gives};

#[derive(Template)]
#[template(path = "server.rs.j2", escape = "none")]
struct Site<'a> {
    namespace: &'a str,
    /// `PublicSite`
    name: String,
    context: &'a str,
    /// The expression that makes the context of the pages; none where there is nothing to send.
    client_context: Option<Load>,
    pages: Vec<PageView<'a>>,
    dispatches: bool,
}

/// A call of a function that gives data.
struct Load {
    call: String,
    is_fallible: bool,
}

struct PageView<'a> {
    variant: &'a str,
    pattern: String,
    load: Option<Load>,
}

/// The text of the file; `context` is the type of the server's context.
pub(crate) fn generate(namespace: &Namespace, contract: &Contract, context: &str) -> String {
    let given = Given {
        server: "cx",
        param: ".clone()",
        ..Given::default()
    };
    let load = |module: &str, function: &Function| Load {
        call: format!("crate::{module}::{}", function.call(&given)),
        is_fallible: function.gives == Gives::Fallible,
    };
    let pages = namespace.pages.iter().map(|page| PageView {
        variant: &page.file.variant,
        pattern: match &page.load {
            Some(load) => fields(load),
            None => " { .. }".to_owned(),
        },
        load: page
            .load
            .as_ref()
            .map(|function| load(&namespace.module_of(page), function)),
    });
    let pages: Vec<PageView<'_>> = pages.collect();
    let client_context = namespace.client_context.as_ref();
    print(&Site {
        namespace: &namespace.name,
        name: format!(
            "{}Site",
            heck::ToPascalCase::to_pascal_case(namespace.name.as_str())
        ),
        context,
        client_context: client_context
            .and_then(|context| context.load.as_ref())
            .map(|function| load(&format!("{}::client_context", namespace.name), function)),
        pages,
        dispatches: dispatches(contract),
    })
}

/// Whether libero generates a dispatcher.
fn dispatches(contract: &Contract) -> bool {
    let rust = contract.rust.as_ref();
    let context = rust.and_then(|rust| rust.context.as_ref());
    context.is_some() && !contract.endpoints.is_empty()
}

/// What a `load` wants of the route.
fn fields(load: &Function) -> String {
    use crate::page::Arg;

    let names = load.args.iter().filter_map(|arg| match arg {
        Arg::Param(name) => Some(libero::targets::rust::ident(name)),
        Arg::Query => Some("query".to_owned()),
        _ => None,
    });
    let mut names: Vec<String> = names.collect();
    names.push("..".to_owned());
    format!(" {{ {} }}", names.join(", "))
}
