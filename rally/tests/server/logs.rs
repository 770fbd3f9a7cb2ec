//! What stands in the log.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use rally::env::AppEnv;
use tracing_subscriber::fmt::MakeWriter;

use crate::site::SECRET;
use crate::support::Fixture;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Lines {
    /// Those of a request: other tests log as well.
    fn of(&self, request_id: &str) -> Vec<String> {
        let bytes = self.0.lock().unwrap();
        let id = format!("\"request_id\":\"{request_id}\"");
        let lines = bytes.split(|byte| *byte == b'\n');
        let lines = lines.map(|line| String::from_utf8_lossy(line).into_owned());
        lines.filter(|line| line.contains(&id)).collect()
    }
}

#[tokio::test]
async fn a_request_has_one_line_and_a_failure_one_more_with_the_same_id() {
    let lines = Lines::default();
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_writer(lines.clone())
        .init();
    let server = Fixture::start_with(AppEnv::Prod, |config| {
        config.proxies = "127.0.0.1".parse().unwrap();
    })
    .await;

    let answer = server.get("/about?token=private").await;
    let logged = lines.of(answer.header("x-request-id").unwrap());
    let [line] = &logged[..] else {
        panic!("{logged:?}");
    };
    for part in [
        "\"method\":\"GET\"",
        "\"path\":\"/about\"",
        "\"status\":200",
        "\"ms\":",
    ] {
        assert!(line.contains(part), "{part} in {line}");
    }
    let session = answer.cookie().unwrap().split('=').nth(1).unwrap();
    assert!(
        !line.contains("private") && !line.contains(session),
        "{line}"
    );

    let from = [("x-forwarded-for", "6.6.6.6, 192.0.2.7")];
    let answer = server.send("GET /about", &from, b"").await;
    let logged = lines.of(answer.header("x-request-id").unwrap());
    assert!(logged[0].contains("\"peer\":\"192.0.2.7\""), "{logged:?}");

    let answer = server.get("/failed").await;
    let logged = lines.of(answer.header("x-request-id").unwrap());
    assert_eq!(logged.len(), 2, "{logged:?}");
    assert!(
        logged.iter().any(|line| line.contains(SECRET)),
        "{logged:?}"
    );

    let answer = server.get("/healthz").await;
    let logged = lines.of(answer.header("x-request-id").unwrap());
    assert_eq!(logged, Vec::<String>::new());
}
