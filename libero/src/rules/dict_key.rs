//! Dict keys: what has no identity that every language shares cannot be one.

use contract_schema::TypeKind;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::resolve::builtin::Builtin;
use crate::resolve::graph::{Mapping, Target, TypeGraph};
use crate::resolve::ty::{Ty, TyKind};
use crate::rules::site::Part;

/// The code of [`WrongKey`].
pub const CODE: Code = Code(54);

/// A key that cannot be one.
pub struct WrongKey {
    key: String,
    why: &'static str,
    /// The generic type that uses its parameter as a key.
    through: Option<(String, Span)>,
    span: Span,
    trail: Vec<String>,
}

impl From<WrongKey> for Diagnostic {
    fn from(error: WrongKey) -> Self {
        let diagnostic = Diagnostic::error(
            CODE,
            format!("`{}` cannot be the key of a dict", error.key),
            error.span,
            error.why,
        )
        .trail(error.trail)
        .note("keys are text, integers, bools, and enums whose variants have no fields")
        .help("use such a key, or carry a `Vec` of pairs");
        match error.through {
            Some((name, span)) => {
                diagnostic.also(span, format!("`{name}` has this parameter as a key"))
            }
            None => diagnostic,
        }
    }
}

/// Refuses keys without an identity, also where they come in by a parameter.
pub(super) fn check_part(graph: &TypeGraph<'_>, part: Part<'_, '_>, diagnostics: &mut Diagnostics) {
    let site = part.site;
    let mut refuse = |key: &Ty, through: Option<(String, Span)>| {
        if let Some(why) = objection(graph, key, 0) {
            let error = WrongKey {
                key: graph.display(key, site.owner()),
                why,
                through,
                span: key.span,
                trail: site.trail(graph),
            };
            diagnostics.push(error.into());
        }
    };
    match &part.ty.kind {
        TyKind::Builtin(Builtin::HashMap | Builtin::BTreeMap, args) => {
            if let Some(key) = args.first() {
                refuse(key, None);
            }
        }
        TyKind::Def(def, args) => {
            let Some(node) = graph.node(*def) else { return };
            for ((arg, used), param) in args.iter().zip(&node.uses).zip(&node.params) {
                if used.key {
                    refuse(arg, Some((node.item.name.name.clone(), param.span)));
                }
            }
        }
        _ => {}
    }
}

/// Why a type cannot be a key; none where it can, or where something else is wrong with it.
fn objection(graph: &TypeGraph<'_>, key: &Ty, depth: usize) -> Option<&'static str> {
    match &key.kind {
        TyKind::Builtin(builtin, args) => match builtin {
            Builtin::F32 | Builtin::F64 => Some("floats have no order and no one zero"),
            Builtin::Duration
            | Builtin::SystemTime
            | Builtin::ChronoDelta
            | Builtin::TimeDuration => Some("a time span has no plain form as a key"),
            Builtin::Bytes => Some("bytes"),
            pointer if pointer.is_pointer() => {
                let text = args
                    .first()
                    .is_some_and(|inner| inner.is_builtin(Builtin::Str));
                (!text).then_some("a pointer: use what it points to")
            }
            Builtin::Option | Builtin::Result => Some("a key must be one plain value"),
            _ if builtin.wire().is_some() => None,
            _ => Some("a collection"),
        },
        TyKind::Def(def, args) => def_objection(graph, *def, args, depth),
        TyKind::Foreign(path, _) => match graph.mappings.get(&Target::Foreign(*path)) {
            Some(Mapping::Proxy(_)) => Some("a type with a proxy"),
            _ => None,
        },
        TyKind::Tuple(_) => Some("a tuple"),
        TyKind::Array(..) | TyKind::Slice(_) => Some("a collection"),
        TyKind::Ref { .. } | TyKind::Param(_) | TyKind::Refused(_) | TyKind::Error => None,
    }
}

fn def_objection(
    graph: &TypeGraph<'_>,
    def: crate::resolve::arena::DefId,
    args: &[Ty],
    depth: usize,
) -> Option<&'static str> {
    match graph.mappings.get(&Target::Def(def)) {
        Some(Mapping::Text) => return None,
        Some(Mapping::Proxy(_)) => return Some("a type with a proxy"),
        None => {}
    }
    let node = graph.node(def)?;
    if node.serde.transparent {
        let inner = node.transparent_field()?.ty.as_ref()?;
        return (depth < 32)
            .then(|| objection(graph, &inner.substitute(args), depth + 1))
            .flatten();
    }
    if node.kind == TypeKind::Struct {
        let newtype = node
            .constructors
            .first()
            .is_some_and(|c| c.fields.len() == 1 && c.fields[0].label.is_none());
        return Some(if newtype {
            "a struct; with #[serde(transparent)] it is the value that it holds"
        } else {
            "a struct"
        });
    }
    let plain = node
        .constructors
        .iter()
        .all(|constructor| constructor.fields.is_empty());
    (!plain).then_some("an enum whose variants have fields")
}
