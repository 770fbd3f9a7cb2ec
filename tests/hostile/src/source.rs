//! The compiler, from arbitrary text to every output.
//!
//! A text that begins with `[` is a Cargo.toml, of which the settings are read. Any other is Rust, with
//! settings in its lines as the recorded refusals have them: `//@ seeds: a::B`, and
//! `//@ file: shared/src/lib.rs` where another file begins.

use contract_schema::{IdentityRule, document};
use libero::config;
use libero::diagnostic::{Diagnostics, render};
use libero::load::{Options, SourceSet};
use libero::resolve::{EndpointInput, Input, PushInput, SsrInput};
use libero::targets::{Artifact, erlang, js};
use libero::{Discovered, Refused, Source};

/// Checks one text.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if text.starts_with('[') {
        settings(text);
    } else if let Ok(discovered) = compile(text) {
        outputs(&discovered);
    }
}

fn settings(text: &str) {
    let mut sources = SourceSet::default();
    let mut diagnostics = Diagnostics::default();
    let file = sources.add("Cargo.toml", text.to_owned());
    let read = config::read(file, &sources, &mut diagnostics);
    let refused = diagnostics.has_errors();
    for diagnostic in diagnostics.sorted(&sources) {
        assert!(!render::human(&diagnostic, &sources, false).is_empty());
    }
    assert!(read.is_some() || refused, "refused without a word");
    let _ = Source::from_memory(
        &[("Cargo.toml", text), ("src/lib.rs", "")],
        &Options::default(),
    );
}

/// Reads and resolves a text with settings in its lines.
pub(crate) fn compile(text: &str) -> Result<Discovered, Refused> {
    let mut input = Input {
        scan: true,
        ..Input::default()
    };
    let mut files = vec![("src/lib.rs".to_owned(), String::new())];
    for line in text.split_inclusive('\n') {
        let setting = line.trim_end().strip_prefix("//@ ");
        match setting.and_then(|setting| setting.split_once(": ")) {
            Some(("file", path)) => files.push((path.to_owned(), String::new())),
            Some((key, values)) => {
                for value in values.split(", ") {
                    set(&mut input, key, value.trim());
                }
            }
            None => {
                if let Some((_, text)) = files.last_mut() {
                    text.push_str(line);
                }
            }
        }
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    Source::from_memory(&files, &Options::default())?.discover(&input)
}

fn set(input: &mut Input, key: &str, value: &str) {
    let pair = || {
        let (left, right) = value.split_once(" = ").unwrap_or((value, ""));
        (left.to_owned(), right.to_owned())
    };
    match key {
        "seeds" => input.seeds.push(value.to_owned()),
        "push" => input.push.push(PushInput {
            ty: value.to_owned(),
            module: None,
        }),
        "ssr" => {
            let (route_module, ty) = pair();
            input.ssr_models.push(SsrInput { route_module, ty });
        }
        "inject" => input.inject.push(value.to_owned()),
        "read_only" => input.read_only.push(value.to_owned()),
        "types" => input.types.push(pair()),
        "pin" => input.pins.push(pair()),
        "endpoint" => input.endpoints.push(EndpointInput {
            function: value.to_owned(),
            module: None,
            name: None,
            refusal: None,
        }),
        "refusal" => {
            if let Some(endpoint) = input.endpoints.last_mut() {
                endpoint.refusal = Some(value.to_owned());
            }
        }
        "identity" if value == "gleam" => input.identity = IdentityRule::Gleam,
        _ => {}
    }
}

/// A contract is read as it is written, and what is generated of it is at least Rust.
fn outputs(discovered: &Discovered) {
    let contract = &discovered.sealed.contract;
    let text = document::to_json(contract);
    let again = document::from_json(&text);
    let again = again.unwrap_or_else(|error| panic!("the contract is refused: {error}\n{text}"));
    assert_eq!(document::to_json(&again), text);
    for Artifact { path, text } in libero::generate_rust(contract) {
        if let Err(error) = syn::parse_file(&text) {
            panic!("{path} is no Rust: {error}\n{text}");
        }
    }
    let options = js::Options::default();
    if js::clashes(contract, &options).is_empty() {
        libero::generate_js(contract, &options);
    }
    libero::generate_erlang(contract, &erlang::Options::default());
}
