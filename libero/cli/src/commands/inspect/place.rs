//! Where in a request stands what it calls.

use libero_wire::Codec;

use super::names::Names;
use super::rows::Row;
use super::{json, term};

/// What names the endpoint of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Module,
    /// The constructor that the message begins with.
    Constructor,
}

impl Part {
    /// The path to it, as errors have it.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Module => "module",
            Self::Constructor => "message",
        }
    }

    /// Where it stands in a request that can be read.
    pub(super) fn offset(self, codec: Codec, request: &[u8]) -> Option<usize> {
        let mut found = None;
        let mut look = |row: Row<'_>| {
            let is_it = match (codec, self) {
                (Codec::Etf, Self::Module) => row.tag == "binary",
                (Codec::Etf, Self::Constructor) => row.tag == "atom",
                (Codec::Json, Self::Module) => row.depth == 1 && row.meaning.starts_with("module:"),
                (Codec::Json, Self::Constructor) => {
                    row.depth == 2 && row.meaning.starts_with("type:")
                }
            };
            if is_it && found.is_none() {
                found = Some(row.offset);
            }
        };
        // What is wrong further on is told elsewhere.
        let _ = match codec {
            Codec::Etf => term::walk(request, 1, None, &Names::default(), &mut look).map(drop),
            Codec::Json => json::walk(request, &mut look),
        };
        found
    }
}
