//! Messages for programs: an object each, on one line.

use std::io::{self, Write};

use libero_wire::Codec;
use serde_json::{Value, json};

use super::capture::Bad;
use super::rows::Row;
use super::{Direction, Head, Show, Tail};

pub(super) struct Machine<W> {
    output: W,
    is_first: bool,
}

impl<W: Write> Machine<W> {
    pub(super) fn new(output: W) -> Self {
        Self {
            output,
            is_first: true,
        }
    }
}

impl<W: Write> Show for Machine<W> {
    fn head(&mut self, head: &Head<'_>) -> io::Result<()> {
        let mut object = json!({
            "frame": head.kind.map(super::Kind::name),
            "codec": match head.message.codec {
                Codec::Etf => "etf",
                Codec::Json => "json",
            },
            "bytes": head.message.bytes.len(),
        });
        let direction = head.message.direction.map(|direction| match direction {
            Direction::In => "in",
            Direction::Out => "out",
        });
        let parts = [
            ("number", head.number.map(Value::from)),
            ("dir", direction.map(Value::from)),
            ("name", head.verdict.name.clone().map(Value::from)),
            ("request_id", head.verdict.request_id.map(Value::from)),
            (
                "made_by_contract",
                head.other_contract.clone().map(Value::from),
            ),
        ];
        for (key, value) in parts {
            if let Some(value) = value {
                object[key] = value;
            }
        }
        let text = object.to_string();
        self.is_first = true;
        // The parts are not held together in memory: the object stays open for them.
        write!(self.output, "{},\"parts\":[", &text[..text.len() - 1])
    }

    fn row(&mut self, row: Row<'_>) -> io::Result<()> {
        if !std::mem::take(&mut self.is_first) {
            write!(self.output, ",")?;
        }
        let part = json!({
            "offset": row.offset,
            "length": row.bytes.len(),
            "depth": row.depth,
            "tag": row.tag,
            "meaning": row.meaning,
        });
        write!(self.output, "{part}")
    }

    fn bad(&mut self, number: usize, bad: &Bad) -> io::Result<()> {
        let mut object = json!({ "number": number, "error": { "message": bad.what } });
        if let Some(line) = bad.line {
            object["line"] = line.into();
        }
        writeln!(self.output, "{object}")?;
        self.output.flush()
    }

    fn tail(&mut self, tail: &Tail<'_>, _: &[u8]) -> io::Result<()> {
        write!(self.output, "]")?;
        if let Some(value) = tail.value {
            write!(self.output, ",\"value\":{value}")?;
        }
        if let Some(term) = &tail.term {
            write!(self.output, ",\"term\":{}", json!(term))?;
        }
        if let Some(problem) = tail.problem {
            let error = json!({
                "offset": problem.offset,
                "path": problem.path,
                "message": problem.what,
            });
            write!(self.output, ",\"error\":{error}")?;
        }
        writeln!(self.output, "}}")?;
        self.output.flush()
    }
}
