//! Plain integer expressions: lengths of arrays, constants, discriminants.

use super::Reader;
use super::tokens::Kind;
use crate::parse::syntax::{LengthExpr, LengthOp, PathExpr, PathSegment};

/// Expressions inside each other.
const MAX_DEPTH: usize = 40;

impl Reader<'_> {
    /// Numbers, paths, `+ - * / <<`, parentheses, up to the end of the group.
    pub(super) fn length(&mut self, depth: usize) -> Option<LengthExpr> {
        let value = self.operators(depth, 0)?;
        self.expect_empty()?;
        Some(value)
    }

    /// Operators that bind tighter than `least`.
    pub(super) fn operators(&mut self, depth: usize, least: u8) -> Option<LengthExpr> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut left = self.operand(depth)?;
        loop {
            let (operator, strength, tokens) = match self.peek(0).map(|token| token.kind) {
                Some(Kind::Punct(b'*')) => (LengthOp::Mul, 3, 1),
                Some(Kind::Punct(b'/')) => (LengthOp::Div, 3, 1),
                Some(Kind::Punct(b'+')) => (LengthOp::Add, 2, 1),
                Some(Kind::Punct(b'-')) => (LengthOp::Sub, 2, 1),
                Some(Kind::Punct(b'<')) if self.is_pair(b'<', b'<') => (LengthOp::Shl, 1, 2),
                _ => return Some(left),
            };
            if strength <= least {
                return Some(left);
            }
            self.at += tokens;
            // `+=`, `->`, `<<=`
            if let Some(Kind::Punct(_)) = self.peek(0).map(|token| token.kind) {
                return None;
            }
            let right = self.operators(depth + 1, strength)?;
            left = LengthExpr::Binary(Box::new(left), operator, Box::new(right));
        }
    }

    fn operand(&mut self, depth: usize) -> Option<LengthExpr> {
        match self.peek(0)?.kind {
            Kind::Integer => self.length_literal(),
            Kind::Open(b'(') => self.inside(b'(', |reader| reader.length(depth + 1)),
            Kind::Word => self.plain_path().map(LengthExpr::Path),
            _ => None,
        }
    }

    /// A path without arguments, which is no call and no struct.
    fn plain_path(&mut self) -> Option<PathExpr> {
        let start = self.start()?;
        let mut segments = vec![];
        loop {
            let first = self.peek(0).filter(|token| token.kind == Kind::Word)?;
            let text = self.text_of(first);
            let ident = if matches!(text, "super" | "self" | "crate" | "Self") {
                self.word()?
            } else {
                self.ident()?
            };
            let args = vec![];
            segments.push(PathSegment { ident, args });
            if !self.take_pair(b':', b':') {
                break;
            }
        }
        match self.peek(0).map(|token| token.kind) {
            None | Some(Kind::Close | Kind::Punct(b'*' | b'/' | b'+' | b'-' | b'<' | b',')) => {
                Some(PathExpr {
                    absolute: false,
                    segments,
                    span: self.since(start),
                })
            }
            _ => None,
        }
    }

    /// An integer that fits.
    pub(super) fn length_literal(&mut self) -> Option<LengthExpr> {
        let token = self.peek(0).filter(|token| token.kind == Kind::Integer)?;
        let text = self.text_of(token);
        let digits = text.trim_end_matches("usize");
        let digits = if digits.len() + 5 < text.len() {
            return None;
        } else {
            digits.replace('_', "")
        };
        let value = match digits.strip_prefix("0x") {
            Some(digits) => u64::from_str_radix(digits, 16).ok()?,
            None => digits.parse().ok()?,
        };
        self.at += 1;
        Some(LengthExpr::Literal(value))
    }
}
