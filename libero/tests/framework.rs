//! What a framework asks for beside what a person does: functions that it declares to be handlers, and the
//! part of the generated Rust that a client of its own needs.

use libero::load::Options;
use libero::resolve::{EndpointInput, Input};
use libero::{Source, contract::Contract};

const FILES: [(&str, &str); 1] = [(
    "src/lib.rs",
    "
pub struct ServerContext;
pub struct Data { pub id: i64 }
use framework::prelude::*;
pub async fn load(cx: &ServerContext, id: i64) -> Result<Data, LoadError> { todo!() }
pub fn plain(cx: &ServerContext) -> Data { todo!() }
pub async fn nothing(cx: &ServerContext) {}
pub async fn server_own(cx: &ServerContext) -> Result<Data, String> { todo!() }
",
)];

fn discover(functions: &[(&str, Option<&str>)]) -> Contract {
    let source = Source::from_memory(&FILES, &Options::default()).expect("it is sound");
    let endpoint = |(function, refusal): &(&str, Option<&str>)| EndpointInput {
        function: (*function).to_owned(),
        module: None,
        name: None,
        refusal: refusal.map(str::to_owned),
    };
    let input = Input {
        scan: false,
        endpoints: functions.iter().map(endpoint).collect(),
        ..Input::default()
    };
    match source.discover(&input) {
        Ok(discovered) => discovered.sealed.contract,
        Err(refused) => panic!("{refused}"),
    }
}

fn file(files: &[libero::targets::Artifact], name: &str) -> Option<String> {
    let mut files = files.iter();
    Some(files.find(|file| file.path == name)?.text.clone())
}

/// The lines of dispatch that call handlers.
fn calls(contract: &Contract) -> Vec<String> {
    let text = file(&libero::generate_rust(contract), "dispatch.rs").expect("it is there");
    let lines = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("|request| "));
    lines
        .map(|line| line.trim_end_matches(',').to_owned())
        .collect()
}

#[test]
fn an_error_that_the_framework_knows_travels_as_text() {
    let contract = discover(&[("load", Some("::framework::refusal"))]);
    let rust = contract.endpoints[0]
        .rust
        .as_ref()
        .expect("it has a handler");
    assert_eq!(rust.ok, "crate::Data");
    assert_eq!(rust.err, "::std::string::String");
    let expected = "async move { crate::load(cx, request.id).await.map_err(::framework::refusal) }";
    assert_eq!(calls(&contract), [expected]);
}

#[test]
fn a_function_without_a_result_never_fails() {
    let contract = discover(&[("plain", Some("::framework::refusal")), ("nothing", None)]);
    assert_eq!(
        calls(&contract),
        [
            "async move { Ok(crate::nothing(cx).await) }",
            "Ok(crate::plain(cx))"
        ]
    );
    let types = contract
        .endpoints
        .iter()
        .filter_map(|one| one.rust.as_ref());
    let types: Vec<(&str, &str)> = types
        .map(|rust| (rust.ok.as_str(), rust.err.as_str()))
        .collect();
    assert_eq!(
        types,
        [("()", "()"), ("crate::Data", "::std::string::String")]
    );
}

#[test]
fn a_handler_answers_as_it_is() {
    let contract = discover(&[("server_own", None)]);
    assert_eq!(
        calls(&contract),
        ["async move { crate::server_own(cx).await }"]
    );
    let json = libero::generate_json_contract(&contract);
    assert!(!json.contains("\"answer\""), "{json}");
}

#[test]
fn a_client_of_etf_alone_has_no_json_and_no_dispatch() {
    let contract = discover(&[("load", Some("::framework::refusal"))]);
    let whole = libero::generate_rust(&contract);
    let part = libero::generate_rust_etf_client(&contract);
    let names: Vec<&str> = part.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(names, ["mod.rs", "etf.rs", "requests.rs"]);
    for name in ["etf.rs", "requests.rs"] {
        assert_eq!(file(&part, name), file(&whole, name), "{name}");
    }
    let module = file(&part, "mod.rs").expect("it is there");
    for (text, there) in [
        ("pub struct Wire;", true),
        ("pub static CONTRACT:", true),
        (contract.contract_hash.as_str(), true),
        ("json", false),
        ("dispatch", false),
        ("fn push", false),
    ] {
        assert_eq!(module.contains(text), there, "{text}");
    }
}
