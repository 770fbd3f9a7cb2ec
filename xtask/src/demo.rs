//! The demos. The quickstart: generate, start, call from every client.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use crate::args::{DemoOf, DemoOptions};
use crate::{generate, scoreboard, setup, sh};

const CLIENTS: &str = "examples/quickstart/clients";
const START_LIMIT: Duration = Duration::from_secs(30);

/// Shows an example.
pub(crate) fn run(options: &DemoOptions) -> Result<(), String> {
    match options.of {
        DemoOf::Scoreboard => scoreboard::demo(options),
        DemoOf::Quickstart => quickstart(options),
    }
}

/// Sets up, generates, starts the server, runs every client; then stays up, unless only checking.
fn quickstart(options: &DemoOptions) -> Result<(), String> {
    setup::run(setup::DEMO)?;
    // Known to be taken is better said before the builds than after them.
    choose_port(options.port)?;
    say("building the compiler and generating code");
    generate::of("examples/quickstart", generate::Mode::Write)?;
    say("building the quickstart");
    sh::run(&mut sh::cargo(&["build", "-p", "quickstart"]))?;
    let port = choose_port(options.port)?;
    let url = format!("http://127.0.0.1:{port}");
    // A check begins with an empty board and leaves no file behind.
    let folder = options.check.then(|| Scratch::new("demo")).transpose()?;
    let database = folder.as_ref().map(|folder| folder.0.join("board.sqlite"));
    let mut server = Server::start(port, database.as_deref())?;
    say(&format!("the server answers on {url}"));

    let mut failed = vec![];
    for (title, mut client) in clients() {
        println!("\n── {title}");
        if let Err(error) = sh::run(client.env("QUICKSTART_URL", &url)) {
            println!("{error}");
            failed.push(title);
        }
    }
    println!();
    if !failed.is_empty() {
        return Err(format!("these clients failed: {}", failed.join(", ")));
    }
    if options.check {
        say("every client got its answers");
        return Ok(());
    }
    say(&format!("open {url} in a browser; Ctrl-C ends the server"));
    server.0.wait()
}

pub(crate) fn say(line: &str) {
    println!("demo: {line}");
}

/// The wanted port, if nobody has it; a free one, if none is wanted.
pub(crate) fn choose_port(wanted: Option<u16>) -> Result<u16, String> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, wanted.unwrap_or(0)));
    TcpListener::bind(address)
        .and_then(|listener| listener.local_addr())
        .map(|bound| bound.port())
        .map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => format!(
                "another program listens on {address}; end it, or choose another port: \
                 cargo xtask demo --port 8081"
            ),
            _ => format!("cannot listen on {address}: {error}"),
        })
}

/// A folder that is removed when dropped.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    pub(crate) fn new(purpose: &str) -> Result<Self, String> {
        let folder = env::temp_dir().join(format!("libero-{purpose}-{}", process::id()));
        fs::create_dir_all(&folder)
            .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is left to whoever cleans the folder of temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Starts a quickstart on a free port, with an empty board that nobody keeps.
pub(crate) fn with_server(check: impl FnOnce(&str) -> Result<(), String>) -> Result<(), String> {
    let port = choose_port(None)?;
    let folder = Scratch::new("check")?;
    let _server = Server::start(port, Some(&folder.0.join("board.sqlite")))?;
    check(&format!("http://127.0.0.1:{port}"))
}

/// A program that runs, ended when dropped.
pub(crate) struct Running {
    child: Child,
    name: &'static str,
}

impl Running {
    pub(crate) fn start(mut command: Command, name: &'static str) -> Result<Self, String> {
        let child = command
            .stdin(Stdio::null())
            .spawn()
            .map_err(|error| format!("{name} could not be started: {error}"))?;
        Ok(Self { child, name })
    }

    /// Fails where it has ended.
    pub(crate) fn check(&mut self) -> Result<(), String> {
        match self.child.try_wait() {
            Ok(Some(status)) => Err(format!("{} ended at once ({status})", self.name)),
            _ => Ok(()),
        }
    }

    /// Waits for its end, which nobody wished for.
    pub(crate) fn wait(&mut self) -> Result<(), String> {
        let status = self.child.wait().map_err(|error| error.to_string())?;
        Err(format!("{} ended ({status})", self.name))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Errors mean that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The server of the quickstart, ended when dropped.
pub(crate) struct Server(Running);

impl Server {
    pub(crate) fn start(port: u16, database: Option<&Path>) -> Result<Self, String> {
        let mut cargo = sh::cargo(&["run", "--quiet", "-p", "quickstart", "--", "--port"]);
        cargo.arg(port.to_string());
        if let Some(file) = database {
            cargo.arg("--db").arg(file);
        }
        let cargo = ending_with_parent(cargo, &sh::root());
        let mut server = Self(Running::start(cargo, "the quickstart")?);
        let started = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            server.0.check()?;
            if started.elapsed() > START_LIMIT {
                return Err(format!(
                    "the quickstart does not answer after {} s",
                    START_LIMIT.as_secs()
                ));
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }
}

/// The command so that the kernel ends it with this program, however this program ends. Ctrl-C
/// reaches both in any case: a terminal sends it to the whole group.
pub(crate) fn ending_with_parent(command: Command, folder: &Path) -> Command {
    if !sh::any_on_path(&["setpriv"]) {
        return command;
    }
    let mut wrapped = sh::program("setpriv", &["--pdeathsig", "TERM"]);
    wrapped.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            wrapped.env(name, value);
        }
    }
    wrapped.current_dir(folder);
    wrapped
}

/// Every client, with the line that introduces it.
fn clients() -> Vec<(&'static str, Command)> {
    let script = |name: &str| format!("{CLIENTS}/{name}");
    let node =
        |transport, codec| sh::program("node", &[&script("node/main.mjs"), transport, codec]);
    vec![
        ("Node, WebSocket, ETF", node("ws", "etf")),
        ("Node, WebSocket, JSON", node("ws", "json")),
        ("Node, HTTP, ETF", node("http", "etf")),
        ("Node, HTTP, JSON", node("http", "json")),
        (
            "Python, HTTP, ETF",
            sh::program("python3", &[&script("python/client.py")]),
        ),
        (
            "Erlang, HTTP, ETF",
            sh::program("escript", &[&script("erlang/client.escript")]),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let message = choose_port(Some(port)).expect_err("it is taken");
        assert!(message.contains(&format!("listens on 127.0.0.1:{port}; end it")));
        drop(listener);
        assert_eq!(choose_port(Some(port)), Ok(port));
        assert_ne!(choose_port(None), Ok(0));
    }
}
