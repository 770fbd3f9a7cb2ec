//! Paths of the configuration to what they name: seeds, pins, mapped types.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::nearest::nearest;
use crate::parse::syntax::TypeBody;
use crate::resolve::arena::{DefId, DefKind, ModuleId, Namespace};
use crate::resolve::foreign::ForeignId;
use crate::resolve::graph::{Handler, Lost, Mapping, Pin, Root, RootKind, Setting, Target};
use crate::resolve::input::Input;
use crate::resolve::lower::{Lowerer, type_params};
use crate::resolve::scope::{Res, Scope};
use crate::resolve::ty::{Ty, TyKind};

/// Resolves paths of the configuration, and keeps those that name nothing.
pub struct Settings<'s, 'p> {
    scope: &'s Scope<'p>,
    /// Those that name nothing.
    pub lost: Vec<Lost>,
    /// Pinned identities of modules.
    pub modules: HashMap<ModuleId, String>,
}

impl<'s, 'p> Settings<'s, 'p> {
    /// For the names of a project.
    pub fn new(scope: &'s Scope<'p>) -> Self {
        Self {
            scope,
            lost: vec![],
            modules: HashMap::new(),
        }
    }

    /// Seeds, push types and SSR models, sorted.
    pub fn roots(&mut self, input: &Input) -> Vec<Root> {
        let seeds = input.seeds.iter().map(|path| (RootKind::Seed, path));
        let push = input.push.iter().map(|push| {
            let module = push.module.clone();
            (RootKind::Push { module }, &push.ty)
        });
        let models = input.ssr_models.iter().map(|model| {
            let route_module = model.route_module.clone();
            (RootKind::SsrModel { route_module }, &model.ty)
        });
        let mut wanted: Vec<(RootKind, &String)> = seeds.chain(push).chain(models).collect();
        wanted.sort();
        wanted.dedup();
        wanted
            .into_iter()
            .filter_map(|(kind, path)| self.root(kind, path))
            .collect()
    }

    fn root(&mut self, kind: RootKind, path: &str) -> Option<Root> {
        let setting = match kind {
            RootKind::Seed => Setting::Seed,
            RootKind::Push { .. } => Setting::Push,
            RootKind::SsrModel { .. } => Setting::SsrModel,
        };
        let (ty, open_params) = self.ty(setting, path)?;
        Some(Root {
            kind,
            path: path.to_owned(),
            ty,
            open_params,
        })
    }

    /// The type at a path, and the parameters that it leaves open.
    fn ty(&mut self, setting: Setting, path: &str) -> Option<(Ty, Vec<String>)> {
        let arena = &self.scope.arena;
        let root = arena.compiled_root();
        let span = arena.module(root).parsed.span;
        match self.find(path, Namespace::Types) {
            Some(Res::Def(def)) => {
                let definition = arena.def(def);
                let span = definition.ident().span;
                match definition.kind {
                    DefKind::Type(item) => {
                        let args: Vec<Ty> = type_params(&item.generics)
                            .enumerate()
                            .map(|(index, ident)| Ty::new(TyKind::Param(index), ident.span))
                            .collect();
                        let open = type_params(&item.generics)
                            .map(|i| i.name.clone())
                            .collect();
                        Some((Ty::new(TyKind::Def(def, args), span), open))
                    }
                    DefKind::Alias(alias) => {
                        let module = definition.module;
                        let mut lowerer =
                            Lowerer::inside(self.scope, module, None, &alias.generics);
                        let ty = lowerer.top(&alias.ty);
                        let open = type_params(&alias.generics)
                            .map(|i| i.name.clone())
                            .collect();
                        Some((ty, open))
                    }
                    _ => {
                        self.lose(setting, path, Some("a trait"));
                        None
                    }
                }
            }
            Some(Res::Foreign(foreign)) => {
                let kind = match self.scope.foreign.builtin(foreign) {
                    Some(builtin) => TyKind::Builtin(builtin, vec![]),
                    None => TyKind::Foreign(foreign, vec![]),
                };
                let arity = match kind {
                    TyKind::Builtin(builtin, _) => builtin.arity(),
                    _ => 0,
                };
                let open = ["T", "U"].iter().take(arity).map(|name| (*name).to_owned());
                Some((Ty::new(kind, span), open.collect()))
            }
            Some(Res::Module(_)) => {
                self.lose(setting, path, Some("a module"));
                None
            }
            None => {
                self.lose(setting, path, None);
                None
            }
        }
    }

    /// The types of parameters that the framework fills in.
    pub fn injected(&mut self, input: &Input) -> HashSet<Target> {
        let found = input
            .inject
            .iter()
            .filter_map(|path| self.target(Setting::Inject, path));
        found.collect()
    }

    /// The types that are to have a mirror; none stands for every type.
    pub fn borrowed(&mut self, input: &Input) -> Vec<(String, Option<DefId>)> {
        let mut found = vec![];
        for path in &input.borrowed {
            if path == "*" {
                found.push((path.clone(), None));
            } else if let Some(target) = self.target(Setting::Borrowed, path) {
                match target {
                    Target::Def(def) => found.push((path.clone(), Some(def))),
                    Target::Foreign(_) => {
                        self.lose(Setting::Borrowed, path, Some("a type of another crate"));
                    }
                }
            }
        }
        found
    }

    /// Pinned identities.
    pub fn pins(&mut self, input: &Input) -> HashMap<DefId, Pin> {
        let mut pins = HashMap::new();
        for (path, identity) in &input.pins {
            if let Some(Res::Module(module)) = self.find(path, Namespace::Types) {
                self.modules.insert(module, identity.clone());
            } else if let Some(Target::Def(def)) = self.target(Setting::Pin, path) {
                let (module, name) = match identity.rsplit_once('.') {
                    Some((module, name)) => (module.to_owned(), Some(name.to_owned())),
                    None => (identity.clone(), None),
                };
                pins.insert(def, Pin { module, name });
            }
        }
        pins
    }

    /// The configuration's table of types.
    pub fn mappings(&mut self, input: &Input) -> HashMap<Target, Mapping> {
        let mut mappings = HashMap::new();
        let mut proxies = vec![];
        for (path, to) in &input.types {
            let unseen = self.made_by_macro(path).map(Target::Foreign);
            let Some(target) = unseen.or_else(|| self.target(Setting::MappedType, path)) else {
                continue;
            };
            if let Target::Foreign(foreign) = target {
                self.scope.foreign.set_mapped(foreign);
            }
            if matches!(to.as_str(), "string" | "String") {
                mappings.insert(target, Mapping::Text);
            } else {
                proxies.push((target, to));
            }
        }
        for (target, path) in proxies {
            // After all mapped paths are known, as a proxy may be one of them.
            if let Some((ty, open)) = self.ty(Setting::Proxy, path) {
                if open.is_empty() {
                    mappings.insert(target, Mapping::Proxy(ty));
                } else {
                    self.lose(Setting::Proxy, path, Some("a type with open parameters"));
                }
            }
        }
        mappings
    }

    /// A path at which nothing is to be seen, in a module of the compiled crate that calls macros.
    fn made_by_macro(&self, path: &str) -> Option<ForeignId> {
        if self.find(path, Namespace::Types).is_some() {
            return None;
        }
        let path = path.strip_prefix("crate::").unwrap_or(path);
        let (module, name) = path.rsplit_once("::").unwrap_or(("crate", path));
        let Some(Res::Module(module)) = self.find(module, Namespace::Types) else {
            return None;
        };
        let arena = &self.scope.arena;
        let parsed = arena.module(module).parsed;
        let compiled = arena.module(module).krate.0 == 0;
        let text = format!("{}::{name}", arena.module_text(module));
        (compiled && !parsed.body.macro_calls.is_empty()).then(|| self.scope.foreign.unseen(&text))
    }

    fn target(&mut self, setting: Setting, path: &str) -> Option<Target> {
        match self.find(path, Namespace::Types) {
            Some(Res::Def(def)) => {
                let is_type = matches!(self.scope.arena.def(def).kind, DefKind::Type(_));
                if !is_type {
                    self.lose(setting, path, Some("an alias or a trait"));
                }
                is_type.then_some(Target::Def(def))
            }
            Some(Res::Foreign(foreign)) => Some(Target::Foreign(foreign)),
            Some(Res::Module(_)) => {
                self.lose(setting, path, Some("a module"));
                None
            }
            None => {
                self.lose(setting, path, None);
                None
            }
        }
    }

    fn find(&self, path: &str, namespace: Namespace) -> Option<Res> {
        let root = self.scope.arena.compiled_root();
        let (absolute, path) = match path.strip_prefix("::") {
            Some(rest) => (true, rest),
            None => (false, path),
        };
        let name = &self.scope.arena.project.crates.first()?.name;
        let segments = path
            .split("::")
            .map(|segment| segment.trim().trim_start_matches("r#"));
        let found = self
            .scope
            .resolve(root, absolute, segments.clone(), namespace)
            .ok();
        // The name of the compiled crate itself is allowed at the head.
        found.or_else(|| {
            let rest = segments.clone().skip(1);
            let own = segments.clone().next() == Some(name.as_str());
            own.then(|| self.scope.resolve(root, false, rest, namespace).ok())
                .flatten()
        })
    }

    fn lose(&mut self, setting: Setting, path: &str, instead: Option<&'static str>) {
        let suggestion = self.suggestion(path);
        self.lost.push(Lost {
            setting,
            text: path.to_owned(),
            suggestion,
            instead,
        });
    }

    /// The path of the type that was meant, perhaps: the same name elsewhere, or a similar one.
    fn suggestion(&self, path: &str) -> Option<String> {
        let arena = &self.scope.arena;
        let name = path.rsplit("::").next()?;
        let types = || {
            arena.defs.iter().filter(|def| match def.kind {
                DefKind::Type(item) => !matches!(item.body, TypeBody::Union),
                _ => false,
            })
        };
        let exact = types().find(|def| def.ident().name == name);
        let found = exact.or_else(|| {
            let near = nearest(name, types().map(|def| def.ident().name.as_str()))?;
            types().find(|def| def.ident().name == near)
        })?;
        let module = arena.module_text(found.module);
        let text = format!("{module}::{}", found.ident().name);
        Some(
            text.strip_prefix("crate::")
                .map_or(text.clone(), str::to_owned),
        )
    }
}

/// Marks the handlers that only read; returns the patterns that match none.
pub fn mark_read_only(scope: &Scope<'_>, input: &Input, handlers: &mut [Handler<'_>]) -> Vec<Lost> {
    let mut lost = vec![];
    for pattern in &input.read_only {
        let (module, name) = match pattern.rsplit_once("::") {
            Some((module, name)) => (Some(module.trim_start_matches("crate::")), name),
            None => (None, pattern.as_str()),
        };
        let name = name.strip_prefix("server_").unwrap_or(name);
        let mut matched = false;
        for handler in handlers.iter_mut() {
            let path = scope.arena.segments(handler.module).join("::");
            let here = module.is_none_or(|module| {
                matches(module, &path) || module == "crate" && path.is_empty()
            });
            if here && matches(name, &handler.name) {
                handler.read_only = true;
                matched = true;
            }
        }
        if !matched {
            lost.push(Lost {
                setting: Setting::ReadOnly,
                text: pattern.clone(),
                suggestion: similar(name, handlers).map(|name| match module {
                    Some(module) => format!("{module}::{name}"),
                    None => name,
                }),
                instead: None,
            });
        }
    }
    lost
}

/// The handler that was meant, or for `laod_*` the first word of some: `load_*`.
fn similar(name: &str, handlers: &[Handler<'_>]) -> Option<String> {
    let names = handlers.iter().map(|handler| handler.name.as_str());
    match name.strip_suffix("_*") {
        Some(word) => {
            let words = names.filter_map(|name| Some(name.split_once('_')?.0));
            nearest(word, words).map(|word| format!("{word}_*"))
        }
        None => nearest(name, names).map(str::to_owned),
    }
}

/// Whether a text matches a pattern in which `*` stands for anything.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|head| text.strip_prefix(head)) else {
        return false;
    };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text, expected) in [
            ("load_*", "load_title", true),
            ("load_*", "reload_title", false),
            ("*_title", "load_title", true),
            ("l*d*e", "load_title", true),
            ("load", "load", true),
            ("load", "loads", false),
            ("*", "", true),
            ("a*a", "a", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
