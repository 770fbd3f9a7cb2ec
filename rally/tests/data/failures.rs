use rally::db::{ConstraintKind, Db, Error, Options};

use crate::{create_teams, memory};

#[tokio::test]
async fn a_broken_rule_says_which() {
    use ConstraintKind as Kind;
    let cases: &[(&str, Kind, Option<&str>, &[&str])] = &[
        (
            "INSERT INTO teams (id, name) VALUES (1, 'A')",
            Kind::Unique,
            Some("teams"),
            &["id"],
        ),
        (
            "INSERT INTO teams (name) VALUES ('Owls')",
            Kind::Unique,
            Some("teams"),
            &["name"],
        ),
        (
            "INSERT INTO teams (name, city, league) VALUES ('A', 'Ulm', 'B')",
            Kind::Unique,
            Some("teams"),
            &["city", "league"],
        ),
        (
            "INSERT INTO teams (name, nick) VALUES ('A', 'oWl')",
            Kind::Unique,
            None,
            &[],
        ),
        (
            "INSERT INTO teams (name) VALUES (NULL)",
            Kind::NotNull,
            Some("teams"),
            &["name"],
        ),
        (
            "INSERT INTO teams (name, rival) VALUES ('A', 99)",
            Kind::ForeignKey,
            None,
            &[],
        ),
        (
            "INSERT INTO teams (name) VALUES ('')",
            Kind::Check,
            None,
            &[],
        ),
        (
            "INSERT INTO teams (name, rival) VALUES ('A', 'B')",
            Kind::Type,
            Some("teams"),
            &["rival"],
        ),
        (
            "INSERT INTO teams (name) VALUES ('Ghosts')",
            Kind::Other,
            None,
            &[],
        ),
    ];
    let db = memory();
    create_teams(&db).await;
    db.write(|c| {
        c.execute(
            "INSERT INTO teams (name, city, league, nick) VALUES ('Owls', 'Ulm', 'B', 'Owl')",
            [],
        )
    })
    .await
    .unwrap();
    for &(statement, kind, table, columns) in cases {
        let error = db
            .write(move |c| c.execute(statement, []))
            .await
            .unwrap_err();
        let rule = error
            .constraint()
            .unwrap_or_else(|| panic!("{statement}: {error}"));
        let seen = (rule.kind, rule.table.as_deref(), rule.columns.as_slice());
        let columns: Vec<_> = columns.iter().map(ToString::to_string).collect();
        assert_eq!(seen, (kind, table, columns.as_slice()), "{statement}");
        let name_is_taken = kind == Kind::Unique && columns.contains(&"name".to_owned());
        assert_eq!(
            error.is_taken("teams", "name"),
            name_is_taken,
            "{statement}"
        );
        assert!(
            error.to_string().ends_with(&format!("\n  in {statement}")),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_mistake_in_a_statement_is_shown_with_the_statement() {
    let db = memory();
    for (statement, said) in [
        ("SELECT 1 FROM nowhere", "no such table: nowhere"),
        ("SELECT \"text\"", "no such column"),
        ("SELECT 1; SELECT 2", "Multiple statements provided"),
        ("SELEC 1", "near \"SELEC\": syntax error"),
    ] {
        let query = db.read(move |c| c.one(statement, [], |row| row.get::<_, i64>(0)));
        let text = query.await.unwrap_err().to_string();
        assert!(text.starts_with(said), "{text}");
        assert!(text.ends_with(&format!("\n  in {statement}")), "{text}");
    }
}

#[tokio::test]
async fn a_handler_tells_whether_to_try_again_and_nothing_of_the_schema() {
    let db = memory();
    create_teams(&db).await;
    let refused = db.write(|c| c.execute("INSERT INTO teams (name) VALUES ('')", []));
    let mistake = db.write(|c| c.execute("INSERT INTO secrets VALUES (1)", []));
    let cases = [
        (
            Error::Busy { statement: None },
            "The server is busy. Please try again.",
        ),
        (
            refused.await.unwrap_err(),
            "This does not go with what is stored already.",
        ),
        (
            mistake.await.unwrap_err(),
            "Something went wrong on the server.",
        ),
    ];
    for (error, told) in cases {
        assert_eq!(Vec::<String>::from(error), [told]);
    }
}

#[test]
fn a_database_that_cannot_be_opened_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(
        path("text.db"),
        "this is no database, but a text of some length",
    )
    .unwrap();
    let cases = [
        (path("text.db"), "file is not a database"),
        (path("text.db/app.db"), "its folder cannot be made"),
        (folder.path().to_owned(), "unable to open database file"),
        (std::path::PathBuf::new(), "its path is empty"),
    ];
    for (path, said) in cases {
        let error = Db::open(&path, &Options::default()).unwrap_err();
        let expected = format!("the database {} cannot be opened: {said}", path.display());
        assert!(error.to_string().starts_with(&expected), "{error}");
    }
}
