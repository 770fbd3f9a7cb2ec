use std::fs;

use camino::Utf8Path;

use super::{drawn, tree};
use crate::diagnostic::Diagnostics;
use crate::load::{Options, SourceSet, find_manifest, open_manifest, project};

fn fixture(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    dir
}

fn load(dir: &Utf8Path) -> Result<String, String> {
    let mut sources = SourceSet::default();
    let mut diagnostics = Diagnostics::default();
    let opened = open_manifest(&dir.join("Cargo.toml"), &mut sources).expect("a manifest");
    let project = project(&opened, &Options::default(), &mut sources, &mut diagnostics);
    let drawn = drawn(diagnostics, &sources);
    if drawn.is_empty() {
        Ok(tree(&project))
    } else {
        Err(drawn)
    }
}

#[test]
fn a_member_of_a_workspace_is_read_from_disk() {
    let dir = fixture(&[
        ("Cargo.toml", b"[workspace]\nmembers = [\"*\"]\n[workspace.dependencies]\nshared = { path = \"shared\" }\n"),
        ("shared/Cargo.toml", b"[package]\nname = \"shared\"\n"),
        ("shared/src/lib.rs", b"pub mod article;"),
        ("shared/src/article.rs", b"pub struct Article;"),
        ("app/Cargo.toml", b"[package]\nname = \"app\"\n[dependencies]\nshared.workspace = true\n"),
        ("app/src/main.rs", b"mod pages; mod gone;"),
        ("app/src/pages.rs", b"struct Page;"),
        ("app/src/gone.rs", b"struct Gone;"),
    ]);
    let root = Utf8Path::from_path(dir.path()).expect("UTF-8");
    let app = root.join("app");
    assert_eq!(
        load(&app).as_deref(),
        Ok("app\n  pages Page\n  gone Gone\nshared\n  article Article\n")
    );
    assert_eq!(
        find_manifest(&app.join("src")),
        Some(app.join("Cargo.toml"))
    );

    fs::remove_file(root.join("app/src/gone.rs")).expect("it was there");
    let drawn = load(&app).unwrap_err();
    assert!(drawn.contains("--> app/src/main.rs:1:16"), "{drawn}");
}

#[test]
fn a_file_that_is_not_utf8_is_shown_where_it_is_declared() {
    let dir = fixture(&[
        ("Cargo.toml", b"[package]\nname = \"app\"\n"),
        ("src/lib.rs", b"mod a;"),
        ("src/a.rs", b"struct A; // \xff"),
    ]);
    let expected = "\
error[L0010]: cannot read `src/a.rs`: it is not UTF-8: the byte at offset 13 is not part of a character
 --> src/lib.rs:1:5
  |
1 | mod a;
  |     ^
  |
  = help: source has to be UTF-8, and readable for who runs libero
";
    let root = Utf8Path::from_path(dir.path()).expect("UTF-8");
    assert_eq!(load(root), Err(expected.to_owned()));
}
