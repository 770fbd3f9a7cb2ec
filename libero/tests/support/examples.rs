//! The examples of an explanation: blocks of code that are marked `wrong`, `right` or both, after the language. A first line
//! such as `// src/pages.rs` or `# shared/Cargo.toml` names the file; else it is the crate's root, or its
//! Cargo.toml.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const PACKAGE: &str = "[package]\nname = \"app\"\nedition = \"2024\"\n\n";
const SETTINGS: &str = "[package.metadata.libero]\ncontract = \"contract.json\"\n";

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Wrong,
    Right,
}

/// A package as an example shows it.
pub(crate) struct Example {
    /// Which Cargo.toml is meant.
    pub(crate) manifest: String,
    files: BTreeMap<String, Vec<u8>>,
}

impl Example {
    pub(crate) fn of(markdown: &str, side: Side) -> Self {
        let wanted = match side {
            Side::Wrong => "wrong",
            Side::Right => "right",
        };
        let mut example = Self {
            manifest: "Cargo.toml".to_owned(),
            files: BTreeMap::new(),
        };
        for block in markdown.split("\n```").skip(1).step_by(2) {
            let (tags, text) = block.split_once('\n').expect("a block of code");
            let tags: Vec<&str> = tags.split([' ', ',']).collect();
            if tags.contains(&wanted) {
                example.take(&tags, text);
            }
        }
        if !example.files.is_empty() {
            let manifest = example.files.entry(example.manifest.clone());
            manifest.or_insert_with(|| format!("{PACKAGE}{SETTINGS}").into_bytes());
        }
        example
    }

    fn take(&mut self, tags: &[&str], text: &str) {
        let (default, mark) = match tags[0] {
            "rust" => ("src/lib.rs", "// "),
            "toml" => ("Cargo.toml", "# "),
            "sh" => {
                let (_, path) = text.split_once("--manifest-path ").expect("a path");
                path.trim().clone_into(&mut self.manifest);
                return;
            }
            other => panic!("a block of `{other}`"),
        };
        let first = text.lines().next().unwrap_or_default();
        let named = first
            .strip_prefix(mark)
            .filter(|name| name.ends_with(&default[default.len() - 3..]));
        let path = named.unwrap_or(default);
        let mut text = format!("{text}\n");
        if path == "Cargo.toml" && !text.contains("[package]") && !text.contains("[workspace]") {
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

    /// Writes the package into a folder.
    pub(crate) fn write(&self, dir: &Path) {
        for (path, bytes) in &self.files {
            let path = dir.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, bytes).expect("written");
        }
    }

    /// The folders of other crates.
    pub(crate) fn crates(&self) -> impl Iterator<Item = &str> {
        let manifests = self.files.keys();
        manifests
            .filter(|path| **path != self.manifest)
            .filter_map(|path| path.strip_suffix("/Cargo.toml"))
    }

    /// The file that the crate starts with.
    pub(crate) fn root(&self) -> &str {
        let prefix = self.manifest.trim_end_matches("Cargo.toml");
        let library = format!("{prefix}src/lib.rs");
        let mut paths = self.files.keys().filter(|path| path.contains(".rs"));
        match self.files.get_key_value(&library) {
            Some((path, _)) => path,
            None => paths.next().expect("a source file"),
        }
    }
}
