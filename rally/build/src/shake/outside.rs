//! Imports from other crates that nobody names: those of traits, and of everything that a crate has.
//!
//! Nothing tells a trait of another crate from a type. Such a leaf is kept where it may well be a trait that kept
//! code needs: of the standard library if it is a known trait; of another crate if that crate is known to run in a
//! browser or kept code names it anyway, or if the settings say so. A glob is kept unless its crate is for servers.

use std::collections::BTreeSet;

use super::program::{Import, Kind, ModuleId, NodeId};
use super::reach::Reach;
use super::references::Resolve;
use super::scope::Place;
use super::server;

/// Keeps the imports that kept code may need without naming them.
pub(super) fn keep_imports(reach: &mut Reach<'_>, resolve: &Resolve<'_>, wanted: &[String]) {
    let named = reach.crates.clone();
    let outside = Outside {
        resolve,
        named,
        wanted,
    };
    for module in reach.modules() {
        for import in outside.of(module, reach, &mut BTreeSet::new()) {
            reach.keep(import, None);
        }
    }
    reach.walk();
}

struct Outside<'a> {
    resolve: &'a Resolve<'a>,
    named: BTreeSet<String>,
    wanted: &'a [String],
}

impl Outside<'_> {
    /// The imports of a module, with those of the modules of which it imports everything.
    fn of(
        &self,
        module: ModuleId,
        reach: &Reach<'_>,
        seen: &mut BTreeSet<ModuleId>,
    ) -> Vec<NodeId> {
        if !seen.insert(module) {
            return vec![];
        }
        let program = self.resolve.program;
        let is_made =
            |id: NodeId| reach.is_live(id) && matches!(program.node(id).kind, Kind::Invocation(_));
        let mut kept = vec![];
        for id in &program.module(module).nodes {
            let node = program.node(*id);
            let Kind::Import(import) = &node.kind else {
                continue;
            };
            for found in self.resolve.names.import(module, import) {
                match &found.place {
                    Place::Outside(path) if self.is_needed(path, import) => kept.push(*id),
                    Place::Given(..) if import.glob => kept.push(*id),
                    // Of something that a macro makes: nobody knows what it has.
                    Place::Node(of) if import.glob && is_made(*of) => kept.push(*id),
                    Place::Module(inside) if import.glob && found.rest.is_empty() => {
                        let below = self.of(*inside, reach, seen);
                        if !below.is_empty() {
                            kept.push(*id);
                            kept.extend(found.through.iter().copied());
                            kept.extend(below);
                        }
                    }
                    _ => {}
                }
            }
        }
        kept
    }

    fn is_needed(&self, path: &[String], import: &Import) -> bool {
        let (Some(krate), Some(last)) = (path.first(), path.last()) else {
            return false;
        };
        if self.resolve.server.verdict(path).is_some() {
            return false;
        }
        if import.glob || self.wanted.iter().any(|one| *one == path.join("::")) {
            return true;
        }
        if server::is_std(krate) {
            return server::is_std_trait(last);
        }
        let may_be_trait = last.starts_with(char::is_uppercase);
        may_be_trait && (server::is_browser_crate(krate) || self.named.contains(krate))
    }
}
