use rally::db::{Error, Result, Writer};

use crate::{Fixture, add, create_teams, memory, names};

fn insert(c: &Writer<'_>, name: &str) -> Result<i64> {
    c.insert("INSERT INTO teams (name) VALUES (?1)", [name])
}

fn refused() -> Error {
    rusqlite::Error::InvalidQuery.into()
}

#[tokio::test]
async fn an_inner_transaction_that_fails_leaves_the_outer_one_whole() {
    let db = memory();
    create_teams(&db).await;
    db.transaction(|tx| {
        insert(tx, "Owls")?;
        let inner = tx.transaction(|tx| {
            insert(tx, "Foxes")?;
            tx.transaction(|tx| insert(tx, "Bears"))?;
            insert(tx, "Owls")
        });
        assert!(inner.is_err());
        tx.transaction(|tx| insert(tx, "Wolves"))?;
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(names(&db).await, ["Owls", "Wolves"]);
}

#[tokio::test]
async fn an_outer_transaction_that_fails_takes_the_inner_ones_along() {
    let db = memory();
    create_teams(&db).await;
    let outcome = db
        .transaction(|tx| {
            tx.transaction(|tx| insert(tx, "Owls"))?;
            Err::<(), _>(refused())
        })
        .await;
    assert!(outcome.is_err());
    assert!(names(&db).await.is_empty());
}

#[tokio::test]
async fn an_error_of_the_application_rolls_back() {
    let db = memory();
    create_teams(&db).await;
    let told = db
        .try_transaction(|tx| {
            insert(tx, "Owls")?;
            Err::<(), _>(vec!["There are enough teams.".to_owned()])
        })
        .await;
    assert_eq!(told, Err(vec!["There are enough teams.".to_owned()]));
    assert!(names(&db).await.is_empty());
}

#[tokio::test]
async fn writes_outside_of_a_transaction_stand_for_themselves() {
    let db = memory();
    create_teams(&db).await;
    let outcome = db
        .write(|c| {
            insert(c, "Owls")?;
            c.transaction(|tx| insert(tx, "Foxes"))?;
            insert(c, "Owls")
        })
        .await;
    assert!(outcome.is_err());
    assert_eq!(names(&db).await, ["Owls", "Foxes"]);
}

#[tokio::test]
async fn a_panic_rolls_back_and_reaches_the_caller() {
    let Fixture {
        db,
        folder: _folder,
    } = Fixture::new().await;
    for nested in [false, true] {
        let its_db = db.clone();
        let call = async move {
            its_db
                .transaction(move |tx| {
                    insert(tx, "Owls")?;
                    if nested {
                        tx.transaction(|_| -> Result<()> { panic!("inside") })
                    } else {
                        panic!("inside")
                    }
                })
                .await
        };
        let panic = tokio::spawn(call).await.unwrap_err().into_panic();
        assert_eq!(panic.downcast_ref(), Some(&"inside"));
        assert!(names(&db).await.is_empty());
    }
    let reading = db.clone();
    let read = async move { reading.read(|_| -> Result<()> { panic!("reading") }).await };
    assert!(tokio::spawn(read).await.unwrap_err().is_panic());
    add(&db, "Owls").await.unwrap();
    assert_eq!(names(&db).await, ["Owls"]);
}

#[tokio::test]
async fn a_transaction_that_sql_left_open_is_rolled_back() {
    let db = memory();
    create_teams(&db).await;
    let outcome = db
        .write(|c| Ok(c.execute_batch("BEGIN; INSERT INTO teams (name) VALUES ('Owls')")?))
        .await;
    assert!(matches!(outcome, Err(Error::TransactionLeftOpen)));
    assert!(names(&db).await.is_empty());
    add(&db, "Foxes").await.unwrap();
}

#[tokio::test]
async fn nothing_is_done_after_the_end_of_a_transaction() {
    for end in [
        "COMMIT",
        "ROLLBACK",
        "INSERT OR ROLLBACK INTO teams (id) VALUES (NULL)",
    ] {
        let db = memory();
        create_teams(&db).await;
        let outcome = db
            .transaction(move |tx| {
                let _ = tx.execute_batch(end);
                let after = insert(tx, "Owls");
                assert!(matches!(after, Err(Error::TransactionEnded)), "{after:?}");
                let nested = tx.transaction(|tx| insert(tx, "Owls"));
                assert!(matches!(nested, Err(Error::TransactionEnded)));
                Ok(())
            })
            .await;
        assert!(matches!(outcome, Err(Error::TransactionEnded)), "{end}");
        assert!(names(&db).await.is_empty(), "{end}");
    }
}

#[tokio::test]
async fn foreign_keys_hold_again_after_a_call_turned_them_off() {
    let db = memory();
    create_teams(&db).await;
    let orphan = "INSERT INTO teams (name, rival) VALUES (?1, 99)";
    db.write(move |c| {
        c.execute_batch("PRAGMA foreign_keys = OFF")?;
        c.execute(orphan, ["Owls"])
    })
    .await
    .unwrap();
    let refused = db.write(move |c| c.execute(orphan, ["Foxes"])).await;
    assert!(refused.unwrap_err().constraint().is_some());
}
