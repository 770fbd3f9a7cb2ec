//! The `rally` program, run as a person runs it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::contender::folder;

/// Where it is.
pub struct Rally(PathBuf);

impl Rally {
    /// The one that `RALLY` names, else this checkout's.
    pub fn find() -> Result<Self, String> {
        if let Some(path) = std::env::var_os("RALLY") {
            return Ok(Self(path.into()));
        }
        let output = Command::new("cargo")
            .args(["build", "--quiet", "--release", "-p", "rally-cli"])
            .args(["--bin", "rally", "--message-format", "json"])
            .current_dir(folder().join("../.."))
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| format!("cargo does not start: {error}"))?;
        if !output.status.success() {
            return Err("rally cannot be built".to_owned());
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let path = text.lines().rev().find_map(|line| {
            let message: Value = serde_json::from_str(line).ok()?;
            Some(PathBuf::from(message["executable"].as_str()?))
        });
        path.map(Self)
            .ok_or_else(|| "cargo names no program".to_owned())
    }

    /// A command of it, about an application.
    pub fn command(&self, name: &str, manifest: &Path) -> Command {
        let mut command = Command::new(&self.0);
        command.arg(name).arg("--manifest-path").arg(manifest);
        command
    }
}

/// A folder that a next run finds again.
pub fn scratch() -> PathBuf {
    let here = std::env::current_exe().unwrap_or_default();
    here.with_file_name("rally-bench")
}
