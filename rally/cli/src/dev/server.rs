//! The server's process.

use std::collections::VecDeque;
use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{ChildStderr, ChildStdin, Command};
use tokio::time::sleep;

use super::process::Process;
use crate::failure::Failure;

/// How long a server may take until it listens.
const START: Duration = Duration::from_mins(1);

/// Lines of a server that ended, which are shown in the browser.
const KEPT: usize = 20;

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
    said: Said,
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
            .stdin(Stdio::piped())
            .stderr(Stdio::piped());
        let mut process = Process::start(&mut command)
            .map_err(|error| Failure::unusable(format!("{program} cannot be started: {error}")))?;
        // Taken out: waiting for a process closes what is in there.
        let stdin = process.child().stdin.take();
        let said = process.child().stderr.take().map(Said::listen);
        let mut server = Server {
            address,
            process,
            said: said.unwrap_or_default(),
            _stdin: stdin,
        };
        let start = Instant::now();
        while TcpStream::connect(address).await.is_err() {
            if let Ok(Some(status)) = server.process.child().try_wait() {
                return Err(ended(status, &server.said).await);
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
            Ok(status) => ended(status, &self.said).await,
            Err(error) => Failure::unusable(format!("the server: {error}")),
        }
    }

    /// Ends it.
    pub(crate) async fn end(self) {
        self.process.end().await;
    }
}

async fn ended(status: ExitStatus, said: &Said) -> Failure {
    // What it said last may still be on its way.
    sleep(Duration::from_millis(50)).await;
    let said = said.last();
    let said = if said.is_empty() {
        "; what it said is in the terminal".to_owned()
    } else {
        format!(":\n{said}")
    };
    Failure::refused(format!("the server has ended ({status}){said}"))
        .help("it is started again after the next change")
}

/// What a server said last on standard error, for those who look at the browser.
#[derive(Clone, Default)]
struct Said(Arc<Mutex<VecDeque<String>>>);

impl Said {
    /// Passes on what is said, and keeps the end of it.
    fn listen(stderr: ChildStderr) -> Self {
        let said = Self::default();
        let kept = said.clone();
        tokio::spawn(async move {
            let mut stderr = BufReader::new(stderr);
            let mut line = vec![];
            while stderr
                .read_until(b'\n', &mut line)
                .await
                .is_ok_and(|count| count > 0)
            {
                // A terminal that is gone hears nothing.
                let _ = std::io::stderr().write_all(&line);
                let text = String::from_utf8_lossy(&line).trim_end().to_owned();
                let mut lines = kept.0.lock().unwrap_or_else(PoisonError::into_inner);
                lines.push_back(text);
                if lines.len() > KEPT {
                    lines.pop_front();
                }
                line.clear();
            }
        });
        said
    }

    fn last(&self) -> String {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Vec::from(lines.clone()).join("\n")
    }
}

/// An address that nobody listens on.
async fn free_address() -> Result<SocketAddr, Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
    listener
        .and_then(|listener| listener.local_addr())
        .map_err(|error| Failure::unusable(format!("there is no free port: {error}")))
}
