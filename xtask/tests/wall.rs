//! The wall between build time and run time: what generated code links has no compiler in it.

use std::path::Path;
use std::process::Command;

/// Packages that belong to the compiler or to a server, and never to a browser.
const FOREIGN: &[&str] = &["askama", "contract-schema", "libero", "syn", "tokio"];

#[test]
fn the_run_time_for_the_browser_links_no_compiler_and_no_server() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask is in the workspace");
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["tree", "-p", "libero-wire", "-e", "normal,build"])
        .args(["--target", "wasm32-unknown-unknown"])
        .args(["--prefix", "none", "--format", "{p}"])
        .output()
        .expect("cargo runs");
    let tree = String::from_utf8_lossy(&output.stdout);
    assert!(
        tree.starts_with("libero-wire "),
        "{tree}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let found: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| FOREIGN.contains(name))
        .collect();
    assert!(found.is_empty(), "libero-wire pulls in {found:?}:\n{tree}");
}
