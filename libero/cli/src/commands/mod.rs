//! The command line: one command a file.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::completion;
use crate::failure::{Failure, Outcome};

mod call;
mod completions;
mod contract;
mod diff;
mod docs;
mod dts;
mod explain;
mod generate;
mod init;
mod inspect;
mod mock;
mod openapi;
mod other_names;
mod schema;
mod vectors;

/// Rust types in; contract, codecs, dispatch and SDKs out.
#[derive(Debug, Parser)]
#[command(name = "libero", version, after_help = AFTER_HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Example: libero gen --watch
Exit codes: 0 done; 1 refused, or a check found something; 2 wrong usage, or something cannot be read, written or reached;\n3 a server could not be reached or failed (libero call)";

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Gen(generate::Gen),
    Contract(contract::ShowContract),
    #[command(name = "openapi")]
    OpenApi(openapi::PrintOpenApi),
    Schema(schema::PrintSchema),
    Dts(dts::PrintDts),
    Docs(docs::WriteDocs),
    Explain(explain::Explain),
    Completions(completions::Completions),
    Vectors(vectors::WriteVectors),
    Diff(diff::Diff),
    Call(call::Call),
    Inspect(inspect::Inspect),
    Mock(mock::Mock),
}

impl Command {
    fn run(&self) -> Result<Outcome, Failure> {
        match self {
            Self::Init(init) => init.run(),
            Self::Gen(generate) => generate.run(),
            Self::Contract(contract) => contract.run(),
            Self::OpenApi(openapi) => openapi.run(),
            Self::Schema(schema) => schema.run(),
            Self::Dts(dts) => dts.run(),
            Self::Docs(docs) => docs.run(),
            Self::Explain(explain) => explain.run(),
            Self::Completions(completions) => completions.run(),
            Self::Vectors(vectors) => vectors.run(),
            Self::Diff(diff) => diff.run(),
            Self::Call(call) => call.run(),
            Self::Inspect(inspect) => inspect.run(),
            Self::Mock(mock) => mock.run(),
        }
    }
}

/// Runs the command of this process.
pub(crate) fn run() -> ExitCode {
    completion::answer::<Cli>();
    let cli = Cli::try_parse().unwrap_or_else(|error| other_names::told(error).exit());
    let outcome = cli.command.run().unwrap_or_else(|failure| {
        failure.say();
        failure.outcome
    });
    outcome.exit_code()
}
