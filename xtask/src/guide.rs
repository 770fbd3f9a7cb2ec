//! The guide: somebody follows it to the letter, with the programs of this checkout.

use crate::sh;

const FOLDER: &str = "tests/guide";

/// Follows it.
pub(crate) fn test() -> Result<(), String> {
    let mut npm = sh::program("npm", &["test", "--silent"]);
    let folder = sh::root().join(FOLDER);
    sh::run(
        npm.current_dir(folder)
            .env("CARGO_TARGET_DIR", sh::target()),
    )
}
