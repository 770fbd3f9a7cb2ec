//! How deep a declaration goes, and stepping over one: `parse/guard.rs` and `parse/skip.rs`, on flat
//! tokens.

use super::Reader;
use super::tokens::Kind;
use crate::parse::guard::Extent;

/// Fewer than syn's side allows, so that what passes here passes there.
const MAX_TOKENS: usize = 900;

impl Reader<'_> {
    pub(super) fn check_item(&self, extent: Extent) -> Option<()> {
        self.check(self.at, self.end, 0, extent)
    }

    /// Recursion is bounded by the groups that may be open.
    fn check(&self, mut at: usize, end: usize, before: usize, extent: Extent) -> Option<()> {
        let item = extent != Extent::Inside;
        let mut run = before;
        let mut angles = 0_usize;
        let mut previous = [b' '; 2];
        while at < end {
            let token = self.tokens[at];
            at += 1;
            match token.kind {
                Kind::Open(delimiter) => {
                    let last = item && delimiter == b'{' && angles == 0;
                    if last && extent == Extent::Signature {
                        return Some(());
                    }
                    let macro_call = previous[1] == b'!' && previous[0] != b'#';
                    if !macro_call {
                        if !token.kept {
                            return None;
                        }
                        self.check(at, token.pair as usize, run + 1, Extent::Inside)?;
                    }
                    if last {
                        return Some(());
                    }
                    at = token.pair as usize + 1;
                    previous = [b' '; 2];
                    run += usize::from(delimiter != b'[');
                }
                Kind::Punct(punct) => {
                    let arrow = matches!(previous[1], b'-' | b'=');
                    match punct {
                        b';' if item => return Some(()),
                        b'=' if extent == Extent::Signature && angles == 0 => return Some(()),
                        b';' => (run, angles) = (before, 0),
                        b',' if angles == 0 => run = before,
                        b'<' => (run, angles) = (run + 1, angles + 1),
                        b'>' if !arrow => angles = angles.saturating_sub(1),
                        b'#' => {}
                        b'!' if previous[1] == b'#' => {}
                        _ => run += 1,
                    }
                    previous = [previous[1], punct];
                }
                kind => {
                    // A lifetime is two tokens; a doc comment is an attribute of four.
                    run += match kind {
                        Kind::OuterDoc | Kind::InnerDoc => 0,
                        Kind::Lifetime => 2,
                        _ => 1,
                    };
                    previous = [b' '; 2];
                }
            }
            if run > MAX_TOKENS {
                return None;
            }
        }
        Some(())
    }

    /// As [`crate::parse::skip::starts_function`].
    pub(super) fn starts_function(&self) -> Option<bool> {
        let mut ahead = 0;
        loop {
            let token = self.peek(ahead)?;
            let modifier = match token.kind {
                Kind::Word => match self.text_of(token) {
                    "fn" => return Some(true),
                    word => matches!(word, "const" | "async" | "unsafe" | "safe" | "extern"),
                },
                Kind::Text | Kind::RawText => true,
                _ => false,
            };
            if !modifier {
                return None;
            }
            ahead += 1;
            if self.is_open_ahead(ahead, b'{') {
                return Some(false);
            }
        }
    }

    /// Steps over an item after its attributes and visibility.
    pub(super) fn skip_item(&mut self) -> Option<()> {
        let words = ["use", "static", "type", "const"];
        let semicolon_only =
            self.starts_function().is_none() && words.iter().any(|word| self.is_word(word));
        let mut angles = 0_usize;
        let mut arrow = false;
        while let Some(token) = self.peek(0) {
            let punct = match token.kind {
                Kind::Punct(b';') => {
                    self.at += 1;
                    return Some(());
                }
                Kind::Open(b'{') if !semicolon_only && angles == 0 => return self.step(),
                Kind::Punct(punct) => punct,
                Kind::OuterDoc | Kind::InnerDoc => return None,
                _ => b' ',
            };
            match punct {
                b'<' => angles += 1,
                b'>' if !arrow => angles = angles.saturating_sub(1),
                _ => {}
            }
            arrow = matches!(punct, b'-' | b'=');
            self.step()?;
        }
        Some(())
    }
}
