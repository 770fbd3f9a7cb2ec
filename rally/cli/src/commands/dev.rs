//! `rally dev`

use std::net::{IpAddr, SocketAddr};
use std::time::Instant;

use clap::Args;
use rally::env::Vars;
use tokio::net::TcpListener;

use super::Which;
use crate::client::compile;
use crate::dev::files::Places;
use crate::dev::proxy::{Behind, Proxy};
use crate::dev::round::{Done, Rounds, Trouble};
use crate::dev::server::Servers;
use crate::dev::state::State;
use crate::dev::watch::Watch;
use crate::failure::{Failure, Outcome};
use crate::project::Project;
use crate::terminal::{counted, duration, note, say};

/// Run the application, and keep it in step with its files.
///
/// After each save routes and glue are generated, what is another is compiled, the server is started again
/// if it is another, and pages that are open are loaded again, with what was typed. What is wrong is shown
/// in the terminal and over the page, and the last server that worked goes on. Ctrl-C ends it all.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  rally dev
  rally dev --port 3000
  rally dev --host 0.0.0.0     # for a phone in the same network")]
pub(super) struct Dev {
    #[command(flatten)]
    which: Which,
    /// Where browsers find it; PORT of the environment or of .env, else 8080.
    #[arg(long, short)]
    port: Option<u16>,
    /// The address to listen on.
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    host: IpAddr,
}

impl Dev {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let project = self.which.project()?;
        let program = project.program()?.to_owned();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| Failure::unusable(error.to_string()))?;
        let outcome = runtime.block_on(self.serve(project, program));
        runtime.shutdown_background();
        outcome
    }

    async fn serve(&self, project: Project, program: String) -> Result<Outcome, Failure> {
        let listener = self.listen(&project).await?;
        let address = listener.local_addr().map_err(Failure::at("the port"))?;
        compile::need_target()?;
        let folder = project.target_dir.join("rally/dev").join(&project.package);
        let state = State::new(&folder)?;
        let servers = Servers {
            dir: project.dir.clone(),
            assets: folder.join("_rally"),
            state: state.file().to_owned(),
        };
        let places = Places::of(&project, &project.local_packages()?);
        let watch = Watch::start(&project, places);
        let proxy = Proxy::start(listener);
        let mut rounds = Rounds::new(project, program, watch, proxy, state, servers);
        let ended = tokio::select! {
            failure = run(&mut rounds, address) => Err(failure),
            ended = interrupted() => ended,
        };
        rounds.end().await;
        ended.map(|()| Outcome::Done)
    }

    async fn listen(&self, project: &Project) -> Result<TcpListener, Failure> {
        let unusable = |error: rally::env::EnvError| Failure::unusable(error.to_string());
        let port = match self.port {
            Some(port) => port,
            None => Vars::load_from(project.dir.join(".env"))
                .and_then(|vars| vars.port(8080))
                .map_err(unusable)?,
        };
        let address = SocketAddr::new(self.host, port);
        TcpListener::bind(address).await.map_err(|error| {
            if error.kind() == std::io::ErrorKind::AddrInUse {
                Failure::unusable(format!("port {port} is taken"))
                    .help("stop the program that listens there, or take another one: `rally dev --port 3000`")
            } else {
                Failure::unusable(format!("cannot listen on {address}: {error}"))
            }
        })
    }
}

/// Round after round. Ends only where nothing more can be done.
async fn run(rounds: &mut Rounds, address: SocketAddr) -> Failure {
    let mut was_ready = false;
    loop {
        let start = Instant::now();
        let what = rounds.left.shown(&rounds.project);
        let result = rounds.round().await;
        let result = match result {
            Err(Trouble::Outdated) => {
                rounds.left.add(rounds.watch.take());
                continue;
            }
            Ok(done) => {
                if was_ready {
                    note(&tell(done, what.as_deref(), start));
                } else {
                    let took = duration(start.elapsed());
                    note(&format!(
                        "http://{address} is ready; {took}; Ctrl-C ends it"
                    ));
                    was_ready = true;
                }
                Ok(())
            }
            Err(Trouble::Refused(text)) => {
                say(text.trim_end());
                trouble(rounds, &text, was_ready)
            }
            Err(Trouble::Failed(failure)) => {
                failure.say();
                trouble(rounds, &text_of(&failure), was_ready)
            }
        };
        if let Err(failure) = result {
            return failure;
        }
        rounds.left.files.clear();
        wait(rounds).await;
        rounds.left.add(rounds.watch.take());
    }
}

fn tell(done: Done, what: Option<&str>, start: Instant) -> String {
    let mut parts = vec![];
    if done.clients > 0 {
        parts.push(format!("{} built", counted(done.clients, "client")));
    }
    if done.server {
        parts.push("server started".to_owned());
    }
    parts.push(
        if done.reload {
            "pages reload"
        } else {
            "nothing else to do"
        }
        .to_owned(),
    );
    let what = what.map(|what| format!("{what}: ")).unwrap_or_default();
    format!("{what}{}; {}", parts.join(", "), duration(start.elapsed()))
}

fn text_of(failure: &Failure) -> String {
    let help = failure.help.as_deref();
    let help = help
        .map(|help| format!("\nhelp: {help}"))
        .unwrap_or_default();
    format!("error: {}{help}", failure.what)
}

/// Tells browsers what is wrong.
fn trouble(rounds: &mut Rounds, text: &str, was_ready: bool) -> Result<(), Failure> {
    let text = without_colors(text);
    if was_ready && rounds.server.is_some() {
        note("the last server that worked goes on");
    } else {
        rounds.proxy.set(Behind::Failure(text.as_str().into()));
        note("waiting for a change");
    }
    rounds.state.failed(Some(&text))
}

/// Until something is to be done. A server that ends by itself is told of, and started again then.
async fn wait(rounds: &mut Rounds) {
    if let Some(server) = &mut rounds.server {
        tokio::select! {
            () = rounds.watch.changed() => return,
            failure = server.ended() => {
                rounds.server = None;
                failure.say();
                rounds.proxy.set(Behind::Failure(text_of(&failure).into()));
            }
        }
    }
    rounds.watch.changed().await;
}

/// A text without the codes of a terminal.
fn without_colors(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\x1b[") {
        plain += &rest[..at];
        let code = &rest[at + 2..];
        let end = code.find(|c: char| c.is_ascii_alphabetic());
        rest = end.map_or("", |end| &code[end + 1..]);
    }
    plain + rest
}

/// Until somebody wants it to end.
#[cfg(unix)]
async fn interrupted() -> Result<(), Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| signal(kind).map_err(Failure::at("signals"));
    let mut interrupt = listen(SignalKind::interrupt())?;
    let mut terminate = listen(SignalKind::terminate())?;
    let mut hang_up = listen(SignalKind::hangup())?;
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        _ = hang_up.recv() => {}
    }
    Ok(())
}

/// Until somebody wants it to end.
#[cfg(not(unix))]
async fn interrupted() -> Result<(), Failure> {
    tokio::signal::ctrl_c()
        .await
        .map_err(Failure::at("signals"))
}

#[cfg(test)]
mod tests {
    use super::without_colors;

    #[test]
    fn a_page_shows_no_codes_of_a_terminal() {
        let text = "\x1b[1m\x1b[38;5;9merror\x1b[0m: é \x1b[";
        assert_eq!(without_colors(text), "error: é ");
    }
}
