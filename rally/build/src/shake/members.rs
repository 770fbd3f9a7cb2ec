//! Methods and associated items of inherent `impl`s, by their type.

use std::collections::HashMap;

use super::program::{Kind, NodeId, Program};
use super::scope::{Names, Place, Want};

#[derive(Debug, Default)]
pub(super) struct Members {
    by_name: HashMap<(NodeId, String), Vec<NodeId>>,
    types: HashMap<NodeId, Vec<NodeId>>,
}

impl Members {
    pub(super) fn new(program: &Program, names: &Names<'_>) -> Self {
        let mut members = Self::default();
        for id in program.ids() {
            let Kind::Impl(block) = &program.node(id).kind else {
                continue;
            };
            let found = names.path(program.node(id).module, &block.self_type, Want::Anything);
            let types = found.iter().filter_map(|one| match one.place {
                Place::Node(of) => Some(of),
                _ => None,
            });
            let types: Vec<NodeId> = types.collect();
            for of in &types {
                for member in &block.members {
                    let name = program.node(*member).name.clone();
                    members
                        .by_name
                        .entry((*of, name))
                        .or_default()
                        .push(*member);
                }
            }
            members.types.insert(id, types);
        }
        members
    }

    /// What a type has by this name; more than one if several `impl`s have it.
    pub(super) fn of(&self, of: NodeId, name: &str) -> &[NodeId] {
        self.by_name
            .get(&(of, name.to_owned()))
            .map_or(&[], Vec::as_slice)
    }

    /// The types that an `impl` is for.
    pub(super) fn types(&self, block: NodeId) -> &[NodeId] {
        self.types.get(&block).map_or(&[], Vec::as_slice)
    }
}
