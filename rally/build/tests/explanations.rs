//! Every example of every explanation is compiled: the wrong one gives that code and no other, the right
//! one nothing. `SHOW=file` writes what is said of the wrong ones, to be read.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;
use rally_build::explain::{ALL, Explanation};
use rally_build::{Mode, generate, shake};

/// What an example stands in, unless it has files of these names.
const AROUND: [(&str, &str); 5] = [
    (
        "src/lib.rs",
        "pub mod context;\npub mod generated;\npub mod public;\n",
    ),
    ("src/context.rs", "pub struct ServerContext;\n"),
    ("src/public/mod.rs", "pub mod pages;\n"),
    (
        "src/public/pages/home_.rs",
        "pub fn view() -> View {\n    todo!()\n}\n",
    ),
    ("Cargo.toml", PACKAGE),
];
const PACKAGE: &str = "[package]\nname = \"app\"\nedition = \"2024\"\n\n[dependencies]\nlibero-wire = \"0.1.0\"\nrally = \"0.1.0\"\nsycamore = \"0.9\"\n\n[workspace]\n\n";

/// An application as an example shows it.
struct Example {
    files: BTreeMap<String, Vec<u8>>,
}

impl Example {
    /// Of the blocks that are marked so.
    fn of(one: &Explanation, side: &str) -> Self {
        let mut example = Self {
            files: BTreeMap::new(),
        };
        let mut is_bare = false;
        for block in one.text.split("\n```").skip(1).step_by(2) {
            let (tags, text) = block.split_once('\n').expect("a block of code");
            let tags: Vec<&str> = tags.split(' ').collect();
            if tags.contains(&side) {
                is_bare |= tags.contains(&"bare");
                example.take(&tags, text);
            }
        }
        for (path, text) in AROUND {
            if !is_bare || path == "Cargo.toml" {
                let file = example.files.entry(path.to_owned());
                file.or_insert_with(|| text.into());
            }
        }
        example
    }

    fn take(&mut self, tags: &[&str], text: &str) {
        let default = match tags[0] {
            "rust" => "src/public/pages/home_.rs",
            "toml" => "Cargo.toml",
            "text" => "",
            other => panic!("a block of `{other}`"),
        };
        let first = text.lines().next().unwrap_or_default();
        let named = first.strip_prefix("// ").or(first.strip_prefix("# "));
        let path = named.unwrap_or(default);
        let mut text = match (named, tags[0]) {
            (Some(_), "text") => text.split_once('\n').expect("a text").1.to_owned(),
            _ => format!("{text}\n"),
        };
        if path == "Cargo.toml" && !text.contains("[package]") {
            text.insert_str(0, PACKAGE);
        }
        let bytes = if tags.contains(&"latin1") {
            let narrow = |letter: char| u8::try_from(u32::from(letter)).expect("Latin-1");
            text.chars().map(narrow).collect()
        } else {
            text.into_bytes()
        };
        let before = self.files.insert(path.to_owned(), bytes);
        assert!(before.is_none(), "{path} is there twice");
    }

    /// What is said of it, with its codes.
    fn said(&self, code: &str) -> (BTreeSet<String>, String) {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = Utf8Path::from_path(folder.path()).expect("UTF-8");
        for (path, bytes) in &self.files {
            let path = dir.join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, bytes).expect("a file");
        }
        let (diagnostics, text) = match generate(&dir.join("Cargo.toml"), Mode::Write) {
            Ok(done) => (
                done.warnings.diagnostics.clone(),
                done.warnings.render(false),
            ),
            Err(refused) => (refused.diagnostics.clone(), refused.to_string()),
        };
        let codes = diagnostics.iter().map(|one| one.code.to_string());
        let codes: BTreeSet<String> = codes.collect();
        if codes.is_empty() || codes.contains(code) || !READ_BEFORE.contains(&code) {
            return (codes, text.replace(dir.as_str(), "…"));
        }
        by_the_shaker(dir)
    }
}

/// What `rally gen` tells by a code of libero, which reads the files before. The shaker alone has its own.
const READ_BEFORE: [&str; 3] = ["R0101", "R0102", "R0103"];

fn by_the_shaker(dir: &Utf8Path) -> (BTreeSet<String>, String) {
    let root_file = dir.join("src/lib.rs");
    let request = shake::Request {
        root_file: root_file.as_std_path(),
        roots: vec!["public::pages::home_::view".parse().expect("a path")],
        handlers: vec![],
        given: vec!["generated".parse().expect("a path")],
        server_crates: vec![],
        dependencies: vec![],
        keep_imports: vec![],
    };
    match shake::shake(&request) {
        Ok(_) => (BTreeSet::new(), String::new()),
        Err(refused) => {
            let codes = refused.diagnostics.iter().map(|one| one.code.to_string());
            (codes.collect(), format!("{refused:?}"))
        }
    }
}

#[test]
fn wrong_examples_give_their_code_and_right_ones_nothing() {
    let mut failures = vec![];
    let mut shown = vec![];
    for one in &ALL {
        let code = one.code.to_string();
        let (codes, text) = Example::of(one, "wrong").said(&code);
        shown.push(text.clone());
        if codes != BTreeSet::from([code.clone()]) {
            failures.push(format!("{code}: the wrong example says {codes:?}\n{text}"));
        }
        let (codes, text) = Example::of(one, "right").said(&code);
        if !codes.is_empty() {
            failures.push(format!("{code}: the right example says\n{text}"));
        }
    }
    if let Some(path) = std::env::var_os("SHOW") {
        std::fs::write(path, shown.join("\n\n")).expect("written");
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// The numbers of all constants of the form `: Code = Code::rally(12);`.
fn declared() -> Vec<u16> {
    let source = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = [source.join("refused.rs"), source.join("shake/problem.rs")];
    let texts = files.map(|file| std::fs::read_to_string(file).expect("a source file"));
    let constants = texts
        .iter()
        .flat_map(|text| text.split("Code = Code::rally(").skip(1));
    let digits = constants.map(|rest| rest.split(')').next().unwrap_or_default());
    digits
        .map(|digits| digits.parse().expect("a number"))
        .collect()
}

#[test]
fn every_code_is_explained_and_nothing_else() {
    let mut declared = declared();
    declared.sort_unstable();
    let expected: Vec<String> = declared.iter().map(|code| format!("R{code:04}")).collect();
    let explained: Vec<String> = ALL.iter().map(|one| one.code.to_string()).collect();
    assert_eq!(explained, expected);
    let folder = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("explain");
    assert_eq!(folder.read_dir_utf8().expect("a folder").count(), ALL.len());
}

#[test]
fn every_text_begins_with_its_code_and_has_both_examples() {
    for one in &ALL {
        let heading = format!("# {}: {}\n", one.code, one.title());
        assert!(one.text.starts_with(&heading), "{}", one.code);
        for word in ["\nWrong:\n", "\nRight:\n", " wrong", " right"] {
            assert!(one.text.contains(word), "{}: {word}", one.code);
        }
        let longest = one.text.lines().map(|line| line.chars().count()).max();
        assert!(longest <= Some(132), "{}: a line is too long", one.code);
    }
}

#[test]
fn the_page_of_errors_lists_every_code_with_its_title() {
    let page = include_str!("../../../docs/rally/errors.md");
    let listed: Vec<&str> = page
        .lines()
        .filter(|line| line.starts_with("| [R"))
        .collect();
    let line = |one: &Explanation| {
        let (code, title) = (one.code, one.title());
        format!("| [{code}](../../rally/build/explain/{code}.md) | {title} |")
    };
    assert_eq!(listed, ALL.iter().map(line).collect::<Vec<_>>());
}
