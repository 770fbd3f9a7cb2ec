//! Types with their parameters filled in.

use contract_schema::FieldType;

/// A type of more parts is not filled in any further: a generic type that holds itself with ever
/// larger arguments has no end.
const MOST: usize = 100;

/// What the parameters of a type stand for.
#[derive(Clone, Copy)]
pub(super) struct Filled<'a> {
    pub(super) params: &'a [String],
    pub(super) args: &'a [FieldType],
}

impl Filled<'_> {
    /// The type without parameters; nothing where it would have no end.
    pub(super) fn close(self, ty: &FieldType) -> Option<FieldType> {
        let closed = self.replaced(ty);
        (self.params.is_empty() || parts(&closed) <= MOST).then_some(closed)
    }

    fn replaced(self, ty: &FieldType) -> FieldType {
        let inner = |ty: &FieldType| Box::new(self.replaced(ty));
        let all = |types: &[FieldType]| types.iter().map(|ty| self.replaced(ty)).collect();
        match ty {
            FieldType::TypeVar(name) => {
                let place = self.params.iter().position(|param| param == name);
                let argument = place.and_then(|place| self.args.get(place));
                argument.unwrap_or(ty).clone()
            }
            FieldType::List {
                element,
                len,
                unique,
            } => FieldType::List {
                element: inner(element),
                len: *len,
                unique: *unique,
            },
            FieldType::Option(some) => FieldType::Option(inner(some)),
            FieldType::Result { ok, err } => FieldType::Result {
                ok: inner(ok),
                err: inner(err),
            },
            FieldType::Dict { key, value } => FieldType::Dict {
                key: inner(key),
                value: inner(value),
            },
            FieldType::Tuple(parts) => FieldType::Tuple(all(parts)),
            FieldType::UserType {
                module_path,
                type_name,
                args,
            } => FieldType::UserType {
                module_path: module_path.clone(),
                type_name: type_name.clone(),
                args: all(args),
            },
            FieldType::Int { .. }
            | FieldType::Float(_)
            | FieldType::String { .. }
            | FieldType::Bool
            | FieldType::BitArray { .. }
            | FieldType::Nil => ty.clone(),
        }
    }
}

fn parts(ty: &FieldType) -> usize {
    let mut pending = vec![ty];
    let mut count = 0;
    while let Some(ty) = pending.pop() {
        count += 1;
        pending.extend(ty.children());
    }
    count
}
