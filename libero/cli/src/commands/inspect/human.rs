//! Messages for people.

use std::io::{self, Write};

use libero_wire::Codec;

use super::capture::Bad;
use super::rows::{Problem, Row};
use super::text::{excerpt, hex};
use super::{Direction, Head, Show, Tail};

/// Bytes in a row.
const BYTES: usize = 8;
/// Of the rows that are not shown whole, so many steps at most are indented.
const DEEPEST: usize = 40;
/// Characters of a value that is shown whole.
const LONGEST: usize = 4000;
/// Rows of what could not be read.
const UNREAD: usize = 4;

pub(super) struct Human<W> {
    output: W,
    color: bool,
    is_json: bool,
    /// What is wrong with what the message says, until its row was shown.
    problem: Option<Problem>,
    is_first: bool,
}

impl<W: Write> Human<W> {
    pub(super) fn new(output: W, color: bool) -> Self {
        Self {
            output,
            color,
            is_json: false,
            problem: None,
            is_first: true,
        }
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    /// A line below the bytes that are wrong.
    fn mark(&mut self, problem: &Problem, row: Option<Row<'_>>) -> io::Result<()> {
        let behind = row.map_or(0, |row| problem.offset - row.offset);
        let column = if self.is_json {
            0
        } else {
            behind.min(BYTES) * 3
        };
        let place = if problem.path.is_empty() {
            String::new()
        } else {
            format!("{}: ", problem.path)
        };
        let marked = format!("^^ {place}{}", problem.what);
        let marked = self.paint("1;31", &marked);
        writeln!(self.output, "{:9}{:column$}{marked}", "", "")
    }
}

impl<W: Write> Show for Human<W> {
    fn head(&mut self, head: &Head<'_>) -> io::Result<()> {
        if !std::mem::take(&mut self.is_first) {
            writeln!(self.output)?;
        }
        let number = head
            .number
            .map_or_else(String::new, |number| format!("#{number} "));
        let direction = match head.message.direction {
            Some(Direction::In) => "in, ",
            Some(Direction::Out) => "out, ",
            None => "",
        };
        self.is_json = head.message.codec == Codec::Json;
        let kind = head.kind.map_or("no frame", super::Kind::name);
        let id = head
            .verdict
            .request_id
            .map_or_else(String::new, |id| format!(" {id}"));
        let codec = match (self.is_json, kind) {
            (true, "JSON") => "",
            (true, _) => ", JSON",
            (false, _) => ", ETF",
        };
        let about = &head.verdict.about;
        let colon = if about.is_empty() { "" } else { ": " };
        let length = head.message.bytes.len();
        let title = format!("{number}{direction}{kind}{id}{codec}, {length} bytes{colon}{about}");
        writeln!(self.output, "{}", self.paint("1", &title))?;
        if let Some(hash) = &head.other_contract {
            let hash = excerpt(hash, 16);
            writeln!(
                self.output,
                "made by another contract than the one at hand: {hash}"
            )?;
        }
        self.problem.clone_from(&head.verdict.problem);
        Ok(())
    }

    fn row(&mut self, row: Row<'_>) -> io::Result<()> {
        let indent = row.depth.min(DEEPEST) * 2;
        let offset = self.paint("2", &format!("{:7}", row.offset));
        let line = if self.is_json {
            format!("{offset}  {:indent$}{}", "", row.meaning)
        } else {
            let bytes = format!("{:26}", hex(row.bytes, BYTES));
            let bytes = self.paint("36", &bytes);
            format!(
                "{offset}  {bytes} {:9} {:indent$}{}",
                row.tag, "", row.meaning
            )
        };
        writeln!(self.output, "{}", line.trim_end())?;
        let end = row.offset + row.bytes.len();
        let is_here = |problem: &mut Problem| (row.offset..end).contains(&problem.offset);
        match self.problem.take_if(is_here) {
            Some(problem) => self.mark(&problem, Some(row)),
            None => Ok(()),
        }
    }

    fn bad(&mut self, number: usize, bad: &Bad) -> io::Result<()> {
        if !std::mem::take(&mut self.is_first) {
            writeln!(self.output)?;
        }
        let place = match bad.line {
            Some(line) => format!("line {line}"),
            None => "this".to_owned(),
        };
        let what = format!("#{number} {place} is {}", bad.what);
        writeln!(self.output, "{}", self.paint("1;31", &what))?;
        self.output.flush()
    }

    fn tail(&mut self, tail: &Tail<'_>, message: &[u8]) -> io::Result<()> {
        let unread = message.get(tail.shown..).unwrap_or_default();
        if tail.problem.is_some() {
            let rows = unread.chunks(16).take(UNREAD).enumerate();
            for (index, chunk) in rows {
                let offset = tail.shown + index * 16;
                let shown = if self.is_json {
                    String::from_utf8_lossy(chunk).escape_debug().to_string()
                } else {
                    hex(chunk, 16)
                };
                writeln!(self.output, "{offset:7}  {shown}")?;
            }
            let rest = unread.len().saturating_sub(16 * UNREAD);
            if rest > 0 {
                writeln!(self.output, "{:7}  and {rest} more", "")?;
            }
        }
        if let Some(value) = tail.value {
            writeln!(
                self.output,
                "value  {}",
                excerpt(&value.to_string(), LONGEST)
            )?;
        }
        if let Some(term) = &tail.term {
            writeln!(self.output, "term  {}", excerpt(term, LONGEST))?;
        }
        if let Some(problem) = tail.problem {
            let place = if problem.path.is_empty() {
                String::new()
            } else {
                format!("{}: ", problem.path)
            };
            let whole = problem
                .of
                .map_or_else(String::new, |of| format!(" (it begins at byte {of})"));
            let what = format!(
                "wrong at byte {}: {place}{}{whole}",
                problem.offset, problem.what
            );
            writeln!(self.output, "{}", self.paint("1;31", &what))?;
        }
        self.output.flush()
    }
}
