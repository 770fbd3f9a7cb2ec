//! A smaller program, where wasm-opt can be had.

use std::fs;
use std::process::{Command, Stdio};

use camino::Utf8Path;

/// The version of npm's `binaryen` that is installed where there is no wasm-opt.
const BINARYEN: &str = "binaryen@125.0.0";

/// The program, made as small as wasm-opt can. Without wasm-opt, and without npm to install it, the
/// program as it is, which works as well and is a third larger.
pub(crate) fn run(wasm: Vec<u8>, target_dir: &Utf8Path) -> Result<Vec<u8>, String> {
    let folder = target_dir.join("rally").join("wasm-opt");
    let Some(mut command) = find(&folder) else {
        eprintln!(
            "rally: no wasm-opt: the client is about a third larger than it need be\n\
             help: install Debian's package binaryen, or Node.js with npm, and build again"
        );
        return Ok(wasm);
    };
    let at = |error: std::io::Error| format!("{folder}: {error}");
    fs::create_dir_all(&folder).map_err(at)?;
    let (input, output) = (folder.join("in.wasm"), folder.join("out.wasm"));
    fs::write(&input, &wasm).map_err(at)?;
    let status = command
        .args(["-Oz", "--all-features", "--converge", "-o"])
        .arg(&output)
        .arg(&input)
        .status()
        .map_err(|error| format!("wasm-opt cannot be run: {error}"))?;
    if !status.success() {
        return Err(format!("wasm-opt failed: {status}"));
    }
    fs::read(&output).map_err(at)
}

fn find(folder: &Utf8Path) -> Option<Command> {
    if works("wasm-opt") {
        return Some(Command::new("wasm-opt"));
    }
    let installed = folder.join("node_modules/.bin/wasm-opt");
    if !installed.exists() {
        eprintln!("rally: installing wasm-opt (npm's {BINARYEN}), once");
        fs::create_dir_all(folder).ok()?;
        let npm = Command::new("npm")
            .args([
                "install",
                "--no-save",
                "--no-audit",
                "--no-fund",
                "--loglevel",
                "error",
                "--prefix",
            ])
            .arg(folder)
            .arg(BINARYEN)
            .stdout(Stdio::null())
            .status();
        npm.ok().filter(std::process::ExitStatus::success)?;
    }
    works(installed.as_str()).then(|| Command::new(&installed))
}

fn works(program: &str) -> bool {
    let status = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}
