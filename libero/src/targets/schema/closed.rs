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
        let closed = ty.substitute(&|name| {
            let place = self.params.iter().position(|param| param == name);
            place.and_then(|place| self.args.get(place)).cloned()
        });
        (self.params.is_empty() || parts(&closed) <= MOST).then_some(closed)
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
