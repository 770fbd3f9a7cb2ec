//! Options, results, lists, dicts and tuples.

use contract_schema::FieldType;
use serde_json::{Value, json};

use super::constructor::{items, object};

pub(super) fn option(inner: Value) -> Value {
    const NAME: &str = "gleam/option.Option";
    json!({ "oneOf": [
        object(NAME, &json!({ "const": "None" }), &no_fields()),
        object(NAME, &json!({ "const": "Some" }), &items(&[inner])),
    ] })
}

pub(super) fn result(ok: Value, err: Value) -> Value {
    const NAME: &str = "gleam/result.Result";
    json!({ "oneOf": [
        object(NAME, &json!({ "const": "Ok" }), &items(&[ok])),
        object(NAME, &json!({ "const": "Error" }), &items(&[err])),
    ] })
}

pub(super) fn no_fields() -> Value {
    json!({ "type": "object", "maxProperties": 0 })
}

pub(super) fn list(element: &Value, len: Option<u64>, unique: bool) -> Value {
    let mut schema = json!({ "type": "array", "items": element });
    if let Some(len) = len {
        schema["minItems"] = len.into();
        schema["maxItems"] = len.into();
    }
    if unique {
        schema["uniqueItems"] = true.into();
    }
    schema
}

/// An object for keys of text, else a list of pairs. That no key is there twice is more than a
/// schema can say of pairs; it says that no pair is.
pub(super) fn dict(key: &FieldType, keys: Value, values: Value) -> Value {
    match key {
        FieldType::String { format: None } => {
            json!({ "type": "object", "additionalProperties": values })
        }
        FieldType::String { .. } => {
            json!({ "type": "object", "propertyNames": keys, "additionalProperties": values })
        }
        _ => json!({
            "description": "Pairs of a key and its value, no key twice.",
            "type": "array",
            "items": items(&[keys, values]),
            "uniqueItems": true,
        }),
    }
}
