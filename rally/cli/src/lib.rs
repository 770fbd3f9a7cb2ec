//! The programs `rally` and `cargo rally`.
//!
//! | module | holds |
//! |---|---|
//! | `commands` | the command line: one command a file |
//! | `client` | a client crate to files that a server hands out |
//! | `dev` | what `rally dev` is made of |
//! | `project` | the application that a command is about |
//! | `cargo` | how cargo is called, and what it tells |
//! | `starter` | what `rally new` writes |
//! | `terminal`, `failure` | what people see, and how a command ends |

use std::ffi::OsString;
use std::process::ExitCode;

mod cargo;
mod client;
mod commands;
mod dev;
mod failure;
mod generate;
mod precompress;
mod project;
mod starter;
mod terminal;

/// Runs the command of these arguments, the first of which is the name of the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    commands::run(arguments.into_iter().collect())
}
