//! `libero schema`, `libero openapi` and `libero dts` as a person runs them.

mod support;

use serde_json::Value;
use support::{libero, package};

const QUICKSTART: &str = include_str!("../../../examples/quickstart/generated/contract.json");
const CORPUS: &str = include_str!("../../../tests/corpus/generated/contract.json");

fn document(out: &str) -> Value {
    serde_json::from_str(out).expect("JSON")
}

#[test]
fn the_schema_of_an_endpoint_is_that_of_the_output() {
    let written = include_str!(
        "../../../examples/quickstart/generated/schema/board/tasks/load_task.schema.json"
    );
    let project =
        "[package]\nname = \"q\"\n[package.metadata.libero]\ncontract = \"contract.json\"\n";
    let dir = package(&[("contract.json", QUICKSTART), ("Cargo.toml", project)]);
    for args in [
        &["schema", "contract.json", "load_task"][..],
        &["schema", "contract.json", "board/tasks.load_task"],
        &["schema", "load_task"],
    ] {
        let (code, out, err) = libero(dir.path(), args);
        assert_eq!((code, err.as_str()), (0, ""), "{args:?}");
        assert_eq!(out, written, "{args:?}");
    }
    let (code, out, err) = libero(dir.path(), &["schema", "contract.json", "load_tasks"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.starts_with("error: ") && err.contains("load_task"),
        "{err}"
    );
}

#[test]
fn without_an_endpoint_all_calls_and_types_are_there() {
    let dir = package(&[("contract.json", QUICKSTART)]);
    let (_, out, _) = libero(dir.path(), &["schema", "contract.json"]);
    let whole = document(&out);
    assert_eq!(
        whole["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    let calls = whole["properties"].as_object().expect("calls");
    assert_eq!(calls.len(), 15);
    assert!(calls.contains_key("board/tasks.load_task"));
    assert!(
        whole["$defs"]["board.events.BoardEvent"].is_object(),
        "no call reaches it"
    );
}

#[test]
fn openapi_has_a_path_for_each_endpoint_and_what_was_said_of_it() {
    let dir = package(&[("contract.json", QUICKSTART)]);
    let args = [
        "openapi",
        "contract.json",
        "--title",
        "Board",
        "--server",
        "http://a/b",
    ];
    let (code, out, _) = libero(dir.path(), &args);
    assert_eq!(code, 0);
    let found = document(&out);
    assert_eq!(found["openapi"], "3.1.0");
    assert_eq!(found["info"]["title"], "Board");
    assert_eq!(found["servers"][0]["url"], "http://a/b");
    let paths = found["paths"].as_object().expect("paths");
    assert_eq!(paths.len(), 15);
    let load = &paths["/board/tasks/load_task"]["post"];
    assert_eq!(load["operationId"], "board_tasks_load_task");
    assert_eq!(load["x-libero-read-only"], true);
    for status in ["200", "400", "404", "409", "413", "415", "422", "500"] {
        assert!(load["responses"][status].is_object(), "{status}");
    }
}

#[test]
fn what_goes_one_way_has_two_forms() {
    let dir = package(&[("contract.json", CORPUS)]);
    let (_, out, _) = libero(dir.path(), &["schema", "contract.json"]);
    let whole = document(&out);
    let required = |name: &str| {
        let fields = &whole["$defs"][name]["properties"]["fields"];
        fields["required"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(required("serde_attributes.AllDefaulted"), 2);
    assert_eq!(required("serde_attributes.AllDefaulted.Input"), 0);
    assert!(
        whole["$defs"]["structs.Named.Input"].is_null(),
        "its forms are one"
    );
}

#[test]
fn types_of_one_name_get_that_of_their_module() {
    let dir = package(&[("contract.json", CORPUS)]);
    let (code, out, err) = libero(dir.path(), &["dts", "contract.json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let mut names: Vec<&str> = out
        .lines()
        .filter_map(|line| {
            let rest = line.strip_prefix("export ")?;
            let rest = rest
                .strip_prefix("interface ")
                .or(rest.strip_prefix("type "))?;
            rest.split(['<', ' ']).next()
        })
        .collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "two types have one name");
    assert!(out.contains(": bigint"));
    let (_, numbers, _) = libero(
        dir.path(),
        &["dts", "contract.json", "--integers", "number"],
    );
    assert!(!numbers.contains(": bigint"));
}
