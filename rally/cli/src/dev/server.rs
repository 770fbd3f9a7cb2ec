//! The server's process.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::{ExitStatus, Stdio};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{ChildStdin, Command};
use tokio::time::sleep;

use super::process::Process;
use crate::failure::Failure;

/// How long a server may take until it listens.
const START: Duration = Duration::from_mins(1);

/// How servers are started.
pub(crate) struct Servers {
    /// The folder of the application.
    pub(crate) dir: Utf8PathBuf,
    /// Where the clients are.
    pub(crate) assets: Utf8PathBuf,
    /// The file of the state.
    pub(crate) state: Utf8PathBuf,
}

/// A server that listens.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    process: Process,
    /// It ends when this is closed, as it is where `rally dev` is killed.
    _stdin: Option<ChildStdin>,
}

impl Servers {
    /// Starts a server, and waits until it listens.
    pub(crate) async fn start(&self, program: &Utf8Path) -> Result<Server, Failure> {
        let address = free_address().await?;
        let mut command = Command::new(program);
        command
            .current_dir(&self.dir)
            .env("HOST", address.ip().to_string())
            .env("PORT", address.port().to_string())
            .env("RALLY_ASSETS", &self.assets)
            .env("RALLY_DEV", &self.state)
            .stdin(Stdio::piped());
        let mut process = Process::start(&mut command)
            .map_err(|error| Failure::unusable(format!("{program} cannot be started: {error}")))?;
        // Taken out: waiting for a process closes what is in there.
        let stdin = process.child().stdin.take();
        let mut server = Server {
            address,
            process,
            _stdin: stdin,
        };
        let start = Instant::now();
        while TcpStream::connect(address).await.is_err() {
            if let Ok(Some(status)) = server.process.child().try_wait() {
                return Err(ended(status));
            }
            if start.elapsed() > START {
                return Err(Failure::refused(format!(
                    "the server does not listen on {address} after {} s",
                    START.as_secs()
                ))
                .help("it must listen where HOST and PORT say"));
            }
            sleep(Duration::from_millis(10)).await;
        }
        Ok(server)
    }
}

impl Server {
    /// Waits until it ends by itself, which it should not.
    pub(crate) async fn ended(&mut self) -> Failure {
        match self.process.child().wait().await {
            Ok(status) => ended(status),
            Err(error) => Failure::unusable(format!("the server: {error}")),
        }
    }

    /// Ends it.
    pub(crate) async fn end(self) {
        self.process.end().await;
    }
}

fn ended(status: ExitStatus) -> Failure {
    Failure::refused(format!(
        "the server has ended ({status}); what it said is in the terminal"
    ))
    .help("it is started again after the next change")
}

/// An address that nobody listens on.
async fn free_address() -> Result<SocketAddr, Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
    listener
        .and_then(|listener| listener.local_addr())
        .map_err(|error| Failure::unusable(format!("there is no free port: {error}")))
}
