//! What a fuzzer starts from, made from the corpus and from the recorded refusals.
//!
//! `cargo xtask fuzz --seeds` writes it to `tests/fuzz/seeds`. Other files there were found: inputs
//! that once failed.

use std::fs;
use std::path::Path;

use contract_schema::document;
use libero_wire::Codec;
use parity::cases::CASES;
use parity::term;
use parity::{files, frames};
use serde_json::{Value, json};

use crate::{codecs, source};

/// An input that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed {
    /// The target.
    pub target: &'static str,
    /// The name of its file.
    pub name: String,
    /// The input.
    pub bytes: Vec<u8>,
}

fn seed(target: &'static str, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Seed {
    Seed {
        target,
        name: name.into().replace('/', "-"),
        bytes: bytes.into(),
    }
}

/// Every seed that is made.
pub fn all() -> Vec<Seed> {
    let mut seeds = values();
    seeds.extend(of_servers_and_clients());
    seeds.extend(sources());
    seeds
}

/// Of each type the smallest value and another, in each codec, and the decisions that lead to it.
fn values() -> Vec<Seed> {
    let mut seeds = vec![];
    for (index, case) in CASES.iter().enumerate() {
        let index = u8::try_from(index).expect("few types");
        let noise = noise(u64::from(index) + 1, 64);
        let decisions = [("small", &[][..]), ("large", &noise)];
        for (size, tape) in decisions {
            let text = codecs::value(case, tape);
            let written = (case.read)(Codec::Json, text.as_bytes());
            let written = written.unwrap_or_else(|error| panic!("{}: {error}", case.name));
            let name = format!("{}-{size}", case.name);
            let chosen = |bytes: &[u8]| [&[index], bytes].concat();
            let etf = written.etf.expect("a small value");
            let json = written.json.expect("a small value");
            seeds.push(seed("etf", &name, chosen(&etf)));
            seeds.push(seed("json", &name, chosen(&json)));
            if size == "small" {
                for (codec, bytes) in [(0, etf), (1, json)] {
                    let name = format!("{}-raw-{codec}", case.name);
                    let raw = [&[index, codec], &bytes[..]].concat();
                    seeds.push(seed("javascript", name, raw));
                }
            }
        }
        seeds.push(seed(
            "differential",
            case.name,
            [&[index], &noise[..]].concat(),
        ));
        // The second byte: which codec, and that the value is made from what follows.
        let damage = [2 + index % 2, noise[0], noise[1], noise[2], noise[3]];
        let decisions = [&[index], &damage[..], &noise].concat();
        seeds.push(seed("javascript", case.name, decisions));
    }
    seeds
}

/// A request of each handler in both codecs, and what a server sends.
fn of_servers_and_clients() -> Vec<Seed> {
    let mut seeds = vec![];
    for case in CASES {
        let (module, name) = case.name.rsplit_once('.').expect("a module and a name");
        let value = codecs::value(case, &noise(7, 40));
        let Ok(written) = (case.read)(Codec::Json, value.as_bytes()) else {
            continue;
        };
        let (etf, json) = (written.etf.expect("small"), written.json.expect("small"));
        let value: Value = serde_json::from_slice(&json).expect("JSON");
        let version = "libero-json-v1";
        let mut add = |kind: &str, etf: Vec<u8>, json: Value| {
            let name = format!("{kind}-{}", case.name);
            seeds.push(seed("frames", format!("{name}-etf"), etf));
            seeds.push(seed("frames", format!("{name}-json"), json.to_string()));
        };
        let module_term = term::binary(module);
        if name.starts_with("Server") {
            let request = [module_term, term::int(9), etf[1..].to_vec()];
            add(
                "request",
                term::whole(&term::tuple(&request)),
                json!({
                    "kind": "request", "protocol_version": version, "contract_hash": "",
                    "module": module, "request_id": 9, "message": value,
                }),
            );
        } else if module == "pushes" {
            let push = term::tuple(&[module_term, etf[1..].to_vec()]);
            add(
                "push",
                [&[1], &term::whole(&push)[..]].concat(),
                json!({
                    "kind": "push", "protocol_version": version, "module": module, "value": value,
                }),
            );
        } else if module == "pages/home" {
            let (outcome, variant) = match name {
                "LoadError" => ("error", "Error"),
                _ => ("ok", "Ok"),
            };
            let inner = term::tuple(&[term::atom(outcome), etf[1..].to_vec()]);
            let reply = term::tuple(&[term::atom("ok"), inner]);
            let result = |variant: &str, value: Value| json!({"type": "gleam/result.Result", "variant": variant, "fields": [value]});
            add(
                "response",
                [&[0, 0, 0, 0, 9], &term::whole(&reply)[..]].concat(),
                json!({
                    "kind": "response", "protocol_version": version, "request_id": 9,
                    "value": result("Ok", result(variant, value)),
                }),
            );
        }
    }
    seeds
}

/// The recorded refusals and the modules of the corpus; the contracts of those that stand alone.
fn sources() -> Vec<Seed> {
    let mut seeds = vec![];
    let workspace = files::workspace();
    for folder in sorted(&workspace.join("libero/tests/refusals")) {
        let text = fs::read(folder.join("input.rs")).expect("a recorded refusal");
        let name = format!("refusal-{}", file_name(&folder));
        seeds.push(seed("source", name, text));
    }
    let manifest = fs::read_to_string(files::manifest()).expect("a manifest");
    seeds.push(seed("source", "manifest", {
        let at = manifest.find("[package.metadata").expect("settings");
        format!(
            "[package]\nname = \"app\"\nedition = \"2024\"\n\n{}",
            &manifest[at..]
        )
    }));
    for path in sorted(&files::corpus().join("src")) {
        let Some(module) = path.file_stem().filter(|_| path.is_file()) else {
            continue;
        };
        let module = module.to_string_lossy().into_owned();
        if module == "lib" {
            continue;
        }
        let prefix = format!("\"{module}::");
        let inside = |line: &str| {
            line.trim()
                .strip_prefix(&prefix)?
                .strip_suffix("\",")
                .map(str::to_owned)
        };
        let wanted: Vec<String> = manifest.lines().filter_map(inside).collect();
        let text = fs::read_to_string(&path).expect("a module of the corpus");
        let text = if wanted.is_empty() {
            text
        } else {
            format!("//@ seeds: {}\n{text}", wanted.join(", "))
        };
        if let Ok(discovered) = source::compile(&text)
            && !discovered.sealed.contract.types.is_empty()
        {
            let contract = document::to_json(&discovered.sealed.contract);
            if contract.len() < 16_000 {
                seeds.push(seed("contract", &module, contract));
            }
        }
        seeds.push(seed("source", format!("corpus-{module}"), text));
    }
    seeds
}

fn sorted(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// As many bytes that look random, and are the same every time.
fn noise(seed: u64, count: usize) -> Vec<u8> {
    let mut noise = frames::noise(seed);
    noise.truncate(count);
    noise
}
