use super::{clean, read, rendered};
use crate::parse::syntax::{
    Fields, GenericArg, Ident, ImportBinding, LengthExpr, TypeBody, TypeExpr, TypeExprKind,
    Visibility,
};

/// A type in one line, to compare.
fn show(ty: &TypeExpr) -> String {
    let all = |types: &[TypeExpr]| types.iter().map(show).collect::<Vec<_>>().join(", ");
    match &ty.kind {
        TypeExprKind::Path(path) => {
            let start = if path.absolute { "::" } else { "" };
            let segments = path.segments.iter().map(|segment| {
                let args = segment.args.iter().map(|arg| match arg {
                    GenericArg::Type(ty) => show(ty),
                    GenericArg::Lifetime(name) => format!("'{name}"),
                    GenericArg::Const(value) => format!("const {}", length(value)),
                    GenericArg::Binding(name, ty) => format!("{} = {}", name.name, show(ty)),
                });
                let args: Vec<String> = args.collect();
                if args.is_empty() {
                    segment.ident.rust()
                } else {
                    format!("{}<{}>", segment.ident.rust(), args.join(", "))
                }
            });
            format!("{start}{}", segments.collect::<Vec<_>>().join("::"))
        }
        TypeExprKind::Tuple(types) => format!("({})", all(types)),
        TypeExprKind::Array(item, len) => format!("[{}; {}]", show(item), length(len)),
        TypeExprKind::Slice(item) => format!("[{}]", show(item)),
        TypeExprKind::Reference {
            inner,
            lifetime,
            mutable,
        } => {
            format!("&{lifetime:?} {mutable} {}", show(inner))
        }
        TypeExprKind::ImplTrait(bounds) => format!("impl {}", bounds.len()),
        other => format!("{other:?}"),
    }
}

fn length(value: &LengthExpr) -> String {
    match value {
        LengthExpr::Literal(number) => number.to_string(),
        LengthExpr::Path(path) => path.segments[0].ident.name.clone(),
        LengthExpr::Binary(left, operator, right) => {
            format!("({} {operator:?} {})", length(left), length(right))
        }
        LengthExpr::Other(text) => format!("other {text}"),
    }
}

#[test]
fn types_are_read_as_written() {
    let cases = [
        ("u8", "u8"),
        ("(u8)", "u8"),
        ("()", "()"),
        ("(u8,)", "(u8)"),
        (
            "::std::vec::Vec<Option<(u8, i8)>>",
            "::std::vec::Vec<Option<(u8, i8)>>",
        ),
        ("[u8; 0x10]", "[u8; 16]"),
        ("[u8; 2 * N + 1]", "[u8; ((2 Mul N) Add 1)]"),
        ("[u8; { N }]", "[u8; N]"),
        ("[u8; N as usize]", "[u8; N]"),
        ("[u8; size()]", "[u8; other size()]"),
        ("[T]", "[T]"),
        ("&'a mut str", "&Some(\"a\") true str"),
        ("Cow<'static, str>", "Cow<'static, str>"),
        ("A<3, { N }>", "A<const 3, const N>"),
        ("Box<dyn Fn(u8) -> u8>", "Box<TraitObject>"),
        ("impl Future<Output = u8> + Send", "impl 2"),
        ("fn(u8) -> u8", "FunctionPointer"),
        ("*const u8", "Pointer"),
        ("<T as U>::V", "QualifiedPath"),
        ("m![u8]", "Macro(\"m![u8]\")"),
        ("r#type", "r#type"),
        ("!", "Never"),
    ];
    for (written, expected) in cases {
        let parsed = clean(&format!("type A = {written};"));
        let ty = &parsed.body.aliases[0].ty;
        assert_eq!(show(ty), expected, "{written}");
    }
}

#[test]
fn a_type_has_its_place() {
    let text = "struct A { größe: ( Vec < u8 > ), b: &'static [u8] }";
    let parsed = clean(text);
    let TypeBody::Struct(fields) = &parsed.body.types[0].body else {
        panic!("a struct");
    };
    let places = fields.items().iter().map(|field| {
        let (ty, whole) = (field.ty.span, field.span);
        let cut = |start: u32, end: u32| &text[start as usize..end as usize];
        (cut(ty.start, ty.end), cut(whole.start, whole.end))
    });
    assert_eq!(
        places.collect::<Vec<_>>(),
        [
            ("Vec < u8 >", "größe: ( Vec < u8 >"),
            ("&'static [u8]", "b: &'static [u8]"),
        ]
    );
}

#[test]
fn imports_are_flattened() {
    let cases = [
        ("use a::b;", "a::b as b"),
        ("use a::b as c;", "a::b as c"),
        (
            "use a::{self, b::{c, d as e}, f::*};",
            "a as a; a::b::c as c; a::b::d as e; a::f::*",
        ),
        ("use a::{self as b};", "a as b"),
        ("use ::a::b;", "::a::b as b"),
        ("use {a, b::c};", "a as a; b::c as c"),
        (
            "use super::super::r#type;",
            "super::super::r#type as r#type",
        ),
        ("use a::B as _;", "a::B as _"),
        ("use a::{};", ""),
        ("extern crate a;", "::a as a"),
        ("extern crate a as b;", "::a as b"),
        ("extern crate self as me;", "crate as me"),
        ("use größe::日本;", "größe::日本 as 日本"),
    ];
    for (text, expected) in cases {
        let parsed = clean(text);
        let imports = parsed.body.imports.iter().map(|import| {
            let start = if import.absolute { "::" } else { "" };
            let path: Vec<String> = import.path.iter().map(Ident::rust).collect();
            let path = format!("{start}{}", path.join("::"));
            match &import.binding {
                ImportBinding::Name(name) => format!("{path} as {}", name.rust()),
                ImportBinding::Anonymous => format!("{path} as _"),
                ImportBinding::Glob => format!("{path}::*"),
            }
        });
        assert_eq!(imports.collect::<Vec<_>>().join("; "), expected, "{text}");
    }
}

#[test]
fn visibility_is_read_in_every_form() {
    let restricted = |parts: &[&str]| {
        Visibility::Restricted(parts.iter().map(|part| (*part).to_owned()).collect())
    };
    let cases = [
        ("", Visibility::Private),
        ("pub", Visibility::Public),
        ("pub(crate)", Visibility::Crate),
        ("pub(self)", Visibility::Private),
        ("pub(super)", restricted(&["super"])),
        ("pub(in crate::a)", restricted(&["crate", "a"])),
    ];
    for (text, expected) in cases {
        let parsed = clean(&format!("{text} struct A({text} u8);"));
        let item = &parsed.body.types[0];
        assert_eq!(item.visibility, expected, "{text}");
        let TypeBody::Struct(Fields::Tuple(fields)) = &item.body else {
            panic!("a tuple struct");
        };
        assert_eq!(fields[0].visibility, expected, "{text}");
    }
}

#[test]
fn everything_between_declarations_is_stepped_over() {
    let parsed = clean(
        "#!/usr/bin/env run
        impl<T: Iterator<Item = u8>> A<T> where T: X { fn f() { struct Hidden; } }
        unsafe impl Send for A<{ 1 > 0 }> {}
        static S: fn() = { fn f() {} f };
        const C: A = A { x: 1 };
        const _: () = { struct Hidden; };
        extern \"C\" { fn g(); }
        unsafe extern \"C\" { fn h(); }
        macro_rules! m { () => { struct Hidden; } }
        macro_rules! try { () => {} }
        pub macro n() { struct Hidden; }
        const trait Q { fn f(); }
        #[unsafe(no_mangle)]
        pub unsafe trait T: Copy { type X; fn f() {} }
        pub(crate) const fn a() -> u8 { 1 }
        async unsafe fn b() {}
        extern \"C\" fn c() {}
        union U { a: u8 }
        fn union() {}
        struct Last;",
    );
    let names: Vec<&str> = parsed
        .body
        .types
        .iter()
        .map(|ty| ty.name.name.as_str())
        .collect();
    assert_eq!(names, ["U", "Last"]);
    let functions = parsed.body.functions.iter();
    let functions: Vec<(&str, bool)> = functions
        .map(|item| (item.name.name.as_str(), item.is_async))
        .collect();
    assert_eq!(
        functions,
        [("a", false), ("b", true), ("c", false), ("union", false)]
    );
    assert_eq!(parsed.body.traits[0].name, "T");
    assert!(parsed.body.macro_calls.is_empty());
}

#[test]
fn macro_calls_are_noted_with_their_names() {
    let parsed = clean("a::declare! { struct Thing(u8); } other!(x);");
    let calls = parsed.body.macro_calls.iter();
    let calls: Vec<(&str, String)> = calls
        .map(|call| (call.path.as_str(), call.idents.join(" ")))
        .collect();
    assert_eq!(
        calls,
        [
            ("a::declare", "Thing struct u8".to_owned()),
            ("other", "x".to_owned())
        ]
    );
}

#[test]
fn constants_that_may_be_lengths_are_kept() {
    let parsed = clean(
        "const A: usize = 4; const B: usize = A * 2; const C: &str = \"x\"; const D: u8 = f();",
    );
    let consts = parsed.body.consts.iter();
    let consts: Vec<String> = consts
        .map(|item| format!("{} = {}", item.name.name, length(&item.value)))
        .collect();
    assert_eq!(consts, ["A = 4", "B = (A Mul 2)"]);
}

#[test]
fn parameters_have_names_types_and_places() {
    let text = "pub fn server_x(mut a: u8, _b: &str, (c, d): (u8, u8)) -> Result<u8, E> {}";
    let parsed = clean(text);
    let params = parsed.body.functions[0].params.iter().map(|param| {
        let name = param.name.as_ref().map_or("-", |name| name.name.as_str());
        let place = &text[param.span.start as usize..param.span.end as usize];
        format!("{name}|{place}")
    });
    assert_eq!(
        params.collect::<Vec<_>>(),
        ["a|mut a: u8", "_b|_b: &str", "-|(c, d): (u8, u8)"]
    );
}

#[test]
fn a_syntax_error_leaves_the_other_items() {
    let parsed = read("struct A { x u8 }\nstruct B;\nenum C { , }\nfn d(x) {}\nstruct E;\n");
    let names: Vec<&str> = parsed
        .body
        .types
        .iter()
        .map(|ty| ty.name.name.as_str())
        .collect();
    assert_eq!(names, ["B", "E"]);
    assert_eq!(parsed.diagnostics.len(), 3);
}

#[test]
fn a_syntax_error_is_shown_where_it_is() {
    let expected = "\
error[L0020]: syntax error: expected `:`
 --> src/lib.rs:2:18
  |
2 | struct A {    größe u8 }
  |                     ^^
";
    assert_eq!(rendered("// 日本\nstruct A {\tgröße u8 }\n"), expected);
}
