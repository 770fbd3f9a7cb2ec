//! `libero vectors`

use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, ValueHint};
use clap_complete::engine::ArgValueCompleter;
use contract_schema::Contract;
use libero_values::Model;
use libero_values::vectors::{SCHEMA, Vectors};
use serde_json::{Value, json};

use crate::completion::names;
use crate::contract_source::Place;
use crate::failure::{Failure, Outcome};
use crate::terminal::{counted, print, say};

/// Write test vectors: values with their bytes, and bytes that must be refused.
///
/// For each type and endpoint of a contract, so that an SDK can be tested without a server. `--schema`
/// prints the JSON Schema of what is written.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  libero vectors > vectors.json                         # of the contract that Cargo.toml names
  libero vectors contract.json --out vectors.json
  libero vectors http://127.0.0.1:8080 --out vectors/   # a file for each type, endpoint and push
  libero vectors --type Task --pretty")]
pub(super) struct WriteVectors {
    /// A file, or the address of a server; the `contract` of [package.metadata.libero] unless given.
    #[arg(value_name = "FILE|URL", value_hint = ValueHint::FilePath)]
    place: Option<String>,
    /// A file; or a folder, where it is one or ends with `/`. Standard output unless given.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    out: Option<Utf8PathBuf>,
    /// The vectors of one type alone: `Task`, or `pages/home.Task`.
    #[arg(long = "type", value_name = "NAME", add = ArgValueCompleter::new(names::types))]
    type_name: Option<String>,
    /// The vectors of one endpoint alone: `load_task`, or `pages/home.load_task`.
    #[arg(long, value_name = "NAME", conflicts_with = "type_name", add = ArgValueCompleter::new(names::endpoints))]
    endpoint: Option<String>,
    /// Indented.
    #[arg(long)]
    pretty: bool,
    /// Print the JSON Schema of vectors.
    #[arg(long, conflicts_with_all = ["place", "out", "type_name", "endpoint"])]
    schema: bool,
    /// The Cargo.toml that names the contract; the nearest one unless given.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath, conflicts_with = "place")]
    manifest_path: Option<Utf8PathBuf>,
}

impl WriteVectors {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        if self.schema {
            print(SCHEMA)?;
            return Ok(Outcome::Done);
        }
        let place = Place::given(self.place.as_deref(), self.manifest_path.as_deref());
        let found = place.read()?;
        let model = found.model()?;
        let vectors = Vectors::new(&model);
        let is_folder = |out: &&Utf8PathBuf| out.is_dir() || out.as_str().ends_with('/');
        if let Some(folder) = self.out.as_ref().filter(is_folder) {
            return self.write_folder(folder, &found.contract, &vectors);
        }
        let document = self.chosen(&found.contract, &model, &vectors)?;
        let text = self.text(&document);
        match &self.out {
            None => print(&text)?,
            Some(path) => {
                write(path, &text)?;
                say(&format!("wrote {path}: {} bytes", text.len()));
            }
        }
        Ok(Outcome::Done)
    }

    fn text(&self, document: &Value) -> String {
        if self.pretty {
            format!("{document:#}\n")
        } else {
            format!("{document}\n")
        }
    }

    /// What was asked for, as one document.
    fn chosen(
        &self,
        contract: &Contract,
        model: &Model,
        vectors: &Vectors<'_>,
    ) -> Result<Value, Failure> {
        let mut document = vectors.head();
        let (mut types, mut endpoints) = (json!([]), json!([]));
        if let Some(name) = &self.type_name {
            let ty = model.named_type(name).map_err(not_found)?;
            let Some(def) = contract.definition(&ty) else {
                return Err(Failure::unusable(format!("there is no type {name}")));
            };
            if !def.type_params.is_empty() {
                let what = format!("{name} has parameters, so that it has no values by itself");
                return Err(Failure::unusable(what).help("name a type that holds one"));
            }
            types = json!([vectors.of_type(def)]);
        } else if let Some(name) = &self.endpoint {
            let endpoint = model.endpoint(name).map_err(not_found)?;
            endpoints = json!([vectors.of_endpoint(endpoint)]);
        } else {
            return Ok(vectors.whole());
        }
        document["types"] = types;
        document["endpoints"] = endpoints;
        document["pushes"] = json!([]);
        Ok(document)
    }

    /// A file for each type, endpoint and push, each a whole document.
    fn write_folder(
        &self,
        folder: &Utf8Path,
        contract: &Contract,
        vectors: &Vectors<'_>,
    ) -> Result<Outcome, Failure> {
        // The folders above it are for a person to make: a slip of the pen makes none.
        make(folder)?;
        let mut count = 0;
        let mut write = |kind: &str, name: String, part: Value| {
            let mut document = vectors.head();
            for key in ["types", "endpoints", "pushes"] {
                document[key] = json!([]);
            }
            document[kind] = json!([part]);
            count += 1;
            let folder = folder.join(kind);
            make(&folder)?;
            let path = folder.join(format!("{}.json", name.replace('/', "-")));
            write(&path, &self.text(&document))
        };
        for def in vectors.types() {
            write("types", def.full_name(), vectors.of_type(def))?;
        }
        for endpoint in &contract.endpoints {
            let name = format!("{}.{}", endpoint.module, endpoint.name);
            write("endpoints", name, vectors.of_endpoint(endpoint))?;
        }
        for push in &contract.push_types {
            let name = format!("{}.{}.{}", push.module, push.type_module, push.type_name);
            write("pushes", name, vectors.of_push(push))?;
        }
        say(&format!("wrote {folder}: {}", counted(count, "file")));
        Ok(Outcome::Done)
    }
}

#[allow(clippy::needless_pass_by_value)] // the signature of `map_err`
fn not_found(error: libero_values::NotFound) -> Failure {
    Failure::unusable(error.to_string())
}

/// A folder, where there is none yet.
fn make(folder: &Utf8Path) -> Result<(), Failure> {
    match std::fs::create_dir(folder) {
        Err(_) if folder.is_dir() => Ok(()),
        made => made.map_err(|error| unwritten(folder, &error)),
    }
}

fn write(path: &Utf8Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| unwritten(path, &error))
}

fn unwritten(path: &Utf8Path, error: &io::Error) -> Failure {
    let failure = Failure::unusable(format!("cannot write `{path}`: {error}"));
    let is_missing = |folder: &&Utf8Path| !folder.as_str().is_empty() && !folder.exists();
    match path.parent().filter(is_missing) {
        Some(folder) => failure.help(format!("there is no folder `{folder}`")),
        None => failure,
    }
}
