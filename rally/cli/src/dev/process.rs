//! Ending processes, and theirs.

use std::time::Duration;

use tokio::process::{Child, Command};
use tokio::time::timeout;

/// How long a process may take to end by itself.
const GRACE: Duration = Duration::from_secs(3);

/// A process that does not outlive this value, nor do those that it started.
pub(crate) struct Process {
    child: Child,
}

impl Process {
    /// Starts it, in a group of its own: what the terminal sends when Ctrl-C is pressed does not reach it,
    /// so that it is ended in order.
    pub(crate) fn start(command: &mut Command) -> std::io::Result<Self> {
        #[cfg(unix)]
        command.process_group(0);
        let child = command.kill_on_drop(true).spawn()?;
        Ok(Self { child })
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Asks it to end, and ends it if it does not.
    pub(crate) async fn end(mut self) {
        self.signal(Signal::Terminate);
        let _ = timeout(GRACE, self.child.wait()).await;
    }

    #[cfg(unix)]
    fn signal(&self, signal: Signal) {
        use rustix::process::{Pid, Signal as Unix, kill_process_group};
        let id = self.child.id().and_then(|id| i32::try_from(id).ok());
        if let Some(group) = id.and_then(Pid::from_raw) {
            let signal = match signal {
                Signal::Terminate => Unix::TERM,
                Signal::Kill => Unix::KILL,
            };
            // It may have ended a moment ago.
            let _ = kill_process_group(group, signal);
        }
    }

    #[cfg(not(unix))]
    fn signal(&mut self, _: Signal) {
        let _ = self.child.start_kill();
    }
}

#[derive(Clone, Copy)]
enum Signal {
    Terminate,
    Kill,
}

impl Drop for Process {
    fn drop(&mut self) {
        self.signal(Signal::Kill);
    }
}
