//! `cargo xtask …`: set-up, demo, tests and benchmarks, the same on any machine.
//!
//! | module | holds |
//! |---|---|
//! | [`args`] | the command line |
//! | [`sh`] | running other programs |
//! | [`setup`] | installing what is missing |
//! | [`generate`] | the generated code that is checked in |
//! | [`test`] | every check, one step each |
//! | [`fuzz`] | hostile input, looked for |
//! | [`demo`] | the quickstart, called by every client |
//! | [`scoreboard`] | the scoreboard, started, and its browser tests |
//! | [`standards`] | JSON Schema, `OpenAPI` and TypeScript, held against the tools of others |
//! | [`miri`] | the tests that touch raw memory, interpreted |
//! | [`instructions`] | what the codecs cost, in instructions |
//! | [`bench`] | the codecs, the compiler and rally against their peers |

mod args;
mod bench;
mod demo;
mod elixir;
mod fuzz;
mod generate;
mod guide;
mod instructions;
mod miri;
mod python;
mod scoreboard;
mod setup;
mod sh;
mod standards;
mod test;
mod venv;

use std::process::ExitCode;

use args::Command;

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    let result = match args::parse(std::env::args().skip(1)) {
        Ok(Command::Help(text)) => {
            print!("{text}");
            Ok(())
        }
        Ok(Command::Setup) => setup::run(setup::ALL),
        Ok(Command::Generate) => generate::run(generate::Mode::Write),
        Ok(Command::Test { only }) => test::run(&only),
        Ok(Command::Fuzz(options)) => fuzz::run(&options),
        Ok(Command::Demo(options)) => demo::run(&options),
        Ok(Command::Instructions { accept }) => {
            setup::run(&[setup::Need::Compiler, setup::Need::Valgrind])
                .and_then(|()| instructions::run(accept))
        }
        Ok(Command::Bench(options)) => bench::run(&options),
        Err(message) => Err(format!("{message}\n\n{}", args::help::of(&command))),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nerror: {}", message.trim_end());
            ExitCode::FAILURE
        }
    }
}
