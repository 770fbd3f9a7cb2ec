//! Random values of any type of a contract, as the JSON that a peer would send.

mod heights;
mod number;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use contract_schema::{Contract, FieldType, TypeDef, TypeKind, Variant};
use serde_json::{Map, Value, json};

use crate::tape::Tape;
use heights::Heights;

/// Beyond this depth only the smallest values are made.
const DEEP: usize = 7;

/// Builds values of the types of one contract.
#[derive(Debug)]
pub struct Generator<'a> {
    types: BTreeMap<String, &'a TypeDef>,
    heights: Heights,
}

/// What is known where a value is made.
#[derive(Clone, Copy)]
struct Place<'a> {
    /// The parameters of the type around.
    scope: &'a BTreeMap<String, FieldType>,
    depth: usize,
}

impl<'a> Generator<'a> {
    /// A generator for the types of a contract.
    pub fn new(contract: &'a Contract) -> Self {
        let types = contract
            .types
            .iter()
            .map(|def| (def.full_name(), def))
            .collect();
        Self {
            types,
            heights: Heights::of(contract),
        }
    }

    /// A value of a type without free parameters, decided by the tape.
    pub fn value(&self, ty: &FieldType, tape: &mut Tape<'_>) -> Value {
        let place = Place {
            scope: &BTreeMap::new(),
            depth: 0,
        };
        self.any(ty, tape, place)
    }

    fn any(&self, ty: &FieldType, tape: &mut Tape<'_>, place: Place<'_>) -> Value {
        let inner = Place {
            depth: place.depth + 1,
            ..place
        };
        match ty {
            FieldType::Int { repr, format } => number::integer(*repr, format.as_deref(), tape),
            FieldType::Float(repr) => number::float(*repr, tape),
            FieldType::String { format } => text::string(format.as_deref(), tape).into(),
            FieldType::Bool => tape.one_in(2).into(),
            FieldType::BitArray { len } => text::bytes(*len, tape),
            FieldType::Nil => Value::Null,
            FieldType::List {
                element,
                len,
                unique,
            } => self.list(element, *len, *unique, tape, inner),
            FieldType::Option(some) if small(tape, place) || !tape.one_in(2) => {
                let _ = some;
                typed("gleam/option.Option", "None", json!({}))
            }
            FieldType::Option(some) => {
                let value = self.any(some, tape, inner);
                typed("gleam/option.Option", "Some", json!([value]))
            }
            FieldType::Result { ok, err } => {
                let failed = self.heights.of_type(ok) > self.heights.of_type(err);
                let failed = failed != (!small(tape, place) && tape.one_in(2));
                let (variant, ty) = if failed { ("Error", err) } else { ("Ok", ok) };
                let value = self.any(ty, tape, inner);
                typed("gleam/result.Result", variant, json!([value]))
            }
            FieldType::Dict { key, value } => self.dict(key, value, tape, inner),
            FieldType::Tuple(items) => items
                .iter()
                .map(|item| self.any(item, tape, inner))
                .collect(),
            FieldType::TypeVar(name) => {
                let bound = &place.scope[name];
                let outside = Place {
                    scope: &BTreeMap::new(),
                    ..place
                };
                self.any(bound, tape, outside)
            }
            FieldType::UserType {
                module_path,
                type_name,
                args,
            } => {
                let name = format!("{module_path}.{type_name}");
                let def = self.types[&name];
                let scope = def
                    .type_params
                    .iter()
                    .cloned()
                    .zip(args.iter().map(|arg| substitute(arg, place.scope)))
                    .collect();
                let inner = Place {
                    scope: &scope,
                    depth: place.depth + 1,
                };
                self.user(def, tape, inner)
            }
        }
    }

    fn list(
        &self,
        element: &FieldType,
        len: Option<u64>,
        unique: bool,
        tape: &mut Tape<'_>,
        inner: Place<'_>,
    ) -> Value {
        let count = match len {
            Some(len) => usize::try_from(len).expect("a small array"),
            None => self.count(tape, inner),
        };
        let items = (0..count).map(|_| self.any(element, tape, inner));
        if !unique {
            return items.collect();
        }
        // In order, so that equal sets in a set are seen to be equal.
        let items: BTreeMap<String, Value> = items.map(|item| (item.to_string(), item)).collect();
        items.into_values().collect()
    }

    fn dict(
        &self,
        key: &FieldType,
        value: &FieldType,
        tape: &mut Tape<'_>,
        inner: Place<'_>,
    ) -> Value {
        let mut seen = BTreeSet::new();
        let pairs: Vec<(Value, Value)> = (0..self.count(tape, inner))
            .map(|_| (self.any(key, tape, inner), self.any(value, tape, inner)))
            .filter(|(key, _)| seen.insert(key.to_string()))
            .collect();
        let key = resolve(key, inner.scope);
        if matches!(key, FieldType::String { .. }) {
            let object: Map<String, Value> = pairs
                .into_iter()
                .map(|(key, value)| (key.as_str().unwrap_or_default().to_owned(), value))
                .collect();
            object.into()
        } else {
            pairs.into_iter().map(|(k, v)| json!([k, v])).collect()
        }
    }

    /// How many items: mostly few, now and then more than a BEAM keeps in a small map.
    #[allow(clippy::unused_self)]
    fn count(&self, tape: &mut Tape<'_>, place: Place<'_>) -> usize {
        if small(tape, place) {
            return 0;
        }
        match tape.below(24) {
            23 if place.depth < 4 => 40,
            few => few % 5,
        }
    }

    fn user(&self, def: &TypeDef, tape: &mut Tape<'_>, inner: Place<'_>) -> Value {
        let carried = |variant: &&&Variant| {
            let rust = variant.rust.as_ref();
            rust.is_none_or(|rust| !rust.skip_encode && !rust.skip_decode)
        };
        let declared = def.declared_variants();
        let variants: Vec<&&Variant> = declared.iter().filter(carried).collect();
        let smallest = variants
            .iter()
            .min_by_key(|variant| self.heights.of_variant(variant))
            .expect("a type has a value");
        let variant = match def.kind {
            TypeKind::Enum if !small(tape, inner) => match tape.below(variants.len() + 1) {
                0 => smallest,
                index => &variants[index - 1],
            },
            _ => smallest,
        };
        let name = def.full_name();
        let fields = self.fields(&name, variant, tape, inner);
        typed(&name, &variant.variant_name, fields)
    }

    fn fields(
        &self,
        type_name: &str,
        variant: &Variant,
        tape: &mut Tape<'_>,
        inner: Place<'_>,
    ) -> Value {
        let labels = variant.field_labels.iter();
        let mut labelled = Map::new();
        let mut unlabelled = vec![];
        for (index, (label, ty)) in labels.zip(&variant.field_types).enumerate() {
            let label = label.as_deref();
            let value = match text::narrowed(type_name, label.unwrap_or_default(), tape) {
                Some(value) => value,
                None => self.any(ty, tape, inner),
            };
            let optional = variant.fields.get(index).is_some_and(|info| info.optional);
            match label {
                Some(_) if optional && tape.one_in(3) => {}
                Some(label) => drop(labelled.insert(label.to_owned(), value)),
                None => unlabelled.push(value),
            }
        }
        if unlabelled.is_empty() {
            labelled.into()
        } else {
            unlabelled.into()
        }
    }
}

fn small(tape: &Tape<'_>, place: Place<'_>) -> bool {
    tape.has_ended() || place.depth > DEEP
}

/// A value with its type and constructor.
#[allow(clippy::needless_pass_by_value)] // it moves into what is made
fn typed(ty: &str, variant: &str, fields: Value) -> Value {
    json!({ "type": ty, "variant": variant, "fields": fields })
}

fn resolve<'a>(ty: &'a FieldType, scope: &'a BTreeMap<String, FieldType>) -> &'a FieldType {
    match ty {
        FieldType::TypeVar(name) => &scope[name],
        other => other,
    }
}

/// A type with its parameters replaced.
pub(crate) fn substitute(ty: &FieldType, scope: &BTreeMap<String, FieldType>) -> FieldType {
    ty.substitute(&|name| Some(scope[name].clone()))
}
