//! Places in the source, as lines and columns.

use contract_schema::SourcePlace;
use rayon::prelude::*;

use crate::diagnostic::Span;
use crate::load::SourceSet;

/// Turns bytes into lines and columns.
pub(super) struct Places<'s> {
    sources: &'s SourceSet,
    /// Where each line of each file starts.
    lines: Vec<Vec<usize>>,
}

impl<'s> Places<'s> {
    pub(super) fn new(sources: &'s SourceSet) -> Self {
        Self {
            sources,
            lines: sources.texts().map(line_starts).collect(),
        }
    }

    /// The place where a span begins.
    pub(super) fn of(&self, span: Span) -> SourcePlace {
        let text = self.sources.text(span.file);
        let starts = &self.lines[span.file.0 as usize];
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
