//! `llms.txt`: the contract in Markdown, as short as it can be said.

use std::fmt::Write as _;

use contract_schema::{Deprecation, Endpoint};
use libero_values::describe;

use super::Options;
use super::call::{message, reply};
use super::example::Examples;

pub(super) fn text(examples: &Examples<'_>, options: &Options) -> String {
    let contract = examples.model.contract();
    let mut text = format!(
        "# {}\n\n> An RPC contract: {}, {}, {}. contract_hash {}\n\n",
        options.title,
        counted(contract.endpoints.len(), "endpoint", "endpoints"),
        counted(contract.push_types.len(), "push", "pushes"),
        counted(contract.written_types().count(), "type", "types"),
        contract.contract_hash
    );
    text.push_str(HOW);
    let _ = writeln!(
        text,
        "```json\n{{\"kind\":\"request\",\"protocol_version\":\"{}\",\"contract_hash\":\"{}\",\
         \"module\":\"MODULE\",\"request_id\":1,\"message\":REQUEST}}\n```\n\n{FORMS}",
        contract.protocol_version, contract.contract_hash
    );
    if !contract.endpoints.is_empty() {
        text.push_str("\n## Endpoints\n");
    }
    for endpoint in &contract.endpoints {
        call(&mut text, examples, endpoint);
    }
    if !contract.push_types.is_empty() {
        text.push_str("\n## Pushes\n\nSent unasked over a WebSocket.\n\n");
    }
    for push in &contract.push_types {
        let _ = writeln!(text, "- module `{}`: `{}`", push.module, push.type_name);
    }
    text.push_str("\n## Types\n");
    let mut module = None;
    for def in contract.written_types() {
        if module != Some(&def.module_path) {
            let _ = writeln!(text, "\n### module `{}`", def.module_path);
            module = Some(&def.module_path);
        }
        let docs = deprecation(def.deprecated.as_ref());
        let _ = write!(text, "\n```rust\n{docs}{}```\n", describe::declaration(def));
    }
    text
}

fn counted(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

const HOW: &str = "\
## How to call

Send `POST /rpc` with the header `content-type: application/json` and this body, where MODULE is the module of the \
endpoint and REQUEST is typed JSON:

";

const FORMS: &str = "\
The answer is `{\"kind\":\"response\",…,\"value\":{\"type\":\"gleam/result.Result\",\"variant\":\"Ok\",\"fields\":[RESULT]}}`. \
RESULT is again a `gleam/result.Result`, `Ok` with the value or `Error` with the error of the endpoint. An outer `Error` is a \
failure of the server; `\"kind\":\"error\"` says which field of the request was wrong.

Typed JSON:

- a struct or variant: `{\"type\":\"module.Type\",\"variant\":\"Variant\",\"fields\":{…}}`; the variant of a struct is its own \
name; fields without labels are an array; no fields are `{}`
- integer: a number; beyond ±(2^53-1) its digits as a string. float, text, bool: as in JSON. nothing: `null`
- list, set, tuple: an array. dict: an object where the keys are strings, else an array of pairs
- bytes: `{\"encoding\":\"base64url\",\"data\":\"…\"}`, padded
- Option: `{\"type\":\"gleam/option.Option\",\"variant\":\"Some\",\"fields\":[VALUE]}`, or \
`{\"type\":\"gleam/option.Option\",\"variant\":\"None\",\"fields\":{}}`
- Result: `{\"type\":\"gleam/result.Result\",\"variant\":\"Ok\",\"fields\":[VALUE]}`, or `\"Error\"`
- no field may be left out, unless it is marked `?`; no other may be there
";

fn call(text: &mut String, examples: &Examples<'_>, endpoint: &Endpoint) {
    let line = describe::endpoint_line(examples.model, endpoint);
    let _ = write!(
        text,
        "\n### {}.{}\n\n`{line}`",
        endpoint.module, endpoint.name
    );
    text.push_str(if endpoint.read_only {
        " (changes nothing)\n"
    } else {
        "\n"
    });
    let docs = endpoint.docs.as_deref().unwrap_or_default().trim();
    let deprecation = deprecation(endpoint.deprecated.as_ref());
    let deprecation = deprecation.trim_start_matches('/').trim_start();
    for part in [docs, deprecation.trim_end()] {
        if !part.is_empty() {
            let _ = write!(text, "\n{part}\n");
        }
    }
    let _ = writeln!(text, "\n- MODULE: `{}`", endpoint.module);
    if let Some(message) = message(examples, endpoint) {
        let _ = writeln!(text, "- REQUEST: `{}`", message.json);
    }
    if let Some(reply) = reply(examples, endpoint) {
        let _ = writeln!(text, "- value: `{}`", reply.json);
    }
}

fn deprecation(deprecation: Option<&Deprecation>) -> String {
    let Some(deprecation) = super::call::deprecated(deprecation) else {
        return String::new();
    };
    format!("/// {}\n", deprecation.line().replace('\n', " "))
}
