//! Terms of the Erlang external term format, byte by byte: whatever the bytes are, what can be shown is.
//!
//! Nothing is kept of what was read but where it stands: a row is handed on as soon as it is known.

use libero_values::describe::type_name;

use super::names::{Constructor, Names};
use super::rows::{Problem, Row};
use super::text::excerpt;

/// How deep terms may stand in one another.
const DEEPEST: usize = 4096;
/// So many bytes of the path to a value are shown.
const LONGEST_PATH: usize = 200;

/// What stands around a term.
#[derive(Clone, Copy, Debug)]
enum Around<'n> {
    /// The parts of a frame, or of a wrapper such as `{ok, V}`, by their names.
    Parts(&'static [&'static str]),
    Constructor(Constructor<'n>),
    Tuple,
    /// With its tail, which is the last of what is left.
    List,
    Map,
}

#[derive(Debug)]
struct Level<'n> {
    around: Around<'n>,
    left: u64,
    index: u64,
}

/// The parts of the outermost tuple of a frame.
pub(super) const REQUEST: &[&str] = &["module", "request_id", "message"];
pub(super) const PUSH: &[&str] = &["module", "value"];
const WRAPPED: &[&str] = &["", ""];

/// Shows the term that begins at an offset, of which the outermost tuple has parts of these names; gives
/// the offset behind it.
pub(super) fn walk(
    input: &[u8],
    start: usize,
    parts: Option<&'static [&'static str]>,
    names: &Names<'_>,
    row: &mut dyn FnMut(Row<'_>),
) -> Result<usize, Problem> {
    let mut walk = Walk {
        input,
        at: start,
        names,
        levels: vec![],
        parts,
    };
    loop {
        walk.term(row)?;
        while walk.levels.last().is_some_and(|level| level.left == 0) {
            walk.levels.pop();
        }
        if walk.levels.is_empty() {
            return Ok(walk.at);
        }
    }
}

struct Walk<'i, 'n> {
    input: &'i [u8],
    at: usize,
    names: &'i Names<'n>,
    levels: Vec<Level<'n>>,
    /// Of the outermost tuple.
    parts: Option<&'static [&'static str]>,
}

impl<'i, 'n> Walk<'i, 'n> {
    fn problem(&self, what: impl Into<String>) -> Problem {
        Problem::at(self.at, what)
    }

    /// The next bytes of a term that began at `start`.
    fn take(&mut self, start: usize, count: u64, of: &str) -> Result<&'i [u8], Problem> {
        let left = self.input.len() - self.at;
        match usize::try_from(count) {
            Ok(count) if count <= left => {
                let bytes = &self.input[self.at..self.at + count];
                self.at += count;
                Ok(bytes)
            }
            _ => Err(Problem {
                offset: self.input.len(),
                what: format!("expected {count} bytes of {of}, {left} are left"),
                of: Some(start),
                path: String::new(),
            }),
        }
    }

    fn number(&mut self, start: usize, bytes: u64, of: &str) -> Result<u64, Problem> {
        let bytes = self.take(start, bytes, of)?;
        Ok(bytes.iter().fold(0, |n, byte| n << 8 | u64::from(*byte)))
    }

    /// One term, without what stands in it.
    fn term(&mut self, row: &mut dyn FnMut(Row<'_>)) -> Result<(), Problem> {
        let start = self.at;
        let depth = self.levels.len();
        if depth > DEEPEST {
            return Err(self.problem(format!("terms in terms, deeper than {DEEPEST}")));
        }
        let (label, is_tail) = self.label();
        let Some(&tag) = self.input.get(start) else {
            let part = label.trim_end_matches([' ', '=']);
            let part = if part.is_empty() { "a term" } else { part };
            let what = format!("expected {part}, the input ends");
            return Err(self.problem(what));
        };
        self.at += 1;
        let (meaning, cut) = match self.part(start, tag, is_tail) {
            Ok(meaning) => (meaning, None),
            // The part that is not whole is shown as well, by its name.
            Err(problem) if problem.of == Some(start) => {
                self.at = self.input.len();
                (self.begun(start, tag), Some(problem))
            }
            Err(problem) => return Err(problem),
        };
        let meaning = if label.is_empty() {
            meaning
        } else if label.ends_with('=') || meaning.is_empty() {
            format!("{label} {meaning}")
        } else {
            format!("{label}: {meaning}")
        };
        row(Row {
            offset: start,
            bytes: &self.input[start..self.at],
            depth,
            tag: tag_name(tag),
            meaning: &meaning,
        });
        if let Some(problem) = cut {
            return Err(Problem {
                path: self.path(),
                ..problem
            });
        }
        if is_tail && tag != 106 {
            return Err(Problem::at(
                start,
                "the list is improper: it ends in a term of its own",
            ));
        }
        Ok(())
    }

    /// What a term is whose tag was read.
    fn part(&mut self, start: usize, tag: u8, is_tail: bool) -> Result<String, Problem> {
        Ok(match tag {
            97 => self.number(start, 1, "an integer")?.to_string(),
            98 => {
                let n = self.number(start, 4, "an integer")?;
                #[allow(clippy::cast_possible_truncation)] // four bytes
                let n = (n as u32).cast_signed();
                n.to_string()
            }
            110 | 111 => {
                let width = if tag == 110 { 1 } else { 4 };
                let len = self.number(start, width, "the length of an integer")?;
                let sign = self.number(start, 1, "the sign of an integer")?;
                let digits = self.take(start, len, "an integer")?;
                big(sign != 0, digits)
            }
            70 => {
                let bits = self.number(start, 8, "a float")?;
                format!("{:?}", f64::from_bits(bits))
            }
            99 => {
                let text = self.take(start, 31, "a float")?;
                let text = String::from_utf8_lossy(text);
                text.trim_end_matches('\0').to_owned()
            }
            109 => {
                let len = self.number(start, 4, "the length of a binary")?;
                let bytes = self.take(start, len, "a binary")?;
                bytes_meaning(bytes)
            }
            77 => {
                let len = self.number(start, 4, "the length of a bit string")?;
                let bits = self.number(start, 1, "a bit string")?;
                self.take(start, len, "a bit string")?;
                format!("{len} bytes, {bits} bits of the last")
            }
            100 | 115 | 118 | 119 => {
                let width = if matches!(tag, 100 | 118) { 2 } else { 1 };
                let len = self.number(start, width, "the length of an atom")?;
                let atom = self.take(start, len, "an atom")?;
                self.atom(atom)
            }
            104 | 105 => {
                let width = if tag == 104 { 1 } else { 4 };
                let arity = self.number(start, width, "the size of a tuple")?;
                let (around, meaning) = self.tuple(arity);
                self.enter(around, arity, arity)?;
                meaning
            }
            106 if is_tail => "end of the list".to_owned(),
            106 => "[]".to_owned(),
            107 => {
                let len = self.number(start, 2, "the length of a string")?;
                self.take(start, len, "a string")?;
                format!("a list of {len} bytes")
            }
            108 => {
                let len = self.number(start, 4, "the length of a list")?;
                self.enter(Around::List, len + 1, len + 1)?;
                format!("{len} items")
            }
            116 => {
                let len = self.number(start, 4, "the size of a dict")?;
                self.enter(Around::Map, len * 2, len * 2)?;
                format!("{len} entries")
            }
            _ => return Err(Problem::at(start, refused(tag))),
        })
    }

    /// What is there of a term that is cut off.
    fn begun(&self, start: usize, tag: u8) -> String {
        let text = match tag {
            109 => self.input.get(start + 5..).unwrap_or_default(),
            _ => &[],
        };
        match std::str::from_utf8(text) {
            Ok("") | Err(_) => "cut off".to_owned(),
            Ok(text) => format!("{:?}, cut off", excerpt(text, 60)),
        }
    }

    /// Which value was read last, where the names of what stands around it are known.
    fn path(&self) -> String {
        let mut path = String::new();
        for level in &self.levels {
            // The next one's place has been counted.
            let index = level.index.saturating_sub(1);
            let place = usize::try_from(index).unwrap_or(usize::MAX);
            let name = match level.around {
                Around::Parts(names) => names.get(place).copied().unwrap_or_default().to_owned(),
                Around::Constructor(constructor) => {
                    let field = place.checked_sub(1).and_then(|at| constructor.field(at));
                    field.map(|(label, _)| label).unwrap_or_default()
                }
                _ if path.is_empty() => continue,
                Around::Map if index % 2 == 0 => "key".to_owned(),
                Around::Map => "value".to_owned(),
                Around::Tuple | Around::List => format!("[{index}]"),
            };
            if path.len() > LONGEST_PATH {
                path.push('…');
                break;
            }
            if !(path.is_empty() || name.is_empty() || name.starts_with('[')) {
                path.push('.');
            }
            path.push_str(&name);
        }
        path
    }

    /// What the next term is in what stands around it, and whether it is the tail of a list.
    fn label(&mut self) -> (String, bool) {
        let Some(level) = self.levels.last_mut() else {
            return (String::new(), false);
        };
        let index = level.index;
        level.index += 1;
        level.left -= 1;
        let place = usize::try_from(index).unwrap_or(usize::MAX);
        let label = match level.around {
            Around::Parts(names) => names.get(place).copied().unwrap_or_default().to_owned(),
            Around::Constructor(_) if index == 0 => String::new(),
            Around::Constructor(constructor) => match constructor.field(place - 1) {
                Some((label, ty)) => format!("{label}: {} =", type_name(ty)),
                None => String::new(),
            },
            Around::Tuple => format!(".{index}"),
            Around::List if level.left == 0 => return (String::new(), true),
            Around::List => format!("[{index}]"),
            Around::Map if index % 2 == 0 => "key".to_owned(),
            Around::Map => "value".to_owned(),
        };
        (label, false)
    }

    /// Goes into a term of so many parts, each of which has a byte at least.
    fn enter(&mut self, around: Around<'n>, parts: u64, least: u64) -> Result<(), Problem> {
        let left = self.input.len() - self.at;
        if least > left as u64 {
            let what = format!("expected {parts} terms, {left} bytes are left");
            return Err(self.problem(what));
        }
        self.levels.push(Level {
            around,
            left: parts,
            index: 0,
        });
        Ok(())
    }

    /// What a tuple is, by the atom that it begins with.
    fn tuple(&mut self, arity: u64) -> (Around<'n>, String) {
        let parts = self.parts.take();
        if let Some(parts) = parts.filter(|parts| parts.len() as u64 == arity) {
            return (Around::Parts(parts), format!("{arity} parts"));
        }
        let first = self.first_atom().unwrap_or_default();
        match (first, arity) {
            (b"ok" | b"error" | b"some", 2) => (Around::Parts(WRAPPED), String::new()),
            _ => match self.names.find(first) {
                Some(constructor) => {
                    let fields = if arity == 2 { "field" } else { "fields" };
                    let name = &constructor.def.type_name;
                    let meaning = format!("{name}, {} {fields}", arity.saturating_sub(1));
                    (Around::Constructor(constructor), meaning)
                }
                None => (Around::Tuple, format!("{arity} parts")),
            },
        }
    }

    /// The atom that stands next.
    fn first_atom(&self) -> Option<&'i [u8]> {
        let rest = self.input.get(self.at..)?;
        let (len, text) = match rest {
            [115 | 119, len, text @ ..] => (usize::from(*len), text),
            [100 | 118, high, low, text @ ..] => {
                (usize::from(u16::from_be_bytes([*high, *low])), text)
            }
            _ => return None,
        };
        text.get(..len)
    }

    fn atom(&self, atom: &[u8]) -> String {
        if let Some(constructor) = self.names.find(atom) {
            return constructor.name();
        }
        let text = excerpt(&String::from_utf8_lossy(atom), 60);
        let is_hash = atom.len() == 10 && atom.iter().all(u8::is_ascii_hexdigit);
        if is_hash && !self.names.is_empty() {
            return format!("{text}, the hash of nothing in the contract");
        }
        text
    }
}

fn tag_name(tag: u8) -> &'static str {
    match tag {
        70 => "float",
        77 => "bits",
        97 => "small int",
        98 => "int",
        99 => "old float",
        100 | 115 | 118 | 119 => "atom",
        104 | 105 => "tuple",
        106 => "nil",
        107 => "string",
        108 => "list",
        109 => "binary",
        110 | 111 => "big int",
        116 => "map",
        _ => "",
    }
}

fn refused(tag: u8) -> String {
    let what = match tag {
        131 => "a second 131, which stands before a whole term alone",
        80 => "a compressed term",
        88 | 103 => "a pid",
        89 | 102 | 120 => "a port",
        90 | 101 | 114 => "a reference",
        112 | 113 | 117 => "a function",
        _ => return format!("expected a term, got {tag}, which is no tag"),
    };
    format!("expected a value, got {what}")
}

fn bytes_meaning(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => format!("{:?}", excerpt(text, 60)),
        Err(_) => format!("{} bytes", bytes.len()),
    }
}

fn big(is_negative: bool, digits: &[u8]) -> String {
    let mut wide = [0; 16];
    match wide.get_mut(..digits.len()) {
        Some(low) => low.copy_from_slice(digits),
        None => return format!("an integer of {} bytes", digits.len()),
    }
    let sign = if is_negative { "-" } else { "" };
    format!("{sign}{}", u128::from_le_bytes(wide))
}
