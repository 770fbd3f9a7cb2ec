//! By which path the generated module can name things, if at all.

use std::collections::{HashMap, VecDeque};
use std::sync::OnceLock;

use crate::parse::project::CrateId;
use crate::resolve::arena::{DefId, Entry, ModuleId, Namespace, Vis};
use crate::resolve::scope::{Res, Scope};

/// What is in the way of naming something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The definition itself is too private.
    Definition,
    /// A module on the way to it is too private.
    Module(ModuleId),
    /// It is in a crate that the compiled crate does not depend on.
    Crate(CrateId),
}

/// Where the generated module stands, and what it can see from there.
#[derive(Debug)]
pub struct Names {
    from: ModuleId,
    /// The name of each crate in paths; none where the compiled crate does not depend on it.
    crates: Vec<Option<String>>,
    exported: OnceLock<HashMap<Res, String>>,
}

impl Names {
    /// For a generated module at a path below the root of the compiled crate.
    pub fn new(scope: &Scope<'_>, generated_module: &[String]) -> Self {
        let arena = &scope.arena;
        let mut from = arena.compiled_root();
        for name in generated_module {
            // A module that does not exist yet cannot hold anything private.
            let Some(Res::Module(inner)) = scope.member(from, name, Namespace::Types) else {
                break;
            };
            from = inner;
        }
        let project = arena.project;
        let mut crates: Vec<Option<String>> = vec![None; project.crates.len()];
        if let Some(slot) = crates.first_mut() {
            *slot = Some("crate".to_owned());
        }
        for dependency in project
            .crates
            .first()
            .into_iter()
            .flat_map(|krate| &krate.dependencies)
        {
            if let Some(CrateId(index)) = dependency.source.filter(|source| source.0 != 0) {
                let slot = &mut crates[index as usize];
                slot.get_or_insert_with(|| format!("::{}", raw(&dependency.name)));
            }
        }
        Self {
            from,
            crates,
            exported: OnceLock::new(),
        }
    }

    /// Whether something can be seen in the generated module.
    pub fn sees(&self, scope: &Scope<'_>, vis: Vis) -> bool {
        scope.arena.sees(self.from, vis)
    }

    /// The path of a definition inside the generated module: its own, else a shortest re-export.
    pub fn path(&self, scope: &Scope<'_>, def: DefId) -> Option<String> {
        if self.obstacle(scope, def).is_none() {
            return self.own_path(scope, def);
        }
        let exported = self.exported.get_or_init(|| self.exports(scope));
        exported.get(&Res::Def(def)).cloned()
    }

    /// The path from where a definition is declared, whether or not it can be seen.
    pub fn own_path(&self, scope: &Scope<'_>, def: DefId) -> Option<String> {
        let definition = scope.arena.def(def);
        let mut path = self.module_path(scope, definition.module)?;
        path.push_str("::");
        path.push_str(&raw(&definition.ident().name));
        Some(path)
    }

    /// What is in the way of the path from where a definition is declared.
    pub fn obstacle(&self, scope: &Scope<'_>, def: DefId) -> Option<Obstacle> {
        let arena = &scope.arena;
        let definition = arena.def(def);
        let krate = arena.module(definition.module).krate;
        if self.crates[krate.0 as usize].is_none() {
            return Some(Obstacle::Crate(krate));
        }
        if !self.sees(scope, definition.vis) {
            return Some(Obstacle::Definition);
        }
        let mut hidden = None;
        let mut current = definition.module;
        while let Some(parent) = arena.module(current).parent {
            if !self.sees(scope, arena.module(current).vis) {
                hidden = Some(Obstacle::Module(current));
            }
            current = parent;
        }
        hidden
    }

    fn module_path(&self, scope: &Scope<'_>, module: ModuleId) -> Option<String> {
        let arena = &scope.arena;
        let krate = arena.module(module).krate;
        let mut path = self.crates[krate.0 as usize].clone()?;
        for segment in arena.segments(module) {
            path.push_str("::");
            path.push_str(&raw(segment));
        }
        Some(path)
    }

    /// The shortest path to everything that can be seen, through modules and imports.
    fn exports(&self, scope: &Scope<'_>) -> HashMap<Res, String> {
        let arena = &scope.arena;
        let mut found: HashMap<Res, String> = HashMap::new();
        let mut pending: VecDeque<(ModuleId, String)> = VecDeque::new();
        for (index, name) in self.crates.iter().enumerate() {
            if let Some(name) = name {
                found.insert(Res::Module(arena.roots[index]), name.clone());
                pending.push_back((arena.roots[index], name.clone()));
            }
        }
        while let Some((module, path)) = pending.pop_front() {
            for (name, res) in self.visible(scope, module) {
                if found.contains_key(&res) {
                    continue;
                }
                let path = format!("{path}::{}", raw(name));
                if let Res::Module(inner) = res {
                    pending.push_back((inner, path.clone()));
                }
                found.insert(res, path);
            }
        }
        found
    }

    /// What the generated module can see in a module, by name.
    fn visible<'p>(&self, scope: &Scope<'p>, module: ModuleId) -> Vec<(&'p str, Res)> {
        let arena = &scope.arena;
        let mut names: Vec<(&'p str, Vis)> = vec![];
        let mut modules = vec![(module, Vis::Public)];
        let mut seen = vec![];
        while let Some((current, through)) = modules.pop() {
            if seen.contains(&current) || !self.sees(scope, through) {
                continue;
            }
            seen.push(current);
            for (name, entries) in &arena.module(current).names {
                let can_be_seen = |entry: &Entry| self.sees(scope, scope.entry_vis(*entry));
                if entries.iter().any(can_be_seen) {
                    names.push((name, through));
                }
            }
            for glob in &arena.module(current).globs {
                if let Some(Res::Module(target)) = scope.glob_target(*glob) {
                    modules.push((target, arena.import(*glob).vis));
                }
            }
        }
        names.sort_by_key(|(name, _)| *name);
        names.dedup_by_key(|(name, _)| *name);
        let both = [Namespace::Types, Namespace::Values];
        let resolved = names.into_iter().flat_map(|(name, _)| {
            both.into_iter()
                .filter_map(move |ns| Some((name, scope.member(module, name, ns)?)))
        });
        resolved
            .filter(|(_, res)| !matches!(res, Res::Foreign(_)))
            .collect()
    }
}

/// An identifier as Rust source: keywords need `r#`.
pub fn raw(name: &str) -> String {
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do",
        "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in",
        "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
        "return", "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe",
        "unsized", "use", "virtual", "where", "while", "yield",
    ];
    if KEYWORDS.binary_search(&name).is_ok() {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}
