//! From the roots to every type that is carried.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::resolve::arena::{DefId, DefKind};
use crate::resolve::body;
use crate::resolve::builtin::Builtin;
use crate::resolve::graph::{Carry, Handler, Mapping, Output, Reach, Role, Root, Target, TypeNode};
use crate::resolve::scope::Scope;
use crate::resolve::ty::{Ty, TyKind};
use crate::resolve::uses;

/// Everything that walking needs to know of.
pub struct Walk<'s, 'p> {
    /// The names of the project.
    pub scope: &'s Scope<'p>,
    /// Types of the configuration's table.
    pub mappings: &'s HashMap<Target, Mapping>,
    /// Seeds, push types, SSR models.
    pub roots: &'s [Root],
    /// Every handler.
    pub handlers: &'s [Handler<'p>],
}

/// What was found.
pub struct Walked<'p> {
    /// Every type that was looked at.
    pub types: HashMap<DefId, TypeNode<'p>>,
    /// Those that are carried, nearest to a root first.
    pub carried: Vec<DefId>,
    /// The mapped types that are carried.
    pub mapped: HashSet<Target>,
}

impl<'p> Walk<'_, 'p> {
    /// Walks in two passes: what parameters are used for is known only after every type that can
    /// be meant has been looked at, and only then which arguments are carried.
    pub fn run(&self) -> Walked<'p> {
        let mut types = self.look_at_all();
        uses::find(&mut types, self.mappings);
        let (carried, mapped) = self.reach(&mut types);
        Walked {
            types,
            carried,
            mapped,
        }
    }

    fn starts(&self) -> Vec<(Reach, &Ty)> {
        let mut starts = vec![];
        for (index, handler) in self.handlers.iter().enumerate() {
            let reach = Reach::Handler(index);
            let args = handler.args.iter();
            let carried = args.filter(|arg| matches!(arg.role, Role::Field | Role::Message(_)));
            starts.extend(carried.map(|arg| (reach, &arg.ty)));
            if let Output::Result { ok, err } = &handler.output {
                starts.extend([(reach, ok), (reach, err)]);
            }
        }
        for (index, root) in self.roots.iter().enumerate() {
            starts.push((Reach::Root(index), &root.ty));
        }
        starts
    }

    fn look_at_all(&self) -> HashMap<DefId, TypeNode<'p>> {
        let mut pending: Vec<DefId> = vec![];
        for (_, ty) in self.starts() {
            add_defs(ty, &mut pending);
        }
        for mapping in self.mappings.values() {
            if let Mapping::Proxy(ty) = mapping {
                add_defs(ty, &mut pending);
            }
        }
        let defs = self.scope.arena.defs.iter();
        let looking = Looking {
            walk: self,
            seen: defs.map(|_| AtomicBool::new(false)).collect(),
            found: Mutex::default(),
        };
        rayon::scope(|threads| {
            for def in pending {
                looking.at(def, threads);
            }
        });
        let found = looking.found.into_inner();
        let found = found.unwrap_or_else(PoisonError::into_inner).into_iter();
        found.map(|node| (node.def, node)).collect()
    }

    fn reach(&self, types: &mut HashMap<DefId, TypeNode<'p>>) -> (Vec<DefId>, HashSet<Target>) {
        let mut carried = vec![];
        let mut pending: VecDeque<(Reach, DefId)> = VecDeque::new();
        let mut proxied: Vec<Target> = vec![];
        let mut mapped: HashSet<Target> = HashSet::new();
        for (reach, ty) in self.starts() {
            self.meet(ty, reach, types, &mut pending, &mut proxied);
        }
        loop {
            while let Some((reach, def)) = pending.pop_front() {
                let Some(node) = types.get_mut(&def).filter(|node| node.reach.is_none()) else {
                    continue;
                };
                node.reach = Some(reach);
                carried.push(def);
                if self.mappings.contains_key(&Target::Def(def)) {
                    proxied.push(Target::Def(def));
                    continue;
                }
                let node = &types[&def];
                for (constructor, variant) in node.constructors.iter().enumerate() {
                    for (index, field) in variant.fields.iter().enumerate() {
                        if let Some(ty) = field.ty.as_ref().filter(|_| field.carry == Carry::Wire) {
                            let reach = Reach::Field {
                                owner: def,
                                constructor,
                                field: index,
                            };
                            self.meet(ty, reach, types, &mut pending, &mut proxied);
                        }
                    }
                }
            }
            // A mapped type brings in its proxy.
            let Some(target) = proxied.pop() else {
                break;
            };
            if !mapped.insert(target) {
                continue;
            }
            if let Some(Mapping::Proxy(ty)) = self.mappings.get(&target) {
                self.meet(ty, Reach::Proxy(target), types, &mut pending, &mut proxied);
            }
        }
        (carried, mapped)
    }

    /// Queues the types that a field of type `ty` carries.
    fn meet(
        &self,
        ty: &Ty,
        reach: Reach,
        types: &HashMap<DefId, TypeNode<'p>>,
        pending: &mut VecDeque<(Reach, DefId)>,
        proxied: &mut Vec<Target>,
    ) {
        match &ty.kind {
            TyKind::Builtin(Builtin::PhantomData, _) => {}
            TyKind::Def(def, args) => {
                let Some(node) = types.get(def) else { return };
                if node.reach.is_none() {
                    pending.push_back((reach, *def));
                }
                for (arg, used) in args.iter().zip(&node.uses) {
                    if used.carried {
                        self.meet(arg, reach, types, pending, proxied);
                    }
                }
            }
            TyKind::Foreign(path, _) => {
                let target = Target::Foreign(*path);
                let first = reach != Reach::Proxy(target);
                if first && self.mappings.contains_key(&target) {
                    proxied.push(target);
                }
            }
            _ => {
                for child in ty.children() {
                    self.meet(child, reach, types, pending, proxied);
                }
            }
        }
    }
}

/// Looking at types in all threads, each type once.
struct Looking<'w, 's, 'p> {
    walk: &'w Walk<'s, 'p>,
    /// By [`DefId`].
    seen: Vec<AtomicBool>,
    found: Mutex<Vec<TypeNode<'p>>>,
}

impl<'p> Looking<'_, '_, 'p> {
    /// Looks at a type and at what its fields lead to: one of these itself, the others wherever a thread
    /// is free.
    fn at<'scope>(&'scope self, def: DefId, threads: &rayon::Scope<'scope>) {
        let mut found = vec![];
        let mut pending = vec![def];
        while let Some(def) = pending.pop() {
            let Some(node) = self.node(def) else {
                continue;
            };
            if !self.walk.mappings.contains_key(&Target::Def(def)) {
                for (_, field) in node.fields() {
                    if let Some(ty) = &field.ty {
                        add_defs(ty, &mut pending);
                    }
                }
            }
            found.push(node);
            pending.retain(|def| !self.seen[def.0 as usize].load(Ordering::Relaxed));
            for other in pending.drain(1.min(pending.len())..) {
                threads.spawn(move |threads| self.at(other, threads));
            }
        }
        let mut all = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        all.append(&mut found);
    }

    /// A type that nobody has looked at.
    fn node(&self, def: DefId) -> Option<TypeNode<'p>> {
        let DefKind::Type(item) = self.walk.scope.arena.def(def).kind else {
            return None;
        };
        let is_first = !self.seen[def.0 as usize].swap(true, Ordering::Relaxed);
        is_first.then(|| body::node(self.walk.scope, def, item))
    }
}

/// Adds the definitions that a type names.
fn add_defs(ty: &Ty, defs: &mut Vec<DefId>) {
    ty.each(&mut |part| {
        if let TyKind::Def(def, _) = part.kind {
            defs.push(def);
        }
    });
}
