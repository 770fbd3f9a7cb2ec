//! Running and stopping the server.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};

use crate::context::ServerContext;
use crate::http;

/// How long sockets and requests may take to end.
const GRACE: Duration = Duration::from_secs(5);

/// Serves until `stop` is done, then closes every socket and waits for what is under way.
///
/// `root` is the folder that holds `static` and `generated`.
pub async fn run(
    listener: TcpListener,
    context: Arc<ServerContext>,
    root: &Path,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let (stopping, stopped) = watch::channel(false);
    let (alive, mut ended) = mpsc::channel(1);
    let sockets = Sockets {
        stopping: stopped,
        alive: alive.downgrade(),
    };
    let mut signal = sockets.stopping.clone();
    let mut overdue = sockets.stopping.clone();
    let serving = warp::serve(http::routes(&context, sockets, root))
        .incoming(listener)
        .graceful(async move {
            let _ = signal.wait_for(|stopping| *stopping).await;
        });
    tokio::spawn(async move {
        stop.await;
        stopping.send_replace(true);
        // From here on only open sockets hold a strong sender.
        drop(alive);
    });
    tokio::select! {
        () = serving.run() => {}
        () = async {
            let _ = overdue.wait_for(|stopping| *stopping).await;
            tokio::time::sleep(GRACE).await;
        } => {}
    }
    // `None` once the last socket has dropped its sender.
    let _ = tokio::time::timeout(GRACE, ended.recv()).await;
}

/// Lets sockets in and knows when the last one has left: warp does not wait for them.
#[derive(Clone)]
pub(crate) struct Sockets {
    stopping: watch::Receiver<bool>,
    alive: mpsc::WeakSender<()>,
}

/// Held by one socket for as long as it is open.
pub(crate) struct Session {
    stopping: watch::Receiver<bool>,
    _alive: mpsc::Sender<()>,
}

impl Sockets {
    /// A session for one more socket; none once the server is stopping.
    pub(crate) fn enter(&self) -> Option<Session> {
        if *self.stopping.borrow() {
            return None;
        }
        Some(Session {
            stopping: self.stopping.clone(),
            _alive: self.alive.upgrade()?,
        })
    }
}

impl Session {
    /// Done when the server is going down.
    pub(crate) async fn ending(&mut self) {
        let _ = self.stopping.wait_for(|stopping| *stopping).await;
    }
}
