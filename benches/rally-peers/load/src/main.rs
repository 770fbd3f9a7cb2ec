//! rally against its peers: `rally-load [--quick] [ssr] [rpc] [idle] [size] [reload]`; everything, if nothing is named.
//!
//! | file | holds |
//! |---|---|
//! | `contender` | a program that is measured |
//! | `wire` | HTTP and WebSocket, as cheap as they can be |
//! | `turn` | callers, and rounds of turns |
//! | `ssr`, `rpc`, `idle` | what is measured of servers |
//! | `rally` | the program that builds applications |
//! | `size`, `reload` | what is measured of it |
//! | `report` | lines for `cargo xtask bench` |

mod contender;
mod idle;
mod rally;
mod reload;
mod report;
mod rpc;
mod size;
mod ssr;
mod turn;
mod wire;

use std::process::ExitCode;

use rally::Rally;
use turn::Plan;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_quick = arguments.iter().any(|argument| argument == "--quick");
    let plan = if is_quick { Plan::QUICK } else { Plan::FULL };
    let wanted: Vec<&String> = arguments.iter().filter(|it| *it != "--quick").collect();
    let wants = |name: &str| wanted.is_empty() || wanted.iter().any(|it| *it == name);
    let run = async {
        if wants("ssr") {
            ssr::run(plan).await?;
        }
        if wants("rpc") {
            rpc::run(plan).await?;
        }
        if wants("idle") {
            idle::run().await?;
        }
        if wants("size") || wants("reload") {
            let rally = Rally::find()?;
            if wants("size") {
                size::run(&rally)?;
            }
            if wants("reload") {
                reload::run(&rally, if is_quick { 2 } else { 9 }).await?;
            }
        }
        Ok::<(), String>(())
    };
    match run.await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
