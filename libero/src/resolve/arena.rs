//! Every module and every definition of a project, with typed ids.

use std::collections::HashMap;

use crate::diagnostic::Span;
use crate::parse::project::{CrateId, ParsedModule, Project};
use crate::parse::syntax::{
    AliasItem, ConstItem, FunctionItem, Ident, Import, ImportBinding, TypeItem, Visibility,
};

/// A module of an [`Arena`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModuleId(pub u32);

/// A type, alias, trait, function or constant of an [`Arena`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DefId(pub u32);

/// An import of an [`Arena`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ImportId(pub u32);

/// How far a name can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vis {
    /// Everywhere.
    Public,
    /// In this module and those inside it.
    In(ModuleId),
}

/// The two sorts of names that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Namespace {
    /// Types, aliases, traits, modules, crates.
    Types,
    /// Functions and constants.
    Values,
}

/// What a definition is.
#[derive(Clone, Copy, Debug)]
pub enum DefKind<'p> {
    /// A struct, enum or union.
    Type(&'p TypeItem),
    /// A `type` alias.
    Alias(&'p AliasItem),
    /// A trait, or another named item of the type namespace.
    Trait(&'p Ident),
    /// A function.
    Function(&'p FunctionItem),
    /// A constant.
    Const(&'p ConstItem),
}

/// A definition.
#[derive(Clone, Copy, Debug)]
pub struct Def<'p> {
    /// What it is.
    pub kind: DefKind<'p>,
    /// Where it is declared.
    pub module: ModuleId,
    /// How far it can be seen.
    pub vis: Vis,
}

impl<'p> Def<'p> {
    /// Its name.
    pub fn ident(&self) -> &'p Ident {
        match self.kind {
            DefKind::Type(item) => &item.name,
            DefKind::Alias(item) => &item.name,
            DefKind::Trait(ident) => ident,
            DefKind::Function(item) => &item.name,
            DefKind::Const(item) => &item.name,
        }
    }

    /// The namespace of its name.
    pub fn namespace(&self) -> Namespace {
        match self.kind {
            DefKind::Type(_) | DefKind::Alias(_) | DefKind::Trait(_) => Namespace::Types,
            DefKind::Function(_) | DefKind::Const(_) => Namespace::Values,
        }
    }
}

/// What a name in a module stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A definition of the module.
    Def(DefId),
    /// A module inside it.
    Module(ModuleId),
    /// An import, of either namespace.
    Import(ImportId),
}

/// A module.
#[derive(Debug)]
pub struct Module<'p> {
    /// Its crate.
    pub krate: CrateId,
    /// The module around it; none for a root.
    pub parent: Option<ModuleId>,
    /// How far it can be seen.
    pub vis: Vis,
    /// Its source.
    pub parsed: &'p ParsedModule,
    /// What its names stand for.
    pub names: HashMap<&'p str, Vec<Entry>>,
    /// Its glob imports.
    pub globs: Vec<ImportId>,
}

/// An import and the module that holds it.
#[derive(Debug)]
pub struct ImportDef<'p> {
    /// Its source.
    pub import: &'p Import,
    /// The module that holds it.
    pub module: ModuleId,
    /// How far the imported name can be seen.
    pub vis: Vis,
}

/// Every module and definition of a project.
#[derive(Debug)]
pub struct Arena<'p> {
    /// The source.
    pub project: &'p Project,
    /// By [`ModuleId`].
    pub modules: Vec<Module<'p>>,
    /// By [`DefId`].
    pub defs: Vec<Def<'p>>,
    /// By [`ImportId`].
    pub imports: Vec<ImportDef<'p>>,
    /// Modules whose identity on the wire is pinned.
    pub pinned: HashMap<ModuleId, String>,
    /// The root module of each crate.
    pub roots: Vec<ModuleId>,
}

fn id(length: usize) -> u32 {
    u32::try_from(length).expect("fewer than 2^32 items")
}

impl<'p> Arena<'p> {
    /// Lists everything that a project declares.
    pub fn new(project: &'p Project) -> Self {
        let mut arena = Self {
            project,
            modules: vec![],
            defs: vec![],
            imports: vec![],
            pinned: HashMap::new(),
            roots: vec![],
        };
        for (index, krate) in project.crates.iter().enumerate() {
            arena.add_tree(CrateId(id(index)), &krate.root);
        }
        arena
    }

    /// A module.
    pub fn module(&self, module: ModuleId) -> &Module<'p> {
        &self.modules[module.0 as usize]
    }

    /// A definition.
    pub fn def(&self, def: DefId) -> &Def<'p> {
        &self.defs[def.0 as usize]
    }

    /// An import.
    pub fn import(&self, import: ImportId) -> &ImportDef<'p> {
        &self.imports[import.0 as usize]
    }

    /// The root module of a crate.
    pub fn root(&self, krate: CrateId) -> ModuleId {
        self.roots[krate.0 as usize]
    }

    /// The root of the compiled crate.
    pub fn compiled_root(&self) -> ModuleId {
        self.roots[0]
    }

    /// Whether `inner` is `outer` or inside it.
    pub fn is_within(&self, inner: ModuleId, outer: ModuleId) -> bool {
        let mut current = Some(inner);
        while let Some(module) = current {
            if module == outer {
                return true;
            }
            current = self.module(module).parent;
        }
        false
    }

    /// Whether something of visibility `vis` can be seen in `from`.
    pub fn sees(&self, from: ModuleId, vis: Vis) -> bool {
        match vis {
            Vis::Public => true,
            Vis::In(module) => self.is_within(from, module),
        }
    }

    /// The names from the crate's root down to a module, the root's own left out.
    pub fn segments(&self, module: ModuleId) -> Vec<&'p str> {
        let mut segments = vec![];
        let mut current = module;
        while let Some(parent) = self.module(current).parent {
            segments.push(self.module(current).parsed.name.as_str());
            current = parent;
        }
        segments.reverse();
        segments
    }

    /// The path of a module as people write it: `crate::pages::home`, `shared::article`.
    pub fn module_text(&self, module: ModuleId) -> String {
        let krate = self.module(module).krate;
        let head = if krate.0 == 0 {
            "crate"
        } else {
            &self.project.crates[krate.0 as usize].name
        };
        let mut text = head.to_owned();
        for segment in self.segments(module) {
            text.push_str("::");
            text.push_str(segment);
        }
        text
    }

    /// The path of a definition as people write it.
    pub fn def_text(&self, def: DefId) -> String {
        let def = self.def(def);
        format!("{}::{}", self.module_text(def.module), def.ident().name)
    }

    /// The module path on the wire: `pages/home`, `shared/article`, or the crate's name at a root.
    pub fn wire_module(&self, module: ModuleId) -> String {
        if !self.pinned.is_empty() {
            let mut below = vec![];
            let mut current = Some(module);
            while let Some(around) = current {
                if let Some(pinned) = self.pinned.get(&around) {
                    below.push(pinned.as_str());
                    below.reverse();
                    return below.join("/");
                }
                below.push(&self.module(around).parsed.name);
                current = self.module(around).parent;
            }
        }
        let krate = self.module(module).krate;
        let segments = self.segments(module);
        let name = &self.project.crates[krate.0 as usize].name;
        match (krate.0, segments.is_empty()) {
            (_, true) => name.clone(),
            (0, false) => segments.join("/"),
            (_, false) => format!("{name}/{}", segments.join("/")),
        }
    }

    /// Where a definition's name is.
    pub fn def_span(&self, def: DefId) -> Span {
        self.def(def).ident().span
    }

    /// Turns a written visibility into the module in which the name can be seen.
    pub fn visibility(&self, module: ModuleId, written: &Visibility) -> Vis {
        let root = self.root(self.module(module).krate);
        match written {
            Visibility::Public => Vis::Public,
            Visibility::Crate => Vis::In(root),
            Visibility::Private => Vis::In(module),
            Visibility::Restricted(segments) => Vis::In(self.restricted(module, root, segments)),
        }
    }

    /// `pub(super)`, `pub(in crate::a)`: only modules around the item can be named.
    fn restricted(&self, module: ModuleId, root: ModuleId, segments: &[String]) -> ModuleId {
        let mut current = module;
        let mut names: Option<Vec<&str>> = None;
        for segment in segments {
            match segment.as_str() {
                "self" => {}
                "super" => current = self.module(current).parent.unwrap_or(root),
                "crate" => names = Some(vec![]),
                name => names.get_or_insert_default().push(name),
            }
        }
        let Some(names) = names else { return current };
        let mut around = Some(module);
        while let Some(candidate) = around {
            if self.segments(candidate) == names {
                return candidate;
            }
            around = self.module(candidate).parent;
        }
        module
    }

    fn add_tree(&mut self, krate: CrateId, root: &'p ParsedModule) {
        let root_id = self.add_module(krate, None, root);
        let mut pending = vec![root_id];
        while let Some(parent) = pending.pop() {
            let parsed = self.module(parent).parsed;
            for child in &parsed.children {
                let module = self.add_module(krate, Some(parent), child);
                self.modules[parent.0 as usize]
                    .names
                    .entry(&child.name)
                    .or_default()
                    .push(Entry::Module(module));
                pending.push(module);
            }
        }
    }

    fn add_module(
        &mut self,
        krate: CrateId,
        parent: Option<ModuleId>,
        parsed: &'p ParsedModule,
    ) -> ModuleId {
        let module = ModuleId(id(self.modules.len()));
        self.modules.push(Module {
            krate,
            parent,
            vis: Vis::Public,
            parsed,
            names: HashMap::new(),
            globs: vec![],
        });
        match parent {
            None => self.roots.push(module),
            Some(parent) => {
                self.modules[module.0 as usize].vis = self.visibility(parent, &parsed.visibility);
            }
        }
        if !parsed.generated {
            self.add_items(module, parsed);
        }
        module
    }

    fn add_items(&mut self, module: ModuleId, parsed: &'p ParsedModule) {
        let body = &parsed.body;
        for item in &body.types {
            self.add_def(module, DefKind::Type(item), &item.visibility);
        }
        for item in &body.aliases {
            self.add_def(module, DefKind::Alias(item), &item.visibility);
        }
        // Neither carries a visibility in the syntax: rustc has checked their uses already.
        for item in &body.traits {
            self.add_def(module, DefKind::Trait(item), &Visibility::Public);
        }
        for item in &body.consts {
            self.add_def(module, DefKind::Const(item), &Visibility::Public);
        }
        for item in &body.functions {
            self.add_def(module, DefKind::Function(item), &item.visibility);
        }
        for import in &body.imports {
            let import_id = ImportId(id(self.imports.len()));
            let vis = self.visibility(module, &import.visibility);
            self.imports.push(ImportDef {
                import,
                module,
                vis,
            });
            let owner = &mut self.modules[module.0 as usize];
            match &import.binding {
                ImportBinding::Glob => owner.globs.push(import_id),
                ImportBinding::Name(ident) => owner
                    .names
                    .entry(&ident.name)
                    .or_default()
                    .push(Entry::Import(import_id)),
                ImportBinding::Anonymous => {}
            }
        }
    }

    fn add_def(&mut self, module: ModuleId, kind: DefKind<'p>, written: &Visibility) {
        let vis = self.visibility(module, written);
        let def = Def { kind, module, vis };
        let def_id = DefId(id(self.defs.len()));
        self.defs.push(def);
        self.modules[module.0 as usize]
            .names
            .entry(&def.ident().name)
            .or_default()
            .push(Entry::Def(def_id));
    }
}
