//! How a field type stands in `contract.json`: a string where that says it all, else an object with a
//! `kind`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeMap};
use serde_json::{Map, Value};

use super::{FieldType, FloatRepr, IntRepr};

impl Serialize for FieldType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_plain() {
            return serializer.serialize_str(self.kind());
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", self.kind())?;
        match self {
            Self::Int { repr, format } => {
                map.serialize_entry("repr", repr.as_str())?;
                if let Some(format) = format {
                    map.serialize_entry("format", format)?;
                }
            }
            Self::Float(_) => map.serialize_entry("repr", "f32")?,
            Self::String { format } => map.serialize_entry("format", format)?,
            Self::BitArray { len } => map.serialize_entry("len", len)?,
            Self::Bool | Self::Nil => {}
            Self::List {
                element,
                len,
                unique,
            } => {
                map.serialize_entry("element", element)?;
                if let Some(len) = len {
                    map.serialize_entry("len", len)?;
                }
                if *unique {
                    map.serialize_entry("unique", unique)?;
                }
            }
            Self::Option(inner) => map.serialize_entry("inner", inner)?,
            Self::Result { ok, err } => {
                map.serialize_entry("ok", ok)?;
                map.serialize_entry("err", err)?;
            }
            Self::Dict { key, value } => {
                map.serialize_entry("key", key)?;
                map.serialize_entry("value", value)?;
            }
            Self::Tuple(elements) => map.serialize_entry("elements", elements)?,
            Self::TypeVar(name) => map.serialize_entry("name", name)?,
            Self::UserType {
                module_path,
                type_name,
                args,
            } => {
                map.serialize_entry("module_path", module_path)?;
                map.serialize_entry("type_name", type_name)?;
                map.serialize_entry("args", args)?;
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for FieldType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(kind) => from_object(&kind, Map::new()),
            Value::Object(mut object) => match object.remove("kind") {
                Some(Value::String(kind)) => from_object(&kind, object),
                _ => Err("a field type object needs a string `kind`".to_owned()),
            },
            other => Err(format!(
                "a field type is a string or an object, not `{other}`"
            )),
        }
        .map_err(de::Error::custom)
    }
}

fn from_object(kind: &str, mut object: Map<String, Value>) -> Result<FieldType, String> {
    fn required<T: de::DeserializeOwned>(
        object: &mut Map<String, Value>,
        kind: &str,
        key: &str,
    ) -> Result<T, String> {
        let value = object
            .remove(key)
            .ok_or_else(|| format!("`{kind}` needs `{key}`"))?;
        serde_json::from_value(value).map_err(|error| error.to_string())
    }
    fn optional<T: de::DeserializeOwned>(
        object: &mut Map<String, Value>,
        key: &str,
    ) -> Result<Option<T>, String> {
        object
            .remove(key)
            .map(serde_json::from_value)
            .transpose()
            .map_err(|error| format!("`{key}`: {error}"))
    }
    let format = optional::<String>(&mut object, "format")?.map(Cow::Owned);
    let repr: Option<String> = optional(&mut object, "repr")?;
    Ok(match kind {
        "Int" => FieldType::Int {
            repr: match repr {
                None => IntRepr::I64,
                Some(name) => {
                    IntRepr::parse(&name).ok_or_else(|| format!("no integer is `{name}`"))?
                }
            },
            format,
        },
        "Float" => FieldType::Float(match repr.as_deref() {
            None | Some("f64") => FloatRepr::F64,
            Some("f32") => FloatRepr::F32,
            Some(name) => return Err(format!("no float is `{name}`")),
        }),
        "String" => FieldType::String { format },
        "Bool" => FieldType::Bool,
        "BitArray" => FieldType::BitArray {
            len: optional(&mut object, "len")?,
        },
        "Nil" => FieldType::Nil,
        "List" => FieldType::List {
            element: required(&mut object, kind, "element")?,
            len: optional(&mut object, "len")?,
            unique: optional(&mut object, "unique")?.unwrap_or(false),
        },
        "Option" => FieldType::Option(required(&mut object, kind, "inner")?),
        "Result" => FieldType::Result {
            ok: required(&mut object, kind, "ok")?,
            err: required(&mut object, kind, "err")?,
        },
        "Dict" => FieldType::Dict {
            key: required(&mut object, kind, "key")?,
            value: required(&mut object, kind, "value")?,
        },
        "Tuple" => FieldType::Tuple(required(&mut object, kind, "elements")?),
        "TypeVar" => FieldType::TypeVar(required(&mut object, kind, "name")?),
        "UserType" => FieldType::UserType {
            module_path: required(&mut object, kind, "module_path")?,
            type_name: required(&mut object, kind, "type_name")?,
            args: optional(&mut object, "args")?.unwrap_or_default(),
        },
        other => return Err(format!("no field type is of kind `{other}`")),
    })
}

impl JsonSchema for FieldType {
    fn schema_name() -> Cow<'static, str> {
        "FieldType".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let this = generator.subschema_for::<FieldType>();
        let object = |kind: &str, properties: &[(&str, Value)], required: &[&str]| {
            let mut all = Map::new();
            all.insert("kind".into(), serde_json::json!({ "const": kind }));
            all.extend(
                properties
                    .iter()
                    .map(|(name, schema)| ((*name).to_owned(), schema.clone())),
            );
            let required: Vec<&str> = std::iter::once("kind")
                .chain(required.iter().copied())
                .collect();
            serde_json::json!({ "type": "object", "properties": all, "required": required, "additionalProperties": false })
        };
        let this = this.to_value();
        let text = serde_json::json!({ "type": "string" });
        let count = serde_json::json!({ "type": "integer", "minimum": 0 });
        let many = serde_json::json!({ "type": "array", "items": this });
        let reprs: Vec<&str> = IntRepr::ALL.into_iter().map(IntRepr::as_str).collect();
        let int_repr = serde_json::json!({ "enum": reprs });
        json_schema!({
            "description": "The type of a field on the wire.",
            "oneOf": [
                { "enum": ["Int", "Float", "String", "Bool", "BitArray", "Nil"] },
                object("Int", &[("repr", int_repr), ("format", text.clone())], &["repr"]),
                object("Float", &[("repr", serde_json::json!({ "const": "f32" }))], &["repr"]),
                object("String", &[("format", text.clone())], &["format"]),
                object("BitArray", &[("len", count.clone())], &["len"]),
                object("List", &[("element", this.clone()), ("len", count), ("unique", serde_json::json!({ "const": true }))], &["element"]),
                object("Option", &[("inner", this.clone())], &["inner"]),
                object("Result", &[("ok", this.clone()), ("err", this.clone())], &["ok", "err"]),
                object("Dict", &[("key", this.clone()), ("value", this.clone())], &["key", "value"]),
                object("Tuple", &[("elements", many.clone())], &["elements"]),
                object("TypeVar", &[("name", text.clone())], &["name"]),
                object("UserType", &[("module_path", text.clone()), ("type_name", text), ("args", many)], &["module_path", "type_name"]),
            ]
        })
    }
}
