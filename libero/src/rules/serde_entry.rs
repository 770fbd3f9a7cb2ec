//! serde attributes that are wrong in themselves, and those that have no effect here.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::TypeGraph;
use crate::resolve::attrs::{Position, SerdeAttrs, SerdeProblem, SerdeProblemKind};
use crate::resolve::graph::TypeNode;
use crate::resolve::trail;
use crate::rules::serde_conversion::{form_is_known, written};
use crate::rules::site::open_nodes;
use contract_schema::TypeKind;

/// The code of [`WrongEntry`].
pub const WRONG: Code = Code(59);
/// The code of the note on entries without an effect.
pub const NO_EFFECT: Code = Code(60);

/// An entry that is wrong in itself.
pub struct WrongEntry<'g, 'p> {
    problem: &'g SerdeProblem<'p>,
    position: Position,
    trail: Vec<String>,
}

impl From<WrongEntry<'_, '_>> for Diagnostic {
    fn from(error: WrongEntry<'_, '_>) -> Self {
        let entry = error.problem.entry;
        let name = &entry.name;
        let noun = error.position.noun();
        let (title, label, help) = match &error.problem.kind {
            SerdeProblemKind::Unknown { suggestion } => (
                format!("`{name}` is no serde attribute of {noun}"),
                "not known".to_owned(),
                suggestion.map_or_else(
                    || "remove it, or move it to where it belongs".to_owned(),
                    |suggestion| format!("did you mean `{suggestion}`?"),
                ),
            ),
            SerdeProblemKind::TwoNames => (
                format!("`{name}` gives different names for writing and reading"),
                "two names".to_owned(),
                format!("give one name for both: `{name} = \"…\"`"),
            ),
            SerdeProblemKind::UnknownCasing { suggestion } => (
                format!("`{name}` does not know this letter case"),
                "not one of serde's eight".to_owned(),
                suggestion.map_or_else(
                    || {
                        "serde has lowercase, UPPERCASE, PascalCase, camelCase, snake_case, \
                         SCREAMING_SNAKE_CASE, kebab-case, SCREAMING-KEBAB-CASE"
                            .to_owned()
                    },
                    |suggestion| format!("did you mean `{suggestion}`?"),
                ),
            ),
            SerdeProblemKind::NoValue => (
                format!("`{name}` needs a value"),
                "nothing is given".to_owned(),
                format!("write `{name} = \"…\"`"),
            ),
        };
        Diagnostic::error(WRONG, title, entry.span, label)
            .trail(error.trail)
            .help(help)
    }
}

/// Refuses wrong entries, and lists those without an effect in one note a type.
pub fn check(graph: &TypeGraph<'_>, diagnostics: &mut Diagnostics) {
    for node in open_nodes(graph) {
        let container = match node.kind {
            TypeKind::Struct => Position::Struct,
            TypeKind::Enum => Position::Enum,
        };
        let mut refuse = |attrs: &SerdeAttrs<'_>, position: Position, trail: Vec<String>| {
            for problem in &attrs.problems {
                let error = WrongEntry {
                    problem,
                    position,
                    trail: trail.clone(),
                };
                diagnostics.push(error.into());
            }
        };
        if !node.serde.problems.is_empty() {
            refuse(&node.serde, container, trail::to_type(graph, node.def));
        }
        for constructor in node
            .constructors
            .iter()
            .filter(|c| !c.serde.problems.is_empty())
        {
            refuse(
                &constructor.serde,
                Position::Variant,
                trail::to_type(graph, node.def),
            );
        }
        for (constructor, field) in node.fields().filter(|(_, f)| !f.serde.problems.is_empty()) {
            let trail = trail::to_field(graph, node, constructor, field);
            refuse(&field.serde, Position::Field, trail);
        }
        list_no_effect(graph, node, diagnostics);
    }
}

fn list_no_effect(graph: &TypeGraph<'_>, owner: &TypeNode<'_>, diagnostics: &mut Diagnostics) {
    let mut entries = owner.serde.no_effect.clone();
    for constructor in &owner.constructors {
        entries.extend(&constructor.serde.no_effect);
        for field in &constructor.fields {
            entries.extend(&field.serde.no_effect);
            if form_is_known(graph, field) {
                entries.extend(&field.serde.conversions);
            }
            if field.label.is_none() {
                let rename = field
                    .item
                    .attributes
                    .serde
                    .iter()
                    .filter(|e| e.name == "rename");
                entries.extend(rename);
            }
        }
    }
    let Some(first) = entries.first() else {
        return;
    };
    let mut names: Vec<String> = entries.iter().map(|entry| written(entry)).collect();
    names.sort();
    names.dedup();
    let name = &owner.item.name.name;
    let mut note = Diagnostic::note_at(
        NO_EFFECT,
        format!("serde attributes of `{name}` that have no effect on libero's wire"),
        first.span,
        "",
    );
    for entry in &entries[1..] {
        note = note.also(entry.span, "");
    }
    let verb = if names.len() == 1 {
        "chooses"
    } else {
        "choose"
    };
    let list = names.join(", ");
    diagnostics.push(note.note(format!(
        "{list} {verb} the form that serde itself writes; libero's is fixed"
    )));
}
