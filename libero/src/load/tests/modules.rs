use super::{load, load_with};
use crate::load::{Options, from_memory};

#[test]
fn modules_are_found_where_rustc_finds_them() {
    let files = [
        (
            "src/lib.rs",
            "mod a; mod b; mod inline { pub mod deep; } pub struct Root;",
        ),
        (
            "src/a.rs",
            "pub mod inner; pub mod i { mod j; } pub struct A;",
        ),
        ("src/a/inner.rs", "pub struct Inner;"),
        ("src/a/i/j.rs", "struct J;"),
        ("src/b/mod.rs", "mod c; mod d { mod e; } mod r#type;"),
        ("src/b/c.rs", "struct C;"),
        ("src/b/d/e.rs", "struct E;"),
        ("src/b/type.rs", "struct Type;"),
        ("src/inline/deep.rs", "struct Deep;"),
    ];
    let expected = "\
app Root
  a A
    inner Inner
    i
      j J
  b
    c C
    d
      e E
    type Type
  inline
    deep Deep
";
    assert_eq!(load(&files).as_deref(), Ok(expected));
}

/// The rules of the reference, "The path attribute".
#[test]
fn path_attributes_are_followed_as_rustc_does() {
    let files = [
        (
            "src/lib.rs",
            "#[path = \"foo.rs\"] mod c; mod a; #[path = \"../gen/x.rs\"] mod x;",
        ),
        ("src/foo.rs", "mod beside; struct Foo;"),
        ("src/beside.rs", "struct Beside;"),
        (
            "src/a.rs",
            "#[path = \"other.rs\"] mod b; mod inline { #[path = \"other.rs\"] mod inner; }
             #[path = \"thread_files\"] mod thread { #[path = \"tls.rs\"] mod local; mod more; }",
        ),
        ("src/other.rs", "struct Other;"),
        ("src/a/inline/other.rs", "struct InlineOther;"),
        ("src/thread_files/tls.rs", "struct Tls;"),
        ("src/thread_files/more.rs", "struct More;"),
        ("gen/x.rs", "struct X;"),
    ];
    let expected = "\
app
  c Foo
    beside Beside
  a
    b Other
    inline
      inner InlineOther
    thread
      local Tls
      more More
  x X
";
    assert_eq!(load(&files).as_deref(), Ok(expected));
}

#[test]
fn modules_that_are_off_need_no_file() {
    let files = [
        ("src/lib.rs", "#[cfg(test)] mod tests; mod a; mod b;"),
        (
            "src/a.rs",
            "#![cfg(feature = \"x\")] mod missing; struct A;",
        ),
        ("src/b.rs", "struct B;"),
    ];
    assert_eq!(load(&files).as_deref(), Ok("app\n  b B\n"));
}

#[test]
fn the_generated_module_is_not_read_and_need_not_exist() {
    let options = Options {
        generated: Some("src/generated/libero".into()),
        ..Options::default()
    };
    let expected = "app\n  generated\n    libero (generated)\n";
    let cases: [&[(&str, &str)]; 5] = [
        &[("src/lib.rs", "mod generated { pub mod libero; }")],
        &[
            ("src/lib.rs", "mod generated;"),
            ("src/generated.rs", "pub mod libero;"),
        ],
        &[
            ("src/lib.rs", "mod generated;"),
            ("src/generated/mod.rs", "pub mod libero;"),
        ],
        &[
            ("src/lib.rs", "mod generated { pub mod libero; }"),
            ("src/generated/libero/mod.rs", "this is not Rust"),
        ],
        &[(
            "src/lib.rs",
            "mod generated { #[path = \"libero/mod.rs\"] pub mod libero; }",
        )],
    ];
    for files in cases {
        assert_eq!(
            load_with(files, &options).as_deref(),
            Ok(expected),
            "{files:?}"
        );
    }
}

#[test]
fn a_missing_file_names_both_places() {
    let expected = "\
error[L0011]: there is no file for module `b`
 --> src/a.rs:1:5
  |
1 | mod b;
  |     ^ declared here
  |
  = note: looked for `src/a/b.rs` and `src/a/b/mod.rs`
  = help: create one of them, or remove `mod b;` (if a build script writes the file, build the crate once first)
";
    let files = [("src/lib.rs", "mod a;"), ("src/a.rs", "mod b;")];
    assert_eq!(load(&files), Err(expected.to_owned()));
}

#[test]
fn two_files_for_a_module_are_refused() {
    let files = [
        ("src/lib.rs", "mod a;"),
        ("src/a.rs", ""),
        ("src/a/mod.rs", ""),
    ];
    let expected = "\
error[L0012]: there are two files for module `a`
 --> src/lib.rs:1:5
  |
1 | mod a;
  |     ^ declared here
  |
  = note: found `src/a.rs` and `src/a/mod.rs`
  = help: delete or rename one of them
";
    assert_eq!(load(&files), Err(expected.to_owned()));
}

#[test]
fn a_module_cannot_contain_itself() {
    let files = [
        ("src/lib.rs", "mod a;"),
        ("src/a.rs", "#[path = \"b.rs\"] mod b;"),
        ("src/b.rs", "#[path = \"a.rs\"] mod a;"),
    ];
    let expected = "\
error[L0013]: module `a` would contain itself
 --> src/b.rs:1:22
  |
1 | #[path = \"a.rs\"] mod a;
  |                      ^ `src/a.rs` is being read already
  |
  = note: reached by src/a.rs -> src/b.rs -> src/a.rs
  = help: let `#[path]` name another file
";
    assert_eq!(load(&files), Err(expected.to_owned()));
}

#[test]
fn one_file_may_be_two_modules() {
    let files = [
        (
            "src/lib.rs",
            "#[path = \"x.rs\"] mod a; #[path = \"x.rs\"] mod b;",
        ),
        ("src/x.rs", "struct X;"),
    ];
    assert_eq!(load(&files).as_deref(), Ok("app\n  a X\n  b X\n"));
}

#[test]
fn byte_order_marks_and_line_ends_do_not_matter() {
    let files = [
        (
            "src/lib.rs",
            "\u{feff}mod a;\r\n/// doc\r\nstruct Root;\r\n",
        ),
        ("src/a.rs", "\u{feff}#!/bin/run\nstruct A;"),
    ];
    assert_eq!(load(&files).as_deref(), Ok("app Root\n  a A\n"));
}

#[test]
fn assumed_conditions_are_said_once() {
    let files = [
        ("src/lib.rs", "mod a; #[cfg(loom)] struct X;"),
        ("src/a.rs", "#[cfg(any(loom, kani))] struct Y;"),
    ];
    let expected = "note[L0022]: these `cfg` conditions were taken as off: `kani`, `loom`\n";
    assert_eq!(load(&files), Err(expected.to_owned()));
}

#[test]
fn file_numbers_do_not_depend_on_the_order_of_reading() {
    let many: Vec<(String, String)> = (0..60)
        .map(|n| (format!("src/m{n}.rs"), "struct A;".repeat(1 + 20 * (n % 7))))
        .collect();
    let declared: Vec<String> = (0..60).map(|n| format!("mod m{n};")).collect();
    let declared = declared.concat();
    let mut files: Vec<(&str, &str)> = vec![("src/lib.rs", &declared)];
    files.extend(
        many.iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    );
    let (first, ..) = from_memory(&files);
    files.reverse();
    for _ in 0..5 {
        let (again, ..) = from_memory(&files);
        assert_eq!(format!("{first:?}"), format!("{again:?}"));
    }
}
