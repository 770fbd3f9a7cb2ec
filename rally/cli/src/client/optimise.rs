//! A smaller program, where wasm-opt can be had.

use std::fs;
use std::process::{Command, Stdio};

use camino::{Utf8Path, Utf8PathBuf};

use crate::failure::Failure;
use crate::terminal::{note, say, working};

/// The version of npm's `binaryen` that is installed where there is no wasm-opt.
const BINARYEN: &str = "binaryen@125.0.0";

/// What counts is what compression leaves, and that makes little of what is written twice. So nothing is
/// inlined, and nothing is kept in a variable only to be written once: with `-Oz`, a program is smaller by a
/// thirtieth, and larger by as much once it is compressed.
const PASSES: [&str; 7] = [
    "-Os",
    "--always-inline-max-function-size",
    "0",
    "--flexible-inline-max-function-size",
    "0",
    "--one-caller-inline-max-function-size",
    "0",
];
const SKIPPED: [&str; 1] = ["--skip-pass=local-cse"];
/// What rustc assumes of browsers, and no more: older versions of wasm-opt do not know the rest.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// A wasm-opt that was found.
pub(crate) struct Optimiser {
    program: Utf8PathBuf,
    /// Where it may write.
    folder: Utf8PathBuf,
}

/// The wasm-opt of the machine, or npm's, which is installed once. `None`, and a word about it, where there
/// is neither: a client without works as well and is larger.
pub(crate) fn find(target_dir: &Utf8Path) -> Result<Option<Optimiser>, Failure> {
    let folder = target_dir.join("rally").join("wasm-opt");
    fs::create_dir_all(&folder).map_err(Failure::at(&folder))?;
    let installed = folder.join("node_modules/.bin/wasm-opt");
    let programs = [Utf8PathBuf::from("wasm-opt"), installed.clone()];
    let mut found = programs.into_iter().find(|program| works(program));
    if found.is_none() && install(&folder) && works(&installed) {
        found = Some(installed);
    }
    if found.is_none() {
        note("there is no wasm-opt, so the client is about a third larger than it could be");
        say("  help: install Debian's package binaryen, or Node.js with npm, and build again");
    }
    Ok(found.map(|program| Optimiser { program, folder }))
}

fn install(folder: &Utf8Path) -> bool {
    if !works(Utf8Path::new("npm")) {
        return false;
    }
    let mut npm = Command::new("npm");
    npm.args([
        "install",
        "--no-save",
        "--no-audit",
        "--no-fund",
        "--prefix",
    ])
    .arg(folder)
    .arg(BINARYEN)
    .stdin(Stdio::null());
    let what = format!("installing wasm-opt (npm's {BINARYEN}), once");
    let output = working(&what, || npm.output());
    match output {
        Ok(output) if output.status.success() => true,
        Ok(output) => {
            note(&format!("npm could not install {BINARYEN}:"));
            say(String::from_utf8_lossy(&output.stderr).trim_end());
            false
        }
        Err(_) => false,
    }
}

fn works(program: &Utf8Path) -> bool {
    let status = Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

impl Optimiser {
    /// The program, made as small as it can be.
    pub(crate) fn run(&self, wasm: &[u8]) -> Result<Vec<u8>, Failure> {
        let at = Failure::at(&self.folder);
        let input = self.folder.join("in.wasm");
        let output = self.folder.join("out.wasm");
        fs::write(&input, wasm).map_err(&at)?;
        let run = |more: &[&str]| {
            Command::new(&self.program)
                .args(PASSES)
                .args(more)
                .args(FEATURES)
                .args(["-o", output.as_str(), input.as_str()])
                .stdin(Stdio::null())
                .output()
                .map_err(|error| Failure::unusable(format!("wasm-opt cannot be run: {error}")))
        };
        let mut done = run(&SKIPPED)?;
        if !done.status.success() {
            // Older versions cannot leave out a pass.
            done = run(&[])?;
        }
        if !done.status.success() {
            let said = String::from_utf8_lossy(&done.stderr);
            return Err(Failure::unusable(format!(
                "wasm-opt failed: {}",
                said.trim()
            )));
        }
        fs::read(&output).map_err(&at)
    }
}
