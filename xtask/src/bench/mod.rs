//! `cargo xtask bench`: libero against its peers, in one table.
//!
//! | module | holds |
//! |---|---|
//! | [`line`] | the lines that the programs print |
//! | [`table`] | rows, columns and verdicts |
//! | [`machine`] | where it was measured |

#[cfg(test)]
mod kept;
mod line;
mod machine;
mod table;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::args::BenchOptions;
use crate::setup::{self, Need};
use crate::sh;
use line::Line;

const README: &str = "benches/README.md";
const BEGIN: &str = "<!-- begin: cargo xtask bench -->\n";
const END: &str = "<!-- end: cargo xtask bench -->\n";

/// One of the things that are measured.
struct Subject {
    name: &'static str,
    needs: &'static [Need],
    /// The program's source, without which there is nothing to run.
    source: &'static str,
    /// What to build before; the building is not part of the measuring.
    build: &'static [&'static str],
    command: fn(quick: bool) -> Command,
}

const SUBJECTS: &[Subject] = &[
    Subject {
        name: "codec",
        needs: &[Need::Compiler, Need::Erlang],
        source: "benches/peers/src/bin/codec",
        build: &["codec"],
        command: |quick| peer("codec", quick),
    },
    Subject {
        name: "js",
        needs: &[Need::NpmPeers],
        source: "benches/js/bench.mjs",
        build: &[],
        command: |quick| node("benches/js/bench.mjs", quick),
    },
    Subject {
        name: "size",
        needs: &[Need::NpmPeers],
        source: "benches/js/size.mjs",
        build: &[],
        command: |_| node("benches/js/size.mjs", false),
    },
    Subject {
        name: "gen",
        needs: &[Need::Compiler],
        source: "benches/peers/src/bin/gen",
        build: &["gen"],
        command: |quick| peer("gen", quick),
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
    let mut lines = vec![];
    let mut failed = vec![];
    for subject in &subjects {
        match subject.run(options.quick) {
            Ok(more) => lines.extend(more),
            Err(error) => {
                say(&error);
                failed.push(subject.name);
            }
        }
    }
    if !lines.is_empty() {
        println!("\n{}", table::table(&lines));
        say(&table::summary(&lines));
    }
    if !failed.is_empty() {
        return Err(format!("not measured: {}", failed.join(", ")));
    }
    if !options.quick && options.only.is_empty() {
        keep(&lines)?;
    }
    Ok(())
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
        for bin in self.build {
            say(&format!("building {bin}"));
            sh::run(&mut cargo(&["build", "--quiet", "--release", "--bin", bin]))?;
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

/// Cargo in the workspace of the peers.
fn cargo(arguments: &[&str]) -> Command {
    let mut command = sh::cargo(arguments);
    command.current_dir(sh::root().join("benches/peers"));
    command
}

fn peer(bin: &str, quick: bool) -> Command {
    let mut command = cargo(&["run", "--quiet", "--release", "--bin", bin, "--"]);
    command.args(quick.then_some("--quick"));
    command
}

fn node(script: &str, quick: bool) -> Command {
    let mut command = sh::program("node", &[script]);
    command.args(quick.then_some("--quick"));
    command
}

/// Writes the table into the README, between its markers.
fn keep(lines: &[Line]) -> Result<(), String> {
    let path = sh::root().join(README);
    let failed = |error| format!("{README}: {error}");
    let text = fs::read_to_string(&path).map_err(failed)?;
    let kept = format!(
        "{}\n\n{}\n{}.\n",
        machine::description(),
        table::table(lines),
        table::summary(lines)
    );
    let text = between_markers(&text, &kept).ok_or_else(|| format!("{README} has no markers"))?;
    fs::write(&path, text).map_err(failed)?;
    say(&format!("the table stands in {README}"));
    Ok(())
}

fn between_markers(text: &str, inside: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{inside}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::help;

    #[test]
    fn what_stands_between_the_markers_is_replaced() {
        let text = format!("a\n{BEGIN}old\n{END}b\n");
        let new = between_markers(&text, "new").expect("it has markers");
        assert_eq!(new, format!("a\n{BEGIN}\nnew\n{END}b\n"));
        assert_eq!(between_markers(&new, "new"), Some(new.clone()));
        assert_eq!(between_markers("a", "new"), None);
    }

    #[test]
    fn subjects_are_chosen_by_name() {
        let names = |only: &[&str]| {
            let only: Vec<String> = only.iter().map(|name| (*name).to_owned()).collect();
            chosen(&only).map(|subjects| subjects.iter().map(|s| s.name).collect::<Vec<_>>())
        };
        assert_eq!(names(&[]), Ok(vec!["codec", "js", "size", "gen"]));
        assert_eq!(names(&["gen", "codec"]), Ok(vec!["codec", "gen"]));
        assert_eq!(
            names(&["x"]),
            Err("there is no benchmark `x`; there are: codec js size gen".into())
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
