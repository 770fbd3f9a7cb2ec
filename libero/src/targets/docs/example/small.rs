//! Examples that a page has room for.

use contract_schema::FieldType;
use libero_values::{Model, Value, sample::Sampler, typed_json};

/// Beyond so much JSON an example is the smallest value of its type.
const MOST: usize = 2048;
/// How deep options hold something.
const DEEP: u32 = 2;

/// A plausible value, cut where it is long; where it is long even so, the smallest one.
pub(super) fn value(
    model: &Model,
    sampler: &Sampler<'_>,
    ty: &FieldType,
    name: &str,
) -> Option<Value> {
    let fits = |value: &Value| {
        let json = typed_json::write(model, ty, value);
        json.is_ok_and(|json| json.len() <= MOST)
    };
    let whole = sampler.plausible(ty, name, 1).ok();
    let cut = whole.clone().map(|value| cut(value, 0));
    // Where a length is fixed a cut value is none of the type.
    [cut, whole].into_iter().flatten().find(fits).or_else(|| {
        let smallest = sampler.smallest(ty).ok()?;
        fits(&smallest).then_some(smallest)
    })
}

fn cut(value: Value, depth: u32) -> Value {
    let boxed = |value: Box<Value>, depth| Box::new(cut(*value, depth));
    match value {
        Value::List(mut items) => {
            items.truncate(1);
            Value::List(items.into_iter().map(|item| cut(item, depth + 1)).collect())
        }
        Value::Tuple(items) => {
            Value::Tuple(items.into_iter().map(|item| cut(item, depth)).collect())
        }
        Value::Dict(mut entries) => {
            entries.truncate(1);
            let entries = entries.into_iter();
            Value::Dict(
                entries
                    .map(|(key, held)| (key, cut(held, depth + 1)))
                    .collect(),
            )
        }
        Value::Option(Some(_)) if depth > DEEP => Value::NONE,
        Value::Option(Some(value)) => Value::Option(Some(boxed(value, depth + 1))),
        Value::Result(Ok(value)) => Value::Result(Ok(boxed(value, depth + 1))),
        Value::Result(Err(value)) => Value::Result(Err(boxed(value, depth + 1))),
        Value::Constructor(mut constructor) => {
            let fields = std::mem::take(&mut constructor.fields).into_iter();
            constructor.fields = fields.map(|field| cut(field, depth + 1)).collect();
            Value::Constructor(constructor)
        }
        scalar => scalar,
    }
}
