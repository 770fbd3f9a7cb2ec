//! From what a node names to what that means.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::mentions::{Form, MemberUse, Mention, Mentions};
use super::program::{Import, Kind, ModuleId, Node, NodeId, Program};
use super::scope::{Found, Names, Place, Want};
use super::server::{self, ServerOnly, Verdict};
use super::tokens;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Node(NodeId),
    Module(ModuleId),
    /// What is called `name` in the inherent `impl`s of a type.
    Member(NodeId, String),
    /// Another crate, which runs in a browser as far as is known.
    Crate(String),
    /// Something that cannot run in a browser, with its whole path.
    Server(Vec<String>, Verdict),
}

/// Everything that one mention may mean.
#[derive(Debug)]
pub(super) struct Reference {
    pub(super) range: Range<usize>,
    /// It may well mean a variable: it counts only as long as it leads to nothing that is server-only.
    pub(super) weak: bool,
    pub(super) targets: Vec<Target>,
}

/// What a node leads to.
#[derive(Debug, Default)]
pub(super) struct References {
    pub(super) head: Vec<Reference>,
    pub(super) body: Vec<Reference>,
    pub(super) members: Vec<MemberUse>,
}

impl References {
    pub(super) fn all(&self) -> impl Iterator<Item = &Reference> {
        self.head.iter().chain(&self.body)
    }

    /// All nodes that may be meant.
    pub(super) fn nodes(&self) -> impl Iterator<Item = NodeId> {
        let targets = self.all().flat_map(|reference| &reference.targets);
        targets.filter_map(|target| match target {
            Target::Node(id) => Some(*id),
            _ => None,
        })
    }
}

pub(super) struct Resolve<'a> {
    pub(super) program: &'a Program,
    pub(super) names: &'a Names<'a>,
    pub(super) server: &'a ServerOnly<'a>,
    /// By name, in whatever module they are.
    macros: HashMap<&'a str, Vec<NodeId>>,
}

impl<'a> Resolve<'a> {
    pub(super) fn new(
        program: &'a Program,
        names: &'a Names<'a>,
        server: &'a ServerOnly<'a>,
    ) -> Self {
        let mut macros: HashMap<&str, Vec<NodeId>> = HashMap::new();
        for id in program.ids() {
            let node = program.node(id);
            if matches!(node.kind, Kind::Macro(_)) {
                macros.entry(&node.name).or_default().push(id);
            }
        }
        Self {
            program,
            names,
            server,
            macros,
        }
    }

    /// The references of every node, in the order of the nodes.
    pub(super) fn all(&self) -> Vec<References> {
        self.program
            .nodes
            .iter()
            .map(|node| self.node(node))
            .collect()
    }

    fn node(&self, node: &Node) -> References {
        let mut references = References::default();
        if let Kind::Import(import) = &node.kind {
            let found = self.names.import(node.module, import);
            let targets = self.targets(&found, &mut vec![], node);
            references.body.push(Reference {
                range: node.place.clone(),
                weak: false,
                targets,
            });
            return references;
        }
        if let Kind::ExternCrate(name) = &node.kind {
            let path = vec![name.clone()];
            references.body.push(Reference {
                range: node.place.clone(),
                weak: false,
                targets: vec![self.outside(path)],
            });
        }
        let bound: BTreeSet<&str> = node
            .head
            .bound
            .iter()
            .chain(&node.body.bound)
            .map(String::as_str)
            .collect();
        references.head = self.mentions(node, &node.head, &bound, &mut references.members);
        references.body = self.mentions(node, &node.body, &bound, &mut references.members);
        references
    }

    /// What a signature names, apart from the node that it belongs to.
    pub(super) fn signature(&self, node: &Node, head: &Mentions) -> Vec<Reference> {
        self.mentions(node, head, &BTreeSet::new(), &mut vec![])
    }

    fn mentions(
        &self,
        node: &Node,
        mentions: &Mentions,
        bound: &BTreeSet<&str>,
        members: &mut Vec<MemberUse>,
    ) -> Vec<Reference> {
        members.extend(mentions.members.iter().cloned());
        let mut references = vec![];
        for mention in &mentions.paths {
            let found = self.found(node, mention, &mentions.imports);
            let is_module = |one: &Found| self.is_module(one);
            if mention.is_bare()
                && tokens::is_lowercase(&mention.segments[0])
                && found.iter().all(is_module)
            {
                continue;
            }
            if found.is_empty() && mention.segments.len() > 1 {
                members.extend(member_of_unknown(mention));
            }
            let mut uses = vec![];
            let mut targets = self.targets(&found, &mut uses, node);
            for name in uses {
                members.push(MemberUse {
                    name,
                    form: Form::Path,
                    range: mention.range.clone(),
                });
            }
            if mention.is_macro {
                self.macros(mention, &mut targets);
            }
            if !targets.is_empty() {
                references.push(Reference {
                    range: mention.range.clone(),
                    weak: mention.is_bare() && bound.contains(mention.segments[0].as_str()),
                    targets,
                });
            }
        }
        references
    }

    fn found(&self, node: &Node, mention: &Mention, imports: &[(String, Import)]) -> Vec<Found> {
        let (first, rest) = mention.segments.split_first().expect("a path has a name");
        if mention.global {
            return vec![Found::outside(mention.segments.clone())];
        }
        let want = if mention.is_macro {
            Want::Macro
        } else {
            Want::Anything
        };
        if first == "Self" {
            return self.self_path(node, rest);
        }
        for (_, import) in imports
            .iter()
            .filter(|(name, import)| !import.glob && name == first)
        {
            let path: Vec<String> = import.path.iter().chain(rest).cloned().collect();
            if import.global {
                return vec![Found::outside(path)];
            }
            let found = self.names.path(node.module, &path, want);
            if !found.is_empty() {
                return found;
            }
        }
        let mut found = self.names.path(node.module, &mention.segments, want);
        if found.is_empty() {
            for (_, import) in imports.iter().filter(|(_, import)| import.glob) {
                for target in self.names.import(node.module, import) {
                    found.extend(self.names.inside(&target, first, want));
                }
            }
            for one in &mut found {
                one.rest.extend(rest.iter().cloned());
            }
        }
        found
    }

    /// `Self::name`, of the type whose `impl` this is.
    fn self_path(&self, node: &Node, rest: &[String]) -> Vec<Found> {
        let block = match &node.kind {
            Kind::Impl(block) => block,
            Kind::Member(member) | Kind::Part(member) => {
                match &self.program.node(member.parent).kind {
                    Kind::Impl(block) => block,
                    _ => return vec![],
                }
            }
            _ => return vec![],
        };
        let path: Vec<String> = block.self_type.iter().chain(rest).cloned().collect();
        self.names.path(node.module, &path, Want::Anything)
    }

    /// What was found as targets; names that may be those of any type's members go into `uses`.
    fn targets(&self, found: &[Found], uses: &mut Vec<String>, node: &Node) -> Vec<Target> {
        let mut targets = vec![];
        for one in found {
            match &one.place {
                Place::Module(module) => {
                    targets.push(Target::Module(*module));
                    if !one.rest.is_empty() {
                        targets.extend(self.open_globs(*module).into_iter().map(Target::Node));
                    }
                }
                Place::Given(module, path) => {
                    targets.push(Target::Module(*module));
                    let verdict = self.server.verdict(path);
                    targets.extend(verdict.map(|verdict| Target::Server(path.clone(), verdict)));
                }
                Place::Outside(path) => {
                    let is_partial = matches!(node.kind, Kind::Import(_));
                    let is_bare_std = path.len() == 1 && server::is_std(&path[0]);
                    if !(is_partial && is_bare_std) {
                        targets.push(self.outside(path.clone()));
                    }
                }
                Place::Node(id) => {
                    targets.push(Target::Node(*id));
                    match (&self.program.node(*id).kind, one.rest.first()) {
                        (Kind::Type(_), Some(name)) => {
                            targets.push(Target::Member(*id, name.clone()));
                        }
                        (_, Some(name)) => uses.push(name.clone()),
                        _ => {}
                    }
                }
            }
        }
        for one in found {
            targets.extend(one.through.iter().map(|id| Target::Node(*id)));
        }
        targets
    }

    fn outside(&self, path: Vec<String>) -> Target {
        match self.server.verdict(&path) {
            Some(verdict) => Target::Server(path, verdict),
            None => Target::Crate(path[0].clone()),
        }
    }

    /// A macro is found by its name, in whatever module it is defined.
    fn macros(&self, mention: &Mention, targets: &mut Vec<Target>) {
        let name = mention.segments.last().expect("a path has a name");
        if targets
            .iter()
            .any(|target| matches!(target, Target::Crate(_) | Target::Server(..)))
        {
            return;
        }
        let known = self.macros.get(name.as_str()).into_iter().flatten();
        targets.extend(known.map(|id| Target::Node(*id)));
    }

    /// Imports of everything that another crate has, through which a name may come that is not found.
    fn open_globs(&self, module: ModuleId) -> Vec<NodeId> {
        let globs = self.program.module(module).globs.iter().copied();
        globs
            .filter(|id| {
                let Kind::Import(import) = &self.program.node(*id).kind else {
                    return false;
                };
                let found = self.names.import(module, import);
                let is_open = |one: &Found| match &one.place {
                    Place::Outside(path) => self.server.verdict(path).is_none(),
                    Place::Given(..) => true,
                    _ => false,
                };
                found.iter().any(is_open)
            })
            .collect()
    }

    /// Whether it is a module, of which a bare name cannot be a value.
    fn is_module(&self, found: &Found) -> bool {
        match &found.place {
            Place::Module(_) => found.rest.is_empty(),
            Place::Given(module, path) => path.len() == 1 + self.program.module_path(*module).len(),
            Place::Outside(path) => {
                let verdict = self.server.verdict(path);
                path.len() == 1 || verdict.is_some_and(|verdict| verdict.entry == path.join("::"))
            }
            Place::Node(_) => false,
        }
    }
}

/// `T::name`, of a parameter or of a type that is defined nowhere in the crate.
fn member_of_unknown(mention: &Mention) -> impl Iterator<Item = MemberUse> {
    let names = mention.segments[1..].iter().take(1);
    names.map(|name| MemberUse {
        name: name.clone(),
        form: Form::Path,
        range: mention.range.clone(),
    })
}
