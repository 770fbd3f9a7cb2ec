//! What a piece of source names, read from its tokens: so the insides of macros count too.
//!
//! More may be found than is meant (a local variable that is called like an item), never less.

use std::collections::BTreeSet;
use std::ops::Range;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::Parser;
use syn::punctuated::Punctuated;

use super::program::Import;
use super::tokens::{
    after_colons, angles, byte_range, is, is_colons, is_defining, is_keyword, is_lowercase, name,
};
use super::words::Words;
use super::{bound, captures, switched, use_tree, view};

/// What a piece of source names.
#[derive(Clone, Debug, Default)]
pub(super) struct Mentions {
    pub(super) paths: Vec<Mention>,
    pub(super) members: Vec<MemberUse>,
    /// The leaves of each `use` inside, with the name that they bring into scope.
    pub(super) imports: Vec<(String, Import)>,
    /// Names of parameters and variables.
    pub(super) bound: BTreeSet<String>,
    /// Statements, fields and the like that are switched off in every client: nothing in them counts.
    pub(super) off: Vec<Range<usize>>,
    /// The paths of `include_str!("…")` and `include_bytes!("…")`.
    pub(super) included: Vec<(String, Range<usize>)>,
    /// Every identifier, with or without a meaning.
    pub(super) words: Words,
}

#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// `::a`
    pub(super) global: bool,
    pub(super) segments: Vec<String>,
    /// `name!(…)`
    pub(super) is_macro: bool,
    pub(super) range: Range<usize>,
}

impl Mention {
    /// One name, which may be that of a variable.
    pub(super) fn is_bare(&self) -> bool {
        self.segments.len() == 1 && !self.global && !self.is_macro
    }
}

/// A name that may be that of a method or an associated item of any type.
#[derive(Clone, Debug)]
pub(super) struct MemberUse {
    pub(super) name: String,
    pub(super) form: Form,
    pub(super) range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `value.name(a, b)`, with the number of arguments unless that is unclear.
    Call(Option<usize>),
    /// `T::name`, or a name given to a macro that may do anything with it.
    Path,
}

impl Mentions {
    pub(super) fn of(tokens: TokenStream) -> Self {
        let mut scanner = Scanner::default();
        scanner.found.words = Words::of(tokens.clone());
        scanner.stream(tokens, Mode::Rust);
        scanner.found
    }

    pub(super) fn extend(&mut self, other: Self) {
        self.paths.extend(other.paths);
        self.members.extend(other.members);
        self.imports.extend(other.imports);
        self.bound.extend(other.bound);
        self.off.extend(other.off);
        self.included.extend(other.included);
        self.words.extend(other.words);
    }
}

/// What a macro makes of bare names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// No macro: texts are texts.
    Rust,
    /// A well-known macro: Rust inside, and formats in texts.
    Format,
    /// Any other macro: a bare name may become that of a method.
    Unknown,
    /// An attribute: a text may be a path.
    Attribute,
}

/// Macros whose arguments are expressions, and nothing else is made of them.
const PLAIN_MACROS: [&str; 31] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "cfg",
    "compile_error",
    "concat",
    "dbg",
    "debug",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "env",
    "eprint",
    "eprintln",
    "error",
    "format",
    "format_args",
    "info",
    "matches",
    "option_env",
    "panic",
    "print",
    "println",
    "stringify",
    "thread_local",
    "todo",
    "trace",
    "unimplemented",
    "unreachable",
    "vec",
    "warn",
];
const WRITE_MACROS: [&str; 2] = ["write", "writeln"];

#[derive(Default)]
pub(super) struct Scanner {
    pub(super) found: Mentions,
    /// Where a text stands whose inside is being read.
    place: Option<Range<usize>>,
}

impl Scanner {
    pub(super) fn stream(&mut self, tokens: TokenStream, mode: Mode) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        self.tokens(&tokens, mode);
    }

    pub(super) fn tokens(&mut self, tokens: &[TokenTree], mode: Mode) {
        bound::names(tokens, &mut self.found.bound);
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if let Some(end) = switched::off(tokens, at) {
                let (first, last) = (byte_range(token), byte_range(&tokens[end - 1]));
                self.found.off.push(first.start..last.end);
                at = end;
                continue;
            }
            at = match token {
                TokenTree::Group(group) => {
                    self.stream(group.stream(), mode);
                    at + 1
                }
                TokenTree::Literal(literal) => {
                    self.literal(&literal.to_string(), &literal.span().byte_range(), mode);
                    at + 1
                }
                TokenTree::Punct(punct) => self.punct(tokens, at, punct.as_char(), mode),
                TokenTree::Ident(_) => self.ident(tokens, at, mode),
            };
        }
    }

    fn literal(&mut self, text: &str, range: &Range<usize>, mode: Mode) {
        match mode {
            Mode::Rust => {}
            Mode::Format | Mode::Unknown => {
                for name in captures::names(text) {
                    self.mention(vec![name], false, range.clone());
                }
            }
            Mode::Attribute => {
                let Some(inside) = captures::path(text) else {
                    return;
                };
                self.found.words.extend(Words::of(inside.clone()));
                let outer = self.place.replace(range.clone());
                self.stream(inside, Mode::Rust);
                self.place = outer;
            }
        }
    }

    fn punct(&mut self, tokens: &[TokenTree], at: usize, char: char, mode: Mode) -> usize {
        match char {
            // A lifetime, or a label.
            '\'' if name(tokens, at + 1).is_some() => at + 2,
            '.' if is(tokens, at + 1, '.') => at + 2,
            '.' => self.member(tokens, at, mode),
            '$' => {
                let is_variable = name(tokens, at + 1).is_some_and(|name| name != "crate");
                if is_variable && let Some(name) = after_colons(tokens, at + 2) {
                    self.member_use(name, Form::Path, byte_range(&tokens[at + 4]));
                    return at + 5;
                }
                at + 1 + usize::from(is_variable)
            }
            '#' => {
                let inner = at + 1 + usize::from(is(tokens, at + 1, '!'));
                match tokens.get(inner) {
                    Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
                        self.attribute(group);
                        inner + 1
                    }
                    _ => at + 1,
                }
            }
            ':' => {
                let Some(name) = after_colons(tokens, at) else {
                    return at + 1;
                };
                if at > 0 && is(tokens, at - 1, '>') {
                    self.member_use(name, Form::Path, byte_range(&tokens[at + 2]));
                    return at + 3;
                }
                self.path(tokens, at + 2, true, mode)
            }
            _ => at + 1,
        }
    }

    /// `.name(…)`; a field is nothing that could be kept.
    fn member(&mut self, tokens: &[TokenTree], at: usize, mode: Mode) -> usize {
        let Some(name) = name(tokens, at + 1) else {
            return at + 1;
        };
        let mut end = at + 2;
        if is_colons(tokens, end) && is(tokens, end + 2, '<') {
            let close = angles(tokens, end + 2);
            self.tokens(&tokens[end + 3..close.saturating_sub(1).max(end + 3)], mode);
            end = close;
        }
        if let Some(TokenTree::Group(group)) = tokens.get(end)
            && group.delimiter() == Delimiter::Parenthesis
        {
            let form = Form::Call(arguments(group));
            self.member_use(name, form, byte_range(&tokens[at + 1]));
        }
        end
    }

    fn ident(&mut self, tokens: &[TokenTree], at: usize, mode: Mode) -> usize {
        let Some(word) = name(tokens, at) else {
            return at + 1;
        };
        if matches!(&tokens[at], TokenTree::Ident(ident) if ident == "use") {
            return self.local_use(tokens, at);
        }
        let is_pointer = at > 0 && is(tokens, at - 1, '*');
        if is_defining(&word) && !is_pointer {
            let at = at + 1 + usize::from(name(tokens, at + 1).is_some_and(|next| next == "mut"));
            let defined = name(tokens, at).is_some_and(|next| !is_keyword(&next));
            return at + usize::from(defined);
        }
        if is_keyword(&word) {
            return at + 1;
        }
        self.path(tokens, at, false, mode)
    }

    /// A path of which the first name stands at `at`; to the token behind it.
    fn path(&mut self, tokens: &[TokenTree], at: usize, global: bool, mode: Mode) -> usize {
        let mut segments = vec![name(tokens, at).unwrap_or_default()];
        let mut range = byte_range(&tokens[at]);
        let mut end = at + 1;
        while is_colons(tokens, end) {
            if let Some(name) = name(tokens, end + 2) {
                range.end = byte_range(&tokens[end + 2]).end;
                segments.push(name);
                end += 3;
            } else if is(tokens, end + 2, '<') {
                let close = angles(tokens, end + 2);
                self.tokens(&tokens[end + 3..close.saturating_sub(1).max(end + 3)], mode);
                end = close;
            } else {
                break;
            }
        }
        if is(tokens, end, '!')
            && let Some(TokenTree::Group(group)) = tokens.get(end + 1)
        {
            self.macro_call(segments, global, range, group);
            return end + 2;
        }
        let single = segments.len() == 1 && !global;
        if single && is_lowercase(&segments[0]) && is_named_here(tokens, end) {
            return end;
        }
        if single && mode == Mode::Unknown {
            self.member_use(segments[0].clone(), Form::Path, range.clone());
        }
        self.mention(segments, global, range);
        end
    }

    fn macro_call(
        &mut self,
        segments: Vec<String>,
        global: bool,
        range: Range<usize>,
        group: &Group,
    ) {
        let called = segments.last().cloned().unwrap_or_default();
        let range = self.place.clone().unwrap_or(range);
        self.found.paths.push(Mention {
            global,
            segments,
            is_macro: true,
            range,
        });
        match called.as_str() {
            "view" => view::scan(self, group.stream()),
            "include_str" | "include_bytes" => self.included(group),
            plain if PLAIN_MACROS.contains(&plain) => self.stream(group.stream(), Mode::Format),
            plain if WRITE_MACROS.contains(&plain) => {
                // What they expand to calls a method of a trait that has to be in scope.
                self.member_use(
                    "write_fmt".to_owned(),
                    Form::Call(None),
                    group.span().byte_range(),
                );
                self.stream(group.stream(), Mode::Format);
            }
            _ => self.stream(group.stream(), Mode::Unknown),
        }
    }

    fn included(&mut self, group: &Group) {
        match syn::parse2::<syn::LitStr>(group.stream()) {
            Ok(path) => self
                .found
                .included
                .push((path.value(), path.span().byte_range())),
            Err(_) => self.stream(group.stream(), Mode::Format),
        }
    }

    fn attribute(&mut self, group: &Group) {
        let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
        match name(&tokens, 0).as_deref() {
            Some("doc" | "cfg") => {}
            Some("cfg_attr") if switched::is_attribute_off(&tokens) => {}
            _ => self.tokens(&tokens, Mode::Attribute),
        }
    }

    /// `use …;` inside a function.
    fn local_use(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let semicolon = (at..tokens.len()).find(|at| is(tokens, *at, ';'));
        let Some(end) = semicolon else { return at + 1 };
        let written: TokenStream = tokens[at..=end].iter().cloned().collect();
        let Ok(item) = syn::parse2::<syn::ItemUse>(written) else {
            return at + 1;
        };
        for leaf in use_tree::leaves(&item) {
            self.mention(leaf.import.path.clone(), leaf.import.global, leaf.range);
            self.found.imports.push((leaf.name, leaf.import));
        }
        end + 1
    }

    fn mention(&mut self, segments: Vec<String>, global: bool, range: Range<usize>) {
        let range = self.place.clone().unwrap_or(range);
        self.found.paths.push(Mention {
            global,
            segments,
            is_macro: false,
            range,
        });
    }

    fn member_use(&mut self, name: String, form: Form, range: Range<usize>) {
        let range = self.place.clone().unwrap_or(range);
        self.found.members.push(MemberUse { name, form, range });
    }
}

/// Whether a name that ends here is not used but given: `name: …`, `name = …`.
fn is_named_here(tokens: &[TokenTree], end: usize) -> bool {
    let assigned = is(tokens, end, '=') && !is(tokens, end + 1, '=') && !is(tokens, end + 1, '>');
    assigned || (is(tokens, end, ':') && !is_colons(tokens, end))
}

/// How many arguments a call has.
fn arguments(group: &Group) -> Option<usize> {
    let parser = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
    let parsed = parser.parse2(group.stream()).ok()?;
    Some(parsed.len())
}
