//! From the roots to everything that they lead to.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::ops::Range;

use super::members::Members;
use super::mentions::{Form, MemberUse};
use super::parts::{Need, Parts};
use super::problem::Problem;
use super::program::{Kind, ModuleId, NodeId, Program};
use super::references::{Reference, References, Target};
use super::taint::Taint;

/// What is known before the walk.
pub(super) struct Known<'a> {
    pub(super) program: &'a Program,
    pub(super) references: &'a [References],
    pub(super) members: &'a Members,
    pub(super) parts: &'a Parts,
    pub(super) taint: &'a Taint<'a>,
    pub(super) handlers: &'a BTreeSet<NodeId>,
}

/// Where something is named: a node, and the place in its file.
pub(super) type Origin = (NodeId, Range<usize>);

/// The walk, and in the end what it found.
pub(super) struct Reach<'a> {
    pub(super) known: &'a Known<'a>,
    live: Vec<bool>,
    cause: Vec<Option<Origin>>,
    queue: VecDeque<NodeId>,
    pub(super) crates: BTreeSet<String>,
    pub(super) problems: Vec<Problem>,
    /// `Type::name`, of types of the application.
    qualified: HashMap<(NodeId, String), Origin>,
    /// `value.name(…)` and `T::name`, by name.
    free: BTreeMap<String, Vec<(Form, Origin)>>,
    /// The same for each module, where traits have to be in scope; those in macros count in every module.
    in_module: BTreeMap<ModuleId, Vec<(MemberUse, NodeId)>>,
    in_macros: Vec<(MemberUse, NodeId)>,
    /// `Type::name`, by name.
    paths: HashMap<String, Origin>,
    /// Every identifier, and those in macros.
    words: HashMap<String, NodeId>,
    words_of_macros: HashMap<String, NodeId>,
    derived: BTreeSet<String>,
    /// A macro that makes names of others, as paste does.
    makes_names: Option<NodeId>,
}

impl<'a> Reach<'a> {
    pub(super) fn new(known: &'a Known<'a>) -> Self {
        let count = known.program.nodes.len();
        Self {
            known,
            live: vec![false; count],
            cause: vec![None; count],
            queue: VecDeque::new(),
            crates: BTreeSet::new(),
            problems: vec![],
            qualified: HashMap::new(),
            free: BTreeMap::new(),
            in_module: BTreeMap::new(),
            in_macros: vec![],
            paths: HashMap::new(),
            words: HashMap::new(),
            words_of_macros: HashMap::new(),
            derived: BTreeSet::new(),
            makes_names: None,
        }
    }

    pub(super) fn is_live(&self, id: NodeId) -> bool {
        self.live[id.0]
    }

    /// Keeps a node; `cause` says who named it, none for a root.
    pub(super) fn keep(&mut self, id: NodeId, cause: Option<Origin>) {
        if self.live[id.0] {
            return;
        }
        self.live[id.0] = true;
        self.cause[id.0] = cause;
        self.queue.push_back(id);
        let node = self.known.program.node(id);
        if let Kind::Member(member) | Kind::Part(member) = &node.kind {
            self.keep(member.parent, Some((id, node.place.clone())));
        }
        self.keep_module(node.module);
    }

    /// Keeps the `mod` items that lead to a module.
    pub(super) fn keep_module(&mut self, module: ModuleId) {
        for node in &self.known.program.module(module).declared {
            self.keep(*node, None);
        }
    }

    /// Follows everything that is kept, until nothing new comes of it.
    pub(super) fn walk(&mut self) {
        while let Some(id) = self.queue.pop_front() {
            self.visit(id);
        }
    }

    fn visit(&mut self, id: NodeId) {
        let program = self.known.program;
        let node = program.node(id);
        let references = &self.known.references[id.0];
        for reference in references.all() {
            if !(reference.weak && self.known.taint.reference(reference)) {
                self.follow(id, reference);
            }
        }
        let is_macro = matches!(node.kind, Kind::Macro(_));
        self.note_words(id);
        for used in &references.members {
            let origin = (id, used.range.clone());
            self.free
                .entry(used.name.clone())
                .or_default()
                .push((used.form, origin));
            if is_macro {
                self.in_macros.push((used.clone(), id));
            } else {
                self.in_module
                    .entry(node.module)
                    .or_default()
                    .push((used.clone(), id));
            }
        }
    }

    fn follow(&mut self, from: NodeId, reference: &Reference) {
        let is_import = matches!(self.known.program.node(from).kind, Kind::Import(_));
        for target in &reference.targets {
            let origin = (from, reference.range.clone());
            match target {
                Target::Node(id) if self.known.handlers.contains(id) => {
                    self.problems.push(Problem::Handler {
                        chain: self.chain(from),
                        place: self.known.program.span(from, &reference.range),
                        handler: *id,
                    });
                }
                Target::Node(id) => self.keep(*id, Some(origin)),
                Target::Module(module) => self.keep_module(*module),
                Target::Member(of, name) => {
                    self.note_path_use(from, name, &reference.range);
                    self.qualified.entry((*of, name.clone())).or_insert(origin);
                }
                Target::Crate(krate) => {
                    self.crates.insert(krate.clone());
                }
                // Whoever uses the import is the one to be told.
                Target::Server(..) if is_import => {}
                Target::Server(path, verdict) => self.problems.push(Problem::ServerOnly {
                    chain: self.chain(from),
                    place: self.known.program.span(from, &reference.range),
                    path: path.clone(),
                    verdict: verdict.clone(),
                }),
            }
        }
    }

    /// `Type::name` may also be that of a trait in scope.
    fn note_path_use(&mut self, from: NodeId, name: &str, range: &Range<usize>) {
        let used = MemberUse {
            name: name.to_owned(),
            form: Form::Path,
            range: range.clone(),
        };
        let origin = (from, range.clone());
        self.paths.entry(name.to_owned()).or_insert(origin);
        let module = self.known.program.node(from).module;
        self.in_module.entry(module).or_default().push((used, from));
    }

    fn note_words(&mut self, id: NodeId) {
        let node = self.known.program.node(id);
        let makes = match &node.kind {
            Kind::Macro(_) | Kind::Invocation(_) => true,
            Kind::Impl(block) => block.has_macros,
            _ => false,
        };
        // The head of a member is a part of its body.
        let head = matches!(node.kind, Kind::Impl(_)).then_some(&node.head);
        for mentions in head.into_iter().chain([&node.body]) {
            for word in mentions.words.all() {
                if makes {
                    self.words_of_macros.entry(word.to_owned()).or_insert(id);
                }
                self.words.entry(word.to_owned()).or_insert(id);
            }
            self.derived
                .extend(mentions.words.derived().map(str::to_owned));
            if mentions.words.makes_names() {
                self.makes_names.get_or_insert(id);
            }
        }
    }

    /// The nodes from a root to this one, imports left out.
    pub(super) fn chain(&self, to: NodeId) -> Vec<NodeId> {
        let mut chain = vec![];
        let mut at = Some(to);
        while let Some(id) = at {
            if chain.contains(&id) {
                break;
            }
            chain.push(id);
            at = self.cause[id.0].as_ref().map(|(from, _)| *from);
        }
        chain.reverse();
        chain.retain(|id| match self.known.program.node(*id).kind {
            Kind::Import(_) => false,
            Kind::Part(_) => self.known.parts.is_own(*id),
            _ => true,
        });
        chain
    }

    /// Who uses this member of an inherent `impl`, if anyone does.
    pub(super) fn use_of_member(&self, id: NodeId) -> Option<Origin> {
        let node = self.known.program.node(id);
        let Kind::Member(member) = &node.kind else {
            return None;
        };
        let types = self.known.members.types(member.parent);
        let qualified = types
            .iter()
            .find_map(|of| self.qualified.get(&(*of, node.name.clone())));
        if qualified.is_some() {
            return qualified.cloned();
        }
        // Nobody in a browser has what it wants: it is another type's method that is called.
        if self.known.taint.any(&self.known.references[id.0].head) {
            return None;
        }
        let uses = self.free.get(&node.name)?;
        let fits = uses.iter().find(|(form, _)| fits(*form, member.arguments));
        fits.map(|(_, origin)| origin.clone())
    }

    /// Who uses this part of a trait or of its `impl`, if anyone does.
    pub(super) fn use_of_part(&self, id: NodeId) -> Option<Origin> {
        let node = self.known.program.node(id);
        let Kind::Part(part) = &node.kind else {
            return None;
        };
        let is_derived = |name: &str| self.derived.contains(name);
        let at = |from: &NodeId| (*from, self.known.program.node(*from).place.clone());
        let by_parent = || Some((part.parent, node.place.clone()));
        let made = || self.makes_names.as_ref().map(at);
        match self.known.parts.need(self.known.program, id, is_derived) {
            Need::Nothing => by_parent(),
            Need::Name => self.words.get(&node.name).map(at).or_else(made),
            Need::Call => {
                let uses = self.free.get(&node.name);
                let mut uses = uses.into_iter().flatten();
                let call = uses.find(|(form, _)| fits(*form, part.arguments));
                let call = call.map(|(_, origin)| origin);
                let call = call.or_else(|| self.paths.get(&node.name)).cloned();
                call.or_else(|| self.words_of_macros.get(&node.name).map(at))
            }
        }
    }

    /// The first use in a module of a method by this name; macros count in every module.
    pub(super) fn use_in_module(
        &self,
        module: ModuleId,
        name: &str,
        arguments: Option<usize>,
    ) -> Option<Origin> {
        let uses = self
            .in_module
            .get(&module)
            .into_iter()
            .flatten()
            .chain(&self.in_macros);
        let mut fitting = uses.filter(|(used, _)| used.name == name && fits(used.form, arguments));
        fitting
            .next()
            .map(|(used, from)| (*from, used.range.clone()))
    }

    /// Modules in which anything is used or defined.
    pub(super) fn modules(&self) -> BTreeSet<ModuleId> {
        let program = self.known.program;
        let code = program.ids().filter(|id| {
            self.is_live(*id)
                && !matches!(program.node(*id).kind, Kind::Module(_) | Kind::Import(_))
        });
        code.map(|id| program.node(id).module).collect()
    }
}

/// Whether a use may be of something that takes so many arguments behind the dot; none: it has no `self`.
fn fits(form: Form, arguments: Option<usize>) -> bool {
    match (form, arguments) {
        (Form::Path, _) | (Form::Call(None), Some(_)) => true,
        (Form::Call(_), None) => false,
        (Form::Call(Some(given)), Some(wanted)) => given == wanted,
    }
}
