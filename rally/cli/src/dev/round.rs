//! One round: generate, build, start.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use rally_build::{Client, Generated, Mode};

use super::cargo as background;
use super::files::{State as FileState, state};
use super::progress::Progress;
use super::proxy::{Behind, Proxy};
use super::server::{Server, Servers};
use super::state::State;
use super::watch::Watch;
use super::work::Work;
use crate::cargo::{self, Diagnostics, Profile};
use crate::client::{self, Built, assets, compile};
use crate::failure::Failure;
use crate::project::Project;
use crate::terminal::{color, say};

/// Why a round came to no end.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// There is newer code.
    Outdated,
    /// What people wrote is refused, in the words of who refuses it.
    Refused(String),
    /// Something else.
    Failed(Failure),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// What a round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) clients: usize,
    pub(crate) server: bool,
    pub(crate) reload: bool,
}

/// What is there, and what is left to be done.
pub(crate) struct Rounds {
    pub(crate) project: Project,
    pub(crate) program: String,
    pub(crate) watch: Watch,
    pub(crate) proxy: Proxy,
    pub(crate) state: State,
    pub(crate) servers: Servers,
    pub(crate) server: Option<Server>,
    /// What the last rounds left undone.
    pub(crate) left: Work,
    clients: Vec<Client>,
    /// Programs of clients that have no bindings yet.
    unbound: BTreeMap<String, Utf8PathBuf>,
    built: BTreeMap<String, Built>,
    executable: Option<Utf8PathBuf>,
    /// What runs and what is handed out, by the files that cargo made. That cargo finds a file fresh does not
    /// tell that it is one of these: a round that came to no end may have compiled it.
    used: BTreeMap<Utf8PathBuf, FileState>,
}

impl Rounds {
    pub(crate) fn new(
        project: Project,
        program: String,
        watch: Watch,
        proxy: Proxy,
        state: State,
        servers: Servers,
    ) -> Self {
        Self {
            project,
            program,
            watch,
            proxy,
            state,
            servers,
            server: None,
            left: Work::all(),
            clients: vec![],
            unbound: BTreeMap::new(),
            built: BTreeMap::new(),
            executable: None,
            used: BTreeMap::new(),
        }
    }

    /// Does what is left to be done.
    pub(crate) async fn round(&mut self) -> Result<Done, Trouble> {
        let mut done = Done::default();
        if self.left.build {
            let progress = Progress::start("building");
            self.generate().await?;
            self.compile(&progress).await?;
            done.clients = self.bind().await?;
            self.left.build = false;
        }
        if self.left.restart || self.server.is_none() {
            self.start().await?;
            self.left.restart = false;
            done.server = true;
        }
        done.reload = self.left.reload || done.server || done.clients > 0;
        self.left.reload = false;
        if done.reload && !done.server {
            self.state.built()?;
        } else {
            // Pages know a new server by itself. Told of a build as well, they would load twice.
            self.state.failed(None)?;
        }
        Ok(done)
    }

    async fn generate(&mut self) -> Result<(), Trouble> {
        let manifest = self.project.manifest.clone();
        let run = move || {
            rally_build::generate(&manifest, Mode::Write).map_err(|refused| refused.render(color()))
        };
        let generated = blocking(run).await?.map_err(Trouble::Refused)?;
        say_some(&generated.warnings.render(color()));
        let Generated { clients, .. } = generated;
        self.built
            .retain(|name, _| clients.iter().any(|client| client.name == *name));
        self.clients = clients;
        Ok(())
    }

    /// Compiles the server and the clients at the same time. It ends when there is newer code.
    async fn compile(&mut self, progress: &Progress) -> Result<(), Trouble> {
        let diagnostics = Diagnostics::Told { color: color() };
        let Self {
            project,
            program,
            clients,
            ..
        } = self;
        let server = cargo::server(&project.manifest, program, Profile::Dev, diagnostics);
        let server = background::run(server, progress);
        let compiled = async {
            let mut compiled = vec![];
            for client in clients.iter() {
                let folder = &client.folder;
                let command = compile::command(project, folder, Profile::Dev, diagnostics);
                let ran = background::run(command, progress).await;
                let ran = ran.map_err(|trouble| in_application(trouble, project, folder))?;
                compiled.push((client.name.clone(), compile::program(&ran.told, folder)?));
            }
            Ok::<_, Trouble>(compiled)
        };
        let both = async { tokio::join!(server, compiled) };
        let (server, compiled) = tokio::select! {
            both = both => both,
            () = self.watch.outdated() => return Err(Trouble::Outdated),
        };
        // What is wrong with the server is told first: the same is often wrong with the client.
        let server = server?;
        say_some(&server.warnings);
        let executable = cargo::artifact(&server.told, cargo::is_program);
        let executable = executable.ok_or_else(|| {
            Failure::unusable(format!("cargo made no program `{}`", self.program))
        })?;
        self.left.restart |= self.is_other(&executable);
        self.executable = Some(executable);
        for (name, program) in compiled? {
            if self.is_other(&program) || !self.built.contains_key(&name) {
                self.unbound.insert(name, program);
            }
        }
        Ok(())
    }

    /// Whether a program is another one than that which is used.
    fn is_other(&self, program: &Utf8Path) -> bool {
        state(program).as_ref() != self.used.get(program)
    }

    /// Makes files to hand out of the clients that were compiled.
    async fn bind(&mut self) -> Result<usize, Trouble> {
        let mut count = 0;
        while let Some((name, wasm)) = self.unbound.first_key_value() {
            let (name, wasm) = (name.clone(), wasm.clone());
            let (file, now) = (wasm.clone(), state(&wasm));
            let built = {
                let name = name.clone();
                let client = self.clients.iter().find(|client| client.name == name);
                let contract = client.map(|client| client.contract.clone());
                let contract = contract.unwrap_or_default();
                blocking(move || client::quick(&name, &wasm, &contract)).await??
            };
            self.unbound.remove(&name);
            self.used.extend(now.map(|now| (file, now)));
            self.built.insert(name, built);
            count += 1;
        }
        let built: Vec<Built> = self.built.values().cloned().collect();
        assets::write(&self.servers.assets, &built)?;
        Ok(count)
    }

    /// Puts a new server in the place of the one that is there.
    async fn start(&mut self) -> Result<(), Trouble> {
        let Some(executable) = &self.executable else {
            return Ok(());
        };
        let now = state(executable);
        let server = self.servers.start(executable).await?;
        self.used.extend(now.map(|now| (executable.clone(), now)));
        self.proxy.set(Behind::Server(server.address));
        if let Some(old) = self.server.replace(server) {
            // Its pages are told by its end; that of what it was doing takes a while.
            tokio::spawn(old.end());
        }
        Ok(())
    }

    /// Ends what runs.
    pub(crate) async fn end(self) {
        if let Some(server) = self.server {
            server.end().await;
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Failure::unusable(format!("rally itself failed: {error}")))
}

fn say_some(text: &str) {
    if !text.is_empty() {
        say(text.trim_end());
    }
}

/// What is wrong with a client stands in its copy of a file of the application, in the same line.
fn in_application(trouble: Trouble, project: &Project, folder: &Utf8Path) -> Trouble {
    match trouble {
        Trouble::Refused(text) => {
            let copies = folder.strip_prefix(&project.dir).unwrap_or(folder);
            let text = text
                .replace(&format!("{folder}/src/"), "src/")
                .replace(&format!("{copies}/src/"), "src/")
                .replace("--> src/", &format!("--> {}", shown_source(project)));
            Trouble::Refused(text)
        }
        other => other,
    }
}

/// The folder of the application's source, as cargo shows it.
fn shown_source(project: &Project) -> Utf8PathBuf {
    let dir = project.dir.strip_prefix(&project.workspace_dir);
    dir.unwrap_or(&project.dir).join("src/")
}
