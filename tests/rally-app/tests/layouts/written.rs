//! The generated files are what rally makes of the layouts.

use std::fmt::Write as _;
use std::fs;

use camino::Utf8Path;
use rally_build::{Mode, generate};

use crate::LAYOUTS;

const QUERIES: [(&str, &str); 2] = [
    ("search", "pub q: String, pub page: Option<u32>"),
    ("pairs_", "pub tag: Vec<String>"),
];

#[test]
fn the_routes_are_those_of_the_layouts() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = Utf8Path::from_path(folder.path()).expect("UTF-8");
    let write = |path: &str, text: &str| {
        let path = dir.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    let mut library = "pub mod generated;".to_owned();
    let mut clients = String::new();
    for (name, base, files) in LAYOUTS {
        let _ = write!(library, "pub mod {name};");
        let _ = write!(clients, "{{ name = \"{name}\", path = \"{base}\" }},");
        write(&format!("src/{name}/mod.rs"), "pub mod pages;");
        for file in files {
            let query = QUERIES.iter().find(|(page, _)| page == file);
            let query = query.filter(|_| name == "queries").map(|(_, fields)| {
                format!(
                    "#[derive(Clone, Debug, Default, PartialEq)] pub struct Query {{ {fields} }}"
                )
            });
            let page = format!(
                "{}\npub fn view() -> View {{ todo!() }}",
                query.unwrap_or_default()
            );
            write(&format!("src/{name}/pages/{file}.rs"), &page);
        }
    }
    write("src/lib.rs", &library);
    let manifest = format!(
        "[package]\nname = \"app\"\nedition = \"2024\"\n[package.metadata.rally]\nclients = [{clients}]\n[dependencies]\nlibero-wire = \"0.1.0\"\nrally = \"0.1.0\"\nsycamore = \"0.9\"\n[workspace]\n"
    );
    write("Cargo.toml", &manifest);
    let done = generate(&dir.join("Cargo.toml"), Mode::Write);
    done.unwrap_or_else(|refused| panic!("{refused}"));
    let here = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layouts/generated");
    for (name, ..) in LAYOUTS {
        let made = dir.join("src/generated").join(name).join("routes.rs");
        let made = fs::read_to_string(made).expect("it was generated");
        let kept = here.join(format!("{name}.rs"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&kept, &made).expect("a file");
        }
        let kept = fs::read_to_string(&kept).expect("it is checked in");
        assert_eq!(kept, made, "{name}: UPDATE=1 brings it up to date");
    }
}
