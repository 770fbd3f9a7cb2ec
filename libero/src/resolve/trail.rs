//! How the compiler came to a place, from the seed to the field.

use crate::resolve::arena::DefId;
use crate::resolve::graph::{Constructor, FieldNode, Reach, RootKind, Target, TypeGraph, TypeNode};

/// The steps to a type: `server_list_items`, `Page.items`.
pub fn to_type(graph: &TypeGraph<'_>, def: DefId) -> Vec<String> {
    let mut steps = vec![];
    let mut current = Some(def);
    while let Some(def) = current.take() {
        let Some(reach) = graph.node(def).and_then(|node| node.reach) else {
            break;
        };
        match reach {
            Reach::Root(index) => steps.push(root(graph, index)),
            Reach::Handler(index) => {
                steps.push(graph.handlers[index].function.name.name.clone());
            }
            Reach::Field {
                owner,
                constructor,
                field,
            } => {
                let Some(node) = graph.node(owner) else { break };
                let constructor = &node.constructors[constructor];
                steps.push(field_name(node, constructor, &constructor.fields[field]));
                current = Some(owner);
            }
            Reach::Proxy(Target::Def(mapped)) => {
                steps.push(format!(
                    "the proxy of {}",
                    graph.scope.arena.def(mapped).ident().name
                ));
                current = Some(mapped);
            }
            Reach::Proxy(Target::Foreign(path)) => {
                steps.push(format!("the proxy of {}", graph.scope.foreign.text(path)));
            }
        }
    }
    steps.reverse();
    steps
}

/// The steps to a field of a type.
pub fn to_field(
    graph: &TypeGraph<'_>,
    node: &TypeNode<'_>,
    constructor: &Constructor<'_>,
    field: &FieldNode<'_>,
) -> Vec<String> {
    let mut steps = to_type(graph, node.def);
    steps.push(field_name(node, constructor, field));
    steps
}

/// `Task.title`, `Shape.Circle.radius`, `Pair.0`.
pub fn field_name(
    node: &TypeNode<'_>,
    constructor: &Constructor<'_>,
    field: &FieldNode<'_>,
) -> String {
    let owner = &node.item.name.name;
    let name = field.rust_name.trim_start_matches("r#");
    match constructor.variant {
        Some(variant) => format!("{owner}.{}.{name}", variant.name.name),
        None => format!("{owner}.{name}"),
    }
}

fn root(graph: &TypeGraph<'_>, index: usize) -> String {
    let root = &graph.roots[index];
    let path = &root.path;
    match root.kind {
        RootKind::Seed => format!("seed {path}"),
        RootKind::Push { .. } => format!("push type {path}"),
        RootKind::SsrModel { .. } => format!("SSR model {path}"),
    }
}
