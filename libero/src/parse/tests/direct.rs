//! What is read without syn is what syn gives.

use std::path::{Path, PathBuf};

use crate::load::FileId;
use crate::parse::cfg::CfgContext;
use crate::parse::{direct, with_syn};

/// Whether the file was read without syn; fails where that gave something else.
fn same(text: &str, cfg: &CfgContext) -> bool {
    let Some(read) = direct::read(FileId(3), text, cfg) else {
        return false;
    };
    let expected = with_syn(FileId(3), text, cfg);
    let (read, expected) = (format!("{read:#?}"), format!("{expected:#?}"));
    if read != expected {
        let mut lines = read.lines().zip(expected.lines()).enumerate();
        let differs = lines.find(|(_, (read, expected))| read != expected);
        panic!("{differs:?}\nin:\n{text}");
    }
    true
}

fn cfg() -> CfgContext {
    CfgContext::new(["default".to_owned()], "x86_64-unknown-linux-gnu")
}

/// Every Rust file below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default();
        if path.is_dir() && name != "target" && name != "node_modules" && name != ".git" {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn own_sources() -> Vec<String> {
    let mut found = vec![];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for folder in ["libero", "contract-schema", "examples", "tests", "xtask"] {
        files(&root.join(folder), &mut found);
    }
    found
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect()
}

#[test]
fn our_own_sources_are_read_as_syn_reads_them() {
    let texts = own_sources();
    let read = texts.iter().filter(|text| same(text, &cfg())).count();
    assert!(read * 10 > texts.len() * 8, "{read} of {}", texts.len());
}

/// A generator of numbers; the same at every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(0x5851_f42d_4c95_7f2d)
            .wrapping_add(0x1405_7b7e_f767_814f);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit.max(1)
    }
}

/// What breaks a file, or gives it another meaning.
const PIECES: &[&str] = &[
    " ",
    "\n",
    "\r\n",
    "\r",
    ";",
    ",",
    ":",
    "::",
    "=",
    "==",
    "=>",
    "->",
    "<",
    ">",
    "<<",
    ">>",
    "<=",
    "&",
    "&&",
    "*",
    "+",
    "-",
    "/",
    "|",
    "!",
    "?",
    "#",
    "#!",
    "$",
    "@",
    "~",
    ".",
    "..",
    "..=",
    "'",
    "'a",
    "'a'",
    "'static",
    "\"",
    "\"x\"",
    "r#\"x\"#",
    "b\"x\"",
    "c\"x\"",
    "b'x'",
    "1",
    "1.5",
    "0x1f_u8",
    "1e",
    "//",
    "/*",
    "*/",
    "/// doc\n",
    "//! doc\n",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "{}",
    "()",
    "fn ",
    "impl ",
    "where ",
    "dyn ",
    "for<'a> ",
    "r#type ",
    "pub ",
    "#[cfg(test)]",
    "#[serde(default = \"a::b\", tag(\"x\"))]",
    "\u{e9}",
    "_",
];

/// The words and signs of a text, and what stands between them.
fn pieces(text: &str) -> Vec<&str> {
    let mut found = vec![];
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let len = if word(first) {
            rest.find(|c| !word(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (piece, after) = rest.split_at(len);
        found.push(piece);
        rest = after;
    }
    found
}

#[test]
fn broken_sources_are_read_as_syn_reads_them_or_left_to_it() {
    const MUTANTS: usize = 25;
    let mut numbers = Numbers(1);
    let (mut read, mut left) = (0, 0);
    let mut texts = own_sources();
    texts.retain(|text| text.len() < 2_000);
    texts.extend([FORMS, ATTRIBUTES, LITERALS].map(str::to_owned));
    for text in &texts {
        let original = pieces(text);
        for _ in 0..MUTANTS {
            let mut mutant = original.clone();
            for _ in 0..=numbers.below(3) {
                let place = numbers.below(mutant.len());
                let other = numbers.below(mutant.len());
                match numbers.below(4) {
                    0 if mutant.len() > 1 => _ = mutant.remove(place),
                    1 => mutant.insert(place, mutant[other]),
                    2 => mutant.swap(place, other),
                    _ => mutant.insert(place, PIECES[numbers.below(PIECES.len())]),
                }
            }
            if same(&mutant.concat(), &cfg()) {
                read += 1;
            } else {
                left += 1;
            }
        }
    }
    assert!(
        read > MUTANTS && left > MUTANTS,
        "{read} read, {left} left to syn"
    );
}

#[test]
fn common_forms_need_no_syn() {
    for text in [FORMS, ATTRIBUTES, LITERALS] {
        assert!(same(text, &cfg()), "{text}");
    }
    let windows = "/// A.\r\nstruct A { // a\r\n a: u8 }\r\n";
    assert!(same(windows, &cfg()));
}

#[test]
fn rare_and_wrong_forms_are_left_to_syn() {
    let cases = [
        "#!/usr/bin/env run\nstruct A;",
        "struct A { a: u8",
        "struct A { a: 'x' }",
        "fn f() { let s = \"\\q\"; }",
        "fn f() { 0b12 }",
        "fn f() { 'ab' }",
        "fn f() { /* }",
        "union U { a: u8 }",
        "struct A { a: Vec::<u8> }",
        "struct A { a: [u8; { 3 }] }",
        "struct \u{e9}t\u{e9};",
        "struct A { a: u8, /// at nothing\n }",
        "struct type;",
        "struct A(impl);",
        "#[serde(default = 3 + 4)] struct A;",
        "mod a { struct A; #![allow(unused)] }",
    ];
    for text in cases {
        assert!(direct::read(FileId(0), text, &cfg()).is_none(), "{text}");
    }
}

const FORMS: &str = r#"
//! A crate.
#![allow(dead_code)]
use std::collections::{self, HashMap as Map, hash_map::*};
pub use ::serde as _;
use crate::a::{b::{self as c, D}, e};
extern crate alloc as heap;
mod file;
#[path = "other/place.rs"] pub(crate) mod elsewhere;
pub(in crate::a) struct Unit;
pub struct Pair(pub u8, pub(crate) (u8, String), (u16), pub (u8, u8));
struct Wide<'a: 'b, 'b, T: Clone + ?Sized + 'static = Vec<u8>, const N: usize = 4>
where
    T: for<'x> Fn(&'x str) -> u8, 'a: 'b, Vec<T>: std::fmt::Debug,
{
    pub a: &'a mut [T; N],
    b: Option<Box<dyn Fn(u8, &str) -> Result<(), String> + Send + 'static>>,
    c: [[u8; 2 * (N + 1) - 1]; 0x10], r#type: *const u8, d: fn(x: u8, &str) -> !, e: (u8,), f: (),
    g: <T as Iterator>::Item, h: std::marker::PhantomData<(T, fn() -> T)>, i: Map<String, Vec<Vec<u8>>>,
    j: crate::a::Own, k: super::X, l: &'static str, m: Array<3>, n: dyn Iterator<Item = u8>,
}
enum Kind { A, B(u8), C { x: u8 }, D = 3, E = -1, F = 1 << 4 }
type Alias<T> = Result<T, Box<dyn std::error::Error>>;
const SIZE: usize = 4 * OTHER + 1;
const TEXT: &str = "text";
const TABLE: [u8; 2] = [1, 2];
const _: () = { assert!(SIZE > 3); };
static NAME: &str = "name";
trait Shape { const N: usize; fn area(&self) -> f64 { 1.0 } }
unsafe trait Marker {}
unsafe impl Marker for Unit {}
impl<T> Shape for Wide<'_, '_, T, 3> where T: Clone { fn area(&self) -> f64 { '}' as u8 as f64 } }
pub async fn server_load(id: u64, mut n: u8, State(s): State<App>, (a, _): (u8, u8), cx: &Cx) -> Result<Unit, ()> {
    let x = if id < 3 { "}" } else { r"\" }; todo!()
}
pub const unsafe extern "C" fn low<T>(_: T, f: impl Fn() -> u8 + Send) where T: Copy {}
extern "C" { fn outside(x: u8); }
macro_rules! make { ($name:ident) => { struct $name; } }
make!(Made, 'a, r#fn [deeper, words]);
std::thread_local! { /// Documented.
    static X: u8 = 1; }
#[cfg(test)]
mod tests { use super::*; #[test] fn t() { assert_eq!(1, 1); } }
mod inline { #![cfg(feature = "default")] pub struct Inner; ; }
"#;

const ATTRIBUTES: &str = r##"
/** A block

 * with stars
 */
#[derive(Clone, Debug)]
#[serde(rename_all = "camelCase", default, rename(serialize = "a", deserialize = r#"b"#), bound = "")]
#[deprecated(since = "1.0", note = "use another")]
#[doc = "More."]
#[doc(hidden)]
#[doc = include_str!("a.md")]
#[cfg_attr(feature = "default", serde(tag = "t"), doc = "Even more.")]
#[cfg_attr(not(any(unix, windows)), path = "x")]
#[non_exhaustive]
struct A {
    /// A field.
    ///
    /// More of it.
    #[serde(with = "a::b")] #[cfg(all(unix, target_os = "linux"))] a: u8,
    #[cfg(windows)] b: u8,
    #[deprecated] #[cfg(strange)] c: u8,
    #[rustfmt::skip] #[must_use = "so"] d: u8,
}
#[cfg(other = "thing")] fn off() -> { }
#[deprecated = "no"]
enum B { /// One.
    #[serde(skip)] One, #[cfg(false)] Two, #[serde(rename = "3")] Three(#[serde(default)] u8) }
"##;

const LITERALS: &str = r##"
fn f<'a>(x: &'a str) {
    let _ = ("a\n\t\\\"\x7f\u{1F600}\0 \
        b", 'a', '\'', '"', '\u{e9}', 'é', b'\xff', b"\xfe", br#"a"#, c"c", cr"c", r"\", r#"a"b"#);
    let _ = (1, 1_000u64, 1.0, 1., 2e10, 1.5e-3f32, 0x_ff, 0o17, 0b1_0, 1..2, x.0.1, 1.max(2), 2.0e+1_0);
    /* a /* nested */ comment */ // and " another '
    'outer: loop { break 'outer; }
    let r#loop = |x: u8| -> u8 { x };
    m!('a 'b $x # ! ~ @);
}
/**/ struct A; /***/ struct B; //// plain
"##;
