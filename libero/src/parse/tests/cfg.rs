use super::{clean, read};
use crate::parse::cfg::CfgContext;
use crate::parse::parse;
use crate::parse::syntax::TypeBody;

#[test]
fn conditions_are_decided() {
    let cases = [
        ("test", false),
        ("not(test)", true),
        ("debug_assertions", true),
        ("unix", true),
        ("windows", false),
        ("feature = \"on\"", true),
        ("feature = \"off\"", false),
        ("target_os = \"linux\"", true),
        ("target_arch = \"wasm32\"", false),
        ("target_pointer_width = \"64\"", true),
        ("any(windows, feature = \"on\")", true),
        ("all(unix, feature = \"off\")", false),
        ("any()", false),
        ("all()", true),
        ("not(any(test, all(unix, windows)))", true),
        ("true", true),
        ("false", false),
        ("any(true,)", true),
        ("unheard_of", false),
        ("not(unheard_of = \"x\")", true),
        ("version(\"1.90\")", false),
    ];
    for (condition, expected) in cases {
        let parsed = clean(&format!("#[cfg({condition})] struct A;"));
        assert_eq!(!parsed.body.types.is_empty(), expected, "{condition}");
    }
}

#[test]
fn only_unknown_conditions_are_assumed() {
    let parsed = clean(
        "#[cfg(any(loom, test, feature = \"x\"))] struct A;
         #[cfg_attr(kani = \"1\", doc = \"d\")] struct B;
         #[cfg(accessible(a::b))] struct C;",
    );
    let assumed: Vec<String> = parsed.assumed_off.into_iter().collect();
    assert_eq!(assumed, ["accessible(a :: b)", "kani = \"1\"", "loom"]);
}

#[test]
fn conditions_apply_to_fields_variants_parameters_and_files() {
    let parsed = clean(
        "struct S<#[cfg(windows)] T> { #[cfg(test)] a: u8, b: u8 }
         enum E { #[cfg(feature = \"on\")] A, #[cfg(not(unix))] B(#[cfg(unix)] u8) }
         fn f(#[cfg(windows)] a: u8, b: u8) {}",
    );
    let [of_struct, of_enum] = parsed.body.types.as_slice() else {
        panic!("two types");
    };
    assert!(of_struct.generics.params.is_empty());
    let TypeBody::Struct(fields) = &of_struct.body else {
        panic!("a struct");
    };
    assert_eq!(fields.items().len(), 1);
    let TypeBody::Enum(variants) = &of_enum.body else {
        panic!("an enum");
    };
    assert_eq!(variants.len(), 1);
    assert_eq!(parsed.body.functions[0].params.len(), 1);

    assert!(clean("#![cfg(windows)] struct A;").disabled);
    assert!(!clean("#![cfg(unix)] struct A;").disabled);
    let inline = clean("mod a { #![cfg(windows)] struct A; } mod b { struct B; }");
    assert_eq!(inline.body.modules.len(), 1);
}

#[test]
fn cfg_attr_is_expanded_even_when_nested() {
    let parsed = clean(
        "#[cfg_attr(unix, cfg_attr(feature = \"on\", serde(rename = \"x\"), non_exhaustive))]
         #[cfg_attr(windows, serde(skip))]
         struct A;
         #[cfg_attr(unix, cfg(windows))]
         struct B;
         #[cfg_attr(unix, path = \"here.rs\")]
         mod m;",
    );
    let [a] = parsed.body.types.as_slice() else {
        panic!("B is off");
    };
    assert_eq!(a.attributes.serde.len(), 1);
    assert!(a.attributes.non_exhaustive);
    assert_eq!(parsed.body.modules[0].path.as_deref(), Some("here.rs"));
}

#[test]
fn a_broken_condition_is_an_error() {
    for condition in ["not(a, b)", "= 3", "a b", ""] {
        let parsed = read(&format!("#[cfg({condition})] struct A; struct B;"));
        assert_eq!(parsed.diagnostics.len(), 1, "{condition}");
        assert_eq!(parsed.body.types.len(), 1, "{condition}");
    }
}

#[test]
fn triples_stand_for_their_values() {
    let cases = [
        (
            "wasm32-unknown-unknown",
            "all(target_arch = \"wasm32\", target_family = \"wasm\", not(unix))",
        ),
        (
            "aarch64-apple-darwin",
            "all(target_os = \"macos\", unix, target_vendor = \"apple\")",
        ),
        (
            "x86_64-pc-windows-msvc",
            "all(windows, target_env = \"msvc\", not(unix))",
        ),
        (
            "i686-unknown-linux-musl",
            "all(target_arch = \"x86\", target_pointer_width = \"32\", target_env = \"musl\")",
        ),
        (
            "armv7-unknown-linux-gnueabihf",
            "all(target_arch = \"arm\", target_env = \"gnu\", target_abi = \"eabihf\")",
        ),
        ("powerpc64-unknown-linux-gnu", "target_endian = \"big\""),
        (
            "powerpc64le-unknown-linux-gnu",
            "target_endian = \"little\"",
        ),
        (
            "aarch64-linux-android",
            "all(target_os = \"android\", unix)",
        ),
        (
            "wasm32-wasip1",
            "all(target_os = \"wasi\", target_env = \"p1\", target_family = \"wasm\")",
        ),
        (
            "thumbv7em-none-eabihf",
            "all(target_os = \"none\", not(unix))",
        ),
    ];
    for (triple, condition) in cases {
        let cfg = CfgContext::new([], triple);
        let text = format!("#[cfg({condition})] struct A;");
        let parsed = parse(crate::load::FileId(0), &text, &cfg);
        assert_eq!(parsed.body.types.len(), 1, "{triple}");
    }
}
