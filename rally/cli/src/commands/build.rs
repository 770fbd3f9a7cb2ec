//! `rally build`

use std::fs;
use std::io;
use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, ValueHint};
use rally_build::{Generated, Mode};

use super::Which;
use crate::cargo::{self, Diagnostics, Profile};
use crate::client::{self, Built, assets, compile};
use crate::failure::{Failure, Outcome};
use crate::generate;
use crate::precompress;
use crate::project::Project;
use crate::terminal::{duration, note, print, size, working};

/// Build the server and its clients into one folder that can be copied to where it is to run.
///
/// The folder holds the program, `_rally` (the clients), the static files and the migrations. With
/// --release everything is optimised, and there are compressed copies of what browsers load.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  rally build --release
  rally build --release --out-dir /tmp/shop && cd /tmp/shop && APP_ENV=prod ./shop")]
pub(super) struct Build {
    #[command(flatten)]
    which: Which,
    /// Make it small and fast, which takes longer.
    #[arg(long, short)]
    release: bool,
    /// Where to; `dist` in the application's folder unless given.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    out_dir: Option<Utf8PathBuf>,
}

impl Build {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let start = Instant::now();
        let project = self.which.project()?;
        let program = project.program()?;
        let profile = if self.release {
            Profile::Release
        } else {
            Profile::Dev
        };
        compile::need_target()?;
        let generated = working("generating", || generate::run(&project, Mode::Write))?;
        let clients = clients(&project, &generated, profile)?;

        note("compiling the server");
        let told = cargo::run(cargo::server(
            &project.manifest,
            program,
            profile,
            Diagnostics::Shown,
        ))?;
        let executable = cargo::artifact(&told, cargo::is_program)
            .ok_or_else(|| Failure::unusable(format!("cargo made no program `{program}`")))?;

        let folder = self
            .out_dir
            .clone()
            .unwrap_or_else(|| project.dir.join("dist"));
        let folders = [&generated.config.static_files, &generated.config.migrations];
        fs::create_dir_all(&folder).map_err(Failure::at(&folder))?;
        assets::write(&folder.join("_rally"), &clients)?;
        for name in folders {
            replace(&project.dir.join(name), &folder.join(name))?;
        }
        if profile == Profile::Release {
            let files = folder.join(&generated.config.static_files);
            working("compressing the static files", || precompress::all(&files))?;
        }
        let name = executable.file_name().unwrap_or(program);
        put(&executable, &folder.join(name))?;
        self.tell(&folder, name, &clients, start)?;
        Ok(Outcome::Done)
    }

    fn tell(
        &self,
        folder: &Utf8Path,
        program: &str,
        clients: &[Built],
        start: Instant,
    ) -> Result<(), Failure> {
        for client in clients {
            let name = &client.namespace;
            if let Some((wasm, js)) = assets::sizes(&client.assets) {
                let (wasm, js) = (size(wasm), size(js));
                print(&format!(
                    "rally: client {name}: {wasm} of WebAssembly, {js} of JavaScript (gzip)\n"
                ))?;
            }
        }
        let took = duration(start.elapsed());
        let run = if self.release { "APP_ENV=prod " } else { "" };
        print(&format!(
            "rally: {folder} is ready; {took}\n  to run it: cd {folder} && {run}./{program}\n"
        ))
    }
}

fn clients(
    project: &Project,
    generated: &Generated,
    profile: Profile,
) -> Result<Vec<Built>, Failure> {
    let mut clients = vec![];
    for one in &generated.clients {
        note(&format!("compiling the client {}", one.name));
        let told = cargo::run(compile::command(
            project,
            &one.folder,
            profile,
            Diagnostics::Shown,
        ))?;
        let wasm = compile::program(&told, &one.folder)?;
        clients.push(match profile {
            Profile::Dev => client::quick(&one.name, &wasm, &one.contract)?,
            Profile::Release => client::small(&one.name, &wasm, &project.target_dir)?,
        });
    }
    Ok(clients)
}

/// Puts a folder, if it is there, in the place of another.
fn replace(from: &Utf8Path, to: &Utf8Path) -> Result<(), Failure> {
    match fs::remove_dir_all(to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(Failure::at(to)(error));
        }
        _ => {}
    }
    if from.is_dir() {
        copy(from, to)?;
    }
    Ok(())
}

fn copy(from: &Utf8Path, to: &Utf8Path) -> Result<(), Failure> {
    fs::create_dir_all(to).map_err(Failure::at(to))?;
    for entry in from.read_dir_utf8().map_err(Failure::at(from))? {
        let entry = entry.map_err(Failure::at(from))?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target).map_err(Failure::at(entry.path()))?;
        }
    }
    Ok(())
}

/// Puts a program in the place of one that may be running.
fn put(from: &Utf8Path, to: &Utf8Path) -> Result<(), Failure> {
    let new = to.with_extension("new");
    fs::copy(from, &new).map_err(Failure::at(from))?;
    fs::rename(&new, to).map_err(Failure::at(to))
}
