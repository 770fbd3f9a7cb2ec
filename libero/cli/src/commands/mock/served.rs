//! What is served beside calls.

use contract_schema::Contract;
use libero::targets::docs::{self, Options};
use libero::targets::{js, openapi};
use libero_values::ModelError;
use libero_wire::docs::{Docs, File, Served};

use crate::terminal::counted;

/// What the contract is called in its documents.
const TITLE: &str = "API";

/// The documents of a contract.
#[derive(Debug)]
pub(super) struct Documents {
    page: String,
    llms: String,
    contract: String,
    openapi: String,
    index: String,
}

impl Documents {
    /// `text` is the contract as it was found, which hashes cover.
    pub(super) fn of(contract: &Contract, text: String) -> Result<Self, ModelError> {
        let options = Options {
            title: TITLE.to_owned(),
            js: js::Options::default(),
        };
        let mut page = String::new();
        let mut llms = String::new();
        for file in docs::generate(contract, &options)? {
            match file.path.as_str() {
                "llms.txt" => llms = file.text,
                _ => page = file.text,
            }
        }
        let options = openapi::Options {
            title: TITLE.to_owned(),
            ..openapi::Options::default()
        };
        Ok(Self {
            page,
            llms,
            contract: text,
            openapi: format!("{:#}\n", openapi::document(contract, &options)),
            index: index(contract),
        })
    }

    /// What is at a path; none where there is nothing.
    pub(super) fn get(&self, path: &str) -> Option<File<'_>> {
        if path == "/" {
            return Some(File {
                headers: vec![("content-type", "text/plain; charset=utf-8".into())],
                body: &self.index,
            });
        }
        let always = Served::Always;
        let docs = Docs::new()
            .page(always, &self.page)
            .llms(always, &self.llms)
            .contract(always, &self.contract)
            .openapi(always, &self.openapi);
        docs.get(path)
    }

    /// What is said where there is nothing.
    pub(super) fn nothing_at(&self, path: &str) -> String {
        let shown: String = path.chars().take(100).collect();
        format!("There is nothing at {shown}.\n\n{}", self.index)
    }
}

fn index(contract: &Contract) -> String {
    let endpoints = counted(contract.endpoints.len(), "endpoint");
    let path = contract.endpoints.first().map_or_else(
        || "module/function".to_owned(),
        contract_schema::Endpoint::path,
    );
    format!(
        "\
libero mock: {endpoints} with made-up answers.

POST /rpc             calls, in either codec
POST /rpc/{path}
                      a call by its path, with the message alone as typed JSON
     /ws              a WebSocket: calls and pushes
GET  /contract        the contract for people, with a form that calls
GET  /contract.json   the contract
GET  /openapi.json    calls by path, as OpenAPI 3.1
GET  /llms.txt        the contract for language models
"
    )
}
