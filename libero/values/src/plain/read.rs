//! Values of plain JSON.

use contract_schema::FieldType;
use serde_json::{Map, Number, Value as Json};

use super::error::{Error, Step};
use super::form::{DEEPEST, may_be_null};
use super::{base64, constructor};
use crate::codec::{check_float, check_int, check_length, check_text};
use crate::describe::kind;
use crate::format;
use crate::model::Ty;
use crate::order;
use crate::value::{Int, Value};

pub(super) fn value(ty: Ty<'_>, json: &Json, depth: u32) -> Result<Value, Error> {
    if depth > DEEPEST {
        return Err(Error::new(format!("nested deeper than {DEEPEST}")));
    }
    let depth = depth + 1;
    Ok(match (ty.field, json) {
        (FieldType::Int { repr, .. }, Json::Number(_) | Json::String(_)) => {
            let int = int(json).ok_or_else(|| no_int(json))?;
            check_int(*repr, int).map_err(Error::new)?;
            Value::Int(int)
        }
        (FieldType::Float(repr), Json::Number(number)) => {
            let float = number.as_f64().unwrap_or(f64::INFINITY);
            Value::Float(check_float(*repr, float).map_err(Error::new)?)
        }
        (FieldType::String { format }, Json::String(text)) => {
            Value::Text(in_format(format.as_deref(), text)?)
        }
        (FieldType::Bool, Json::Bool(bool)) => Value::Bool(*bool),
        (FieldType::BitArray { len }, Json::String(text)) => {
            let bytes = base64::decode(text)
                .ok_or_else(|| Error::new("expected bytes, got text that is not base64"))?;
            check_length(*len, bytes.len()).map_err(Error::new)?;
            Value::Bytes(bytes)
        }
        (FieldType::Nil, Json::Null) => Value::Nil,
        (
            FieldType::List {
                element,
                len,
                unique,
            },
            Json::Array(items),
        ) => {
            check_length(*len, items.len()).map_err(Error::new)?;
            Value::List(list(ty.inner(element), items, *unique, depth)?)
        }
        (FieldType::Option(inner), json) => option(ty.inner(inner), json, depth)?,
        (FieldType::Result { ok, err }, Json::Object(object)) => {
            result(ty.inner(ok), ty.inner(err), object, depth)?
        }
        (FieldType::Dict { key, value }, Json::Object(object)) => {
            dict_of_object(ty.inner(key), ty.inner(value), object, depth)?
        }
        (FieldType::Dict { key, value }, Json::Array(pairs)) => {
            dict_of_pairs(ty.inner(key), ty.inner(value), pairs, depth)?
        }
        (FieldType::Tuple(types), Json::Array(items)) => {
            Value::Tuple(parts(types, |part| ty.inner(part), items, "tuple", depth)?)
        }
        (FieldType::UserType { .. }, json) => constructor::user(ty, json, depth)?,
        (_, json) => return Err(expected(ty, json)),
    })
}

#[cold]
pub(super) fn expected(ty: Ty<'_>, json: &Json) -> Error {
    let format = match ty.field {
        FieldType::String {
            format: Some(format),
        } => format::example(format).map_or(String::new(), |example| {
            format!(" of format {format}, as {example:?}")
        }),
        FieldType::Result { .. } => " as {\"ok\": …} or {\"error\": …}".to_owned(),
        FieldType::BitArray { .. } => " as text in base64".to_owned(),
        FieldType::Nil => " (null)".to_owned(),
        _ => String::new(),
    };
    Error::new(format!(
        "expected {}{format}, got {}",
        kind(ty.field),
        found(json)
    ))
}

/// What JSON is called in errors.
pub(super) fn found(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "a bool",
        Json::Number(number) if number.is_f64() => "a float",
        Json::Number(_) => "an integer",
        Json::String(_) => "text",
        Json::Array(_) => "an array",
        Json::Object(_) => "an object",
    }
}

fn int(json: &Json) -> Option<Int> {
    match json {
        Json::Number(number) => whole(number),
        Json::String(text) => Int::parse(text),
        _ => None,
    }
}

fn whole(number: &Number) -> Option<Int> {
    let signed = number.as_i64().map(Int::from);
    signed.or_else(|| number.as_u64().map(Int::from))
}

#[cold]
fn no_int(json: &Json) -> Error {
    const BEYOND: f64 = 9_223_372_036_854_775_807.0;
    Error::new(match json {
        Json::Number(number) if number.as_f64().is_some_and(|float| float.abs() >= BEYOND) => {
            "the number is too great to be exact in JSON: write its digits as text".to_owned()
        }
        Json::String(_) => "expected integer, got text that is no integer of 128 bits".to_owned(),
        json => format!("expected integer, got {}", found(json)),
    })
}

fn in_format(format: Option<&str>, text: &str) -> Result<String, Error> {
    check_text(format, text).map_err(|message| {
        let example = format.and_then(format::example);
        Error::new(match example {
            Some(example) => format!("{message}; it looks like {example:?}"),
            None => message,
        })
    })?;
    Ok(text.to_owned())
}

fn list(ty: Ty<'_>, items: &[Json], unique: bool, depth: u32) -> Result<Vec<Value>, Error> {
    let read = items.iter().enumerate().map(|(index, item)| {
        value(ty, item, depth).map_err(|error| error.within(Step::Index(index)))
    });
    let mut read = read.collect::<Result<Vec<_>, _>>()?;
    if unique {
        order::sort(&mut read, order::any)
            .map_err(|index| Error::new("the item is there twice").within(Step::Index(index)))?;
    }
    Ok(read)
}

fn option(inner: Ty<'_>, json: &Json, depth: u32) -> Result<Value, Error> {
    if json.is_null() {
        return Ok(Value::NONE);
    }
    if !may_be_null(inner) {
        return value(inner, json, depth).map(Value::some);
    }
    match json.as_object().and_then(|object| only(object, "some")) {
        Some(json) => value(inner, json, depth)
            .map(Value::some)
            .map_err(|error| error.within(Step::Field("some".to_owned()))),
        None => Err(Error::new(format!(
            "expected null or {{\"some\": …}}, got {}",
            found(json)
        ))),
    }
}

/// The value of the only key of an object.
pub(super) fn only<'j>(object: &'j Map<String, Json>, key: &str) -> Option<&'j Json> {
    object.get(key).filter(|_| object.len() == 1)
}

fn result(ok: Ty<'_>, err: Ty<'_>, object: &Map<String, Json>, depth: u32) -> Result<Value, Error> {
    let read = |ty, json, key: &str| {
        value(ty, json, depth)
            .map(Box::new)
            .map_err(|error| error.within(Step::Field(key.to_owned())))
    };
    if let Some(json) = only(object, "ok") {
        return Ok(Value::Result(Ok(read(ok, json, "ok")?)));
    }
    if let Some(json) = only(object, "error") {
        return Ok(Value::Result(Err(read(err, json, "error")?)));
    }
    Err(Error::new(
        "expected Result as {\"ok\": …} or {\"error\": …}, got other keys",
    ))
}

fn dict_of_object(
    key_type: Ty<'_>,
    held_type: Ty<'_>,
    object: &Map<String, Json>,
    depth: u32,
) -> Result<Value, Error> {
    let mut entries = Vec::with_capacity(object.len());
    for (text, json) in object {
        let within = |error: Error| error.within(Step::Key(text.chars().take(100).collect()));
        let key = key_of_text(key_type, text, depth).map_err(within)?;
        let held = value(held_type, json, depth).map_err(within)?;
        entries.push((key, held));
    }
    sorted(key_type, entries)
}

fn key_of_text(ty: Ty<'_>, text: &str, depth: u32) -> Result<Value, Error> {
    match (ty.field, text) {
        (FieldType::Bool, "true") => Ok(Value::Bool(true)),
        (FieldType::Bool, "false") => Ok(Value::Bool(false)),
        _ => value(ty, &Json::from(text), depth),
    }
}

fn dict_of_pairs(
    key_type: Ty<'_>,
    held_type: Ty<'_>,
    pairs: &[Json],
    depth: u32,
) -> Result<Value, Error> {
    let mut entries = Vec::with_capacity(pairs.len());
    for (index, pair) in pairs.iter().enumerate() {
        let within =
            |error: Error, part| error.within(Step::Index(part)).within(Step::Index(index));
        let Some([key, held]) = pair.as_array().map(Vec::as_slice) else {
            let message = "expected a pair of key and value";
            return Err(Error::new(message).within(Step::Index(index)));
        };
        let key = value(key_type, key, depth).map_err(|error| within(error, 0))?;
        let held = value(held_type, held, depth).map_err(|error| within(error, 1))?;
        entries.push((key, held));
    }
    sorted(key_type, entries)
}

fn sorted(key: Ty<'_>, mut entries: Vec<(Value, Value)>) -> Result<Value, Error> {
    order::sort(&mut entries, |a, b| order::keys(key, &a.0, &b.0))
        .map_err(|index| Error::new("the key is there twice").within(Step::Index(index)))?;
    Ok(Value::Dict(entries))
}

/// An array of parts of different types.
pub(super) fn parts<'t>(
    types: &'t [FieldType],
    of: impl Fn(&'t FieldType) -> Ty<'t>,
    items: &[Json],
    what: &str,
    depth: u32,
) -> Result<Vec<Value>, Error> {
    if types.len() != items.len() {
        let (expected, got) = (types.len(), items.len());
        return Err(Error::new(format!(
            "expected {what} of {expected}, got {got}"
        )));
    }
    let both = types.iter().zip(items).enumerate();
    both.map(|(index, (part, item))| {
        value(of(part), item, depth).map_err(|error| error.within(Step::Index(index)))
    })
    .collect()
}
