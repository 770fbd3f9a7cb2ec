//! `OpenAPI` 3.1 of calls by path: `POST /rpc/pages/home/load_title` with the message alone.

use std::collections::HashSet;

use contract_schema::{Contract, Endpoint};
use serde_json::{Map, Value, json};

use super::Artifact;
use super::schema::{Host, Schemas, Side, describe};

/// What the contract does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The title of the document.
    pub title: String,
    /// Where the paths begin.
    pub server: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            title: "API".to_owned(),
            server: "/rpc".to_owned(),
        }
    }
}

/// The file of the document. `file_name` is its name.
pub fn generate(contract: &Contract, file_name: &str, options: &Options) -> Vec<Artifact> {
    vec![Artifact {
        path: file_name.into(),
        text: format!("{:#}\n", document(contract, options)),
    }]
}

/// The document.
pub fn document(contract: &Contract, options: &Options) -> Value {
    let mut schemas = Schemas::new(contract, Host::OpenApi);
    let mut ids = HashSet::new();
    let mut paths = Map::new();
    let mut tags: Vec<Value> = vec![];
    for endpoint in &contract.endpoints {
        let operation = operation(&mut schemas, endpoint, &mut ids);
        paths.insert(
            format!("/{}", endpoint.path()),
            json!({ "post": operation }),
        );
        let tag = json!({ "name": endpoint.module });
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    let mut definitions = schemas.definitions();
    definitions.insert("Problem".into(), problem());
    json!({
        "openapi": "3.1.0",
        "x-generated": crate::write::MARKER,
        "info": {
            "title": options.title,
            // What changes when anything that travels does.
            "version": contract.contract_hash.get(..16).unwrap_or(&contract.contract_hash),
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{ "url": options.server }],
        "tags": tags,
        "paths": paths,
        "components": { "schemas": definitions, "responses": responses() },
    })
}

fn operation(schemas: &mut Schemas<'_>, endpoint: &Endpoint, ids: &mut HashSet<String>) -> Value {
    let mut content = |ty, side| json!({ "application/json": { "schema": schemas.of(ty, side) } });
    let mut operation = Map::new();
    operation.insert("operationId".into(), operation_id(endpoint, ids).into());
    operation.insert("tags".into(), json!([endpoint.module]));
    let docs = endpoint.docs.as_deref().unwrap_or_default().trim();
    if let Some(summary) = docs.lines().next() {
        operation.insert("summary".into(), summary.into());
    }
    let mut operation = Value::Object(operation);
    // What the summary says need not be said twice.
    let more = docs.contains('\n').then_some(docs);
    describe(&mut operation, more, endpoint.deprecated.as_ref());
    if endpoint.read_only {
        operation["x-libero-read-only"] = true.into();
    }
    operation["requestBody"] = json!({
        "required": true, "content": content(&endpoint.request, Side::Input)
    });
    let mut answers = Map::new();
    answers.insert(
        "200".into(),
        json!({
            "description": "What the function gave.", "content": content(&endpoint.ok, Side::Output)
        }),
    );
    answers.insert(
        "422".into(),
        json!({
            "description": "Why the function gave nothing.",
            "content": content(&endpoint.err, Side::Output)
        }),
    );
    for (status, name, _) in RESPONSES {
        let reference = format!("#/components/responses/{name}");
        answers.insert((*status).to_owned(), json!({ "$ref": reference }));
    }
    operation["responses"] = answers.into();
    operation
}

/// Letters, digits and `_` alone, so that it can be the name of a function.
fn operation_id(endpoint: &Endpoint, ids: &mut HashSet<String>) -> String {
    let path = endpoint.path();
    let id: String = path
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect();
    let mut free = id.clone();
    let mut count = 1;
    while !ids.insert(free.clone()) {
        count += 1;
        free = format!("{id}_{count}");
    }
    free
}

const RESPONSES: &[(&str, &str, &str)] = &[
    (
        "400",
        "Malformed",
        "The message is not what the function takes.",
    ),
    ("404", "Unknown", "There is no such function."),
    (
        "409",
        "OtherContract",
        "The caller speaks another contract, by its header `libero-contract`; it need not have one.",
    ),
    ("413", "TooLarge", "The message is too large."),
    ("415", "NotJson", "The message is not sent as JSON."),
    (
        "500",
        "Internal",
        "The function broke off; the server's log has more by the trace id.",
    ),
];

fn responses() -> Value {
    let each = RESPONSES.iter().map(|(_, name, description)| {
        let content = match *name {
            "OtherContract" => json!({
                "application/json": { "schema": { "type": "object" } },
                "text/plain": { "schema": { "type": "string" } },
            }),
            _ => json!({ "application/problem+json": {
                "schema": { "$ref": "#/components/schemas/Problem" }
            } }),
        };
        let response = json!({ "description": description, "content": content });
        ((*name).to_owned(), response)
    });
    Value::Object(each.collect())
}

/// RFC 9457.
fn problem() -> Value {
    json!({
        "title": "Problem",
        "description": "Why there is no answer.",
        "type": "object",
        "properties": {
            "title": { "type": "string" },
            "status": { "type": "integer", "minimum": 400, "maximum": 599 },
            "detail": { "type": "string" },
            "trace_id": {
                "type": "string",
                "description": "What to look for in the server's log."
            },
            "errors": {
                "description": "What is wrong with the message.",
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "path": {
                            "type": "string",
                            "description": "Where: `message.fields.title`."
                        },
                        "message": { "type": "string" },
                    },
                    "required": ["path", "message"],
                },
            },
        },
        "required": ["title", "status"],
    })
}
