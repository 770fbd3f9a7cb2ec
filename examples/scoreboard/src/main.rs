//! Serves the scoreboard: `cargo run -p scoreboard`, in this folder or with the settings below.
//!
//! | setting | default |
//! |---|---|
//! | `PORT` | 8080 |
//! | `DATABASE_URL` | `sqlite:data/scoreboard.sqlite` |
//! | `APP_ENV` | `dev` |
//!
//! An empty database gets a season to look at. `--seed` does that alone, and ends.

use std::error::Error;
use std::process::ExitCode;

use rally::db::{Db, Options};
use rally::env::Vars;
use rally::migrate::{self, Migrations};
use rally::server::{Config, Request, Server};
use scoreboard::context::ServerContext;
use scoreboard::generated::{admin, public};
use scoreboard::seed;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => serve().await,
        ["--seed"] => open().await.map(drop),
        _ => {
            Err("it takes `--seed` or nothing; settings come from the environment and .env".into())
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("scoreboard: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// The database, up to date and with a season in it.
async fn open() -> Result<Db, Box<dyn Error>> {
    let path = Vars::load()?.database("data/scoreboard.sqlite")?;
    let db = Db::open(path, &Options::default())?;
    migrate::run(&db, &migrations()?).await?;
    let games = seed::run(&db).await?;
    if games > 0 {
        println!(
            "scoreboard: {games} games were made up, in {}",
            db.path().display()
        );
    }
    Ok(db)
}

/// In the program, so that it can be copied to where it runs.
fn migrations() -> Result<Migrations, migrate::Error> {
    Migrations::embedded(&[
        (
            "001_league.sql",
            include_str!("../migrations/001_league.sql"),
        ),
        ("002_views.sql", include_str!("../migrations/002_views.sql")),
    ])
}

async fn serve() -> Result<(), Box<dyn Error>> {
    let vars = Vars::load()?;
    let db = open().await?;
    let context = {
        let db = db.clone();
        move |_: &Request| ServerContext { db: db.clone() }
    };
    Server::new(Config::load(&vars)?)
        .site::<public::server::PublicSite>(context.clone())
        .site::<admin::server::AdminSite>(context)
        .run(vars.port(8080)?)
        .await?;
    Ok(db.close().await?)
}
