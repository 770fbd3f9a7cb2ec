//! Generates both ends of both sides of every row: Rust modules, which are compiled into this crate, and
//! JavaScript SDKs.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use contract_schema::rust::RustHandler;
use contract_schema::{Contract, FieldType, IdentityRule};
use libero::load::Options;
use libero::resolve::Input;
use libero::resolve::input::PushInput;
use libero::targets::{Artifact, js};

#[path = "src/base.rs"]
#[allow(unreachable_pub)] // it is a part of the library too
mod base;
#[path = "src/rows/mod.rs"]
#[allow(unreachable_pub, dead_code)]
mod rows;

const RUNTIME: &str = "libero-runtime";

const MANIFEST: &str =
    "[package]\nname = \"app\"\nedition = \"2024\"\n\n[dependencies]\nuuid = \"1\"\n";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/base.rs");
    println!("cargo::rerun-if-changed=src/rows");
    let out = PathBuf::from(env::var("OUT_DIR").expect("set by cargo"));
    let mut modules = String::new();
    let mut table = String::new();
    for (index, row) in rows::all().into_iter().enumerate() {
        let _ = writeln!(
            modules,
            "#[allow(warnings, clippy::all, clippy::pedantic)] mod row_{index} {{"
        );
        for (side, text, settings) in [("old", row.old, row.was), ("new", row.new, row.is)] {
            let path = format!("row_{index}/{side}");
            let source = base::source(text);
            let contract = contract(row.name, &source, settings);
            let ends = write(&out, &path, &source, &contract);
            let _ = writeln!(
                modules,
                "#[path = \"{}\"] pub mod {side};",
                out.join(format!("row_{index}_{side}.rs")).display()
            );
            let root = format!("crate::row_{index}::{side}");
            let module = format!(
                "#[path = \"{path}/api.rs\"] pub mod api;\n#[path = \"{path}/libero/mod.rs\"] pub mod libero;\n{ends}"
            );
            let module = inside(&module, &root);
            put(&out.join(format!("row_{index}_{side}.rs")), &module);
        }
        modules += "}\n";
        let _ = writeln!(
            table,
            "(row_{index}::old::side(), row_{index}::new::side()),"
        );
    }
    modules += "#[allow(clippy::too_many_lines)]\nfn sides() -> Vec<(Side, Side)> { vec![\n";
    modules += &table;
    modules += "] }\n";
    put(&out.join("rows.rs"), &modules);
    runtime(&out);
}

fn contract(name: &str, source: &str, settings: rows::Settings) -> Contract {
    let files = [
        ("Cargo.toml", MANIFEST),
        ("src/lib.rs", "pub mod api;"),
        ("src/api.rs", source),
    ];
    let read = libero::Source::from_memory(&files, &Options::default());
    let read = read.unwrap_or_else(|refused| panic!("{name}:\n{source}\n{refused}"));
    let strings = |list: &[&str]| list.iter().map(|one| (*one).to_owned()).collect();
    let input = Input {
        seeds: strings(settings.seeds),
        read_only: strings(settings.read_only),
        push: settings
            .push
            .iter()
            .map(|(ty, module)| PushInput {
                ty: (*ty).to_owned(),
                module: module.map(str::to_owned),
            })
            .collect(),
        identity: if settings.is_gleam {
            IdentityRule::Gleam
        } else {
            IdentityRule::Rust
        },
        pins: settings
            .pins
            .iter()
            .map(|(path, pin)| ((*path).to_owned(), (*pin).to_owned()))
            .collect(),
        generated_module: vec!["libero".to_owned()],
        ..Input::default()
    };
    let found = read.discover(&input);
    let found = found.unwrap_or_else(|refused| panic!("{name}:\n{source}\n{refused}"));
    found.sealed.contract
}

/// Writes all that is generated for a side, and gives the text of what calls it.
fn write(out: &Path, path: &str, source: &str, contract: &Contract) -> String {
    let folder = out.join(path);
    let root = format!("crate::{}", path.replace('/', "::"));
    put(
        &folder.join("api.rs"),
        &inside(&without_serde(source), &root),
    );
    for Artifact { path, text } in libero::generate_rust(contract) {
        put(&folder.join("libero").join(path), &inside(&text, &root));
    }
    put(
        &folder.join("contract.json"),
        &libero::generate_json_contract(contract),
    );
    let options = js::Options {
        runtime: js::RunTime::Package(RUNTIME.to_owned()),
        ..js::Options::default()
    };
    for Artifact { path, text } in libero::generate_js(contract, &options) {
        put(&folder.join("sdk").join(path), &text);
    }
    let mut ends = String::new();
    for endpoint in &contract.endpoints {
        let RustHandler {
            request, ok, err, ..
        } = endpoint.rust.as_ref().expect("a handler");
        let _ = writeln!(
            ends,
            "crate::ends::endpoint::<Wire, {request}, {ok}, {err}>({:?}, {:?}, {:?}),",
            endpoint.module,
            endpoint.name,
            request_name(&endpoint.request),
        );
    }
    for push in &contract.push_types {
        let def = contract
            .types
            .iter()
            .find(|def| def.module_path == push.type_module && def.type_name == push.type_name);
        let rust = def.and_then(|def| def.rust.as_ref()).expect("a Rust type");
        let _ = writeln!(
            ends,
            "crate::ends::push::<Wire, {}>({:?}, {:?}),",
            rust.path, push.module, push.type_name
        );
    }
    format!(
        "use libero::Wire;\n#[allow(unused_imports)] use libero::requests;\n\
         pub fn side() -> crate::Side {{ crate::Side {{ ends: vec![{ends}], serve, hashes: self::libero::CONTRACT, path: {path:?} }} }}\n\
         fn serve(frame: &[u8]) -> Vec<u8> {{ crate::ends::block_on(libero::dispatch(&api::ServerContext, frame)) }}\n"
    )
    .replace("use libero::", "use self::libero::")
}

fn request_name(request: &FieldType) -> &str {
    match request {
        FieldType::UserType { type_name, .. } => type_name,
        _ => "",
    }
}

/// Text of a crate, as text of a module of this crate.
fn inside(text: &str, root: &str) -> String {
    text.replace("pub mod", "\u{1}")
        .replace("crate::ends::", "\u{2}")
        .replace("crate::Side", "\u{3}")
        .replace("crate::", &format!("{root}::"))
        .replace('\u{1}', "pub mod")
        .replace('\u{2}', "crate::ends::")
        .replace('\u{3}', "crate::Side")
}

/// Source without the attributes of a derive that it does not have.
fn without_serde(source: &str) -> String {
    let mut parts = source.split("#[serde(");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (_, rest) = part.split_once(")]").expect("the end of an attribute");
        text += rest;
    }
    text
}

/// The run-time that all SDKs import.
fn runtime(out: &Path) {
    let files = [("src/lib.rs", "pub struct T { pub x: i64 }")];
    let source = libero::Source::from_memory(&files, &Options::default()).expect("a source");
    let found = source.walk(&[("", "T")]).expect("a contract");
    let all = libero::generate_js(&found.sealed.contract, &js::Options::default());
    let folder = out.join("node_modules").join(RUNTIME);
    put(&folder.join("package.json"), "{\"type\":\"module\"}");
    for Artifact { path, text } in all {
        if let Ok(name) = path.strip_prefix("runtime") {
            put(&folder.join(name), &text);
        }
    }
}

fn put(path: &Path, text: &str) {
    let folder = path.parent().expect("a folder");
    fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
