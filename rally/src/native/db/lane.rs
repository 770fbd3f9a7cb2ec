use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, InterruptHandle};
use tokio::sync::{oneshot, watch};
use tracing::Span;

use super::{Error, Result};

/// Calls that wait for one of the threads of a lane. Each thread owns a connection.
pub(super) struct Lane {
    queue: Mutex<Queue>,
    ready: Condvar,
    threads: watch::Sender<usize>,
    patience: Duration,
    slow: Option<Duration>,
}

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    closed: bool,
}

struct Job {
    since: Instant,
    span: Span,
    /// The last one of its lane, for which it is never too late.
    last: bool,
    run: Box<dyn FnOnce(Turn<'_>) + Send>,
}

/// What a call gets when it is its turn.
struct Turn<'c> {
    connection: &'c Connection,
    interrupt: &'c Arc<InterruptHandle>,
    too_late: bool,
}

/// What becomes of a call whose caller does not wait for the answer any more.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Abandoned {
    /// It is interrupted.
    Stops,
    /// It runs to its end, if it has begun.
    GoesOn,
    /// It is done all the same.
    IsDone,
}

impl Lane {
    pub(super) fn new(patience: Duration, slow: Option<Duration>) -> Arc<Self> {
        Arc::new(Self {
            queue: Mutex::default(),
            ready: Condvar::new(),
            threads: watch::Sender::new(0),
            patience,
            slow,
        })
    }

    /// Starts a thread that serves this lane with a connection.
    pub(super) fn staff(
        self: &Arc<Self>,
        name: String,
        connection: Connection,
    ) -> std::io::Result<()> {
        let lane = Arc::clone(self);
        let present = Present::new(lane.threads.clone());
        std::thread::Builder::new().name(name).spawn(move || {
            let interrupt = Arc::new(connection.get_interrupt_handle());
            while let Some(job) = lane.next() {
                lane.serve(job, &connection, &interrupt);
            }
            // The file is closed before it is said that the thread has left.
            drop(connection);
            drop(present);
        })?;
        Ok(())
    }

    /// Hands work to the next free thread and waits for its answer. A panic comes out where it would if the
    /// work had been called directly.
    pub(super) async fn call<T, E>(
        &self,
        abandoned: Abandoned,
        work: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (job, answer, _waiting) = prepare(abandoned, work);
        self.add(job)?;
        receive(answer.await)
    }

    /// The last call of a lane: no other is taken after it.
    pub(super) async fn last_call(
        &self,
        work: impl FnOnce(&Connection) -> Result<()> + Send + 'static,
    ) -> Result<()> {
        let (job, answer, _waiting) = prepare(Abandoned::IsDone, work);
        self.add(job)?;
        receive(answer.await)
    }

    fn add(&self, job: Job) -> Result<()> {
        let mut queue = self.lock();
        if queue.closed {
            return Err(Error::Closed);
        }
        queue.closed = job.last;
        queue.jobs.push_back(job);
        drop(queue);
        self.ready.notify_one();
        Ok(())
    }

    /// Takes no more calls; those that wait are still served.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.ready.notify_all();
    }

    /// Waits until each thread has served its last call and closed its connection.
    pub(super) async fn empty(&self) {
        // Fails only when the sender is gone, which is ours.
        let _ = self
            .threads
            .subscribe()
            .wait_for(|&threads| threads == 0)
            .await;
    }

    fn next(&self) -> Option<Job> {
        let mut queue = self.lock();
        loop {
            if let Some(job) = queue.jobs.pop_front() {
                return Some(job);
            }
            if queue.closed {
                return None;
            }
            queue = self
                .ready
                .wait(queue)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn serve(&self, job: Job, connection: &Connection, interrupt: &Arc<InterruptHandle>) {
        let waited = job.since.elapsed();
        let _span = job.span.entered();
        if self.slow.is_some_and(|slow| waited >= slow) {
            let ms = waited.as_millis();
            tracing::warn!(target: "rally::db", ms, "waited for a connection");
        }
        let turn = Turn {
            connection,
            interrupt,
            too_late: waited > self.patience && !job.last,
        };
        // Work catches its own panics; what is left is a value that panics when it is dropped.
        let _ = catch_unwind(AssertUnwindSafe(|| (job.run)(turn)));
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

type Answer<T, E> = std::result::Result<Result<T, E>, Box<dyn Any + Send>>;

fn prepare<T, E>(
    abandoned: Abandoned,
    work: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
) -> (Job, oneshot::Receiver<Answer<T, E>>, Waiting)
where
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    let (reply, answer) = oneshot::channel();
    let stage = Arc::new(Mutex::new(Stage::Waiting));
    let waiting = Waiting {
        stage: Arc::clone(&stage),
        abandoned,
    };
    let run = move |turn: Turn<'_>| {
        if turn.too_late {
            let _ = reply.send(Ok(Err(Error::Busy { statement: None }.into())));
            return;
        }
        {
            let mut stage = lock(&stage);
            if matches!(*stage, Stage::Abandoned) {
                return;
            }
            *stage = Stage::Running(Arc::clone(turn.interrupt));
        }
        let answer = catch_unwind(AssertUnwindSafe(|| work(turn.connection)));
        *lock(&stage) = Stage::Over;
        let left_open = tidy(turn.connection);
        let _ = reply.send(match answer {
            Ok(Ok(_)) if left_open => Ok(Err(Error::TransactionLeftOpen.into())),
            answer => answer,
        });
    };
    let job = Job {
        since: Instant::now(),
        span: Span::current(),
        last: abandoned == Abandoned::IsDone,
        run: Box::new(run),
    };
    (job, answer, waiting)
}

fn receive<T, E: From<Error>>(
    answer: std::result::Result<Answer<T, E>, oneshot::error::RecvError>,
) -> Result<T, E> {
    match answer {
        Ok(Ok(answer)) => answer,
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        Err(_) => Err(Error::Closed.into()),
    }
}

/// Leaves a connection as it was found: whether a transaction had been left open.
fn tidy(connection: &Connection) -> bool {
    let left_open = !connection.is_autocommit();
    if left_open && let Err(error) = super::access::run(connection, "ROLLBACK") {
        tracing::error!(target: "rally::db", %error, "a transaction could not be rolled back");
    }
    if let Err(error) = super::connection::check_foreign_keys(connection) {
        tracing::error!(target: "rally::db", %error, "foreign keys could not be turned on again");
    }
    left_open
}

enum Stage {
    Waiting,
    Running(Arc<InterruptHandle>),
    Over,
    Abandoned,
}

/// The caller's end of a call: tells the thread when nobody waits any more.
struct Waiting {
    stage: Arc<Mutex<Stage>>,
    abandoned: Abandoned,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        // Under the lock, so that no later call of the same thread is interrupted.
        let mut stage = lock(&self.stage);
        match &*stage {
            Stage::Waiting if self.abandoned != Abandoned::IsDone => *stage = Stage::Abandoned,
            Stage::Running(interrupt) if self.abandoned == Abandoned::Stops => {
                interrupt.interrupt()
            }
            _ => {}
        }
    }
}

fn lock(stage: &Mutex<Stage>) -> MutexGuard<'_, Stage> {
    stage.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One of the threads of a lane, counted until it is dropped.
struct Present(watch::Sender<usize>);

impl Present {
    fn new(threads: watch::Sender<usize>) -> Self {
        threads.send_modify(|threads| *threads += 1);
        Self(threads)
    }
}

impl Drop for Present {
    fn drop(&mut self) {
        self.0.send_modify(|threads| *threads -= 1);
    }
}
