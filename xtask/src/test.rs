//! Every check of the workspace, one step each.

use std::time::{Duration, Instant};

use crate::args::{DemoOf, DemoOptions};
use crate::setup::{self, TARGET};
use crate::{
    demo, elixir, fuzz, generate, guide, instructions, miri, python, scoreboard, sh, standards,
};

struct Step {
    name: &'static str,
    /// A folder without which there is nothing to check.
    folder: &'static str,
    run: fn() -> Result<(), String>,
}

enum Outcome {
    Passed,
    Failed(String),
    Absent,
    /// Something that is no part of the workspace is missing; a person should know.
    NotRun(String),
}

/// Why a step cannot be run on this machine, where that is no failure.
fn missing(step: &Step) -> Option<String> {
    match step.name {
        "miri" => miri::missing(),
        "instructions" if !cfg!(target_os = "linux") => Some("Valgrind is for Linux".to_owned()),
        "instructions" => instructions::missing(),
        _ => None,
    }
}

const STEPS: &[Step] = &[
    Step {
        name: "generated",
        folder: "",
        run: || generate::run(generate::Mode::Check),
    },
    Step {
        name: "format",
        folder: "",
        run: || cargo(&["fmt", "--all", "--check"]),
    },
    Step {
        name: "clippy",
        folder: "",
        run: || {
            cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ])
        },
    },
    Step {
        name: "docs",
        folder: "",
        run: || {
            let packages = [
                "libero",
                "libero-diff",
                "libero-values",
                "libero-wire",
                "contract-schema",
                "rally",
                "rally-build",
            ];
            let mut command = vec!["doc", "--no-deps", "--all-features"];
            command.extend(packages.iter().flat_map(|package| ["-p", package]));
            sh::run(sh::cargo(&command).env("RUSTDOCFLAGS", "-D warnings"))
        },
    },
    Step {
        name: "rust",
        folder: "",
        run: || cargo(&["test", "--workspace", "--no-fail-fast"]),
    },
    Step {
        name: "rally-cli",
        folder: "rally/cli",
        run: || {
            cargo(&[
                "test",
                "--package",
                "rally-cli",
                "--test",
                "applications",
                "--",
                "--ignored",
            ])
        },
    },
    Step {
        name: "wasm",
        folder: "",
        run: || {
            cargo(&[
                "check",
                "-p",
                "libero-wire",
                "-p",
                "rally",
                "--target",
                TARGET,
            ])
        },
    },
    Step {
        name: "javascript-types",
        folder: "sdks/js",
        run: || npm("sdks/js", &["run", "check"]),
    },
    Step {
        name: "javascript",
        folder: "sdks/js",
        run: || npm("sdks/js", &["test"]),
    },
    Step {
        name: "python",
        folder: "sdks/python",
        run: python::run,
    },
    Step {
        name: "elixir",
        folder: "tests/elixir",
        run: elixir::run,
    },
    Step {
        name: "demo",
        folder: "examples/quickstart",
        run: || {
            [DemoOf::Quickstart, DemoOf::Scoreboard]
                .into_iter()
                .try_for_each(|of| {
                    demo::run(&DemoOptions {
                        of,
                        port: None,
                        check: true,
                    })
                })
        },
    },
    Step {
        name: "standards",
        folder: "tests/standards",
        run: standards::run,
    },
    Step {
        name: "browser",
        folder: "tests/browser",
        run: || npm("tests/browser", &["test"]),
    },
    Step {
        name: "rally",
        folder: "tests/rally-browser",
        run: scoreboard::test,
    },
    Step {
        name: "guide",
        folder: "tests/guide",
        run: guide::test,
    },
    Step {
        name: "fuzz",
        folder: "tests/fuzz",
        run: fuzz::short,
    },
    Step {
        name: "miri",
        folder: "libero/wire",
        run: miri::run,
    },
    Step {
        name: "instructions",
        folder: "benches/payloads",
        run: || instructions::run(false),
    },
];

/// Sets up, runs the steps (all, if none is named), and prints a table. Later steps run even when
/// an earlier one fails.
pub(crate) fn run(only: &[String]) -> Result<(), String> {
    if let Some(name) = only
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != **name))
    {
        let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        return Err(format!(
            "there is no step `{name}`; there are: {}",
            names.join(" ")
        ));
    }
    setup::run(setup::ALL)?;
    let mut table = vec![];
    for step in STEPS {
        if !only.is_empty() && !only.iter().any(|name| name == step.name) {
            continue;
        }
        println!("\n==> {}", step.name);
        let started = Instant::now();
        let outcome = if !sh::root().join(step.folder).is_dir() {
            Outcome::Absent
        } else if let Some(reason) = missing(step) {
            Outcome::NotRun(reason)
        } else {
            match (step.run)() {
                Ok(()) => Outcome::Passed,
                Err(message) => Outcome::Failed(message),
            }
        };
        table.push((step.name, started.elapsed(), outcome));
    }
    summary(&table)
}

fn summary(table: &[(&str, Duration, Outcome)]) -> Result<(), String> {
    println!();
    let mut failed = vec![];
    for (name, time, outcome) in table {
        let seconds = time.as_secs_f64();
        match outcome {
            Outcome::Passed => println!("  ok      {name:<18} {seconds:>7.1} s"),
            Outcome::Absent => println!("  absent  {name}"),
            Outcome::NotRun(reason) => println!("  not run: {name:<28} {reason}"),
            Outcome::Failed(message) => {
                println!("  FAILED  {name:<18} {seconds:>7.1} s  {message}");
                failed.push(*name);
            }
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(format!("failed: {}", failed.join(", ")))
    }
}

fn cargo(arguments: &[&str]) -> Result<(), String> {
    sh::run(&mut sh::cargo(arguments))
}

fn npm(folder: &str, arguments: &[&str]) -> Result<(), String> {
    sh::run(sh::program("npm", arguments).current_dir(sh::root().join(folder)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::args::help;

    #[test]
    fn one_failed_step_fails_the_whole_run() {
        let zero = Duration::ZERO;
        assert_eq!(
            summary(&[("a", zero, Outcome::Passed), ("b", zero, Outcome::Absent)]),
            Ok(())
        );
        let not_run = Outcome::NotRun("there is none".into());
        assert_eq!(summary(&[("a", zero, not_run)]), Ok(()));
        let table = [
            ("a", zero, Outcome::Failed("no".into())),
            ("b", zero, Outcome::Passed),
        ];
        assert_eq!(summary(&table), Err("failed: a".into()));
    }

    #[test]
    fn a_step_is_named_by_its_name_alone() {
        let names: BTreeSet<&str> = STEPS.iter().map(|step| step.name).collect();
        assert_eq!(names.len(), STEPS.len());
    }

    #[test]
    fn the_help_names_every_step() {
        for step in STEPS {
            for text in [help::ALL, help::of("test")] {
                assert!(text.contains(step.name), "{}", step.name);
            }
        }
    }
}
