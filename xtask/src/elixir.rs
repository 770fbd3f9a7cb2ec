//! The Elixir packages: compiled, vectors, and calls of a quickstart over the wire.

use std::path::PathBuf;
use std::process::Command;

use crate::{demo, setup, sh};

/// A generated package.
struct Package {
    /// The folder of all that is generated.
    generated: &'static str,
    /// What `mix` calls it, and what its module is called.
    app: &'static str,
    module: &'static str,
}

const PACKAGES: &[Package] = &[
    Package {
        generated: "examples/quickstart/generated",
        app: "quickstart_sdk",
        module: "QuickstartSdk",
    },
    Package {
        generated: "tests/corpus/generated",
        app: "corpus_sdk",
        module: "CorpusSdk",
    },
];

/// What talks to a quickstart; the last is a program for people to read.
const SCRIPTS: &[&str] = &[
    "tests/elixir/calls_test.exs",
    "tests/elixir/pushes_test.exs",
    "tests/elixir/skew_test.exs",
    "examples/quickstart/clients/elixir/client.exs",
];

/// What is written by hand.
const SOURCES: &[&str] = &[
    "libero/templates/elixir/*.ex",
    "tests/elixir/*.exs",
    "examples/quickstart/clients/elixir/*.exs",
];

/// Checks every generated package.
pub(crate) fn run() -> Result<(), String> {
    setup::run(&[setup::Need::Elixir])?;
    let style = ["--dot-formatter", "tests/elixir/.formatter.exs"];
    let mut format = sh::program("mix", &["format", "--check-formatted"]);
    sh::run(format.args(style).args(SOURCES).current_dir(sh::root()))?;
    for package in PACKAGES {
        package.compile()?;
        package.vectors()?;
    }
    let quickstart = &PACKAGES[0];
    sh::run(&mut sh::cargo(&["build", "-q", "-p", "quickstart"]))?;
    demo::with_server(|url| {
        let calls = format!("{url}/rpc");
        for script in SCRIPTS {
            sh::run(&mut quickstart.script(script, &[&calls]))?;
        }
        Ok(())
    })
}

impl Package {
    /// Where `mix` builds it: nothing is left among generated files.
    fn build(&self) -> PathBuf {
        sh::target().join("elixir").join(self.app)
    }

    fn compile(&self) -> Result<(), String> {
        let mut mix = sh::program("mix", &["compile", "--force", "--warnings-as-errors"]);
        let folder = sh::root().join(self.generated).join("elixir");
        mix.current_dir(folder)
            .env("MIX_ENV", "prod")
            .env("MIX_BUILD_PATH", self.build());
        sh::run(&mut mix)
    }

    fn vectors(&self) -> Result<(), String> {
        let contract = format!("{}/contract.json", self.generated);
        let file = self.build().join("vectors.json");
        let file = file.to_string_lossy();
        let arguments = ["run", "-q", "-p", "libero-cli", "--", "vectors", &contract];
        sh::run(sh::cargo(&arguments).args(["--out", &file]))?;
        let arguments = [self.module, &file];
        sh::run(&mut self.script("tests/elixir/vectors_test.exs", &arguments))
    }

    /// A script that finds the package.
    fn script(&self, path: &str, arguments: &[&str]) -> Command {
        let code = self.build().join("lib").join(self.app).join("ebin");
        let mut elixir = sh::program("elixir", &["-pa"]);
        elixir.arg(code).arg(path).args(arguments);
        elixir
    }
}
