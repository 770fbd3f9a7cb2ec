//! What is kept although nothing names it: `impl`s, methods, traits in scope, and macros that make such things.

use super::program::{Kind, Node, NodeId};
use super::reach::{Origin, Reach};
use super::references::{Reference, Resolve, Target};
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
            Kind::Impl(block) if block.inherent => None,
            Kind::Impl(_) => header(reach, id).then(|| type_of(reach, id, node)),
            Kind::Member(member) if header(reach, member.parent) => reach.use_of_member(id),
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

/// Whether all of the application that the head of an `impl` names is kept: without any of it, nobody can have
/// a value that the `impl` would be for.
fn header(reach: &Reach<'_>, block: NodeId) -> bool {
    let program = reach.known.program;
    let head = &reach.known.references[block.0].head;
    head.iter()
        .flat_map(|reference| &reference.targets)
        .all(|target| match target {
            Target::Node(id) => {
                matches!(
                    program.node(*id).kind,
                    Kind::Import(_) | Kind::ExternCrate(_)
                ) || reach.is_live(*id)
            }
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

/// Who has need of `name! { … }`: a type that it names, unless it is for the server.
fn invocation(reach: &Reach<'_>, id: NodeId) -> Option<Origin> {
    let node = reach.known.program.node(id);
    if reach.known.taint.node(id) {
        return None;
    }
    let named = |reference: &Reference| {
        reference.targets.iter().find_map(|target| match target {
            Target::Node(of) => {
                let is_type = matches!(
                    reach.known.program.node(*of).kind,
                    Kind::Type(_) | Kind::Trait(_)
                );
                (is_type && reach.is_live(*of)).then_some(*of)
            }
            _ => None,
        })
    };
    let of = reach.known.references[id.0].all().find_map(named)?;
    Some((of, node.place.clone()))
}
