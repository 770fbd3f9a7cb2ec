//! The other ends of the wire, each a long-running program that decodes and encodes again.

use std::fmt;
use std::io::{self, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A program that speaks the protocol of the drivers: a message is its length (u32, big-endian) and
/// that many bytes. A request is what to do (see [`Sent`]), the length of the type's name (u16), the
/// name, and the value. A reply is `+` and the parts that are asked for, each behind its length
/// (u32), or `-` and the reason as
/// text; `!` and text is a failure of the program itself.
#[derive(Debug)]
pub struct End {
    name: &'static str,
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
}

/// In which codec a value is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// As an ETF term.
    Etf,
    /// As an ETF term, which is answered in ETF alone.
    Term,
    /// As JSON.
    Json,
    /// As an ETF term, which `term_to_binary` is to write again, in one of its ways (Erlang alone).
    Beam(Way),
    /// As an ETF term, which the BEAM reads as from a stranger and to its last byte (Erlang alone).
    Safe,
}

/// The options of `term_to_binary`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// None.
    Plain,
    /// `{minor_version, 0}`: floats as text.
    Minor0,
    /// `{minor_version, 1}`: atoms in Latin-1 where they fit.
    Minor1,
    /// `{minor_version, 2}`: atoms in UTF-8.
    Minor2,
    /// `deterministic`.
    Deterministic,
    /// `{compressed, 9}`.
    Compressed,
}

impl Sent {
    /// What a request begins with. In lower case there are many values, each behind its length
    /// (u32), and as many replies, each behind its length.
    fn letter(self) -> u8 {
        match self {
            Self::Etf => b'E',
            Self::Term => b'T',
            Self::Json => b'J',
            Self::Beam(Way::Plain) => b'B',
            Self::Beam(Way::Minor0) => b'M',
            Self::Beam(Way::Minor1) => b'V',
            Self::Beam(Way::Minor2) => b'W',
            Self::Beam(Way::Deterministic) => b'D',
            Self::Beam(Way::Compressed) => b'C',
            Self::Safe => b'U',
        }
    }
}

/// What the other end made of a value, in every codec that it writes, or why it did not take it.
pub type Outcome = Result<Vec<Vec<u8>>, Refused>;

/// Why the other end did not take a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub String);

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl End {
    /// Starts the program. Panics if it is missing: parity cannot be tested without it.
    pub fn start(name: &'static str, command: &mut Command) -> Self {
        let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = spawned.unwrap_or_else(|error| {
            panic!("{name} could not be started ({error}); `cargo xtask setup` installs it")
        });
        let input = child.stdin.take().expect("a piped input");
        let output = child.stdout.take().expect("a piped output");
        Self {
            name,
            child,
            input,
            output,
        }
    }

    /// Sends a value of a type; what the other end makes of it in every codec that it writes.
    pub fn exchange(&mut self, sent: Sent, type_name: &str, value: &[u8]) -> Outcome {
        let answer = self.call(sent.letter(), type_name, value);
        self.outcome(&answer, type_name, value)
    }

    /// Sends many values of a type at once; what [`Self::exchange`] gives for each.
    pub fn exchange_all<'a>(
        &mut self,
        sent: Sent,
        type_name: &str,
        values: impl Iterator<Item = &'a [u8]> + Clone,
    ) -> Vec<Outcome> {
        let mut together = vec![];
        for value in values.clone() {
            together.extend(u32::try_from(value.len()).expect("a value").to_be_bytes());
            together.extend(value);
        }
        let letter = sent.letter().to_ascii_lowercase();
        let answer = split(&self.call(letter, type_name, &together));
        assert_eq!(answer.len(), values.clone().count(), "{}", self.name);
        let pairs = answer.iter().zip(values);
        pairs
            .map(|(answer, value)| self.outcome(answer, type_name, value))
            .collect()
    }

    fn outcome(&self, answer: &[u8], type_name: &str, value: &[u8]) -> Outcome {
        match answer.split_first() {
            Some((b'+', parts)) => Ok(split(parts)),
            Some((b'-', reason)) => Err(Refused(String::from_utf8_lossy(reason).into_owned())),
            _ => panic!(
                "{} fails on a {type_name}: {}\n  from {}",
                self.name,
                String::from_utf8_lossy(answer),
                value[..value.len().min(2000)].escape_ascii()
            ),
        }
    }

    fn call(&mut self, letter: u8, type_name: &str, value: &[u8]) -> Vec<u8> {
        let answer = self.transmit(letter, type_name, value);
        answer.unwrap_or_else(|error| {
            panic!("{} ended while it read a {type_name}: {error}", self.name)
        })
    }

    fn transmit(&mut self, letter: u8, type_name: &str, value: &[u8]) -> io::Result<Vec<u8>> {
        let mut request = vec![letter];
        let name_length = u16::try_from(type_name.len()).expect("a short name");
        request.extend(name_length.to_be_bytes());
        request.extend(type_name.as_bytes());
        request.extend(value);
        let length = u32::try_from(request.len()).expect("a small request");
        self.input.write_all(&length.to_be_bytes())?;
        self.input.write_all(&request)?;
        self.input.flush()?;
        let mut length = [0; 4];
        self.output.read_exact(&mut length)?;
        let mut answer = vec![0; u32::from_be_bytes(length) as usize];
        self.output.read_exact(&mut answer)?;
        Ok(answer)
    }
}

impl Drop for End {
    fn drop(&mut self) {
        // Errors mean that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn split(mut rest: &[u8]) -> Vec<Vec<u8>> {
    let mut parts = vec![];
    while let Some((length, tail)) = rest.split_first_chunk::<4>() {
        let (part, tail) = tail.split_at(u32::from_be_bytes(*length) as usize);
        parts.push(part.to_vec());
        rest = tail;
    }
    parts
}
