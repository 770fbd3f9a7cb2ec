//! A line that says what is going on, on a terminal, and goes.

use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::task::AbortHandle;
use tokio::time::sleep;

use crate::terminal::{note, style};

/// Work that goes on as long as this is there. What takes less than a second is not shown.
pub(crate) struct Progress {
    detail: Arc<Mutex<String>>,
    shown: AbortHandle,
}

impl Progress {
    pub(crate) fn start(what: &'static str) -> Self {
        let detail = Arc::new(Mutex::new(String::new()));
        let shown = tokio::spawn(show(what, Arc::clone(&detail))).abort_handle();
        Self { detail, shown }
    }

    /// Says what is going on in particular.
    pub(crate) fn detail(&self, text: &str) {
        text.clone_into(&mut self.detail.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.shown.abort();
        clear();
    }
}

async fn show(what: &str, detail: Arc<Mutex<String>>) {
    let start = Instant::now();
    sleep(Duration::from_secs(1)).await;
    if !io::stderr().is_terminal() {
        note(&format!("{what} …"));
        return;
    }
    loop {
        let detail = detail
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let name = style("rally:", "1;32");
        let seconds = start.elapsed().as_secs();
        let text: String = format!("{what} … {seconds} s  {detail}")
            .chars()
            .take(70)
            .collect();
        let _ = write!(io::stderr().lock(), "\r\x1b[K{name} {text}");
        sleep(Duration::from_millis(200)).await;
    }
}

fn clear() {
    if io::stderr().is_terminal() {
        let _ = write!(io::stderr().lock(), "\r\x1b[K");
    }
}
