//! Every example of every explanation is compiled: the wrong one gives that code and no other, the right
//! one nothing, and rustc takes it as well. `SHOW=file` writes what is said of the wrong ones, to be read.

#![allow(missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use camino::Utf8Path;
use libero::compile;
use libero::diagnostic::explain::{ALL, Explanation};
use libero::diagnostic::{Code, Diagnostic, Diagnostics, render};
use libero::load::SourceSet;

mod support;

use support::examples::{Example, Side};

/// All that is said of the package in a folder.
fn compile(root: &Utf8Path, example: &Example) -> (Vec<Diagnostic>, SourceSet) {
    let mut sources = SourceSet::default();
    let mut diagnostics = Diagnostics::default();
    let manifest = root.join(&example.manifest);
    compile::compile(&manifest, &mut sources, &mut diagnostics);
    (diagnostics.sorted(&sources), sources)
}

/// What is said of an example, with its codes.
fn said(example: &Example) -> (BTreeSet<Code>, String) {
    let dir = tempfile::tempdir().expect("a folder");
    example.write(dir.path());
    let root = Utf8Path::from_path(dir.path()).expect("a path in UTF-8");
    let (diagnostics, sources) = compile(root, example);
    let codes = diagnostics.iter().map(|one| one.code).collect();
    let texts: Vec<String> = diagnostics
        .iter()
        .map(|one| render::human(one, &sources, false))
        .collect();
    (codes, texts.join("\n").replace(root.as_str(), "…"))
}

#[test]
fn edits_of_wrong_examples_settle_what_is_wrong() {
    let mut edited = vec![];
    for one in &ALL {
        let example = Example::of(one.text, Side::Wrong);
        let dir = tempfile::tempdir().expect("a folder");
        example.write(dir.path());
        let root = Utf8Path::from_path(dir.path()).expect("a path in UTF-8");
        let (before, sources) = compile(root, &example);
        let Some(fix) = before.iter().find_map(|found| found.fix.as_ref()) else {
            continue;
        };
        let path = root.join(sources.display_path(fix.span.file));
        let mut text = fs::read_to_string(&path).expect("the file");
        let range = fix.span.start as usize..fix.span.end as usize;
        text.replace_range(range, &fix.replacement);
        fs::write(&path, &text).expect("written");
        let (after, _) = compile(root, &example);
        assert!(after.is_empty(), "{}: {after:?}\n{text}", one.code);
        edited.push(one.code.0);
    }
    assert_eq!(edited, [4, 30, 31, 32, 52, 59, 65, 82, 101]);
}

#[test]
fn wrong_examples_give_their_code_and_right_ones_nothing() {
    let mut failures = vec![];
    let mut shown = vec![];
    for one in &ALL {
        let (codes, text) = said(&Example::of(one.text, Side::Wrong));
        shown.push(text.clone());
        if codes != BTreeSet::from([one.code]) {
            failures.push(format!("{}: the wrong example says\n{text}", one.code));
        }
        let (codes, text) = said(&Example::of(one.text, Side::Right));
        if !codes.is_empty() {
            failures.push(format!("{}: the right example says\n{text}", one.code));
        }
    }
    if let Some(path) = std::env::var_os("SHOW") {
        fs::write(path, shown.join("\n")).expect("written");
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// Stands for a crate of the registry: what examples use of it, and no more.
const STAND_INS: [(&str, &str, &str); 3] = [
    (
        "serde",
        "proc-macro",
        "extern crate proc_macro; use proc_macro::TokenStream as T;\n\
         #[proc_macro_derive(Serialize, attributes(serde))] pub fn a(_: T) -> T { T::new() }\n\
         #[proc_macro_derive(Deserialize, attributes(serde))] pub fn b(_: T) -> T { T::new() }\n",
    ),
    ("semver", "rlib", "pub struct Version;\n"),
    ("uuid", "rlib", "pub struct Uuid;\n"),
];

fn rustc(args: &[&str], dir: &Path, out: &Path, stand_ins: &Path) -> Result<(), String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .args(["--edition", "2024", "--cap-lints", "allow"])
        .args(args)
        .arg("--out-dir")
        .arg(out)
        .arg("-L")
        .arg(out)
        .arg("-L")
        .arg(stand_ins)
        .current_dir(dir)
        .output()
        .expect("rustc runs");
    if output.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}

fn is_rust(one: &Explanation, stand_ins: &Path) -> Result<(), String> {
    let dir = tempfile::tempdir().expect("a folder");
    let example = Example::of(one.text, Side::Right);
    example.write(dir.path());
    let out = dir.path().join("out");
    let mut args = vec![];
    for crate_of_path in example.crates() {
        let root = format!("{crate_of_path}/src/lib.rs");
        let mut own = vec!["--crate-type", "rlib", "--crate-name", crate_of_path, &root];
        own.extend(["--extern", "uuid"]);
        rustc(&own, dir.path(), &out, stand_ins)?;
        args.extend(["--extern", crate_of_path]);
    }
    for (name, ..) in STAND_INS {
        args.extend(["--extern", name]);
    }
    let generated = dir.path().join("src/generated");
    fs::create_dir_all(&generated).expect("a folder");
    fs::write(generated.join("libero.rs"), "").expect("written");
    let root = example.root();
    args.extend(["--crate-type", "lib", "--crate-name", "app"]);
    args.extend(["--emit", "metadata", "--cfg", "feature=\"metrics\"", root]);
    rustc(&args, dir.path(), &out, stand_ins)
}

#[test]
fn right_examples_are_rust() {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, kind, source) in STAND_INS {
        let file = format!("{name}.rs");
        fs::write(dir.path().join(&file), source).expect("written");
        let args = ["--crate-type", kind, "--crate-name", name, &file];
        rustc(&args, dir.path(), dir.path(), dir.path()).expect(name);
    }
    let failures: Vec<String> = std::thread::scope(|scope| {
        let check = |part: &'static [Explanation]| {
            let stand_ins = dir.path();
            scope.spawn(move || {
                let checked = part.iter().map(|one| (one, is_rust(one, stand_ins)));
                let failed = checked.filter_map(|(one, done)| Some((one.code, done.err()?)));
                failed
                    .map(|(code, why)| format!("{code}: {why}"))
                    .collect::<Vec<_>>()
            })
        };
        let parts: Vec<_> = ALL.chunks(ALL.len().div_ceil(4)).map(check).collect();
        let done = parts.into_iter().map(|part| part.join().expect("no panic"));
        done.flatten().collect()
    });
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
