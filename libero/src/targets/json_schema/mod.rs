//! JSON Schema 2020-12: a file for each endpoint and each push, each standing alone.

use contract_schema::{Contract, Endpoint, FieldType, PushType};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::Artifact;
use super::schema::{Host, Schemas, Side, describe};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The folder: `pages/home/load_title.schema.json` for an endpoint, `pages/home.Event.schema.json` for
/// a push.
pub fn generate(contract: &Contract) -> Vec<Artifact> {
    let artifact = |path: String, schema: &Value| Artifact {
        path: format!("{path}.schema.json").into(),
        text: format!("{schema:#}\n"),
    };
    let endpoints = contract.endpoints.par_iter();
    let mut files: Vec<Artifact> = endpoints
        .map(|endpoint| artifact(endpoint.path(), &of_endpoint(contract, endpoint)))
        .collect();
    files.extend(contract.push_types.iter().map(|push| {
        let path = format!("{}.{}", push.type_module, push.type_name);
        artifact(path, &of_push(contract, push))
    }));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    files
}

/// The schema of a call, whose properties `request`, `ok` and `err` are the schemas of what it
/// carries: a value of it is a call with its answer.
pub fn of_endpoint(contract: &Contract, endpoint: &Endpoint) -> Value {
    let mut schemas = Schemas::new(contract, Host::JsonSchema);
    let call = call(&mut schemas, endpoint);
    document(&call, schemas)
}

/// The schemas of all calls, by `module.name`. All types without parameters are among its definitions,
/// those that no call reaches too.
pub fn of_contract(contract: &Contract) -> Value {
    let mut schemas = Schemas::new(contract, Host::JsonSchema);
    let mut calls = Map::new();
    for endpoint in &contract.endpoints {
        let name = format!("{}.{}", endpoint.module, endpoint.name);
        calls.insert(name, call(&mut schemas, endpoint));
    }
    for def in contract
        .types
        .iter()
        .filter(|def| def.type_params.is_empty())
    {
        let ty = FieldType::user(&*def.module_path, &*def.type_name);
        schemas.of(&ty, Side::Input);
        schemas.of(&ty, Side::Output);
    }
    let all = json!({
        "type": "object", "properties": calls, "minProperties": 1, "additionalProperties": false
    });
    document(&all, schemas)
}

fn of_push(contract: &Contract, push: &PushType) -> Value {
    let mut schemas = Schemas::new(contract, Host::JsonSchema);
    let ty = FieldType::user(&*push.type_module, &*push.type_name);
    let schema = schemas.of(&ty, Side::Output);
    document(&schema, schemas)
}

fn call(schemas: &mut Schemas<'_>, endpoint: &Endpoint) -> Value {
    let mut call = json!({
        "title": format!("{}.{}", endpoint.module, endpoint.name),
        "type": "object",
        "properties": {
            "request": schemas.of(&endpoint.request, Side::Input),
            "ok": schemas.of(&endpoint.ok, Side::Output),
            "err": schemas.of(&endpoint.err, Side::Output),
        },
        "required": ["request"],
        "oneOf": [{ "required": ["ok"] }, { "required": ["err"] }],
        "additionalProperties": false,
    });
    if endpoint.read_only {
        call["x-libero-read-only"] = true.into();
    }
    describe(
        &mut call,
        endpoint.docs.as_deref(),
        endpoint.deprecated.as_ref(),
    );
    call
}

fn document(schema: &Value, schemas: Schemas<'_>) -> Value {
    let mut document = Map::new();
    document.insert("$comment".into(), crate::write::MARKER.into());
    document.insert("$schema".into(), DIALECT.into());
    document.extend(schema.as_object().cloned().unwrap_or_default());
    let definitions = schemas.definitions();
    if !definitions.is_empty() {
        document.insert("$defs".into(), definitions.into());
    }
    document.into()
}
