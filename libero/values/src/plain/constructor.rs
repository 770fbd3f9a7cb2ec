//! Structs and enums of plain JSON.

use contract_schema::FieldType;
use contract_schema::{TypeDef, TypeKind, Variant};
use serde_json::{Map, Value as Json};

use super::error::{Error, Step};
use super::form::{Form, form, is_inner, label, may_be_null};
use super::read::{expected, found, only, parts, value};
use crate::codec::{left_out, variant_index};
use crate::describe::type_name;
use crate::model::{Scope, Ty, TypeInfo};
use crate::nearest::hint;
use crate::value::Value;

pub(super) fn user(ty: Ty<'_>, json: &Json, depth: u32) -> Result<Value, Error> {
    let Some((def, info, scope)) = ty.declared() else {
        return Err(Error::new("the type is not in the contract"));
    };
    if is_inner(def) {
        let only = ty.in_scope(&def.variants[0].field_types[0], &scope);
        let json = match json.as_object() {
            Some(object) if may_be_null(only) => boxed(object)?,
            _ if may_be_null(only) => return Err(no_box(json)),
            _ => json,
        };
        let field = value(only, json, depth)?;
        return Ok(built(info, 0, vec![field]));
    }
    if def.kind == TypeKind::Struct {
        let fields = fields(ty, def, 0, &scope, json, depth)?;
        return Ok(built(info, 0, fields));
    }
    let index = variant(def, json)?;
    let fields = match json {
        Json::String(_) if !def.variants[index].field_types.is_empty() => {
            return Err(Error::new(format!(
                "the variant {} has fields: write {{\"type\": {0:?}, …}}",
                def.variants[index].variant_name
            )));
        }
        Json::String(_) => vec![],
        json => fields(ty, def, index, &scope, json, depth)?,
    };
    Ok(built(info, index, fields))
}

#[cold]
fn no_box(json: &Json) -> Error {
    Error::new(format!("expected {{\"value\": …}}, got {}", found(json)))
}

fn boxed(object: &Map<String, Json>) -> Result<&Json, Error> {
    only(object, "value").ok_or_else(|| Error::new("expected {\"value\": …}, got other keys"))
}

fn built(info: &TypeInfo, index: usize, fields: Vec<Value>) -> Value {
    Value::constructor(info.name.clone(), info.variants[index].name.clone(), fields)
}

/// Which variant of an enum it is.
fn variant(def: &TypeDef, json: &Json) -> Result<usize, Error> {
    let name = match json {
        Json::String(name) => name,
        Json::Object(object) => match object.get("type") {
            Some(Json::String(name)) => name,
            Some(other) => {
                let error = Error::new(format!(
                    "expected the name of a variant of {}, got {}",
                    def.type_name,
                    found(other)
                ));
                return Err(error.within(Step::Field("type".to_owned())));
            }
            None => {
                return Err(Error::new(format!(
                    "expected {} with the key \"type\", one of {}",
                    def.type_name,
                    names(def)
                )));
            }
        },
        other => {
            return Err(Error::new(format!(
                "expected {}, one of {}, got {}",
                def.type_name,
                names(def),
                found(other)
            )));
        }
    };
    variant_index(def, name).ok_or_else(|| {
        let known = def.variants.iter().map(|variant| &*variant.variant_name);
        let shown: String = name.chars().take(100).collect();
        Error::new(format!(
            "{} has no variant {shown}{}; it is one of {}",
            def.type_name,
            hint(name, known),
            names(def)
        ))
    })
}

/// The names of the variants, in the order of declaration; of many the first.
fn names(def: &TypeDef) -> String {
    let declared = def.declared_variants();
    let mut names: Vec<&str> = declared
        .iter()
        .take(12)
        .map(|variant| &*variant.variant_name)
        .collect();
    if declared.len() > names.len() {
        names.push("…");
    }
    names.join(", ")
}

/// The fields of a constructor.
fn fields(
    ty: Ty<'_>,
    def: &TypeDef,
    index: usize,
    scope: &Scope<'_>,
    json: &Json,
    depth: u32,
) -> Result<Vec<Value>, Error> {
    let variant = &def.variants[index];
    let is_enum = def.kind == TypeKind::Enum;
    let of = |part| ty.in_scope(part, scope);
    let unlabelled = |items: &Json| match items {
        Json::Array(items) => parts(&variant.field_types, of, items, "an array", depth),
        other => Err(Error::new(format!(
            "expected an array, got {}",
            found(other)
        ))),
    };
    match (form(variant), json) {
        (Form::Several, Json::Array(_)) if !is_enum => unlabelled(json),
        (Form::Empty, Json::Object(object)) => {
            no_more(def, variant, object, &[])?;
            Ok(vec![])
        }
        (Form::Empty, Json::Null) if !is_enum => Ok(vec![]),
        (Form::Labelled, Json::Object(object)) => labelled(ty, def, index, scope, object, depth),
        (Form::One, Json::Object(object)) if object.contains_key("value") => {
            no_more(def, variant, object, &["value"])?;
            let only = of(&variant.field_types[0]);
            let field = value(only, &object["value"], depth);
            Ok(vec![field.map_err(|error| {
                error.within(Step::Field("value".to_owned()))
            })?])
        }
        (Form::One | Form::Several, Json::Object(object)) => {
            let key = if object.contains_key("fields") {
                "fields"
            } else {
                "values"
            };
            no_more(def, variant, object, &[key])?;
            let Some(items) = object.get(key) else {
                let key = if form(variant) == Form::One {
                    "value"
                } else {
                    "values"
                };
                return Err(Error::new("the field is missing").within(Step::Field(key.to_owned())));
            };
            unlabelled(items).map_err(|error| error.within(Step::Field(key.to_owned())))
        }
        (_, json) => Err(expected(ty, json)),
    }
}

/// Refuses keys that are none of a constructor's.
fn no_more(
    def: &TypeDef,
    variant: &Variant,
    object: &Map<String, Json>,
    known: &[&str],
) -> Result<(), Error> {
    let is_tag = |key: &str| key == "type" && def.kind == TypeKind::Enum;
    let mut keys = object.keys();
    match keys.find(|key| !is_tag(key) && !known.contains(&key.as_str())) {
        None => Ok(()),
        Some(key) => Err(unknown(def, variant, key, known)),
    }
}

#[cold]
fn unknown(def: &TypeDef, variant: &Variant, key: &str, known: &[&str]) -> Error {
    let name = match def.kind {
        TypeKind::Struct => def.type_name.clone(),
        TypeKind::Enum => format!("{}.{}", def.type_name, variant.variant_name),
    };
    let shown: String = key.chars().take(100).collect();
    let near = hint(key, known.iter().copied());
    let fields = match known {
        [] => "it has no fields".to_owned(),
        known => format!("it has {}", known.join(", ")),
    };
    Error::new(format!("{name} has no such field{near}; {fields}")).within(Step::Field(shown))
}

fn labelled(
    ty: Ty<'_>,
    def: &TypeDef,
    index: usize,
    scope: &Scope<'_>,
    object: &Map<String, Json>,
    depth: u32,
) -> Result<Vec<Value>, Error> {
    let variant = &def.variants[index];
    let labels = variant.field_labels.iter();
    let labels = labels.map(|name| label(def, variant, name.as_deref().unwrap_or_default()));
    let labels: Vec<_> = labels.collect();
    let labels: Vec<&str> = labels.iter().map(|label| &**label).collect();
    no_more(def, variant, object, &labels)?;
    let mut fields = Vec::with_capacity(labels.len());
    for (index, name) in labels.into_iter().enumerate() {
        let part = ty.in_scope(&variant.field_types[index], scope);
        let within = |error: Error| error.in_field(Some(name), index);
        fields.push(match object.get(name) {
            Some(json) => value(part, json, depth).map_err(within)?,
            // What may be nothing may be left out.
            None if matches!(part.field, FieldType::Option(_)) => Value::NONE,
            None => left_out(variant, index, part).ok_or_else(|| {
                let expected = type_name(part.field);
                within(Error::new(format!("the field is missing: {expected}")))
            })?,
        });
    }
    Ok(fields)
}
