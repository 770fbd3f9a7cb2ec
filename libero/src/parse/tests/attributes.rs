use super::{clean, rendered};
use crate::parse::syntax::Attributes;

fn attributes(text: &str) -> Attributes {
    let mut parsed = clean(&format!("{text}\nstruct A;"));
    parsed.body.types.remove(0).attributes
}

#[test]
fn serde_entries_are_read_as_written() {
    type Nested = &'static [(&'static str, Option<&'static str>)];
    let cases: [(&str, &str, Option<&str>, Nested); 10] = [
        ("skip", "skip", None, &[]),
        ("rename = \"x\"", "rename", Some("x"), &[]),
        ("rename = r#\"x\"#", "rename", Some("x"), &[]),
        ("default = \"a::b\"", "default", Some("a::b"), &[]),
        ("crate = \"s\"", "crate", Some("s"), &[]),
        ("r#rename = \"x\"", "rename", Some("x"), &[]),
        (
            "rename(serialize = \"a\", deserialize = \"b\",)",
            "rename",
            None,
            &[("serialize", Some("a")), ("deserialize", Some("b"))],
        ),
        ("borrow(x)", "borrow", None, &[("x", None)]),
        ("other(\"x\")", "other", None, &[("x", None)]),
        ("with = path::to", "with", Some("path::to"), &[]),
    ];
    for (entry, name, value, nested) in cases {
        let attributes = attributes(&format!("#[serde({entry})]"));
        let [read] = attributes.serde.as_slice() else {
            panic!("one entry in {entry}");
        };
        assert_eq!(read.name, name);
        assert_eq!(read.value.as_deref(), value, "{entry}");
        let pairs = read.nested.iter();
        let pairs: Vec<_> = pairs.map(|(a, b)| (a.as_str(), b.as_deref())).collect();
        assert_eq!(pairs, nested, "{entry}");
        let span = read.span.start as usize..read.span.end as usize;
        assert_eq!(&format!("#[serde({entry})]")[span], entry);
    }
}

#[test]
fn several_serde_attributes_are_one_list() {
    let attributes = attributes("#[serde(skip, default)] #[serde(rename_all = \"camelCase\")]");
    let names: Vec<&str> = attributes
        .serde
        .iter()
        .map(|entry| entry.name.as_str())
        .collect();
    assert_eq!(names, ["skip", "default", "rename_all"]);
}

#[test]
fn a_broken_serde_attribute_is_shown() {
    assert_eq!(
        rendered("#[serde(rename = )]\nstruct A;\n"),
        "\
error[L0020]: syntax error: unexpected end of input, expected an expression
 --> src/lib.rs:1:18
  |
1 | #[serde(rename = )]
  |                  ^
"
    );
}

#[test]
fn docs_are_read_in_every_form() {
    let cases = [
        ("/// One.\n///\n///   two\n", Some("One.\n\n  two")),
        ("#[doc = \" a\"]\n#[doc = \"b\"]", Some("a\nb")),
        ("/** one */", Some("one")),
        ("/**\n * one\n *\n *  two\n */", Some("one\n\n two")),
        ("/**\n    one\n      two\n*/", Some("one\n  two")),
        ("/// one\r\n/// two\r\n", Some("one\ntwo")),
        ("///\n", None),
        ("// no doc\n/* nor this */", None),
        ("#[doc(hidden)]", None),
        ("#[doc = include_str!(\"x\")]", None),
        ("/// größe 日本", Some("größe 日本")),
    ];
    for (text, expected) in cases {
        assert_eq!(attributes(text).docs.as_deref(), expected, "{text:?}");
    }
}

#[test]
fn deprecation_is_read_in_every_form() {
    let cases = [
        ("#[deprecated]", None, None),
        ("#[deprecated = \"use B\"]", None, Some("use B")),
        ("#[deprecated(since = \"1.2\")]", Some("1.2"), None),
        (
            "#[deprecated(since = \"1.2\", note = \"n\")]",
            Some("1.2"),
            Some("n"),
        ),
    ];
    for (text, since, note) in cases {
        let deprecated = attributes(text).deprecated.expect(text);
        assert_eq!(deprecated.since.as_deref(), since, "{text}");
        assert_eq!(deprecated.note.as_deref(), note, "{text}");
    }
}
