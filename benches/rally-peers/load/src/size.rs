//! What a browser loads of an application, compressed by gzip.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use crate::contender::folder;
use crate::rally::{Rally, scratch};
use crate::report::Line;

/// WebAssembly of a client, in bytes.
const WASM: f64 = 120_000.0;
/// JavaScript of a client.
const JAVASCRIPT: f64 = 10_000.0;

/// Builds the example and prints.
pub fn run(rally: &Rally) -> Result<(), String> {
    let out = scratch().join("scoreboard");
    let manifest = folder().join("../../examples/scoreboard/Cargo.toml");
    let mut command = rally.command("build", &manifest);
    let status = command.arg("--release").arg("--out-dir").arg(&out).status();
    let status = status.map_err(|error| format!("rally does not start: {error}"))?;
    if !status.success() {
        return Err(format!("rally build: {status}"));
    }
    let assets = out.join("_rally");
    let text = fs::read_to_string(assets.join("manifest.json"));
    let text = text.map_err(|error| format!("no manifest of the clients: {error}"))?;
    let clients: Map<String, Value> =
        serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let parts: [(&str, &[&str], f64); 2] = [
        ("WebAssembly", &["wasm"], WASM),
        ("JavaScript", &["js", "bindings"], JAVASCRIPT),
    ];
    for (part, files, limit) in parts {
        for (name, client) in &clients {
            let names = files.iter().filter_map(|file| client[*file].as_str());
            let sizes: Result<Vec<f64>, String> = names.map(|name| size(&assets, name)).collect();
            Line {
                goal: &format!("client of scoreboard, {part}"),
                payload: name,
                unit: "bytes",
                value: sizes?.iter().sum(),
                limit: Some(("at_most", limit)),
                note: Some("each client, by gzip, as `rally build --release` leaves it".to_owned()),
            }
            .print();
        }
    }
    Ok(())
}

fn size(folder: &Path, name: &str) -> Result<f64, String> {
    let name = format!("{name}.gz");
    let file = fs::metadata(folder.join(&name)).map_err(|error| format!("{name}: {error}"))?;
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let size = file.len() as f64;
    Ok(size)
}
