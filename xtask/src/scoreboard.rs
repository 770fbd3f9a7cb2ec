//! The scoreboard: its clients and server in one folder, started, and looked at in a browser.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use crate::args::DemoOptions;
use crate::demo::{Running, Scratch, choose_port, ending_with_parent, say};
use crate::{setup, sh};

const MANIFEST: &str = "examples/scoreboard/Cargo.toml";
const START_LIMIT: Duration = Duration::from_secs(30);

/// How it is built.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Profile {
    Dev,
    Release,
}

/// Builds it and starts it; then stays up, unless only checking.
pub(crate) fn demo(options: &DemoOptions) -> Result<(), String> {
    setup::run(setup::SCOREBOARD)?;
    choose_port(options.port)?;
    let folder = build(Profile::Dev)?;
    let port = choose_port(options.port)?;
    // A check begins with a season of its own and leaves no file behind.
    let data = options
        .check
        .then(|| Scratch::new("scoreboard"))
        .transpose()?;
    let mut server = Command::new(folder.join("scoreboard"));
    server.current_dir(&folder).env("PORT", port.to_string());
    if let Some(data) = &data {
        let database = format!("sqlite:{}", data.0.join("db.sqlite").display());
        server.env("DATABASE_URL", database).env("APP_ENV", "test");
    }
    let mut server = Running::start(ending_with_parent(server, &folder), "the scoreboard")?;
    let started = Instant::now();
    while get(port, "/healthz").is_none() {
        server.check()?;
        if started.elapsed() > START_LIMIT {
            return Err(format!(
                "the scoreboard does not answer after {} s",
                START_LIMIT.as_secs()
            ));
        }
        thread::sleep(Duration::from_millis(50));
    }
    let url = format!("http://127.0.0.1:{port}");
    if options.check {
        for (path, wanted) in [("/", "/_rally/public-"), ("/admin", "/_rally/admin-")] {
            let page = get(port, path).ok_or_else(|| format!("{url}{path} cannot be had"))?;
            if !page.contains(wanted) {
                return Err(format!(
                    "{url}{path} does not start its client: no {wanted}"
                ));
            }
        }
        say("both namespaces answer");
        return Ok(());
    }
    say(&format!(
        "open {url} in a browser, and {url}/admin; Ctrl-C ends the server"
    ));
    server.wait()
}

/// The browser tests, over what `rally build --release` makes.
pub(crate) fn test() -> Result<(), String> {
    let folder = build(Profile::Release)?;
    let folder_of_tests = sh::root().join("tests/rally-browser");
    let mut npm = sh::program("npm", &["test"]);
    sh::run(npm.current_dir(folder_of_tests).env("RALLY_APP", folder))
}

/// Builds it, and says into which folder.
fn build(profile: Profile) -> Result<PathBuf, String> {
    say("building the scoreboard");
    let name = match profile {
        Profile::Dev => "scoreboard",
        Profile::Release => "scoreboard-release",
    };
    let folder = sh::target().join(name);
    let mut cargo = sh::cargo(&["run", "-q", "-p", "rally-cli", "--", "build"]);
    cargo
        .args(["--manifest-path", MANIFEST, "--out-dir"])
        .arg(&folder);
    if profile == Profile::Release {
        cargo.arg("--release");
    }
    sh::run(&mut cargo)?;
    Ok(folder)
}

/// The body of a page, if there is one.
fn get(port: u16, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()?;
    stream.set_read_timeout(Some(START_LIMIT)).ok()?;
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    answer.starts_with("HTTP/1.1 200").then_some(answer)
}
