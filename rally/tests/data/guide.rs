//! What docs/rally/data.md shows is here, and runs.

use std::path::Path;

use rally::db::{Db, Options, nullable_text};
use rally::env::{AppEnv, Vars};
use rally::migrate::{self, Error, Migrations};
use rally::session::{SessionCookie, SessionId};
use rally::test_db;

#[derive(Debug, PartialEq)]
struct Team {
    id: i64,
    name: String,
}

async fn start(vars: &Vars, folder: &Path) -> Result<Db, Box<dyn std::error::Error>> {
    let default = folder.join("app.db");
    let db = Db::open(vars.database(default)?, &Options::default())?;
    let migrations = Migrations::embedded(&[(
        "001_create_teams.sql",
        include_str!("migrations/001_create_teams.sql"),
    )])?;
    migrate::run(&db, &migrations).await?;
    Ok(db)
}

async fn all(db: &Db) -> rally::db::Result<Vec<Team>> {
    db.read(|c| {
        c.many("SELECT id, name FROM teams ORDER BY name", [], |row| {
            Ok(Team {
                id: row.get("id")?,
                name: row.get("name")?,
            })
        })
    })
    .await
}

async fn create(db: &Db, name: String, city: String) -> Result<i64, Vec<String>> {
    let outcome = db
        .write(move |c| {
            let city = nullable_text(&city);
            c.insert(
                "INSERT INTO teams (name, city) VALUES (?1, ?2)",
                (name, city),
            )
        })
        .await;
    match outcome {
        Err(error) if error.is_taken("teams", "name") => {
            Err(vec!["There is a team of that name.".to_owned()])
        }
        outcome => Ok(outcome?),
    }
}

async fn merge(db: &Db, kept: i64, gone: i64) -> rally::db::Result<()> {
    db.transaction(move |tx| {
        tx.execute("UPDATE players SET team = ?1 WHERE team = ?2", (kept, gone))?;
        tx.execute("DELETE FROM teams WHERE id = ?1", [gone])?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn teams_are_created_listed_and_merged() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let vars = Vars::of([("PORT", "80")]);
    let db = start(&vars, folder.path()).await?;
    assert!(folder.path().join("app.db").exists());
    let create = async |name: &str| create(&db, name.to_owned(), String::new()).await;
    assert_eq!(create("Owls").await, Ok(1));
    assert_eq!(
        create("Owls").await,
        Err(vec!["There is a team of that name.".to_owned()])
    );
    assert_eq!(create("Foxes").await, Ok(2));
    merge(&db, 1, 2).await?;
    assert_eq!(
        all(&db).await?,
        [Team {
            id: 1,
            name: "Owls".to_owned()
        }]
    );
    Ok(())
}

fn migrated() -> Result<Db, Error> {
    test_db::folder("tests/data/migrations")
}

#[tokio::test]
async fn a_new_team_is_listed() {
    let db = migrated().unwrap();
    create(&db, "Owls".to_owned(), "Ulm".to_owned())
        .await
        .unwrap();
    assert_eq!(all(&db).await.unwrap().len(), 1);
}

#[test]
fn a_session_is_read_from_its_cookie() -> Result<(), Box<dyn std::error::Error>> {
    let cookie = SessionCookie::new(AppEnv::Dev).named("scoreboard")?;
    let headers = ["theme=dark"];
    let id = match cookie.read(headers) {
        Some(id) => id,
        None => SessionId::random()?,
    };
    let set_cookie = cookie.set(&id);
    assert!(set_cookie.starts_with("scoreboard="));
    Ok(())
}

#[test]
fn the_guide_shows_what_runs_here() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let guide = std::fs::read_to_string(root.join("docs/rally/data.md")).unwrap();
    let mut shown = 0;
    let mut in_rust = false;
    for line in guide.lines().map(str::trim) {
        if let Some(language) = line.strip_prefix("```") {
            in_rust = language == "rust";
        } else if in_rust && !line.is_empty() {
            let is_here = include_str!("guide.rs")
                .lines()
                .any(|here| here.trim() == line);
            assert!(is_here, "{line}");
            shown += 1;
        }
    }
    assert!(shown > 20, "{shown}");
}
