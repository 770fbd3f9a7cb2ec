//! Resolved types as people write them, for messages.

use crate::resolve::graph::{TypeGraph, TypeNode};
use crate::resolve::ty::{Refused, Ty, TyKind};

impl TypeGraph<'_> {
    /// A type as people write it: names without paths, aliases gone.
    pub fn display(&self, ty: &Ty, owner: Option<&TypeNode<'_>>) -> String {
        let list = |items: &[Ty]| {
            let texts: Vec<String> = items.iter().map(|item| self.display(item, owner)).collect();
            texts.join(", ")
        };
        let applied = |name: &str, args: &[Ty]| {
            if args.is_empty() {
                name.to_owned()
            } else {
                format!("{name}<{}>", list(args))
            }
        };
        match &ty.kind {
            TyKind::Builtin(builtin, args) => applied(builtin.name(), args),
            TyKind::Def(def, args) => applied(&self.scope.arena.def(*def).ident().name, args),
            TyKind::Foreign(path, args) => applied(&self.scope.foreign.text(*path), args),
            TyKind::Param(index) => {
                let ident = owner.and_then(|node| node.params.get(*index));
                ident.map_or("_", |ident| ident.name.as_str()).to_owned()
            }
            TyKind::Tuple(items) if items.len() == 1 => format!("({},)", list(items)),
            TyKind::Tuple(items) => format!("({})", list(items)),
            TyKind::Array(item, length) => format!("[{}; {length}]", self.display(item, owner)),
            TyKind::Slice(item) => format!("[{}]", self.display(item, owner)),
            TyKind::Ref {
                is_static,
                mutable,
                inner,
            } => {
                let lifetime = if *is_static { "'static " } else { "" };
                let keyword = if *mutable { "mut " } else { "" };
                format!("&{lifetime}{keyword}{}", self.display(inner, owner))
            }
            TyKind::Refused(Refused::Trait(name)) => name.clone(),
            TyKind::Refused(_) | TyKind::Error => "_".to_owned(),
        }
    }
}
