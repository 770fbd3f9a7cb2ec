//! The Python packages: types, vectors, and calls of a quickstart over the wire.

use crate::venv::Venv;
use crate::{demo, sh};

/// What mypy is installed as.
const MYPY: &str = "mypy==1.18.2\n";

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
    let folder = sh::target().join("python");
    let python = Venv::with("python", MYPY)?;
    types(&python)?;
    for (path, package, contract) in PACKAGES {
        let vectors = folder.join(format!("{package}-vectors.json"));
        let vectors = vectors.to_string_lossy();
        let arguments = ["run", "-q", "-p", "libero-cli", "--", "vectors", contract];
        sh::run(sh::cargo(&arguments).args(["--out", &vectors]))?;
        let test = ["sdks/python/tests/test_vectors.py", package, &vectors];
        sh::run(
            python
                .program("python", &test)
                .env("PYTHONPATH", sh::root().join(path)),
        )?;
        sh::run(&mut python.program("python", &[MINIMAL, contract, &vectors]))?;
    }
    sh::run(&mut sh::cargo(&["build", "-q", "-p", "quickstart"]))?;
    demo::with_server(|url| {
        let calls = format!("{url}/rpc");
        let test = ["sdks/python/tests/test_calls.py", &calls];
        let packages = sh::root().join(PACKAGES[0].0);
        sh::run(python.program("python", &test).env("PYTHONPATH", packages))?;
        sh::run(&mut python.program("python", &[MINIMAL, PACKAGES[0].2, &calls]))?;
        sh::run(&mut python.program(
            "python",
            &["examples/quickstart/clients/python/client.py", url],
        ))
    })
}

fn types(python: &Venv) -> Result<(), String> {
    let mypy = |paths: &[&str]| {
        let mut arguments = vec!["-m", "mypy", "--strict", "--cache-dir", "/dev/null"];
        arguments.extend(paths);
        let packages = sh::root().join(PACKAGES[0].0);
        sh::run(
            python
                .program("python", &arguments)
                .env("MYPYPATH", packages),
        )
    };
    mypy(&["sdks/python/src/libero_runtime"])?;
    for (path, package, _) in PACKAGES {
        mypy(&[&format!("{path}/{package}")])?;
    }
    mypy(&["examples/quickstart/clients/python/client.py"])?;
    mypy(&["sdks/python/tests/test_vectors.py"])?;
    mypy(&["sdks/python/tests/test_calls.py"])
}
