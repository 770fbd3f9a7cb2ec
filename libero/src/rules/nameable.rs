//! Generated code must be able to name and build every type.

use std::collections::HashSet;

use contract_schema::TypeKind;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::resolve::TypeGraph;
use crate::resolve::arena::DefId;
use crate::resolve::graph::{Output, TypeNode};
use crate::resolve::nameable::Obstacle;
use crate::resolve::trail;
use crate::resolve::ty::{Ty, TyKind};
use crate::rules::foreign_type::mapping;
use crate::rules::site::is_mapped;

/// The code of [`Hidden`].
pub const HIDDEN: Code = Code(64);
/// The code of [`PrivateField`].
pub const PRIVATE_FIELD: Code = Code(65);
/// The code of [`NonExhaustive`].
pub const NON_EXHAUSTIVE: Code = Code(66);

/// Something that the generated module cannot name.
pub struct Hidden {
    noun: &'static str,
    path: String,
    span: Span,
    why: Why,
    trail: Vec<String>,
}

enum Why {
    /// The item itself; what to write before it.
    Item { fix: String, export: &'static str },
    /// A module on the way.
    Module {
        name: String,
        span: Span,
        fix: String,
        export: &'static str,
    },
    /// A crate on which the compiled one does not depend.
    Crate { name: String },
}

impl From<Hidden> for Diagnostic {
    fn from(error: Hidden) -> Self {
        let title = format!(
            "generated code cannot name the {} `{}`",
            error.noun, error.path
        );
        match error.why {
            Why::Item { fix, export } => {
                Diagnostic::error(HIDDEN, title, error.span, "too private")
                    .trail(error.trail)
                    .help(format!(
                        "make it visible: `{fix}`, or re-export it with `{export} use`"
                    ))
            }
            Why::Module {
                name,
                span,
                fix,
                export,
            } => Diagnostic::error(HIDDEN, title, error.span, "declared here")
                .also(span, format!("the module `{name}` is too private"))
                .trail(error.trail)
                .help(format!(
                    "make it visible: `{fix}`, or re-export what is in it with `{export} use`"
                )),
            Why::Crate { name } => Diagnostic::error(HIDDEN, title, error.span, "declared here")
                .trail(error.trail)
                .help(format!(
                    "add `{name}` to the [dependencies] of the compiled crate"
                )),
        }
    }
}

/// A field that the generated module can neither read nor write.
pub struct PrivateField {
    field: String,
    span: Span,
    fix: String,
    /// What to write before it, where nothing stands there.
    insert: Option<&'static str>,
    /// The type, if it is of another crate, which may not be the user's to change.
    of_another_crate: Option<String>,
    trail: Vec<String>,
}

impl From<PrivateField> for Diagnostic {
    fn from(error: PrivateField) -> Self {
        let before = Span {
            end: error.span.start,
            ..error.span
        };
        let diagnostic = Diagnostic::error(
            PRIVATE_FIELD,
            format!(
                "generated code cannot reach the private field `{}`",
                error.field
            ),
            error.span,
            "private",
        )
        .trail(error.trail)
        .help(match error.of_another_crate {
            None => format!("make it visible: `{}`", error.fix),
            Some(path) => format!(
                "make it visible: `{}`, or map the type in Cargo.toml:\n{}",
                error.fix,
                mapping(&path)
            ),
        });
        match error.insert {
            Some(visibility) => diagnostic.certainly(before, format!("{visibility} ")),
            None => diagnostic,
        }
    }
}

/// `#[non_exhaustive]` in another crate.
pub struct NonExhaustive {
    name: String,
    path: String,
    span: Span,
    trail: Vec<String>,
}

impl From<NonExhaustive> for Diagnostic {
    fn from(error: NonExhaustive) -> Self {
        Diagnostic::error(
            NON_EXHAUSTIVE,
            format!("generated code cannot build `{}`", error.name),
            error.span,
            "#[non_exhaustive], and declared in another crate",
        )
        .trail(error.trail)
        .help(format!(
            "remove #[non_exhaustive], or map the type in Cargo.toml:\n{}",
            mapping(&error.path)
        ))
    }
}

/// Refuses a type that generated code cannot name.
pub(super) fn check_name(
    graph: &TypeGraph<'_>,
    node: &TypeNode<'_>,
    diagnostics: &mut Diagnostics,
) {
    let trail = || trail::to_type(graph, node.def);
    refuse_hidden(graph, node.def, "type", trail, diagnostics);
}

/// Refuses a type that generated code cannot build.
pub(super) fn check_type(
    graph: &TypeGraph<'_>,
    node: &TypeNode<'_>,
    diagnostics: &mut Diagnostics,
) {
    check_fields(graph, node, diagnostics);
    check_exhaustive(graph, node, diagnostics);
}

/// Refuses handlers that generated code cannot call.
pub(super) fn check_handlers(graph: &TypeGraph<'_>, diagnostics: &mut Diagnostics) {
    // What is carried is checked by itself.
    let mut seen: HashSet<DefId> = graph.carried.iter().copied().collect();
    for handler in &graph.handlers {
        let name = &handler.function.name.name;
        refuse_hidden(graph, handler.def, "handler", Vec::new, diagnostics);
        let mut named: Vec<DefId> = vec![];
        let mut collect = |ty: &Ty| {
            ty.each(&mut |part| {
                if let TyKind::Def(def, _) = part.kind {
                    named.push(def);
                }
            });
        };
        handler.args.iter().for_each(|arg| collect(&arg.ty));
        if let Output::Result { ok, err } = &handler.output {
            collect(ok);
            collect(err);
        }
        for def in named {
            if seen.insert(def) {
                refuse_hidden(graph, def, "type", || vec![name.clone()], diagnostics);
            }
        }
    }
}

fn refuse_hidden(
    graph: &TypeGraph<'_>,
    def: DefId,
    noun: &'static str,
    trail: impl FnOnce() -> Vec<String>,
    diagnostics: &mut Diagnostics,
) {
    let scope = &graph.scope;
    let Some(obstacle) = graph.names.obstacle(scope, def) else {
        return;
    };
    if graph.names.path(scope, def).is_some() {
        return;
    }
    let arena = &scope.arena;
    let definition = arena.def(def);
    let krate = arena.module(definition.module).krate;
    let visibility = if krate.0 == 0 { "pub(crate)" } else { "pub" };
    let name = definition.ident().rust();
    let why = match obstacle {
        Obstacle::Definition => {
            let keyword = keyword(graph, def);
            Why::Item {
                fix: format!("{visibility} {keyword} {name}"),
                export: visibility,
            }
        }
        Obstacle::Module(module) => {
            let parsed = arena.module(module).parsed;
            Why::Module {
                name: arena.module_text(module),
                span: parsed.span,
                fix: format!("{visibility} mod {}", parsed.name),
                export: visibility,
            }
        }
        Obstacle::Crate(krate) => Why::Crate {
            name: arena.project.crates[krate.0 as usize].package.clone(),
        },
    };
    let error = Hidden {
        noun,
        path: arena.def_text(def),
        span: definition.ident().span,
        why,
        trail: trail(),
    };
    diagnostics.push(error.into());
}

fn keyword(graph: &TypeGraph<'_>, def: DefId) -> &'static str {
    use crate::parse::syntax::TypeBody;
    use crate::resolve::arena::DefKind;
    match graph.scope.arena.def(def).kind {
        DefKind::Type(item) => match item.body {
            TypeBody::Struct(_) => "struct",
            TypeBody::Enum(_) => "enum",
            TypeBody::Union => "union",
        },
        DefKind::Function(function) if function.is_async => "async fn",
        DefKind::Function(_) => "fn",
        DefKind::Alias(_) => "type",
        DefKind::Trait(_) => "trait",
        DefKind::Const(_) => "const",
    }
}

fn check_fields(graph: &TypeGraph<'_>, node: &TypeNode<'_>, diagnostics: &mut Diagnostics) {
    if node.kind == TypeKind::Enum {
        return;
    }
    let arena = &graph.scope.arena;
    let local = arena.module(node.module).krate.0 == 0;
    for (constructor, field) in node.fields() {
        let vis = arena.visibility(node.module, &field.item.visibility);
        if graph.names.sees(&graph.scope, vis) {
            continue;
        }
        let visibility = if local { "pub(crate)" } else { "pub" };
        let error = PrivateField {
            field: trail::field_name(node, constructor, field),
            span: field
                .item
                .name
                .as_ref()
                .map_or(field.item.span, |ident| ident.span),
            fix: match &field.item.name {
                Some(ident) => format!("{visibility} {}: …", ident.rust()),
                None => format!("{visibility} …"),
            },
            insert: field
                .item
                .name
                .as_ref()
                .filter(|ident| ident.span.start == field.item.span.start)
                .map(|_| visibility),
            of_another_crate: (!local).then(|| arena.def_text(node.def)),
            trail: trail::to_field(graph, node, constructor, field),
        };
        diagnostics.push(error.into());
    }
}

fn check_exhaustive(graph: &TypeGraph<'_>, node: &TypeNode<'_>, diagnostics: &mut Diagnostics) {
    if graph.scope.arena.module(node.module).krate.0 == 0 || is_mapped(graph, node) {
        return;
    }
    let mut refuse = |name: String, span: Span| {
        let trail = trail::to_type(graph, node.def);
        let path = graph.scope.arena.def_text(node.def);
        diagnostics.push(
            NonExhaustive {
                name,
                path,
                span,
                trail,
            }
            .into(),
        );
    };
    let name = &node.item.name;
    if node.kind == TypeKind::Struct && node.item.attributes.non_exhaustive {
        refuse(name.name.clone(), name.span);
    }
    for variant in node
        .constructors
        .iter()
        .filter_map(|constructor| constructor.variant)
    {
        if variant.attributes.non_exhaustive {
            refuse(
                format!("{}::{}", name.name, variant.name.name),
                variant.name.span,
            );
        }
    }
}
