//! Generating, for people.

use rally_build::{Generated, Mode};

use crate::failure::Failure;
use crate::project::Project;
use crate::terminal::{color, say};

/// Generates all that the pages lead to. What is refused is drawn on standard error, and so is what is
/// probably a mistake.
pub(crate) fn run(project: &Project, mode: Mode) -> Result<Generated, Failure> {
    let generated = rally_build::generate(&project.manifest, mode).map_err(|refused| {
        say(&refused.render(color()));
        Failure::told()
    })?;
    if !generated.warnings.is_empty() {
        say(&generated.warnings.render(color()));
    }
    Ok(generated)
}
