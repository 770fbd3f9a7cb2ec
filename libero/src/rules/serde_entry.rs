//! serde attributes that are wrong in themselves, and those that have no effect here.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::parse::syntax::SerdeEntry;
use crate::resolve::TypeGraph;
use crate::resolve::attrs::{Position, SerdeAttrs, SerdeProblem, SerdeProblemKind};
use crate::resolve::graph::TypeNode;
use crate::resolve::trail;
use crate::rules::serde_conversion::form_is_known;
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
        let diagnostic = Diagnostic::error(WRONG, title, entry.span, label)
            .trail(error.trail)
            .help(help);
        match (&error.problem.kind, &entry.value) {
            (
                SerdeProblemKind::Unknown {
                    suggestion: Some(meant),
                },
                _,
            ) => diagnostic.maybe(name_of(entry), *meant),
            (
                SerdeProblemKind::UnknownCasing {
                    suggestion: Some(meant),
                },
                Some(_),
            ) => diagnostic.maybe(entry.span, format!("{name} = \"{meant}\"")),
            _ => diagnostic,
        }
    }
}

/// The name alone, which comes first.
fn name_of(entry: &SerdeEntry) -> Span {
    let length = u32::try_from(entry.name.len()).unwrap_or(0);
    Span {
        end: entry.span.end.min(entry.span.start + length),
        ..entry.span
    }
}

/// How many places of one attribute a note shows.
const SHOWN: usize = 3;

/// Refuses wrong entries.
pub(super) fn check_type(
    graph: &TypeGraph<'_>,
    node: &TypeNode<'_>,
    diagnostics: &mut Diagnostics,
) {
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
}

/// Entries without an effect, by name.
#[derive(Default)]
pub(super) struct WithoutEffect<'p> {
    places: BTreeMap<&'p str, Vec<Span>>,
}

impl<'p> WithoutEffect<'p> {
    /// Collects those of a type.
    pub(super) fn check_type(&mut self, graph: &TypeGraph<'p>, owner: &TypeNode<'p>) {
        let mut add = |entry: &'p SerdeEntry| {
            self.places.entry(&entry.name).or_default().push(entry.span);
        };
        owner.serde.no_effect.iter().copied().for_each(&mut add);
        for constructor in &owner.constructors {
            let entries = constructor.serde.no_effect.iter();
            entries.copied().for_each(&mut add);
            for field in &constructor.fields {
                field.serde.no_effect.iter().copied().for_each(&mut add);
                if !field.serde.conversions.is_empty() && form_is_known(graph, field) {
                    field.serde.conversions.iter().copied().for_each(&mut add);
                }
                if field.label.is_none() {
                    let entries = field.item.attributes.serde.iter();
                    entries
                        .filter(|entry| entry.name == "rename")
                        .for_each(&mut add);
                }
            }
        }
    }

    /// Adds those of other types.
    pub(super) fn merge(&mut self, other: Self) {
        for (name, mut places) in other.places {
            self.places.entry(name).or_default().append(&mut places);
        }
    }

    /// Lists them: one note for each attribute, as some stand at every other field.
    pub(super) fn tell(self, diagnostics: &mut Diagnostics) {
        for (name, mut places) in self.places {
            places.sort_unstable();
            let mut note = Diagnostic::note_at(
                NO_EFFECT,
                format!("`{name}` has no effect on libero's wire"),
                places[0],
                "",
            );
            for place in places.iter().take(SHOWN).skip(1) {
                note = note.also(*place, "");
            }
            let more = places.len().saturating_sub(SHOWN);
            if more > 0 {
                let noun = if more == 1 { "place" } else { "places" };
                note = note.note(format!("and at {more} more {noun}"));
            }
            diagnostics
                .push(note.note("it chooses the form that serde itself writes; libero's is fixed"));
        }
    }
}
