//! Values as a JavaScript program writes them.

use contract_schema::{Contract, FieldType};
use libero_values::{Constructor, Int, Value};

use super::options::{Integers, Options};
use super::view::Model;
use super::view_type::{Layout, layout};
use super::{names, view};
use crate::targets::place::At;
use crate::targets::pretty::Pretty;

/// More bytes than these are not written out.
const MOST_BYTES: usize = 32;

/// Writes values as literals.
pub(in crate::targets) struct Literals<'a> {
    model: Model<'a>,
}

impl<'a> Literals<'a> {
    pub(in crate::targets) fn new(contract: &'a Contract, options: &'a Options) -> Self {
        Self {
            model: Model::new(contract, options),
        }
    }

    /// The name of the function that calls an endpoint.
    pub(in crate::targets) fn call_name(&self, endpoint: &contract_schema::Endpoint) -> String {
        names::call_name(endpoint, self.model.options)
    }

    /// The name of the function that subscribes to a push.
    pub(in crate::targets) fn watch_name(&self, push: &contract_schema::PushType) -> String {
        names::watch_name(self.model.contract, push, self.model.options)
    }

    /// Whether the function that calls an endpoint takes nothing.
    pub(in crate::targets) fn is_fieldless(&self, request: &FieldType) -> bool {
        view::is_fieldless(&self.model, request)
    }

    /// A value of a type.
    pub(in crate::targets) fn literal(&self, ty: &FieldType, value: &Value) -> Pretty {
        let is_number = self.model.options.integers == Integers::Number;
        self.value(At::outside(ty), value, is_number)
    }

    fn value(&self, at: At<'_>, value: &Value, is_number: bool) -> Pretty {
        let at = at.resolved();
        let inner = |ty, value: &Value| self.value(at.inner(ty), value, is_number);
        match (at.ty, value) {
            (FieldType::Int { repr, .. }, Value::Int(int)) => {
                number(*int, repr.bits() >= 64 && !is_number)
            }
            (_, Value::Float(float)) => Pretty::text(format!("{float:?}")),
            (_, Value::Text(text)) => Pretty::text(names::string(text)),
            (_, Value::Bool(bool)) => Pretty::text(bool.to_string()),
            (_, Value::Bytes(bytes)) => self.bytes(bytes),
            (FieldType::List { element, .. }, Value::List(items)) => {
                Pretty::list("[", items.iter().map(|item| inner(element, item)), "]")
            }
            (FieldType::Option(some), Value::Option(Some(value))) => {
                let value = inner(some, value);
                if self.model.nullable.may_be_null(at.owner, some) {
                    Pretty::fields("{", vec![("some: ".to_owned(), value)])
                } else {
                    value
                }
            }
            (FieldType::Result { ok, .. }, Value::Result(Ok(value))) => {
                result("true", "value: ", inner(ok, value))
            }
            (FieldType::Result { err, .. }, Value::Result(Err(value))) => {
                result("false", "error: ", inner(err, value))
            }
            (FieldType::Dict { key, value: held }, Value::Dict(entries)) => {
                let entries = entries
                    .iter()
                    .map(|(k, v)| Pretty::list("[", [inner(key, k), inner(held, v)], "]"));
                Pretty::list(format!("new {}([", self.model.global("Map")), entries, "])")
            }
            (FieldType::Tuple(types), Value::Tuple(items)) => {
                let items = types.iter().zip(items).map(|(ty, item)| inner(ty, item));
                Pretty::list("[", items, "]")
            }
            (
                FieldType::UserType {
                    module_path,
                    type_name,
                    ..
                },
                Value::Constructor(value),
            ) => self.constructor(at, (module_path, type_name), value),
            _ => Pretty::text("null"),
        }
    }

    fn bytes(&self, bytes: &[u8]) -> Pretty {
        let class = self.model.global("Uint8Array");
        if bytes.len() > MOST_BYTES {
            return Pretty::text(format!("new {class}({})", bytes.len()));
        }
        let bytes = bytes.iter().map(|byte| Pretty::text(byte.to_string()));
        Pretty::list(format!("new {class}(["), bytes, "])")
    }

    fn constructor(&self, at: At<'_>, key: (&str, &str), value: &Constructor) -> Pretty {
        let found = self.model.def(key).and_then(|def| {
            let mut variants = def.variants.iter();
            let variant = variants.find(|variant| *variant.variant_name == *value.variant)?;
            Some((def, variant))
        });
        let Some((def, variant)) = found else {
            return Pretty::text("null");
        };
        let shape = self.model.shapes.shape(key);
        if shape == super::shape::Shape::Names {
            return Pretty::text(names::string(&variant.variant_name));
        }
        let scope = at.scope(def);
        let mut fields = value.fields.iter().enumerate().map(|(index, value)| {
            let ty = &variant.field_types[index];
            let is_number = self.model.options.is_number(def, variant, index);
            self.value(scope.field(def, ty), value, is_number)
        });
        let tagged = |tag: Option<String>| {
            let tag = tag.map(|tag| ("type: ".to_owned(), Pretty::text(tag)));
            tag.into_iter().collect::<Vec<_>>()
        };
        match layout(variant, shape) {
            Layout::Inner => fields.next().unwrap_or_else(|| Pretty::text("null")),
            Layout::Keys { tag, keys } => {
                let keys = keys.iter().map(|key| format!("{}: ", names::key(key)));
                let mut members = tagged(tag);
                members.extend(keys.zip(fields));
                Pretty::fields("{", members)
            }
            Layout::Array { tag: None } => Pretty::list("[", fields, "]"),
            Layout::Array { tag } => {
                let mut members = tagged(tag);
                members.push(("values: ".to_owned(), Pretty::list("[", fields, "]")));
                Pretty::fields("{", members)
            }
        }
    }
}

fn number(int: Int, is_wide: bool) -> Pretty {
    Pretty::text(if is_wide {
        format!("{int}n")
    } else {
        int.to_string()
    })
}

fn result(is_ok: &str, name: &str, value: Pretty) -> Pretty {
    let members = vec![
        ("ok: ".to_owned(), Pretty::text(is_ok)),
        (name.to_owned(), value),
    ];
    Pretty::fields("{", members)
}
