//! Segments of paths.
//!
//! A text that a path cannot hold as it is gets a `~` before it: one that is empty, `.` or `..`, which
//! browsers take out of paths, and one that is the name of a static page at the same place.

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

/// The value of a dynamic segment, where static pages of the names `reserved` stand beside it. `None`:
/// it is no such value.
pub fn param<P: Param>(segment: &str, reserved: &[&str]) -> Option<P> {
    match segment.strip_prefix('~') {
        Some(rest) if is_reserved(rest, reserved) => P::read(rest),
        _ if segment.is_empty() => None,
        _ => P::read(segment),
    }
}

/// Whether a text cannot stand in a path as it is, or would be read as another if it did.
fn is_reserved(text: &str, reserved: &[&str]) -> bool {
    let bare = text.trim_start_matches('~');
    matches!(bare, "" | "." | "..") || reserved.contains(&bare)
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

    /// A dynamic segment, where static pages of the names `reserved` stand beside it.
    #[must_use]
    pub fn param<P: Param>(mut self, value: &P, reserved: &[&str]) -> Self {
        let value = value.write();
        self.text.push('/');
        if is_reserved(&value, reserved) {
            self.text.push('~');
        }
        percent::encode(&value, &mut self.text);
        self
    }

    /// What is left of a path; `reserved` is for the first of its segments.
    #[must_use]
    pub fn rest(self, segments: &[String], reserved: &[&str]) -> Self {
        let mut reserved = reserved;
        segments.iter().fold(self, |href, segment| {
            href.param(segment, std::mem::take(&mut reserved))
        })
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
pub fn rest(segments: &[&str], reserved: &[&str]) -> Option<Vec<String>> {
    let mut reserved = reserved;
    let one = |segment: &&str| param(segment, std::mem::take(&mut reserved));
    segments.iter().map(one).collect()
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
            let reserved = ["new"];
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
                        let _ = param::<i64>(&segment, &["new"]);
                        let _ = param::<String>(&segment, &["new"]);
                    }
                }
            }
        }

        #[test]
        fn any_text_can_be_a_segment(
            values in prop::collection::vec("(~|\\.|new|\\PC|/){0,4}", 1..5),
        ) {
            let reserved = ["new", "..."];
            let href = Href::new("/admin").rest(&values, &reserved).finish();
            let segments = split("/admin", &href).expect("it was written here");
            let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
            prop_assert_eq!(rest(&segments, &reserved), Some(values));
        }
    }
}
