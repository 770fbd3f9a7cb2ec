//! The Python packages: types, vectors, and calls of a quickstart over the wire.

use std::path::PathBuf;
use std::{env, fs};

use crate::{demo, sh};

/// What mypy is installed as.
const MYPY: &str = "mypy==1.18.2";

/// Generated packages: the folder, the package, its contract.
const PACKAGES: &[(&str, &str, &str)] = &[
    (
        "examples/quickstart/generated/python",
        "quickstart_sdk",
        "examples/quickstart/generated/contract.json",
    ),
    (
        "tests/corpus/generated/python",
        "corpus_sdk",
        "tests/corpus/generated/contract.json",
    ),
];

/// The client of docs/write-an-sdk.md.
const MINIMAL: &str = "examples/quickstart/clients/minimal/client.py";

/// Checks the run-time and every generated package.
pub(crate) fn run() -> Result<(), String> {
    let folder = folder();
    let python = environment(&folder)?;
    types(&python)?;
    for (path, package, contract) in PACKAGES {
        let vectors = folder.join(format!("{package}-vectors.json"));
        let vectors = vectors.to_string_lossy();
        let arguments = ["run", "-q", "-p", "libero-cli", "--", "vectors", contract];
        sh::run(sh::cargo(&arguments).args(["--out", &vectors]))?;
        let test = ["sdks/python/tests/test_vectors.py", package, &vectors];
        sh::run(program(&python, &test).env("PYTHONPATH", sh::root().join(path)))?;
        sh::run(&mut program(&python, &[MINIMAL, contract, &vectors]))?;
    }
    sh::run(&mut sh::cargo(&["build", "-q", "-p", "quickstart"]))?;
    demo::with_server(|url| {
        let calls = format!("{url}/rpc");
        let test = ["sdks/python/tests/test_calls.py", &calls];
        let packages = sh::root().join(PACKAGES[0].0);
        sh::run(program(&python, &test).env("PYTHONPATH", packages))?;
        sh::run(&mut program(&python, &[MINIMAL, PACKAGES[0].2, &calls]))?;
        sh::run(&mut program(
            &python,
            &["examples/quickstart/clients/python/client.py", url],
        ))
    })
}

/// The folder of all that the step makes.
fn folder() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    sh::root().join(target).join("python")
}

/// A virtual environment with mypy in it; its Python.
fn environment(folder: &std::path::Path) -> Result<String, String> {
    let venv = folder.join("venv");
    let python = venv.join("bin/python");
    let stamp = venv.join("installed");
    let python_text = python.to_string_lossy().into_owned();
    if fs::read_to_string(&stamp).is_ok_and(|have| have == MYPY) && python.exists() {
        return Ok(python_text);
    }
    println!("installing {MYPY} into {}", venv.display());
    sh::run(&mut sh::program(
        "python3",
        &["-m", "venv", &venv.to_string_lossy()],
    ))
    .map_err(|error| format!("{error}; on Debian: apt-get install -y python3-venv"))?;
    let pip = [
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        MYPY,
    ];
    sh::run(&mut program(&python_text, &pip))?;
    fs::write(&stamp, MYPY)
        .map_err(|error| format!("cannot write {}: {error}", stamp.display()))?;
    Ok(python_text)
}

fn types(python: &str) -> Result<(), String> {
    let mypy = |paths: &[&str]| {
        let mut arguments = vec!["-m", "mypy", "--strict", "--cache-dir", "/dev/null"];
        arguments.extend(paths);
        let packages = sh::root().join(PACKAGES[0].0);
        sh::run(program(python, &arguments).env("MYPYPATH", packages))
    };
    mypy(&["sdks/python/src/libero_runtime"])?;
    for (path, package, _) in PACKAGES {
        mypy(&[&format!("{path}/{package}")])?;
    }
    mypy(&["examples/quickstart/clients/python/client.py"])?;
    mypy(&["sdks/python/tests/test_vectors.py"])?;
    mypy(&["sdks/python/tests/test_calls.py"])
}

/// Python that leaves no compiled files beside the source.
fn program(python: &str, arguments: &[&str]) -> std::process::Command {
    let mut command = sh::program(python, arguments);
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command
}
