//! Places in the source, as lines and columns.

use std::cell::RefCell;
use std::collections::HashMap;

use contract_schema::SourcePlace;

use crate::diagnostic::Span;
use crate::load::{FileId, SourceSet};

/// Turns bytes into lines and columns; the lines of each file are found once.
pub(super) struct Places<'s> {
    sources: &'s SourceSet,
    lines: RefCell<HashMap<FileId, Vec<usize>>>,
}

impl<'s> Places<'s> {
    pub(super) fn new(sources: &'s SourceSet) -> Self {
        Self {
            sources,
            lines: RefCell::default(),
        }
    }

    /// The place where a span begins.
    pub(super) fn of(&self, span: Span) -> SourcePlace {
        let text = self.sources.text(span.file);
        let mut lines = self.lines.borrow_mut();
        let starts = lines.entry(span.file).or_insert_with(|| line_starts(text));
        let offset = (span.start as usize).min(text.len());
        let line = starts.partition_point(|start| *start <= offset).max(1);
        let start = starts.get(line - 1).copied().unwrap_or(0);
        let column = text
            .get(start..offset)
            .map_or(0, |before| before.chars().count());
        SourcePlace {
            file: self.sources.display_path(span.file).to_string(),
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column + 1).unwrap_or(u32::MAX),
        }
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    let after = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(after).collect()
}
