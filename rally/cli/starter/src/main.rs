//! Serves APP_TITLE.

use std::error::Error;
use std::process::ExitCode;

use APP_CRATE::context::ServerContext;
use APP_CRATE::generated::public::server::PublicSite;
use rally::db::{Db, Options};
use rally::env::Vars;
use rally::migrate::{self, Migrations};
use rally::server::{Config, Server};

#[tokio::main]
async fn main() -> ExitCode {
    match serve().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("APP_NAME: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn serve() -> Result<(), Box<dyn Error>> {
    let vars = Vars::load()?;
    let db = Db::open(vars.database("data/app.db")?, &Options::default())?;
    migrate::run(&db, &Migrations::folder("migrations")?).await?;
    let context = ServerContext { db: db.clone() };
    Server::new(Config::load(&vars)?)
        .site::<PublicSite>(move |_request| context.clone())
        .run(vars.port(8080)?)
        .await?;
    Ok(db.close().await?)
}
