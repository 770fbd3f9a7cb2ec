//! The typed query string of a page.

use libero::diagnostic::Diagnostic;
use syn::spanned::Spanned as _;

use super::{Source, is_public};
use crate::refused::{Problems, code, place};

/// `pub struct Query`
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Query {
    /// Its fields: the identifier, and the name in addresses.
    pub(crate) fields: Vec<(String, String)>,
}

/// What a route must be able to do, and its query string with it.
const DERIVES: [&str; 3] = ["Clone", "Debug", "PartialEq"];

pub(super) fn read(source: &Source, problems: &mut Problems) -> Option<Query> {
    let item = source.syntax.items.iter().find_map(|item| match item {
        syn::Item::Struct(item) if item.ident == "Query" => Some(item),
        _ => None,
    })?;
    let mut refuse = |range, title: &str, label: &str, help: String| {
        let span = place(source.id, range);
        problems.push(Diagnostic::error(code::QUERY, title, span, label).help(help));
    };
    let name = item.ident.span().byte_range();
    let missing: Vec<&str> = DERIVES
        .into_iter()
        .filter(|one| !derives(item, one))
        .collect();
    if !missing.is_empty() {
        let derives = format!("write `#[derive({})]` before it", DERIVES.join(", "));
        let title = "`Query` is a part of `Route`, and cannot do what routes can";
        refuse(
            name.clone(),
            title,
            &format!("not {}", missing.join(", ")),
            derives,
        );
    }
    if !item.generics.params.is_empty() {
        let help = "write the types out".to_owned();
        refuse(
            name.clone(),
            "`Query` is generic",
            "what would a link say?",
            help,
        );
    }
    let syn::Fields::Named(fields) = &item.fields else {
        let help = "`pub struct Query { pub page: Option<u32> }`".to_owned();
        refuse(
            name,
            "the fields of `Query` have no names",
            "a query string has names",
            help,
        );
        return None;
    };
    let mut found = vec![];
    for field in &fields.named {
        let Some(ident) = &field.ident else { continue };
        if !is_public(&field.vis) {
            let title = "links cannot be written with a field that is private";
            let help = "write `pub` before it".to_owned();
            refuse(field.span().byte_range(), title, "private", help);
        }
        if !can_be_written(&field.ty, source) {
            let title = "a query string cannot hold this";
            let help = "integers, `bool`, `String`, or an `Option` or `Vec` of these; a type of your own \
                        implements `rally::route::QueryField`";
            let label = "it has no form in addresses";
            refuse(field.ty.span().byte_range(), title, label, help.to_owned());
        }
        let ident = ident.to_string();
        let name = ident.trim_start_matches("r#").to_owned();
        found.push((ident, name));
    }
    Some(Query { fields: found })
}

/// Whether a field's type may have a form in addresses. What is declared elsewhere may.
fn can_be_written(ty: &syn::Type, source: &Source) -> bool {
    let syn::Type::Path(path) = ty else {
        return matches!(
            ty,
            syn::Type::Group(_) | syn::Type::Paren(_) | syn::Type::Macro(_)
        );
    };
    let Some(last) = path.path.segments.last() else {
        return true;
    };
    let name = last.ident.to_string();
    match name.as_str() {
        "f32" | "f64" | "char" | "HashMap" | "HashSet" | "BTreeMap" | "BTreeSet" => false,
        "Option" | "Vec" => match &last.arguments {
            syn::PathArguments::AngleBracketed(args) => args.args.iter().all(|arg| match arg {
                syn::GenericArgument::Type(ty) => can_be_written(ty, source),
                _ => true,
            }),
            _ => true,
        },
        _ => !is_bare(&name, source),
    }
}

/// Whether a type is declared in this file, which nowhere implements a trait of query strings for it.
fn is_bare(name: &str, source: &Source) -> bool {
    let is_declared = source.syntax.items.iter().any(|item| match item {
        syn::Item::Struct(item) => item.ident == name,
        syn::Item::Enum(item) => item.ident == name,
        _ => false,
    });
    let is_written = source.syntax.items.iter().any(|item| match item {
        syn::Item::Impl(item) => {
            let of = item
                .trait_
                .as_ref()
                .and_then(|(path, _)| path.segments.last());
            let is_query =
                of.is_some_and(|last| last.ident == "QueryField" || last.ident == "QueryValue");
            is_query && super::Shape::of(&item.self_ty).name == name
        }
        syn::Item::Macro(_) => true,
        _ => false,
    });
    is_declared && !is_written
}

fn derives(item: &syn::ItemStruct, wanted: &str) -> bool {
    let derives = item
        .attrs
        .iter()
        .filter(|attr| attr.path().is_ident("derive"));
    let mut found = false;
    for attr in derives {
        // What is not read here is for rustc to refuse.
        let _ = attr.parse_nested_meta(|meta| {
            found |= meta
                .path
                .segments
                .last()
                .is_some_and(|last| last.ident == wanted);
            Ok(())
        });
    }
    found
}
