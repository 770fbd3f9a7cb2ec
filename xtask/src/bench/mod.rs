//! `cargo xtask bench`: libero and rally against their peers, in a table each.
//!
//! | module | holds |
//! |---|---|
//! | [`section`] | the two tables, and what is told of where they come from |
//! | [`line`] | the lines that the programs print |
//! | [`table`] | rows, columns and verdicts |
//! | [`machine`] | where it was measured |

#[cfg(test)]
mod kept;
mod line;
mod machine;
mod section;
mod table;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::args::BenchOptions;
use crate::setup::{self, Need};
use crate::sh;
use line::Line;
use section::{LIBERO, RALLY, Section};

const README: &str = "benches/README.md";

/// One of the things that are measured.
struct Subject {
    name: &'static str,
    /// The table in which its rows stand.
    section: &'static Section,
    needs: &'static [Need],
    /// The program's source, without which there is nothing to run.
    source: &'static str,
    /// Has the application of the measurements generated anew.
    generates: Option<&'static str>,
    /// What to build before; the building is not part of the measuring.
    build: &'static [&'static str],
    command: fn(quick: bool) -> Command,
}

static SUBJECTS: &[Subject] = &[
    Subject {
        name: "codec",
        section: &LIBERO,
        needs: &[Need::Compiler, Need::Erlang],
        source: "benches/peers/src/bin/codec",
        generates: None,
        build: &["codec"],
        command: |quick| peer(&LIBERO, "codec", quick),
    },
    Subject {
        name: "js",
        section: &LIBERO,
        needs: &[Need::NpmPeers],
        source: "benches/js/bench.mjs",
        generates: None,
        build: &[],
        command: |quick| node("benches/js/bench.mjs", quick),
    },
    Subject {
        name: "size",
        section: &LIBERO,
        needs: &[Need::NpmPeers],
        source: "benches/js/size.mjs",
        generates: None,
        build: &[],
        command: |_| node("benches/js/size.mjs", false),
    },
    Subject {
        name: "gen",
        section: &LIBERO,
        needs: &[Need::Compiler],
        source: "benches/peers/src/bin/gen",
        generates: None,
        build: &["gen"],
        command: |quick| peer(&LIBERO, "gen", quick),
    },
    Subject {
        name: "rally",
        section: &RALLY,
        needs: &[Need::Compiler, Need::Wasm, Need::NpmPeers],
        source: "benches/rally-peers/load",
        generates: Some("benches/rally-peers/app/Cargo.toml"),
        build: &[
            "rally-page",
            "askama-page",
            "leptos-page",
            "warp-echo",
            "rally-load",
        ],
        command: |quick| peer(&RALLY, "rally-load", quick),
    },
];

/// Sets up, runs the subjects (all, if none is named), and prints the table. A goal that is missed is
/// no failure; a program that cannot be run is.
pub(crate) fn run(options: &BenchOptions) -> Result<(), String> {
    let subjects = chosen(&options.only)?;
    let mut needs: Vec<Need> = vec![];
    for need in subjects.iter().flat_map(|subject| subject.needs) {
        if !needs.contains(need) {
            needs.push(*need);
        }
    }
    setup::run(&needs)?;
    let mut measured = vec![];
    let mut failed = vec![];
    for subject in &subjects {
        match subject.run(options.quick) {
            Ok(lines) => measured.push((*subject, lines)),
            Err(error) => {
                say(&error);
                failed.push(subject.name);
            }
        }
    }
    for section in section::ALL {
        let of = |subject: &Subject| std::ptr::eq(subject.section, section);
        let mine = measured.iter().filter(|(subject, _)| of(subject));
        let lines: Vec<Line> = mine.clone().flat_map(|(_, lines)| lines.clone()).collect();
        if lines.is_empty() {
            continue;
        }
        println!("\n{}", table::table(section.columns, &lines));
        say(&table::summary(&lines));
        let is_whole = mine.count() == SUBJECTS.iter().filter(|subject| of(subject)).count();
        if is_whole && !options.quick {
            keep(section, &lines)?;
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(format!("not measured: {}", failed.join(", ")))
    }
}

fn say(line: &str) {
    println!("bench: {line}");
}

fn chosen(only: &[String]) -> Result<Vec<&'static Subject>, String> {
    let is_known = |name: &&String| SUBJECTS.iter().any(|subject| subject.name == **name);
    if let Some(name) = only.iter().find(|name| !is_known(name)) {
        let names: Vec<&str> = SUBJECTS.iter().map(|subject| subject.name).collect();
        return Err(format!(
            "there is no benchmark `{name}`; there are: {}",
            names.join(" ")
        ));
    }
    let is_chosen = |name: &str| only.is_empty() || only.iter().any(|other| other == name);
    let subjects = SUBJECTS.iter();
    Ok(subjects.filter(|subject| is_chosen(subject.name)).collect())
}

impl Subject {
    fn run(&self, quick: bool) -> Result<Vec<Line>, String> {
        let source = sh::root().join(self.source);
        if !source.exists() && !source.with_extension("rs").exists() {
            return Err(format!(
                "{} is absent: there is no {}",
                self.name, self.source
            ));
        }
        if let Some(manifest) = self.generates {
            say(&format!("building rally, which generates for {manifest}"));
            let run = [
                "run",
                "--quiet",
                "--release",
                "-p",
                "rally-cli",
                "--bin",
                "rally",
                "--",
            ];
            sh::run(sh::cargo(&run).args(["gen", "--manifest-path", manifest]))?;
        }
        for program in self.build {
            say(&format!("building {program}"));
            sh::run(&mut cargo(self.section, "build", program))?;
        }
        say(&format!("measuring {}", self.name));
        let started = Instant::now();
        let lines = lines_of((self.command)(quick))?;
        let seconds = started.elapsed().as_secs_f64();
        say(&format!("measured {} in {seconds:.0} s", self.name));
        Ok(lines)
    }
}

/// Runs a program and reads what it prints. What is no line is shown.
fn lines_of(mut command: Command) -> Result<Vec<Line>, String> {
    let shown = sh::show(&command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("`{shown}` could not be started: {error}"))?;
    let output = child.stdout.take().expect("it is piped");
    let mut lines = vec![];
    for text in BufReader::new(output).lines() {
        let text = text.map_err(|error| format!("`{shown}`: {error}"))?;
        if text.starts_with('{') {
            lines.push(line::parse(&text)?);
        } else {
            println!("{text}");
        }
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    if !status.success() {
        return Err(format!("`{shown}` failed ({status})"));
    }
    if lines.is_empty() {
        return Err(format!("`{shown}` measured nothing"));
    }
    Ok(lines)
}

/// Cargo in the workspace of the peers, about one of their programs.
fn cargo(section: &Section, command: &str, program: &str) -> Command {
    let mut cargo = sh::cargo(&[command, "--quiet", "--release", section.choose, program]);
    cargo.current_dir(sh::root().join(section.workspace));
    cargo
}

fn peer(section: &Section, program: &str, quick: bool) -> Command {
    let mut command = cargo(section, "run", program);
    command.arg("--").args(quick.then_some("--quick"));
    command
}

fn node(script: &str, quick: bool) -> Command {
    let mut command = sh::program("node", &[script]);
    command.args(quick.then_some("--quick"));
    command
}

/// Writes a table into the README, between its markers.
fn keep(section: &Section, lines: &[Line]) -> Result<(), String> {
    let path = sh::root().join(README);
    let failed = |error| format!("{README}: {error}");
    let text = fs::read_to_string(&path).map_err(failed)?;
    let kept = format!(
        "{}\n\n{}\n{}.\n",
        machine::description(section),
        table::table(section.columns, lines),
        table::summary(lines)
    );
    let text = between_markers(section, &text, &kept);
    let text = text.ok_or_else(|| format!("{README} has no markers for {}", section.name))?;
    fs::write(&path, text).map_err(failed)?;
    say(&format!("the table of {} stands in {README}", section.name));
    Ok(())
}

fn between_markers(section: &Section, text: &str, inside: &str) -> Option<String> {
    let Section { begin, end, .. } = section;
    let (before, rest) = text.split_once(begin)?;
    let (_, after) = rest.split_once(end)?;
    Some(format!("{before}{begin}\n{inside}\n{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::help;

    #[test]
    fn what_stands_between_the_markers_is_replaced() {
        let of = |inside: [&str; 2]| {
            let part = |section: &Section, inside: &str| {
                format!("{}{inside}{}", section.begin, section.end)
            };
            format!(
                "a\n{}b\n{}c\n",
                part(&LIBERO, inside[0]),
                part(&RALLY, inside[1])
            )
        };
        let old = of(["one\n", "two\n"]);
        assert_eq!(
            between_markers(&LIBERO, &old, "new"),
            Some(of(["\nnew\n", "two\n"]))
        );
        assert_eq!(
            between_markers(&RALLY, &old, "new"),
            Some(of(["one\n", "\nnew\n"]))
        );
        let new = of(["\nnew\n", "two\n"]);
        assert_eq!(between_markers(&LIBERO, &new, "new"), Some(new.clone()));
        assert_eq!(between_markers(&LIBERO, "a", "new"), None);
    }

    #[test]
    fn subjects_are_chosen_by_name() {
        let names = |only: &[&str]| {
            let only: Vec<String> = only.iter().map(|name| (*name).to_owned()).collect();
            chosen(&only).map(|subjects| subjects.iter().map(|s| s.name).collect::<Vec<_>>())
        };
        assert_eq!(names(&[]), Ok(vec!["codec", "js", "size", "gen", "rally"]));
        assert_eq!(names(&["gen", "codec"]), Ok(vec!["codec", "gen"]));
        assert_eq!(
            names(&["x"]),
            Err("there is no benchmark `x`; there are: codec js size gen rally".into())
        );
    }

    #[test]
    fn lines_are_gathered_and_an_empty_or_failed_run_is_an_error() {
        let shell = |script: &str| lines_of(sh::program("sh", &["-c", script]));
        let line = r#"{"goal":"a","payload":"p","ratio":2}"#;
        let lines = shell(&format!("echo hello; echo '{line}'")).expect("it prints a line");
        assert_eq!(lines, [line::parse(line).expect("a line")]);
        assert!(shell("true").is_err_and(|error| error.contains("measured nothing")));
        assert!(shell(&format!("echo '{line}'; exit 2")).is_err());
    }

    #[test]
    fn the_help_names_every_subject() {
        for subject in SUBJECTS {
            for text in [help::ALL, help::of("bench")] {
                assert!(text.contains(subject.name), "{}", subject.name);
            }
        }
    }
}
