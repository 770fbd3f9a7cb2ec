//! Which targets are configured, and where their files go.

use camino::{Utf8Path, Utf8PathBuf};
use contract_schema::Contract;

use crate::config::{Config, Integers};
use crate::load::files;
use crate::load::manifest::Manifest;
use crate::targets::{
    Artifact, contract, docs, elixir, erlang, js, json_schema, openapi, python, rust,
};
use crate::write::Output;

pub mod clash;
pub mod generated_module;
pub mod nothing;

/// The files of every output that the settings name.
pub fn outputs(contract: &Contract, config: &Config, manifest: &Manifest) -> Vec<Output> {
    let folder = |path: &Utf8Path| manifest.dir.join(path);
    let output = |path: &Utf8Path, files| Output {
        root: folder(path),
        files,
        prune: true,
    };
    // One file, in a folder that may hold others.
    let file = |path: &Utf8Path, files: &dyn Fn(&str) -> Vec<Artifact>| {
        let path = folder(path);
        Output {
            root: path.parent().unwrap_or(&manifest.dir).to_owned(),
            files: files(path.file_name().unwrap_or_default()),
            prune: false,
        }
    };
    let document = || {
        let path = &config.contract.as_ref()?.value;
        Some(file(path, &|name| contract::generate(contract, name)))
    };
    let schemas = || {
        let path = &config.json_schema.as_ref()?.value;
        Some(output(path, json_schema::generate(contract)))
    };
    let openapi = || {
        let options = openapi::Options {
            title: manifest.package.clone(),
            ..openapi::Options::default()
        };
        let path = &config.openapi.as_ref()?.value;
        Some(file(path, &|name| {
            openapi::generate(contract, name, &options)
        }))
    };
    let dts = || {
        let options = js_options(config, manifest);
        let path = &config.dts.as_ref()?.value;
        Some(file(path, &|name| js::types(contract, name, &options)))
    };
    let docs = || {
        let options = docs::Options {
            title: manifest.package.clone(),
            js: js_options(config, manifest),
        };
        let path = &config.docs.as_ref()?.value;
        let files = docs::generate(contract, &options).expect("what was sealed is sound");
        Some(output(path, files))
    };
    let rust = || {
        Some(output(
            &config.rust.as_ref()?.value,
            rust::generate(contract),
        ))
    };
    let js = || {
        let files = |path| output(path, js::generate(contract, &js_options(config, manifest)));
        config.js.as_ref().map(|path| files(&path.value))
    };
    let erlang = || {
        let files = |path| {
            output(
                path,
                erlang::generate(contract, &erlang::Options::default()),
            )
        };
        config.erlang.as_ref().map(|path| files(&path.value))
    };
    let python = || {
        let path = &config.python.as_ref()?.value;
        let options = python_options(config, manifest);
        Some(output(path, python::generate(contract, &options)))
    };
    let elixir = || {
        let path = &config.elixir.as_ref()?.value;
        let options = elixir_options(config, manifest);
        Some(output(path, elixir::generate(contract, &options)))
    };
    let ((document, rust), (js, (erlang, python))) = rayon::join(
        || rayon::join(document, rust),
        || rayon::join(js, || rayon::join(erlang, python)),
    );
    let standards = [schemas(), openapi(), dts(), docs(), elixir()];
    [document, rust, js, erlang, python]
        .into_iter()
        .chain(standards)
        .flatten()
        .collect()
}

/// What the settings say of the Python package.
fn python_options(config: &Config, manifest: &Manifest) -> python::Options {
    python::Options {
        package: match &config.python_package {
            Some(name) => name.value.clone(),
            None => format!("{}-sdk", manifest.package),
        },
    }
}

/// What the settings say of the Elixir package.
fn elixir_options(config: &Config, manifest: &Manifest) -> elixir::Options {
    elixir::Options {
        package: match &config.elixir_package {
            Some(name) => name.value.clone(),
            None => format!("{}_sdk", manifest.package),
        },
    }
}

/// What the settings say of the JavaScript package.
pub fn js_options(config: &Config, manifest: &Manifest) -> js::Options {
    let output = config
        .js
        .as_ref()
        .map(|path| manifest.dir.join(&path.value))
        .unwrap_or_default();
    js::Options {
        package: match &config.js_package {
            Some(name) => name.value.clone(),
            None => format!("{}-sdk", manifest.package),
        },
        integers: match config.integers {
            Integers::Bigint => js::Integers::BigInt,
            Integers::Number => js::Integers::Number,
        },
        numbers: config
            .numbers
            .iter()
            .map(|field| field.value.clone())
            .collect(),
        names: config
            .names
            .iter()
            .map(|(path, name)| (path.value.clone(), name.value.clone()))
            .collect(),
        source_root: relative(&output, &manifest.workspace_dir),
        ..js::Options::default()
    }
}

/// The path from one folder to another; both are absolute.
fn relative(from: &Utf8Path, to: &Utf8Path) -> Utf8PathBuf {
    let path = files::relative(&files::normalize(to), &files::normalize(from));
    if path.as_str().is_empty() {
        Utf8PathBuf::from(".")
    } else {
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_folder_is_found_from_another() {
        let cases = [
            ("/repo/app/generated/sdk", "/repo", "../../.."),
            ("/repo/app/../out", "/repo/app", "../app"),
            ("/repo", "/repo", "."),
        ];
        for (from, to, expected) in cases {
            assert_eq!(
                relative(from.into(), to.into()),
                expected,
                "from {from} to {to}"
            );
        }
    }
}
