//! Golden cases of the shaker: `tests/shake/<case>/` holds `src/`, `roots.txt`, and `expected/`.

#![allow(dead_code)] // each test file uses a part

pub(crate) mod compile;
pub(crate) mod made_up;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rally_build::shake::{ItemPath, Refused, Request, Shaken, shake};

/// One golden.
pub(crate) struct Case {
    pub(crate) folder: PathBuf,
    roots: String,
}

/// All goldens, by name.
pub(crate) fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shake");
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    folders.into_iter().map(Case::open).collect()
}

impl Case {
    fn open(folder: PathBuf) -> Self {
        let roots = fs::read_to_string(folder.join("roots.txt"));
        let roots = roots.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        Self { folder, roots }
    }

    pub(crate) fn name(&self) -> String {
        self.folder
            .file_name()
            .unwrap()
            .to_string_lossy()
            .into_owned()
    }

    /// The values of the lines `key: value`; a line without a key is a root.
    pub(crate) fn lines(&self, key: &str) -> Vec<String> {
        let lines = self.roots.lines().filter(|line| !line.is_empty());
        let pairs = lines.map(|line| line.split_once(": ").unwrap_or(("root", line)));
        pairs
            .filter(|(have, _)| *have == key)
            .map(|(_, value)| value.to_owned())
            .collect()
    }

    fn paths(&self, key: &str) -> Vec<ItemPath> {
        self.lines(key)
            .iter()
            .map(|line| line.parse().unwrap())
            .collect()
    }

    pub(crate) fn shake(&self) -> Result<Shaken, Refused> {
        self.shake_at(&self.folder.join("src/lib.rs"), self.paths("handler"))
    }

    /// Shakes another crate with the roots of this case.
    pub(crate) fn shake_at(
        &self,
        root_file: &Path,
        handlers: Vec<ItemPath>,
    ) -> Result<Shaken, Refused> {
        let mut dependencies: Vec<String> = compile::STUBS.map(str::to_owned).to_vec();
        dependencies.sort();
        shake(&Request {
            root_file,
            roots: self.paths("root"),
            handlers,
            given: self.paths("given"),
            server_crates: self.lines("server"),
            dependencies,
            keep_imports: self.lines("import"),
        })
    }

    /// What is recorded, by path.
    pub(crate) fn expected(&self) -> BTreeMap<PathBuf, String> {
        files(&self.folder.join("expected"))
    }
}

/// What came of a case: the files and `report.txt`, or `refused.txt`.
pub(crate) fn outcome(shaken: Result<Shaken, Refused>) -> BTreeMap<PathBuf, String> {
    let shaken = match shaken {
        Ok(shaken) => shaken,
        Err(refused) => return BTreeMap::from([("refused.txt".into(), refused.to_string())]),
    };
    let crates: Vec<&str> = shaken.crates.iter().map(String::as_str).collect();
    let crates = format!("crates: {}", crates.join(" ")).trim().to_owned();
    let included = shaken
        .included
        .iter()
        .map(|path| format!("included: {}", path.display()));
    let removed = shaken.removed.iter().map(ToString::to_string);
    let report = std::iter::once(crates)
        .chain(included)
        .chain(removed)
        .map(|line| line + "\n")
        .collect();
    let files = shaken
        .files
        .into_iter()
        .map(|file| (Path::new("src").join(file.path), file.text));
    files.chain([("report.txt".into(), report)]).collect()
}

/// The files below a folder, by their path in it.
pub(crate) fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), text);
            }
        }
    }
    found
}

pub(crate) fn write(folder: &Path, files: &BTreeMap<PathBuf, String>) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}
