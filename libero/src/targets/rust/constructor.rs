//! A struct, or one variant of an enum, as the templates print it.

use std::borrow::Cow;

use contract_schema::rust::{Form, RustField, RustVariant};
use contract_schema::{TypeDef, TypeKind, Variant};

use super::super::json;
use super::names;

const DEFAULT: &str = "::core::default::Default::default()";

/// A struct, or one variant of an enum.
pub(super) struct ConstructorView {
    /// As a string literal: `"Task"`.
    pub(super) name: String,
    /// 10 hex digits.
    pub(super) hash: String,
    /// The ETF bytes before the first field, as the inside of a byte string literal.
    pub(super) etf_prefix: String,
    /// The JSON before the first value, as a string literal.
    pub(super) json_prefix: String,
    /// The JSON after the last value, as the inside of a string literal.
    pub(super) json_suffix: &'static str,
    /// Matches a value of an enum and binds the fields that are written; `Self` for a struct.
    pub(super) pattern: String,
    /// What stands before, between and after the slots: `Self {`, `}`; `Self(`, `)`; `Self`.
    pub(super) open: String,
    pub(super) close: &'static str,
    /// Every Rust field, in order of declaration.
    pub(super) slots: Vec<Slot>,
    /// Every wire field, in order.
    pub(super) fields: Vec<FieldView>,
    pub(super) labelled: bool,
    pub(super) readable: bool,
    pub(super) writable: bool,
    /// Its place in the order of dict keys.
    pub(super) rank: usize,
}

/// A Rust field in the expression that builds a value.
pub(super) struct Slot {
    /// `name: `, or nothing in a tuple.
    pub(super) label: String,
    /// Its position among the wire fields.
    pub(super) wire: Option<usize>,
    /// The value of a field that is not carried.
    pub(super) default: Cow<'static, str>,
}

/// A field on the wire.
pub(super) struct FieldView {
    /// `f0`, `f1`, …
    pub(super) binding: String,
    /// Its label as a string literal, or its index: how error paths name it.
    pub(super) key: String,
    /// The JSON between the value before and this one, as a string literal.
    pub(super) json_separator: String,
    /// The JSON between the start of the fields and this one, if it is the first, as a string
    /// literal.
    pub(super) json_opening: String,
    /// A reference to what is written.
    pub(super) written: String,
    /// What takes the place of a field that JSON leaves out.
    pub(super) missing: Option<String>,
    /// What takes the place of what was read into the binding.
    pub(super) replaced_by: Option<String>,
}

impl ConstructorView {
    /// How many fields it has on the wire.
    pub(super) fn arity(&self) -> usize {
        self.fields.len()
    }

    pub(super) fn new(def: &TypeDef, variant: &Variant, side: &RustVariant, rank: usize) -> Self {
        let is_struct = def.kind == TypeKind::Struct;
        let path = if is_struct {
            "Self".to_owned()
        } else {
            ["Self::", &side.name].concat()
        };
        let labelled = variant.field_labels.iter().any(Option::is_some);
        let fields = fields(variant, side, is_struct);
        let (json_open, json_suffix) = match (fields.len(), labelled) {
            (0, _) => ("{}}".to_owned(), ""),
            (_, true) => (["{", &label_text(variant, 0)].concat(), "}}"),
            (_, false) => ("[".to_owned(), "]}"),
        };
        let name = json::string(&variant.variant_name);
        let json_prefix = [&json_head(def), &name[1..], ",\"fields\":", &json_open].concat();
        let hash = variant.wire_hash.as_ref().map_or("", |hash| hash.as_str());
        let (open, close) = delimiters(side.form, &path);
        Self {
            name: names::string(&variant.variant_name),
            hash: hash.to_owned(),
            etf_prefix: names::byte_string(&etf_prefix(hash, fields.len())),
            json_prefix: names::raw_string(&json_prefix),
            json_suffix,
            pattern: pattern(&path, side),
            open,
            close,
            slots: slots(side),
            labelled,
            readable: !side.skip_decode,
            writable: !side.skip_encode,
            fields,
            rank,
        }
    }
}

/// The JSON of a value up to the name of its variant, with the quote before it.
pub(super) fn json_head(def: &TypeDef) -> String {
    [
        "{\"type\":",
        &json::string(&def.full_name()),
        ",\"variant\":\"",
    ]
    .concat()
}

/// What stands before and after the fields in the expression that builds a value.
pub(super) fn delimiters(form: Form, path: &str) -> (String, &'static str) {
    match form {
        Form::Unit => (path.to_owned(), ""),
        Form::Tuple => ([path, "("].concat(), ")"),
        Form::Named => ([path, " {"].concat(), "}"),
    }
}

fn etf_prefix(hash: &str, arity: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(17);
    if arity > 0 {
        if let Ok(size) = u8::try_from(arity + 1) {
            bytes.extend([104, size]);
        } else {
            bytes.push(105);
            bytes.extend(u32::try_from(arity + 1).unwrap_or(u32::MAX).to_be_bytes());
        }
    }
    bytes.extend([119, 10]);
    bytes.extend(hash.as_bytes());
    bytes
}

pub(super) fn slots(side: &RustVariant) -> Vec<Slot> {
    let slot = |field: &RustField| Slot {
        label: match side.form {
            Form::Named => [&field.name, ": "].concat(),
            Form::Tuple | Form::Unit => String::new(),
        },
        wire: field.wire.map(|wire| wire as usize),
        default: field.default.clone().map_or(DEFAULT.into(), Cow::Owned),
    };
    side.fields.iter().map(slot).collect()
}

fn fields(variant: &Variant, side: &RustVariant, is_struct: bool) -> Vec<FieldView> {
    let mut carried: Vec<(u32, &RustField)> = side
        .fields
        .iter()
        .filter_map(|field| Some((field.wire?, field)))
        .collect();
    carried.sort_by_key(|(wire, _)| *wire);
    let view = |((wire, field), label): ((u32, &RustField), &Option<String>)| {
        let binding = bound(wire);
        let value = if is_struct {
            ["&self.", &field.name].concat()
        } else {
            binding.clone()
        };
        let default = field.default.as_deref().unwrap_or(DEFAULT);
        let optional = variant
            .fields
            .get(wire as usize)
            .is_some_and(|info| info.optional);
        FieldView {
            key: label
                .as_deref()
                .map_or_else(|| wire.to_string(), names::string),
            json_separator: names::raw_string(&[",", &label_text(variant, wire as usize)].concat()),
            json_opening: if wire == 0 {
                names::raw_string(&["{", &label_text(variant, 0)].concat())
            } else {
                String::new()
            },
            written: if field.skip_encode {
                format!("&rt::adapt::same_type({value}, {default})")
            } else {
                value
            },
            missing: (optional && label.is_some()).then(|| default.to_owned()),
            replaced_by: field
                .skip_decode
                .then(|| format!("rt::adapt::same_type(&{binding}, {default})")),
            binding,
        }
    };
    carried
        .into_iter()
        .zip(&variant.field_labels)
        .map(view)
        .collect()
}

/// The variable of a field: `f0`, `f1`, …
fn bound(wire: u32) -> String {
    ["f", &wire.to_string()].concat()
}

/// `path { a: f0, .. }`, `path(f0, _)` or `path`: binds each carried field to `f` and its wire
/// position.
fn pattern(path: &str, side: &RustVariant) -> String {
    let mut text = path.to_owned();
    match side.form {
        Form::Unit => {}
        Form::Tuple => {
            let mut before = "(";
            for field in &side.fields {
                text.push_str(before);
                text.push_str(&field.wire.map_or_else(|| "_".to_owned(), bound));
                before = ", ";
            }
            text.push_str(if side.fields.is_empty() { "()" } else { ")" });
        }
        Form::Named => {
            let mut before = " { ";
            let mut is_whole = !side.fields.is_empty();
            for field in &side.fields {
                let Some(wire) = field.wire else {
                    is_whole = false;
                    continue;
                };
                text.extend([before, &field.name, ": ", &bound(wire)]);
                before = ", ";
            }
            if !is_whole {
                text.extend([before, ".."]);
            }
            text.push_str(" }");
        }
    }
    text
}

/// `"label":`, or nothing where the field has no label.
fn label_text(variant: &Variant, wire: usize) -> String {
    match variant.field_labels.get(wire) {
        Some(Some(label)) => json::string(label) + ":",
        _ => String::new(),
    }
}
