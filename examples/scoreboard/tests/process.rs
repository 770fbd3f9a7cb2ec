//! The program as `rally dev` starts it.

use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::Duration;

#[test]
fn a_server_of_rally_dev_ends_with_it_and_leaves_it_to_say_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let free = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let mut server = Command::new(env!("CARGO_BIN_EXE_scoreboard"))
        .env_remove("RUST_LOG")
        .env("APP_ENV", "dev")
        .env("PORT", port.to_string())
        .env("RALLY_DEV", folder.path().join("state.json"))
        .env(
            "DATABASE_URL",
            format!("sqlite:{}", folder.path().join("db").display()),
        )
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert_eq!(server.try_wait().unwrap(), None, "it has ended");
        std::thread::sleep(Duration::from_millis(20));
    }
    // As when `rally dev` is killed: nobody holds the other end any more.
    drop(server.stdin.take());
    assert!(server.wait().unwrap().success());
    let mut said = String::new();
    server.stdout.unwrap().read_to_string(&mut said).unwrap();
    assert!(said.contains("stopping"), "{said}");
    assert!(!said.contains(&port.to_string()), "{said}");
}
