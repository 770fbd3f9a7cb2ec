//! The traits that are in scope in a module: their methods may be called without anyone naming them.

use std::collections::{BTreeMap, BTreeSet};

use super::program::{Kind, ModuleId, NodeId};
use super::reach::Reach;
use super::references::Resolve;
use super::scope::{Found, Place};

/// A trait of the application that is in scope.
#[derive(Clone, Debug)]
pub(super) struct InScope {
    pub(super) of: NodeId,
    /// Its methods that may be called in a browser, with their arguments as in `Method`.
    pub(super) methods: Vec<(String, Option<usize>)>,
    /// The imports that bring it.
    pub(super) through: Vec<NodeId>,
}

/// Found once for each module.
pub(super) struct Scopes<'a> {
    resolve: &'a Resolve<'a>,
    known: BTreeMap<ModuleId, Vec<InScope>>,
}

impl<'a> Scopes<'a> {
    pub(super) fn new(resolve: &'a Resolve<'a>) -> Self {
        Self {
            resolve,
            known: BTreeMap::new(),
        }
    }

    pub(super) fn of(&mut self, module: ModuleId, reach: &Reach<'_>) -> &[InScope] {
        let resolve = self.resolve;
        self.known
            .entry(module)
            .or_insert_with(|| find(resolve, module, reach))
    }
}

fn find(resolve: &Resolve<'_>, module: ModuleId, reach: &Reach<'_>) -> Vec<InScope> {
    let program = resolve.program;
    let mut found = vec![];
    collect(resolve, module, &mut BTreeSet::new(), &mut found);
    // `use` inside functions.
    for id in &program.module(module).nodes {
        for (_, import) in &program.node(*id).body.imports {
            for target in resolve.names.import(module, import) {
                add(
                    resolve,
                    &target,
                    import.glob,
                    &[],
                    &mut BTreeSet::new(),
                    &mut found,
                );
            }
        }
    }
    found
        .into_iter()
        .map(|(of, through)| InScope {
            of,
            methods: methods(resolve, of, reach),
            through,
        })
        .collect()
}

type Traits = Vec<(NodeId, Vec<NodeId>)>;

/// Adds the traits that a module defines and imports.
fn collect(
    resolve: &Resolve<'_>,
    module: ModuleId,
    seen: &mut BTreeSet<ModuleId>,
    found: &mut Traits,
) {
    if !seen.insert(module) {
        return;
    }
    for id in &resolve.program.module(module).nodes {
        match &resolve.program.node(*id).kind {
            Kind::Trait(_) => found.push((*id, vec![])),
            Kind::Import(import) => {
                for target in resolve.names.import(module, import) {
                    add(resolve, &target, import.glob, &[*id], seen, found);
                }
            }
            _ => {}
        }
    }
}

/// Adds what an import leads to, if that is a trait or has traits.
fn add(
    resolve: &Resolve<'_>,
    target: &Found,
    glob: bool,
    through: &[NodeId],
    seen: &mut BTreeSet<ModuleId>,
    found: &mut Traits,
) {
    let through: Vec<NodeId> = through.iter().chain(&target.through).copied().collect();
    match target.place {
        Place::Node(id) if matches!(resolve.program.node(id).kind, Kind::Trait(_)) => {
            found.push((id, through));
        }
        Place::Module(inside) if glob && target.rest.is_empty() => {
            let mut below = vec![];
            collect(resolve, inside, seen, &mut below);
            found.extend(below.into_iter().map(|(id, further)| {
                let through = through.iter().copied().chain(further);
                (id, through.collect())
            }));
        }
        _ => {}
    }
}

fn methods(resolve: &Resolve<'_>, of: NodeId, reach: &Reach<'_>) -> Vec<(String, Option<usize>)> {
    let node = resolve.program.node(of);
    let Kind::Trait(methods) = &node.kind else {
        return vec![];
    };
    let usable = methods.iter().filter(|method| {
        let signature = resolve.signature(node, &method.head);
        !reach.known.taint.any(&signature)
    });
    usable
        .map(|method| (method.name.clone(), method.arguments))
        .collect()
}
