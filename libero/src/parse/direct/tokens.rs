//! Text to flat tokens, a part of what proc-macro2 accepts.
//!
//! Most of a source file is bodies: of functions, impl blocks, traits. They are scanned like the
//! rest, so that what is wrong in them is found, and leave no tokens.

use super::literals::{self, Form, is_word};

/// One sign, word, literal or delimiter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Of a group that opens: whether the tokens in it are there.
    pub(super) kept: bool,
    pub(super) start: u32,
    pub(super) end: u32,
    /// Of a delimiter: the place of the other.
    pub(super) pair: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// ASCII, keywords included.
    Word,
    /// `r#word`
    RawWord,
    Lifetime,
    /// `"text"`
    Text,
    /// `r"text"`; where the text starts is found again.
    RawText,
    Integer,
    /// Any other literal.
    Literal,
    /// A single sign, as in proc-macro2.
    Punct(u8),
    Open(u8),
    Close,
    /// `///` or `/** */`
    OuterDoc,
    /// `//!` or `/*! */`
    InnerDoc,
}

/// Groups that may be open at once. Fewer than `guard` allows.
const MAX_OPEN: usize = 200;

struct Open {
    delimiter: u8,
    /// Its place among the tokens.
    token: u32,
    /// Whether the tokens around it are kept.
    kept: bool,
    /// Whether the next braces around it are a body.
    body: bool,
}

struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    tokens: Vec<Token>,
    open: Vec<Open>,
    /// Whether tokens are kept here.
    kept: bool,
    /// Whether the next braces are a body.
    body: bool,
}

/// None at what is rare or wrong.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    u32::try_from(text.len()).ok()?;
    let mut lexer = Lexer {
        text,
        bytes: text.as_bytes(),
        tokens: Vec::with_capacity(text.len() / 16),
        open: vec![],
        kept: true,
        body: false,
    };
    lexer.run()?;
    Some(lexer.tokens)
}

impl Lexer<'_> {
    fn run(&mut self) -> Option<()> {
        let mut at = 0;
        while let Some(&byte) = self.bytes.get(at) {
            at = match byte {
                b' ' | 0x09..=0x0d => at + 1,
                b'_' | b'a'..=b'z' | b'A'..=b'Z' => self.word(at)?,
                b'(' | b'[' | b'{' => self.open(at, byte)?,
                b')' | b']' | b'}' => self.close(at, byte)?,
                b'"' => {
                    let end = literals::string(self.bytes, at + 1, Form::Text)?;
                    self.keep(Kind::Text, at, end)
                }
                b'\'' => self.quote(at)?,
                b'0'..=b'9' => {
                    let (end, integer) = literals::number(self.bytes, at)?;
                    let kind = if integer {
                        Kind::Integer
                    } else {
                        Kind::Literal
                    };
                    self.keep(kind, at, end)
                }
                b'/' if matches!(self.bytes.get(at + 1), Some(b'/' | b'*')) => self.comment(at)?,
                b'~' | b'!' | b'@' | b'#' | b'$' | b'%' | b'^' | b'&' | b'*' | b'-' | b'='
                | b'+' | b'|' | b';' | b':' | b',' | b'<' | b'.' | b'>' | b'/' | b'?' => {
                    self.body &= byte != b';';
                    self.keep(Kind::Punct(byte), at, at + 1)
                }
                _ => return None,
            };
        }
        self.open.is_empty().then_some(())
    }

    /// Gives the end back.
    #[allow(clippy::cast_possible_truncation)] // the text is shorter than 4 GiB
    fn keep(&mut self, kind: Kind, start: usize, end: usize) -> usize {
        if self.kept {
            self.tokens.push(Token {
                kind,
                kept: false,
                start: start as u32,
                end: end as u32,
                pair: 0,
            });
        }
        end
    }

    fn word(&mut self, start: usize) -> Option<usize> {
        let bytes = self.bytes;
        let rest = bytes[start + 1..].iter();
        let end = start + 1 + rest.take_while(|byte| is_word(**byte)).count();
        match bytes.get(end) {
            Some(b'"' | b'\'' | b'#') => return self.prefixed(start, end),
            Some(byte) if *byte >= 0x80 => return None,
            _ => {}
        }
        if self.kept && matches!(&bytes[start..end], b"fn" | b"impl" | b"trait") {
            self.body = true;
        }
        Some(self.keep(Kind::Word, start, end))
    }

    /// A word before a quote or `#`: the prefix of a literal, a raw word, or neither.
    fn prefixed(&mut self, start: usize, end: usize) -> Option<usize> {
        let bytes = self.bytes;
        let quote = bytes[end];
        let (kind, end) = match (&bytes[start..end], quote) {
            (b"r", b'#') if bytes.get(end + 1).is_some_and(|byte| is_word(*byte)) => {
                let rest = bytes[end + 1..].iter();
                let end = end + 1 + rest.take_while(|byte| is_word(**byte)).count();
                let name = &bytes[start + 2..end];
                let reserved = matches!(name, b"_" | b"super" | b"self" | b"Self" | b"crate");
                let ascii = bytes.get(end).is_none_or(|byte| *byte < 0x80);
                if reserved || !ascii || name[0].is_ascii_digit() {
                    return None;
                }
                (Kind::RawWord, end)
            }
            (b"r", b'"' | b'#') => (
                Kind::RawText,
                literals::raw_string(bytes, end, Form::Text)?.1,
            ),
            (b"br", b'"' | b'#') => (
                Kind::Literal,
                literals::raw_string(bytes, end, Form::Bytes)?.1,
            ),
            (b"cr", b'"' | b'#') => (Kind::Literal, literals::raw_string(bytes, end, Form::C)?.1),
            (b"b", b'"') => (
                Kind::Literal,
                literals::string(bytes, end + 1, Form::Bytes)?,
            ),
            (b"c", b'"') => (Kind::Literal, literals::string(bytes, end + 1, Form::C)?),
            (b"b", b'\'') => (
                Kind::Literal,
                literals::character(self.text, end + 1, Form::Bytes)?,
            ),
            // `$name#`, `x'a'` and the like stand in macros only.
            _ => return None,
        };
        Some(self.keep(kind, start, end))
    }

    /// A character, or a lifetime.
    fn quote(&mut self, start: usize) -> Option<usize> {
        if let Some(end) = literals::character(self.text, start + 1, Form::Text) {
            return Some(self.keep(Kind::Literal, start, end));
        }
        let rest = self.bytes[start + 1..].iter();
        let len = rest.take_while(|byte| is_word(**byte)).count();
        let end = start + 1 + len;
        let word = len > 0 && !self.bytes[start + 1].is_ascii_digit();
        match self.bytes.get(end) {
            Some(b'\'' | b'#') => None,
            Some(byte) if *byte >= 0x80 => None,
            _ => word.then(|| self.keep(Kind::Lifetime, start, end)),
        }
    }

    fn open(&mut self, at: usize, delimiter: u8) -> Option<usize> {
        if self.bytes[at..].starts_with(b"(/*ERROR*/)") || self.open.len() >= MAX_OPEN {
            return None;
        }
        let body = self.body && delimiter == b'{';
        self.open.push(Open {
            delimiter,
            token: u32::try_from(self.tokens.len()).ok()?,
            kept: self.kept,
            body: self.body && !body,
        });
        let end = self.keep(Kind::Open(delimiter), at, at + 1);
        if self.kept
            && let Some(token) = self.tokens.last_mut()
        {
            token.kept = !body;
        }
        self.kept &= !body;
        self.body = false;
        Some(end)
    }

    fn close(&mut self, at: usize, delimiter: u8) -> Option<usize> {
        let open = self.open.pop()?;
        let expected = match open.delimiter {
            b'(' => b')',
            b'[' => b']',
            _ => b'}',
        };
        if delimiter != expected {
            return None;
        }
        (self.kept, self.body) = (open.kept, open.body);
        if self.kept {
            let place = self.tokens.len();
            let token = &mut self.tokens[open.token as usize];
            token.pair = u32::try_from(place).ok()?;
            self.keep(Kind::Close, at, at + 1);
        }
        Some(at + 1)
    }

    fn comment(&mut self, start: usize) -> Option<usize> {
        let rest = &self.bytes[start..];
        if rest[1] == b'/' {
            let len = rest.iter().position(|byte| *byte == b'\n');
            let end = start + len.unwrap_or(rest.len());
            let kind = match (rest.get(2), rest.get(3)) {
                (Some(b'/'), Some(b'/')) => return Some(end),
                (Some(b'/'), _) => Kind::OuterDoc,
                (Some(b'!'), _) => Kind::InnerDoc,
                _ => return Some(end),
            };
            let ended = &self.bytes[start..end];
            let ended = match ended.strip_suffix(b"\r") {
                Some(line) if end < self.bytes.len() => line,
                _ => ended,
            };
            if ended.contains(&b'\r') {
                return None;
            }
            self.keep(kind, start, start + ended.len());
            return Some(end);
        }
        let end = start + block_comment(rest)?;
        let kind = match (rest.get(2), rest.get(3)) {
            (Some(b'!'), _) => Kind::InnerDoc,
            (Some(b'*'), Some(b'*' | b'/')) => return Some(end),
            (Some(b'*'), _) => Kind::OuterDoc,
            _ => return Some(end),
        };
        // Shorter ones have less than what proc-macro2 cuts off: three bytes and two.
        if end - start < 5 || self.bytes[start..end].contains(&b'\r') {
            return None;
        }
        Some(self.keep(kind, start, end))
    }
}

/// The length of a block comment, with those inside it.
fn block_comment(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    while at + 1 < bytes.len() {
        match (bytes[at], bytes[at + 1]) {
            (b'/', b'*') => {
                depth += 1;
                at += 2;
            }
            (b'*', b'/') => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
    None
}
