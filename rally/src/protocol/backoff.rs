//! Pauses between attempts to connect.

/// The first pause, at most, in milliseconds.
const FIRST: u64 = 250;
/// The longest pause, at most.
const LONGEST: u64 = 15_000;

/// Pauses that grow with each failure, and differ from client to client: after a restart of the server
/// not all of them come back in the same moment.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// The pause after one more failure: between half of a bound that doubles, and the whole of it.
    pub(super) fn next_pause(&mut self, random: f64) -> u64 {
        let bound = FIRST
            .saturating_mul(1 << self.failures.min(10))
            .min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        let half = bound / 2;
        #[allow(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss
        )]
        // at most 15,000
        let jitter = (half as f64 * random.clamp(0.0, 1.0)) as u64;
        half + jitter
    }

    pub(super) fn failures(&self) -> u32 {
        self.failures
    }

    /// The server was heard. That a socket was opened is not enough: a proxy opens one without a server behind it.
    pub(super) fn reset(&mut self) {
        self.failures = 0;
    }
}
