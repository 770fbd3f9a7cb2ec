use std::sync::mpsc;
use std::time::Duration;

use rally::db::{Db, Error, Options};

use crate::{Fixture, add, memory, names};

#[tokio::test]
async fn closing_empties_the_log_and_ends_calls() {
    let Fixture { db, folder } = Fixture::new().await;
    add(&db, "Owls").await.unwrap();
    let log = folder.path().join("app.db-wal");
    assert!(log.metadata().unwrap().len() > 0);
    let other = db.clone();
    let (one, two) = tokio::join!(db.close(), other.close());
    one.unwrap();
    two.unwrap();
    assert!(!log.exists());
    assert!(matches!(add(&db, "Foxes").await, Err(Error::Closed)));
    let read = other.read(|c| c.one("SELECT 1", [], |row| row.get::<_, i64>(0)));
    assert!(matches!(read.await, Err(Error::Closed)));

    let again = Db::open(folder.path().join("app.db"), &Options::default()).unwrap();
    assert_eq!(names(&again).await, ["Owls"]);
}

#[tokio::test]
async fn calls_that_wait_are_served_before_it_closes() {
    let Fixture { db, folder } = Fixture::new().await;
    let (go_on, is_to_go_on) = mpsc::channel();
    let blocking = db.write(move |_| {
        is_to_go_on.recv().unwrap();
        Ok(())
    });
    let (blocking, waiting, closing, ()) =
        tokio::join!(blocking, add(&db, "Owls"), db.close(), async {
            go_on.send(()).unwrap();
        });
    blocking.unwrap();
    assert_eq!(waiting.unwrap(), 1);
    closing.unwrap();
    let stored = rusqlite::Connection::open(folder.path().join("app.db")).unwrap();
    let count: i64 = stored
        .query_row("SELECT count(*) FROM teams", [], |row| row.get(0))
        .unwrap();
    assert_eq!(count, 1);
}

#[tokio::test]
async fn it_closes_while_another_process_holds_the_file() {
    let fixture = Fixture::new().await;
    add(&fixture.db, "Owls").await.unwrap();
    let path = fixture.folder.path().join("app.db");
    let hasty = Options::default().busy_timeout(Duration::from_millis(1));
    let second = Db::open(&path, &hasty).unwrap();
    let stranger = fixture.stranger();
    let create = "CREATE INDEX by_city ON teams (city); BEGIN IMMEDIATE; INSERT INTO teams (name) VALUES ('Foxes')";
    stranger.execute_batch(create).unwrap();
    second.close().await.unwrap();
    stranger.execute_batch("COMMIT").unwrap();
    assert_eq!(names(&fixture.db).await, ["Owls", "Foxes"]);
}

#[tokio::test]
async fn a_database_in_memory_closes_too() {
    let db = memory();
    db.close().await.unwrap();
    assert!(matches!(add(&db, "Owls").await, Err(Error::Closed)));
}

#[tokio::test]
async fn the_last_clone_closes_the_file() {
    let Fixture { db, folder } = Fixture::new().await;
    add(&db, "Owls").await.unwrap();
    drop(db);
    // The last connection takes the log away, on its thread.
    let log = folder.path().join("app.db-wal");
    while log.exists() {
        tokio::task::yield_now().await;
    }
}
