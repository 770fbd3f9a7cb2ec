//! What a Rust type is on the wire.

use contract_schema::FieldType;

use crate::resolve::arena::DefId;
use crate::resolve::builtin::Builtin;
use crate::resolve::graph::{Mapping, Target, TypeGraph, TypeNode};
use crate::resolve::ty::{Ty, TyKind};

/// Transparent types and proxies inside one another, at most; more is a cycle, which a rule refuses.
const DEPTH: usize = 64;

impl TypeGraph<'_> {
    /// The wire type of `ty`, which is written inside `owner` (whose parameters become variables).
    pub fn wire_type(&self, ty: &Ty, owner: Option<&TypeNode<'_>>) -> FieldType {
        let variables: Vec<FieldType> = owner.map_or_else(Vec::new, |node| {
            let params = node.params.iter();
            params
                .map(|ident| FieldType::TypeVar(ident.name.clone()))
                .collect()
        });
        self.wire(ty, &variables, 0)
    }

    /// The module path and name of a type on the wire.
    pub fn wire_name(&self, node: &TypeNode<'_>) -> (String, String) {
        match self.pins.get(&node.def) {
            Some(pin) => {
                let name = pin
                    .name
                    .clone()
                    .unwrap_or_else(|| node.wire_name.to_owned());
                (pin.module.clone(), name)
            }
            None => (
                self.wire_modules[node.module.0 as usize].clone(),
                node.wire_name.to_owned(),
            ),
        }
    }

    /// The parameters of a type that values are carried of.
    pub fn carried_params<'n>(&self, node: &'n TypeNode<'_>) -> impl Iterator<Item = &'n str> {
        let params = node.params.iter().zip(&node.uses);
        params
            .filter(|(_, used)| used.carried)
            .map(|(ident, _)| ident.name.as_str())
    }

    fn wire(&self, ty: &Ty, variables: &[FieldType], depth: usize) -> FieldType {
        if ty.run_item().is_some_and(Ty::is_byte) {
            let len = match ty.kind {
                TyKind::Array(_, len) => Some(len),
                _ => None,
            };
            return FieldType::BitArray { len };
        }
        match &ty.kind {
            TyKind::Builtin(builtin, args) => self.wire_builtin(*builtin, args, variables, depth),
            TyKind::Def(def, args) => self.wire_def(*def, args, variables, depth),
            TyKind::Foreign(path, _) => self.wire_mapped(Target::Foreign(*path), depth),
            TyKind::Param(index) => variables.get(*index).cloned().unwrap_or(FieldType::Nil),
            TyKind::Tuple(items) if items.is_empty() => FieldType::Nil,
            TyKind::Tuple(items) => FieldType::Tuple(
                items
                    .iter()
                    .map(|item| self.wire(item, variables, depth))
                    .collect(),
            ),
            TyKind::Array(item, len) => FieldType::List {
                element: Box::new(self.wire(item, variables, depth)),
                len: Some(*len),
                unique: false,
            },
            TyKind::Slice(item) => FieldType::list(self.wire(item, variables, depth)),
            TyKind::Ref { inner, .. } => self.wire(inner, variables, depth),
            TyKind::Refused(_) | TyKind::Error => FieldType::Nil,
        }
    }

    fn wire_builtin(
        &self,
        builtin: Builtin,
        args: &[Ty],
        variables: &[FieldType],
        depth: usize,
    ) -> FieldType {
        if let Some(wire) = builtin.wire() {
            return wire;
        }
        let arg = |index: usize| match args.get(index) {
            Some(arg) => self.wire(arg, variables, depth),
            None => FieldType::Nil,
        };
        match builtin {
            Builtin::Box | Builtin::Rc | Builtin::Arc | Builtin::Cow => arg(0),
            Builtin::Vec | Builtin::VecDeque => FieldType::list(arg(0)),
            Builtin::HashSet | Builtin::BTreeSet => FieldType::List {
                element: Box::new(arg(0)),
                len: None,
                unique: true,
            },
            Builtin::HashMap | Builtin::BTreeMap => FieldType::dict(arg(0), arg(1)),
            Builtin::Option => FieldType::option(arg(0)),
            Builtin::Result => FieldType::result(arg(0), arg(1)),
            _ => FieldType::Nil,
        }
    }

    fn wire_def(
        &self,
        def: DefId,
        args: &[Ty],
        variables: &[FieldType],
        depth: usize,
    ) -> FieldType {
        if self.mappings.contains_key(&Target::Def(def)) {
            return self.wire_mapped(Target::Def(def), depth);
        }
        let Some(node) = self.node(def) else {
            return FieldType::Nil;
        };
        let carried = |index: usize| node.uses.get(index).is_some_and(|used| used.carried);
        let args: Vec<Option<FieldType>> = args
            .iter()
            .enumerate()
            .map(|(index, arg)| carried(index).then(|| self.wire(arg, variables, depth)))
            .collect();
        if node.serde.transparent {
            let field = node.transparent_field().and_then(|field| field.ty.as_ref());
            let args: Vec<FieldType> = args
                .into_iter()
                .map(|arg| arg.unwrap_or(FieldType::Nil))
                .collect();
            return match field.filter(|_| depth < DEPTH) {
                Some(inner) => self.wire(inner, &args, depth + 1),
                None => FieldType::Nil,
            };
        }
        let (module_path, type_name) = self.wire_name(node);
        FieldType::UserType {
            module_path,
            type_name,
            args: args.into_iter().flatten().collect(),
        }
    }

    fn wire_mapped(&self, target: Target, depth: usize) -> FieldType {
        match self.mappings.get(&target) {
            Some(Mapping::Proxy(proxy)) if depth < DEPTH => self.wire(proxy, &[], depth + 1),
            _ => FieldType::STRING,
        }
    }
}
