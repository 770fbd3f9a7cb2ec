//! What `rally new` writes: an application to begin with.

use std::fs;
use std::process::{Command, Stdio};

use camino::{Utf8Path, Utf8PathBuf};
use rally_build::Mode;

use crate::failure::Failure;
use crate::project::Project;
use crate::terminal::{print, working};

/// The files, by where they go to. Names in capitals in them are replaced.
const FILES: [(&str, &str); 14] = [
    ("Cargo.toml", include_str!("../starter/Cargo.toml.txt")),
    (".gitignore", include_str!("../starter/gitignore.txt")),
    ("README.md", include_str!("../starter/README.md")),
    (
        "migrations/001_create_notes.sql",
        include_str!("../starter/migrations/001_create_notes.sql"),
    ),
    (
        "static/style.css",
        include_str!("../starter/static/style.css"),
    ),
    ("src/main.rs", include_str!("../starter/src/main.rs")),
    ("src/lib.rs", include_str!("../starter/src/lib.rs")),
    ("src/context.rs", include_str!("../starter/src/context.rs")),
    ("src/notes.rs", include_str!("../starter/src/notes.rs")),
    (
        "src/public/mod.rs",
        include_str!("../starter/src/public/mod.rs"),
    ),
    (
        "src/public/layout.rs",
        include_str!("../starter/src/public/layout.rs"),
    ),
    (
        "src/public/not_found.rs",
        include_str!("../starter/src/public/not_found.rs"),
    ),
    (
        "src/public/pages/home_.rs",
        include_str!("../starter/src/public/pages/home_.rs"),
    ),
    (
        "src/public/pages/notes/id_.rs",
        include_str!("../starter/src/public/pages/notes/id_.rs"),
    ),
];

/// An application that is to be made.
pub(crate) struct Starter {
    /// Its folder.
    pub(crate) folder: Utf8PathBuf,
    /// The name of its package.
    pub(crate) name: String,
    /// A checkout of rally to depend on, instead of the version that was released.
    pub(crate) checkout: Option<Utf8PathBuf>,
}

impl Starter {
    /// Writes the application, generates its glue, and makes a repository of it.
    pub(crate) fn write(&self) -> Result<(), Failure> {
        self.check_name()?;
        let files = self.files()?;
        let there = files.iter().filter(|(path, _)| path.exists());
        let there: Vec<&str> = there.map(|(path, _)| path.as_str()).collect();
        if !there.is_empty() {
            return Err(
                Failure::refused(format!("there is already {}", there.join(", ")))
                    .help("make it in another folder: `rally new NAME`"),
            );
        }
        for (path, text) in &files {
            let folder = path.parent().unwrap_or(&self.folder);
            fs::create_dir_all(folder)
                .and_then(|()| fs::write(path, text))
                .map_err(Failure::at(path))?;
        }
        self.generate()?;
        self.repository();
        print(&format!(
            "rally: {} is there; `rally dev` in it runs it\n",
            self.folder
        ))
    }

    fn check_name(&self) -> Result<(), Failure> {
        let name = &self.name;
        let is_word = name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        let is_free = !matches!(
            name.as_str(),
            "test" | "core" | "std" | "alloc" | "rally" | "tokio" | "sycamore"
        );
        if is_word
            && is_free
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
            && !is_keyword(name)
        {
            return Ok(());
        }
        Err(Failure::unusable(format!("`{name}` cannot be the name of a package"))
            .help("a name has letters, digits, `-` and `_`, begins with a letter, and is no word of Rust: `my-shop`"))
    }

    fn files(&self) -> Result<Vec<(Utf8PathBuf, String)>, Failure> {
        let version = format!("version = {:?}", env!("CARGO_PKG_VERSION"));
        let (mut rally, mut libero_wire) = (version.clone(), version);
        if let Some(checkout) = &self.checkout {
            rally = below(checkout, "rally")?;
            libero_wire = below(checkout, "libero/wire")?;
        }
        let words = [
            ("APP_NAME", self.name.clone()),
            ("APP_CRATE", self.name.replace('-', "_")),
            ("APP_TITLE", title(&self.name)),
            ("LIBERO_WIRE", libero_wire),
            ("RALLY", rally),
        ];
        let mut files: Vec<(Utf8PathBuf, String)> = vec![];
        for (path, text) in FILES {
            let replace = |text: String, (word, with): &(&str, String)| text.replace(word, with);
            let text = words.iter().fold(text.to_owned(), replace);
            files.push((self.folder.join(path), text));
        }
        // Inside of another workspace it would be taken for a part of that.
        if let Some((path, manifest)) = files.first_mut()
            && let Ok(path) = camino::absolute_utf8(path)
            && let Some(around) = path.parent().and_then(Utf8Path::parent)
            && libero::load::find_manifest(around).is_some()
        {
            manifest.push_str("\n[workspace]\n");
        }
        Ok(files)
    }

    fn generate(&self) -> Result<(), Failure> {
        let manifest = self.folder.join("Cargo.toml");
        let project = Project::open(Some(&manifest))?;
        working("generating", || crate::generate::run(&project, Mode::Write))?;
        Ok(())
    }

    /// As `cargo new` does: where git is there, and the folder belongs to no repository yet.
    fn repository(&self) {
        let git = |arguments: &[&str]| {
            let mut git = Command::new("git");
            git.args(arguments).current_dir(&self.folder);
            git.stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            git.status().is_ok_and(|status| status.success())
        };
        if !git(&["rev-parse", "--is-inside-work-tree"]) {
            // Without git there is nothing to do.
            let _ = git(&["init"]);
        }
    }
}

/// A dependency of a checkout.
fn below(checkout: &Utf8Path, folder: &str) -> Result<String, Failure> {
    let path = checkout.join(folder).canonicalize_utf8();
    let line = path.map(|path| format!("path = {:?}", path.as_str()));
    line.map_err(|_| {
        Failure::unusable(format!("there is no {folder} in {checkout}"))
            .help("--path names a checkout of rally's repository")
    })
}

/// `my-shop`: `My shop`.
fn title(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn is_keyword(name: &str) -> bool {
    // Those are written with a mark where they are names.
    libero::targets::rust::ident(name) != name.replace('-', "_")
        && libero::targets::rust::ident(name).starts_with("r#")
        || matches!(name, "self" | "Self" | "super" | "crate" | "extern")
}

#[cfg(test)]
mod tests {
    use super::{Starter, title};

    #[test]
    fn names_of_packages_are_checked_and_shown_as_words() {
        assert_eq!(title("my-shop"), "My shop");
        for (name, is_good) in [
            ("my-shop", true),
            ("shop2", true),
            ("2shops", false),
            ("shop.rs", false),
            ("", false),
            ("match", false),
            ("crate", false),
            ("test", false),
        ] {
            let starter = Starter {
                folder: name.into(),
                name: name.to_owned(),
                checkout: None,
            };
            assert_eq!(starter.check_name().is_ok(), is_good, "{name}");
        }
    }
}
