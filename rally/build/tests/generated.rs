//! What is written, what is removed, and what is warned of.

use camino::{Utf8Path, Utf8PathBuf};
use rally_build::{Generated, Mode, generate};

const VIEW: &str = "pub fn view() -> View { todo!() }";

/// An application in a temporary folder.
struct App {
    folder: tempfile::TempDir,
}

impl App {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let app = Self { folder };
        app.write(
            "Cargo.toml",
            "[package]\nname = \"app\"\nedition = \"2024\"\n[dependencies]\nlibero-wire = \"0.1.0\"\nrally = \"0.1.0\"\nsycamore = \"0.9\"\nserde = \"1\"\n[workspace]\n",
        );
        app.write("src/public/mod.rs", "pub mod pages;");
        app.write("src/public/pages/home_.rs", VIEW);
        app.write("src/lib.rs", "pub mod generated; pub mod public;");
        for (path, text) in files {
            app.write(path, text);
        }
        app
    }

    fn path(&self, path: &str) -> Utf8PathBuf {
        let dir = Utf8Path::from_path(self.folder.path()).expect("UTF-8");
        dir.join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    fn generate(&self, mode: Mode) -> Generated {
        let done = generate(&self.path("Cargo.toml"), mode);
        done.unwrap_or_else(|refused| panic!("{refused}"))
    }
}

const LIB: &str = "pub mod generated; pub mod public; pub mod office;";

#[test]
fn the_client_of_a_namespace_that_is_no_more_goes() {
    let page = "pub fn view() -> View { include_str!(\"../../../text/about.md\"); todo!() }";
    let app = App::new(&[
        ("src/lib.rs", LIB),
        ("src/office/mod.rs", "pub mod pages;"),
        ("src/office/pages/home_.rs", page),
        ("text/about.md", "About."),
    ]);
    app.generate(Mode::Write);
    let client = app.path(".generated_clients/office");
    assert!(client.join("text/about.md").is_file());
    assert!(client.join("src/office/pages/home_.rs").is_file());
    app.write(".generated_clients/notes.txt", "Mine.");
    app.write(".generated_clients/mine/Cargo.toml", "[package]");
    app.write(".generated_clients/mine/src/lib.rs", "");
    std::fs::remove_dir_all(app.path("src/office/pages")).expect("removed");
    app.write("src/office/mod.rs", "");

    let would = app.generate(Mode::Check);
    assert_eq!(would.report.deleted, [app.path("src/office/pages.rs")]);
    let done = app.generate(Mode::Write);
    assert!(!client.exists(), "{:?}", done.report.deleted);
    assert!(!app.path("src/generated/office").exists());
    assert!(!app.path("src/office/pages.rs").exists());
    assert!(app.path(".generated_clients/notes.txt").is_file());
    assert!(app.path(".generated_clients/mine/src/lib.rs").is_file());
    assert!(app.path(".generated_clients/public/src/lib.rs").is_file());
    assert!(app.generate(Mode::Check).report.is_clean());
}

#[test]
fn what_somebody_put_into_the_folder_of_a_client_stays() {
    let app = App::new(&[
        ("src/lib.rs", LIB),
        ("src/office/mod.rs", "pub mod pages;"),
        ("src/office/pages/home_.rs", VIEW),
    ]);
    app.generate(Mode::Write);
    app.write(".generated_clients/office/notes.txt", "Mine.");
    std::fs::remove_dir_all(app.path("src/office")).expect("removed");
    app.write("src/lib.rs", "pub mod generated; pub mod public;");
    app.generate(Mode::Write);
    let left = app
        .path(".generated_clients/office")
        .read_dir_utf8()
        .expect("a folder");
    let left: Vec<String> = left
        .map(|entry| entry.expect("an entry").file_name().to_owned())
        .collect();
    assert_eq!(left, ["notes.txt"]);
}

#[test]
fn what_is_probably_a_mistake_is_told_and_stops_nothing() {
    let page = "
pub struct ServerContext;
#[derive(serde::Serialize)]
#[serde(tag = \"kind\")]
pub enum Shape { Circle { radius: u32 } }
pub async fn server_shape(cx: &ServerContext) -> Result<Shape, String> { todo!() }
pub fn view() -> View { todo!() }
";
    let stray = "use crate::public::pages::home_::ServerContext;
pub async fn server_clean(_cx: &ServerContext) -> Result<(), ()> { Ok(()) }
pub fn server_name() -> String { todo!() }
";
    let app = App::new(&[("src/public/pages/home_.rs", page), ("src/tools.rs", stray)]);
    let generated = app.generate(Mode::Write);
    let told = generated.warnings.render(false);
    for expected in [
        "note[L0060]: `tag` has no effect",
        "src/public/pages/home_.rs:4",
        "warning[R0027]: `server_clean` is not a handler: it stands in no page",
        "src/tools.rs:2:14",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    assert_eq!(generated.warnings.diagnostics.len(), 2, "{told}");
    assert!(app.path("src/generated/mod.rs").is_file());
}

#[test]
fn a_client_has_the_version_and_the_features_of_its_application() {
    let app = App::new(&[]);
    app.write(
        "Cargo.toml",
        "[package]\nname = \"app\"\nedition = \"2024\"\nversion.workspace = true\nauthors = [\"Ada\"]\n\
         [features]\ndefault = [\"fancy\"]\nfancy = [\"rusqlite/bundled\"]\n\
         [dependencies]\nlibero-wire = \"0.1.0\"\nrally = \"0.1.0\"\nsycamore = \"0.9\"\nrusqlite = { version = \"0.37\", optional = true }\n\
         [workspace]\npackage.version = \"1.2.3\"\n",
    );
    app.generate(Mode::Write);
    let text = std::fs::read_to_string(app.path(".generated_clients/public/Cargo.toml"));
    let client: toml::Table = text.expect("a manifest").parse().expect("TOML");
    let package = client["package"].as_table().expect("a package");
    assert_eq!(package["version"].as_str(), Some("1.2.3"));
    assert_eq!(package["authors"][0].as_str(), Some("Ada"));
    let features = "default = ['fancy']\nfancy = ['rusqlite']\nrusqlite = []";
    let features: toml::Table = features.parse().expect("TOML");
    assert_eq!(client["features"].as_table(), Some(&features));
    assert!(client["dependencies"].get("rusqlite").is_none());
}

#[test]
fn pages_and_folders_may_be_called_like_keywords() {
    let page = "pub struct Model; pub async fn load(cx: &ServerContext) -> u8 { 5 }\n\
        pub fn init_loaded(data: u8) -> Model { Model }\n\
        pub struct ServerAsk { pub of: Kind }\n#[derive(Clone)] pub struct Kind { pub r#type: u8 }\n\
        pub async fn server_ask(message: ServerAsk, cx: &ServerContext) -> Result<Kind, String> { todo!() }\n\
        pub fn view(model: ReadSignal<Model>) -> View { todo!() }";
    let app = App::new(&[
        (
            "src/lib.rs",
            "pub mod generated; pub mod public; pub mod context { pub struct ServerContext; }",
        ),
        (
            "src/public/pages/type.rs",
            &format!("use crate::context::ServerContext; {page}"),
        ),
        (
            "src/public/pages/loop/id_.rs",
            &format!("use crate::context::ServerContext; {page}")
                .replace(
                    "cx: &ServerContext) -> u8",
                    "id: i64, cx: &ServerContext) -> u8",
                )
                .replace("Ask", "Tell")
                .replace("_ask", "_tell")
                .replace("Kind", "Sort"),
        ),
    ]);
    app.generate(Mode::Write);
    let mut paths = vec![];
    for folder in ["src/generated", ".generated_clients/public/src/generated"] {
        for file in walk(&app.path(folder)) {
            let text = std::fs::read_to_string(&file).expect("text");
            syn::parse_file(&text).unwrap_or_else(|error| panic!("{file}: {error}\n{text}"));
            assert!(
                !text.contains("::type::") && !text.contains("::loop::"),
                "{file}: {text}"
            );
            paths.push(file);
        }
    }
    assert!(paths.len() > 8, "{paths:?}");
}

fn walk(folder: &Utf8Path) -> Vec<Utf8PathBuf> {
    let entries = folder.read_dir_utf8().into_iter().flatten().flatten();
    let below = entries.flat_map(|entry| match entry.path() {
        path if path.is_dir() => walk(path),
        path => vec![path.to_owned()],
    });
    below.collect()
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_around_it_is_refused_once() {
    for (link, to) in [("again", "."), ("up", "../.."), ("a/there", "../b")] {
        let app = App::new(&[
            ("src/public/pages/a/one.rs", VIEW),
            ("src/public/pages/b/two.rs", VIEW),
        ]);
        let back = app.path("src/public/pages/b/back");
        if link == "a/there" {
            std::os::unix::fs::symlink("../a", &back).expect("a link");
        }
        let path = app.path("src/public/pages").join(link);
        std::os::unix::fs::symlink(to, path).expect("a link");
        let refused = generate(&app.path("Cargo.toml"), Mode::Write).expect_err(link);
        let titles: Vec<&str> = refused
            .diagnostics
            .iter()
            .map(|one| one.title.as_str())
            .collect();
        let all = |title: &&str| {
            title.ends_with("is a link to a folder that it is in: its pages would have no end")
        };
        assert!(titles.iter().all(all), "{titles:?}");
        assert_eq!(
            titles.len(),
            if link == "a/there" { 2 } else { 1 },
            "{titles:?}"
        );
    }
}
