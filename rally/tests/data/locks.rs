use std::num::NonZero;
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use rally::db::{Db, Writer};

use crate::{Fixture, add, names, options};

/// The same file, with hardly any patience.
fn impatient(fixture: &Fixture) -> Db {
    let options = options().busy_timeout(Duration::from_millis(20));
    Db::open(fixture.folder.path().join("app.db"), &options).unwrap()
}

#[tokio::test]
async fn a_lock_of_another_process_is_busy_and_passes() {
    let fixture = Fixture::new().await;
    let impatient = impatient(&fixture);
    let stranger = fixture.stranger();
    stranger.execute_batch("BEGIN IMMEDIATE").unwrap();
    let outside = add(&impatient, "Owls").await.unwrap_err();
    assert!(outside.is_busy(), "{outside}");
    let work = |tx: &Writer<'_>| tx.execute("INSERT INTO teams (name) VALUES ('Owls')", []);
    let inside = impatient.transaction(work).await.unwrap_err();
    assert!(inside.is_busy(), "{inside}");
    assert!(names(&fixture.db).await.is_empty(), "reads do not wait");
    stranger.execute_batch("COMMIT").unwrap();
    add(&fixture.db, "Owls").await.unwrap();
}

#[tokio::test]
async fn a_call_that_waited_too_long_for_its_turn_is_busy_and_not_done() {
    let fixture = Fixture::new().await;
    let db = impatient(&fixture);
    let (go_on, is_to_go_on) = mpsc::channel();
    let is_to_go_on = Arc::new(Mutex::new(is_to_go_on));
    let blocking = loop {
        let (begun, is_begun) = tokio::sync::oneshot::channel();
        let (db, is_to_go_on) = (db.clone(), Arc::clone(&is_to_go_on));
        let work = move |_: &Writer<'_>| {
            begun.send(()).unwrap();
            is_to_go_on.lock().unwrap().recv().unwrap();
            Ok(())
        };
        let blocking = tokio::spawn(async move { db.write(work).await });
        // On a machine that is loaded even this may come too late.
        if is_begun.await.is_ok() {
            break blocking;
        }
    };
    let (late, ()) = tokio::join!(add(&db, "Owls"), async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        go_on.send(()).unwrap();
    });
    blocking.await.unwrap().unwrap();
    let late = late.unwrap_err();
    assert_eq!(late.to_string(), "the database is busy; try again");
    assert!(names(&fixture.db).await.is_empty());
}

#[tokio::test]
async fn a_write_that_has_begun_is_done_though_its_caller_left() {
    let Fixture {
        db,
        folder: _folder,
    } = Fixture::new().await;
    let (begun, is_begun) = tokio::sync::oneshot::channel();
    let (go_on, is_to_go_on) = mpsc::channel();
    let begun_call = tokio::spawn({
        let db = db.clone();
        async move {
            db.transaction(move |tx| {
                tx.insert("INSERT INTO teams (name) VALUES ('Owls')", [])?;
                begun.send(()).unwrap();
                is_to_go_on.recv().unwrap();
                tx.insert("INSERT INTO teams (name) VALUES ('Foxes')", [])
            })
            .await
        }
    });
    is_begun.await.unwrap();
    let mut waiting = Box::pin(add(&db, "Bears"));
    let not_yet = tokio::time::timeout(Duration::ZERO, &mut waiting).await;
    assert!(not_yet.is_err());

    begun_call.abort();
    assert!(begun_call.await.unwrap_err().is_cancelled());
    drop(waiting);
    go_on.send(()).unwrap();
    add(&db, "Wolves").await.unwrap();
    assert_eq!(names(&db).await, ["Owls", "Foxes", "Wolves"]);
}

#[tokio::test]
async fn a_read_is_interrupted_when_its_caller_leaves() {
    const FOREVER: &str =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
    let Fixture {
        db,
        folder: _folder,
    } = Fixture::new().await;
    let (begun, is_begun) = tokio::sync::oneshot::channel();
    let (go_on, is_to_go_on) = mpsc::channel();
    let (ended, is_ended) = tokio::sync::oneshot::channel();
    let reading = tokio::spawn({
        let db = db.clone();
        async move {
            db.read(move |c| {
                begun.send(()).unwrap();
                is_to_go_on.recv().unwrap();
                let outcome = c.one(FOREVER, [], |row| row.get::<_, i64>(0));
                ended.send(outcome).unwrap();
                Ok(())
            })
            .await
        }
    });
    is_begun.await.unwrap();
    reading.abort();
    assert!(reading.await.unwrap_err().is_cancelled());
    go_on.send(()).unwrap();
    let error = is_ended.await.unwrap().unwrap_err();
    assert!(error.to_string().starts_with("interrupted"), "{error}");
    assert!(names(&db).await.is_empty(), "the next call is not stopped");
}

#[test]
fn many_may_open_a_new_file_at_once() {
    for _ in 0..30 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("app.db");
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| Db::open(&path, &options()).unwrap());
            }
        });
    }
}

/// Each transaction adds a pair and some fail or panic in the middle. Callers leave whenever they like.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn there_is_never_half_a_transaction() {
    const PAIR: &str = "INSERT INTO teams (name) VALUES (hex(randomblob(16)))";
    let readers = options().readers(NonZero::new(3).unwrap());
    let fixture = Fixture::with(readers).await;
    let call = |number: usize| {
        let db = fixture.db.clone();
        let write = move |tx: &Writer<'_>| {
            tx.insert(PAIR, [])?;
            match number % 5 {
                0 => panic!("in the middle"),
                1 => tx.insert("INSERT INTO teams (name) VALUES ('')", []),
                2 => tx.transaction(|tx| tx.insert(PAIR, [])),
                _ => tx.insert(PAIR, []),
            }
        };
        tokio::spawn(async move {
            db.transaction(write).await?;
            let count = "SELECT count(*) FROM teams";
            db.read(move |c| c.one(count, [], |row| row.get::<_, u32>(0)))
                .await
        })
    };
    let calls: Vec<_> = (0..400).map(call).collect();
    let mut counts = Vec::new();
    for (number, call) in calls.into_iter().enumerate() {
        if number % 3 == 0 {
            tokio::task::yield_now().await;
            call.abort();
        }
        if let Ok(Ok(count)) = call.await {
            counts.extend(count);
        }
    }
    assert!(!counts.is_empty());
    assert!(counts.iter().all(|count| count % 2 == 0), "{counts:?}");
    fixture.db.close().await.unwrap();
    let stored: u32 = fixture
        .stranger()
        .query_row("SELECT count(*) FROM teams", [], |row| row.get(0))
        .unwrap();
    assert_eq!(stored % 2, 0);
    assert!(Some(&stored) >= counts.iter().max());
}
