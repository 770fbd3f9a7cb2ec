//! What stands around the pages of a namespace: `layout.rs`, `client_context.rs`, `not_found.rs`,
//! `error.rs`.

use camino::Utf8Path;
use libero::diagnostic::Diagnostic;
use syn::spanned::Spanned as _;

use super::function::{Arg, Function, Gives, Pass};
use super::signature::Shape;
use super::{Source, is_public};
use crate::refused::{Problems, code, place};

/// A function of such a file, and what it may take.
pub(crate) struct Known {
    pub(crate) name: &'static str,
    pub(crate) wanted: &'static str,
    pub(crate) arg: fn(&str, &Shape) -> Option<Arg>,
    /// Whether this is what it returns.
    pub(crate) gives: fn(&Shape) -> bool,
    pub(crate) returns: &'static str,
}

fn is_view(shape: &Shape) -> bool {
    shape.name == "View"
}

pub(crate) const LAYOUT: Known = Known {
    name: "layout",
    wanted: "`cx: &ClientContext`, `route: ReadSignal<Route>`, `page: View`",
    arg: |_, shape| match shape.name.as_str() {
        "ClientContext" if shape.reference => Some(Arg::Context),
        "View" => Some(Arg::View),
        "ReadSignal" if shape.is_of("ReadSignal", "Route") => Some(Arg::Route),
        _ => None,
    },
    gives: is_view,
    returns: "View",
};

/// In the same file; it may be left out.
pub(crate) const TITLE: Known = Known {
    name: "title",
    wanted: "`cx: &ClientContext`, `page: &str`",
    arg: |name, shape| match shape.name.as_str() {
        "ClientContext" if shape.reference => Some(Arg::Context),
        "str" if name == "page" => Some(Arg::Named("page")),
        _ => None,
    },
    gives: |shape| matches!(shape.name.as_str(), "String" | "str" | "Cow"),
    returns: "String",
};

pub(crate) const NOT_FOUND: Known = Known {
    name: "view",
    wanted: "`cx: &ClientContext`, `path: &str`",
    arg: |name, shape| match shape.name.as_str() {
        "ClientContext" if shape.reference => Some(Arg::Context),
        "str" if name == "path" => Some(Arg::Named("path")),
        _ => None,
    },
    gives: is_view,
    returns: "View",
};

pub(crate) const ERROR: Known = Known {
    name: "view",
    wanted: "`cx: &ClientContext`, `error: &PageError`",
    arg: |_, shape| match shape.name.as_str() {
        "ClientContext" if shape.reference => Some(Arg::Context),
        "PageError" if shape.reference => Some(Arg::Named("error")),
        _ => None,
    },
    gives: is_view,
    returns: "View",
};

pub(crate) const CONTEXT_LOAD: Known = Known {
    name: "load",
    wanted: "`cx: &ServerContext`",
    arg: |_, shape| match shape.name.as_str() {
        "ServerContext" if shape.reference => Some(Arg::ServerContext(Pass::Ref)),
        "ServerContext" => Some(Arg::ServerContext(Pass::Value)),
        "Arc" if shape.is_of("Arc", "ServerContext") => Some(Arg::ServerContext(Pass::Arc)),
        _ => None,
    },
    gives: |shape| {
        shape.name == "ClientContext"
            || shape.is_of("Result", "ClientContext")
            || shape.name.is_empty()
    },
    returns: "ClientContext` or `Result<ClientContext, LoadError>",
};

/// Reads a file that may not be there.
pub(crate) fn source(path: &Utf8Path, shown: &Utf8Path, problems: &mut Problems) -> Option<Source> {
    path.is_file()
        .then(|| super::source(path, shown, problems))
        .flatten()
}

/// The function of such a file.
pub(crate) fn function(
    source: &Source,
    known: &Known,
    problems: &mut Problems,
) -> Option<Function> {
    let function = source.syntax.items.iter().find_map(|item| match item {
        syn::Item::Fn(function) if function.sig.ident == known.name => Some(function),
        _ => None,
    })?;
    let name = known.name;
    if !is_public(&function.vis) {
        let span = place(source.id, function.sig.ident.span().byte_range());
        let title = format!("`{name}` is private, and generated code calls it");
        let diagnostic = Diagnostic::error(code::NOT_PUBLIC, title, span, "private");
        problems.push(diagnostic.help("write `pub` before it"));
    }
    let mut args = vec![];
    for input in &function.sig.inputs {
        let arg = match input {
            syn::FnArg::Typed(input) => {
                let pat = match &*input.pat {
                    syn::Pat::Ident(pat) => pat.ident.to_string(),
                    _ => String::new(),
                };
                (known.arg)(pat.trim_start_matches('_'), &Shape::of(&input.ty))
            }
            syn::FnArg::Receiver(_) => None,
        };
        match arg {
            Some(arg) if !args.contains(&arg) => args.push(arg),
            _ => {
                let span = place(source.id, input.span().byte_range());
                let title = format!("`{name}` asks for something that there is not");
                let label = "nothing can be given for this";
                let diagnostic = Diagnostic::error(code::PARAMETER, title, span, label);
                let help = format!("it may take as many of these as it needs: {}", known.wanted);
                problems.push(diagnostic.help(help));
            }
        }
    }
    let returned = match &function.sig.output {
        syn::ReturnType::Default => Shape::default(),
        syn::ReturnType::Type(_, ty) => Shape::of(ty),
    };
    if !(known.gives)(&returned) {
        let at = match &function.sig.output {
            syn::ReturnType::Default => function.sig.ident.span().byte_range(),
            syn::ReturnType::Type(_, ty) => ty.span().byte_range(),
        };
        let title = format!("`{name}` returns something else than it should");
        let diagnostic = Diagnostic::error(code::RETURNS, title, place(source.id, at), "this");
        problems.push(diagnostic.help(format!("it returns `{}`", known.returns)));
    }
    if function.sig.asyncness.is_some() && name != CONTEXT_LOAD.name {
        let span = place(source.id, function.sig.asyncness.span().byte_range());
        let title = format!("`{name}` is async, and pages are shown at once");
        let diagnostic = Diagnostic::error(code::RETURNS, title, span, "nobody waits for it");
        problems.push(diagnostic.help("what takes time is done by `load`, or by an effect"));
    }
    Some(Function {
        name: name.to_owned(),
        args,
        is_async: function.sig.asyncness.is_some(),
        gives: if returned.name == "Result" {
            Gives::Fallible
        } else {
            Gives::Whole
        },
    })
}

/// Says that a file lacks what it is there for.
pub(crate) fn missing(source: &Source, what: &str, help: &str, problems: &mut Problems) {
    let start = place(source.id, 0..0);
    problems.push(Diagnostic::error(code::MISSING, what, start, "").help(help));
}
