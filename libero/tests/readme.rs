//! What README.md shows is what happens. `UPDATE=1` writes the refusal anew.

#![allow(missing_docs)]

use std::path::Path;
use std::process::Command;

use libero::load::Options;
use libero::resolve::{Input, PushInput};
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

/// The examples of docs/javascript.md against an SDK of the API of the README and a pushed type.
#[test]
fn the_javascript_guide_is_accepted_by_tsc() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tsc = here.join("../sdks/js/node_modules/typescript/bin/tsc");
    assert!(
        tsc.exists(),
        "there is no tsc; `cargo xtask setup` installs it"
    );
    let guide = std::fs::read_to_string(here.join("../docs/javascript.md")).expect("the guide");

    let api = &blocks(&readme(), "rust")[0];
    let api = format!("{api}\npub enum BoardEvent {{ TaskAdded(Task), Cleared }}\n");
    let source = Source::from_memory(&[("src/lib.rs", &api)], &Options::default()).expect("read");
    let push = PushInput {
        ty: "BoardEvent".into(),
        module: None,
    };
    let input = Input {
        push: vec![push],
        ..Input::default()
    };
    let contract = source
        .discover(&input)
        .expect("nothing to refuse")
        .sealed
        .contract;

    let folder = tempfile::tempdir().expect("a folder");
    let package = folder.path().join("node_modules/app-sdk");
    let options = js::Options {
        package: "app-sdk".into(),
        ..js::Options::default()
    };
    for file in generate_js(&contract, &options) {
        let path = package.join(file.path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, file.text).expect("a file");
    }
    let mut files = vec![];
    for (index, block) in blocks(&guide, "ts").iter().enumerate() {
        let imports = "import { connect, loadTask, watchBoardEvent } from \"app-sdk\";\n";
        let imports = if block.starts_with("import") {
            ""
        } else {
            imports
        };
        let name = format!("example{index}.ts");
        std::fs::write(folder.path().join(&name), format!("{imports}{block}")).expect("a file");
        files.push(name);
    }
    assert!(files.len() > 3, "{files:?}");
    std::fs::write(folder.path().join("package.json"), r#"{"type":"module"}"#).expect("a file");
    let output = Command::new("node")
        .arg(tsc)
        .args([
            "--noEmit",
            "--strict",
            "--target",
            "es2022",
            "--lib",
            "es2022,dom",
        ])
        .args(["--module", "nodenext"])
        .args(&files)
        .current_dir(folder.path())
        .output()
        .expect("node runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
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
