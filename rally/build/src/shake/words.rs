//! Every identifier of a piece of source, whatever it means there.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::switched;
use super::tokens::{is, name};

#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// How often each is there.
    counts: BTreeMap<String, usize>,
    /// What stands in `derive(…)`.
    derived: BTreeSet<String>,
    /// Whether there is something like paste's `[< get_ $name >]`, of which names are made that stand nowhere.
    makes_names: bool,
}

impl Words {
    pub(super) fn of(tokens: TokenStream) -> Self {
        let mut words = Self::default();
        words.stream(tokens);
        words
    }

    pub(super) fn extend(&mut self, other: Self) {
        for (word, count) in other.counts {
            *self.counts.entry(word).or_default() += count;
        }
        self.derived.extend(other.derived);
        self.makes_names |= other.makes_names;
    }

    /// Leaves out the name of what is defined, which is no use of it.
    pub(super) fn without_one(&mut self, word: &str) {
        if let Some(count) = self.counts.get_mut(word) {
            *count -= 1;
            if *count == 0 {
                self.counts.remove(word);
            }
        }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.counts.keys().map(String::as_str)
    }

    pub(super) fn derived(&self) -> impl Iterator<Item = &str> {
        self.derived.iter().map(String::as_str)
    }

    pub(super) fn makes_names(&self) -> bool {
        self.makes_names
    }

    fn stream(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if let Some(end) = switched::off(&tokens, at) {
                at = end;
                continue;
            }
            match token {
                TokenTree::Group(group) => self.group(group),
                TokenTree::Ident(_) => self.ident(&tokens, at),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            at += 1;
        }
    }

    fn group(&mut self, group: &Group) {
        let inside: Vec<TokenTree> = group.stream().into_iter().collect();
        let last = inside.len().saturating_sub(1);
        if group.delimiter() == Delimiter::Bracket && is(&inside, 0, '<') && is(&inside, last, '>')
        {
            self.makes_names = true;
        }
        self.stream(group.stream());
    }

    fn ident(&mut self, tokens: &[TokenTree], at: usize) {
        let Some(word) = name(tokens, at) else { return };
        if word == "derive"
            && let Some(TokenTree::Group(group)) = tokens.get(at + 1)
        {
            self.derived
                .extend(Self::of(group.stream()).counts.into_keys());
        }
        *self.counts.entry(word).or_default() += 1;
    }
}
