use std::num::NonZero;
use std::sync::mpsc;

use rally::db::{Error, Result, nullable_text};

use crate::{Fixture, add, create_teams, memory, names, options};

#[tokio::test]
async fn one_is_none_a_row_or_an_error() {
    let Fixture {
        db,
        folder: _folder,
    } = Fixture::new().await;
    add(&db, "Owls").await.unwrap();
    add(&db, "Foxes").await.unwrap();
    let find = async |pattern: &'static str| -> Result<Option<i64>> {
        let query = "SELECT id FROM teams WHERE name LIKE ?1";
        db.read(move |c| c.one(query, [pattern], |row| row.get("id")))
            .await
    };
    assert_eq!(find("Bears").await.unwrap(), None);
    assert_eq!(find("Foxes").await.unwrap(), Some(2));
    let error = find("%").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "more than one row where at most one was expected\n  in SELECT id FROM teams WHERE name LIKE ?1"
    );
}

#[tokio::test]
async fn rows_may_become_tuples_and_statements_may_answer_rows() {
    let db = memory();
    create_teams(&db).await;
    let insert = "INSERT INTO teams (name, city) VALUES (?1, ?2) RETURNING id, city";
    let row: Option<(i64, Option<String>)> = db
        .write(move |c| c.one(insert, ("Owls", nullable_text("")), |row| row.try_into()))
        .await
        .unwrap();
    assert_eq!(row, Some((1, None)));
    let changed = db
        .write(|c| c.execute("UPDATE teams SET city = 'Ulm'", []))
        .await;
    assert_eq!(changed.unwrap(), 1);
}

#[tokio::test]
async fn all_queries_of_a_read_see_one_state() {
    let Fixture {
        db,
        folder: _folder,
    } = Fixture::new().await;
    let (begun, is_begun) = tokio::sync::oneshot::channel();
    let (go_on, is_to_go_on) = mpsc::channel();
    let reading = tokio::spawn({
        let db = db.clone();
        async move {
            db.read(move |c| {
                let count =
                    |()| c.one("SELECT count(*) FROM teams", [], |row| row.get::<_, i64>(0));
                let before = count(())?;
                begun.send(()).unwrap();
                is_to_go_on.recv().unwrap();
                Ok((before, count(())?))
            })
            .await
        }
    });
    is_begun.await.unwrap();
    add(&db, "Owls").await.unwrap();
    go_on.send(()).unwrap();
    assert_eq!(reading.await.unwrap().unwrap(), (Some(0), Some(0)));
    assert_eq!(names(&db).await, ["Owls"]);
}

#[tokio::test]
async fn reads_go_on_while_a_transaction_writes() {
    let Fixture {
        db,
        folder: _folder,
    } = Fixture::new().await;
    let (begun, is_begun) = tokio::sync::oneshot::channel();
    let (go_on, is_to_go_on) = mpsc::channel();
    let writing = tokio::spawn({
        let db = db.clone();
        async move {
            db.transaction(move |tx| {
                tx.insert("INSERT INTO teams (name) VALUES ('Owls')", [])?;
                begun.send(()).unwrap();
                is_to_go_on.recv().unwrap();
                Ok(())
            })
            .await
        }
    });
    is_begun.await.unwrap();
    assert!(names(&db).await.is_empty());
    go_on.send(()).unwrap();
    writing.await.unwrap().unwrap();
    assert_eq!(names(&db).await, ["Owls"]);
}

#[tokio::test]
async fn a_read_cannot_write() {
    for fixture in [None, Some(Fixture::new().await)] {
        let db = fixture.as_ref().map_or_else(memory, |it| it.db.clone());
        if fixture.is_none() {
            create_teams(&db).await;
        }
        let insert = "INSERT INTO teams (name) VALUES ('Owls') RETURNING id";
        let named = db
            .read(move |c| c.one(insert, [], |row| row.get::<_, i64>(0)))
            .await;
        assert!(matches!(named, Err(Error::ReadOnly { statement: Some(_) })));
        let raw = db.read(move |c| Ok(c.execute_batch(insert)?)).await;
        assert!(matches!(raw, Err(Error::ReadOnly { .. })), "{raw:?}");
        assert!(names(&db).await.is_empty());
    }
}

#[tokio::test]
async fn a_database_in_memory_is_shared_by_its_clones_alone() {
    let (one, other) = (memory(), memory());
    create_teams(&one).await;
    create_teams(&other).await;
    add(&one.clone(), "Owls").await.unwrap();
    assert_eq!(names(&one).await, ["Owls"]);
    assert!(names(&other).await.is_empty());
}

#[tokio::test]
async fn many_calls_at_once_are_all_answered() {
    let many_readers = options().readers(NonZero::new(4).unwrap());
    let Fixture {
        db,
        folder: _folder,
    } = Fixture::with(many_readers).await;
    let calls = (0..200_i64).map(|number| {
        let db = db.clone();
        tokio::spawn(async move {
            let name = format!("Team {number}");
            db.write(move |c| c.insert("INSERT INTO teams (name) VALUES (?1)", [name]))
                .await?;
            db.read(|c| c.one("SELECT count(*) FROM teams", [], |row| row.get::<_, i64>(0)))
                .await
        })
    });
    for call in calls.collect::<Vec<_>>() {
        assert!(call.await.unwrap().unwrap() >= Some(1));
    }
    assert_eq!(names(&db).await.len(), 200);
}

#[tokio::test]
async fn an_insert_of_nothing_gives_no_id_of_another_row() {
    let Fixture {
        db,
        folder: _folder,
    } = Fixture::new().await;
    let insert = "INSERT INTO teams (name) SELECT 'Foxes' WHERE EXISTS (SELECT 1 FROM teams WHERE name = ?1)";
    let outcome = db.write(move |c| c.insert(insert, ["Owls"])).await;
    assert!(
        matches!(outcome, Err(Error::NothingInserted { .. })),
        "{outcome:?}"
    );
    db.write(|c| c.insert("INSERT INTO teams (name) VALUES (?1)", ["Owls"]))
        .await
        .unwrap();
    let id = db.write(move |c| c.insert(insert, ["Owls"])).await.unwrap();
    assert_eq!(
        (id, names(&db).await),
        (2, vec!["Owls".to_owned(), "Foxes".to_owned()])
    );
}
