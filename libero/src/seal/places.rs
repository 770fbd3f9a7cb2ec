//! Places in the source, as lines and columns.

use contract_schema::SourcePlace;
use rayon::prelude::*;

use crate::diagnostic::Span;
use crate::load::SourceSet;

/// Lines are counted for runs of so many bytes; what is left of a run is counted when it is asked for.
const RUN: usize = 512;

/// Turns bytes into lines and columns.
pub(super) struct Places<'s> {
    sources: &'s SourceSet,
    /// For each file, the lines that end before each run.
    lines: Vec<Vec<u32>>,
}

impl<'s> Places<'s> {
    pub(super) fn new(sources: &'s SourceSet) -> Self {
        Self {
            sources,
            lines: sources.texts().map(lines_before).collect(),
        }
    }

    /// The place where a span begins.
    pub(super) fn of(&self, span: Span) -> SourcePlace {
        let text = self.sources.text(span.file).as_bytes();
        let offset = (span.start as usize).min(text.len());
        let run = offset / RUN;
        let before = self.lines[span.file.0 as usize][run];
        let start = text[..offset].iter().rposition(|byte| *byte == b'\n');
        let is_first = |byte: &&u8| **byte & 0xc0 != 0x80; // of a character
        let column = text[start.map_or(0, |end| end + 1)..offset].iter();
        SourcePlace {
            file: self.sources.display_path(span.file).to_string(),
            line: before + line_ends(&text[run * RUN..offset]) + 1,
            column: count(column.filter(is_first).count()) + 1,
        }
    }
}

fn lines_before(text: &str) -> Vec<u32> {
    let mut before = 0;
    let mut lines = Vec::with_capacity(text.len() / RUN + 2);
    lines.push(before);
    for run in text.as_bytes().chunks(RUN) {
        before += line_ends(run);
        lines.push(before);
    }
    lines
}

fn line_ends(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from(*byte == b'\n')).sum()
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_are_counted_from_one_in_characters() {
        let long = format!("{}\n", "x".repeat(RUN)).repeat(3);
        let cases = [
            ("", 0, (1, 1)),
            ("ab", 1, (1, 2)),
            ("a\nb", 2, (2, 1)),
            ("a\nb", 9, (2, 2)),
            ("\n\u{e4}\u{1f600}b", 7, (2, 3)),
            (&long, RUN, (1, RUN + 1)),
            (&long, RUN + 1, (2, 1)),
            (&long, long.len(), (4, 1)),
        ];
        for (text, start, (line, column)) in cases {
            let mut sources = SourceSet::default();
            let file = sources.add("lib.rs", text.to_owned());
            let start = u32::try_from(start).expect("a short text");
            let found = Places::new(&sources).of(Span {
                file,
                start,
                end: start,
            });
            assert_eq!(
                (found.line, found.column as usize),
                (line, column),
                "{start} in {text:.20}"
            );
        }
    }
}
