//! The walls between build time and run time, and between the compiler and its command line.

use std::process::Command;

use parity::files;

/// The names of all packages that a package is built from.
fn parts_of(package: &str) -> Vec<String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .current_dir(files::workspace())
        .args(["tree", "--package", package, "--edges", "normal"])
        .args(["--prefix", "none", "--format", "{p}"])
        .output()
        .expect("cargo");
    let tree = String::from_utf8_lossy(&output.stdout);
    let names = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    names.map(ToOwned::to_owned).collect()
}

#[test]
fn no_package_is_built_from_what_it_must_not_know() {
    let walls: [(&str, &[&str]); 2] = [
        (
            "libero-wire",
            &[
                "syn",
                "askama",
                "tokio",
                "libero",
                "contract-schema",
                "rayon",
            ],
        ),
        (
            "libero",
            &["clap", "libero-cli", "mimalloc", "rustls", "ureq"],
        ),
    ];
    for (package, banned) in walls {
        let parts = parts_of(package);
        assert!(parts.contains(&package.to_owned()), "{package}: {parts:?}");
        for name in banned {
            assert!(
                !parts.contains(&(*name).to_owned()),
                "{name} is in {package}: {parts:?}"
            );
        }
    }
}
