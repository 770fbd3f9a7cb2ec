//! What resolving starts from, beside the source.

use std::collections::HashMap;

use contract_schema::IdentityRule;

use crate::diagnostic::Span;

/// The roots and settings of one compilation; independent of where they were configured.
///
/// Paths are Rust paths as seen from the root of the compiled crate: `pages::home::Task`,
/// `crate::pages::home::Task` or `shared::Article`.
#[derive(Clone, Debug)]
pub struct Input {
    /// Types that are carried whether or not a handler reaches them.
    pub seeds: Vec<String>,
    /// Types whose values the server may send unasked.
    pub push: Vec<PushInput>,
    /// Types whose values are embedded into pages.
    pub ssr_models: Vec<SsrInput>,
    /// Whether `server_*` functions are looked for.
    pub scan: bool,
    /// Functions that a framework declares to be handlers, whatever their names.
    pub endpoints: Vec<EndpointInput>,
    /// Types of parameters that the framework fills in.
    pub inject: Vec<String>,
    /// Types that get a mirror, and all that they reach; `*` stands for every carried type.
    pub borrowed: Vec<String>,
    /// Handlers that only read: `load_*`, `pages::home::load_*`.
    pub read_only: Vec<String>,
    /// How a constructor is named in its signature.
    pub identity: IdentityRule,
    /// Identities that stay when code moves: a type's path, and `old/module` or `old/module.Name`.
    pub pins: Vec<(String, String)>,
    /// Types that travel as another: a type's path, and `string` or the path of a proxy type.
    pub types: Vec<(String, String)>,
    /// Where settings were written, by their text: for messages.
    pub places: HashMap<String, Span>,
    /// The path of the generated module below the crate's root: `["generated", "libero"]`.
    pub generated_module: Vec<String>,
}

impl Default for Input {
    fn default() -> Self {
        Self {
            seeds: vec![],
            push: vec![],
            ssr_models: vec![],
            scan: true,
            endpoints: vec![],
            inject: vec![],
            borrowed: vec![],
            read_only: vec![],
            identity: IdentityRule::Rust,
            pins: vec![],
            types: vec![],
            places: HashMap::new(),
            generated_module: vec!["generated".to_owned(), "libero".to_owned()],
        }
    }
}

/// A type that may be pushed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PushInput {
    /// The path of the type.
    pub ty: String,
    /// The module named in the push frame; the type's own where absent.
    pub module: Option<String>,
}

/// A type that is embedded into the pages of a route.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SsrInput {
    /// The module of the route: `pages/home`.
    pub route_module: String,
    /// The path of the type.
    pub ty: String,
}

/// A function that is a handler because a framework says so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EndpointInput {
    /// The path of the function: `pages::home::load`.
    pub function: String,
    /// The module that a request names: `pages/home`; the function's own where absent.
    pub module: Option<String>,
    /// The name of the endpoint; the function's, without `server_`, where absent.
    pub name: Option<String>,
    /// A Rust function from the function's error to a `String`, which travels in its place:
    /// `rally::rt::refusal`. The error's own type is then not part of the contract, and a function
    /// without a `Result` answers as one that never fails.
    pub refusal: Option<String>,
}
