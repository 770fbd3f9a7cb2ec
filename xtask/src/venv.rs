//! Programs of `PyPI`, each set of them in a virtual environment of its own below the target folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{setup, sh};

/// A virtual environment with something installed in it.
pub(crate) struct Venv(PathBuf);

impl Venv {
    /// The environment of a name with what a list of requirements says: made where it is not there, or
    /// holds something else.
    pub(crate) fn with(name: &str, requirements: &str) -> Result<Self, String> {
        setup::run(&[setup::Need::Venv])?;
        let folder = sh::target().join(name).join("venv");
        let installed = folder.join("installed.txt");
        let venv = Self(folder);
        if fs::read_to_string(&installed).is_ok_and(|text| text == requirements) {
            return Ok(venv);
        }
        println!("installing Python packages into {}", venv.0.display());
        // One that was cut short is made anew.
        let make = ["-m", "venv", "--clear"];
        sh::run(sh::program("python3", &make).arg(&venv.0))?;
        let wanted = venv.0.join("requirements.txt");
        let write = |path: &Path| {
            fs::write(path, requirements)
                .map_err(|error| format!("cannot write {}: {error}", path.display()))
        };
        write(&wanted)?;
        let quiet = ["-q", "--disable-pip-version-check"];
        let pip = ["-m", "pip", "install"];
        sh::run(
            venv.program("python", &pip)
                .args(quiet)
                .arg("-r")
                .arg(&wanted),
        )?;
        write(&installed)?;
        Ok(venv)
    }

    /// A program of the environment. Python leaves no compiled files beside the source.
    pub(crate) fn program(&self, name: &str, arguments: &[&str]) -> Command {
        let path = self.0.join("bin").join(name);
        let mut command = sh::program(&path.to_string_lossy(), arguments);
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }
}
