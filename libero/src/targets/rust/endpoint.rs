//! Endpoints and pushes, as the dispatcher and the client's stubs print them.

use std::collections::HashMap;

use askama::Template;
use contract_schema::rust::{Answer, Pass, RustArg, RustHandler};
use contract_schema::{Contract, Endpoint, FieldType, TypeDef};

use crate::targets::skew;

use super::names;
use super::request::described;
use super::tree::ModuleTree;

/// A function that can be called.
pub(super) struct EndpointView {
    /// As a string literal: `"pages/home"`.
    pub(super) module: String,
    module_path: String,
    /// As a string literal: `"pages/home.load_title"`.
    pub(super) full_name: String,
    /// By which peers compare the function.
    pub(super) skew_hash: String,
    /// What a URL names it by, as a string literal: `"pages/home/load_title"`.
    pub(super) path: String,
    /// The identifier of the stub.
    pub(super) name: String,
    /// The handler's name, as a string literal: `"server_load_title"`.
    pub(super) function: String,
    /// The wire hash of the request's constructor.
    pub(super) hash: String,
    /// The request's type, as a string literal: `"pages/home.ServerLoadTitle"`.
    pub(super) request_name: String,
    pub(super) request: String,
    pub(super) ok: String,
    pub(super) err: String,
    /// The expression that calls the handler with `request` and `cx`, and gives a `Result`.
    pub(super) call: String,
    pub(super) is_async: bool,
    docs: Vec<String>,
    deprecated: Option<String>,
}

/// A type that may be pushed.
pub(super) struct PushView {
    /// The Rust type.
    pub(super) ty: String,
    /// As a string literal.
    pub(super) module: String,
    /// As a string literal.
    pub(super) full_name: String,
    pub(super) hash: String,
}

/// Every endpoint that the Rust end knows how to call.
pub(super) fn endpoints(contract: &Contract) -> Vec<EndpointView> {
    let context = contract
        .rust
        .as_ref()
        .and_then(|rust| rust.context.as_deref())
        .unwrap_or("()");
    let index = Index::new(contract);
    contract
        .endpoints
        .iter()
        .filter_map(|endpoint| {
            let request = index.request_of(endpoint)?;
            Some(view(endpoint, endpoint.rust.as_ref()?, request, context))
        })
        .collect()
}

/// The type of `cx`: behind an `Arc` where a handler wants to keep it.
pub(super) fn context_type(context: &str, contract: &Contract) -> String {
    let handlers = contract
        .endpoints
        .iter()
        .filter_map(|endpoint| endpoint.rust.as_ref());
    let kept = handlers
        .flat_map(|handler| &handler.args)
        .any(|arg| matches!(arg, RustArg::Context { pass: Pass::Arc }));
    if kept {
        format!("::std::sync::Arc<{context}>")
    } else {
        context.to_owned()
    }
}

/// Every type that may be pushed.
pub(super) fn pushes(contract: &Contract) -> Vec<PushView> {
    let index = Index::new(contract);
    contract
        .push_types
        .iter()
        .filter_map(|push| {
            let def = index.find(&push.type_module, &push.type_name)?;
            Some(PushView {
                ty: def.rust.as_ref()?.path.clone(),
                module: names::string(&push.module),
                full_name: names::string(&push.full_name()),
                hash: skew::short(push.hash.as_deref().unwrap_or_default()).to_owned(),
            })
        })
        .collect()
}

#[derive(Template)]
#[template(path = "rust/stub.rs.j2", escape = "none")]
struct Stub<'a> {
    endpoint: &'a EndpointView,
    /// The path from the function's module to the generated one.
    root: &'a str,
    request: String,
}

/// The client's functions, in nested modules. These bear names of the source, so that nothing is
/// imported into them.
pub(super) fn stubs(endpoints: &[EndpointView]) -> String {
    let mut tree = ModuleTree::default();
    for endpoint in endpoints {
        let depth = endpoint.module_path.split('/').count();
        let root = vec!["super"; depth + 1].join("::");
        let request = match endpoint.request.strip_prefix("requests::") {
            Some(rest) => format!("{root}::requests::{rest}"),
            None => endpoint.request.clone(),
        };
        let stub = Stub {
            endpoint,
            root: &root,
            request,
        };
        let text = stub
            .render()
            .expect("the templates call nothing that can fail");
        tree.add(endpoint.module_path.split('/'), &text);
    }
    tree.render()
}

fn view(
    endpoint: &Endpoint,
    handler: &RustHandler,
    request: &TypeDef,
    context: &str,
) -> EndpointView {
    let args: Vec<String> = handler
        .args
        .iter()
        .map(|arg| argument(arg, context))
        .collect();
    let constructor = request.variants.first();
    EndpointView {
        module: names::string(&endpoint.module),
        module_path: endpoint.module.clone(),
        full_name: names::string(&endpoint.full_name()),
        skew_hash: skew::short(&endpoint.hash).to_owned(),
        path: names::string(&endpoint.path()),
        name: names::function(&endpoint.name),
        function: names::string(&format!("{}.server_{}", endpoint.module, endpoint.name)),
        hash: constructor
            .and_then(|variant| variant.wire_hash.as_ref())
            .map_or_else(String::new, ToString::to_string),
        request_name: names::string(&request.full_name()),
        request: handler.request.clone(),
        ok: handler.ok.clone(),
        err: handler.err.clone(),
        call: answered(handler, &args.join(", ")),
        is_async: handler.is_async,
        docs: described(endpoint.docs.as_deref(), "Calls the handler of this name.")
            .into_iter()
            .map(str::to_owned)
            .collect(),
        deprecated: endpoint.deprecated.as_ref().map(|deprecated| {
            names::string(
                deprecated
                    .note
                    .as_deref()
                    .unwrap_or("the handler is deprecated"),
            )
        }),
    }
}

/// The call of a handler, as a `Result` of what travels.
fn answered(handler: &RustHandler, args: &str) -> String {
    let wait = if handler.is_async { ".await" } else { "" };
    let call = format!("{}({args}){wait}", handler.path);
    match &handler.answer {
        Answer::AsItIs => call,
        Answer::Value => format!("Ok({call})"),
        Answer::Refusal(function) => format!("{call}.map_err({function})"),
    }
}

fn argument(arg: &RustArg, context: &str) -> String {
    match arg {
        RustArg::Request { pass: Pass::Ref } => "&request".into(),
        RustArg::Request { .. } => "request".into(),
        RustArg::Field { name } => format!("request.{name}"),
        RustArg::Context { pass: Pass::Ref } => "cx".into(),
        RustArg::Context { pass: Pass::Arc } => "::std::sync::Arc::clone(cx)".into(),
        RustArg::Context { pass: Pass::Value } => {
            format!("<{context} as ::core::clone::Clone>::clone(cx)")
        }
        RustArg::Injected { ty, pass } => {
            let by = if *pass == Pass::Ref { "&" } else { "" };
            format!("{by}<{context} as rt::Provide<{ty}>>::provide(cx)")
        }
    }
}

/// The types of a contract by module and name.
struct Index<'a>(HashMap<(&'a str, &'a str), &'a TypeDef>);

impl<'a> Index<'a> {
    fn new(contract: &'a Contract) -> Self {
        let entry = |def: &'a TypeDef| ((def.module_path.as_str(), def.type_name.as_str()), def);
        Self(contract.types.iter().map(entry).collect())
    }

    fn find(&self, module_path: &str, type_name: &str) -> Option<&'a TypeDef> {
        self.0.get(&(module_path, type_name)).copied()
    }

    fn request_of(&self, endpoint: &Endpoint) -> Option<&'a TypeDef> {
        match &endpoint.request {
            FieldType::UserType {
                module_path,
                type_name,
                ..
            } => self.find(module_path, type_name),
            _ => None,
        }
    }
}
