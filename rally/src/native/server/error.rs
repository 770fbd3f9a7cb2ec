//! Why a server cannot run.

use std::fmt;
use std::io;
use std::net::SocketAddr;

/// Why a server cannot run: one line for the terminal of whoever starts it.
#[derive(Debug)]
#[non_exhaustive]
pub enum ServeError {
    /// Another program listens there.
    PortTaken(SocketAddr),
    /// The address cannot be listened on.
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why not.
        error: io::Error,
    },
    /// The server has no site.
    NoSite,
    /// Two sites begin at the same path.
    SameBase(&'static str),
    /// The base of a site is not `/`, `/admin` or the like.
    BadBase(&'static str),
    /// A setting cannot be used.
    Setting(String),
    /// Signals of the operating system cannot be listened to, or the listener is broken.
    Io(io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PortTaken(address) => write!(
                f,
                "port {} is taken: stop the program that listens there, or set PORT",
                address.port()
            ),
            Self::Listen { address, error } => write!(f, "cannot listen on {address}: {error}"),
            Self::NoSite => f.write_str("the server has no site: add one with Server::site"),
            Self::SameBase(base) => {
                write!(f, "two sites begin at {base}: give each a path of its own")
            }
            Self::BadBase(base) => write!(
                f,
                "a site cannot begin at {base:?}: write / or a path like /admin, without a slash at its end"
            ),
            Self::Setting(problem) => f.write_str(problem),
            Self::Io(error) => write!(f, "the server cannot run: {error}"),
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Listen { error, .. } | Self::Io(error) => Some(error),
            _ => None,
        }
    }
}
