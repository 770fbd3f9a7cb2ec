//! Node with the generated SDK, and Erlang with the generated modules.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use tempfile::TempDir;

use crate::end::End;
use crate::files;

/// Both programs.
#[derive(Debug)]
pub struct Ends {
    /// Reads and writes ETF and JSON.
    pub node: End,
    /// Reads and writes ETF.
    pub erlang: End,
    _compiled: TempDir,
}

impl Ends {
    /// Both with their names.
    pub fn all(&mut self) -> [(&'static str, &mut End); 2] {
        [("Node", &mut self.node), ("Erlang", &mut self.erlang)]
    }
}

/// The programs, started once; a test that wants them waits for the one that has them.
pub fn ends() -> MutexGuard<'static, Ends> {
    static ENDS: LazyLock<Mutex<Ends>> = LazyLock::new(|| Mutex::new(start()));
    ENDS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn start() -> Ends {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let compiled = tempfile::tempdir().expect("a temporary folder");
    let generated = files::corpus().join("generated/erlang");
    let mut sources = erlang_sources(&generated);
    let wire = sources
        .iter()
        .filter_map(|path| path.file_stem()?.to_str())
        .find(|stem| stem.ends_with("_wire"))
        .expect("a wire module")
        .to_owned();
    sources.push(here.join("erlang/driver.erl"));
    compile_erlang(&sources, compiled.path());

    let mut erlang = Command::new("erl");
    erlang
        .args(["-noinput", "-boot", "start_clean", "-pa"])
        .arg(compiled.path())
        .args(["-run", "driver", "main", &wire]);
    Ends {
        node: node(),
        erlang: End::start("Erlang", &mut erlang),
        _compiled: compiled,
    }
}

/// Node alone, started anew.
pub fn node() -> End {
    node_with(&files::corpus().join("generated"))
}

/// Node with the SDK of another package, by the folder of its generated files.
pub fn node_with(generated: &Path) -> End {
    let mut node = Command::new("node");
    node.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("node/driver.mjs"))
        .arg(generated.join("sdk"))
        .arg(generated.join("contract.json"));
    End::start("Node", &mut node)
}

fn erlang_sources(folder: &Path) -> Vec<PathBuf> {
    let entries = folder
        .read_dir()
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("a folder that can be read").path());
    paths
        .filter(|path| path.extension().is_some_and(|ext| ext == "erl"))
        .collect()
}

fn compile_erlang(sources: &[PathBuf], output: &Path) {
    let status = Command::new("erlc")
        .args(["-Werror", "-o"])
        .arg(output)
        .args(sources)
        .status();
    match status {
        Ok(status) if status.success() => {}
        Ok(_) => panic!("the Erlang modules do not compile"),
        Err(error) => {
            panic!("erlc could not be started ({error}); `cargo xtask setup` installs it")
        }
    }
}
