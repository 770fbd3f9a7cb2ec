//! Types of well-known crates need a feature of `libero-wire`, and a name in the compiled crate.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::resolve::TypeGraph;
use crate::resolve::ty::TyKind;
use crate::rules::site::{Site, each_part};

/// The code of [`MissingFeature`].
pub const FEATURE: Code = Code(83);
/// The code of [`MissingDependency`].
pub const DEPENDENCY: Code = Code(84);

/// A feature of `libero-wire` that is not switched on.
pub struct MissingFeature {
    feature: &'static str,
    ty: String,
    span: Span,
    trail: Vec<String>,
}

impl From<MissingFeature> for Diagnostic {
    fn from(error: MissingFeature) -> Self {
        let feature = error.feature;
        Diagnostic::error(
            FEATURE,
            format!(
                "`{}` needs the feature `{feature}` of libero-wire",
                error.ty
            ),
            error.span,
            "carried here",
        )
        .trail(error.trail)
        .help(format!(
            "in Cargo.toml, add \"{feature}\" to the features of libero-wire:\n\
             libero-wire = {{ …, features = [\"{feature}\"] }}"
        ))
    }
}

/// A crate that generated code must name and cannot.
pub struct MissingDependency {
    path: String,
    package: String,
    span: Span,
    trail: Vec<String>,
}

impl From<MissingDependency> for Diagnostic {
    fn from(error: MissingDependency) -> Self {
        Diagnostic::error(
            DEPENDENCY,
            format!("generated code cannot name `{}`", error.path),
            error.span,
            "carried here",
        )
        .trail(error.trail)
        .help(format!(
            "add `{}` to the [dependencies] of the compiled crate",
            error.package
        ))
    }
}

/// Refuses types whose feature or crate is missing; each once.
pub fn check(graph: &TypeGraph<'_>, diagnostics: &mut Diagnostics) {
    let Some(main) = graph.scope.arena.project.crates.first() else {
        return;
    };
    let wire = main
        .dependencies
        .iter()
        .find(|dependency| dependency.package == "libero-wire");
    let mut features = BTreeMap::new();
    let mut crates = BTreeMap::new();
    each_part(graph, |site, part, _| match &part.kind {
        TyKind::Builtin(builtin, _) => {
            let Some(feature) = builtin.feature() else {
                return;
            };
            if wire.is_some_and(|wire| !wire.features.iter().any(|on| on == feature)) {
                features.entry(feature).or_insert_with(|| MissingFeature {
                    feature,
                    ty: builtin.path().to_owned(),
                    span: part.span,
                    trail: site.trail(graph),
                });
            }
            let named = matches!(site, Site::Handler(_) | Site::Proxy);
            if named && graph.crate_of_package(feature).is_none() {
                crates
                    .entry(feature.to_owned())
                    .or_insert_with(|| MissingDependency {
                        path: builtin.path().to_owned(),
                        package: feature.to_owned(),
                        span: part.span,
                        trail: site.trail(graph),
                    });
            }
        }
        TyKind::Foreign(path, _)
            if graph.scope.foreign.is_mapped(*path) && graph.foreign_crate(*path).is_none() =>
        {
            let package = graph.scope.foreign.package(*path);
            crates
                .entry(package.clone())
                .or_insert_with(|| MissingDependency {
                    path: graph.scope.foreign.text(*path),
                    package,
                    span: part.span,
                    trail: site.trail(graph),
                });
        }
        _ => {}
    });
    diagnostics.extend(features.into_values().map(Diagnostic::from));
    diagnostics.extend(crates.into_values().map(Diagnostic::from));
}
