//! Plain JSON of values.

use contract_schema::{FieldType, TypeKind};
use serde_json::{Map, Number, Value as Json, json};

use super::base64;
use super::error::{Error, Step};
use super::form::{DEEPEST, Form, form, is_inner, key_text, label, may_be_null};
use crate::codec::{Found, constructor, mismatch};
use crate::model::Ty;
use crate::order;
use crate::value::{Constructor, Int, Value};

pub(super) fn json(ty: Ty<'_>, value: &Value, depth: u32) -> Result<Json, Error> {
    if depth > DEEPEST {
        return Err(Error::new(format!("nested deeper than {DEEPEST}")));
    }
    let depth = depth + 1;
    Ok(match (ty.field, value) {
        (FieldType::Int { .. }, Value::Int(int)) => number(*int),
        (FieldType::Float(_), Value::Float(float)) => Number::from_f64(*float)
            .map(Json::Number)
            .ok_or_else(|| Error::new(format!("{float} has no form in JSON")))?,
        (FieldType::String { .. }, Value::Text(text)) => Json::from(text.as_str()),
        (FieldType::Bool, Value::Bool(bool)) => Json::from(*bool),
        (FieldType::BitArray { .. }, Value::Bytes(bytes)) => Json::from(base64::encode(bytes)),
        (FieldType::List { element, .. }, Value::List(items)) => {
            let ty = ty.inner(element);
            each(items, |_, item| json(ty, item, depth))?
        }
        (FieldType::Nil, Value::Nil) | (FieldType::Option(_), Value::Option(None)) => Json::Null,
        (FieldType::Option(inner), Value::Option(Some(value))) => {
            let inner = ty.inner(inner);
            let plain = json(inner, value, depth)?;
            if may_be_null(inner) {
                json!({ "some": plain })
            } else {
                plain
            }
        }
        (FieldType::Result { ok, .. }, Value::Result(Ok(value))) => {
            json!({ "ok": json(ty.inner(ok), value, depth)? })
        }
        (FieldType::Result { err, .. }, Value::Result(Err(value))) => {
            json!({ "error": json(ty.inner(err), value, depth)? })
        }
        (FieldType::Dict { key, value }, Value::Dict(entries)) => {
            dict(ty.inner(key), ty.inner(value), entries, depth)?
        }
        (FieldType::Tuple(types), Value::Tuple(items)) if types.len() == items.len() => {
            each(items, |index, item| {
                json(ty.inner(&types[index]), item, depth)
            })?
        }
        (FieldType::UserType { .. }, Value::Constructor(value)) => user(ty, value, depth)?,
        _ => return Err(Error::new(mismatch(ty, value).message())),
    })
}

fn number(int: Int) -> Json {
    match int.to_i128().and_then(|int| i64::try_from(int).ok()) {
        Some(number) if int.is_safe() => number.into(),
        _ => int.to_string().into(),
    }
}

fn each(
    items: &[Value],
    json: impl Fn(usize, &Value) -> Result<Json, Error>,
) -> Result<Json, Error> {
    let items = items.iter().enumerate();
    let items = items
        .map(|(index, item)| json(index, item).map_err(|error| error.within(Step::Index(index))));
    items.collect::<Result<Vec<_>, _>>().map(Json::Array)
}

fn dict(
    key_type: Ty<'_>,
    held_type: Ty<'_>,
    entries: &[(Value, Value)],
    depth: u32,
) -> Result<Json, Error> {
    let mut entries: Vec<&(Value, Value)> = entries.iter().collect();
    order::sort(&mut entries, |a, b| order::keys(key_type, &a.0, &b.0))
        .map_err(|_| Error::new("the key is there twice"))?;
    let mut object = Map::new();
    for (key, held) in entries {
        let Some(text) = key_text(key) else {
            return Err(Error::new(mismatch(key_type, key).message()));
        };
        let held = json(held_type, held, depth);
        let held = held.map_err(|error| error.within(Step::Key(text.clone())))?;
        object.insert(text, held);
    }
    Ok(Json::Object(object))
}

fn user(ty: Ty<'_>, value: &Constructor, depth: u32) -> Result<Json, Error> {
    let Found { variant, scope, .. } =
        constructor(ty, value).map_err(|error| Error::new(error.message()))?;
    let Some((def, ..)) = ty.declared() else {
        return Err(Error::new("the type is not in the contract"));
    };
    let field = |index: usize| {
        let part = ty.in_scope(&variant.field_types[index], &scope);
        let name = variant.field_labels[index].as_deref();
        json(part, &value.fields[index], depth).map_err(|error| error.in_field(name, index))
    };
    if is_inner(def) {
        let only = ty.in_scope(&variant.field_types[0], &scope);
        let plain = field(0)?;
        return Ok(if may_be_null(only) {
            json!({ "value": plain })
        } else {
            plain
        });
    }
    let is_enum = def.kind == TypeKind::Enum;
    let mut object = Map::new();
    if is_enum {
        object.insert("type".to_owned(), Json::from(&*value.variant));
    }
    let all = || {
        (0..value.fields.len())
            .map(field)
            .collect::<Result<Vec<_>, _>>()
    };
    match form(variant) {
        Form::Empty if is_enum => return Ok(Json::from(&*value.variant)),
        Form::Empty => {}
        Form::Several if !is_enum => return Ok(Json::Array(all()?)),
        Form::Several => drop(object.insert("values".to_owned(), Json::Array(all()?))),
        Form::One => drop(object.insert("value".to_owned(), field(0)?)),
        Form::Labelled => {
            for (index, name) in variant.field_labels.iter().enumerate() {
                let name = label(def, variant, name.as_deref().unwrap_or_default());
                object.insert(name.into_owned(), field(index)?);
            }
        }
    }
    Ok(Json::Object(object))
}
