//! What is kept although nothing names it: `impl`s, methods, traits in scope, and macros that make such things.

use std::collections::BTreeSet;

use super::program::{Kind, Node, NodeId};
use super::reach::{Origin, Reach};
use super::references::{Resolve, Target};
use super::traits::{self, InScope};

/// Wakes whatever is needed by what is kept, until nothing new comes of it.
pub(super) fn settle(reach: &mut Reach<'_>, resolve: &Resolve<'_>) {
    let mut scopes = traits::Scopes::new(resolve);
    loop {
        reach.walk();
        let woken = wake(reach, &mut scopes);
        if woken.is_empty() {
            return;
        }
        for (id, cause) in woken {
            reach.keep(id, Some(cause));
        }
    }
}

fn wake(reach: &Reach<'_>, scopes: &mut traits::Scopes<'_>) -> Vec<(NodeId, Origin)> {
    let program = reach.known.program;
    let mut woken = vec![];
    for id in program.ids().filter(|id| !reach.is_live(*id)) {
        let node = program.node(id);
        let cause = match &node.kind {
            Kind::Impl(block) if block.inherent && !block.has_macros => None,
            Kind::Impl(block) if block.inherent && reach.known.taint.node(id) => None,
            Kind::Impl(_) => header(reach, id).then(|| type_of(reach, id, node)),
            Kind::Member(member) if header(reach, member.parent) => reach.use_of_member(id),
            Kind::Part(part) if reach.is_live(part.parent) => reach.use_of_part(id),
            Kind::Invocation(_) => invocation(reach, id),
            _ => None,
        };
        woken.extend(cause.map(|cause| (id, cause)));
    }
    for module in reach.modules() {
        for InScope {
            of,
            methods,
            through,
        } in scopes.of(module, reach)
        {
            let used = methods
                .iter()
                .find_map(|(name, arguments)| reach.use_in_module(module, name, *arguments));
            if let Some(origin) = used {
                let wanted = std::iter::once(*of).chain(through.iter().copied());
                let new = wanted.filter(|id| !reach.is_live(*id));
                woken.extend(new.map(|id| (id, origin.clone())));
            }
        }
    }
    woken
}

/// Whether anybody can have a value that an `impl` would be for: that is so if the type is kept, and of the `impl` of
/// a trait everything of the application that its head names. `impl From<Row> for Team` is of no use without rows;
/// but `Table::pretty()` of an `impl Table<Pretty>` may be the only one to make what is pretty.
fn header(reach: &Reach<'_>, block: NodeId) -> bool {
    let program = reach.known.program;
    let head = &reach.known.references[block.0].head;
    let is_live = |id: &NodeId| {
        let kind = &program.node(*id).kind;
        matches!(kind, Kind::Import(_) | Kind::ExternCrate(_)) || reach.is_live(*id)
    };
    if matches!(&program.node(block).kind, Kind::Impl(block) if block.inherent) {
        let types = reach.known.members.types(block);
        return types.iter().all(is_live) && !reach.known.taint.any(head);
    }
    let mut targets = head.iter().flat_map(|reference| &reference.targets);
    targets.all(|target| match target {
        Target::Node(id) => is_live(id),
        Target::Server(..) => false,
        Target::Module(_) | Target::Member(..) | Target::Crate(_) => true,
    })
}

/// The type that a trait is implemented for, as who is to blame for the `impl`.
fn type_of(reach: &Reach<'_>, block: NodeId, node: &Node) -> Origin {
    let types = reach.known.members.types(block);
    let named = reach.known.references[block.0]
        .head
        .iter()
        .flat_map(|one| &one.targets);
    let mut named = named.filter_map(|target| match target {
        Target::Node(id) => Some(*id),
        _ => None,
    });
    let first = types
        .first()
        .copied()
        .or_else(|| named.next())
        .unwrap_or(block);
    (first, node.place.clone())
}

/// Who has need of `name! { … }`: a type that it names, or that its macro names where it names none itself; nobody
/// if it is for the server.
fn invocation(reach: &Reach<'_>, id: NodeId) -> Option<Origin> {
    let program = reach.known.program;
    if reach.known.taint.node(id) {
        return None;
    }
    let mut seen = BTreeSet::new();
    let mut queue = vec![id];
    while let Some(at) = queue.pop() {
        let nodes: Vec<NodeId> = reach.known.references[at.0].nodes().collect();
        let is_type =
            |of: &NodeId| matches!(program.node(*of).kind, Kind::Type(_) | Kind::Trait(_));
        let types: Vec<NodeId> = nodes.iter().copied().filter(is_type).collect();
        if let Some(of) = types.iter().find(|of| reach.is_live(**of)) {
            return Some((*of, program.node(id).place.clone()));
        }
        if types.is_empty() {
            let macros = nodes
                .into_iter()
                .filter(|of| matches!(program.node(*of).kind, Kind::Macro(_)));
            queue.extend(macros.filter(|of| seen.insert(*of)));
        }
    }
    None
}
