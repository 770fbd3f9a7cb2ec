//! Signatures of handlers.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::parse::syntax::TypeBody;
use crate::resolve::arena::DefKind;
use crate::resolve::graph::{Handler, Output, Role, Target, TypeGraph};
use crate::resolve::ty::TyKind;

/// The code of generic handlers.
pub const GENERIC: Code = Code(76);
/// The code of parameters that cannot be filled in.
pub const PARAMETER: Code = Code(77);
/// The code of a `Result` that hides its error.
pub const RESULT: Code = Code(78);
/// The code of several contexts.
pub const CONTEXT: Code = Code(79);
/// The code of a message that is no struct.
pub const MESSAGE: Code = Code(80);

/// The code of unsafe functions.
pub const UNSAFE: Code = Code(85);

/// A handler with a wrong signature.
pub struct WrongSignature {
    code: Code,
    handler: String,
    title: String,
    span: Span,
    label: String,
    also: Option<(Span, String)>,
    help: String,
}

impl From<WrongSignature> for Diagnostic {
    fn from(error: WrongSignature) -> Self {
        let diagnostic = Diagnostic::error(error.code, error.title, error.span, error.label)
            .trail(vec![error.handler])
            .help(error.help);
        match error.also {
            Some((span, text)) => diagnostic.also(span, text),
            None => diagnostic,
        }
    }
}

/// Refuses wrong signatures.
pub fn check(graph: &TypeGraph<'_>, diagnostics: &mut Diagnostics) {
    for handler in &graph.handlers {
        let mut found = vec![];
        not_safe(handler, &mut found);
        generic(handler, &mut found);
        parameters(handler, &mut found);
        result(handler, &mut found);
        message(graph, handler, &mut found);
        diagnostics.extend(found.into_iter().map(Diagnostic::from));
    }
    contexts(graph, diagnostics);
}

fn wrong(
    handler: &Handler<'_>,
    code: Code,
    title: String,
    place: (Span, &str),
    help: impl Into<String>,
) -> WrongSignature {
    WrongSignature {
        code,
        handler: handler.function.name.name.clone(),
        title,
        span: place.0,
        label: place.1.to_owned(),
        also: None,
        help: help.into(),
    }
}

/// Dispatch calls from safe code.
fn not_safe(handler: &Handler<'_>, found: &mut Vec<WrongSignature>) {
    if handler.function.is_unsafe {
        let title = format!("the handler `{}` is unsafe", handler.function.name.name);
        let span = Span {
            end: handler.function.name.span.end,
            ..handler.function.span
        };
        let place = (span, "nobody vouches for what a client sends");
        let help = "write a safe function that checks what it is given, then calls this one";
        found.push(wrong(handler, UNSAFE, title, place, help));
    }
}

fn generic(handler: &Handler<'_>, found: &mut Vec<WrongSignature>) {
    use crate::parse::syntax::GenericKind;
    let mut params = handler.function.generics.params.iter();
    let Some(param) = params.find(|param| !matches!(param.kind, GenericKind::Lifetime)) else {
        return;
    };
    let title = format!("the handler `{}` is generic", handler.function.name.name);
    let place = (param.name.span, "nothing says what this is in a call");
    found.push(wrong(handler, GENERIC, title, place, "write the type out"));
}

fn parameters(handler: &Handler<'_>, found: &mut Vec<WrongSignature>) {
    let mut labels: HashMap<&str, Span> = HashMap::new();
    for arg in &handler.args {
        let param = arg.param;
        match (arg.role, &arg.ty.kind) {
            (Role::Context(_), TyKind::Ref { .. }) => {
                let title =
                    "the server context is shared, and cannot be borrowed mutably".to_owned();
                let place = (param.span, "`&mut`");
                let help = "take `&ServerContext`, and lock inside it what changes";
                found.push(wrong(handler, CONTEXT, title, place, help));
            }
            (Role::Field, _) => {
                let Some(ident) = &param.name else {
                    let title = "this parameter has no name".to_owned();
                    let place = (param.span, "a pattern");
                    let help = "give it a name: it becomes a field of the request";
                    found.push(wrong(handler, PARAMETER, title, place, help));
                    continue;
                };
                let label = ident.name.trim_start_matches('_');
                if let Some(first) = labels.insert(label, ident.span) {
                    let title = format!("two parameters are `{label}` in the request");
                    let place = (ident.span, "the second");
                    let mut error = wrong(handler, PARAMETER, title, place, "rename one of them");
                    error.also = Some((first, "the first".to_owned()));
                    found.push(error);
                }
            }
            _ => {}
        }
    }
}

fn result(handler: &Handler<'_>, found: &mut Vec<WrongSignature>) {
    match &handler.output {
        Output::Result { .. } => {}
        Output::HiddenError { path, span } => {
            let title = format!(
                "`{path}` hides the error type of `{}`",
                handler.function.name.name
            );
            let place = (*span, "which errors can the client expect?");
            let help = "return `Result<T, E>` with an error enum of your own";
            found.push(wrong(handler, RESULT, title, place, help));
        }
        Output::Other { span } => {
            let title = format!(
                "the handler `{}` returns no `Result`",
                handler.function.name.name
            );
            let place = (span.unwrap_or(handler.function.span), "not a `Result`");
            let help = "return `Result<T, E>`; `Result<T, ()>` where nothing can go wrong";
            found.push(wrong(handler, RESULT, title, place, help));
        }
    }
}

fn message(graph: &TypeGraph<'_>, handler: &Handler<'_>, found: &mut Vec<WrongSignature>) {
    let Some(arg) = handler.message() else { return };
    let text = graph.display(&arg.ty, None);
    let help = "name a struct that is the whole request, or rename the parameter: `msg` and `message` \
                are the request itself, any other name becomes a field of one that libero makes";
    let refuse = |why: &str| {
        let title = format!("the message `{text}` cannot be a request");
        wrong(handler, MESSAGE, title, (arg.param.span, why), help)
    };
    match &arg.ty.kind {
        TyKind::Error => {}
        TyKind::Def(def, args) => {
            let DefKind::Type(item) = graph.scope.arena.def(*def).kind else {
                return;
            };
            let node = graph.node(*def);
            let transparent = node.is_some_and(|node| node.serde.transparent);
            if !matches!(item.body, TypeBody::Struct(_)) {
                found.push(refuse("not a struct"));
            } else if !args.is_empty() {
                found.push(refuse("generic"));
            } else if transparent {
                found.push(refuse(
                    "#[serde(transparent)], so that it has no name on the wire",
                ));
            } else if graph.mappings.contains_key(&Target::Def(*def)) {
                found.push(refuse(
                    "mapped in the configuration, so that it has no name of its own",
                ));
            }
        }
        _ => found.push(refuse("not a struct")),
    }
}

/// All handlers take the same context.
fn contexts(graph: &TypeGraph<'_>, diagnostics: &mut Diagnostics) {
    let mut first: Option<(String, Span)> = None;
    for handler in &graph.handlers {
        let mut own = handler
            .args
            .iter()
            .filter(|arg| matches!(arg.role, Role::Context(_)));
        let Some(arg) = own.next() else { continue };
        if let Some(second) = own.next() {
            let title = "a handler takes the server context once".to_owned();
            let place = (second.param.span, "again");
            let error = wrong(handler, CONTEXT, title, place, "remove one of the two");
            diagnostics.push(error.into());
        }
        if matches!(arg.ty.kind, TyKind::Ref { .. } | TyKind::Error) {
            continue; // `&mut`, which `parameters` refuses, or a name that was not found
        }
        let text = graph.rust_type(&arg.ty, &[]);
        match &first {
            None => first = Some((text, arg.param.span)),
            Some((known, _)) if *known == text => {}
            Some((known, span)) => {
                let title = format!("handlers take different contexts, `{known}` and `{text}`");
                let place = (arg.param.span, text.as_str());
                let help = "dispatch has one context for all: let one type hold both";
                let mut error = wrong(handler, CONTEXT, title, place, help);
                error.also = Some((*span, known.clone()));
                diagnostics.push(error.into());
            }
        }
    }
}
