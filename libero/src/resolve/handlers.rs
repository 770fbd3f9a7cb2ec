//! Functions that can be called: `server_*` with a `ServerContext` and a `Result`.
//!
//! A handler takes a `ServerContext`, any number of injected values, and either one message or
//! plain parameters. It takes a message where exactly one parameter is left beside context and
//! injected values, its type is declared in the source, and the parameter is named `msg` or `message`,
//! or the type as the function in `PascalCase` (`server_load_title`, `ServerLoadTitle`). Otherwise
//! libero makes the request from the parameters.

use std::collections::HashSet;

use contract_schema::rust::{Answer, Pass};

use crate::diagnostic::Span;
use crate::parse::syntax::{
    FunctionItem, GenericArg, ParamItem, TypeExpr, TypeExprKind, Visibility,
};
use crate::resolve::arena::{DefId, DefKind, Namespace};
use crate::resolve::builtin::Builtin;
use crate::resolve::casing::pascal;
use crate::resolve::graph::{Arg, Handler, Lacks, Lost, NearMiss, Output, Role, Setting, Target};
use crate::resolve::input::{EndpointInput, Input};
use crate::resolve::lower::Lowerer;
use crate::resolve::nameable::Names;
use crate::resolve::scope::{Res, Scope};
use crate::resolve::ty::{Ty, TyKind};

/// The name by which the server context is known.
pub const CONTEXT: &str = "ServerContext";

/// What was found.
#[derive(Default)]
pub struct Found<'p> {
    /// Sorted by module and name.
    pub handlers: Vec<Handler<'p>>,
    /// In order of declaration.
    pub near_misses: Vec<NearMiss<'p>>,
}

#[allow(clippy::implicit_hasher)] // called by `resolve` alone
/// Looks for handlers in every module of the compiled crate, and for those that were asked for.
pub fn find<'p>(
    scope: &Scope<'p>,
    input: &Input,
    names: &Names,
    injected: &HashSet<Target>,
    lost: &mut Vec<Lost>,
) -> Found<'p> {
    let finder = Finder {
        scope,
        names,
        injected,
    };
    let mut found = Found::default();
    let mut given = HashSet::new();
    for endpoint in &input.endpoints {
        let Some(def) = finder.function(&endpoint.function) else {
            lost.push(Lost {
                setting: Setting::Endpoint,
                text: endpoint.function.clone(),
                suggestion: None,
                instead: None,
            });
            continue;
        };
        if let DefKind::Function(function) = scope.arena.def(def).kind {
            given.insert(def);
            let mut handler = finder.handler(def, function);
            finder.answer_as_declared(&mut handler, endpoint);
            if let Some(module) = &endpoint.module {
                handler.wire_module.clone_from(module);
            }
            if let Some(name) = &endpoint.name {
                handler.name.clone_from(name);
            }
            found.handlers.push(handler);
        }
    }
    if input.scan {
        finder.scan(&given, &mut found);
    }
    found.handlers.sort_by(|a, b| {
        (&a.wire_module, &a.name, a.function.span).cmp(&(&b.wire_module, &b.name, b.function.span))
    });
    found
}

struct Finder<'s, 'p> {
    scope: &'s Scope<'p>,
    names: &'s Names,
    injected: &'s HashSet<Target>,
}

impl<'p> Finder<'_, 'p> {
    fn function(&self, path: &str) -> Option<DefId> {
        let root = self.scope.arena.compiled_root();
        match self
            .scope
            .resolve(root, false, path.split("::"), Namespace::Values)
        {
            Ok(Res::Def(def)) => Some(def),
            _ => None,
        }
    }

    fn scan(&self, given: &HashSet<DefId>, found: &mut Found<'p>) {
        for (index, def) in self.scope.arena.defs.iter().enumerate() {
            let def_id = DefId(u32::try_from(index).expect("fewer than 2^32 definitions"));
            let DefKind::Function(function) = def.kind else {
                continue;
            };
            let compiled = self.scope.arena.module(def.module).krate.0 == 0;
            if !compiled || given.contains(&def_id) || !function.name.name.starts_with("server_") {
                continue;
            }
            let handler = self.handler(def_id, function);
            let context = handler
                .args
                .iter()
                .any(|arg| matches!(arg.role, Role::Context(_)));
            let result = !matches!(handler.output, Output::Other { .. });
            let public = function.visibility != Visibility::Private
                || self.names.path(self.scope, def_id).is_some() && self.is_reexported(def_id);
            match (public, context, result) {
                (_, true, true) if handler.name.is_empty() => {
                    found.near_miss(function, Lacks::Name);
                }
                (true, true, true) => found.handlers.push(handler),
                (false, true, true) => found.near_miss(function, Lacks::Visibility),
                (true, false, true) => found.near_miss(function, Lacks::Context),
                (true, true, false) => found.near_miss(function, Lacks::Result),
                _ => {}
            }
        }
    }

    /// Whether a private function can be named elsewhere than in its own module.
    fn is_reexported(&self, def: DefId) -> bool {
        self.names.path(self.scope, def) != self.names.own_path(self.scope, def)
    }

    fn handler(&self, def: DefId, function: &'p FunctionItem) -> Handler<'p> {
        let module = self.scope.arena.def(def).module;
        let mut lowerer = Lowerer::inside(self.scope, module, None, &function.generics);
        let mut args: Vec<Arg<'p>> = function
            .params
            .iter()
            .map(|param| self.arg(&mut lowerer, param))
            .collect();
        self.find_message(function, &mut args);
        let (output, future) = self.output(&mut lowerer, function);
        let name = &function.name.name;
        Handler {
            def,
            function,
            module,
            wire_module: self.scope.arena.wire_module(module),
            name: name.strip_prefix("server_").unwrap_or(name).to_owned(),
            args,
            output,
            answer: Answer::AsItIs,
            is_async: function.is_async || future,
            read_only: false,
            errors: lowerer.errors,
        }
    }

    fn arg(&self, lowerer: &mut Lowerer<'_, 'p>, param: &'p ParamItem) -> Arg<'p> {
        let ty = lowerer.top(&param.ty);
        let (pass, inner) = match &ty.kind {
            TyKind::Ref {
                mutable: false,
                inner,
                ..
            } => (Pass::Ref, inner.as_ref()),
            TyKind::Builtin(Builtin::Arc, args) if args.len() == 1 => (Pass::Arc, &args[0]),
            _ => (Pass::Value, &ty),
        };
        let written = strip(&param.ty);
        if self.is_context(inner, written) || self.is_context(&ty, &param.ty) {
            let whole = !self.is_context(inner, written);
            let (pass, ty) = if whole {
                (Pass::Value, &ty)
            } else {
                (pass, inner)
            };
            return Arg {
                param,
                role: Role::Context(pass),
                ty: ty.clone(),
            };
        }
        let candidates = [(Pass::Value, &ty), (pass, inner)];
        for (pass, ty) in candidates {
            if target(ty).is_some_and(|target| self.injected.contains(&target)) {
                return Arg {
                    param,
                    role: Role::Injected(pass),
                    ty: ty.clone(),
                };
            }
        }
        Arg {
            param,
            role: Role::Field,
            ty,
        }
    }

    /// Whether a type, or the alias that is written for it, is named `ServerContext`.
    fn is_context(&self, ty: &Ty, written: &TypeExpr) -> bool {
        let resolved = match &ty.kind {
            TyKind::Def(def, _) => self.scope.arena.def(*def).ident().name == CONTEXT,
            TyKind::Foreign(path, _) => {
                self.scope.foreign.text(*path).rsplit("::").next() == Some(CONTEXT)
            }
            _ => false,
        };
        let named = || match &written.kind {
            TypeExprKind::Path(path) => path
                .segments
                .last()
                .is_some_and(|segment| segment.ident.name == CONTEXT),
            _ => false,
        };
        resolved || named()
    }

    fn find_message(&self, function: &FunctionItem, args: &mut [Arg<'p>]) {
        let mut fields = args.iter_mut().filter(|arg| arg.role == Role::Field);
        let (Some(only), None) = (fields.next(), fields.next()) else {
            return;
        };
        let name = only
            .param
            .name
            .as_ref()
            .map_or("", |ident| ident.name.trim_start_matches('_'));
        let (pass, inner) = match &only.ty.kind {
            TyKind::Ref {
                mutable: false,
                inner,
                ..
            } => (Pass::Ref, inner.as_ref()),
            _ => (Pass::Value, &only.ty),
        };
        let wanted = pascal(&function.name.name);
        let TyKind::Def(def, _) = &inner.kind else {
            return;
        };
        let named_so = self.scope.arena.def(*def).ident().name == wanted;
        if matches!(name, "msg" | "message") || named_so {
            let inner = inner.clone();
            only.role = Role::Message(pass);
            only.ty = inner;
        }
    }

    fn output(&self, lowerer: &mut Lowerer<'_, 'p>, function: &'p FunctionItem) -> (Output, bool) {
        let Some(written) = &function.output else {
            return (Output::Other { span: None }, false);
        };
        match future_output(written) {
            Some(output) => (self.result(lowerer, output), true),
            None => (self.result(lowerer, written), false),
        }
    }

    /// A function that a framework declares may return a plain value, or an error that the framework
    /// knows and the contract does not.
    fn answer_as_declared(&self, handler: &mut Handler<'p>, endpoint: &EndpointInput) {
        let function = handler.function;
        let span = function.name.span;
        match (&mut handler.output, &endpoint.refusal) {
            (Output::Result { err, .. }, Some(refusal)) => {
                let hidden = err.span;
                handler.errors.retain(|error| {
                    let place = error.primary.as_ref().map(|label| label.span);
                    !place.is_some_and(|place| within(place, hidden))
                });
                *err = Ty::new(TyKind::Builtin(Builtin::String, vec![]), hidden);
                handler.answer = Answer::Refusal(refusal.clone());
            }
            (Output::Other { .. }, refusal) => {
                let module = handler.module;
                let mut lowerer = Lowerer::inside(self.scope, module, None, &function.generics);
                let written = function.output.as_ref();
                let written = written.map(|written| future_output(written).unwrap_or(written));
                let unit = || Ty::new(TyKind::Tuple(vec![]), span);
                let ok = written.map_or_else(unit, |written| lowerer.top(written));
                let err = match refusal {
                    Some(_) => Ty::new(TyKind::Builtin(Builtin::String, vec![]), span),
                    None => unit(),
                };
                handler.output = Output::Result { ok, err };
                handler.answer = Answer::Value;
            }
            _ => {}
        }
    }

    fn result(&self, lowerer: &mut Lowerer<'_, 'p>, written: &'p TypeExpr) -> Output {
        let ty = lowerer.top(written);
        let span = ty.span;
        match ty.kind {
            TyKind::Builtin(Builtin::Result, mut args) if args.len() == 2 => {
                match (args.pop(), args.pop()) {
                    (Some(err), Some(ok)) => Output::Result { ok, err },
                    _ => Output::Other { span: Some(span) },
                }
            }
            TyKind::Foreign(path, _) => {
                let path = self.scope.foreign.text(path);
                if path
                    .rsplit("::")
                    .next()
                    .is_some_and(|name| name.ends_with("Result"))
                {
                    Output::HiddenError { path, span }
                } else {
                    Output::Other { span: Some(span) }
                }
            }
            _ => Output::Other { span: Some(span) },
        }
    }
}

impl<'p> Found<'p> {
    fn near_miss(&mut self, function: &'p FunctionItem, lacks: Lacks) {
        self.near_misses.push(NearMiss { function, lacks });
    }
}

/// `T` of `impl Future<Output = T>`.
fn future_output(written: &TypeExpr) -> Option<&TypeExpr> {
    let TypeExprKind::ImplTrait(bounds) = &written.kind else {
        return None;
    };
    bounds.iter().find_map(|bound| {
        let last = bound
            .segments
            .last()
            .filter(|segment| segment.ident.name == "Future")?;
        last.args.iter().find_map(|arg| match arg {
            GenericArg::Binding(name, ty) if name.name == "Output" => Some(ty),
            _ => None,
        })
    })
}

fn within(inner: Span, outer: Span) -> bool {
    inner.file == outer.file && outer.start <= inner.start && inner.end <= outer.end
}

/// A type without its `&` or `Arc`, as it is written.
fn strip(ty: &TypeExpr) -> &TypeExpr {
    match &ty.kind {
        TypeExprKind::Reference { inner, .. } => inner,
        TypeExprKind::Path(path) => match path.segments.last().map(|last| last.args.as_slice()) {
            Some([GenericArg::Type(inner)]) => inner,
            _ => ty,
        },
        _ => ty,
    }
}

/// What the configuration can name of a type.
pub fn target(ty: &Ty) -> Option<Target> {
    match &ty.kind {
        TyKind::Def(def, _) => Some(Target::Def(*def)),
        TyKind::Foreign(path, _) => Some(Target::Foreign(*path)),
        _ => None,
    }
}
