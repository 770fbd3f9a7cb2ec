//! Routes of the application's own, and what it gets to know of a request.

use std::sync::Arc;

use rally::env::AppEnv;
use rally::server::{Request, Server};
use warp::{Filter, Reply};

use crate::site::{Context, Public};
use crate::support::{Answer, config};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

async fn ask(server: Server, request: &str) -> Answer {
    let running = server.start(0).await.unwrap();
    let mut stream = TcpStream::connect(running.address()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    Answer::read(&mut stream).await
}

#[tokio::test]
async fn they_are_asked_before_the_sites_and_what_they_reject_is_not_theirs() {
    let folder = tempfile::tempdir().unwrap();
    for (line, status, text) in [
        ("POST /hook", 200, "hooked"),
        ("GET /hook", 404, "There is no such page"),
        ("GET /about", 200, "data of /about"),
    ] {
        let hook = warp::path!("hook").and(warp::post()).map(|| "hooked");
        let server = Server::new(config(AppEnv::Test, folder.path()))
            .site::<Public>(|request| Context::new(request, &Arc::default()))
            .routes(hook.map(Reply::into_response).boxed());
        let request = format!("{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        let answer = ask(server, &request).await;
        assert_eq!(answer.status, status, "{line}");
        assert!(answer.text().contains(text), "{line}: {}", answer.text());
        assert_eq!(
            answer.header("x-content-type-options"),
            Some("nosniff"),
            "{line}"
        );
    }
}

#[tokio::test]
async fn a_context_is_made_of_what_was_asked() {
    let folder = tempfile::tempdir().unwrap();
    let server =
        Server::new(config(AppEnv::Test, folder.path())).site::<Public>(|request: &Request| {
            assert_eq!(request.method(), "GET");
            assert_eq!((request.path(), request.query()), ("/about", "q=1"));
            assert_eq!(request.id(), "r-1");
            assert_eq!(request.header("accept-language"), Some("de"));
            assert_eq!(request.header("nothing"), None);
            assert_eq!(request.cookie("theme"), Some("dark"));
            assert_eq!(request.cookie("them"), None);
            assert!(request.peer().ip().is_loopback());
            let shown = format!("{request:?}");
            assert!(!shown.contains("dark"), "{shown}");
            Context::new(request, &Arc::default())
        });
    let answer = ask(
        server,
        "GET /about?q=1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-request-id: r-1\r\n\
         accept-language: de\r\ncookie: a=b; theme=dark\r\ncookie: c=d\r\n\r\n",
    )
    .await;
    // Whatever was not so would have been a panic, and the error page.
    assert_eq!(answer.status, 200, "{}", answer.text());
}
