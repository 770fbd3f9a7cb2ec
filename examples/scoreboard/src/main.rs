//! Serves the scoreboard.

use std::error::Error;
use std::process::ExitCode;

use rally::env::Vars;
use rally::server::{Config, Server};
use scoreboard::context::ServerContext;
use scoreboard::generated::public::server::PublicSite;

#[tokio::main]
async fn main() -> ExitCode {
    match serve().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("scoreboard: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn serve() -> Result<(), Box<dyn Error>> {
    let vars = Vars::load()?;
    Server::new(Config::load(&vars)?)
        .site::<PublicSite>(|_request| ServerContext)
        .run(vars.port(8080)?)
        .await?;
    Ok(())
}
