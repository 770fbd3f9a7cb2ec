//! What a name means in a module. Names of types, values and macros are not told apart: all that a name may mean
//! is found.

use std::collections::BTreeSet;

use super::program::{Import, Kind, ModuleId, NodeId, Program, ROOT};
use super::server;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Module(ModuleId),
    Node(NodeId),
    /// The path in another crate.
    Outside(Vec<String>),
    /// The path in this crate, below a module that others write.
    Given(ModuleId, Vec<String>),
}

/// One meaning of a path.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) place: Place,
    /// What is left of the path behind the place: `new` of `Team::new`.
    pub(super) rest: Vec<String>,
    /// The imports that lead there.
    pub(super) through: Vec<NodeId>,
}

pub(super) struct Names<'a> {
    program: &'a Program,
    /// The crates that the application's manifest names.
    crates: BTreeSet<&'a str>,
}

impl<'a> Names<'a> {
    pub(super) fn new(program: &'a Program, crates: impl IntoIterator<Item = &'a String>) -> Self {
        let crates = crates.into_iter().map(String::as_str).collect();
        Self { program, crates }
    }

    /// What a path means that stands in the code of a module.
    pub(super) fn path(&self, from: ModuleId, global: bool, segments: &[String]) -> Vec<Found> {
        self.walk(from, global, segments, false, &mut vec![])
    }

    /// What an import leads to: for a glob, that of which the names are imported.
    pub(super) fn import(&self, from: ModuleId, import: &Import) -> Vec<Found> {
        self.walk(from, import.global, &import.path, true, &mut vec![])
    }

    fn walk(
        &self,
        from: ModuleId,
        global: bool,
        segments: &[String],
        in_use: bool,
        visiting: &mut Vec<NodeId>,
    ) -> Vec<Found> {
        let Some((first, rest)) = segments.split_first() else {
            return vec![];
        };
        if global {
            return vec![Found::new(Place::Outside(segments.to_vec()))];
        }
        let parent = self.program.module(from).parent.unwrap_or(ROOT);
        let mut found = match first.as_str() {
            "crate" => vec![Found::new(Place::Module(ROOT))],
            "self" if !rest.is_empty() || in_use => vec![Found::new(Place::Module(from))],
            "super" => vec![Found::new(Place::Module(parent))],
            name => self.lookup(from, name, visiting),
        };
        let is_crate = self.crates.contains(first.as_str()) || server::is_std(first);
        if found.is_empty() && (in_use || (is_crate && !rest.is_empty())) {
            found.push(Found::new(Place::Outside(vec![first.clone()])));
        }
        for name in rest {
            found = found
                .into_iter()
                .flat_map(|one| self.step(one, name, visiting))
                .collect();
        }
        found
    }

    fn step(&self, mut at: Found, name: &str, visiting: &mut Vec<NodeId>) -> Vec<Found> {
        if !at.rest.is_empty() {
            at.rest.push(name.to_owned());
            return vec![at];
        }
        match &mut at.place {
            Place::Outside(path) | Place::Given(_, path) => path.push(name.to_owned()),
            Place::Node(_) => at.rest.push(name.to_owned()),
            Place::Module(module) if name == "super" => {
                *module = self.program.module(*module).parent.unwrap_or(ROOT);
            }
            Place::Module(_) if name == "self" => {}
            Place::Module(module) => {
                let inside = self.lookup(*module, name, visiting);
                if inside.is_empty() {
                    at.rest.push(name.to_owned());
                    return vec![at];
                }
                let before = at.through;
                let behind = |mut found: Found| {
                    found.through.splice(0..0, before.iter().copied());
                    found
                };
                return inside.into_iter().map(behind).collect();
            }
        }
        vec![at]
    }

    /// `visiting` holds the imports that are being followed, each of which may need others of the module.
    fn lookup(&self, module: ModuleId, name: &str, visiting: &mut Vec<NodeId>) -> Vec<Found> {
        let scope = self.program.module(module);
        let mut found = vec![];
        for id in scope.names.get(name).into_iter().flatten() {
            match &self.program.node(*id).kind {
                Kind::Module(inside) => found.push(self.module(*inside)),
                Kind::Import(import) => found.extend(self.follow(module, *id, import, visiting)),
                Kind::ExternCrate(krate) => {
                    let mut outside = Found::new(Place::Outside(vec![krate.clone()]));
                    outside.through.push(*id);
                    found.push(outside);
                }
                _ => found.push(Found::new(Place::Node(*id))),
            }
        }
        if found.is_empty() {
            for id in &scope.globs {
                found.extend(self.through_glob(module, *id, name, visiting));
            }
        }
        if found.is_empty() {
            let invocations = scope
                .nodes
                .iter()
                .filter(|id| match &self.program.node(**id).kind {
                    Kind::Invocation(defined) => defined.iter().any(|one| one == name),
                    _ => false,
                });
            found.extend(invocations.map(|id| Found::new(Place::Node(*id))));
        }
        found
    }

    fn module(&self, module: ModuleId) -> Found {
        Found::new(if self.program.module(module).given {
            let mut path = vec!["crate".to_owned()];
            path.extend(self.program.module_path(module));
            Place::Given(module, path)
        } else {
            Place::Module(module)
        })
    }

    fn follow(
        &self,
        module: ModuleId,
        id: NodeId,
        import: &Import,
        visiting: &mut Vec<NodeId>,
    ) -> Vec<Found> {
        if visiting.contains(&id) {
            return vec![];
        }
        visiting.push(id);
        let mut found = self.walk(module, import.global, &import.path, true, visiting);
        visiting.pop();
        for one in &mut found {
            one.through.insert(0, id);
        }
        found
    }

    fn through_glob(
        &self,
        module: ModuleId,
        id: NodeId,
        name: &str,
        visiting: &mut Vec<NodeId>,
    ) -> Vec<Found> {
        let Kind::Import(import) = &self.program.node(id).kind else {
            return vec![];
        };
        if visiting.contains(&id) {
            return vec![];
        }
        visiting.push(id);
        let mut found = vec![];
        for target in self.walk(module, import.global, &import.path, true, visiting) {
            let inside = self.inside(&target, name, visiting);
            found.extend(inside.into_iter().map(|mut one| {
                one.through.splice(
                    0..0,
                    std::iter::once(id).chain(target.through.iter().copied()),
                );
                one
            }));
        }
        visiting.pop();
        found
    }

    /// A name inside of that of which all names are imported.
    pub(super) fn inside(
        &self,
        target: &Found,
        name: &str,
        visiting: &mut Vec<NodeId>,
    ) -> Vec<Found> {
        match &target.place {
            Place::Module(module) if target.rest.is_empty() => self.lookup(*module, name, visiting),
            Place::Node(node) => match &self.program.node(*node).kind {
                Kind::Type(variants) if variants.iter().any(|variant| variant == name) => {
                    let mut found = Found::new(Place::Node(*node));
                    found.rest.push(name.to_owned());
                    vec![found]
                }
                _ => vec![],
            },
            _ => vec![],
        }
    }
}

impl Found {
    fn new(place: Place) -> Self {
        Self {
            place,
            rest: vec![],
            through: vec![],
        }
    }
}
