//! A type of the contract, as the templates print it.

use contract_schema::{FieldType, TypeDef, TypeKind, Variant, WireHash};

use super::super::json;
use super::codec::{self, Way};
use super::docs::jsdoc;
use super::names;
use super::shape::Shape;
use super::types::{Place, typescript};
use super::view::{Model, key};

/// A type: its declaration and its four functions.
#[allow(clippy::struct_excessive_bools)] // what a template tests
pub(super) struct TypeView {
    pub(super) name: String,
    /// `<T, U>`, or empty.
    pub(super) generics: String,
    /// The full name as a literal.
    pub(super) full_name: String,
    pub(super) docs: String,
    pub(super) is_interface: bool,
    pub(super) is_names: bool,
    pub(super) is_union: bool,
    pub(super) is_recursive: bool,
    /// What stands after `=`, or between the braces of an interface.
    pub(super) body: String,
    /// Parameters of the functions that write, and of those that read, after the value.
    pub(super) writers: Vec<String>,
    pub(super) readers: Vec<String>,
    pub(super) variants: Vec<VariantView>,
}

impl TypeView {
    /// Whether there are constants, of the variants of a union without fields.
    pub(super) fn has_constants(&self) -> bool {
        self.is_union
            && self
                .variants
                .iter()
                .any(|variant| variant.fields.is_empty())
    }
}

/// A constructor.
pub(super) struct VariantView {
    /// The name on the wire, as a literal.
    pub(super) name: String,
    /// The constant that stands for a variant of a union without fields.
    pub(super) constant: String,
    pub(super) count: usize,
    /// The hash as three numbers, as arguments.
    pub(super) hash: String,
    /// The hash as a literal.
    pub(super) hash_text: String,
    /// The labels for error paths, as a literal.
    pub(super) labels: String,
    pub(super) is_labelled: bool,
    /// The labels as the elements of an array.
    pub(super) label_list: String,
    /// Statements that check the value before its fields are written.
    pub(super) check: String,
    /// Where the fields are without labels, the text that opens and closes them in JSON.
    pub(super) json_open: String,
    pub(super) json_close: String,
    pub(super) fields: Vec<FieldView>,
    /// The value in ETF, and in JSON, as an expression.
    pub(super) read_etf: String,
    pub(super) read_json: String,
}

/// A field.
pub(super) struct FieldView {
    pub(super) write_etf: String,
    pub(super) write_json: String,
    /// What stands before the value in JSON, as a literal; empty where nothing does.
    pub(super) json_prefix: String,
}

/// Where the value of a field is, and how a value is made of all fields.
pub(super) enum Layout {
    /// An object by these keys; with a `type` where the variant is one of several.
    Keys {
        tag: Option<String>,
        keys: Vec<String>,
    },
    /// An array, or `{ type, values }`.
    Array { tag: Option<String> },
    /// The value itself.
    Inner,
}

pub(super) fn type_view(model: &Model<'_>, def: &TypeDef) -> TypeView {
    let shape = model.shapes.shape(key(def));
    let name = model.type_name(key(def)).into_owned();
    let params: Vec<String> = def
        .type_params
        .iter()
        .map(|p| names::identifier(p))
        .collect();
    let variables = |way| -> Vec<String> {
        let params = def.type_params.iter();
        params.map(|param| codec::variable(way, param)).collect()
    };
    let variants: Vec<VariantView> = def
        .declared_variants()
        .into_iter()
        .map(|variant| variant_view(model, def, variant, shape, &name))
        .collect();
    TypeView {
        generics: if params.is_empty() {
            String::new()
        } else {
            format!("<{}>", params.join(", "))
        },
        full_name: names::string(&def.full_name()),
        docs: jsdoc(def.docs.as_deref(), def.deprecated.as_ref(), ""),
        is_interface: matches!(shape, Shape::Object | Shape::Boxed),
        is_names: shape == Shape::Names,
        is_union: shape == Shape::Union,
        is_recursive: model.shapes.is_recursive(key(def)),
        body: declaration(model, def, shape),
        writers: variables(Way::WriteEtf),
        readers: variables(Way::ReadEtf),
        variants,
        name,
    }
}

fn variant_view(
    model: &Model<'_>,
    def: &TypeDef,
    variant: &Variant,
    shape: Shape,
    type_name: &str,
) -> VariantView {
    let layout = layout(variant, shape);
    let count = variant.field_types.len();
    let is_labelled = variant.field_labels.iter().any(Option::is_some);
    let labels = labels(variant);
    let shown = if def.kind == TypeKind::Enum {
        [type_name, ".", &variant.variant_name].concat()
    } else {
        type_name.to_owned()
    };
    let check = match &layout {
        Layout::Keys { tag: None, .. } => {
            ["w.object(value, ", &names::string(&shown), ");"].concat()
        }
        Layout::Array { tag: None } => {
            format!("w.array(value, {count}, {});", names::string(&shown))
        }
        Layout::Array { tag: Some(_) } => {
            format!("w.array(value.values, {count}, {});", names::string(&shown))
        }
        _ => String::new(),
    };
    let field = |index: usize| field_view(model, def, variant, &layout, index);
    let value = |way| expression(model, def, variant, &layout, way);
    let hash = hash_of(variant);
    VariantView {
        name: names::string(&variant.variant_name),
        constant: [type_name, "$", &names::identifier(&variant.variant_name)].concat(),
        count,
        hash: hash_numbers(hash),
        hash_text: names::string(hash),
        labels: names::string(&labels.join(",").replace('\n', " ")),
        is_labelled,
        label_list: labels
            .iter()
            .map(|label| names::string(label))
            .collect::<Vec<_>>()
            .join(", "),
        check,
        json_open: names::string(&json_open(def, variant)),
        json_close: names::string(match (count, is_labelled) {
            (_, true) | (0, _) => "}}",
            _ => "]}",
        }),
        fields: (0..count).map(field).collect(),
        read_etf: value(Way::ReadEtf),
        read_json: value(Way::ReadJson),
    }
}

fn json_open(def: &TypeDef, variant: &Variant) -> String {
    let is_array =
        !variant.field_types.is_empty() && variant.field_labels.iter().all(Option::is_none);
    [
        "{\"type\":",
        &json::string(&def.full_name()),
        ",\"variant\":",
        &json::string(&variant.variant_name),
        ",\"fields\":",
        if is_array { "[" } else { "{" },
    ]
    .concat()
}

fn labels(variant: &Variant) -> Vec<&str> {
    let labels = variant.field_labels.iter();
    labels.filter_map(Option::as_deref).collect()
}

/// The hash of a constructor; empty in a contract without hashes, which no ETF end can use.
pub(super) fn hash_of(variant: &Variant) -> &str {
    variant.wire_hash.as_ref().map_or("", WireHash::as_str)
}

/// The 10 characters as big-endian numbers of 4, 4 and 2 bytes.
fn hash_numbers(hash: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut bytes = hash.bytes().chain(std::iter::repeat(0));
    let mut numbers = String::with_capacity(30);
    for (head, width) in [("0x", 4), (", 0x", 4), (", 0x", 2)] {
        numbers.push_str(head);
        for byte in bytes.by_ref().take(width) {
            numbers.push(char::from(DIGITS[usize::from(byte >> 4)]));
            numbers.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
    numbers
}

pub(super) fn layout(variant: &Variant, shape: Shape) -> Layout {
    let tag = (shape == Shape::Union).then(|| names::string(&variant.variant_name));
    if shape == Shape::Inner {
        return Layout::Inner;
    }
    let labelled = labels(variant);
    if !labelled.is_empty() || variant.field_types.is_empty() {
        let is_tagged = tag.is_some();
        let keys = labelled
            .iter()
            .map(|label| property(label, is_tagged, &labelled))
            .collect();
        return Layout::Keys { tag, keys };
    }
    if variant.field_types.len() == 1 {
        let keys = vec!["value".to_owned()];
        return Layout::Keys { tag, keys };
    }
    Layout::Array { tag }
}

/// The key of a label: itself, but `type_` where `type` tells the variant.
fn property(label: &str, is_tagged: bool, all: &[&str]) -> String {
    let mut name = label.to_owned();
    while is_tagged && (name == "type" || (name != label && all.contains(&name.as_str()))) {
        name.push('_');
    }
    name
}

pub(super) fn place<'a>(
    model: &Model<'_>,
    def: &'a TypeDef,
    variant: &Variant,
    index: usize,
) -> Place<'a> {
    Place {
        owner: key(def),
        is_number: model.options.is_number(def, variant, index),
        is_outside: false,
    }
}

fn field_view(
    model: &Model<'_>,
    def: &TypeDef,
    variant: &Variant,
    layout: &Layout,
    index: usize,
) -> FieldView {
    let place = place(model, def, variant, index);
    let ty = &variant.field_types[index];
    let value = match layout {
        Layout::Keys { keys, .. } => ["value", &names::access(&keys[index])].concat(),
        Layout::Array { tag: None } => format!("value[{index}]"),
        Layout::Array { tag: Some(_) } => format!("value.values[{index}]"),
        Layout::Inner => "value".to_owned(),
    };
    let label = variant.field_labels.get(index).and_then(Option::as_deref);
    let comma = if index == 0 { "" } else { "," };
    let (name, json_prefix) = match label {
        Some(label) => (
            names::string(label),
            [comma, &json::string(label), ":"].concat(),
        ),
        None => (index.to_string(), comma.to_owned()),
    };
    let mut write_json = ["w.field(", &value, ", ", &name, ", "].concat();
    codec::push_function(model, Way::WriteJson, place, ty, &mut write_json);
    write_json.push(')');
    FieldView {
        write_etf: codec::call(model, Way::WriteEtf, place, ty, &value),
        write_json,
        json_prefix: if json_prefix.is_empty() {
            String::new()
        } else {
            names::string(&json_prefix)
        },
    }
}

/// The value, of fields that are read one after another.
fn expression(
    model: &Model<'_>,
    def: &TypeDef,
    variant: &Variant,
    layout: &Layout,
    way: Way,
) -> String {
    let mut out = String::new();
    let read = |index: usize, out: &mut String| {
        let place = place(model, def, variant, index);
        let ty: &FieldType = &variant.field_types[index];
        if way == Way::ReadEtf {
            return codec::push_call(model, way, place, ty, "", out);
        }
        let name = match variant.field_labels.get(index).and_then(Option::as_deref) {
            Some(label) => names::string(label),
            None => index.to_string(),
        };
        out.extend(["r.field(fields, ", &name, ", "]);
        codec::push_function(model, way, place, ty, out);
        out.push(')');
    };
    let count = variant.field_types.len();
    match layout {
        Layout::Inner => read(0, &mut out),
        Layout::Array { tag } => {
            if let Some(tag) = tag {
                out.extend(["{ type: ", tag, ", values: "]);
            }
            out.push('[');
            for index in 0..count {
                out.push_str(if index == 0 { "" } else { ", " });
                read(index, &mut out);
            }
            out.push_str(if tag.is_some() { "] }" } else { "]" });
        }
        Layout::Keys { tag, keys } => {
            let (open, between, close) = match (def.kind, way) {
                _ if count + usize::from(tag.is_some()) < 2 => ("{ ", "", " }"),
                (TypeKind::Struct, _) => ("{\n    ", ",\n    ", ",\n  }"),
                (TypeKind::Enum, Way::ReadEtf) => ("{\n      ", ",\n      ", ",\n    }"),
                (TypeKind::Enum, _) => ("{\n        ", ",\n        ", ",\n      }"),
            };
            if tag.is_none() && keys.is_empty() {
                return "{}".to_owned();
            }
            let mut before = open;
            if let Some(tag) = tag {
                out.extend([before, "type: ", tag]);
                before = between;
            }
            for (index, key) in keys.iter().enumerate() {
                out.extend([before, &names::key(key), ": "]);
                read(index, &mut out);
                before = between;
            }
            out.push_str(close);
        }
    }
    out
}

/// The TypeScript of a type, after its name.
fn declaration(model: &Model<'_>, def: &TypeDef, shape: Shape) -> String {
    let variants = def.declared_variants();
    let field = |variant: &Variant, index: usize| {
        let place = place(model, def, variant, index);
        typescript(model, place, &variant.field_types[index])
    };
    match shape {
        Shape::Names if variants.is_empty() => " never".to_owned(),
        Shape::Union | Shape::Names => {
            let mut lines = vec![String::new()];
            for variant in &variants {
                let docs = jsdoc(variant.docs.as_deref(), variant.deprecated.as_ref(), "  ");
                lines.push([&docs, "  | ", &*member(model, def, variant, shape)].concat());
            }
            lines.join("\n")
        }
        Shape::Object | Shape::Boxed => variants
            .iter()
            .flat_map(|variant| members(model, def, variant, &layout(variant, shape), "  "))
            .collect(),
        Shape::Inner => variants
            .first()
            .map(|variant| [" ", &field(variant, 0)].concat())
            .unwrap_or_default(),
        Shape::Array => variants
            .first()
            .map(|variant| {
                let items: Vec<String> = (0..variant.field_types.len())
                    .map(|index| field(variant, index))
                    .collect();
                format!(" [{}]", items.join(", "))
            })
            .unwrap_or_default(),
    }
}

/// A member of a union.
fn member(model: &Model<'_>, def: &TypeDef, variant: &Variant, shape: Shape) -> String {
    let name = names::string(&variant.variant_name);
    if shape == Shape::Names {
        return name;
    }
    let layout = layout(variant, shape);
    if let Layout::Array { .. } = layout {
        let items: Vec<String> = (0..variant.field_types.len())
            .map(|index| {
                let place = place(model, def, variant, index);
                typescript(model, place, &variant.field_types[index])
            })
            .collect();
        return format!("{{ type: {name}; values: [{}] }}", items.join(", "));
    }
    let lines = members(model, def, variant, &layout, "      ");
    if lines.iter().any(|line| line.contains("/**")) {
        return ["{\n      type: ", &name, ";\n", &lines.concat(), "    }"].concat();
    }
    let mut text = ["{ type: ", &name].concat();
    for line in &lines {
        text.extend(["; ", line.trim().trim_end_matches(';')]);
    }
    text.push_str(" }");
    text
}

/// The members of an object, each with its docs.
fn members(
    model: &Model<'_>,
    def: &TypeDef,
    variant: &Variant,
    layout: &Layout,
    indent: &str,
) -> Vec<String> {
    let Layout::Keys { keys, .. } = layout else {
        return vec![];
    };
    keys.iter()
        .enumerate()
        .map(|(index, name)| {
            let info = variant.fields.get(index);
            let docs = jsdoc(
                info.and_then(|info| info.docs.as_deref()),
                info.and_then(|info| info.deprecated.as_ref()),
                indent,
            );
            let place = place(model, def, variant, index);
            let ty = typescript(model, place, &variant.field_types[index]);
            [&docs, indent, &names::member(name), ": ", &ty, ";\n"].concat()
        })
        .collect()
}
