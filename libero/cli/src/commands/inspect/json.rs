//! Messages of JSON, part by part: whatever the bytes are, what can be shown is.

use super::rows::{Problem, Row};
use super::text::excerpt;

/// How deep objects and arrays may stand in one another.
const DEEPEST: usize = 4096;

/// Shows all values of a text, a row each, and its keys with them.
pub(super) fn walk(input: &[u8], row: &mut dyn FnMut(Row<'_>)) -> Result<(), Problem> {
    let mut walk = Walk { input, at: 0 };
    let mut open: Vec<Level> = vec![];
    loop {
        walk.space();
        let start = walk.at;
        let (label, label_at) = match open.last() {
            Some(level) if level.close == b'}' => {
                let key = walk.string("a key in quotes")?;
                walk.space();
                walk.expect(b':')?;
                walk.space();
                (key, Some(start))
            }
            Some(level) => (format!("[{}]", level.index), None),
            None => (String::new(), None),
        };
        let (tag, value) = walk.value()?;
        let from = label_at.unwrap_or(start);
        let meaning = if label.is_empty() {
            value
        } else {
            format!("{label}: {value}")
        };
        row(Row {
            offset: from,
            bytes: &input[from..walk.at],
            depth: open.len(),
            tag,
            meaning: &meaning,
        });
        let close = match tag {
            "object" => Some(b'}'),
            "array" => Some(b']'),
            _ => None,
        };
        if let Some(close) = close {
            if open.len() >= DEEPEST {
                return Err(walk.problem(format!("values in values, deeper than {DEEPEST}")));
            }
            walk.space();
            if walk.peek() != Some(close) {
                open.push(Level { close, index: 0 });
                continue;
            }
            walk.at += 1;
        }
        loop {
            walk.space();
            let Some(level) = open.last_mut() else {
                let left = input.len() - walk.at;
                if left == 0 {
                    return Ok(());
                }
                return Err(walk.problem(format!("{left} bytes after the end")));
            };
            match walk.peek() {
                Some(b',') => {
                    walk.at += 1;
                    level.index += 1;
                    break;
                }
                Some(byte) if byte == level.close => {
                    walk.at += 1;
                    open.pop();
                }
                other => {
                    let close = char::from(level.close);
                    let what = format!("expected `,` or `{close}`, {}", got(other));
                    return Err(walk.problem(what));
                }
            }
        }
    }
}

struct Level {
    close: u8,
    index: usize,
}

struct Walk<'i> {
    input: &'i [u8],
    at: usize,
}

impl Walk<'_> {
    fn peek(&self) -> Option<u8> {
        self.input.get(self.at).copied()
    }

    fn problem(&self, what: impl Into<String>) -> Problem {
        Problem::at(self.at, what)
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), Problem> {
        if self.peek() == Some(byte) {
            self.at += 1;
            return Ok(());
        }
        let what = format!("expected `{}`, {}", char::from(byte), got(self.peek()));
        Err(self.problem(what))
    }

    /// A scalar, or the opening bracket of what is none.
    fn value(&mut self) -> Result<(&'static str, String), Problem> {
        let start = self.at;
        Ok(match self.peek() {
            Some(b'{') => {
                self.at += 1;
                ("object", "{".to_owned())
            }
            Some(b'[') => {
                self.at += 1;
                ("array", "[".to_owned())
            }
            Some(b'"') => {
                let text = self.string("a text")?;
                ("text", format!("\"{}\"", excerpt(&text, 60)))
            }
            Some(b'-' | b'0'..=b'9' | b'a'..=b'z') => {
                let rest = &self.input[start..];
                let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
                let end = rest.iter().position(|byte| !is_part(byte));
                let word = &rest[..end.unwrap_or(rest.len())];
                let text = String::from_utf8_lossy(word);
                let tag = match &*text {
                    "null" => "null",
                    "true" | "false" => "bool",
                    word if word.parse::<f64>().is_ok_and(f64::is_finite) => "number",
                    word => {
                        let what = format!("expected a value, got {}", excerpt(word, 40));
                        return Err(self.problem(what));
                    }
                };
                self.at += word.len();
                (tag, excerpt(&text, 60))
            }
            other => return Err(self.problem(format!("expected a value, {}", got(other)))),
        })
    }

    /// What stands between quotes, escapes as they are written.
    fn string(&mut self, what: &str) -> Result<String, Problem> {
        if self.peek() != Some(b'"') {
            return Err(self.problem(format!("expected {what}, {}", got(self.peek()))));
        }
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(0..=31) => {
                    return Err(self.problem("expected an escape, got a control character"));
                }
                Some(_) => self.at += 1,
                None => {
                    return Err(Problem {
                        offset: self.input.len(),
                        what: format!("expected the end of {what}, the input ends"),
                        of: Some(start),
                        path: String::new(),
                    });
                }
            }
        }
        let text = String::from_utf8_lossy(&self.input[start + 1..self.at]);
        self.at += 1;
        Ok(text.into_owned())
    }
}

fn got(byte: Option<u8>) -> String {
    match byte {
        None => "the input ends".to_owned(),
        Some(byte) if byte.is_ascii_graphic() => format!("got `{}`", char::from(byte)),
        Some(byte) => format!("got the byte {byte:02x}"),
    }
}
