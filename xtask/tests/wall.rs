//! The wall between build time and run time: what an application links has no compiler in it, and what a
//! browser gets no server.

use std::path::Path;
use std::process::Command;

const BROWSER: &str = "wasm32-unknown-unknown";
const SERVER: &str = "x86_64-unknown-linux-gnu";

/// Packages of the compilers.
const COMPILERS: &[&str] = &["askama", "contract-schema", "libero", "rally-build", "syn"];
/// Packages of a server.
const SERVERS: &[&str] = &["hyper", "rusqlite", "tokio", "warp"];

#[test]
fn what_is_linked_stays_on_its_side_of_the_wall() {
    let all = [COMPILERS, SERVERS].concat();
    let cases = [
        ("libero-wire", BROWSER, &all[..]),
        ("rally", BROWSER, &all[..]),
        ("libero-wire", SERVER, &all[..]),
        ("rally", SERVER, COMPILERS),
    ];
    for (package, target, foreign) in cases {
        let linked = linked(package, target);
        let found: Vec<&String> = linked
            .iter()
            .filter(|name| foreign.contains(&name.as_str()))
            .collect();
        assert!(
            found.is_empty(),
            "{package} for {target} pulls in {found:?}"
        );
    }
    assert!(linked("rally", SERVER).contains(&"warp".to_owned()));
}

/// The names of all packages that a package links; those of macros run in the compiler alone.
fn linked(package: &str, target: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask is in the workspace");
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["tree", "-p", package, "-e", "normal,build,no-proc-macro"])
        .args(["--target", target])
        .args(["--prefix", "none", "--format", "{p}"])
        .output()
        .expect("cargo runs");
    let tree = String::from_utf8_lossy(&output.stdout);
    assert!(
        tree.starts_with(&format!("{package} ")),
        "{tree}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}
