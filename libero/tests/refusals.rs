//! Every refusal as a person sees it: `refusals/<reason>/input.rs` and `output.txt` side by side.
//! `UPDATE=1 cargo test -p libero --test refusals` writes what is said now.

use std::fs;
use std::path::Path;

mod support;

#[test]
fn every_refusal_reads_as_it_is_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/refusals");
    let update = std::env::var_os("UPDATE").is_some();
    let mut cases: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(
        cases.len() >= 40,
        "only {} refusals are recorded",
        cases.len()
    );
    let mut wrong = vec![];
    for case in cases {
        let source = fs::read_to_string(case.join("input.rs")).unwrap();
        let said = support::compile(&source).text();
        let recorded = fs::read_to_string(case.join("output.txt")).unwrap_or_default();
        if update {
            fs::write(case.join("output.txt"), &said).unwrap();
        } else if said != recorded {
            wrong.push(format!("{}\n{said}", case.display()));
        }
        assert!(!said.is_empty(), "nothing was said of {}", case.display());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
