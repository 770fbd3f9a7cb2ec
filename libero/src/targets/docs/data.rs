//! What the page's own program reads: the types in short, so that it can write and read typed JSON.

use std::collections::HashMap;

use contract_schema::{Contract, FieldType, FloatRepr, TypeDef, TypeKind, Variant};
use libero_values::plain;
use serde_json::{Value, json};

use super::call;
use super::example::Examples;

/// Places of types in the contract.
type Places<'a> = HashMap<(&'a str, &'a str), usize>;

/// The data as JSON that may stand within a script element.
pub(super) fn text(examples: &Examples<'_>) -> String {
    let contract = examples.model.contract();
    let places: Places<'_> = contract
        .types
        .iter()
        .enumerate()
        .map(|(index, def)| ((&*def.module_path, &*def.type_name), index))
        .collect();
    let data = json!({
        "hash": contract.contract_hash,
        "protocol": contract.protocol_version,
        "types": contract.types.iter().map(|def| type_def(&places, def)).collect::<Vec<_>>(),
        "calls": calls(examples, contract, &places),
    });
    data.to_string().replace('<', "\\u003c")
}

/// `[module, name, request, ok, err, the request as plain JSON, what servers tell of its hash]`
fn calls(examples: &Examples<'_>, contract: &Contract, places: &Places<'_>) -> Vec<Value> {
    let endpoints = contract.endpoints.iter();
    endpoints
        .map(|endpoint| {
            let message = call::message(examples, endpoint);
            let plain = message.and_then(|message| {
                plain::write(examples.model, &endpoint.request, &message.value).ok()
            });
            json!([
                endpoint.module,
                endpoint.name,
                short(places, &endpoint.request),
                short(places, &endpoint.ok),
                short(places, &endpoint.err),
                plain.unwrap_or(Value::Null),
                endpoint.hash.get(..16).unwrap_or_default(),
            ])
        })
        .collect()
}

/// `[full name, is an enum, parameters, [[variant, labels, types], …]]`
fn type_def(places: &Places<'_>, def: &TypeDef) -> Value {
    let variants = def.declared_variants().into_iter();
    let variants: Vec<Value> = variants
        .map(|variant| self::variant(places, variant))
        .collect();
    let is_enum = u8::from(def.kind == TypeKind::Enum);
    json!([def.full_name(), is_enum, def.type_params, variants])
}

fn variant(places: &Places<'_>, variant: &Variant) -> Value {
    let labelled = variant.field_labels.iter().any(Option::is_some);
    let types: Vec<Value> = variant
        .field_types
        .iter()
        .map(|ty| short(places, ty))
        .collect();
    let labels = if labelled {
        json!(variant.field_labels)
    } else {
        json!(0)
    };
    let optional = variant.fields.iter().map(|field| u8::from(field.optional));
    let optional: Vec<u8> = optional.collect();
    if optional.contains(&1) {
        json!([variant.variant_name, labels, types, optional])
    } else {
        json!([variant.variant_name, labels, types])
    }
}

/// A type: a text for what holds no other, a list with its kind first for the rest, a number for a type of
/// the contract.
fn short(places: &Places<'_>, ty: &FieldType) -> Value {
    let inner = |ty| short(places, ty);
    match ty {
        FieldType::Int { repr, .. } => json!(repr.as_str()),
        FieldType::Float(FloatRepr::F32) => json!("f32"),
        FieldType::Float(FloatRepr::F64) => json!("f64"),
        FieldType::String { .. } => json!("text"),
        FieldType::Bool => json!("bool"),
        FieldType::BitArray { .. } => json!("bytes"),
        FieldType::Nil => json!("nil"),
        FieldType::List { element, .. } => json!(["list", inner(element)]),
        FieldType::Option(some) => json!(["option", inner(some)]),
        FieldType::Result { ok, err } => json!(["result", inner(ok), inner(err)]),
        FieldType::Dict { key, value } => json!(["dict", inner(key), inner(value)]),
        FieldType::Tuple(items) => {
            let mut all = vec![json!("tuple")];
            all.extend(items.iter().map(inner));
            Value::Array(all)
        }
        FieldType::TypeVar(name) => json!(["var", name]),
        FieldType::UserType {
            module_path,
            type_name,
            args,
        } => match places.get(&(&**module_path, &**type_name)) {
            Some(index) if args.is_empty() => json!(index),
            Some(index) => {
                let mut all = vec![json!("type"), json!(index)];
                all.extend(args.iter().map(inner));
                Value::Array(all)
            }
            None => json!("nil"),
        },
    }
}
