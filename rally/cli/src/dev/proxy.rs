//! The port that browsers know, whichever server is behind it.
//!
//! Each server has a port of its own, so that the next one is there before the last one ends: no request
//! meets a closed door. Bytes are passed on as they are.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::timeout;

/// What is behind the port.
#[derive(Clone, Debug)]
pub(crate) enum Behind {
    /// Nothing yet: who asks waits.
    Nothing,
    /// A server.
    Server(SocketAddr),
    /// The reason why there is no server.
    Failure(Arc<str>),
}

/// The port.
pub(crate) struct Proxy {
    behind: watch::Sender<Behind>,
}

impl Proxy {
    /// Takes connections from now on.
    pub(crate) fn start(listener: TcpListener) -> Self {
        let (behind, watched) = watch::channel(Behind::Nothing);
        tokio::spawn(accept(listener, watched));
        Self { behind }
    }

    pub(crate) fn set(&self, behind: Behind) {
        self.behind.send_replace(behind);
    }
}

async fn accept(listener: TcpListener, behind: watch::Receiver<Behind>) {
    loop {
        match listener.accept().await {
            Ok((client, _)) => {
                let behind = behind.clone();
                tokio::spawn(async move {
                    // Whoever it was went away; nobody is left to be told.
                    let _ = serve(client, behind).await;
                });
            }
            // No more files may be opened, for now.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn serve(mut client: TcpStream, mut behind: watch::Receiver<Behind>) -> io::Result<()> {
    client.set_nodelay(true)?;
    let is_something = |behind: &Behind| !matches!(behind, Behind::Nothing);
    let Ok(behind) = behind.wait_for(is_something).await.map(|it| it.clone()) else {
        return Ok(());
    };
    let why = match behind {
        Behind::Server(address) => match TcpStream::connect(address).await {
            Ok(mut server) => {
                server.set_nodelay(true)?;
                copy_bidirectional(&mut client, &mut server).await?;
                return Ok(());
            }
            Err(error) => format!("The server cannot be reached: {error}").into(),
        },
        Behind::Failure(why) => why,
        Behind::Nothing => return Ok(()),
    };
    answer(client, &why).await
}

/// Answers any request with the reason; the page asks again by itself.
async fn answer(mut client: TcpStream, why: &str) -> io::Result<()> {
    let mut request = vec![0; 16 << 10];
    let _ = timeout(Duration::from_secs(1), client.read(&mut request)).await;
    let body = page(why);
    let head = format!(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/html; charset=utf-8\r\n\
         cache-control: no-store\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    client.write_all(head.as_bytes()).await?;
    client.write_all(body.as_bytes()).await?;
    client.shutdown().await
}

fn page(why: &str) -> String {
    let why = why
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"1\">\
         <title>rally dev</title>\
         <style>body{{margin:0;padding:2rem;background:#1b1118;color:#ffd7d7;font:14px/1.5 ui-monospace,monospace}}\
         pre{{white-space:pre-wrap;overflow-wrap:anywhere}}</style>\n<pre>{why}</pre>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn ask(address: SocketAddr) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    #[tokio::test]
    async fn who_asks_waits_then_hears_why_or_is_passed_on() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let proxy = Proxy::start(listener);

        let early = tokio::spawn(ask(address));
        proxy.set(Behind::Failure("expected `<u8>`".into()));
        for answer in [early.await.unwrap(), ask(address).await] {
            assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
            assert!(
                answer.contains("<pre>expected `&lt;u8&gt;`</pre>"),
                "{answer}"
            );
        }

        let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
        proxy.set(Behind::Server(server.local_addr().unwrap()));
        let asked = tokio::spawn(ask(address));
        let (mut connection, _) = server.accept().await.unwrap();
        let mut request = [0; 18];
        connection.read_exact(&mut request).await.unwrap();
        assert_eq!(&request, b"GET / HTTP/1.1\r\n\r\n");
        connection.write_all(b"as it is").await.unwrap();
        drop(connection);
        assert_eq!(asked.await.unwrap(), "as it is");
    }
}
