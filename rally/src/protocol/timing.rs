//! How long to wait.

/// How long things may take, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// The opening of a socket, greeting included.
    pub connect: u64,
    /// A call that waits for a connection.
    pub wait: u64,
    /// The answer to a call that was sent.
    pub answer: u64,
    /// The time without a socket after which calls go over HTTP, where there was one before.
    pub without: u64,
    /// Silence after which the server is asked whether it is there.
    pub heartbeat: u64,
    /// The answer to that.
    pub pong: u64,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            connect: 10_000,
            wait: 10_000,
            answer: 30_000,
            without: 30_000,
            heartbeat: 25_000,
            pong: 5_000,
        }
    }
}
