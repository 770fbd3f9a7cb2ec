//! The wall between build time and run time.

use std::process::Command;

use parity::files;

#[test]
fn the_run_time_depends_on_no_part_of_the_compiler() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .current_dir(files::workspace())
        .args(["tree", "--package", "libero-wire", "--edges", "normal"])
        .args(["--prefix", "none", "--format", "{p}"])
        .output()
        .expect("cargo");
    let tree = String::from_utf8_lossy(&output.stdout);
    let names: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(names.contains(&"libero-wire"), "{tree}");
    for banned in [
        "syn",
        "askama",
        "tokio",
        "libero",
        "contract-schema",
        "rayon",
    ] {
        assert!(!names.contains(&banned), "{banned} is in\n{tree}");
    }
}
