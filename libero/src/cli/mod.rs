//! The command line: one command a file.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Parser, Subcommand, ValueEnum};
use libero::diagnostic::{Diagnostic, Diagnostics, render};
use libero::load::{self, SourceSet};

mod contract;
mod generate;
mod init;

/// Rust types in; contract, codecs, dispatch and SDKs out.
#[derive(Debug, Parser)]
#[command(version, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 done; 1 refused, or `--check` found changes; 2 wrong usage, or a file cannot be read or written";

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Gen(generate::Gen),
    Contract(contract::ShowContract),
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum MessageFormat {
    /// For people, on standard error.
    #[default]
    Human,
    /// For editors: one JSON object a line on standard output, in the form of `cargo build`.
    Json,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    /// The input was refused, or a check found changes.
    Refused,
    /// There was no input to judge; it has been reported.
    Unreadable,
}

/// What stopped a command before it could judge the input.
type Failure = String;

/// Runs the command of this process.
pub(crate) fn run() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Init(init) => init.run(),
        Command::Gen(generate) => generate.run(),
        Command::Contract(contract) => contract.run(),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Refused) => ExitCode::from(1),
        Ok(Outcome::Unreadable) => ExitCode::from(2),
        Err(failure) => {
            say(&format!("error: {failure}"));
            ExitCode::from(2)
        }
    }
}

/// The manifest that was asked for, else the nearest one.
fn manifest_path(asked: Option<&Utf8Path>) -> Result<Utf8PathBuf, Failure> {
    if let Some(path) = asked {
        if path.is_dir() {
            return Err(format!(
                "`{path}` is a folder; name its Cargo.toml: `--manifest-path {}`",
                path.join("Cargo.toml")
            ));
        }
        return Ok(path.to_owned());
    }
    let here = std::env::current_dir()
        .map_err(|error| format!("the current folder cannot be found: {error}"))?;
    let here = Utf8PathBuf::from_path_buf(here)
        .map_err(|path| format!("`{}` is not a UTF-8 path", path.display()))?;
    load::find_manifest(&here).ok_or_else(|| {
        format!("there is no Cargo.toml in `{here}` or above; name one with `--manifest-path`")
    })
}

/// Prints diagnostics and gives them back in the order of their places.
fn report(
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

fn rendered(
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

/// Whether standard error takes colors.
fn color() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stderr().is_terminal() && !set("NO_COLOR") && !dumb
}

/// A line for people, on standard error; nobody may be listening.
fn say(line: &str) {
    if !line.is_empty() {
        let _ = writeln!(io::stderr().lock(), "{line}");
    }
}

/// Text on standard output. A reader that went away, as `head` does, is no error.
fn print(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    match output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush())
    {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("cannot write to standard output: {error}"))
        }
        _ => Ok(()),
    }
}
