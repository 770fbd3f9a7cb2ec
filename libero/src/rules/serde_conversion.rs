//! serde attributes that put foreign code between a type and its form.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::parse::syntax::SerdeEntry;
use crate::resolve::graph::{FieldNode, Target, TypeGraph, TypeNode};
use crate::resolve::trail;
use crate::resolve::ty::{Ty, TyKind};
use crate::rules::foreign_type::mapping;

/// The code of [`Conversion`].
pub const CODE: Code = Code(58);

/// `with`, `from`, `into`, `remote` and their kin.
pub struct Conversion {
    entry: String,
    span: Span,
    /// The path of the type to map.
    target: String,
    field: bool,
    trail: Vec<String>,
}

impl From<Conversion> for Diagnostic {
    fn from(error: Conversion) -> Self {
        let subject = if error.field {
            "the field's type"
        } else {
            "the whole type"
        };
        Diagnostic::error(
            CODE,
            format!("#[serde({})] hides what is carried", error.entry),
            error.span,
            "code that libero does not read decides the form",
        )
        .trail(error.trail)
        .help(format!(
            "map {subject} in Cargo.toml:\n{}",
            mapping(&error.target)
        ))
    }
}

/// Refuses conversions where the configuration does not say what is carried.
pub(super) fn check_type(
    graph: &TypeGraph<'_>,
    node: &TypeNode<'_>,
    diagnostics: &mut Diagnostics,
) {
    let own = || graph.scope.arena.def_text(node.def);
    let refuse = |entry: &SerdeEntry, target: String, field: bool, trail: Vec<String>| {
        Diagnostic::from(Conversion {
            entry: written(entry),
            span: entry.span,
            target,
            field,
            trail,
        })
    };
    for entry in &node.serde.conversions {
        diagnostics.push(refuse(entry, own(), false, trail::to_type(graph, node.def)));
    }
    for constructor in &node.constructors {
        for entry in &constructor.serde.conversions {
            let trail = trail::to_type(graph, node.def);
            diagnostics.push(refuse(entry, own(), false, trail));
        }
    }
    let converted = node
        .wire_fields()
        .filter(|(_, field)| !field.serde.conversions.is_empty());
    for (constructor, field) in converted.filter(|(_, field)| !form_is_known(graph, field)) {
        for entry in &field.serde.conversions {
            let target = field.ty.as_ref().and_then(|ty| named(graph, ty));
            let trail = trail::to_field(graph, node, constructor, field);
            let by_field = target.is_some();
            let target = target.unwrap_or_else(own);
            diagnostics.push(refuse(entry, target, by_field, trail));
        }
    }
}

/// `with = "path"`, as written.
pub(super) fn written(entry: &SerdeEntry) -> String {
    match &entry.value {
        Some(value) => format!("{} = \"{value}\"", entry.name),
        None => entry.name.clone(),
    }
}

/// Whether the form of a field does not depend on `with`: its type is mapped, or one of those of
/// other crates that libero knows.
pub(super) fn form_is_known(graph: &TypeGraph<'_>, field: &FieldNode<'_>) -> bool {
    let mut known = false;
    if let Some(ty) = &field.ty {
        ty.each(&mut |part| {
            known |= match &part.kind {
                TyKind::Builtin(builtin, _) => builtin.feature().is_some(),
                TyKind::Def(def, _) => graph.mappings.contains_key(&Target::Def(*def)),
                TyKind::Foreign(path, _) => graph.mappings.contains_key(&Target::Foreign(*path)),
                _ => false,
            };
        });
    }
    known
}

fn named(graph: &TypeGraph<'_>, ty: &Ty) -> Option<String> {
    let mut found = None;
    ty.each(&mut |part| match &part.kind {
        TyKind::Def(def, _) => found = Some(graph.scope.arena.def_text(*def)),
        TyKind::Foreign(path, _) => found = Some(graph.scope.foreign.text(*path)),
        _ => {}
    });
    found
}
