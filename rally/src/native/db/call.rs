//! One call, from the async task that waits for it to the thread that runs it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::oneshot;
use tracing::Span;

use super::{Error, Result, access, connection};

/// Steps of `SQLite`'s machine between two looks at whether a call shall stop: less than a millisecond.
const STEPS: i32 = 1_000;

/// What becomes of a call whose caller does not wait for the answer any more.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Abandoned {
    /// It is interrupted.
    Stops,
    /// It runs to its end, if it has begun.
    GoesOn,
    /// It is done all the same: the last call of its lane.
    IsDone,
}

/// A thread's connection, and whether what runs on it shall stop.
pub(super) struct Seat {
    connection: Connection,
    stop: Arc<AtomicBool>,
}

impl Seat {
    pub(super) fn new(mut connection: Connection) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&stop);
        // Not an interrupt, which would be lost between two statements.
        let looking = move || asked.load(Ordering::Relaxed);
        if let Err(error) = connection.progress_handler(STEPS, Some(looking)) {
            tracing::error!(target: "rally::db", %error, "reads will not be interrupted");
        }
        Self { connection, stop }
    }
}

/// A call that waits for its turn.
pub(super) struct Job {
    since: Instant,
    span: Span,
    abandoned: Abandoned,
    run: Box<dyn FnOnce(Turn<'_>) + Send>,
}

/// What a call gets when it is its turn.
enum Turn<'s> {
    Now(&'s Seat),
    TooLate,
}

/// The caller's end of a call.
pub(super) struct Answer<T, E> {
    reply: oneshot::Receiver<Outcome<T, E>>,
    _leaving: Leaving,
}

type Outcome<T, E> = std::result::Result<Result<T, E>, Box<dyn Any + Send>>;

impl Job {
    pub(super) fn new<T, E>(
        abandoned: Abandoned,
        work: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> (Self, Answer<T, E>)
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (reply, receiver) = oneshot::channel();
        let stage = Arc::new(Mutex::new(Stage::Waiting));
        let answer = Answer {
            reply: receiver,
            _leaving: Leaving {
                stage: Arc::clone(&stage),
                abandoned,
            },
        };
        let run = move |turn: Turn<'_>| {
            let outcome = match turn {
                Turn::Now(seat) => take_turn(seat, &stage, work),
                Turn::TooLate => Some(Ok(Err(Error::Busy { statement: None }.into()))),
            };
            // It may be that nobody waits any more.
            let _ = outcome.map(|outcome| reply.send(outcome));
        };
        let job = Self {
            since: Instant::now(),
            span: Span::current(),
            abandoned,
            run: Box::new(run),
        };
        (job, answer)
    }

    pub(super) fn is_last(&self) -> bool {
        self.abandoned == Abandoned::IsDone
    }

    pub(super) fn run(self, seat: &Seat, patience: Duration, slow: Option<Duration>) {
        let waited = self.since.elapsed();
        let is_last = self.is_last();
        let _span = self.span.entered();
        if slow.is_some_and(|slow| waited >= slow) {
            let ms = waited.as_millis();
            tracing::warn!(target: "rally::db", ms, "waited for a connection");
        }
        let turn = if waited > patience && !is_last {
            Turn::TooLate
        } else {
            Turn::Now(seat)
        };
        // Work's own panics are caught inside; what is left is a value that panics when it is dropped.
        let _ = catch_unwind(AssertUnwindSafe(|| (self.run)(turn)));
    }
}

/// `None` where nobody waits any more.
fn take_turn<T, E: From<Error>>(
    seat: &Seat,
    stage: &Mutex<Stage>,
    work: impl FnOnce(&Connection) -> Result<T, E>,
) -> Option<Outcome<T, E>> {
    {
        let mut stage = lock(stage);
        if matches!(*stage, Stage::Abandoned) {
            return None;
        }
        seat.stop.store(false, Ordering::Relaxed);
        *stage = Stage::Running(Arc::clone(&seat.stop));
    }
    let outcome = catch_unwind(AssertUnwindSafe(|| work(&seat.connection)));
    *lock(stage) = Stage::Over;
    // What comes now is ours, and is not to be stopped.
    seat.stop.store(false, Ordering::Relaxed);
    let left_open = tidy(&seat.connection);
    Some(match outcome {
        Ok(Ok(_)) if left_open => Ok(Err(Error::TransactionLeftOpen.into())),
        outcome => outcome,
    })
}

/// Leaves a connection as it was found, and says whether a transaction had been left open.
fn tidy(connection: &Connection) -> bool {
    let left_open = !connection.is_autocommit();
    if left_open && let Err(error) = access::run(connection, "ROLLBACK") {
        tracing::error!(target: "rally::db", %error, "a transaction could not be rolled back");
    }
    if let Err(error) = connection::check_foreign_keys(connection) {
        tracing::error!(target: "rally::db", %error, "foreign keys could not be turned on again");
    }
    left_open
}

impl<T, E: From<Error>> Answer<T, E> {
    pub(super) async fn receive(self) -> Result<T, E> {
        match self.reply.await {
            Ok(Ok(answer)) => answer,
            Ok(Err(panic)) => resume_unwind(panic),
            // The thread is gone, which takes a panic of a value's drop.
            Err(_) => Err(Error::Closed.into()),
        }
    }
}

enum Stage {
    Waiting,
    Running(Arc<AtomicBool>),
    Over,
    Abandoned,
}

/// Tells the thread when nobody waits any more.
struct Leaving {
    stage: Arc<Mutex<Stage>>,
    abandoned: Abandoned,
}

impl Drop for Leaving {
    fn drop(&mut self) {
        // Under the lock, so that no later call of the same thread is stopped.
        let mut stage = lock(&self.stage);
        match (&*stage, self.abandoned) {
            (Stage::Waiting, Abandoned::Stops | Abandoned::GoesOn) => *stage = Stage::Abandoned,
            (Stage::Running(stop), Abandoned::Stops) => stop.store(true, Ordering::Relaxed),
            _ => {}
        }
    }
}

fn lock(stage: &Mutex<Stage>) -> MutexGuard<'_, Stage> {
    stage.lock().unwrap_or_else(PoisonError::into_inner)
}
