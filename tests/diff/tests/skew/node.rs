//! All JavaScript clients, in one process.

use std::process::Command;

use serde_json::{Value, json};

use super::server::Server;
use super::{Pair, Plan, Saw};

pub(crate) fn run(
    pairs: &[Pair],
    server: &Server,
    plans: &[Plan],
    port: u16,
) -> Vec<Result<Saw, String>> {
    let clients: Vec<Value> = pairs
        .iter()
        .enumerate()
        .map(|(number, pair)| client(number, pair, server, plans, port))
        .collect();
    let sides: Vec<String> = server.sides.iter().map(|one| one.side.sdk()).collect();
    let runtime = format!("{}/../../../node_modules/libero-runtime", sides[0]);
    let job = json!({ "runtime": runtime, "sides": sides, "clients": clients });
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("job.json");
    std::fs::write(&file, job.to_string()).expect("a temporary file");
    let driver = concat!(env!("CARGO_MANIFEST_DIR"), "/node/skew.mjs");
    let output = Command::new("node").arg(driver).arg(&file).output();
    let output = output.expect("Node is installed: `cargo xtask setup`");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let answers: Vec<Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    let saws = pairs.iter().zip(&answers);
    saws.map(|(pair, answer)| saw(answer, server, &plans[pair.client], pair))
        .collect()
}

fn client(number: usize, pair: &Pair, server: &Server, plans: &[Plan], port: u16) -> Value {
    let (own, theirs) = (&plans[pair.client], &plans[pair.server]);
    let (codec, side) = (pair.codec(), &server.sides[pair.server]);
    let ends = &server.sides[pair.client].side.ends;
    let calls: Vec<Value> = own
        .calls
        .iter()
        .map(|(at, message, _)| {
            let end = &ends[*at];
            json!({ "call": end.name, "type": end.request_type, "json": message })
        })
        .collect();
    let watches: Vec<String> = own
        .pushes
        .iter()
        .filter(|_| pair.is_socket)
        .map(|(at, _)| format!("watch{}", ends[*at].name))
        .collect();
    let is_other = own.contract.contract_hash != theirs.contract.contract_hash;
    let answers = own
        .calls
        .iter()
        .filter(|(_, _, hash)| theirs.has_call(hash));
    let messages = usize::from(is_other) + side.pushes(codec).len() + 2 * answers.count();
    let (scheme, path) = if pair.is_socket {
        ("ws", "ws")
    } else {
        ("http", "rpc")
    };
    json!({
        "side": pair.client,
        "url": format!("{scheme}://127.0.0.1:{port}/{}/{number}/{path}", pair.server),
        "codec": if pair.is_etf { "etf" } else { "json" },
        "calls": calls,
        "watches": watches,
        "messages": messages,
    })
}

fn saw(answer: &Value, server: &Server, own: &Plan, pair: &Pair) -> Result<Saw, String> {
    if let Some(error) = answer["error"].as_str() {
        return Err(error.to_owned());
    }
    let texts = |value: &Value| -> Vec<String> {
        let texts = value.as_array().expect("a list").iter();
        texts
            .map(|text| text.as_str().expect("text").to_owned())
            .collect()
    };
    let list = |key: &str| answer[key].as_array().expect("a list").iter();
    let calls = list("calls").map(|both| texts(both).try_into().expect("both calls"));
    let mut pushes: Vec<Vec<String>> = list("pushes").map(texts).collect();
    pushes.resize(own.pushes.len(), vec![]);
    // The name of a function in JavaScript as that in the contract.
    let ends = &server.sides[pair.client].side.ends;
    let in_contract = |name: String| {
        let calls = own.calls.iter().find(|(at, ..)| ends[*at].name == name);
        let watch = |at: usize| format!("watch{}", ends[at].name);
        let pushes = own.pushes.iter().find(|(at, _)| watch(*at) == name);
        let hash = calls
            .map(|(_, _, hash)| hash)
            .or(pushes.map(|(_, hash)| hash));
        hash.map_or(name, |hash| hash.0.clone())
    };
    let told = list("told").map(|names| texts(names).into_iter().map(in_contract).collect());
    Ok(Saw {
        calls: calls.collect(),
        pushes,
        told: told.collect(),
    })
}
