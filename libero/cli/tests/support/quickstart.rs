//! The server of the quickstart, on a free port over an empty database of its own.

#![allow(dead_code)] // each test file uses its own part

use std::path::Path;
use std::sync::Arc;

use quickstart::context::ServerContext;
use quickstart::db::Db;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

/// A server that ends with the test.
pub(crate) struct Server {
    pub(crate) port: u16,
    stop: Option<oneshot::Sender<()>>,
    runtime: Runtime,
    folder: tempfile::TempDir,
}

impl Server {
    pub(crate) fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        let folder = tempfile::tempdir().expect("a folder");
        let db = Db::open(&folder.path().join("board.sqlite")).expect("a database");
        let context = Arc::new(ServerContext::new(db));
        let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", 0)));
        let listener = listener.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let (stop, stopped) = oneshot::channel();
        runtime.spawn(async move {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/quickstart");
            let stopped = async {
                let _ = stopped.await;
            };
            quickstart::server::run(listener, context, &root, stopped).await;
        });
        Self {
            port,
            stop: Some(stop),
            runtime,
            folder,
        }
    }

    /// `http://127.0.0.1:…`
    pub(crate) fn http(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// `ws://127.0.0.1:…`
    pub(crate) fn ws(&self) -> String {
        format!("ws://127.0.0.1:{}", self.port)
    }

    /// A folder to run programs in.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // An error means that it has ended already.
            let _ = stop.send(());
        }
    }
}
