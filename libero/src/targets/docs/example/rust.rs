//! Values as a Rust program writes them.

use contract_schema::{FieldType, TypeDef, TypeKind, Variant};
use libero_values::{Constructor, Int, Model, Value};

use crate::targets::place::At;
use crate::targets::pretty::Pretty;

/// More bytes than these are not written out.
const MOST_BYTES: usize = 32;

/// A value of a type, as far as the contract knows what holds it in Rust: what the source wraps, boxes or
/// counts references to is written without that.
pub(super) fn literal(model: &Model, ty: &FieldType, value: &Value) -> Pretty {
    held(model, At::outside(ty), value)
}

fn held(model: &Model, at: At<'_>, value: &Value) -> Pretty {
    let at = at.resolved();
    let inner = |ty, value: &Value| held(model, at.inner(ty), value);
    match (at.ty, value) {
        (FieldType::Int { format, .. }, Value::Int(int)) => integer(*int, format.as_deref()),
        (_, Value::Float(float)) => Pretty::text(format!("{float:?}")),
        (FieldType::String { format }, Value::Text(text)) => self::text(text, format.as_deref()),
        (_, Value::Bool(bool)) => Pretty::text(bool.to_string()),
        (FieldType::BitArray { len }, Value::Bytes(bytes)) => self::bytes(bytes, len.is_some()),
        (
            FieldType::List {
                element,
                len,
                unique,
            },
            Value::List(items),
        ) => {
            let items = items.iter().map(|item| inner(element, item));
            match (len, unique) {
                (_, true) => Pretty::list("[", items, "].into()"),
                (Some(_), false) => Pretty::list("[", items, "]"),
                (None, false) => Pretty::list("vec![", items, "]"),
            }
        }
        (FieldType::Option(some), Value::Option(Some(value))) => {
            Pretty::list("Some(", [inner(some, value)], ")")
        }
        (_, Value::Option(_)) => Pretty::text("None"),
        (FieldType::Result { ok, .. }, Value::Result(Ok(value))) => {
            Pretty::list("Ok(", [inner(ok, value)], ")")
        }
        (FieldType::Result { err, .. }, Value::Result(Err(value))) => {
            Pretty::list("Err(", [inner(err, value)], ")")
        }
        (FieldType::Dict { key, value: held }, Value::Dict(entries)) => {
            let entries = entries
                .iter()
                .map(|(k, v)| Pretty::list("(", [inner(key, k), inner(held, v)], ")"));
            Pretty::list("[", entries, "].into()")
        }
        (FieldType::Tuple(types), Value::Tuple(items)) => {
            let items: Vec<_> = types
                .iter()
                .zip(items)
                .map(|(ty, item)| inner(ty, item))
                .collect();
            let close = if items.len() == 1 { ",)" } else { ")" };
            Pretty::list("(", items, close)
        }
        (
            FieldType::UserType {
                module_path,
                type_name,
                ..
            },
            Value::Constructor(value),
        ) => match model.type_def(module_path, type_name) {
            Some(def) => constructor(model, at, def, value),
            None => Pretty::text("()"),
        },
        _ => Pretty::text("()"),
    }
}

fn integer(int: Int, format: Option<&str>) -> Pretty {
    Pretty::text(match format {
        Some("duration-ns") => format!("Duration::from_nanos({int})"),
        Some("unix-time-ns") => format!("UNIX_EPOCH + Duration::from_nanos({int})"),
        _ => int.to_string(),
    })
}

fn text(text: &str, format: Option<&str>) -> Pretty {
    Pretty::text(match format {
        None => format!("{text:?}.into()"),
        Some("char") => match text.chars().next() {
            Some(c) => format!("{c:?}"),
            None => "'\\0'".to_owned(),
        },
        Some(_) => format!("{text:?}.parse()?"),
    })
}

fn bytes(bytes: &[u8], is_array: bool) -> Pretty {
    let open = if is_array { "[" } else { "vec![" };
    if bytes.len() > MOST_BYTES {
        return Pretty::text(format!("{open}0; {}]", bytes.len()));
    }
    let bytes = bytes.iter().map(|byte| Pretty::text(byte.to_string()));
    Pretty::list(open, bytes, "]")
}

fn constructor(model: &Model, at: At<'_>, def: &TypeDef, value: &Constructor) -> Pretty {
    let mut variants = def.variants.iter();
    let Some(variant) = variants.find(|variant| *variant.variant_name == *value.variant) else {
        return Pretty::text("()");
    };
    let scope = at.scope(def);
    let field = |index: usize| {
        let at = scope.field(def, &variant.field_types[index]);
        held(model, at, &value.fields[index])
    };
    let name = name(def, variant);
    let is_labelled = variant.field_labels.iter().any(Option::is_some);
    let parts = parts(variant);
    let fields = parts.into_iter().map(|(name, index)| {
        let value = index.map_or_else(|| Pretty::text("Default::default()"), field);
        (name, value)
    });
    if is_labelled {
        let fields = fields.map(|(name, value)| (format!("{name}: "), value));
        Pretty::fields(format!("{name} {{"), fields.collect())
    } else if fields.len() == 0 {
        Pretty::text(name)
    } else {
        Pretty::list(format!("{name}("), fields.map(|(_, value)| value), ")")
    }
}

/// Every field as Rust declares it, and its place on the wire; none where it is not carried.
fn parts(variant: &Variant) -> Vec<(String, Option<usize>)> {
    let arity = variant.field_types.len();
    if let Some(rust) = &variant.rust {
        let fields = rust.fields.iter();
        let wire = |wire: u32| usize::try_from(wire).ok().filter(|wire| *wire < arity);
        fields
            .map(|field| (field.name.clone(), field.wire.and_then(wire)))
            .collect()
    } else {
        let labels = variant.field_labels.iter().enumerate();
        labels
            .map(|(index, label)| (label.clone().unwrap_or_default(), Some(index)))
            .collect()
    }
}

/// `Task`, `Status::Blocked`.
fn name(def: &TypeDef, variant: &Variant) -> String {
    let rust = def.rust.as_ref();
    let path = rust.map_or(&*def.type_name, |rust| &*rust.path);
    let own = path.rsplit("::").next().unwrap_or(path);
    let variant_name = variant
        .rust
        .as_ref()
        .map_or(&*variant.variant_name, |rust| &*rust.name);
    match def.kind {
        TypeKind::Struct => own.to_owned(),
        TypeKind::Enum => format!("{own}::{variant_name}"),
    }
}
