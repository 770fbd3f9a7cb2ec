//! What there is in development only.

use std::time::Duration;

use rally::env::AppEnv;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::{Fixture, LONG};

async fn until(stream: &mut tokio::net::TcpStream, read: &mut String, wanted: &str) {
    let reading = async {
        let mut bytes = [0; 1000];
        while !read.contains(wanted) {
            let count = stream.read(&mut bytes).await.unwrap();
            assert!(count > 0, "it ends: {read}");
            read.push_str(&String::from_utf8_lossy(&bytes[..count]));
        }
    };
    let read = tokio::time::timeout(LONG, reading).await;
    read.unwrap_or_else(|_| panic!("no {wanted}"));
}

#[tokio::test]
async fn documents_hear_of_builds_and_of_errors() {
    let server = Fixture::start_with(AppEnv::Dev, |config| {
        config.dev = Some(config.assets.with_file_name("dev.json"));
    })
    .await;
    let mut stream = server.connect().await;
    let request = "GET /_rally/dev HTTP/1.1\r\nhost: x\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut read = String::new();
    until(&mut stream, &mut read, "event:build").await;
    assert!(read.contains("content-type: text/event-stream"), "{read}");
    server.write("dev.json", "{\"build\": \"17\"}");
    until(&mut stream, &mut read, " 17\n").await;
    tokio::time::sleep(Duration::from_millis(20)).await;
    server.write("dev.json", "{\"failed\": \"two\\nlines\"}");
    until(
        &mut stream,
        &mut read,
        "event:failed\ndata:\"two\\nlines\"\n",
    )
    .await;
    // It does not keep the server from stopping.
    tokio::time::timeout(LONG, server.running.stop())
        .await
        .unwrap();
}

#[tokio::test]
async fn the_tools_are_there_in_development_and_nowhere_else() {
    for (env, status) in [(AppEnv::Dev, 200), (AppEnv::Test, 404), (AppEnv::Prod, 404)] {
        let server = Fixture::start_with(env, |_| {}).await;
        assert_eq!(server.get("/_rally/dev.js").await.status, status, "{env}");
        let text = server.get("/").await.text();
        assert_eq!(
            text.contains("data-rally-dev"),
            status == 200,
            "{env}: {text}"
        );
        if status == 404 {
            assert_eq!(server.get("/_rally/dev").await.status, 404, "{env}");
        }
    }
}
