//! What a command is called by those who know it from elsewhere.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// A word that is no command, and what is probably meant by it.
const OTHERS: &[(&str, &str)] = &[
    ("build", "gen"),
    ("check", "gen --check"),
    ("codegen", "gen"),
    ("compile", "gen"),
    ("curl", "call"),
    ("decode", "inspect"),
    ("generate", "gen"),
    ("json-schema", "schema"),
    ("list", "call --list"),
    ("new", "init"),
    ("serve", "mock"),
    ("swagger", "openapi"),
    ("typescript", "dts"),
    ("watch", "gen --watch"),
];

/// An error of the command line, with the command that is meant in place of one that is written alike.
pub(super) fn told(mut error: Error) -> Error {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return error;
    }
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return error;
    };
    let known = OTHERS.iter().find(|(other, _)| other == word);
    let Some(meant) = known.map(|(_, meant)| *meant).or_else(|| swapped(word)) else {
        return error;
    };
    error.remove(ContextKind::SuggestedSubcommand);
    let tip = StyledStr::from(format!("`libero {meant}` is meant by that"));
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip]));
    error
}

/// The short command with the same letters, which is too short to be found by its likeness.
fn swapped(word: &str) -> Option<&'static str> {
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let short = ["call", "diff", "docs", "dts", "gen", "init", "mock"];
    short
        .into_iter()
        .find(|name| letters(name) == letters(word))
}
