//! Settings as they are read, and mistakes as a person sees them.

use contract_schema::IdentityRule;

use crate::config::{Config, Integers, Located, check, read};
use crate::diagnostic::{Diagnostics, render};
use crate::load::SourceSet;
use crate::load::manifest::Manifest;

fn read_text(text: &str) -> Result<Config, String> {
    let mut sources = SourceSet::default();
    let file = sources.add("Cargo.toml", text.to_owned());
    let mut diagnostics = Diagnostics::default();
    let config = read(file, &sources, &mut diagnostics);
    if let Some(config) = &config {
        let manifest = Manifest {
            features: ["postgres", "every"]
                .map(|name| (name.to_owned(), vec![]))
                .into(),
            ..Manifest::default()
        };
        check(config, &manifest, &mut diagnostics);
    }
    let sorted = diagnostics.sorted(&sources).into_iter();
    let drawn: String = sorted
        .map(|diagnostic| render::human(&diagnostic, &sources, false))
        .collect();
    if drawn.is_empty() {
        Ok(config.expect("settings, where nothing is wrong"))
    } else {
        Err(drawn)
    }
}

fn section(lines: &str) -> Result<Config, String> {
    read_text(&format!(
        "[package]\nname = \"a\"\n[package.metadata.libero]\n{lines}\n"
    ))
}

fn values(list: &[Located<String>]) -> Vec<&str> {
    list.iter().map(|one| one.value.as_str()).collect()
}

#[test]
fn every_key_is_read() {
    let config = section(
        r#"
seeds = ["pages::home::ServerMsg", "shared::Article"]
contract = "generated/contract.json"
rust = "src/generated/libero/"
js = "./generated/sdk"
js_package = "@acme/sdk"
erlang = "../erlang"
json_schema = "generated/schema/"
openapi = "generated/openapi.json"
dts = "generated/types.d.ts"
integers = "number"
numbers = ["pages::Task.id"]
push = ["pages::Event"]
read_only = ["load_*"]
inject = ["session::User"]
borrowed = ["pages::Page"]
features = ["postgres"]
target = "wasm32-unknown-unknown"
root = "src/server.rs"
[package.metadata.libero.types]
"semver::Version" = "string"
[package.metadata.libero.names]
"crate::b::Item" = "BItem"
[package.metadata.libero.identity]
rule = "gleam"
"crate::new::Place" = "old/place"
"#,
    )
    .expect("no mistakes");
    assert_eq!(
        values(&config.seeds),
        ["pages::home::ServerMsg", "shared::Article"]
    );
    let paths = [
        &config.contract,
        &config.rust,
        &config.js,
        &config.erlang,
        &config.json_schema,
        &config.openapi,
        &config.dts,
        &config.root,
    ];
    let paths = paths.map(|path| path.as_ref().map_or("", |path| path.value.as_str()));
    assert_eq!(
        paths,
        [
            "generated/contract.json",
            "src/generated/libero",
            "generated/sdk",
            "../erlang",
            "generated/schema",
            "generated/openapi.json",
            "generated/types.d.ts",
            "src/server.rs"
        ]
    );
    let texts = [&config.js_package, &config.target];
    let texts = texts.map(|text| text.as_ref().map_or("", |text| text.value.as_str()));
    assert_eq!(texts, ["@acme/sdk", "wasm32-unknown-unknown"]);
    assert_eq!(config.integers, Integers::Number);
    assert_eq!(values(&config.numbers), ["pages::Task.id"]);
    assert_eq!(values(&config.push), ["pages::Event"]);
    assert_eq!(values(&config.read_only), ["load_*"]);
    assert_eq!(values(&config.inject), ["session::User"]);
    assert_eq!(values(&config.borrowed), ["pages::Page"]);
    assert_eq!(values(&config.features), ["postgres"]);
    assert_eq!(config.identity, IdentityRule::Gleam);
    let tables = [&config.types, &config.names, &config.pins];
    let lines = tables.map(|table| (table[0].0.value.as_str(), table[0].1.value.as_str()));
    assert_eq!(
        lines,
        [
            ("semver::Version", "string"),
            ("crate::b::Item", "BItem"),
            ("crate::new::Place", "old/place")
        ]
    );
}

#[test]
fn an_empty_section_has_defaults() {
    let config = section("").expect("no mistakes");
    assert_eq!(config.identity, IdentityRule::Rust);
    assert_eq!(config.integers, Integers::Bigint);
    assert_eq!((config.contract, config.rust), (None, None));
}

#[test]
fn identity_may_be_a_string() {
    let cases = [("rust", IdentityRule::Rust), ("gleam", IdentityRule::Gleam)];
    for (text, expected) in cases {
        let config = section(&format!("identity = \"{text}\"")).expect("no mistakes");
        assert_eq!(config.identity, expected);
    }
}

#[test]
fn values_know_their_place() {
    let text = "[package.metadata.libero]\nseeds = [\"a::B\"]\n";
    let config = read_text(text).expect("no mistakes");
    let span = config.seeds[0].span;
    assert_eq!(&text[span.start as usize..span.end as usize], "\"a::B\"");
}

#[test]
fn unknown_keys_are_shown_with_what_was_meant() {
    let cases = [
        (
            "seed = []",
            "\
error[L0004]: unknown key `seed` in [package.metadata.libero]
 --> Cargo.toml:4:1
  |
4 | seed = []
  | ^^^^ there is no such key
  |
  = help: did you mean `seeds`?
",
        ),
        (
            "colour = 1",
            "\
error[L0004]: unknown key `colour` in [package.metadata.libero]
 --> Cargo.toml:4:1
  |
4 | colour = 1
  | ^^^^^^ there is no such key
  |
  = help: the keys are borrowed, contract, docs, dts, elixir, elixir_package, erlang, features, identity, inject, integers, js, js_package, json_schema, names, numbers, openapi, push, python, python_package, read_only, root, rust, seeds, target, types
",
        ),
    ];
    for (lines, expected) in cases {
        assert_eq!(section(lines).unwrap_err(), expected, "{lines}");
    }
}

#[test]
fn wrong_values_are_shown_in_cargo_toml() {
    let cases = [
        (
            "seeds = \"a::B\"",
            "\
error[L0005]: `seeds` must be a list of type paths
 --> Cargo.toml:4:9
  |
4 | seeds = \"a::B\"
  |         ^^^^^^ this is \"a::B\"
",
        ),
        (
            "seeds = [\"a::B\", 3]",
            "\
error[L0005]: every item of `seeds` must be a string
 --> Cargo.toml:4:18
  |
4 | seeds = [\"a::B\", 3]
  |                  ^ this is an integer
",
        ),
        (
            "integers = \"int\"",
            "\
error[L0005]: `integers` must be \"bigint\" or \"number\"
 --> Cargo.toml:4:12
  |
4 | integers = \"int\"
  |            ^^^^^ this is \"int\"
",
        ),
        (
            "js = \"/home/me/sdk\"",
            "\
error[L0005]: `js` must be a path relative to Cargo.toml
 --> Cargo.toml:4:6
  |
4 | js = \"/home/me/sdk\"
  |      ^^^^^^^^^^^^^^ this is \"/home/me/sdk\"
",
        ),
        (
            "rust = \"src/wire.rs\"",
            "\
error[L0005]: `rust` must be a folder, such as \"src/generated/libero\"
 --> Cargo.toml:4:8
  |
4 | rust = \"src/wire.rs\"
  |        ^^^^^^^^^^^^^ this is \"src/wire.rs\"
",
        ),
        (
            "types = []",
            "\
error[L0005]: `types` must be a table of `\"key\" = \"value\"`
 --> Cargo.toml:4:9
  |
4 | types = []
  |         ^^ this is a list
",
        ),
        (
            "js = \"out\"\nerlang = \"out/erl\"",
            "\
error[L0005]: the outputs `erlang` and `js` need folders of their own
 --> Cargo.toml:5:10
  |
4 | js = \"out\"
  |      ----- `js` is written here
5 | erlang = \"out/erl\"
  |          ^^^^^^^^^ inside the folder of `js`
  |
  = help: give each output its own folder: each removes files that it no longer writes
",
        ),
    ];
    for (lines, expected) in cases {
        assert_eq!(section(lines).unwrap_err(), expected, "{lines}");
    }
}

#[test]
fn a_missing_section_leads_to_init() {
    let expected = "\
error[L0003]: Cargo.toml has no [package.metadata.libero]
 --> Cargo.toml:1:2
  |
1 | [package]
  |  ^^^^^^^
  |
  = help: `libero init` adds one with every key explained
";
    assert_eq!(
        read_text("[package]\nname = \"a\"\n").unwrap_err(),
        expected
    );
}

#[test]
fn several_mistakes_are_reported_at_once() {
    let drawn = section("seeds = 1\nrusty = 2\njs = \"\"").unwrap_err();
    assert_eq!(drawn.matches("error[").count(), 3, "{drawn}");
}

#[test]
fn what_init_adds_is_valid_also_with_every_key_switched_on() {
    let added = crate::init::add_section("[package]\nname = \"a\"\n").expect("a plain manifest");
    read_text(&added).expect("no mistakes");
    let keys = added.lines().map(|line| {
        let plain = line.strip_prefix("# ").unwrap_or(line);
        let is_key = plain.contains(" = ") || plain.starts_with('[');
        if is_key { plain } else { line }
    });
    let all: Vec<&str> = keys.filter(|line| !line.starts_with("identity")).collect();
    read_text(&all.join("\n")).expect("no mistakes");
}

#[test]
fn every_key_is_documented() {
    let guide = include_str!("../../../docs/configuration.md");
    for key in super::read::KEYS {
        let documented = guide.contains(&format!("`{key}`"))
            || guide.contains(&format!("[package.metadata.libero.{key}]"));
        assert!(documented, "docs/configuration.md does not tell of `{key}`");
    }
}

#[test]
fn settings_that_cannot_be_meant_so_are_refused() {
    let cases = [
        (
            "features = [\"postgress\"]",
            "\
error[L0005]: the package has no feature `postgress`
 --> Cargo.toml:4:13
  |
4 | features = [\"postgress\"]
  |             ^^^^^^^^^^^ not among [features]
  |
  = help: did you mean `postgres`?
",
        ),
        (
            "target = \"foo-bar\"",
            "\
error[L0005]: `foo-bar` is not a target that libero knows
 --> Cargo.toml:4:10
  |
4 | target = \"foo-bar\"
  |          ^^^^^^^^^ neither its processor nor its system is known
  |
  = help: a target is a triple such as `x86_64-unknown-linux-gnu`; `rustc --print target-list` lists them
",
        ),
        (
            "openapi = \"api.yaml\"",
            "\
error[L0005]: `openapi` must be a file, such as \"generated/openapi.json\"
 --> Cargo.toml:4:11
  |
4 | openapi = \"api.yaml\"
  |           ^^^^^^^^^^ this is \"api.yaml\"
",
        ),
        (
            "contract = \"a.json\"\nopenapi = \"./a.json\"",
            "\
error[L0005]: the outputs `contract` and `openapi` need files of their own
 --> Cargo.toml:5:11
  |
4 | contract = \"a.json\"
  |            -------- `contract` is written here
5 | openapi = \"./a.json\"
  |           ^^^^^^^^^^ the file of `contract`
  |
  = help: give each output its own file
",
        ),
        (
            "rust = \"./src/generated/..\"",
            "\
error[L0005]: the output `rust` needs a folder of its own
 --> Cargo.toml:4:8
  |
4 | rust = \"./src/generated/..\"
  |        ^^^^^^^^^^^^^^^^^^^^ this folder holds the package itself
  |
  = help: for example `src/generated/libero`
",
        ),
    ];
    for (lines, expected) in cases {
        assert_eq!(section(lines).unwrap_err(), expected, "{lines}");
    }
    for lines in ["js = \".\"", "erlang = \"src\"", "rust = \"src\""] {
        assert!(
            section(lines)
                .unwrap_err()
                .contains("holds the package itself"),
            "{lines}"
        );
    }
    for lines in [
        "js = \"../sdk\"",
        "js_package = \"@acme/board-sdk\"",
        "features = [\"every\"]",
    ] {
        assert!(section(lines).is_ok(), "{lines}");
    }
}

#[test]
fn names_that_no_package_can_have_are_refused() {
    let cases = [
        (
            "js_package = \"Bad Name!\"",
            "\
error[L0005]: `Bad Name!` cannot be the name of an npm package
 --> Cargo.toml:4:14
  |
4 | js_package = \"Bad Name!\"
  |              ^^^^^^^^^^^ npm would refuse it
  |
  = help: lower case letters, digits, `-`, `.` and `_`, perhaps in a scope: `@acme/board-sdk`
",
        ),
        (
            "python_package = \"board sdk\"",
            "\
error[L0005]: `board sdk` cannot be the name of a Python package
 --> Cargo.toml:4:18
  |
4 | python_package = \"board sdk\"
  |                  ^^^^^^^^^^^ pip would refuse it
  |
  = help: letters, digits, `-`, `.` and `_`, with a letter first and a letter or digit last: `acme-board`
",
        ),
        (
            "elixir_package = \"acme-board\"",
            "\
error[L0005]: `acme-board` cannot be the name of an Elixir package
 --> Cargo.toml:4:18
  |
4 | elixir_package = \"acme-board\"
  |                  ^^^^^^^^^^^^ mix would refuse it
  |
  = help: lower case letters, digits and `_`, with a letter first: `acme_board`
",
        ),
    ];
    for (lines, expected) in cases {
        assert_eq!(section(lines).unwrap_err(), expected, "{lines}");
    }
}
