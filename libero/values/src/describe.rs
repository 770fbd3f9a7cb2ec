//! Types in words.

use contract_schema::{Endpoint, FieldType, FloatRepr, IntRepr, TypeDef, TypeKind, Variant};

use crate::model::Model;

/// What a type is called in errors, without what stands in it.
pub(crate) fn kind(ty: &FieldType) -> &str {
    match ty {
        FieldType::Int { .. } => "integer",
        FieldType::Float(_) => "float",
        FieldType::String { .. } => "text",
        FieldType::Bool => "bool",
        FieldType::BitArray { .. } => "bytes",
        FieldType::Nil => "nothing",
        FieldType::List { unique: true, .. } => "set",
        FieldType::List { .. } => "list",
        FieldType::Option(_) => "Option",
        FieldType::Result { .. } => "Result",
        FieldType::Dict { .. } => "dict",
        FieldType::Tuple(_) => "tuple",
        FieldType::TypeVar(name) => name,
        FieldType::UserType { type_name, .. } => type_name,
    }
}

/// A type in one line: `list<Task>`, `dict<text, integer>`, `integer (u8)`, `text (uuid)`. What a contract declares has
/// its name, what all contracts have a word.
pub fn type_name(ty: &FieldType) -> String {
    let several = |types: &[FieldType]| {
        let names: Vec<String> = types.iter().map(type_name).collect();
        names.join(", ")
    };
    let note = |name: &str, note: Option<&str>| match note {
        Some(note) => format!("{name} ({note})"),
        None => name.to_owned(),
    };
    match ty {
        FieldType::Int {
            format: Some(format),
            ..
        } => note("integer", Some(format)),
        FieldType::Int {
            repr: IntRepr::I64, ..
        } => "integer".to_owned(),
        FieldType::Int { repr, .. } => note("integer", Some(repr.as_str())),
        FieldType::Float(FloatRepr::F32) => note("float", Some("f32")),
        FieldType::String { format } => note("text", format.as_deref()),
        FieldType::BitArray { len: Some(len) } => format!("{len} bytes"),
        FieldType::List {
            element,
            len,
            unique,
        } => {
            let name = if *unique { "set" } else { "list" };
            let whole = format!("{name}<{}>", type_name(element));
            note(&whole, len.map(|len| format!("{len} items")).as_deref())
        }
        FieldType::Option(inner) => format!("Option<{}>", type_name(inner)),
        FieldType::Result { ok, err } => format!("Result<{}, {}>", type_name(ok), type_name(err)),
        FieldType::Dict { key, value } => {
            format!("dict<{}, {}>", type_name(key), type_name(value))
        }
        FieldType::Tuple(items) => format!("({})", several(items)),
        FieldType::UserType {
            type_name, args, ..
        } if !args.is_empty() => format!("{type_name}<{}>", several(args)),
        other => kind(other).to_owned(),
    }
}

/// An endpoint in one line: `load_task(id: integer) -> Task, or TaskError`.
pub fn endpoint_line(model: &Model, endpoint: &Endpoint) -> String {
    let fields = request_fields(model, endpoint);
    let arguments: Vec<String> = fields
        .iter()
        .map(|(label, ty)| format!("{label}: {}", type_name(ty)))
        .collect();
    let mut line = format!(
        "{}({}) -> {}",
        endpoint.name,
        arguments.join(", "),
        type_name(&endpoint.ok)
    );
    if endpoint.err != FieldType::Nil {
        line.push_str(", or ");
        line.push_str(&type_name(&endpoint.err));
    }
    line
}

/// The fields of the message of a request.
pub fn request_fields<'m>(
    model: &'m Model,
    endpoint: &'m Endpoint,
) -> Vec<(String, &'m FieldType)> {
    let FieldType::UserType {
        module_path,
        type_name,
        ..
    } = &endpoint.request
    else {
        return vec![];
    };
    let def = model.type_def(module_path, type_name);
    let Some(variant) = def.and_then(|def| def.variants.first()) else {
        return vec![];
    };
    let labels = variant.field_labels.iter().enumerate();
    labels
        .map(|(index, label)| label.clone().unwrap_or_else(|| index.to_string()))
        .zip(&variant.field_types)
        .collect()
}

/// The declaration of a type, in the manner of Rust, one field a line, with its docs.
pub fn declaration(def: &TypeDef) -> String {
    let is_enum = def.kind == TypeKind::Enum;
    let params = match &def.type_params[..] {
        [] => String::new(),
        params => format!("<{}>", params.join(", ")),
    };
    let keyword = if is_enum { "enum" } else { "struct" };
    let head = format!("{keyword} {}{params}", def.type_name);
    let mut lines = docs(def.docs.as_deref(), "");
    if is_enum {
        lines.push(format!("{head} {{"));
        for variant in def.declared_variants() {
            lines.extend(docs(variant.docs.as_deref(), "  "));
            lines.extend(fields(
                &format!("  {}", variant.variant_name),
                variant,
                "  ",
            ));
        }
        lines.push("}".to_owned());
    } else if let Some(variant) = def.variants.first() {
        lines.extend(fields(&head, variant, ""));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// What is declared, and its fields.
fn fields(head: &str, variant: &Variant, indent: &str) -> Vec<String> {
    let labelled = variant.field_labels.iter().any(Option::is_some);
    if variant.field_types.is_empty() {
        return vec![head.to_owned()];
    }
    if !labelled {
        let types: Vec<String> = variant.field_types.iter().map(type_name).collect();
        return vec![format!("{head}({})", types.join(", "))];
    }
    let mut lines = vec![format!("{head} {{")];
    let inside = format!("{indent}  ");
    let fields = variant.field_labels.iter().zip(&variant.field_types);
    for (index, (label, ty)) in fields.enumerate() {
        let info = variant.fields.get(index);
        lines.extend(docs(info.and_then(|info| info.docs.as_deref()), &inside));
        let mark = if info.is_some_and(|info| info.optional) {
            "?"
        } else {
            ""
        };
        let label = label.as_deref().unwrap_or_default();
        lines.push(format!("{inside}{label}{mark}: {}", type_name(ty)));
    }
    lines.push(format!("{indent}}}"));
    lines
}

fn docs(docs: Option<&str>, indent: &str) -> Vec<String> {
    let lines = docs.unwrap_or_default().lines();
    lines.map(|line| format!("{indent}/// {line}")).collect()
}
