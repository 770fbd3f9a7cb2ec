//! What a name means in a module. Names of types, values and macros are not told apart: all that a name may mean
//! is found.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, VecDeque};

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

/// What a name has to be where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Want {
    Anything,
    /// In front of `::`: no function has anything inside.
    Prefix,
    /// In front of `!`.
    Macro,
}

/// A path in the code of a module.
type Question = (ModuleId, Vec<String>, Want);

pub(super) struct Names<'a> {
    program: &'a Program,
    /// The crates that the application's manifest names.
    crates: BTreeSet<&'a str>,
    answers: RefCell<HashMap<Question, Vec<Found>>>,
    /// What each glob leads to.
    globs: RefCell<HashMap<NodeId, Vec<Found>>>,
}

/// What is being found out: the imports that are being followed, each of which may need others.
type Visiting = Vec<NodeId>;

impl<'a> Names<'a> {
    pub(super) fn new(program: &'a Program, crates: impl IntoIterator<Item = &'a String>) -> Self {
        Self {
            program,
            crates: crates.into_iter().map(String::as_str).collect(),
            answers: RefCell::default(),
            globs: RefCell::default(),
        }
    }

    /// What a path means that stands in the code of a module.
    pub(super) fn path(&self, from: ModuleId, segments: &[String], want: Want) -> Vec<Found> {
        let question = (from, segments.to_vec(), want);
        if let Some(known) = self.answers.borrow().get(&question) {
            return known.clone();
        }
        let found = self.walk(from, segments, want, false, &mut vec![]);
        self.answers.borrow_mut().insert(question, found.clone());
        found
    }

    /// What an import leads to: for a glob, that of which the names are imported.
    pub(super) fn import(&self, from: ModuleId, import: &Import) -> Vec<Found> {
        self.walk_import(from, import, &mut vec![])
    }

    fn walk_import(&self, from: ModuleId, import: &Import, visiting: &mut Visiting) -> Vec<Found> {
        if import.global {
            return vec![Found::outside(import.path.clone())];
        }
        self.walk(from, &import.path, Want::Anything, true, visiting)
    }

    fn walk(
        &self,
        from: ModuleId,
        segments: &[String],
        want: Want,
        in_use: bool,
        visiting: &mut Visiting,
    ) -> Vec<Found> {
        let Some((first, rest)) = segments.split_first() else {
            return vec![];
        };
        let parent = self.program.module(from).parent.unwrap_or(ROOT);
        let mut found = match first.as_str() {
            "crate" => vec![Found::new(Place::Module(ROOT))],
            "self" if !rest.is_empty() || in_use => vec![Found::new(Place::Module(from))],
            "super" => vec![Found::new(Place::Module(parent))],
            name => {
                let want = if rest.is_empty() { want } else { Want::Prefix };
                self.lookup(from, name, want, visiting)
            }
        };
        if found.is_empty() {
            found.extend(self.extern_crate(ROOT, first));
        }
        let is_crate = self.crates.contains(first.as_str()) || server::is_std(first);
        if found.is_empty() && (in_use || (is_crate && !rest.is_empty())) {
            found.push(Found::outside(vec![first.clone()]));
        }
        for (at, name) in rest.iter().enumerate() {
            let want = if at + 1 == rest.len() {
                want
            } else {
                Want::Prefix
            };
            found = found
                .into_iter()
                .flat_map(|one| self.step(one, name, want, visiting))
                .collect();
        }
        found
    }

    /// `extern crate name;` in a module; that of the root counts everywhere.
    fn extern_crate(&self, module: ModuleId, name: &str) -> Option<Found> {
        let named = self.program.module(module).names.get(name)?;
        named
            .iter()
            .find_map(|id| match &self.program.node(*id).kind {
                Kind::ExternCrate(krate) => {
                    let mut found = Found::new(Place::Outside(vec![krate.clone()]));
                    found.through.push(*id);
                    Some(found)
                }
                _ => None,
            })
    }

    fn step(&self, mut at: Found, name: &str, want: Want, visiting: &mut Visiting) -> Vec<Found> {
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
                let inside = self.lookup(*module, name, want, visiting);
                if inside.is_empty() {
                    at.rest.push(name.to_owned());
                    return vec![at];
                }
                let before = at.through;
                return inside.into_iter().map(|one| one.behind(&before)).collect();
            }
        }
        vec![at]
    }

    fn lookup(
        &self,
        module: ModuleId,
        name: &str,
        want: Want,
        visiting: &mut Visiting,
    ) -> Vec<Found> {
        let mut found = self.direct(module, name, want, visiting);
        // A module may be called like a function that comes by a glob.
        if found
            .iter()
            .all(|one| matches!(one.place, Place::Module(_)))
            && want != Want::Prefix
            || found.is_empty()
        {
            found.extend(self.through_globs(module, name, want, visiting));
        }
        if found.is_empty() {
            let nodes = self.program.module(module).nodes.iter();
            let invocations = nodes.filter(|id| match &self.program.node(**id).kind {
                Kind::Invocation(defined) => defined.iter().any(|one| one == name),
                _ => false,
            });
            found.extend(invocations.map(|id| Found::new(Place::Node(*id))));
        }
        found
    }

    /// What a module itself defines and imports by this name.
    fn direct(
        &self,
        module: ModuleId,
        name: &str,
        want: Want,
        visiting: &mut Visiting,
    ) -> Vec<Found> {
        let mut found = vec![];
        for id in self
            .program
            .module(module)
            .names
            .get(name)
            .into_iter()
            .flatten()
        {
            match &self.program.node(*id).kind {
                Kind::Module(inside) => found.push(self.module(*inside)),
                Kind::Import(import) => found.extend(self.follow(module, *id, import, visiting)),
                Kind::ExternCrate(_) => found.extend(self.extern_crate(module, name)),
                _ => found.push(Found::new(Place::Node(*id))),
            }
        }
        found.retain(|one| self.suits(one, want));
        found
    }

    fn suits(&self, found: &Found, want: Want) -> bool {
        let Place::Node(id) = found.place else {
            return true;
        };
        let kind = &self.program.node(id).kind;
        match want {
            Want::Anything => true,
            Want::Prefix => !matches!(kind, Kind::Function | Kind::Value | Kind::Macro(_)),
            Want::Macro => matches!(kind, Kind::Macro(_) | Kind::Invocation(_)),
        }
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
        visiting: &mut Visiting,
    ) -> Vec<Found> {
        if visiting.contains(&id) {
            return vec![];
        }
        visiting.push(id);
        let found = self.walk_import(module, import, visiting);
        visiting.pop();
        found.into_iter().map(|one| one.behind(&[id])).collect()
    }

    /// What a name means by the globs of a module, and by those of the modules that they lead to.
    fn through_globs(
        &self,
        module: ModuleId,
        name: &str,
        want: Want,
        visiting: &mut Visiting,
    ) -> Vec<Found> {
        let mut found = vec![];
        let mut seen = BTreeSet::from([module]);
        let mut queue = VecDeque::from([(module, vec![])]);
        while let Some((at, through)) = queue.pop_front() {
            for id in &self.program.module(at).globs {
                for target in self.glob(at, *id, visiting) {
                    let here = through.iter().chain([id]).chain(&target.through);
                    let here: Vec<NodeId> = here.copied().collect();
                    let inside = match target.place {
                        Place::Module(inside) if target.rest.is_empty() && seen.insert(inside) => {
                            let direct = self.direct(inside, name, want, visiting);
                            if direct.is_empty() {
                                queue.push_back((inside, here.clone()));
                            }
                            direct
                        }
                        Place::Node(of) => self.variant(of, name).into_iter().collect(),
                        _ => vec![],
                    };
                    found.extend(inside.into_iter().map(|one| one.behind(&here)));
                }
            }
        }
        found
    }

    /// What a glob leads to.
    fn glob(&self, module: ModuleId, id: NodeId, visiting: &mut Visiting) -> Vec<Found> {
        if let Some(known) = self.globs.borrow().get(&id) {
            return known.clone();
        }
        let Kind::Import(import) = &self.program.node(id).kind else {
            return vec![];
        };
        if visiting.contains(&id) {
            return vec![];
        }
        visiting.push(id);
        let found = self.walk_import(module, import, visiting);
        visiting.pop();
        // In the middle of something else it may not be all.
        if visiting.is_empty() {
            self.globs.borrow_mut().insert(id, found.clone());
        }
        found
    }

    /// A name inside of that of which all names are imported.
    pub(super) fn inside(&self, target: &Found, name: &str, want: Want) -> Vec<Found> {
        match target.place {
            Place::Module(module) if target.rest.is_empty() => {
                self.lookup(module, name, want, &mut vec![])
            }
            Place::Node(of) => self.variant(of, name).into_iter().collect(),
            _ => vec![],
        }
    }

    fn variant(&self, of: NodeId, name: &str) -> Option<Found> {
        let Kind::Type(variants) = &self.program.node(of).kind else {
            return None;
        };
        let mut found = Found::new(Place::Node(of));
        found.rest.push(name.to_owned());
        variants
            .iter()
            .any(|variant| variant == name)
            .then_some(found)
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

    pub(super) fn outside(path: Vec<String>) -> Self {
        Self::new(Place::Outside(path))
    }

    /// The same, come to by these imports.
    fn behind(mut self, imports: &[NodeId]) -> Self {
        self.through.splice(0..0, imports.iter().copied());
        self
    }
}
