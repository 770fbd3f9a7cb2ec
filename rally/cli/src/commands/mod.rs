//! The command line: one command a file.

use std::ffi::OsString;
use std::process::ExitCode;

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, Parser, Subcommand, ValueHint};

use crate::failure::{Failure, Outcome};
use crate::project::Project;

mod build;
mod dev;
mod explain;
mod generate;
mod init;
mod migrate;
mod new;
mod routes;

/// Full-stack applications in Rust: a file is a page, a function is an endpoint.
#[derive(Debug, Parser)]
#[command(name = "rally", version, after_help = AFTER_HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Examples:
  rally new shop && cd shop && rally dev
  cargo rally build --release

Exit codes: 0 done; 1 refused, or a check found something; 2 wrong usage, or something is missing or cannot be read or written";

#[derive(Debug, Subcommand)]
enum Command {
    New(new::New),
    Init(init::Init),
    Dev(dev::Dev),
    Gen(generate::Gen),
    Routes(routes::Routes),
    Migrate(migrate::Migrate),
    Build(build::Build),
    Explain(explain::Explain),
}

impl Command {
    fn run(&self) -> Result<Outcome, Failure> {
        match self {
            Self::New(new) => new.run(),
            Self::Init(init) => init.run(),
            Self::Dev(dev) => dev.run(),
            Self::Gen(generate) => generate.run(),
            Self::Routes(routes) => routes.run(),
            Self::Migrate(migrate) => migrate.run(),
            Self::Build(build) => build.run(),
            Self::Explain(explain) => explain.run(),
        }
    }
}

/// The application that a command is about.
#[derive(Debug, Args)]
struct Which {
    /// The Cargo.toml of the application; the nearest one unless given.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    manifest_path: Option<Utf8PathBuf>,
}

impl Which {
    fn project(&self) -> Result<Project, Failure> {
        Project::open(self.manifest_path.as_deref().map(Utf8Path::new))
    }
}

/// Runs the command of these arguments.
pub(crate) fn run(arguments: Vec<OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let outcome = cli.command.run().unwrap_or_else(|failure| {
        failure.say();
        failure.outcome
    });
    outcome.exit_code()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn each_command_shows_an_example() {
        let cli = Cli::command();
        cli.clone().debug_assert();
        for command in cli.get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string);
            let help = help.unwrap_or_default();
            let name = format!("rally {}", command.get_name());
            assert!(help.contains(&name), "{name}: {help}");
        }
    }
}
