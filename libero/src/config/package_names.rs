//! Names of packages, as those who keep packages want them.

use super::Config;
use super::read::WRONG_VALUE;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// What a name may be.
struct Rule {
    is_met: fn(&str) -> bool,
    /// `an npm package`
    what: &'static str,
    /// Who would refuse it.
    label: &'static str,
    help: &'static str,
}

const NPM: Rule = Rule {
    is_met: is_npm,
    what: "an npm package",
    label: "npm would refuse it",
    help: "lower case letters, digits, `-`, `.` and `_`, perhaps in a scope: `@acme/board-sdk`",
};

const PYTHON: Rule = Rule {
    is_met: is_python,
    what: "a Python package",
    label: "pip would refuse it",
    help: "letters, digits, `-`, `.` and `_`, with a letter first and a letter or digit last: `acme-board`",
};

const MIX: Rule = Rule {
    is_met: is_mix,
    what: "an Elixir package",
    label: "mix would refuse it",
    help: "lower case letters, digits and `_`, with a letter first: `acme_board`",
};

pub(super) fn check(config: &Config, diagnostics: &mut Diagnostics) {
    let names = [
        (&config.js_package, NPM),
        (&config.python_package, PYTHON),
        (&config.elixir_package, MIX),
    ];
    for (name, rule) in names {
        let Some(name) = name.as_ref().filter(|name| !(rule.is_met)(&name.value)) else {
            continue;
        };
        let title = format!("`{}` cannot be the name of {}", name.value, rule.what);
        let diagnostic = Diagnostic::error(WRONG_VALUE, title, name.span, rule.label);
        diagnostics.push(diagnostic.help(rule.help));
    }
}

fn is_npm(name: &str) -> bool {
    let (scope, bare) = match name.strip_prefix('@').and_then(|rest| rest.split_once('/')) {
        Some((scope, bare)) => (Some(scope), bare),
        None => (None, name),
    };
    let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._~".contains(c);
    let fits = |part: &str| {
        !part.is_empty() && !part.starts_with(['.', '_']) && part.chars().all(is_allowed)
    };
    fits(bare) && scope.is_none_or(fits) && name.len() <= 214
}

/// What PEP 508 says, and a letter first: it is imported by this name as well.
fn is_python(name: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.ends_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(is_allowed)
}

/// The name of an OTP application.
fn is_mix(name: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(is_allowed)
}

#[cfg(test)]
mod tests {
    use super::{MIX, NPM, PYTHON, Rule};

    #[test]
    fn names_are_held_against_the_rules_of_their_keepers() {
        let cases: [(Rule, &[&str], &[&str]); 3] = [
            (
                NPM,
                &["a", "board-sdk", "@acme/board.sdk", "a~1"],
                &[
                    "", "Board", ".a", "_a", "@acme", "@/a", "@acme/", "@a/b/c", "a b",
                ],
            ),
            (
                PYTHON,
                &["a", "acme-board", "Acme.Board_2"],
                &[
                    "",
                    "2board",
                    "-a",
                    "a-",
                    "a.",
                    "_a",
                    "a b",
                    "@acme/board",
                    "tafel\u{fc}",
                    "a/b",
                ],
            ),
            (
                MIX,
                &["a", "acme_board", "board2"],
                &["", "2board", "_a", "acme-board", "Board", "a b", "a.b"],
            ),
        ];
        for (rule, good, bad) in cases {
            for name in good {
                assert!((rule.is_met)(name), "{name} for {}", rule.what);
            }
            for name in bad {
                assert!(!(rule.is_met)(name), "{name} for {}", rule.what);
            }
        }
    }
}
