//! What the commands say and do, as far as nothing must be compiled for it.

mod support;

use support::{App, checkout, rally, run};

#[test]
fn a_new_application_is_complete() {
    let app = App::new();
    assert_eq!(app.rally(&["gen"]).code, Some(0));
    let ran = app.rally(&["gen", "--check"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
    assert!(
        ran.out
            .contains("2 pages, 1 client; all files are up to date"),
        "{ran:?}"
    );
    for file in [
        ".gitignore",
        "README.md",
        "src/generated/public/routes.rs",
        "src/public/pages.rs",
    ] {
        assert!(app.path().join(file).is_file(), "{file}");
    }
    let text = std::fs::read_to_string(app.path().join("src/public/layout.rs")).unwrap();
    assert!(
        text.contains("\"My shop\"") && !text.contains("APP_"),
        "{text}"
    );
}

#[test]
fn nothing_that_is_there_is_replaced() {
    let app = App::new();
    let parent = app.path();
    let parent = parent.parent().unwrap();
    let ran = run(rally(parent).args(["new", "my-shop"]));
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(
        ran.err.contains("there is something in the folder my-shop"),
        "{ran:?}"
    );
    let ran = app.rally(&["init"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(
        ran.err.contains("there is already") && ran.err.contains("Cargo.toml"),
        "{ran:?}"
    );
    let ran = run(rally(parent).args(["new", "2fast"]));
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.err.contains("help: a name has letters"), "{ran:?}");
}

#[test]
fn addresses_are_listed_for_people_and_for_programs() {
    let app = App::new();
    let ran = app.rally(&["routes"]);
    let lines: Vec<Vec<&str>> = ran
        .out
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(
        lines,
        [
            vec!["ADDRESS", "ROUTE", "FILE", "SERVER"],
            vec![
                "/",
                "public::Home",
                "src/public/pages/home_.rs",
                "load",
                "server_add_note"
            ],
            vec![
                "/notes/:id",
                "public::NotesId",
                "src/public/pages/notes/id_.rs",
                "load",
                "server_remove_note"
            ],
        ],
        "{ran:?}"
    );
    let ran = app.rally(&["routes", "--json"]);
    let list: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(list[1]["address"], "/notes/:id");
    assert_eq!(list[1]["handlers"][0], "server_remove_note");
}

#[test]
fn migrations_are_listed_and_applied_once() {
    let app = App::new();
    let ran = app.rally(&["migrate", "status"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.err.contains("there is no database"), "{ran:?}");
    let ran = app.rally(&["migrate", "run"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(
        ran.out
            .starts_with("applied 001_create_notes.sql\nrally: 1 migration applied"),
        "{ran:?}"
    );
    let ran = app.rally(&["migrate", "run"]);
    assert!(
        ran.out.starts_with("rally: 0 migrations applied"),
        "{ran:?}"
    );
    let ran = app.rally(&["migrate", "status"]);
    assert!(ran.out.starts_with("001_create_notes.sql  20"), "{ran:?}");
    std::fs::write(app.path().join("migrations/003_gap.sql"), "SELECT 1;").unwrap();
    let ran = app.rally(&["migrate", "run"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.err.contains("003_gap.sql"), "{ran:?}");
}

#[test]
fn what_is_refused_is_told_with_its_place_and_nothing_is_written() {
    let app = App::new();
    app.edit("src/public/pages/home_.rs", "pub fn view(", "fn view(");
    let ran = app.rally(&["gen"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran:?}");
    assert!(
        ran.err.contains("home_.rs:") && ran.err.contains("nothing was written"),
        "{ran:?}"
    );
    assert!(!ran.err.contains('\x1b'), "{ran:?}");
}

#[test]
fn what_is_probably_a_mistake_is_told_and_stops_nothing() {
    let app = App::new();
    let handler = "pub async fn server_count(_cx: &ServerContext) -> Result<u32, ()> { Ok(1) }";
    app.edit(
        "src/context.rs",
        "/// What `load`",
        &format!("{handler}\n\n/// What `load`"),
    );
    let ran = app.rally(&["gen"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    for expected in ["warning[R0027]", "src/context.rs:5", "stands in no page"] {
        assert!(ran.err.contains(expected), "{expected}: {ran:?}");
    }
}

#[test]
fn an_application_that_is_not_there_is_told_of_in_a_line_and_a_help() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["gen", "routes", "build", "dev"] {
        let ran = run(rally(folder.path()).arg(command));
        assert_eq!(ran.code, Some(2), "{command}: {ran:?}");
        assert!(
            ran.err.contains("there is no Cargo.toml"),
            "{command}: {ran:?}"
        );
        assert!(
            ran.err.contains("help: `rally new NAME`"),
            "{command}: {ran:?}"
        );
    }
    let ran = run(rally(folder.path())
        .args(["gen", "--manifest-path"])
        .arg(checkout()));
    assert!(ran.err.contains("is a folder"), "{ran:?}");
}

#[test]
fn errors_are_explained() {
    let app = App::new();
    app.edit("src/public/pages/home_.rs", "pub fn view(", "fn view(");
    let ran = app.rally(&["gen"]);
    let last = ran.err.lines().last().unwrap();
    assert_eq!(last, "for more: rally explain R0024", "{ran:?}");
    let ran = app.rally(&["explain", "R0024", "l52"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    for heading in [
        "# R0024: something that must be public\n",
        "\n# L0052: borrowed data\n",
    ] {
        assert!(ran.out.contains(heading), "{ran:?}");
    }
    assert!(!ran.out.contains(" wrong\n"), "{ran:?}");
    let ran = app.rally(&["explain", "R0018", "x"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    for said in [
        "there is no code R0018",
        "help: the nearest is",
        "`x` is no code of rally",
    ] {
        assert!(ran.err.contains(said), "{ran:?}");
    }
    let ran = app.rally(&["explain", "--list"]);
    assert!(
        ran.out.contains("R0110  what cannot run in a browser\n"),
        "{ran:?}"
    );
}

#[test]
fn a_taken_port_is_one_line_and_a_help() {
    let app = App::new();
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let ran = app.rally(&["dev", "--port", &port]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert_eq!(ran.err.lines().count(), 2, "{ran:?}");
    assert!(
        ran.err.contains(&format!("port {port} is taken")),
        "{ran:?}"
    );
}

#[test]
fn cargo_rally_is_the_same_program() {
    let folder = tempfile::tempdir().unwrap();
    let mut cargo = std::process::Command::new(env!("CARGO_BIN_EXE_cargo-rally"));
    let ran = run(cargo
        .current_dir(folder.path())
        .args(["rally", "--version"]));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.out.starts_with("rally "), "{ran:?}");
}
