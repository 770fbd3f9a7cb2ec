//! What the pool of connections is worth, as ratios within one process: `cargo bench -p rally --bench db`.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use rally::db::{Db, Error, Options, Result};
use rally::migrate::{self, Migrations};
use rally::test_db;
use rusqlite::Connection;

const ROUNDS: usize = 7;
const CALLS: u32 = 6_400;
const AT_ONCE: u32 = 64;
const QUERY: &str = "SELECT name FROM teams WHERE id = ?1";

#[tokio::main]
async fn main() -> Result<()> {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let path = folder.path().join("app.db");
    let db = Db::open(&path, &Options::default())?;
    fill(&db).await?;

    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        rounds.push(Round::measure(&db, &path).await?);
    }
    println!("a read of one row, in times of one on a connection of the same thread:");
    show("without a snapshot", &rounds, |it| {
        ratio(it.plain, it.snapshot)
    });
    show("pool, one after another", &rounds, |it| {
        ratio(it.alone, it.snapshot)
    });
    show("pool, 64 tasks at once", &rounds, |it| {
        ratio(it.many, it.snapshot)
    });
    show("opened per call, blocking thread", &rounds, |it| {
        ratio(it.opened, it.snapshot)
    });
    println!("opened per call, in times of the pool:");
    show("one after another", &rounds, |it| {
        ratio(it.opened, it.alone)
    });
    println!("reads per second of 64 tasks, in times of those beside nothing:");
    show("beside an open transaction", &rounds, |it| {
        ratio(it.many, it.beside_idle)
    });
    show("beside one that writes all the time", &rounds, |it| {
        ratio(it.many, it.beside)
    });
    println!("a test database with 30 migrations, migrated in times of copied:");
    let (copied, migrated) = (test_databases(), migrations().await?);
    println!("  {:.1}", ratio(migrated, copied));
    db.close().await
}

fn thirty() -> Migrations {
    let files: Vec<_> = (1..=30)
        .map(|n| {
            (
                format!("{n:03}_t.sql"),
                format!("CREATE TABLE t{n} (id INTEGER PRIMARY KEY, name TEXT UNIQUE) STRICT"),
            )
        })
        .collect();
    let files: Vec<_> = files
        .iter()
        .map(|(name, sql)| (name.as_str(), sql.as_str()))
        .collect();
    Migrations::embedded(&files).unwrap_or_else(|error| panic!("{error}"))
}

fn test_databases() -> Duration {
    let open = |migrations: &Migrations| {
        test_db::open(migrations).unwrap_or_else(|error| panic!("{error}"))
    };
    let migrations = thirty();
    open(&migrations);
    let start = Instant::now();
    (0..200).for_each(|_| drop(open(&migrations)));
    start.elapsed() / 200
}

async fn migrations() -> Result<Duration> {
    let migrations = thirty();
    let start = Instant::now();
    for _ in 0..200 {
        let db = Db::open(":memory:", &Options::default())?;
        migrate::run(&db, &migrations)
            .await
            .unwrap_or_else(|error| panic!("{error}"));
    }
    Ok(start.elapsed() / 200)
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// The median of the rounds.
fn show(what: &str, rounds: &[Round], of: impl Fn(&Round) -> f64) {
    let mut ratios: Vec<_> = rounds.iter().map(of).collect();
    ratios.sort_by(f64::total_cmp);
    println!("  {what:<36} {:>6.2}", ratios[ratios.len() / 2]);
}

struct Round {
    plain: Duration,
    snapshot: Duration,
    alone: Duration,
    many: Duration,
    opened: Duration,
    beside: Duration,
    beside_idle: Duration,
}

impl Round {
    async fn measure(db: &Db, path: &Path) -> Result<Self> {
        Ok(Self {
            plain: direct(path, false)?,
            snapshot: direct(path, true)?,
            alone: one_after_another(db).await?,
            many: at_once(db).await?,
            opened: opened(path).await?,
            beside: beside_a_transaction(db).await?,
            beside_idle: beside_an_idle_one(db).await?,
        })
    }
}

async fn fill(db: &Db) -> Result<()> {
    db.transaction(|tx| {
        tx.execute_batch("CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT")?;
        for id in 0..10_000 {
            tx.insert(
                "INSERT INTO teams VALUES (?1, ?2)",
                (id, format!("Team {id}")),
            )?;
        }
        Ok(())
    })
    .await
}

async fn read(db: &Db, id: u32) -> Result<Option<String>> {
    db.read(move |c| c.one(QUERY, [id % 10_000], |row| row.get(0)))
        .await
}

async fn one_after_another(db: &Db) -> Result<Duration> {
    let start = Instant::now();
    for id in 0..CALLS {
        read(db, id).await?;
    }
    Ok(start.elapsed() / CALLS)
}

async fn at_once(db: &Db) -> Result<Duration> {
    let start = Instant::now();
    let tasks: Vec<_> = (0..AT_ONCE)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                for id in 0..CALLS / AT_ONCE {
                    read(&db, id).await?;
                }
                Ok::<(), Error>(())
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap_or_else(|error| panic!("{error}"))?;
    }
    Ok(start.elapsed() / CALLS)
}

async fn beside_a_transaction(db: &Db) -> Result<Duration> {
    let stop = Arc::new(AtomicBool::new(false));
    let writing = tokio::spawn({
        let (db, stop) = (db.clone(), Arc::clone(&stop));
        async move {
            db.transaction(move |tx| {
                let mut id = 0;
                while !stop.load(Ordering::Relaxed) {
                    tx.execute(
                        "UPDATE teams SET name = name || '' WHERE id = ?1",
                        [id % 10_000],
                    )?;
                    id += 1;
                }
                Ok(())
            })
            .await
        }
    });
    let took = at_once(db).await?;
    stop.store(true, Ordering::Relaxed);
    writing.await.unwrap_or_else(|error| panic!("{error}"))?;
    Ok(took)
}

async fn beside_an_idle_one(db: &Db) -> Result<Duration> {
    let (go_on, is_to_go_on) = mpsc::channel::<()>();
    let writing = tokio::spawn({
        let db = db.clone();
        async move {
            db.transaction(move |tx| {
                tx.execute("UPDATE teams SET name = 'Owls' WHERE id = 1", [])?;
                // Ends when the other end is dropped.
                let _ = is_to_go_on.recv();
                Ok(())
            })
            .await
        }
    });
    let took = at_once(db).await?;
    drop(go_on);
    writing.await.unwrap_or_else(|error| panic!("{error}"))?;
    Ok(took)
}

fn direct(path: &Path, snapshot: bool) -> Result<Duration> {
    let connection = Connection::open(path)?;
    let start = Instant::now();
    for id in 0..CALLS {
        if snapshot {
            connection.prepare_cached("BEGIN")?.execute([])?;
        }
        let _: String = connection
            .prepare_cached(QUERY)?
            .query_row([id % 10_000], |row| row.get(0))?;
        if snapshot {
            connection.prepare_cached("ROLLBACK")?.execute([])?;
        }
    }
    Ok(start.elapsed() / CALLS)
}

async fn opened(path: &Path) -> Result<Duration> {
    const FEW: u32 = CALLS / 20;
    let start = Instant::now();
    for id in 0..FEW {
        let path = path.to_owned();
        let open = tokio::task::spawn_blocking(move || -> rusqlite::Result<String> {
            let connection = Connection::open(path)?;
            connection.busy_timeout(Duration::from_secs(5))?;
            connection.execute_batch("PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL")?;
            connection.query_row(QUERY, [id], |row| row.get(0))
        });
        open.await.unwrap_or_else(|error| panic!("{error}"))?;
    }
    Ok(start.elapsed() / FEW)
}
