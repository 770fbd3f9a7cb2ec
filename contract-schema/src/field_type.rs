//! The type of a field on the wire.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeMap};
use serde_json::{Map, Value};

/// The width and sign of an integer field. On the wire every integer is the same; the width is the
/// range that a decoder accepts. `isize` and `usize` count as 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[allow(missing_docs)]
pub enum IntRepr {
    I8,
    I16,
    I32,
    #[default]
    I64,
    I128,
    U8,
    U16,
    U32,
    U64,
    U128,
}

impl IntRepr {
    /// Every width, narrow to wide, signed first.
    pub const ALL: [Self; 10] = [
        Self::I8,
        Self::I16,
        Self::I32,
        Self::I64,
        Self::I128,
        Self::U8,
        Self::U16,
        Self::U32,
        Self::U64,
        Self::U128,
    ];

    /// The Rust name: `i8` to `u128`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::I128 => "i128",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::U128 => "u128",
        }
    }

    /// Bits, 8 to 128.
    pub const fn bits(self) -> u32 {
        match self {
            Self::I8 | Self::U8 => 8,
            Self::I16 | Self::U16 => 16,
            Self::I32 | Self::U32 => 32,
            Self::I64 | Self::U64 => 64,
            Self::I128 | Self::U128 => 128,
        }
    }

    /// Whether negative values are in range.
    pub const fn is_signed(self) -> bool {
        matches!(
            self,
            Self::I8 | Self::I16 | Self::I32 | Self::I64 | Self::I128
        )
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|repr| repr.as_str() == name)
    }
}

/// The precision of a float field. On the wire every float is an IEEE 754 double.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[allow(missing_docs)]
pub enum FloatRepr {
    F32,
    #[default]
    F64,
}

/// The type of one field, argument or result.
///
/// In JSON the plain forms are strings (`"Int"`), the others objects with a `kind`. What the Gleam
/// contract (version 7) cannot say is an extra key: `repr` and `format` on scalars, `len` and
/// `unique` on lists.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldType {
    /// An integer. `format` names a Rust type that travels as one: `duration-ns`, `unix-time-ns`.
    Int {
        /// The accepted range.
        repr: IntRepr,
        /// What the integer stands for, where it is not just a number.
        format: Option<Cow<'static, str>>,
    },
    /// A finite IEEE 754 number.
    Float(FloatRepr),
    /// UTF-8 text. `format` narrows it: `char` (one Unicode scalar), `uuid`, `ipv4`, `date-time`, …
    String {
        /// What the text must look like, where not any text will do.
        format: Option<Cow<'static, str>>,
    },
    /// `true` or `false`.
    Bool,
    /// Bytes; `len` where the count is fixed.
    BitArray {
        /// The only accepted length, in bytes.
        len: Option<u64>,
    },
    /// The unit value.
    Nil,
    /// Items in order.
    List {
        /// The type of each item.
        element: Box<FieldType>,
        /// The only accepted count of items.
        len: Option<u64>,
        /// Whether it is a set: no item twice, written in ascending order.
        unique: bool,
    },
    /// A value or none.
    Option(Box<FieldType>),
    /// Success or failure.
    Result {
        /// The type of the value on success.
        ok: Box<FieldType>,
        /// The type of the value on failure.
        err: Box<FieldType>,
    },
    /// Keys to values, no key twice, keys ascending on the wire.
    Dict {
        /// A string, integer, bool or unit-enum type.
        key: Box<FieldType>,
        /// The type of the values.
        value: Box<FieldType>,
    },
    /// A fixed count of values of different types.
    Tuple(Vec<FieldType>),
    /// A parameter of the generic type that holds the field.
    TypeVar(String),
    /// A type of the contract.
    UserType {
        /// Segments joined by `/`.
        module_path: String,
        /// The name on the wire.
        type_name: String,
        /// One for each of the type's parameters.
        args: Vec<FieldType>,
    },
}

impl FieldType {
    /// A plain 64-bit signed integer.
    pub const INT: Self = Self::Int {
        repr: IntRepr::I64,
        format: None,
    };
    /// A double.
    pub const FLOAT: Self = Self::Float(FloatRepr::F64);
    /// Any text.
    pub const STRING: Self = Self::String { format: None };
    /// Any bytes.
    pub const BYTES: Self = Self::BitArray { len: None };

    /// An integer of a width.
    pub const fn int(repr: IntRepr) -> Self {
        Self::Int { repr, format: None }
    }

    /// Text in a named format.
    pub const fn text(format: &'static str) -> Self {
        Self::String {
            format: Some(Cow::Borrowed(format)),
        }
    }

    /// A list of any length.
    pub fn list(element: Self) -> Self {
        Self::List {
            element: Box::new(element),
            len: None,
            unique: false,
        }
    }

    /// A value or none.
    pub fn option(inner: Self) -> Self {
        Self::Option(Box::new(inner))
    }

    /// Success or failure.
    pub fn result(ok: Self, err: Self) -> Self {
        Self::Result {
            ok: Box::new(ok),
            err: Box::new(err),
        }
    }

    /// Keys to values.
    pub fn dict(key: Self, value: Self) -> Self {
        Self::Dict {
            key: Box::new(key),
            value: Box::new(value),
        }
    }

    /// A type of the contract that has no parameters.
    pub fn user(module_path: impl Into<String>, type_name: impl Into<String>) -> Self {
        Self::UserType {
            module_path: module_path.into(),
            type_name: type_name.into(),
            args: vec![],
        }
    }

    /// The types directly inside this one, in order.
    pub fn children(&self) -> Vec<&FieldType> {
        match self {
            Self::List { element: inner, .. } | Self::Option(inner) => vec![inner],
            Self::Result { ok: a, err: b } | Self::Dict { key: a, value: b } => vec![a, b],
            Self::Tuple(items) | Self::UserType { args: items, .. } => items.iter().collect(),
            Self::Int { .. }
            | Self::Float(_)
            | Self::String { .. }
            | Self::Bool
            | Self::BitArray { .. }
            | Self::Nil
            | Self::TypeVar(_) => vec![],
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Int { .. } => "Int",
            Self::Float(_) => "Float",
            Self::String { .. } => "String",
            Self::Bool => "Bool",
            Self::BitArray { .. } => "BitArray",
            Self::Nil => "Nil",
            Self::List { .. } => "List",
            Self::Option(_) => "Option",
            Self::Result { .. } => "Result",
            Self::Dict { .. } => "Dict",
            Self::Tuple(_) => "Tuple",
            Self::TypeVar(_) => "TypeVar",
            Self::UserType { .. } => "UserType",
        }
    }

    fn is_plain(&self) -> bool {
        matches!(
            self,
            Self::Int {
                repr: IntRepr::I64,
                format: None
            } | Self::Float(FloatRepr::F64)
                | Self::String { format: None }
                | Self::Bool
                | Self::BitArray { len: None }
                | Self::Nil
        )
    }
}

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
