//! Types where they stand, with what their parameters stand for.

use contract_schema::{FieldType, TypeDef};

use super::{Model, TypeInfo};

/// A type where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Ty<'t> {
    pub(crate) model: &'t Model,
    /// Never a parameter: [`Ty::new`] replaces it.
    pub(crate) field: &'t FieldType,
    scope: Option<&'t Scope<'t>>,
}

/// What the parameters of a type stand for.
pub(crate) struct Scope<'t> {
    params: &'t [String],
    args: &'t [FieldType],
    /// Where the arguments stand.
    outer: Option<&'t Scope<'t>>,
}

impl<'t> Ty<'t> {
    /// A type without open parameters.
    pub(crate) fn closed(model: &'t Model, field: &'t FieldType) -> Self {
        Self::new(model, field, None)
    }

    fn new(model: &'t Model, mut field: &'t FieldType, mut scope: Option<&'t Scope<'t>>) -> Self {
        while let (FieldType::TypeVar(name), Some(inner)) = (field, scope) {
            let Some(arg) = inner.argument(name) else {
                break;
            };
            (field, scope) = (arg, inner.outer);
        }
        Self {
            model,
            field,
            scope,
        }
    }

    /// A type that stands inside this one.
    pub(crate) fn inner(self, field: &'t FieldType) -> Self {
        Self::new(self.model, field, self.scope)
    }

    /// A type that stands in a field of this one, which brings its own scope.
    pub(crate) fn in_scope<'s>(self, field: &'s FieldType, scope: &'s Scope<'s>) -> Ty<'s>
    where
        't: 's,
    {
        Ty::new(self.model, field, Some(scope))
    }

    /// The declaration of a type of the contract, and the scope of its fields.
    pub(crate) fn declared(self) -> Option<(&'t TypeDef, &'t TypeInfo, Scope<'t>)> {
        let FieldType::UserType {
            module_path,
            type_name,
            args,
        } = self.field
        else {
            return None;
        };
        let index = self.model.index(module_path, type_name)?;
        let (def, info) = self.model.info(index);
        let scope = Scope {
            params: &def.type_params,
            args,
            outer: self.scope,
        };
        Some((def, info, scope))
    }

    /// Whether a dict with such keys is an object in JSON.
    pub(crate) fn is_text(self) -> bool {
        matches!(self.field, FieldType::String { .. })
    }

    /// The fewest bytes of a term.
    pub(crate) fn min_len(self) -> usize {
        match self.field {
            FieldType::Int { .. } | FieldType::Float(_) => 2,
            FieldType::String { format: None } | FieldType::Nil | FieldType::Dict { .. } => 5,
            FieldType::String { .. } | FieldType::Bool | FieldType::Option(_) => 6,
            FieldType::BitArray { .. } | FieldType::List { .. } | FieldType::TypeVar(_) => 1,
            FieldType::Result { .. } => 7,
            FieldType::Tuple(items) => 2 + items.len(),
            FieldType::UserType { .. } => self.declared().map_or(1, |(_, info, _)| info.min_len),
        }
    }
}

impl<'t> Scope<'t> {
    fn argument(&self, name: &str) -> Option<&'t FieldType> {
        let index = self.params.iter().position(|param| param == name)?;
        self.args.get(index)
    }
}
