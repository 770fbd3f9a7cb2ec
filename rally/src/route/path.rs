//! Segments of paths.
//!
//! A text that a path cannot hold as it is gets a `~` before it: one that is empty, `.` or `..`, which
//! browsers take out of paths, and one that would be read as another page's.

use super::percent;
use super::query::{Query, Writer};

/// The segments of a path below `base`, decoded. A slash at the end is no segment. `None`: the path is
/// elsewhere, or cannot be read.
pub fn split(base: &str, path: &str) -> Option<Vec<String>> {
    let below = path.strip_prefix(base.trim_end_matches('/'))?;
    let below = match below.strip_prefix('/') {
        Some(below) => below,
        None if below.is_empty() => "",
        None => return None,
    };
    let below = match below.strip_suffix('/') {
        // Two slashes and nothing else are no address.
        None | Some("") => below,
        Some(below) => below,
    };
    if below.is_empty() {
        return Some(vec![]);
    }
    let segment = |segment| percent::decode(segment).map(Into::into);
    below.split('/').map(segment).collect()
}

/// What another page has at a place of its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// This name.
    Name(&'static str),
    /// A number of 64 bits.
    Number,
    /// A text.
    Text,
    /// All that is left, if anything is.
    Rest,
}

impl At {
    fn takes(self, segment: &str) -> bool {
        match self {
            Self::Name(name) => name == segment,
            Self::Number => segment.parse::<i64>().is_ok(),
            Self::Text => !segment.is_empty(),
            Self::Rest => true,
        }
    }
}

/// Whether a page takes these segments.
fn takes(page: &[At], segments: &[&str]) -> bool {
    match (page, segments) {
        ([], []) | ([At::Rest, ..], _) => true,
        ([at, page @ ..], [segment, segments @ ..]) => at.takes(segment) && takes(page, segments),
        _ => false,
    }
}

/// The value of a dynamic segment. What stands `beside` it is another page's. `None`: it is no such value.
pub fn param<P: Param>(segment: &str, beside: &[At]) -> Option<P> {
    match segment.strip_prefix('~') {
        Some(rest) if is_reserved(rest, beside) => P::read(rest),
        _ if segment.is_empty() => None,
        _ => P::read(segment),
    }
}

/// Whether a text cannot stand in a path as it is, or would be read as another if it did.
fn is_reserved(text: &str, beside: &[At]) -> bool {
    let bare = text.trim_start_matches('~');
    is_odd(bare) || beside.iter().any(|at| at.takes(bare))
}

fn is_odd(bare: &str) -> bool {
    matches!(bare, "" | "." | "..")
}

/// A value of a dynamic segment.
pub trait Param: Sized {
    /// The value that a decoded segment holds.
    fn read(segment: &str) -> Option<Self>;

    /// The segment, not yet encoded.
    fn write(&self) -> String;
}

impl Param for i64 {
    fn read(segment: &str) -> Option<Self> {
        segment.parse().ok()
    }

    fn write(&self) -> String {
        self.to_string()
    }
}

impl Param for String {
    fn read(segment: &str) -> Option<Self> {
        Some(segment.to_owned())
    }

    fn write(&self) -> String {
        self.clone()
    }
}

/// An address that is being written.
#[derive(Debug)]
pub struct Href {
    text: String,
}

impl Href {
    /// Begins where a namespace begins.
    pub fn new(base: &str) -> Self {
        let text = base.trim_end_matches('/').to_owned();
        Self { text }
    }

    /// A static segment.
    #[must_use]
    pub fn segment(mut self, name: &str) -> Self {
        self.text.push('/');
        percent::encode(name, &mut self.text);
        self
    }

    /// A dynamic segment. What stands `beside` it is another page's.
    #[must_use]
    pub fn param<P: Param>(self, value: &P, beside: &[At]) -> Self {
        let value = value.write();
        let escaped = is_reserved(&value, beside);
        self.text(&value, escaped)
    }

    /// What is left of a path. Some paths are those of pages that are asked `before`.
    #[must_use]
    pub fn rest(self, segments: &[String], before: &[&[At]]) -> Self {
        let [first, rest @ ..] = segments else {
            return self;
        };
        let written: Vec<String> = rest.iter().map(|text| written(text)).collect();
        let tail: Vec<&str> = written.iter().map(String::as_str).collect();
        let escaped = is_claimed(first, &tail, before);
        tail.iter().fold(self.text(first, escaped), |href, text| {
            href.text(text, false)
        })
    }

    fn text(mut self, text: &str, escaped: bool) -> Self {
        self.text.push_str(if escaped { "/~" } else { "/" });
        percent::encode(text, &mut self.text);
        self
    }

    /// The address.
    pub fn finish(mut self) -> String {
        if self.text.is_empty() {
            self.text.push('/');
        }
        self.text
    }

    /// The address with a query string, if there is anything to say in it.
    pub fn query<Q: Query>(self, query: &Q) -> String {
        let mut writer = Writer::new(self.finish());
        query.write(&mut writer);
        writer.finish()
    }
}

/// What is left of a path, as [`Href::rest`] writes it.
pub fn rest(segments: &[&str], before: &[&[At]]) -> Option<Vec<String>> {
    let [first, tail @ ..] = segments else {
        return Some(vec![]);
    };
    let first = match first.strip_prefix('~') {
        Some(rest) if is_claimed(rest, tail, before) => rest,
        _ if first.is_empty() => return None,
        _ => first,
    };
    let mut values = vec![first.to_owned()];
    for segment in tail {
        values.push(param(segment, &[])?);
    }
    Some(values)
}

/// Whether the first segment of what is left cannot stand there as it is.
fn is_claimed(first: &str, tail: &[&str], before: &[&[At]]) -> bool {
    let bare = first.trim_start_matches('~');
    let claims = |page: &&[At]| match page {
        // Of what another page takes for a text nothing can be made that is none.
        [] | [At::Text | At::Rest, ..] => false,
        [at, page @ ..] => at.takes(bare) && takes(page, tail),
    };
    is_odd(bare) || before.iter().any(claims)
}

/// A segment after the first of what is left, not yet encoded.
fn written(text: &str) -> String {
    let mark = if is_reserved(text, &[]) { "~" } else { "" };
    format!("{mark}{text}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paths_below_a_base_are_split() {
        let cases: [(&str, &str, Option<&[&str]>); 14] = [
            ("/", "/", Some(&[])),
            ("/", "", Some(&[])),
            ("/", "/a/b", Some(&["a", "b"])),
            ("/", "/a/b/", Some(&["a", "b"])),
            ("/", "/a//b", Some(&["a", "", "b"])),
            ("/", "//", Some(&["", ""])),
            ("/", "a", None),
            ("/", "/a%2Fb", Some(&["a/b"])),
            ("/", "/%ff", None),
            ("/admin", "/admin", Some(&[])),
            ("/admin", "/admin/", Some(&[])),
            ("/admin", "/admin/x", Some(&["x"])),
            ("/admin", "/administrator", None),
            ("/admin", "/", None),
        ];
        for (base, path, expected) in cases {
            let expected = expected.map(|some| some.iter().map(ToString::to_string).collect());
            assert_eq!(split(base, path), expected, "{path} below {base}");
        }
    }

    #[test]
    fn numbers_are_those_of_64_bits() {
        for (segment, expected) in [
            ("3", Some(3)),
            ("-7", Some(-7)),
            ("9223372036854775807", Some(i64::MAX)),
            ("9223372036854775808", None),
            ("", None),
            ("~", None),
            ("1.0", None),
            ("٣", None),
        ] {
            assert_eq!(param::<i64>(segment, &[]), expected, "{segment}");
        }
    }

    #[test]
    fn what_a_path_cannot_hold_gets_a_tilde() {
        for (value, path) in [
            ("", "/~"),
            (".", "/~."),
            ("..", "/~.."),
            ("~", "/~~"),
            ("~bob", "/~bob"),
            ("new", "/~new"),
            ("~new", "/~~new"),
            ("news", "/news"),
            ("a/b", "/a%2Fb"),
        ] {
            let reserved = [At::Name("new")];
            let href = Href::new("/").param(&value.to_owned(), &reserved).finish();
            assert_eq!(href, path);
            let segments = split("/", &href).expect("it was written here");
            let [segment] = segments.as_slice() else {
                panic!("{segments:?}");
            };
            assert_eq!(param::<String>(segment, &reserved).as_deref(), Some(value));
        }
    }

    proptest! {
        #[test]
        fn any_path_can_be_asked_for(path in "\\PC*", percent in "(/|%|[0-9a-f~.]){0,20}") {
            for path in [path, percent] {
                if let Some(segments) = split("/", &path) {
                    for segment in segments {
                        let _ = param::<i64>(&segment, &[At::Name("new")]);
                        let _ = param::<String>(&segment, &[At::Name("new"), At::Number]);
                    }
                }
            }
        }

        #[test]
        fn any_text_can_be_a_segment(
            values in prop::collection::vec("(~|\\.|new|[0-9]|\\PC|/){0,4}", 1..5),
        ) {
            let before: [&[At]; 3] = [
                &[At::Name("new")],
                &[At::Number, At::Text],
                &[At::Name("..."), At::Rest],
            ];
            let href = Href::new("/admin").rest(&values, &before).finish();
            let segments = split("/admin", &href).expect("it was written here");
            let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
            prop_assert!(before.iter().all(|page| !takes(page, &segments)), "{href}");
            prop_assert_eq!(rest(&segments, &before), Some(values));
        }
    }
}
