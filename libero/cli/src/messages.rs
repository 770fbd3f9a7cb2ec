//! How diagnostics of the compiler are printed.

mod envelope;

use camino::Utf8Path;
use clap::ValueEnum;
use libero::diagnostic::{Diagnostic, Diagnostics, render};
use libero::load::SourceSet;

use crate::failure::Failure;
use crate::terminal::{color, print, say};
use envelope::Envelope;

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// For people, on standard error.
    #[default]
    Human,
    /// For programs: one JSON object a line on standard output, in the form of `rustc`.
    Json,
    /// The same as `cargo build` wraps it, for editors.
    CargoJson,
}

impl MessageFormat {
    /// Whether standard output is for a program.
    pub(crate) fn is_json(self) -> bool {
        self != Self::Human
    }

    /// Diagnostics as text: for [`Self::show`], or to be shown later. With color they are for people alone.
    pub(crate) fn render(
        self,
        diagnostics: &[Diagnostic],
        sources: &SourceSet,
        color: bool,
    ) -> String {
        let mut text = String::new();
        for diagnostic in diagnostics {
            text += &if self.is_json() {
                render::json(diagnostic, sources)
            } else {
                render::human(diagnostic, sources, color)
            };
            text.push('\n');
        }
        text
    }

    /// Prints what [`Self::render`] gave for the package of a manifest.
    pub(crate) fn show(self, text: &str, manifest: &Utf8Path) -> Result<(), Failure> {
        match self {
            Self::Human => {
                say(text.trim_end_matches('\n'));
                Ok(())
            }
            Self::Json => print(text),
            Self::CargoJson if text.is_empty() => Ok(()),
            Self::CargoJson => print(&Envelope::of(manifest).around(text)),
        }
    }

    /// Tells an editor that all has been said.
    pub(crate) fn finished(self, success: bool) -> Result<(), Failure> {
        match self {
            Self::Human | Self::Json => Ok(()),
            Self::CargoJson => print(&envelope::finished(success)),
        }
    }
}

/// Prints diagnostics and gives them back in the order of their places.
pub(crate) fn report(
    diagnostics: Diagnostics,
    sources: &SourceSet,
    format: MessageFormat,
    manifest: &Utf8Path,
) -> Result<Vec<Diagnostic>, Failure> {
    let diagnostics = diagnostics.sorted(sources);
    let text = format.render(&diagnostics, sources, color());
    format.show(&text, manifest)?;
    Ok(diagnostics)
}
