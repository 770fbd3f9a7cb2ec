//! Resolved types as Rust source that is valid inside the generated module.

use crate::parse::syntax::{GenericArg, GenericKind, PathExpr, TypeExpr, TypeExprKind};
use crate::resolve::arena::{DefId, DefKind, ModuleId, Namespace};
use crate::resolve::builtin::Builtin;
use crate::resolve::foreign::ForeignId;
use crate::resolve::graph::TypeGraph;
use crate::resolve::lower::Lowerer;
use crate::resolve::nameable::raw;
use crate::resolve::scope::Res;
use crate::resolve::ty::{Ty, TyKind};

impl TypeGraph<'_> {
    /// The path of a definition; its own where it cannot be named, which a rule refuses.
    pub fn rust_path(&self, def: DefId) -> String {
        let named = self.names.path(&self.scope, def);
        named.unwrap_or_else(|| self.scope.arena.def_text(def))
    }

    /// The name that the compiled crate has for the package of a foreign path.
    pub fn foreign_crate(&self, path: ForeignId) -> Option<String> {
        let package = self.scope.foreign.package(path);
        self.crate_of_package(&package)
    }

    /// The name that the compiled crate has for a package.
    pub fn crate_of_package(&self, package: &str) -> Option<String> {
        if package == "std" || package == "crate" {
            return Some(package.to_owned());
        }
        let dependencies = &self.scope.arena.project.crates.first()?.dependencies;
        let same = |name: &str| name.replace('-', "_") == package.replace('-', "_");
        let found = dependencies
            .iter()
            .find(|dependency| same(&dependency.package));
        found.map(|dependency| raw(&dependency.name))
    }

    /// The path of something in a crate that was not read.
    pub fn foreign_path(&self, path: ForeignId) -> String {
        let text = self.scope.foreign.text(path);
        let rest = text.split_once("::").map_or("", |(_, rest)| rest);
        let krate = self.foreign_crate(path);
        let krate = krate.unwrap_or_else(|| text.split("::").next().unwrap_or_default().to_owned());
        if krate == "crate" {
            return text; // made by a macro of the compiled crate
        }
        format!("::{krate}::{rest}")
    }

    /// A type as Rust source. `params` are the names of the parameters in scope.
    pub fn rust_type(&self, ty: &Ty, params: &[&str]) -> String {
        let all = |items: &[Ty]| -> Vec<String> {
            items
                .iter()
                .map(|item| self.rust_type(item, params))
                .collect()
        };
        let applied = |path: String, args: &[Ty]| {
            if args.is_empty() {
                path
            } else {
                format!("{path}<{}>", all(args).join(", "))
            }
        };
        match &ty.kind {
            TyKind::Builtin(builtin, args) if *builtin == Builtin::Cow => {
                format!("::std::borrow::Cow<'static, {}>", all(args).join(", "))
            }
            TyKind::Builtin(builtin, args) => applied(self.builtin_path(*builtin), args),
            TyKind::Def(def, args) => applied(self.rust_path(*def), args),
            TyKind::Foreign(path, args) => applied(self.foreign_path(*path), args),
            TyKind::Param(index) => params.get(*index).map_or("_", |name| name).to_owned(),
            TyKind::Tuple(items) if items.len() == 1 => format!("({},)", all(items).join("")),
            TyKind::Tuple(items) => format!("({})", all(items).join(", ")),
            TyKind::Array(item, length) => format!("[{}; {length}]", self.rust_type(item, params)),
            TyKind::Slice(item) => format!("[{}]", self.rust_type(item, params)),
            TyKind::Ref { mutable, inner, .. } => {
                let keyword = if *mutable { "mut " } else { "" };
                format!("&'static {keyword}{}", self.rust_type(inner, params))
            }
            TyKind::Refused(_) | TyKind::Error => "_".to_owned(),
        }
    }

    fn builtin_path(&self, builtin: Builtin) -> String {
        match builtin.path().split_once("::") {
            Some(("std", rest)) => match rest.strip_prefix("primitive::") {
                Some(primitive) => primitive.to_owned(),
                None => format!("::std::{rest}"),
            },
            Some((krate, rest)) => {
                let name = self.crate_of_package(krate);
                format!("::{}::{rest}", name.as_deref().unwrap_or(krate))
            }
            None => builtin.path().to_owned(),
        }
    }

    /// A bound as Rust source: the trait by its whole path, with its arguments. None where the
    /// trait cannot be resolved; rustc has accepted it, so that it is left as it is written.
    pub fn bound(&self, module: ModuleId, bound: &PathExpr, params: &[&str]) -> String {
        let segments = || {
            bound
                .segments
                .iter()
                .map(|segment| segment.ident.name.as_str())
        };
        let found = self
            .scope
            .resolve(module, bound.absolute, segments(), Namespace::Types);
        let path = match found {
            Ok(Res::Def(def)) => self.rust_path(def),
            Ok(Res::Foreign(path)) => self.foreign_path(path),
            _ => segments().map(raw).collect::<Vec<_>>().join("::"),
        };
        let args = bound
            .segments
            .last()
            .map_or(&[][..], |segment| &segment.args);
        let mut open_lifetimes = vec![];
        let mut texts = vec![];
        for arg in args {
            texts.push(match arg {
                GenericArg::Type(ty) => self.written_type(module, ty, params),
                GenericArg::Binding(name, ty) => {
                    format!(
                        "{} = {}",
                        name.rust(),
                        self.written_type(module, ty, params)
                    )
                }
                GenericArg::Lifetime(name) => {
                    if name != "static" && name != "_" {
                        open_lifetimes.push(format!("'{name}"));
                    }
                    format!("'{name}")
                }
                GenericArg::Const(length) => {
                    match super::length::evaluate(&self.scope, module, length) {
                        Ok(length) => length.to_string(),
                        Err(text) => text,
                    }
                }
            });
        }
        let quantified = if open_lifetimes.is_empty() {
            String::new()
        } else {
            format!("for<{}> ", open_lifetimes.join(", "))
        };
        if texts.is_empty() {
            path
        } else {
            format!("{quantified}{path}<{}>", texts.join(", "))
        }
    }

    /// A type as it is written in `module`, as Rust source for the generated module.
    pub fn written_type(&self, module: ModuleId, ty: &TypeExpr, params: &[&str]) -> String {
        if let TypeExprKind::Path(path) = &ty.kind
            && let [segment] = path.segments.as_slice()
            && params.contains(&segment.ident.name.as_str())
        {
            return segment.ident.rust();
        }
        let mut lowerer = Lowerer::named(&self.scope, module, params);
        let ty = lowerer.top(ty);
        self.rust_type(&ty, params)
    }

    /// What `#[serde(default = "path")]` calls: its Rust path, or what is in the way.
    pub fn default_function(&self, module: ModuleId, written: &str) -> DefaultFunction {
        let absolute = written.starts_with("::");
        let segments: Vec<&str> = written
            .trim_start_matches("::")
            .split("::")
            .map(str::trim)
            .collect();
        let segments: Vec<&str> = segments
            .iter()
            .map(|segment| segment.trim_start_matches("r#"))
            .collect();
        let found = self
            .scope
            .resolve(module, absolute, segments.clone(), Namespace::Values);
        match found {
            Ok(Res::Def(def)) => self.nameable(def, ""),
            Ok(Res::Foreign(path)) => DefaultFunction::Path(self.foreign_path(path)),
            _ => match segments.split_last() {
                Some((function, owner)) if !owner.is_empty() => {
                    let found = self.scope.resolve(
                        module,
                        absolute,
                        owner.iter().copied(),
                        Namespace::Types,
                    );
                    let function = format!("::{}", raw(function));
                    match found {
                        Ok(Res::Def(def)) => self.nameable(def, &function),
                        Ok(Res::Foreign(path)) => {
                            DefaultFunction::Path(self.foreign_owner(path) + &function)
                        }
                        _ => DefaultFunction::Unknown,
                    }
                }
                _ => DefaultFunction::Unknown,
            },
        }
    }

    fn foreign_owner(&self, path: ForeignId) -> String {
        match self.scope.foreign.builtin(path) {
            Some(builtin) => self.builtin_path(builtin),
            None => self.foreign_path(path),
        }
    }

    fn nameable(&self, def: DefId, rest: &str) -> DefaultFunction {
        match self.names.path(&self.scope, def) {
            Some(path) => DefaultFunction::Path(path + rest),
            None => DefaultFunction::Hidden(def),
        }
    }

    /// The bounds that a type declares on a parameter, as Rust source.
    pub fn declared_bounds(&self, def: DefId, params: &[&str]) -> Vec<Vec<String>> {
        let definition = self.scope.arena.def(def);
        let DefKind::Type(item) = definition.kind else {
            return vec![];
        };
        let bounds = item
            .generics
            .params
            .iter()
            .filter_map(|param| match &param.kind {
                GenericKind::Type {
                    bounds,
                    outlives_all,
                    ..
                } => Some((bounds, *outlives_all)),
                _ => None,
            });
        bounds
            .map(|(bounds, outlives_all)| {
                bounds
                    .iter()
                    .map(|b| self.bound(definition.module, b, params))
                    .chain(outlives_all.then(|| "'static".to_owned()))
                    .collect()
            })
            .collect()
    }
}

/// What `#[serde(default = "path")]` calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefaultFunction {
    /// This, inside the generated module.
    Path(String),
    /// Something that the generated module cannot see.
    Hidden(DefId),
    /// Nothing that can be found.
    Unknown,
}
