use rally::migrate::{Error, Migrations};
use rally::test_db;

const TOKEN: (&str, &str) = (
    "001_token.sql",
    "CREATE TABLE token (text TEXT PRIMARY KEY, twin TEXT REFERENCES token) STRICT;
     INSERT INTO token (text) VALUES (hex(randomblob(16)));",
);

async fn tokens(db: &rally::db::Db) -> Vec<String> {
    db.read(|c| c.many("SELECT text FROM token", [], |row| row.get(0)))
        .await
        .unwrap()
}

#[tokio::test]
async fn the_migrations_run_once_for_all_databases() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(TOKEN.0), TOKEN.1).unwrap();
    let first = test_db::folder(folder.path()).unwrap();
    let second = test_db::open(&Migrations::embedded(&[TOKEN]).unwrap()).unwrap();
    assert_eq!(tokens(&first).await, tokens(&second).await);

    let longer = [
        TOKEN,
        ("002_more.sql", "CREATE TABLE more (id INTEGER) STRICT;"),
    ];
    let third = test_db::open(&Migrations::embedded(&longer).unwrap()).unwrap();
    assert_ne!(tokens(&first).await, tokens(&third).await);
}

#[tokio::test]
async fn each_database_is_its_own_and_like_a_real_one() {
    let migrations = Migrations::embedded(&[TOKEN]).unwrap();
    let (one, other) = (
        test_db::open(&migrations).unwrap(),
        test_db::open(&migrations).unwrap(),
    );
    one.write(|c| c.execute("DELETE FROM token", []))
        .await
        .unwrap();
    let many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
        INSERT INTO token (text) SELECT hex(randomblob(32)) FROM n";
    assert_eq!(
        one.transaction(|tx| tx.execute(many, [])).await.unwrap(),
        5000
    );
    assert_eq!(tokens(&other).await.len(), 1);
    let orphan = other
        .write(|c| c.execute("INSERT INTO token VALUES ('a', 'nowhere')", []))
        .await;
    assert!(orphan.unwrap_err().constraint().is_some());
}

#[tokio::test]
async fn there_may_be_nothing_to_migrate() {
    let none = Migrations::embedded(&[]).unwrap();
    for _ in 0..2 {
        let db = test_db::open(&none).unwrap();
        db.write(|c| Ok(c.execute_batch("CREATE TABLE t (id INTEGER)")?))
            .await
            .unwrap();
    }
}

#[test]
fn migrations_that_fail_fail_each_time() {
    let wrong =
        Migrations::embedded(&[("001_wrong.sql", "INSERT INTO nowhere VALUES (1);")]).unwrap();
    for _ in 0..2 {
        assert!(matches!(test_db::open(&wrong), Err(Error::Failed { .. })));
    }
}
