//! What README.md shows is what happens. `UPDATE=1` writes the refusal anew.

#![allow(missing_docs)]

use std::path::Path;

use libero::load::Options;
use libero::targets::js;
use libero::{Refused, Source, generate_js};

fn path() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md")
}

fn readme() -> String {
    std::fs::read_to_string(path()).expect("README.md")
}

/// The code blocks of a language, in order.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("\n```{language}\n");
    let mut rest = text;
    let mut blocks = vec![];
    while let Some(start) = rest.find(&fence) {
        let body = &rest[start + fence.len()..];
        let end = body.find("```").expect("a closing fence");
        blocks.push(body[..end].to_owned());
        rest = &body[end + 3..];
    }
    blocks
}

fn refusal(source: &str) -> Refused {
    let source = format!("{source}\npub type Seed = Invoice;\n");
    let source =
        Source::from_memory(&[("src/lib.rs", &source)], &Options::default()).expect("read");
    source.walk(&[("", "Invoice")]).expect_err("to be refused")
}

#[test]
fn the_api_gives_the_declarations_that_are_shown() {
    let text = readme();
    let api = &blocks(&text, "rust")[0];
    let source = Source::from_memory(&[("src/lib.rs", api)], &Options::default()).expect("read");
    let contract = source.scan().expect("nothing to refuse").sealed.contract;
    let files = generate_js(&contract, &js::Options::default());
    let declarations = files
        .iter()
        .find(|file| file.path == "index.d.ts")
        .expect("index.d.ts");
    for shown in blocks(&text, "ts")
        .iter()
        .flat_map(|block| block.split("\n\n"))
    {
        let shown = shown.trim();
        assert!(
            declarations.text.contains(shown),
            "{shown}\nis not in\n{}",
            declarations.text
        );
    }
    assert!(
        declarations
            .text
            .contains("export declare function loadTask(")
    );
}

#[test]
fn the_refusal_is_the_one_that_is_shown() {
    let text = readme();
    let refused = refusal(&blocks(&text, "rust")[1]).to_string();
    let shown = &blocks(&text, "text")[0];
    if std::env::var_os("UPDATE").is_some() {
        let old = format!("\n```text\n{shown}```");
        let new = format!("\n```text\n{}\n```", refused.trim_end());
        std::fs::write(path(), text.replacen(&old, &new, 1)).expect("README.md");
        return;
    }
    assert_eq!(shown.trim_end(), refused.trim_end());
}
