//! `libero vectors` as a person runs it.

mod support;

use serde_json::Value;
use support::{libero, package};

const CONTRACT: &str = include_str!("../../../examples/quickstart/generated/contract.json");

fn document(out: &str) -> Value {
    serde_json::from_str(out).expect("JSON")
}

#[test]
fn all_types_and_endpoints_have_vectors() {
    let dir = package(&[("contract.json", CONTRACT)]);
    let (code, out, err) = libero(dir.path(), &["vectors", "contract.json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let whole = document(&out);
    let contract = document(CONTRACT);
    assert_eq!(whole["contract_hash"], contract["contract_hash"]);
    let count = |of: &Value, key: &str| of[key].as_array().expect("an array").len();
    assert_eq!(count(&whole, "endpoints"), count(&contract, "endpoints"));
    assert_eq!(
        count(&whole, "types") + 1,
        count(&contract, "types"),
        "Page<T> has none"
    );
    let (_, again, _) = libero(dir.path(), &["vectors", "contract.json"]);
    assert_eq!(out, again);
}

#[test]
fn a_folder_holds_a_document_for_each() {
    let dir = package(&[("contract.json", CONTRACT)]);
    let args = ["vectors", "contract.json", "--out", "vectors/", "--pretty"];
    let (code, out, err) = libero(dir.path(), &args);
    assert_eq!((code, out.as_str()), (0, ""));
    let contract = document(CONTRACT);
    let count = |key: &str| contract[key].as_array().expect("an array").len();
    let files = count("types") - 1 + count("endpoints") + count("push_types");
    assert_eq!(err, format!("wrote vectors/: {files} files\n"));
    let path = dir.path().join("vectors/types/board-model.Task.json");
    let whole = document(&std::fs::read_to_string(path).expect("a file"));
    let (_, one, _) = libero(dir.path(), &["vectors", "contract.json", "--type", "Task"]);
    assert_eq!(whole, document(&one));
    assert_eq!(whole["types"][0]["type_name"], "Task");
}

#[test]
fn what_was_written_is_said_and_a_slip_of_the_pen_makes_no_folders() {
    let dir = package(&[("contract.json", CONTRACT)]);
    let run = |out: &str| libero(dir.path(), &["vectors", "contract.json", "--out", out]);
    let (code, out, err) = run("v.json");
    let size = std::fs::metadata(dir.path().join("v.json")).expect("a file");
    let expected = format!("wrote v.json: {} bytes\n", size.len());
    assert_eq!((code, out.as_str(), err), (0, "", expected));
    for (path, folder) in [("no/such/v.json", "no/such"), ("no/such/", "no")] {
        let (code, out, err) = run(path);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(
            err.starts_with(&format!("error: cannot write `{path}`: "))
                && err.ends_with(&format!("  help: there is no folder `{folder}`\n")),
            "{err}"
        );
    }
    assert!(!dir.path().join("no").exists());
}

#[test]
fn names_that_lead_nowhere_are_told_with_the_nearest() {
    let dir = package(&[("contract.json", CONTRACT)]);
    for (args, said) in [
        (
            ["--type", "Taks"],
            "error: there is no type Taks; did you mean Task?\n",
        ),
        (
            ["--endpoint", "load_tsak"],
            "error: there is no endpoint load_tsak; did you mean load_task?\n",
        ),
        (
            ["--type", "Page"],
            "error: Page has parameters, so that it has no values by itself\n",
        ),
    ] {
        let (code, out, err) = libero(
            dir.path(),
            &[&["vectors", "contract.json"], &args[..]].concat(),
        );
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(err.starts_with(said), "{err}");
    }
    let (code, out, _) = libero(dir.path(), &["vectors", "--schema"]);
    assert_eq!(code, 0);
    assert_eq!(document(&out)["title"], "Test vectors of a libero contract");
}
