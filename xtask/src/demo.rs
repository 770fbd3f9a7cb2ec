//! The quickstart: generate, start, call from every client.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use crate::args::DemoOptions;
use crate::{generate, setup, sh};

const CLIENTS: &str = "examples/quickstart/clients";
const START_LIMIT: Duration = Duration::from_secs(30);

/// Sets up, generates, starts the server, runs every client; then stays up, unless only checking.
pub(crate) fn run(options: &DemoOptions) -> Result<(), String> {
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
    let status = server.0.wait().map_err(|error| error.to_string())?;
    Err(format!("the server ended ({status})"))
}

fn say(line: &str) {
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

/// A running server, ended when dropped.
pub(crate) struct Server(Child);

impl Server {
    pub(crate) fn start(port: u16, database: Option<&Path>) -> Result<Self, String> {
        let mut cargo = sh::cargo(&["run", "--quiet", "-p", "quickstart", "--", "--port"]);
        cargo.arg(port.to_string());
        if let Some(file) = database {
            cargo.arg("--db").arg(file);
        }
        let child = ending_with_parent(cargo)
            .stdin(Stdio::null())
            .spawn()
            .map_err(|error| format!("the quickstart could not be started: {error}"))?;
        let mut server = Self(child);
        let started = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if let Ok(Some(status)) = server.0.try_wait() {
                return Err(format!("the quickstart ended at once ({status})"));
            }
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

impl Drop for Server {
    fn drop(&mut self) {
        // Errors mean that it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The command so that the kernel ends it with this program, however this program ends. Ctrl-C
/// reaches both in any case: a terminal sends it to the whole group.
fn ending_with_parent(command: Command) -> Command {
    if !sh::any_on_path(&["setpriv"]) {
        return command;
    }
    let mut wrapped = sh::program("setpriv", &["--pdeathsig", "TERM"]);
    wrapped.arg(command.get_program()).args(command.get_args());
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
