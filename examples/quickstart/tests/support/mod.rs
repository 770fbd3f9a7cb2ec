//! A server on a free port over a database of its own, and plain HTTP to it.

#![allow(dead_code)] // not every test uses all of it

use std::path::Path;
use std::sync::Arc;

use libero_wire::Codec;
use libero_wire::skew::Unannounced;
use libero_wire::v1::{Transport, TransportError};
use quickstart::context::ServerContext;
use quickstart::db::Db;
use quickstart::{generated, server};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A server, ended by [`Server::stop`].
pub(crate) struct Server {
    pub(crate) port: u16,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
    _folder: TempDir,
}

/// A context over a temporary database.
pub(crate) fn context() -> (Arc<ServerContext>, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&folder.path().join("board.sqlite")).unwrap();
    (Arc::new(ServerContext::new(db)), folder)
}

impl Server {
    pub(crate) async fn start() -> Self {
        let (context, folder) = context();
        Self::serve(context, folder).await
    }

    /// One that wants to know which contract its peers speak.
    pub(crate) async fn start_strict() -> Self {
        let (mut context, folder) = context();
        Arc::get_mut(&mut context).unwrap().unannounced = Unannounced::Refuse;
        Self::serve(context, folder).await
    }

    async fn serve(context: Arc<ServerContext>, folder: TempDir) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(async move {
            let root = Path::new(env!("CARGO_MANIFEST_DIR"));
            let stopped = async {
                let _ = stopped.await;
            };
            server::run(listener, context, root, stopped).await;
        });
        Self {
            port,
            stop,
            task,
            _folder: folder,
        }
    }

    /// Asks it to end, and waits until it has.
    pub(crate) async fn stop(self) {
        self.stop.send(()).unwrap();
        self.task.await.unwrap();
    }

    /// Sends the bytes and reads until the server closes the connection.
    pub(crate) async fn exchange(&self, request: &[u8]) -> Vec<u8> {
        let mut stream = self.connect().await;
        stream.write_all(request).await.unwrap();
        let mut answer = vec![];
        stream.read_to_end(&mut answer).await.unwrap();
        answer
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.port)).await.unwrap()
    }
}

/// Calls by HTTP POST, a connection a call.
pub(crate) struct Http {
    pub(crate) port: u16,
    pub(crate) codec: Codec,
}

impl Transport for Http {
    fn codec(&self) -> Codec {
        self.codec
    }

    async fn call(&self, frame: Vec<u8>) -> Result<Vec<u8>, TransportError> {
        let head = format!(
            "POST /rpc HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\
             content-type: {}\r\ncontent-length: {}\r\n\r\n",
            self.codec.content_type(),
            frame.len(),
        );
        let answer = async {
            let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(&frame).await?;
            let mut answer = vec![];
            stream.read_to_end(&mut answer).await?;
            Ok::<_, std::io::Error>(answer)
        };
        let answer = answer.await.map_err(TransportError::new)?;
        let (head, body) = split(&answer);
        if head.starts_with("HTTP/1.1 200 ") {
            Ok(body.to_vec())
        } else {
            Err(TransportError::new(head))
        }
    }
}

/// The head of a response, in lower case but for its first line, and the body.
pub(crate) fn split(answer: &[u8]) -> (String, &[u8]) {
    let end = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("a head");
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    (head, &answer[end + 4..])
}

/// Calls `dispatch` in this process.
pub(crate) struct InProcess {
    pub(crate) context: Arc<ServerContext>,
    pub(crate) codec: Codec,
}

impl Transport for InProcess {
    fn codec(&self) -> Codec {
        self.codec
    }

    async fn call(&self, frame: Vec<u8>) -> Result<Vec<u8>, TransportError> {
        Ok(generated::libero::dispatch(&self.context, &frame).await)
    }
}
