//! The same value of JSON with the keys of objects, the entries of dicts and the items of sets in
//! another order. ([`crate::tree::Part::shuffled`] does the same to terms.)

use std::collections::BTreeMap;

use contract_schema::{Contract, FieldType};
use serde_json::{Map, Value};

use crate::generate::substitute;

/// Puts items into another order.
pub type Shuffle = fn(&mut Vec<Value>);

/// A value of a type, reordered everywhere.
#[derive(Clone, Copy, Debug)]
pub struct Reorder<'a> {
    /// What tells a set from a list.
    pub contract: &'a Contract,
    /// How.
    pub shuffle: Shuffle,
}

impl Reorder<'_> {
    /// The value in another order; `ty` has no free parameters.
    pub fn value(&self, ty: &FieldType, value: &Value) -> Value {
        match (ty, value) {
            (
                FieldType::List {
                    element, unique, ..
                },
                Value::Array(items),
            ) => {
                let items = items.iter().map(|item| self.value(element, item));
                self.items(items.collect(), *unique)
            }
            (FieldType::Tuple(types), Value::Array(items)) => {
                let pairs = types.iter().zip(items);
                pairs.map(|(ty, item)| self.value(ty, item)).collect()
            }
            (FieldType::Dict { key, value: held }, Value::Array(entries)) => {
                let entry = |entry: &Value| {
                    let both = [self.value(key, &entry[0]), self.value(held, &entry[1])];
                    Value::from(both.to_vec())
                };
                self.items(entries.iter().map(entry).collect(), true)
            }
            (FieldType::Dict { value: held, .. }, Value::Object(entries)) => {
                self.object(entries, |_, value| self.value(held, value))
            }
            (FieldType::Option(inner), Value::Object(head)) => {
                self.head(head, |_| vec![(**inner).clone()])
            }
            (FieldType::Result { ok, err }, Value::Object(head)) => self.head(head, |variant| {
                vec![FieldType::clone(if variant == "Ok" { ok } else { err })]
            }),
            (FieldType::UserType { .. }, Value::Object(head)) => {
                self.head(head, |variant| self.fields(ty, variant))
            }
            (FieldType::BitArray { .. }, Value::Object(parts)) => {
                self.object(parts, |_, part| part.clone())
            }
            (_, scalar) => scalar.clone(),
        }
    }

    fn items(&self, mut items: Vec<Value>, any_order: bool) -> Value {
        if any_order {
            (self.shuffle)(&mut items);
        }
        items.into()
    }

    fn object(&self, entries: &Map<String, Value>, inner: impl Fn(&str, &Value) -> Value) -> Value {
        let entries = entries.iter();
        let pair = |(key, value): (&String, &Value)| {
            Value::from(vec![Value::from(key.as_str()), inner(key, value)])
        };
        let mut pairs = entries.map(pair).collect();
        (self.shuffle)(&mut pairs);
        let entry = |pair: &Value| Some((pair[0].as_str()?.to_owned(), pair[1].clone()));
        Value::Object(pairs.iter().filter_map(entry).collect())
    }

    /// `type`, `variant` and `fields`.
    fn head(&self, head: &Map<String, Value>, types: impl Fn(&str) -> Vec<FieldType>) -> Value {
        let variant = head["variant"].as_str().unwrap_or_default();
        let types = types(variant);
        self.object(head, |key, value| match (key, value) {
            ("fields", Value::Array(items)) => {
                let pairs = types.iter().zip(items);
                pairs.map(|(ty, item)| self.value(ty, item)).collect()
            }
            ("fields", Value::Object(fields)) => {
                let named: BTreeMap<&String, &FieldType> = fields.keys().zip(&types).collect();
                self.object(fields, |name, field| {
                    self.value(named[&name.to_owned()], field)
                })
            }
            _ => value.clone(),
        })
    }

    /// The types of the fields of a variant, parameters replaced.
    fn fields(&self, ty: &FieldType, variant: &str) -> Vec<FieldType> {
        let FieldType::UserType {
            module_path,
            type_name,
            args,
        } = ty
        else {
            return vec![];
        };
        let name = format!("{module_path}.{type_name}");
        let mut types = self.contract.types.iter();
        let def = types.find(|def| def.full_name() == name);
        let def = def.expect("a type of the contract");
        let scope = def.type_params.iter().cloned().zip(args.iter().cloned());
        let scope = scope.collect();
        let mut variants = def.variants.iter();
        let variant = variants.find(|found| found.variant_name == variant);
        let types = &variant.expect("a variant of the type").field_types;
        types.iter().map(|ty| substitute(ty, &scope)).collect()
    }
}
