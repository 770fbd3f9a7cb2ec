//! The tree shaker: takes out of an application what its client must not have.
//!
//! Everything that can be reached from the roots stays, and nothing else: not the source, not its texts, not its
//! comments. What is left has the lines and columns that it had. What is reached and cannot run in a browser is
//! refused, with the chain that leads to it.
//!
//! | module | holds |
//! |---|---|
//! | `load` | the files, by `mod` |
//! | `declare`, `declare_impl`, `use_tree`, `cfg`, `switched` | from items to nodes, the smallest things that stay or go |
//! | `mentions`, `words`, `tokens`, `bound`, `captures`, `view` | what a node's tokens name |
//! | `scope`, `references` | what that means |
//! | `macros` | what macros define |
//! | `server`, `taint` | what cannot run in a browser, and what leads there |
//! | `reach`, `dormant`, `members`, `parts`, `traits` | what is kept because it is named, and what because it is needed |
//! | `outside` | imports from other crates that nobody names |
//! | `included` | files that kept code includes |
//! | `cut` | the text of what is left |
//! | `problem` | what is refused, in words |
//!
//! What is found is never too little: a variable that is called like a function keeps the function. Only where that
//! would be refused, a name that is bound as a variable counts as the variable, and a method of another type's name
//! as the other's when its parameters exist on the server alone.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use libero::diagnostic::{Diagnostic, Diagnostics, render};
use libero::load::SourceSet;

mod bound;
mod captures;
mod cfg;
mod cut;
mod declare;
mod declare_impl;
mod dormant;
mod included;
mod item_path;
mod load;
mod macros;
mod members;
mod mentions;
mod outside;
mod parts;
mod problem;
mod program;
mod reach;
mod references;
mod removed;
mod scope;
mod server;
mod switched;
mod taint;
mod tokens;
mod traits;
mod use_tree;
mod view;
mod words;

pub use item_path::{ItemPath, NotAPath};
pub use removed::{Reason, Removed};

use load::Loaded;
use members::Members;
use parts::Parts;
use problem::Problem;
use program::{File, NodeId, ROOT};
use reach::{Known, Reach};
use references::Resolve;
use scope::{Names, Place, Want};
use server::ServerOnly;
use taint::Taint;

/// Bytes of stack for reading deeply nested source.
const STACK_BYTES: usize = 64 << 20;

/// What is to be shaken, and what is to stay.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The file that the application's library starts with: `src/lib.rs`.
    pub root_file: &'a Path,
    /// What the client starts from.
    pub roots: Vec<ItemPath>,
    /// What runs on the server alone although it may name nothing that says so: `server_*`, `load`.
    pub handlers: Vec<ItemPath>,
    /// Modules that others write into the client: kept as declarations, their content not read.
    pub given: Vec<ItemPath>,
    /// Crates, or paths in them, that cannot run in a browser, beside those that rally knows of.
    /// `crate::generated::public::server` is one below a given module.
    pub server_crates: Vec<String>,
    /// The crates that the application's manifest names, with `_`.
    pub dependencies: Vec<String>,
    /// Imports to keep although no kept code names them, such as `some_crate::SomeTrait`.
    pub keep_imports: Vec<String>,
}

/// What is left of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shaken {
    /// By path. A file of which nothing is left is not there.
    pub files: Vec<ShakenFile>,
    /// The crates of [`Request::dependencies`] that what is left names.
    pub crates: BTreeSet<String>,
    /// Files that what is left includes by `include_str!` and `include_bytes!`, relative to the package: the folder
    /// around that of the root file.
    pub included: BTreeSet<PathBuf>,
    /// What was taken out, by place.
    pub removed: Vec<Removed>,
}

/// What is left of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShakenFile {
    /// Relative to the folder of the root file.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// All that keeps an application from becoming a client. `Display` draws it in rustc's manner.
#[derive(Debug)]
pub struct Refused {
    /// What is wrong, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The text of the files that were read.
    pub sources: SourceSet,
}

/// Takes out of an application what cannot be reached from the roots.
///
/// # Errors
///
/// All problems at once: what cannot be read, roots that are not there, and what is reached but cannot run in a
/// browser.
pub fn shake(request: &Request<'_>) -> Result<Shaken, Refused> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
        let shaking = thread.spawn_scoped(scope, || run(request));
        match shaking.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            // Not even one thread: the stack of this one has to do.
            Err(_) => run(request),
        }
    })
}

fn run(request: &Request<'_>) -> Result<Shaken, Refused> {
    let mut loaded = load::load(request.root_file, &request.given);
    macros::link(&mut loaded.program);
    if !loaded.problems.is_empty() {
        return Err(refused(&loaded.problems.clone(), loaded));
    }
    let program = &loaded.program;
    let names = Names::new(program, &request.dependencies);
    let server = ServerOnly::new(&request.server_crates);
    let resolve = Resolve::new(program, &names, &server);
    let mut problems = vec![];
    let mut roots = vec![];
    let mut handlers = BTreeSet::new();
    for path in &request.roots {
        roots.extend(items(&names, path, &mut problems));
    }
    for path in &request.handlers {
        handlers.extend(
            items(&names, path, &mut problems)
                .into_iter()
                .filter(|id| !roots.contains(id)),
        );
    }
    let references = resolve.all();
    let members = Members::new(program, &names);
    let taint = Taint::new(program, &members, &references, &handlers);
    let parts = Parts::new(program, &names, &taint);
    let known = Known {
        program,
        references: &references,
        members: &members,
        parts: &parts,
        taint: &taint,
        handlers: &handlers,
    };
    let mut reach = Reach::new(&known);
    for root in roots {
        reach.keep(root, None);
    }
    for given in program.modules.iter().filter(|module| module.given) {
        for node in &given.declared {
            reach.keep(*node, None);
        }
    }
    dormant::settle(&mut reach, &resolve);
    outside::keep_imports(&mut reach, &resolve, &request.keep_imports);
    problems.append(&mut reach.problems);
    let source = request.root_file.parent().unwrap_or(Path::new(""));
    let included = included::files(program, &reach, source, &mut problems);
    if !problems.is_empty() {
        return Err(refused(&problems, loaded));
    }
    Ok(Shaken {
        files: files(&loaded, &reach),
        crates: reach
            .crates
            .iter()
            .filter(|krate| request.dependencies.contains(krate))
            .cloned()
            .collect(),
        included,
        removed: removed::list(program, &reach),
    })
}

/// The items of a path, with the imports that lead to them.
fn items(names: &Names<'_>, path: &ItemPath, problems: &mut Vec<Problem>) -> Vec<NodeId> {
    let found = names.path(
        ROOT,
        &[&["crate".to_owned()], path.segments()].concat(),
        Want::Anything,
    );
    let mut nodes = vec![];
    for one in found {
        if let (Place::Node(id), true) = (&one.place, one.rest.is_empty()) {
            nodes.push(*id);
            nodes.extend(one.through);
        }
    }
    if nodes.is_empty() {
        problems.push(Problem::NoItem { path: path.clone() });
    }
    nodes
}

fn files(loaded: &Loaded, reach: &Reach<'_>) -> Vec<ShakenFile> {
    let program = &loaded.program;
    let is_left = |file: &&File| {
        let declared = &program.module(file.module).declared;
        declared.is_empty() || declared.iter().any(|node| reach.is_live(*node))
    };
    let left = program.files.iter().filter(is_left);
    let mut files: Vec<ShakenFile> = left
        .map(|file| ShakenFile {
            path: file.path.clone(),
            text: cut::cut(program, file, &|id| reach.is_live(id)),
        })
        .collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

fn refused(problems: &[Problem], loaded: Loaded) -> Refused {
    let mut diagnostics = Diagnostics::default();
    diagnostics.extend(problem::told(problems, &loaded.program));
    Refused {
        diagnostics: diagnostics.sorted(&loaded.sources),
        sources: loaded.sources,
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for diagnostic in &self.diagnostics {
            writeln!(
                formatter,
                "{}",
                render::human(diagnostic, &self.sources, false)
            )?;
        }
        Ok(())
    }
}

impl std::error::Error for Refused {}
