//! Types of well-known crates need a feature of `libero-wire`, and a name in the compiled crate.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::resolve::TypeGraph;
use crate::resolve::ty::TyKind;
use crate::rules::site::{Part, Site};

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

/// What is missing, each once: where it was met first.
#[derive(Default)]
pub(super) struct Missing {
    features: BTreeMap<&'static str, MissingFeature>,
    crates: BTreeMap<String, MissingDependency>,
}

impl Missing {
    /// Looks at a carried type.
    pub(super) fn check_part(&mut self, graph: &TypeGraph<'_>, part: Part<'_, '_>) {
        let Part { site, ty, .. } = part;
        match &ty.kind {
            TyKind::Builtin(builtin, _) => {
                let Some(feature) = builtin.feature() else {
                    return;
                };
                if lacks(graph, feature) {
                    self.features
                        .entry(feature)
                        .or_insert_with(|| MissingFeature {
                            feature,
                            ty: builtin.path().to_owned(),
                            span: ty.span,
                            trail: site.trail(graph),
                        });
                }
                let named = matches!(site, Site::Handler(_) | Site::Proxy);
                if named && graph.crate_of_package(feature).is_none() {
                    self.crates
                        .entry(feature.to_owned())
                        .or_insert_with(|| MissingDependency {
                            path: builtin.path().to_owned(),
                            package: feature.to_owned(),
                            span: ty.span,
                            trail: site.trail(graph),
                        });
                }
            }
            TyKind::Foreign(path, _)
                if graph.scope.foreign.is_mapped(*path) && graph.foreign_crate(*path).is_none() =>
            {
                let package = graph.scope.foreign.package(*path);
                self.crates
                    .entry(package.clone())
                    .or_insert_with(|| MissingDependency {
                        path: graph.scope.foreign.text(*path),
                        package,
                        span: ty.span,
                        trail: site.trail(graph),
                    });
            }
            _ => {}
        }
    }

    /// Adds what was found later on.
    pub(super) fn merge(&mut self, later: Self) {
        for (feature, missing) in later.features {
            self.features.entry(feature).or_insert(missing);
        }
        for (package, missing) in later.crates {
            self.crates.entry(package).or_insert(missing);
        }
    }

    /// Refuses it.
    pub(super) fn tell(self, diagnostics: &mut Diagnostics) {
        diagnostics.extend(self.features.into_values().map(Diagnostic::from));
        diagnostics.extend(self.crates.into_values().map(Diagnostic::from));
    }
}

/// Whether the compiled crate depends on libero-wire without a feature.
fn lacks(graph: &TypeGraph<'_>, feature: &str) -> bool {
    let main = graph.scope.arena.project.crates.first();
    let mut dependencies = main.into_iter().flat_map(|main| &main.dependencies);
    let wire = dependencies.find(|dependency| dependency.package == "libero-wire");
    wire.is_some_and(|wire| !wire.features.iter().any(|on| on == feature))
}
