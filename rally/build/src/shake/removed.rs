//! What was taken out, for tests and for whoever wonders.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::RangeInclusive;
use std::path::PathBuf;

use super::problem;
use super::program::{Kind, NodeId, Program};
use super::reach::Reach;

/// An item that is not in the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Its name, as `Team::save` or `impl From<DbError> for AppError`.
    pub item: String,
    /// The file, relative to the folder of the root file.
    pub file: PathBuf,
    /// Its lines, from 1.
    pub lines: RangeInclusive<usize>,
    /// Why.
    pub reason: Reason,
}

/// Why something is not in the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// It runs on the server, or needs something that does.
    Server,
    /// No page needs it.
    Unused,
}

/// Everything that is taken out; imports and empty modules are not worth a word.
pub(super) fn list(program: &Program, reach: &Reach<'_>) -> Vec<Removed> {
    let told = |id: &NodeId| {
        !reach.is_live(*id)
            && match &program.node(*id).kind {
                Kind::Module(_) | Kind::Import(_) | Kind::ExternCrate(_) => false,
                Kind::Impl(block) => block.members.is_empty(),
                Kind::Part(part) => reach.is_live(part.parent),
                _ => true,
            }
    };
    let of_server = program.ids().filter_map(|id| match &program.node(id).kind {
        Kind::Part(part) if reach.known.taint.node(id) => Some(part.parent),
        _ => None,
    });
    let servers: BTreeSet<NodeId> = of_server.collect();
    let mut removed: Vec<Removed> = program
        .ids()
        .filter(told)
        .map(|id| {
            let node = program.node(id);
            let file = program.file(node.file);
            let is_server = reach.known.handlers.contains(&id)
                || reach.known.taint.node(id)
                || servers.contains(&id);
            Removed {
                item: problem::name(program, id),
                file: file.path.clone(),
                lines: line(&file.text, node.range.start)..=line(&file.text, node.range.end),
                reason: if is_server {
                    Reason::Server
                } else {
                    Reason::Unused
                },
            }
        })
        .collect();
    removed.sort_by(|one, other| {
        (&one.file, one.lines.start()).cmp(&(&other.file, other.lines.start()))
    });
    removed
}

fn line(text: &str, place: usize) -> usize {
    1 + text[..place].matches('\n').count()
}

impl fmt::Display for Removed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = match self.reason {
            Reason::Server => "runs on the server",
            Reason::Unused => "is used by no page",
        };
        write!(
            formatter,
            "{}:{} `{}` {reason}",
            self.file.display(),
            self.lines.start(),
            self.item
        )
    }
}
