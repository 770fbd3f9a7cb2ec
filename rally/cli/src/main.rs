//! `rally`: the program.

use std::process::ExitCode;

fn main() -> ExitCode {
    rally_cli::run(std::env::args_os())
}
