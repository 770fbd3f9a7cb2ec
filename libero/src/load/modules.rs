//! Following `mod`, level by level, by rustc's rules.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::load::crates::CrateSource;
use crate::load::files::{self, Files};
use crate::load::{FileId, SourceSet, manifest};
use crate::parse::project::{ParsedCrate, ParsedModule, Project};
use crate::parse::syntax::{ModuleBody, ModuleItem, Visibility};
use crate::parse::{self, ParsedFile};

/// A source file that cannot be read.
const UNREADABLE: Code = Code(10);
/// `mod name;` without a file.
const NO_FILE: Code = Code(11);
/// `mod name;` with two files.
const TWO_FILES: Code = Code(12);
/// A file that is its own ancestor.
const CYCLE: Code = Code(13);
/// Conditions that are not known.
const ASSUMED: Code = Code(22);

/// Where the modules of a body are looked for.
#[derive(Clone, Debug)]
struct Directory {
    /// What `#[path]` is relative to.
    path: Utf8PathBuf,
    /// For `foo.rs`, `foo`: its modules are one folder deeper.
    own: Option<String>,
}

impl Directory {
    fn of_modules(&self) -> Utf8PathBuf {
        match &self.own {
            Some(own) => self.path.join(own),
            None => self.path.clone(),
        }
    }

    fn of_file(file: &Utf8Path, own: Option<&str>) -> Self {
        Self {
            path: file.parent().unwrap_or(Utf8Path::new("")).to_owned(),
            own: own.map(str::to_owned),
        }
    }
}

/// A module while the tree is built.
struct Node {
    name: String,
    visibility: Visibility,
    file: FileId,
    span: Span,
    body: ModuleBody,
    children: Vec<usize>,
    generated: bool,
    /// Switched off by `#![cfg(…)]` in its own file.
    off: bool,
}

/// A file that is still to be read.
struct Task {
    krate: usize,
    node: usize,
    path: Utf8PathBuf,
    directory: Directory,
    /// Where it was declared; none for the root of a crate.
    declared: Option<Span>,
    /// The files that lead to it, itself included.
    trail: Vec<Utf8PathBuf>,
}

/// What reading one file gave; the text is empty where it failed.
type Read = (String, Result<ParsedFile, String>);

pub(crate) struct Follow<'a> {
    files: &'a dyn Files,
    crates: &'a [CrateSource],
    base: &'a Utf8Path,
    generated: Option<&'a Utf8Path>,
    nodes: Vec<Node>,
    next: Vec<Task>,
    assumed_off: BTreeSet<String>,
}

impl<'a> Follow<'a> {
    /// Reads every module of every crate; `generated` is the folder that libero writes.
    pub(crate) fn all(
        crates: &'a [CrateSource],
        base: &'a Utf8Path,
        generated: Option<&'a Utf8Path>,
        files: &'a dyn Files,
        sources: &mut SourceSet,
        diagnostics: &mut Diagnostics,
    ) -> Project {
        let mut follow = Self {
            files,
            crates,
            base,
            generated,
            nodes: vec![],
            next: vec![],
            assumed_off: BTreeSet::new(),
        };
        for (krate, source) in crates.iter().enumerate() {
            follow
                .nodes
                .push(Node::new(&source.name, Visibility::Public));
            follow.next.push(Task {
                krate,
                node: krate,
                path: source.root.clone(),
                directory: Directory::of_file(&source.root, None),
                declared: None,
                trail: vec![source.root.clone()],
            });
        }
        while !follow.next.is_empty() {
            follow.level(sources, diagnostics);
        }
        diagnostics.extend(assumed(&follow.assumed_off));
        follow.project()
    }

    /// Reads the files of one level in parallel, then takes them up in order.
    fn level(&mut self, sources: &mut SourceSet, diagnostics: &mut Diagnostics) {
        let tasks = std::mem::take(&mut self.next);
        let sources_now = &*sources;
        let read: Vec<Read> = tasks
            .par_iter()
            .enumerate()
            .map(|(place, task)| self.read(task, sources_now.future_id(place)))
            .collect();
        for (task, (text, outcome)) in tasks.into_iter().zip(read) {
            let id = sources.add(files::relative(&task.path, self.base), text);
            self.nodes[task.node].file = id;
            let span = task.declared.unwrap_or(manifest::span(id, 0..0));
            self.nodes[task.node].span = span;
            match outcome {
                Ok(parsed) => {
                    self.nodes[task.node].off = parsed.disabled && task.declared.is_some();
                    self.assumed_off.extend(parsed.assumed_off);
                    diagnostics.extend(parsed.diagnostics);
                    self.take(task.node, parsed.body, &task.directory, &task, diagnostics);
                }
                Err(why) if task.declared.is_some() || self.files.is_file(&task.path) => {
                    let shown = files::relative(&task.path, self.base);
                    let title = format!("cannot read `{shown}`: {why}");
                    let diagnostic = Diagnostic::error(UNREADABLE, title, span, "");
                    diagnostics.push(
                        diagnostic.help("source has to be UTF-8, and readable for who runs libero"),
                    );
                }
                // A missing root has been reported.
                Err(_) => {}
            }
        }
    }

    fn read(&self, task: &Task, id: FileId) -> Read {
        match manifest::read_text(self.files, &task.path) {
            Ok(text) => {
                let parsed = parse::parse(id, &text, &self.crates[task.krate].cfg);
                (text, Ok(parsed))
            }
            Err(why) => (String::new(), Err(why)),
        }
    }

    /// Takes up the body of a module: its inline modules at once, the others as tasks.
    fn take(
        &mut self,
        node: usize,
        mut body: ModuleBody,
        directory: &Directory,
        task: &Task,
        diagnostics: &mut Diagnostics,
    ) {
        let file = self.nodes[node].file;
        for mut item in std::mem::take(&mut body.modules) {
            let child = self.nodes.len();
            let mut declared = Node::new(&item.name.name, item.visibility.clone());
            (declared.file, declared.span) = (file, item.name.span);
            self.nodes.push(declared);
            self.nodes[node].children.push(child);
            match item.body.take() {
                Some(inner) => {
                    let path = match &item.path {
                        Some(path) => files::normalize(&directory.path.join(path)),
                        None => directory.of_modules().join(&item.name.name),
                    };
                    if self.is_generated(&[path.join("mod.rs")]) {
                        self.nodes[child].generated = true;
                        continue;
                    }
                    let directory = Directory { path, own: None };
                    self.take(child, inner, &directory, task, diagnostics);
                }
                None => self.declare(child, &item, directory, task, diagnostics),
            }
        }
        self.nodes[node].body = body;
    }

    /// Finds the file of `mod name;`.
    fn declare(
        &mut self,
        node: usize,
        item: &ModuleItem,
        directory: &Directory,
        task: &Task,
        diagnostics: &mut Diagnostics,
    ) {
        let span = item.name.span;
        let name = &item.name.name;
        let candidates = if let Some(path) = &item.path {
            vec![files::normalize(&directory.path.join(path))]
        } else {
            let folder = directory.of_modules();
            vec![
                folder.join(format!("{name}.rs")),
                folder.join(name).join("mod.rs"),
            ]
        };
        if self.is_generated(&candidates) {
            self.nodes[node].generated = true;
            return;
        }
        let mut found = candidates.iter().filter(|path| self.files.is_file(path));
        let Some(path) = found.next().cloned() else {
            diagnostics.push(self.no_file(item, &candidates));
            return;
        };
        if found.next().is_some() {
            diagnostics.push(self.two_files(item, &candidates));
        }
        if task.trail.contains(&path) {
            diagnostics.push(self.cycle(item, &path, &task.trail));
            return;
        }
        // A file named by `#[path]` counts as a `mod.rs`.
        let own = (item.path.is_none() && path == candidates[0]).then_some(name.as_str());
        let mut trail = task.trail.clone();
        trail.push(path.clone());
        self.next.push(Task {
            krate: task.krate,
            node,
            directory: Directory::of_file(&path, own),
            path,
            declared: Some(span),
            trail,
        });
    }

    fn is_generated(&self, candidates: &[Utf8PathBuf]) -> bool {
        let Some(folder) = self.generated else {
            return false;
        };
        let file = Utf8PathBuf::from(format!("{folder}.rs"));
        candidates
            .iter()
            .any(|path| *path == file || *path == folder.join("mod.rs"))
    }

    fn no_file(&self, item: &ModuleItem, candidates: &[Utf8PathBuf]) -> Diagnostic {
        let shown: Vec<String> = candidates
            .iter()
            .map(|path| format!("`{}`", files::relative(path, self.base)))
            .collect();
        let (name, span) = (&item.name.name, item.name.span);
        Diagnostic::error(
            NO_FILE,
            format!("there is no file for module `{name}`"),
            span,
            "declared here",
        )
        .note(format!("looked for {}", shown.join(" and ")))
        .help(format!(
            "create one of them, or remove `mod {name};` \
             (if a build script writes the file, build the crate once first)"
        ))
    }

    fn two_files(&self, item: &ModuleItem, candidates: &[Utf8PathBuf]) -> Diagnostic {
        let shown = candidates
            .iter()
            .map(|path| files::relative(path, self.base));
        let shown: Vec<String> = shown.map(|path| format!("`{path}`")).collect();
        let name = &item.name.name;
        Diagnostic::error(
            TWO_FILES,
            format!("there are two files for module `{name}`"),
            item.name.span,
            "declared here",
        )
        .note(format!("found {}", shown.join(" and ")))
        .help("delete or rename one of them")
    }

    fn cycle(&self, item: &ModuleItem, path: &Utf8Path, trail: &[Utf8PathBuf]) -> Diagnostic {
        let shown = files::relative(path, self.base);
        let start = trail.iter().position(|have| have == path).unwrap_or(0);
        let mut steps: Vec<String> = trail[start..]
            .iter()
            .map(|path| files::relative(path, self.base).into_string())
            .collect();
        steps.push(shown.to_string());
        Diagnostic::error(
            CYCLE,
            format!("module `{}` would contain itself", item.name.name),
            item.name.span,
            format!("`{shown}` is being read already"),
        )
        .trail(steps)
        .help("let `#[path]` name another file")
    }

    fn project(self) -> Project {
        let mut modules: Vec<Option<ParsedModule>> = self.nodes.iter().map(|_| None).collect();
        // Children come after their parents, so that walking backwards finds them finished.
        for (place, node) in self.nodes.into_iter().enumerate().rev() {
            let children = node.children.iter();
            let children = children
                .filter_map(|child| modules[*child].take())
                .collect();
            if node.off {
                continue;
            }
            modules[place] = Some(ParsedModule {
                name: node.name,
                visibility: node.visibility,
                file: node.file,
                span: node.span,
                body: node.body,
                children,
                generated: node.generated,
            });
        }
        let roots = modules.into_iter().flatten();
        let crates = self.crates.iter().zip(roots);
        Project {
            crates: crates
                .map(|(source, root)| ParsedCrate {
                    package: source.package.clone(),
                    name: source.name.clone(),
                    dependencies: source.dependencies.clone(),
                    root,
                })
                .collect(),
        }
    }
}

impl Node {
    fn new(name: &str, visibility: Visibility) -> Self {
        let file = FileId(0);
        Self {
            name: name.to_owned(),
            visibility,
            file,
            span: manifest::span(file, 0..0),
            body: ModuleBody::default(),
            children: vec![],
            generated: false,
            off: false,
        }
    }
}

fn assumed(conditions: &BTreeSet<String>) -> Option<Diagnostic> {
    if conditions.is_empty() {
        return None;
    }
    let list: Vec<String> = conditions.iter().map(|one| format!("`{one}`")).collect();
    let title = format!(
        "these `cfg` conditions were taken as off: {}",
        list.join(", ")
    );
    let mut note = Diagnostic::global(ASSUMED, title);
    note.severity = crate::diagnostic::Severity::Note;
    Some(note)
}
