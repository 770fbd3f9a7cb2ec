//! Names to definitions: from syntax to a graph of types and handlers.
//!
//! | module | holds |
//! |---|---|
//! | [`input`] | what to start from |
//! | [`arena`] | every module and definition, with typed ids |
//! | [`scope`], [`foreign`], [`prelude`] | from a path to what it names |
//! | [`builtin`] | types that libero knows by itself |
//! | [`ty`], [`lower`], [`length`] | types with names resolved and aliases gone |
//! | [`attrs`], [`casing`] | what serde's attributes mean here |
//! | [`body`], [`handlers`], [`roots`] | one type, the functions, the settings |
//! | [`walk`], [`uses`] | from the roots to every carried type |
//! | [`mirror`] | which types are borrowed from what was read |
//! | [`graph`] | the result |
//! | [`nameable`], [`rust_text`], [`wire_type`] | how the graph's types look in Rust and on the wire |
//! | [`trail`], [`display`], [`suggest`], [`errors`] | for messages |

use std::collections::HashMap;

use crate::diagnostic::Diagnostics;
use crate::parse::project::Project;

pub mod arena;
pub mod attrs;
pub mod body;
pub mod builtin;
pub mod casing;
pub mod display;
pub mod errors;
pub mod foreign;
pub mod graph;
pub mod handlers;
pub mod input;
pub mod length;
pub mod lower;
pub mod mirror;
pub mod nameable;
pub mod prelude;
pub mod roots;
pub mod rust_text;
pub mod scope;
pub mod suggest;
pub mod trail;
pub mod ty;
pub mod uses;
pub mod walk;
pub mod wire_type;

use mirror::Mirrors;

pub use graph::TypeGraph;
pub use input::{EndpointInput, Input, PushInput, SsrInput};

/// Resolves everything that the roots and handlers reach. The diagnostics tell of names that were
/// not found; what is wrong with the types themselves is for `rules` to say.
pub fn resolve<'p>(project: &'p Project, input: &'p Input) -> (TypeGraph<'p>, Diagnostics) {
    let mut scope = scope::Scope::new(arena::Arena::new(project));
    let names = nameable::Names::new(&scope, &input.generated_module);
    let mut settings = roots::Settings::new(&scope);
    let mappings = settings.mappings(input);
    let injected = settings.injected(input);
    let pins = settings.pins(input);
    let roots = settings.roots(input);
    let borrowed = settings.borrowed(input);
    let (mut lost, pinned) = (settings.lost, settings.modules);
    scope.arena.pinned = pinned;
    scope.settle();
    let mut found = handlers::find(&scope, input, &names, &injected, &mut lost);
    lost.extend(roots::mark_read_only(&scope, input, &mut found.handlers));
    let walk = walk::Walk {
        scope: &scope,
        mappings: &mappings,
        roots: &roots,
        handlers: &found.handlers,
    };
    let walked = walk.run();
    let modules = (0..).map(arena::ModuleId).take(scope.arena.modules.len());
    let wire_modules = modules.map(|module| scope.arena.wire_module(module));
    let mut graph = TypeGraph {
        wire_modules: wire_modules.collect(),
        scope,
        input,
        types: walked.types,
        carried: walked.carried,
        mapped: walked.mapped,
        mappings,
        roots,
        handlers: found.handlers,
        near_misses: found.near_misses,
        lost,
        pins,
        names,
        mirrors: Mirrors::default(),
    };
    mirror::find(&mut graph, &borrowed);
    let diagnostics = unresolved(&mut graph);
    (graph, diagnostics)
}

/// The names that were not found, with the trails to them.
fn unresolved(graph: &mut TypeGraph<'_>) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    for handler in &graph.handlers {
        let trail = vec![handler.function.name.name.clone()];
        diagnostics.extend(
            handler
                .errors
                .iter()
                .cloned()
                .map(|error| error.trail(trail.clone())),
        );
    }
    let mut by_type = HashMap::new();
    for node in graph.carried_nodes() {
        if !node.errors.is_empty() {
            by_type.insert(node.def, trail::to_type(graph, node.def));
        }
    }
    for (def, trail) in by_type {
        for error in &graph.types[&def].errors {
            let mut whole = trail.clone();
            whole.extend(error.trail.iter().cloned());
            diagnostics.push(error.clone().trail(whole));
        }
    }
    diagnostics
}
