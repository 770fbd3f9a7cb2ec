//! Types of crates whose source is not read, and that nothing says how to carry.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::resolve::TypeGraph;
use crate::resolve::builtin::Builtin;
use crate::resolve::graph::Target;
use crate::resolve::ty::{Ty, TyKind};
use crate::rules::site::{Part, Site};

/// The code of [`ForeignType`].
pub const CODE: Code = Code(53);

/// A type of another crate that is not known.
pub struct ForeignType {
    path: String,
    is_std: bool,
    args: bool,
    mapped: bool,
    span: Span,
    trail: Vec<String>,
}

impl From<ForeignType> for Diagnostic {
    fn from(error: ForeignType) -> Self {
        let path = &error.path;
        if error.mapped {
            return Diagnostic::error(
                CODE,
                format!("`{path}` is mapped, but stands here with type arguments"),
                error.span,
                "type arguments",
            )
            .trail(error.trail)
            .help("wrap it in a struct of your own, and map that");
        }
        let origin = if error.is_std {
            "a type of the standard library that has no form on the wire"
        } else {
            "declared in a crate whose source is not read"
        };
        let diagnostic = Diagnostic::error(
            CODE,
            format!("libero does not know how to carry `{path}`"),
            error.span,
            origin,
        )
        .trail(error.trail);
        if let Some(help) = known_replacement(path) {
            return diagnostic.help(help);
        }
        if error.args {
            return diagnostic.help("wrap it in a struct of your own, and map that");
        }
        let name = path.rsplit("::").next().unwrap_or(path);
        diagnostic.help(format!(
            "say how it travels in Cargo.toml, as text (`Display`, `FromStr`) or as a type of yours \
             (`From`, `TryFrom`):\n[package.metadata.libero.types]\n\"{path}\" = \"string\"   \
             # or \"crate::wire::{name}Wire\""
        ))
    }
}

/// The lines of Cargo.toml that map a type.
pub(super) fn mapping(path: &str) -> String {
    format!(
        "[package.metadata.libero.types]\n\"{path}\" = \"string\"   \
         # by Display and FromStr, or a type of yours, by From and TryFrom"
    )
}

fn known_replacement(path: &str) -> Option<&'static str> {
    Some(match path {
        "std::io::Error" | "std::fmt::Error" | "anyhow::Error" | "eyre::Report" => {
            "declare an error enum of your own: the client sees exactly what it says"
        }
        "std::path::PathBuf" | "std::path::Path" | "std::ffi::OsString" | "std::ffi::OsStr" => {
            "carry a `String`: a path need not be UTF-8, and text on the wire is"
        }
        "std::convert::Infallible" => "carry `()` in its place",
        "std::time::Instant" => "carry a `std::time::SystemTime` or a `Duration`",
        "chrono::Local" => "carry a `DateTime<Utc>` or a `DateTime<FixedOffset>`",
        "std::cell::Cell" | "std::cell::RefCell" | "std::sync::Mutex" | "std::sync::RwLock" => {
            "carry the value inside it, or leave the field out with #[serde(skip)]"
        }
        "serde_json::Value" => {
            "carry a type that says what is inside, or let it travel as its JSON text:\n\
             [package.metadata.libero.types]\n\"serde_json::Value\" = \"string\""
        }
        _ => return None,
    })
}

/// Refuses types of other crates that are not known.
pub(super) fn check_part(graph: &TypeGraph<'_>, part: Part<'_, '_>, diagnostics: &mut Diagnostics) {
    let Part { site, ty, .. } = part;
    if let TyKind::Builtin(Builtin::ChronoDateTime, args) = &ty.kind {
        for zone in args {
            if !zone.is_builtin(Builtin::ChronoUtc) && !zone.is_builtin(Builtin::ChronoFixedOffset)
            {
                refuse_zone(graph, site, zone, diagnostics);
            }
        }
        return;
    }
    let TyKind::Foreign(path, args) = &ty.kind else {
        return;
    };
    let mapped = graph.mappings.contains_key(&Target::Foreign(*path));
    if mapped && args.is_empty() {
        return;
    }
    let error = ForeignType {
        path: graph.scope.foreign.text(*path),
        is_std: graph.scope.foreign.package(*path) == "std",
        args: !args.is_empty(),
        mapped,
        span: ty.span,
        trail: site.trail(graph),
    };
    diagnostics.push(error.into());
}

fn refuse_zone<'p>(
    graph: &TypeGraph<'p>,
    site: Site<'_, 'p>,
    zone: &Ty,
    diagnostics: &mut Diagnostics,
) {
    if matches!(zone.kind, TyKind::Error) {
        return;
    }
    let text = graph.display(zone, site.owner());
    diagnostics.push(
        Diagnostic::error(
            CODE,
            format!("libero does not know how to carry `chrono::DateTime<{text}>`"),
            zone.span,
            "not `Utc` or `FixedOffset`",
        )
        .trail(site.trail(graph))
        .help("carry a `DateTime<Utc>` or a `DateTime<FixedOffset>`"),
    );
}
