//! Whether what `load` gives is what `init_loaded` takes. rustc would say it of generated code.

use camino::Utf8Path;
use libero::diagnostic::Diagnostic;
use syn::spanned::Spanned as _;

use super::function::Arg;
use super::{Page, Source};
use crate::refused::{Problems, code, place};
use crate::stray::walk;

/// Types that have no other meaning than that of the standard library, unless the application gives it to
/// them.
const STANDARD: [&str; 28] = [
    "Arc", "BTreeMap", "BTreeSet", "Box", "HashMap", "HashSet", "Option", "Rc", "Result", "String",
    "Vec", "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "u128", "u16",
    "u32", "u64", "u8", "usize", "str",
];

/// Refuses a page whose two types are surely not the same.
pub(super) fn check(page: &Page, source: &Source, path: &Utf8Path, problems: &mut Problems) {
    let (Some(load), Some(init)) = (function(source, "load"), function(source, "init_loaded"))
    else {
        return;
    };
    let Some(given) = given(&load.sig.output) else {
        return;
    };
    let args = page.init_loaded.as_ref().map(|init| &init.args);
    let at = args.and_then(|args| args.iter().position(|arg| *arg == Arg::Data));
    let Some(syn::FnArg::Typed(taken)) = at.and_then(|at| init.sig.inputs.iter().nth(at)) else {
        return;
    };
    let (mut names, mut others) = (vec![], vec![]);
    let (Some(one), Some(other)) = (tree(given, &mut names), tree(&taken.ty, &mut others)) else {
        return;
    };
    names.extend(others);
    if one == other || !are_known(&names, path) {
        return;
    }
    let title = format!("`init_loaded` takes a `{other}`, and `load` gives a `{one}`");
    let span = place(source.id, taken.ty.span().byte_range());
    let diagnostic = Diagnostic::error(code::DATA, title, span, format!("this should be `{one}`"))
        .also(
            place(source.id, given.span().byte_range()),
            "`load` gives this",
        )
        .help("what `load` gives reaches the page in `init_loaded`: write the same type in both");
    problems.push(diagnostic);
}

fn function<'s>(source: &'s Source, name: &str) -> Option<&'s syn::ItemFn> {
    source.syntax.items.iter().find_map(|item| match item {
        syn::Item::Fn(function) if function.sig.ident == name => Some(function),
        _ => None,
    })
}

/// The data of what `load` returns: `T`, or that of `Result<T, _>`.
fn given(output: &syn::ReturnType) -> Option<&syn::Type> {
    let syn::ReturnType::Type(_, ty) = output else {
        return None;
    };
    let syn::Type::Path(path) = &**ty else {
        return Some(ty);
    };
    let last = path.path.segments.last()?;
    if last.ident != "Result" {
        return Some(ty);
    }
    let syn::PathArguments::AngleBracketed(args) = &last.arguments else {
        return None;
    };
    args.args.iter().find_map(|arg| match arg {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// A type by the last names of its paths. None: it is of another kind.
fn tree(ty: &syn::Type, names: &mut Vec<String>) -> Option<String> {
    match ty {
        syn::Type::Path(path) if path.qself.is_none() => {
            let last = path.path.segments.last()?;
            let name = last.ident.to_string();
            names.push(name.clone());
            let syn::PathArguments::AngleBracketed(args) = &last.arguments else {
                return Some(name);
            };
            let args = args.args.iter().map(|arg| match arg {
                syn::GenericArgument::Type(ty) => tree(ty, names),
                _ => None,
            });
            let args: Option<Vec<String>> = args.collect();
            Some(format!("{name}<{}>", args?.join(", ")))
        }
        syn::Type::Tuple(tuple) => {
            let parts = tuple.elems.iter().map(|ty| tree(ty, names));
            let parts: Option<Vec<String>> = parts.collect();
            Some(format!("({})", parts?.join(", ")))
        }
        _ => None,
    }
}

/// Whether each name is a type of the standard library or one that the application declares, and none is
/// another name of a type.
fn are_known(names: &[String], page: &Utf8Path) -> bool {
    let Some(folder) = page
        .ancestors()
        .find(|folder| folder.file_name() == Some("src"))
    else {
        return false;
    };
    let mut files = vec![];
    walk(folder, &mut files);
    let texts: Vec<String> = files
        .iter()
        .filter_map(|file| std::fs::read_to_string(file).ok())
        .collect();
    let declared = |keyword: &str, name: &str| {
        let wanted = format!("{keyword} {name}");
        let is_whole = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        texts.iter().any(|text| {
            text.match_indices(&wanted)
                .any(|(at, _)| is_whole(&text[at + wanted.len()..]))
        })
    };
    names.iter().all(|name| {
        let is_type =
            STANDARD.contains(&name.as_str()) || declared("struct", name) || declared("enum", name);
        is_type && !declared("type", name) && !declared("as", name)
    })
}
