//! What is said of names that cannot be resolved.

use crate::diagnostic::nearest::nearest;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::parse::syntax::{AliasItem, Import, PathExpr};
use crate::resolve::arena::{DefKind, Entry, ModuleId, Namespace};
use crate::resolve::builtin::Builtin;
use crate::resolve::prelude;
use crate::resolve::scope::{PathError, Res, Scope, is_enum};
use crate::resolve::suggest::nearest_std;

/// A name that is nowhere.
pub const UNRESOLVED: Code = Code(30);
/// A name that comes from two glob imports.
pub const AMBIGUOUS: Code = Code(31);
/// A name of something that is no type: a module, a variant.
pub const NOT_A_TYPE: Code = Code(32);
/// An alias that is defined by itself.
pub const RECURSIVE_ALIAS: Code = Code(33);
/// Too many or too few type arguments.
pub const ARGUMENT_COUNT: Code = Code(34);
/// A hash map or set with a hasher of its own.
pub const CUSTOM_HASHER: Code = Code(35);
/// A type that grows beyond all bounds when its aliases are expanded.
pub const TOO_LARGE: Code = Code(36);

/// A path that names nothing, seen from `from`.
pub fn path(scope: &Scope<'_>, from: ModuleId, path: &PathExpr, error: &PathError) -> Diagnostic {
    match error {
        PathError::NotFound { module, index } => not_found(scope, from, path, *module, *index),
        PathError::Ambiguous { index, candidates } => {
            let ident = &path.segments[*index].ident;
            let [a, b] = candidates.map(|res| text(scope, res));
            Diagnostic::error(
                AMBIGUOUS,
                format!("`{}` is ambiguous", ident.name),
                ident.span,
                format!("`{a}` or `{b}`, each by a glob import"),
            )
            .help(format!(
                "import the one that is meant by its name: `use {a};`"
            ))
            .maybe(up_to(path, *index), a)
        }
        PathError::NotAModule { index, before } => {
            let name = &path.segments[*index].ident.name;
            let def = scope.arena.def(*before);
            let owner = &def.ident().name;
            if is_enum(&def.kind) {
                Diagnostic::error(
                    NOT_A_TYPE,
                    format!("`{owner}::{name}` is a variant, not a type"),
                    path.span,
                    "a type belongs here",
                )
                .help(format!(
                    "use `{owner}`, or give the variant a struct of its own"
                ))
                .maybe(last_segment(path, *index), "")
            } else {
                Diagnostic::error(
                    NOT_A_TYPE,
                    format!("`{owner}::{name}` cannot be resolved"),
                    path.span,
                    format!("`{owner}` is not a module"),
                )
                .help("write the type that is meant in its place")
            }
        }
        PathError::AboveRoot => Diagnostic::error(
            UNRESOLVED,
            "`super` leads out of the crate",
            path.span,
            "there is no module above the root",
        ),
    }
}

fn not_found(
    scope: &Scope<'_>,
    from: ModuleId,
    path: &PathExpr,
    module: ModuleId,
    index: usize,
) -> Diagnostic {
    let ident = &path.segments[index].ident;
    let name = ident.name.as_str();
    let place = scope.arena.module_text(module);
    let last = index + 1 == path.segments.len();
    let noun = if last { "type" } else { "module or crate" };
    let mut diagnostic = Diagnostic::error(
        UNRESOLVED,
        format!("cannot find {noun} `{name}`"),
        ident.span,
        format!("not found in `{place}`"),
    );
    let parsed = scope.arena.module(module).parsed;
    if parsed.generated {
        return diagnostic
            .note(format!(
                "`{place}` is written by libero, which does not read what it writes"
            ))
            .help("declare the type in a module of your own");
    }
    if let Some(import) = broken_import(scope, module, name) {
        let import = scope.arena.import(import).import;
        let written: Vec<&str> = import
            .path
            .iter()
            .map(|ident| ident.name.as_str())
            .collect();
        diagnostic = diagnostic.also(
            import.span,
            format!("imported here, but `{}` leads nowhere", written.join("::")),
        );
        if let Some(help) = undeclared(scope, module, import) {
            return diagnostic.help(help);
        }
    }
    if let Some(call) = parsed
        .body
        .macro_calls
        .iter()
        .find(|call| call.idents.iter().any(|i| i == name))
    {
        return diagnostic
            .also(
                call.span,
                format!("`{name}` seems to be declared by this macro"),
            )
            .note("libero reads the source without running macros")
            .help(made_by_macro(&place, name, last));
    }
    if let Some(call) = parsed.body.macro_calls.first() {
        diagnostic = diagnostic.also(
            call.span,
            "or it is made by a macro like this one, which is not run",
        );
    }
    if let Some((import, path)) = foreign_glob(scope, module) {
        diagnostic = diagnostic.also(
            import,
            format!("it may come from here, but `{path}` is not read"),
        );
        if index == 0 {
            return diagnostic.help(format!("import it by its name: `use {path}::{name};`"));
        }
    }
    let std = nearest_std(name).filter(|_| index == 0 && last);
    match suggestion(scope, from, module, name, index == 0, std) {
        Some(Suggestion { help, meant }) => {
            let place = if meant.contains("::") {
                up_to(path, index)
            } else {
                ident.span
            };
            diagnostic.help(help).maybe(place, meant)
        }
        None if index == 0 && !last => diagnostic.help(format!(
            "if `{name}` is a crate, it must be in [dependencies] of Cargo.toml"
        )),
        None => diagnostic.help(format!("declare `{name}`, or import it with `use`")),
    }
}

fn made_by_macro(place: &str, name: &str, is_type: bool) -> String {
    let declare = format!("declare `{name}` outside the macro");
    if !is_type {
        return declare;
    }
    format!(
        "{declare}, or map it to a type that can be seen:\n[package.metadata.libero.types]\n\
         \"{place}::{name}\" = \"crate::wire::{name}Wire\"   # by From and TryFrom"
    )
}

/// A glob import of a crate that was not read.
fn foreign_glob(scope: &Scope<'_>, module: ModuleId) -> Option<(Span, String)> {
    scope
        .arena
        .module(module)
        .globs
        .iter()
        .find_map(|glob| match scope.glob_target(*glob) {
            Some(Res::Foreign(path)) => Some((
                scope.arena.import(*glob).import.span,
                scope.foreign.text(path),
            )),
            _ => None,
        })
}

/// An import of the name that leads nowhere.
fn broken_import(
    scope: &Scope<'_>,
    module: ModuleId,
    name: &str,
) -> Option<crate::resolve::arena::ImportId> {
    let entries = scope.arena.module(module).names.get(name)?;
    entries.iter().find_map(|entry| match entry {
        Entry::Import(import) => Some(*import),
        _ => None,
    })
}

/// What to do where a module that an import leads through is not there: its file is often there, and declared nowhere.
fn undeclared(scope: &Scope<'_>, from: ModuleId, import: &Import) -> Option<String> {
    let names = import.path.iter().map(|ident| ident.name.as_str());
    let outcome = scope.resolve(from, import.absolute, names, Namespace::Types);
    let Err(PathError::NotFound { module, index }) = outcome else {
        return None;
    };
    // A name that stands first may be that of a crate.
    if index == 0 || index + 1 == import.path.len() {
        return None;
    }
    let (name, place) = (&import.path[index].name, scope.arena.module_text(module));
    Some(format!(
        "there is no `{name}` in `{place}`; if it is a file, declare it there: `pub mod {name};`"
    ))
}

/// What was meant by a name: a name to write in its place, or a whole path.
struct Suggestion {
    help: String,
    meant: String,
}

/// A path from its start to one of its segments.
fn up_to(path: &PathExpr, index: usize) -> Span {
    let last = path.segments[index].ident.span;
    Span {
        start: path.span.start.min(last.start),
        ..last
    }
}

/// One of the later segments of a path, with the `::` before it.
fn last_segment(path: &PathExpr, index: usize) -> Span {
    let last = path.segments[index].ident.span;
    let before = index
        .checked_sub(1)
        .map(|index| path.segments[index].ident.span.end);
    Span {
        start: before.unwrap_or(last.start),
        ..last
    }
}

fn suggestion(
    scope: &Scope<'_>,
    from: ModuleId,
    module: ModuleId,
    name: &str,
    first: bool,
    std: Option<&str>,
) -> Option<Suggestion> {
    let arena = &scope.arena;
    let same_name = arena.defs.iter().find(|def| {
        def.ident().name == name && matches!(def.kind, DefKind::Type(_) | DefKind::Alias(_))
    });
    if let Some(def) = same_name {
        let krate = arena.module(def.module).krate;
        let known = krate == arena.module(from).krate || krate.0 != 0;
        if known {
            let path = format!("{}::{name}", arena.module_text(def.module));
            let help = if first {
                format!("a type of this name exists: `use {path};`")
            } else {
                format!("a type of this name exists: `{path}`")
            };
            return Some(Suggestion { help, meant: path });
        }
    }
    let names = &arena.module(module).names;
    let types = names.iter().filter(|(_, entries)| {
        entries.iter().any(|entry| match entry {
            Entry::Def(def) => arena.def(*def).namespace() == Namespace::Types,
            Entry::Module(_) => true,
            Entry::Import(import) => scope.import_target(*import, Namespace::Types).is_some(),
        })
    });
    let here = nearest(name, types.map(|(name, _)| *name)).map(str::to_owned);
    let anywhere = || {
        let defs = || {
            let defs = arena.defs.iter();
            defs.filter(|def| matches!(def.kind, DefKind::Type(_)))
        };
        let found = nearest(name, defs().map(|def| def.ident().name.as_str()))?;
        let def = defs().find(|def| def.ident().name == found)?;
        let module = arena.module_text(def.module);
        Some(format!("{module}::{found}"))
    };
    let own = here.or_else(anywhere);
    // of two that are as near, the project's own is likelier
    let same = |found: &str| last_name(found).eq_ignore_ascii_case(name);
    match (own, std) {
        (own, Some(path)) if !own.as_deref().is_some_and(|own| same(own) || !same(path)) => {
            Some(in_std(name, path))
        }
        (own, _) => own.map(|found| Suggestion {
            help: format!("did you mean `{found}`?"),
            meant: found,
        }),
    }
}

fn last_name(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// A standard type that was meant.
fn in_std(name: &str, path: &str) -> Suggestion {
    let found = last_name(path);
    let known = prelude::path(found, Namespace::Types).is_some();
    let meant = if known { found } else { path };
    let help = if found == name {
        format!("a type of this name exists: `use {path};`")
    } else {
        format!("did you mean `{meant}`?")
    };
    Suggestion {
        help,
        meant: meant.to_owned(),
    }
}

/// How people write what was found.
pub fn text(scope: &Scope<'_>, res: Res) -> String {
    match res {
        Res::Def(def) => scope.arena.def_text(def),
        Res::Module(module) => scope.arena.module_text(module),
        Res::Foreign(path) => scope.foreign.text(path),
    }
}

/// A module where a type belongs.
pub fn module_as_type(scope: &Scope<'_>, module: ModuleId, path: &PathExpr) -> Diagnostic {
    Diagnostic::error(
        NOT_A_TYPE,
        format!(
            "`{}` is a module, not a type",
            scope.arena.module_text(module)
        ),
        path.span,
        "a type belongs here",
    )
    .help("name a type inside it")
}

/// An alias that is defined by itself.
pub fn recursive_alias(alias: &AliasItem, path: &PathExpr) -> Diagnostic {
    Diagnostic::error(
        RECURSIVE_ALIAS,
        format!("the alias `{}` is defined by itself", alias.name.name),
        path.span,
        "here it comes back",
    )
    .also(alias.name.span, "declared here")
    .help("make it a struct or an enum: those may hold themselves in a `Box` or a `Vec`")
}

/// Too many or too few type arguments.
pub fn argument_count(
    path: &PathExpr,
    name: &str,
    wanted: usize,
    given: usize,
    declared: Option<Span>,
) -> Diagnostic {
    let s = if wanted == 1 { "" } else { "s" };
    let diagnostic = Diagnostic::error(
        ARGUMENT_COUNT,
        format!("`{name}` takes {wanted} type argument{s}, not {given}"),
        path.span,
        format!("{given} given"),
    );
    let arguments = vec!["…"; wanted].join(", ");
    let diagnostic = diagnostic.help(if wanted == 0 {
        format!("write `{name}`")
    } else {
        format!("write `{name}<{arguments}>`")
    });
    match declared {
        Some(span) => diagnostic.also(span, "declared here"),
        None => diagnostic,
    }
}

/// A hash map or set with a hasher of its own.
pub fn custom_hasher(path: &PathExpr, builtin: Builtin) -> Diagnostic {
    let name = builtin.name();
    Diagnostic::error(
        CUSTOM_HASHER,
        format!("a `{name}` with a hasher of its own cannot be carried"),
        path.span,
        "this names a hasher",
    )
    .help(format!(
        "use `{name}` with its default hasher, or a `BTree` collection"
    ))
}

/// A type that grows beyond all bounds.
pub fn too_large(span: Span) -> Diagnostic {
    Diagnostic::error(
        TOO_LARGE,
        "the type is too large once its aliases are expanded",
        span,
        "more than 20,000 parts",
    )
    .help("use structs in place of aliases that hold aliases several times")
}
