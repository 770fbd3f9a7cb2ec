//! Work that takes a processor: at most so much at a time, and a queue of bounded length.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::config::Limits;

/// Lets so many tasks run, and so many wait.
pub(super) struct Renderer {
    running: Arc<Semaphore>,
    /// Those that run and those that wait.
    admitted: Arc<Semaphore>,
}

/// Why work was not done.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Undone {
    /// Too much waits already.
    Busy,
    /// It panicked.
    Panicked(String),
}

impl Renderer {
    pub(super) fn new(limits: &Limits) -> Self {
        let admitted = limits.renders.saturating_add(limits.waiting_renders);
        let permits =
            |count: usize| Arc::new(Semaphore::new(count.clamp(1, Semaphore::MAX_PERMITS)));
        Self {
            running: permits(limits.renders),
            admitted: permits(admitted),
        }
    }

    /// Runs work on a thread that may be blocked.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Undone> {
        let admitted = Arc::clone(&self.admitted).try_acquire_owned();
        let admitted = admitted.map_err(|_| Undone::Busy)?;
        let running = Arc::clone(&self.running).acquire_owned().await;
        let running = running.map_err(|_| Undone::Busy)?;
        let task = tokio::task::spawn_blocking(move || {
            // Held by the work, which goes on where nobody waits for it any more.
            let _places = (admitted, running);
            work()
        });
        task.await.map_err(|error| match error.try_into_panic() {
            Ok(panic) => Undone::Panicked(panic_text(&*panic)),
            // The run-time is going down.
            Err(_) => Undone::Busy,
        })
    }
}

/// What a panic said.
pub(super) fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without text".to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc;

    use super::{Renderer, Undone};
    use crate::native::server::Limits;

    fn renderer(renders: usize, waiting_renders: usize) -> Arc<Renderer> {
        Arc::new(Renderer::new(&Limits {
            renders,
            waiting_renders,
            ..Limits::default()
        }))
    }

    #[tokio::test]
    async fn what_is_too_much_is_refused_at_once() {
        let renderer = renderer(1, 1);
        let (go, wait) = mpsc::channel::<()>();
        let slow = Arc::clone(&renderer);
        let slow = tokio::spawn(async move { slow.run(move || wait.recv().is_ok()).await });
        let queued = Arc::clone(&renderer);
        while renderer.running.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let queued = tokio::spawn(async move { queued.run(|| 2).await });
        while renderer.admitted.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(renderer.run(|| 3).await, Err(Undone::Busy));
        go.send(()).unwrap();
        assert_eq!(slow.await.unwrap(), Ok(true));
        assert_eq!(queued.await.unwrap(), Ok(2));
        assert_eq!(renderer.run(|| 4).await, Ok(4));
    }

    #[tokio::test]
    async fn a_panic_is_a_value_and_costs_no_place() {
        let renderer = renderer(1, 0);
        for _ in 0..3 {
            let work = renderer.run(|| -> u8 { panic!("no {}", "good") }).await;
            assert_eq!(work, Err(Undone::Panicked("no good".to_owned())));
        }
        assert_eq!(renderer.run(|| 1).await, Ok(1));
    }
}
