//! `cargo rally`: the program, as a command of cargo.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Cargo gives the name of the command as the first argument.
    let mut arguments: Vec<_> = std::env::args_os().collect();
    if arguments.get(1).is_some_and(|first| first == "rally") {
        arguments.remove(1);
    }
    rally_cli::run(arguments)
}
