//! `libero diff` for people: every call in one place, with all that reached it.

use std::fmt::Write as _;

mod support;

use support::{SETTINGS, libero, package, write};

/// What the program says of two sources.
fn diff(old: &str, new: &str, options: &[&str]) -> String {
    let dir = package(&[("Cargo.toml", SETTINGS), ("src/lib.rs", old)]);
    let (code, _, err) = libero(dir.path(), &["diff", "--save"]);
    assert_eq!(code, 0, "{err}");
    write(dir.path(), "src/lib.rs", new);
    let arguments = [&["diff", "libero.lock"], options].concat();
    let (code, out, err) = libero(dir.path(), &arguments);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    out
}

const BOARD: &str = "\
pub struct ServerContext;
pub enum Problem { Missing }
pub struct Item { pub id: u8 }
pub mod tasks {
    use crate::{Item, Problem, ServerContext};
    pub fn server_list(cx: &ServerContext) -> Result<Item, Problem> { todo!() }
    pub fn server_load(cx: &ServerContext) -> Result<u8, Problem> { todo!() }
    pub fn server_count(cx: &ServerContext) -> Result<u8, Problem> { todo!() }
    pub fn server_move(cx: &ServerContext) -> Result<u8, Problem> { todo!() }
    pub fn server_ping(cx: &ServerContext) -> Result<u8, ()> { todo!() }
}
pub mod people {
    use crate::{Problem, ServerContext};
    pub fn server_add(cx: &ServerContext) -> Result<u8, Problem> { todo!() }
}
";

#[test]
fn each_call_stands_in_one_group_with_all_that_reached_it() {
    let new = BOARD.replace("Missing }", "Missing, Locked }");
    let new = new.replace("pub id: u8", "pub id: u16");
    let expected = "\
people.add
tasks: count, load, move
  wire-breaking: responses [variant-added]
    `Problem.Locked` is a new variant (it reaches 1 more, below)
    - `add`, `count`, `load` and `move` may now answer `Locked`, which clients made before this cannot decode
    at src/lib.rs:2:29 (was src/lib.rs:2:10)

tasks.list
  wire-breaking: responses [variant-added], as above: `Problem.Locked` is a new variant
  wire-breaking: responses [integer-widened]
    `Item.id` was u8, is u16
    - clients made before this cannot decode what `list` answers, where the number is out of the range of u8
    at src/lib.rs:3:23

2 changes from libero.lock to the source: 2 wire-breaking
";
    assert_eq!(diff(BOARD, &new, &[]), expected);
}

#[test]
fn a_reason_is_given_once_for_all_that_it_holds_for() {
    let new = BOARD.replace("Missing }", "Missing, Locked }");
    let reason = "may now answer `Locked`, which clients made before this cannot decode";
    let out = diff(BOARD, &new, &[]);
    assert!(out.contains("\ntasks: count, list, load, move\n"), "{out}");
    assert!(out.contains(&format!("    - these 5 {reason}\n")), "{out}");
    let names = "`add`, `count`, `list`, `load` and `move`";
    let out = diff(BOARD, &new, &["--format", "github"]);
    assert!(out.contains(&format!("%0A- {names} {reason}\n")), "{out}");
    let out = diff(BOARD, &new, &["--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let change = &document["changes"][0];
    assert_eq!(
        change["reasons"],
        serde_json::json!([format!("{names} {reason}")])
    );
    assert_eq!(
        change["reaches"][4]["reasons"],
        serde_json::json!([format!("`move` {reason}")])
    );
}

/// 200 calls in 20 modules, each with an answer of its own type.
fn large(id: &str) -> String {
    let mut source = "pub struct ServerContext;\n".to_owned();
    for module in 0..20 {
        let _ = writeln!(source, "pub mod area{module} {{ use crate::ServerContext;");
        for call in 0..10 {
            let _ = writeln!(
                source,
                "pub struct Thing{module}x{call} {{ pub id: {id} }}\n\
                 pub fn server_load_{module}_{call}(cx: &ServerContext) -> Result<Thing{module}x{call}, ()> {{ todo!() }}"
            );
        }
        source += "}\n";
    }
    source
}

#[test]
fn a_large_contract_is_shown_on_some_screens_and_whole_where_that_is_wanted() {
    let (old, new) = (large("u8"), large("u16"));
    let out = diff(&old, &new, &[]);
    assert!(out.lines().count() < 150, "{out}");
    assert!(
        out.contains("\n188 more: wire-breaking (`--all` shows how)\n"),
        "{out}"
    );
    for module in 0..20 {
        for call in 0..10 {
            let name = format!("load_{module}_{call}");
            assert!(out.contains(&name), "{name}: {out}");
        }
    }
    assert!(out.lines().all(|line| line.chars().count() <= 120), "{out}");
    let out = diff(&old, &new, &["--all"]);
    assert_eq!(out.matches("[integer-widened]").count(), 200);
    assert!(!out.contains("--all"), "{out}");
}

#[test]
fn a_call_with_many_changes_has_the_worst_first() {
    let fields = |docs: &str| {
        let field = |number| format!("/// {docs}.\npub f{number}: u8, ");
        (0..12).map(field).collect::<Vec<_>>().concat()
    };
    let source = |docs: &str, id: &str| {
        BOARD.replace("pub id: u8", &format!("{}pub id: {id}", fields(docs)))
    };
    let (old, new) = (source("Old", "u8"), source("New", "u16"));
    let out = diff(&old, &new, &[]);
    let verdicts: Vec<&str> = out
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .collect();
    assert_eq!(verdicts[0], "  wire-breaking: responses [integer-widened]");
    assert_eq!(verdicts[1..8], ["  safe [docs-changed]"; 7]);
    assert_eq!(verdicts[8..], ["  and 5 more changes (`--all` shows them)"]);
    let out = diff(&old, &new, &["--all"]);
    assert_eq!(out.matches("  safe [docs-changed]\n").count(), 12, "{out}");
}
