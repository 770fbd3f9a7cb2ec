use super::{read, rendered};
use crate::parse::{STACK_BYTES, parse};

/// On a stack as large as [`crate::load`] gives.
fn with_stack<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(run);
    thread.expect("a thread").join().expect("no panic")
}

fn is_refused(text: String) -> bool {
    with_stack(move || !read(&text).diagnostics.is_empty())
}

#[test]
fn deep_nesting_is_refused_and_never_overflows_the_stack() {
    const DEPTH: usize = 5_000;
    let nest = |open: &str, middle: &str, close: &str| {
        format!("{}{middle}{}", open.repeat(DEPTH), close.repeat(DEPTH))
    };
    let cases = [
        format!("struct A {{ x: {} }}", nest("(", "u8", ")")),
        format!("struct A {{ x: {} }}", nest("Vec<", "u8", ">")),
        format!("struct A {{ x: {} }}", nest("M<u8, ", "u8", ">")),
        format!("struct A {{ x: {} }}", nest("&", "u8", "")),
        format!("struct A {{ x: {} }}", nest("fn() -> ", "u8", "")),
        format!("struct A {{ x: [u8; {}] }}", nest("-", "1", "")),
        format!("struct A {{ x: [u8; {}] }}", nest("1 + ", "1", "")),
        format!("enum A {{ B = {} }}", nest("!", "1", "")),
        format!("#[cfg({})] struct A;", nest("not(", "a", ")")),
        format!("#[a = {}] struct A;", nest("-", "1", "")),
        format!("use {};", nest("a::{", "b", "}")),
        format!("use {};", nest("a::", "b", "")),
        format!("fn f(x: {}) {{}}", nest("impl Fn() -> ", "u8", "")),
        format!("fn f() {{ {} }}", nest("(", "", ")")),
        nest("mod a {", "", "}"),
    ];
    for text in cases {
        let start: String = text.chars().take(40).collect();
        assert!(is_refused(text), "{start}");
    }
}

#[test]
fn what_is_not_read_may_be_as_long_as_it_likes() {
    let long = "1 + ".repeat(5_000);
    let docs = "/// line\n".repeat(5_000);
    let inner_docs = "//! line\n".repeat(5_000);
    let cases = [
        format!("const A: u64 = {long} 1;"),
        format!("static A: u64 = {long} 1;"),
        format!("fn f() {{ {long} 1 }}"),
        format!("impl A {{ const B: u64 = {long} 1; }}"),
        format!("m! {{ {long} }}"),
        format!("m!({long});"),
        format!("{docs} struct A;"),
        format!("{inner_docs} struct A;"),
    ];
    for text in cases {
        let start: String = text.chars().take(40).collect();
        assert!(!is_refused(text), "{start}");
    }
}

#[test]
fn the_refusal_says_what_to_do() {
    let text = format!("struct A(\n{}\n);\n", "&".repeat(101) + "u8");
    let drawn = with_stack(move || rendered(&text));
    let lines: Vec<&str> = drawn.lines().filter(|line| !line.contains("&&")).collect();
    assert_eq!(
        lines,
        [
            "error[L0021]: this is nested too deeply for libero",
            " --> src/lib.rs:2:102",
            "  |",
            "  |                                                                                                      ^ the limit is passed here",
            "  |",
            "  = note: at most 256 open delimiters, 100 types inside each other, 1000 tokens in one expression",
            "  = help: give the inner part a name of its own: a struct or a `type` alias",
        ]
    );
}

#[test]
fn text_that_is_no_rust_never_panics() {
    let cfg = crate::parse::cfg::CfgContext::host();
    let cases = [
        "",
        "#",
        "#!",
        "#![",
        "#!/bin/sh",
        "}",
        "{",
        "\"",
        "'",
        "r#",
        "/*",
        "struct",
        "pub(",
        "use ;",
        "fn",
        "fn f(",
        "enum A { B = }",
        "\u{0}",
        "\u{feff}",
        "mod",
        "mod a",
        "macro_rules!",
        "a!",
        "a",
        "const",
        "extern",
        "extern \"C\"",
        "unsafe",
        "#[cfg] struct A;",
        "#[serde] struct A;",
        "type A;",
        "impl",
        "struct A<",
        "struct A { x: <T as U>::V }",
        "use self;",
        "use a::{self as _};",
        "pub",
        "#[doc] #[path] mod a;",
        "日本",
        "struct 日本 { größe: u8 }",
        "---\nx\n---\nstruct A;",
    ];
    for text in cases {
        let _ = parse(crate::load::FileId(0), text, &cfg);
        let _ = rendered(text);
    }
}

#[test]
fn source_that_is_cut_or_damaged_never_panics() {
    let text = "//! d\n#![cfg(unix)]\n/** b\n * c */ #[serde(rename(serialize = \"ä\"), skip)] \
                #[deprecated(note = \"n\")] pub(in a::b) struct S<'a, T: X + ?Sized = (u8,), const N: usize>(\
                pub &'a [T; { N * 2 }], Box<dyn Fn(T) -> u8>) where T: Y<Z = u8>;\n\
                #[cfg_attr(all(x, not(y)), z)] enum E { A { b: r#type }, B = 1 }\n\
                use ::{a::{self as b, *}, 日本::語};\nconst C: u8 = 1 << 2;\nm! { (x) }\n\
                mod i { #[path = \"p\"] mod j; }\nasync fn f((a, b): (u8, u8)) -> impl F<O = u8> { g() }\n";
    with_stack(move || {
        assert_eq!(read(text).diagnostics, []);
        for (at, _) in text.char_indices().step_by(7) {
            let _ = rendered(&text[..at]);
            let _ = rendered(&text[at..]);
            for with in ["", "<", "{", ")", ";", "#", "\"", "=", " ", "ä"] {
                let mut damaged = text.to_owned();
                damaged.replace_range(at..text.ceil_char_boundary(at + 1), with);
                let _ = rendered(&damaged);
            }
        }
    });
}
