//! Names on the wire: of use in every language, and no two alike.

use contract_schema::TypeKind;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::resolve::TypeGraph;
use crate::resolve::graph::{Carry, TypeNode};
use crate::resolve::trail;

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
pub(super) fn check_type(
    graph: &TypeGraph<'_>,
    node: &TypeNode<'_>,
    diagnostics: &mut Diagnostics,
) {
    let owner = &node.item.name;
    let trail = || trail::to_type(graph, node.def);
    let mut unusable = |name: &str, span| {
        if !is_usable(name) {
            let name = name.to_owned();
            let trail = trail();
            diagnostics.push(UnusableName { name, span, trail }.into());
        }
    };
    unusable(node.wire_name, owner.span);
    let mut lists: Vec<(&'static str, Vec<(&str, Span)>)> = vec![];
    if node.kind == TypeKind::Enum {
        let variants = node.constructors.iter().filter(|one| !one.serde.skip);
        let variants = variants.map(|one| (&*one.wire_name, one.ident.span));
        lists.push(("variant", variants.collect()));
    }
    for constructor in &node.constructors {
        let fields = constructor.fields.iter();
        let carried = fields.filter(|field| field.carry == Carry::Wire);
        let labels = carried.filter_map(|field| {
            let ident = field.item.name.as_ref();
            let place = ident.map_or(field.item.span, |ident| ident.span);
            Some((field.label.as_deref()?, place))
        });
        lists.push(("field", labels.collect()));
    }
    for (_, names) in &lists {
        for (name, span) in names {
            unusable(name, *span);
        }
    }
    for (noun, mut names) in lists {
        // Few as they are, they are sorted sooner than hashed.
        names.sort_by_key(|(name, _)| *name);
        for pair in names.windows(2) {
            let &[(first_name, first), (name, second)] = pair else {
                continue;
            };
            if first_name == name {
                let error = SameName {
                    noun,
                    owner: owner.name.clone(),
                    name: name.to_owned(),
                    first,
                    second,
                    trail: trail(),
                };
                diagnostics.push(error.into());
            }
        }
    }
}
