//! One source text with settings in its first lines, and what the compiler says of it.
//!
//! `//@ seeds: a::B, c::D` and the like set what Cargo.toml would; `//@ file: shared/src/lib.rs`
//! begins another file.

#![allow(dead_code)] // each test file uses its own part

pub(crate) mod examples;

use contract_schema::IdentityRule;
use libero::diagnostic::{Diagnostic, render};
use libero::load::{SourceSet, from_memory};
use libero::resolve::{EndpointInput, Input, PushInput, SsrInput, resolve};
use libero::rules;
use libero::seal::{Sealed, seal};

/// What a compilation gave.
pub(crate) struct Outcome {
    /// The contract, unless something was refused.
    pub(crate) sealed: Option<Sealed>,
    /// Everything that was said, by place.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The source.
    pub(crate) sources: SourceSet,
}

impl Outcome {
    /// Everything that was said, as a person sees it.
    pub(crate) fn text(&self) -> String {
        let drawn = self.diagnostics.iter();
        let drawn: Vec<String> = drawn
            .map(|diagnostic| render::human(diagnostic, &self.sources, false))
            .collect();
        drawn.join("\n")
    }

    /// The contract; panics with what was said if there is none.
    pub(crate) fn contract(self) -> contract_schema::Contract {
        let text = self.text();
        self.sealed.unwrap_or_else(|| panic!("{text}")).contract
    }
}

/// Compiles a source text.
pub(crate) fn compile(source: &str) -> Outcome {
    let mut input = Input::default();
    let mut files: Vec<(String, String)> = vec![("src/lib.rs".to_owned(), String::new())];
    for line in source.lines() {
        match line
            .strip_prefix("//@ ")
            .and_then(|setting| setting.split_once(": "))
        {
            Some(("file", path)) => files.push((path.trim().to_owned(), String::new())),
            Some((key, values)) => {
                for value in values.split(", ") {
                    set(&mut input, key, value.trim());
                }
            }
            None => {
                let (_, text) = files.last_mut().expect("there is one file at least");
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    compile_files(&files, &input)
}

/// Compiles files with settings.
pub(crate) fn compile_files(files: &[(&str, &str)], input: &Input) -> Outcome {
    let (project, sources, mut diagnostics) = from_memory(files);
    let (graph, unresolved) = resolve(&project, input);
    diagnostics.extend(unresolved.sorted(&sources));
    let sealed = rules::check(graph, &mut diagnostics).map(|checked| seal(checked, &sources));
    Outcome {
        sealed,
        diagnostics: diagnostics.sorted(&sources),
        sources,
    }
}

fn set(input: &mut Input, key: &str, value: &str) {
    let pair = || {
        let (left, right) = value.split_once(" = ").expect("a pair");
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
        "borrowed" => input.borrowed.push(value.to_owned()),
        "read_only" => input.read_only.push(value.to_owned()),
        "types" => input.types.push(pair()),
        "pin" => input.pins.push(pair()),
        "endpoint" => input.endpoints.push(EndpointInput {
            function: value.to_owned(),
            module: None,
            name: None,
            refusal: None,
        }),
        "identity" if value == "gleam" => input.identity = IdentityRule::Gleam,
        _ => panic!("no setting is `{key}: {value}`"),
    }
}
