//! What is written for the tools of others, held against these tools: JSON Schema, `OpenAPI`,
//! TypeScript, and a server that is called by what its document says alone.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::demo::{Scratch, Server, choose_port};
use crate::venv::Venv;
use crate::{setup, sh};

/// What pip installs, and how schemathesis is set up.
const FOLDER: &str = "tests/standards";
const QUICKSTART: &str = "examples/quickstart/generated";
const CORPUS: &str = "tests/corpus/generated";
/// How long functions are called.
const SECONDS: &str = "60";

/// Runs every check.
pub(crate) fn run() -> Result<(), String> {
    let tools = Tools::install()?;
    tools.validate_documents()?;
    types_compile()?;
    tools.values_and_schemas()?;
    tools.call_the_quickstart()
}

/// The tools of others.
struct Tools {
    venv: Venv,
    /// Where files go.
    folder: PathBuf,
}

impl Tools {
    fn install() -> Result<Self, String> {
        setup::run(&[setup::Need::Compiler, setup::Need::Npm])?;
        let wanted = sh::root().join(FOLDER).join("requirements.txt");
        let wanted = fs::read_to_string(&wanted)
            .map_err(|error| format!("cannot read {}: {error}", wanted.display()))?;
        Ok(Self {
            venv: Venv::with("standards", &wanted)?,
            folder: sh::target().join("standards"),
        })
    }

    fn validate_documents(&self) -> Result<(), String> {
        let documents = [QUICKSTART, CORPUS].map(|folder| format!("{folder}/openapi.json"));
        let documents = documents.each_ref().map(String::as_str);
        sh::run(&mut self.venv.program("openapi-spec-validator", &documents))
    }

    /// Every vector of the corpus against its schemas.
    fn values_and_schemas(&self) -> Result<(), String> {
        let contract = format!("{CORPUS}/contract.json");
        let made = ["schema", "vectors"].map(|command| {
            let path = self.folder.join(format!("{command}.json"));
            libero(&[command, &contract], &path).map(|()| path)
        });
        let [schema, vectors] = made;
        let check = self
            .venv
            .program("python", &[&format!("{FOLDER}/values.py")]);
        sh::run(&mut with(check, &[&schema?, &vectors?]))
    }

    /// The same calls each time, as far as time allows.
    fn call_the_quickstart(&self) -> Result<(), String> {
        sh::run(&mut sh::cargo(&["build", "-q", "-p", "quickstart"]))?;
        let scratch = Scratch::new("standards")?;
        let port = choose_port(None)?;
        let database = scratch.0.join("board.sqlite");
        let _server = Server::start(port, Some(&database))?;
        let config = sh::root().join(FOLDER).join("schemathesis.toml");
        let document = format!("http://127.0.0.1:{port}/openapi.json");
        let mut schemathesis = with(
            self.venv.program("schemathesis", &["--config-file"]),
            &[&config],
        );
        schemathesis
            .args(["run", &document, "--checks", "all", "--seed", "1"])
            .args(["--max-time", SECONDS, "--generation-database", "none"])
            // It leaves a folder behind where it stands.
            .current_dir(&scratch.0);
        sh::run(&mut schemathesis)
    }
}

fn with(mut command: Command, paths: &[&Path]) -> Command {
    command.args(paths);
    command
}

/// Runs a command of this checkout's program, its output into a file.
fn libero(arguments: &[&str], to: &Path) -> Result<(), String> {
    let file =
        File::create(to).map_err(|error| format!("cannot write {}: {error}", to.display()))?;
    let mut command = sh::cargo(&["run", "-q", "-p", "libero-cli", "--"]);
    sh::run(command.args(arguments).stdout(file))
}

/// The types alone, by the strictest rules.
fn types_compile() -> Result<(), String> {
    let files = [QUICKSTART, CORPUS].map(|folder| format!("{folder}/types.d.ts"));
    let strict = [
        "--strict", "--noEmit", "--target", "es2022", "--lib", "es2022",
    ];
    let mut tsc = sh::program("sdks/js/node_modules/.bin/tsc", &strict);
    sh::run(tsc.args(files))
}
