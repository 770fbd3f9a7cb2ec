use std::num::NonZero;
use std::thread::available_parallelism;
use std::time::Duration;

/// How a database is opened. The defaults suit an application on one machine.
///
/// ```
/// use std::time::Duration;
/// use rally::db::{Options, Synchronous};
///
/// let careful = Options::default()
///     .synchronous(Synchronous::Full)
///     .slow_query(Some(Duration::from_millis(20)));
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    pub(super) busy_timeout: Duration,
    pub(super) readers: NonZero<usize>,
    pub(super) slow_query: Option<Duration>,
    pub(super) synchronous: Synchronous,
}

/// When `SQLite` waits for the disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Synchronous {
    /// At checkpoints. The database stays whole whatever happens; when the power fails, the last
    /// transactions may be gone.
    #[default]
    Normal,
    /// At each commit as well: a transaction that was answered survives a power failure.
    Full,
}

impl Options {
    /// How long a call waits, first for its turn and then for a lock that another process holds, before it
    /// ends with [`Error::Busy`](super::Error::Busy). 5 seconds if not set.
    #[must_use]
    pub fn busy_timeout(mut self, timeout: Duration) -> Self {
        self.busy_timeout = timeout;
        self
    }

    /// How many reads may run at once, each on a thread of its own. As many as there are cores if not set,
    /// from 2 to 8. A database in memory has one thread for all.
    #[must_use]
    pub fn readers(mut self, readers: NonZero<usize>) -> Self {
        self.readers = readers;
        self
    }

    /// From which time on a statement is logged as slow, with its text and never with its parameters; so is
    /// a call that waited that long for its turn. 100 milliseconds if not set; `None` logs nothing.
    #[must_use]
    pub fn slow_query(mut self, threshold: Option<Duration>) -> Self {
        self.slow_query = threshold;
        self
    }

    /// When `SQLite` waits for the disk.
    #[must_use]
    pub fn synchronous(mut self, synchronous: Synchronous) -> Self {
        self.synchronous = synchronous;
        self
    }
}

impl Default for Options {
    fn default() -> Self {
        const TWO: NonZero<usize> = NonZero::new(2).unwrap();
        const EIGHT: NonZero<usize> = NonZero::new(8).unwrap();
        Self {
            busy_timeout: Duration::from_secs(5),
            readers: available_parallelism().unwrap_or(TWO).clamp(TWO, EIGHT),
            slow_query: Some(Duration::from_millis(100)),
            synchronous: Synchronous::Normal,
        }
    }
}
