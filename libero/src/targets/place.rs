//! Where a type stands: the parameters of the types around it stand for others.

use contract_schema::{FieldType, TypeDef};

/// A type by module and name.
type Key<'a> = (&'a str, &'a str);

/// A type where it was written.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) ty: &'a FieldType,
    /// The type that it was written in; two empty texts for a function.
    pub(super) owner: Key<'a>,
    scope: Option<&'a Scope<'a>>,
}

/// What the parameters of a type stand for.
pub(super) struct Scope<'a> {
    params: &'a [String],
    args: &'a [FieldType],
    outer: At<'a>,
}

impl<'a> At<'a> {
    /// A type that is written in no other.
    pub(super) fn outside(ty: &'a FieldType) -> Self {
        Self {
            ty,
            owner: ("", ""),
            scope: None,
        }
    }

    /// A part of the type: the items of a list, the key of a dict.
    pub(super) fn inner(self, ty: &'a FieldType) -> Self {
        Self { ty, ..self }
    }

    /// What it is in the end: a parameter is what it stands for.
    pub(super) fn resolved(mut self) -> Self {
        while let FieldType::TypeVar(name) = self.ty {
            let Some(scope) = self.scope else { break };
            let Some(index) = scope.params.iter().position(|param| param == name) else {
                break;
            };
            let Some(ty) = scope.args.get(index) else {
                break;
            };
            self = scope.outer.inner(ty);
        }
        self
    }

    /// What the parameters of `def` stand for, which is what it names with arguments.
    pub(super) fn scope(self, def: &'a TypeDef) -> Scope<'a> {
        let args = match self.ty {
            FieldType::UserType { args, .. } => args,
            _ => &[][..],
        };
        Scope {
            params: &def.type_params,
            args,
            outer: self,
        }
    }
}

impl<'a> Scope<'a> {
    /// A field of the type.
    pub(super) fn field(&'a self, def: &'a TypeDef, ty: &'a FieldType) -> At<'a> {
        At {
            ty,
            owner: (&def.module_path, &def.type_name),
            scope: Some(self),
        }
    }
}
