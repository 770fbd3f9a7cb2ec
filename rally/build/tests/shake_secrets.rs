//! Nothing of what is taken out is told: no text, no comment, no name of what only the server has.

use std::collections::BTreeSet;
use std::path::Path;
use std::str::FromStr;

use proc_macro2::{TokenStream, TokenTree};
use rally_build::shake::{Request, shake};
use shake_support::compile::Stubs;
use shake_support::{cases, files, made_up, write};
use tempfile::TempDir;

mod shake_support;

#[test]
fn a_made_up_application_keeps_exactly_what_is_reached() {
    let stubs = Stubs::compile();
    let mut count = 0;
    for number in 0..60 {
        let made_up = made_up::application(number);
        let folder = TempDir::new().unwrap();
        write(folder.path(), &made_up.files);
        let shaken = shake(&Request {
            root_file: &folder.path().join("src/lib.rs"),
            roots: made_up
                .roots
                .iter()
                .map(|root| root.parse().unwrap())
                .collect(),
            handlers: vec![],
            given: vec![],
            server_crates: vec![],
            dependencies: vec!["rusqlite".to_owned()],
            keep_imports: vec![],
        });
        let shaken = shaken.unwrap_or_else(|refused| panic!("{number}: {refused}"));
        let text: String = shaken.files.iter().map(|file| file.text.as_str()).collect();
        for secret in &made_up.kept {
            assert!(
                text.contains(&format!("\"{secret}\"")),
                "{number}: {secret} is missing\n{text}"
            );
        }
        for secret in &made_up.gone {
            // As a comment, too; a number may be the start of another.
            let told = text
                .lines()
                .any(|line| line.ends_with(secret) || line.contains(&format!("{secret}\"")));
            assert!(!told, "{number}: {secret} is told\n{text}");
        }
        assert!(!text.contains("rusqlite"), "{number}: {text}");
        count += made_up.gone.len();
        if number % 4 == 0 {
            let client = TempDir::new().unwrap();
            let files = shaken
                .files
                .into_iter()
                .map(|file| (file.path, file.text))
                .collect();
            write(client.path(), &files);
            let compiled = stubs.rustc("client", &client.path().join("lib.rs"), [], &[]);
            compiled.unwrap_or_else(|said| panic!("{number}: {said}"));
        }
    }
    assert!(count > 1000, "only {count} texts had to go");
}

#[test]
fn no_text_of_a_removed_item_is_in_what_is_left() {
    let mut count = 0;
    for case in cases() {
        let Ok(shaken) = case.shake() else { continue };
        let before = files(&case.folder.join("src"));
        let is_removed = |path: &Path, line: usize| {
            shaken
                .removed
                .iter()
                .any(|one| one.file == path && one.lines.contains(&line))
        };
        let (mut gone, mut kept) = (BTreeSet::new(), BTreeSet::new());
        for (path, text) in before
            .iter()
            .filter(|(path, _)| path.extension().is_some_and(|end| end == "rs"))
        {
            for (line, literal) in texts(text) {
                let into = if is_removed(path, line) {
                    &mut gone
                } else {
                    &mut kept
                };
                into.insert(literal);
            }
        }
        for literal in gone.difference(&kept).filter(|literal| literal.len() > 4) {
            let inside = literal.trim_matches('"');
            count += 1;
            for file in &shaken.files {
                assert!(
                    !file.text.contains(inside),
                    "{}: {literal} in {}",
                    case.name(),
                    file.path.display()
                );
            }
        }
    }
    assert!(count > 30, "only {count} texts had to go");
}

/// The text literals of a source, with their lines.
fn texts(source: &str) -> Vec<(usize, String)> {
    fn collect(tokens: TokenStream, found: &mut Vec<(usize, String)>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => collect(group.stream(), found),
                TokenTree::Literal(literal) if literal.to_string().starts_with('"') => {
                    found.push((literal.span().start().line, literal.to_string()));
                }
                _ => {}
            }
        }
    }
    let mut found = vec![];
    collect(TokenStream::from_str(source).unwrap(), &mut found);
    found
}
