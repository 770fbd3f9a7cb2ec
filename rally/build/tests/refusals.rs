//! Applications that cannot be, and what is said of them.

use camino::Utf8Path;
use rally_build::{Mode, generate};

/// What is said of an application of these files; a Cargo.toml is made up.
fn refusal(settings: &str, files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = Utf8Path::from_path(folder.path()).expect("UTF-8");
    let manifest = dir.join("Cargo.toml");
    let text = format!(
        "[package]\nname = \"app\"\nedition = \"2024\"\n{settings}\n[dependencies]\nlibero-wire = \"0.1.0\"\nrally = \"0.1.0\"\nsycamore = \"0.9\"\n[workspace]\n"
    );
    std::fs::write(&manifest, text).expect("a file");
    for (path, text) in files {
        let path = dir.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let refused = generate(&manifest, Mode::Write).expect_err("it cannot be");
    let generated = dir.join("src/generated");
    assert!(!generated.exists(), "nothing is written");
    refused.to_string()
}

type File = (&'static str, &'static str);

const LIB: (&str, &str) = ("src/lib.rs", "pub mod generated; pub mod public;");
const PUBLIC: (&str, &str) = ("src/public/mod.rs", "pub mod pages;");
const HOME: &str = "src/public/pages/home_.rs";
const VIEW: &str = "pub fn view() -> View { todo!() }";

#[test]
fn modules_have_to_be_declared() {
    let page = (HOME, VIEW);
    let cases: [(&[File], &[&str]); 6] = [
        (
            &[("src/lib.rs", "")],
            &["there are no pages", "`src/public/pages/home_.rs`"],
        ),
        (
            &[page],
            &[
                "there is no `src/lib.rs`",
                "`pub mod generated;`, `pub mod public;`",
            ],
        ),
        (
            &[page, PUBLIC, ("src/lib.rs", "")],
            &[
                "the module `generated` is not declared",
                "the module `public` is not declared",
            ],
        ),
        (
            &[page, LIB],
            &[
                "there is no `src/public/mod.rs`",
                "it says `pub mod pages;`",
            ],
        ),
        (
            &[page, LIB, ("src/public/mod.rs", "mod pages;")],
            &["the module `pages` is private", "add `pub mod pages;`"],
        ),
        (
            &[page, LIB, PUBLIC, ("src/public/not_found.rs", VIEW)],
            &[
                "the module `not_found` is not declared",
                "src/public/mod.rs",
            ],
        ),
    ];
    for (files, expected) in cases {
        let refusal = refusal("", files);
        for expected in expected {
            assert!(refusal.contains(expected), "{expected}: {refusal}");
        }
    }
}

#[test]
fn what_stands_around_pages_returns_what_it_should() {
    let declared = (
        "src/public/mod.rs",
        "pub mod pages; pub mod layout; pub mod client_context;",
    );
    let context = "pub struct ClientContext; pub fn load() -> String { todo!() }";
    let files = [
        LIB,
        declared,
        (HOME, VIEW),
        ("src/public/layout.rs", "pub async fn layout(page: View) {}"),
        ("src/public/client_context.rs", context),
    ];
    let refusal = refusal("", &files);
    for expected in [
        "`layout` returns something else than it should",
        "it returns `View`",
        "`layout` is async",
        "it returns `ClientContext` or `Result<ClientContext, LoadError>`",
        "3 errors",
    ] {
        assert!(refusal.contains(expected), "{expected}: {refusal}");
    }
}

#[test]
fn a_module_that_nobody_declares_is_named() {
    let page =
        "use crate::{notes::Note, generated::public::Route};\npub fn view() -> View { todo!() }";
    let notes = ("src/notes.rs", "pub struct Note;");
    let refusal = refusal("", &[LIB, PUBLIC, (HOME, page), notes]);
    for expected in [
        "the module `notes` is not declared, and `src/public/pages/home_.rs` imports it",
        "add `pub mod notes;` to `src/lib.rs`",
        "1 error",
    ] {
        assert!(refusal.contains(expected), "{expected}: {refusal}");
    }
}

#[test]
fn a_namespace_without_pages_is_told_of() {
    let settings =
        "[package.metadata.rally]\nclients = [{ name = \"public\" }, { name = \"office\" }]";
    let lib = (
        "src/lib.rs",
        "pub mod generated; pub mod public; pub mod office;",
    );
    let office = ("src/office/mod.rs", "pub mod pages;");
    let refusal = refusal(settings, &[lib, PUBLIC, (HOME, VIEW), office]);
    assert!(
        refusal.contains("the namespace `office` has no pages"),
        "{refusal}"
    );
    assert!(refusal.contains("`src/office/pages/home_.rs`"), "{refusal}");
    assert!(refusal.contains("1 error"), "{refusal}");
}

#[test]
fn a_type_of_another_name_is_the_same() {
    let page = "
pub struct Model;
pub struct Note;
pub type Notes = Vec<Note>;
pub fn load() -> Vec<Note> { todo!() }
pub fn init_loaded(data: Notes) -> Model { todo!() }
pub fn init() -> Option<Model> { todo!() }
pub fn view(model: ReadSignal<Model>) -> View { todo!() }
";
    let refusal = refusal("", &[LIB, PUBLIC, (HOME, page)]);
    assert!(
        refusal.contains("`init` returns something else"),
        "{refusal}"
    );
    assert!(refusal.contains("1 error"), "{refusal}");
}

#[test]
fn a_page_where_another_namespace_begins_is_refused() {
    let settings = "[package.metadata.rally]\nclients = [{ name = \"public\" }, { name = \"office\", path = \"/office\" }]";
    let files = [
        (
            "src/lib.rs",
            "pub mod generated; pub mod public; pub mod office;",
        ),
        PUBLIC,
        (HOME, VIEW),
        ("src/public/pages/office/team_id_.rs", VIEW),
        ("src/public/pages/offices.rs", VIEW),
        ("src/office/mod.rs", "pub mod pages;"),
        ("src/office/pages/home_.rs", VIEW),
    ];
    let refusal = refusal(settings, &files);
    let expected = "nothing leads to `src/public/pages/office/team_id_.rs`, at `/office/:team_id`";
    assert!(refusal.contains(expected), "{refusal}");
    assert!(refusal.contains("1 error"), "{refusal}");
}

#[test]
fn what_something_else_answers_is_refused() {
    let lib = (
        "src/lib.rs",
        "pub mod generated; pub mod public; pub mod office;",
    );
    let office = ("src/office/mod.rs", "pub mod pages;");
    let office_home = ("src/office/pages/home_.rs", VIEW);
    let at = |path: &str| {
        format!(
            "[package.metadata.rally]\nclients = [{{ name = \"public\" }}, {{ name = \"office\", path = \"{path}\" }}]"
        )
    };
    let cases: [(&str, File, &str, &str); 12] = [
        (
            "/office",
            ("src/public/pages/ws.rs", VIEW),
            "pages/ws.rs`, at `/ws`",
            "the socket of calls",
        ),
        (
            "/office",
            ("src/public/pages/ws/home_.rs", VIEW),
            "at `/ws`",
            "rally's own",
        ),
        (
            "/office",
            ("src/public/pages/rpc/name_.rs", VIEW),
            "at `/rpc/:name`",
            "calls over HTTP",
        ),
        (
            "/office",
            ("src/public/pages/healthz.rs", VIEW),
            "at `/healthz`",
            "that the server is there",
        ),
        (
            "/office",
            ("src/office/pages/ws.rs", VIEW),
            "at `/office/ws`",
            "`/office/ws` is rally's own",
        ),
        (
            "/ws",
            (HOME, VIEW),
            "the namespace `office` cannot begin at `/ws`",
            "the socket of calls",
        ),
        (
            "/rpc/office",
            (HOME, VIEW),
            "cannot begin at `/rpc/office`",
            "give it another `path`",
        ),
        (
            "/healthz",
            (HOME, VIEW),
            "cannot begin at `/healthz`",
            "give it another `path`",
        ),
        (
            "/office",
            ("static/healthz", ""),
            "nothing leads to `static/healthz`",
            "rally's own",
        ),
        (
            "/office",
            ("static/_rally/a.js", ""),
            "nothing leads to `static/_rally/a.js`",
            "the files of clients",
        ),
        (
            "/office",
            ("static/office/ws", ""),
            "nothing leads to `static/office/ws`",
            "rename the file",
        ),
        (
            "/office",
            ("static/office", ""),
            "nothing leads to `static/office`",
            "`/office` is an address of the page `src/office/pages/home_.rs`",
        ),
    ];
    for (path, file, title, note) in cases {
        let files = [lib, PUBLIC, (HOME, VIEW), office, office_home, file];
        let refusal = refusal(&at(path), &files);
        for expected in [title, note, "1 error"] {
            assert!(refusal.contains(expected), "{expected}: {refusal}");
        }
    }
}

#[test]
fn what_only_looks_like_it_is_no_harm() {
    let files = [
        LIB,
        PUBLIC,
        (HOME, VIEW),
        ("src/public/pages/ws/x.rs", VIEW),
        ("src/public/pages/rpcs.rs", VIEW),
        ("src/public/pages/name_.rs", VIEW),
        ("static/style.css", ""),
        ("static/fonts/LICENSE", ""),
        ("static/.hidden", ""),
        ("static/ws/x", ""),
    ];
    let refusal = refusal("", &files);
    assert!(
        refusal.contains("nothing leads to `static/ws/x`"),
        "{refusal}"
    );
    assert!(refusal.contains("1 error"), "{refusal}");
}

#[test]
fn folders_of_pages_have_names_of_modules() {
    for (folder, better) in [
        ("About Us", "`src/about_us`"),
        ("Admin", "`src/admin`"),
        ("type", "no word of Rust"),
    ] {
        let page = format!("src/{folder}/pages/home_.rs");
        let refusal = refusal("", &[LIB, (&page, VIEW)]);
        assert!(
            refusal.contains("its name is none of a namespace"),
            "{refusal}"
        );
        assert!(refusal.contains(better), "{refusal}");
    }
}

#[test]
fn what_cannot_travel_and_what_cannot_run_in_a_browser_is_refused_with_its_place() {
    let page = "
pub struct Model;
pub fn init() -> Model { Model }
pub fn view() -> View { secret() }
fn secret() -> View { std::fs::read(\"x\"); todo!() }
pub struct ServerContext;
pub async fn server_leave(cx: &ServerContext, thread: std::thread::Thread) -> Result<(), ()> { Ok(()) }
";
    let travel = refusal("", &[LIB, PUBLIC, (HOME, page)]);
    assert!(travel.contains("error[L"), "{travel}");
    assert!(travel.contains("src/public/pages/home_.rs:7"), "{travel}");
    let page = page.replace(", thread: std::thread::Thread", "");
    let run = refusal("", &[LIB, PUBLIC, (HOME, &page)]);
    assert!(run.contains("`std::fs`"), "{run}");
    assert!(run.contains("home_.rs:5"), "{run}");
}

#[test]
fn the_title_of_a_layout_takes_what_a_page_says_of_itself() {
    let public = ("src/public/mod.rs", "pub mod pages; pub mod layout;");
    let layout = "pub fn layout(page: View) -> View { page }\n";
    for (title, expected) in [
        (
            "fn title(page: &str) -> String { todo!() }",
            "`title` is private",
        ),
        (
            "pub fn title(model: &Model) -> String { todo!() }",
            "`page: &str`",
        ),
    ] {
        let layout = format!("{layout}{title}");
        let files = [LIB, public, (HOME, VIEW), ("src/public/layout.rs", &layout)];
        let refusal = refusal("", &files);
        assert!(refusal.contains(expected), "{refusal}");
        assert!(refusal.contains("src/public/layout.rs:2"), "{refusal}");
    }
}

#[test]
fn what_somebody_wrote_is_left_alone() {
    let by_hand = ("src/public/pages.rs", "//! Mine.\npub mod home_;\n");
    let refusal = refusal("", &[LIB, PUBLIC, (HOME, VIEW), by_hand]);
    let expected = "`src/public/pages.rs` was written by hand";
    assert!(refusal.contains(expected), "{refusal}");
}
