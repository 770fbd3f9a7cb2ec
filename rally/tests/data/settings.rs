use std::path::PathBuf;

use rally::env::{AppEnv, EnvError, Vars};

#[test]
fn app_env_is_one_of_three() {
    let of = |value: &str| Vars::of([("APP_ENV", value)]).app_env();
    let none: [(&str, &str); 0] = [];
    assert_eq!(Vars::of(none).app_env(), Ok(AppEnv::Dev));
    assert_eq!(of("dev"), Ok(AppEnv::Dev));
    assert_eq!(of("test"), Ok(AppEnv::Test));
    assert_eq!(of("prod"), Ok(AppEnv::Prod));
    for (value, said) in [
        (
            "production",
            "APP_ENV is \"production\"; it must be dev, test or prod",
        ),
        ("Prod", "APP_ENV is \"Prod\"; it must be dev, test or prod"),
        (
            "prod ",
            "APP_ENV is \"prod \"; it must be dev, test or prod",
        ),
        ("", "APP_ENV is empty; give it a value or do not set it"),
    ] {
        assert_eq!(of(value).unwrap_err().to_string(), said);
    }
}

#[test]
fn a_port_is_a_number() {
    let of = |value: &str| Vars::of([("PORT", value)]).port(8080);
    assert_eq!(Vars::of([("OTHER", "1")]).port(8080), Ok(8080));
    assert_eq!((of("0"), of("65535")), (Ok(0), Ok(65535)));
    for value in ["65536", "-1", "80a", " 80", "http"] {
        let said = format!("PORT is {value:?}; it must be a number from 0 to 65535");
        assert_eq!(of(value).unwrap_err().to_string(), said);
    }
}

#[test]
fn a_database_is_a_file_of_sqlite() {
    let of = |value: &str| Vars::of([("DATABASE_URL", value)]).database("data/app.db");
    assert_eq!(
        Vars::of([("OTHER", "1")]).database("a.db"),
        Ok(PathBuf::from("a.db"))
    );
    assert_eq!(of("sqlite:other.db"), Ok(PathBuf::from("other.db")));
    assert_eq!(
        of("postgres://me:secret@db").unwrap_err().to_string(),
        "DATABASE_URL: it begins with postgres:, but data is kept in SQLite; write it like sqlite:data/app.db"
    );
}

#[test]
fn the_environment_wins_over_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(".env");
    std::fs::write(
        &path,
        "PATH=of the file\nRALLY_TEST_ONLY_HERE='of the file'\n",
    )
    .unwrap();
    let vars = Vars::load_from(&path).unwrap();
    assert_eq!(vars.require("PATH"), Ok(std::env::var("PATH").unwrap()));
    assert_eq!(
        vars.require("RALLY_TEST_ONLY_HERE").as_deref(),
        Ok("of the file")
    );
    assert!(!format!("{vars:?}").contains("of the file"));

    let none = Vars::load_from(folder.path().join("none")).unwrap();
    assert_eq!(none.get("RALLY_TEST_ONLY_HERE"), Ok(None));
    let said = "RALLY_TEST_ONLY_HERE is not set; set it in the environment or in .env";
    assert_eq!(
        none.require("RALLY_TEST_ONLY_HERE")
            .unwrap_err()
            .to_string(),
        said
    );
    assert_eq!(none.get("A=B"), Ok(None));
}

#[test]
fn a_file_that_cannot_be_read_says_where() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(
        Vars::load_from(folder.path()),
        Err(EnvError::File { .. })
    ));
    let path = folder.path().join(".env");
    std::fs::write(&path, "A=b\nsecret\n").unwrap();
    let said = format!("{}:2: there is no = here; write NAME=value", path.display());
    assert_eq!(Vars::load_from(&path).unwrap_err().to_string(), said);
}
