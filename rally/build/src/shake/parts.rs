//! What traits declare, and what their `impl`s make of it. Of a trait of the application, what nobody in the client
//! calls goes from the trait and from all its `impl`s: it would be in the client's tables of methods otherwise.

use std::collections::{HashMap, HashSet};

use super::program::{Kind, NodeId, Program};
use super::scope::{Names, Place, Want};
use super::taint::Taint;

#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The traits of the application that a part belongs to. Without one it stays with its `impl`.
    owners: HashMap<NodeId, Vec<NodeId>>,
    /// Traits of which it is not certain that all `impl`s are known.
    whole: HashSet<NodeId>,
    /// Of a trait what is called so leads, somewhere, to something that only a server has.
    server: HashSet<(NodeId, String)>,
}

/// How a part has to be named to stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// Not at all.
    Nothing,
    /// By anything of its name: a definition in a macro counts as well as a call.
    Name,
    /// By a call.
    Call,
}

impl Parts {
    pub(super) fn new(program: &Program, names: &Names<'_>, taint: &Taint<'_>) -> Self {
        let mut parts = Self::default();
        for id in program.ids() {
            let Kind::Part(part) = &program.node(id).kind else {
                continue;
            };
            let owners = parts.owners_in(program, names, part.parent);
            if taint.node(id) {
                let name = &program.node(id).name;
                let server = owners.iter().map(|owner| (*owner, name.clone()));
                parts.server.extend(server);
            }
            parts.owners.insert(id, owners);
        }
        parts
    }

    fn owners_in(&mut self, program: &Program, names: &Names<'_>, parent: NodeId) -> Vec<NodeId> {
        let node = program.node(parent);
        let Kind::Impl(block) = &node.kind else {
            return vec![parent];
        };
        let is_trait = |id: &NodeId| matches!(program.node(*id).kind, Kind::Trait(_));
        let found = names.path(node.module, &block.of_trait, Want::Anything);
        let own = found.iter().filter_map(|one| match one.place {
            Place::Node(id) if one.rest.is_empty() => Some(id),
            _ => None,
        });
        let own: Vec<NodeId> = own.filter(is_trait).collect();
        if !own.is_empty() && own.len() == found.len() {
            return own;
        }
        self.whole.extend(own);
        if found.is_empty() {
            let last = block.of_trait.last();
            let alike = program.ids().filter(is_trait);
            let alike = alike.filter(|id| Some(&program.node(*id).name) == last);
            self.whole.extend(alike);
        }
        vec![]
    }

    /// Whether it stays or goes by itself.
    pub(super) fn is_own(&self, part: NodeId) -> bool {
        self.owners
            .get(&part)
            .is_some_and(|owners| !owners.is_empty())
    }

    /// What keeps a part of which the parent is kept; `is_derived` says whether a derive is called so.
    pub(super) fn need(
        &self,
        program: &Program,
        part: NodeId,
        is_derived: impl Fn(&str) -> bool,
    ) -> Need {
        let owners = self.owners.get(&part).map_or(&[][..], Vec::as_slice);
        let is_whole = |id: &NodeId| self.whole.contains(id) || is_derived(&program.node(*id).name);
        if owners.is_empty() || owners.iter().any(is_whole) {
            return Need::Nothing;
        }
        let name = &program.node(part).name;
        let is_server = |id: &NodeId| self.server.contains(&(*id, name.clone()));
        if owners.iter().any(is_server) {
            Need::Call
        } else {
            Need::Name
        }
    }
}
