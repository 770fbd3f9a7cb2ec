//! `package.json` and the run-time's files.

use camino::Utf8PathBuf;
use serde_json::{Map, Value, json};

use super::GENERATED;
use super::options::{Options, RunTime};
use crate::targets::Artifact;

/// An entry of one codec and one transport, from which a bundler can leave out the others.
pub(super) struct EntryName {
    pub(super) name: &'static str,
    pub(super) codec: &'static str,
    pub(super) transport: &'static str,
    pub(super) transport_file: &'static str,
}

/// Every entry but the default one.
pub(super) const ENTRIES: [EntryName; 4] = [
    EntryName {
        name: "etf-http",
        codec: "etf",
        transport: "http",
        transport_file: "http",
    },
    EntryName {
        name: "etf-websocket",
        codec: "etf",
        transport: "webSocket",
        transport_file: "websocket",
    },
    EntryName {
        name: "json-http",
        codec: "json",
        transport: "http",
        transport_file: "http",
    },
    EntryName {
        name: "json-websocket",
        codec: "json",
        transport: "webSocket",
        transport_file: "websocket",
    },
];

macro_rules! runtime_files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../sdks/js/src/", $name)))),*]
    };
}

/// The run-time, as it stands in `sdks/js`.
const RUNTIME: &[(&str, &str)] = runtime_files![
    "client.js",
    "errors.js",
    "etf-constructor.js",
    "etf-input.js",
    "etf-locate.js",
    "etf-output.js",
    "etf-read.js",
    "etf-scalar.js",
    "etf-text.js",
    "etf-write.js",
    "etf.js",
    "http.js",
    "index.js",
    "ints.js",
    "json-read.js",
    "json-write.js",
    "json.js",
    "limits.js",
    "node-websocket.js",
    "order.js",
    "push.js",
    "types.d.ts",
    "websocket-frames.js",
    "websocket.js",
];

pub(super) fn vendored() -> impl Iterator<Item = Artifact> {
    RUNTIME.iter().map(|(name, text)| Artifact {
        path: Utf8PathBuf::from(format!("runtime/{name}")),
        text: format!("// {GENERATED}\n{text}"),
    })
}

/// What stands before a file's name in imports: `./runtime/`, `@libero/runtime/`.
pub(super) fn runtime_base(runtime: &RunTime, root: &str) -> String {
    match runtime {
        RunTime::Vendored => format!("{root}/runtime/"),
        RunTime::Package(name) => format!("{name}/"),
    }
}

/// The module of the run-time's types.
pub(super) fn runtime_types(runtime: &RunTime) -> String {
    match runtime {
        RunTime::Vendored => "./runtime/types.js".to_owned(),
        RunTime::Package(name) => name.clone(),
    }
}

pub(super) fn package_json(options: &Options) -> String {
    let entry = |name: &str| json!({ "types": format!("./{name}.d.ts"), "default": format!("./{name}.js") });
    let mut exports = Map::new();
    exports.insert(".".to_owned(), entry("index"));
    for EntryName { name, .. } in ENTRIES {
        exports.insert(format!("./{name}"), entry(name));
    }
    if options.runtime == RunTime::Vendored {
        let runtime = json!({ "types": "./runtime/types.d.ts", "default": "./runtime/index.js" });
        exports.insert("./runtime".to_owned(), runtime);
    }
    exports.insert("./package.json".to_owned(), json!("./package.json"));

    let mut package = Map::new();
    package.insert("//".to_owned(), json!(GENERATED));
    package.insert("name".to_owned(), json!(options.package));
    package.insert("version".to_owned(), json!(options.version));
    package.insert("type".to_owned(), json!("module"));
    package.insert("sideEffects".to_owned(), json!(false));
    package.insert("types".to_owned(), json!("./index.d.ts"));
    package.insert("exports".to_owned(), Value::Object(exports));
    match &options.runtime {
        RunTime::Vendored => {
            let browser = json!({ "./runtime/node-websocket.js": false });
            package.insert("browser".to_owned(), browser);
        }
        RunTime::Package(name) => {
            package.insert("dependencies".to_owned(), json!({ name: "*" }));
        }
    }
    let text = serde_json::to_string_pretty(&Value::Object(package))
        .expect("a map of texts is always JSON");
    text + "\n"
}
