//! What is wrong with an application, and how it is told.

use std::path::{Path, PathBuf};

use libero::diagnostic::{Code, Diagnostic, Label, Severity, Span};

use super::item_path::ItemPath;
use super::program::{Kind, NodeId, Program};
use super::server::Verdict;

const UNREADABLE: Code = Code::rally(101);
const SYNTAX: Code = Code::rally(102);
const NO_FILE: Code = Code::rally(103);
const OUTSIDE: Code = Code::rally(104);
const READ_TWICE: Code = Code::rally(105);
const NO_ITEM: Code = Code::rally(106);
const INCLUDED_OUTSIDE: Code = Code::rally(107);
const SERVER_ONLY: Code = Code::rally(110);
const HANDLER: Code = Code::rally(111);

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    Unreadable {
        path: PathBuf,
        error: String,
        declared: Option<Span>,
    },
    Syntax {
        place: Span,
        message: String,
    },
    NoFile {
        name: String,
        candidates: Vec<PathBuf>,
        place: Span,
    },
    Outside {
        path: PathBuf,
        place: Span,
    },
    ReadTwice {
        path: PathBuf,
        place: Span,
    },
    NoItem {
        path: ItemPath,
    },
    IncludedOutside {
        path: PathBuf,
        place: Span,
    },
    ServerOnly {
        chain: Vec<NodeId>,
        place: Span,
        path: Vec<String>,
        verdict: Verdict,
    },
    Handler {
        chain: Vec<NodeId>,
        place: Span,
        handler: NodeId,
    },
}

impl Problem {
    /// The problem in words.
    pub(super) fn tell(&self, program: &Program) -> Diagnostic {
        match self {
            Self::Unreadable {
                path,
                error,
                declared,
            } => {
                let title = format!("cannot read `{}`: {error}", path.display());
                let mut told = Diagnostic::global(UNREADABLE, title);
                told.primary = declared.map(|span| Label {
                    span,
                    text: "declared here".to_owned(),
                });
                told.help("source has to be UTF-8, and readable for who runs rally")
            }
            Self::Syntax { place, message } => {
                Diagnostic::error(SYNTAX, format!("syntax error: {message}"), *place, "")
            }
            Self::NoFile {
                name,
                candidates,
                place,
            } => {
                let paths: Vec<String> = candidates
                    .iter()
                    .map(|path| format!("`{}`", path.display()))
                    .collect();
                let title = format!("there is no file for module `{name}`");
                Diagnostic::error(NO_FILE, title, *place, "declared here")
                    .note(format!("looked for {}", paths.join(" and ")))
                    .help(format!("create one of them, or remove `mod {name};`"))
            }
            Self::Outside { path, place } => {
                let title = format!("`{}` is outside of the source folder", path.display());
                Diagnostic::error(OUTSIDE, title, *place, "declared here")
                    .help("the client has the same files at the same paths: move it inside")
            }
            Self::ReadTwice { path, place } => {
                let title = format!("`{}` would be two modules", path.display());
                Diagnostic::error(READ_TWICE, title, *place, "declared here a second time")
                    .help("declare it once, and `use` it where else it is needed")
            }
            Self::NoItem { path } => {
                Diagnostic::global(NO_ITEM, format!("there is no `{path}` in the application"))
                    .help("correct its name, or add it; if it was just made, run `rally gen` again")
            }
            Self::IncludedOutside { path, place } => {
                let title = format!("`{}` is outside of the package", path.display());
                Diagnostic::error(
                    INCLUDED_OUTSIDE,
                    title,
                    *place,
                    "the client would include this",
                )
                .help("the client has the same files at the same paths: move it inside")
            }
            Self::ServerOnly {
                chain,
                place,
                path,
                verdict,
            } => server_only(program, chain, *place, path, verdict),
            Self::Handler {
                chain,
                place,
                handler,
            } => called_handler(program, chain, *place, *handler),
        }
    }
}

fn server_only(
    program: &Program,
    chain: &[NodeId],
    place: Span,
    path: &[String],
    verdict: &Verdict,
) -> Diagnostic {
    let title = format!(
        "`{}` cannot run in a browser: {}",
        verdict.entry, verdict.why
    );
    let mut trail = steps(program, chain);
    trail.push(format!("`{}`", path.join("::")));
    let root = chain
        .first()
        .map_or_else(String::new, |id| name(program, *id));
    let help = format!(
        "`{root}` is part of the client: do this in a `server_*` handler or in `load`, and send the page what it needs"
    );
    let last = chain.last().map(|id| program.node(*id));
    let more = last.and_then(|node| match &node.kind {
        Kind::Part(_) => Some(format!(
            "a method of a trait is in the client if anything there is called by its name: where `{0}` is meant for the server \
             alone, give it another name, or a trait of its own",
            node.name
        )),
        Kind::Trait(_) => Some(format!(
            "what `{}` asks of types and of other traits is in the client with it: put what only the server has into a trait of \
             its own",
            node.name
        )),
        _ => None,
    });
    let help = more.map_or(help.clone(), |more| format!("{help}; {more}"));
    Diagnostic::error(SERVER_ONLY, title, place, "the client would need this")
        .trail(trail)
        .help(help)
}

fn called_handler(program: &Program, chain: &[NodeId], place: Span, handler: NodeId) -> Diagnostic {
    let called = &program.node(handler).name;
    let from = chain
        .last()
        .map_or_else(String::new, |id| name(program, *id));
    let title = format!("`{from}` calls `{called}`, which runs on the server");
    let mut trail = steps(program, chain);
    trail.push(format!("`{called}`"));
    let help = if called == "load" {
        "what `load` answers reaches the page in `init_loaded`".to_owned()
    } else {
        format!(
            "call it with `effect::rpc({} {{ … }}, …)`",
            upper_camel(called)
        )
    };
    Diagnostic::error(HANDLER, title, place, "called here")
        .trail(trail)
        .help(help)
}

/// The names of a chain, each with its file where that is another than the one before.
fn steps(program: &Program, chain: &[NodeId]) -> Vec<String> {
    let mut file: Option<&Path> = None;
    let step = |id: &NodeId| {
        let here = program.file(program.node(*id).file).path.as_path();
        let name = name(program, *id);
        if file.replace(here) == Some(here) {
            format!("`{name}`")
        } else {
            format!("{} `{name}`", here.display())
        }
    };
    chain.iter().map(step).collect()
}

/// What people call a node.
pub(super) fn name(program: &Program, id: NodeId) -> String {
    let node = program.node(id);
    match &node.kind {
        Kind::Impl(_) => format!("impl {}", source(program, id)),
        Kind::Member(member) => format!("{}::{}", source(program, member.parent), node.name),
        Kind::Part(part) => {
            let parent = source(program, part.parent);
            match parent.rsplit_once(" for ") {
                Some((of, ty)) => format!("<{ty} as {of}>::{}", node.name),
                None => format!("{parent}::{}", node.name),
            }
        }
        _ => node.name.clone(),
    }
}

/// What is written in the place of a node, on one line.
fn source(program: &Program, id: NodeId) -> String {
    let node = program.node(id);
    let text = program
        .file(node.file)
        .text
        .get(node.place.clone())
        .unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn upper_camel(name: &str) -> String {
    let words = name.split('_').map(|word| {
        let mut letters = word.chars();
        letters
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .chain(letters)
            .collect::<String>()
    });
    words.collect()
}

/// Problems that are told once: those of the same kind at the same place have the shortest chain first.
pub(super) fn told(problems: &[Problem], program: &Program) -> Vec<Diagnostic> {
    let mut told: Vec<Diagnostic> = vec![];
    for problem in problems {
        let diagnostic = problem.tell(program);
        let is_new = told.iter().all(|have| {
            (have.code, &have.title, &have.primary)
                != (diagnostic.code, &diagnostic.title, &diagnostic.primary)
        });
        if is_new && diagnostic.severity == Severity::Error {
            told.push(diagnostic);
        }
    }
    told
}
