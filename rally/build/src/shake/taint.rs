//! Which nodes can only be on the server: what they name leads to something that a browser cannot run.

use std::collections::BTreeSet;

use super::members::Members;
use super::program::{Kind, NodeId, Program};
use super::references::{Reference, References, Target};

#[derive(Debug)]
pub(super) struct Taint<'a> {
    members: &'a Members,
    nodes: Vec<bool>,
}

impl<'a> Taint<'a> {
    /// `handlers` are server-only by themselves.
    pub(super) fn new(
        program: &Program,
        members: &'a Members,
        references: &[References],
        handlers: &BTreeSet<NodeId>,
    ) -> Self {
        let mut taint = Self {
            members,
            nodes: program.ids().map(|id| handlers.contains(&id)).collect(),
        };
        let mut changed = true;
        while changed {
            changed = false;
            for id in program.ids() {
                // A module is no use of what is in it.
                if taint.nodes[id.0] || matches!(program.node(id).kind, Kind::Module(_)) {
                    continue;
                }
                let mut strong = references[id.0].all().filter(|reference| !reference.weak);
                if strong.any(|reference| taint.reference(reference)) {
                    taint.nodes[id.0] = true;
                    changed = true;
                }
            }
        }
        taint
    }

    pub(super) fn node(&self, id: NodeId) -> bool {
        self.nodes[id.0]
    }

    /// Whether any meaning of it is server-only.
    pub(super) fn reference(&self, reference: &Reference) -> bool {
        reference.targets.iter().any(|target| match target {
            Target::Server(..) => true,
            Target::Node(id) => self.node(*id),
            Target::Member(of, name) => self.members.of(*of, name).iter().any(|id| self.node(*id)),
            Target::Module(_) | Target::Crate(_) => false,
        })
    }

    pub(super) fn any(&self, references: &[Reference]) -> bool {
        references.iter().any(|reference| self.reference(reference))
    }
}
