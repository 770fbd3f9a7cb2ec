//! What the shaker leaves of an application, case by case: `tests/shake/<case>/src` and `expected` side by side.
//! `UPDATE=1 cargo test -p rally-build --test shake` records what is left now.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use shake_support::compile::{IN_A_BROWSER, STUBS, Stubs};
use shake_support::{Case, cases, files, outcome, write};
use tempfile::TempDir;

mod shake_support;

#[test]
fn what_is_left_is_what_is_recorded() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = vec![];
    for case in cases() {
        let found = outcome(case.shake());
        if update {
            let _ = fs::remove_dir_all(case.folder.join("expected"));
            write(&case.folder.join("expected"), &found);
        }
        for (path, text) in &found {
            if case.expected().get(path) != Some(text) {
                wrong.push(format!("{}: {}\n{text}", case.name(), path.display()));
            }
        }
        for path in case
            .expected()
            .keys()
            .filter(|path| !found.contains_key(*path))
        {
            wrong.push(format!("{}: {} is not there", case.name(), path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_goes_in_and_what_is_left_compiles() {
    let stubs = Stubs::compile();
    let mut wrong = vec![];
    for case in cases() {
        let Ok(shaken) = case.shake() else { continue };
        let root = case.folder.join("src/lib.rs");
        let before = stubs.rustc("application", &root, STUBS, &[]);
        wrong.extend(
            before
                .err()
                .map(|said| format!("{} before:\n{said}", case.name())),
        );

        let client = client(&case);
        let crates = shaken.crates.iter().map(String::as_str);
        let after = stubs.rustc(
            "client",
            &client.path().join("src/lib.rs"),
            crates,
            &IN_A_BROWSER,
        );
        wrong.extend(
            after
                .err()
                .map(|said| format!("{} after:\n{said}", case.name())),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn shaking_what_is_left_changes_nothing() {
    for case in cases() {
        let Ok(shaken) = case.shake() else { continue };
        let client = client(&case);
        let again = case.shake_at(&client.path().join("src/lib.rs"), vec![]);
        let again = again.unwrap_or_else(|refused| panic!("{}: {refused}", case.name()));
        assert_eq!(again.files, shaken.files, "{}", case.name());
        assert_eq!(again.crates, shaken.crates, "{}", case.name());
    }
}

#[test]
fn lines_and_columns_of_what_is_left_are_as_they_were() {
    for case in cases() {
        let before = files(&case.folder);
        for (path, text) in outcome(case.shake())
            .into_iter()
            .filter(|(path, _)| path.starts_with("src"))
        {
            for (number, (left, was)) in text.lines().zip(before[&path].lines()).enumerate() {
                let same = left
                    .chars()
                    .enumerate()
                    .all(|(at, one)| one.is_whitespace() || was.chars().nth(at) == Some(one));
                assert!(
                    same,
                    "{}: {}:{}: {left}",
                    case.name(),
                    path.display(),
                    number + 1
                );
            }
        }
    }
}

/// What is left of a case, with what others write into the client.
fn client(case: &Case) -> TempDir {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &outcome(case.shake()));
    for path in case
        .shake()
        .map(|shaken| shaken.included)
        .unwrap_or_default()
    {
        let text = fs::read_to_string(case.folder.join(&path)).unwrap();
        write(folder.path(), &BTreeMap::from([(path, text)]));
    }
    let given: BTreeMap<_, _> = files(&case.folder.join("given"));
    write(&folder.path().join("src"), &given);
    assert!(
        Path::new(&folder.path().join("src/lib.rs")).is_file(),
        "{}",
        case.name()
    );
    folder
}
