//! What macros define that stand in the place of an item.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::program::{Kind, Node, NodeId, Program};
use super::tokens::{is_defining, is_keyword, name};

/// The names that tokens may define: those behind `fn`, `struct` and so on, or `any`.
pub(super) fn defined(tokens: TokenStream, any: bool) -> Vec<String> {
    let mut names = vec![];
    collect(tokens, any, &mut names);
    names
}

fn collect(tokens: TokenStream, any: bool, names: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    // What stands in the braces of an `impl` or trait has no name of its own.
    let mut members = false;
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            let braces = group.delimiter() == Delimiter::Brace;
            if any || !(members && braces) {
                collect(group.stream(), any, names);
            }
            members &= !braces;
            continue;
        }
        members |= name(&tokens, at).is_some_and(|word| word == "impl" || word == "trait");
        let is_defined = at > 0 && name(&tokens, at - 1).is_some_and(|word| is_defining(&word));
        names.extend(name(&tokens, at).filter(|name| (any || is_defined) && !is_keyword(name)));
    }
}

/// Adds to each invocation what the macros define that it calls.
pub(super) fn link(program: &mut Program) {
    let mut macros: HashMap<&str, Vec<NodeId>> = HashMap::new();
    for id in program.ids() {
        let node = program.node(id);
        if matches!(node.kind, Kind::Macro(_)) {
            macros.entry(&node.name).or_default().push(id);
        }
    }
    let more: Vec<(NodeId, Vec<String>)> = program
        .ids()
        .filter(|id| matches!(program.node(*id).kind, Kind::Invocation(_)))
        .map(|id| (id, defined_by(program, &macros, id)))
        .collect();
    for (id, names) in more {
        if let Kind::Invocation(defined) = &mut program.nodes[id.0].kind {
            defined.extend(names);
        }
    }
}

fn defined_by(
    program: &Program,
    macros: &HashMap<&str, Vec<NodeId>>,
    invocation: NodeId,
) -> Vec<String> {
    let mut names = vec![];
    let mut seen = BTreeSet::new();
    let mut queue = vec![invocation];
    while let Some(id) = queue.pop() {
        let node = program.node(id);
        if let Kind::Macro(defined) = &node.kind {
            names.extend(defined.iter().cloned());
        }
        let called = called(node).filter_map(|name| macros.get(name)).flatten();
        queue.extend(called.copied().filter(|id| seen.insert(*id)));
    }
    names
}

/// The names of the macros that a node calls.
fn called(node: &Node) -> impl Iterator<Item = &str> {
    let paths = node.body.paths.iter().filter(|path| path.is_macro);
    paths.filter_map(|path| path.segments.last().map(String::as_str))
}
