//! What is checked in is what rally generates.

use camino::Utf8Path;
use rally_build::{Mode, generate};

#[test]
fn generated_code_is_up_to_date() {
    let here = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    for package in [here, &here.join("../../examples/scoreboard")] {
        let generated = generate(&package.join("Cargo.toml"), Mode::Check)
            .unwrap_or_else(|refused| panic!("{refused}"));
        let report = generated.report;
        let stale = [report.created, report.changed, report.deleted];
        let mut stale = stale.iter().flatten();
        // Clients are not checked in.
        let stale = stale.find(|path| !path.as_str().contains("/.generated_clients/"));
        assert_eq!(stale, None, "`cargo xtask generate` brings it up to date");
    }
}
