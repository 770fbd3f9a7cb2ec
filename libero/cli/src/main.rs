//! The `libero` program.

use std::process::ExitCode;

mod commands;
mod completion;
mod contract_source;
mod failure;
mod messages;
mod network;
mod project;
mod terminal;
mod trust;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    commands::run()
}
