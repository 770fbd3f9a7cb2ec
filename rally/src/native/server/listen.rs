//! Where to listen, and when to stop.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr};

use tokio::net::TcpListener;

use super::ServeError;

/// Where a server listens: a port, an address, or a listener that is there already.
#[derive(Debug)]
pub enum Listen {
    /// A port of [`Config::host`](super::Config::host); 0 for any that is free.
    Port(u16),
    /// An address.
    Address(SocketAddr),
    /// A listener.
    Listener(TcpListener),
}

impl From<u16> for Listen {
    fn from(port: u16) -> Self {
        Self::Port(port)
    }
}

impl From<SocketAddr> for Listen {
    fn from(address: SocketAddr) -> Self {
        Self::Address(address)
    }
}

impl From<TcpListener> for Listen {
    fn from(listener: TcpListener) -> Self {
        Self::Listener(listener)
    }
}

impl Listen {
    pub(super) async fn open(self, host: IpAddr) -> Result<TcpListener, ServeError> {
        let address = match self {
            Self::Listener(listener) => return Ok(listener),
            Self::Address(address) => address,
            Self::Port(port) => (host, port).into(),
        };
        TcpListener::bind(address).await.map_err(|error| {
            if error.kind() == ErrorKind::AddrInUse {
                ServeError::PortTaken(address)
            } else {
                ServeError::Listen { address, error }
            }
        })
    }
}

/// Until whoever started this process is gone: it holds the other end of the standard input. So a server of
/// `rally dev` does not outlive it, whatever ended that.
pub(super) async fn parent_gone() {
    let (tell, gone) = tokio::sync::oneshot::channel();
    // A thread of its own: reading cannot be given up, and would keep the run-time from ending.
    std::thread::spawn(move || {
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        let _ = tell.send(());
    });
    let _ = gone.await;
}

/// What asks the process to end.
#[cfg(unix)]
pub(super) struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    pub(super) fn new() -> Result<Self, ServeError> {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = || -> io::Result<Self> {
            Ok(Self {
                interrupt: signal(SignalKind::interrupt())?,
                terminate: signal(SignalKind::terminate())?,
            })
        };
        listen().map_err(ServeError::Io)
    }

    pub(super) async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// What asks the process to end.
#[cfg(not(unix))]
pub(super) struct Signals;

#[cfg(not(unix))]
impl Signals {
    #[allow(clippy::unnecessary_wraps)] // as the one for Unix
    pub(super) fn new() -> Result<Self, ServeError> {
        Ok(Self)
    }

    pub(super) async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
