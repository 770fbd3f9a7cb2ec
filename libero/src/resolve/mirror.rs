//! Mirrors: second types whose text and bytes are borrowed from what was read.
//!
//! A type has a mirror where there is something in it to borrow, or a dict, which a mirror keeps as it
//! was read. What has none stands in the mirrors of others as it is.

use std::collections::{HashMap, HashSet};

use crate::resolve::arena::DefId;
use crate::resolve::builtin::Builtin;
use crate::resolve::graph::{Carry, Lost, Setting, Target, TypeGraph, TypeNode};
use crate::resolve::ty::{Ty, TyKind};

/// The types that have a mirror, or stand in one as they are.
#[derive(Debug, Default)]
pub struct Mirrors {
    types: HashMap<DefId, Mirror>,
}

/// A type that has a mirror, or stands in one as it is.
#[derive(Clone, Debug)]
pub struct Mirror {
    /// The path of the mirror inside the generated module; none where the type stands in others as
    /// it is.
    pub path: Option<String>,
    /// Whether the mirror has a lifetime.
    pub lifetime: bool,
}

/// Finds the mirrors of the types that the settings name, each with its path as it is written there
/// (none for `*`), and of all that they reach. What cannot have one is added to the lost settings.
pub fn find(graph: &mut TypeGraph<'_>, wanted: &[(String, Option<DefId>)]) {
    let mut roots: Vec<DefId> = vec![];
    let mut lost = vec![];
    let mut refuse = |path: &str, instead| {
        lost.push(Lost {
            setting: Setting::Mirror,
            text: path.to_owned(),
            suggestion: None,
            instead: Some(instead),
        });
    };
    for (path, def) in wanted {
        match def {
            None => roots.extend(&graph.carried),
            Some(def) if graph.node(*def).is_none_or(|node| node.reach.is_none()) => {
                refuse(path, "nothing carries it");
            }
            Some(def) => roots.push(*def),
        }
    }
    let reached = reach(graph, &roots);
    let found = Finder::run(graph, &reached);
    for (path, def) in wanted {
        if let Some(def) = def.filter(|def| reached.contains(def)) {
            if found.stuck.contains(&def) {
                refuse(
                    path,
                    "it holds `&'static str`, or a set of a parameter, which are read as a whole",
                );
            } else if !found.mirrored.contains(&def) {
                refuse(path, "there is nothing in it to borrow");
            }
        }
    }
    let mut by_path: Vec<(String, DefId)> = reached
        .iter()
        .map(|def| (graph.rust_path(*def), *def))
        .collect();
    by_path.sort();
    let mut taken = HashSet::new();
    let mut types = HashMap::new();
    for (path, def) in by_path {
        let mirrored = found.mirrored.contains(&def);
        types.insert(
            def,
            Mirror {
                path: mirrored.then(|| mirror_path(&path, &mut taken)),
                lifetime: mirrored && found.lifetimes.contains(&def),
            },
        );
    }
    graph.mirrors = Mirrors { types };
    graph.lost.extend(lost);
}

/// `borrowed::pages::home::TaskRef` of `crate::pages::home::Task`, `borrowed::shared::TaskRef` of
/// `::shared::Task`; where both are one, the latter ends with `_`.
fn mirror_path(path: &str, taken: &mut HashSet<String>) -> String {
    let inner = path
        .strip_prefix("crate::")
        .unwrap_or(path.trim_start_matches("::"));
    let (modules, name) = inner.rsplit_once("::").unwrap_or(("", inner));
    let name = name.trim_start_matches("r#");
    let separator = if modules.is_empty() { "" } else { "::" };
    let mut mirror = format!("borrowed::{modules}{separator}{name}Ref");
    while !taken.insert(mirror.clone()) {
        mirror.push('_');
    }
    mirror
}

/// The carried types that some types reach, they themselves included.
fn reach(graph: &TypeGraph<'_>, roots: &[DefId]) -> HashSet<DefId> {
    let mut reached = HashSet::new();
    let mut pending = roots.to_vec();
    while let Some(def) = pending.pop() {
        let Some(node) = graph.node(def).filter(|node| node.reach.is_some()) else {
            continue;
        };
        if !reached.insert(def) || graph.mappings.contains_key(&Target::Def(def)) {
            continue;
        }
        for (_, field) in node.wire_fields() {
            if let Some(ty) = &field.ty {
                ty.each(&mut |part| {
                    if let TyKind::Def(def, _) = part.kind {
                        pending.push(def);
                    }
                });
            }
        }
    }
    reached
}

struct Finder<'g, 'p> {
    graph: &'g TypeGraph<'p>,
    /// Types with something that can stand in no mirror.
    stuck: HashSet<DefId>,
    /// Types that have a mirror.
    mirrored: HashSet<DefId>,
    /// Those of them with something borrowed inside.
    lifetimes: HashSet<DefId>,
}

impl<'g, 'p> Finder<'g, 'p> {
    fn run(graph: &'g TypeGraph<'p>, reached: &HashSet<DefId>) -> Self {
        let mut finder = Self {
            graph,
            stuck: HashSet::new(),
            mirrored: HashSet::new(),
            lifetimes: HashSet::new(),
        };
        let nodes: Vec<&TypeNode<'_>> = reached
            .iter()
            .filter(|def| !graph.mappings.contains_key(&Target::Def(**def)))
            .filter_map(|def| graph.node(*def))
            .collect();
        loop {
            // What is stuck has no mirror, so that what holds it may be stuck in turn.
            finder.mirrored.clear();
            grow(&nodes, &mut finder, |finder, node| {
                let holds = || kept_types(node).any(|ty| finder.differs(ty));
                let new = !finder.stuck.contains(&node.def) && holds();
                new && finder.mirrored.insert(node.def)
            });
            let stuck: Vec<DefId> = nodes
                .iter()
                .filter(|node| finder.mirrored.contains(&node.def) && finder.is_stuck_node(node))
                .map(|node| node.def)
                .collect();
            if stuck.is_empty() {
                break;
            }
            finder.stuck.extend(stuck);
        }
        grow(&nodes, &mut finder, |finder, node| {
            let holds = || kept_types(node).any(|ty| finder.borrows(ty));
            let new = finder.mirrored.contains(&node.def) && holds();
            new && finder.lifetimes.insert(node.def)
        });
        finder
    }

    /// Whether a type looks different in a mirror.
    fn differs(&self, ty: &Ty) -> bool {
        differs(ty, &|def| self.mirrored.contains(&def))
    }

    /// Whether something is borrowed in a type as it stands in a mirror.
    fn borrows(&self, ty: &Ty) -> bool {
        if is_text(ty) || is_bytes(ty) {
            return true;
        }
        match &ty.kind {
            TyKind::Def(def, args) if self.mirrored.contains(def) => {
                self.lifetimes.contains(def)
                    || carried(self.graph, *def, args).any(|arg| self.borrows(arg))
            }
            TyKind::Def(..) => false,
            TyKind::Builtin(Builtin::HashSet | Builtin::BTreeSet, items) => {
                items.iter().any(|item| is_text(item) || is_bytes(item))
            }
            _ => ty.children().iter().any(|child| self.borrows(child)),
        }
    }

    fn is_stuck_node(&self, node: &TypeNode<'_>) -> bool {
        let replaced = node.wire_fields().any(|(_, field)| {
            let ty = field.ty.as_ref().filter(|_| field.serde.skip_decode);
            ty.is_some_and(holds_param)
        });
        replaced || kept_types(node).any(|ty| self.is_stuck(ty))
    }

    /// Whether a type cannot stand in a mirror: it must be read as a whole, and what is read into a
    /// parameter of a mirror is borrowed.
    fn is_stuck(&self, ty: &Ty) -> bool {
        match &ty.kind {
            TyKind::Ref { .. } => true,
            TyKind::Builtin(Builtin::HashSet | Builtin::BTreeSet, items) => items
                .iter()
                .any(|item| !is_text(item) && !is_bytes(item) && holds_param(item)),
            TyKind::Def(def, args) if self.mirrored.contains(def) => {
                carried(self.graph, *def, args).any(|arg| self.is_stuck(arg))
            }
            TyKind::Def(_, args) => args.iter().any(holds_param),
            _ => ty.children().iter().any(|child| self.is_stuck(child)),
        }
    }
}

/// Visits all nodes until no visit finds anything new.
fn grow<S>(
    nodes: &[&TypeNode<'_>],
    state: &mut S,
    mut visit: impl FnMut(&mut S, &TypeNode<'_>) -> bool,
) {
    loop {
        let mut grown = false;
        for node in nodes {
            grown |= visit(state, node);
        }
        if !grown {
            break;
        }
    }
}

/// The types of the fields that a mirror has.
fn kept_types<'n>(node: &'n TypeNode<'_>) -> impl Iterator<Item = &'n Ty> {
    let fields = node.fields();
    fields
        .filter(|(constructor, field)| {
            let hidden = field.serde.skip_decode || constructor.serde.skip_decode;
            field.carry == Carry::Wire && !hidden
        })
        .filter_map(|(_, field)| field.ty.as_ref())
}

/// The arguments of which values are carried.
fn carried<'t>(graph: &TypeGraph<'_>, def: DefId, args: &'t [Ty]) -> impl Iterator<Item = &'t Ty> {
    let uses = graph.node(def).map_or(&[][..], |node| &node.uses);
    args.iter()
        .zip(uses)
        .filter(|(_, used)| used.carried)
        .map(|(arg, _)| arg)
}

fn holds_param(ty: &Ty) -> bool {
    let mut found = false;
    ty.each(&mut |part| found |= matches!(part.kind, TyKind::Param(_)));
    found
}

/// `String`, and `str` or `String` behind one pointer.
fn is_text(ty: &Ty) -> bool {
    let own = ty.is_builtin(Builtin::String);
    own || pointee(ty)
        .is_some_and(|inner| inner.is_builtin(Builtin::Str) || inner.is_builtin(Builtin::String))
}

/// `Vec<u8>`, `[u8; N]`, `Bytes`, and `[u8]` behind a pointer.
fn is_bytes(ty: &Ty) -> bool {
    let slice = pointee(ty).filter(|inner| matches!(inner.kind, TyKind::Slice(_)));
    let run = slice.unwrap_or(ty);
    ty.is_builtin(Builtin::Bytes) || run.run_item().is_some_and(Ty::is_byte)
}

/// What is behind `Box`, `Rc`, `Arc` or `Cow`.
fn pointee(ty: &Ty) -> Option<&Ty> {
    match &ty.kind {
        TyKind::Builtin(pointer, args) if pointer.is_pointer() => args.first(),
        _ => None,
    }
}

fn differs(ty: &Ty, is_mirrored: &impl Fn(DefId) -> bool) -> bool {
    if is_text(ty) || is_bytes(ty) {
        return true;
    }
    match &ty.kind {
        TyKind::Param(_) | TyKind::Builtin(Builtin::HashMap | Builtin::BTreeMap, _) => true,
        TyKind::Def(def, _) => is_mirrored(*def),
        TyKind::Builtin(Builtin::HashSet | Builtin::BTreeSet, items) => {
            items.iter().any(|item| is_text(item) || is_bytes(item))
        }
        _ => ty
            .children()
            .iter()
            .any(|child| differs(child, is_mirrored)),
    }
}

impl TypeGraph<'_> {
    /// The mirror of a type, or that it stands in those of others as it is.
    pub fn mirror(&self, def: DefId) -> Option<&Mirror> {
        self.mirrors.types.get(&def)
    }

    /// A type as it stands in a mirror, as Rust source. `params` are the names of the parameters in
    /// scope.
    pub fn mirror_type(&self, ty: &Ty, params: &[&str]) -> String {
        let path = |def: DefId| self.mirror(def).and_then(|mirror| mirror.path.as_deref());
        if !differs(ty, &|def| path(def).is_some()) {
            return self.rust_type(ty, params);
        }
        if is_text(ty) {
            return "&'a str".to_owned();
        }
        if is_bytes(ty) {
            return match ty.kind {
                TyKind::Array(_, length) => format!("&'a [u8; {length}]"),
                _ => "&'a [u8]".to_owned(),
            };
        }
        let one = |ty: &Ty| self.mirror_type(ty, params);
        let all = |items: &[Ty]| items.iter().map(one).collect::<Vec<_>>().join(", ");
        match &ty.kind {
            TyKind::Builtin(builtin, args) => match (builtin, args.as_slice()) {
                (Builtin::HashMap | Builtin::BTreeMap, _) => {
                    format!("borrowed::Dict<{}>", all(args))
                }
                (Builtin::HashSet | Builtin::BTreeSet, _) => {
                    format!("borrowed::Set<{}>", all(args))
                }
                (Builtin::Vec | Builtin::VecDeque, _) => format!("::std::vec::Vec<{}>", all(args)),
                (Builtin::Option, _) => format!("::std::option::Option<{}>", all(args)),
                (Builtin::Result, _) => format!("::std::result::Result<{}>", all(args)),
                (pointer, [inner]) if pointer.is_pointer() => match &inner.kind {
                    TyKind::Slice(item) => format!("::std::vec::Vec<{}>", one(item)),
                    _ => format!("::std::boxed::Box<{}>", one(inner)),
                },
                _ => self.rust_type(ty, params),
            },
            TyKind::Def(def, args) => {
                let mirror = self.mirror(*def);
                let lifetime = mirror
                    .filter(|mirror| mirror.lifetime)
                    .map(|_| "'a".to_owned());
                let args: Vec<String> = lifetime
                    .into_iter()
                    .chain(carried(self, *def, args).map(one))
                    .collect();
                let path = path(*def).unwrap_or_default();
                if args.is_empty() {
                    path.to_owned()
                } else {
                    format!("{path}<{}>", args.join(", "))
                }
            }
            TyKind::Tuple(items) if items.len() == 1 => format!("({},)", all(items)),
            TyKind::Tuple(items) => format!("({})", all(items)),
            TyKind::Array(item, length) => format!("[{}; {length}]", one(item)),
            _ => self.rust_type(ty, params),
        }
    }
}
