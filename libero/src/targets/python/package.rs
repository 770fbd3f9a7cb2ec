//! `pyproject.toml`, `__init__.py` and the run-time's files.

use contract_schema::Contract;

use super::docs::literal;
use super::names::Names;
use super::{GENERATED, Options, calls};
use crate::targets::Artifact;

macro_rules! runtime_files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../sdks/python/src/libero_runtime/", $name)))),*]
    };
}

/// The run-time, as it stands in `sdks/python`.
const RUNTIME: &[(&str, &str)] = runtime_files![
    "__init__.py",
    "base.py",
    "calls.py",
    "codec.py",
    "constructors.py",
    "containers.py",
    "errors.py",
    "etf.py",
    "http.py",
    "scalars.py",
    "values.py",
];

pub(super) fn runtime(folder: &str) -> Vec<Artifact> {
    RUNTIME
        .iter()
        .map(|(name, text)| Artifact {
            path: format!("{folder}/runtime/{name}").into(),
            text: format!("{GENERATED}{text}"),
        })
        .collect()
}

pub(super) fn pyproject(options: &Options, folder: &str) -> String {
    format!(
        "[build-system]\n\
         requires = [\"setuptools>=68\"]\n\
         build-backend = \"setuptools.build_meta\"\n\n\
         [project]\n\
         name = {}\n\
         version = \"0.0.0\"\n\
         requires-python = \">=3.11\"\n\n\
         [tool.setuptools]\n\
         packages = [{}, {}]\n\n\
         [tool.setuptools.package-data]\n\
         {} = [\"py.typed\"]\n",
        literal(&options.package),
        literal(folder),
        literal(&format!("{folder}.runtime")),
        literal(folder),
    )
}

/// What the run-time gives to those who call; the rest is found in the package's `runtime`.
pub(super) const RUNTIME_EXPORTS: &[&str] = &["CallError", "DomainError", "Err", "Ok", "Some"];

pub(super) fn init(contract: &Contract, names: &Names) -> String {
    let mut text = "\"\"\"The contract's types and clients.\"\"\"\n\n".to_owned();
    let types = calls::type_names(contract, names);
    for (module, exports) in [("client", calls::EXPORTS), ("runtime", RUNTIME_EXPORTS)] {
        text += &import(module, exports.iter().copied());
    }
    text += &import("types", types.iter().map(String::as_str));
    text
}

/// The form `X as X` says that a name is meant to be found here.
fn import<'a>(module: &str, names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names
        .map(|name| format!("    {name} as {name},\n"))
        .collect();
    if names.is_empty() {
        return String::new();
    }
    format!("from .{module} import (\n{})\n", names.concat())
}
