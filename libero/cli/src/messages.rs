//! How diagnostics of the compiler are printed.

use clap::ValueEnum;
use libero::diagnostic::{Diagnostic, Diagnostics, render};
use libero::load::SourceSet;

use crate::failure::Failure;
use crate::terminal::{color, print, say};

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// For people, on standard error.
    #[default]
    Human,
    /// For editors: one JSON object a line on standard output, in the form of `cargo build`.
    Json,
}

/// Prints diagnostics and gives them back in the order of their places.
pub(crate) fn report(
    diagnostics: Diagnostics,
    sources: &SourceSet,
    format: MessageFormat,
) -> Result<Vec<Diagnostic>, Failure> {
    let diagnostics = diagnostics.sorted(sources);
    let text = rendered(&diagnostics, sources, format, color());
    match format {
        MessageFormat::Human => say(text.trim_end_matches('\n')),
        MessageFormat::Json => print(&text)?,
    }
    Ok(diagnostics)
}

pub(crate) fn rendered(
    diagnostics: &[Diagnostic],
    sources: &SourceSet,
    format: MessageFormat,
    color: bool,
) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        text += &match format {
            MessageFormat::Human => render::human(diagnostic, sources, color),
            MessageFormat::Json => render::json(diagnostic, sources),
        };
        text.push('\n');
    }
    text
}
