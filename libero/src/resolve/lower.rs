//! Types as they are written to types with names resolved and aliases gone.

use crate::diagnostic::{Diagnostic, Span};
use crate::parse::syntax::{
    AliasItem, GenericArg, GenericKind, Generics, Ident, PathExpr, TypeExpr, TypeExprKind, TypeItem,
};
use crate::resolve::arena::{DefId, DefKind, ModuleId, Namespace};
use crate::resolve::builtin::Builtin;
use crate::resolve::errors;
use crate::resolve::foreign::ForeignId;
use crate::resolve::length;
use crate::resolve::scope::{PathError, Res, Scope};
use crate::resolve::ty::{Refused, Ty, TyKind};

/// Aliases inside aliases, at most.
const ALIAS_DEPTH: usize = 64;
/// Parts of one type after aliases are expanded, at most.
const SIZE: usize = 20_000;

/// Resolves the types that are written in one place.
pub struct Lowerer<'s, 'p> {
    scope: &'s Scope<'p>,
    module: ModuleId,
    /// What `Self` is, with its parameters.
    self_def: Option<(DefId, usize)>,
    /// What the parameters in scope stand for.
    params: Vec<(&'s str, Ty)>,
    /// Names that were not found.
    pub errors: Vec<Diagnostic>,
    aliases: Vec<DefId>,
    budget: usize,
}

/// The type parameters, lifetimes and constants left out.
pub fn type_params(generics: &Generics) -> impl Iterator<Item = &Ident> {
    let types = generics
        .params
        .iter()
        .filter(|p| matches!(p.kind, GenericKind::Type { .. }));
    types.map(|param| &param.name)
}

impl<'s, 'p> Lowerer<'s, 'p> {
    /// For types that are written in `module`, outside any generic item.
    pub fn new(scope: &'s Scope<'p>, module: ModuleId) -> Self {
        Self {
            scope,
            module,
            self_def: None,
            params: vec![],
            errors: vec![],
            aliases: vec![],
            budget: SIZE,
        }
    }

    /// For types that are written inside a definition with parameters.
    pub fn inside(
        scope: &'s Scope<'p>,
        module: ModuleId,
        self_def: Option<DefId>,
        generics: &'p Generics,
    ) -> Self {
        let mut lowerer = Self::new(scope, module);
        lowerer.params = type_params(generics)
            .enumerate()
            .map(|(index, ident)| {
                (
                    ident.name.as_str(),
                    Ty::new(TyKind::Param(index), ident.span),
                )
            })
            .collect();
        lowerer.self_def = self_def.map(|def| (def, lowerer.params.len()));
        lowerer
    }

    /// For types that are written where parameters of these names are in scope.
    pub fn named(scope: &'s Scope<'p>, module: ModuleId, params: &[&'s str]) -> Self {
        let mut lowerer = Self::new(scope, module);
        let root = scope.arena.module(module).parsed.span;
        let names = params.iter().enumerate();
        lowerer.params = names
            .map(|(index, name)| (*name, Ty::new(TyKind::Param(index), root)))
            .collect();
        lowerer
    }

    /// Starts a new type, with a new allowance.
    pub fn top(&mut self, ty: &TypeExpr) -> Ty {
        self.budget = SIZE;
        self.lower(ty)
    }

    fn lower(&mut self, ty: &TypeExpr) -> Ty {
        let span = ty.span;
        let kind = match &ty.kind {
            TypeExprKind::Path(path) => return self.path(path, span),
            TypeExprKind::Tuple(items) => TyKind::Tuple(self.all(items)),
            TypeExprKind::Array(item, length) => {
                let item = Box::new(self.lower(item));
                match length::evaluate(self.scope, self.module, length) {
                    Ok(length) => TyKind::Array(item, length),
                    Err(text) => TyKind::Refused(Refused::Length(text)),
                }
            }
            TypeExprKind::Slice(item) => TyKind::Slice(Box::new(self.lower(item))),
            TypeExprKind::Reference {
                lifetime,
                mutable,
                inner,
            } => TyKind::Ref {
                is_static: lifetime.as_deref() == Some("static"),
                mutable: *mutable,
                inner: Box::new(self.lower(inner)),
            },
            TypeExprKind::ImplTrait(_) => TyKind::Refused(Refused::ImplTrait),
            TypeExprKind::TraitObject => TyKind::Refused(Refused::TraitObject),
            TypeExprKind::FunctionPointer => TyKind::Refused(Refused::FunctionPointer),
            TypeExprKind::Pointer => TyKind::Refused(Refused::RawPointer),
            TypeExprKind::Never => TyKind::Refused(Refused::Never),
            TypeExprKind::Infer => TyKind::Refused(Refused::Infer),
            TypeExprKind::QualifiedPath => TyKind::Refused(Refused::AssociatedType),
            TypeExprKind::Macro(name) => TyKind::Refused(Refused::Macro(name.clone())),
        };
        Ty::new(kind, span)
    }

    fn all(&mut self, items: &[TypeExpr]) -> Vec<Ty> {
        items.iter().map(|item| self.lower(item)).collect()
    }

    fn path(&mut self, path: &PathExpr, span: Span) -> Ty {
        if self.budget == 0 {
            return Ty::new(TyKind::Error, span);
        }
        if self.budget == 1 {
            self.too_large(span);
            return Ty::new(TyKind::Error, span);
        }
        self.budget -= 1;
        if let Some(ty) = self.local(path, span) {
            return ty;
        }
        let segments = path
            .segments
            .iter()
            .map(|segment| segment.ident.name.as_str());
        match self
            .scope
            .resolve(self.module, path.absolute, segments, Namespace::Types)
        {
            Ok(res) => self.resolved(res, path, span),
            Err(error) => {
                if let Some(found) = self.unseen(path, &error) {
                    return self.resolved(Res::Foreign(found), path, span);
                }
                self.errors
                    .push(errors::path(self.scope, self.module, path, &error));
                Ty::new(TyKind::Error, span)
            }
        }
    }

    /// A name that a macro declares, where the configuration maps it.
    fn unseen(&self, path: &PathExpr, error: &PathError) -> Option<ForeignId> {
        let PathError::NotFound { module, index } = error else {
            return None;
        };
        let last = path
            .segments
            .last()
            .filter(|_| index + 1 == path.segments.len())?;
        let module = self.scope.arena.module_text(*module);
        self.scope
            .foreign
            .mapped_unseen(&format!("{module}::{}", last.ident.name))
    }

    /// A parameter or `Self`.
    fn local(&mut self, path: &PathExpr, span: Span) -> Option<Ty> {
        let first = path.segments.first().filter(|_| !path.absolute)?;
        let name = first.ident.name.as_str();
        if let Some((_, ty)) = self.params.iter().find(|(param, _)| *param == name) {
            if path.segments.len() > 1 {
                return Some(Ty::new(TyKind::Refused(Refused::AssociatedType), span));
            }
            let mut ty = ty.clone();
            let mut size = 0;
            ty.each(&mut |_| size += 1);
            if size >= self.budget {
                self.too_large(span);
                return Some(Ty::new(TyKind::Error, span));
            }
            self.budget -= size;
            if matches!(ty.kind, TyKind::Param(_)) {
                ty.span = span;
            }
            return Some(ty);
        }
        let (def, count) = self.self_def.filter(|_| name == "Self")?;
        if path.segments.len() > 1 {
            return Some(Ty::new(TyKind::Refused(Refused::AssociatedType), span));
        }
        let args = (0..count)
            .map(|index| Ty::new(TyKind::Param(index), span))
            .collect();
        Some(Ty::new(TyKind::Def(def, args), span))
    }

    fn too_large(&mut self, span: Span) {
        self.budget = 0;
        self.errors.push(errors::too_large(span));
    }

    fn resolved(&mut self, res: Res, path: &PathExpr, span: Span) -> Ty {
        let kind = match res {
            Res::Module(module) => {
                self.errors
                    .push(errors::module_as_type(self.scope, module, path));
                TyKind::Error
            }
            Res::Foreign(foreign) => {
                let args = self.args(path);
                self.foreign(foreign, args, path)
            }
            Res::Def(def) => match self.scope.arena.def(def).kind {
                DefKind::Type(item) => {
                    let args = self.args(path);
                    TyKind::Def(def, self.type_args(def, item, args, path))
                }
                DefKind::Alias(alias) => return self.alias(def, alias, path, span),
                DefKind::Trait(ident) => TyKind::Refused(Refused::Trait(ident.name.clone())),
                DefKind::Function(_) | DefKind::Const(_) => TyKind::Error,
            },
        };
        Ty::new(kind, span)
    }

    fn args(&mut self, path: &PathExpr) -> Vec<Ty> {
        let Some(last) = path.segments.last() else {
            return vec![];
        };
        let types = last.args.iter().filter_map(|arg| match arg {
            GenericArg::Type(ty) => Some(ty),
            _ => None,
        });
        types.map(|ty| self.lower(ty)).collect()
    }

    fn foreign(&mut self, foreign: ForeignId, mut args: Vec<Ty>, path: &PathExpr) -> TyKind {
        let Some(builtin) = self.scope.foreign.builtin(foreign) else {
            return TyKind::Foreign(foreign, args);
        };
        let extra = args.len() > builtin.arity();
        if extra && matches!(builtin, Builtin::HashMap | Builtin::HashSet) {
            self.errors.push(errors::custom_hasher(path, builtin));
            return TyKind::Error;
        }
        if args.len() != builtin.arity() {
            let name = builtin.name();
            self.errors.push(errors::argument_count(
                path,
                name,
                builtin.arity(),
                args.len(),
                None,
            ));
            return TyKind::Error;
        }
        let error = |path| TyKind::Foreign(self.scope.foreign.std_path(path), vec![]);
        match builtin {
            Builtin::IoResult => {
                args.push(Ty::new(error("io::Error"), path.span));
                TyKind::Builtin(Builtin::Result, args)
            }
            Builtin::FmtResult => {
                args.push(Ty::new(TyKind::Tuple(vec![]), path.span));
                args.push(Ty::new(error("fmt::Error"), path.span));
                TyKind::Builtin(Builtin::Result, args)
            }
            _ => TyKind::Builtin(builtin, args),
        }
    }

    /// One argument for each type parameter, defaults filled in.
    fn type_args(
        &mut self,
        def: DefId,
        item: &'p TypeItem,
        args: Vec<Ty>,
        path: &PathExpr,
    ) -> Vec<Ty> {
        self.filled(def, &item.name, &item.generics, args, path)
            .unwrap_or_default()
    }

    fn alias(&mut self, def: DefId, alias: &'p AliasItem, path: &PathExpr, span: Span) -> Ty {
        let error = Ty::new(TyKind::Error, span);
        if self.aliases.contains(&def) || self.aliases.len() >= ALIAS_DEPTH {
            self.errors.push(errors::recursive_alias(alias, path));
            return error;
        }
        let args = self.args(path);
        let Some(args) = self.filled(def, &alias.name, &alias.generics, args, path) else {
            return error;
        };
        let names = type_params(&alias.generics).map(|ident| ident.name.as_str());
        let params = names.zip(args).collect();
        let module = self.scope.arena.def(def).module;
        self.elsewhere(module, params, Some(def), |inner| inner.lower(&alias.ty))
    }

    fn filled(
        &mut self,
        def: DefId,
        name: &Ident,
        generics: &'p Generics,
        mut args: Vec<Ty>,
        path: &PathExpr,
    ) -> Option<Vec<Ty>> {
        let wanted = type_params(generics).count();
        let given = args.len();
        let has_consts = generics
            .params
            .iter()
            .any(|p| matches!(p.kind, GenericKind::Const));
        if given > wanted && !has_consts {
            let place = Some(name.span);
            self.errors.push(errors::argument_count(
                path, &name.name, wanted, given, place,
            ));
            return None;
        }
        args.truncate(wanted);
        let module = self.scope.arena.def(def).module;
        let missing = generics
            .params
            .iter()
            .filter_map(|param| match &param.kind {
                GenericKind::Type { default, .. } => Some(default),
                _ => None,
            });
        for default in missing.skip(args.len()) {
            let Some(default) = default else {
                let place = Some(name.span);
                self.errors.push(errors::argument_count(
                    path, &name.name, wanted, given, place,
                ));
                return None;
            };
            let names = type_params(generics).map(|ident| ident.name.as_str());
            let params = names.zip(args.iter().cloned()).collect();
            let ty = self.elsewhere(module, params, None, |inner| inner.lower(default));
            args.push(ty);
        }
        Some(args)
    }

    /// Resolves something that is written in another place, with what is given for its parameters.
    fn elsewhere(
        &mut self,
        module: ModuleId,
        params: Vec<(&'s str, Ty)>,
        alias: Option<DefId>,
        lower: impl FnOnce(&mut Self) -> Ty,
    ) -> Ty {
        let mut inner = Self {
            scope: self.scope,
            module,
            self_def: None,
            params,
            errors: std::mem::take(&mut self.errors),
            aliases: std::mem::take(&mut self.aliases),
            budget: self.budget,
        };
        inner.aliases.extend(alias);
        let ty = lower(&mut inner);
        self.errors = inner.errors;
        self.budget = inner.budget;
        self.aliases = inner.aliases;
        if alias.is_some() {
            self.aliases.pop();
        }
        ty
    }
}
