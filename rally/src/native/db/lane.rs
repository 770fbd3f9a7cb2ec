use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::watch;

use super::call::{Abandoned, Job, Seat};
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
            let seat = Seat::new(connection);
            while let Some(job) = lane.next() {
                job.run(&seat, lane.patience, lane.slow);
            }
            // The file is closed before it is said that the thread has left.
            drop(seat);
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
        let (job, answer) = Job::new(abandoned, work);
        self.add(job)?;
        answer.receive().await
    }

    fn add(&self, job: Job) -> Result<()> {
        let mut queue = self.lock();
        if queue.closed {
            return Err(Error::Closed);
        }
        queue.closed = job.is_last();
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
        let mut threads = self.threads.subscribe();
        // Fails only when the sender is gone, which is ours.
        let _ = threads.wait_for(|&threads| threads == 0).await;
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

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
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
