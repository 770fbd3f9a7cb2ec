//! Names on the wire: of use in every language, and no two alike.

use std::collections::HashMap;

use contract_schema::TypeKind;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::resolve::TypeGraph;
use crate::resolve::graph::Carry;
use crate::resolve::trail;
use crate::rules::site::open_nodes;

/// The code of [`SameName`].
pub const SAME: Code = Code(62);
/// The code of [`UnusableName`].
pub const UNUSABLE: Code = Code(63);

/// Two fields or variants with one name on the wire.
pub struct SameName {
    noun: &'static str,
    owner: String,
    name: String,
    first: Span,
    second: Span,
    trail: Vec<String>,
}

impl From<SameName> for Diagnostic {
    fn from(error: SameName) -> Self {
        let SameName {
            noun, owner, name, ..
        } = &error;
        Diagnostic::error(
            SAME,
            format!("two {noun}s of `{owner}` are `{name}` on the wire"),
            error.second,
            "the second",
        )
        .also(error.first, "the first")
        .trail(error.trail)
        .help("give one of them another name with #[serde(rename = \"…\")]")
    }
}

/// A name that has no place on the wire.
pub struct UnusableName {
    name: String,
    span: Span,
    trail: Vec<String>,
}

impl From<UnusableName> for Diagnostic {
    fn from(error: UnusableName) -> Self {
        let title = if error.name.is_empty() {
            "a name on the wire cannot be empty".to_owned()
        } else {
            format!(
                "`{}` cannot be a name on the wire",
                error.name.escape_debug()
            )
        };
        Diagnostic::error(UNUSABLE, title, error.span, "renamed here")
            .trail(error.trail)
            .note("control characters and | , < > have a meaning in signatures; `__proto__` has one in JavaScript")
            .help("choose a name without them")
    }
}

fn is_usable(name: &str) -> bool {
    let wrong = |letter: char| letter.is_control() || matches!(letter, '|' | ',' | '<' | '>');
    !name.is_empty() && name != "__proto__" && !name.chars().any(wrong)
}

/// Refuses names that collide or cannot be used.
pub fn check(graph: &TypeGraph<'_>, diagnostics: &mut Diagnostics) {
    for node in open_nodes(graph) {
        let owner = &node.item.name;
        let mut unusable: Vec<(&str, Span)> = vec![];
        let mut look_at = |name, span| {
            if !is_usable(name) {
                unusable.push((name, span));
            }
        };
        look_at(&node.wire_name, owner.span);
        let mut variants: HashMap<&str, Span> = HashMap::new();
        for constructor in &node.constructors {
            let span = constructor.ident.span;
            if node.kind == TypeKind::Enum && !constructor.serde.skip {
                look_at(&constructor.wire_name, span);
                if let Some(first) = variants.insert(&constructor.wire_name, span) {
                    let error = SameName {
                        noun: "variant",
                        owner: owner.name.clone(),
                        name: constructor.wire_name.clone(),
                        first,
                        second: span,
                        trail: trail::to_type(graph, node.def),
                    };
                    diagnostics.push(error.into());
                }
            }
            let mut labels: HashMap<&str, Span> = HashMap::new();
            for field in constructor
                .fields
                .iter()
                .filter(|field| field.carry == Carry::Wire)
            {
                let Some(label) = &field.label else { continue };
                let place = field
                    .item
                    .name
                    .as_ref()
                    .map_or(field.item.span, |ident| ident.span);
                look_at(label, place);
                if let Some(first) = labels.insert(label, place) {
                    let error = SameName {
                        noun: "field",
                        owner: owner.name.clone(),
                        name: label.clone(),
                        first,
                        second: place,
                        trail: trail::to_type(graph, node.def),
                    };
                    diagnostics.push(error.into());
                }
            }
        }
        for (name, span) in unusable {
            let trail = trail::to_type(graph, node.def);
            let name = name.to_owned();
            diagnostics.push(UnusableName { name, span, trail }.into());
        }
    }
}
