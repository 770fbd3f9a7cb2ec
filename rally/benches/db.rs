//! What the pool of connections is worth, as ratios within one process: `cargo bench -p rally --bench db`.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use rally::db::{Db, Error, Options, Result};
use rusqlite::Connection;

const CALLS: u32 = 20_000;
const AT_ONCE: u32 = 64;
const QUERY: &str = "SELECT name FROM teams WHERE id = ?1";

#[tokio::main]
async fn main() -> Result<()> {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let path = folder.path().join("app.db");
    let db = Db::open(&path, &Options::default())?;
    fill(&db).await?;

    let direct = direct(&path)?;
    let opened = opened(&path).await?;
    let alone = one_after_another(&db).await?;
    let many = at_once(&db, false).await?;
    println!("a read, each per call (lower is better):");
    show("on a connection of the same thread", direct, direct);
    show("pool, one after another", alone, direct);
    show(&format!("pool, {AT_ONCE} tasks at once"), many, direct);
    show("opened per call on a blocking thread", opened, direct);
    println!(
        "  opening per call / pool, one after another: {:.1}",
        ratio(opened, alone)
    );

    let beside = beside_a_transaction(&db).await?;
    println!("reads, {AT_ONCE} tasks at once, while a transaction writes all the time:");
    println!("  of those without it: {:.2}", ratio(many, beside));
    println!(
        "  while one is held open and idle: {:.2}",
        ratio(many, beside_an_idle_one(&db).await?)
    );

    let (snapshot, single) = (snapshots(&path, true)?, snapshots(&path, false)?);
    println!(
        "a read as a snapshot / without (one thread): {:.2}",
        ratio(snapshot, single)
    );
    db.close().await
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

fn show(what: &str, took: Duration, of: Duration) {
    println!(
        "  {what:<40} {:>8.1} us  {:>7.1} x",
        took.as_secs_f64() * 1e6,
        ratio(took, of)
    );
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

async fn at_once(db: &Db, quick: bool) -> Result<Duration> {
    let calls = if quick { CALLS / 4 } else { CALLS };
    let start = Instant::now();
    let tasks: Vec<_> = (0..AT_ONCE)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                for id in 0..calls / AT_ONCE {
                    read(&db, id).await?;
                }
                Ok::<(), Error>(())
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap_or_else(|error| panic!("{error}"))?;
    }
    Ok(start.elapsed() / calls)
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
    let took = at_once(db, true).await?;
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
    let took = at_once(db, false).await?;
    drop(go_on);
    writing.await.unwrap_or_else(|error| panic!("{error}"))?;
    Ok(took)
}

fn direct(path: &Path) -> Result<Duration> {
    snapshots(path, false)
}

fn snapshots(path: &Path, snapshot: bool) -> Result<Duration> {
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
