use std::process::{Command, Stdio};

use rally::db::{Db, Options};
use rally::migrate::{self, Error, Migrations, Problem};

use crate::{memory, options};

type Files = &'static [(&'static str, &'static str)];

const TEAMS: (&str, &str) = (
    "001_teams.sql",
    "CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT) STRICT;",
);
const GAMES: (&str, &str) = (
    "002_games.sql",
    "CREATE TABLE games (home INTEGER NOT NULL REFERENCES teams ON DELETE CASCADE) STRICT;
     INSERT INTO teams VALUES (1, 'Owls');
     INSERT INTO games VALUES (1);",
);

async fn run(db: &Db, files: &[(&str, &str)]) -> Result<Vec<String>, Error> {
    migrate::run(db, &Migrations::embedded(files)?).await
}

async fn count(db: &Db, table: &'static str) -> i64 {
    let query = format!("SELECT count(*) FROM {table}");
    let found = db.read(move |c| c.one(&query, [], |row| row.get(0)));
    found.await.unwrap().unwrap()
}

fn problems(outcome: Result<impl std::fmt::Debug, Error>) -> Vec<Problem> {
    match outcome {
        Err(Error::Invalid(problems)) => problems,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn each_file_is_applied_once_in_order() {
    let db = memory();
    assert_eq!(run(&db, &[TEAMS]).await.unwrap(), ["001_teams.sql"]);
    assert_eq!(run(&db, &[GAMES, TEAMS]).await.unwrap(), ["002_games.sql"]);
    assert!(run(&db, &[TEAMS, GAMES]).await.unwrap().is_empty());
    assert_eq!(
        (count(&db, "teams").await, count(&db, "games").await),
        (1, 1)
    );
}

#[tokio::test]
async fn status_says_what_was_applied_and_changes_nothing() {
    let db = memory();
    let both = Migrations::embedded(&[TEAMS, GAMES]).unwrap();
    let status = migrate::status(&db, &both).await.unwrap();
    assert!(status.iter().all(|it| it.applied_at.is_none()));
    assert_eq!(count(&db, "sqlite_schema").await, 0);
    run(&db, &[TEAMS]).await.unwrap();
    let status = migrate::status(&db, &both).await.unwrap();
    let seen: Vec<_> = status
        .iter()
        .map(|it| (it.number, it.file.as_str(), it.applied_at.is_some()))
        .collect();
    assert_eq!(
        seen,
        [(1, "001_teams.sql", true), (2, "002_games.sql", false)]
    );
    let time = status[0].applied_at.as_deref().unwrap();
    assert!(
        time.starts_with("20") && time.ends_with('Z') && time.len() == 20,
        "{time}"
    );
}

#[test]
fn files_that_are_not_in_order_are_refused_all_at_once() {
    let cases: &[(Files, &[&str])] = &[
        (
            &[
                ("teams.sql", "A;"),
                ("002-games.sql", "B;"),
                ("003_x.sql", " -- later\n"),
            ],
            &[
                "teams.sql: not a name of a migration",
                "002-games.sql: not a name of a migration",
                "003_x.sql: holds no statement",
            ],
        ),
        (
            &[("001_a.sql", "A;"), ("1_b.sql", "B;"), ("2_c.sql", "C;")],
            &["001_a.sql and 1_b.sql both have number 1"],
        ),
        (
            &[("002_b.sql", "B;"), ("005_e.sql", "E;")],
            &[
                "002_b.sql: there is no number 1",
                "005_e.sql: there is no number 3",
            ],
        ),
        (&[("000_a.sql", "A;")], &["000_a.sql: there is no number 1"]),
        (
            &[("001_a.sql", "A;\0B;")],
            &["001_a.sql: holds a zero byte"],
        ),
        (
            &[
                ("001_a.sql", "A;\nbegin immediate;\nB;\n/* so */ COMMIT"),
                ("002_b.sql", "ROLLBACK TO x;"),
            ],
            &[
                "001_a.sql:2: begin immediate; – take it out",
                "001_a.sql:4: COMMIT – take it out",
                "002_b.sql:1: ROLLBACK TO x; – take it out",
            ],
        ),
    ];
    for (files, expected) in cases {
        let found = problems(Migrations::embedded(files));
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (problem, expected) in found.iter().zip(*expected) {
            assert!(problem.to_string().starts_with(expected), "{problem}");
        }
    }
}

#[tokio::test]
async fn a_history_that_was_changed_is_refused_before_anything_runs() {
    let changed = (GAMES.0, "CREATE TABLE games (away INTEGER) STRICT;");
    let renamed = ("002_matches.sql", GAMES.1);
    let new = ("003_new.sql", "CREATE TABLE new (id INTEGER) STRICT;");
    let cases: &[(&[(&str, &str)], &str)] = &[
        (
            &[TEAMS, changed, new],
            "002_games.sql: its text is not the one that was applied",
        ),
        (
            &[TEAMS, renamed, new],
            "002_matches.sql: this number was applied as 002_games.sql",
        ),
        (
            &[TEAMS],
            "002_games.sql: applied to this database, but there is no such file",
        ),
    ];
    let db = memory();
    run(&db, &[TEAMS, GAMES]).await.unwrap();
    for (files, expected) in cases {
        let found = problems(run(&db, files).await);
        let status = migrate::status(&db, &Migrations::embedded(files).unwrap()).await;
        assert_eq!(found, problems(status));
        assert_eq!(found.len(), 1);
        assert!(found[0].to_string().starts_with(expected), "{}", found[0]);
    }
    assert_eq!(count(&db, "sqlite_schema WHERE name = 'new'").await, 0);
}

#[tokio::test]
async fn a_file_that_fails_is_rolled_back_and_says_where() {
    let db = memory();
    let wrong = (
        "002_games.sql",
        "-- games\nCREATE TABLE games (id INTEGER) STRICT;\n\nINSERT INTO gmaes\n  VALUES (1);\n",
    );
    let error = run(&db, &[TEAMS, wrong]).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "002_games.sql:4: no such table: gmaes\n  in INSERT INTO gmaes VALUES (1);\n\
         Nothing of this file was kept. Mend it and migrate again."
    );
    assert_eq!(count(&db, "sqlite_schema WHERE name = 'games'").await, 0);
    assert_eq!(count(&db, "rally_migrations").await, 1);
    assert_eq!(run(&db, &[TEAMS, GAMES]).await.unwrap(), ["002_games.sql"]);
}

#[tokio::test]
async fn a_statement_that_ends_the_transaction_fails_its_file() {
    let db = memory();
    let wrong = (
        "002_again.sql",
        "INSERT INTO teams VALUES (1, 'Owls'); INSERT OR ROLLBACK INTO teams VALUES (1, 'Foxes');",
    );
    let error = run(&db, &[TEAMS, wrong]).await.unwrap_err();
    assert!(matches!(error, Error::Failed { line: 1, .. }), "{error}");
    assert_eq!(
        (
            count(&db, "teams").await,
            count(&db, "rally_migrations").await
        ),
        (0, 1)
    );
}

#[tokio::test]
async fn a_table_made_anew_keeps_the_rows_that_refer_to_it() {
    let db = memory();
    let anew = (
        "003_anew.sql",
        "CREATE TABLE new_teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
         INSERT INTO new_teams SELECT id, name FROM teams;
         DROP TABLE teams;
         ALTER TABLE new_teams RENAME TO teams;
         CREATE TRIGGER t AFTER INSERT ON teams BEGIN DELETE FROM games; SELECT 1; END;",
    );
    run(&db, &[TEAMS, GAMES, anew]).await.unwrap();
    assert_eq!(count(&db, "games").await, 1);
    let orphan = db.write(|c| c.execute("INSERT INTO games VALUES (99)", []));
    assert!(orphan.await.is_err(), "foreign keys hold again");
}

#[tokio::test]
async fn a_file_that_leaves_rows_without_what_they_refer_to_is_rolled_back() {
    let db = memory();
    let error = run(
        &db,
        &[TEAMS, GAMES, ("003_no_teams.sql", "DELETE FROM teams;")],
    )
    .await
    .unwrap_err();
    assert!(
        matches!(&error, Error::DanglingRows { tables, .. } if *tables == ["games: 1 to teams"])
    );
    assert!(
        error
            .to_string()
            .starts_with("003_no_teams.sql: rows would refer")
    );
    assert_eq!(count(&db, "teams").await, 1);
}

#[tokio::test]
async fn a_folder_is_read_whatever_else_lies_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| std::fs::write(folder.path().join(name), text).unwrap();
    write("README.md", b"about");
    write("002_games.sql", GAMES.1.replace('\n', "\r\n").as_bytes());
    write("001_teams.sql", TEAMS.1.as_bytes());
    std::fs::create_dir(folder.path().join("old.sql")).unwrap();
    let db = memory();
    let migrations = Migrations::folder(folder.path()).unwrap();
    migrate::run(&db, &migrations).await.unwrap();
    assert!(run(&db, &[TEAMS, GAMES]).await.unwrap().is_empty());

    write("003_latin.sql", b"SELECT '\xe9';");
    write("004_X.SQL", b"A;");
    let error = Migrations::folder(folder.path()).unwrap_err().to_string();
    assert!(
        error.contains("003_latin.sql cannot be read: stream did not contain valid UTF-8"),
        "{error}"
    );
    std::fs::remove_file(folder.path().join("003_latin.sql")).unwrap();
    assert_eq!(problems(Migrations::folder(folder.path())).len(), 1);
    let missing = Migrations::folder(folder.path().join("none")).unwrap_err();
    assert!(matches!(missing, Error::Read { .. }));
}

const FILE: &str = "RALLY_TEST_DATABASE";

fn thirty() -> Migrations {
    let sql =
        "CREATE TABLE IF NOT EXISTS marks (mark INTEGER) STRICT; INSERT INTO marks VALUES (1);";
    let names: Vec<_> = (1..=30)
        .map(|number| format!("{number:03}_mark.sql"))
        .collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), sql)).collect();
    Migrations::embedded(&files).unwrap()
}

#[tokio::test]
async fn processes_that_migrate_at_once_apply_each_file_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.db");
    let program = std::env::current_exe().unwrap();
    let start = || {
        Command::new(&program)
            .args(["--exact", "migrations::one_of_the_processes", "--ignored"])
            .env(FILE, &path)
            .stdout(Stdio::piped())
            .spawn()
    };
    let processes = [start(), start(), start()];
    for process in processes {
        let output = process.unwrap().wait_with_output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stdout)
        );
    }
    let db = Db::open(&path, &options()).unwrap();
    assert_eq!(
        (
            count(&db, "marks").await,
            count(&db, "rally_migrations").await
        ),
        (30, 30)
    );
}

#[tokio::test]
#[ignore = "started by the test above"]
async fn one_of_the_processes() {
    let path = std::env::var(FILE).unwrap();
    let db = Db::open(path, &Options::default()).unwrap();
    migrate::run(&db, &thirty()).await.unwrap();
    db.close().await.unwrap();
}
