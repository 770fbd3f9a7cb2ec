//! The contract of Rust source as it is now: compiled in memory, written nowhere.

use std::collections::BTreeSet;

use camino::Utf8Path;
use libero::compile;
use libero::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use libero::load::SourceSet;

use super::Found;
use crate::failure::Failure;
use crate::messages::{MessageFormat, report};
use crate::project::manifest_path;

/// The contract that `libero gen` would write for the package that was asked for, else the nearest one.
/// What is wrong with the source is told as `libero gen` tells it.
pub(crate) fn contract(manifest: Option<&Utf8Path>) -> Result<Found, Failure> {
    let manifest = manifest_path(manifest)?;
    let mut sources = SourceSet::default();
    let mut diagnostics = Diagnostics::default();
    let contract = compile::contract(&manifest, &mut sources, &mut diagnostics);
    if !diagnostics.has_errors()
        && let Some(contract) = contract
    {
        return Ok(Found {
            text: libero::generate_json_contract(&contract),
            contract,
            from: manifest.into_string(),
        });
    }
    let told = report(diagnostics, &sources, MessageFormat::Human, &manifest)?;
    Err(refused(&told))
}

fn refused(told: &[Diagnostic]) -> Failure {
    let errors = told.iter().filter(|one| one.severity == Severity::Error);
    let codes: BTreeSet<Code> = errors.clone().map(|one| one.code).collect();
    let codes: Vec<String> = codes.iter().map(Code::to_string).collect();
    let what = match errors.count() {
        1 => "1 error: the source has no contract as it is".to_owned(),
        count => format!("{count} errors: the source has no contract as it is"),
    };
    let help = format!("`libero explain {}` says more", codes.join(" "));
    Failure::unusable(what).help(help)
}
