//! A server, and clients that say exactly what a test wants to be said.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use rally::env::AppEnv;
use rally::server::{Config, Logs, Running, Server};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::site::{Admin, Context, Counts, Public};

/// What no test should ever take.
pub(crate) const LONG: Duration = Duration::from_secs(20);

/// A server with two sites and folders of its own.
pub(crate) struct Fixture {
    pub(crate) running: Running,
    pub(crate) folder: TempDir,
    pub(crate) counts: Arc<Counts>,
}

impl Fixture {
    pub(crate) async fn start() -> Self {
        Self::start_with(AppEnv::Test, |_| {}).await
    }

    pub(crate) async fn start_with(env: AppEnv, change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = config(env, folder.path());
        change(&mut config);
        std::fs::create_dir_all(&config.static_files).unwrap();
        std::fs::create_dir_all(&config.assets).unwrap();
        let counts = Arc::default();
        let server = server(config, &counts);
        Self {
            running: server.start(0).await.unwrap(),
            folder,
            counts,
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.running.address()
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        // In one step, as whoever looks at it now and then wants it.
        let new = path.with_extension("new");
        std::fs::write(&new, content).unwrap();
        std::fs::rename(new, path).unwrap();
    }

    /// Waits for something to be under way.
    pub(crate) async fn until_begun(&self) {
        let waiting = async {
            while self.counts.begun.load(Ordering::SeqCst) == 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(LONG, waiting).await.unwrap();
    }

    pub(crate) fn write_client(&self) {
        let manifest = r#"{"public": {"js": "public-1.js", "bindings": "public-2.js", "wasm": "public-3.wasm"}}"#;
        self.write("_rally/manifest.json", manifest);
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address()).await.unwrap()
    }

    /// The answer to a request: its first line, more headers, a body.
    pub(crate) async fn send(&self, line: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut stream = self.connect().await;
        let mut text = format!("{line} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n");
        for (name, value) in headers {
            write!(text, "{name}: {value}\r\n").unwrap();
        }
        if !body.is_empty() {
            write!(text, "content-length: {}\r\n", body.len()).unwrap();
        }
        text.push_str("\r\n");
        stream.write_all(text.as_bytes()).await.unwrap();
        stream.write_all(body).await.unwrap();
        Answer::read(&mut stream).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path}"), &[], b"").await
    }

    /// The server answers as if nothing had happened.
    pub(crate) async fn is_there(&self) -> bool {
        let answer = self.get("/").await;
        answer.status == 200 && answer.text().contains("data of /")
    }
}

pub(crate) fn config(env: AppEnv, folder: &Path) -> Config {
    let mut config = Config::new(env);
    config.logs = Logs::None;
    config.host = [127, 0, 0, 1].into();
    config.static_files = folder.join("static");
    config.assets = folder.join("_rally");
    config.timeouts.load = Duration::from_secs(1);
    config.timeouts.stop = Duration::from_secs(2);
    config
}

pub(crate) fn server(config: Config, counts: &Arc<Counts>) -> Server {
    let (one, other) = (Arc::clone(counts), Arc::clone(counts));
    Server::new(config)
        .site::<Public>(move |request| Context::new(request, &one))
        .site::<Admin>(move |request| Context::new(request, &other))
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// Reads until the server closes.
    pub(crate) async fn read(stream: &mut TcpStream) -> Self {
        let mut bytes = vec![];
        let reading = stream.read_to_end(&mut bytes);
        let read = tokio::time::timeout(LONG, reading).await;
        // Whoever is cut off may have the answer nevertheless.
        let _ = read.expect("the server does not close");
        Self::parse(&bytes)
    }

    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(bytes)));
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap();
        let headers = lines.map(|line| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_ascii_lowercase(), value.to_owned())
        });
        Self {
            status: status.parse().unwrap(),
            headers: headers.collect(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(it, _)| it == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The session that the browser is given.
    pub(crate) fn cookie(&self) -> Option<&str> {
        self.header("set-cookie")?.split(';').next()
    }
}

/// A client's end of a socket.
pub(crate) type Socket = tokio_tungstenite::WebSocketStream<TcpStream>;

impl Fixture {
    /// Opens a socket, or tells the status with which it was refused.
    pub(crate) async fn socket(&self, headers: &[(&'static str, &str)]) -> Result<Socket, u16> {
        use tokio_tungstenite::tungstenite::Error;
        use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;

        let url = format!("ws://{}/ws", self.address());
        let mut request = url.into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        match tokio_tungstenite::client_async(request, self.connect().await).await {
            Ok((socket, _)) => Ok(socket),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    pub(crate) async fn etf_socket(&self) -> Socket {
        let headers = [("sec-websocket-protocol", "libero-etf-v1")];
        self.socket(&headers).await.unwrap()
    }
}
