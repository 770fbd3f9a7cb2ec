//! What each type parameter is used for, through all types that it is handed on to.

use std::collections::HashMap;

use crate::resolve::arena::DefId;
use crate::resolve::builtin::Builtin;
use crate::resolve::graph::{Mapping, ParamUse, Target, TypeNode};
use crate::resolve::ty::{Ty, TyKind};

/// A parameter of a type.
type Place = (DefId, usize);

/// `from` is what is known of the inner type's parameter; it holds for `to` as well.
struct HandedOn {
    to: Place,
    /// Whether the argument is the parameter itself, and not a type that holds it.
    whole: bool,
}

#[allow(clippy::implicit_hasher)] // called by `walk` alone
/// Fills in [`TypeNode::uses`] of every node.
pub fn find(types: &mut HashMap<DefId, TypeNode<'_>>, mappings: &HashMap<Target, Mapping>) {
    let mut uses: HashMap<Place, ParamUse> = HashMap::new();
    let mut handed_on: HashMap<Place, Vec<HandedOn>> = HashMap::new();
    let generic = types.values().filter(|node| !node.params.is_empty());
    for node in generic {
        let mapped = mappings.contains_key(&Target::Def(node.def));
        for (_, field) in node.wire_fields().filter(|_| !mapped) {
            if let Some(ty) = &field.ty {
                let mut finder = Finder {
                    owner: node.def,
                    uses: &mut uses,
                    handed_on: &mut handed_on,
                };
                finder.look(ty, ParamUse::default());
            }
        }
    }
    spread(&mut uses, &handed_on);
    for ((def, index), found) in uses {
        if let Some(slot) = types
            .get_mut(&def)
            .and_then(|node| node.uses.get_mut(index))
        {
            *slot = found;
        }
    }
}

struct Finder<'f> {
    owner: DefId,
    uses: &'f mut HashMap<Place, ParamUse>,
    handed_on: &'f mut HashMap<Place, Vec<HandedOn>>,
}

impl Finder<'_> {
    /// `context` is what the types around `ty` ask of it.
    fn look(&mut self, ty: &Ty, context: ParamUse) {
        match &ty.kind {
            TyKind::Param(index) => {
                let slot = self.uses.entry((self.owner, *index)).or_default();
                let found = ParamUse {
                    carried: true,
                    ..context
                };
                *slot = either(*slot, found);
            }
            TyKind::Def(def, args) => {
                for (position, arg) in args.iter().enumerate() {
                    self.hand_on((*def, position), arg);
                }
                // What is asked of a type is asked of its arguments: a derive adds the bound.
                if context.hashed || context.ordered {
                    for arg in args {
                        self.ask(arg, context);
                    }
                }
            }
            TyKind::Builtin(builtin, args) => self.look_builtin(*builtin, args, ty, context),
            _ => {
                let inner = ParamUse {
                    run: ty.run_item().is_some(),
                    key: false,
                    ..context
                };
                for child in ty.children() {
                    self.look(child, inner);
                }
            }
        }
    }

    fn look_builtin(&mut self, builtin: Builtin, args: &[Ty], ty: &Ty, context: ParamUse) {
        if builtin == Builtin::PhantomData {
            return;
        }
        let plain = ParamUse {
            run: ty.run_item().is_some(),
            key: context.key && builtin.is_pointer(),
            ..context
        };
        for (position, arg) in args.iter().enumerate() {
            let first = position == 0;
            let dict = matches!(builtin, Builtin::HashMap | Builtin::BTreeMap);
            let inner = ParamUse {
                hashed: plain.hashed
                    || first && matches!(builtin, Builtin::HashMap | Builtin::HashSet),
                ordered: plain.ordered
                    || first && matches!(builtin, Builtin::BTreeMap | Builtin::BTreeSet),
                key: plain.key || first && dict,
                ..plain
            };
            self.look(arg, inner);
        }
    }

    /// Notes bounds without noting that the parameters are carried.
    fn ask(&mut self, ty: &Ty, context: ParamUse) {
        let owner = self.owner;
        let uses = &mut *self.uses;
        ty.each(&mut |part| {
            if let TyKind::Param(index) = part.kind {
                let slot = uses.entry((owner, index)).or_default();
                slot.hashed |= context.hashed;
                slot.ordered |= context.ordered;
            }
        });
    }

    fn hand_on(&mut self, from: Place, arg: &Ty) {
        let owner = self.owner;
        let mut held = vec![];
        arg.each(&mut |part| {
            if let TyKind::Param(index) = part.kind {
                held.push(index);
            }
        });
        let whole = matches!(arg.kind, TyKind::Param(_));
        let list = self.handed_on.entry(from).or_default();
        list.extend(held.into_iter().map(|index| HandedOn {
            to: (owner, index),
            whole,
        }));
    }
}

fn either(a: ParamUse, b: ParamUse) -> ParamUse {
    ParamUse {
        carried: a.carried || b.carried,
        hashed: a.hashed || b.hashed,
        ordered: a.ordered || b.ordered,
        key: a.key || b.key,
        run: a.run || b.run,
    }
}

fn spread(uses: &mut HashMap<Place, ParamUse>, handed_on: &HashMap<Place, Vec<HandedOn>>) {
    let mut pending: Vec<Place> = uses.keys().copied().collect();
    while let Some(place) = pending.pop() {
        let found = uses.get(&place).copied().unwrap_or_default();
        for target in handed_on.get(&place).into_iter().flatten() {
            let passed = ParamUse {
                key: found.key && target.whole,
                run: found.run && target.whole,
                ..found
            };
            let slot = uses.entry(target.to).or_default();
            let new = either(*slot, passed);
            if new != *slot {
                *slot = new;
                pending.push(target.to);
            }
        }
    }
}
