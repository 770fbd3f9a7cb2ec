//! Types as HTML, each that the contract declares a link to its declaration.

use contract_schema::FieldType;
use libero_values::describe;

use super::names::{escaped, href, type_id};

/// A type in one line, in the words of error messages.
pub(super) fn html(ty: &FieldType) -> String {
    match ty {
        FieldType::List {
            element,
            len,
            unique,
        } => {
            let name = if *unique { "set" } else { "list" };
            let note = len.map_or(String::new(), |len| format!(" ({len} items)"));
            format!("{name}&lt;{}&gt;{note}", html(element))
        }
        FieldType::Option(inner) => format!("Option&lt;{}&gt;", html(inner)),
        FieldType::Result { ok, err } => format!("Result&lt;{}, {}&gt;", html(ok), html(err)),
        FieldType::Dict { key, value } => format!("dict&lt;{}, {}&gt;", html(key), html(value)),
        FieldType::Tuple(items) => format!("({})", several(items)),
        FieldType::UserType {
            module_path,
            type_name,
            args,
        } => {
            let href = href(&type_id(module_path, type_name));
            let link = format!("<a href=\"{}\">{}</a>", escaped(&href), escaped(type_name));
            match &args[..] {
                [] => link,
                args => format!("{link}&lt;{}&gt;", several(args)),
            }
        }
        scalar => escaped(&describe::type_name(scalar)),
    }
}

fn several(types: &[FieldType]) -> String {
    types.iter().map(html).collect::<Vec<_>>().join(", ")
}
