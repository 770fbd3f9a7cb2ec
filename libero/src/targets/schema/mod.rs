//! Types of the contract as JSON Schema 2020-12, in the JSON form of the wire.
//!
//! | module | holds |
//! |---|---|
//! | `digits` | ranges of numbers as patterns of their digits |
//! | `scalar` | numbers, text, bytes |
//! | `container` | options, results, lists, dicts, tuples |
//! | `constructor` | structs and variants |
//! | `input` | which types are read in another form than they are written |
//! | `name` | names of definitions |
//! | `closed` | types with their parameters filled in |

mod closed;
mod constructor;
mod container;
mod digits;
mod input;
mod name;
mod scalar;

use std::collections::HashMap;

use contract_schema::{Contract, Deprecation, FieldType, TypeDef};
use serde_json::{Map, Value, json};

use input::Inputs;
use name::Names;

/// Which way a value goes. A reader takes what a writer never writes: a field may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Side {
    /// To the server.
    Input,
    /// From the server.
    Output,
}

/// Where the schemas stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Host {
    /// In a JSON Schema, under `$defs`.
    JsonSchema,
    /// In an `OpenAPI` document, under `components`.
    OpenApi,
}

impl Host {
    fn root(self) -> &'static str {
        match self {
            Self::JsonSchema => "#/$defs/",
            Self::OpenApi => "#/components/schemas/",
        }
    }
}

type Key = (FieldType, Side);

/// Makes schemas, and gathers the definitions that they refer to.
pub(super) struct Schemas<'a> {
    host: Host,
    types: HashMap<(&'a str, &'a str), &'a TypeDef>,
    inputs: Inputs<'a>,
    names: Names<Key>,
    pending: Vec<(String, Key)>,
    definitions: Map<String, Value>,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(contract: &'a Contract, host: Host) -> Self {
        let types = contract.types.iter();
        Self {
            host,
            types: types
                .map(|def| ((def.module_path.as_str(), def.type_name.as_str()), def))
                .collect(),
            inputs: Inputs::of(contract),
            names: Names::default(),
            pending: vec![],
            definitions: Map::new(),
        }
    }

    /// The schema of a type without open parameters.
    pub(super) fn of(&mut self, ty: &FieldType, side: Side) -> Value {
        match ty {
            FieldType::Int { repr, format } => self.int(*repr, format.as_deref()),
            FieldType::Float(repr) => scalar::float(*repr),
            FieldType::String { format } => scalar::text(format.as_deref()),
            FieldType::Bool => json!({ "type": "boolean" }),
            FieldType::BitArray { len } => self.bytes(*len),
            FieldType::Nil => json!({ "type": "null" }),
            FieldType::List {
                element,
                len,
                unique,
            } => container::list(&self.of(element, side), *len, *unique),
            FieldType::Option(inner) => container::option(self.of(inner, side)),
            FieldType::Result { ok, err } => {
                container::result(self.of(ok, side), self.of(err, side))
            }
            FieldType::Dict { key, value } => {
                let keys = self.of(key, side);
                let values = self.of(value, side);
                container::dict(key, keys, values)
            }
            FieldType::Tuple(parts) => {
                let parts: Vec<Value> = parts.iter().map(|part| self.of(part, side)).collect();
                constructor::items(&parts)
            }
            FieldType::UserType { .. } => self.user(ty, side),
            // Nothing closed holds one.
            FieldType::TypeVar(_) => json!({}),
        }
    }

    /// The definitions of all that was referred to, by name.
    pub(super) fn definitions(mut self) -> Map<String, Value> {
        while let Some((name, (ty, side))) = self.pending.pop() {
            let schema = self.definition(&name, &ty, side);
            self.definitions.insert(name, schema);
        }
        let mut all: Vec<(String, Value)> = self.definitions.into_iter().collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all.into_iter().collect()
    }

    fn user(&mut self, ty: &FieldType, side: Side) -> Value {
        let differs = self.inputs.differs(ty);
        let side = if differs { side } else { Side::Output };
        let mut wanted = name::of(ty);
        if differs && side == Side::Input {
            wanted.push_str(".Input");
        }
        let key = (ty.clone(), side);
        let (name, is_new) = self.names.give(&key, &wanted);
        if is_new {
            self.pending.push((name.clone(), key));
        }
        self.reference(&name)
    }

    /// A definition that no type of the contract has.
    fn shared(&mut self, name: &str, schema: impl FnOnce() -> Value) -> Value {
        if !self.definitions.contains_key(name) {
            self.definitions.insert(name.to_owned(), schema());
        }
        self.reference(name)
    }

    fn reference(&self, name: &str) -> Value {
        json!({ "$ref": format!("{}{name}", self.host.root()) })
    }
}

/// Adds what people wrote.
pub(super) fn describe(schema: &mut Value, docs: Option<&str>, deprecated: Option<&Deprecation>) {
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    let mut text = docs.unwrap_or_default().trim().to_owned();
    if let Some(deprecated) = deprecated {
        object.insert("deprecated".into(), true.into());
        let words = deprecation(deprecated);
        if !words.is_empty() {
            text = [text, words].join(if text_is_empty(docs) { "" } else { "\n\n" });
        }
    }
    if !text.is_empty() {
        object.insert("description".into(), text.into());
    }
}

fn text_is_empty(docs: Option<&str>) -> bool {
    docs.is_none_or(|docs| docs.trim().is_empty())
}

fn deprecation(deprecated: &Deprecation) -> String {
    match (&deprecated.since, &deprecated.note) {
        (None, None) => String::new(),
        (Some(since), None) => format!("Deprecated since {since}."),
        (None, Some(note)) => format!("Deprecated: {note}"),
        (Some(since), Some(note)) => format!("Deprecated since {since}: {note}"),
    }
}
